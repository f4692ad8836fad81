"""Advertisements in a reader's browser: nothing moves, a view is what was seen, and a document stays in its frame."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from accessibility import violations
from browser import Listener, chromium
from check import Check
from desk import Staff
from layout import NOTE_SHIFTS, SCROLL_THROUGH, STICKING_OUT
from playwright.sync_api import Browser, Page
from website import Website

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Scripts"))

import bookings  # noqa: E402  (Scripts is known only now)
import example_site  # noqa: E402

ARTICLE = "/how-to-choose-a-first-telescope"
WIDTHS = [360, 768, 1440]
PLACES = ["top", "rail", "end"]
MOST_OF_A_TELEPHONE = 0.3  # of the main content's height (Better Ads Standards)
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
A_SECOND = 1250  # milliseconds: a second in sight, and the time to tell it
SMALL = 2000  # bytes
SOON = 300  # less than a second in sight
DEADLINE = 10.0

# What it reaches of the page stands in `data-found` of its body.
NOSY = """<!DOCTYPE html><html lang="en"><title>Buy</title><body>
<a id="buy" target="_top" href="{{click}}">Buy a lens</a>
<script>
const found = [];
const attempt = (name, act) => { try { act(); found.push(name); } catch { } };
attempt("document", () => parent.document.title);
attempt("cookie", () => { document.cookie = "a=b"; if (!document.cookie) throw 0; });
attempt("storage", () => localStorage.setItem("a", "b"));
attempt("navigation", () => { top.location.href = "https://nosy.example/"; });
attempt("window", () => { if (!open("https://nosy.example/")) throw 0; });
Promise.allSettled([
  fetch("/").then(() => found.push("site")),
  fetch("https://nosy.example/").then(() => found.push("network")),
  new Promise((good, bad) => {
    const picture = new Image();
    picture.onload = () => { found.push("picture"); good(); };
    picture.onerror = bad;
    picture.src = "/favicon.svg";
  }),
]).then(() => { document.body.dataset.found = found.join(", ") || "nothing"; });
</script></body></html>"""
CREATIVES = [bookings.TEXTS[0], bookings.Creative("rail", form="html", text=NOSY), bookings.TEXTS[2]]

HIDE = """isHidden => {
    Object.defineProperty(document, "visibilityState", {configurable: true, get: () => isHidden ? "hidden" : "visible"});
    document.dispatchEvent(new Event("visibilitychange"));
}"""
# Scrolls so that a part of the advertisement is in sight, at the lower edge of the window.
SHOW_PART = """([selector, part]) => {
    const box = document.querySelector(selector).getBoundingClientRect();
    scrollTo(0, scrollY + box.top + box.height * part - innerHeight);
}"""


def run(website: Website, staff: Staff) -> Iterator[Check]:
    with booked(website, staff, CREATIVES), chromium() as browser:
        yield steadiness(website, browser)
        yield density(website, browser)
        yield seen(website, staff, browser)
        yield without_javascript(website, staff, browser)
        yield confined(website, staff, browser)
        yield explained(website, browser)
    yield deferred(staff)


@contextmanager
def booked(website: Website, staff: Staff, creatives: list[bookings.Creative]) -> Iterator[list[str]]:
    """The site with these on each article, and afterwards with none."""
    made = bookings.book(staff.data, creatives)
    deadline = time.monotonic() + DEADLINE
    while website.request(ARTICLE).body.count(b"/ad/why/") < len(creatives):
        if time.monotonic() > deadline:
            raise TimeoutError("what was booked does not stand on the article")
        time.sleep(0.1)
    try:
        yield made
    finally:
        bookings.pause_all(staff.data)


@contextmanager
def reader(browser: Browser, width: int = 1440, height: int = 900, scripts: bool = True) -> Iterator[Page]:
    """Somebody's own browser: a headless one would be taken for a program."""
    viewport = {"width": width, "height": height}
    with browser.new_context(viewport=viewport, user_agent=AGENT, java_script_enabled=scripts) as profile:
        yield profile.new_page()


def outcomes(staff: Staff) -> Counter[str]:
    """The rows of the ledger, such as `top view counted`."""
    with closing(sqlite3.connect(staff.data / "commerce.sqlite", timeout=30)) as connection:
        rows = connection.execute("SELECT coalesce(place, '?'), event, outcome, count(*) FROM offer_event GROUP BY 1, 2, 3")
        return Counter({f"{place} {event} {outcome}": number for place, event, outcome, number in rows})


