// Orders an edition by buttons, keys and dragging without loading the page; nothing is kept before it is saved.

const form = document.getElementById("edition");
const taken = document.getElementById("taken");
const left = document.getElementById("left");
const leftList = left.querySelector(".edition-items");
const state = document.getElementById("save-state");
let isChanged = false;
let isSending = false;
let dragged = null;

const title = (item) => item.querySelector(".line-title").textContent;
const button = (item, step) => item.querySelector(`[data-step=${step}]`);

function say(text) {
  isChanged = true;
  state.textContent = `${text} Not saved yet.`.trim();
}

// Which buttons an item has depends on where it stands, and so does what the form says of it.
function settle() {
  const items = [...taken.children];
  items.forEach((item, place) => {
    item.querySelector("input[type=hidden]").name = "item";
    item.draggable = true;
    button(item, "up").disabled = place === 0;
    button(item, "down").disabled = place === items.length - 1;
    for (const step of ["up", "down", "out"]) button(item, step).hidden = false;
    button(item, "in").hidden = true;
  });
  for (const item of leftList.children) {
    item.querySelector("input[type=hidden]").name = "left";
    item.draggable = false;
    for (const step of ["up", "down", "out"]) button(item, step).hidden = true;
    button(item, "in").hidden = false;
  }
  left.hidden = leftList.children.length === 0;
}

// A button that has just been disabled or hidden would lose the focus to the page.
function focusOn(item, step) {
  const wanted = [step, step === "up" ? "down" : "up", "out", "in"].map((name) => button(item, name));
  wanted.find((found) => !found.disabled && !found.hidden)?.focus();
}

function placeOf(item) {
  return `place ${[...taken.children].indexOf(item) + 1} of ${taken.children.length}`;
}

function take(item, step) {
  const next = item.nextElementSibling ?? item.previousElementSibling;
  if (step === "up" && item.previousElementSibling) item.previousElementSibling.before(item);
  else if (step === "down" && item.nextElementSibling) item.nextElementSibling.after(item);
  else if (step === "out") leftList.append(item);
  else if (step === "in") taken.append(item);
  else return;
  settle();
  if (step === "out") {
    say(`“${title(item)}” is left out.`);
    if (next) focusOn(next, "out");
    else state.focus();
  } else {
    say(`“${title(item)}”: ${placeOf(item)}.`);
    focusOn(item, step === "in" ? "up" : step);
  }
}

form.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-step]");
  if (!pressed) return;
  event.preventDefault();
  take(pressed.closest(".edition-item"), pressed.dataset.step);
});

form.addEventListener("input", (event) => {
  if (event.target.name !== "address") say("");
});

form.addEventListener("keydown", (event) => {
  const item = event.target.closest("#taken .edition-item");
  if (!item || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  take(item, event.key === "ArrowUp" ? "up" : "down");
});

addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".save-bar button"));
});

taken.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".edition-item");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", title(dragged));
  dragged.classList.add("dragged");
});

taken.addEventListener("dragover", (event) => {
  const over = event.target.closest(".edition-item");
  if (!dragged) return;
  event.preventDefault();
  if (!over || over === dragged) return;
  const box = over.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) over.before(dragged);
  else over.after(dragged);
});

taken.addEventListener("drop", (event) => event.preventDefault());

taken.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("dragged");
  settle();
  say(`“${title(dragged)}”: ${placeOf(dragged)}.`);
  dragged = null;
});

form.addEventListener("submit", () => { isSending = true; });
// A page that comes back from the browser’s store is about to be sent no more.
addEventListener("pageshow", () => { isSending = false; });
addEventListener("beforeunload", (event) => { if (isChanged && !isSending) event.preventDefault(); });

state.tabIndex = -1;
document.getElementById("order-help").textContent +=
  " Drag an item, or press Alt with the up or down arrow on one of its buttons.";
settle();
