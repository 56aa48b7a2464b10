// The assessment: two tests of one paper, the practical part, and the record of all three.

import { keep, progress } from "../course.js";
import { draw, isAnswered, isRight, moduleOf, newPaper, order, paperFrom, scores, total } from "./paper.js";
import { button, dateInWords, element, FileProblem, fileDrop, percent, readJson, save, say, table, today } from "./parts.js";
import { pointsOf, scored } from "./practical.js";
import { fingerprint, FORMAT, sealed, shortCode, TESTS } from "./record.js";

const bank = JSON.parse(document.getElementById("assessment-bank").textContent);
const task = JSON.parse(document.getElementById("assessment-task").textContent);
const places = Object.fromEntries(["paper", ...TESTS, "practical", "record"].map((name) => [name, document.getElementById(`assessment-${name}`)]));

// {paper, before: {asked, answers, date, right, scores}, after, practical: {date, file, tries, criteria}, name, group}
let state = progress().assessment ?? {};
if (!paperFrom(state.paper ?? "")) change({ paper: newPaper() });
drawAll();

function change(next) {
  state = { ...state, ...next };
  keep({ ...progress(), assessment: state });
}

function drawAll() {
  showPaper();
  for (const name of TESTS) showTest(name);
  showPractical();
  showRecord();
}

// ---- The paper

function showPaper() {
  const input = element("input", { type: "text", id: "paper-number", autocomplete: "off", spellcheck: "false", maxlength: "12" });
  const told = element("p", { role: "status" });
  const begin = () => {
    const paper = input.value.trim() ? paperFrom(input.value) : newPaper();
    if (!paper) return (told.textContent = say("assess.paper_wrong"));
    const { name, group, practical } = state;
    state = {};
    change({ paper, ...(name && { name }), ...(group && { group }), ...(practical && { practical }) });
    drawAll();
  };
  const another = element(
    "details",
    {},
    element("summary", {}, say("assess.paper_other")),
    element("p", {}, say("assess.paper_warning")),
    element("p", { class: "course-field" }, element("label", { for: "paper-number" }, say("assess.paper_number")), input),
    element("p", {}, button(say("assess.paper_begin"), begin)),
    told,
  );
  places.paper.replaceChildren(element("p", {}, say("assess.paper", { paper: state.paper })), another);
}

// ---- A test

function showTest(name) {
  const place = places[name];
  if (state[name]?.date) return place.replaceChildren(...marked(name));
  if (state[name]) return place.replaceChildren(openTest(name));
  const count = draw(bank.questions, state.paper, name).length;
  place.replaceChildren(
    element("p", {}, say("assess.count", { count })),
    element("p", {}, button(say("assess.begin"), () => begin(name), name === "after")),
  );
}

function begin(name) {
  const asked = draw(bank.questions, state.paper, name).map(({ id }) => id);
  change({ [name]: { asked, answers: {} } });
  showTest(name);
  places[name].querySelector("input")?.focus();
}

// A question that the bank no longer has is left out.
function questionsOf(name) {
  return state[name].asked.map((id) => bank.questions.find((one) => one.id === id)).filter(Boolean);
}

function openTest(name) {
  const questions = questionsOf(name);
  const told = element("p", { class: "question-verdict", role: "status" });
  const left = () => questions.filter(({ id }) => !isAnswered(state[name].answers[id])).length;
  let isAsked = false;
  const handIn = (event) => {
    event.preventDefault();
    if (left() && !isAsked) {
      isAsked = true;
      return (told.textContent = say("assess.unanswered", { count: left() }));
    }
    finish(name, questions);
  };
  const take = (id, given) => {
    change({ [name]: { ...state[name], answers: { ...state[name].answers, [id]: given } } });
    isAsked = false;
    told.textContent = say("assess.kept", { done: questions.length - left(), count: questions.length });
  };
  return element(
    "form",
    { submit: handIn, class: "assessment-form", novalidate: true },
    questions.map((question, at) => asked(question, at, state[name].answers[question.id], (given) => take(question.id, given))),
    element("p", { class: "question-actions" }, element("button", { type: "submit", class: "md-button md-button--primary" }, say("assess.hand_in"))),
    told,
  );
}

function asked(question, at, given, take) {
  const fields = question.kind === "number" ? [numberField(question, given, take)] : optionFields(question, given, take);
  return element("div", { class: "question", "data-id": question.id }, element("fieldset", {}, element("legend", {}, `${at + 1}. ${question.text}`), fields));
}

