"""Mail that comes back is handed to the listener of a served site by a real SMTP client, and the publisher sees what followed."""

from __future__ import annotations

import base64
import hmac
import json
import os
import smtplib
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from accessibility import looked_at
from browser import chromium
from check import Check
from desk import Person, Staff
from playwright.sync_api import Browser
from pop_mailbox import Mailbox
from website import Website

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Scripts"))
from example_site import free_port, serving  # noqa: E402

DOMAIN = "bounces.quarto.example"
SECRET = "a-secret-of-the-checks"
SEEN_SECONDS = 30.0
WIDTHS = [360, 768, 1440]
PEOPLE = ["hard", "full", "policy", "words", "complaint", "leaver", "letter", "hooked", "spared"]
ARTICLE = "/how-far-away-is-the-moon"


@dataclass(frozen=True)
class Post:
    """A served site with an edition that went to everybody."""

    website: Website
    staff: Staff
    port: int
    data: Path
    edition: str
    deliveries: dict[str, uuid.UUID]

    def address(self, person: str, prefix: str = "bounce-", purpose: str = "mail.return-path") -> str:
        return closed(self.data, self.deliveries[person], prefix, purpose)

    def send(self, recipient: str, mail: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=30) as client:
            client.sendmail("", [recipient], mail.replace("\n", "\r\n").encode())

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.data / "audience.sqlite", timeout=30)) as database:
            return list(database.execute(statement))

    def state(self, person: str) -> str:
        digest = digest_of(self.data, f"{person}@reader.example").hex()
        return str(self.rows(f"SELECT state FROM subscriber WHERE hex(digest) = '{digest.upper()}'")[0][0])

    def suppression(self, person: str) -> str:
        digest = digest_of(self.data, f"{person}@reader.example").hex()
        found = self.rows(f"SELECT reason FROM suppression WHERE hex(digest) = '{digest.upper()}'")
        return str(found[0][0]) if found else ""


def run(_: Website, staff: Staff) -> Iterator[Check]:
    with tempfile.TemporaryDirectory() as folder:
        with posting(staff.binary, Path(folder)) as post, chromium() as browser:
            yield reports(post)
            yield refusals(post)
            yield answers(post)
            yield notices(post)
            yield led_on(post)
            post.staff.add("petra", "publisher")
            yield from at_the_office(browser, post)
        yield counted(post)
        yield fetched(post, staff.binary, Path(folder))


@contextmanager
def posting(binary: Path, folder: Path) -> Iterator[Post]:
    """The example site, which listens for mail; its edition went to nobody but its ledger."""
    port = free_port()
    settings = {
        "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": "9", "MAIL_SECURITY": "none", "MAIL_FROM": "desk@quarto.example",
        "NEWSLETTER_BOUNCE_DOMAIN": DOMAIN, "NEWSLETTER_INTAKE": f"smtp://127.0.0.1:{port}",
        "NEWSLETTER_WEBHOOK_SECRET": SECRET, "NEWSLETTER_COUNTS_CLICKS": "true", "NEWSLETTER_SENDS": "false",
    }
    names = {f"MASTHEAD_{name}": value for name, value in settings.items()}
    os.environ.update(names)
    try:
        data = folder / "site"
        with serving(binary, data, folder / "log") as site:
            table = folder / "people.csv"
            lines = [f"{name}@reader.example,2024-05-01" for name in PEOPLE]
            table.write_text("\n".join(["address,consented", *lines]), encoding="ascii")
            subprocess.run(
                [str(binary), "import", "subscribers", str(table), "--data", str(data)], check=True, capture_output=True)
            edition, deliveries = ledger(data)
            yield Post(Website(site.url), Staff(binary, data), port, data, edition, deliveries)
    finally:
        for name in names:
            del os.environ[name]


