"""The business side sells space, from a new advertiser to what readers see in each slot, and takes it back again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date, timedelta

from accessibility import looked_at, unfolded
from browser import chromium
from check import Check
from desk import Person, Staff
from layout import STICKING_OUT
from playwright.sync_api import FilePayload, Frame, Page
from website import Website

WIDTHS = [360, 768, 1440]
SECONDS = 5.0
ARTICLE = "/how-to-choose-a-first-telescope"
PLACES = ["top", "rail", "end"]
# The longest texts that each slot takes, alone and with a picture.
LENGTHS = {"top": (38, 70), "rail": (20, 115), "end": (38, 110)}
BESIDE = {"top": (26, 50), "rail": (20, 60), "end": (30, 70)}
SIZES = {"top": (300, 90), "rail": (300, 240), "end": (300, 110)}
WORDS = "Lamps of provincial manufactories which knowledgeable astronomers recommend wholeheartedly to every beginner tonight"
DOCUMENT = "<!doctype html><html lang='en'><title>Lamp</title><body style='margin:0'><p id='lamp'>A lamp</p></body></html>"
# How far a slot and what stands in it are off the room that is kept.
ROOM = """() => [...document.querySelectorAll('.slot')].filter(slot => slot.getClientRects().length).map(slot => {
    const ad = slot.querySelector('.ad');
    const kept = parseFloat(getComputedStyle(slot).minHeight);
    return [slot.className, slot.getBoundingClientRect().height - kept, ad.scrollHeight - ad.clientHeight,
        ad.scrollWidth - ad.clientWidth, [...ad.querySelectorAll('img')].filter(image => !image.naturalWidth).length];
})"""


def run(website: Website, staff: Staff) -> Iterator[Check]:
    for name, role in {"rosa": "business", "emil": "editor"}.items():
        staff.add(name, role)
    with chromium() as browser:
        rosa, emil = Person(browser, website, "rosa"), Person(browser, website, "emil")
        yield hidden(emil)
        page = rosa.sign_in("/business/advertising")
        flight = yield from booked(page, website)
        creatives = yield from made(page, website, flight)
        yield in_room(page, website, creatives)
        yield shown(page, website, creatives)
        yield decided(page, website, creatives["text top"])
        yield blocked(page, website, creatives)
        yield paused(page, website, flight, creatives)
        yield refused(page, website, flight)
        yield own_words(page, website)
        yield accessible(page, website, flight, creatives)
        quiet = Check("no page about advertising complains on the console")
        meant = re.compile(r"status of (404|409|422)")
        quiet.problems += [error for error in rosa.listener.errors if not meant.search(error)]
        yield quiet


def hidden(person: Person) -> Check:
    check = Check("to an editor it is as if nothing were booked")
    page = person.sign_in("/desk")
    for path in ("advertising", "advertising/advertisers", "advertising/blocks", "house-ads"):
        status = page.request.get(f"{person.base}/business/{path}").status
        check.expect(status == 404, f"/business/{path} answers {status}")
    return check


def said(page: Page) -> str:
    """What the page says first."""
    return " ".join(page.locator(".notice, .problem").all_inner_texts())


def booked(page: Page, website: Website) -> Iterator[Check]:
    check = Check("a new advertiser, its campaign and a flight are booked from the overview on")
    page.goto(f"{website.base}/business/advertising")
    page.click(".subplaces >> text=Advertisers")
    if not page.locator("[name=partner-slug]").is_visible():
        page.click("summary:has-text('Add an advertiser')")
    for name, value in {
        "name": "Bright Lamps Ltd",
        "categories": "lamps, light bulbs",
        "partner-slug": "bright-lamps",
        "partner-name": "Bright Lamps",
        "partner-domain": "www.bright-lamps.example",
        "partner-since": "2026-01-01",
        "partner-about": "Makes lamps for desks.",
    }.items():
        page.fill(f"[name={name}]", value)
    page.click("button:has-text('Add the advertiser')")
    check.expect("is added" in said(page), f"no advertiser: {said(page)}")
    page.fill("#campaign-name", "Autumn")
    page.click("button:has-text('Add the campaign')")
    check.expect("is added" in said(page), f"no campaign: {said(page)}")
    page.click("a:has-text('Add a flight')")
    today = date.today()
    page.fill("[name=name]", "Long evenings")
    page.fill("[name=first]", today.isoformat())
    page.fill("[name=last]", (today + timedelta(days=9)).isoformat())
    page.fill("[name=price]", "4.50")
    page.fill("[name=budget]", "100,0")
    page.select_option("[name=pacing]", "fast")
    page.click("summary:has-text('Devices')")
    page.check("#device-desktop")
    page.click("button:has-text('Add the flight')")
    check.expect("Write an amount" in page.inner_text(".field.wrong"), f"a budget that is none: {said(page)}")
    check.expect(page.input_value("[name=name]") == "Long evenings", "what was typed is gone")
    check.expect(page.is_checked("#device-desktop"), "what was ticked is gone")
    page.fill("[name=budget]", "1,000.50")
    page.click("button:has-text('Add the flight')")
    check.expect("is booked" in said(page), f"no flight: {said(page)}")
    told = page.inner_text("main")
    check.expect("Nothing to show" in told and "0 of 222,333 views" in told, f"how it stands: {told[:400]}")
    yield check
    return page.url


def words(count: int) -> str:
    return WORDS[:count].rstrip().ljust(count, "x")


def picture(page: Page, width: int, height: int) -> FilePayload:
    """What the page shows now, cut to twice a size."""
    clip = {"x": 0, "y": 0, "width": width * 2, "height": height * 2}
    return {"name": "lamp.png", "mimeType": "image/png", "buffer": page.screenshot(clip=clip)}


def made(page: Page, website: Website, flight: str) -> Iterator[Check]:
    check = Check("creatives of every form are made for every slot, with pictures that are written anew")
    creatives: dict[str, str] = {}
    for place in PLACES:
        for form in ("text", "picture", "both", "html"):
            page.goto(f"{flight}/creatives")
            page.fill("[name=name]", f"{form} {place}")
            page.fill("[name=destination]", "https://www.bright-lamps.example/desk")
            page.select_option("[name=place]", place)
            page.select_option("[name=form]", form)
            headline, text = BESIDE[place] if form == "both" else LENGTHS[place]
            page.fill("[name=headline]", words(headline))
            page.fill("[name=text]", words(text))
            page.fill("[name=alternative]", "A lamp on a desk")
            page.fill("[name=html]", DOCUMENT)
            if form in ("picture", "both"):
                page.set_input_files("[name=file]", [picture(page, *SIZES[place])])
            page.click("button:has-text('Add the creative')")
            if check.expect("added and approved" in said(page), f"{form}, {place}: {page.inner_text('main')[:300]}"):
                creatives[f"{form} {place}"] = page.url
                if form in ("picture", "both"):
                    source = page.get_attribute("fieldset img", "src") or ""
                    answer = website.request(source)
                    check.expect(source.startswith("/ad/picture/") and answer.status == 200, f"{source}: {answer.status}")
                    check.expect("immutable" in answer.headers.get("Cache-Control", ""), f"{source} is not kept")
    yield check
    return creatives


def frame_of(page: Page, selector: str) -> Frame | None:
    element = page.wait_for_selector(selector, state="attached")
    frame = element.content_frame() if element else None
    if frame:
        frame.wait_for_load_state()
    return frame


def in_room(page: Page, website: Website, creatives: dict[str, str]) -> Check:
    check = Check(f"{len(creatives)} creatives stay within the room of their slots, on each device, light and dark")
    # Frames follow the page that they are in, unless somebody plays with the colours.
    page.emulate_media(color_scheme="null")
    for name, url in creatives.items():
        for look in ("", "?look=dark"):
            page.goto(f"{url}/preview{look}")
            for device in ("phone", "tablet", "desktop"):
                page.locator(f"iframe.{device}").scroll_into_view_if_needed()
                frame = frame_of(page, f"iframe.{device}")
                if not check.expect(frame is not None and "preview/page" in frame.url, f"{name}: no frame for {device}") or not frame:
                    continue
                is_dark = frame.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
                check.expect(is_dark == bool(look), f"{name}, {device}: dark is {is_dark}")
                frame.wait_for_function("[...document.images].every(image => image.complete)")
                check.expect(frame.locator(".slot .ad").count() > 0, f"{name}, {device}: nothing stands in its slot")
                for slot, over, inside, beside, broken in frame.evaluate(ROOM):
                    check.expect(over == 0 and inside <= 0 and beside <= 0, f"{name}, {device}, {slot}: {over}, {inside}, {beside}")
                    check.expect(broken == 0, f"{name}, {device}: a picture is not shown")
                check.problems += [f"{name}, {device}: {what}" for what in frame.evaluate(STICKING_OUT)]
        if name.startswith("html"):
            inner = [frame for frame in page.frames if "preview/document" in frame.url]
            check.expect(inner and all(frame.locator("#lamp").count() == 1 for frame in inner), f"{name}: the document is not shown")
    return check


def within_seconds(website: Website, holds: list[str], is_there: bool) -> bool:
    """Whether one of several answers of the article comes to hold one of these, or all come to lack them, soon enough."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        bodies = [website.request(ARTICLE).body.decode() for _ in range(8)]
        found = any(text in body for text in holds for body in bodies)
        if found == is_there:
            return True
        time.sleep(0.2)
    return False


