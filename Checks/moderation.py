"""A moderator clears a queue, by keys and without a script, takes things back, and nothing is lost."""

from __future__ import annotations

import re
import sqlite3
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from accessibility import violations
from browser import HEIGHT, chromium
from check import Check
from desk import Person, Staff, address, password
from playwright.sync_api import Browser, Page, expect
from website import KOREA, Website

WIDTHS = [360, 1280]
SETTLED = 10_000
# What the screen and readers have done before the moderator comes: handle, state, text, findings, flags.
COMMENTS = [
    ("pillman", "held", "Cheap **pills** at https://pills.example/now and https://pills.example/more", [("links", "It has 2 links, both to hosts that nobody else linked to.", 0.9)], []),
    ("pillman", "held", "More cheap pills at https://pills.example/again", [("near-duplicate", "Nearly the same was sent an hour ago.", 0.8)], []),
    ("newcomer", "held", "I am new here. Is the figure in the second paragraph still right?", [("first-comment", "Nothing of this handle was shown before.", 0.2)], []),
    ("shouter", "shown", "You are all fools, and whoever wrote this is one too.", [], [("abuse", "Calls people fools.")]),
    ("curious", "held", "A good question, and one that the article leaves open.\n\n> as the sources say\n\nWhich?", [], []),
    ("wanderer", "held", "Off to somewhere else entirely.", [], []),
    ("expert", "held", "The second source was withdrawn in March; see its publisher’s page.", [], []),
]


def run(website: Website, staff: Staff) -> Iterator[Check]:
    staff.add("mona", "moderator")
    staff.add("marc", "moderator")
    staff.add("wanda", "writer")
    staff.add("edda", "editor")
    seeded = seed(staff.data)
    with chromium() as browser:
        mona, marc = Person(browser, website, "mona"), Person(browser, website, "marc")
        yield refused(Person(browser, website, "wanda"))
        mona.sign_in("/moderation")
        marc.sign_in("/moderation")
        yield by_keys(mona)
        yield two_at_once(mona, marc)
        yield in_bulk(mona)
        yield connection_lost(mona)
        yield by_mouse(mona)
        yield without_script(browser, website)
        yield appeal(browser, mona, website)
        yield ban(browser, mona, website)
        yield screening(mona)
        yield to_the_desk(mona, Person(browser, website, "edda"), seeded[6])
        yield from accessible(mona, seeded)
        quiet = Check("no page of the moderators complains on the console or breaks its own content policy")
        for person in (mona, marc):
            meant = re.compile(r"status of (409|422)|ERR_INTERNET_DISCONNECTED")
            quiet.problems += [f"{person.name}: {error}" for error in person.listener.errors if not meant.search(error)]
        yield quiet


def seed(data: Path) -> list[str]:
    """Writes comments as posting and flagging do; returns their identifiers."""
    with sqlite3.connect(data / "audience.sqlite", timeout=30) as database:
        # Nothing that the example site holds stands in the way of what is counted here.
        article = database.execute("SELECT article FROM comment ORDER BY posted LIMIT 1").fetchone()[0]
        identifiers = []
        for place, (handle, state, text, findings, flags) in enumerate(COMMENTS):
            identifier, moment = str(uuid.uuid4()), int(time.time() * 1000) - 3_600_000 + place
            identifiers.append(identifier)
            database.execute(
                "INSERT INTO comment (id, article, handle, posted, text, state) VALUES (?, ?, ?, ?, ?, ?)",
                (identifier, article, handle, moment, text, state),
            )
            database.executemany(
                "INSERT INTO comment_finding (comment, place, rule, detail, risk) VALUES (?, ?, ?, ?, ?)",
                [(identifier, number, *finding) for number, finding in enumerate(findings)],
            )
            database.executemany(
                "INSERT INTO comment_flag (id, comment, reason, note, made, flagger) VALUES (?, ?, ?, ?, ?, ?)",
                [(str(uuid.uuid4()), identifier, *flag, moment, uuid.uuid4().bytes) for flag in flags],
            )
    return identifiers


def handles(page: Page) -> list[str]:
    return page.locator(".queued h2").all_text_contents()


def refused(person: Person) -> Check:
    check = Check("a writer is refused at the moderators’ office, and told why")
    page = person.sign_in("/moderation")
    check.expect("This is not yours to do" in page.inner_text("main"), f"the page says {page.inner_text('main')!r}")
    check.expect(page.locator("nav.areas >> text=Moderation").count() == 0, "the bar leads a writer there")
    return check


