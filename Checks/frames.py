"""Frames of third parties in a reader's browser: none by itself, none for who objects, and none that reaches the page."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from accessibility import violations
from advertising import A_SECOND, AGENT, ARTICLE, PLACES, SOON, WIDTHS, outcomes
from browser import Listener, chromium
from check import Check
from desk import SETTLED, Person, Staff
from layout import NOTE_SHIFTS, SCROLL_THROUGH, STICKING_OUT
from playwright.sync_api import Browser, Page, Route, expect
from website import Website

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Scripts"))

import bookings  # noqa: E402  (Scripts is known only now)
import example_site  # noqa: E402

HOST = "ads.third-party-network.example"
FRAMES = [bookings.Creative(place, form="html", frame=f"https://{HOST}/serve?slot={place}") for place in PLACES]
DEADLINE = 10.0

# What it reaches of the page stands in `data-found` of its body. That it opens a window without a click is left out: browsers
# forbid it, but not the one that is driven here.
NOSY = """<!DOCTYPE html><html lang="en"><title>Buy</title><body><button id="buy">Buy</button>
<script>
const found = [];
const attempt = (name, act) => { try { act(); found.push(name); } catch { } };
attempt("document", () => top.document.title);
attempt("parent", () => parent.document.title);
attempt("cookie", () => { document.cookie = "a=b"; if (!document.cookie) throw 0; });
attempt("storage", () => localStorage.setItem("a", "b"));
attempt("navigation", () => { top.location.href = "https://elsewhere.example/top"; });
attempt("referrer", () => { if (!document.referrer) throw 0; });
document.getElementById("buy").onclick = () => open("https://advertiser.example/");
document.body.dataset.found = found.join(", ") || "nothing";
if (location.search.includes("end")) location.href = "https://elsewhere.example/frame";
</script></body></html>"""


def run(website: Website, staff: Staff) -> Iterator[Check]:
    with chromium() as browser:
        bookings.book(staff.data, FRAMES)
        try:
            yield off(website)
            allow(website, staff, browser, "yes")
            wait_for_frames(website)
            yield asked(website, staff, browser)
            yield agreed(website, staff, browser)
            yield refused(website, browser)
            yield objected(website, browser)
            yield without_javascript(website, browser)
            yield previewed(website, staff, browser)
        finally:
            bookings.pause_all(staff.data)
            allow(website, staff, browser, "no")
    yield deferred(staff)


def allow(website: Website, staff: Staff, browser: Browser, answer: str) -> None:
    """As the publisher does, on the screen."""
    staff.add("petra", "publisher")
    page = Person(browser, website, "petra").sign_in("/publisher/settings")
    page.select_option("[name=third-party-frames]", answer)
    page.click("button.primary:has-text('Save')")
    expect(page.locator(".notice").first).to_contain_text("Saved", timeout=SETTLED)
    page.context.close()


def wait_for_frames(website: Website) -> None:
    deadline = time.monotonic() + DEADLINE
    while website.request(ARTICLE).body.count(b"/ad/frame/") < len(PLACES):
        if time.monotonic() > deadline:
            raise TimeoutError("what was booked does not stand on the article")
        time.sleep(0.1)


@contextmanager
def reader(
    browser: Browser, width: int = 1440, scripts: bool = True, headers: dict[str, str] | None = None
) -> Iterator[tuple[Page, list[str]]]:
    """Somebody's own browser, and whatever it asks of others than the site."""
    others: list[str] = []

    def answer(route: Route) -> None:
        others.append(route.request.url)
        body = NOSY if urlsplit(route.request.url).hostname == HOST else "<!DOCTYPE html><title>Elsewhere</title>"
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    with browser.new_context(
        viewport={"width": width, "height": 900}, user_agent=AGENT, java_script_enabled=scripts, extra_http_headers=headers or {}
    ) as profile:
        profile.route(lambda url: urlsplit(url).hostname not in ("127.0.0.1", "localhost"), answer)
        yield profile.new_page(), others


def off(website: Website) -> Check:
    check = Check("as long as the publisher does not allow them, no page has a frame of a third party")
    time.sleep(2)
    body = website.request(ARTICLE).body.decode()
    check.expect(HOST not in body and "/ad/frame/" not in body, "the article has one")
    return check


