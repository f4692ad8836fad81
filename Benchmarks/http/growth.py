"""How page, search and publish latency grow with the number of articles."""

from __future__ import annotations

import contextlib
import json
import random
import re
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlsplit

import wrk
from example_site import Site, SiteError, serving
from settings import Settings
from table import number, table
from wrk import Load

QUERIES = 200
MOST_PATHS = 20_000
SEED = 20150706
SHOWN_ERROR = 2000
LONGEST_COMMAND_SECONDS = 3600
PAGE_GROWTH_GOAL = 1.2
SEARCH_GOAL_MS = 10
# Pages at the top level that are not articles.
FIXED = {
    "/",
    "/search",
    "/how-we-make-money",
    "/partners",
    "/standards",
    "/corrections",
    "/transparency",
    "/newsletter",
}


@dataclass(frozen=True)
class Growth:
    """Latencies with so many articles, in milliseconds."""

    articles: int
    fixture_seconds: float
    data_mb: float
    start_seconds: float
    hot_page: Load
    any_page: Load
    search: Load
    publish_p50_ms: float
    publish_p99_ms: float

    def json(self) -> dict[str, Any]:
        return asdict(self)


def command(settings: Settings, *arguments: str) -> str:
    """Runs a command of Masthead's and returns what it printed."""
    line = [str(settings.binary), *arguments]
    result = subprocess.run(line, capture_output=True, text=True, timeout=LONGEST_COMMAND_SECONDS, check=False)
    if result.returncode != 0:
        said = (result.stderr or result.stdout).strip()[-SHOWN_ERROR:]
        raise SiteError(f"'{' '.join(line)}' ended with status {result.returncode}: {said}")
    return result.stdout


def make_fixture(settings: Settings, data: Path, articles: int) -> None:
    """Fills a data directory with generated articles."""
    command(settings, "bench-fixture", "--data", str(data), "--articles", str(articles))


def publish(settings: Settings, data: Path) -> tuple[float, float]:
    """The median and 99th percentile of the time to publish one article, in milliseconds."""
    printed = command(settings, "bench-publish", "--data", str(data), "--count", str(settings.publications))
    try:
        figures = json.loads(printed)
        return float(figures["p50_ms"]), float(figures["p99_ms"])
    except (ValueError, KeyError, TypeError) as error:
        raise SiteError(f"bench-publish printed no JSON with p50_ms and p99_ms: {printed[:200]!r}") from error


def article_paths(site: Site) -> list[str]:
    """Every article's path, as the sitemaps list them."""
    index = site.get("/sitemap.xml", timeout=120)[1].decode()
    paths: list[str] = []
    for sitemap in re.findall(r"<loc>\s*(.*?)\s*</loc>", index):
        body = site.get(urlsplit(sitemap).path, timeout=120)[1].decode()
        paths += [urlsplit(url).path for url in re.findall(r"<loc>\s*(.*?)\s*</loc>", body)]
    return [path for path in paths if path.count("/") == 1 and path not in FIXED]


def queries(paths: list[str], chance: random.Random) -> list[str]:
    """Searches of one to three words that occur in the articles' titles."""
    found = []
    for path in chance.choices(paths, k=QUERIES):
        words = [word for word in path.strip("/").split("-") if word.isalpha() and len(word) > 2] or ["korea"]
        picked = chance.sample(words, k=min(len(words), chance.randint(1, 3)))
        found.append(f"/search?q={quote_plus(' '.join(picked))}")
    return found


@dataclass
class Grown:
    """A site of one size while it is measured."""

    articles: int
    data: Path
    fixture_seconds: float
    data_mb: float
    start_seconds: float
    site: Site
    # What is measured, by name: the address and the file of paths, if any.
    targets: dict[str, tuple[str, Path | None]]
    runs: dict[str, list[Load]]


