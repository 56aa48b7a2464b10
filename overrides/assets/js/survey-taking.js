// Taking answers in: the files of respondents become the tables of answers and their findings, on this device.
// What is right and what is wrong with a file is told by the Python that the command runs too, started in the browser.

import { askMatcher, button, element, fileDrop, filled, save, today } from "./parts.js";

const LARGEST = 1_000_000; // Bytes; a file of answers has some thousands.
const { words, door } = JSON.parse(document.getElementById("survey-taking-settings").textContent);
const shelf = new URL(door.shelf, location.href).href;
const said = (key, blanks) => filled(words[key], blanks);
const status = element("p", { className: "survey-verdict", role: "status" });
const results = element("div");
let files = []; // Each as {name, text}.
let isAdded = false;
let turn = 0;

document.getElementById("survey-taking").replaceChildren(
  element("fieldset", { className: "survey-question" }, element("legend", { textContent: words.which }), way("anew", false), way("add", true)),
  fileDrop(words.drop, ".json,application/json", put),
  status,
  results,
);

function way(key, adds) {
  const input = element("input", { type: "radio", name: "way", checked: adds === isAdded });
  input.addEventListener("change", () => ((isAdded = adds), look()));
  return element("label", {}, input, element("span", { textContent: words[key] }));
}

async function put(chosen) {
  const read = await Promise.all(chosen.map(async (file) => ({ name: file.name, text: await textOf(file) })));
  const isNew = ({ name, text }) => !files.some((file) => file.name === name && file.text === text);
  files = [...files, ...read.filter(isNew)];
  await look();
}

async function textOf(file) {
  if (file.size > LARGEST) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null; // These bytes are no text.
  }
}

// Of two looks only the newer is shown.
async function look() {
  const own = ++turn;
  if (!files.length) return show();
  status.textContent = said("working", { count: files.length });
  try {
    const request = { files, is_added: isAdded, until: today().slice(0, 7) };
    const found = await askMatcher(request, { door: { ...door, shelf }, onState: tellStart });
    if (own === turn) show(found);
  } catch (error) {
    status.textContent = words.failed;
    throw error;
  }
}

function tellStart({ state }) {
  if (state === "loading") status.textContent = words.starting;
}

function show(found) {
  if (!found) return results.replaceChildren((status.textContent = ""));
  status.textContent = said(found.faults.length ? "half" : "read", { files: files.length, taken: found.taken, all: found.all });
  results.replaceChildren(
    ...(found.faults.length ? [heading("faults"), listOf(found.faults), paragraph("mend")] : tables(found.tables)),
    ...(found.notes.length ? [heading("notes"), listOf(found.notes)] : []),
    ...(found.findings ? [heading("findings"), paragraph("hidden"), element("p", { textContent: found.state }), drawn(found.findings)] : []),
  );
  dispatchEvent(new Event("resize")); // There is something new to measure.
}

function tables(made) {
  const buttons = Object.entries(made).map(([name, text]) => button(said("save", { name }), () => save(name, text, "text/csv")));
  return [heading("tables"), element("p", { className: "survey-actions" }, ...buttons), paragraph("commit")];
}

function listOf(faults) {
  const lines = faults.map(({ file, question, text }) => {
    const where = [file, question].filter(Boolean).join(" · ");
    return element("li", {}, where && element("strong", { textContent: where }), element("p", { textContent: text }), file && leaveOut(file));
  });
  return element("ul", { className: "survey-faults" }, ...lines);
}

function leaveOut(file) {
  const leave = () => ((files = files.filter(({ name }) => name !== file)), look());
  return button(words.leave, leave, { className: "survey-leave", "aria-label": said("leave_of", { file }) });
}

// Texts of the questionnaire and counts, worded and made safe by the Python that draws the page of findings.
function drawn(html) {
  const holder = element("template");
  holder.innerHTML = html;
  for (const table of holder.content.querySelectorAll("table")) frame(table);
  return holder.content;
}

// As the theme frames the tables that stand in a page from the start: tables.js lets the keys scroll them.
function frame(table) {
  const inner = element("div", { className: "md-typeset__table" });
  table.replaceWith(element("div", { className: "md-typeset__scrollwrap" }, inner));
  inner.append(table);
}

const heading = (key) => element("h2", { textContent: words[key] });
const paragraph = (key) => element("p", { textContent: words[key] });
