"""Every page answers with its right status, and no link of the site leads nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

from check import Check
from website import FEEDS, HITS, KOREA, LEADS_AWAY, MISSING, NO_HITS, POLICIES, Website

LEAST_ARTICLES = 12
PERMALINKS = "/discussion/comment/"  # leads to where a comment stands at present


def run(website: Website) -> Iterator[Check]:
    yield statuses(website)
    yield internal_links(website)
    yield outbound_redirects(website)
    yield json_ld_addresses(website)


def statuses(website: Website) -> Check:
    check = Check("the fixed addresses answer with their status")
    fixed = ["/", KOREA, "/search", HITS, NO_HITS, *POLICIES, *FEEDS, "/sitemap.xml", "/robots.txt", "/favicon.ico"]
    fixed += ["/healthz", "/readyz", "/metrics"]
    for path, status in [*((path, 200) for path in fixed), (MISSING, 404), ("/topics/no-such-topic", 404)]:
        found = website.get(path).status
        check.expect(found == status, f"{path}: {found}, and not {status}")
    check.expect(website.get(MISSING).is_page, f"{MISSING}: the 404 answer is not an HTML page")
    check.expect(
        len(website.articles) >= LEAST_ARTICLES,
        f"the sitemaps list {len(website.articles)} articles, and not at least {LEAST_ARTICLES}",
    )
    return check


def internal_links(website: Website) -> Check:
    pages = website.pages
    check = Check(f"no broken link or fragment on {len(pages)} pages ({len(website.references)} addresses)")
    for target, sources in sorted(website.references.items()):
        path, fragment = urldefrag(target)
        if path.startswith(LEADS_AWAY):
            continue
        found = website.get(path)
        if path.startswith(PERMALINKS) and found.status == 303:
            path, fragment = urldefrag(found.headers.get("Location", ""))
            found = website.get(path)
        expected = 404 if path == MISSING else 200
        source = min(sources)
        if check.expect(found.status == expected, f"{source} links to {path}, which answers {found.status}"):
            known = not fragment or not found.is_page or fragment == "top" or fragment in found.ids
            check.expect(known, f"{source} links to {target}, and {path} has no id {fragment!r}")
    return check


def outbound_redirects(website: Website) -> Check:
    targets = sorted(target for target in website.references if target.startswith(LEADS_AWAY))
    check = Check(f"{len(targets)} links to merchants and advertisers redirect, once and uncached")
    for target in targets:
        answer = website.get(urldefrag(target).url)
        check.expect(answer.status == 302, f"{target}: {answer.status}, and not 302")
        location = urlsplit(answer.headers.get("Location", ""))
        check.expect(location.netloc, f"{target}: its Location is not an absolute address")
        check.expect("no-store" in answer.headers.get("Cache-Control", ""), f"{target}: may be cached (no no-store)")
    return check


def strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def json_ld_addresses(website: Website) -> Check:
    check = Check("addresses of this site in JSON-LD exist, fragments included")
    for page in website.pages:
        for script in page.tree.xpath("//script[@type='application/ld+json']/text()"):
            for text in strings(json.loads(script)):
                if not text.startswith(("http://", "https://")) or "{" in text:  # "{" marks a URI template
                    continue
                target = website.local(text)
                if target is None:
                    continue
                path, fragment = urldefrag(target)
                found = website.get(path)
                if path.startswith(PERMALINKS) and found.status == 303:
                    path, fragment = urldefrag(found.headers.get("Location", ""))
                    found = website.get(path)
                # "#organization" and the like name a node of the graph, not a place in the page.
                anchored = fragment.startswith(("comment", "discussion", "fn", "source", "fact", "correction"))
                if check.expect(found.status == 200, f"{page.path}: {text} answers {found.status}") and anchored:
                    check.expect(fragment in found.ids, f"{page.path}: {text}, and {path} has no id {fragment!r}")
    return check
