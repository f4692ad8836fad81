"""Editions of every state in a site's database, as composing and sending leave them."""

from __future__ import annotations

import sqlite3
import time
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

DAY = 86_400_000
REFUSED = "550 5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires SPF or DKIM."
LONG = "What a very long title of an article looks like that somebody wrote who did not want to leave anything out of it"
# The state, the days from today on, and how many deliveries there are of each state.
PAST: list[tuple[str, int, dict[str, int]]] = [
    ("sent", -3, {"sent": 1180, "failed": 12, "uncertain": 1, "skipped": 2}),
    ("sent", -4, {"sent": 1175, "failed": 31}),
    ("nothing", -5, {}),
    ("sent", -6, {"sent": 1150, "failed": 4}),
    ("cancelled", -7, {"sent": 200, "uncertain": 3}),
]
# Part, path, title, summary, topics and bylines.
Told = tuple[str, str, str, str, str, str]
NOTES = {"corrected": "The distance was given as 348,400 km.", "comment": "wanderer"}
REASONS = {
    "failed": "550 5.1.1 no such user here",
    "uncertain": "The server stopped while it was sent.",
    "pending": "451 4.7.1 Greylisted, please try again in 300 seconds",
    "skipped": "They left or paused.",
}


def day(offset: int) -> str:
    return (datetime.now(timezone.utc) + timedelta(days=offset)).strftime("%Y-%m-%d")


def seed(data: Path, items: int = 7) -> dict[str, str]:
    """Writes the editions; returns the address of each kind at the desk."""
    with sqlite3.connect(data / "audience.sqlite", timeout=30) as database:
        for state, offset, counts in PAST:
            edition(database, day(offset), state, offset, counts, items=4)
        edition(database, day(-2), "paused", -2, {"sent": 400, "pending": 3, "failed": 6}, REFUSED, items=4)
        edition(database, day(-1), "sending", -1, {"sent": 640, "pending": 120, "failed": 14, "uncertain": 2}, items=4)
        edition(database, day(2), "draft", 2, {}, items=items)
        edition(database, f"{day(3)}-week", "scheduled", 3, {}, items=5)
    names = {"draft": day(2), "scheduled": f"{day(3)}-week", "sending": day(-1), "paused": day(-2), "sent": day(-3), "nothing": day(-5), "cancelled": day(-7)}
    return {state: f"/desk/newsletter/{name}" for state, name in names.items()}


def edition(
    database: sqlite3.Connection, name: str, state: str, offset: int, counts: dict[str, int], halt: str = "", items: int = 7, told: list[Told] | None = None
) -> None:
    """Writes one edition, which tells so many items, or just those that are given."""
    told = [item(place, items) for place in range(items)] if told is None else told
    now = int(time.time() * 1000)
    goes = now + offset * DAY
    begun = bool(counts)
    total = sum(counts.values())
    database.execute(
        "INSERT INTO edition (id, day, rhythm, state, subject, intro, since, until, goes, version, started, reach, is_reached, audience,"
        " finished, halt, departures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, '', 1, ?, ?, ?, ?)",
        (
            name, name[:10], "weekly" if name.endswith("week") else "daily", state,
            "" if state == "nothing" else f"{told[0][2].rstrip('?')}, and {len(told) - 1} more",
            "Good morning. Today it is about *distances*; see [the chart](https://example.org/chart).\n\nAnd about maps." if begun else "",
            goes - DAY, goes - 3_600_000, goes, goes if begun else None, total + (300 if state == "sending" else 0),
            goes + 90_000 if state in ("sent",) else None, halt, 3 if state == "sent" else 0,
        ),
    )  # fmt: skip
    if state != "nothing":
        database.executemany(
            "INSERT INTO edition_item (edition, place, part, path, title, summary, kind, topics, bylines, at, note, is_left_out)"
            " VALUES (?, ?, ?, ?, ?, ?, 'answer', ?, ?, ?, ?, 0)",
            [(name, place, *matter, goes - DAY + place, NOTES.get(matter[0], "")) for place, matter in enumerate(told)],
        )
    rows = [(name, str(uuid.uuid4()), str(uuid.uuid4()), kind, now - (place % 90) * 1000, REASONS.get(kind, "")) for kind, count in counts.items() for place in range(count)]
    database.executemany(
        "INSERT INTO delivery (edition, subscriber, id, state, worker, lease, due, attempts, changed, reason)"
        f" VALUES (?, ?, ?, ?, 'check', NULL, {now + DAY}, 1, ?, ?)",
        rows,
    )
    tally(database, name, {kind: count for kind, count in counts.items() if kind in {"sent", "failed", "uncertain", "skipped"}})


def tally(database: sqlite3.Connection, name: str, counts: dict[str, int]) -> None:
    """What is counted beside the ledger."""
    database.executemany(
        "INSERT INTO delivery_tally (edition, worker, slot, state, count) VALUES (?, 'check', ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET count = count + excluded.count",
        [(name, int(time.time() / 10), kind, count) for kind, count in counts.items()],
    )


def part(place: int, count: int) -> str:
    """Most is new; the last three are something else."""
    rest = count - place
    return {1: "archive", 2: "comment", 3: "corrected"}.get(rest, "updated" if rest == 4 else "published")


def item(place: int, count: int) -> Told:
    kind = part(place, count)
    title = "How far away is the Moon?" if place == 0 else f"{LONG}, part {place}" if place % 3 == 1 else f"Number {place}, explained"
    summary = "About 384,400 km on average; the distance changes by some 42,600 km within a month. " * (1 + place % 2)
    topics = ["astronomy", "maps", "", "history of science"][place % 4].replace(" ", "-")
    return kind, "/how-far-away-is-the-moon" if place == 0 else f"/article-{place}", title, summary, topics, "Ann Doe\nBob Roe" if place % 2 else "Ann Doe"


def fill(data: Path, items: int) -> None:
    """Adds a draft that is fuller than any should be."""
    with sqlite3.connect(data / "audience.sqlite", timeout=30) as database:
        edition(database, day(5), "draft", 5, {}, items=items)


def progress(data: Path, name: str, count: int) -> None:
    """Lets so many more deliveries of an edition be sent."""
    with sqlite3.connect(data / "audience.sqlite", timeout=30) as database:
        database.execute(
            "UPDATE delivery SET state = 'sent', reason = '', changed = ? WHERE edition = ? AND id IN"
            " (SELECT id FROM delivery WHERE edition = ? AND state = 'pending' LIMIT ?)",
            (int(time.time() * 1000), name, name, count),
        )
        tally(database, name, {"sent": count})


def click(data: Path, name: str) -> None:
    """Lets links of an edition be followed, and some of its readers complain."""
    with sqlite3.connect(data / "audience.sqlite", timeout=30) as database:
        paths = [row[0] for row in database.execute("SELECT path FROM edition_item WHERE edition = ? ORDER BY place", (name,))]
        database.executemany(
            "INSERT INTO edition_click (edition, path, count) VALUES (?, ?, ?)", [(name, path, 120 // (place + 1)) for place, path in enumerate(paths)]
        )
        readers = [row[0] for row in database.execute("SELECT subscriber FROM delivery WHERE edition = ? LIMIT 15", (name,))]
        database.executemany(
            "INSERT INTO bounce (id, at, edition, subscriber, kind, status, detail, source) VALUES (?, ?, ?, ?, ?, '', '', 'check')",
            [(str(uuid.uuid4()), int(time.time() * 1000), name, reader, ["hard", "soft", "full", "complaint"][place % 4]) for place, reader in enumerate(readers)],
        )
