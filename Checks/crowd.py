"""Many requests at once, on one connection and on hundreds, from clients fast, slow and rude."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

from check import Check
from website import KOREA, MISSING, Website
from wire import Answer, Closed, Wire

CONNECTIONS = 300
SLOW_CONNECTIONS = 50


def crowds(website: Website) -> Iterator[Check]:
    yield pipelined(website)
    yield head_has_no_body(website)
    yield bodies_between(website)
    yield slow(website)
    yield hanging_up(website)
    yield parallel(website)


def host(website: Website) -> bytes:
    return b"Host: " + website.base.partition("://")[2].encode() + b"\r\n"


def request(website: Website, path: str, method: str = "GET") -> bytes:
    return f"{method} {path} HTTP/1.1\r\n".encode() + host(website) + b"\r\n"


def title(answer: Answer) -> bytes:
    """What tells one page from another: its title, or the start of what has none."""
    found = answer.body.partition(b"<title>")[2].partition(b"</title>")[0]
    return found or answer.body[:20]


def pipelined(website: Website) -> Check:
    """Ready pages take another way than the rest, and must not overtake what was asked before them."""
    check = Check("pipelined requests of every kind are answered in their order")
    paths = [KOREA, "/healthz", "/", MISSING, KOREA, "/search?q=korea", "/feed.xml", KOREA, "/partners", "/robots.txt"]
    try:
        alone = []
        for path in paths:
            with Wire(website.base) as wire:
                wire.send(request(website, path))
                alone.append(wire.answer())
        with Wire(website.base) as wire:
            wire.send(b"".join(request(website, path) for path in paths * 3))
            for number, (path, expected) in enumerate(zip(paths * 3, alone * 3, strict=True)):
                answer = wire.answer()
                same = answer.status == expected.status and title(answer) == title(expected)
                check.expect(same, f"answer {number + 1}, to {path}: {answer.status} {title(answer)[:40]!r}")
    except (Closed, TimeoutError, ValueError) as error:
        check.problems.append(f"broke off: {type(error).__name__} {error}")
    return check


def head_has_no_body(website: Website) -> Check:
    check = Check("a HEAD in a pipeline has no body, and the next answer follows at once")
    with Wire(website.base) as wire:
        wire.send(request(website, KOREA, "HEAD") + request(website, "/healthz"))
        try:
            first, second = wire.answer("HEAD"), wire.answer()
            check.expect(first.status == 200, f"HEAD answers {first.status}")
            check.expect(second.status == 200, f"/healthz after it answers {second.status}")
        except (Closed, TimeoutError, ValueError) as error:
            check.problems.append(f"broke off: {type(error).__name__} {error}")
    return check


def bodies_between(website: Website) -> Check:
    """The body of a request must not be taken for the next request."""
    check = Check("a GET with a body is followed by the next request's answer")
    body = b"GET /no-such-page HTTP/1.1\r\n\r\n"
    line = f"GET {KOREA} HTTP/1.1\r\nContent-Length: {len(body)}\r\n".encode()
    with Wire(website.base) as wire:
        wire.send(line + host(website) + b"\r\n" + body + request(website, "/healthz"))
        try:
            first, second = wire.answer(), wire.answer()
            check.expect(first.status in (200, 400, 413), f"the GET with a body answers {first.status}")
            check.expect(second.status == 200, f"the next request answers {second.status}: the body was taken for it")
        except (Closed, TimeoutError, ValueError) as error:
            closed = isinstance(error, Closed)  # refusing the body and closing is right too
            check.expect(closed, f"broke off: {type(error).__name__} {error}")
    return check


def slow(website: Website) -> Check:
    check = Check(f"{SLOW_CONNECTIONS} clients that never finish their request keep nobody else waiting")
    with ExitStack() as stack:
        for number in range(SLOW_CONNECTIONS):
            wire = stack.enter_context(Wire(website.base))
            wire.send(request(website, KOREA)[: 10 + number % 40])
        started = time.monotonic()
        for path in (KOREA, "/", "/search?q=korea"):
            status = website.request(path).status
            check.expect(status == 200, f"{path} answers {status} meanwhile")
        seconds = time.monotonic() - started
        check.expect(seconds < 2, f"three pages took {seconds:.1f} s meanwhile")
    check.expect(website.request("/healthz").status == 200, "/healthz fails after they hung up")
    return check


def hanging_up(website: Website) -> Check:
    check = Check("clients that hang up before they read their answer do no harm")
    for number in range(100):
        with Wire(website.base) as wire:
            wire.send(request(website, (KOREA, "/", "/search?q=korea")[number % 3]) * 5)
    status = website.request("/healthz").status
    check.expect(status == 200, f"/healthz answers {status} afterwards")
    return check


def parallel(website: Website) -> Check:
    check = Check(f"{CONNECTIONS} connections at once all get their page")
    with ExitStack() as stack:
        wires = [stack.enter_context(Wire(website.base, seconds=20)) for _ in range(CONNECTIONS)]
        for number, wire in enumerate(wires):
            wire.send(request(website, "/" if number % 2 else KOREA))
        for number, wire in enumerate(wires):
            try:
                status = wire.answer().status
                check.expect(status == 200, f"connection {number + 1}: {status}")
            except (Closed, TimeoutError, ValueError) as error:
                check.problems.append(f"connection {number + 1}: {type(error).__name__} {error}")
    return check