def ledger(data: Path) -> tuple[str, dict[str, uuid.UUID]]:
    """Writes an edition of today, and that it was sent to everybody."""
    now = int(time.time() * 1000)
    edition = datetime.now(UTC).date().isoformat()
    deliveries = {name: uuid.uuid4() for name in PEOPLE}
    with closing(sqlite3.connect(data / "audience.sqlite", timeout=30)) as database, database:
        database.execute(
            "INSERT INTO edition (id, day, rhythm, state, subject, intro, since, until, goes, version, started, reach,"
            " is_reached, audience, halt, departures) VALUES (?, ?, 'daily', 'sending', 'The moon', '', ?, ?, ?, 1, ?,"
            " '', 1, ?, '', 0)", (edition, edition, now, now, now, now, len(PEOPLE)))
        database.execute(
            "INSERT INTO edition_item (edition, place, part, path, title, summary, kind, topics, bylines, at, note,"
            " is_left_out) VALUES (?, 0, 'published', ?, 'The moon', '', 'answer', '', '', ?, '', 0)",
            (edition, ARTICLE, now))
        for name, delivery in deliveries.items():
            digest = digest_of(data, f"{name}@reader.example")
            (subscriber,) = database.execute("SELECT id FROM subscriber WHERE digest = ?", (digest,)).fetchone()
            database.execute(
                "INSERT INTO delivery (edition, subscriber, id, state, due, attempts, changed, reason)"
                " VALUES (?, ?, ?, 'sent', ?, 1, ?, '')", (edition, subscriber, str(delivery), now, now))
        database.execute(
            "INSERT INTO delivery_tally (edition, worker, slot, state, count) VALUES (?, 'check', 0, 'sent', ?)",
            (edition, len(PEOPLE)))
    return edition, deliveries


def derived(secret: bytes, info: str) -> bytes:
    """One block of HKDF with SHA-256 and no salt (RFC 5869)."""
    key = hmac.digest(bytes(32), secret, "sha256")
    return hmac.digest(key, info.encode() + b"\x01", "sha256")


def digest_of(data: Path, address: str) -> bytes:
    key = derived((data / "audience.key").read_bytes(), "masthead digest")
    return hmac.digest(key, address.lower().encode(), "sha256")


def closed(data: Path, delivery: uuid.UUID, prefix: str, purpose: str) -> str:
    """The address that names a delivery, as the server closes it."""
    version, secret = (data / "keys" / "mail.seal").read_text(encoding="ascii").split()[-2:]
    number = bytes([int(version)])
    signing = derived(bytes.fromhex(secret), "masthead.seal.sign")
    hiding = derived(bytes.fromhex(secret), "masthead.seal.hide")
    tag = hmac.digest(signing, purpose.encode() + b"\0" + number + delivery.bytes, "sha256")[:10]
    stream = hmac.digest(hiding, tag + b"\0", "sha256")
    hidden = bytes(a ^ b for a, b in zip(delivery.bytes, stream, strict=False))
    name = base64.b32encode(number + tag + hidden).decode().rstrip("=").lower()
    return f"{prefix}{name}@{DOMAIN}"


def report(person: str, status: str, diagnostic: str) -> str:
    return f"""From: MAILER-DAEMON@mx.example
To: <>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.example.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {person}@reader.example
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} {diagnostic}

--b--
"""


def reports(post: Post) -> Check:
    check = Check("a real client hands reports to the listener, and only a dead address or a complaint ends a subscription")
    post.send(post.address("full"), report("full", "5.2.2", "mailbox full"))
    for _ in range(2):
        post.send(post.address("hard"), report("hard", "5.1.1", "user unknown"))
    post.send(
        post.address("words"),
        "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nHi. This is the program at mx.example.\n\n"
        "<words@reader.example>:\nUser unknown\n")
    post.send(
        post.address("complaint"),
        "From: feedback@mx.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\n\n--b\n'
        "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n--b--\n")
    post.send(post.address("policy"), report("policy", "5.7.1", "we do not like this sender"))
    expected = {"hard": "bounced", "words": "bounced", "complaint": "complained", "full": "", "policy": "", "spared": ""}
    for person, reason in expected.items():
        check.expect(post.suppression(person) == reason, f"{person} is suppressed for “{post.suppression(person)}”")
        state = "stopped" if reason else "active"
        check.expect(post.state(person) == state, f"{person} is {post.state(person)}")
    check.expect(len(post.rows("SELECT 1 FROM bounce WHERE kind = 'hard'")) == 2, "a report counted twice")
    [(state, halt)] = post.rows("SELECT state, halt FROM edition")
    check.expect(state == "paused" and "we do not like" in str(halt), f"the edition is {state}: {halt}")
    return check


