// Keys that set headings, lists and emphasis, and the dialog that lists all of them.

import { form, isMarkdown, replace } from "./typing.js";

const sheet = document.getElementById("shortcuts");

// Puts marks around the selection of a field.
function wrap(field, before, after) {
  const { selectionStart: start, selectionEnd: end } = field;
  const text = field.value.slice(start, end);
  const inside = start + before.length;
  replace(field, start, end, before + text + after, text === "" ? inside : inside + text.length + after.length);
}

// Where the lines that the selection touches begin and end.
function lineBounds({ value, selectionStart, selectionEnd }) {
  const end = value.indexOf("\n", selectionEnd);
  return [value.slice(0, selectionStart).lastIndexOf("\n") + 1, end < 0 ? value.length : end];
}

// Changes each line that the selection touches.
function changeLines(field, change) {
  const [start, end] = lineBounds(field);
  const lines = field.value.slice(start, end).split("\n").map(change).join("\n");
  const isSelection = field.selectionStart !== field.selectionEnd;
  replace(field, start, end, lines, isSelection ? start : start + lines.length, start + lines.length);
}

const bare = (line) => line.replace(/^(#{1,6} +|[-*+] +|\d{1,9}[.)] +|> ?)/, "");
const heading = (level) => (line) => (level ? `${"#".repeat(level)} ` : "") + bare(line);

// Each takes the mark away again when every line has it.
function toggle(field, pattern, mark) {
  const lines = field.value.slice(...lineBounds(field)).split("\n");
  const isSet = lines.every((line) => pattern.test(line));
  changeLines(field, (line, index) => (isSet ? bare(line) : mark(index) + bare(line)));
}

const plainKeys = {
  b: (field) => wrap(field, "**", "**"),
  i: (field) => wrap(field, "*", "*"),
  k: (field) => wrap(field, "[", "](https://)"),
};
// By the place of the key: with Shift and Alt a digit is another character on many keyboards.
const withAlt = {
  Digit2: (field) => changeLines(field, heading(2)),
  Digit3: (field) => changeLines(field, heading(3)),
  Digit0: (field) => changeLines(field, heading(0)),
};
const withShift = {
  Digit7: (field) => toggle(field, /^\d{1,9}[.)] /, (index) => `${index + 1}. `),
  Digit8: (field) => toggle(field, /^[-*+] /, () => "- "),
  Digit9: (field) => toggle(field, /^>/, () => "> "),
};

form.addEventListener("keydown", (event) => {
  // The right-hand Alt key of many keyboards counts as Control and Alt, and writes a character.
  if (!(event.ctrlKey || event.metaKey) || event.getModifierState("AltGraph") || !isMarkdown(event.target)) return;
  const action = event.altKey
    ? !event.shiftKey && withAlt[event.code]
    : event.shiftKey ? withShift[event.code] : plainKeys[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action(event.target);
});

function isTypedInto(place) {
  return place instanceof Element && place.closest("input, select, textarea, [contenteditable], dialog") !== null;
}

addEventListener("keydown", (event) => {
  const isAsked =
    (event.key === "/" && (event.ctrlKey || event.metaKey)) || (event.key === "?" && !isTypedInto(event.target));
  if (!isAsked || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  sheet.showModal();
});

document.getElementById("show-shortcuts").addEventListener("click", () => sheet.showModal());

for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}

// A click beside a dialog closes it.
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
