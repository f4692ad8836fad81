"""RSS, Atom and JSON Feed, as a feed reader takes them in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import feedparser
import lxml.etree
from check import Check
from website import XML_NAMESPACES, Website

TYPES = {"/feed.xml": "application/rss+xml", "/atom.xml": "application/atom+xml"}
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"
RELATIVE_ADDRESS = re.compile(r"""(?:href|src)=["'](?!https?:|mailto:)([^"']*)""")


def run(website: Website) -> Iterator[Check]:
    for path, media_type in TYPES.items():
        yield xml_feed(website, path, media_type)
    yield json_feed(website)
    yield discovery(website)


def address(website: Website, check: Check, url: str, what: str) -> None:
    """A link in a feed must be absolute, and on this site it must exist."""
    if check.expect(url.startswith(("http://", "https://")), f"{what}: {url!r} is not an absolute address"):
        path = website.local(url)
        check.expect(path is not None, f"{what}: {url} is on another site")
        if path is not None:
            found = website.get(path.partition("#")[0])
            check.expect(found.status == 200, f"{what}: {url} answers {found.status}")


def content(check: Check, html: str, what: str) -> None:
    """Addresses inside an entry's HTML must be absolute: feed readers disagree about what they are relative to."""
    for relative in RELATIVE_ADDRESS.findall(html):
        check.expect(False, f"{what}: its HTML has the relative address {relative!r}")


def xml_feed(website: Website, path: str, media_type: str) -> Check:
    answer = website.get(path)
    headers = {"content-type": answer.headers.get("Content-Type", "")}
    feed = feedparser.parse(answer.body, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    check = Check(f"feedparser reads {path} ({feed.version or 'unknown'}, {len(feed.entries)} entries)")
    check.expect(answer.content_type == media_type, f"its type is {answer.content_type}, and not {media_type}")
    check.expect(not feed.bozo, f"not well-formed: {feed.get('bozo_exception')}")
    check.expect(feed.entries, "no entries")
    check.expect(feed.feed.get("title"), "no title")
    address(website, check, feed.feed.get("link", ""), "the feed's link")
    own = lxml.etree.fromstring(answer.body).xpath("//atom:link[@rel='self']/@href", namespaces=XML_NAMESPACES)
    check.expect([website.local(url) for url in own] == [path], f"atom:link rel=self is {own}")
    for entry in feed.entries:
        what = entry.get("title", "(no title)")
        check.expect(entry.get("title"), f"{entry.get('link')}: no title")
        check.expect(entry.get("id"), f"{what}: no id")
        date = entry.get("published_parsed") or entry.get("updated_parsed")
        check.expect(date, f"{what}: no readable date")
        address(website, check, entry.get("link", ""), what)
        for part in [*entry.get("content", []), entry.get("summary_detail", {})]:
            content(check, part.get("value", ""), what)
    ids = [entry.get("id") for entry in feed.entries]
    check.expect(len(ids) == len(set(ids)), "two entries have the same id")
    return check


def json_feed(website: Website) -> Check:
    """Checks the members that JSON Feed 1.1 requires, and those that a news site should give."""
    answer = website.get("/feed.json")
    feed: dict[str, Any] = json.loads(answer.body)
    items = feed.get("items", [])
    check = Check(f"/feed.json is JSON Feed 1.1 ({len(items)} items)")
    check.expect(answer.content_type in ("application/feed+json", "application/json"), f"type {answer.content_type}")
    check.expect(feed.get("version") == JSON_FEED_VERSION, f"version is {feed.get('version')!r}")
    check.expect(isinstance(feed.get("title"), str) and feed["title"], "no title")
    check.expect(website.local(feed.get("feed_url", "")) == "/feed.json", f"feed_url is {feed.get('feed_url')!r}")
    address(website, check, feed.get("home_page_url", ""), "home_page_url")
    check.expect(items, "no items")
    for item in items:
        what = item.get("title") or item.get("id") or "(no title)"
        check.expect(isinstance(item.get("id"), str) and item["id"], f"{what}: id is not a string")
        check.expect("content_html" in item or "content_text" in item, f"{what}: neither content_html nor content_text")
        address(website, check, item.get("url", ""), what)
        content(check, item.get("content_html", ""), what)
        try:
            dated = datetime.fromisoformat(item.get("date_published", ""))
            check.expect(dated.tzinfo, f"{what}: date_published has no time zone")
        except ValueError:
            check.expect(False, f"{what}: date_published is {item.get('date_published')!r}, not an RFC 3339 date")
    ids = [item.get("id") for item in items]
    check.expect(len(ids) == len(set(ids)), "two items have the same id")
    return check


def discovery(website: Website) -> Check:
    check = Check("the front page names all three feeds")
    alternates = website.get("/").tree.xpath("//link[@rel='alternate']")
    named = {website.local(link.get("href", "")): link.get("type") for link in alternates}
    for path, media_type in {**TYPES, "/feed.json": "application/feed+json"}.items():
        check.expect(named.get(path) == media_type, f"no <link rel=alternate type={media_type} href={path}>")
    return check
