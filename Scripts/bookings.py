"""Books advertisements past the program: one flight for each place of a page, for more views than anybody asks for."""

from __future__ import annotations

import sqlite3
import time
import uuid
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

VIEWS = 1_000_000_000
PRICE = 1_000  # micros for a thousand views


@dataclass(frozen=True)
class Creative:
    """What stands in a place; a text, a document in a frame, or a frame of a third party."""

    place: str
    form: str = "text"
    headline: str = "A lens for the night"
    text: str = "Ground by hand, one a day."
    frame: str | None = None


TEXTS = [Creative("top"), Creative("rail", headline="A night lens"), Creative("end")]


def identifier() -> str:
    """A UUID version 7 (RFC 9562)."""
    milliseconds = int(time.time() * 1000)
    bits = milliseconds << 80 | uuid.uuid4().int & ((1 << 80) - 1)
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=bits))


def book(data: Path, creatives: list[Creative]) -> list[str]:
    """Books these, pauses everything else, and returns the identifiers of the creatives; a server follows within a second."""
    today = datetime.now(timezone.utc).date()
    first, last = str(today - timedelta(days=1)), str(today + timedelta(days=30))
    made = []
    with closing(sqlite3.connect(data / "commerce.sqlite", timeout=30)) as connection, connection:
        connection.execute("UPDATE flight SET paused = 1")
        for creative in creatives:
            campaign, flight, own = identifier(), identifier(), identifier()
            name = f"booked-{own[-12:]}"
            made.append(own)
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
            headline = "" if creative.form == "html" else creative.headline
            text, destination = creative.text, f"https://www.{name}.example/"
            if creative.frame:
                text, destination = "", creative.frame
            connection.execute(
                "INSERT INTO creative (id, flight, name, place, form, headline, text, frame, destination)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (own, flight, name, creative.place, creative.form, headline, text, creative.frame, destination),
            )
        announce(connection)
    return made


def pause_all(data: Path) -> None:
    """Has nothing run any more."""
    with closing(sqlite3.connect(data / "commerce.sqlite", timeout=30)) as connection, connection:
        connection.execute("UPDATE flight SET paused = 1")
        announce(connection)


def announce(connection: sqlite3.Connection) -> None:
    """Servers look for changes by the last number of the history."""
    connection.execute(
        "INSERT INTO commerce_event (number, at, name, kind, subject, title, action, detail)"
        " SELECT max(number) + 1, max(at), 'Booked', 'flight', 'booked', 'booked', 'started', '' FROM commerce_event"
    )
