#!/usr/bin/env python3
"""Kills “masthead newsletter send” at random moments of an edition, and looks that nobody gets it twice and nobody is lost.

    Checks/soak_edition.py .build/debug/masthead --sqlite 100 --postgres 100

Each edition is for 5,000 subscribers. Every third life is that of two processes that share the edition; every seventh ends by
Ctrl-C, after which nothing may be in doubt that wasn't before. When an edition is over, each subscriber has a row that says what became of
theirs: what the mail server acknowledged is “sent” or “uncertain”, and what is “sent” was acknowledged. The status is 1 if that is not so, or
if the server got one mail twice.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from mail_sink import HOST, MailSink
from postgres_server import PostgresServer
from soak import run
from soak_clicks import Ledger

SUBSCRIBERS = 5000
FIRST_DAY = date(2026, 1, 1)
LEASE_SECONDS = 2
LONGEST_LIFE_SECONDS = 2.5
TOGETHER_EVERY = 3  # lives
CTRL_C_EVERY = 7
PATIENCE_SECONDS = 300.0
SENDER = "soak.example"
PAUSE_SECONDS = 0.0005


class Editions(Ledger):
    """The audience store, past the program."""

    def __init__(self, data: Path, database: PostgresServer | None) -> None:
        super().__init__(data, database, "audience")

    def add(self, day: date) -> str:
        name = day.isoformat()
        self.run(
            "INSERT INTO edition (id, day, rhythm, state, subject, intro, since, until, goes, version, reach, is_reached,"
            f" audience, halt, departures) VALUES ('{name}', '{name}', 'daily', 'scheduled', 'News', '', 0, 1, 1, 1, '', 0,"
            " 0, '', 0)")
        self.run(
            "INSERT INTO edition_item (edition, place, part, path, title, summary, kind, topics, bylines, at, note,"
            f" is_left_out) VALUES ('{name}', 0, 'published', '/news', 'News', 'What is new.', 'answer', '', 'Ann Doe', 1, '',"
            " 0)")
        return name

    def state(self, edition: str) -> str:
        return self.run(f"SELECT state FROM edition WHERE id = '{edition}'")[0][0]

    def doubts(self, edition: str) -> int:
        found = self.run(
            f"SELECT count(*) FROM delivery WHERE edition = '{edition}' AND state IN ('sending', 'uncertain')")
        return int(found[0][0])

    def rows(self, edition: str) -> dict[str, str]:
        """What became of each delivery, by the Message-ID that its mail has."""
        found = self.run(f"SELECT id, state FROM delivery WHERE edition = '{edition}'")
        return {message_id(row[0]): row[1] for row in found}


def message_id(delivery: str) -> str:
    name = uuid.UUID(delivery).bytes
    return hashlib.sha256(len(name).to_bytes(2, "big") + name).digest()[:16].hex() + f"@{SENDER}"


@dataclass
class Lives:
    """Processes that send an edition, one after another or two at a time."""

    binary: Path
    data: Path
    environment: dict[str, str]
    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def begin(self, edition: str, count: int) -> None:
        line = [str(self.binary), "newsletter", "send", edition, "--data", str(self.data), "--lease", str(LEASE_SECONDS)]
        with self.log.open("ab") as log:
            self.processes = [
                subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)
                for _ in range(count)
            ]

    def end(self, number: signal.Signals) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(number)
        for process in self.processes:
            process.wait(timeout=PATIENCE_SECONDS)

    def wait(self) -> None:
        for process in self.processes:
            process.wait(timeout=PATIENCE_SECONDS)


def prepare(binary: Path, data: Path, environment: dict[str, str]) -> None:
    init = [str(binary), "init", "--data", str(data), "--name", "Soak", "--contact", "soak@site.example"]
    subprocess.run(init, check=True, capture_output=True, env=environment)
    table = data.parent / "subscribers.csv"
    rows = [f"reader{number}@host{number % 97}.example" for number in range(SUBSCRIBERS)]
    table.write_text("address\n" + "\n".join(rows) + "\n", encoding="ascii")
    line = [str(binary), "import", "subscribers", str(table), "--data", str(data), "--consented", "2024-05-01"]
    subprocess.run(line, check=True, capture_output=True, env=environment)


def faults(edition: str, rows: dict[str, str], taken: Counter[str]) -> list[str]:
    """What is wrong when an edition is over."""
    wrong = [f"{edition}: {name} came {count} times" for name, count in taken.items() if count > 1]
    wrong += [f"{edition}: {name} came, and no row knows of it" for name in taken if name not in rows]
    for name, state in rows.items():
        if state not in {"sent", "uncertain"}:
            wrong.append(f"{edition}: {name} is left {state}")
        elif state == "sent" and name not in taken:
            wrong.append(f"{edition}: {name} is called sent, and never came")
    if len(rows) != SUBSCRIBERS:
        wrong.append(f"{edition}: {len(rows)} rows for {SUBSCRIBERS} subscribers")
    return wrong


def soak(binary: Path, kills: int, chance: random.Random, database: PostgresServer | None) -> bool:
    """Kills again and again; whether everybody got each edition at most once, and a true row."""
    environment = dict(os.environ)
    environment["MASTHEAD_DATABASE"] = database.address if database else "sqlite"
    wrong: list[str] = []
    done = sent = uncertain = 0
    with tempfile.TemporaryDirectory(prefix="masthead-soak-") as folder, MailSink(PAUSE_SECONDS) as sink:
        environment |= {
            "MASTHEAD_MAIL_SERVER": HOST, "MASTHEAD_MAIL_PORT": str(sink.port), "MASTHEAD_MAIL_SECURITY": "none",
            "MASTHEAD_MAIL_FROM": f"daily@{SENDER}", "MASTHEAD_NEWSLETTER_MESSAGES_PER_CONNECTION": "100",
        }
        data = Path(folder, "data")
        prepare(binary, data, environment)
        editions = Editions(data, database)
        lives = Lives(binary, data, environment, Path(folder, "log"))
        number = 0
        day = FIRST_DAY
        while done < kills:
            edition = editions.add(day)
            day += timedelta(days=1)
            seen = len(sink.mails)
            while done < kills and editions.state(edition) != "sent":
                number += 1
                lives.begin(edition, 2 if number % TOGETHER_EVERY == 0 else 1)
                time.sleep(chance.uniform(0.05, LONGEST_LIFE_SECONDS))
                if number % CTRL_C_EVERY == 0:
                    time.sleep(LEASE_SECONDS + 1)  # until what the last kill left is known to be in doubt
                    doubts = editions.doubts(edition)
                    lives.end(signal.SIGINT)
                    left = editions.run(
                        f"SELECT count(*) FROM delivery WHERE edition = '{edition}' AND state = 'sending'")[0][0]
                    if left != "0":
                        wrong.append(f"{edition}: {left} are in doubt after Ctrl-C, {doubts} were before it")
                else:
                    done += any(process.poll() is None for process in lives.processes)
                    lives.end(signal.SIGKILL)
            deadline = time.monotonic() + PATIENCE_SECONDS
            while editions.state(edition) != "sent":
                if time.monotonic() > deadline:
                    raise SystemExit(f"soak: {edition} does not end\n{lives.log.read_text()[-2000:]}")
                lives.begin(edition, 1)
                lives.wait()
            rows = editions.rows(edition)
            taken = Counter(mail.message_id for mail in sink.mails[seen:])
            wrong += faults(edition, rows, taken)
            sent += list(rows.values()).count("sent")
            uncertain += list(rows.values()).count("uncertain")
    for line in wrong[:20]:
        print(line, flush=True)
    engine = "PostgreSQL" if database else "SQLite"
    print(
        f"{done} kills on {engine}: {(day - FIRST_DAY).days} editions, {sent} sent, {uncertain} uncertain, {len(wrong)} faults",
        flush=True,
    )
    return not wrong and sent > 0


if __name__ == "__main__":
    sys.exit(run(__doc__, soak))