function optionFields(question, given = [], take) {
  const isMany = question.kind === "many";
  const inputs = new Map();
  const chosen = () => [...inputs].filter(([, input]) => input.checked).map(([place]) => place);
  const lines = order(question, state.paper).map((place) => {
    const input = element("input", { type: isMany ? "checkbox" : "radio", name: question.id, value: place, checked: given.includes(place), change: () => take(chosen()) });
    inputs.set(place, input);
    return element("div", { class: "question-option" }, element("label", {}, input, element("span", {}, question.options[place].text)));
  });
  return isMany ? [element("p", { class: "question-note" }, say("assess.several")), ...lines] : lines;
}

function numberField(question, given = "", take) {
  const input = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", value: given, input: () => take(input.value.trim()) });
  return element("p", {}, element("label", { class: "question-number" }, element("span", {}, say("assess.number")), " ", input, " ", element("span", {}, question.number.unit)));
}

function finish(name, questions) {
  const { asked, answers } = state[name];
  const right = questions.filter((question) => isRight(question, answers[question.id])).map(({ id }) => id);
  change({ [name]: { asked, answers, date: today(), right, scores: scores(questions, right) } });
  showTest(name);
  showRecord();
  places[name].querySelector("[tabindex='-1']").focus();
}

// ---- A test that was handed in

function marked(name) {
  const { right, of } = total(state[name].scores);
  const rows = state[name].scores.map((one) => [say(`assess.${one.module}`), say("assess.of", one), percent(one.right / one.of)]);
  const verdict = element("p", { class: "assessment-score", tabindex: "-1" }, say("assess.score", { right, of, date: dateInWords(state[name].date) }));
  const answered = element(
    "details",
    {},
    element("summary", {}, say("assess.look")),
    questionsOf(name).map((question, at) => explained(question, at, state[name].answers[question.id], state[name].right.includes(question.id))),
  );
  return [verdict, table(say("assess.by_module"), ["module", "right", "share"].map((head) => say(`assess.${head}`)), rows), answered];
}

function explained(question, at, given, isRightOne) {
  const verdict = element("p", { class: "question-verdict" }, say(isRightOne ? "assess.right_one" : isAnswered(given) ? "assess.wrong_one" : "assess.no_answer"));
  const body = question.kind === "number" ? solution(question, given) : order(question, state.paper).map((place) => outcome(question.options[place], given?.includes(place)));
  return element(
    "div",
    { class: "question", "data-state": isRightOne ? "right" : "wrong" },
    element("div", { class: "question-body" }, element("p", { class: "question-text" }, `${at + 1}. ${question.text}`), verdict, body),
  );
}

function outcome({ text, right, because }, isChosen) {
  const label = [right && say("assess.is_right"), isChosen && say("assess.is_yours")].filter(Boolean).join(" · ");
  return element(
    "div",
    { class: "question-option", "data-state": right ? "right" : isChosen ? "wrong" : undefined },
    element("p", {}, text, label && element("strong", { class: "question-note" }, ` (${label})`)),
    (right || isChosen) && element("p", { class: "question-because" }, because),
  );
}

function solution({ number, because }, given) {
  const written = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 6 }).format(number.value);
  return [element("p", {}, say("assess.solution", { value: `${written} ${number.unit}`, given: given || "–" })), element("p", { class: "question-because" }, because)];
}

// ---- The practical part

function showPractical(problem = "") {
  const told = element("p", { role: "status", class: "question-verdict" }, problem);
  const work = state.practical;
  places.practical.replaceChildren(
    fileDrop(say(work ? "practical.drop_again" : "practical.drop"), ".json,application/json", (files) => files[0] && readWork(files[0])),
    told,
    ...(work ? [workTable(work)] : []),
  );
}

async function readWork(file) {
  try {
    const project = await readJson(file, "catalyst-project", Infinity);
    const criteria = scored(project, task);
    const print = await fingerprint(project).catch(() => undefined); // By it the trainer's desk knows the file again.
    change({ practical: { date: today(), file: file.name, print, tries: (state.practical?.tries ?? 0) + 1, criteria } });
    showPractical(say("practical.read", { file: file.name, points: pointsOf(criteria), of: 100 }));
    showRecord();
  } catch (problem) {
    if (!(problem instanceof FileProblem)) throw problem;
    showPractical(say(problem.key, { file: file.name }));
  }
}