def refusals(post: Post) -> Check:
    check = Check("a forged return path is refused, and so is mail for anybody else, or too much of it")
    good = post.address("spared")
    forged = good[:10] + ("b" if good[10] == "a" else "a") + good[11:]
    for recipient in (forged, "ann@reader.example", f"ann@{DOMAIN}", good.replace(DOMAIN, "elsewhere.example")):
        try:
            post.send(recipient, report("spared", "5.1.1", "user unknown"))
            check.problems.append(f"{recipient} was taken")
        except smtplib.SMTPRecipientsRefused as refusal:
            (code, _), = refusal.recipients.values()
            check.expect(code == 550, f"{recipient}: {code}")
    try:
        post.send(good, "Subject: long\n\n" + "a line\n" * 400_000)
        check.problems.append("a mail of 3 MB was taken")
    except (smtplib.SMTPDataError, smtplib.SMTPServerDisconnected, smtplib.SMTPSenderRefused):
        pass
    check.expect(post.state("spared") == "active", "somebody was suppressed")
    return check


def answers(post: Post) -> Check:
    check = Check("a mail ends a subscription, other answers wait for a person, and programs' answers do nothing")
    leave = post.address("leaver", "leave-", "mail.leave")
    for _ in range(2):
        post.send(leave, "From: leaver@reader.example\nSubject: unsubscribe\n\n")
    reply = post.address("letter", "reply-", "mail.reply")
    post.send(
        reply, "From: Lea Letter <letter@reader.example>\nSubject: =?utf-8?q?Re=3A_The_moon=2C_caf=C3=A9?=\n\n"
        "I read this with pleasure.\n<script>alert(1)</script>\n\n> The moon is far.\n")
    post.send(reply, "From: letter@reader.example\nAuto-Submitted: auto-replied\nSubject: stop\n\nstop\n")
    post.send(post.address("spared"), "From: x@y.example\nSubject: " + "long " * 60 + "\n\n\0\x01binary\n" + "w" * 900 + "\n")
    check.expect(post.state("leaver") == "left", f"the leaver is {post.state('leaver')}")
    check.expect(post.state("letter") == "active", f"the letter's writer is {post.state('letter')}")
    [(departures,)] = post.rows("SELECT departures FROM edition")
    check.expect(departures == 1, f"{departures} left")
    kept = sorted(str(row[0]) for row in post.rows("SELECT reason FROM unread_mail"))
    check.expect(kept == ["letter", "words"], f"kept are {kept}")
    return check


def notices(post: Post) -> Check:
    check = Check("a service's notice counts by its secret, and says clearly why not")
    notice = {"RecordType": "Bounce", "Type": "HardBounce", "Email": "hooked@reader.example", "Details": "550 5.1.1 no"}
    body = json.dumps(notice).encode()

    def status(path: str, content: bytes) -> int:
        return post.website.request(f"/hooks/mail/{path}", method="POST", body=content).status
    check.expect(status("postmark/another-secret-16", body) == 403, "a wrong secret was taken")
    check.expect(post.state("hooked") == "active", "a wrong secret did something")
    check.expect(status(f"postmark/{SECRET}", b"{") == 400, "what is no JSON was taken")
    check.expect(status(f"postmark/{SECRET}", b" " * 300_000) == 413, "300 kB were taken")
    check.expect(status(f"mailgun/{SECRET}", body) == 403, "Mailgun was believed without a key")
    for _ in range(2):
        check.expect(status(f"postmark/{SECRET}", body) == 204, "the notice was refused")
    check.expect(post.suppression("hooked") == "bounced", "the notice did nothing")
    return check


def led_on(post: Post) -> Check:
    check = Check("links of an edition lead to its pages alone")
    start = f"/newsletter/read/{post.edition}"
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    for headers in (agent, agent, {"User-Agent": "curl/8.5"}):
        answer = post.website.request(start + ARTICLE, headers=headers)
        check.expect(answer.status == 302, f"the link answers {answer.status}")
        check.expect(answer.headers.get("Location") == ARTICLE, f"it leads to {answer.headers.get('Location')}")
        check.expect("Set-Cookie" not in answer.headers, "it sets a cookie")
    for path in ("//evil.example/", "/how-we-make-money", "/%2F%2Fevil.example"):
        check.expect(post.website.request(start + path, headers=agent).status == 404, f"{path} leads somewhere")
    return check


def counted(post: Post) -> Check:
    check = Check("clicks are in the database once the server has stopped, by page and once for a reader")
    rows = post.rows("SELECT edition, path, count FROM edition_click")
    check.expect(rows == [(post.edition, ARTICLE, 1)], f"there are {rows}")
    return check


