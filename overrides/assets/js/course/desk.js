// The trainer's desk: reads the records of a group and their project files, names what is bad or was edited, and makes
// the report.

import { isAnswered, moduleOf, total } from "./paper.js";
import { askMatcher, button, dateInWords, element, FileProblem, fileDrop, percent, save, say, table, today } from "./parts.js";
import { pointsOf } from "./practical.js";
import { readRecord, shortCode, TESTS } from "./record.js";
import { held, readWork } from "./works.js";
import { workbook, XLSX } from "../workbook.js";

const SMALL = 5; // With fewer people a percentage says more than is known.
const bank = JSON.parse(document.getElementById("assessment-bank").textContent);
const task = JSON.parse(document.getElementById("assessment-task").textContent);
const known = new Map(bank.questions.map((question) => [question.id, question]));
const modules = [...new Set(bank.questions.map(moduleOf))];
const told = element("ul", { class: "desk-files", "aria-live": "polite" });
const toldOfWorks = element("ul", { class: "desk-files desk-works", "aria-live": "polite" });
const report = element("div", {});
const making = element("p", { class: "course-noprint", role: "status" });
let records = []; // What was read without a fault, each as {file, record}.
let works = []; // Project files, scored here.
let isHidden = false;

document.getElementById("assessment-desk").append(
  element("div", { class: "course-noprint" }, fileDrop(say("desk.drop"), ".json,application/json", readAll), told, toldOfWorks),
  report,
);

// ---- Files

async function readAll(files) {
  for (const file of files) told.append(element("li", {}, await read(file)));
  show();
}

async function read(file) {
  try {
    const record = await readRecord(file, bank);
    return say(taken(file.name, record), { file: file.name, name: record.name, code: shortCode(record.check) });
  } catch (problem) {
    if (problem.key === "file.is_project") return readProject(file);
    return fault(problem, file);
  }
}

async function readProject(file) {
  try {
    const work = await readWork(file, task);
    works = [...works.filter(({ file, print }) => file !== work.file || print !== work.print), work];
    return say("desk.work", { file: file.name, points: pointsOf(work.criteria), of: 100 });
  } catch (problem) {
    return fault(problem, file);
  }
}

function fault(problem, file) {
  if (!(problem instanceof FileProblem)) throw problem;
  return say(problem.key, { file: file.name });
}

// Of two records of one person on one paper the newer counts.
function taken(file, record) {
  const isSame = ({ record: other }) => other.name === record.name && other.paper === record.paper;
  const before = records.find(isSame);
  if (before && before.record.date > record.date) return "desk.older";
  records = [...records.filter((one) => one !== before), { file, record }];
  return before ? "desk.newer" : record.bank === bank.version ? "desk.read" : "desk.other_bank";
}

// ---- The report

function show() {
  told.hidden = toldOfWorks.hidden = isHidden; // The names of files and people stand in them.
  toldOfWorks.replaceChildren(...works.flatMap(linesOf).map((line) => element("li", {}, line)));
  if (!records.length) return report.replaceChildren();
  const parts = reportOf(ordered());
  const hide = element("input", { type: "checkbox", id: "desk-hide", checked: isHidden, change: ({ target }) => ((isHidden = target.checked), show(), document.getElementById("desk-hide").focus()) });
  report.replaceChildren(
    element("p", { class: "course-noprint" }, element("label", { class: "desk-hide" }, hide, ` ${say("desk.hide")}`)),
    element("p", { class: "course-noprint course-buttons" }, button(say("desk.save"), () => saveWorkbook(parts), true), button(say("desk.document"), () => saveDocument(parts)), button(say("desk.print"), () => window.print())),
    making,
    element("p", { class: "record__kind" }, say("desk.title", { count: records.length })),
    element("p", {}, say("desk.note")),
    ...(records.length < SMALL ? [element("p", {}, say("desk.small", { count: SMALL }))] : []),
    ...parts.map(({ name, heads, rows }) => table(name, heads, rows)),
  );
}

// A record may come before its project file or after it, so each is held against all that are there.
function linesOf(work) {
  const found = held(work, records.map(({ record }) => record));
  if (!found.length) return [say("desk.work_alone", work)];
  return found.map(({ record, key, told, found: points, differing }) =>
    say(`desk.work_${key}`, { file: work.file, name: record.name, told, points, of: 100, differing: differing.map(difference).join("; ") || "–" }),
  );
}

function difference({ id, told, found }) {
  const label = task.criteria.find((one) => one.id === id)?.label ?? id;
  return say("desk.difference", { label, told, found });
}

// With names hidden, the check codes give an order that nobody knows.
function ordered() {
  const key = ({ record }) => (isHidden ? record.check : record.name);
  return records.toSorted((one, other) => key(one).localeCompare(key(other))).map(({ record }) => record);
}

/** The tables of the report: [{name, heads, rows, widths}], the widths as shares of a page's. */
function reportOf(all) {
  return [participants(all), byQuestion(all), byCriterion(all)].filter(({ rows }) => rows.length);
}

