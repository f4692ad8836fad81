"""Readers who write under one article, all at once, while others read it; and what a long discussion costs its article's page.

Each comment has words and a network of its own. It counts when the store has it once: those that are there and were not
acknowledged, or the other way round, are told. First as many come as the goal names, evenly, then as many as are taken. Reading
is measured on one connection for each page, one page after the other, without anybody writing and while they do.
"""

from __future__ import annotations

import gzip
import http.client
import multiprocessing
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from example_site import HOST, Site, SiteError, serving
from settings import ARTICLE, Settings
from table import number, table
from wrk import LoadError

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "Checks"))

from postgres_server import PORT, PostgresServer  # noqa: E402

COMMENTS_SCRIPT = Path(__file__).with_name("comments.lua")
DISCUSSION = f"/discussion{ARTICLE}"
SEAL = re.compile(r'name="form" value="([^"]+)"')
CONNECTIONS = 64
WRITING_SECONDS, FAST_WRITING_SECONDS, QUICK_WRITING_SECONDS = 60, 15, 5
READING_SECONDS = 5
SETTLING_SECONDS = 6  # by then the server goes by the rules
SHORT, LONG = 20, 10_000
LEAST_PER_SECOND = 1000
MOST_SLOWER = 1.2
PAUSE = 0.005  # seconds between two readings


@dataclass(frozen=True)
class Reading:
    """How long a page took, in milliseconds, and how long it was, in bytes."""

    p50_ms: float
    p99_ms: float
    size: int
    gzip_size: int


@dataclass(frozen=True)
class Writing:
    """One engine, written to for so long."""

    engine: str
    pace: str
    per_second: float
    acknowledged: int
    refused: int
    there: int
    twice: int
    quiet: dict[str, Reading] = field(default_factory=dict)
    busy: dict[str, Reading] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Length:
    """What the article's page costs with so many comments."""

    comments: int
    reading: Reading

    def json(self) -> dict[str, Any]:
        return asdict(self)


