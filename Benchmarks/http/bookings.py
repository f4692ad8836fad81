"""Books one flight for each slot of the article page, for more views than any run asks for."""

from __future__ import annotations

import sqlite3
import time
import uuid
from contextlib import closing
from datetime import datetime, timedelta, timezone

from example_site import Site, SiteError
from settings import ARTICLE

PLACES = ["top", "rail", "end"]
VIEWS = 1_000_000_000
PRICE = 1_000  # micros for a thousand views
SECONDS = 10.0


def identifier() -> str:
    """A UUID version 7 (RFC 9562)."""
    milliseconds = int(time.time() * 1000)
    bits = milliseconds << 80 | uuid.uuid4().int & ((1 << 80) - 1)
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=bits))


def book(site: Site) -> None:
    """Books, and returns once the page has three advertisements that are paid for."""
    today = datetime.now(timezone.utc).date()
    first, last = str(today - timedelta(days=1)), str(today + timedelta(days=30))
    with closing(sqlite3.connect(site.data / "commerce.sqlite", timeout=30)) as connection, connection:
        connection.execute("UPDATE flight SET paused = 1")
        for place in PLACES:
            name, campaign, flight = f"bench-{place}", identifier(), identifier()
            connection.execute(
                "INSERT INTO partner (slug, name, relationship, domain, since, about, ownership)"
                " VALUES (?, ?, 'advertiser', ?, ?, 'Measures.', 'none')",
                (name, name, f"{name}.example", first),
            )
            connection.execute("INSERT INTO advertiser (partner, name) VALUES (?, ?)", (name, name))
            connection.execute("INSERT INTO advertiser_category (advertiser, category) VALUES (?, ?)", (name, name))
            connection.execute(
                "INSERT INTO campaign (id, advertiser, name, currency) VALUES (?, ?, ?, 'EUR')", (campaign, name, name)
            )
            connection.execute(
                "INSERT INTO flight (id, campaign, name, first_day, last_day, budget, pricing, price, pacing, priority,"
                " paused, planned_since, counted_before) VALUES (?, ?, ?, ?, ?, ?, 'views', ?, 'fast', 5, 0, 0, 0)",
                (flight, campaign, name, first, last, VIEWS * PRICE // 1000, PRICE),
            )
            connection.execute(
                "INSERT INTO creative (id, flight, name, place, form, headline, text, destination)"
                " VALUES (?, ?, ?, ?, 'text', 'A lens for the night', 'Ground by hand, one a day.', ?)",
                (identifier(), flight, name, place, f"https://www.{name}.example/"),
            )
        connection.execute(
            "INSERT INTO commerce_event (number, at, name, kind, subject, title, action, detail)"
            " SELECT max(number) + 1, max(at), 'Bench', 'flight', 'bench', 'bench', 'started', '' FROM commerce_event"
        )
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if site.get(ARTICLE)[1].count(b"/ad/click/") == len(PLACES):
            return
        time.sleep(0.1)
    raise SiteError("the article page has no three advertisements that are paid for")
