"""A writer adds images by choosing, dropping and pasting them, is told why one is refused, and sees one in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check import Check
from playwright.sync_api import Browser, FilePayload, Page, expect
from website import Website

SETTLED = 30_000
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SOURCES = re.compile(r"(/media/\S+) \d+w")
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# Gives an element an image as if it were dropped there or pasted.
GIVE = """
async ([selector, kind, name, colour]) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [900, 600];
  const context = canvas.getContext("2d");
  context.fillStyle = colour;
  context.fillRect(100, 100, 300, 200);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const transfer = new DataTransfer();
  transfer.items.add(new File([blob], name, { type: "image/png" }));
  const options = { bubbles: true, cancelable: true };
  const event = kind === "paste" ? new ClipboardEvent("paste", { ...options, clipboardData: transfer })
    : new DragEvent("drop", { ...options, dataTransfer: transfer });
  document.querySelector(selector).dispatchEvent(event);
}
"""


def run(browser: Browser, pages: dict[str, Page], website: Website) -> Iterator[Check]:
    page = pages["wanda"]
    yield chosen(page, website)
    yield refused(browser, page, website)
    yield given(page, pages["fay"], pages["edda"], website)


def shot(page: Page, name: str) -> FilePayload:
    """A picture of what the page shows now, as a file to be chosen."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": page.screenshot(type="jpeg")}


def drawing() -> FilePayload:
    return {"name": "drawing.svg", "mimeType": "image/svg+xml", "buffer": DRAWING}


def chosen(page: Page, website: Website) -> Check:
    check = Check("an image that is chosen is described, and can be found")
    page.goto(website.base + "/desk/media")
    page.set_input_files("[name=file]", [shot(page, "The desk.jpeg")])
    page.click("#upload button")
    page.wait_for_url("**/desk/media/the-desk", timeout=SETTLED)
    page.fill("[name=alternative]", "The list of images")
    page.select_option("[name=licence]", "cc-by-4.0")
    page.click("button:has-text('Save')")
    check.expect("has to be named" in page.inner_text(".field.wrong"), "a credit that is missing is not told at its field")
    kept = page.input_value("[name=alternative]")
    check.expect(kept == "The list of images", f"what was typed is {kept!r}")
    page.fill("[name=credit]", "Wanda")
    box = page.locator("#focal img").bounding_box()
    if check.expect(box, "the image is not shown") and box:
        page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    across, down = (float(page.input_value(f"[name={name}]")) for name in ("focusX", "focusY"))
    check.expect(abs(across - 25) < 2 and abs(down - 75) < 2, f"a click sets the focal point to {across}, {down}")
    page.click("button:has-text('Save')")
    check.expect("Saved" in page.inner_text(".notice"), "saving is not told")
    page.goto(website.base + "/desk/media?text=list+wanda")
    check.expect(page.locator(".images > li").count() == 1, "the image is not found by what it shows and who made it")
    return check


def refused(browser: Browser, page: Page, website: Website) -> Check:
    check = Check("an SVG is refused with the reason, with JavaScript and without")
    page.goto(website.base + "/desk/media")
    page.set_input_files("[name=file]", [drawing()])
    page.click("#upload button")
    expect(page.locator("#upload-state .error")).to_contain_text("SVG files can hold scripts", timeout=SETTLED)
    plain = browser.new_context(storage_state=page.context.storage_state(), java_script_enabled=False)
    other = plain.new_page()
    other.goto(website.base + "/desk/media")
    other.set_input_files("[name=file]", [drawing(), shot(page, "beside.jpeg")])
    other.click("#upload button")
    told = other.inner_text(".problem")
    check.expect("drawing.svg: " in told and "SVG files can hold scripts" in told, f"without JavaScript it says {told!r}")
    check.expect("beside" in told, "the image that was sent with it is not told")
    plain.close()
    return check


def given(page: Page, fay: Page, edda: Page, website: Website) -> Check:
    check = Check("an image that is pasted or dropped into a text stands in it, and reaches readers once its terms are said")
    page.goto(website.base + "/desk")
    page.fill("[name=title]", "With images")
    page.click("text=Begin")
    page.fill("[name=body]", "Before.")
    page.evaluate(GIVE, ["[name=body]", "paste", "pasted.png", "teal"])
    expect(page.locator("[name=body]")).to_have_value("Before.\n\n![](/media/pasted)\n", timeout=SETTLED)
    page.evaluate(GIVE, ["[name=body]", "drop", "dropped.png", "maroon"])
    expect(page.locator("[name=body]")).to_have_value(re.compile("!\\[\\]\\(/media/dropped\\)\n$"), timeout=SETTLED)
    expect(page.locator("#save-state")).to_have_text(re.compile(r"^Saved \d.*[^C]$"), timeout=SETTLED)
    frame = page.frame_locator("#preview")
    expect(frame.locator("figure.picture img")).to_have_count(2, timeout=SETTLED)
    first = frame.locator("figure.picture img").first
    first.scroll_into_view_if_needed()
    shown = first.evaluate("async (image) => { await image.decode(); return image.currentSrc; }")
    check.expect(shown.endswith(".avif"), f"the browser shows {shown}")
    for address in SOURCES.findall(page.request.get(f"{page.url}/preview").text()):
        answer = website.request(address)
        expected = TYPES[address.rsplit(".", 1)[1]]
        check.expect(answer.status == 200, f"{address} is answered {answer.status}")
        check.expect(answer.content_type == expected, f"{address} is {answer.content_type}")
    page.fill("[name=answer]", "Shown below.")
    page.fill("[name=description]", "What images look like.")
    page.select_option("[name=section]", index=1)
    page.check("[name=authors] >> nth=0")
    page.click("text=Hand in for review")
    expect(page.locator(".notice")).to_contain_text("Handed in", timeout=SETTLED)
    fay.goto(page.url)
    fay.click("button:has-text('Facts are right')")
    edda.goto(page.url)
    edda.click("button:has-text('Publish now')")
    told = edda.inner_text(".problem")
    check.expect("under which terms" in told, f"an image without terms is told as {told!r}")
    for name in ("pasted", "dropped"):
        page.goto(website.base + f"/desk/media/{name}")
        check.expect("With images" in page.inner_text("main"), f"{name}: its page does not tell where it stands")
        page.fill("[name=alternative]", f"A rectangle that was {name}")
        page.select_option("[name=licence]", "own")
        page.fill("[name=credit]", "Wanda")
        page.click("button:has-text('Save')")
    edda.click("button:has-text('Publish now')")
    check.expect("Published" in edda.inner_text(".state"), f"it is not published: {edda.inner_text('main')[:300]!r}")
    article = website.request("/with-images").body.decode()
    check.expect('alt="A rectangle that was pasted"' in article, "the article does not say what its image shows")
    check.expect("summary_large_image" in article and 'og:image:width" content="900"' in article, "no image stands for it")
    page.goto(website.base + "/desk/media/pasted")
    check.expect(page.locator("text=Delete the image").count() == 0, "an image in use is offered to be deleted")
    return check
