#!/usr/bin/env python3
"""Runs Swift tests, keeps their whole output in a file, and says at the end what failed.

    Scripts/unit_tests.py .build/unit.log -- swift test --skip-build

The screen shows what ended; the last lines name each failed test with its issues. The status is the command's.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import BinaryIO

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ISSUE = re.compile(r"^✘ .+ recorded an issue\b")
MESSAGE = re.compile(r"^[◇✔✘➜⚠] ")
BEGUN = "◇"
FINISHED = re.compile(r"^\S+ Test run with ")
LINES_OF_ISSUE = 40
LAST_LINES = 30


class Account:
    """What the lines of a test run have told so far."""

    def __init__(self) -> None:
        self._issues: list[list[str]] = []
        self._in_issue = False
        self._finished = False
        self._last: deque[str] = deque(maxlen=LAST_LINES)

    def read(self, line: str) -> None:
        """Takes in one line. What follows an issue without a sign of its own belongs to it: its comments and values."""
        if not line.startswith(BEGUN):
            self._last.append(line)
        if MESSAGE.match(line):
            self._in_issue = ISSUE.match(line) is not None
            self._finished = self._finished or FINISHED.match(line) is not None
            if self._in_issue:
                self._issues.append([line])
        elif self._in_issue and len(self._issues[-1]) < LINES_OF_ISSUE:
            self._issues[-1].append(line)

    def closing_lines(self, status: int, log: Path) -> list[str]:
        """What the person must be told last."""
        if status == 0:
            return []
        lines = ["", f"The tests ended with status {status}. Their whole output is in {log}."]
        if not self._finished:
            lines.append("They broke off. The last lines:")
            lines.extend(f"    {line}" for line in self._last)
        if self._issues:
            lines.append("What failed:")
            lines.extend(line for issue in self._issues for line in issue)
        return lines


def follow(output: BinaryIO, log: BinaryIO) -> Account:
    """Copies the output to the log, and what a person wants of it to the screen."""
    account = Account()
    for raw in output:
        log.write(raw)
        line = COLOUR.sub("", raw.decode("utf-8", errors="replace").rstrip("\n"))
        account.read(line)
        if not line.startswith(BEGUN):
            print(line, flush=True)
    return account


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=Path, help="where the whole output goes")
    parser.add_argument("command", nargs="+", help="the command that runs the tests")
    options = parser.parse_args()
    options.log.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    with options.log.open("wb") as log:
        with subprocess.Popen(options.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            account = follow(process.stdout, log)
    status = process.returncode if process.returncode >= 0 else 128 - process.returncode
    for line in account.closing_lines(status, options.log):
        print(line)
    return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
