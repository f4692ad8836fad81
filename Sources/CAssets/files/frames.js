// Asks before a frame of another company is loaded, and keeps the answer in this browser alone.
(() => {
  const here = document.currentScript.parentElement;
  const ask = here.dataset.host ? here : here.querySelector(".ad-frame");
  if (!ask || navigator.globalPrivacyControl) return;
  const host = ask.dataset.host, changed = "masthead-frames";
  let kept;
  try { kept = localStorage; } catch { return; }
  // "no" holds for everybody, "yes" for one host.
  const answer = () => kept.getItem("frames") === "no" ? "no" : kept.getItem(`frames ${host}`) ?? "";
  const keep = said => {
    if (said === "no") for (const key of Object.keys(kept)) if (key.startsWith("frames ")) kept.removeItem(key);
    if (said === "no") kept.setItem("frames", "no"); else kept.removeItem("frames");
    if (said === "yes") kept.setItem(`frames ${host}`, "yes"); else kept.removeItem(`frames ${host}`);
    dispatchEvent(new Event(changed));
  };
  const load = () => {
    const template = ask.querySelector("template");
    if (!template) return;
    const wasHere = ask.contains(document.activeElement);
    const frame = template.content.firstElementChild;
    frame.addEventListener("load", () => {
      // It counts as seen from here on.
      const seen = document.createElement("script");
      seen.src = ask.dataset.seen;
      here.append(seen);
    }, { once: true });
    ask.replaceChildren(frame);
    if (wasHere) frame.focus();
  };
  const show = () => {
    const said = answer();
    const states = ask.querySelectorAll("[data-state]");
    for (const state of states) state.hidden = state.dataset.state !== said;
    if (states.length) { ask.hidden = false; return; }
    const own = here.querySelector(".ad:not(.ad-frame)");
    const wasHere = ask.contains(document.activeElement);
    ask.hidden = said === "no";
    if (own) own.hidden = !ask.hidden;
    if (said === "no" && wasHere) here.querySelector(".slot-label a").focus();
    if (said === "yes") load();
  };
  ask.addEventListener("click", event => {
    const said = event.target.closest("[data-answer]")?.dataset.answer;
    if (said !== undefined) keep(said);
  });
  addEventListener(changed, show);
  show();
})();
