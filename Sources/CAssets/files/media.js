// Images by dragging, pasting or choosing: sent one after another, with what happens told in words. Without this script
// the form of the page of images sends them as it is.

const input = document.querySelector("#upload input[type=file]");
const form = document.getElementById("upload");
const manuscript = document.getElementById("manuscript");
const address = form?.getAttribute("action") ?? manuscript?.dataset.media;

function isFiles(transfer) {
  return [...(transfer?.types ?? [])].includes("Files");
}

// The images that were dropped or pasted; a browser may offer a text beside them, which is then left alone.
function images(transfer) {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/") || file.type === "");
}

function token() {
  return document.querySelector("input[name=token]")?.value ?? "";
}

// Sends one file; answers with what the server has of it, or throws what a person is to be told.
function send(file, say) {
  const most = Number(input?.dataset.mostBytes ?? manuscript?.dataset.mostBytes ?? Infinity);
  if (file.size > most) {
    return Promise.reject(new Error(`The file is larger than ${Math.floor(most / 1048576)} MB. Save it smaller, and try again.`));
  }
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) say(`Sending ${file.name}: ${Math.floor((100 * event.loaded) / event.total)} %`);
    });
    request.upload.addEventListener("load", () => say(`Making the sizes of ${file.name}`));
    request.addEventListener("error", () => fail(new Error("No connection. Nothing was saved; try again.")));
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // A proxy that answers in its own words.
      }
      if (request.status === 200) done(answer);
      else if (request.status === 401) fail(new Error("You are signed out. Sign in in another window, load this page again, and try again."));
      else fail(new Error(answer.detail ?? answer.title ?? "The server could not take it. Try again in a moment."));
    });
    const body = new FormData();
    body.set("token", token());
    body.set("file", file, file.name);
    request.send(body);
  });
}

// A line for each file, in which what becomes of it is told.
function line(place) {
  const text = document.createElement("p");
  place.append(text);
  return {
    say: (words, isWrong = false) => {
      text.textContent = words;
      text.classList.toggle("error", isWrong);
    },
    link: (words, item) => {
      text.textContent = `${words}: `;
      const link = document.createElement("a");
      link.href = item.page;
      link.textContent = item.slug;
      text.append(link);
    },
  };
}

let queue = Promise.resolve();

// Files wait for their turn, so that the server makes one at a time and none is lost.
function upload(files, place, taken) {
  for (const file of files) {
    const told = line(place);
    told.say(`${file.name} waits for its turn`);
    queue = queue.then(async () => {
      try {
        const answer = await send(file, told.say);
        taken(answer.items[0], told, file);
      } catch (error) {
        told.say(`${file.name} was not taken. ${error.message}`, true);
      }
    });
  }
  return queue;
}

// Lets files be dropped on an element, and shows that they may be.
function takeDrops(element, take) {
  element.addEventListener("dragover", (event) => {
    if (!isFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    element.classList.add("dropping");
  });
  for (const end of ["dragleave", "drop"]) element.addEventListener(end, () => element.classList.remove("dropping"));
  element.addEventListener("drop", (event) => {
    const files = images(event.dataTransfer);
    if (!isFiles(event.dataTransfer)) return;
    event.preventDefault();
    if (files.length > 0) take(files, event);
  });
}

// The page of images.
if (form) {
  const place = document.getElementById("upload-state");
  const hint = form.querySelector(".hint");
  hint.textContent += " Drop them on this page or paste them, too.";
  const take = async (files) => {
    place.replaceChildren();
    let pages = [];
    let refused = files.length;
    await upload(files, place, (item, told) => {
      refused -= 1;
      pages.push(item.page);
      told.link("Taken", item);
    });
    if (refused > 0) return;
    location.href = pages.length === 1 ? pages[0] : address;
  };
  form.addEventListener("submit", (event) => {
    if (input.files.length === 0) return;
    event.preventDefault();
    take([...input.files]);
  });
  takeDrops(document.documentElement, take);
  document.addEventListener("paste", (event) => {
    const files = images(event.clipboardData);
    if (files.length > 0) take(files);
  });
}

// The editor: an image that is dropped on or pasted into a text stands in it afterwards.
if (manuscript && address) {
  for (const name of ["body", "answer"]) {
    const field = manuscript.elements.namedItem(name);
    if (!field) continue;
    const place = document.createElement("div");
    place.className = "upload-state hint";
    place.setAttribute("role", "status");
    field.after(place);
    const take = (files) => {
      place.replaceChildren();
      upload(files, place, (item, told) => {
        insert(field, item.markdown);
        told.link("In the text now. Say what it shows and how it may be used", item);
      });
    };
    takeDrops(field, take);
    field.addEventListener("paste", (event) => {
      const files = images(event.clipboardData);
      // What is copied from a word processor has a picture of itself beside its text.
      if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
      event.preventDefault();
      take(files);
    });
  }
}

// Puts an image on a line of its own where the cursor is.
function insert(field, markdown) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const before = value.slice(0, start);
  const after = value.slice(end);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const rest = after === "" ? "\n" : after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  field.setRangeText(gap + markdown + rest, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// The page of an image: its focal point is where one clicks; the fields say the same in numbers.
const focal = document.getElementById("focal");
const picture = focal?.querySelector("img");
if (picture) {
  const across = document.querySelector("[name=focusX]");
  const down = document.querySelector("[name=focusY]");
  const mark = document.createElement("span");
  mark.className = "focal-mark";
  mark.setAttribute("aria-hidden", "true");
  focal.append(mark);
  document.getElementById("focal-hint").hidden = false;
  const show = () => {
    mark.style.left = `${across.value}%`;
    mark.style.top = `${down.value}%`;
  };
  const percent = (part, whole) => Math.round(Math.min(Math.max(part / whole, 0), 1) * 1000) / 10;
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    across.value = percent(event.clientX - box.left, box.width);
    down.value = percent(event.clientY - box.top, box.height);
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
}
