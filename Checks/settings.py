"""A publisher decides how the site looks, and an editor begins a new corner of it, in a browser and as readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessibility import violations
from browser import HEIGHT, chromium
from check import Check
from desk import SETTLED, WIDTHS, Person, Staff
from playwright.sync_api import Page, expect
from website import Website

PEOPLE = {"paula": "publisher", "emil": "editor", "will": "writer", "fiona": "fact-checker"}


def run(website: Website, staff: Staff) -> Iterator[Check]:
    for name, role in PEOPLE.items():
        staff.add(name, role)
    with chromium() as browser:
        people = {name: Person(browser, website, name) for name in PEOPLE}
        paula = people["paula"]
        before = version(website)
        paula.sign_in("/publisher/settings")
        yield previewed(paula.page, website, before)
        yield saved(paula.page, website)
        yield faint(paula.page, website)
        yield hostile(paula.page, website)
        yield begun(people, website)
        yield clocks(people, website)
        yield policy(paula.page, website)
        yield from accessible(people, website)
        yield put_back(paula.page, website)


def version(website: Website) -> str:
    """Names what the front page says, whatever stands in its slots."""
    return website.request("/").headers["ETag"] or ""


def previewed(page: Page, website: Website, before: str) -> Check:
    """What is typed is seen on the site's own pages, and readers see nothing of it."""
    check = Check("a preview shows other settings on the front page and on an article, and changes nothing")
    page.fill("[name=name]", "Folio")
    page.fill("[name=accent]", "#003388")
    page.select_option("[name=navigation]", "chosen")
    page.fill("[name='place-/standards']", "1")
    page.fill("[name='called-/standards']", "How we work")
    page.fill("[name='place-/sections/science']", "2")
    for button in ("Preview the front page", "Preview an article"):
        # The page that was previewed before looks much the same, so the new one is waited for.
        with page.expect_event("framenavigated", lambda changed: changed.name == "preview"):
            page.click(f"button:has-text('{button}')")
        frame = page.frame_locator("iframe[name=preview]")
        expect(frame.locator(".nameplate")).to_have_text("Folio", timeout=SETTLED)
        expect(frame.locator("nav.sections a")).to_have_count(2, timeout=SETTLED)
        links = frame.locator("nav.sections a").all_inner_texts()
        check.expect(links[:1] == ["How we work"] and len(links) == 2, f"{button}: the navigation lists {links}")
        colour = frame.locator(".site-line a").evaluate("element => getComputedStyle(element).color")
        check.expect(colour == "rgb(0, 51, 136)", f"{button}: links are {colour}")
    check.expect(page.input_value("[name=name]") == "Folio", "what was typed is gone after the preview")
    check.expect(version(website) == before, "readers see something of the preview")
    return check


def saved(page: Page, website: Website) -> Check:
    check = Check("what the publisher saves is on readers' pages at once, and in the history")
    page.click("button.primary:has-text('Save')")
    check.expect("Saved" in page.inner_text(".notice"), "it is not said that it was saved")
    front = website.request("/").body.decode()
    check.expect("Folio" in front and "How we work" in front, "the front page does not show the new settings")
    sheet = re.search(r'href="(/assets/[0-9a-f]+-theme\.css)"', front)
    if check.expect(sheet, "there is no stylesheet of the colours") and sheet:
        answer = website.request(sheet.group(1))
        check.expect("--accent: #003388" in answer.body.decode(), "it does not set the colour")
    history = page.inner_text("main")
    check.expect("Paula" in history and "Folio" in history, "the history does not tell who changed it")
    return check


def faint(page: Page, website: Website) -> Check:
    check = Check("a colour that could hardly be read is refused with its contrast, and what was typed stays")
    page.goto(website.base + "/publisher/settings")
    page.fill("[name=accent]", "#ff6a5c")
    page.fill("[name=tagline]", "Kept although refused")
    page.click("button.primary:has-text('Save')")
    said = page.inner_text(".field.wrong")
    check.expect(re.search(r"contrast of \d\.\d\d : 1", said), f"the field says {said!r}")
    check.expect(page.input_value("[name=tagline]") == "Kept although refused", "what was typed is lost")
    check.expect("#ff6a5c" not in website.request("/").body.decode(), "readers see the refused colour")
    return check


