"""The parts of an article stand in the order that is promised, disclosure before links before footer."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
from check import Check
from website import COMMENTER, KOREA, POLICIES, REDIRECTS, Website


def of_class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def headed(text: str) -> str:
    """A section's heading, by how its text begins."""
    return f"//*[self::h2 or self::h3][starts-with(normalize-space(.), '{text}')]"


DISCLOSURE = f"//aside[{of_class('disclosure')}]"
ANSWER = f"//*[{of_class('answer')}]"
BODY = f"//p[preceding::*[{of_class('answer')}]][not(ancestor::aside or ancestor::*[{of_class('answer')}])]"

# Each part of the page, where it is, and whether the page on Korea must have it.
PARTS = [
    ("the site line, with a link to /how-we-make-money", "//body//a[contains(@href, '/how-we-make-money')]", True),
    ("the disclosure (aside.disclosure)", DISCLOSURE, True),
    ("the title (h1)", "//h1", True),
    ("the byline's dates (time)", "//h1/following::time[@datetime]", True),
    ("the short answer (.answer)", ANSWER, True),
    ("the body (a paragraph after the answer)", BODY, True),
    ("the facts (heading 'More about …')", headed("More about"), True),
    ("the sources (heading 'Sources')", headed("Sources"), True),
    ("the corrections (heading 'Corrections')", headed("Correction"), False),
    ("the related articles (heading 'Related …')", headed("Related"), True),
    ("the discussion (#discussion)", "//*[@id='discussion']", True),
    ("the footer", "//body//footer[not(ancestor::article or ancestor::main)]", True),
]


def run(website: Website) -> Iterator[Check]:
    yield order(website)
    yield order_everywhere(website)
    yield discussion_and_footer(website)
    yield disclosure_first(website)


def positions(tree: lxml.html.HtmlElement) -> dict[lxml.html.HtmlElement, int]:
    """The place of every element in document order."""
    return {element: place for place, element in enumerate(tree.iter())}


def out_of_order(tree: lxml.html.HtmlElement, everything: bool) -> Iterator[str]:
    """What is missing, or stands before what it should follow."""
    places = positions(tree)
    last_place, last_name = -1, ""
    for name, xpath, needed in PARTS:
        found = tree.xpath(xpath)
        if not found:
            if needed and everything:
                yield f"missing: {name}"
            continue
        if places[found[0]] <= last_place:
            yield f"{name} stands before {last_name}"
        last_place, last_name = places[found[0]], name


def order(website: Website) -> Check:
    check = Check(f"{KOREA} has all its parts, in order")
    check.problems = list(out_of_order(website.get(KOREA).tree, everything=True))
    return check


def order_everywhere(website: Website) -> Check:
    check = Check("the parts of every other article stand in the same order")
    for path in website.articles:
        check.problems += [f"{path}: {fault}" for fault in out_of_order(website.get(path).tree, everything=False)]
    return check


def discussion_and_footer(website: Website) -> Check:
    check = Check("the discussion shows its comment, and the footer leads to the policies")
    tree = website.get(KOREA).tree
    discussion = " ".join(tree.xpath("//*[@id='discussion']/ancestor-or-self::section[1]//text()"))
    check.expect(COMMENTER in discussion, f"#discussion has no comment by {COMMENTER}")
    check.expect("2015" in discussion, "#discussion does not show that the comment is of 2015")
    linked = {website.local(href) for href in tree.xpath("//body//footer//a/@href")}
    for policy in POLICIES:
        check.expect(policy in linked, f"the footer has no link to {policy}")
    return check


def leaves_or_earns(website: Website, link: lxml.html.HtmlElement) -> bool:
    href = link.get("href", "")
    if "sponsored" in link.get("rel", "").split() or href.startswith(REDIRECTS):
        return True
    return urlsplit(href).scheme in ("http", "https") and website.local(href) is None


def disclosure_first(website: Website) -> Check:
    """16 CFR 255.5: the notice is on the same page, and before the first link that it is about."""
    check = Check("a disclosure stands before the first link that leaves the site or earns money")
    for path in website.articles:
        tree = website.get(path).tree
        places = positions(tree)
        notices = tree.xpath(DISCLOSURE)
        links = [link for link in tree.xpath("//body//a[@href]") if leaves_or_earns(website, link)]
        if not links:
            continue
        if check.expect(notices, f"{path}: has {links[0].get('href')}, and no disclosure"):
            first = links[0].get("href")
            check.expect(places[notices[0]] < places[links[0]], f"{path}: {first} stands before the disclosure")
        for link in links:
            earns = link.get("href", "").startswith(REDIRECTS)
            marked = "sponsored" in link.get("rel", "").split()
            check.expect(not earns or marked, f"{path}: {link.get('href')} lacks rel=sponsored")
    return check
