#!/usr/bin/env python3
"""Prints what a page or feed of a Masthead site is without anything commercial: erase.py < page.html > editorial.html"""

import re
import sys

SPELLINGS = {"html": (b"<", b">", b'"'), "xml": (b"&lt;", b"&gt;", b"&quot;"), "json": (b"<", b">", rb"\"")}
LABEL = rb"([A-Za-z0-9 :]+)"
HTML_TITLE = re.compile(rb"<!--label " + LABEL + rb'-->(<title>|<meta property="og:title" content=")\1')
JSON_TITLE = re.compile(rb'"_label":\{"text":"' + LABEL + rb'"\},("title":")\1')


def erase(page: bytes) -> bytes:
    kind = "xml" if page.startswith(b"<?xml") else "json" if page.startswith(b"{") else "html"
    lt, gt, quote = SPELLINGS[kind]

    def spelt(html: bytes) -> bytes:
        return html.replace(b'"', quote).replace(b"<", lt).replace(b">", gt)

    opening, closing = spelt(b"<!--fill "), spelt(b"<!--/fill-->")
    kept, start, inside = [], 0, False
    for fence in re.finditer(opening + b"|" + closing, page):
        if inside == (fence[0] == opening):
            raise ValueError(f"the fence at byte {fence.start()} has no partner")
        if not inside:
            kept.append(page[start : fence.start()])
        inside, start = not inside, fence.end()
    if inside:
        raise ValueError("the last fill does not end")
    value = b"((?:(?!" + re.escape(quote) + b").)*)"
    tag = [spelt(part) for part in (b'<a href="', b'" rel="sponsored nofollow external" data-plain="', b'">')]
    link = re.compile(value.join(map(re.escape, tag)), re.DOTALL)
    plain = link.sub(lambda found: tag[0] + found[2] + spelt(b'" rel="external">'), b"".join(kept) + page[start:])
    return (JSON_TITLE if kind == "json" else HTML_TITLE).sub(rb"\2", plain)


if __name__ == "__main__":
    sys.stdout.buffer.write(erase(sys.stdin.buffer.read()))
