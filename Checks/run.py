#!/usr/bin/env python3
"""Checks a running Masthead site from outside, as readers, crawlers and vandals meet it.

Prints a line for each check and ends with "N passed, N failed"; the status is 1 if any failed.
"""

from __future__ import annotations

import argparse
import functools
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import abuse
import accessibility
import advertising
import article_order
import billing
import browsing
import booking
import business
import desk
import detector
import discussion
import erasing
import evaluation
import feeds
import frames
import headers
import html_valid
import intake
import layout
import library
import link_health
import links
import moderation
import newsdesk
import newsletter
import portal
import sellers
import settings
import sitemaps
import sponsored
import structured_data
import writing
from check import Check
from website import Website

CHECKS: dict[str, Callable[[Website], Iterator[Check]]] = {
    "links": links.run,
    "html": html_valid.run,
    "headers": headers.run,
    "feeds": feeds.run,
    "sitemaps": sitemaps.run,
    "structured-data": structured_data.run,
    "article-order": article_order.run,
    "browsing": browsing.run,
    "layout": layout.run,
    "accessibility": accessibility.run,
    "abuse": abuse.run,
    "detector": detector.run,
}
# These need accounts on the site's staff.
OFFICE_CHECKS: dict[str, Callable[[Website, desk.Staff], Iterator[Check]]] = {
    "erasing": erasing.run,
    "advertising": advertising.run,
    "frames": frames.run,
    "booking": booking.run,
    "business": business.run,
    "desk": desk.run,
    "discussion": discussion.run,
    "evaluation": evaluation.run,
    "library": library.run,
    "link-health": link_health.run,
    "moderation": moderation.run,
    "newsdesk": newsdesk.run,
    "newsletter": newsletter.run,
    "intake": intake.run,
    "portal": portal.run,
    "sellers": sellers.run,
    "settings": settings.run,
    "sponsored": sponsored.run,
    "writing": writing.run,
    "billing": billing.run,
}


def results(name: str, website: Website) -> Iterator[Check]:
    """The checks of one module; if the module itself breaks off, that is a failed check too."""
    try:
        yield from CHECKS[name](website)
    except Exception as error:  # a fault of one module must not hide the others' results
        where = traceback.extract_tb(error.__traceback__)[-1]
        yield Check("runs to its end", [f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", metavar="BASE_URL", help="where the site is served, for example http://127.0.0.1:8080")
    parser.add_argument(
        "--only", action="append", choices=[*CHECKS, *OFFICE_CHECKS], help="run only this group (may be repeated)"
    )
    parser.add_argument("--binary", type=Path, help="the masthead binary, to make accounts for the desk's checks with")
    parser.add_argument("--data", type=Path, help="the site's data directory, for the same")
    options = parser.parse_args()
    website = Website(options.base.rstrip("/"))
    if options.binary and options.data:
        staff = desk.Staff(options.binary, options.data)
        for name, run in OFFICE_CHECKS.items():
            CHECKS[name] = functools.partial(run, staff=staff)
    try:
        website.get("/")
    except OSError as error:
        print(f"run.py: nothing answers at {website.base} ({error}); start the site first", file=sys.stderr)
        return 2

    passed = failed = 0
    for name in options.only or CHECKS:
        for check in results(name, website):
            print(*check.lines(name), sep="\n", flush=True)
            passed, failed = passed + check.passed, failed + (not check.passed)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
