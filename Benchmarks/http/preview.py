"""How long the server takes for the preview of a long article, and for the checks of it before publication."""

from __future__ import annotations

import http.client
import re
import statistics
import subprocess
import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from example_site import HOST, Site, SiteError
from settings import Settings
from table import number, table

WORDS = 10_000
FACTS = 200
GOAL_MS = 50
EMAIL = "bench@site.example"
PASSWORD = "a long password of the bench"
SENTENCE = "The sea rises and falls twice a day because the Moon pulls at the water on one side of the Earth more than on the other"


@dataclass(frozen=True)
class Timing:
    """What was asked for, and how long the answers took, in milliseconds."""

    what: str
    requests: int
    bytes: int
    p50_ms: float
    p99_ms: float

    def json(self) -> dict[str, Any]:
        return asdict(self)


class Editor:
    """Somebody at the desk, without a browser."""

    def __init__(self, site: Site, settings: Settings) -> None:
        self.connection = http.client.HTTPConnection(HOST, site.port, timeout=60)
        self.cookie = ""
        line = [str(settings.binary), "user", "add", "--data", str(site.data), "--email", EMAIL]
        line += ["--name", "Bench", "--role", "writer", "--password-stdin"]
        subprocess.run(line, input=PASSWORD, text=True, check=True, capture_output=True)
        self.ask("POST", "/sign-in", {"email": EMAIL, "password": PASSWORD})

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, accept: str = "text/html") -> bytes:
        headers = {"Cookie": self.cookie, "Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, urlencode(form or {}), headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if cookie := answer.getheader("Set-Cookie"):
            if cookie.startswith("__Host-masthead="):
                self.cookie = cookie.split(";")[0]
        if answer.status >= 400:
            raise SiteError(f"{method} {path} is answered {answer.status}: {body[:300]!r}")
        return body

    def field(self, page: bytes, name: str) -> str:
        found = re.findall(rf'name="{name}" value="([^"]+)"', page.decode())
        if not found:
            raise SiteError(f"the page has no field “{name}”")
        return str(found[-1])

    def begin(self) -> str:
        """The address of an article that holds the long text."""
        home = self.ask("GET", "/desk")
        token, identity = self.field(home, "token"), self.field(home, "id")
        self.ask("POST", "/desk/articles/new", {"token": token, "id": identity, "title": "A long article"})
        address = f"/desk/articles/{identity}"
        page = self.ask("GET", address)
        facts = re.findall(r":fact\[([a-z0-9-]+)\]", page.decode())
        form = {"token": token, "base": "1", "title": "A long article", "kind": "guide", "answer": SENTENCE + "."}
        self.ask("POST", f"{address}/save", form | {"body": text(facts)})
        return address


def text(facts: list[str]) -> str:
    """So many words in paragraphs, lists and a table, under headings, with so many places for facts."""
    if not facts:
        raise SiteError("the site has no facts to show")
    paragraphs, words, shown = [], 0, 0
    while words < WORDS:
        share = WORDS // FACTS
        sentences = [SENTENCE] * (share // len(SENTENCE.split()) + 1)
        fact = f":fact[{facts[shown % len(facts)]}]" if shown < FACTS else "a *good* [deal](https://sea.example/a)"
        paragraph = ". ".join(sentences) + f", which makes {fact} in all."
        if shown % 8 == 0:
            paragraph = f"## Part {shown // 8 + 1} of the sea\n\n{paragraph}"
        elif shown % 8 == 5:
            paragraph = f"- {paragraph}\n- And **more** of it."
        paragraphs.append(paragraph)
        words, shown = words + len(paragraph.split()), shown + 1
    while shown < FACTS:
        paragraphs.append(f"It makes :fact[{facts[shown % len(facts)]}] in all.")
        shown += 1
    return "\n\n".join(paragraphs)


def measure(site: Site, settings: Settings) -> list[Timing]:
    editor = Editor(site, settings)
    address = editor.begin()
    asked = [
        (f"preview of {WORDS:,} words and {FACTS} facts", f"{address}/preview", "text/html"),
        ("its checks before publication", f"{address}/findings", "application/json"),
        ("the page of the editor", address, "text/html"),
    ]
    return [timed(editor, what, path, accept, settings) for what, path, accept in asked]


def timed(editor: Editor, what: str, path: str, accept: str, settings: Settings) -> Timing:
    size = 0
    for _ in range(5):
        size = len(editor.ask("GET", path, accept=accept))
    times = []
    until = time.monotonic() + settings.rounds * settings.seconds / 2
    while time.monotonic() < until or len(times) < 100:
        start = time.perf_counter()
        editor.ask("GET", path, accept=accept)
        times.append((time.perf_counter() - start) * 1000)
    percentiles = statistics.quantiles(times, n=100, method="inclusive")
    return Timing(what, len(times), size, percentiles[49], percentiles[98])


def show(timings: list[Timing]) -> str:
    rows = [["What the desk asks for", "bytes", "p50 ms", "p99 ms", "requests"]]
    rows += [
        [timing.what, f"{timing.bytes:,}", number(timing.p50_ms), number(timing.p99_ms), str(timing.requests)]
        for timing in timings
    ]
    kept = timings[0].p99_ms < GOAL_MS
    verdict = f"The preview's goal is less than {GOAL_MS} ms: {'reached' if kept else 'MISSED'}."
    return f"Writing, one request at a time\n\n{table(rows)}\n\n{verdict}"