class Store:
    """The audience store, past the server."""

    def __init__(self, data: Path, database: PostgresServer | None) -> None:
        self.file = data / "audience.sqlite"
        self.database = database

    def run(self, statement: str) -> list[list[str]]:
        if self.database is None:
            with closing(sqlite3.connect(self.file, timeout=60)) as connection, connection:
                rows: list[list[str]] = []
                for part in statement.split(";\n"):
                    rows = [list(map(str, row)) for row in connection.execute(part)]
                return rows
        line = [str(self.database.programs / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        line += ["-h", str(self.database.folder), "-p", str(PORT), "-U", "masthead", "-d", "postgres", "-f", "-"]
        text = f"SET search_path = masthead_audience;\n{statement};"
        done = subprocess.run(line, input=text, text=True, capture_output=True, check=True)
        return [row.split("|") for row in done.stdout.splitlines()]

    def number(self, statement: str) -> int:
        return int(self.run(statement)[0][0])

    def article(self) -> str:
        """The article that most comments are under, which is the one about Korea."""
        return self.run("SELECT article FROM comment GROUP BY article ORDER BY count(*) DESC LIMIT 1")[0][0]

    def fill(self, count: int) -> None:
        """Adds comments until the article has so many, every third one an answer to the one before it."""
        article = self.article()
        there = self.number(f"SELECT count(*) FROM comment WHERE article = '{article}' AND state = 'shown'")
        rows = []
        for index in range(there, count):
            # An identifier in the form of version 7.
            identity = f"01890000-0000-7000-8000-{index:012x}"
            parent = f"'01890000-0000-7000-8000-{index - 1:012x}'" if index % 3 and index > there else "NULL"
            text = f"Comment number {index}, which has as many words as a comment has that somebody wrote in a hurry."
            rows.append(f"('{identity}', '{article}', {parent}, 'anon{index + 50_000}', {1_700_000_000_000 + index}, '{text}')")
        for start in range(0, len(rows), 500):
            values = ", ".join(rows[start : start + 500])
            self.run(f"INSERT INTO comment (id, article, parent, handle, posted, text) VALUES {values}")
        self.run(
            "UPDATE audience_change SET number = number + 1;\n"
            "UPDATE comment SET change = (SELECT number FROM audience_change) WHERE change = 0"
        )


@contextmanager
def site(settings: Settings, folder: Path, database: PostgresServer | None) -> Iterator[Site]:
    """The example site, behind a proxy as it were, with its audience store on an engine."""
    environment = {"MASTHEAD_HTTP_BEHIND_PROXY": "true", "MASTHEAD_DATABASE": database.address if database else "sqlite"}
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        with serving(settings.binary, folder / "data", folder / "log") as found:
            yield found
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def read(port: int, path: str, stopped: Event, found: Queue[tuple[str, Reading | str]]) -> None:
    """Reads a page again and again until it is told to stop, and tells how long it took."""
    taken: list[float] = []
    size = gzip_size = 0
    try:
        with closing(http.client.HTTPConnection(HOST, port, timeout=60)) as connection:
            while not stopped.is_set() or not taken:
                start = time.perf_counter()
                connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                body = answer.read()
                taken.append((time.perf_counter() - start) * 1000)
                if answer.status != 200:
                    raise SiteError(f"{path} answers {answer.status}")
                gzip_size = len(body)
                size = len(gzip.decompress(body)) if answer.headers["Content-Encoding"] == "gzip" else len(body)
                stopped.wait(PAUSE)
    except (OSError, http.client.HTTPException, SiteError) as error:
        found.put((path, f"{path}: {error!r}"))
        return
    taken.sort()
    found.put((path, Reading(statistics.median(taken), taken[min(len(taken) - 1, int(len(taken) * 0.99))], size, gzip_size)))


def readings(port: int, seconds: float) -> dict[str, Reading]:
    """Both pages, read at the same time for so long, each by a process that waits for no other's interpreter."""
    stopped = multiprocessing.Event()
    found: Queue[tuple[str, Reading | str]] = multiprocessing.Queue()
    readers = [multiprocessing.Process(target=read, args=(port, path, stopped, found)) for path in (ARTICLE, DISCUSSION)]
    for reader in readers:
        reader.start()
    time.sleep(seconds)
    stopped.set()
    told = dict(found.get(timeout=90) for _ in readers)
    for reader in readers:
        reader.join()
    readings = {path: reading for path, reading in told.items() if isinstance(reading, Reading)}
    if len(readings) < len(readers):
        raise SiteError("; ".join(fault for fault in told.values() if isinstance(fault, str)))
    return readings


def write(found: Site, rate: int, seconds: int, store: Store, engine: str, quiet: dict[str, Reading], settings: Settings) -> Writing:
    pace = f"{rate} a second" if rate else "all that go"
    settings.say(f"writing comments on {engine}, {pace}, {seconds} s")
    seal = SEAL.search(found.get(ARTICLE)[1].decode())
    if seal is None:
        raise SiteError(f"{ARTICLE} has no form for a comment")
    before = store.number("SELECT count(*) FROM comment")
    line = ["wrk", "--latency", "--timeout", "30s", "--threads", "2", "--connections", str(CONNECTIONS)]
    line += ["--duration", f"{seconds}s", "--script", str(COMMENTS_SCRIPT), f"http://{HOST}:{found.port}{DISCUSSION}"]
    line += ["--", seal.group(1), str(rate), str(rate / 2)]
    start = time.monotonic()
    wrk = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    busy = readings(found.port, seconds - 1)
    output, fault = wrk.communicate(timeout=120)
    took = time.monotonic() - start
    taken, refused = (re.search(rf"{word}: (\d+)", output) for word in ("Taken", "Refused"))
    if taken is None or refused is None:
        raise LoadError(f"wrk failed: {fault or output}")
    time.sleep(1)
    there = store.number("SELECT count(*) FROM comment") - before
    twice = store.number("SELECT count(*) FROM (SELECT 1 FROM comment GROUP BY article, text HAVING count(*) > 1) AS t")
    return Writing(
        engine, pace, int(taken.group(1)) / min(took, seconds), int(taken.group(1)), int(refused.group(1)), there, twice, quiet, busy)


def written(found: Site, store: Store, engine: str, settings: Settings, quick: bool) -> Iterator[Writing]:
    # By the standard a new handle's first comment waits for a moderator, which is less work: here each is shown at once.
    store.run("INSERT INTO screening_rule (name, value) VALUES ('hold-first', 0)")
    settings.say(f"reading on {engine} while nobody writes")
    readings(found.port, SETTLING_SECONDS)
    quiet = readings(found.port, READING_SECONDS)
    paced, fast = (QUICK_WRITING_SECONDS,) * 2 if quick else (WRITING_SECONDS, FAST_WRITING_SECONDS)
    yield write(found, LEAST_PER_SECOND, paced, store, engine, quiet, settings)
    yield write(found, 0, fast, store, engine, quiet, settings)


def measure(settings: Settings, quick: bool) -> tuple[list[Writing], list[Length]]:
    writings: list[Writing] = []
    lengths: list[Length] = []
    with tempfile.TemporaryDirectory(prefix="masthead-bench-") as name:
        folder = Path(name)
        with site(settings, folder, None) as found:
            writings += written(found, Store(found.data, None), "SQLite", settings, quick)
    with tempfile.TemporaryDirectory(prefix="masthead-bench-") as name, PostgresServer() as database:
        with site(settings, Path(name), database) as found:
            writings += written(found, Store(found.data, database), "PostgreSQL", settings, quick)
    with tempfile.TemporaryDirectory(prefix="masthead-bench-") as name:
        with site(settings, Path(name), None) as found:
            store = Store(found.data, None)
            for count in (SHORT, LONG):
                settings.say(f"the article with {count} comments")
                store.fill(count)
                time.sleep(2)
                lengths.append(Length(count, readings(found.port, READING_SECONDS)[ARTICLE]))
    return writings, lengths


def show(writings: list[Writing], lengths: list[Length]) -> str:
    lines = [["", "sent", "taken/s", "taken in", "there", "twice", "page", "p50 ms quiet", "p99 ms quiet", "p50 ms busy", "p99 ms busy", "p99 busy/quiet"]]
    for writing in writings:
        for index, path in enumerate((ARTICLE, DISCUSSION)):
            head = [writing.engine, writing.pace, number(writing.per_second), *map(str, (writing.acknowledged, writing.there, writing.twice))]
            quiet, busy = writing.quiet[path], writing.busy[path]
            lines.append(
                [*(head if index == 0 else [""] * len(head)), "article" if index == 0 else "discussion"]
                + [number(figure) for figure in (quiet.p50_ms, quiet.p99_ms, busy.p50_ms, busy.p99_ms, busy.p99_ms / quiet.p99_ms)]
            )
    sizes = [["comments", "p50 ms", "p99 ms", "bytes", "bytes, gzip"]]
    for length in lengths:
        reading = length.reading
        sizes.append(
            [str(length.comments), number(reading.p50_ms), number(reading.p99_ms), str(reading.size), str(reading.gzip_size)])
    note = (
        f"Goal: {LEAST_PER_SECOND} comments a second, none lost and none twice, with the article's p99 within {MOST_SLOWER} of what it "
        f"is while nobody writes. Each is on the disk before its sender is answered, over {CONNECTIONS} connections. What was under way "
        "at the end may be there and not acknowledged."
    )
    return "\n".join([
        "Comments under one article", table(lines), note, "", "The article's page, and how long its discussion is", table(sizes)])
