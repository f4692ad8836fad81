"""Readers write, answer, change, delete, recommend and report, with scripts and without; and nothing that they write does anything."""

from __future__ import annotations

import http.client
import json
import random
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

import feedparser
import hostile_comments
from accessibility import violations
from browser import HEIGHT, Listener, chromium
from check import Check
from desk import Staff
from playwright.sync_api import Browser, BrowserContext, Page
from website import KOREA, Website

LIST = f"/discussion{KOREA}"
HOSTILE = "/why-is-pluto-not-a-planet"
WIDTHS = [360, 1280]
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]
SLOWER_THAN_A_PROGRAM = 3.2  # seconds between a form and its sending
SEEN_SECONDS = 3.0  # by then a page shows what changed in the database
MAY_HOLD = {"p", "em", "strong", "code", "blockquote", "ul", "li", "br", "a"}
MAY_HAVE = {"a": {"href", "rel"}}


class Moderator:
    """Somebody who lets comments stand, past the server, as another server of the same site does."""

    def __init__(self, data: Path) -> None:
        self.file = data / "audience.sqlite"

    def approve_all(self) -> int:
        """How many waited."""
        with closing(sqlite3.connect(self.file, timeout=30)) as connection, connection:
            connection.execute("UPDATE audience_change SET number = number + 1")
            change = "(SELECT number FROM audience_change)"
            return connection.execute(f"UPDATE comment SET state = 'shown', change = {change} WHERE state = 'held'").rowcount


def run(website: Website, staff: Staff) -> Iterator[Check]:
    moderator = Moderator(staff.data)
    with chromium() as browser:
        for scripts in (False, True):
            yield from taking_part(website, browser, moderator, scripts)
        yield from pages(website, browser)
        yield feed(website)
        yield from hostile(website, browser, moderator)


def reader(browser: Browser, scripts: bool) -> BrowserContext:
    """Somebody at a browser and on a network of their own."""
    network = ".".join(str(random.randint(1, 223)) for _ in range(4))
    return browser.new_context(
        viewport={"width": 1280, "height": HEIGHT}, java_script_enabled=scripts, reduced_motion="reduce",
        extra_http_headers={"X-Forwarded-For": network})


def taking_part(website: Website, browser: Browser, moderator: Moderator, scripts: bool) -> Iterator[Check]:
    how = "with scripts" if scripts else "without scripts"
    name = f"Ann {'Script' if scripts else 'Plain'}"
    with reader(browser, scripts) as ann, reader(browser, scripts) as bob:
        page = ann.new_page()
        listener = Listener(page) if scripts else None
        written = Check(f"{how}, a comment is written on the article’s page, waits, and is seen once a moderator lets it stand")
        page.goto(website.base + KOREA)
        page.fill(".comment-form [name=text]", f"What *{how}* is said.")
        page.fill(".comment-form [name=name]", name)
        page.check(".comment-form [name=remember]")
        time.sleep(SLOWER_THAN_A_PROGRAM)
        if scripts:
            shown = page.locator(".comment-preview em")
            shown.wait_for()
            written.expect(shown.inner_text() == how, f"the preview shows {shown.inner_text()!r}")
        page.click(".comment-form button:has-text('Post comment')")
        written.expect("will be looked at by a moderator" in page.inner_text("h1"), page.inner_text("main")[:300])
        other = bob.new_page()
        other.goto(website.base + LIST)
        written.expect(f"What {how} is said" not in other.inner_text("main"), "others see it before")
        written.expect(moderator.approve_all() == 1, "it does not wait in the database")
        written.expect(appears(other, website.base + LIST, f"What {how} is said"), "others don’t see it after")
        cookies = {cookie["name"]: cookie["path"] for cookie in ann.cookies()}
        written.expect(cookies == {"handle": "/discussion"}, f"the cookies are {cookies}")
        yield written

        mine = page.url
        changed = Check(f"{how}, its author changes it, and cannot any more once it is answered")
        page.goto(mine)
        page.click("a:has-text('Change it')")
        time.sleep(SLOWER_THAN_A_PROGRAM)
        page.fill(".comment-form [name=text]", f"What *{how}* is said better.")
        page.click("button:has-text('Save')")
        changed.expect("said better" in page.inner_text("main"), page.inner_text("main")[:300])
        changed.expect(appears(other, website.base + LIST, "said better"), "others don’t see the change")
        answer(other, name, how)
        moderator.approve_all()
        changed.expect(appears(page, website.base + LIST, f"An answer {how}"), "the answer is not seen")
        page.goto(mine)
        changed.expect(page.locator("a:has-text('Change it')").count() == 0, "it can still be changed")
        yield changed

        yield judged(website, browser, page, other, name, scripts, how)

        gone = Check(f"{how}, its author deletes it, and a gap stands where it was")
        page.goto(mine)
        page.click("a:has-text('Delete it')")
        page.click("button:has-text('Delete it')")
        gone.expect("is deleted" in page.inner_text("h1"), page.inner_text("main")[:300])
        gone.expect(vanishes(other, website.base + LIST, "said better"), "the text is still there")
        text = other.inner_text("main")
        gone.expect("Deleted by its author" in text, "there is no gap")
        gone.expect(f"An answer {how}" in text, "the answer went with it")
        yield gone
        if listener:
            quiet = Check("none of these pages complains on the console or asks another site")
            # Nobody recommends their own comment, and is told so.
            quiet.problems += [error for error in listener.errors if "status of 403" not in error]
            quiet.problems += [url for url in listener.requests if not url.startswith(website.base + "/")]
            yield quiet


