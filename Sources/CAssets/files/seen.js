// Tells the site once when half of the advertisement beside it was in sight for one second. It reads and keeps nothing.
(() => {
  const slot = document.currentScript.parentElement;
  const ad = slot.querySelector(".ad");
  const address = ad?.dataset.view ?? slot.querySelector("noscript")?.textContent.match(/\/ad\/view\/[\w\/-]+/)?.[0];
  if (!ad || !address) return;
  const kinds = ["scroll", "resize", "visibilitychange"];
  let seen = 0, last = 0, timer = 0;
  // How much of it lies within the window.
  const part = () => {
    const box = ad.getBoundingClientRect();
    const width = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
    const height = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    return width > 0 && height > 0 ? width * height / (box.width * box.height) : 0;
  };
  const look = () => {
    timer = 0;
    const now = performance.now();
    if (document.visibilityState !== "visible" || part() < 0.5) {
      seen = last = 0;
      return;
    }
    // A browser that was busy in between can't say what was in sight, so a gap counts for little.
    if (last) seen += Math.min(now - last, 200);
    last = now;
    if (seen < 1000) {
      timer = setTimeout(look, 100);
    } else {
      for (const kind of kinds) removeEventListener(kind, wake, true);
      navigator.sendBeacon(address);
    }
  };
  const wake = () => { if (!timer) timer = setTimeout(look, 0); };
  for (const kind of kinds) addEventListener(kind, wake, { capture: true, passive: true });
  wake();
})();
