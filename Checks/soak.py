#!/usr/bin/env python3
"""Kills the server at random moments while somebody saves, and looks that every save it had acknowledged is there.

    Checks/soak.py .build/debug/masthead --kills 200

Makes a site of its own, and prints how many saves were acknowledged; the status is 1 if any was lost.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

HOST = "127.0.0.1"
EMAIL, PASSWORD = "soak@site.example", "a long password to soak with"
LONGEST_LIFE_SECONDS = 0.6
START_SECONDS = 60.0
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass
class Server:
    """The server, as often as it is started."""

    binary: Path
    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        line = [str(self.binary), "serve", "--data", str(self.data), "--host", HOST, "--port", str(self.port)]
        self.process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                if ask(self.port, "GET", "/readyz", {}, "")[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.01)
        raise SystemExit("soak: the server does not start again")

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


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
            if status != 200:
                raise SystemExit(f"soak: a save was answered {status}: {body[:300]!r}")
            found = re.search(r'"save":(\d+)', body)
            assert found is not None
            self.base, self.acknowledged = int(found.group(1)), self.next
            self.next += 1


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


def prepare(binary: Path, data: Path, port: int) -> tuple[Server, Writer]:
    """A site with one account and one manuscript."""
    init = [str(binary), "init", "--data", str(data), "--name", "Soak", "--contact", EMAIL]
    subprocess.run(init, check=True, capture_output=True)
    add = [str(binary), "user", "add", "--data", str(data), "--email", EMAIL, "--name", "Soak", "--role", "writer"]
    subprocess.run([*add, "--password-stdin"], input=PASSWORD, text=True, check=True, capture_output=True)
    server = Server(binary, data, port)
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=Path, help="the masthead binary")
    parser.add_argument("--kills", type=int, default=200, help="how often the server is killed (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    lost = 0
    with tempfile.TemporaryDirectory(prefix="masthead-soak-") as folder:
        port = free_port()
        server, writer = prepare(options.binary, Path(folder, "data"), port)
        for number in range(1, options.kills + 1):
            thread = threading.Thread(target=writer.run)
            thread.start()
            time.sleep(chance.uniform(0.01, LONGEST_LIFE_SECONDS))
            server.kill()
            thread.join()
            server.start()
            there = kept(writer)
            # What was sent but not acknowledged may be there; what was acknowledged has to be.
            if there < writer.acknowledged or there > writer.next:
                lost += 1
                print(f"kill {number}: save {writer.acknowledged} was acknowledged, and {there} is there", flush=True)
            writer.next = max(writer.next, there + 1)
        server.kill()
    print(f"{options.kills} kills, {writer.acknowledged} saves acknowledged, {lost} times something was lost")
    return 1 if lost or writer.acknowledged < options.kills else 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
