#!/usr/bin/env python3
"""Prints what a page of a Masthead site is without anything commercial: erase.py < page.html > editorial.html"""

import re
import sys

FENCE = re.compile(rb"<!--fill |<!--/fill-->")
LINK = re.compile(rb'<a href="[^"]*" rel="sponsored nofollow external" data-plain="([^"]*)">')


def erase(page: bytes) -> bytes:
    kept, start, inside = [], 0, False
    for fence in FENCE.finditer(page):
        if inside == (fence[0] != b"<!--/fill-->"):
            raise ValueError(f"the fence at byte {fence.start()} has no partner")
        if not inside:
            kept.append(page[start : fence.start()])
        inside, start = not inside, fence.end()
    if inside:
        raise ValueError("the last fill does not end")
    return LINK.sub(rb'<a href="\1" rel="external">', b"".join(kept) + page[start:])


if __name__ == "__main__":
    sys.stdout.buffer.write(erase(sys.stdin.buffer.read()))
