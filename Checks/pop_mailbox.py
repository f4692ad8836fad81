"""A mailbox of a check's own that is fetched by POP3 (RFC 1939), one client after another."""

from __future__ import annotations

import socketserver
import threading


class Mailbox:
    """Listens on entering, with some mails in it; `deleted` are the numbers of those that were taken away."""

    def __init__(self, mails: list[str], user: str, password: str) -> None:
        self.mails = [mail.replace("\n", "\r\n").encode() for mail in mails]
        self.user = user
        self.password = password
        self.deleted: set[int] = set()
        mailbox = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                mailbox.speak(self)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self.server.daemon_threads = True
        self.port: int = self.server.server_address[1]

    def __enter__(self) -> Mailbox:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def speak(self, session: socketserver.StreamRequestHandler) -> None:
        session.wfile.write(b"+OK here\r\n")
        user = ""
        signed_in = False
        leaving: set[int] = set()
        for line in session.rfile:
            word, *rest = line.decode("ascii", "replace").split() or [""]
            number = int(rest[0]) if rest and rest[0].isdigit() else 0
            match word.upper():
                case "CAPA":
                    answer = b"+OK\r\nUSER\r\n.\r\n"
                case "USER":
                    user = rest[0]
                    answer = b"+OK\r\n"
                case "PASS":
                    signed_in = (user, rest[0]) == (self.user, self.password)
                    answer = b"+OK\r\n" if signed_in else b"-ERR no\r\n"
                case "QUIT":
                    # Only now what was deleted is gone.
                    self.deleted |= leaving
                    session.wfile.write(b"+OK\r\n")
                    return
                case _ if not signed_in:
                    answer = b"-ERR who are you\r\n"
                case "LIST":
                    here = [(place + 1, len(mail)) for place, mail in enumerate(self.mails) if place + 1 not in self.deleted]
                    answer = b"+OK\r\n" + b"".join(b"%d %d\r\n" % entry for entry in here) + b".\r\n"
                case "RETR":
                    answer = b"+OK\r\n" + self.mails[number - 1].replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n"
                case "DELE":
                    leaving.add(number)
                    answer = b"+OK\r\n"
                case _:
                    answer = b"-ERR what\r\n"
            session.wfile.write(answer)
