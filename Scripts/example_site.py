#!/usr/bin/env python3
"""Serves the example site on a free port and in a folder of its own while a command runs, and stops it afterwards.

    Scripts/example_site.py .build/debug/masthead -- curl '{url}/healthz'

{url} stands for the site's address, {data} for its data directory. The status is the command's; or 1 if the site does not start or stop in order.
"""

from __future__ import annotations

import argparse
import http.client
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
START_SECONDS = 60.0
STOP_SECONDS = 15.0
LOG_LINES = 30


class SiteError(Exception):
    """The site did not start, or did not stop, as it should."""


@dataclass(frozen=True)
class Site:
    """A running site."""

    process: subprocess.Popen[bytes]
    port: int
    data: Path

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def get(self, path: str, headers: dict[str, str] | None = None, timeout: float = 30) -> tuple[int, bytes]:
        """The status and body of a page."""
        return fetch(self.port, path, headers, timeout)


def fetch(port: int, path: str, headers: dict[str, str] | None = None, timeout: float = 30) -> tuple[int, bytes]:
    """The status and body that a server on this machine answers with."""
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def tail(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(f"    {line}" for line in lines[-LOG_LINES:])


@contextmanager
def serving(
    binary: Path, data: Path, log: Path, command: str = "demo", ready: str = "/healthz", pause: float = 0.02
) -> Iterator[Site]:
    """A site that answers 200 at the path `ready`; stopped with SIGTERM at the end, and it must then end with 0."""
    port = free_port()
    arguments = [str(binary), command, "--data", str(data), "--host", HOST, "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(arguments, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
    site = Site(process, port, data)
    try:
        wait_until_ready(site, ready, log, pause)
        yield site
    except BaseException:
        process.kill()
        process.wait()
        raise
    process.send_signal(signal.SIGTERM)
    try:
        status = process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        late = f"the site did not stop within {STOP_SECONDS:.0f} s of SIGTERM"
        raise SiteError(f"{late}; its log ends:\n{tail(log)}") from None
    if status != 0:
        raise SiteError(f"the site ended with status {status} at SIGTERM, and not 0; its log ends:\n{tail(log)}")


def wait_until_ready(site: Site, path: str, log: Path, pause: float) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if (status := site.process.poll()) is not None:
            raise SiteError(f"the site ended at once, with status {status}; its log ends:\n{tail(log)}")
        try:
            if site.get(path, timeout=5)[0] == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(pause)
    raise SiteError(f"no 200 at {site.url}{path} within {START_SECONDS:.0f} s; the site's log ends:\n{tail(log)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=Path, help="the masthead binary")
    parser.add_argument("command", nargs="+", help="the command to run while the site is served")
    options = parser.parse_args()
    if not options.binary.exists():
        print(f"example_site.py: {options.binary} is missing; build it first", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="masthead-site-") as folder:
        log = Path(folder, "log")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # stops the site on the way out
        try:
            with serving(options.binary, Path(folder, "data"), log) as site:
                command = [
                    part.replace("{url}", site.url).replace("{data}", str(site.data)) for part in options.command
                ]
                status = subprocess.run(command, check=False).returncode
        except SiteError as error:
            print(f"example_site.py: {error}", file=sys.stderr)
            return 1
        return status


if __name__ == "__main__":
    sys.exit(main())