def own(creatives: dict[str, str]) -> list[str]:
    """What stands in the addresses of these creatives’ clicks and frames."""
    return [f"/{url.rsplit('/', 1)[1]}/" for url in creatives.values()]


def shown(page: Page, website: Website, creatives: dict[str, str]) -> Check:
    check = Check("what is booked stands on the articles within seconds, marked as an advertisement")
    check.expect(within_seconds(website, own(creatives), True), "readers don't see it")
    body = website.request(ARTICLE).body.decode()
    check.expect('rel="sponsored nofollow noopener"' in body or 'class="ad ad-html"' in body, "its link is not marked")
    check.expect("Why this ad?" in body, "nothing tells why")
    page.goto(f"{website.base}/business/advertising")
    told = page.inner_text("main")
    check.expect("Runs now" in told and "Long evenings" in told, f"the overview: {told[:400]}")
    check.expect(len(creatives) == 12, f"{len(creatives)} creatives were made")
    return check


def decided(page: Page, website: Website, creative: str) -> Check:
    check = Check("a creative is refused with a reason, approved again, and ended for good")
    page.goto(creative)
    page.click("summary:has-text('Refuse it')")
    page.click("button:has-text('Refuse it')")
    check.expect("reason is missing" in page.inner_text("main"), f"without a reason: {said(page)}")
    page.fill("[name=reason]", "It promises cures.")
    page.click("button:has-text('Refuse it')")
    check.expect("It promises cures." in page.inner_text(".quoted"), f"refused: {said(page)}")
    page.click("button:has-text('Approve it')")
    check.expect("Approved" in said(page), f"approved: {said(page)}")
    page.click("button:has-text('End the creative now')")
    told = page.inner_text("main")
    check.expect("Ended" in told and page.locator("button:has-text('Save')").count() == 0, f"ended: {told[:300]}")
    return check