function workTable({ criteria, date, file }) {
  const labels = Object.fromEntries(task.criteria.map(({ id, label }) => [id, label]));
  const flows = Object.fromEntries(task.flows.map(({ id, site, side }) => [id, say(`practical.${side}`, { site })]));
  const sites = Object.fromEntries(task.flows.map(({ id, site }) => [id, site]));
  const told = (missing) => flows[missing] ?? missing.split("+").map((id) => sites[id] ?? id).join(" → ");
  const rows = criteria.map(({ id, points, of, done, all, missing }) => [
    labels[id] ?? id,
    say("assess.of", { right: done, of: all }),
    say("assess.of", { right: points, of }),
    missing.map(told).join("; "),
  ]);
  const heads = ["criterion", "done", "points", "missing"].map((head) => say(`practical.${head}`));
  return table(say("practical.result", { points: pointsOf(criteria), of: 100, file, date: dateInWords(date) }), heads, rows);
}

// ---- The record

function showRecord() {
  const isSomethingDone = TESTS.some((name) => state[name]?.date) || state.practical;
  if (!isSomethingDone) return places.record.replaceChildren(element("p", {}, say("record.nothing")));
  const field = (name, label) => {
    const input = element("input", { type: "text", id: `record-${name}`, maxlength: "80", autocomplete: "off", value: state[name] ?? "", input: () => (change({ [name]: input.value }), certificate.replaceChildren()) });
    return element("p", { class: "course-field" }, element("label", { for: input.id }, label), input);
  };
  const told = element("p", { role: "status" });
  const certificate = element("div", { class: "record", id: "course-record" });
  const make = async (then) => {
    if (!state.name?.trim()) {
      told.textContent = say("record.no_name");
      return document.getElementById("record-name").focus();
    }
    const record = await sealed(recordOf(state)).catch((problem) => {
      told.textContent = say(problem.key);
    });
    if (!record) return;
    certificate.replaceChildren(...shown(record));
    told.textContent = say("record.made");
    then(record);
  };
  places.record.replaceChildren(
    element("div", { class: "course-noprint" }, field("name", say("record.name")), field("group", say("record.group"))),
    element("p", { class: "course-noprint course-buttons" }, button(say("record.save"), () => make(saveRecord), true), button(say("record.print"), () => make(() => window.print()))),
    told,
    certificate,
  );
}

function recordOf({ paper, practical, name, group, ...rest }) {
  const tests = Object.fromEntries(TESTS.filter((one) => rest[one]?.date).map((one) => [one, rest[one]]));
  const lessons = Object.entries(progress().lessons).filter(([, isDone]) => isDone).map(([key]) => key).sort();
  return {
    format: FORMAT,
    version: 1,
    note: say("record.note"),
    language: document.documentElement.lang,
    name: name.trim(),
    group: (group ?? "").trim(),
    date: today(),
    paper,
    bank: bank.version,
    lessons,
    ...tests,
    ...(practical && { practical }),
  };
}

function saveRecord(record) {
  const name = record.name.normalize("NFKD").replace(/\p{Mark}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  save(`catalyst-record-${name || "x"}-${record.date}.json`, `${JSON.stringify(record, null, 1)}\n`);
}

function shown(record) {
  const rows = TESTS.filter((name) => record[name]).flatMap((name) =>
    record[name].scores.map((one) => [say(`record.${name}`, { date: dateInWords(record[name].date) }), say(`assess.${one.module}`), say("assess.of", one), percent(one.right / one.of)]),
  );
  const work = record.practical?.criteria;
  if (work) rows.push([say("record.practical", { date: dateInWords(record.practical.date) }), "", say("assess.of", { right: pointsOf(work), of: 100 }), percent(pointsOf(work) / 100)]);
  const lessons = record.lessons.length;
  return [
    element("p", { class: "record__kind" }, say("record.title")),
    element("p", { class: "record__name" }, record.name),
    element("p", {}, [record.group, dateInWords(record.date), say("record.lessons", { count: lessons }), say("assess.paper", { paper: record.paper })].filter(Boolean).join(" · ")),
    table(say("record.results"), ["part", "module", "right", "share"].map((head) => say(`assess.${head}`)), rows),
    element("p", { class: "record__code" }, say("record.code", { code: shortCode(record.check) })),
    element("p", { class: "record__note" }, say("record.note")),
    element("p", { class: "record__note" }, say("record.limits")),
  ];
}
