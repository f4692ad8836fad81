"""Links that earn, as an outsider finds them: by how the addresses of affiliate programmes look, wherever they lead.

The patterns are those of ad blockers (Adblock Plus syntax) for the networks and habits of the trade. None was taken from
Masthead, and neither `rel` nor marks nor classes are looked at. A page or an item of a feed has to say that a commission is
earned, before the first such link, if and only if it has one. Articles that a company paid for say so before anything else.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import feedparser
import lxml.html
from adblockparser import AdblockRules
from check import Check
from website import CLICKS, FEEDS, SPONSORED, Website

NETWORKS = """
||amzn.to^
||anrdoezrs.net^
||avantlink.com/click
||awin1.com^
||click.linksynergy.com^
||clickbank.net^
||commission-junction.com^
||dpbolvw.net^
||go.redirectingat.com^
||go.skimresources.com^
||jdoqocy.com^
||kqzyfj.com^
||partnerize.com^
||pepperjamnetwork.com^
||pntra.com^
||prf.hn/click
||redirect.viglink.com^
||rover.ebay.com^
||shareasale.com/r.cfm
||shareasale.com/u.cfm
||shrsl.com^
||tkqlhce.com^
||tradedoubler.com/click
||tradetracker.net^
||webgains.com/click
"""
HABITS = r"""
/[?&](aff|affid|aff_id|affiliate|affiliate_id|afftrack|ascsubtag|associatetag|awinaffid|clickref|irclickid)=[^&]/
/[?&](partner|partner_id|partnerid|pubid|ref|refid|referrer|sid|sub|sub_id|subid|subid1|tag|u1)=[^&]/
/[?&](d|dest|destination|goto|murl|p|to|u|ued|url)=https?(:|%3a)(\/|%2f)/
"""
OWN_WAYS = "/go/* /out/* /recommends/* /refer/* /visit/* /aff/*".split()  # how sites hide such links behind their own name
NOTICE = re.compile(r"\b(earns?|earned|receives?|paid|gets?)\b[^.]{0,60}\bcommissions?\b", re.IGNORECASE)
LABEL = "disclosure"
LEAST_LINKS = 3
PAYS = re.compile(r"\bAdvertisements? by \S")


class Detector:
    """Tells addresses that earn from others."""

    def __init__(self, website: Website) -> None:
        self.website = website
        self.earning = AdblockRules((NETWORKS + HABITS).split())
        self.own_ways = AdblockRules(OWN_WAYS)
        self.known: dict[str, bool] = {}

    def earns(self, address: str) -> bool:
        if address not in self.known:
            self.known[address] = self.look(address)
        return self.known[address]

    def look(self, address: str) -> bool:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https"):
            return False
        if f"{parts.scheme}://{parts.netloc}" not in self.website.origins:
            return bool(self.earning.should_block(address))
        if not self.own_ways.should_block(address):
            return False
        location = self.website.get(parts.path).headers.get("Location", "")
        # A way out under the site's own name is there to earn, whatever it leads to.
        return bool(urlsplit(location).netloc)

    def links(self, tree: lxml.html.HtmlElement, base: str) -> list[lxml.html.HtmlElement]:
        return [link for link in tree.iter("a") if self.earns(urljoin(base, link.get("href", "").strip()))]


def notices(tree: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """What is announced as a disclosure and tells of a commission."""
    labelled = [element for element in tree.iter() if LABEL in (element.get("aria-label") or "").lower()]
    return [element for element in labelled if NOTICE.search(" ".join(element.text_content().split()))]


def faults(detector: Detector, tree: lxml.html.HtmlElement, base: str) -> tuple[list[str], int]:
    """What is wrong with a page or an item, and how many links of it earn."""
    links, found = detector.links(tree, base), notices(tree)
    order = {element: place for place, element in enumerate(tree.iter())}
    if not links:
        return (["it tells of a commission, and no link of it earns one"] if found else []), 0
    first = links[0]
    if not found:
        return [f"{first.get('href')} earns, and nothing says so"], len(links)
    late = order[found[0]] > order[first]
    return ([f"{first.get('href')} stands before the first notice"] if late else []), len(links)


def run(website: Website) -> Iterator[Check]:
    detector = Detector(website)
    yield pages(website, detector)
    items = feed_items(website)
    yield feeds(website, detector, items)
    yield paid_articles(website)
    yield planted(website, detector)
    yield planted_in_feeds(website, detector, items)


def pages(website: Website, detector: Detector) -> Check:
    looked_at = [page for page in website.pages if page.status == 200]
    check = Check(f"{len(looked_at)} pages tell of a commission, and in time, exactly where an outsider finds a link that earns")
    count = 0
    for page in looked_at:
        wrong, links = faults(detector, page.tree, urljoin(website.base, page.path))
        check.problems += [f"{page.path}: {problem}" for problem in wrong]
        count += links
        if page.path.startswith(SPONSORED):
            continue  # all of its links are paid for, wherever they lead
        found = {link.get("href") for link in detector.links(page.tree, urljoin(website.base, page.path))}
        marked = set(page.tree.xpath("//a[contains(concat(' ', @rel, ' '), ' sponsored ')]/@href"))
        advertised = {address for address in marked if address.startswith(CLICKS)}
        if advertised:
            told = " ".join(aside.text_content() for aside in page.tree.xpath("//aside[contains(@class, 'disclosure')]"))
            check.expect("for space on this page" in told or "spaces on this page" in told, f"{page.path}: who pays is not told")
        marked -= advertised
        check.expect(found == marked, f"{page.path}: found {found - marked}, and not {marked - found}")
    check.expect(count >= LEAST_LINKS, f"only {count} links that earn were found on the whole site")
    return check


def paid_articles(website: Website) -> Check:
    pages = [page for page in website.pages if page.status == 200 and page.path.startswith(SPONSORED)]
    check = Check(f"{len(pages)} pages of sponsored articles say who pays before anything else, and nothing editorial leads to them")
    articles = 0
    for page in pages:
        where = page.path
        order = {element: place for place, element in enumerate(page.tree.iter())}
        labelled = [aside for aside in page.tree.iter("aside") if LABEL in (aside.get("aria-label") or "").lower()]
        paid = [aside for aside in labelled if PAYS.search(aside.text_content())]
        matter = page.tree.xpath("//article")
        articles += len(matter) if where != SPONSORED else 0
        if matter and check.expect(paid, f"{where}: no disclosure says who pays"):
            check.expect(order[paid[0]] < order[page.tree.xpath("//main")[0]], f"{where}: the disclosure comes late")
            for article in matter:
                payer = re.match(r"Advertisement by (.+)", (article.xpath(".//p")[0].text_content()))
                if check.expect(payer, f"{where}: an advertisement does not begin with who pays") and payer:
                    check.expect(payer[1] in paid[0].text_content(), f"{where}: the disclosure does not name {payer[1]}")
        for title in (page.first("//title/text()"), page.first("//meta[@property='og:title']/@content")):
            check.expect(re.match(r"Ad(vertisement)?: ", title), f"{where}: the title {title!r} is not labelled")
        check.expect("noindex" in page.first("//meta[@name='robots']/@content"), f"{where}: search engines may list it")
        for link in page.tree.xpath("//main//a[starts-with(@href, 'http')]"):
            rel = set((link.get("rel") or "").split())
            check.expect({"sponsored", "nofollow", "noopener"} <= rel, f"{where}: {link.get('href')} is not marked: {rel}")
        check.expect(where not in website.sitemap_paths, f"{where} is in a sitemap")
    check.expect(articles >= 1, "there is no sponsored article to look at")
    for target, sources in website.references.items():
        if target.startswith(SPONSORED):
            editorial = {source for source in sources if not source.startswith((SPONSORED, "/partners"))}
            check.expect(not editorial, f"{editorial} lead to {target}")
    for path in FEEDS:
        check.expect(SPONSORED.encode() not in website.get(path).body, f"{path} leads to a sponsored article")
    return check


Item = tuple[str, lxml.html.HtmlElement]


def feed_items(website: Website) -> list[Item]:
    """Each item of each feed: what it is, and all its HTML."""
    items: list[tuple[str, str]] = []
    for path in FEEDS[:2]:
        parsed = feedparser.parse(website.get(path).body, sanitize_html=False, resolve_relative_uris=False)
        for entry in parsed.entries:
            texts = [entry.get("summary", ""), *(content.value for content in entry.get("content", []))]
            items.append((f"{path}, {entry.title}", "".join(dict.fromkeys(texts))))
    for item in json.loads(website.get(FEEDS[2]).body)["items"]:
        items.append((f"{FEEDS[2]}, {item['title']}", item["content_html"]))
    return [(what, lxml.html.fragment_fromstring(html, create_parent="div")) for what, html in items]


def feeds(website: Website, detector: Detector, items: list[Item]) -> Check:
    check = Check(f"so do {len(items)} items of feeds")
    count = 0
    for what, tree in items:
        wrong, links = faults(detector, tree, website.base)
        check.problems += [f"{what}: {problem}" for problem in wrong]
        count += links
        found = {link.get("href") for link in detector.links(tree, website.base)}
        marked = set(tree.xpath(".//a[contains(concat(' ', @rel, ' '), ' sponsored ')]/@href"))
        check.expect(found == marked, f"{what}: found {found - marked}, and not {marked - found}")
        relative = [address for address in tree.xpath(".//@href | .//@src") if not urlsplit(address).scheme]
        check.expect(not relative, f"{what}: {relative} lead nowhere outside the site")
    check.expect(count >= LEAST_LINKS * len(FEEDS), f"only {count} links that earn were found in all feeds")
    return check


def planted(website: Website, detector: Detector) -> Check:
    check = Check("the detector finds a notice that was taken away, one that comes too late, and one without a cause")
    disclosed = next(page for page in website.pages if page.status == 200 and notices(page.tree))
    base = urljoin(website.base, disclosed.path)
    for what, change in {"taken away": take_away, "moved to the end": move_to_end, "without a cause": make_plain}.items():
        tree = copy.deepcopy(disclosed.tree)
        change(tree, detector, base)
        check.expect(faults(detector, tree, base)[0], f"{disclosed.path}: not found when {what}")
    return check


def planted_in_feeds(website: Website, detector: Detector, items: list[Item]) -> Check:
    check = Check("it finds the same three in an item of each feed")
    for path in FEEDS:
        what, item = next(item for item in items if item[0].startswith(f"{path},") and notices(item[1]))
        for how, change in {"taken away": take_away, "moved to the end": move_to_end, "without a cause": make_plain}.items():
            tree = copy.deepcopy(item)
            change(tree, detector, website.base)
            check.expect(faults(detector, tree, website.base)[0], f"{what}: not found when {how}")
    return check


def take_away(tree: lxml.html.HtmlElement, detector: Detector, base: str) -> None:
    for notice in notices(tree):
        notice.drop_tree()


def move_to_end(tree: lxml.html.HtmlElement, detector: Detector, base: str) -> None:
    for notice in notices(tree):
        (tree if tree.tag == "div" else tree.body).append(notice)


def make_plain(tree: lxml.html.HtmlElement, detector: Detector, base: str) -> None:
    for link in detector.links(tree, base):
        link.set("href", "https://plain.example/")