def by_keys(person: Person) -> Check:
    """The riskiest first; each key decides, and the next comment stands where the last one stood."""
    check = Check("a moderator decides by single keys and takes it back with one, and the page does not jump")
    page = person.page
    page.goto(person.base + "/moderation")
    before = handles(page)
    check.expect(before[:3] == ["pillman", "pillman", "shouter"], f"the order is {before}")
    page.keyboard.press("j")
    check.expect(page.evaluate("document.activeElement.querySelector('h2').textContent") == "pillman", "j does not move the focus")
    page.keyboard.press("k")
    top = page.evaluate("document.querySelector('.queued').getBoundingClientRect().top")
    page.keyboard.press("s")
    expect(page.locator("#said")).to_contain_text("Removed as spam", timeout=SETTLED)
    check.expect(handles(page) == before[1:], f"after s the list is {handles(page)}")
    now = page.evaluate("document.activeElement.getBoundingClientRect().top")
    check.expect(abs(now - top) < 2, f"the next comment stands {now - top:.0f} px from where the last one stood")
    check.expect(page.evaluate("document.activeElement.classList.contains('queued')"), "the focus is not on the next comment")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Took a decision back", timeout=SETTLED)
    check.expect(handles(page) == before, f"after u the list is {handles(page)}")
    # What was taken back can be decided again: the button knows the comment as it is now.
    page.keyboard.press("s")
    expect(page.locator("#said")).to_contain_text("Removed as spam", timeout=SETTLED)
    page.keyboard.press("r")
    check.expect(page.locator("#reasons").is_visible(), "r does not ask for the reason")
    page.keyboard.press("6")
    expect(page.locator("#said")).to_contain_text("Removed as a duplicate", timeout=SETTLED)
    check.expect(handles(page) == before[2:], f"after r the list is {handles(page)}")
    page.keyboard.press("a")
    expect(page.locator("#said")).to_contain_text("Kept", timeout=SETTLED)
    page.keyboard.press("h")
    expect(page.locator("#said")).to_contain_text("Highlighted", timeout=SETTLED)
    check.expect(handles(page) == before[4:], f"after h the list is {handles(page)}")
    page.keyboard.press("?")
    check.expect(page.locator("#keys").is_visible(), "? shows no keys")
    page.keyboard.press("a")
    check.expect(handles(page) == before[4:], "a key decides behind the list of keys")
    page.keyboard.press("Escape")
    page.reload()
    check.expect(handles(page) == before[4:], "what was decided waits again after loading")
    page.keyboard.press("u")
    expect(page.locator(".queued h2").first).to_have_text("newcomer", timeout=SETTLED)
    return check


def two_at_once(one: Person, other: Person) -> Check:
    check = Check("of two moderators at one comment the second is told, and nothing is done twice")
    for person in (one, other):
        person.page.goto(person.base + "/moderation")
    first, second = one.page, other.page
    first.keyboard.press("a")
    expect(first.locator("#said")).to_contain_text("Approved", timeout=SETTLED)
    second.keyboard.press("s")
    expect(second.locator("#said")).to_contain_text("Mona approved it in the meantime", timeout=SETTLED)
    first.goto(one.base + "/moderation/decisions")
    said = first.locator(".decisions > li").first.inner_text()
    check.expect("Approved" in said and "Mona" in said, f"the last decision is {said!r}")
    return check


def in_bulk(person: Person) -> Check:
    check = Check("ticked comments are decided together, and taken back together")
    page = person.page
    page.goto(person.base + "/moderation")
    before = handles(page)
    page.click("#select-all")
    check.expect(page.locator("[name=subject]:checked").count() == len(before), "not all are ticked")
    page.locator("[name=subject]").last.uncheck()
    page.select_option("#bulk-reason", "off-topic")
    page.click(".bulk button:has-text('Remove')")
    expect(page.locator("#said")).to_contain_text(f"Removed as off topic: {len(before) - 1} comments", timeout=SETTLED)
    check.expect(handles(page) == before[-1:], f"the list is {handles(page)}")
    page.click("#undo button")
    expect(page.locator(".queued")).to_have_count(len(before), timeout=SETTLED)
    check.expect(handles(page) == before, f"taken back, the list is {handles(page)}")
    return check


def connection_lost(person: Person) -> Check:
    check = Check("without a connection nothing is lost: the comment is in the list again")
    page = person.page
    page.goto(person.base + "/moderation")
    before = handles(page)
    person.profile.set_offline(True)
    page.keyboard.press("a")
    expect(page.locator("#said")).to_contain_text("Not saved: no connection", timeout=SETTLED)
    check.expect(handles(page) == before, f"the list is {handles(page)}")
    person.profile.set_offline(False)
    return check