def measure(sizes: list[int], settings: Settings) -> list[Growth]:
    """Makes a site of each size and measures them in turns at one connection.

    In turns, because a machine that others use is faster at one minute than at another: each size has then seen the
    same minutes.
    """
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="masthead-growth-")))
        sites = [_grow(articles, folder / str(articles), settings, stack) for articles in sizes]
        for what in ("one page", "any page", "search"):
            for grown in sites:
                target, paths = grown.targets[what]
                wrk.warm_up(target, 1, paths=paths)
            for turn in range(settings.rounds):
                settings.say(f"{what}: turn {turn + 1} of {settings.rounds}")
                for grown in sites:
                    target, paths = grown.targets[what]
                    grown.runs[what].append(wrk.measure(target, 1, settings.seconds, paths=paths))
        results = []
        for grown in sites:
            settings.say(f"{grown.articles:,} articles: publishing")
            p50, p99 = publish(settings, grown.data)
            loads = [Load.median(grown.runs[what]) for what in ("one page", "any page", "search")]
            results.append(
                Growth(
                    grown.articles, grown.fixture_seconds, grown.data_mb, grown.start_seconds, *loads, p50, p99
                )
            )
        return results


def _grow(articles: int, folder: Path, settings: Settings, stack: contextlib.ExitStack) -> Grown:
    folder.mkdir()
    data = folder / "data"
    settings.say(f"{articles:,} articles: making them")
    started = time.perf_counter()
    make_fixture(settings, data, articles)
    fixture_seconds = time.perf_counter() - started
    data_mb = sum(file.stat().st_size for file in data.rglob("*") if file.is_file()) / 1e6
    started = time.perf_counter()
    site = stack.enter_context(serving(settings.binary, data, folder / "log", command="serve"))
    start_seconds = time.perf_counter() - started
    chance = random.Random(SEED)
    paths = article_paths(site)
    if len(paths) < articles:
        raise SiteError(f"the sitemaps list {len(paths)} articles, and bench-fixture was asked for {articles}")
    sample, searches = folder / "paths", folder / "searches"
    sample.write_text("\n".join(chance.sample(paths, k=min(len(paths), MOST_PATHS))) + "\n", encoding="utf-8")
    searches.write_text("\n".join(queries(paths, chance)) + "\n", encoding="utf-8")
    targets = {
        "one page": (site.url + paths[0], None),
        "any page": (site.url + "/", sample),
        "search": (site.url + "/", searches),
    }
    return Grown(
        articles, data, fixture_seconds, data_mb, start_seconds, site, targets, {what: [] for what in targets}
    )


def show(results: list[Growth], settings: Settings) -> str:
    head = ["articles", "one page p50", "p99", "any page p50", "p99", "search p50", "p99", "publish p50", "p99"]
    rows = [head + ["start s", "data MB"]]
    faults = []
    for result in results:
        figures: list[float] = []
        for what, load in (("one page", result.hot_page), ("any page", result.any_page), ("search", result.search)):
            figures += [load.p50_ms, load.p99_ms]
            if load.faults:
                faults.append(f"{result.articles:,} articles, {what}: not valid, since {load.faults}")
        figures += [result.publish_p50_ms, result.publish_p99_ms, result.start_seconds, result.data_mb]
        rows.append([f"{result.articles:,}", *map(number, figures)])
    first, last = results[0], results[-1]
    growth = last.hot_page.p99_ms / first.hot_page.p99_ms
    return "\n".join(
        [
            f"Latency in ms as the site grows: one connection, in turns, medians of {settings.rounds} runs of "
            f"{settings.seconds} s; search over {QUERIES} queries",
            table(rows),
            f"Page p99 with {last.articles:,} articles is {growth:.2f} times that with {first.articles:,} "
            f"(goal: within {PAGE_GROWTH_GOAL}); search p99 is {number(last.search.p99_ms)} ms "
            f"(goal: under {SEARCH_GOAL_MS} ms)",
            *faults,
        ]
    )
