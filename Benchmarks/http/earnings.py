"""Reports of earnings: seconds and memory of an import, the same totals when it is imported twice, and nothing when it is killed."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from example_site import SiteError
from settings import Settings
from table import number, table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "Checks"))

from postgres_server import PostgresServer  # noqa: E402  (its folder is known only now)

SEED = 20260503
GOAL_SECONDS, GOAL_MB = 60, 200
KILL_AFTER = (1.5, 6.0)  # seconds, for a million rows: while they are read, and while they are written
STATES = ["pending", "approved", "declined", "approved"]


@dataclass(frozen=True)
class Import:
    """One run of the command."""

    engine: str
    what: str
    rows: int
    seconds: float
    peak_mb: float
    totals: str

    def json(self) -> dict[str, Any]:
        return asdict(self)


def write_report(path: Path, rows: int) -> None:
    """A report as Awin exports it, in no order, in two currencies, with merchants and sub-ids that nobody knows."""
    chance = random.Random(SEED)
    numbers = list(range(rows))
    chance.shuffle(numbers)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("id,url,publisher_id,advertiser_id,sale_amount,commission,date,commission_status,click_ref,currency\r\n")
        for sale in numbers:
            day = f"2026-{1 + sale % 12:02}-{1 + sale % 28:02} 10:11:12"
            file.write(
                f'{900_000_000 + sale * 7},"https://quarto.example/a,b",45628,{7000 + sale % 50},'
                f"{sale % 100_000 / 100:.2f},{sale % 5000 / 100:.2f},{day},{STATES[sale % 4]},"
                f"article-{sale % 1000}_text,{'EUR' if sale % 5 else 'GBP'}\r\n")


def command(binary: Path, data: Path, report: Path) -> list[str]:
    return [str(binary), "import", "earnings", str(report), "--network", "awin", "--data", str(data)]


def run(arguments: list[str], environment: dict[str, str]) -> tuple[float, float, str]:
    """Runs a command: its seconds, the most memory that was resident in MB, and what it printed."""
    begin = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(arguments, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begin
        output.seek(0)
        printed = output.read()
    if process.returncode != 0:
        raise SiteError(f"{' '.join(arguments[1:3])}: {printed.strip()}")
    return seconds, usage.ru_maxrss / 1024, printed


def kill(arguments: list[str], environment: dict[str, str], seconds: float) -> None:
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    if process.wait() == 0:
        raise SiteError("the import was over before it could be killed")


def totals(printed: str) -> str:
    """What the network pays, in the words of the command."""
    return ", ".join(sorted(re.findall(r"The network pays ([\d,.]+ [A-Z]{3})", printed)))


@contextlib.contextmanager
def engines() -> Iterator[list[tuple[str, str]]]:
    with PostgresServer() as server:
        yield [("SQLite", "sqlite"), ("PostgreSQL", server.address)]


def measure(settings: Settings, rows: int) -> list[Import]:
    imports: list[Import] = []
    with tempfile.TemporaryDirectory(prefix="masthead-bench-earnings-") as name, engines() as all_engines:
        folder = Path(name)
        report = folder / "report.csv"
        settings.say(f"writing a report of {rows:,} rows")
        write_report(report, rows)
        for engine, database in all_engines:
            data = folder / engine
            environment = {**os.environ, "MASTHEAD_DATABASE": database}
            run([str(settings.binary), "init", "--data", str(data), "--name", "Bench", "--contact", "a@b.example"], environment)
            for seconds in KILL_AFTER:
                settings.say(f"{engine}: killing an import")
                kill(command(settings.binary, data, report), environment, seconds * rows / 1_000_000)
            found: list[str] = []
            for what, added in (("first", rows), ("again", 0)):
                settings.say(f"{engine}: importing it, {what}")
                seconds, peak, printed = run(command(settings.binary, data, report), environment)
                if f"{rows} rows: {added} added" not in printed:
                    raise SiteError(f"{engine}: {added} rows were to be added: {printed.strip()}")
                found.append(totals(printed))
                imports.append(Import(engine, what, rows, seconds, peak, found[-1]))
            if not found[0] or found[0] != found[1]:
                raise SiteError(f"{engine}: the totals were {found[0]}, and then {found[1]}")
    return imports


def show(imports: list[Import]) -> str:
    lines = [["engine", "", "rows", "seconds", "rows/s", "peak MB", "totals"]]
    for entry in imports:
        lines.append([
            entry.engine, entry.what, f"{entry.rows:,}", number(entry.seconds), number(entry.rows / entry.seconds),
            number(entry.peak_mb), entry.totals])
    worst = max(entry.seconds for entry in imports), max(entry.peak_mb for entry in imports)
    is_well = worst[0] < GOAL_SECONDS and worst[1] < GOAL_MB
    note = (
        f"Goal: under {GOAL_SECONDS} s and {GOAL_MB} MB, twice with the same totals: {'reached' if is_well else 'missed'}. An "
        "import that was killed left nothing."
    )
    return "\n".join(["Reports of earnings, imported twice", table(lines), note])
