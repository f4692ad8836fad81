"""Runs wrk and reads its report."""

from __future__ import annotations

import re
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

PATHS_SCRIPT = Path(__file__).with_name("paths.lua")
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
WARM_UP_SECONDS = 1


class LoadError(Exception):
    """wrk could not run, or its report could not be read."""


@dataclass(frozen=True)
class Load:
    """What one run of wrk measured. Latencies are in milliseconds."""

    requests_per_second: float
    p50_ms: float
    p99_ms: float
    faults: str = ""

    @staticmethod
    def median(loads: list[Load]) -> Load:
        """The median of each figure over several runs, and the faults of all."""
        return Load(
            statistics.median(load.requests_per_second for load in loads),
            statistics.median(load.p50_ms for load in loads),
            statistics.median(load.p99_ms for load in loads),
            "; ".join(dict.fromkeys(load.faults for load in loads if load.faults)),
        )


def parse(report: str) -> Load:
    """Reads the report of `wrk --latency`."""
    return Load(
        float(_found(r"Requests/sec:\s+([\d.]+)", report)),
        _percentile("50", report),
        _percentile("99", report),
        "; ".join(line.strip() for line in re.findall(r"(?m)^\s*((?:Non-2xx|Socket errors).*)$", report)),
    )


def _found(pattern: str, report: str) -> str:
    match = re.search(pattern, report)
    if match is None:
        raise LoadError(f"wrk's report has no match for {pattern!r}:\n{report}")
    return match.group(1)


def _percentile(percent: str, report: str) -> float:
    value, unit = re.fullmatch(r"([\d.]+)(\w+)", _found(rf"(?m)^\s+{percent}%\s+(\S+)$", report)).groups()  # type: ignore[union-attr]
    return float(value) * MILLISECONDS[unit]


def measure(
    url: str, connections: int, seconds: int, headers: dict[str, str] | None = None, paths: Path | None = None
) -> Load:
    """One run against a URL; with `paths`, against random lines of that file at the URL's address."""
    command = ["wrk", "--latency", "--timeout", "10s"]
    command += ["--threads", str(min(2, connections)), "--connections", str(connections), "--duration", f"{seconds}s"]
    for name, value in (headers or {}).items():
        command += ["--header", f"{name}: {value}"]
    command += ["--script", str(PATHS_SCRIPT), url, "--", str(paths)] if paths else [url]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=False)
    except FileNotFoundError:
        raise LoadError("wrk is missing; run Scripts/setup.sh bench") from None
    except subprocess.TimeoutExpired:
        raise LoadError(f"{' '.join(command)} did not end by itself") from None
    if result.returncode != 0:
        raise LoadError(f"{' '.join(command)} failed: {result.stderr.strip() or result.stdout.strip()}")
    return parse(result.stdout)


def warm_up(url: str, connections: int, headers: dict[str, str] | None = None, paths: Path | None = None) -> None:
    """A run that does not count."""
    measure(url, connections, WARM_UP_SECONDS, headers, paths)
