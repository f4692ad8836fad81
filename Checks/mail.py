#!/usr/bin/env python3
"""Checks outgoing mail as its receivers see it, and what is understood of mail that comes back.

    Checks/mail.py .build/debug/masthead

Hands messages, and an edition that is really sent, to a Postfix of its own and reads them where they were delivered: with Python's strict parser, with dkimpy
against the records that were printed, and with SpamAssassin without network. What comes back is compared with what
flufl.bounce finds in the bounces of its own tests. The status is 1 if anything is wrong.
"""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import dkim
from check import Check
from flufl.bounce import all_failures
from postfix_server import DOMAIN, PostfixServer

MESSAGES = 3
MOST_SPAM_POINTS = 2.0
LONGEST_LINE = 78
ONCE = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Id", "List-Unsubscribe",
        "List-Unsubscribe-Post", "List-Help", "List-Owner", "List-Archive", "List-Post", "Precedence"]
SUBJECTS = ["Five days in Busan", "Été à Busan : cinq jours", "부산에서 닷새, 그리고 바다까지 걸어서 십 분이면 닿는 골목길 이야기"]
# These say nothing of an address.
SPARED = re.compile(r"^5\.(7\.\d+|2\.2|3\.\d+|4\.\d+)$")


def outgoing(binary: Path) -> Iterator[Check]:
    with tempfile.TemporaryDirectory(prefix="masthead-mail-") as name, PostfixServer() as server:
        keys = Path(name)
        run = subprocess.run(
            [str(binary), "send-sample", "--port", str(server.port), "--to", f"ann@{DOMAIN}", "--keys", name,
             "--messages", str(MESSAGES)], capture_output=True, text=True, check=False)
        taken = Check("a Postfix takes every message")
        taken.expect(run.returncode == 0, run.stdout + run.stderr)
        yield taken
        mails = sorted(server.mails(MESSAGES), key=lambda mail: SUBJECTS.index(str(parsed(mail)["Subject"])))
        records = dict(line.split(" ", 1) for line in (keys / "records.txt").read_text(encoding="ascii").splitlines())
        secret = Check("keys are their owner's alone")
        for file in keys.glob("*.pem"):
            secret.expect(file.stat().st_mode & 0o777 == 0o600, f"{file.name}: {file.stat().st_mode:o}")
        yield secret
        yield headers(mails)
        yield texts(mails)
        yield signatures(mails, records)
        yield forgeries(mails[0], records)
        yield spam(mails)


# What a real edition tells: part, path, title, summary, who, note.
ITEMS = [
    ("published", "/five-days-in-busan", "Five days in Busan", "The fast train takes two hours and a half.", "Ann Doe", ""),
    ("corrected", "/the-moon", "How far is the moon?", "384,400 km on average.", "Bob Roe", "It said 384,000 km."),
    ("comment", "/the-moon", "How far is the moon?", "I measured it from my garden, and it is about right.", "", "Cleo"),
    ("archive", "/tea", "Été : le thé", "Which water, and for how long.", "Ann Doe", ""),
]
EDITION, SITE = "2026-11-26", "https://quarto.example"


