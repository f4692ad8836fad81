"""No violation of WCAG 2.2 AA that axe can find, on any page, narrow and wide, light and dark."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from browser import HEIGHT, chromium
from check import Check
from playwright.sync_api import Page
from website import Website

WIDTHS = [360, 1440]
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def run(website: Website) -> Iterator[Check]:
    views = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
    title = f"axe finds no violation on {len(website.kinds)} pages"
    checks = {(width, scheme): Check(f"{title}, {width} px, {scheme}") for width, scheme in views}
    with chromium() as browser, browser.new_context() as profile:
        page = profile.new_page()
        for path in website.kinds:
            page.goto(website.base + path)
            for width, scheme in views:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                checks[width, scheme].problems += [f"{path}: {violation}" for violation in violations(page)]
    yield from checks.values()


def violations(page: Page) -> Iterator[str]:
    """A line for each element that breaks a rule."""
    for violation in Axe().run(page, options=OPTIONS).response["violations"]:
        for node in violation["nodes"]:
            summary = " ".join(node.get("failureSummary", "").split())
            yield f"{violation['id']} at {' '.join(map(str, node['target']))}: {summary}"


def looked_at(page: Page, name: str, check: Check, widths: Sequence[int] = WIDTHS) -> None:
    """Looks at the page that is open, light and dark: axe finds nothing, and nothing sticks out. Keeps pictures in MASTHEAD_PICTURES."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            check.problems += [f"{name} at {width} px, {scheme}: {line}" for line in violations(page)]
            if folder := os.environ.get("MASTHEAD_PICTURES"):
                file = re.sub(r"\W+", "-", name).strip("-")[:60]
                page.screenshot(path=f"{folder}/{file}-{width}-{scheme}.png", full_page=True)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        check.expect(over <= 0, f"{name} at {width} px is {over} px too wide")


def unfolded(page: Page) -> None:
    """Opens what is folded."""
    for summary in page.locator("summary").all():
        if not summary.evaluate("summary => summary.parentElement.open"):
            summary.click()
