// The panel of what the checks before publication found: it follows each save, and leads to the line.

const panel = document.getElementById("findings");
const list = document.getElementById("finding-list");
const form = document.getElementById("manuscript");

let latest = 0;

async function refresh() {
  const mine = ++latest;
  try {
    const response = await fetch(panel.dataset.findings, { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const answer = await response.json();
    // A save that came later has asked again.
    if (mine !== latest) return;
    // The page of the editor has this from the server too, escaped there.
    list.innerHTML = answer.html;
  } catch {
    // Without the server what was found last stays.
  }
}

// Where a line of a text begins and ends.
function lineRange(text, line) {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const end = text.indexOf("\n", start);
    if (end < 0) break;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  return [start, end < 0 ? text.length : end];
}

// How far down a place of a field is, counting the lines that the field wraps.
function heightBefore(field, offset) {
  const style = getComputedStyle(field);
  const mirror = document.createElement("div");
  for (const name of ["font", "letterSpacing", "lineHeight", "tabSize", "padding", "border", "boxSizing", "overflowWrap"]) {
    mirror.style[name] = style[name];
  }
  mirror.style.whiteSpace = "pre-wrap";
  mirror.style.position = "absolute";
  mirror.style.visibility = "hidden";
  mirror.style.width = `${field.clientWidth}px`;
  mirror.textContent = field.value.slice(0, offset);
  document.body.append(mirror);
  const height = mirror.clientHeight;
  mirror.remove();
  return height;
}

function jump(name, line) {
  const place = document.getElementById(`field-${name}`);
  if (!place) return false;
  if (place instanceof HTMLTextAreaElement) {
    const [start, end] = lineRange(place.value, line);
    place.focus({ preventScroll: true });
    place.setSelectionRange(start, end);
    place.scrollTop = Math.max(0, heightBefore(place, start) - place.clientHeight / 2);
    const top = heightBefore(place, start) - place.scrollTop;
    scrollTo({ top: scrollY + place.getBoundingClientRect().top + Math.min(top, place.clientHeight) - innerHeight / 2 });
  } else if (place instanceof HTMLPreElement && place.firstChild) {
    const [start, end] = lineRange(place.firstChild.data, line);
    const range = document.createRange();
    range.setStart(place.firstChild, start);
    range.setEnd(place.firstChild, end);
    place.focus({ preventScroll: true });
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    place.scrollTop += range.getBoundingClientRect().top - place.getBoundingClientRect().top - place.clientHeight / 2;
    place.scrollIntoView({ block: "center" });
  } else {
    const field = place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea");
    field?.focus();
    place.scrollIntoView({ block: "center" });
  }
  return true;
}

panel.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-field]");
  if (link && jump(link.dataset.field, Number(link.dataset.line))) event.preventDefault();
});

form?.addEventListener("saved", refresh);
