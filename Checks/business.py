"""The business side makes links earn and stops it again; readers are told if and only if that is so."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date

from accessibility import looked_at, unfolded
from browser import chromium
from check import Check
from desk import Person, Staff
from playwright.sync_api import Page
from website import REDIRECTS, SPONSORED, Website

WIDTHS = [360, 1280]
SECONDS = 1.0
ARTICLE = "/what-is-a-kilogram"  # has sources at bipm.org
DOMAIN = "bipm.org"
LIVE, IDLE = "Partners on", "Agreements without a live link on"  # captions
COMMISSION = "may earn a commission"
TABLE = """Link Name,Destination URL,Slug,Categories,Images,Geolocations,Autolinker Keywords
Guide,https://www.nist.gov/pml/special-publication-811?aff=quarto,guide,Books;Units,,,
"""


def run(website: Website, staff: Staff) -> Iterator[Check]:
    for name, role in {"bea": "business", "edwin": "editor"}.items():
        staff.add(name, role)
    yield disclosed(website)
    yield erased(website)
    with chromium() as browser:
        bea, edwin = Person(browser, website, "bea"), Person(browser, website, "edwin")
        yield hidden(edwin)
        page = bea.sign_in("/business")
        yield from links_earn(page, website)
        yield imported(page, website)
        yield earned(page, website)
        yield refused(page, website)
        yield accessible(page, website)
        quiet = Check("no page of the business desk complains on the console")
        meant = re.compile(r"status of (404|422)")
        quiet.problems += [error for error in bea.listener.errors if not meant.search(error)]
        yield quiet


def earning(body: str) -> list[str]:
    """The links that earn, found by how networks' addresses look and not by what the page says of them."""
    pattern = r'<a href="(/go/[^"]+|https?://[^"]*[?&](?:amp;)?(?:partner|ref|tag|aff|sub|clickref|irclickid)=[^"]*)"'
    return re.findall(pattern, body)


def disclosed(website: Website) -> Check:
    pages = [page for page in website.pages if page.status == 200 and not page.path.startswith(SPONSORED)]
    check = Check(f"{len(pages)} pages tell of a commission before the first link that earns one, and only then")
    found = 0
    for page in pages:
        body = page.body.decode()
        links = earning(body)
        found += len(links)
        notices = [place.start() for place in re.finditer(COMMISSION, body) if 'class="disclosure"' in body[: place.start()]]
        if links:
            first = body.index(f'<a href="{links[0]}"')
            check.expect(notices and notices[0] < first, f"{page.path}: no notice before {links[0]}")
            check.expect(body.count("(paid link)</span>") == len(links), f"{page.path}: a link that earns has no mark")
        elif page.path != "/how-we-make-money":
            check.expect("data-plain" not in body and "(paid link)" not in body, f"{page.path}: marked, and earns nothing")
            disclosure = re.search(r'<aside class="disclosure".*?</aside>', body, re.DOTALL)
            check.expect(not disclosure or COMMISSION not in disclosure[0], f"{page.path}: a notice without a link that earns")
    check.expect(found >= 3, f"only {found} links earn on the whole site")
    return check


def erase(body: str) -> str:
    """As docs/architecture.md has it."""
    body = re.sub(r"<!--fill [^>]*-->.*?<!--/fill-->", "", body, flags=re.DOTALL)
    tag = r'<a href="[^"]*" rel="sponsored nofollow external" data-plain="([^"]*)">'
    return re.sub(tag, r'<a href="\1" rel="external">', body)


def erased(website: Website) -> Check:
    check = Check("what is left when decorations and fills are taken out holds nothing commercial")
    for page in website.pages:
        if page.status == 200 and not page.path.startswith(("/partners", "/how-we-make-money", SPONSORED)):
            body = erase(page.body.decode())
            for trace in ("sponsored", "paid link", "data-plain", REDIRECTS, "<!--fill", "commission from"):
                check.expect(trace not in body, f"{page.path}: {trace} is left")
    return check


def hidden(person: Person) -> Check:
    check = Check("to an editor it is as if the business desk were not there")
    page = person.sign_in("/desk")
    check.expect(page.locator("a[href='/business']").count() == 0, "the bar leads to it")
    for path in ("", "/partners", "/programmes", "/rules", "/links", "/links.csv", "/import", "/partners/atlas-books", "/sponsored"):
        status = page.request.get(f"{person.base}/business{path}").status
        check.expect(status == 404, f"/business{path} answers {status}")
    return check