def edition(binary: Path) -> Iterator[Check]:
    """An edition from the ledger to the mailbox: init, keys, subscribers, “newsletter send”."""
    with tempfile.TemporaryDirectory(prefix="masthead-mail-") as name, PostfixServer() as server:
        data = Path(name, "data")
        environment = os.environ | {
            "MASTHEAD_DATABASE": "sqlite", "MASTHEAD_SITE_ADDRESS": SITE, "MASTHEAD_MAIL_SERVER": "127.0.0.1",
            "MASTHEAD_MAIL_PORT": str(server.port), "MASTHEAD_MAIL_SECURITY": "none",
            "MASTHEAD_MAIL_FROM": "daily@quarto.example", "MASTHEAD_NEWSLETTER_BOUNCE_DOMAIN": "bounces.quarto.example",
        }

        def command(*words: str) -> str:
            line = [str(binary), *words, "--data", str(data)]
            done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment)
            if done.returncode != 0:
                raise SystemExit(f"mail: {' '.join(words)}: {done.stdout}{done.stderr}")
            return done.stdout

        command("init", "--name", "Quarto, daily", "--contact", "editors@quarto.example")
        records = published(command("newsletter", "keys"))
        environment["MASTHEAD_NEWSLETTER_DKIM"] = ",".join(record.split(".")[0] for record in records)
        table = Path(name, "subscribers.csv")
        table.write_text(f"address\nann@{DOMAIN}\nann+two@{DOMAIN}\n", encoding="ascii")
        command("import", "subscribers", str(table), "--consented", "2024-05-01")
        write_edition(data / "audience.sqlite")
        sent = Check("an edition goes through a Postfix to every subscriber")
        sent.expect("2 sent" in command("newsletter", "send", EDITION), "not everybody’s was sent")
        mails = server.mails(2)
        yield sent
        yield headers(mails)
        yield signatures(mails, records)
        yield spam(mails)
        yield personal(mails)


def published(output: str) -> dict[str, str]:
    """The records of the keys that were made, as a name server gives them."""
    records = {}
    for line in output.splitlines():
        found = re.match(r"(\S+\._domainkey\.\S+)\s.*?TXT\s+(.*)$", line.strip())
        if found:
            value = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(2)))
            records[found.group(1).rstrip(".")] = value.replace("\\;", ";")
    return records


def write_edition(file: Path) -> None:
    with sqlite3.connect(file, timeout=30) as database:
        database.execute(
            "INSERT INTO edition (id, day, rhythm, state, subject, intro, since, until, goes, version, reach, is_reached,"
            " audience, halt, departures) VALUES (?, ?, 'daily', 'draft', ?, ?, 0, 1, 1, 1, '', 0, 0, '', 0)",
            [EDITION, EDITION, ITEMS[0][2], "Good morning. Today it is *Busan*."])
        for place, (part, path, title, summary, byline, note) in enumerate(ITEMS):
            database.execute(
                "INSERT INTO edition_item (edition, place, part, path, title, summary, kind, topics, bylines, at, note,"
                " is_left_out) VALUES (?, ?, ?, ?, ?, ?, 'answer', '', ?, 1, ?, 0)",
                [EDITION, place, part, path, title, summary, byline, note])


def personal(mails: list[bytes]) -> Check:
    check = Check("each copy tells the edition, with its recipient's own links")
    ways = set()
    for mail in mails:
        message = parsed(mail)
        text, html = (part.get_content() for part in message.iter_parts())
        leave = re.search(r"<(https://[^>]+/newsletter/leave/[\w-]+)>", str(message["List-Unsubscribe"]))
        reply = re.search(r"<mailto:(leave-[a-z2-7]{44}@bounces\.quarto\.example)\?subject=leave>",
                          str(message["List-Unsubscribe"]))
        sender = re.search(r"<(bounce-[a-z2-7]{44}@bounces\.quarto\.example)>", str(message["Return-Path"]))
        if check.expect(leave and reply and sender, f"{message['List-Unsubscribe']} {message['Return-Path']}"):
            check.expect(leave.group(1) in text and leave.group(1) in html, "another link to leave")  # type: ignore[union-attr]
            ways |= {leave.group(1), reply.group(1), sender.group(1)}  # type: ignore[union-attr]
        for _, path, title, summary, _, note in ITEMS:
            for body in (text, html):
                check.expect(title in body or title.replace("é", "&eacute;") in body, f"{title} is not told")
                check.expect(f"{SITE}{path}" in body, f"no link to {path}")
            check.expect(summary in " ".join(text.split()) and note in text, f"{summary} {note}")
        check.expect("%%" not in text + html, "a mark is left")
    check.expect(len(ways) == 3 * len(mails), "two copies have an address in common")
    return check


def parsed(mail: bytes) -> EmailMessage:
    return email.message_from_bytes(mail, policy=email.policy.strict)  # type: ignore[return-value]