def fetched(post: Post, binary: Path, folder: Path) -> Check:
    check = Check("mail that came into a mailbox is fetched, and deleted there when it was dealt with")
    mails = [
        f"Delivered-To: {post.address('spared')}\n" + report("spared", "5.1.1", "user unknown"),
        "From: somebody@else.example\nTo: office@else.example\nSubject: Good morning\n\nHow are you?\n",
    ]
    with Mailbox(mails, "bounces", "right") as mailbox:
        settings = {
            "NEWSLETTER_BOUNCE_DOMAIN": DOMAIN, "NEWSLETTER_MAILBOX": f"pop3://127.0.0.1:{mailbox.port}",
            "NEWSLETTER_MAILBOX_USER": "bounces", "NEWSLETTER_MAILBOX_PASSWORD": "right",
        }
        names = {f"MASTHEAD_{name}": value for name, value in settings.items()}
        os.environ.update(names)
        try:
            with serving(binary, post.data, folder / "mailbox-log", command="serve"):
                deadline = time.monotonic() + SEEN_SECONDS
                while len(mailbox.deleted) < len(mails) and time.monotonic() < deadline:
                    time.sleep(0.1)
        finally:
            for name in names:
                del os.environ[name]
        check.expect(mailbox.deleted == {1, 2}, f"deleted are {mailbox.deleted}: {(folder / 'mailbox-log').read_text()[-500:]}")
    check.expect(post.suppression("spared") == "bounced", f"a fetched report did “{post.suppression('spared')}”")
    return check


def at_the_office(browser: Browser, post: Post) -> Iterator[Check]:
    petra = Person(browser, post.website, "petra")
    page = petra.sign_in("/publisher/subscribers/returned")
    base = post.website.base
    seen = Check("the publisher sees what came back, and why")
    text = page.inner_text("main")
    for words in ("No such address", "hard@reader.example", "550 5.1.1 user unknown", "Sender refused",
                  "Called spam", "Mailbox full", "postmark"):
        seen.expect(words in text, f"“{words}” is missing: {text[:600]}")
    looked_at(page, "returned", seen, WIDTHS)
    page.select_option("#field-kind", "full")
    page.click("button:has-text('Show')")
    seen.expect("hard@reader.example" not in page.inner_text("main"), "the filter keeps nothing out")
    yield seen

    read = Check("mail that nobody understood is shown as text, handed out as a file and dismissed")
    page.goto(f"{base}/publisher/subscribers/unread")
    looked_at(page, "unread", read, WIDTHS)
    page.click("a:has-text('Re: The moon, café')")
    text = page.inner_text("main")
    for words in ("<script>alert(1)</script>", "Lea Letter <letter@reader.example>", "an answer to an edition"):
        read.expect(words in text, f"“{words}” is missing: {text[:600]}")
    looked_at(page, "mail", read, WIDTHS)
    file = page.request.get(base + (page.get_attribute("a[href$='mail.eml']", "href") or ""))
    read.expect(file.headers.get("content-type") == "application/octet-stream", f"the file is {file.headers}")
    read.expect(b"I read this with pleasure" in file.body(), "the file isn't the mail")
    page.click("button:has-text('delete it')")
    read.expect("The mail is deleted." in page.inner_text("main"), page.inner_text("main")[:300])
    read.expect("The moon, café" not in page.inner_text("main"), "it is still there")
    yield read

    allowed = Check("an address is allowed again with a reason, which stays on record, and an old report doesn't stop it")
    page.goto(f"{base}/publisher/subscribers/suppressed")
    looked_at(page, "suppressed", allowed, WIDTHS)
    line = page.locator("li", has_text="hard@reader.example").first
    line.locator("summary").click()
    looked_at(page, "suppressed-open", allowed, WIDTHS)
    line.locator("form").evaluate("form => form.noValidate = true")
    line.locator("button").click()
    allowed.expect("Write why" in page.inner_text("main"), page.inner_text("main")[:300])
    line = page.locator("li", has_text="hard@reader.example").first
    line.locator("[name=why]").fill("She wrote from that very address.")
    line.locator("button").click()
    text = page.inner_text("main")
    allowed.expect("may be written to again" in text and "She wrote from that very address." in text, text[:600])
    allowed.expect(post.state("hard") == "active", f"the address is {post.state('hard')}")
    post.send(post.address("hard"), report("hard", "5.1.1", "user unknown"))
    allowed.expect(post.state("hard") == "active", "an old report stopped it again")
    looked_at(page, "suppressed-ended", allowed, WIDTHS)
    page.goto(f"{base}/publisher/subscribers")
    looked_at(page, "subscribers", allowed, WIDTHS)
    allowed.problems += [error for error in petra.listener.errors if "status of 422" not in error]
    yield allowed
