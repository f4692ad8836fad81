"""What vandals and broken clients send: each gets its status or a closed connection, and the site goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from check import Check
from crowd import crowds
from website import HITS, KOREA, Website
from wire import Closed, Wire

TARGET = KOREA.encode()


@dataclass(frozen=True)
class Row:
    """A request, and the statuses that are right for it. HOST in it stands for the Host header."""

    name: str
    request: bytes
    statuses: set[int]
    may_close: bool = False


def get(target: bytes, extra: bytes = b"") -> bytes:
    return b"GET " + target + b" HTTP/1.1\r\nHOST" + extra + b"Connection: close\r\n\r\n"


def head(line: bytes, extra: bytes = b"HOST") -> bytes:
    return line + b"\r\n" + extra + b"Connection: close\r\n\r\n"


TABLE = [
    # Paths and queries.
    Row("a path with a broken percent escape (%zz)", get(b"/%zz"), {400}),
    Row("a path with a cut-off percent escape (%)", get(b"/a%"), {400}),
    Row("a path with a NUL (%00)", get(b"/a%00b"), {400, 404}),
    Row("a path that is not UTF-8 (%ff%fe)", get(b"/%ff%fe"), {400, 404}),
    Row("a path with bare bytes that are not ASCII", get(b"/\xff\xfe"), {400, 404}),
    Row("a path that climbs (/../../etc/passwd)", get(b"/../../etc/passwd"), {400, 404}),
    Row("a path that climbs in disguise (%2e%2e%2f)", get(b"/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), {400, 404}),
    Row("an unknown slug", get(b"/no-such-article-at-all"), {404}),
    Row("a double slash", get(b"//"), {200, 301, 308, 400, 404}),
    Row("a query that is not UTF-8 (/search?q=%ff)", get(b"/search?q=%ff"), {200, 400}),
    Row("a query with a broken escape (/search?q=%zz)", get(b"/search?q=%zz"), {200, 400}),
    Row("a query of full-text operators", get(b"/search?q=%22%20OR%20NEAR(*%20AND%20-%20%5E%20:%20%27;--"), {200}),
    Row("a query of 10,000 letters", get(b"/search?q=" + b"a" * 10_000), {200, 400, 414}),
    Row("a page number below zero", get(HITS.encode() + b"&page=-1"), {200, 400, 404}),
    Row("a page number beyond 64 bits", get(HITS.encode() + b"&page=99999999999999999999"), {200, 400, 404}),
    Row("a query on an article that no one asked for", get(TARGET + b"?q=%ff&utm_source=x"), {200}),
    Row("a URL of 20 kB", get(b"/" + b"a" * 20_000), {414}),
    Row("an absolute address as target (RFC 9112, 3.2.2)", get(b"http://localhost" + TARGET), {200}),
    # The history of an article, which has one version.
    *(
        Row(f"version {number} of an article", get(TARGET + b"/history/" + number.encode()), {404})
        for number in ["0", "-1", "2", "01", "1.0", "x", "9223372036854775807", "9" * 400, "%D9%A1"]
    ),
    Row("version %00 of an article", get(TARGET + b"/history/%00"), {400, 404}),
    Row("what changed after the only version", get(TARGET + b"/history/1/changes"), {404}),
    Row("the history of no article", get(b"/no-such-article/history"), {404}),
    Row("the history of a page of the site", get(b"/search/history"), {404}),
    *(
        Row(f"a history before {number}", get(TARGET + b"/history?before=" + number.encode()), {400})
        for number in ["0", "-1", "1", "x", "99999999999999999999", "%00"]
    ),
    Row("a history before a number that no version has", get(TARGET + b"/history?before=9223372036854775807"), {200}),
    # Methods.
    Row("an unknown method (BREW)", head(b"BREW / HTTP/1.1"), {400, 405, 501}),
    Row("a method in lower case", head(b"get / HTTP/1.1"), {400, 405, 501}),
    Row("TRACE", head(b"TRACE / HTTP/1.1"), {405, 501}),
    Row("CONNECT", head(b"CONNECT localhost:80 HTTP/1.1"), {400, 405, 501}),
    Row("DELETE of an article", head(b"DELETE " + TARGET + b" HTTP/1.1"), {405}),
    Row("POST to an article", head(b"POST " + TARGET + b" HTTP/1.1", b"HOSTContent-Length: 0\r\n"), {405}),
    Row("POST to the front page", head(b"POST / HTTP/1.1", b"HOSTContent-Length: 3\r\n") + b"a=b", {405}),
    # Versions.
    Row("HTTP/0.9", b"GET /\r\n\r\n", {400, 505}, may_close=True),
    Row("HTTP/3.0 in the request line", head(b"GET / HTTP/3.0"), {400, 505}),
    Row(
        "no HTTP at all (a TLS greeting)",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        {400, 501},
        may_close=True,
    ),
    # Headers.
    Row("no Host", head(b"GET / HTTP/1.1", b""), {400}),
    Row("two Hosts", head(b"GET / HTTP/1.1", b"HOSTHost: evil.example\r\n"), {400}),
    Row("a Host of garbage", head(b"GET / HTTP/1.1", b"Host: a b/c?d\r\n"), {200, 400}),
    Row("a header of 100 kB", get(b"/", b"X-Long: " + b"a" * 100_000 + b"\r\n"), {400, 431}, may_close=True),
    Row("2,000 headers", get(b"/", b"".join(b"X-%d: 1\r\n" % i for i in range(2000))), {400, 431}, may_close=True),
    Row("a space before the colon", get(b"/", b"X-Bad : 1\r\n"), {400}),
    Row("a folded header", get(b"/", b"X-Bad: 1\r\n 2\r\n"), {200, 400}),
    Row("a NUL in a header", get(b"/", b"X-Bad: a\x00b\r\n"), {400}),
    Row("two Content-Lengths that differ", get(b"/", b"Content-Length: 1\r\nContent-Length: 2\r\n") + b"ab", {400}),
    Row("a Content-Length below zero", get(b"/", b"Content-Length: -1\r\n"), {400}),
    Row("a Content-Length beyond 64 bits", get(b"/", b"Content-Length: 99999999999999999999\r\n"), {400}),
    Row(
        "Content-Length and Transfer-Encoding together",
        get(b"/", b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") + b"0\r\n\r\n",
        {400},
    ),
    Row("a chunk of no size", get(b"/", b"Transfer-Encoding: chunked\r\n") + b"zz\r\n\r\n", {200, 400}, may_close=True),
    Row("a range that cannot be", get(TARGET, b"Range: bytes=999999999-\r\n"), {200, 416}),
    Row("an Accept-Encoding of garbage", get(TARGET, b"Accept-Encoding: gzip;q=zz,,;;=\r\n"), {200, 400}),
    Row("an If-None-Match of garbage", get(TARGET, b'If-None-Match: "\r\n'), {200, 400}),
    Row("an Accept of garbage on a missing page", get(b"/no-such-page", b"Accept: ///;;q=\r\n"), {400, 404}),
]


def run(website: Website) -> Iterator[Check]:
    for row in TABLE:
        yield abused(website, row)
    yield from crowds(website)
    end = Check("after all that, the server still answers")
    end.problems += unhealthy(website)
    yield end


def abused(website: Website, row: Row) -> Check:
    check = Check(f"{row.name}: {', '.join(map(str, sorted(row.statuses)))}{' or closed' if row.may_close else ''}")
    host = website.base.partition("://")[2].encode()
    with Wire(website.base) as wire:
        wire.send(row.request.replace(b"HOST", b"Host: " + host + b"\r\n"))
        try:
            answer = wire.answer()
            check.expect(answer.status in row.statuses, f"answered {answer.status}")
            if answer.status == 405:
                check.expect("allow" in answer.headers, "405 without the Allow header that RFC 9110 asks for")
        except Closed as closed:
            check.expect(row.may_close, f"{closed}, without an answer")
        except TimeoutError:
            check.expect(False, "neither an answer nor a closed connection within 5 s")
        except ValueError as error:
            check.expect(False, str(error))
    check.problems += unhealthy(website)
    return check


def unhealthy(website: Website) -> list[str]:
    """Empty if the server is well."""
    try:
        status = website.request("/healthz").status
    except OSError as error:
        return [f"afterwards the server does not answer at all: {error}"]
    return [] if status == 200 else [f"afterwards /healthz answers {status}"]
