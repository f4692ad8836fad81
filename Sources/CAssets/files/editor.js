// The editor's conveniences: what is typed is saved every few seconds, and kept in this browser until the server has it.
// Without this script the form works as it is.

const form = document.getElementById("manuscript");
const state = document.getElementById("save-state");
const length = document.getElementById("length");
const preview = document.getElementById("preview");
const place = `masthead manuscript ${form.dataset.manuscript}`;
const pause = 1500;
const longestWait = 30000;

let timer = 0;
let wait = 2000;
let isSending = false;
let isDirty = false;
let isStopped = false;

const listFields = ["topics", "authors", "reviewers"];

// What the form holds, without its token.
function content() {
  const data = new FormData(form);
  data.delete("token");
  return new URLSearchParams(data).toString();
}

let known = content();

function say(text, isWrong = false) {
  state.textContent = text;
  state.classList.toggle("wrong", isWrong);
}

// Says something that can be answered with a button.
function offer(text, actions) {
  say(`${text} `, true);
  for (const [label, action] of Object.entries(actions)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = label;
    button.addEventListener("click", action);
    state.append(button);
  }
}

function time() {
  return new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

// Keeps what is typed in this browser; a full or forbidden store is no reason to stop typing.
function keep() {
  try {
    localStorage.setItem(place, JSON.stringify({ content: content(), at: Date.now() }));
  } catch {
    // There is still the server.
  }
}

function letGo() {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept.
  }
}

function fill(name, value) {
  if (listFields.includes(name)) {
    const chosen = new Set(value.split("\n"));
    for (const box of form.querySelectorAll(`input[name="${name}"]`)) box.checked = chosen.has(box.value);
    return;
  }
  const field = form.elements.namedItem(name);
  if (!field || field.value === value) return;
  const start = field.selectionStart;
  field.value = value;
  if (field === document.activeElement && start !== null) field.setSelectionRange(start, start);
}

function count() {
  const words = form.elements.namedItem("body").value.split(/\s+/u).filter(Boolean).length;
  const minutes = Math.max(1, Math.round(words / 230));
  length.textContent = `${words.toLocaleString()} ${words === 1 ? "word" : "words"}, about ${minutes} min to read`;
}

function showPreview() {
  if (!preview) return;
  const top = preview.contentWindow?.scrollY ?? 0;
  preview.addEventListener("load", () => preview.contentWindow?.scrollTo(0, top), { once: true });
  preview.contentWindow?.location.reload();
}

function schedule(after) {
  clearTimeout(timer);
  timer = setTimeout(send, after);
}

// A session that was begun anew has another token: the page of the editor has it.
async function renewToken() {
  const page = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (page.redirected || !page.ok) return false;
  const found = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("input[name=token]");
  if (!found || found.value === form.elements.namedItem("token").value) return false;
  for (const field of document.querySelectorAll("input[name=token]")) field.value = found.value;
  return true;
}

function saved(answer, sent) {
  wait = 2000;
  const hasTypedOn = content() !== sent;
  if (answer.outcome === "merged") {
    // What was typed on meanwhile still builds on the earlier text: it stays, and its own save is merged again.
    if (!hasTypedOn) {
      for (const [name, value] of answer.fields) fill(name, value);
      form.elements.namedItem("base").value = answer.save;
    }
    say(`Saved ${time()}, with what ${answer.by} wrote`);
  } else {
    form.elements.namedItem("base").value = answer.save;
    say(`Saved ${time()}`);
  }
  if (hasTypedOn) {
    known = sent;
    schedule(pause);
  } else {
    known = content();
    isDirty = false;
    letGo();
  }
  showPreview();
  form.dispatchEvent(new Event("saved"));
}

function later(text) {
  say(text, true);
  wait = Math.min(wait * 2, longestWait);
  schedule(wait);
}

async function send() {
  if (isSending || isStopped || content() === known) return;
  isSending = true;
  const sent = content();
  const body = new URLSearchParams(sent);
  body.set("token", form.elements.namedItem("token").value);
  try {
    const response = await fetch(form.dataset.autosave, {
      method: "POST", body, headers: { Accept: "application/json" },
    });
    const answer = await response.json();
    if (response.ok) {
      saved(answer, sent);
    } else if (response.status === 401) {
      offer("Signed out; what you typed is kept on this computer.", {
        "Sign in": () => window.open(form.dataset.signIn, "_blank"),
      });
      schedule(longestWait / 3);
    } else if (response.status === 403 && answer.code === "form-token") {
      if (await renewToken()) schedule(0);
      else later("Not saved: load the page again. What you typed is kept on this computer");
    } else if (response.status === 409 && answer.outcome === "conflict") {
      isStopped = true;
      offer(`${answer.by} changed the same place.`, { "Bring both texts together": sendForm });
    } else if (response.status >= 500) {
      later("Not saved: the server is not well. Kept on this computer; trying again");
    } else {
      isStopped = true;
      say(`Not saved: ${answer.detail ?? answer.title}`, true);
    }
  } catch {
    later("Not saved: no connection; kept on this computer");
  } finally {
    isSending = false;
  }
}

form.addEventListener("input", () => {
  isDirty = true;
  keep();
  count();
  say("Not saved yet");
  schedule(pause);
});

// Sends the form as a browser without scripts would: the answer is the page on which both texts are brought together.
// What is kept here is offered, and not put back by itself, when the editor is opened again.
function sendForm() {
  isDirty = false;
  try {
    localStorage.setItem(place, JSON.stringify({ content: content(), at: Date.now(), isBeingMerged: true }));
  } catch {
    // The page that follows has the whole text.
  }
  form.submit();
}

// The button saves as the script does, so that what is kept in this browser is let go of only when the server has it.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  isStopped = false;
  if (content() === known) return say(`Saved ${time()}`);
  schedule(0);
});

// A step is taken with the text as it was typed: what is not saved yet is saved before it.
for (const other of document.querySelectorAll(".editor-side form")) {
  other.addEventListener("submit", async (event) => {
    if (content() === known) return;
    event.preventDefault();
    isStopped = false;
    while (isSending) await new Promise((done) => setTimeout(done, 50));
    await send();
    if (content() !== known) return;
    other.submit();
  });
}

addEventListener("online", () => schedule(0));
addEventListener("beforeunload", (event) => {
  if (isDirty && content() !== known) event.preventDefault();
});

form.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  schedule(0);
});

// What this browser kept because the server never had it.
function reconcile() {
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(place) ?? "null");
  } catch {
    kept = null;
  }
  if (!kept || typeof kept.content !== "string" || kept.content === known) return letGo();
  if (kept.isBeingMerged) {
    // The server leads here after it has saved the merged text.
    if (location.hash === "#saved") return letGo();
    return offer("What you typed before both texts were to be brought together is still on this computer.", {
      "Put it back": () => takeUp(kept.content),
      "Let go of it": () => { letGo(); say("Let go of"); },
    });
  }
  takeUp(kept.content);
}

function takeUp(text) {
  putBack(text);
  isDirty = true;
  say("What you had typed before is back; saving it");
  schedule(0);
}

function putBack(text) {
  const fields = new URLSearchParams(text);
  for (const name of new Set([...listFields, ...fields.keys()])) {
    fill(name, fields.getAll(name).join("\n"));
  }
  count();
}

count();
reconcile();
