#!/usr/bin/env python3
"""Measures Masthead's release binary on this machine, against nginx where there is something to compare.

compare  the article page, plain and gzip, at 1 and 32 connections, in turns with nginx serving the same bytes
ads      the same with three advertisements that are decided for each request, beside nginx serving such a page
start    cold start and resident memory of the example site
go       links over /go with a durable ledger, at 32, 256 and 1024 connections, in turns with nginx that only redirects
earnings a report of 1,000,000 rows, imported twice, on SQLite and PostgreSQL
discussion comments a second under one article on SQLite and PostgreSQL, what readers notice of it, and a page with 10,000
mail     100,000 personalised messages, signed with RSA, beside postfix's smtp-source and openssl speed; and an edition to
         100,000 subscribers from the ledger, on SQLite and PostgreSQL
growth   page, search and publish latency with 100, 10,000 and 100,000 articles
preview  the preview and the checks of an article of 10,000 words and 200 facts

Prints tables, and writes all figures as JSON under .build/bench/. Measure on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Scripts"))

import compare  # noqa: E402  (Scripts is known only now)
import discussion  # noqa: E402
import earnings  # noqa: E402
import editions  # noqa: E402
import go  # noqa: E402
import growth  # noqa: E402
import outgoing_mail  # noqa: E402
import preview  # noqa: E402
import start  # noqa: E402
from example_site import SiteError, serving  # noqa: E402
from settings import Settings  # noqa: E402
from wrk import LoadError  # noqa: E402

PARTS = ["compare", "ads", "go", "start", "preview", "earnings", "discussion", "mail", "growth"]
ADS = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"}
RESULTS = ROOT / ".build" / "bench"
QUICK_SIZES = [100, 1000]
REPORT_ROWS, QUICK_REPORT_ROWS = 1_000_000, 20_000
BUSY = 0.5  # load average above which figures are not to be trusted


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/masthead", help="the release binary")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each measurement (default 5)")
    parser.add_argument("--seconds", type=int, default=5, help="length of a run (default 5)")
    parser.add_argument("--cold-starts", type=int, default=10, help="starts to measure (default 10)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000, 100_000], help="numbers of articles")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure only this part (may be repeated)")
    parser.add_argument("--quick", action="store_true", help="short runs and small sites, to see that all works")
    return parser.parse_args()


def chosen(options: argparse.Namespace) -> Settings:
    binary = options.binary.resolve()
    if options.quick:
        return Settings(binary, rounds=2, seconds=1, cold_starts=3, publications=10, sizes=QUICK_SIZES)
    return Settings(binary, options.rounds, options.seconds, options.cold_starts, sizes=sorted(options.sizes))


def measure(parts: list[str], settings: Settings) -> dict[str, Any]:
    """Runs the parts, prints each when it is done, and returns all figures."""
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="masthead-bench-") as name:
        folder = Path(name)
        data = folder / "data"
        if {"compare", "ads", "go", "start"} & set(parts):
            settings.say("making the example site")
        if "compare" in parts:
            with serving(settings.binary, data, folder / "log") as site:
                rows = compare.compare(site, settings)
            results["compare"] = [row.json() for row in rows]
            print(compare.show(rows, settings), end="\n\n", flush=True)
        if "ads" in parts:
            with serving(settings.binary, folder / "booked", folder / "log") as site:
                compare.book(site)
                rows = compare.compare(site, settings, ADS)
            results["ads"] = [row.json() for row in rows]
            print(compare.show(rows, settings, "Article page with three advertisements", 0.55), end="\n\n", flush=True)
        if "go" in parts:
            with serving(settings.binary, data, folder / "log") as site:
                links = go.compare(site, settings)
            results["go"] = [link.json() for link in links]
            print(go.show(links, settings), end="\n\n", flush=True)
        if "start" in parts:
            with serving(settings.binary, data, folder / "log"):
                pass  # now the data directory exists
            started = start.measure(data, settings)
            results["start"] = started.json()
            print(start.show(started, settings), end="\n\n", flush=True)
        if "preview" in parts:
            settings.say("asking for previews")
            with serving(settings.binary, data, folder / "log") as site:
                timings = preview.measure(site, settings)
            results["preview"] = [timing.json() for timing in timings]
            print(preview.show(timings), end="\n\n", flush=True)
    if "earnings" in parts:
        imports = earnings.measure(settings, QUICK_REPORT_ROWS if settings.sizes == QUICK_SIZES else REPORT_ROWS)
        results["earnings"] = [entry.json() for entry in imports]
        print(earnings.show(imports), end="\n\n", flush=True)
    if "discussion" in parts:
        writings, lengths = discussion.measure(settings, quick=settings.sizes == QUICK_SIZES)
        results["discussion"] = {"writing": [row.json() for row in writings], "lengths": [row.json() for row in lengths]}
        print(discussion.show(writings, lengths), end="\n\n", flush=True)
    if "mail" in parts:
        quick = settings.sizes == QUICK_SIZES
        count = outgoing_mail.QUICK_MESSAGES if quick else outgoing_mail.MESSAGES
        sent = outgoing_mail.measure(settings, count, rounds=1 if quick else 3)
        results["mail"] = sent.json()
        print(outgoing_mail.show(sent), end="\n\n", flush=True)
        sendings = editions.measure(settings, editions.QUICK_SUBSCRIBERS if quick else editions.SUBSCRIBERS)
        results["editions"] = [sending.json() for sending in sendings]
        print(editions.show(sendings), end="\n\n", flush=True)
    if "growth" in parts:
        sizes = growth.measure(list(settings.sizes), settings)
        results["growth"] = [size.json() for size in sizes]
        print(growth.show(sizes, settings), end="\n\n", flush=True)
    return results


def main() -> int:
    options = arguments()
    settings = chosen(options)
    if not settings.binary.exists():
        print(f"run.py: {settings.binary} is missing; build it with: make build-release", file=sys.stderr)
        return 1
    now, load = datetime.now(timezone.utc), os.getloadavg()[0]
    if load > BUSY:
        print(f"note: this machine is busy (load {load:.1f}), so the figures will be poor", file=sys.stderr)
    try:
        results = measure(options.only or PARTS, settings)
    except (SiteError, LoadError, OSError) as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 1
    machine = {"cores": os.cpu_count(), "kernel": platform.release(), "load_average_before": load}
    RESULTS.mkdir(parents=True, exist_ok=True)
    file = RESULTS / f"{now:%Y%m%dT%H%M%SZ}.json"
    report = {"at": now.isoformat(timespec="seconds"), "machine": machine, "rounds": settings.rounds}
    report |= {"seconds": settings.seconds, "results": results}
    file.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"Written to {file.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