def by_mouse(person: Person) -> Check:
    check = Check("a comment’s own page takes a reason with a note, and a byline")
    page = person.page
    page.goto(person.base + "/moderation")
    name = handles(page)[0]
    page.click(".queued h2 a >> nth=0")
    check.expect(f"A comment by {name}" in page.inner_text("h1"), "it does not lead to the comment’s page")
    page.select_option("[name=byline]", index=0)
    byline = page.input_value("[name=byline]")
    page.click("text=Mark it")
    check.expect(f"Marked as written by {byline}" in page.inner_text(".notice"), "the byline is not told")
    page.select_option("[name=reason]", "other")
    page.fill("[name=note]", "It was a test.")
    page.click(".actions button:has-text('Remove')")
    check.expect("Removed" in page.inner_text(".notice"), "the removal is not told")
    check.expect("It was a test." in page.inner_text(".decisions"), "the note is not in the history")
    page.click(".decisions button >> nth=0")
    check.expect("Took a decision back" in page.inner_text(".notice"), "the undoing is not told")
    return check


def without_script(browser: Browser, website: Website) -> Check:
    check = Check("everything is there without a script")
    profile = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": HEIGHT})
    page = profile.new_page()
    page.goto(website.base + "/moderation")
    page.fill("[name=email]", address("mona"))
    page.fill("[name=password]", password("mona"))
    page.click("button.primary")
    before = handles(page)
    page.click(".queued >> nth=0 >> text=Approve")
    check.expect("Approved" in page.inner_text(".notice"), "approving is not told")
    check.expect(handles(page) == before[1:], f"the list is {handles(page)}")
    page.click("#undo button")
    check.expect(handles(page) == before, f"taken back, the list is {handles(page)}")
    page.click("summary:has-text('Remove') >> nth=0")
    page.click(".queued >> nth=0 >> button:has-text('Abuse')")
    check.expect("Removed for abuse" in page.inner_text(".notice"), "the removal is not told")
    page.click("text=Tick all of this page")
    check.expect(page.locator("[name=subject]:checked").count() == len(before) - 1, "not all are ticked")
    page.click(".bulk button:has-text('Approve')")
    check.expect("Nothing waits" in page.inner_text("main"), "something still waits")
    page.click("#undo button")
    check.expect(handles(page) == before[1:], f"taken back, the list is {handles(page)}")
    page.click("nav.subplaces >> text=Removed")
    check.expect("pillman" in handles(page), f"removed are {handles(page)}")
    page.fill("[name=text]", "PILLS")
    page.click("text=Show >> nth=0")
    page.click(".queued >> nth=0 >> .hint a >> nth=0")
    page.click("text=Close the discussion")
    check.expect("closed by hand" in page.inner_text("main"), "closing is not told")
    page.click("text=Keep it open")
    check.expect("kept open by hand" in page.inner_text("main"), "reopening is not told")
    profile.close()
    return check


def write_comment(browser: Browser, website: Website, name: str, text: str, *, script: bool = True) -> Page:
    """A reader writes under an article; the page that answers is theirs."""
    page = browser.new_context(java_script_enabled=script, viewport={"width": 360, "height": HEIGHT}).new_page()
    page.goto(f"{website.base}/discussion{KOREA}")
    page.fill("[name=text]", text)
    page.fill("[name=name]", name)
    time.sleep(3.2)  # faster, the form looks like a program's
    page.click("button:has-text('Post comment')")
    return page


def appeal(browser: Browser, person: Person, website: Website) -> Check:
    check = Check("an author whose comment is removed is told why, appeals once, and is told what came of it, without a script")
    reader = write_comment(browser, website, "Ada Reader", "I read this with interest, and have a doubt.", script=False)
    check.expect("moderator" in reader.inner_text("h1"), f"the reader's page says {reader.inner_text('h1')!r}")
    own = reader.url
    page = person.page
    page.goto(person.base + "/moderation?handle=Ada+Reader")
    check.expect(handles(page) == ["Ada Reader"], f"waiting are {handles(page)}")
    page.click(".queued h2 a")
    page.select_option("[name=reason]", "off-topic")
    page.fill("[name=note]", "It is about another article.")
    page.click(".actions button:has-text('Remove')")
    reader.goto(own)
    told = reader.inner_text("main")
    check.expect("removed your comment as off topic" in told and "another article" in told, f"the author reads {told[:400]!r}")
    reader.fill("[name=text]", "It is about this one: see its third paragraph.")
    reader.click("button:has-text('Send the appeal')")
    check.expect("A moderator will look at it" in reader.inner_text("main"), "the appeal is not acknowledged")
    check.expect(reader.locator("textarea").count() == 0, "a second appeal is offered")
    wide = reader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check.expect(wide <= 0, f"the page is {wide} px wider than the window")
    page.goto(person.base + "/moderation?show=appealed")
    check.expect("third paragraph" in page.inner_text(".appeal"), "the appeal is not in the queue")
    page.keyboard.press("a")
    expect(page.locator("#said")).to_contain_text("Restored", timeout=SETTLED)
    reader.goto(own.replace("/own", "/appeal"))
    check.expect("Readers see your comment" in reader.inner_text("main"), f"the author reads {reader.inner_text('main')[:300]!r}")
    # What looks for violations is a script itself.
    scripted = browser.new_context(viewport={"width": 360, "height": HEIGHT}).new_page()
    scripted.goto(own.replace("/own", "/appeal"))
    check.problems += [f"the author’s page: {violation}" for violation in violations(scripted)]
    tally = website.request("/discussion/removed").body.decode()
    check.expect("Put back on appeal" in tally, "the tally does not count appeals")
    check.expect("Ada Reader" not in tally and "third paragraph" not in tally, "the tally tells more than numbers")
    check.expect(website.request("/discussion/rules").status == 200, "there are no rules of the discussions")
    for path in ("/discussion/removed", "/discussion/rules"):
        scripted.goto(website.base + path)
        wide = scripted.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check.expect(wide <= 0, f"{path} is {wide} px wider than the window")
        check.problems += [f"{path}: {violation}" for violation in violations(scripted)]
    return check


