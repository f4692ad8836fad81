"""Three people take an article from an empty draft to readers and correct it, in a browser, and nothing of theirs is lost."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import desk_images
import history
from accessibility import violations
from browser import HEIGHT, Listener, chromium
from check import Check
from playwright.sync_api import Browser, Page, expect
from website import Website

WIDTHS = [360, 1280]
SETTLED = 10_000
ARTICLE = "/where-is-the-deepest-place"
PEOPLE = {"wanda": "writer", "edda": "editor", "fay": "fact-checker", "petra": "publisher", "bo": "business"}


@dataclass(frozen=True)
class Staff:
    """Makes accounts on the site that is being checked."""

    binary: Path
    data: Path
    added: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, role: str) -> None:
        """Adds an account; one that another group of checks has added stays as it is."""
        if self.added.get(name) == role:
            return
        self.added[name] = role
        line = [str(self.binary), "user", "add", "--data", str(self.data), "--email", address(name)]
        line += ["--name", name.capitalize(), "--role", role, "--password-stdin"]
        subprocess.run(line, input=password(name), text=True, check=True, capture_output=True)


def address(name: str) -> str:
    return f"{name}@site.example"


def password(name: str) -> str:
    return f"a long password of {name}"


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser: Browser, website: Website, name: str) -> None:
        self.name, self.base = name, website.base
        self.profile = browser.new_context(viewport={"width": 1280, "height": HEIGHT}, reduced_motion="reduce")
        self.page = self.profile.new_page()
        self.listener = Listener(self.page)

    def sign_in(self, path: str) -> Page:
        self.page.goto(self.base + path)
        self.page.fill("[name=email]", address(self.name))
        self.page.fill("[name=password]", password(self.name))
        self.page.click("button.primary")
        return self.page


def run(website: Website, staff: Staff) -> Iterator[Check]:
    for name, role in PEOPLE.items():
        staff.add(name, role)
    with chromium() as browser:
        people = {name: Person(browser, website, name) for name in PEOPLE}
        yield refusal(people["bo"])
        story, manuscript = Check("an article goes from an empty draft to readers, and is corrected"), ""
        for name in ("wanda", "edda", "fay"):
            people[name].sign_in("/desk")
        manuscript = write(story, people, website)
        yield story
        if manuscript:
            yield from history.run(website, browser, ARTICLE, "sounded many times", "sounded three times")
            yield fact_changed(people["fay"], website)
            yield two_at_once(people["wanda"], people["fay"], website)
            yield work_kept(people["wanda"], website)
            yield long_text(people["wanda"], website)
            yield from desk_images.run(browser, {name: person.page for name, person in people.items()}, website)
            yield from accessible(people, manuscript)
        quiet = Check("no page of the offices complains on the console or breaks its own content policy")
        for person in people.values():
            # A page whose session is over answers 401, and one that is somebody else's 403: both are meant.
            # What is still loading is given up when its page is left.
            meant = re.compile(r"status of (401|403|409|410|422)")
            quiet.problems += [f"{person.name}: {error}" for error in person.listener.errors if not meant.search(error)]
        yield quiet


def refusal(person: Person) -> Check:
    check = Check("the business side is refused at the desk, and told why")
    page = person.sign_in("/desk")
    check.expect("This is not yours to do" in page.inner_text("main"), f"the page says {page.inner_text('main')!r}")
    check.expect(person.page.request.get(f"{person.base}/desk/articles").status == 403, "the list is not refused")
    return check


def write(check: Check, people: dict[str, Person], website: Website) -> str:
    """The way of one article; returns the address of its manuscript."""
    wanda, edda, fay = (people[name].page for name in ("wanda", "edda", "fay"))
    gather(wanda, website)
    wanda.goto(website.base + "/desk")
    wanda.fill("[name=title]", "Where is the deepest place?")
    wanda.click("text=Begin")
    manuscript = urlsplit(wanda.url).path
    first, second = wanda.locator("details li code").all_text_contents()[:2]
    wanda.fill("[name=answer]", f"In the west of the Pacific. As measured, {first}.")
    body = f"## How deep it is\n\nIt was sounded many times; see {first}{{value}} and {second}.:cite[a-chart-of-the-deep]"
    wanda.fill("[name=body]", f"{body}\n\n![The trench on a chart](/media/the-trench)\n\nAnd again.")
    wanda.fill("[name=description]", "Where the sea is deepest, and how that is known.")
    wanda.select_option("[name=section]", index=1)
    wanda.check("[name=authors] >> nth=0")
    expect(wanda.locator("#save-state")).to_have_text(re.compile(r"^Saved \d.*[^C]$"), timeout=SETTLED)
    preview = wanda.request.get(f"{website.base}{manuscript}/preview").text()
    check.expect("How deep it is" in preview, "the preview does not show the saved text")
    wanda.click("text=Hand in for review")
    check.expect("Handed in" in wanda.inner_text(".notice"), "handing in is not told")
    check.expect(not wanda.is_visible("text=Facts are right"), "a writer is offered to approve their own text")

    fay.goto(website.base + "/desk")
    fay.click("text=Where is the deepest place?")
    fay.click("summary:has-text('Make a remark')")
    fay.select_option("[name=paragraph]", "1")
    fay.fill("details [name=text]", "Who sounded it?")
    fay.click("button:has-text('Make the remark')")
    check.expect("Who sounded it?" in fay.inner_text("#remarks"), "the remark is not shown")
    fay.click("button:has-text('Facts are right')")

    edda.goto(website.base + "/desk")
    edda.click("text=Where is the deepest place?")
    edda.click("summary:has-text('Schedule')")
    due = datetime.now(timezone.utc) + timedelta(minutes=3)
    edda.fill("[name=moment]", due.strftime("%Y-%m-%dT%H:%M"))
    edda.click("button:has-text('Schedule')")
    if not check.expect("Scheduled" in edda.inner_text(".state"), f"not on the schedule: {edda.inner_text('main')[:600]!r}"):
        return manuscript
    edda.click("button:has-text('Take off the schedule')")
    # Then in a few seconds: the field asks for minutes, and takes seconds.
    edda.click("summary:has-text('Schedule')")
    edda.locator("[name=moment]").evaluate("field => { field.step = 1; }")
    due = datetime.now(timezone.utc) + timedelta(seconds=4)
    edda.fill("[name=moment]", due.strftime("%Y-%m-%dT%H:%M:%S"))
    edda.click("button:has-text('Schedule')")
    check.expect("Scheduled" in edda.inner_text(".state"), "it is not on the schedule again")
    check.expect(website.request(ARTICLE).status == 404, f"{ARTICLE} is there before its time")
    while website.request(ARTICLE).status == 404 and datetime.now(timezone.utc) < due + timedelta(seconds=10):
        time.sleep(0.1)
    late = (datetime.now(timezone.utc) - due).total_seconds()
    check.expect(website.request(ARTICLE).status == 200 and late < 3, f"{ARTICLE} is not there {late:.1f} s after its time")
    public = website.request(ARTICLE).body.decode()
    check.expect("A chart of the deep" in public, "readers do not see the source that the text cites")
    check.expect('alt="The trench on a chart"' in public and "Chart: Wanda" in public, "readers do not see the image")
    check.expect(public.count('<data class="fact"') >= 2, "readers do not see both facts")
    edda.reload()
    check.expect("Published" in edda.inner_text(".state"), "it published itself, and the desk does not say so")
    path = ARTICLE

    wanda.goto(website.base + manuscript)
    wanda.click("button:has-text('Change this article')")
    wanda.fill("[name=body]", wanda.input_value("[name=body]").replace("many times", "three times"))
    # At once: a step is taken with what was typed, saved or not.
    wanda.click("button:has-text('Hand in for review')")
    expect(wanda.locator(".notice")).to_contain_text("Handed in", timeout=SETTLED)
    check.expect("three times" in wanda.input_value("[name=body]"), "what was typed before the step is not in the text")
    fay.goto(website.base + manuscript)
    fay.click("button:has-text('Facts are right')")
    edda.goto(website.base + manuscript)
    edda.fill("[name=correction]", "We wrote that it was sounded many times; it was three times.")
    edda.click("button:has-text('Publish now')")
    article = website.request(path).body.decode()
    check.expect("it was three times" in article, "the correction is not in the article")
    check.expect("sounded three times" in article, "the article is not the corrected one")
    check.expect("it was three times" in website.request("/corrections").body.decode(), "it is not among the corrections")
    told = website.request(f"{path}/history").body.decode()
    check.expect("it was three times" in told, "the correction is not in the article's history")
    return manuscript


def gather(page: Page, website: Website) -> None:
    """What the article needs: a source and an image."""
    page.goto(website.base + "/desk/sources/new")
    page.fill("[name=title]", "A chart of the deep")
    page.fill("[name=publisher]", "Institute of the Sea")
    page.fill("[name=address]", "https://chart.invalid/deep")
    page.click("button:has-text('Add the source')")
    page.goto(website.base + "/desk/media")
    page.set_input_files("[name=file]", [desk_images.shot(page, "The trench.jpeg")])
    page.click("#upload button")
    page.wait_for_url("**/desk/media/the-trench", timeout=desk_images.SETTLED)
    page.fill("[name=alternative]", "A chart")
    page.fill("[name=credit]", "Chart: Wanda")
    page.select_option("[name=licence]", "own")
    page.click("button:has-text('Save')")


def fact_changed(person: Person, website: Website) -> Check:
    """A new value is shown in each article before it is saved, and in each article after."""
    check = Check("a change of a fact shows what it changes before it is saved, and is in the articles after")
    page = person.page
    page.goto(website.base + "/desk/facts")
    used = page.locator(".lines > li:has-text('in one article') a").first
    fact = used.get_attribute("href") or ""
    page.goto(website.base + fact)
    page.fill("[name=value]", "4242")
    page.fill("[name=asOf]", "soon")
    page.click("button:has-text('See what it changes')")
    check.expect("Write a year" in page.inner_text(".field.wrong"), "a date that is none is not told at its field")
    check.expect(page.input_value("[name=value]") == "4242", "the value that was typed is lost")
    page.fill("[name=asOf]", "2026-05")
    page.fill("[name=reason]", "Counted anew.")
    page.click("button:has-text('See what it changes')")
    check.expect("Nothing was saved yet" in page.inner_text("main"), "the effect is not shown before it is saved")
    page.click("button:has-text('Save the change')")
    check.expect("shows the new value now" in page.inner_text(".notice"), "the change is not told")
    article = page.locator("h2:has-text('Where it is used') + ul a").first.get_attribute("href") or ""
    check.expect("4,242" in website.request(article).body.decode(), f"{article} does not show the new value")
    page.click("button:has-text('still right')")
    check.expect("Confirmed today" in page.inner_text(".notice"), "the confirmation is not told")
    return check


def two_at_once(one: Person, other: Person, website: Website) -> Check:
    """What fits is brought together while both type; what does not is put before the one who saved later."""
    check = Check("two people who type in one text lose nothing")
    first, second = one.page, other.page
    first.goto(website.base + "/desk")
    first.fill("[name=title]", "Two at once")
    first.click("text=Begin")
    first.fill("[name=body]", "The first line.\n\nThe second line.\n\nThe third line.\n")
    saved = re.compile(r"^Saved .*[^C]$")
    expect(first.locator("#save-state")).to_have_text(saved, timeout=SETTLED)
    second.goto(first.url)
    second.fill("[name=body]", "The first line.\n\nThe second line.\n\nA third line of Fay's.\n")
    expect(second.locator("#save-state")).to_have_text(saved, timeout=SETTLED)
    first.fill("[name=body]", "A first line of Wanda's.\n\nThe second line.\n\nThe third line.\n")
    expect(first.locator("#save-state")).to_contain_text("with what Fay wrote", timeout=SETTLED)
    both = "A first line of Wanda's.\n\nThe second line.\n\nA third line of Fay's.\n"
    check.expect(first.input_value("[name=body]") == both, f"the text is {first.input_value('[name=body]')!r}")

    second.reload()
    second.fill("[name=body]", both.replace("The second", "Fay's second"))
    expect(second.locator("#save-state")).to_have_text(saved, timeout=SETTLED)
    first.fill("[name=body]", both.replace("The second", "Wanda's second"))
    first.click("text=Bring both texts together", timeout=SETTLED)
    text = first.inner_text("main")
    check.expect("Fay's" in text and "Wanda's" in text, "the merge page does not show both sides")
    first.set_viewport_size({"width": 360, "height": HEIGHT})
    wide = first.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check.expect(wide <= 0, f"the merge page is {wide} px wider than a telephone")
    check.problems += [f"merge page: {violation}" for violation in violations(first)]
    first.set_viewport_size({"width": 1280, "height": HEIGHT})
    first.fill("[name=body]", both.replace("The second", "Fay's and Wanda's second"))
    first.click("text=Save this text")
    kept = first.input_value("[name=body]")
    check.expect("Fay's and Wanda's second" in kept, f"the merged text is {kept!r}")
    said = first.inner_text("#save-state")
    check.expect("still on this computer" not in said, f"after the merge the editor says {said!r}")
    return check


def long_text(person: Person, website: Website) -> Check:
    check = Check("a megabyte of text is saved, also when the session was over")
    page = person.page
    page.goto(website.base + "/desk")
    token, identity = (page.get_attribute(f"form input[name={name}] >> nth=-1", "value") for name in ("token", "id"))
    page.request.post(website.base + "/desk/articles/new", form={"token": token or "", "id": identity or ""})
    address = f"{website.base}/desk/articles/{identity}"
    text = "Ein langer Satz über das Meer. " * 32_000
    form = {"token": token or "", "base": "1", "title": "Long", "kind": "answer", "body": text}
    saved = page.request.post(f"{address}/save", form=form)
    check.expect(saved.status == 200, f"saving it is answered {saved.status}")
    page.goto(address)
    check.expect(page.input_value("[name=body]") == text, "it is not there as it was sent")
    token_after = page.get_attribute("#manuscript [name=token]", "value") or ""
    page.request.post(f"{website.base}/sign-out", form={"token": token_after})
    form["base"], form["title"] = page.get_attribute("#manuscript [name=base]", "value") or "", "Longer"
    refused = page.request.post(f"{address}/save", form=form)
    check.expect(refused.status == 401, f"a save after signing out is answered {refused.status}")
    check.expect("Ein%20langer" in refused.text(), "the sign-in page does not keep the text")
    # As the next checks need it.
    person.sign_in("/desk")
    return check


def work_kept(person: Person, website: Website) -> Check:
    """What is typed is there after the session was over, and the one that is sent twice is there once."""
    check = Check("what was typed when a session was over is kept, and sent after signing in")
    page = person.page
    page.goto(website.base + "/desk")
    page.fill("[name=title]", "شروق 🌅 <b>&amp; \"quotes\"")
    person.profile.clear_cookies()
    page.click("text=Begin")
    check.expect("What you typed is kept" in page.inner_text("main"), "the sign-in page does not say it is kept")
    page.fill("[name=email]", address(person.name))
    page.fill("[name=password]", password(person.name))
    page.click("button.primary")
    check.expect("شروق 🌅" in page.inner_text("main"), "what was typed is not shown after signing in")
    names = ["token", "id", "title"]
    sent = {name: page.get_attribute(f"form input[name={name}] >> nth=-1", "value") or "" for name in names}
    page.click("text=Send it now")
    check.expect(page.input_value("[name=title]") == "شروق 🌅 <b>&amp; \"quotes\"", "the title is not what was typed")
    page.request.post(website.base + "/desk/articles/new", form=sent)
    page.goto(website.base + "/desk/articles?text=شروق")
    count = page.locator(".lines > li").count()
    check.expect(count == 1, f"sending twice made {count} articles")
    bare = page.request.post(website.base + "/desk/articles/new", form={"title": "No token"})
    check.expect(bare.status == 403, f"a form without its token is answered {bare.status}")
    other = page.request.post(
        website.base + "/desk/articles/new", form={"title": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    check.expect(other.status == 403, f"another site's form is answered {other.status}")
    return check


def accessible(people: dict[str, Person], manuscript: str) -> Iterator[Check]:
    trail = people["petra"].sign_in("/publisher/audit").inner_text("main")
    told = Check("the audit trail tells who signed in, and what they did")
    for action in ("sign in", "take a step with an article", "change a fact", "sign out"):
        told.expect(action in trail, f"“{action}” is not in it")
    yield told
    pages = {
        "wanda": ["/desk", "/desk/articles", manuscript, f"{manuscript}/history", f"{manuscript}/history/2", "/account",
                  "/account/second-factor", "/desk/media", "/desk/media/the-desk"],
        "edda": [manuscript, "/desk/facts"],
        "fay": [urlsplit(people["fay"].page.url).path],
        "petra": ["/publisher", "/publisher/people", "/publisher/audit"],
    }
    for width in WIDTHS:
        check = Check(f"axe finds no violation in the offices, {width} px, light and dark")
        for name, paths in pages.items():
            page = people[name].page
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for path in paths:
                page.goto(people[name].base + path)
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                check.expect(wide <= 0, f"{path} is {wide} px wider than the window")
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    check.problems += [f"{path}, {scheme}: {violation}" for violation in violations(page)]
        yield check
