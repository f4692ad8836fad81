"""A mail server of a check's own that takes everything, and remembers whose mail it has acknowledged."""

from __future__ import annotations

import re
import socket
import threading
import time
from dataclasses import dataclass, field

HOST = "127.0.0.1"
GREETING = b"220 sink\r\n"
EXTENSIONS = b"250-sink\r\n250 PIPELINING\r\n"
MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>]+)>", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    """What it has taken over."""

    sender: str
    recipient: str
    message_id: str


@dataclass
class MailSink:
    """Listens on entering, and is closed on leaving."""

    pause: float = 0.0  # before each acknowledgement, so that some are under way at any moment
    mails: list[Mail] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> MailSink:
        self.socket = socket.create_server((HOST, 0), backlog=100)
        self.port = int(self.socket.getsockname()[1])
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[connection], daemon=True).start()

    def serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.sendall(GREETING)
                stream = connection.makefile("rb")
                self.talk(connection, stream)
            except OSError:
                return

    def talk(self, connection: socket.socket, stream: object) -> None:
        sender = recipient = ""
        for line in stream:  # type: ignore[attr-defined]
            word = line[:4].upper()
            if word == b"EHLO":
                connection.sendall(EXTENSIONS)
            elif word == b"MAIL":
                sender = address(line)
                connection.sendall(b"250 2.1.0 ok\r\n")
            elif word == b"RCPT":
                recipient = address(line)
                connection.sendall(b"250 2.1.5 ok\r\n")
            elif word == b"DATA":
                connection.sendall(b"354 go on\r\n")
                head: list[bytes] = []
                is_head = True
                for part in stream:  # type: ignore[attr-defined]
                    if part == b".\r\n":
                        break
                    is_head = is_head and part != b"\r\n"
                    if is_head:
                        head.append(part)
                else:
                    return
                if self.pause:
                    time.sleep(self.pause)
                found = MESSAGE_ID.search(b"".join(head))
                with self.lock:
                    self.mails.append(Mail(sender, recipient, found.group(1).decode() if found else ""))
                connection.sendall(b"250 2.0.0 taken\r\n")
            elif word == b"QUIT":
                connection.sendall(b"221 2.0.0 bye\r\n")
                return
            else:
                connection.sendall(b"250 2.0.0 ok\r\n")


def address(line: bytes) -> str:
    return line.partition(b"<")[2].partition(b">")[0].decode("ascii", "replace")