def steadiness(website: Website, browser: Browser) -> Check:
    check = Check(f"at {', '.join(map(str, WIDTHS))} px nothing moves, sticks out or is in the way of anybody")
    for width in WIDTHS:
        with reader(browser, width) as page:
            page.add_init_script(NOTE_SHIFTS)
            listener = Listener(page)
            page.goto(website.base + ARTICLE)
            page.evaluate(SCROLL_THROUGH)
            page.wait_for_timeout(A_SECOND)
            for shift in page.evaluate("shifts"):
                check.problems.append(f"{width} px: shift of {shift['value']:.4f} ({shift['nodes']})")
            check.problems += [f"{width} px: {what}" for what in page.evaluate(STICKING_OUT)]
            for place in PLACES:
                box = page.locator(f".slot-{place}").bounding_box() or {"height": 0}
                inner = page.locator(f".slot-{place}").evaluate("slot => slot.scrollHeight - slot.clientHeight")
                check.expect(box["height"] > 50 and inner <= 1, f"{width} px: {place} is {box['height']} px high, {inner} over")
            check.problems += [f"{width} px: {problem}" for problem in violations(page)]
            # The nosy document is stopped, and says so on the console.
            errors = [error for error in listener.errors if not any(word in error for word in ("nosy", "sandbox", "ad/frame", "(csp)"))]
            check.problems += [f"{width} px: {error}" for error in errors if "Content Security Policy" not in error]
    return check


def density(website: Website, browser: Browser) -> Check:
    check = Check(f"on a telephone, advertisements take up at most {MOST_OF_A_TELEPHONE:.0%} of each article")
    with reader(browser, 360) as page:
        for path in website.articles:
            page.goto(website.base + path)
            part = page.evaluate("""() => {
                const height = element => element.getBoundingClientRect().height;
                const slots = [...document.querySelectorAll('.slot')].reduce((sum, slot) => sum + height(slot), 0);
                return slots / height(document.querySelector('main'));
            }""")
            check.expect(part <= MOST_OF_A_TELEPHONE, f"{path}: {part:.0%}")
    return check


