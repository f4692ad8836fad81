"""Somebody makes an evaluation in a browser, sees the new order before it is saved, and shows it in an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from accessibility import violations
from browser import HEIGHT, chromium
from check import Check
from desk import Person, Staff
from playwright.sync_api import Page, expect
from website import Website

WIDTHS = [360, 1280]
METHOD = "We boiled **one litre** three times each.\n\n- On the same socket.\n- In the same room."
HOSTILE = "<b>1:52</b> minutes, measured \"three\" times & noted."
KETTLES = {"Boiler One": ("9.0", "2.0"), "غلاية هادئة ☕": ("5.0", "7.5"), "Untried": None}


def run(website: Website, staff: Staff) -> Iterator[Check]:
    staff.add("eva", "editor")
    with chromium() as browser:
        eva = Person(browser, website, "eva")
        eva.sign_in("/desk/products")
        yield products(eva.page, website)
        yield evaluation(eva.page, website)
        yield weights(eva.page, website)
        article = Check("an article's preview shows the comparison in its order, with what it rests on")
        preview = write_article(article, eva.page, website)
        yield article
        yield from accessible(eva.page, website, preview)
        quiet = Check("no page of the evaluations complains on the console or breaks its own content policy")
        meant = re.compile(r"status of (409|422)")
        quiet.problems += [error for error in eva.listener.errors if not meant.search(error)]
        yield quiet


def products(page: Page, website: Website) -> Check:
    check = Check("products are added with the plain address of their maker's page, and no other")
    page.goto(website.base + "/desk/products")
    page.fill("[name=name]", "Boiler One")
    page.fill("[name=maker]", "Boilers")
    page.fill("[name=address]", "https://boilers.example/one?utm_source=site")
    page.click("button.primary")
    check.expect("who sent the reader" in page.inner_text(".field.wrong"), "an address with a tell-tale is taken")
    check.expect(page.input_value("[name=maker]") == "Boilers", "what was typed is lost")
    for number, name in enumerate(KETTLES):
        page.goto(website.base + "/desk/products")
        page.fill("[name=name]", name)
        page.fill("[name=maker]", "Boilers")
        page.fill("[name=address]", "https://boilers.example/one?colour=red")
        page.fill("[name=slug]", f"kettle-{number}")
        page.click("button.primary")
        check.expect("Added" in page.inner_text(".notice"), f"“{name}” is not added")
    page.goto(website.base + "/desk/products?text=boiler")
    check.expect(page.locator(".lines > li").count() == 3, "the search does not find the three by their maker")
    found = page.request.get(website.base + "/desk/products/search?text=boiler%20one").json()
    check.expect(
        found == {"items": [{"slug": "kettle-0", "label": "Boiler One", "detail": "Boilers",
                             "markdown": ":product[kettle-0]"}]},
        f"the search for the editor answers {found}",
    )
    return check


def save(page: Page, reason: str = "") -> str:
    """Looks at what a change does, saves it, and gives back what the preview said."""
    said = page.inner_text("main")
    page.fill("[name=reason]", reason)
    page.click("button:has-text('Save the change')")
    return said


def see(page: Page, kind: str) -> None:
    page.click(f"form:has(input[name=edit][value={kind}]) button.primary")


def evaluation(page: Page, website: Website) -> Check:
    check = Check("an evaluation is made: method, criteria with weights, products, scores with evidence")
    page.goto(website.base + "/desk/evaluations")
    page.fill("[name=title]", "Kettles for small kitchens")
    page.click("button.primary")
    address = page.url
    check.expect(address.endswith("/desk/evaluations/kettles-for-small-kitchens"), f"it is at {address}")
    check.expect("doesn’t state its method" in page.inner_text("main"), "the missing method is not told")
    page.fill("[name=method]", METHOD)
    see(page, "description")
    save(page)
    rows = [("Speed", "-3", "0 is nine minutes, 10 is one", "It boils a litre soon."),
            ("Noise", "2", "0 is 90 dB, 10 is 40", "One can talk beside it.")]
    for number, values in enumerate(rows):
        for name, value in zip(["name", "weight", "scale", "good"], values):
            page.fill(f"[name={name}-{number}]", value)
    see(page, "criteria")
    check.expect("from 0 to 1000" in page.inner_text(".field.wrong"), "a negative weight is not told at its field")
    check.expect(page.input_value("[name=good-1]") == rows[1][3], "what was typed is lost")
    page.fill("[name=weight-0]", "3")
    see(page, "criteria")
    save(page)
    page.fill("[name=add]", "kettle-0 kettle-1 kettle-2")
    see(page, "products")
    check.expect("is added" in page.inner_text(".orders"), "the preview does not show what is added")
    save(page)
    for name, scores in KETTLES.items():
        if not scores:
            continue
        page.click(f"tbody a:has-text('{name}')")
        page.fill("[name=score-speed]", "11")
        page.fill("[name=evidence-speed]", HOSTILE)
        see(page, "scores")
        check.expect("from 0 to 10" in page.inner_text(".field.wrong"), "a score of 11 is not told at its field")
        for criterion, score in zip(["speed", "noise"], scores):
            page.fill(f"[name=score-{criterion}]", score)
            page.fill(f"[name=evidence-{criterion}]", HOSTILE)
            page.fill(f"[name=tester-{criterion}]", "Tess Ter")
            page.fill(f"[name=tested-{criterion}]", "2026-02-03")
        see(page, "scores")
        check.expect("is ranked" in page.inner_text(".orders"), "the preview does not show that it is ranked")
        save(page)
    order = page.locator("tbody th").all_inner_texts()
    check.expect(order == list(KETTLES), f"the order is {order}")
    check.expect("not yet tested" in page.inner_text("tbody tr:last-child"), "the untested one is not told")
    return check


def weights(page: Page, website: Website) -> Check:
    check = Check("changing weights shows the new order before it is saved, and a state that is past is refused")
    before = page.locator("tbody th").all_inner_texts()
    page.fill("[name=weight-0]", "2")
    page.fill("[name=weight-1]", "3")
    see(page, "criteria")
    said = page.inner_text("main")
    check.expect("Nothing was saved yet" in said, "the page does not say that nothing was saved")
    rows = [row.split("\t") for row in page.locator(".orders tbody tr").all_inner_texts()]
    check.expect(rows[0][:4] == [before[1], "2", "1", "up by 1"], f"the first row is {rows[0]}")
    check.expect(rows[1][:4] == [before[0], "1", "2", "down by 1"], f"the second row is {rows[1]}")
    other = page.context.new_page()
    other.goto(website.base + "/desk/evaluations/kettles-for-small-kitchens")
    check.expect(other.locator("tbody th").all_inner_texts() == before, "the order changed before it was saved")
    other.fill("[name=weight-0]", "7")
    see(other, "criteria")
    save(page, "Readers sleep next door.")
    check.expect(page.locator("tbody th").first.inner_text() == before[1], "the order did not change when it was saved")
    check.expect("Readers sleep next door." in page.inner_text("main"), "the reason is not in the history")
    check.expect("Eva" in page.inner_text("main"), "the history does not tell who")
    save(other)
    check.expect("Somebody changed it meanwhile" in other.inner_text("main"), "a change of a past state is taken")
    check.expect(other.locator("tbody th").first.inner_text() == before[1], "a refused change changed the order")
    other.close()
    found = page.request.get(website.base + "/desk/evaluations/search?text=kettles").json()["items"]
    check.expect([item["markdown"] for item in found] == [":evaluation[kettles-for-small-kitchens]"], f"found {found}")
    return check


def write_article(check: Check, page: Page, website: Website) -> str:
    page.goto(website.base + "/desk")
    page.fill("[name=title]", "Which kettle is good?")
    page.click("text=Begin")
    page.select_option("[name=kind]", "evaluation")
    page.fill("[name=answer]", "The quiet one, if you sleep next door.")
    page.fill("[name=body]", "## The comparison\n\n:evaluation[kettles-for-small-kitchens]\n\nThe :product[kettle-0] is loud.\n")
    expect(page.locator("#save-state")).to_have_text(re.compile(r"^Saved .*[^C]$"), timeout=10_000)
    preview = page.url.split("#")[0] + "/preview"
    page.goto(preview)
    table = page.locator("table.comparison")
    names = [text.splitlines()[0] for text in table.locator("tbody th").all_inner_texts()]
    check.expect(names == ["غلاية هادئة ☕", "Boiler One", "Untried"], f"the order is {names}")
    check.expect("Kettles for small kitchens" in table.locator("caption").inner_text(), "the caption does not name it")
    scopes = table.locator("th").evaluate_all("cells => cells.every(cell => ['col', 'row'].includes(cell.scope))")
    check.expect(scopes, "a heading of the table has no scope")
    check.expect("60%" in table.inner_text(), "the weights are not shown")
    page.click("summary:has-text('Boiler One')")
    evidence = page.locator("details[open]").inner_text()
    check.expect(HOSTILE in evidence, f"the evidence is {evidence!r}")
    check.expect("2 × 9.0 + 3 × 2.0 = 24.0 of 50, which is 4.80 of 10" in evidence, "the sum is not shown")
    link = page.locator("a[href^='https://boilers.example/']").last
    check.expect("external" in (link.get_attribute("rel") or ""), "the maker's link is no outbound link")
    described = [json.loads(text) for text in page.locator("script[type='application/ld+json']").all_text_contents()]
    lists = [node["mainEntity"][0] for node in described if "mainEntity" in node]
    if check.expect(len(lists) == 1, f"{len(lists)} comparisons are described for programs, and not one"):
        reviews = [(item["position"], item["item"]["name"], item["item"]["review"]["reviewRating"]["ratingValue"])
                   for item in lists[0]["itemListElement"]]
        check.expect(reviews == [(1, "غلاية هادئة ☕", "6.50"), (2, "Boiler One", "4.80")], f"they are {reviews}")
    return preview


def accessible(page: Page, website: Website, preview: str) -> Iterator[Check]:
    base = f"{website.base}/desk/evaluations"
    kettles = f"{base}/kettles-for-small-kitchens"
    paths = [base, kettles, f"{kettles}/scores/kettle-0", f"{website.base}/desk/products",
             f"{website.base}/desk/products/kettle-0", preview]
    for width in WIDTHS:
        check = Check(f"axe finds no violation in evaluations, {width} px, light and dark")
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for path in [*paths, "effect"]:
            if path == "effect":
                page.goto(kettles)
                page.fill("[name=weight-0]", "9")
                see(page, "criteria")
            else:
                page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            check.expect(wide <= 0, f"{path} is {wide} px wider than the window")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                check.problems += [f"{path}, {scheme}: {violation}" for violation in violations(page)]
        yield check
