#!/usr/bin/env python3
"""Kills the server at random moments while somebody saves, and looks that every save it had acknowledged is there.

    Checks/soak.py .build/debug/masthead --sqlite 200 --postgres 200

Makes a site of its own for each engine. Every fifth kill on PostgreSQL is one of the database: Masthead goes on running,
and has to be well again once the database is. Prints how many saves were acknowledged; the status is 1 if any was lost.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from postgres_server import PostgresServer

HOST = "127.0.0.1"
EMAIL, PASSWORD = "soak@site.example", "a long password to soak with"
LONGEST_LIFE_SECONDS = 0.6
START_SECONDS = 60.0
DATABASE_EVERY = 5  # kills
DATABASE_AWAY_SECONDS = 0.3
LOG_LINES = 8
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass
class Server:
    """The server, as often as it is started."""

    binary: Path
    data: Path
    port: int
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        line = [str(self.binary), "serve", "--data", str(self.data), "--host", HOST, "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(line, stdout=log, stderr=log, env=self.environment)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                if ask(self.port, "GET", "/readyz", {}, "")[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.01)
        raise SystemExit(f"soak: the server does not become ready again\n{self.last_words()}")

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-LOG_LINES:])

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Lets it end in peace."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(timeout=START_SECONDS) != 0:
            raise SystemExit(f"soak: the server ended badly\n{self.last_words()}")


@dataclass
class Writer:
    """Somebody who saves again and again, each time with the next number as the text."""

    port: int
    cookie: str
    token: str
    address: str
    base: int = 1
    next: int = 1
    acknowledged: int = 0
    saves: int = 0
    fault: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.stopped.is_set():
            form = {"token": self.token, "base": str(self.base), "title": "Soaked", "kind": "answer"}
            form |= {"body": f"Text {self.next}."}
            try:
                status, body, _ = ask(
                    self.port, "POST", f"{self.address}/autosave",
                    {"Cookie": self.cookie, "Accept": "application/json"}, urlencode(form),
                )
            except (OSError, http.client.HTTPException):
                return
            if status == 503:  # the database is away: nothing was acknowledged, and it is tried again
                time.sleep(0.01)
                continue
            if status != 200:
                self.fault = f"a save was answered {status}: {body[:300]!r}"
                return
            found = re.search(r'"save":(\d+)', body)
            assert found is not None
            self.base, self.acknowledged = int(found.group(1)), self.next
            self.next += 1
            self.saves += 1


def ask(
    port: int, method: str, path: str, headers: dict[str, str], body: str
) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body or None, {**kind, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def prepare(binary: Path, data: Path, port: int, environment: dict[str, str]) -> tuple[Server, Writer]:
    """A site with one account and one manuscript."""
    init = [str(binary), "init", "--data", str(data), "--name", "Soak", "--contact", EMAIL]
    subprocess.run(init, check=True, capture_output=True, env=environment)
    add = [str(binary), "user", "add", "--data", str(data), "--email", EMAIL, "--name", "Soak", "--role", "writer"]
    add.append("--password-stdin")
    subprocess.run(add, input=PASSWORD, text=True, check=True, capture_output=True, env=environment)
    server = Server(binary, data, port, environment, data.parent / "log")
    server.start()
    form = urlencode({"email": EMAIL, "password": PASSWORD, "next": "/desk"})
    headers = ask(port, "POST", "/sign-in", {}, form)[2]
    cookie = (headers["Set-Cookie"] or "").split(";")[0]
    page = ask(port, "GET", "/desk", {"Cookie": cookie}, "")[1]
    token = TOKEN.search(page)
    identity = re.search(r'name="id" value="([^"]+)"', page)
    if token is None or identity is None:
        raise SystemExit("soak: the desk could not be entered")
    begin = urlencode({"token": token.group(1), "id": identity.group(1), "title": "Soaked"})
    ask(port, "POST", "/desk/articles/new", {"Cookie": cookie}, begin)
    return server, Writer(port, cookie, token.group(1), f"/desk/articles/{identity.group(1)}")


def kept(writer: Writer) -> int:
    """The number in the text that the server has."""
    page = ask(writer.port, "GET", writer.address, {"Cookie": writer.cookie}, "")[1]
    base = re.search(r'name="base" value="(\d+)"', page)
    found = re.search(r"Text (\d+)\.</textarea>", page)
    assert base is not None
    writer.base = int(base.group(1))
    return int(found.group(1)) if found else 0


def soak(binary: Path, kills: int, chance: random.Random, database: PostgresServer | None) -> bool:
    """Kills again and again; whether nothing was lost."""
    environment = dict(os.environ)
    environment["MASTHEAD_DATABASE"] = database.address if database else "sqlite"
    lost = of_database = 0
    with tempfile.TemporaryDirectory(prefix="masthead-soak-") as folder:
        server, writer = prepare(binary, Path(folder, "data"), free_port(), environment)
        try:
            for number in range(1, kills + 1):
                writer.stopped.clear()
                thread = threading.Thread(target=writer.run)
                thread.start()
                time.sleep(chance.uniform(0.01, LONGEST_LIFE_SECONDS))
                if database and number % DATABASE_EVERY == 0:
                    of_database += 1
                    database.stop_at_once()
                    time.sleep(chance.uniform(0, DATABASE_AWAY_SECONDS))
                    database.start()
                    writer.stopped.set()
                    thread.join()
                    server.wait_until_ready()
                else:
                    server.kill()
                    thread.join()
                    server.start()
                if writer.fault:
                    raise SystemExit(f"soak: kill {number}: {writer.fault}\n{server.last_words()}")
                there = kept(writer)
                # What was sent but not acknowledged may be there; what was acknowledged has to be.
                if there < writer.acknowledged or there > writer.next:
                    lost += 1
                    print(f"kill {number}: save {writer.acknowledged} was acknowledged, and {there} is there", flush=True)
                writer.next = max(writer.next, there + 1)
        finally:
            server.kill()
    engine = f"PostgreSQL ({of_database} of them of the database)" if database else "SQLite"
    print(f"{kills} kills on {engine}: {writer.saves} saves acknowledged, {lost} times something was lost", flush=True)
    return lost == 0 and writer.saves >= kills


def run(description: str | None, soak: Callable[[Path, int, random.Random, PostgresServer | None], bool]) -> int:
    """Reads the arguments that all of these have, and kills on each database as often as is asked for; the status to end with."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=Path, help="the masthead binary")
    parser.add_argument("--sqlite", type=int, default=0, metavar="KILLS", help="how often to kill it on SQLite")
    parser.add_argument("--postgres", type=int, default=0, metavar="KILLS", help="the same on PostgreSQL")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    is_well = True
    if options.sqlite:
        is_well &= soak(options.binary, options.sqlite, chance, None)
    if options.postgres:
        with PostgresServer() as database:
            is_well &= soak(options.binary, options.postgres, chance, database)
    return 0 if is_well else 1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(run(__doc__, soak))
