#!/usr/bin/env python3
"""Takes the pictures of the offices for docs/desk.md, docs/publisher.md and docs/business.md, on an example site that it may write to.

    Scripts/example_site.py BINARY -- Scripts/desk_pictures.py BINARY '{data}' '{url}' docs/images
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Checks"))

import newsdesk_seed  # noqa: E402
from browser import chromium  # noqa: E402  (its folder is known only now)
from desk import Person, Staff  # noqa: E402
from playwright.sync_api import Page, expect  # noqa: E402
from website import Website  # noqa: E402

WIDTH, HEIGHT = 1040, 720
SETTLED = 10_000
EDITORIAL = {"wanda": "writer", "edda": "editor", "fay": "fact-checker"}
PEOPLE = {**EDITORIAL, "petra": "publisher", "bo": "business"}
SUBSCRIBERS = 1165
ARTICLE = "how-far-away-is-the-moon"


@dataclass(frozen=True)
class Picture:
    """A page of the offices as one of the staff sees it; {moon} is a manuscript, {draft} and {sent} are editions."""

    name: str
    person: str
    path: str
    # Instead of a path: where to scroll on the page that the preparation led to.
    scroll_to: str = ""
    # The window, where a page needs another than the others.
    width: int = WIDTH
    height: int = HEIGHT


PICTURES = [
    Picture("home", "edda", "/desk"),
    Picture("editor", "wanda", "{moon}"),
    Picture("facts", "fay", "/desk/facts"),
    Picture("fact", "fay", "/desk/facts/moon-distance"),
    Picture("history", "wanda", "{moon}/history/3"),
    Picture("sources", "fay", "/desk/sources"),
    Picture("settings", "petra", "/publisher/settings"),
    Picture("rules", "bo", "/business/rules?address=https%3A%2F%2Fwww.northlight-optics.example%2Ftelescopes%2Fdobsonian-150"),
    Picture("newsletter", "edda", "/desk/newsletter", height=900),
    Picture("letter", "edda", "{draft}/preview", width=1100, height=900),
    Picture("report", "edda", "{sent}/report", height=1240),
    Picture("merge", "fay", "", scroll_to=".merge-place"),
]


def post(page: Page, path: str, **fields: str) -> str:
    """Sends a form of the offices with its token, and returns where it led."""
    token = page.get_attribute("form input[name=token] >> nth=0", "value") or ""
    base = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    answer = page.request.post(base + path, form={"token": token, **fields})
    if not answer.ok:
        raise SystemExit(f"desk_pictures.py: {path} is answered {answer.status}")
    return urlsplit(answer.url).path


def begin(page: Page, title: str, body: str) -> str:
    page.goto("{0.scheme}://{0.netloc}/desk".format(urlsplit(page.url)))
    page.fill("[name=title]", title)
    page.click("text=Begin")
    page.fill("[name=body]", body)
    saved(page)
    return urlsplit(page.url).path


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_contain_text("Saved", timeout=SETTLED)
    page.wait_for_timeout(1500)


def prepare(wanda: Page, edda: Page, fay: Page, base: str) -> dict[str, str]:
    """Work in each state, and a merge page before Fay; returns the addresses of manuscripts."""
    moon = post(wanda, f"/desk/revise/{ARTICLE}")
    post(wanda, f"{moon}/step", action="revise")
    wanda.goto(base + moon)
    for old, new in [("wrong in the same way", "wrong in one and the same way"), ("seven metres off", "seven metres away")]:
        wanda.fill("[name=body]", wanda.input_value("[name=body]").replace(old, new, 1))
        saved(wanda)
    fay.goto(base + moon)
    fay.click("summary:has-text('Make a remark')")
    fay.fill("details [name=text]", "Does the source give the mean of a year, or of a whole cycle?")
    fay.click("button:has-text('Make the remark')")

    waiting = begin(wanda, "Why is the sky dark at night?", "Because the universe is young.\n")
    post(wanda, f"{waiting}/step", action="submit")

    planned = post(edda, "/desk/revise/how-to-read-a-map-scale")
    for action in ("revise", "submit"):
        post(edda, f"{planned}/step", action=action)
    post(fay, f"{planned}/step", action="check-facts")
    moment = datetime.now(timezone.utc) + timedelta(days=2)
    post(edda, f"{planned}/step", action="schedule", moment=moment.strftime("%Y-%m-%dT06:00"))

    lines = "The tides follow the Moon.\n\nThey come twice a day.\n\nSome coasts see one a day.\n"
    tides = begin(wanda, "Why are there two tides a day?", lines)
    fay.goto(base + tides)
    wanda.fill("[name=body]", lines.replace("twice a day", "twice in a lunar day"))
    saved(wanda)
    fay.fill("[name=body]", lines.replace("twice a day", "every 12 hours and 25 minutes"))
    fay.click("text=Bring both texts together", timeout=SETTLED)
    return {"moon": moon}


def subscribe(petra: Page, base: str, count: int) -> None:
    """Takes so many subscribers in, so that the newsletter has somebody to go to."""
    petra.goto(f"{base}/publisher/subscribers")
    table = "\n".join(f"reader{number}@reader.example" for number in range(count))
    post(petra, "/publisher/subscribers/import", table=f"email\n{table}", consented="2026-01-01")


def editions(data: Path, website: Website) -> dict[str, str]:
    """Editions of the site's own articles, as they are made, sent and read; returns the addresses of two."""
    told: list[newsdesk_seed.Told] = []
    for article in json.loads(website.request("/feed.json").body)["items"]:
        names = "\n".join(author["name"] for author in article.get("authors", []))
        told.append(("published", urlsplit(article["url"]).path, article["title"], article["summary"], "", names))
    day = newsdesk_seed.day
    with sqlite3.connect(data / "audience.sqlite", timeout=30) as database:
        for offset, sent, failed in [(-4, 1146, 3), (-3, 1153, 2), (-2, 1159, 6)]:
            newsdesk_seed.edition(database, day(offset), "sent", offset, {"sent": sent, "failed": failed}, told=told[-3 + offset : offset])
        newsdesk_seed.edition(database, day(-1), "sending", -1, {"sent": 760, "failed": 2, "pending": 102}, told=told[4:7])
        newsdesk_seed.edition(database, day(1), "draft", 1, {}, told=[*told[:3], ("archive", *told[8][1:])])
    newsdesk_seed.click(data, day(-2))
    return {"draft": f"/desk/newsletter/{day(1)}", "sent": f"/desk/newsletter/{day(-2)}"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=Path, help="the masthead binary, to make accounts with")
    parser.add_argument("data", type=Path, help="the site's data directory")
    parser.add_argument("base", help="where the site is served")
    parser.add_argument("folder", type=Path, help="where the pictures go, as desk-NAME.png")
    options = parser.parse_args()
    staff, website = Staff(options.binary, options.data), Website(options.base.rstrip("/"))
    for name, role in PEOPLE.items():
        staff.add(name, role)
    with chromium() as browser:
        people = {name: Person(browser, website, name) for name in PEOPLE}
        for person in people.values():
            person.sign_in("/account").set_viewport_size({"width": WIDTH, "height": HEIGHT})
        subscribe(people["petra"].page, website.base, SUBSCRIBERS)
        places = editions(options.data, website)
        places |= prepare(*(people[name].page for name in EDITORIAL), website.base)
        # The merge page is where the last step of the preparation led, and at no address of its own.
        for picture in sorted(PICTURES, key=lambda picture: not picture.scroll_to):
            page = people[picture.person].page
            page.set_viewport_size({"width": picture.width, "height": picture.height})
            if picture.scroll_to:
                page.locator(picture.scroll_to).first.scroll_into_view_if_needed()
            else:
                page.goto(website.base + picture.path.format(**places))
            out = options.folder / f"desk-{picture.name}.png"
            page.screenshot(path=out, animations="disabled")
            print(f"wrote {out} ({out.stat().st_size // 1000} kB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