def appears(page: Page, address: str, words: str) -> bool:
    """Whether a page shows some words soon."""
    return becomes(page, address, lambda text: words in text)


def vanishes(page: Page, address: str, words: str) -> bool:
    """Whether a page soon shows some words no more."""
    return becomes(page, address, lambda text: words not in text)


def becomes(page: Page, address: str, wanted: Callable[[str], bool]) -> bool:
    deadline = time.monotonic() + SEEN_SECONDS
    while time.monotonic() < deadline:
        page.goto(address)
        if wanted(page.inner_text("main")):
            return True
        time.sleep(0.2)
    return False


def comment(page: Page, name: str) -> str:
    """The selector of somebody’s comment on the page."""
    identity = page.locator(f".comment:has(.handle:text-is('{name}'))").first.get_attribute("id")
    return f"#{identity}"


def answer(page: Page, name: str, how: str) -> None:
    page.locator(f"{comment(page, name)} a:has-text('Reply')").click()
    assert "said" in page.inner_text(".answered"), page.inner_text("main")[:300]
    time.sleep(SLOWER_THAN_A_PROGRAM)
    page.fill(".comment-form [name=text]", f"An answer {how}.")
    page.click("button:has-text('Preview')")
    assert f"An answer {how}." in page.inner_text("#preview")
    time.sleep(SLOWER_THAN_A_PROGRAM)
    page.click("button:has-text('Post answer')")
    assert "moderator" in page.inner_text("h1"), page.inner_text("main")[:300]


def judged(
    website: Website, browser: Browser, ann: Page, bob: Page, name: str, scripts: bool, how: str
) -> Check:
    check = Check(f"{how}, a comment is recommended, that is taken back, and it is reported")
    bob.goto(website.base + LIST)
    mine = comment(bob, name)
    bob.click(f"{mine} button:has-text('Recommend')")
    check.expect("#comment-" in bob.url, f"recommending leads to {bob.url}")
    check.expect("Recommend (1)" in bob.inner_text(mine), bob.inner_text(mine))
    bob.click(f"{mine} button:has-text('Recommend')")
    check.expect("You have recommended" in bob.inner_text("h1"), bob.inner_text("main")[:300])
    bob.click("button:has-text('Take it back')")
    check.expect("Recommend (1)" not in bob.inner_text(mine), "it is not taken back")
    ann.goto(website.base + LIST)
    ann.click(f"{mine} button:has-text('Recommend')")
    check.expect("is yours" in ann.inner_text("h1"), "somebody recommends their own comment")
    bob.goto(website.base + LIST)
    bob.click(f"{mine} a:has-text('Report')")
    bob.select_option("[name=reason]", "off-topic")
    bob.fill("[name=note]", "It has nothing to do with it.")
    bob.click("button:has-text('Send the report')")
    check.expect("Thank you" in bob.inner_text("h1"), bob.inner_text("main")[:300])
    return check


def pages(website: Website, browser: Browser) -> Iterator[Check]:
    identity = website.request(LIST).first("//*[starts-with(@id, 'comment-')]/@id").removeprefix("comment-")
    paths = [LIST, f"{LIST}?sort=newest", f"{LIST}?sort=best", f"{LIST}/reply?to={identity}", f"/discussion/comment/{identity}/flag"]
    paths += [f"/discussion/comment/{identity}/vote", "/discussion/handle", KOREA]
    with browser.new_context(reduced_motion="reduce") as profile:
        page = profile.new_page()
        listener = Listener(page)
        for width in WIDTHS:
            for scheme in SCHEMES:
                check = Check(f"axe finds no violation on the pages of discussions, and none is too wide, {width} px, {scheme}")
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                for path in paths:
                    page.goto(website.base + path)
                    check.problems += [f"{path}: {violation}" for violation in violations(page)]
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    check.expect(wide <= width, f"{path}: {wide} px wide")
                yield check
        quiet = Check("none of the pages of discussions complains on the console")
        quiet.problems += listener.errors
        yield quiet


