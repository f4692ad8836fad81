// Clears the list of comments by keys and clicks, one request a decision; without it the list's own buttons do the same.

const list = document.querySelector(".queue");
const form = document.getElementById("decisions");
const undoForm = document.getElementById("undo");
const said = document.getElementById("said");
const keys = document.getElementById("keys");
const reasons = document.getElementById("reasons");

// What was decided on this page and can be taken back: the batch, and its comments with where they stood.
const decided = [];
// Requests go one after another, so that an undo never overtakes what it takes back.
let last = Promise.resolve();
let waiting = 0;
let current = null;

const items = () => (list ? [...list.children] : []);

function say(text) {
  said.textContent = "";
  // A region that is filled anew is read out, also with the same words.
  requestAnimationFrame(() => { said.textContent = text; });
}

function choose(item, focus = true) {
  current?.classList.remove("current");
  current = item ?? null;
  if (!current) return;
  current.classList.add("current");
  if (focus) current.focus({ preventScroll: true });
  if (focus) current.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = items();
  const place = all.indexOf(current);
  choose(all[Math.min(Math.max(place + by, 0), all.length - 1)]);
}

async function send(address, fields) {
  const body = new URLSearchParams(fields);
  body.set("token", undoForm.elements.token.value);
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer.json();
  if (answer.ok) return told;
  const error = new Error(told.detail ?? told.title);
  error.status = answer.status;
  throw error;
}

function inTurn(work) {
  waiting += 1;
  last = last.then(work, work).finally(() => { waiting -= 1; });
  return last;
}

addEventListener("beforeunload", (event) => { if (waiting > 0) event.preventDefault(); });

function showFigures(told) {
  if (told.figures) document.getElementById("figures").textContent = told.figures;
}

// What stands at the place of the first that goes is put where that stood, so that the page does not jump.
function takeOut(gone) {
  const all = items();
  const places = gone.map((item) => ({ item, next: item.nextElementSibling }));
  const first = gone.includes(current) ? current : gone[0];
  const rest = all.slice(all.indexOf(first) + 1).find((item) => !gone.includes(item))
    ?? all.slice(0, all.indexOf(first)).reverse().find((item) => !gone.includes(item));
  const top = first.getBoundingClientRect().top;
  const follows = rest && all.indexOf(rest) > all.indexOf(first);
  for (const { item } of places) item.remove();
  if (rest) {
    choose(rest);
    if (follows) scrollBy(0, rest.getBoundingClientRect().top - Math.max(top, 0));
  } else {
    choose(null);
    said.focus({ preventScroll: true });
  }
  return places;
}

function putBack(places) {
  // The last first: each then finds the one before which it stood.
  for (const { item, next } of [...places].reverse()) {
    item.querySelector("[name=subject]").checked = false;
    list.insertBefore(item, next?.parentElement === list ? next : null);
  }
  choose(places[0]?.item);
}

function renew(subject) {
  const item = document.getElementById(`comment-${subject.split(" ")[0]}`);
  if (!item) return;
  for (const field of item.querySelectorAll("[name=subject]")) field.value = subject;
  for (const button of item.querySelectorAll("[data-do]")) button.value = `${button.dataset.do} ${subject}`;
  item.dataset.subject = subject;
}

function showUndo(words) {
  undoForm.hidden = decided.length === 0 && undoForm.elements.batch.value === "";
  document.getElementById("undo-of").textContent = words;
}

function decide(chosen, what, more = {}) {
  if (chosen.length === 0) return;
  const stays = what === "highlight" && chosen.every((item) => !item.querySelector("[data-do=approve]"))
    || what === "unhighlight";
  const fields = [["do", what], ...Object.entries(more), ...chosen.map((item) => ["subject", item.dataset.subject])];
  const places = stays ? [] : takeOut(chosen);
  inTurn(async () => {
    try {
      const told = await send(form.action, fields);
      decided.push({ batch: told.batch, places });
      undoForm.elements.batch.value = told.batch;
      say(`${told.message} Press u to take it back.`);
      showUndo(told.message);
      showFigures(told);
      for (const item of stays ? chosen : []) swapHighlight(item, what === "highlight");
      if (items().length === 0) refill();
    } catch (error) {
      if (error.status === 409) {
        say(error.message);
        if (items().length === 0) refill();
        return;
      }
      if (!stays) putBack(places);
      say(error.status ? `Not saved: ${error.message}` : "Not saved: no connection. The comments are in the list again.");
    }
  });
}

