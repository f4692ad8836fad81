"""What checks found of links is in the database; readers, the business desk and the writers' desk each get what is theirs of it."""

from __future__ import annotations

import re
import sqlite3
import time
import uuid
from collections.abc import Iterator

from accessibility import looked_at, unfolded, violations
from browser import HEIGHT, chromium
from check import Check
from desk import Person, Staff
from playwright.sync_api import Page
from website import Website

WIDTHS = [360, 768, 1440]
SECONDS = 1.5
ARTICLE = "/how-to-choose-a-first-telescope"
DESTINATION = "https://www.northlight-optics.example/telescopes/dobsonian-150"
DAY = 86_400_000
EARNING = "https://hop.example/?to=x"
CHECKED = """INSERT INTO link_check (link, way, address, state, checked, next_check, failures, first_failure, unclear,
    status, error, mark, marks, marked_since, detail, chain)
    VALUES (:link, :way, :address, :state, :now, :next, :failures, :since, 0, :status, :error, :mark, :marks, :marked,
        :detail, :chain)"""
SEEN = """INSERT INTO link_event (number, at, name, destination, kind, detail) VALUES
    ((SELECT coalesce(max(number), 0) + 1 FROM link_event), ?, 'The link check', ?, 'found', ?)"""


def run(website: Website, staff: Staff) -> Iterator[Check]:
    for name, role in {"hal": "business", "wim": "writer"}.items():
        staff.add(name, role)
    with chromium() as browser:
        hal, wim = Person(browser, website, "hal"), Person(browser, website, "wim")
        page, desk = hal.sign_in("/business/link-health"), wim.sign_in("/desk/links")
        yield nowhere(page, website, staff)
        yield left(page, website)
        yield stock(page, website)
        yield at_the_desk(desk, website, staff)
        yield accessible(page, website, ["/business/link-health", page_of(page, website), "/business/stock-rules"], "business")
        yield accessible(desk, website, ["/desk/links", "/desk"], "desk")
        quiet = Check("no page about links complains on the console")
        meant = re.compile(r"status of (404|422)")
        quiet.problems += [error for person in (hal, wim) for error in person.listener.errors if not meant.search(error)]
        yield quiet


def earning(website: Website) -> str | None:
    """The address over this site by which the article leads to the destination; `None` when it leads there plainly."""
    body = website.request(ARTICLE).body.decode()
    found = re.search(rf'<a href="(/go/[^"]+)"[^>]* data-plain="{re.escape(DESTINATION)}"', body)
    return found[1] if found else None


def found(staff: Staff, state: str, mark: str = "", way: str = "plain") -> None:
    """Writes down that the last checks of the destination showed this, as a server would."""
    now = int(time.time() * 1000)
    with sqlite3.connect(staff.data / "commerce.sqlite", timeout=10) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM checked_link WHERE destination = ?", (DESTINATION,))
        link = str(uuid.uuid4())
        database.execute("INSERT INTO checked_link (id, destination) VALUES (?, ?)", (link, DESTINATION))
        for each, address in (("plain", DESTINATION), ("earning", EARNING)):
            is_it = each == way
            is_dead = is_it and state == "dead"
            hops = [f"302 {address}", "200 https://lost.example/shop"] if is_it and mark else [f"{404 if is_dead else 200} {address}"]
            database.execute(CHECKED, {
                "link": link, "way": each, "address": address, "state": state if is_it else "well", "now": now,
                "next": now + 7 * DAY, "failures": 5 if is_dead else 0, "since": now - 6 * DAY if is_dead else None,
                "status": 404 if is_dead else 200, "error": "The site answered with status 404." if is_dead else None,
                "mark": mark if is_it and mark else None, "marks": 2 if is_it and mark else 0,
                "marked": now - 3 * DAY if is_it and mark else None,
                "detail": "It leads to lost.example, not to northlight-optics.example." if is_it and mark else "",
                "chain": "\n".join(hops),
            })  # fmt: skip
        database.execute(SEEN, (now, DESTINATION, f"{mark or state}: As it was found."))


def page_of(page: Page, website: Website) -> str:
    page.goto(f"{website.base}/business/link-health")
    return page.locator(f".line-title a:has-text('{DESTINATION}')").first.get_attribute("href") or ""


