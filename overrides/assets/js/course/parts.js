// What the pages of the course are made of: words, elements, files that come and go.

import { filled } from "../parts.js";

export { askMatcher, fileDrop, save, today } from "../parts.js";

const words = JSON.parse(document.getElementById("course-words")?.textContent ?? "{}");
const language = document.documentElement.lang || "en";
const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }); // Points have one decimal.
const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
const day = new Intl.DateTimeFormat(language, { dateStyle: "long" });

/** The sentence of *key* with its blanks filled. */
export function say(key, blanks = {}) {
  if (words[key] === undefined) throw new Error(`no wording for "${key}"`);
  return filled(words[key], Object.fromEntries(Object.entries(blanks).map(([name, value]) => [name, shown(value)])));
}

const shown = (value) => (typeof value === "number" ? figure.format(value) : String(value));
export const percent = (part) => share.format(part);
export const dateInWords = (date) => (date ? day.format(new Date(`${date}T12:00:00`)) : "");

/** An element with attributes (a function listens to what its name says) and what stands in it but for empty parts. */
export function element(name, attributes = {}, ...inner) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...inner.flat().filter((one) => one || one === 0));
  return made;
}

export function button(text, click, isFirst = false) {
  return element("button", { type: "button", class: `md-button${isFirst ? " md-button--primary" : ""}`, click }, text);
}

/** A table whose first column names its rows; the frame scrolls where a screen is narrow. */
export function table(caption, heads, rows) {
  const head = element("tr", {}, heads.map((text) => element("th", { scope: "col" }, text)));
  const cells = (row) => row.map((cell, at) => (at ? element("td", {}, cell) : element("th", { scope: "row" }, cell)));
  const made = element(
    "table",
    { class: "course-table" },
    element("caption", {}, caption),
    element("thead", {}, head),
    element("tbody", {}, rows.map((row) => element("tr", {}, cells(row)))),
  );
  return element("div", { class: "course-scroll", tabindex: "0", role: "region", "aria-label": caption }, made);
}

export class FileProblem extends Error {
  /** *key* is the sentence that says what is wrong with a file, and what to do about it. */
  constructor(key) {
    super(key);
    this.key = key;
  }
}

const LARGEST = 5_000_000; // Bytes; what the course saves is a hundredth of it.

/** What stands in a JSON file of the given *format*; a FileProblem where it is none, or is damaged or too new. */
export async function readJson(file, format, version = 1) {
  if (file.size > LARGEST) throw new FileProblem("file.large");
  const text = (await file.text()).replace(/^\ufeff/, "").trim();
  if (!text) throw new FileProblem("file.empty");
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new FileProblem(text.startsWith("{") ? "file.damaged" : "file.strange");
  }
  if (found?.format !== format) throw new FileProblem(FORMATS[found?.format] ?? "file.strange");
  if (!(found.version <= version)) throw new FileProblem("file.newer");
  return found;
}

const FORMATS = {
  "catalyst-project": "file.is_project",
  "catalyst-progress": "file.is_progress",
  "catalyst-record": "file.is_record",
};
