// What scripts of several pages are made of: elements, files to save, tables for a spreadsheet.

/** An element with properties and what stands in it; what is empty is left out. */
export function element(name, properties = {}, ...content) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content.filter((one) => one || one === 0));
  return made;
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
