// Helps with writing comments: one form posts once, and shows how it will look. Everything works without it.
"use strict";
for (const form of document.querySelectorAll(".comment-form")) {
  const text = form.querySelector("textarea");
  const previewButton = form.querySelector("button[formaction]");
  if (!text || !previewButton) continue;

  const number = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  };
  if (!form.elements.nonce) {
    const nonce = document.createElement("input");
    nonce.type = "hidden";
    nonce.name = "nonce";
    nonce.value = number();
    form.append(nonce);
  }

  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  window.addEventListener("pageshow", () => { isSent = false; });

  let shown = document.getElementById("preview");
  if (!shown) {
    shown = document.createElement("div");
    shown.className = "comment-preview";
    shown.setAttribute("role", "region");
    shown.setAttribute("aria-label", "Preview");
    shown.hidden = true;
    form.before(shown);
    form.after(shown);
  }
  let timer = 0;
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    if (!text.value.trim()) {
      shown.hidden = true;
      return;
    }
    const body = new URLSearchParams({ text: text.value });
    try {
      const response = await fetch(previewButton.formAction, { method: "POST", body });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const preview = page.getElementById("preview");
      if (mine !== asked || !preview) return;
      shown.replaceChildren(...preview.childNodes);
      shown.hidden = false;
    } catch {
      // Nothing is lost: the button asks for the same.
    }
  };
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 600);
  });
}