def seen(website: Website, staff: Staff, browser: Browser) -> Check:
    check = Check("a view is half of an advertisement in sight for a second, once, in a window that is shown")

    def case(name: str, expected: list[str], act: Callable[[Page], None], height: int = 900) -> None:
        before = outcomes(staff)
        with reader(browser, height=height) as page:
            page.goto(website.base + ARTICLE)
            act(page)
            page.goto("about:blank")
            page.wait_for_timeout(SOON)
        found = outcomes(staff) - before
        check.expect(found == Counter(expected), f"{name}: {dict(found)}, and not {expected}")

    def wait(page: Page, milliseconds: int = A_SECOND) -> None:
        page.wait_for_timeout(milliseconds)

    def scrolled_past(page: Page) -> None:
        for part in (0.6, 1.0):
            page.evaluate(SHOW_PART, [".slot-end .ad", part])
            wait(page, SOON // 3)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        wait(page)

    def shows(selector: str, part: float) -> Callable[[Page], None]:
        def act(page: Page) -> None:
            page.evaluate(SHOW_PART, [selector, part])
            wait(page)

        return act

    def comes_back(page: Page) -> None:
        for _ in range(3):
            page.evaluate(SHOW_PART, [".slot-end .ad", 1.0])
            wait(page)
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            wait(page, SOON // 3)

    def hidden(page: Page) -> None:
        page.evaluate(HIDE, True)
        page.evaluate(SHOW_PART, [".slot-end .ad", 1.0])
        wait(page)

    def shown_again(page: Page) -> None:
        hidden(page)
        page.evaluate(HIDE, False)
        wait(page)

    # The window is low, so that nothing else is in sight.
    case("left at once", [], lambda page: wait(page, SOON))
    case("scrolled past", [], scrolled_past, 160)
    case("less than half", [], shows(".slot-end .ad", 0.4), 160)
    case("half", ["end view counted"], shows(".slot-end .ad", 0.55), 160)
    case("seen again and again", ["end view counted"], comes_back, 160)
    case("in a window that is not shown", [], hidden, 160)
    case("in a window that is shown again", ["end view counted"], shown_again, 160)
    case("taller than twice the window", [], shows(".slot-rail .ad", 0.7), 110)
    case("a document in its frame", ["rail view counted"], shows(".slot-rail .ad", 1.0), 300)
    return check


def without_javascript(website: Website, staff: Staff, browser: Browser) -> Check:
    check = Check("without JavaScript, what comes into sight counts, and a click leads to the advertiser")
    before = outcomes(staff)
    with reader(browser, height=300, scripts=False) as page:
        page.goto(website.base + ARTICLE)
        page.locator(".slot-end").scroll_into_view_if_needed()
        page.wait_for_timeout(A_SECOND)
        with page.expect_request("https://www.booked-*/"):
            page.click(".slot-end .ad a", no_wait_after=True)
    found = outcomes(staff) - before
    for row in ("end view counted", "end click counted"):
        check.expect(found[row] == 1, f"{row}: {found[row]} times, and not once ({dict(found)})")
    return check


def confined(website: Website, staff: Staff, browser: Browser) -> Check:
    check = Check("a document reaches nothing of the page, and leads on only when somebody clicks")
    before = outcomes(staff)
    with reader(browser) as page:
        page.goto(website.base + ARTICLE)
        page.locator(".slot-rail iframe").scroll_into_view_if_needed()
        body = page.frame_locator(".slot-rail iframe").locator("body[data-found]")
        body.wait_for()
        check.expect(body.get_attribute("data-found") == "nothing", f"it reaches {body.get_attribute('data-found')}")
        page.wait_for_timeout(SOON)
        check.expect(page.url == website.base + ARTICLE, f"it leads to {page.url} by itself")
        check.expect(len(page.context.pages) == 1, "it opens another window by itself")
        check.expect(not page.context.cookies(), "there is a cookie")
        with page.expect_request("https://www.booked-*/"):
            page.frame_locator(".slot-rail iframe").locator("#buy").click(no_wait_after=True)
    found = outcomes(staff) - before
    check.expect(found["rail click counted"] == 1, f"the click is not counted: {dict(found)}")
    return check


def deferred(staff: Staff) -> Check:
    check = Check("on a page that is the same for everybody, a small script fills the slots; without scripts they have our own")
    os.environ["MASTHEAD_ADVERTISING_DELIVERY"] = "deferred"
    try:
        with tempfile.TemporaryDirectory(prefix="masthead-deferred-") as name:
            folder = Path(name)
            with example_site.serving(staff.binary, folder / "data", folder / "log") as site, chromium() as browser:
                bookings.book(site.data, bookings.TEXTS)
                time.sleep(2)
                filled_later(check, site, browser)
    finally:
        del os.environ["MASTHEAD_ADVERTISING_DELIVERY"]
    return check


def filled_later(check: Check, site: example_site.Site, browser: Browser) -> None:
    for width in WIDTHS:
        with reader(browser, width) as page:
            page.add_init_script(NOTE_SHIFTS)
            listener = Listener(page)
            page.goto(site.url + ARTICLE)
            page.wait_for_selector(".slot-top .slot-label a")
            page.evaluate(SCROLL_THROUGH)
            page.locator(".slot-top .ad").scroll_into_view_if_needed()
            page.wait_for_timeout(A_SECOND)
            check.expect(page.locator(".slot .slot-label a").count() == len(PLACES), f"{width} px: not every slot is filled")
            check.problems += [f"{width} px: shift of {shift['value']:.4f}" for shift in page.evaluate("shifts")]
            check.problems += [f"{width} px: {what}" for what in listener.errors + page.evaluate(STICKING_OUT)]
            scripts = [url for url in listener.requests if url.endswith("-fill.js")]
            check.expect(len(set(scripts)) == 1, f"{width} px: the script is {scripts}")
            for url in set(scripts):
                size = len(page.request.get(url).body())
                check.expect(size < SMALL, f"the script has {size} bytes, and not less than {SMALL}")
    with closing(sqlite3.connect(site.data / "commerce.sqlite", timeout=30)) as connection:
        views = connection.execute("SELECT count(*) FROM offer_event WHERE event = 'view' AND outcome = 'counted'").fetchone()
    check.expect(views[0] > 0, "no view was counted")
    with reader(browser, scripts=False) as page:
        page.goto(site.url + ARTICLE)
        for place in PLACES:
            check.expect(page.locator(f".slot-{place} .ad a").count() == 1, f"without scripts, {place} is empty")


def explained(website: Website, browser: Browser) -> Check:
    check = Check("a reader is told why an advertisement stands there")
    with reader(browser, 360) as page:
        page.goto(website.base + ARTICLE)
        page.click(".slot-top .slot-label a")
        check.expect(page.locator("h1").inner_text() == "Why this advertisement?", f"{page.url}: {page.title()}")
        check.expect("Back to the page" in page.content(), "the page does not know where it was asked from")
        check.problems += violations(page)
        check.problems += page.evaluate(STICKING_OUT)
    return check
