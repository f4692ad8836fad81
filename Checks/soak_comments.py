#!/usr/bin/env python3
"""Kills the server at random moments while readers write comments, and looks that every one it acknowledged is there, once.

    Checks/soak_comments.py .build/debug/masthead --sqlite 100 --postgres 100

Each comment has words of its own and comes from a network of its own. A reader whose comment was under way at a kill sends
the same form again when the server is back, as a browser does that loads the page again; every third reader clicks twice.
The status is 1 if a comment that was acknowledged is missing, or if any is there more than once.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import secrets
import sys
import tempfile
import threading
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from postgres_server import PostgresServer
from soak import HOST, LONGEST_LIFE_SECONDS, Server, ask, run
from soak_clicks import Ledger, prepare

READERS = 8
ARTICLE = "/do-many-south-koreans-defect-to-north-korea"
DISCUSSION = f"/discussion{ARTICLE}"
SEAL = re.compile(r'name="form" value="([^"]+)"')
TWICE_EVERY = 3  # comments


@dataclass
class Comment:
    """What one reader writes, and whether they were told that it was taken in."""

    words: str
    nonce: str
    network: str
    is_acknowledged: bool = False


@dataclass
class Readers:
    """Several readers who write one comment after another, until the server is gone."""

    port: int
    seal: str
    chance: random.Random
    again: list[Comment]
    comments: list[Comment] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            while True:
                with self.lock:
                    comment = self.again.pop() if self.again else new_comment(self.chance)
                    self.comments.append(comment)
                    clicks = 2 if len(self.comments) % TWICE_EVERY == 0 else 1
                for _ in range(clicks):
                    self.send(connection, comment)
        except (OSError, http.client.HTTPException):
            return
        finally:
            connection.close()

    def send(self, connection: http.client.HTTPConnection, comment: Comment) -> None:
        form = urlencode({"form": self.seal, "text": comment.words, "nonce": comment.nonce})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": comment.network}
        connection.request("POST", DISCUSSION, form, headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 303:
            self.faults.append(f"a comment was answered {answer.status}: {body[-1500:]!r}")
        elif not (answer.headers["Location"] or "").startswith("/discussion/comment/"):
            self.faults.append(f"a comment led to {answer.headers['Location']!r}")
        else:
            comment.is_acknowledged = True


def new_comment(chance: random.Random) -> Comment:
    words = " ".join(f"{chance.getrandbits(40):x}" for _ in range(12))
    network = f"{chance.randint(1, 223)}.{chance.randint(0, 255)}.{chance.randint(0, 255)}.9"
    return Comment(words, urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("="), network)


def seal(port: int) -> str:
    """What the form on the article’s page says of itself."""
    page = ask(port, "GET", ARTICLE, {}, "")[1]
    found = SEAL.search(page)
    if found is None:
        raise SystemExit("soak: the article has no form for a comment")
    return found.group(1)


class Comments(Ledger):
    """The audience store, past the server."""

    def __init__(self, data: Path, database: PostgresServer | None) -> None:
        super().__init__(data, database, "audience")

    def texts(self) -> dict[str, int]:
        return {text: int(count) for text, count in self.run("SELECT text, count(*) FROM comment WHERE origin IS NULL GROUP BY text")}


def soak(binary: Path, kills: int, chance: random.Random, database: PostgresServer | None) -> bool:
    """Kills again and again; whether the comments are right."""
    environment = dict(os.environ)
    environment["MASTHEAD_DATABASE"] = database.address if database else "sqlite"
    environment["MASTHEAD_HTTP_BEHIND_PROXY"] = "true"
    written: dict[str, Comment] = {}
    under_way = 0
    with tempfile.TemporaryDirectory(prefix="masthead-soak-") as folder:
        data = Path(folder, "data")
        server = prepare(binary, data, environment)
        comments = Comments(data, database)
        again: list[Comment] = []
        for number in range(kills):
            server.start()
            readers = Readers(server.port, seal(server.port), chance, again)
            threads = [threading.Thread(target=readers.run) for _ in range(READERS)]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.05, LONGEST_LIFE_SECONDS))
            server.kill()
            for thread in threads:
                thread.join()
            if readers.faults:
                raise SystemExit(f"soak: kill {number + 1}: {readers.faults[0]}\n{server.last_words()}")
            written |= {comment.words: comment for comment in readers.comments}
            again = [comment for comment in readers.comments if not comment.is_acknowledged] + readers.again
            under_way += len(again)
        there = comments.texts()
    wrong = []
    for words, comment in written.items():
        count = there.get(words, 0)
        if not int(comment.is_acknowledged) <= count <= 1:
            wrong.append(f"{words}: {'acknowledged' if comment.is_acknowledged else 'under way'}, and there {count} times")
    for line in wrong[:20]:
        print(line, flush=True)
    acknowledged = sum(comment.is_acknowledged for comment in written.values())
    engine = "PostgreSQL" if database else "SQLite"
    print(
        f"{kills} kills on {engine}: {acknowledged} comments acknowledged, {under_way} under way when it was killed, "
        f"{len(wrong)} lost or there twice",
        flush=True,
    )
    return not wrong and acknowledged >= kills


if __name__ == "__main__":
    sys.exit(run(__doc__, soak))
