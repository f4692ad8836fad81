"""Editors order, look at, approve and watch editions of the newsletter, with scripts and without, on a site of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import newsdesk_seed
from accessibility import looked_at
from browser import HEIGHT, chromium
from check import Check
from desk import Person, Staff, address, password
from letterbox import Letterbox, letterbox
from newsletter import posting
from playwright.sync_api import Browser, Page, expect
from website import Website

WIDTHS = [360, 768, 1440]
SETTLED = 10_000
FULL = 60


def run(_: Website, staff: Staff) -> Iterator[Check]:
    with letterbox() as box, posting(box, staff.binary) as (website, own), chromium() as browser:
        for name, role in (("edda", "editor"), ("petra", "publisher"), ("wanda", "writer")):
            own.add(name, role)
        edda, petra = Person(browser, website, "edda"), Person(browser, website, "petra")
        yield refused(Person(browser, website, "wanda"))
        edda.sign_in("/desk/newsletter")
        petra.sign_in("/desk/newsletter")
        yield empty(edda)
        at = newsdesk_seed.seed(own.data)
        yield ordered(edda, at["draft"])
        yield two_at_once(edda, petra, at["draft"])
        yield tested(edda, at["draft"], box, website)
        yield without_script(browser, website, at)
        yield previewed(edda, at["draft"])
        yield watched(edda, at, own)
        newsdesk_seed.click(own.data, at["sent"].rsplit("/", 1)[1])
        pages = ["", *[at[state] for state in ("draft", "scheduled", "sent", "nothing", "cancelled")], f"{at['draft']}/preview"]
        pages += [f"{at['draft']}/cancel", f"{at['sending']}/sending", f"{at['paused']}/sending", f"{at['sent']}/report"]
        newsdesk_seed.fill(own.data, FULL)
        pages.append(f"/desk/newsletter/{newsdesk_seed.day(5)}")
        yield accessible(edda, [path or "/desk/newsletter" for path in pages])
        quiet = Check("no page of the newsletter’s office complains on the console or breaks its own content policy")
        for person in (edda, petra):
            quiet.problems += [f"{person.name}: {error}" for error in person.listener.errors if not re.search("status of (409|422)", error)]
        yield quiet


def titles(page: Page) -> list[str]:
    return page.locator("#taken .line-title").all_text_contents()


def refused(person: Person) -> Check:
    check = Check("a writer is refused at the newsletter’s office, and no bar leads there")
    page = person.sign_in("/desk/newsletter")
    check.expect("This is not yours to do" in page.inner_text("main"), page.inner_text("main")[:200])
    page.goto(person.base + "/desk")
    check.expect(page.locator("nav.places >> text=Newsletter").count() == 0, "the bar leads a writer there")
    return check


def empty(person: Person) -> Check:
    check = Check("before there is an edition, the office says what will happen and what is missing")
    text = person.page.inner_text("main")
    for words in ("Nobody has confirmed a subscription", "The next daily edition", "The next weekly edition"):
        check.expect(words in text, f"“{words}” isn’t in {text[:600]!r}")
    return check


def ordered(person: Person, path: str) -> Check:
    check = Check("with a script, buttons, keys and dragging order an edition, and nothing is kept before it is saved")
    page = person.page
    page.goto(person.base + path)
    before = titles(page)
    page.click("#item-1 [data-step=up]")
    check.expect(titles(page)[:2] == [before[1], before[0]], f"after Up the order is {titles(page)[:2]}")
    focused = page.evaluate("document.activeElement.closest('.edition-item')?.querySelector('.line-title').textContent")
    check.expect(focused == before[1], f"the focus is on {focused!r}")
    page.keyboard.press("Alt+ArrowDown")
    check.expect(titles(page) == before, "Alt and an arrow don’t move it back")
    page.drag_and_drop("#item-2 .line-title", "#item-0 .line-title", target_position={"x": 5, "y": 2})
    check.expect(titles(page)[0] == before[2], f"after dragging the order is {titles(page)[:3]}")
    page.click("#taken .edition-item >> nth=-1 >> [data-step=out]")
    check.expect(page.locator("#left .edition-item").count() == 1, "what was left out stands nowhere")
    check.expect("Not saved yet" in page.inner_text("#save-state"), "nobody says that it isn’t saved")
    page.fill("[name=subject]", "Ordered by hand")
    page.keyboard.press("Control+s")
    expect(page.locator(".notice")).to_contain_text("Saved", timeout=SETTLED)
    check.expect(titles(page) == [before[2], *before[:2], *before[3:-1]], f"saved is {titles(page)}")
    check.expect(page.input_value("[name=subject]") == "Ordered by hand", "the subject isn’t saved")
    page.click("#left [data-step=in]")
    page.click("text=Save and approve")
    check.expect("Approved. It goes on" in page.inner_text(".notice"), page.inner_text("main")[:300])
    check.expect(len(titles(page)) == len(before), "what was taken in again isn’t")
    page.click("text=Save and hold")
    check.expect("It is held" in page.inner_text(".notice"), page.inner_text("main")[:300])
    return check


def two_at_once(one: Person, other: Person, path: str) -> Check:
    check = Check("of two editors the second is told, and keeps what they typed")
    for person in (one, other):
        person.page.goto(person.base + path)
    one.page.fill("[name=subject]", "Edda’s subject")
    one.page.click(".save-bar button")
    other.page.fill("[name=subject]", "Petra’s subject")
    other.page.fill("[name=intro]", "Petra’s introduction")
    other.page.click("#item-0 [data-step=down]")
    order = titles(other.page)
    other.page.click(".save-bar button")
    text = other.page.inner_text("main")
    check.expect("changed in the meantime" in text and "Edda’s subject" in text, text[:400])
    check.expect(other.page.input_value("[name=intro]") == "Petra’s introduction", "the introduction is lost")
    check.expect(titles(other.page) == order, "the order is lost")
    other.page.click(".save-bar button")
    check.expect("Saved" in other.page.inner_text(".notice"), "it can’t be saved then")
    return check


def tested(person: Person, path: str, box: Letterbox, website: Website) -> Check:
    check = Check("a test goes to the editor’s own address, says that it is one, and its link to leave does nothing")
    page = person.page
    page.goto(person.base + path)
    check.expect(page.input_value("[name=address]") == address(person.name), "the address isn’t the editor’s own")
    page.fill("[name=subject]", "To be tested")
    page.fill("[name=address]", "nowhere")
    page.locator("#edition").evaluate("form => { form.noValidate = true; }")
    page.click("text=Save and send a test")
    check.expect("Write an address such as" in page.inner_text("main"), page.inner_text("main")[:400])
    check.expect(page.input_value("[name=subject]") == "To be tested", "what was typed is lost")
    page.fill("[name=address]", address(person.name))
    page.click("text=Save and send a test")
    check.expect(f"A test is on its way to {address(person.name)}" in page.inner_text("main"), page.inner_text("main")[:400])
    mail = box.wait(1)
    check.expect(str(mail["Subject"]).startswith("Test: ") and "To be tested" in str(mail["Subject"]), f"the subject is {mail['Subject']!r}")
    text = mail.get_body(("plain",))
    found = re.search(r"https?://\S+/newsletter/leave/\S+", text.get_content() if text else "")
    way = found[0].removeprefix(website.base) if found else "/"
    check.expect(found is not None and str(mail["List-Unsubscribe"]) == f"<{found[0]}>", f"the way out is {mail['List-Unsubscribe']}")
    answer = website.request(way)
    check.expect(answer.status == 200 and b"This letter was a test" in answer.body, f"{way} answers {answer.status}")
    return check


def without_script(browser: Browser, website: Website, at: dict[str, str]) -> Check:
    check = Check("all of it works without a script: order, refusal, approval, pause and cancellation")
    profile = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": HEIGHT})
    page = profile.new_page()
    page.goto(website.base + at["draft"])
    page.fill("[name=email]", address("edda"))
    page.fill("[name=password]", password("edda"))
    page.click("button.primary")
    before = titles(page)
    page.fill("[name=subject]", "Without a script")
    page.click("#item-2 button:has-text('Up')")
    check.expect(titles(page)[1] == before[2] and page.url.endswith("#item-1"), f"after Up: {titles(page)[:3]}, {page.url}")
    check.expect(page.input_value("[name=subject]") == "Without a script", "what was typed is lost")
    page.click("#item-1 button:has-text('Leave out')")
    page.click("#left button:has-text('Take in')")
    check.expect(titles(page)[-1] == before[2], f"taken in again it stands at {titles(page)}")
    page.locator("#edition").evaluate("form => { form.noValidate = true; }")
    page.fill("[name=intro]", "Typed with care")
    page.fill("[name=subject]", "  ")
    page.click("text=Save and approve")
    check.expect("Write 1 to 150 characters." in page.inner_text("main"), page.inner_text("main")[:400])
    check.expect(page.input_value("[name=intro]") == "Typed with care", "the introduction is lost")
    page.goto(website.base + at["sending"] + "/sending")
    check.expect(page.locator("meta[http-equiv=refresh]").count() == 1, "the page doesn’t load itself again")
    # Words within "noscript" are none to Playwright.
    page.click("a[href$='?still=yes']")
    check.expect(page.locator("meta[http-equiv=refresh]").count() == 0, "it loads itself again all the same")
    page.click("button:has-text('Pause')")
    check.expect("Paused by Edda" in page.inner_text("main"), page.inner_text("main")[:400])
    page.click("button:has-text('Resume')")
    check.expect("It goes on" in page.inner_text(".notice"), page.inner_text("main")[:300])
    page.goto(website.base + at["scheduled"])
    page.click("text=Cancel this edition")
    page.click("button:has-text('Cancel it for good')")
    check.expect("went to nobody" in page.inner_text("main"), page.inner_text("main")[:300])
    return check


def previewed(person: Person, path: str) -> Check:
    check = Check("the preview shows the letter in frames that reach nothing, light and dark, by topic, and as text")
    page = person.page
    page.goto(f"{person.base}{path}/preview")
    frame = page.frame_locator(".letter-phone")
    expect(frame.locator("h1")).to_have_text("Quarto", timeout=SETTLED)
    check.expect(page.locator("iframe[sandbox='']").count() == 2, "a frame isn’t closed")
    for look, paper in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(31, 29, 26)")):
        page.select_option("[name=look]", look)
        page.click("button:has-text('Show')")
        sheet = page.frame_locator(".letter-computer").locator(".m-sheet")
        expect(sheet).to_have_css("background-color", paper, timeout=SETTLED)
    for style, width in (("letter-phone", 360), ("letter-computer", 600)):
        found = page.evaluate(f"document.querySelector('iframe.{style}').clientWidth")
        check.expect(found == width, f"{style} is {found} px wide")
    check.expect("-- \n" in (page.text_content(".letter-text") or ""), "the text part isn’t there")
    page.select_option("[name=topic]", index=1)
    page.click("button:has-text('Show')")
    check.expect("topic=" in page.url and "look=dark" in page.url, page.url)
    return check


def watched(person: Person, at: dict[str, str], own: Staff) -> Check:
    check = Check("the figures of an edition on its way change without the page being loaded again")
    page = person.page
    page.goto(f"{person.base}{at['sending']}/sending")
    page.evaluate("window.isSamePage = true")
    before = page.inner_text(".sending-line")
    newsdesk_seed.progress(own.data, at["sending"].rsplit("/", 1)[1], 50)
    expect(page.locator(".sending-line")).not_to_have_text(before, timeout=SETTLED)
    check.expect(page.evaluate("window.isSamePage === true"), "the page was loaded again")
    check.expect("greylist" in page.inner_text("#progress").lower(), "the reasons aren’t told")
    check.expect("never sent again by itself" in page.inner_text("main"), "“uncertain” isn’t explained")
    page.goto(f"{person.base}{at['paused']}/sending")
    text = page.inner_text("main")
    check.expect("refuses this site as a sender" in text and "masthead doctor" in text and "5.7.26" in text, text[:600])
    return check


def accessible(person: Person, paths: list[str]) -> Check:
    check = Check(f"axe finds no violation on {len(paths)} pages of the newsletter’s office, and nothing sticks out")
    page = person.page
    for path in paths:
        page.goto(person.base + path)
        looked_at(page, path, check, WIDTHS)
    return check