def blocked(page: Page, website: Website, creatives: dict[str, str]) -> Check:
    check = Check("a category that is blocked is gone from pages within seconds, and comes back")
    page.goto(f"{website.base}/business/advertising/blocks")
    if not page.locator("[name=reason]").is_visible():
        page.click("summary:has-text('Block something')")
    page.fill("[name=value]", "Light bulbs")
    page.fill("[name=reason]", "They waste energy.")
    page.click("button:has-text('Block it')")
    check.expect("Blocked" in said(page), said(page))
    check.expect(within_seconds(website, own(creatives), False), "readers still see it")
    page.goto(f"{website.base}/business/advertising")
    check.expect("doesn" in page.inner_text("main") or "Blocked" in page.inner_text("main"), "the overview does not tell")
    page.goto(f"{website.base}/business/advertising/blocks")
    page.click("button:has-text('Lift it')")
    check.expect("is lifted" in said(page), said(page))
    check.expect(within_seconds(website, own(creatives), True), "it does not come back")
    return check


def paused(page: Page, website: Website, flight: str, creatives: dict[str, str]) -> Check:
    check = Check("a flight that is paused makes no offers, and goes on when it is let")
    page.goto(flight)
    page.click("button:has-text('Pause it')")
    check.expect("is paused" in said(page), said(page))
    check.expect(within_seconds(website, own(creatives), False), "readers still see it")
    page.click("button:has-text('Let it go on')")
    check.expect("goes on" in said(page), said(page))
    check.expect(within_seconds(website, own(creatives), True), "it does not go on")
    # Other checks look at pages without it.
    page.click("button:has-text('Pause it')")
    within_seconds(website, own(creatives), False)
    return check


