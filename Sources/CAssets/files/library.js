// Conveniences of the library's forms: sources are looked for while their names are typed, and a file of references is
// read into the form. Without this script the forms work as they are.

const pause = 250;
let timer = 0;
let asked = 0;

// Offers the sources that fit what was typed.
async function offer(field) {
  const number = ++asked;
  try {
    const answer = await fetch(`${field.dataset.search}?text=${encodeURIComponent(field.value)}`, {
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || number !== asked) return;
    const { items } = await answer.json();
    field.list.replaceChildren(...items.map(({ slug, label }) => new Option(label, slug)));
  } catch {
    // What the page came with is still offered.
  }
}

for (const field of document.querySelectorAll("input[data-search]")) {
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, pause, field);
  });
}

// Old files of references are rarely in anything but UTF-8 and Latin-1.
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}

const file = document.getElementById("file");
if (file) {
  document.getElementById("file-choice").hidden = false;
  const text = document.getElementById("field-text");
  const format = document.getElementById("field-format");
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    text.value = decoded(await chosen.arrayBuffer());
    format.value = /^\s*[[{]/.test(text.value) ? "csl-json" : "bibtex";
  });
}
