#!/usr/bin/env python3
"""Measures the screen of comments: its speed, and how well it tells spam under videos that it has learned nothing from.

Takes a folder with the CSV files of the YouTube Spam Collection (T. C. Alberto, J. V. Lochter, T. A. Almeida, 2015, UCI
Machine Learning Repository, https://archive.ics.uci.edu/dataset/380/, CC BY 4.0): one file for each video, with columns
CONTENT and CLASS, or text and spam. Each file is judged by what was learned from the others. Without a folder it measures
the speed alone. The texts are those of web pages, so their HTML is undone first.
"""

from __future__ import annotations

import argparse
import csv
import html
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent


def plain(text: str) -> str:
    """What a reader would see of a comment."""
    lines = re.sub(r"<br\s*/?>", "\n", text.removeprefix("\ufeff"))
    return html.unescape(re.sub(r"<[^>]*>", " ", lines))


def samples(file: Path) -> list[str]:
    """A line for each comment, as `masthead bench-screen` reads them."""
    lines = []
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            text, spam = row.get("text", row.get("CONTENT")), row.get("spam", row.get("CLASS"))
            if text is None or spam not in ("0", "1"):
                raise ValueError(f"{file} has neither columns text and spam nor CONTENT and CLASS")
            lines.append(f"{file.stem}\t{spam}\t{quote(plain(text), safe='')}\n")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/masthead", help="the release binary")
    parser.add_argument("--comments", type=int, default=5000, help="comments to judge for the speed (default 5000)")
    parser.add_argument("folder", type=Path, nargs="?", help="the folder of CSV files")
    options = parser.parse_args()
    command = [str(options.binary), "bench-screen", "--comments", str(options.comments)]
    if options.folder is None:
        print("How well spam is told is measured with BENCH_COMMENTS=folder, a folder with the files of the YouTube Spam")
        print("Collection: https://archive.ics.uci.edu/dataset/380/youtube+spam+collection", flush=True)
        return subprocess.run(command, check=False).returncode
    files = sorted(options.folder.glob("*.csv"))
    if len(files) < 2:
        print(f"screen.py: {options.folder} has fewer than two CSV files", file=sys.stderr)
        return 1
    try:
        lines = [line for file in files for line in samples(file)]
    except (OSError, ValueError) as error:
        print(f"screen.py: {error}", file=sys.stderr)
        return 1
    return subprocess.run([*command, "--classify"], input="".join(lines).encode(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