def ban(browser: Browser, person: Person, website: Website) -> Check:
    check = Check("a handle is banned from a comment’s page, after a trial, and nothing of it is taken in until the ban is lifted")
    page = person.page
    page.goto(person.base + "/moderation?show=all&handle=Ada+Reader")
    page.click(".queued h2 a")
    page.click("text=Ban the handle")
    check.expect(page.input_value("[name=value]") == "Ada Reader", "the handle does not stand in the form")
    page.fill("[name=reason]", "A test.")
    page.click("text=See what it would have kept out")
    check.expect("it would have kept out one of them" in page.inner_text("main"), f"the trial says {page.inner_text('.notice')!r}")
    page.click("button.primary")
    check.expect("Ada Reader" in page.inner_text(".decisions"), "the ban is not on the list")
    time.sleep(3)  # the screen looks every two seconds
    reader = write_comment(browser, website, "Ada Reader", "Here I am again, with something else to say.")
    told = reader.inner_text("main")
    check.expect("/own" not in reader.url, f"it was taken in: {told[:200]!r}")
    page.click("button:has-text('Lift')")
    check.expect("lifted" in page.inner_text(".notice"), "lifting is not told")
    return check


def screening(person: Person) -> Check:
    check = Check("the screen’s rules and words are changed on screen, and what was changed stays on record")
    page = person.page
    page.goto(person.base + "/moderation/screening")
    page.fill("[name=links-held]", "zero")
    page.click("text=Save the rules")
    check.expect("A whole number from" in page.inner_text(".field.wrong"), "a number that is none is not told at its field")
    page.fill("[name=links-held]", "3")
    page.click("text=Save the rules")
    page.fill("[name=words]", "casino\nfree mon*")
    page.click("text=Put them on the list")
    told = page.inner_text("main")
    check.expect("Links at which a comment is held: 2, now 3" in told, "the change of a rule is not on record")
    check.expect("“casino” put on the list “Hold”" in told, "the new word is not on record")
    page.click("button:has-text('Take off') >> nth=0")
    check.expect("off the list" in page.inner_text(".notice"), "taking a word off is not told")
    return check


def to_the_desk(person: Person, editor: Person, comment: str) -> Check:
    check = Check("a correction from a comment goes to the desk, and its answer comes back")
    page = person.page
    page.goto(f"{person.base}/moderation/comments/{comment}")
    page.fill("[name=text]", "The second source was withdrawn.")
    page.click("text=Pass it on to the desk")
    check.expect("The desk has not settled it yet" in page.inner_text("main"), "it is not told to be on the desk")
    desk = editor.sign_in("/desk")
    check.expect("second source was withdrawn" in desk.inner_text("main"), "it is not on the desk's first page")
    desk.goto(editor.base + "/desk/suggestions")
    desk.fill("[name=answer]", "Mended.")
    desk.click("button:has-text('Done')")
    check.expect("Mended." in desk.inner_text("main"), "the answer is not on the desk")
    page.reload()
    check.expect("Done by Edda" in page.inner_text("main"), "the answer is not at the comment")
    return check


def accessible(person: Person, seeded: list[str]) -> Iterator[Check]:
    paths = ["/moderation", "/moderation?show=all", "/moderation/bans", "/moderation/screening", "/moderation?show=removed", "/moderation/decisions",
             f"/moderation/comments/{seeded[0]}", f"/moderation/comments/{seeded[4]}"]
    page = person.page
    for width in WIDTHS:
        check = Check(f"axe finds no violation in the moderators’ office, {width} px, light and dark")
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for path in paths:
            page.goto(person.base + path)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            check.expect(wide <= 0, f"{path} is {wide} px wider than the window")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                check.problems += [f"{path}, {scheme}: {violation}" for violation in violations(page)]
        yield check
