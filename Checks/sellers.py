"""Programs that buy advertising are told who sells it, in the forms of ads.txt 1.1 and sellers.json 1.0."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from browser import chromium
from check import Check
from desk import Person, Staff
from website import Website

RECORD = re.compile(r"[a-z0-9.-]+\.[a-z]+, *\S+, *(DIRECT|RESELLER)(, *\S+)?")
VARIABLES = {"CONTACT", "OWNERDOMAIN", "MANAGERDOMAIN", "SUBDOMAIN", "INVENTORYPARTNERDOMAIN"}


def run(website: Website, staff: Staff) -> Iterator[Check]:
    yield ads_text(website)
    yield sellers(website)
    staff.add("petra", "publisher")
    with chromium() as browser:
        yield decided(Person(browser, website, "petra"), website)


def records(website: Website, check: Check) -> list[str]:
    answer = website.request("/ads.txt")
    check.expect(answer.status == 200, f"ads.txt answers {answer.status}")
    check.expect(answer.headers["Content-Type"] == "text/plain; charset=utf-8", answer.headers["Content-Type"])
    found = []
    for line in answer.body.decode().splitlines():
        content = line.split("#")[0].strip()
        name, sign, _ = content.partition("=")
        if sign:
            check.expect(name in VARIABLES, f"{line!r} is none of the variables")
        elif content:
            check.expect(RECORD.fullmatch(content), f"{line!r} is no record")
            found.append(content)
    return found


def ads_text(website: Website) -> Check:
    check = Check("ads.txt is made of variables and records, and says that no advertising system sells")
    found = records(website, check)
    check.expect(found == ["placeholder.example.com, placeholder, DIRECT, placeholder"], f"the records are {found}")
    return check


def sellers(website: Website) -> Check:
    check = Check("sellers.json names the publisher as the only seller")
    answer = website.request("/sellers.json")
    check.expect(answer.headers["Content-Type"] == "application/json", answer.headers["Content-Type"])
    told = json.loads(answer.body)
    check.expect(told["version"] == "1.0" and "@" in told["contact_email"], f"{told}")
    check.expect(len(told["sellers"]) == 1, f"{told['sellers']}")
    seller = told["sellers"][0]
    check.expect(isinstance(seller["seller_id"], str) and seller["seller_id"], "the seller has no identifier")
    check.expect(seller["seller_type"] == "PUBLISHER" and seller["is_confidential"] == 0 and seller["name"], f"{seller}")
    return check


def decided(person: Person, website: Website) -> Check:
    check = Check("a publisher adds lines to ads.txt, and is told which line cannot stand")
    page = person.sign_in("/publisher/settings")
    page.fill("[name=ads-text]", "# Ours\nadsystem.example, 1, DIRECT\nadsystem.example, 2, BOTH")
    page.click("button.primary:has-text('Save')")
    check.expect("Line 3: “BOTH” must be DIRECT or RESELLER." in page.inner_text("main"), page.inner_text(".problem"))
    page.fill("[name=ads-text]", "# Ours\nadsystem.example, 1, DIRECT\n")
    page.click("button.primary:has-text('Save')")
    check.expect("Saved" in page.inner_text(".notice"), "it is not saved")
    check.expect(records(website, check) == ["adsystem.example, 1, DIRECT"], "ads.txt is as before")
    page.fill("[name=ads-text]", "")
    page.click("button.primary:has-text('Save')")
    check.expect("placeholder" in records(website, check)[0], "the lines cannot be taken out")
    return check
