"""The sitemap index, its sitemaps and robots.txt, as a search engine takes them in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import feedparser
import lxml.etree
from check import Check
from website import XML_NAMESPACES, Response, Website

MOST_URLS = 50_000
MOST_BYTES = 50_000_000
NAMESPACE = XML_NAMESPACES["s"]


def run(website: Website) -> Iterator[Check]:
    yield index(website)
    yield addresses(website)
    yield robots(website)


def moment(text: str) -> datetime | None:
    """A W3C date or date with time; None if it is neither."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=timezone.utc)


def dates(check: Check, tree: lxml.etree._Element, path: str) -> None:
    """Every lastmod must be a date, and not a future one."""
    soon = datetime.now(timezone.utc) + timedelta(days=1)
    for lastmod in tree.xpath("//s:lastmod/text()", namespaces=XML_NAMESPACES):
        when = moment(lastmod)
        if check.expect(when, f"{path}: lastmod {lastmod!r} is no W3C date"):
            check.expect(when and when < soon, f"{path}: lastmod {lastmod} lies in the future")


def root(check: Check, answer: Response, name: str) -> lxml.etree._Element:
    """The root element, which must have the right name, and come as XML of a permitted size."""
    tree = lxml.etree.fromstring(answer.body)
    check.expect(tree.tag == f"{{{NAMESPACE}}}{name}", f"{answer.path}: its root is {tree.tag}, and not {name}")
    xml = answer.content_type in ("application/xml", "text/xml")
    check.expect(xml, f"{answer.path}: its type is {answer.content_type}")
    check.expect(len(answer.body) <= MOST_BYTES, f"{answer.path}: {len(answer.body)} bytes are over the limit")
    return tree


def index(website: Website) -> Check:
    check = Check("the sitemap index leads to valid sitemaps")
    tree = root(check, website.get("/sitemap.xml"), "sitemapindex")
    dates(check, tree, "/sitemap.xml")
    listed = tree.xpath("//s:sitemap/s:loc/text()", namespaces=XML_NAMESPACES)
    check.expect(listed, "it lists no sitemap")
    for url in listed:
        path = website.local(url)
        if not check.expect(path, f"{url} is on another site"):
            continue
        answer = website.get(path or "")
        if check.expect(answer.status == 200, f"{url} answers {answer.status}"):
            sitemap = root(check, answer, "urlset")
            count = len(sitemap.xpath("//s:url", namespaces=XML_NAMESPACES))
            check.expect(count <= MOST_URLS, f"{path}: {count} addresses are over the limit")
            dates(check, sitemap, path or "")
    return check


def addresses(website: Website) -> Check:
    paths = website.sitemap_paths
    check = Check(f"all {len(paths)} addresses of the sitemaps are canonical pages")
    check.expect(len(paths) == len(set(paths)), "an address is listed twice")
    for path in paths:
        page = website.get(path)
        if not check.expect(page.status == 200, f"{path}: {page.status}") or not page.is_page:
            continue
        canonical = page.first("//link[@rel='canonical']/@href")
        check.expect(website.local(canonical) == path, f"{path}: its canonical address is {canonical!r}")
        hidden = "noindex" in page.first("//meta[@name='robots']/@content")
        check.expect(not hidden, f"{path}: is listed, and asks not to be indexed")
    feed = feedparser.parse(website.get("/feed.xml").body)
    for entry in feed.entries:
        check.expect(website.local(entry.get("link", "")) in paths, f"{entry.get('link')}: in the feed, not listed")
    return check


def robots(website: Website) -> Check:
    check = Check("robots.txt names the sitemap and keeps nobody from the articles")
    lines = website.get("/robots.txt").body.decode("utf-8").splitlines()
    fields = [tuple(part.strip() for part in line.split(":", 1)) for line in lines if ":" in line]
    named = [website.local(value[1]) for value in fields if value[0].lower() == "sitemap"]
    check.expect("/sitemap.xml" in named, "no line 'Sitemap: …/sitemap.xml' with an absolute address")
    refused = [value[1] for value in fields if value[0].lower() == "disallow"]
    check.expect("/" not in refused, "it refuses the whole site")
    return check
