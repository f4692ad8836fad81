"""HTTP over a bare socket, to say what no proper client would."""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

SECONDS = 5.0
NO_BODY = {204, 304}


@dataclass(frozen=True)
class Answer:
    """One answer."""

    status: int
    headers: dict[str, str]
    body: bytes


class Closed(Exception):
    """The server closed the connection instead of answering."""


class Wire:
    """A connection that sends what it is told and reads one answer at a time."""

    def __init__(self, base: str, seconds: float = SECONDS) -> None:
        address = urlsplit(base)
        self.socket = socket.create_connection((address.hostname or "", address.port or 80), timeout=seconds)
        self.received = b""

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Sends all of it; a server that closes early is found out when reading."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self.socket.sendall(data)

    def _more(self) -> bool:
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b""
        self.received += data
        return bool(data)

    def _until(self, end: bytes) -> bytes:
        while end not in self.received:
            if not self._more():
                raise Closed(f"closed after {len(self.received)} bytes")
        found, _, self.received = self.received.partition(end)
        return found

    def _exactly(self, count: int) -> bytes:
        while len(self.received) < count:
            if not self._more():
                raise Closed(f"closed in a body, after {len(self.received)} of {count} bytes")
        found, self.received = self.received[:count], self.received[count:]
        return found

    def answer(self, method: str = "GET") -> Answer:
        """Reads one answer. Raises Closed when there is none, and TimeoutError when the server stays silent."""
        start, *lines = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        version, _, rest = start.partition(" ")
        if not version.startswith("HTTP/1.") or not rest[:3].isdigit():
            raise ValueError(f"this is no HTTP answer: {start[:60]!r}")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return Answer(int(rest[:3]), headers, self._body(method, int(rest[:3]), headers))

    def _body(self, method: str, status: int, headers: dict[str, str]) -> bytes:
        if method == "HEAD" or status in NO_BODY:
            return b""
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = b""
            while size := int(self._until(b"\r\n").split(b";")[0], 16):
                body += self._exactly(size)
                self._until(b"\r\n")
            self._until(b"\r\n")
            return body
        if "content-length" in headers:
            return self._exactly(int(headers["content-length"]))
        while self._more():
            pass
        body, self.received = self.received, b""
        return body
