"""Debian's Chromium, driven by Playwright, and what we listen to while it shows a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
HEIGHT = 900

# Runs in the page before anything else and notes what the Content-Security-Policy stopped.
NOTE_VIOLATIONS = """
window.stopped = [];
addEventListener('securitypolicyviolation', event =>
    stopped.push(`${event.violatedDirective}: ${event.blockedURI || 'inline'}`));
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser; its sandbox does not work for root, so it is left out then."""
    if not CHROMIUM.exists():
        raise FileNotFoundError(f"{CHROMIUM} is missing; run Scripts/setup.sh test")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class Listener:
    """Collects what a page says on the console, throws, or asks for."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.add_init_script(NOTE_VIOLATIONS)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser itself reports a page that answers 404; that page is meant to.
        own_status = "status of 404" in message.text and message.location.get("url") == (
            message.page.url if message.page else ""
        )
        if message.type in ("error", "warning") and not own_status:
            self.errors.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        # The browser lets go of what it was loading when it is led elsewhere or begins a download.
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"failed request: {request.url} ({request.failure})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.requests.append(request.url)
