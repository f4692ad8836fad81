"""What helps while somebody writes: findings that lead to their line, pasting, insert dialogs and keys, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from accessibility import violations
from browser import HEIGHT, chromium
from check import Check
from desk import SETTLED, WIDTHS, Person, Staff
from playwright.sync_api import Page, expect
from website import Website

PEOPLE = {"wren": "writer", "ellis": "editor", "flora": "fact-checker"}
SAVED = re.compile(r"^Saved \d.*[^C]$")
GUIDE = Path(__file__).resolve().parent.parent / "docs" / "desk.md"

# As a browser tells a page of a paste; the clipboard itself is closed to a headless one.
PASTE = """
([name, html, plain]) => {
    const field = document.querySelector(`[name=${name}]`);
    field.focus();
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData('text/html', html);
    clipboardData.setData('text/plain', plain);
    const event = new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true});
    return field.dispatchEvent(event);
}
"""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}</style></head><body>
<!--StartFragment--><h1>Tides<o:p></o:p></h1><p class=MsoNormal><b>High</b> and <a
href="https://sea.example/?utm_source=word">low</a>.<o:p></o:p></p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span>Spring</p><p class=MsoListParagraph
style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Neap</p>
<img src="data:image/png;base64,AAAA" alt="A beach"><script>window.pasted = true</script><!--EndFragment--></body></html>"""
WORD_MARKDOWN = "## Tides\n\n**High** and [low](https://sea.example/).\n\n- Spring\n- Neap\n\nA beach"


def run(website: Website, staff: Staff) -> Iterator[Check]:
    for name, role in PEOPLE.items():
        staff.add(name, role)
    with chromium() as browser:
        people = {name: Person(browser, website, name) for name in PEOPLE}
        for name in PEOPLE:
            people[name].sign_in("/desk")
        wren = people["wren"].page
        address = begin(wren, website, "How do tides turn?")
        yield findings(wren)
        yield pasting(wren)
        yield inserting(wren)
        yield keys(wren)
        yield from accessible(wren, address)
        yield gate(people, website)
        yield without_scripts(people["wren"], address)
        quiet = Check("no page of the editor complains on the console or breaks its own content policy")
        for person in people.values():
            meant = re.compile(r"status of (400|409|422)")
            quiet.problems += [f"{person.name}: {error}" for error in person.listener.errors if not meant.search(error)]
        yield quiet


def begin(page: Page, website: Website, title: str) -> str:
    page.goto(website.base + "/desk")
    page.fill("[name=title]", title)
    page.click("text=Begin")
    # What is typed before the editor's scripts run would be saved with the next key only.
    page.wait_for_load_state("load")
    return page.url


def save(page: Page, name: str, text: str) -> None:
    """Types a text and waits until the panel has followed its save."""
    page.wait_for_load_state("load")
    with page.expect_response(re.compile(r"/findings$")):
        page.fill(f"[name={name}]", text)
    expect(page.locator("#save-state")).to_have_text(SAVED, timeout=SETTLED)


