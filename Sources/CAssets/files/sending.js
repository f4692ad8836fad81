// Keeps the figures of an edition that is being sent up to date; without it the page loads itself again.

const interval = 2000;
const figures = document.getElementById("progress");
const said = document.getElementById("said");
let told = 0;

async function renew() {
  if (document.hidden) return;
  let answer;
  try {
    answer = await fetch(location.href, { cache: "no-store" });
  } catch {
    return;
  }
  // Signed out, or gone: the page itself says what is to be done.
  if (!answer.ok || answer.redirected) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById("progress");
  if (!next || next.dataset.state !== figures.dataset.state) return location.reload();
  const bar = next.querySelector(".sending-bar");
  // The same elements stay, so that nothing flickers and a selection or the focus isn’t lost.
  for (const name of [".sending-bar", ".sending-line", ".sending-counts"]) {
    const [old, fresh] = [figures.querySelector(name), next.querySelector(name)];
    if (old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
  }
  figures.querySelector(".sending-bar").setAttribute("aria-label", bar.getAttribute("aria-label"));
  const [rows, fresh] = [figures.querySelector("tbody"), next.querySelector("tbody")];
  if (rows && fresh) {
    if (rows.innerHTML !== fresh.innerHTML) rows.innerHTML = fresh.innerHTML;
  } else if (fresh) {
    figures.replaceChildren(...next.childNodes);
  }
  // Each tenth is read out, not each change.
  const percent = Number.parseInt(bar.getAttribute("aria-label"), 10);
  if (Math.floor(percent / 10) > told) {
    told = Math.floor(percent / 10);
    said.textContent = figures.querySelector(".sending-line").textContent;
  }
}

told = Math.floor(Number.parseInt(figures.querySelector(".sending-bar").getAttribute("aria-label"), 10) / 10);
(async () => {
  for (;;) {
    await new Promise((done) => setTimeout(done, interval));
    await renew();
  }
})();
