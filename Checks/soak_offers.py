#!/usr/bin/env python3
"""Kills the server at random moments while readers see and click advertisements, and looks that each event it answered is
in the ledger, and none twice.

    Checks/soak_offers.py .build/debug/masthead --sqlite 100 --postgres 100

Each reader, from a network of its own, asks for an article, tells that its advertisement was seen, clicks it twice, and
says once more that it was seen. An event whose first answer arrived has to count once; those that were under way at the
kill may count, once, or not. The status is 1 if that is not so.
"""

from __future__ import annotations

import base64
import http.client
import os
import random
import re
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from postgres_server import PostgresServer
from soak import HOST, run
from soak_clicks import AGENT, Ledger, prepare

READERS = 8
LONGEST_LIFE_SECONDS = 2.5  # a server that starts makes offers after a second
ARTICLE = "/how-to-choose-a-first-telescope"
ADDRESS = re.compile(rb'/ad/(view|click)/([0-9a-f-]{36})/([\w-]+)')
PLACES = {"top": 0, "rail": 1, "end": 2}
COUNTED = "outcome IN ('counted', 'beyond-budget')"


@dataclass
class Told:
    """Of one offer, by event: how often it was told, and how many answers arrived."""

    sent: dict[str, int] = field(default_factory=lambda: {"view": 0, "click": 0})
    arrived: dict[str, int] = field(default_factory=lambda: {"view": 0, "click": 0})


@dataclass
class Readers:
    """Several readers who see one page after another, until the server is gone."""

    port: int
    chance: random.Random
    told: dict[str, Told] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    pages: int = 0

    def run(self) -> None:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            while True:
                address = f"2001:db8:{self.chance.getrandbits(16):x}::1"
                page = self.ask(connection, "GET", ARTICLE, address, (200,))
                self.pages += 1
                found = {kind.decode(): match for match in ADDRESS.finditer(page) for kind in [match[1]]}
                if "view" not in found or "click" not in found:
                    continue
                told = self.told.setdefault(offer(found["view"][3].decode(), "rail"), Told())
                for kind, method in (("view", "POST"), ("click", "GET"), ("click", "GET"), ("view", "GET")):
                    told.sent[kind] += 1
                    self.ask(connection, method, found[kind][0].decode(), address, (200, 204, 302))
                    told.arrived[kind] += 1
        except (OSError, http.client.HTTPException):
            return
        finally:
            connection.close()

    def ask(self, connection: http.client.HTTPConnection, method: str, path: str, address: str, good: tuple[int, ...]) -> bytes:
        connection.request(method, path, headers={"User-Agent": AGENT, "X-Forwarded-For": address})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status not in good:
            self.faults.append(f"{method} {path[:20]} was answered {answer.status}")
        return body


def offer(text: str, place: str) -> str:
    """The identifier of an offer: its page load, which the text names, with its place in the last two bits."""
    load = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))[5:21]
    return str(uuid.UUID(int=int.from_bytes(load, "big") & ~3 | PLACES[place]))


def faults(told: dict[str, Told], ledger: Ledger) -> list[str]:
    """What the ledger lacks, or has too often."""
    rows = ledger.run(f"SELECT offer, event, count(*) FROM offer_event WHERE {COUNTED} GROUP BY offer, event")
    counts = {(row[0], row[1]): int(row[2]) for row in rows}
    found = [f"{key}: counted {count} times" for key, count in counts.items() if count > 1]
    for identifier, events in told.items():
        for event, sent in events.sent.items():
            there = counts.get((identifier, event), 0)
            if events.arrived[event] and there != 1 or not sent and there:
                found.append(f"{identifier}: {events.arrived[event]} of {sent} {event}s answered, {there} counted")
    return found


def forget_the_dead(ledger: Ledger) -> None:
    """Frees what a killed server might still offer, as the others do after ten seconds, which would be most of the time here."""
    for table in ("flight_share", "advertising_node"):
        ledger.run(f"DELETE FROM {table}")


def soak(binary: Path, kills: int, chance: random.Random, database: PostgresServer | None) -> bool:
    """Kills again and again; whether the ledger is right."""
    environment = dict(os.environ)
    environment["MASTHEAD_DATABASE"] = database.address if database else "sqlite"
    environment["MASTHEAD_HTTP_BEHIND_PROXY"] = "true"
    told: dict[str, Told] = {}
    pages = 0
    with tempfile.TemporaryDirectory(prefix="masthead-soak-") as folder:
        data = Path(folder, "data")
        server = prepare(binary, data, environment)
        ledger = Ledger(data, database)
        for number in range(kills):
            forget_the_dead(ledger)
            server.start()
            readers = Readers(server.port, chance)
            threads = [threading.Thread(target=readers.run) for _ in range(READERS)]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.5, LONGEST_LIFE_SECONDS))
            server.kill()
            for thread in threads:
                thread.join()
            told |= readers.told
            pages += readers.pages
            if readers.faults:
                raise SystemExit(f"soak: kill {number + 1}: {readers.faults[0]}\n{server.last_words()}")
        server.start()
        server.stop()
        wrong = faults(told, ledger)
    for line in wrong[:20]:
        print(line, flush=True)
    arrived = sum(sum(events.arrived.values()) for events in told.values())
    engine = "PostgreSQL" if database else "SQLite"
    print(
        f"{kills} kills on {engine}: {pages} pages, {len(told)} offers, {arrived} events answered, {len(wrong)} offers with "
        f"too few or too many in the ledger",
        flush=True,
    )
    return not wrong and len(told) >= kills


if __name__ == "__main__":
    sys.exit(run(__doc__, soak))
