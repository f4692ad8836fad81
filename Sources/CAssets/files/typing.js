// Puts text into the editor's Markdown fields as if it had been typed, so that it can be undone.

export const form = document.getElementById("manuscript");

let last = null;

form.addEventListener("focusin", (event) => {
  if (isMarkdown(event.target)) last = event.target;
});

export function isMarkdown(field) {
  return field instanceof HTMLTextAreaElement && "markdown" in field.dataset;
}

// The Markdown field that somebody writes in, or wrote in last.
export function currentField() {
  return last ?? form.elements.namedItem("body");
}

// Replaces the selection of a field. Setting its value would forget what can be undone.
export function type(field, text) {
  field.focus();
  const { selectionStart: start, selectionEnd: end } = field;
  if (text !== "" && document.execCommand("insertText", false, text)) return;
  if (text === "" && (start === end || document.execCommand("delete"))) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Replaces part of a field and selects something in what is there then.
export function replace(field, start, end, text, selectionStart, selectionEnd = selectionStart) {
  field.focus();
  field.setSelectionRange(start, end);
  type(field, text);
  field.setSelectionRange(selectionStart, selectionEnd);
}