def asked(website: Website, staff: Staff, browser: Browser) -> Check:
    check = Check(f"at {', '.join(map(str, WIDTHS))} px a reader is asked first, nothing moves, and nothing is loaded or counted")
    before = outcomes(staff)
    for width in WIDTHS:
        with reader(browser, width) as (page, others):
            page.add_init_script(NOTE_SHIFTS)
            listener = Listener(page)
            answer = page.goto(website.base + ARTICLE)
            policy = (answer.headers if answer else {}).get("content-security-policy", "")
            check.expect("frame-src 'self';" in policy and HOST not in policy, f"the page's policy is {policy}")
            page.evaluate(SCROLL_THROUGH)
            page.wait_for_timeout(A_SECOND)
            for place in PLACES:
                slot = page.locator(f".slot-{place}")
                said = slot.locator(".ad-frame").inner_text()
                check.expect(HOST in said and "network address" in said, f"{width} px: {place} says {said!r}")
                check.expect(slot.locator(".ad:visible").count() == 1, f"{width} px: {place} shows two things")
                over = slot.locator(".ad-frame").evaluate("box => box.scrollHeight - box.clientHeight")
                check.expect(over <= 1, f"{width} px: the question in {place} is {over} px too long")
                buttons = slot.locator("button").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
                check.expect(min(buttons, default=0) >= 24, f"{width} px: {place} has buttons of {buttons} px")
            check.problems += [f"{width} px: shift of {shift['value']:.4f}" for shift in page.evaluate("shifts")]
            check.problems += [f"{width} px: {what}" for what in [*page.evaluate(STICKING_OUT), *violations(page), *listener.errors]]
            check.expect(not others, f"{width} px: asked of others: {others}")
    check.expect(outcomes(staff) == before, f"counted: {outcomes(staff) - before}")
    return check


def agreed(website: Website, staff: Staff, browser: Browser) -> Check:
    check = Check("who agrees gets the frame, which counts once it was seen, and reaches neither the page nor another host")
    before = outcomes(staff)
    with reader(browser) as (page, others):
        page.goto(website.base + ARTICLE)
        page.locator(".slot-top button:has-text('Show it')").click()
        inner = page.frame_locator(".slot-top iframe").frame_locator("iframe")
        body = inner.locator("body[data-found]")
        body.wait_for()
        check.expect(body.get_attribute("data-found") == "nothing", f"it reaches {body.get_attribute('data-found')}")
        page.locator(".slot-end").scroll_into_view_if_needed()
        page.wait_for_timeout(A_SECOND)
        page.locator(".slot-top").scroll_into_view_if_needed()
        page.wait_for_timeout(A_SECOND)
        check.expect(page.url == website.base + ARTICLE, f"it leads to {page.url}")
        check.expect(not page.context.cookies(), "there is a cookie")
        kept = page.evaluate("JSON.stringify(localStorage)")
        check.expect(kept == f'{{"frames {HOST}":"yes"}}', f"the browser keeps {kept}")
        check.expect({urlsplit(url).hostname for url in others} == {HOST}, f"asked of others: {others}")
        with page.context.expect_page() as opened:
            inner.locator("#buy").click()
        opened.value.wait_for_load_state()
        check.expect(opened.value.evaluate("opener") is None, "what it opens reaches back")
        opened.value.close()
        others.clear()
        page.goto(website.base + ARTICLE)
        page.frame_locator(".slot-top iframe").frame_locator("iframe").locator("body[data-found]").wait_for()
        check.expect(page.locator(".slot-top button").count() == 0, "who agreed is asked again")
        page.goto("about:blank")
        page.wait_for_timeout(SOON)
    found = outcomes(staff) - before
    check.expect(found["top view counted"] >= 1, f"its view is not counted: {dict(found)}")
    check.expect(not any("click" in row for row in found), f"a click is counted: {dict(found)}")
    return check


def refused(website: Website, browser: Browser) -> Check:
    check = Check("who wants not to be asked sees the site's own, and can take every answer back where the ad is explained")
    with reader(browser, 360) as (page, others):
        page.goto(website.base + ARTICLE)
        page.locator(".slot-top button:has-text('Don’t ask')").click()
        for _ in range(2):
            for place in PLACES:
                check.expect(page.locator(f".slot-{place} .ad:not(.ad-frame)").is_visible(), f"{place} is not the site's own")
                check.expect(not page.locator(f".slot-{place} .ad-frame").is_visible(), f"{place} asks")
            page.goto(website.base + ARTICLE)
        page.click(".slot-top .slot-label a")
        check.expect(f"frame from {HOST}" in page.inner_text("main"), "it is not said where it comes from")
        check.expect("asked not to be asked" in page.inner_text(".frame-choice"), "the answer is not told")
        check.problems += [*violations(page), *page.evaluate(STICKING_OUT)]
        page.click("button:has-text('Take my answer back')")
        check.expect("not answered yet" in page.inner_text(".frame-choice"), "the answer is not taken back")
        check.expect(page.evaluate("localStorage.length") == 0, "the browser keeps something")
        page.goto(website.base + ARTICLE)
        page.locator(".slot-top button:has-text('Show it')").click()
        page.frame_locator(".slot-top iframe").frame_locator("iframe").locator("body[data-found]").wait_for()
        page.click(".slot-top .slot-label a")
        check.expect(f"You let {HOST}" in page.inner_text(".frame-choice"), "what was agreed to is not told")
        page.click("button:has-text('Take my answer back')")
        others.clear()
        page.goto(website.base + ARTICLE)
        page.evaluate(SCROLL_THROUGH)
        check.expect(page.locator(".slot-top button:has-text('Show it')").is_visible(), "who took it back is not asked again")
        check.expect(not others, f"asked of others after it was taken back: {others}")
    return check


