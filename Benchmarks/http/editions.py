"""How fast a whole edition goes out: letters that are set for each subscriber, signed, and entered in the ledger before and after."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

from outgoing_mail import AIM, LEAST, program, signatures, sink, source
from settings import Settings
from table import number, table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "Checks"))

from postgres_server import PostgresServer  # noqa: E402
from soak_clicks import Ledger  # noqa: E402

SUBSCRIBERS, QUICK_SUBSCRIBERS = 100_000, 5_000
ITEMS = 3
SENDER = "bench.example"
FIRST, SECOND = "2026-01-01", "2026-01-02"
CONNECTIONS, MESSAGES_PER_CONNECTION = 4, 1000


@dataclass(frozen=True)
class Sending:
    """Messages, or signatures, a second; the size of one in bytes; memory in kilobytes."""

    engine: str
    letters: float
    source: float
    signatures: float
    size: int
    memory_early: int
    memory_late: int

    def json(self) -> dict[str, str | float]:
        return asdict(self)

    @property
    def share(self) -> float:
        """Of the slower of the two limits."""
        return self.letters / min(self.source, self.signatures)


class Newsletter:
    """A site of the bench's own, with editions to send."""

    def __init__(self, binary: Path, folder: Path, database: PostgresServer | None) -> None:
        self.binary = binary
        self.folder = folder
        self.data = folder / "data"
        self.environment = dict(os.environ) | {
            "MASTHEAD_DATABASE": database.address if database else "sqlite",
            "MASTHEAD_MAIL_SERVER": "127.0.0.1", "MASTHEAD_MAIL_SECURITY": "none",
            "MASTHEAD_MAIL_FROM": f"daily@{SENDER}", "MASTHEAD_NEWSLETTER_CONNECTIONS": str(CONNECTIONS),
            "MASTHEAD_NEWSLETTER_MESSAGES_PER_CONNECTION": str(MESSAGES_PER_CONNECTION),
        }
        self.run("init", "--name", "Bench", "--contact", f"office@{SENDER}")
        keys = self.run("newsletter", "keys", "--algorithm", "rsa", "--selector", "bench")
        if "bench._domainkey" not in keys:
            raise OSError(f"no key was made: {keys}")
        self.environment["MASTHEAD_NEWSLETTER_DKIM"] = "bench"
        self.store = Ledger(self.data, database, "audience")

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [str(self.binary), *words, "--data", str(self.data)], env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise OSError(f"{' '.join(words)}: {done.stderr or done.stdout}")
        return done.stdout

    def subscribe(self, count: int, start: int = 0) -> None:
        file = self.folder / "subscribers.csv"
        rows = (f"reader{index}@host{index % 97}.example" for index in range(start, start + count))
        file.write_text("address\n" + "\n".join(rows) + "\n", encoding="ascii")
        self.run("import", "subscribers", str(file), "--consented", "2024-05-01")

    def edition(self, day: str) -> None:
        self.store.run(
            "INSERT INTO edition (id, day, rhythm, state, subject, intro, since, until, goes, version, reach, is_reached,"
            f" audience, halt, departures) VALUES ('{day}', '{day}', 'daily', 'scheduled', 'News of the day', '', 0, 1, 1, 1,"
            " '', 0, 0, '', 0)")
        summary = "The fast train from Seoul takes two hours and a half, and the sea is ten minutes from the station."
        for place in range(ITEMS):
            self.store.run(
                "INSERT INTO edition_item (edition, place, part, path, title, summary, kind, topics, bylines, at, note,"
                f" is_left_out) VALUES ('{day}', {place}, 'published', '/busan-{place}', 'Five days in Busan, part"
                f" {place + 1}', '{summary}', 'answer', '', 'Ann Doe', 1, '', 0)")

    def send(self, day: str, port: int) -> tuple[float, list[int]]:
        """Sends an edition; how long it took, and how much memory it held, again and again."""
        self.edition(day)
        begin = time.perf_counter()
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [str(self.binary), "newsletter", "send", day, "--data", str(self.data)], stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, env=self.environment | {"MASTHEAD_MAIL_PORT": str(port)})
            held: list[int] = []
            while process.poll() is None:
                try:
                    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
                except OSError:
                    break
                if found := re.search(r"VmRSS:\s+(\d+)", status):
                    held.append(int(found[1]))
                time.sleep(0.1)
            process.wait()
        took = time.perf_counter() - begin
        wrong = self.store.run(f"SELECT count(*) FROM delivery WHERE edition = '{day}' AND state <> 'sent'")[0][0]
        if process.returncode or wrong != "0":
            raise OSError(f"{wrong} letters were not sent: {(self.folder / 'log').read_text()[-500:]}")
        return took, held


def size_of_letter(newsletter: Newsletter) -> int:
    """What one subscriber gets, in bytes."""
    newsletter.subscribe(1)
    folder = newsletter.folder / "letters"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    newsletter.folder.chmod(0o755)
    with sink("-d", f"{folder}/%s.") as port:
        newsletter.send(FIRST, port)
    return max(file.stat().st_size for file in folder.iterdir())


def measure(settings: Settings, subscribers: int) -> list[Sending]:
    found: list[Sending] = []
    for engine in ("SQLite", "PostgreSQL"):
        settings.say(f"sending an edition to {subscribers:,} subscribers on {engine}")
        database = PostgresServer() if engine == "PostgreSQL" else nullcontext()
        with tempfile.TemporaryDirectory(prefix="masthead-bench-") as name, database as server:
            newsletter = Newsletter(settings.binary, Path(name), server)
            size = size_of_letter(newsletter)
            newsletter.subscribe(subscribers - 1, 1)
            with sink() as port:
                limit = source(port, subscribers, size)
                seals = signatures()
                took, held = newsletter.send(SECOND, port)
        found.append(Sending(engine, subscribers / took, limit, seals, size, held[len(held) // 5], max(held[-5:])))
    return found


def show(sendings: list[Sending]) -> str:
    rows = [["", "letters/s", "smtp-source/s", "rsa2048/s", "of the lower", "bytes", "MB early", "MB at the end"]]
    for sending in sendings:
        rows.append(
            [sending.engine, number(sending.letters), number(sending.source), number(sending.signatures)]
            + [f"{sending.share:.2f}", f"{sending.size:,}"]
            + [f"{memory / 1024:.0f}" for memory in (sending.memory_early, sending.memory_late)])
    return (
        "An edition, set for each subscriber, signed with RSA and entered in the ledger, to smtp-sink\n"
        f"{table(rows)}\nGoal: {LEAST} of the lower limit, better {AIM}, and as much memory at the end as early. Its time"
        " includes the program's start and the choice of the audience.")
