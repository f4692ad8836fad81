#!/usr/bin/env python3
"""Takes a picture of a page as a reader with a wide window sees it, for the README."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Checks"))

from browser import chromium  # noqa: E402  (its folder is known only now)

WIDTH, HEIGHT = 1440, 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="the page")
    parser.add_argument("out", type=Path, help="the PNG file to write")
    parser.add_argument("--dark", action="store_true", help="show the page in its dark colours")
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="dark" if options.dark else "light"
        )
        answer = page.goto(options.url, wait_until="networkidle")
        if answer is None or answer.status != 200:
            print(f"screenshot.py: {options.url} answers {answer.status if answer else 'nothing'}", file=sys.stderr)
            return 1
        page.screenshot(path=options.out, animations="disabled")
    print(f"wrote {options.out} ({options.out.stat().st_size // 1000} kB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
