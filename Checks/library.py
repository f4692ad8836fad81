"""Somebody keeps the library of facts and sources in a browser: adds, imports, changes, and sees what that does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from accessibility import violations
from browser import HEIGHT, chromium
from check import Check
from desk import SETTLED, Person, Staff
from playwright.sync_api import expect
from website import Website

WIDTHS = [360, 1280]
NAME = "lena"
REFERENCES = """@article{one, title={The first of five}, author={Bee, Ann}, journal={Journal}, year={2020}, url={https://one.example/}}
@book{two, title={The second of five}, publisher={Press}, year={2021}, url={https://two.example/}}
@misc{three, title={The third of five}, publisher={Press}, url={https://three.example/}}
@techreport{four, title={The fourth of five}, institution={Institute}, url={https://four.example/}}
@book{five, title={The fifth of five, publisher={Press}, url={https://five.example/}}
"""


def run(website: Website, staff: Staff) -> Iterator[Check]:
    staff.add(NAME, "fact-checker")
    with chromium() as browser:
        person = Person(browser, website, NAME)
        person.sign_in("/desk/sources")
        yield added(person, website)
        yield imported(person, website)
        yield without_a_script(person, website)
        yield sentences(person, website)
        yield described(person, website)
        yield looked_up(person, website)
        yield from accessible(person)
        quiet = Check("no page of the library complains on the console or breaks its own content policy")
        meant = re.compile(r"status of (409|422)")
        quiet.problems += [error for error in person.listener.errors if not meant.search(error)]
        yield quiet


def added(person: Person, website: Website) -> Check:
    """A source, found in the list, and a fact that rests on it."""
    check = Check("a source is added, found and checked, and a fact is added with it")
    page = person.page
    page.click("text=New source")
    page.fill("[name=title]", "Soundings of the deep")
    page.fill("[name=publisher]", "Institute of the Sea")
    page.fill("[name=address]", "https://soundings.invalid/deep")
    page.fill("[name=published]", "spring")
    page.click("button:has-text('Add the source')")
    check.expect("Write a year" in page.inner_text(".field.wrong"), "a date that is none is not told at its field")
    check.expect(page.input_value("[name=title]") == "Soundings of the deep", "what was typed is lost")
    page.fill("[name=published]", "2024-03")
    page.click("button:has-text('Add the source')")
    check.expect(page.url.endswith("/desk/sources/soundings-of-the-deep"), f"it is at {page.url}")
    page.click("button:has-text('Check now')")
    expect(page.locator("#health")).to_contain_text("In doubt", timeout=60_000)
    check.expect("no answer" in page.inner_text("#health"), f"the page says {page.inner_text('#health')!r}")
    page.goto(f"{website.base}/desk/sources?text=SOUNDINGS+sea")
    check.expect(page.locator(".lines > li").count() == 1, "the search does not find it alone")
    check.expect("not used" in page.inner_text(".lines"), "the list does not say that nothing uses it")

    page.goto(f"{website.base}/desk/facts")
    page.click("text=New fact")
    page.select_option("[name=qualifier]", "about")
    page.fill("[name=value]", "10935")
    page.fill("[name=unit]", "m")
    page.fill("[name=asOf]", "2024")
    page.locator("[name=source]").press_sequentially("soundings", delay=20)
    expect(page.locator("#sources option")).to_have_count(1, timeout=SETTLED)
    page.fill("[name=label]", "Depth of the deep")
    page.click("button:has-text('Add the fact')")
    check.expect(page.url.endswith("/desk/facts/depth-of-the-deep"), f"the fact is at {page.url}")
    check.expect("about 10,935" in page.inner_text("main"), "its value is not shown")
    page.click("main a:has-text('Soundings of the deep')")
    check.expect("Depth of the deep" in page.inner_text("main"), "the source does not say that the fact uses it")
    return check


def imported(person: Person, website: Website) -> Check:
    """Five references, one of them broken: four are added, and the fifth is told with its line."""
    check = Check("references are imported from a file after a look, and a broken one is told with its line")
    page = person.page
    page.goto(f"{website.base}/desk/sources/import")
    page.set_input_files("#file", {"name": "five.bib", "mimeType": "text/plain", "buffer": REFERENCES.encode("latin-1")})
    expect(page.locator("[name=text]")).to_have_value(REFERENCES, timeout=SETTLED)
    page.click("button:has-text('See what would be added')")
    check.expect("4 sources would be added" in page.inner_text("#plan"), f"the plan says {page.inner_text('#plan')!r}")
    check.expect("Line 5" in page.inner_text("#faults"), f"the faults are {page.inner_text('#faults')!r}")
    before = page.request.get(f"{website.base}/desk/sources?text=of+five").text()
    check.expect("of five</a>" not in before, "something was saved before it was confirmed")
    page.uncheck("text=The third of five")
    page.click("button:has-text('Import what is ticked')")
    check.expect("3 sources were added" in page.inner_text(".notice"), "what was added is not told")
    page.goto(f"{website.base}/desk/sources?text=of+five")
    check.expect(page.locator(".lines > li").count() == 3, f"{page.locator('.lines > li').count()} are there")
    page.goto(f"{website.base}/desk/sources/import")
    page.fill("[name=text]", REFERENCES)
    page.click("button:has-text('See what would be added')")
    check.expect("One source would be added" in page.inner_text("#plan"), "what is there already is not recognised")
    page.set_viewport_size({"width": 360, "height": HEIGHT})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check.expect(wide <= 0, f"the plan is {wide} px wider than a telephone")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        check.problems += [f"plan, {scheme}: {violation}" for violation in violations(page)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    return check


def without_a_script(person: Person, website: Website) -> Check:
    check = Check("the forms of the library work without a script")
    profile = person.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    profile.add_cookies(person.profile.cookies())
    page = profile.new_page()
    page.goto(f"{website.base}/desk/facts/new")
    page.fill("[name=label]", "Depth without a script")
    page.fill("[name=value]", "10935")
    page.fill("[name=asOf]", "2024")
    page.fill("[name=source]", "soundings deep")
    page.click("button:has-text('Add the fact')")
    check.expect(page.url.endswith("/desk/facts/depth-without-a-script"), f"it is at {page.url}")
    page.goto(f"{website.base}/desk/sources/import")
    check.expect(not page.is_visible("#file"), "a file is asked for that nothing would read")
    page.fill("[name=text]", "[{\"title\": 1}")
    page.select_option("[name=format]", "csl-json")
    page.click("button:has-text('See what would be added')")
    check.expect("valid JSON" in page.inner_text(".field.wrong"), "broken JSON is not told at its field")
    profile.close()
    return check


def sentences(person: Person, website: Website) -> Check:
    """A new value shows the sentences that it changes, each with its paragraph at hand."""
    check = Check("a change of a fact shows the sentences that it changes, before it is saved")
    page = person.page
    page.goto(f"{website.base}/desk/facts")
    facts = page.locator(".lines > li:has-text('article') a").evaluate_all("links => links.map(link => link.href)")
    for fact in facts:
        page.goto(fact)
        page.fill("[name=value]", "31415")
        page.click("button:has-text('See what it changes')")
        if page.locator(".sentence details").count():
            break
    found = page.locator(".sentence:has(details)").first
    if not check.expect(found.count() == 1, f"none of {len(facts)} facts stands in a sentence of a longer paragraph"):
        return check
    check.expect("31,415" in found.locator("> p").inner_text(), "the sentence does not show the new value")
    short = len(found.locator("> p").inner_text())
    found.locator("summary").click()
    check.expect(len(found.locator("details p").inner_text()) > short, "the paragraph says no more than the sentence")
    check.expect(re.search(r"\d+ sentences change|one sentence changes", page.inner_text("main")) is not None, "they are not counted")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            check.problems += [f"{width} px, {scheme}: {violation}" for violation in violations(page)]
    page.emulate_media(color_scheme="light")
    page.click("button:has-text('Save the change')")
    check.expect("the new value now" in page.inner_text(".notice"), "the change is not told")
    return check


def described(person: Person, website: Website) -> Check:
    check = Check("a fact is described anew, and waits for review until it is confirmed from the list")
    page = person.page
    page.goto(f"{website.base}/desk/facts/depth-of-the-deep")
    page.click("summary:has-text('Change how it is described')")
    page.fill("[name=label]", "Greatest depth")
    page.fill("[name=reviewInterval]", "0")
    page.click("button:has-text('Save the description')")
    check.expect("from 1 to" in page.inner_text(".field.wrong"), "a review after no day is not refused")
    page.fill("[name=reviewInterval]", "30")
    page.click("button:has-text('Save the description')")
    check.expect(page.inner_text("h1") == "Greatest depth", f"it is called {page.inner_text('h1')!r}")
    page.goto(f"{website.base}/desk/facts?show=due")
    due = page.locator(".lines > li").count()
    if due:
        page.click("button:has-text('Still right') >> nth=0")
        check.expect("confirmed today" in page.inner_text(".notice"), "the confirmation is not told")
        check.expect(page.locator(".lines > li").count() == due - 1, "what was confirmed is still there")
        check.expect("show=due" in page.url, "it does not lead back to the list")
    else:
        check.expect("stand here" in page.inner_text(".empty"), "the empty list does not say what it is for")
    return check


def looked_up(person: Person, website: Website) -> Check:
    check = Check("the editor's dialogs find facts, sources and articles")
    for kind, text, markdown in [
        ("facts", "greatest depth", ":fact[depth-of-the-deep]"),
        ("sources", "soundings", ":cite[soundings-of-the-deep]"),
        ("articles", "defect", "](/"),
    ]:
        answer = person.page.request.get(
            f"{website.base}/desk/{kind}/search", params={"text": text}, headers={"Accept": "application/json"}
        )
        items = answer.json()["items"]
        if check.expect(len(items) >= 1, f"{kind}: nothing found for {text!r}"):
            check.expect(set(items[0]) == {"slug", "label", "detail", "markdown"}, f"{kind}: {items[0]}")
            check.expect(markdown in items[0]["markdown"], f"{kind}: {items[0]['markdown']!r}")
    return check


def accessible(person: Person) -> Iterator[Check]:
    page = person.page
    paths = ["/desk", "/desk/sources", "/desk/sources?show=dead", "/desk/sources/new", "/desk/sources/import",
             "/desk/sources/soundings-of-the-deep", "/desk/facts", "/desk/facts?show=due", "/desk/facts/new",
             "/desk/facts/depth-of-the-deep"]
    for width in WIDTHS:
        check = Check(f"axe finds no violation in the library, {width} px, light and dark")
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for path in paths:
            page.goto(person.base + path)
            check.expect(page.locator("h1").count() == 1, f"{urlsplit(page.url).path} has no single heading")
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            check.expect(wide <= 0, f"{path} is {wide} px wider than the window")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                check.problems += [f"{path}, {scheme}: {violation}" for violation in violations(page)]
        yield check