def hostile(page: Page, website: Website) -> Check:
    """Whatever is sent, nothing breaks and nothing is half saved."""
    check = Check("hostile values of each form are refused or shown as text")
    front = version(website)
    page.goto(website.base + "/publisher/settings")
    token = page.get_attribute("form#settings [name=token]", "value") or ""
    base = page.get_attribute("form#settings [name=base]", "value") or ""
    megabyte = "x" * (1 << 20)
    for form, meant in [
        ({"name": ""}, 422), ({"name": "a" * 61}, 422), ({"language": "en_GB"}, 422), ({"time-zone": "../etc/passwd"}, 422),
        ({"founded": "-1"}, 422), ({"contact": "nobody"}, 422), ({"accent": "url(//evil.example)"}, 422),
        ({"navigation": "chosen", "place-/standards": "first"}, 422), ({"navigation": "chosen", "place-/nowhere": "1"}, 422),
        ({"unknown": "field", "navigation-of": "nothing"}, 200), ({"name": megabyte}, 413),
    ]:
        sent = {"token": token, "base": base, **form}
        answer = page.request.post(website.base + "/publisher/settings", form=sent)
        check.expect(answer.status == meant, f"{str(form)[:60]} is answered {answer.status}")
    check.expect(version(website) == front, "a refused form changed the front page")
    for path, name in [("/desk/sections", "section"), ("/desk/topics", "topic"), ("/desk/people", "byline")]:
        for form, meant in [
            ({"name": ""}, 422), ({"name": "شروق"}, 422), ({"name": "x" * 200}, 422), ({"name": "A", "slug": "../a"}, 422),
            ({"name": megabyte}, 413),
        ]:
            sent = {"token": token, "role": "Writer", **form}
            answer = page.request.post(website.base + path, form=sent)
            check.expect(answer.status == meant, f"{name}: {str(form)[:60]} is answered {answer.status}")
        odd = {"token": token, "name": f"‮RTL 🌊 <b>{name}</b>", "slug": f"odd-{name}", "role": "W", "extra": "1"}
        for _ in range(2):
            answer = page.request.post(website.base + path, form=odd)
            check.expect(answer.status == 200, f"{name}: an odd name is answered {answer.status}")
        page.goto(website.base + path)
        count = page.locator(f".lines a[href='{path}/odd-{name}']").count()
        check.expect(count == 1, f"sending twice made {count} of the odd {name}")
        check.expect(page.locator(".lines b").count() == 0, f"the name of the odd {name} became markup")
        removed = page.request.post(f"{website.base}{path}/odd-{name}/remove", form={"token": token})
        check.expect(removed.status == 200, f"removing the odd {name} is answered {removed.status}")
    return check


def begun(people: dict[str, Person], website: Website) -> Check:
    """A section, a topic and a byline are added on the screen, and an article is published with them."""
    check = Check("an article is published in a section, on a topic and under a name that were added on the screen")
    emil = people["emil"].sign_in("/desk/sections")
    emil.fill("[name=name]", "Rivers")
    emil.fill("[name=description]", "Where water goes.")
    emil.click("button:has-text('Add the section')")
    check.expect("Added" in emil.inner_text(".notice"), "adding the section is not told")
    emil.click("button:has-text('Move up: Rivers')")
    emil.click("text=Topics")
    emil.fill("[name=name]", "Estuaries")
    emil.click("button:has-text('Add the topic')")
    emil.click("text=Bylines")
    emil.fill("[name=name]", "Ría Novák")
    emil.fill("[name=role]", "Writer")
    emil.fill("[name=biography]", "Has *followed* rivers for years.")
    emil.click("button:has-text('Add the byline')")

    will = people["will"].sign_in("/desk")
    check.expect("Sections" not in will.inner_text("nav.places"), "a writer is shown the way to the sections")
    will.fill("[name=title]", "Where does the Elbe end?")
    will.click("text=Begin")
    for name, text in [("answer", "In the North Sea."), ("body", "At Cuxhaven."), ("description", "Its mouth.")]:
        will.fill(f"[name={name}]", text)
    will.select_option("[name=section]", label="Rivers")
    will.check("[name=topics][value=estuaries]")
    will.check("[name=authors][value=ria-novak]")
    will.click("text=Hand in for review")
    expect(will.locator(".notice")).to_contain_text("Handed in", timeout=SETTLED)
    fiona = people["fiona"].sign_in("/desk")
    fiona.click("text=Where does the Elbe end?")
    fiona.click("button:has-text('Facts are right')")
    emil.goto(fiona.url)
    emil.click("button:has-text('Publish now')")
    article = website.request("/where-does-the-elbe-end").body.decode()
    for text in ("Rivers", "Estuaries", "Ría Novák"):
        check.expect(text in article, f"“{text}” is not in the article")
    person = website.request("/people/ria-novak").body.decode()
    check.expect("<em>followed</em>" in person, "the page of the person does not show the biography")
    emil.goto(website.base + "/desk/sections/rivers")
    check.expect("once no article uses it" in emil.inner_text("main"), "a section in use can be removed")
    return check