def refused(page: Page, website: Website, flight: str) -> Check:
    check = Check("files that are no pictures, or too much of one, are refused with the reason")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    good = page.screenshot(clip={"x": 0, "y": 0, "width": 300, "height": 90})
    for name, content, reason in [
        ("lamp.svg", drawing, "SVG"),
        ("lamp.png", good + b"<script>", "follows the end"),
        ("lamp.jpg", good[:200], "cannot be read"),
        ("lamp.txt", b"A lamp", "none of the kinds"),
    ]:
        page.goto(f"{flight}/creatives")
        page.fill("[name=name]", "A lamp")
        page.fill("[name=destination]", "https://www.bright-lamps.example/")
        page.select_option("[name=form]", "picture")
        page.fill("[name=alternative]", "A lamp")
        page.set_input_files("[name=file]", [{"name": name, "mimeType": "image/png", "buffer": content}])
        page.click("button:has-text('Add the creative')")
        check.expect(reason in page.inner_text(".field.wrong"), f"{name}: {said(page)}")
        check.expect(page.input_value("[name=alternative]") == "A lamp", f"{name}: what was typed is gone")
    return check


def own_words(page: Page, website: Website) -> Check:
    check = Check("a house advertisement is added, seen by readers, and retired")
    page.goto(f"{website.base}/business/house-ads")
    page.click("summary:has-text('Add a house advertisement')")
    page.fill("[name=slug]", "how-we-check")
    page.select_option("[name=place]", "end")
    page.fill("[name=headline]", "How we check figures")
    page.fill("[name=text]", "Each has a source, a day, and somebody who looks again.")
    page.fill("[name=path]", "/nowhere/at/all")
    page.click("button:has-text('Add it')")
    check.expect("no page of this site" in page.inner_text(".field.wrong"), f"a path that is none: {said(page)}")
    page.fill("[name=path]", "/standards")
    page.click("button:has-text('Add it')")
    check.expect("is added" in said(page), said(page))
    check.expect(within_seconds(website, ["How we check figures"], True), "readers don't see it")
    page.click("button:has-text('Retire it now')")
    check.expect("is retired" in said(page), said(page))
    check.expect(within_seconds(website, ["How we check figures"], False), "readers still see it")
    return check


def accessible(page: Page, website: Website, flight: str, creatives: dict[str, str]) -> Check:
    base = f"{website.base}/business"
    page.goto(flight)
    campaign = page.locator(".trail a").last.get_attribute("href") or ""
    urls = [f"{base}/advertising", f"{base}/advertising/advertisers", f"{base}/advertising/advertisers/bright-lamps"]
    urls += [website.base + campaign, f"{website.base}{campaign}/flights", flight, f"{flight}/creatives"]
    urls += [creatives["both rail"], creatives["text top"], f"{creatives['picture top']}/preview"]
    urls += [f"{base}/advertising/blocks", f"{base}/house-ads", f"{base}/house-ads/how-we-check"]
    check = Check(f"axe finds no violation on {len(urls)} pages about advertising, and nothing sticks out")
    for url in urls:
        path = url.removeprefix(base)
        page.goto(url)
        unfolded(page)
        looked_at(page, path, check, WIDTHS)
    return check
