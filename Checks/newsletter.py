"""A reader subscribes, chooses and leaves without scripts and without cookies, on a site of its own that sends mail."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parseaddr
from pathlib import Path

from accessibility import looked_at
from browser import HEIGHT, Listener, chromium
from check import Check
from desk import Person, Staff
from letterbox import Letterbox, letterbox
from playwright.sync_api import Browser, Page
from website import Website

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Scripts"))
from example_site import serving  # noqa: E402

WIDTHS = [360, 1280]
ANN = "ann@reader.example"


def run(_: Website, staff: Staff) -> Iterator[Check]:
    with letterbox() as box, posting(box, staff.binary) as (website, own), chromium() as browser:
        profile = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": HEIGHT})
        page = profile.new_page()
        yield subscribed(page, website, box)
        yield chosen(page, website, box)
        yield left(page, website)
        none = Check("nobody gets a cookie")
        none.expect(not profile.cookies(), f"there are {profile.cookies()}")
        yield none
        own_page = page.url.removeprefix(website.base)
        yield refused(page, website)
        yield accessible(browser, website, ["/", "/newsletter", own_page])
        own.add("petra", "publisher")
        yield looked_up(browser, website)


@contextmanager
def posting(box: Letterbox, binary: Path) -> Iterator[tuple[Website, Staff]]:
    """The example site, with a mail server."""
    settings = {"SERVER": "127.0.0.1", "PORT": str(box.port), "SECURITY": "none", "FROM": "desk@quarto.example"}
    names = {f"MASTHEAD_MAIL_{name}": value for name, value in settings.items()}
    os.environ.update(names)
    try:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "site"
            with serving(binary, data, Path(folder) / "log") as site:
                yield Website(site.url), Staff(binary, data)
    finally:
        for name in names:
            del os.environ[name]


def link(box: Letterbox, number: int, website: Website) -> str:
    """The path of the link in a mail."""
    body = box.wait(number).get_content()
    found = re.search(r"https?://\S+/newsletter/\S+", body)
    return found[0].removeprefix(website.base) if found else ""


def subscribed(page: Page, website: Website, box: Letterbox) -> Check:
    check = Check("the form at the foot of a page, a mailed link and its button subscribe")
    page.goto(f"{website.base}/how-far-away-is-the-moon")
    page.fill("footer [name=address]", ANN)
    page.click("footer button:has-text('Sign up')")
    check.expect("Look into your mail" in page.inner_text("main"), page.inner_text("main")[:300])
    mail = box.wait(1)
    check.expect(parseaddr(mail["To"])[1] == ANN and "Quarto" in mail["Subject"], f"{mail['To']}: {mail['Subject']}")
    path = link(box, 1, website)
    for _ in range(2):
        check.expect(website.request(path).status == 200, "a program that follows the link is refused")
    page.goto(website.base + path)
    check.expect("One more step" in page.inner_text("main"), page.inner_text("main")[:300])
    page.click("button:has-text('Send me the newsletter')")
    check.expect("You get the newsletter" in page.inner_text("main"), page.inner_text("main")[:300])
    return check


def chosen(page: Page, website: Website, box: Letterbox) -> Check:
    check = Check("a subscriber chooses what comes and takes a break")
    page.click("a:has-text('Choose what comes')")
    check.expect(ANN in page.inner_text("main"), page.inner_text("main")[:300])
    page.check("#rhythm-weekly")
    page.check("[name=topic] >> nth=0")
    page.click("button:has-text('Keep these choices')")
    check.expect("Your choices are kept" in page.inner_text("main"), page.inner_text("main")[:300])
    check.expect(page.is_checked("#rhythm-weekly") and page.is_checked("[name=topic] >> nth=0"), "they aren't kept")
    page.click("button:has-text('Take a break')")
    check.expect("again from" in page.inner_text("main"), page.inner_text("main")[:300])
    page.click("button:has-text('End the break')")
    check.expect("You get the newsletter again" in page.inner_text("main"), page.inner_text("main")[:300])
    kept = page.get_attribute("a[href$='data.json']", "href") or ""
    answer = website.request(kept)
    check.expect(answer.status == 200 and ANN.encode() in answer.body, f"the file is {answer.status}")
    page.goto(f"{website.base}/newsletter")
    page.fill("[name=address]", ANN.upper())
    page.click("main button:has-text('Sign up')")
    check.expect("Look into your mail" in page.inner_text("main"), page.inner_text("main")[:300])
    page.goto(website.base + link(box, 2, website))
    check.expect(page.is_checked("#rhythm-weekly"), "signing up again changed something")
    return check


def left(page: Page, website: Website) -> Check:
    check = Check("leaving is one button, and can be taken back")
    own = page.url
    page.click("button:has-text('Leave the newsletter')")
    check.expect("You have left" in page.inner_text("main"), page.inner_text("main")[:300])
    page.click("button:has-text('Send me the newsletter again')")
    check.expect("You get the newsletter again" in page.inner_text("main"), page.inner_text("main")[:300])
    page.goto(own)
    return check


def refused(page: Page, website: Website) -> Check:
    check = Check("what is no address comes back with the reason, and a forged link opens nothing")
    page.goto(f"{website.base}/newsletter")
    page.eval_on_selector("main form", "form => form.noValidate = true")
    page.fill("main [name=address]", "ann at home")
    page.click("main button:has-text('Sign up')")
    check.expect("no e-mail address" in page.inner_text("main"), page.inner_text("main")[:300])
    check.expect(page.input_value("main [name=address]") == "ann at home", "what was typed is gone")
    for path in ("confirm", "yours", "leave"):
        status = website.request(f"/newsletter/{path}/{'A' * 56}").status
        check.expect(status == 410, f"/newsletter/{path} answers {status}")
    check.expect(website.request("/newsletter/2000-01-01").status == 404, "an edition of 2000 is there")
    check.expect(website.request("/newsletter/feed.xml").status == 200, "there is no feed")
    return check


def accessible(browser: Browser, website: Website, addresses: list[str]) -> Check:
    check = Check(f"axe finds no violation on {', '.join(addresses)}, and nothing sticks out")
    page = browser.new_context(reduced_motion="reduce").new_page()
    listener = Listener(page)
    for address in addresses:
        page.goto(website.base + address)
        looked_at(page, address, check, WIDTHS)
    check.problems += listener.errors
    return check


def looked_up(browser: Browser, website: Website) -> Check:
    check = Check("the publisher looks an address up, stops it, allows it again, and imports a table")
    petra = Person(browser, website, "petra")
    page = petra.sign_in("/publisher/subscribers")
    page.fill("#field-address", ANN)
    page.click("button:has-text('Look it up')")
    check.expect(f"{ANN}: gets the newsletter." in page.inner_text("main"), page.inner_text("main")[:300])
    page.click("button:has-text('Send nothing more')")
    check.expect("Nothing more is sent" in page.inner_text("main"), page.inner_text("main")[:300])
    page.fill("#field-address", ANN)
    page.click("button:has-text('Look it up')")
    page.fill("#field-why", "She wrote to us.")
    page.click("button:has-text('Allow mail')")
    check.expect("may be written to again" in page.inner_text("main"), page.inner_text("main")[:300])
    page.fill("[name=table]", f"email,consented\nbob@reader.example,2024-05-01\n{ANN},2024-05-01\nnobody,2024-05-01")
    page.click("button:has-text('Import')")
    told = page.inner_text("main")
    check.expect("Nothing was imported yet" in told and "1 added, 1 here already" in told, told[:400])
    check.expect("Line 4: “nobody” is no e-mail address." in told, told[:400])
    page.uncheck("#trial")
    page.click("button:has-text('Import')")
    check.expect("1 added, 1 here already" in page.inner_text("main"), page.inner_text("main")[:400])
    looked_at(page, "/publisher/subscribers", check, WIDTHS)
    check.problems += [error for error in petra.listener.errors if "status of 422" not in error]
    return check
