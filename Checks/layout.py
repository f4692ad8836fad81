"""How the pages are set: nothing sticks out, nothing jumps, lines have a readable length, the disclosure is seen."""

from __future__ import annotations

from collections.abc import Iterator

from browser import HEIGHT, chromium
from check import Check
from playwright.sync_api import Browser
from website import KOREA, Website

WIDTHS = [320, 360, 768, 1440]
DISCLOSURE_WIDTHS = [320, 768, 1280]
MEASURE = (60.0, 75.0)  # characters a line
SMALLEST_NOTICE = 12.0  # CSS pixels

# The first elements that reach beyond the window, unless they scroll inside themselves.
STICKING_OUT = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
        .filter(element => element.getBoundingClientRect().right > width + 1)
        .slice(0, 3)
        .map(element => element.tagName.toLowerCase() + (element.className ? '.' + element.className : ''))
        .concat([`the page is ${document.documentElement.scrollWidth} px wide`]);
}"""

NOTE_SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
        const nodes = entry.sources.map(source => source.node && source.node.nodeName);
        shifts.push({value: entry.value, nodes: nodes.join(', ')});
    }
}).observe({type: 'layout-shift', buffered: true});
"""

# From top to bottom, a window at a time, with a rest that lets what loads lazily come in and push.
SCROLL_THROUGH = """async () => {
    const rest = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 30)));
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
        scrollTo(0, top);
        await rest();
    }
    await rest();
}"""

# Characters in each line of the body's paragraphs, but for last lines, which are short by nature.
LINE_LENGTHS = """() => {
    const lengths = [];
    const elsewhere = 'aside, .answer, .rail, .discussion, #discussion, nav, header, footer, form, li, dl, table';
    for (const paragraph of document.querySelectorAll('main p')) {
        if (paragraph.closest(elsewhere)) continue;
        const lineHeight = parseFloat(getComputedStyle(paragraph).lineHeight);
        const top = paragraph.getBoundingClientRect().top;
        const lines = new Map();
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        for (let text = walker.nextNode(); text; text = walker.nextNode()) {
            if (text.parentElement.closest('sup')) continue;
            const range = document.createRange();
            for (let index = 0; index < text.length; index++) {
                range.setStart(text, index);
                range.setEnd(text, index + 1);
                const box = range.getBoundingClientRect();
                if (box.width === 0) continue;
                const line = Math.floor((box.top + box.height / 2 - top) / lineHeight);
                lines.set(line, (lines.get(line) || 0) + 1);
            }
        }
        lines.delete(Math.max(...lines.keys()));
        lengths.push(...lines.values());
    }
    return lengths;
}"""

# Why a reader may not see the disclosure; empty when all is well.
UNSEEN = """disclosure => {
    disclosure.scrollIntoView({block: 'center'});
    const box = disclosure.getBoundingClientRect();
    const style = getComputedStyle(disclosure);
    const faults = [];
    if (box.width < 1 || box.height < 1) faults.push('it takes up no room');
    const width = document.documentElement.clientWidth;
    if (box.left < 0 || box.right > width + 1) faults.push('it sticks out of the window');
    if (style.visibility !== 'visible' || style.opacity < 1) faults.push('it is hidden or see-through');
    if (disclosure.closest('details')) faults.push('it can be folded away');
    const size = parseFloat(style.fontSize);
    if (size < SMALLEST) faults.push(`its letters are ${size} px`);
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!there || !disclosure.contains(there)) faults.push('something covers it');
    return faults;
}"""


def run(website: Website) -> Iterator[Check]:
    with chromium() as browser:
        yield from overflow(website, browser)
        yield stability(website, browser)
        yield measure(website, browser)
        yield disclosure(website, browser)


def overflow(website: Website, browser: Browser) -> Iterator[Check]:
    checks = {width: Check(f"no page is wider than a window of {width} px") for width in WIDTHS}
    with browser.new_context() as profile:
        page = profile.new_page()
        for path in website.kinds:
            page.goto(website.base + path)
            for width, check in checks.items():
                page.set_viewport_size({"width": width, "height": HEIGHT})
                if found := page.evaluate(STICKING_OUT):
                    check.problems.append(f"{path}: {', '.join(found)}")
    yield from checks.values()


def stability(website: Website, browser: Browser) -> Check:
    check = Check("nothing on an article moves while it loads and is scrolled")
    for width in (WIDTHS[1], WIDTHS[-1]):
        with browser.new_context(viewport={"width": width, "height": HEIGHT}) as profile:
            page = profile.new_page()
            page.add_init_script(NOTE_SHIFTS)
            for path in website.articles:
                page.goto(website.base + path)
                page.evaluate(SCROLL_THROUGH)
                for shift in page.evaluate("shifts"):
                    check.problems.append(f"{path} at {width} px: shift of {shift['value']:.4f} ({shift['nodes']})")
    return check


def measure(website: Website, browser: Browser) -> Check:
    check = Check(f"an article's lines have {MEASURE[0]:.0f} to {MEASURE[1]:.0f} characters on average, at 1440 px")
    with browser.new_context(viewport={"width": 1440, "height": HEIGHT}) as profile:
        page = profile.new_page()
        for path in website.articles:
            page.goto(website.base + path)
            lengths = page.evaluate(LINE_LENGTHS)
            if check.expect(len(lengths) >= 5, f"{path}: only {len(lengths)} full lines in 'main p'"):
                average = sum(lengths) / len(lengths)
                check.expect(MEASURE[0] <= average <= MEASURE[1], f"{path}: {average:.1f} in {len(lengths)} lines")
    return check


def disclosure(website: Website, browser: Browser) -> Check:
    check = Check("a reader sees the disclosure at " + ", ".join(map(str, DISCLOSURE_WIDTHS)) + " px")
    script = UNSEEN.replace("SMALLEST", str(SMALLEST_NOTICE))
    with browser.new_context() as profile:
        page = profile.new_page()
        for path in website.articles:
            page.goto(website.base + path)
            notice = page.locator("aside.disclosure").first
            if not notice.count():
                check.expect(path != KOREA, f"{path}: no aside.disclosure")
                continue
            for width in DISCLOSURE_WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                check.problems += [f"{path} at {width} px: {fault}" for fault in notice.evaluate(script)]
    return check