def objected(website: Website, browser: Browser) -> Check:
    check = Check("with Sec-GPC: 1 there is no frame at all, and a browser that objects by itself neither asks nor loads")
    with reader(browser, headers={"Sec-GPC": "1"}) as (page, others):
        page.goto(website.base + ARTICLE)
        check.expect(HOST not in page.content() and "/ad/frame/" not in page.content(), "the page has one")
        for place in PLACES:
            check.expect(page.locator(f".slot-{place} .ad").is_visible(), f"{place} is empty")
        check.expect(not others, f"asked of others: {others}")
    with reader(browser) as (page, others):
        page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
        page.goto(website.base)
        page.evaluate(f"localStorage.setItem('frames {HOST}', 'yes')")
        page.goto(website.base + ARTICLE)
        page.evaluate(SCROLL_THROUGH)
        page.wait_for_timeout(SOON)
        check.expect(not page.locator(".ad-frame:visible").count(), "it asks")
        check.expect(not others, f"asked of others: {others}")
    return check


def without_javascript(website: Website, browser: Browser) -> Check:
    check = Check("without JavaScript the site's own advertisement stays, and nothing is loaded")
    with reader(browser, scripts=False) as (page, others):
        page.goto(website.base + ARTICLE)
        for place in PLACES:
            page.locator(f".slot-{place}").scroll_into_view_if_needed()
            check.expect(page.locator(f".slot-{place} .ad a").is_visible(), f"{place} is empty")
            check.expect(not page.locator(f".slot-{place} .ad-frame").is_visible(), f"{place} asks")
        page.wait_for_timeout(SOON)
        check.expect(not others, f"asked of others: {others}")
    return check


def previewed(website: Website, staff: Staff, browser: Browser) -> Check:
    check = Check("the business side makes one, is told what is wrong with it, and sees the question without loading anything")
    staff.add("bruno", "business")
    page = Person(browser, website, "bruno").sign_in("/business/delivery")
    listener = Listener(page)
    page.locator("main table a").first.click()
    flight = page.url.rsplit("/", 1)[1]
    page.goto(f"{website.base}/business/advertising/flights/{flight}/creatives")
    page.fill("[name=name]", "A frame")
    page.select_option("[name=form]", "tag")
    page.fill("[name=frame]", "https://10.0.0.7/ad")
    page.click("button:has-text('Add the creative')")
    check.expect("not the public name of a host" in page.inner_text("main"), "a private address is taken")
    page.fill("[name=frame]", f"https://{HOST}/other")
    page.click("button:has-text('Add the creative')")
    check.expect(f"https://{HOST}/other" in page.inner_text("main"), f"it is not kept: {page.inner_text('main')[:300]}")
    page.click("a:has-text('On a phone, a tablet and a desktop')")
    page.frame_locator("iframe").first.locator(".ad-frame").wait_for()
    page.evaluate(SCROLL_THROUGH)
    asked = [url for url in listener.requests if HOST in url]
    check.expect(not asked, f"the preview asks for {asked}")
    # The address that was refused is told on the console, too.
    check.problems += [*(error for error in listener.errors if "status of 422" not in error), *violations(page)]
    page.context.close()
    return check


def deferred(staff: Staff) -> Check:
    check = Check("on a page that is the same for everybody, the browser says whether it wants to be asked")
    os.environ["MASTHEAD_ADVERTISING_DELIVERY"] = "deferred"
    try:
        with tempfile.TemporaryDirectory(prefix="masthead-frames-") as name:
            folder = Path(name)
            with example_site.serving(staff.binary, folder / "data", folder / "log") as site, chromium() as browser:
                website = Website(site.url)
                bookings.book(site.data, FRAMES)
                allow(website, Staff(staff.binary, site.data), browser, "yes")
                time.sleep(2)
                with reader(browser) as (page, others):
                    page.add_init_script(NOTE_SHIFTS)
                    page.goto(website.base + ARTICLE)
                    check.expect(HOST not in website.request(ARTICLE).body.decode(), "the page for everybody has one")
                    page.locator(".slot-top button:has-text('Show it')").click()
                    page.frame_locator(".slot-top iframe").frame_locator("iframe").locator("body[data-found]").wait_for()
                    check.problems += [f"shift of {shift['value']:.4f}" for shift in page.evaluate("shifts")]
                    others.clear()
                    page.evaluate("localStorage.setItem('frames', 'no')")
                    with page.expect_request(lambda request: "/ad/slots" in request.url) as wanted:
                        page.goto(website.base + ARTICLE)
                    check.expect(wanted.value.url.endswith("&frames=no"), f"it asks {wanted.value.url}")
                    page.wait_for_timeout(SOON)
                    check.expect(HOST not in page.content() and not others, f"who objects gets one: {others}")
    finally:
        del os.environ["MASTHEAD_ADVERTISING_DELIVERY"]
    return check