function swapHighlight(item, isHighlighted) {
  const button = item.querySelector("[data-do=highlight], [data-do=unhighlight]");
  if (!button) return;
  button.dataset.do = isHighlighted ? "unhighlight" : "highlight";
  button.value = `${button.dataset.do} ${item.dataset.subject}`;
  button.textContent = isHighlighted ? "Take highlight back" : "Highlight";
}

// All of the page is decided: what waits behind it is shown, when the last answer has come.
function refill() {
  if (waiting > 1) return;
  setTimeout(() => { if (waiting === 0 && items().length === 0) location.reload(); }, 1500);
}

function undo() {
  const entry = decided.pop();
  const batch = entry?.batch ?? undoForm.elements.batch.value;
  if (!batch) return say("There is nothing to take back here. Earlier decisions stand under Decisions.");
  inTurn(async () => {
    try {
      const told = await send(undoForm.action, [["batch", batch]]);
      undoForm.elements.batch.value = decided.at(-1)?.batch ?? "";
      showFigures(told);
      // What another page decided is not here to be put back.
      if (!entry) return location.reload();
      putBack(entry.places);
      for (const subject of told.versions) renew(subject);
      if (entry.places.length === 0) return location.reload();
      say(told.message);
      showUndo("");
      undoForm.hidden = decided.length === 0;
    } catch (error) {
      if (entry && !error.status) decided.push(entry);
      say(error.status ? error.message : "Not taken back: no connection.");
    }
  });
}

function ask(chosen) {
  if (chosen.length === 0 || !chosen[0].querySelector("[data-do^=remove]")) return;
  reasons.chosen = chosen;
  reasons.showModal();
}

function button(item, ...names) {
  return names.map((name) => item?.querySelector(`[data-do="${name}"]`)).find((found) => found);
}

const actions = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  a: () => { if (button(current, "approve")) decide([current], "approve"); },
  s: () => { if (button(current, "remove:spam")) decide([current], "remove:spam"); },
  r: () => { if (current) ask([current]); },
  h: () => {
    const found = button(current, "highlight", "unhighlight");
    if (found) decide([current], found.dataset.do);
  },
  u: undo,
  x: () => { const box = current?.querySelector("[name=subject]"); if (box) box.checked = !box.checked; },
  o: () => current?.querySelector("[data-open]").click(),
  "?": () => keys.showModal(),
};

const isTypedInto = (place) => place.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTypedInto(event.target)) return;
  if (reasons.open) {
    const chosen = reasons.querySelectorAll("[data-reason]")[Number(event.key) - 1];
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const action = Object.hasOwn(actions, event.key) && actions[event.key];
  if (!action || event.repeat && !/^(j|k|Arrow)/.test(event.key)) return;
  event.preventDefault();
  action();
});

for (const chosen of reasons.querySelectorAll("[data-reason]")) {
  chosen.addEventListener("click", () => {
    reasons.close();
    decide(reasons.chosen, `remove:${chosen.dataset.reason}`);
  });
}
for (const close of document.querySelectorAll("dialog [data-close]")) {
  close.addEventListener("click", () => close.closest("dialog").close());
}
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

undoForm.addEventListener("submit", (event) => {
  event.preventDefault();
  undo();
});

if (list) {
  choose(items()[0], false);
  list.addEventListener("focusin", (event) => choose(event.target.closest(".queued"), false));
  form.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    if (!pressed?.value) return;
    event.preventDefault();
    const own = pressed.closest(".queued");
    if (own) return decide([own], pressed.dataset.do);
    const ticked = items().filter((item) => item.querySelector("[name=subject]").checked);
    if (ticked.length === 0) return say("Tick the comments that this is for.");
    decide(ticked, pressed.value, { reason: form.elements.reason.value });
  });
  const all = document.getElementById("select-all");
  all.addEventListener("click", (event) => {
    event.preventDefault();
    const boxes = items().map((item) => item.querySelector("[name=subject]"));
    const isTicked = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !isTicked;
    say(isTicked ? "None is ticked." : `${boxes.length} are ticked.`);
  });
  const show = document.getElementById("show-keys");
  show.hidden = false;
  show.addEventListener("click", () => keys.showModal());
}
