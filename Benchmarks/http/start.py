"""Cold start and resident memory of the example site."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import wrk
from example_site import Site, serving
from settings import ARTICLE, Settings
from table import number

COLD_START_GOAL_MS = 200
MEMORY_GOAL_MB = 80
CONNECTIONS = 32


@dataclass(frozen=True)
class Start:
    """Milliseconds from exec to the article's first 200, and memory in MB (10^6 bytes)."""

    cold_start_ms: float
    slowest_start_ms: float
    idle_mb: float
    loaded_mb: float

    def json(self) -> dict[str, Any]:
        return asdict(self)


def resident_mb(site: Site) -> float:
    """VmRSS of the server, from the kernel."""
    status = Path(f"/proc/{site.process.pid}/status").read_text(encoding="ascii")
    match = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(match.group(1)) * 1024 / 1e6 if match else 0.0


def measure(data: Path, settings: Settings) -> Start:
    """Starts the site again and again on a data directory that exists, then loads it once."""
    with tempfile.TemporaryDirectory(prefix="masthead-start-") as folder:
        log = Path(folder, "log")
        settings.say(f"{settings.cold_starts} cold starts")
        times: list[float] = []
        for _ in range(settings.cold_starts):
            started = time.perf_counter()
            with serving(settings.binary, data, log, ready=ARTICLE, pause=0.0005):
                times.append((time.perf_counter() - started) * 1000)
        settings.say("memory, idle and after load")
        with serving(settings.binary, data, log, ready=ARTICLE) as site:
            idle = resident_mb(site)
            for headers in ({}, {"Accept-Encoding": "gzip"}):
                wrk.measure(site.url + ARTICLE, CONNECTIONS, settings.seconds, headers)
            loaded = resident_mb(site)
    return Start(statistics.median(times), max(times), idle, loaded)


def show(result: Start, settings: Settings) -> str:
    return "\n".join(
        [
            f"Cold start, exec to the article's first 200, median of {settings.cold_starts}: "
            f"{number(result.cold_start_ms)} ms, slowest {number(result.slowest_start_ms)} ms "
            f"(goal: under {COLD_START_GOAL_MS} ms)",
            f"Resident memory: {number(result.idle_mb)} MB after start, {number(result.loaded_mb)} MB after load "
            f"(goal: under {MEMORY_GOAL_MB} MB)",
        ]
    )