def nowhere(page: Page, website: Website, staff: Staff) -> Check:
    check = Check("a dead link earns nothing within a second, and over /go there are words and the way back")
    go = earning(website)
    if not check.expect(go, "the article has no link that earns to begin with") or not go:
        return check
    check.expect(website.request(go).status == 302, "it doesn't lead on to begin with")
    found(staff, "dead")
    end = time.monotonic() + SECONDS
    while earning(website) and time.monotonic() < end:
        time.sleep(0.05)
    check.expect(earning(website) is None, "the article still earns by it")
    check.expect(DESTINATION in website.request(ARTICLE).body.decode(), "the writer's link is gone")
    answer = website.request(go)
    check.expect(answer.status == 200, f"{go} answers {answer.status}")
    check.expect("no longer leads anywhere" in answer.body.decode(), "it doesn't say so")
    check.expect(f'<a href="{ARTICLE}">' in answer.body.decode(), "it doesn't lead back to the article")
    check.expect(answer.headers.get("Cache-Control") == "no-store", "somebody may keep it")
    check.expect("noindex" in (answer.headers.get("X-Robots-Tag") or ""), "search engines may list it")
    page.goto(f"{website.base}/business/link-health")
    queue = page.inner_text("main")
    check.expect(DESTINATION in queue and "Dead" in queue, "it is not in the queue")
    page.goto(website.base + page_of(page, website))
    check.expect("answered 404" in page.inner_text("main"), "the way that was taken is not shown")
    page.goto(f"{website.base}{go}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        check.problems += [f"{go} at {width} px: {line}" for line in violations(page)]
    found(staff, "well", mark="elsewhere")
    return check


def left(page: Page, website: Website) -> Check:
    check = Check("trouble can be left alone with a note, and taken up again")
    page.goto(website.base + page_of(page, website))
    page.fill("[name=note]", "The shop moves this week.")
    page.fill("[name=until]", "1999-01-01")
    page.click("button:has-text('Leave it alone')")
    check.expect("That day is over" in page.inner_text("main"), "a day that is over is taken")
    check.expect(page.input_value("[name=note]") == "The shop moves this week.", "what was typed is gone")
    page.fill("[name=until]", time.strftime("%Y-%m-%d", time.gmtime(time.time() + 20 * 86_400)))
    page.click("button:has-text('Leave it alone')")
    check.expect("left alone up to" in page.inner_text(".notice"), "it is not left")
    page.goto(f"{website.base}/business/link-health")
    check.expect("The shop moves this week." in page.inner_text("main"), "the note is not shown")
    check.expect("No link is in trouble" in page.inner_text("main"), "it is still in the queue")
    page.goto(website.base + page_of(page, website))
    page.click("button:has-text('Take it up again')")
    page.goto(f"{website.base}/business")
    check.expect("1 to look at" in page.inner_text("main"), "the overview doesn't count it")
    return check


def stock(page: Page, website: Website) -> Check:
    check = Check("a rule for out of stock is added, refused twice, and ended")
    page.goto(f"{website.base}/business/stock-rules")
    for _ in range(2):
        page.fill("[name=text]", "Sold out")
        page.click("button:has-text('Add the rule')")
    check.expect("There is such a rule already" in page.inner_text("main"), "it is there twice")
    page.click("button:has-text('End it')")
    check.expect("has ended" in page.inner_text(".notice"), "it has not ended")
    return check


def at_the_desk(page: Page, website: Website, staff: Staff) -> Check:
    check = Check("a writer sees that a link is dead, and nothing of what it earns")
    now = int(time.time() * 1000)
    with sqlite3.connect(staff.data / "editorial.sqlite", timeout=10) as database:
        database.execute(
            "INSERT INTO link_health (address, state, checked, next_check, failures, first_failure, unclear, status)"
            " VALUES (?, 'dead', ?, ?, 5, ?, 0, 404)", (DESTINATION, now, now + 7 * DAY, now - 6 * DAY)
        )  # fmt: skip
    page.goto(f"{website.base}/desk/links")
    words = page.inner_text("main")
    check.expect(DESTINATION in words and "last answer 404" in words, "it is not in the list")
    for word in ("earn", "paid", "partner", "affiliate", "northlight optics", "/go/"):
        check.expect(word not in page.content().lower(), f"the list says {word}")
    page.click("button:has-text('Revise it')")
    check.expect("A link of the published article is dead" in page.inner_text("main"), "its manuscript doesn't tell")
    return check


def accessible(page: Page, website: Website, paths: list[str], whose: str) -> Check:
    check = Check(f"axe finds no violation on {len(paths)} pages about links of the {whose}, and nothing sticks out")
    for path in paths:
        page.goto(website.base + path)
        unfolded(page)
        looked_at(page, path, check, WIDTHS)
    return check