function participants(all) {
  const heads = [say("desk.participant"), ...TESTS.flatMap((name) => modules.map((module) => `${say(`desk.${name}`)}: ${moduleName(module)}`)), say("desk.change"), say("desk.practical")];
  const rows = all.map((record, at) => [
    isHidden ? say("desk.number", { number: at + 1 }) : record.name,
    ...TESTS.flatMap((name) => modules.map((module) => counted(record[name]?.scores.find((one) => one.module === module)))),
    change(record),
    record.practical ? practical(record) : "–",
  ]);
  return { name: say("desk.participants"), heads, rows, widths: [15, ...heads.slice(3).map(() => 10), 12, 13] };
}

// What the record tells, and whether its project file bears it out.
function practical(record) {
  const points = say("assess.of", { right: pointsOf(record.practical.criteria), of: 100 });
  const found = works.flatMap((work) => held(work, [record])).find(({ key }) => key !== "other");
  if (!found) return points;
  return say(found.key === "same" ? "desk.checked" : "desk.unlike", { points, found: found.found });
}

const counted = (score) => (score ? say("assess.of", score) : "–");

function change({ before, after }) {
  if (!before || !after) return "–";
  const [then, now] = [before, after].map(({ scores }) => total(scores)).map(({ right, of }) => (100 * right) / of);
  return say("desk.points", { from: Math.round(then), to: Math.round(now) });
}

function byQuestion(all) {
  const heads = ["question", "lesson", "before", "after", "attracts"].map((head) => say(`desk.${head}`));
  const asked = [...known.values()]
    .filter(({ id }) => TESTS.some((name) => all.some((record) => record[name]?.asked.includes(id))))
    .sort((one, other) => one.lesson.localeCompare(other.lesson, undefined, { numeric: true }));
  const rows = asked.map((question) => [
    question.text,
    lessonOf(question),
    ...TESTS.map((name) => shareRight(all, name, question.id)),
    attracting(all, question),
  ]);
  return { name: say("desk.questions"), heads, rows, widths: [36, 13, 13, 13, 25] };
}

/** The lesson of a question as the course counts it: 1.3, or the name of the part that has no number. */
function lessonOf({ lesson }) {
  const [, module, number] = lesson.match(/^(.*)-(\d+)$/);
  return /^module-\d+$/.test(module) ? `${module.slice(7)}.${number}` : `${moduleName(module)}, ${number}`;
}

// Short enough to head a column.
function moduleName(module) {
  const number = module.match(/^module-(\d+)$/)?.[1];
  return number ? say("desk.module", { number }) : say(`assess.${module}`);
}

function shareRight(all, name, id) {
  const asked = all.filter((record) => record[name]?.asked.includes(id));
  if (!asked.length) return "–";
  const right = asked.filter((record) => record[name].right.includes(id)).length;
  const written = say("assess.of", { right, of: asked.length });
  return asked.length < SMALL ? written : `${percent(right / asked.length)} (${written})`;
}

// The wrong option that most people chose, and how many.
function attracting(all, question) {
  const given = all.flatMap((record) => TESTS.map((name) => record[name]?.answers[question.id])).filter((one) => isAnswered(one) && typeof one !== "string");
  const counts = question.options.map(({ right }, place) => (right ? 0 : given.filter((one) => one.includes(place)).length));
  const most = Math.max(0, ...counts);
  return most ? say("desk.chosen", { text: question.options[counts.indexOf(most)].text, count: most }) : "–";
}

function byCriterion(all) {
  const works = all.filter(({ practical }) => practical).map(({ practical }) => practical.criteria);
  const rows = task.criteria.map(({ id, label, points }) => {
    const found = works.map((work) => work.find((one) => one.id === id)?.points ?? 0);
    const mean = found.reduce((sum, one) => sum + one, 0) / found.length;
    return [label, points, Math.round(10 * mean) / 10, found.filter((one) => one >= points).length];
  });
  const heads = ["criterion", "most", "mean", "whole"].map((head) => say(`desk.${head}`));
  return { name: say("desk.criteria", { count: works.length }), heads, rows: works.length ? rows : [], widths: [52, 16, 16, 16] };
}

function saveWorkbook(parts) {
  save(`catalyst-assessment-${today()}.xlsx`, workbook(parts.map(({ name, heads, rows }) => ({ name, rows: [heads, ...rows] }))), XLSX);
}

// The matcher's writer of documents is fetched when somebody wants one: it is what makes the action plan of a park too.
async function saveDocument(parts) {
  making.textContent = say("desk.making");
  try {
    const { mime, base64 } = await askMatcher({ type: "document", format: "docx", name: "report", document: documentOf(parts) });
    save(`catalyst-assessment-${today()}.docx`, Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)), mime);
    making.textContent = say("desk.made");
  } catch (error) {
    making.textContent = say("desk.unmade");
    throw error;
  }
}

function documentOf(parts) {
  const note = (text) => ({ kind: "note", text });
  return {
    title: say("desk.title_alone"),
    subtitle: say("desk.records", { count: records.length }),
    date: dateInWords(today()),
    made_on: today(),
    has_contents: false,
    opening: [note(say("desk.note")), ...(records.length < SMALL ? [note(say("desk.small", { count: SMALL }))] : [])],
    sections: parts.map(({ name, heads, rows, widths }) => ({
      kind: "section",
      title: name,
      blocks: [{ kind: "table", caption: "", headings: heads, rows, widths }],
    })),
  };
}
