"""What is left of each page without anything commercial: by the command, and by docs/erase.py, which knows only the rule."""

from __future__ import annotations

import hashlib
import runpy
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from check import Check
from desk import Staff
from website import FEEDS, Response, Website

SCRIPT = Path(__file__).parents[1] / "docs" / "erase.py"
# Their forms carry a seal that is made for each request.
DISCUSSIONS = "/discussion/"
SURFACES = ["/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml", *FEEDS]
NAME_LENGTH = 24  # hexadecimal digits of the digest in an entity tag
GZIP = 16 + zlib.MAX_WBITS
EXPLAINED = "/ad/why/"  # says why an advertisement stood somewhere: made anew each time, and not editorial
LEAST_DECORATED = 2
HOSTILE = {
    "an unclosed fill": (b"<html><!--fill slot top-->", "does not end"),
    "a fill that never began": (b"<html><!--/fill-->", "none has begun"),
    "a nested fill": (b"<html><!--fill a--><!--fill b--><!--/fill--><!--/fill-->", "within another"),
    "no HTML": (b"Nothing of the kind.", "neither as HTML"),
    "bytes that are no text": (b"<html>\xff\xfe\x00", "not text"),
    "a compressed page": (b"\x1f\x8b\x08\x00", "gzip"),
    "50 MB": (b"<" * 50_000_000, "at most 16 MiB"),
    "nothing": (b"", "neither as HTML"),
}


class Eraser:
    """The command, on pages that are given to it."""

    def __init__(self, binary: Path) -> None:
        self.binary = binary

    def run(self, *arguments: str, page: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([str(self.binary), "erase", *arguments], input=page, capture_output=True, check=False)

    def erase(self, page: bytes) -> bytes:
        return self.run("-", page=page).stdout


def run(website: Website, staff: Staff) -> Iterator[Check]:
    by_rule: Callable[[bytes], bytes] = runpy.run_path(str(SCRIPT))["erase"]
    command = Eraser(staff.binary)
    yield agreed(website, command, by_rule)
    yield fetched(website, command, by_rule)
    yield refused(website, command)


def agreed(website: Website, command: Eraser, by_rule: Callable[[bytes], bytes]) -> Check:
    paths = [*dict.fromkeys([*(page.path for page in website.pages if page.status == 200 and not page.path.startswith((EXPLAINED, DISCUSSIONS))), *SURFACES])]
    check = Check(f"the command and docs/erase.py leave the same of {len(paths)} pages and feeds: what their ETag names")
    answers = {path: (website.request(path), packed(website, path)) for path in paths}
    with ThreadPoolExecutor(2) as pool:
        erased = dict(zip(paths, pool.map(lambda path: command.erase(answers[path][0].body), paths), strict=True))
    decorated = 0
    for path, (plain, unpacked) in answers.items():
        expected = by_rule(plain.body)
        check.expect(erased[path] == expected, f"{path}: the command leaves something else")
        check.expect(by_rule(unpacked) == expected, f"{path}: something else is left of the compressed page")
        name = plain.headers.get("ETag", "").removeprefix('W/"').rstrip('"').partition(".")[0]
        digest = hashlib.sha256(expected).hexdigest()
        check.expect(name == digest[:NAME_LENGTH], f"{path}: its ETag names {name}, and the digest is {digest}")
        decorated += b"data-plain" in plain.body
    check.expect(decorated >= LEAST_DECORATED, f"only {decorated} pages have links that earn")
    return check


def packed(website: Website, path: str) -> bytes:
    answer: Response = website.request(path, headers={"Accept-Encoding": "gzip"})
    return zlib.decompress(answer.body, GZIP)


def fetched(website: Website, command: Eraser, by_rule: Callable[[bytes], bytes]) -> Check:
    check = Check("the command fetches a page of this machine, tells its digest, and writes it to a file")
    for path in ["/", *website.articles[:3]]:
        expected = by_rule(website.request(path).body)
        digest = hashlib.sha256(expected).hexdigest()
        check.expect(command.run(website.base + path).stdout == expected, f"{path}: what is printed differs")
        told = command.run(website.base + path, "--sha256").stdout.decode()
        check.expect(told == f"{digest}\n", f"{path}: the digest is {told!r}")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "page.html")
            told = command.run(website.base + path, "--sha256", "--output", str(file)).stdout.decode()
            check.expect(told == f"{digest}\n" and file.read_bytes() == expected, f"{path}: the file differs")
    return check


def refused(website: Website, command: Eraser) -> Check:
    check = Check("what cannot be erased ends with one line that names the cause, and status 1")
    ended = [(what, command.run("-", page=page), reason) for what, (page, reason) in HOSTILE.items()]
    for place, reason in {
        f"{website.base}/no-such-page": "404",
        "http://10.0.0.1/": "private network",
        "http://127.0.0.1:1/": "No connection",
        "/no/such/file": "No such file",
    }.items():
        ended.append((place, command.run(place), reason))
    for what, process, reason in ended:
        line = process.stderr.decode()
        check.expect(process.returncode == 1 and not process.stdout, f"{what}: ended with {process.returncode}")
        check.expect(line.count("\n") == 1 and reason in line, f"{what}: {line!r}")
    return check
