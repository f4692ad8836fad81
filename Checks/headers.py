"""What each answer's headers promise: no cookie, a strict policy, honest caching and compression."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from check import Check
from website import FEEDS, KOREA, Website

GZIP = 16 + zlib.MAX_WBITS
TURNS = 12  # requests after which every advertisement of a slot has had its turn
FILL = re.compile(rb"<!--fill [^>]*-->.*?<!--/fill-->", re.DOTALL)


def run(website: Website) -> Iterator[Check]:
    yield no_cookies(website)
    yield content_security_policy(website)
    yield compression(website)
    yield conditional_requests(website)
    yield head_requests(website)


def no_cookies(website: Website) -> Check:
    check = Check("no answer sets a cookie or lets its type be guessed")
    answers = [*website.pages, *(website.get(path) for path in FEEDS)]
    for answer in answers:
        check.expect("Set-Cookie" not in answer.headers, f"{answer.path}: sets a cookie")
        sniffing = answer.headers.get("X-Content-Type-Options", "")
        check.expect(sniffing == "nosniff", f"{answer.path}: no X-Content-Type-Options: nosniff")
    return check


def content_security_policy(website: Website) -> Check:
    check = Check("every page has a strict Content-Security-Policy")
    for page in website.pages:
        policy = page.headers.get("Content-Security-Policy", "")
        if check.expect("default-src" in policy, f"{page.path}: no Content-Security-Policy with default-src"):
            for weakness in ("'unsafe-inline'", "'unsafe-eval'"):
                check.expect(weakness not in policy, f"{page.path}: its policy allows {weakness}")
    return check


def erase(body: bytes) -> bytes:
    """A page without its fills (advertisements and the like), which may differ from one request to the next."""
    return FILL.sub(b"", body)


def compression(website: Website) -> Check:
    """Pages are joined from compressed parts, so the result is unpacked strictly: checksum, length, nothing behind."""
    check = Check("a gzip answer unpacks to the plain one")
    for path in ["/", *website.articles]:
        plain = website.request(path)
        packed = website.request(path, headers={"Accept-Encoding": "gzip"})
        if not check.expect(packed.headers.get("Content-Encoding") == "gzip", f"{path}: not compressed on request"):
            continue
        decoder = zlib.decompressobj(GZIP)
        body = decoder.decompress(packed.body) + decoder.flush()
        check.expect(decoder.eof and not decoder.unused_data, f"{path}: the gzip stream is cut off or has a tail")
        same = erase(body) == erase(plain.body)
        check.expect(same, f"{path}: the gzip body differs ({len(body)} bytes, plain {len(plain.body)})")
        for answer in (plain, packed):
            vary = answer.headers.get("Vary", "").lower()
            check.expect("accept-encoding" in vary, f"{path}: no Vary: Accept-Encoding")
        refused = website.request(path, headers={"Accept-Encoding": "gzip;q=0"})
        check.expect("Content-Encoding" not in refused.headers, f"{path}: compressed although gzip;q=0 refuses it")
    return check


def conditional_requests(website: Website) -> Check:
    check = Check("articles and feeds have an ETag and answer 304 to it")
    for path in [*website.articles, *FEEDS]:
        for encoding in ("identity", "gzip"):
            first = website.request(path, headers={"Accept-Encoding": encoding})
            tag = first.headers.get("ETag", "")
            if not check.expect(tag.strip('W/"'), f"{path}: no ETag ({encoding})"):
                continue
            check.problems += not_modified(website, path, encoding, tag)
    stale = website.request(KOREA, headers={"If-None-Match": '"no-such-tag"'})
    check.expect(stale.status == 200, f"{KOREA}: {stale.status} to an ETag that it never gave")
    return check


def not_modified(website: Website, path: str, encoding: str, tag: str) -> Iterator[str]:
    """The faults of the answer to a request with the right ETag."""
    headers = {"Accept-Encoding": encoding, "If-None-Match": tag}
    again = website.request(path, headers=headers)
    if again.status != 304:
        yield f"{path}: {again.status}, and not 304, to its own ETag {tag} ({encoding})"
    if again.body:
        yield f"{path}: a 304 with a body of {len(again.body)} bytes ({encoding})"
    if again.status == 304 and again.headers.get("ETag") != tag:
        yield f"{path}: the 304 has the ETag {again.headers.get('ETag')}, and not {tag}"


def head_requests(website: Website) -> Check:
    check = Check("HEAD answers as GET does, without the body")
    for path in ["/", KOREA, "/feed.xml", "/robots.txt"]:
        head = website.request(path, method="HEAD")
        full = [website.request(path) for _ in range(TURNS)]
        check.expect(head.status == full[0].status, f"{path}: HEAD {head.status}, GET {full[0].status}")
        said, lengths = head.headers.get("Content-Length"), {len(answer.body) for answer in full}
        check.expect(
            said and int(said) in lengths, f"{path}: HEAD says Content-Length {said}, GET has {sorted(lengths)}"
        )
    return check
