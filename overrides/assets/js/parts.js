// What scripts of several pages are made of: elements and sentences, what is kept on this device, files, and the matcher.

/** An element with properties, or attributes where it has no such property, and what stands in it but for empty parts. */
export function element(name, properties = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...content.filter((one) => one || one === 0));
  return made;
}

export function button(label, act, properties = {}) {
  const made = element("button", { type: "button", className: "md-button", textContent: label, ...properties });
  made.addEventListener("click", act);
  return made;
}

/** A *sentence* with its blanks filled. */
export function filled(sentence, blanks) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);
}

/** The day of today as YYYY-MM-DD, where the visitor is. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** What is kept on this device under *name*; a browser that forbids storage keeps nothing. */
export function kept(name, otherwise = {}) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Keep *value* under *name*; tells whether it is kept. */
export function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(...names) {
  try {
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

/** Offer a file for saving. */
export function save(name, content, type = "application/json") {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A place that takes files by dropping or choosing. */
export function fileDrop(label, accept, onFiles) {
  const input = element("input", { type: "file", multiple: true, accept });
  input.addEventListener("change", () => (onFiles([...input.files]), (input.value = "")));
  const place = element("label", { className: "file-drop" }, input, element("span", { textContent: label }));
  const mark = (event, isOver) => (event.preventDefault(), place.classList.toggle("file-drop--over", isOver));
  place.addEventListener("dragover", (event) => mark(event, true));
  place.addEventListener("dragleave", (event) => mark(event, false));
  place.addEventListener("drop", (event) => (mark(event, false), onFiles([...event.dataTransfer.files])));
  return place;
}

/** Lines of cells as CSV. What a spreadsheet would take for a formula gets an apostrophe before it. */
export function csv(lines) {
  const cell = (value) => {
    const text = String(value ?? "").replace(/^(?=[=+\-@\t\r])/, "'");
    return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** What the matcher answers to a *request*; it is fetched and started when a visitor first asks. See views/asking.js. */
export async function askMatcher(request, options) {
  const { root, views, language } = JSON.parse(document.getElementById("matcher-settings").textContent);
  const { ask } = await import(new URL(`${root}${views}asking.js`, location.href).href);
  return ask({ language, ...request }, options);
}
