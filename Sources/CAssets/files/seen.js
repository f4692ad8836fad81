// Tells the site once when half of the advertisement beside it was in sight for one second. It reads and keeps nothing.
(() => {
  const slot = document.currentScript.parentElement;
  const ad = slot.querySelector(".ad");
  const address = slot.querySelector("noscript")?.textContent.match(/\/ad\/view\/[\w\/-]+/)?.[0];
  if (!ad || !address || !window.IntersectionObserver) return;
  let inSight = false, timer = 0;
  const look = () => {
    clearTimeout(timer);
    if (inSight && document.visibilityState === "visible") timer = setTimeout(tell, 1000);
  };
  const observer = new IntersectionObserver((entries) => {
    const now = entries[entries.length - 1].intersectionRatio >= 0.5;
    if (now === inSight) return;
    inSight = now;
    look();
  }, { threshold: 0.5 });
  const tell = () => {
    observer.disconnect();
    document.removeEventListener("visibilitychange", look);
    navigator.sendBeacon(address);
  };
  document.addEventListener("visibilitychange", look);
  observer.observe(ad);
})();
