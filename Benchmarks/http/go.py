"""Links over /go, each click durable before the answer, beside nginx that only answers `return 302`.

Clicks are durable in a journal and become rows when fewer come. That takes time from the machine, so nobody is measured
before the last one is a row; how many become rows a second is measured as well.
"""

from __future__ import annotations

import re
import sqlite3
import statistics
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any

import nginx
import wrk
from example_site import HOST, Site, SiteError
from settings import Settings
from table import number, table
from wrk import Load

PAGE = "/how-to-choose-a-first-telescope"
AGENT = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"}
DESTINATION = "https://click.network.example/to?sub=how-to-choose-a-first-telescope_text&url=https%3A%2F%2Fwww.shop.example%2F"
CONNECTIONS = [32, 256, 1024]
LEAST_RATIO, AIM = 0.7, 1.0
ALL_BUT = 0.97  # wrk's rate times its duration is only nearly the number of answers


@dataclass(frozen=True)
class Comparison:
    """One row: redirects from both, over so many connections."""

    connections: int
    masthead: Load
    nginx: Load
    clicks: int
    rows_per_second: float

    @property
    def faults(self) -> str:
        sides = (("masthead", self.masthead), ("nginx", self.nginx))
        # wrk calls a redirect "non-2xx or 3xx" only when it is neither.
        return "; ".join(f"{name}: {load.faults}" for name, load in sides if load.faults)

    @property
    def ratio(self) -> float | None:
        """Masthead's requests per second by nginx's; None if any request failed, for then it says nothing."""
        return None if self.faults else self.masthead.requests_per_second / self.nginx.requests_per_second

    def json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio}


def clicks(site: Site) -> int:
    """The rows of the ledger."""
    with closing(sqlite3.connect(site.data / "commerce.sqlite", timeout=30)) as connection:
        return int(connection.execute("SELECT count(*) FROM click").fetchone()[0])


def settled(site: Site) -> int:
    """The rows of the ledger, once the journal is empty."""
    before, number = -1, clicks(site)
    while number != before:
        time.sleep(1)
        before, number = number, clicks(site)
    return number


def follow(site: Site, url: str, connections: int, seconds: int) -> tuple[Load, int, float]:
    """The load, the clicks that became rows, and how many did so a second after it."""
    before = clicks(site)
    load = wrk.measure(url, connections, seconds, AGENT)
    at_once, start = clicks(site), time.monotonic()
    last, last_change = at_once, start
    while time.monotonic() - last_change < 1.5:
        time.sleep(0.05)
        number = clicks(site)
        if number != last:
            last, last_change = number, time.monotonic()
    return load, last - before, (last - at_once) / max(last_change - start, 0.001)


def compare(site: Site, settings: Settings) -> list[Comparison]:
    """Measures both in turns, so that what else happens on the machine strikes both."""
    page = site.get(PAGE)[1].decode()
    found = re.search(r'href="(/go/[^"]+)"', page)
    if found is None:
        raise SiteError(f"{PAGE} has no link over /go")
    path = found.group(1)
    rows: list[Comparison] = []
    with nginx.redirecting(path, DESTINATION) as peer:
        urls = {"masthead": f"http://{HOST}:{site.port}{path}", "nginx": f"http://{HOST}:{peer}{path}"}
        for connections in CONNECTIONS:
            settings.say(f"links, {connections} connections")
            loads: dict[str, list[Load]] = {name: [] for name in urls}
            for url in urls.values():
                wrk.warm_up(url, connections, AGENT)
            settled(site)
            written, paces = 0, []
            for turn in range(settings.rounds):
                for name in list(urls) if turn % 2 == 0 else list(reversed(urls)):
                    if name == "nginx":
                        loads[name].append(wrk.measure(urls[name], connections, settings.seconds, AGENT))
                        continue
                    load, count, pace = follow(site, urls[name], connections, settings.seconds)
                    loads[name].append(load)
                    written += count
                    paces.append(pace)
            answered = sum(load.requests_per_second for load in loads["masthead"]) * settings.seconds
            if written < answered * ALL_BUT:
                raise SiteError(f"about {answered:.0f} clicks were answered, and {written} are in the ledger")
            rows.append(
                Comparison(
                    connections, Load.median(loads["masthead"]), Load.median(loads["nginx"]), written,
                    statistics.median(paces)))
    return rows


def show(rows: list[Comparison], settings: Settings) -> str:
    lines = [["conn.", "", "requests/s", "p50 ms", "p99 ms", "ratio", "clicks", "rows/s after"]]
    for row in rows:
        ratio = "none (failed requests)" if row.ratio is None else f"{row.ratio:.2f}"
        sides = (
            ("masthead", row.masthead, ratio, str(row.clicks), number(row.rows_per_second)),
            ("nginx", row.nginx, "", "", ""),
        )
        for name, load, last, written, pace in sides:
            figures = [number(load.requests_per_second), number(load.p50_ms), number(load.p99_ms), last, written, pace]
            lines.append([str(row.connections), name, *figures])
    title = f"Links over /go, each click on the disk before its answer, against nginx {nginx.version()} `return 302`"
    note = (
        f"Goal: a ratio of at least {LEAST_RATIO}, aim {AIM}. With few connections all of them wait for the disk: a flush "
        "takes as long for one click as for many. Rows are made of the clicks after each run, so many a second."
    )
    faults = [f"{row.connections} connections: {row.faults}" for row in rows if row.faults]
    return "\n".join([f"{title}: medians of {settings.rounds} runs of {settings.seconds} s", table(lines), note, *faults])
