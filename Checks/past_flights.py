"""Flights with a past, written into a site's store as its ledger would have written them."""

from __future__ import annotations

import math
import random
import sqlite3
import time
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

MICROS = 1_000_000
NODE = 7
PAGES = ["/how-to-choose-a-first-telescope", "/how-far-away-is-the-moon", "/what-is-a-kilogram", "/", "/sections/science"]


def identifier(milliseconds: int) -> str:
    """A UUID of version 7 of a moment."""
    number = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | random.getrandbits(12) << 64 | 2 << 62 | random.getrandbits(62)
    return str(uuid.UUID(int=number))


def now() -> int:
    return time.time_ns() // 1_000_000


@dataclass
class Flight:
    """One that was or will be delivered: so many views and clicks, between two days counted from today."""

    name: str
    pricing: str
    price: int
    budget: int
    first: int
    last: int
    views: int
    clicks: int
    promised: int | None = None
    id: str = ""


FLIGHTS = [
    Flight("Readers of science, spring", "views", int(6.5 * MICROS), 26 * MICROS, -40, 20, 2300, 21),
    Flight("Clicks on the first telescope", "clicks", int(0.45 * MICROS), 90 * MICROS, -35, 5, 900, 64),
    Flight("Top of all pages for a month", "flat", 0, 250 * MICROS, -70, -33, 1800, 11, promised=2000),
    Flight("Winter sky", "views", 8 * MICROS, 400 * MICROS, 12, 40, 0, 0),
]


def write(data: Path) -> list[Flight]:
    """Adds an advertiser with campaigns, flights, creatives and what was delivered of them."""
    store = sqlite3.connect(data / "commerce.sqlite", timeout=30)
    chance = random.Random(7)
    flights = [Flight(**vars(flight)) for flight in FLIGHTS]
    with store:
        store.execute(
            "INSERT INTO partner (slug, name, relationship, domain, since, about) VALUES (?, ?, 'advertiser', ?, ?, ?)",
            ("northern-optics", "Northern Optics", "northern-optics.example", "2024-01-01", "Sells telescopes."),
        )
        store.execute("INSERT INTO advertiser (partner, name) VALUES ('northern-optics', 'Northern Optics Ltd')")
        store.execute("INSERT INTO advertiser_category VALUES ('northern-optics', 'telescopes')")
        campaign = identifier(now())
        store.execute(
            "INSERT INTO campaign (id, advertiser, name, currency) VALUES (?, 'northern-optics', 'Clear nights', 'EUR')",
            (campaign,),
        )
        for flight in flights:
            book(store, campaign, flight, chance)
    store.close()
    return flights


def book(store: sqlite3.Connection, campaign: str, flight: Flight, chance: random.Random) -> None:
    flight.id = identifier(now())
    today = datetime.now(timezone.utc).date()
    first, last = today + timedelta(days=flight.first), today + timedelta(days=flight.last)
    store.execute(
        "INSERT INTO flight (id, campaign, name, first_day, last_day, budget, pricing, price, promised, pacing, priority,"
        " paused, planned_since, counted_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'even', 5, 0, ?, 0)",
        (flight.id, campaign, flight.name, str(first), str(last), flight.budget, flight.pricing, flight.price,
         flight.promised, milliseconds(first)),
    )
    creatives = []
    for name, place in [("Text at the top", "top"), ("Text in the rail", "rail")]:
        creative = identifier(now())
        creatives.append((creative, place))
        store.execute(
            "INSERT INTO creative (id, flight, name, place, form, headline, text, destination)"
            " VALUES (?, ?, ?, ?, 'text', 'A telescope', 'For clear nights.', 'https://northern-optics.example/')",
            (creative, flight.id, name, place),
        )
    amounts = {"view": flight.price // 1000 if flight.pricing == "views" else 0,
               "click": flight.price if flight.pricing == "clicks" else 0}
    begin, end = milliseconds(first), min(now() - 60_000, milliseconds(last) + 86_400_000)
    for event, count in [("view", flight.views), ("click", flight.clicks)]:
        rows = []
        for _ in range(count):
            rows.append((moment(begin, end, chance), "counted", amounts[event]))
        for outcome in ("repeated", "crawler", "prefetch", "expired"):
            rows += [(moment(begin, end, chance), outcome, 0) for _ in range(count // (40 + len(outcome)))]
        for at, outcome, amount in rows:
            creative, place = chance.choice(creatives)
            offer = identifier(at)
            store.execute("INSERT INTO offer (id, creative, view_by, click_by) VALUES (?, ?, ?, ?)", (offer, creative, at, at))
            store.execute(
                "INSERT INTO offer_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'EUR')",
                (identifier(at), offer, event, creative, flight.id, place, chance.choices(PAGES, [9, 6, 4, 2, 1])[0], NODE, at,
                 outcome, amount),
            )
    store.execute("INSERT INTO flight_tally VALUES (?, ?, ?, ?)", (flight.id, NODE, flight.views, flight.clicks))


def moment(begin: int, end: int, chance: random.Random) -> int:
    """One between two, in the evening rather than at night."""
    while True:
        at = chance.randrange(begin, end)
        hour = at / 3_600_000 % 24
        if chance.random() < 0.55 - 0.45 * math.cos((hour - 2) / 24 * 2 * math.pi):
            return at


def milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp() * 1000)


def spoil_tally(data: Path, flight: Flight) -> None:
    """Makes a tally say something else than the ledger."""
    store = sqlite3.connect(data / "commerce.sqlite", timeout=30)
    with store:
        store.execute("UPDATE flight_tally SET views = views - 3 WHERE flight = ?", (flight.id,))
    store.close()
