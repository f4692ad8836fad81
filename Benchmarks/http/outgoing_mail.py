"""How fast signed mail goes out, beside postfix's own sender and beside what RSA allows."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from settings import Settings
from table import number, table

MESSAGES, QUICK_MESSAGES = 100_000, 10_000
SIZE = 8192
LEAST, AIM = 0.6, 0.9


@dataclass(frozen=True)
class Mail:
    """Messages, or signatures, a second; memory in kilobytes."""

    signed: float
    source: float
    signatures: float
    memory_early: int
    memory_late: int

    def json(self) -> dict[str, float]:
        return asdict(self)

    @property
    def share(self) -> float:
        """Of the slower of the two limits."""
        return self.signed / min(self.source, self.signatures)


@contextmanager
def sink(*options: str) -> Iterator[int]:
    """Postfix's program that takes mail and, without other options, forgets it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen([program("smtp-sink"), *user, *options, f"127.0.0.1:{port}", "1000"])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/lib/postfix/sbin")
    if not found:
        raise OSError(f"{name} is missing: Scripts/setup.sh bench installs postfix, which has it")
    return found


def source(port: int, messages: int, size: int = SIZE) -> float:
    begin = time.perf_counter()
    subprocess.run(
        [program("smtp-source"), "-d", "-l", str(size), "-m", str(messages), "-s", "4", "-f", "a@b.example",
         "-t", "c@d.example", f"127.0.0.1:{port}"], check=True, stdout=subprocess.DEVNULL)
    return messages / (time.perf_counter() - begin)


def signatures() -> float:
    cores = str(os.cpu_count() or 1)
    run = subprocess.run(["openssl", "speed", "-seconds", "3", "-multi", cores, "rsa2048"], check=True,
                         capture_output=True, text=True)
    line = next(line for line in reversed(run.stdout.splitlines()) if re.match(r"rsa\s+2048", line))
    return float(line.split()[-2])


def signed(binary: Path, port: int, messages: int) -> tuple[float, int, int]:
    """Also how much memory it held after a fifth of its time, and at the end."""
    process = subprocess.Popen(
        [str(binary), "bench-mail", "--port", str(port), "--messages", str(messages), "--size", str(SIZE)],
        stdout=subprocess.PIPE, text=True)
    held: list[int] = []
    while process.poll() is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            held.append(int(re.search(r"VmRSS:\s+(\d+)", status).group(1)))  # type: ignore[union-attr]
        except (OSError, AttributeError):
            pass
        time.sleep(0.1)
    written = process.stdout.read() if process.stdout else ""
    if process.returncode != 0:
        raise OSError(f"bench-mail failed: {written}")
    return json.loads(written)["per_second"], held[len(held) // 5], max(held[-5:])


def measure(settings: Settings, messages: int, rounds: int) -> Mail:
    settings.say(f"sending {messages:,} messages, {rounds} times")
    sources, limits, ours = [], [], []
    with sink() as port:
        for _ in range(rounds):
            sources.append(source(port, messages))
            limits.append(signatures())
            ours.append(signed(settings.binary, port, messages))
    middle = sorted(ours)[len(ours) // 2]
    return Mail(middle[0], statistics.median(sources), statistics.median(limits), middle[1], middle[2])


def show(mail: Mail) -> str:
    verdict = "reached" if mail.share >= AIM else "enough" if mail.share >= LEAST else "too slow"
    rows = [
        ["", "a second"],
        ["smtp-source, unsigned", number(mail.source)],
        ["openssl speed rsa2048, all cores", number(mail.signatures)],
        ["Masthead, personalised and signed", number(mail.signed)],
    ]
    return (
        f"Outgoing mail of {SIZE:,} bytes to smtp-sink\n{table(rows)}\n"
        f"  {mail.share:.2f} of the lower limit (at least {LEAST}, aim {AIM}): {verdict}\n"
        f"  memory {mail.memory_early / 1024:.0f} MB early, {mail.memory_late / 1024:.0f} MB at the end"
    )
