// What is pasted from a word processor or a web page becomes clean Markdown; the server takes it apart.

import { form, isMarkdown, type } from "./typing.js";

const state = document.getElementById("paste-state");
// What has none of these is plain text in another dress, such as code from an editor.
const hasStructure =
  /<(a|b|blockquote|code|del|em|h[1-6]|i|li|ol|pre|s|strong|sub|sup|table|ul)[\s>]|mso-|font-weight|font-style/i;
// A picture in the text can be megabytes, of which nothing stays.
const embedded = /\s(src|href)\s*=\s*("data:[^"]*"|'data:[^']*')/gi;

let isPlain = false;

// The number after the last footnote of a text.
function nextNote(text) {
  const numbers = [...text.matchAll(/\[\^(\d{1,6})\]/g)].map((match) => Number(match[1]));
  return numbers.length ? Math.max(...numbers) + 1 : 1;
}

async function convert(html, field) {
  const response = await fetch(`${form.dataset.paste}?note=${nextNote(field.value)}`, {
    method: "POST", body: html.replace(embedded, ""),
    headers: {
      Accept: "application/json", "Content-Type": "text/html; charset=utf-8",
      "X-Form-Token": form.elements.namedItem("token").value,
    },
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer.markdown;
}

// Keeps blocks apart from the words before and after them.
function spaced(markdown, field) {
  if (!markdown.includes("\n") && !/^(#{1,6} |- |1\. |> |\|)/.test(markdown)) return markdown;
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  const head = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = after === "" || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  return head + markdown + tail;
}

form.addEventListener("keydown", (event) => {
  isPlain = (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === "v";
});

form.addEventListener("paste", async (event) => {
  const field = event.target;
  const wantsPlain = isPlain;
  isPlain = false;
  // A picture on its own was taken by media.js.
  if (event.defaultPrevented || !isMarkdown(field) || !event.clipboardData) return;
  const html = event.clipboardData.getData("text/html");
  const plain = event.clipboardData.getData("text/plain");
  if (wantsPlain || !hasStructure.test(html)) {
    if (!wantsPlain || plain === "") return;
    event.preventDefault();
    type(field, plain);
    return;
  }
  event.preventDefault();
  state.textContent = "Pasting…";
  try {
    const markdown = await convert(html, field);
    type(field, spaced(markdown === "" ? plain : markdown, field));
    state.textContent = "Pasted as Markdown";
  } catch (error) {
    type(field, plain);
    state.textContent = `Pasted the words alone: ${error.message}`;
  }
});
