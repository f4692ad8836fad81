"""The business side writes a sponsored article, previews, publishes and withdraws it; readers see it labelled, and only meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from accessibility import looked_at
from browser import chromium
from check import Check
from desk import Person, Staff
from playwright.sync_api import Page
from website import SPONSORED, Website

WIDTHS = [360, 1440]
SLUG = "warm-feet"
EDITORIAL = ["/", "/feed.xml", "/sitemap-1.xml", "/search?q=warm"]
TEXT = "Warm feet are [here](https://www.fernhill-energy.example/feet).\n\n## Why\n\n- cold\n- floors\n"


def run(website: Website, staff: Staff) -> Iterator[Check]:
    staff.add("bess", "business")
    with chromium() as browser:
        bess = Person(browser, website, "bess")
        page = bess.sign_in("/business/sponsored")
        yield refused(page, website)
        yield published(page, website)
        yield withdrawn(page, website)
        yield accessible(page, website)
        quiet = Check("none of these pages complains on the console")
        meant = re.compile(r"status of 422")
        quiet.problems += [line for line in bess.listener.errors if not meant.search(line)]
        yield quiet


def fill(page: Page, website: Website, text: str) -> None:
    page.goto(f"{website.base}/business/sponsored/new")
    page.select_option("[name=advertiser]", label="Fernhill Energy")
    page.fill("[name=slug]", SLUG)
    page.fill("[name=title]", "Warm feet in winter")
    page.fill("[name=summary]", "From the floor up.")
    page.fill("[name=body]", text)
    page.fill("[name=last]", (date.today() + timedelta(days=9)).isoformat())
    page.click("button:has-text('Save as a draft')")


def refused(page: Page, website: Website) -> Check:
    check = Check("a sponsored article takes no HTML and no image, says where they are, and keeps what was typed")
    for text, reason in {"One.\n\n<b>two</b>": "Line 3: HTML", "![a cat](/media/cat)": "Line 1: a sponsored article has no images"}.items():
        fill(page, website, text)
        check.expect(reason in page.inner_text("main"), f"{text!r}: {page.inner_text('.problem')!r}")
        check.expect(page.input_value("[name=body]") == text, f"{text!r}: what was typed is gone")
    return check


def published(page: Page, website: Website) -> Check:
    check = Check("it is previewed as readers will see it, shown once it is published, and no editorial page changes")
    before = {path: tag(website, path) for path in EDITORIAL}
    fill(page, website, TEXT)
    article = page.url
    check.expect(website.request(f"{SPONSORED}/{SLUG}").status == 404, "a draft can be read")
    page.click("text=Preview")
    for said in ("Advertisement by Fernhill Energy. Fernhill Energy paid for what this page says.", "Warm feet in winter"):
        check.expect(said in page.inner_text("body"), f"the preview lacks {said!r}")
    page.goto(article)
    page.click("button:has-text('Publish')")
    check.expect("Readers see it now" in page.inner_text(".notice"), page.inner_text("main")[:300])
    shown = website.request(f"{SPONSORED}/{SLUG}")
    check.expect(shown.status == 200, f"it answers {shown.status}")
    check.expect(shown.first("//title/text()").startswith("Advertisement: Warm feet"), shown.first("//title/text()"))
    check.expect(shown.first("//main//h1/text()") == "Warm feet in winter", "its heading is another")
    for path in (SPONSORED, f"{SPONSORED}/feed.xml"):
        check.expect(b"Warm feet in winter" in website.request(path).body, f"{path} lacks it")
    for path, known in before.items():
        check.expect(tag(website, path) == known, f"{path} has changed")
        check.expect(b"Warm feet" not in website.request(path).body, f"{path} tells of it")
    return check


def tag(website: Website, path: str) -> str:
    """What names the editorial state of a page."""
    return website.request(path).headers.get("ETag", "").split(".")[0].rstrip('"')


def withdrawn(page: Page, website: Website) -> Check:
    check = Check("withdrawn, it is gone from everywhere, and its history stays")
    page.click("button:has-text('Withdraw it now')")
    check.expect(website.request(f"{SPONSORED}/{SLUG}").status == 410, "its address does not say that it is over")
    for path in (SPONSORED, f"{SPONSORED}/feed.xml"):
        check.expect(b"Warm feet" not in website.request(path).body, f"{path} still has it")
    for state in ("“draft” → “published”", "“published” → “withdrawn”"):
        check.expect(state in page.inner_text("main"), f"the history lacks {state}")
    return check


def accessible(page: Page, website: Website) -> Check:
    paths = ["/business/sponsored", "/business/sponsored/new", page.url.removeprefix(website.base)]
    check = Check(f"axe finds no violation on {len(paths)} pages of sponsored articles, and nothing sticks out")
    for path in paths:
        page.goto(website.base + path)
        looked_at(page, path, check, WIDTHS)
    return check
