"""The history of an article that was corrected: what readers find there, and that only they find it."""

from __future__ import annotations

from collections.abc import Iterator

from accessibility import SCHEMES, violations
from browser import HEIGHT, Listener
from check import Check
from html_valid import allowed_messages, faults
from playwright.sync_api import Browser
from website import Response, Website

WIDTHS = [360, 768, 1440]


def run(website: Website, browser: Browser, article: str, before: str, after: str) -> Iterator[Check]:
    """Looks at an article that said `before` in its first version, and now says `after`."""
    yield versions(website, article, before, after)
    yield unlisted(website, article)
    yield from seen(website, browser, article)


def paths(article: str) -> list[str]:
    return [f"{article}/history", f"{article}/history/1", f"{article}/history/1/changes"]


def versions(website: Website, article: str, before: str, after: str) -> Check:
    check = Check("an article's history has its earlier text and what changed, word by word")
    present = website.request(article)
    links = present.tree.xpath(f"//a[@href='{article}/history']/ancestor::*[@class][1]/@class")
    check.expect("byline" in links, f"the byline of {article} does not lead to its history: {links}")
    history, earlier, changes = (website.request(path) for path in paths(article))
    for answer in (history, earlier, changes):
        check.expect(answer.status == 200, f"{answer.path}: {answer.status}")
    listed = history.tree.xpath("//ul[contains(@class, 'versions')]//h2//a/@href")
    check.expect(listed == [article, f"{article}/history/1"], f"the history lists {listed}")
    text = text_of(earlier)
    check.expect(before in text and after not in text, f"{earlier.path} does not say {before!r}")
    check.expect("This is an earlier version" in text, f"{earlier.path} does not say that it is an earlier version")
    check.expect(after in text_of(present), f"{article} does not say {after!r}")
    taken = " ".join(changes.tree.xpath("//div[@class='diff']//del//text()"))
    put = " ".join(changes.tree.xpath("//div[@class='diff']//ins//text()"))
    check.expect(taken and taken in before, f"{changes.path} takes out {taken!r}")
    check.expect(put and put in after, f"{changes.path} puts in {put!r}")
    for path, status in [("/history/2", 200), ("/history/2/changes", 404), ("/history/3", 404), ("/history/0", 404)]:
        found = website.request(article + path).status
        check.expect(found == status, f"{article}{path}: {found}, and not {status}")
    return check


def unlisted(website: Website, article: str) -> Check:
    check = Check("search engines are led from earlier versions to the present one")
    for path in paths(article):
        answer = website.request(path)
        robots = answer.first("//meta[@name='robots']/@content")
        canonical = website.local(answer.first("//link[@rel='canonical']/@href"))
        check.expect(robots == "noindex", f"{path}: robots {robots!r}")
        check.expect(canonical == article, f"{path}: canonical {canonical!r}")
        for fragment in ("disclosure", "slot "):
            there = f"<!--fill {fragment}".encode() in answer.body
            check.expect(not there, f"{path} has a place for what earns ({fragment})")
    sitemaps = [website.request(f"/sitemap-{number}.xml").body.decode() for number in (1, 2)]
    check.expect(not any("/history" in sitemap for sitemap in sitemaps), "a sitemap lists a history")
    return check


def seen(website: Website, browser: Browser, article: str) -> Iterator[Check]:
    valid = Check("the pages of a history are valid HTML")
    valid.problems += faults([website.request(path) for path in paths(article)], allowed_messages(), set())
    yield valid
    check = Check("the pages of a history fit their window, are quiet, and axe finds no violation")
    with browser.new_context(reduced_motion="reduce") as profile:
        page = profile.new_page()
        listener = Listener(page)
        for path in paths(article):
            page.goto(website.base + path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                check.expect(wide <= 0, f"{path} is {wide} px wider than a window of {width} px")
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    check.problems += [f"{path}, {width} px, {scheme}: {found}" for found in violations(page)]
        check.problems += listener.errors
    yield check


def text_of(answer: Response) -> str:
    return " ".join(" ".join(answer.tree.xpath("//main//text()")).split())
