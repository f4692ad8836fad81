// The dialogs that look for a fact, a source or something else and put it into the text.
// Each button says in its data what it searches and which key opens it.

import { currentField, form, type } from "./typing.js";

const bar = document.getElementById("insert-bar");
const dialog = document.getElementById("insert");
const title = document.getElementById("insert-title");
const field = document.getElementById("insert-text");
const state = document.getElementById("insert-state");
const list = document.getElementById("insert-items");
const pause = 150;

let kind = null;
let target = null;
let selection = [0, 0];
let items = [];
let active = -1;
let timer = 0;
let latest = 0;

function open(button) {
  kind = button.dataset;
  target = currentField();
  selection = [target.selectionStart, target.selectionEnd];
  title.textContent = `Insert from the ${kind.library}`;
  // What is selected in the text is likely to be looked for.
  const selected = target.value.slice(...selection);
  field.value = selected.length <= 60 && !selected.includes("\n") ? selected : "";
  show([], "");
  dialog.showModal();
  field.select();
  search();
}

function show(found, text) {
  items = found;
  list.replaceChildren(...found.map(option));
  list.hidden = found.length === 0;
  field.setAttribute("aria-expanded", String(found.length > 0));
  state.textContent = text;
  choose(found.length > 0 ? 0 : -1);
}

function option(item, index) {
  const entry = document.createElement("li");
  entry.id = `insert-item-${index}`;
  entry.role = "option";
  if (item.thumbnail) {
    const image = document.createElement("img");
    image.src = item.thumbnail;
    image.alt = "";
    entry.append(image);
  }
  const words = document.createElement("div");
  const label = document.createElement("p");
  const detail = document.createElement("p");
  label.textContent = item.label;
  detail.textContent = item.detail;
  detail.className = "hint";
  words.append(label, detail);
  entry.append(words);
  entry.addEventListener("click", () => insert(index));
  return entry;
}

function choose(index) {
  active = index;
  for (const [position, entry] of [...list.children].entries()) {
    entry.setAttribute("aria-selected", String(position === index));
    if (position === index) entry.scrollIntoView({ block: "nearest" });
  }
  if (index >= 0) field.setAttribute("aria-activedescendant", `insert-item-${index}`);
  else field.removeAttribute("aria-activedescendant");
}

async function search() {
  const mine = ++latest;
  const text = field.value.trim();
  try {
    const response = await fetch(`${kind.insert}?text=${encodeURIComponent(text)}`, {
      headers: { Accept: "application/json" },
    });
    const answer = await response.json();
    if (mine !== latest) return;
    if (!response.ok) return show([], answer.detail ?? answer.title);
    const count = answer.items.length;
    show(answer.items, count === 0 ? "Nothing fits." : count === 1 ? "One fits." : `${count} fit.`);
  } catch {
    if (mine === latest) show([], "No connection.");
  }
}

function insert(index) {
  const item = items[index];
  if (!item) return;
  dialog.close();
  goBack();
  type(target, item.markdown);
  target = null;
}

// To where somebody was writing: the browser gives back the focus, and not always the place.
function goBack() {
  target.focus();
  target.setSelectionRange(...selection);
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, pause);
});

field.addEventListener("keydown", (event) => {
  const last = items.length - 1;
  const next = {
    ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last,
    PageDown: Math.min(active + 8, last), PageUp: Math.max(active - 8, 0),
  }[event.key];
  if (event.key === "Escape") {
    // The field would only be emptied.
    event.preventDefault();
    dialog.close();
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    insert(active);
  } else if (next !== undefined && last >= 0) {
    event.preventDefault();
    choose(next);
  }
});

dialog.addEventListener("close", () => {
  latest += 1;
  clearTimeout(timer);
  if (target) goBack();
});

for (const button of bar.querySelectorAll("[data-insert]")) {
  button.addEventListener("click", () => open(button));
}

form.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.altKey) return;
  const button = bar.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  open(button);
});

bar.hidden = false;