def within_a_second(website: Website, holds: str, is_there: bool) -> bool:
    """Whether the article comes to hold a text, or to lack it, soon enough."""
    end = time.monotonic() + SECONDS
    while True:
        if (holds in website.request(ARTICLE).body.decode()) == is_there:
            return True
        if time.monotonic() > end:
            return False
        time.sleep(0.05)


def links_earn(page: Page, website: Website) -> Iterator[Check]:
    check = Check("a partner, a programme and a rule make an article's plain links earn, without touching it")
    before = website.request(ARTICLE).body.decode()
    page.goto(f"{website.base}/business/partners")
    page.click("summary:has-text('Add a partner')")
    page.fill("[name=slug]", "measure-house")
    page.fill("[name=name]", "Measure & House")
    page.fill("[name=domain]", f"www.{DOMAIN}")
    page.fill("[name=since]", "2026-01-01")
    page.fill("[name=about]", "Sells weights.")
    page.fill("[name=terms]", "5 % of each sale; secret.")
    page.click("button:has-text('Add the partner')")
    check.expect("is added" in page.inner_text(".notice"), "the partner is not added")
    page.click("text=Add a programme")
    page.select_option("[name=network]", "generic")
    page.click("button:has-text('Go on')")
    page.fill("[name=name]", "Measure House direct")
    page.fill("[name=template]", "https://hop.example/?ref={subid}&url={url}")
    page.click("button:has-text('Add the programme')")
    check.expect("is added" in page.inner_text(".notice"), f"no programme: {page.inner_text('main')[:300]}")
    page.goto(f"{website.base}/business/rules")
    page.click("summary:has-text('Add a rule')")
    page.fill("[name=domain]", DOMAIN)
    page.select_option("[name=programme]", label="Measure House direct")
    page.click("button:has-text('Add the rule')")
    check.expect("live" in page.inner_text(".notice"), f"no rule: {page.inner_text('main')[:300]}")
    rule = page.url
    check.expect(within_a_second(website, "commission from Measure &amp; House", True), "readers don't see it in time")
    during = website.request(ARTICLE).body.decode()
    check.expect(erase(during) == erase(before), "the editorial bytes have changed")
    link = re.search(r'<a href="(/go/[^"]+)"', during)
    if check.expect(link, "no link earns") and link:
        answer = website.request(link[1])
        location = answer.headers.get("Location", "")
        check.expect(answer.status == 302 and location.startswith("https://hop.example/?ref=what-is-a-kilogram_"), location)
    check.expect("5 %" not in website.request("/partners").body.decode(), "the terms are shown to readers")
    check.expect("Measure & House" in partners(website)[LIVE], f"it is not among {partners(website)}")
    page.goto(f"{website.base}/business/rules?address=https://www.{DOMAIN}/en/x%3Fa=b")
    check.expect("hop.example" in page.inner_text(".notice"), "the tester does not tell what becomes of an address")
    page.goto(rule)
    check.expect("in one article" in page.inner_text("main") or "articles" in page.inner_text("main"), "no uses are shown")
    yield check
    ended = Check("a rule that ends is gone from pages within a second, and its links lead on")
    page.click("button:has-text('End the rule now')")
    ended.expect(within_a_second(website, "(paid link)", False), "the article still has links that earn")
    if link:
        location = website.request(link[1]).headers.get("Location", "")
        ended.expect(DOMAIN in location and "hop.example" not in location, f"the old link leads to {location}")
    ended.expect("ended" in page.inner_text("main"), "the history does not tell")
    ended.expect("Measure & House" not in partners(website)[LIVE], "it is still among the partners with a live link")
    ended.expect("Measure & House" in partners(website)[IDLE], "it is not among the agreements that no article uses")
    yield ended


def partners(website: Website) -> dict[str, list[str]]:
    """The partners that readers are shown, by the beginning of their table's caption."""
    shown: dict[str, list[str]] = {LIVE: [], IDLE: []}
    for table in website.request("/partners").tree.xpath("//table"):
        names = [name.strip() for name in table.xpath("./tbody/tr/th/text()")]
        shown[table.findtext("caption").strip()] = names
    return shown


def imported(page: Page, website: Website) -> Check:
    check = Check("links are imported after a look at what that would do, and exported again")
    page.goto(f"{website.base}/business/import")
    page.select_option("[name=programme]", label="Measure House direct")
    page.fill("textarea[name=table]", TABLE + "Bad,javascript:alert(1),bad,,,,\n")
    page.click("button:has-text('See what it would do')")
    check.expect("1 added" in page.inner_text("main") and "1 refused" in page.inner_text("main"), "the trial does not tell")
    check.expect(page.locator("button:has-text('Import all of it')").count() == 0, "a table with a bad row can be imported")
    page.fill("textarea[name=table]", TABLE)
    page.click("button:has-text('See what it would do')")
    page.click("button:has-text('Import all of it')")
    check.expect("One link is imported" in page.inner_text(".notice"), page.inner_text("main")[:300])
    table = page.request.get(f"{website.base}/business/links.csv").text()
    check.expect(table.replace("\r\n", "\n") == TABLE, f"what is exported differs: {table!r}")
    return check