def headers(mails: list[bytes]) -> Check:
    check = Check("each field is there once, and well-formed")
    for mail in mails:
        message = parsed(mail)
        check.expect(not message.defects, f"defects: {message.defects}")
        for field in ONCE:
            values = message.get_all(field, [])
            if check.expect(len(values) == 1, f"{field}: {len(values)} times"):
                check.expect(not getattr(values[0], "defects", ()), f"{field}: {values[0].defects}")
        check.expect(re.fullmatch(r"<https://[^<>\s]+>(, <mailto:[^<>\s]+>)?", str(message["List-Unsubscribe"])),
                     message["List-Unsubscribe"])
        check.expect(message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", message["List-Unsubscribe-Post"])
        check.expect(message["List-Post"] == "NO", message["List-Post"])
        check.expect(str(message["From"]) == '"Quarto, daily" <daily@quarto.example>', str(message["From"]))
        check.expect("Bcc" not in message, "Bcc")
        head, _, body = mail.partition(b"\n\n")
        long = [line for line in (head + b"\n" + body).split(b"\n") if len(line) > LONGEST_LINE]
        # Addresses can't be folded.
        foldable = [line for line in long if not any(word in line for word in (b"https://", b"mailto:", b"Return-Path"))]
        check.expect(not foldable, f"long lines: {foldable}")
        check.expect(mail.isascii(), "letters beyond ASCII")
    check.expect(len({parsed(mail)["Message-ID"] for mail in mails}) == len(mails), "one Message-ID twice")
    return check


def texts(mails: list[bytes]) -> Check:
    check = Check("text and HTML say the same, each with its own link")
    for number, mail in enumerate(mails):
        message = parsed(mail)
        check.expect(message.get_content_type() == "multipart/alternative", message.get_content_type())
        parts = list(message.iter_parts())
        if not check.expect([p.get_content_type() for p in parts] == ["text/plain", "text/html"], "other parts"):
            continue
        text, html = (part.get_content().replace("\r\n", "\n") for part in parts)
        link = f"https://quarto.example/newsletter/leave/token-{number}?a=b&c=d"
        check.expect(text.endswith(f"To leave: {link}\n"), text[-120:])
        check.expect(f'<a href="{link.replace("&", "&amp;")}">' in html, html[-200:])
        check.expect(not any(part.defects for part in parts), "defects in a part")
        if number == 0:
            check.expect("\n.A line with a dot.\nFrom here it is" in text, text[:200])
    return check


def signatures(mails: list[bytes], records: dict[str, str]) -> Check:
    check = Check("both signatures hold, and cover what RFC 8058 asks for")
    for mail in mails:
        mail = mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        found = parsed(mail).get_all("DKIM-Signature", [])
        check.expect(len(found) == 2, f"{len(found)} signatures")
        for number, signature in enumerate(found):
            check.expect(holds(mail, number, records), f"{str(signature)[:60]} is wrong")
            names = re.sub(r"\s", "", re.search(r"h=([^;]*);", str(signature)).group(1)).split(":")  # type: ignore[union-attr]
            for field in ["from", "to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post",
                          "mime-version", "content-type"]:
                check.expect(field in names, f"{field} is not signed")
            check.expect(names.count("from") == 2, "another From could be added")
    for name, value in records.items():
        check.expect(value.startswith("v=DKIM1; k="), f"{name}: {value[:40]}")
    return check


def forgeries(mail: bytes, records: dict[str, str]) -> Check:
    check = Check("a message that was changed is no longer signed")
    mail = mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    changes = {
        "body": mail.replace(b"fast train", b"slow train"),
        "link": mail.replace(b"List-Unsubscribe: <https://quarto", b"List-Unsubscribe: <https://other"),
        "second From": b"From: <evil@evil.example>\r\n" + mail,
        "second From below": mail.replace(b"\r\nTo: ", b"\r\nFrom: <evil@evil.example>\r\nTo: ", 1),
        "subject": mail.replace(b"Subject: Five", b"Subject: Four"),
    }
    for what, changed in changes.items():
        check.expect(changed != mail, f"{what} was not changed")
        for number in range(2):
            check.expect(not holds(changed, number, records), f"{what}: still signed")
    return check


def holds(mail: bytes, number: int, records: dict[str, str]) -> bool:
    try:
        return bool(dkim.DKIM(mail).verify(idx=number, dnsfunc=lookup(records)))
    except dkim.DKIMException:
        return False


def lookup(records: dict[str, str]):  # noqa: ANN201
    def answer(name: bytes, timeout: int = 5) -> bytes | None:
        del timeout
        value = records.get(name.decode("ascii").rstrip("."))
        return value.encode("ascii") if value else None

    return answer


def spam(mails: list[bytes]) -> Check:
    check = Check(f"SpamAssassin gives fewer than {MOST_SPAM_POINTS:g} points")
    for mail in mails:
        run = subprocess.run(["spamassassin", "-L", "-t"], input=mail, capture_output=True, check=True)
        report = run.stdout.decode("utf-8", "replace")
        points = re.search(r"score=(-?[\d.]+)", re.sub(r"\n\s+", " ", report))
        tests = re.search(r"tests=([A-Z0-9_, \n\t]+)", report)
        named = tests.group(1).split() if tests else []
        if check.expect(points, "no score"):
            check.expect(float(points.group(1)) < MOST_SPAM_POINTS, f"{points.group(1)}: {named}")  # type: ignore[union-attr]
    return check


# Their words name somebody in a way that the reader of worded reports does not know yet.
NOT_FOUND = {"simple_16.txt", "simple_25.txt"}


def bounces(binary: Path) -> Iterator[Check]:
    with tempfile.TemporaryDirectory(prefix="masthead-bounces-") as name:
        files = samples(Path(name))
        run = subprocess.run([str(binary), "read-bounces", *map(str, files)], capture_output=True, text=True, check=True)
        ours = {entry["file"]: entry for entry in map(json.loads, run.stdout.splitlines())}
        found = Check(f"each address that flufl.bounce finds is found, but in {len(NOT_FOUND)} samples")
        found.expect(len(files) > 100, f"only {len(files)} samples")
        spared = Check("no policy, full mailbox or failing system is called a dead address")
        delayed = Check("what flufl.bounce calls temporary is no dead address")
        for file in files:
            temporary, permanent = all_failures(email.message_from_bytes(file.read_bytes()))
            events = ours[file.name]["events"]
            named = {event["address"].lower() for event in events}
            for address in temporary | permanent:
                text = address.decode("latin-1").lower()
                if ".." not in text and file.name not in NOT_FOUND:  # two dots in a row are no address any more
                    found.expect(text in named, f"{file.name}: {text}; {ours[file.name]['report']}")
            for event in events:
                is_dead = event["what"] == "failed" and event["kind"] == "deadAddress"
                spared.expect(not (is_dead and SPARED.match(event["status"])), f"{file.name}: {event}")
                is_temporary = event["address"].lower().encode() in {a.lower() for a in temporary - permanent}
                delayed.expect(not (is_dead and is_temporary), f"{file.name}: {event}")
        yield found
        yield spared
        yield delayed


def samples(folder: Path) -> list[Path]:
    """The bounces of flufl.bounce's tests, which only its source archive has."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary",
         ":all:", "--dest", str(folder), f"flufl.bounce=={version()}"], check=True)
    [archive] = folder.glob("flufl*.tar.gz")
    files = []
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member) if re.search(r"/tests/data/[\w.]+\.txt$", member.name) else None
            if content:
                files.append(folder / Path(member.name).name)
                files[-1].write_bytes(content.read())
    return sorted(files)


def version() -> str:
    text = (Path(__file__).parent / "requirements.txt").read_text(encoding="ascii")
    return re.search(r"^flufl\.bounce==(\S+)$", text, re.MULTILINE).group(1)  # type: ignore[union-attr]


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    passed = failed = 0
    for part in (outgoing, edition, bounces):
        for check in part(Path(sys.argv[1]).resolve()):
            print("\n".join(check.lines("mail")), flush=True)
            passed, failed = passed + check.passed, failed + (not check.passed)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
