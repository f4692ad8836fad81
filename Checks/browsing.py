"""What happens in a reader's browser: no errors, nobody else is told, and all of it works without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

from browser import Listener, chromium
from check import Check
from playwright.sync_api import Browser
from website import HITS, KOREA, Website

SETTLE = 150  # milliseconds for what starts after the page has loaded


def run(website: Website) -> Iterator[Check]:
    with chromium() as browser:
        yield from quiet(website, browser)
        yield without_javascript(website, browser)


def quiet(website: Website, browser: Browser) -> Iterator[Check]:
    """Visits every page as one reader would, in one profile."""
    errors = Check(f"{len(website.kinds)} pages show without a console error or a policy violation")
    others = Check("no page asks another origin for anything")
    cookies = Check("nothing is stored in the browser: no cookie, no local or session storage")
    with browser.new_context() as profile:
        for path in website.kinds:
            page = profile.new_page()
            listener = Listener(page)
            page.goto(website.base + path)
            page.evaluate("scrollTo(0, document.body.scrollHeight)")  # what loads lazily, loads now
            page.wait_for_timeout(SETTLE)
            errors.problems += [f"{path}: {error}" for error in listener.errors]
            errors.problems += [f"{path}: stopped by the policy: {what}" for what in page.evaluate("stopped")]
            foreign = [url for url in listener.requests if not url.startswith(website.base + "/")]
            others.problems += [f"{path}: {url}" for url in foreign]
            stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
            cookies.problems += [f"{path}: stored {name}" for name in stored]
            page.close()
        cookies.problems += [f"cookie {cookie.get('name')}" for cookie in profile.cookies()]
    yield errors
    yield others
    yield cookies


def without_javascript(website: Website, browser: Browser) -> Check:
    check = Check("without JavaScript, the article is readable and the search works")
    with browser.new_context(java_script_enabled=False) as profile:
        page = profile.new_page()
        page.goto(website.base + KOREA)
        for selector in ("h1", ".answer", "aside.disclosure", "#discussion"):
            visible = page.locator(selector).first.is_visible()
            check.expect(visible, f"{KOREA}: {selector} is not visible")
        page.goto(website.base + "/search")
        field = page.locator("main input[type=search], input[type=search]").last
        if check.expect(field.count(), "/search: no <input type=search>"):
            field.fill("korea")
            field.press("Enter")
            page.wait_for_load_state()
            check.expect(f"{KOREA}" in page.content(), f"searching for 'korea' does not find {KOREA}")
            check.expect(page.url.endswith(HITS), f"the search leads to {page.url}, and not to {HITS}")
    return check