def selected(page: Page, name: str) -> str:
    return page.eval_on_selector(
        f"[name={name}]", "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    )


def findings(page: Page) -> Check:
    check = Check("the panel of findings follows each save, and leads to the field and the line")
    text = page.inner_text("#findings")
    check.expect("There is no short answer" in text, f"an empty text is said to be {text!r}")
    check.expect(page.locator("#findings .state").count() >= 2, "what stops publication is not marked")
    lines = [f"Line {number} of it, which says nothing." for number in range(1, 121)]
    lines[99] = "By then some 27,500 people had come."
    save(page, "body", "\n\n".join(lines))
    found = page.locator("#findings a", has_text="Body, line 199")
    if not check.expect(found.count() == 1, f"the number is not found: {page.inner_text('#findings')[:600]!r}"):
        return check
    found.click()
    check.expect(selected(page, "body") == lines[99], f"the line that is selected is {selected(page, 'body')!r}")
    seen = page.eval_on_selector(
        "[name=body]",
        "field => field.scrollTop > 0 && field.getBoundingClientRect().bottom > 0"
        " && field.getBoundingClientRect().top < innerHeight && document.activeElement === field",
    )
    check.expect(seen, "the line is not in view, or the field has no focus")
    page.click("#findings a >> text=Written by")
    name = page.evaluate("document.activeElement.name")
    check.expect(name == "authors", f"the byline's finding leads to {name!r}")
    page.check("[name=authors] >> nth=0")
    save(page, "answer", "Twice a day. <img src=x onerror=alert(1)> :cite[<b>]")
    check.expect(page.locator("#findings img, #findings b").count() == 0, "what was typed is taken for HTML")
    expect(page.locator("#findings")).not_to_contain_text("There is no short answer", timeout=SETTLED)
    check.expect(page.locator("#findings img, #findings b").count() == 0, "what was typed is taken for HTML")
    save(page, "answer", "Twice a day.")
    save(page, "body", "Some came.")
    expect(page.locator("#findings")).not_to_contain_text("27,500", timeout=SETTLED)
    return check


def pasting(page: Page) -> Check:
    check = Check("what is pasted from a word processor becomes clean Markdown, and can be undone")
    page.fill("[name=body]", "Before.")
    page.eval_on_selector("[name=body]", "field => field.setSelectionRange(7, 7)")
    check.expect(not page.evaluate(PASTE, ["body", WORD, "Tides"]), "the paste was left to the browser")
    expect(page.locator("#paste-state")).to_have_text("Pasted as Markdown", timeout=SETTLED)
    text = page.input_value("[name=body]")
    check.expect(text == f"Before.\n\n{WORD_MARKDOWN}", f"the text is {text!r}")
    check.expect(page.evaluate("window.pasted") is None, "a script of the pasted matter has run")
    page.keyboard.press("Control+z")
    text = page.input_value("[name=body]")
    check.expect(text == "Before.", f"after undoing the text is {text!r}")
    plain = page.evaluate(PASTE, ["body", "<meta charset=utf-8><span style='color:red'>let x</span>", "let x"])
    check.expect(plain, "text in a coloured span was not left to the browser")
    # The browser's own paste would take what the machine's clipboard holds.
    page.dispatch_event("[name=body]", "keydown", {"key": "V", "ctrlKey": True, "shiftKey": True, "bubbles": True})
    page.evaluate(PASTE, ["body", WORD, "The words alone"])
    text = page.input_value("[name=body]")
    check.expect(text.endswith("The words alone"), f"pasting plain gives {text!r}")
    page.keyboard.press("Control+z")
    page.fill("[name=answer]", "")
    # So tangled that it is refused: the words come in all the same.
    page.evaluate(PASTE, ["answer", "<b>" * 200_000, "The words"])
    expect(page.locator("#paste-state")).to_contain_text("words alone", timeout=SETTLED)
    check.expect(page.input_value("[name=answer]") == "The words", f"refused matter gives {page.input_value('[name=answer]')!r}")
    token = page.get_attribute("#manuscript [name=token]", "value") or ""
    paste = page.evaluate("new URL(document.getElementById('manuscript').dataset.paste, location).href")
    for note, headers, body, status in [
        ("no token", {}, b"<p>a</p>", 403), ("broken bytes", {"X-Form-Token": token}, b"<p>\xff\xfe\x00</p>", 200),
        ("five megabytes", {"X-Form-Token": token}, b"x" * (5 << 20), 413),
    ]:
        answer = page.request.post(paste, data=body, headers={"Content-Type": "text/html", "Accept": "application/json", **headers})
        check.expect(answer.status == status, f"{note} is answered {answer.status}")
    return check


def inserting(page: Page) -> Check:
    check = Check("a fact is found and inserted with the keyboard alone, and the focus comes back")
    page.fill("[name=body]", "As measured, .")
    page.eval_on_selector("[name=body]", "field => { field.focus(); field.setSelectionRange(13, 13); }")
    page.keyboard.press("Control+Shift+F")
    check.expect(page.locator("#insert[open]").count() == 1, "the key opens no dialog")
    check.expect(page.evaluate("document.activeElement.id") == "insert-text", "the focus is not in the search field")
    options = page.locator("#insert-items [role=option]")
    expect(options.first).to_be_visible(timeout=SETTLED)
    first = options.nth(0).inner_text().split("\n")[0]
    second = options.nth(1).inner_text().split("\n")[0]
    check.expect(first != second, f"two entries are both {first!r}")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#insert-text", "aria-activedescendant")
    chosen = page.locator("#insert-items [aria-selected=true]")
    check.expect(chosen.get_attribute("id") == active == "insert-item-1", f"the arrow leads to {active}")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    check.expect(page.locator("dialog[open]").count() == 0, "Escape does not close it")
    check.expect(page.evaluate("document.activeElement.name") == "body", "the focus does not come back to the text")
    page.keyboard.press("Control+Shift+F")
    page.keyboard.type(first)
    expect(options.first).to_contain_text(first, timeout=SETTLED)
    expect(page.locator("#insert-state")).to_contain_text("fit", timeout=SETTLED)
    page.keyboard.press("Enter")
    text = page.input_value("[name=body]")
    check.expect(re.fullmatch(r"As measured, :fact\[[a-z0-9-]+\]\.", text), f"the text is {text!r}")
    page.keyboard.type("!")
    check.expect("]!" in page.input_value("[name=body]"), "typing does not go on after what was inserted")
    page.keyboard.press("Control+Shift+F")
    page.keyboard.type("nothing is called this")
    expect(page.locator("#insert-state")).to_have_text("Nothing fits.", timeout=SETTLED)
    page.keyboard.press("Enter")
    check.expect(page.locator("#insert[open]").count() == 1, "Enter without an entry closes the dialog")
    page.keyboard.press("Escape")
    check.expect(page.locator("dialog[open]").count() == 0, "Escape in the search field does not close it")
    return check


def keys(page: Page) -> Check:
    check = Check("keys set headings, lists and emphasis, and ? lists every key as the guide does")
    for keys, before, after in [
        ("Control+b", "word", "**word**"), ("Control+i", "word", "*word*"), ("Control+k", "word", "[word](https://)"),
        ("Control+Alt+2", "word", "## word"), ("Control+Alt+3", "## word", "### word"), ("Control+Alt+0", "## word", "word"),
        ("Control+Shift+Digit7", "a\nb", "1. a\n2. b"), ("Control+Shift+Digit7", "1. a\n2. b", "a\nb"),
        ("Control+Shift+Digit8", "1. a\n2. b", "- a\n- b"), ("Control+Shift+Digit9", "a\nb", "> a\n> b"),
    ]:
        page.fill("[name=body]", before)
        page.press("[name=body]", "Control+a")
        page.press("[name=body]", keys)
        text = page.input_value("[name=body]")
        check.expect(text == after, f"{keys} makes {text!r} of {before!r}")
        page.press("[name=body]", "Control+z")
        check.expect(page.input_value("[name=body]") == before, f"{keys} cannot be undone")
    page.press("[name=body]", "?")
    check.expect(page.locator("dialog[open]").count() == 0, "? opens the list while somebody types")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    check.expect(page.locator("#shortcuts[open]").count() == 1, "? does not open the list")
    names, effects = (page.locator(f"#shortcuts {part}").all_inner_texts() for part in ("dt", "dd"))
    rows = dict(re.findall(r"^\| ([^|]*`[^|]*) \| ([^|]+) \|$", GUIDE.read_text(), re.MULTILINE))
    told = {" ".join(re.findall(r"`([^`]+)`", keys)): effect for keys, effect in rows.items()}
    for name, effect in zip(names, effects, strict=True):
        name = " ".join(name.split())
        check.expect(told.get(name) == effect, f"the guide says of {name}: {told.get(name)!r}, the list {effect!r}")
    page.keyboard.press("Escape")
    page.focus("[name=body]")
    page.keyboard.press("Control+/")
    check.expect(page.locator("#shortcuts[open]").count() == 1, "Ctrl and / do not open the list")
    page.keyboard.press("Escape")
    check.expect(page.evaluate("document.activeElement.name") == "body", "the focus does not come back to the text")
    return check


def accessible(page: Page, address: str) -> Iterator[Check]:
    page.goto(address)
    save(page, "body", "By then 27,500 had come.\n\n![](https://sea.example/a.webp)")
    for width in WIDTHS:
        check = Check(f"axe finds no violation in the findings and dialogs, {width} px, light and dark")
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for what, opened, keys in [("page", "#findings li >> nth=0", ""), ("dialog", "#insert-items li >> nth=0", "Control+Shift+F"),
                                   ("list of keys", "#shortcuts[open]", "Control+/")]:
            page.focus("[name=body]")
            if keys:
                page.keyboard.press(keys)
            expect(page.locator(opened)).to_be_visible(timeout=SETTLED)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            check.expect(wide <= 0, f"with the {what} the page is {wide} px wider than the window")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                check.problems += [f"{what}, {scheme}: {violation}" for violation in violations(page)]
            page.keyboard.press("Escape")
        page.emulate_media(color_scheme="light")
        yield check
    page.set_viewport_size({"width": 1280, "height": HEIGHT})


def gate(people: dict[str, Person], website: Website) -> Check:
    check = Check("what the checks block is not published, and the page lists why and where")
    wren, ellis, flora = (people[name].page for name in ("wren", "ellis", "flora"))
    address = begin(wren, website, "What stops publication?")
    wren.fill("[name=answer]", "An image without words.")
    wren.fill("[name=body]", "One.\n\nTwo ![](https://sea.example/none.webp).\n\nBut 27,500 came.")
    wren.fill("[name=description]", "What the checks before publication refuse.")
    wren.select_option("[name=section]", index=1)
    wren.check("[name=authors] >> nth=0")
    expect(wren.locator("#save-state")).to_have_text(SAVED, timeout=SETTLED)
    wren.click("text=Hand in for review")
    notice = wren.inner_text(".notice")
    check.expect("One finding stops publication, one to look at" in notice, f"handing in says {notice!r}")
    flora.goto(address)
    flora.click("button:has-text('Facts are right')")
    ellis.goto(address)
    ellis.click("#findings a:has-text('Body, line 3')")
    chosen = ellis.evaluate("String(getSelection())")
    check.expect(chosen == "Two ![](https://sea.example/none.webp).", f"the line of the still text that is selected is {chosen!r}")
    ellis.click("button:has-text('Publish now')")
    problem = ellis.inner_text(".problem")
    check.expect("Line 3: The image" in problem, f"the refusal says {problem!r}")
    check.expect("27,500" not in problem, "advice is told as a refusal")
    check.expect("Fact-checked" in ellis.inner_text(".state >> nth=0"), "its state has changed")
    check.expect(website.request("/what-stops-publication").status == 404, "it was published")
    ellis.click("button:has-text('Take back to change it')")
    save(ellis, "body", "One.\n\nTwo.\n\nBut 27,500 came.")
    expect(ellis.locator("#findings")).not_to_contain_text("stops publication", timeout=SETTLED)
    check.expect("27,500" in ellis.inner_text("#findings"), "the advice is gone with what blocked")
    return check


def without_scripts(person: Person, address: str) -> Check:
    check = Check("without scripts the findings lead to their fields, and no dead button is shown")
    profile = person.page.context.browser
    if not check.expect(profile, "there is no browser"):
        return check
    plain = profile.new_context(java_script_enabled=False, storage_state=person.profile.storage_state())
    page = plain.new_page()
    page.goto(address)
    targets = [link.get_attribute("href") for link in page.locator("#findings a").all()]
    check.expect(targets, "there is nothing to follow")
    for target in targets:
        check.expect(page.locator(target or "none").count() == 1, f"{target} leads nowhere")
    check.expect(not page.is_visible("#insert-bar"), "buttons are shown that do nothing")
    check.expect(page.is_visible("text=Facts that can be used"), "the list of facts is not there")
    check.expect(re.match(r"\d+ words, about \d+ min", page.inner_text("#length")), "the length is not told")
    plain.close()
    return check
