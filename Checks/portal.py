"""Somebody of an advertiser gets a link from the business side, signs in by it once, and sees what is theirs until they sign out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessibility import looked_at
from browser import HEIGHT, Listener, chromium
from check import Check
from desk import Person, Staff
from playwright.sync_api import Page
from website import Website

WIDTHS = [360, 768, 1440]
CONTACTS = "/business/advertisers/fernhill-energy/contacts"


def run(website: Website, staff: Staff) -> Iterator[Check]:
    staff.add("bert", "business")
    with chromium() as browser:
        bert = Person(browser, website, "bert")
        office = bert.sign_in(CONTACTS)
        made = Check("a contact is added, and gets a link that is shown once")
        link = make_link(office, website, made)
        yield made
        profile = browser.new_context(viewport={"width": 1440, "height": HEIGHT}, reduced_motion="reduce")
        page = profile.new_page()
        listener = Listener(page)
        yield entered(page, website, link)
        yield accessible(page, website, ["/advertiser", "/advertiser/invoices", flight(page, website)])
        yield left(page, website)
        yield accessible(page, website, ["/advertiser/sign-in"])
        yield accessible(office, website, [CONTACTS])
        quiet = Check("none of these pages complains on the console")
        quiet.problems += [error for error in listener.errors if "status of 410" not in error]
        quiet.problems += bert.listener.errors
        yield quiet


def make_link(page: Page, website: Website, check: Check) -> str:
    page.fill("[name=name]", "Ann Fern")
    page.fill("[name=address]", "ann@fernhill-energy.example")
    page.click("button:has-text('Add the contact')")
    check.expect("The contact is added" in page.inner_text("main"), page.inner_text("main")[:300])
    page.click("button:has-text('Make a sign-in link')")
    link = page.inner_text(".secret-link")
    check.expect(re.search(r"/advertiser/sign-in/[\w-]{43}$", link), f"the link is {link!r}")
    page.goto(website.base + CONTACTS)
    check.expect(link not in page.content(), "the link is shown again")
    return website.local(link) or link


def entered(page: Page, website: Website, link: str) -> Check:
    check = Check("opening the link uses nothing up, its button signs in, and it works no second time")
    for _ in range(2):
        check.expect(website.request(link).status == 200, "a program that fetches it uses it up")
    page.goto(website.base + link)
    check.expect("as Ann Fern" in page.inner_text("main"), page.inner_text("main")[:300])
    page.click("button:has-text('Sign in')")
    check.expect(page.url.endswith("/advertiser"), f"it leads to {page.url}")
    check.expect("Tariffs that follow the sun" in page.inner_text("main"), page.inner_text("main")[:300])
    check.expect(website.request(link).status == 410, "the link works again")
    names = {cookie["name"] for cookie in page.context.cookies()}
    check.expect(names == {"__Host-advertiser"}, f"the cookies are {names}")
    for path in ("/business", "/desk", "/publisher"):
        check.expect("/sign-in" in page.request.get(website.base + path).url, f"{path} lets a contact in")
    return check


def flight(page: Page, website: Website) -> str:
    page.goto(f"{website.base}/advertiser")
    return page.locator("tbody th a").first.get_attribute("href") or ""


def left(page: Page, website: Website) -> Check:
    check = Check("signing out ends it")
    page.goto(f"{website.base}/advertiser")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    check.expect(website.request("/advertiser", headers=header).status == 200, "the cookie alone doesn't sign in")
    page.click("button:has-text('Sign out')")
    check.expect(page.url.endswith("/advertiser/sign-in"), f"it leads to {page.url}")
    check.expect(website.request("/advertiser", headers=header).status == 303, "the old cookie still signs in")
    check.expect("This site sends no mail" in page.inner_text("main"), page.inner_text("main")[:300])
    return check


def accessible(page: Page, website: Website, paths: list[str]) -> Check:
    check = Check(f"axe finds no violation on {', '.join(paths)}, and nothing sticks out")
    for path in paths:
        page.goto(website.base + path)
        looked_at(page, path, check, WIDTHS)
    return check
