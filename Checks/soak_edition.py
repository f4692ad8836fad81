#!/usr/bin/env python3
"""Kills what sends an edition at random moments, and looks that nobody gets it twice and nobody is lost.

    Checks/soak_edition.py .build/debug/masthead --sqlite 100 --postgres 100

Each edition is for 5,000 subscribers. It is sent by “masthead newsletter send”, by “masthead serve”, by two of the former, and by two servers on
PostgreSQL or one of each on SQLite, in turn; every seventh life ends in peace (Ctrl-C, SIGTERM), after which nothing may be on its way. When an edition is over, each subscriber has a row that says what became of
theirs: what the mail server acknowledged is “sent” or “uncertain”, and what is “sent” was acknowledged. The status is 1 if that is not so, or
if the server got one mail twice.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
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
from soak import HOST as SITE_HOST, free_port, run
from soak_clicks import Ledger

SUBSCRIBERS = 5000
FIRST_DAY = date(2026, 1, 1)
LEASE_SECONDS = 2
LONGEST_LIFE_SECONDS = 2.5
SERVER_START_SECONDS = 1.0  # until it sends
IN_PEACE_EVERY = 7  # lives
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

    def under_way(self, edition: str, processes: list[subprocess.Popen[bytes]]) -> int:
        """What these processes have begun and said no more of."""
        workers = " OR ".join(f"worker LIKE '% {process.pid} %'" for process in processes)
        found = self.run(f"SELECT count(*) FROM delivery WHERE edition = '{edition}' AND state = 'sending' AND ({workers})")
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
    nodes: list[Path]  # data directories
    environment: dict[str, str]
    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def begin(self, edition: str, kinds: list[str]) -> None:
        with self.log.open("ab") as log:
            self.processes = [
                subprocess.Popen(
                    self.line(edition, kind, node), stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)
                for kind, node in zip(kinds, self.nodes)
            ]

    def line(self, edition: str, kind: str, node: Path) -> list[str]:
        words = ["newsletter", "send", edition] if kind == "send" else ["serve", "--host", SITE_HOST, "--port", str(free_port())]
        return [str(self.binary), *words, "--data", str(node)]

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
    done = sent = uncertain = most = 0
    with tempfile.TemporaryDirectory(prefix="masthead-soak-") as folder, MailSink(PAUSE_SECONDS) as sink:
        environment |= {
            "MASTHEAD_MAIL_SERVER": HOST, "MASTHEAD_MAIL_PORT": str(sink.port), "MASTHEAD_MAIL_SECURITY": "none",
            "MASTHEAD_MAIL_FROM": f"daily@{SENDER}", "MASTHEAD_NEWSLETTER_MESSAGES_PER_CONNECTION": "100",
            "MASTHEAD_NEWSLETTER_LEASE_SECONDS": str(LEASE_SECONDS),
        }
        data = Path(folder, "data")
        prepare(binary, data, environment)
        other = shutil.copytree(data, Path(folder, "other")) if database else data
        editions = Editions(data, database)
        lives = Lives(binary, [data, other], environment, Path(folder, "log"))
        kinds = [["send"], ["serve"], ["send", "send"], ["serve", "serve" if database else "send"]]
        number = 0
        day = FIRST_DAY
        while done < kills:
            edition = editions.add(day)
            day += timedelta(days=1)
            seen = len(sink.mails)
            while done < kills and editions.state(edition) != "sent":
                # Ctrl-C pauses an edition, and a server doesn't resume it.
                kind = ["send"] if editions.state(edition) == "paused" else kinds[number % len(kinds)]
                number += 1
                lives.begin(edition, kind)
                time.sleep(chance.uniform(0.05, LONGEST_LIFE_SECONDS) + SERVER_START_SECONDS * ("serve" in kind))
                if number % IN_PEACE_EVERY == 0:
                    lives.end(signal.SIGTERM if "serve" in kind else signal.SIGINT)
                    if left := editions.under_way(edition, lives.processes):
                        wrong.append(f"{edition}: {left} are left on their way after an end in peace")
                else:
                    done += any(process.poll() is None for process in lives.processes)
                    lives.end(signal.SIGKILL)
                    most = max(most, editions.under_way(edition, lives.processes))
            deadline = time.monotonic() + PATIENCE_SECONDS
            while editions.state(edition) != "sent":
                if time.monotonic() > deadline:
                    raise SystemExit(f"soak: {edition} does not end\n{lives.log.read_text()[-2000:]}")
                lives.begin(edition, ["send"])
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
        f"{done} kills on {engine}: {(day - FIRST_DAY).days} editions, {sent} sent, {uncertain} uncertain,"
        f" at most {most} after a kill, {len(wrong)} faults",
        flush=True,
    )
    return not wrong and sent > 0


if __name__ == "__main__":
    sys.exit(run(__doc__, soak))
