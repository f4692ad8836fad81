"""The article page, from Masthead and from nginx, in turns."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any

import bookings
import nginx
import wrk
from example_site import HOST, Site, SiteError, fetch
from settings import ARTICLE, Settings
from table import number, table
from wrk import Load

GZIP = {"Accept-Encoding": "gzip"}
ENCODINGS: dict[str, dict[str, str]] = {"plain": {}, "gzip": GZIP}
CONNECTIONS = [1, 32]
LEAST_RATIO = 0.6
SAMPLES = 24
MOST_VARIATION = 0.05
BOOKING_SECONDS = 10.0


@dataclass(frozen=True)
class Comparison:
    """One row: the same bytes from both, over so many connections."""

    encoding: str
    size: int
    connections: int
    masthead: Load
    nginx: Load

    @property
    def faults(self) -> str:
        sides = (("masthead", self.masthead), ("nginx", self.nginx))
        return "; ".join(f"{name}: {load.faults}" for name, load in sides if load.faults)

    @property
    def ratio(self) -> float | None:
        """Masthead's requests per second by nginx's; None if any request failed, for then it says nothing."""
        return None if self.faults else self.masthead.requests_per_second / self.nginx.requests_per_second

    def json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio}


def bodies(site: Site) -> dict[str, bytes]:
    """The article as Masthead answers it, by encoding.

    Advertisements take turns, so that its size varies a little: nginx gets an answer of middling size.
    """
    found: dict[str, bytes] = {}
    for encoding, headers in ENCODINGS.items():
        answers = [site.get(ARTICLE, headers) for _ in range(SAMPLES)]
        for status, body in answers:
            if status != 200:
                raise SiteError(f"{site.url}{ARTICLE} answers {status} ({encoding}), and not 200")
            if encoding == "gzip" and not body.startswith(b"\x1f\x8b"):
                raise SiteError(f"{site.url}{ARTICLE} is not compressed although Accept-Encoding: gzip was sent")
        sizes = sorted(len(body) for _, body in answers)
        middle = sizes[SAMPLES // 2]
        if sizes[-1] - sizes[0] > MOST_VARIATION * middle:
            raise SiteError(f"{ARTICLE} varies from {sizes[0]} to {sizes[-1]} bytes ({encoding}): no fair comparison")
        found[encoding] = next(body for _, body in answers if len(body) == middle)
    return found


def book(site: Site) -> None:
    """Books an advertisement for each place, and returns once the page has all of them."""
    bookings.book(site.data, bookings.TEXTS)
    deadline = time.monotonic() + BOOKING_SECONDS
    while time.monotonic() < deadline:
        if site.get(ARTICLE)[1].count(b"/ad/click/") == len(bookings.TEXTS):
            return
        time.sleep(0.1)
    raise SiteError(f"{ARTICLE} has no three advertisements that are paid for")


def same_bytes(port: int, expected: dict[str, bytes]) -> None:
    """Makes sure that nginx serves what Masthead answered."""
    for encoding, headers in ENCODINGS.items():
        status, body = fetch(port, ARTICLE, headers)
        if status != 200 or body != expected[encoding]:
            raise SiteError(f"nginx answers {status} with {len(body)} bytes ({encoding}), and not what it was given")


def compare(site: Site, settings: Settings, also: dict[str, str] | None = None) -> list[Comparison]:
    """Measures both in turns, so that what else happens on the machine strikes both; `also` are further fields to send."""
    expected = bodies(site)
    rows: list[Comparison] = []
    with nginx.serving(ARTICLE, expected["plain"], expected["gzip"]) as peer:
        ports = {"masthead": site.port, "nginx": peer}
        urls = {name: f"http://{HOST}:{port}{ARTICLE}" for name, port in ports.items()}
        same_bytes(peer, expected)
        for encoding, fields in ENCODINGS.items():
            headers = fields | (also or {})
            for connections in CONNECTIONS:
                settings.say(f"article, {encoding}, {connections} connection(s)")
                loads: dict[str, list[Load]] = {name: [] for name in urls}
                for url in urls.values():
                    wrk.warm_up(url, connections, headers)
                for turn in range(settings.rounds):
                    order = list(urls) if turn % 2 == 0 else list(reversed(urls))
                    for name in order:
                        loads[name].append(wrk.measure(urls[name], connections, settings.seconds, headers))
                masthead, other = Load.median(loads["masthead"]), Load.median(loads["nginx"])
                rows.append(Comparison(encoding, len(expected[encoding]), connections, masthead, other))
    return rows


def show(
    rows: list[Comparison], settings: Settings, page: str = "Article page", least: float = LEAST_RATIO
) -> str:
    lines = [["page", "bytes", "conn.", "", "requests/s", "p50 ms", "p99 ms", "ratio"]]
    for row in rows:
        ratio = "none (failed requests)" if row.ratio is None else f"{row.ratio:.2f}"
        for name, load, last in (("masthead", row.masthead, ratio), ("nginx", row.nginx, "")):
            figures = [number(load.requests_per_second), number(load.p50_ms), number(load.p99_ms), last]
            lines.append([row.encoding, str(row.size), str(row.connections), name, *figures])
    title = f"{page} against nginx {nginx.version()}: medians of {settings.rounds} runs of {settings.seconds} s"
    goal = f"Goal: a ratio of at least {least} at 32 connections."
    faults = [f"{row.encoding}, {row.connections} connection(s): {row.faults}" for row in rows if row.faults]
    return "\n".join([title, table(lines), goal, *faults])
