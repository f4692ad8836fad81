// While many unwanted comments come, a form asks the browser for some work: a number that gives a SHA-256 with so many zero bits in
// front. It is looked for in a worker as soon as somebody begins to write. Without this the comment waits for a moderator.
(() => {
  // FIPS 180-4, for one block: a nonce, a dot and a number are 51 bytes at most.
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  const fraction = (root) => (root - Math.floor(root)) * 4294967296 | 0;
  const K = primes.map((prime) => fraction(Math.cbrt(prime)));
  const H = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const turn = (x, n) => x >>> n | x << 32 - n;
  const W = new Int32Array(64);
  // The first 32 bits.
  const hash = (text) => {
    W.fill(0, 0, 16);
    for (let i = 0; i < text.length; i++) W[i >> 2] |= text.charCodeAt(i) << 24 - 8 * (i & 3);
    W[text.length >> 2] |= 128 << 24 - 8 * (text.length & 3);
    W[15] = text.length * 8;
    for (let i = 16; i < 64; i++) {
      const a = W[i - 15], b = W[i - 2];
      W[i] = W[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + W[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0;
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let i = 0; i < 64; i++) {
      const x = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + K[i] + W[i] | 0;
      const y = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, d + x | 0, c, b, a, x + y | 0];
    }
    return H[0] + a >>> 0;
  };
  const solve = ({ nonce, bits }) => {
    for (let n = 0; ; n++) if (Math.clz32(hash(nonce + "." + n)) >= bits) return String(n);
  };
  if (typeof document === "undefined") {
    onmessage = (event) => postMessage(solve(event.data));
    return;
  }
  const source = document.currentScript.src;
  for (const form of document.querySelectorAll("form[data-work]")) {
    const { form: seal, work } = form.elements;
    let worker, waits;
    const end = (value) => {
      work.value = value;
      worker.terminate();
      if (waits) form.requestSubmit(waits);
    };
    const begin = () => {
      if (worker) return;
      worker = new Worker(source);
      worker.onmessage = (event) => end(event.data);
      worker.onerror = () => end("-");
      const nonce = seal.value.split(".")[1] + (form.elements.nonce?.value ?? "").slice(0, 16);
      worker.postMessage({ nonce, bits: Number(form.dataset.work) });
    };
    form.addEventListener("focusin", begin);
    // Before other scripts are told that it is sent.
    form.addEventListener("submit", (event) => {
      if (work.value || event.submitter?.hasAttribute("formaction")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waits = event.submitter ?? form.querySelector("button");
      begin();
    }, true);
  }
})();