def earned(page: Page, website: Website) -> Check:
    check = Check("a report is imported after a look at what that would do, and its sums are shown")
    today = date.today().isoformat()
    heading = "Transaction,Date,Status,Merchant,SubId,Commission,Currency\n"
    row = f"s1,{today},pending,Measure House direct,how-to-choose-a-first-telescope_text,4.20,EUR\n"
    strange = f"s2,{today},approved,Nobody,,1234.50,GBP\n"

    def chosen(text: str) -> str:
        page.goto(f"{website.base}/business/earnings/reports")
        page.select_option("[name=network]", label="Another, by a template")
        page.set_input_files("[name=file]", {"name": "may.csv", "mimeType": "text/csv", "buffer": text.encode()})
        page.click("button:has-text('See what it would do')")
        return page.inner_text("main")

    told = chosen(heading + row + "s2,2026-02-30,approved,Nobody,,1,XXX\n")
    check.expect("One row is refused" in told and "“XXX” is no currency in use" in told, f"a bad row: {told[:300]}")
    check.expect(page.locator("button:has-text('Import all of it')").count() == 0, "a report with a bad row can be imported")
    told = chosen(heading + row + strange)
    check.expect("2 would be added" in told and "+1,234.50 GBP" in told, f"the trial: {told[:500]}")
    page.click("button:has-text('Import all of it')")
    check.expect("2 of 2 rows imported" in page.inner_text(".notice"), page.inner_text("main")[:300])
    told = chosen(heading + row.replace("pending", "approved").replace("4.20", "4.00") + strange)
    check.expect("pending, 4.20 EUR" in told and "approved, 4.00 EUR" in told, f"the change is not shown: {told[:500]}")
    page.goto(f"{website.base}/business/earnings")
    told = page.inner_text("main")
    check.expect("4.20 EUR" in told and "1,234.50 GBP" in told and page.locator("svg").count() >= 10, f"the sums: {told[:500]}")
    page.goto(f"{website.base}/business/earnings/unmatched")
    check.expect("merchant Nobody, no sub-id" in page.inner_text("main"), "what is not matched does not wait")
    saved = page.request.get(f"{website.base}/business/earnings.csv").text()
    check.expect("Month," in saved and ",GBP,1,0,0,1234.5,0,1234.5" in saved, f"the file: {saved!r}")
    return check


def refused(page: Page, website: Website) -> Check:
    check = Check("what cannot work is refused with the reason, and what was typed stays")
    for domain, template, reason in [
        ("co.uk", "", "not a domain that anybody can register"),
        ("www.bipm.org", "", "write bipm.org"),
        ("\u0440\u0430ypal.example", "", "could be mistaken for another domain"),
        ("other.example", "https://hop.example/", "no place for the merchant"),
        ("other.example", "javascript:x({url})", "must be https or http"),
    ]:
        page.goto(f"{website.base}/business/rules")
        page.click("summary:has-text('Add a rule')")
        page.fill("[name=domain]", domain)
        page.fill("[name=template]", template)
        page.click("button:has-text('Add the rule')")
        check.expect(reason in page.inner_text("main"), f"{domain} {template}: {page.inner_text('.problem')!r}")
        check.expect(page.input_value("[name=domain]") == domain, f"{domain}: what was typed is gone")
    return check


def accessible(page: Page, website: Website) -> Check:
    paths = ["", "/partners", "/partners/atlas-books", "/programmes", "/programmes/new", "/programmes/new?network=awin"]
    paths += ["/rules", "/rules?address=https://www.northlight-optics.example/x", "/links", "/links/guide", "/import"]
    paths += ["/clicks", "/earnings", "/earnings?months=3", "/earnings/reports", "/earnings/unmatched"]
    paths += ["/earnings/reconciliation", "/earnings/postbacks"]
    for listing in ("/rules", "/programmes"):
        page.goto(f"{website.base}/business{listing}")
        paths.append((page.locator(".line-title a").first.get_attribute("href") or "").removeprefix("/business"))
    check = Check(f"axe finds no violation on {len(paths)} pages of the business desk, and nothing sticks out")
    for path in paths:
        page.goto(f"{website.base}/business{path}")
        unfolded(page)
        looked_at(page, path, check, WIDTHS)
    return check