def clocks(people: dict[str, Person], website: Website) -> Check:
    """Times are those of the site's zone, also on the days on which its clocks change."""
    check = Check("a schedule is by the site's clocks, and a time that they skip or show twice is told")
    paula, emil, will = (people[name].page for name in ("paula", "emil", "will"))
    paula.goto(website.base + "/publisher/settings")
    paula.fill("[name=time-zone]", "Europe/Berlin")
    paula.click("button.primary:has-text('Save')")
    will.goto(website.base + "/desk")
    will.fill("[name=title]", "When do clocks change?")
    will.click("text=Begin")
    check.expect(re.search(r"Saved \d\d:\d\d CES?T", will.inner_text("#save-state")), "the editor tells another time")
    for name, text in [("answer", "In spring."), ("body", "And in autumn."), ("description", "Twice a year.")]:
        will.fill(f"[name={name}]", text)
    will.select_option("[name=section]", index=1)
    will.check("[name=authors] >> nth=0")
    will.click("text=Hand in for review")
    expect(will.locator(".notice")).to_contain_text("Handed in", timeout=SETTLED)
    fiona = people["fiona"].page
    fiona.goto(will.url)
    fiona.click("button:has-text('Facts are right')")
    emil.goto(will.url.split("#")[0])
    emil.click("summary:has-text('Schedule')")
    emil.fill("[name=moment]", "2027-03-28T02:30")
    emil.click("button:has-text('Schedule')")
    check.expect("from 02:00 to 03:00" in emil.inner_text("main"), "a time that is skipped is not told")
    emil.fill("[name=moment]", "2027-10-31T02:30")
    emil.click("button:has-text('Schedule')")
    check.expect("show this time twice" in emil.inner_text("main"), "a time that is there twice is not told")
    emil.select_option("[name=occurrence]", "second")
    emil.click("button:has-text('Schedule')")
    said = emil.inner_text(".editor-head")
    check.expect("02:30 CET" in said, f"it is scheduled for {said!r}")
    moment = emil.get_attribute(".editor-head time >> nth=0", "datetime")
    check.expect(moment == "2027-10-31T01:30:00Z", f"the moment is {moment}")
    return check


def policy(page: Page, website: Website) -> Check:
    check = Check("a policy is previewed, put in force, and its earlier text can still be read")
    page.goto(website.base + "/publisher/policies/standards")
    page.fill("[name=body]", "## What we keep\n\nWe count *twice*. <script>alert(1)</script>")
    page.click("button:has-text('Show the preview')")
    expect(page.frame_locator("iframe[name=preview]").locator("main")).to_contain_text("We count twice", timeout=SETTLED)
    check.expect("We count" not in website.request("/standards").body.decode(), "readers see the preview")
    page.click("button:has-text('Put in force')")
    text = website.request("/standards").body.decode()
    check.expect("<em>twice</em>" in text and "<script>alert" not in text, "the page does not show the new text")
    page.click("a:has-text('Text 1')")
    frame = page.frame_locator("iframe[name=preview]").locator("main")
    expect(frame).not_to_contain_text("We count twice", timeout=SETTLED)
    return check


def accessible(people: dict[str, Person], website: Website) -> Iterator[Check]:
    pages = {
        "paula": ["/publisher", "/publisher/settings", "/publisher/policies", "/publisher/policies/standards",
                  "/desk/sections"],
        "emil": ["/desk/sections", "/desk/sections/rivers", "/desk/topics", "/desk/topics/estuaries", "/desk/people",
                 "/desk/people/ria-novak"],
    }
    for width in WIDTHS:
        check = Check(f"axe finds no violation in the settings, {width} px, light and dark")
        for name, paths in pages.items():
            page = people[name].page
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for path in paths:
                page.goto(website.base + path)
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                check.expect(wide <= 0, f"{path} is {wide} px wider than the window")
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    check.problems += [f"{path}, {scheme}: {violation}" for violation in violations(page)]
            page.emulate_media(color_scheme="light")
        yield check


def put_back(page: Page, website: Website) -> Check:
    """As other checks expect the site."""
    check = Check("what the publisher puts back is as it was")
    page.goto(website.base + "/publisher/settings")
    for name, value in [("name", "Quarto"), ("accent", "#94200f"), ("time-zone", "UTC")]:
        page.fill(f"[name={name}]", value)
    page.select_option("[name=navigation]", "all")
    page.click("button.primary:has-text('Save')")
    front = website.request("/").body.decode()
    check.expect("Quarto" in front and "theme.css" not in front, "the front page is not as it was")
    return check
