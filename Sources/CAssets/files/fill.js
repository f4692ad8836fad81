// Asks once what stands in the slots of this page, whose copy is the same for everybody, and puts it there.
(async () => {
  const scripts = document.querySelectorAll(`script[src="${document.currentScript.getAttribute("src")}"]`);
  if (scripts[0] !== document.currentScript) return;
  // Whoever doesn't want to be asked about frames of other companies isn't offered any.
  let wantsNone = navigator.globalPrivacyControl;
  try { wantsNone ||= localStorage.getItem("frames") === "no"; } catch { wantsNone = true; }
  const frames = wantsNone ? "&frames=no" : "";
  const answer = await fetch(`/ad/slots?page=${encodeURIComponent(location.pathname)}${frames}`, { credentials: "omit" });
  if (!answer.ok) return;
  for (const [place, html] of Object.entries(await answer.json())) {
    const slot = document.querySelector(`.slot-${place}`);
    if (!slot) continue;
    slot.innerHTML = html;
    // A script that is written into a page does not run; one that is made does.
    for (const written of slot.querySelectorAll("script")) {
      const made = document.createElement("script");
      made.src = written.src;
      written.replaceWith(made);
    }
  }
})();
