"""The business desk tells what was delivered of each flight, and bills it, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import past_flights
from accessibility import looked_at, unfolded
from browser import chromium
from check import Check
from desk import Person, Staff
from playwright.sync_api import Page
from website import Website

WIDTHS = [360, 768, 1440]
ADVERTISER = "Northern Optics Ltd"


def run(website: Website, staff: Staff) -> Iterator[Check]:
    staff.add("bill", "business")
    flights = past_flights.write(staff.data)
    with chromium() as browser:
        bill = Person(browser, website, "bill")
        page = bill.sign_in("/business/delivery")
        yield delivered(page, website, flights)
        yield mended(page, website, staff.data, flights[0])
        yield looked_ahead(page, website, flights)
        yield made_good(page, website, flights[2])
        yield parties(page, website)
        issued = Check("a month is billed from the ledger, once, and stays as it was issued")
        invoice = billed(issued, page, website)
        yield issued
        if invoice:
            yield credited(page, website, invoice)
            yield accessible(page, website, flights, invoice)
        quiet = Check("none of these pages complains on the console")
        meant = re.compile(r"status of (404|409|422)")
        quiet.problems += [error for error in bill.listener.errors if not meant.search(error)]
        yield quiet


def delivered(page: Page, website: Website, flights: list[past_flights.Flight]) -> Check:
    check = Check("each flight stands against its plan, and is told by day, hour, creative, place and page")
    told = page.inner_text("main")
    for flight in flights:
        check.expect(flight.name in told, f"{flight.name} is missing")
    for text in ("Running", "To come", "Over", "4,000 views", "2,300", "14.95 EUR", "225.00 EUR", "28.80 EUR"):
        check.expect(text in told, f"“{text}” is missing from {told[:900]!r}")
    page.click(f"text={flights[0].name}")
    told = page.inner_text("main")
    for text in ("By day", "By hour of the day", "By creative", "By place", "By page", "What was not counted", "A crawler"):
        check.expect(text in told, f"“{text}” is missing")
    check.expect("2,300 views, 21 clicks" in told, "the counts are missing")
    check.expect(page.locator("svg line").count() > 30, "no plan is drawn")
    hours = page.request.get(page.url + "/hours.csv").text().splitlines()
    check.expect(sum(int(line.split(",")[2]) for line in hours[1:]) == 2300, "the file has another number of views")
    rows = page.request.get(f"{website.base}/business/delivery.csv").text().splitlines()
    check.expect(any(f",{flights[1].name}," in row for row in rows), "the file lacks a flight")
    return check


def mended(page: Page, website: Website, data: Path, flight: past_flights.Flight) -> Check:
    check = Check("a tally that differs from the ledger is told, and mended from it")
    past_flights.spoil_tally(data, flight)
    page.goto(f"{website.base}/business/delivery")
    check.expect("2,300 in the ledger, 2,297 in the tally" in page.inner_text("main"), page.inner_text("main")[-600:])
    page.click("button:has-text('Count the ledger anew')")
    check.expect("One sum was mended" in page.inner_text(".notice"), page.inner_text("main")[:300])
    check.expect("says what the ledger says" in page.inner_text("main"), "it still differs")
    return check


def looked_ahead(page: Page, website: Website, flights: list[past_flights.Flight]) -> Check:
    check = Check("the calendar shows flights by advertiser, and a forecast is asked for")
    page.goto(f"{website.base}/business/calendar")
    told = page.inner_text("main")
    check.expect(ADVERTISER in told and flights[0].name in told and flights[3].name in told, told[:500])
    check.expect(page.locator(".calendar rect").count() >= 2, "no bars are drawn")
    page.click("text=Later")
    check.expect("Calendar of flights" in page.inner_text("h1") and "month=" in page.url, page.url)
    page.goto(f"{website.base}/business/forecast")
    check.expect("For which flight" in page.inner_text("main"), "there is no form")
    page.fill("[name=last]", "2020-01-01")
    page.click("button:has-text('See what can be had')")
    check.expect("It would end before it begins" in page.inner_text("main"), page.inner_text("main")[:400])
    check.expect(page.input_value("[name=last]") == "2020-01-01", "what was typed is gone")
    return check


def made_good(page: Page, website: Website, flight: past_flights.Flight) -> Check:
    check = Check("a flight that ended short is made good by one that costs nothing")
    page.goto(f"{website.base}/business/delivery/{flight.id}")
    check.expect("200 views short, worth 25.00 EUR" in page.inner_text("main"), page.inner_text("main")[:900])
    page.click("summary:has-text('Book a make-good')")
    page.fill("[name=first]", "2020-01-01")
    page.click("button:has-text('Book it')")
    check.expect("can’t begin before today" in page.inner_text("main"), page.inner_text("main")[:400])
    page.goto(f"{website.base}/business/delivery/{flight.id}")
    page.click("summary:has-text('Book a make-good')")
    page.click("button:has-text('Book it')")
    told = page.inner_text("main")
    check.expect("it costs nothing" in told and "flat, for 200 views" in told and "0.00 EUR" in told, told[:600])
    page.goto(f"{website.base}/business/delivery/{flight.id}")
    check.expect("A make-good is booked" in page.inner_text("main"), "the original doesn't tell")
    return check


def parties(page: Page, website: Website) -> Check:
    check = Check("who bills and who is billed is asked for, and looked at")
    page.goto(f"{website.base}/business/invoices")
    check.expect("It isn’t known yet who bills" in page.inner_text("main"), "nothing is asked for")
    page.click("text=Say who issues the invoices")
    page.fill("[name=address]", "Quarto House\n12 Castle Street\nEdinburgh EH2 3AH")
    page.fill("[name=country]", "GB")
    page.fill("[name=vatNumber]", "GB 1; --")
    page.click("button:has-text('Save')")
    check.expect("as it is registered" in page.inner_text("main"), page.inner_text("main")[:300])
    check.expect("Castle Street" in page.input_value("[name=address]"), "what was typed is gone")
    page.fill("[name=vatNumber]", "GB 123 4567 89")
    page.fill("[name=payment]", "Bank of Example, account 12345678, sort code 00-00-00\nIBAN GB00 EXAM 0000 0012 3456 78")
    page.click("button:has-text('Save')")
    page.click(f"a:has-text('{ADVERTISER}') >> nth=-1")
    page.fill("[name=address]", "3 Observatory Lane\nDundee DD1 4HN")
    page.fill("[name=country]", "gb")
    page.fill("[name=vatRate]", "twenty")
    page.click("button:has-text('Save')")
    check.expect("Write a rate such as 19" in page.inner_text("main"), page.inner_text("main")[:300])
    page.fill("[name=vatRate]", "20")
    page.fill("[name=reference]", "Order 4711")
    page.click("button:has-text('Save')")
    check.expect("not known yet" not in page.locator(f"li:has-text('{ADVERTISER}')").last.inner_text(), "it is not kept")
    return check


def billed(check: Check, page: Page, website: Website) -> str:
    """Issues the first invoice that is due, and returns its address."""
    page.goto(f"{website.base}/business/invoices")
    due = page.locator(f"h2:has-text('To be billed') + ul a:has-text('{ADVERTISER}')")
    if not check.expect(due.count() >= 2, f"only {due.count()} months are to be billed"):
        return ""
    months = due.count()
    due.last.click()
    draft = page.inner_text("main")
    check.expect("Clear nights: Readers of science" in draft and "per\u00a01,000\u00a0views" in draft, draft[:500])
    check.expect("Rounding to whole coins" in draft and "VAT, 20\u00a0%" in draft, "the sums are not shown")
    page.click("button:has-text('Issue the invoice')")
    invoice = page.url
    check.expect("is issued" in page.inner_text(".notice"), page.inner_text("main")[:300])
    told = page.inner_text("main")
    check.expect(re.search(r"Invoice 20\d\d-0001", told), "it has another number")
    check.expect(draft.split("The lines together")[1][:30] == told.split("The lines together")[1][:30], "the sums differ")
    document = page.request.get(invoice + "/invoice.pdf").body()
    check.expect(document.startswith(b"%PDF-") and b"/FontFile" in document and len(document) > 5000, "the PDF is none")
    table = page.request.get(invoice + "/invoice.csv").text()
    check.expect("Clear nights: Readers of science" in table and "To be paid,sum" in table, table)
    page.goto(f"{website.base}/business/invoices")
    check.expect(due.count() == months - 1, "the month is still to be billed")
    return invoice


def credited(page: Page, website: Website, invoice: str) -> Check:
    check = Check("a credit note gives a part back, another the rest, and the month can be billed anew")

    def credit(scope: str, amount: str, reason: str) -> str:
        page.goto(invoice)
        page.click("summary")
        page.select_option("[name=scope]", scope)
        page.fill("[name=amount]", amount)
        page.fill("[name=reason]", reason)
        page.click("button:has-text('Issue the credit note')")
        return page.inner_text("main")

    check.expect("that are left of the invoice" in credit("part", "99999", "Too much"), "too much can be given back")
    check.expect(page.input_value("[name=reason]") == "Too much", "what was typed is gone")
    check.expect("−1.20 EUR" in credit("part", "1", "Shown too small"), "the amount is another")
    told = credit("whole", "", "Wrong address")
    check.expect("Credited before with" in told and "Credited" in told, told[:500])
    page.goto(invoice)
    check.expect("taken back as a whole" in page.inner_text("main"), "it is not said that it was taken back")
    return check


def accessible(page: Page, website: Website, flights: list[past_flights.Flight], invoice: str) -> Check:
    base = f"{website.base}/business"
    page.goto(f"{base}/invoices")
    draft = page.locator("h2:has-text('To be billed') + ul a").first.get_attribute("href") or ""
    addresses = [f"{base}/delivery", f"{base}/invoices", f"{base}/invoices/issuer", f"{base}/invoices/terms/northern-optics"]
    addresses += [f"{base}/delivery/{flight.id}" for flight in (flights[0], flights[3])]
    addresses += [website.base + draft, invoice, f"{base}/calendar", f"{base}/forecast", f"{base}/delivery/{flights[2].id}"]
    check = Check(f"axe finds no violation on {len(addresses)} pages, and nothing sticks out")
    for address in addresses:
        page.goto(address)
        unfolded(page)
        looked_at(page, address, check, WIDTHS)
    return check