def feed(website: Website) -> Check:
    check = Check("each discussion has a feed that is in order")
    answer = website.request(f"{LIST}/feed.xml")
    check.expect(answer.content_type == "application/atom+xml", f"its type is {answer.content_type}")
    parsed = feedparser.parse(answer.body)
    check.expect(not parsed.bozo, f"feedparser: {parsed.get('bozo_exception')}")
    check.expect(parsed.entries, "it has no entries")
    for entry in parsed.entries:
        whole = entry.get("id") and entry.get("title") and entry.get("author") and entry.get("updated") and entry.get("link")
        check.expect(whole, f"an entry lacks something: {entry}")
    page = website.request(LIST)
    linked = page.tree.xpath("//link[@type='application/atom+xml']/@href")
    check.expect(f"{LIST}/feed.xml" in linked, "the discussion’s page doesn’t link it")
    return check


def hostile(website: Website, browser: Browser, moderator: Moderator) -> Iterator[Check]:
    cases = list(hostile_comments.cases())
    seal = website.request(HOSTILE).first("//form[@class='comment-form']//input[@name='form']/@value")
    refused = 0
    for case in cases:
        network = ".".join(str(random.randint(1, 223)) for _ in range(4))
        body = urlencode({"form": seal, "text": case, "nonce": "".join(random.choices("abcdefgh", k=43))})
        refused += post(website, f"/discussion{HOSTILE}", body, network) != 303
    moderator.approve_all()
    check = Check(f"{len(cases)} hostile comments ({refused} of them refused) do nothing where they stand")
    check.expect(len(cases) >= 300, f"there are {len(cases)} cases")
    # What is refused as a text is not seen, so that each is looked at in the preview, too.
    previews = Check("and nothing in their previews")
    with browser.new_context() as profile:
        page = profile.new_page()
        listener = Listener(page)
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        time.sleep(SEEN_SECONDS)
        numbers = website.request(f"/discussion{HOSTILE}").tree.xpath("//nav[@class='page-numbers']/a/text()")
        last = max([int(number) for number in numbers] or [1])
        for number in range(1, last + 1):
            page.goto(f"{website.base}/discussion{HOSTILE}" + (f"?page={number}" if number > 1 else ""))
            check.problems += strange_markup(page)
            for script in page.locator("script[type='application/ld+json']").all_inner_texts():
                json.loads(script)
        check.expect(last >= len(cases) // 100, f"there are {last} pages")
        page.goto(website.base + HOSTILE)
        check.problems += strange_markup(page)
        check.problems += [f"a dialog says {message!r}" for message in dialogs]
        check.problems += [url for url in listener.requests if not url.startswith(website.base + "/")]
        check.problems += listener.errors
        yield check
        page.goto(f"{website.base}/discussion{HOSTILE}/reply")
        for case in cases:
            answer = page.request.post(
                f"{website.base}/discussion{HOSTILE}/preview", form={"text": case}, headers={"Sec-Fetch-Site": "same-origin"})
            page.evaluate("html => document.body.innerHTML = new DOMParser().parseFromString(html, 'text/html').body.innerHTML", answer.text())
            previews.problems += [f"{case!r}: {fault}" for fault in strange_markup(page)]
        previews.problems += [f"a dialog says {message!r}" for message in dialogs]
        previews.problems += [url for url in listener.requests if "evil.example" in url]
        yield previews


def post(website: Website, path: str, body: str, network: str) -> int:
    address = urlsplit(website.base)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": network}
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def strange_markup(page: Page) -> list[str]:
    """Elements and attributes in comments that comments cannot have."""
    found = page.evaluate(
        "() => [...document.querySelectorAll('.comment-text *')].map(element => "
        "[element.localName, ...[...element.attributes].map(a => `${a.name}=${a.value}`)])"
    )
    faults = []
    for name, *attributes in found:
        if name not in MAY_HOLD:
            faults.append(f"a comment holds <{name}>")
        for attribute in attributes:
            key, _, value = attribute.partition("=")
            if key not in MAY_HAVE.get(name, set()):
                faults.append(f"<{name}> has {attribute!r}")
            elif key == "href" and not re.match(r"https?://", value):
                faults.append(f"a link leads to {value!r}")
            elif key == "rel" and value != "ugc nofollow":
                faults.append(f"a link has rel={value!r}")
    return faults
