#!/usr/bin/env python3
"""Kills the server at random moments while readers follow links, and looks that every click it answered is in the ledger.

    Checks/soak_clicks.py .build/debug/masthead --sqlite 100 --postgres 100

Each link is followed by one reader, who asks once and then three times in a row without waiting (the first answer comes
through the router, the others from the event loop). A click whose redirect arrived has to be in the ledger once; those
that were under way at the kill may be there, once, or not. The status is 1 if that is not so.
"""

from __future__ import annotations

import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from postgres_server import PORT, PostgresServer
from soak import HOST, LONGEST_LIFE_SECONDS, Server, free_port, run

READERS = 8
IN_A_ROW = 3
LINKS_PER_LIFE = 2500
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
DESTINATION = "https://www.northlight-optics.example/soak/"  # the example site has a rule for it
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


@dataclass
class Asked:
    """How often a link was asked for, and how many redirects arrived."""

    sent: int = 0
    arrived: int = 0


@dataclass
class Readers:
    """Several readers who follow one link after another, until the server is gone."""

    port: int
    links: Iterator[str]
    asked: dict[str, Asked] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        try:
            with socket.create_connection((HOST, self.port), timeout=30) as connection:
                stream = connection.makefile("rb")
                while True:
                    with self.lock:
                        link = next(self.links)
                        asked = self.asked[link] = Asked()
                    for count in (1, IN_A_ROW):
                        asked.sent += count
                        connection.sendall(request(link) * count)
                        for _ in range(count):
                            self.read(stream, asked)
        except (OSError, EOFError, StopIteration):
            return

    def read(self, stream: BinaryIO, asked: Asked) -> None:
        lines: list[bytes] = []
        while (line := stream.readline()) != b"\r\n":
            if not line.endswith(b"\r\n"):
                raise EOFError
            lines.append(line)
        if not lines[0].startswith(b"HTTP/1.1 302 "):
            self.faults.append(f"a link was answered {lines[0]!r}")
        elif not any(line.startswith(b"Location: ") and b"sub=" in line for line in lines):
            self.faults.append("a reader was sent to an address that doesn't earn")
        asked.arrived += 1


def request(link: str) -> bytes:
    return f"GET /go/{link} HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: {AGENT}\r\n\r\n".encode()


def link_id(number: int) -> str:
    text = ""
    for _ in range(10):
        number, digit = divmod(number, len(ALPHABET))
        text = ALPHABET[digit] + text
    return text


class Ledger:
    """The commercial store, or another, past the server."""

    def __init__(self, data: Path, database: PostgresServer | None, store: str = "commerce") -> None:
        self.file = data / f"{store}.sqlite"
        self.schema = f"masthead_{store}"
        self.database = database

    def give_out(self, links: list[str]) -> None:
        """Writes links down as the server would when it prepares a page."""
        rows = ", ".join(f"('{link}', '{DESTINATION}{link}', '/soak', 'text', 0)" for link in links)
        self.run(f"INSERT INTO affiliate_link (id, destination, page, place, made) VALUES {rows}")

    def counts(self) -> dict[str, int]:
        return {link: int(count) for link, count in self.run("SELECT link, count(*) FROM click GROUP BY link")}

    def run(self, statement: str) -> list[list[str]]:
        if self.database is None:
            connection = sqlite3.connect(self.file, timeout=30)
            try:
                with connection:
                    return [list(map(str, row)) for row in connection.execute(statement)]
            finally:
                connection.close()
        line = [str(self.database.programs / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        line += ["-h", str(self.database.folder), "-p", str(PORT), "-U", "masthead", "-d", "postgres", "-f", "-"]
        text = f"SET search_path = {self.schema}; {statement};"
        done = subprocess.run(line, input=text, text=True, capture_output=True, check=True)
        return [row.split("|") for row in done.stdout.splitlines()]


def prepare(binary: Path, data: Path, environment: dict[str, str]) -> Server:
    """Makes the example site, which has a partner with a rule."""
    port, log = free_port(), data.parent / "log"
    server = Server(binary, data, port, environment, log)
    line = [str(binary), "demo", "--data", str(data), "--host", HOST, "--port", str(port)]
    with log.open("wb") as output:
        server.process = subprocess.Popen(line, stdout=output, stderr=output, env=environment)
    server.wait_until_ready()
    server.kill()
    return server


def faults(asked: dict[str, Asked], counts: dict[str, int]) -> list[str]:
    """What the ledger lacks, or has too often."""
    found = []
    for link, clicks in asked.items():
        there = counts.get(link, 0)
        if not clicks.arrived <= there <= clicks.sent:
            found.append(f"{link}: {clicks.arrived} of {clicks.sent} redirects arrived, and {there} clicks are there")
    return found


def soak(binary: Path, kills: int, chance: random.Random, database: PostgresServer | None) -> bool:
    """Kills again and again; whether the ledger is right."""
    environment = dict(os.environ)
    environment["MASTHEAD_DATABASE"] = database.address if database else "sqlite"
    asked: dict[str, Asked] = {}
    with tempfile.TemporaryDirectory(prefix="masthead-soak-") as folder:
        data = Path(folder, "data")
        server = prepare(binary, data, environment)
        ledger = Ledger(data, database)
        for number in range(kills):
            links = [link_id(number * LINKS_PER_LIFE + index) for index in range(LINKS_PER_LIFE)]
            ledger.give_out(links)
            server.start()
            readers = Readers(server.port, iter(links))
            threads = [threading.Thread(target=readers.run) for _ in range(READERS)]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.05, LONGEST_LIFE_SECONDS))
            server.kill()
            for thread in threads:
                thread.join()
            asked |= readers.asked
            if readers.faults:
                raise SystemExit(f"soak: kill {number + 1}: {readers.faults[0]}\n{server.last_words()}")
        # What the last kill left in the journal becomes rows when the server is there again, and when it ends in peace.
        server.start()
        server.stop()
        wrong = faults(asked, ledger.counts())
    for line in wrong[:20]:
        print(line, flush=True)
    arrived = sum(clicks.arrived for clicks in asked.values())
    under_way = sum(clicks.sent - clicks.arrived for clicks in asked.values())
    engine = "PostgreSQL" if database else "SQLite"
    print(
        f"{kills} kills on {engine}: {arrived} clicks answered, {under_way} under way when it was killed, "
        f"{len(wrong)} links of {len(asked)} with too few or too many in the ledger",
        flush=True,
    )
    return not wrong and arrived >= kills


if __name__ == "__main__":
    sys.exit(run(__doc__, soak))
