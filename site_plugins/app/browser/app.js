// Map your flows: from flows that a visitor types, pastes or drops to ranked synergies, all on this device.

import { address, engine, root, settings, wantedExample } from "./boot.js";
import { askForResource } from "./choosing.js";
import { openDialog } from "./dialogs.js";
import { deleteEverything, loadDraft, onOtherTab, saveDraft } from "./draft.js";
import { button, element } from "./elements.js";
import { BridgeFailure, Cancelled, Superseded } from "./engine.js";
import { acceptDrops, encoded, projectsAmong, save } from "./files.js";
import { bare, createFlows, idsOf, saysSomething } from "./flows.js";
import { choicesOf, createProject, merged, NOTHING_CHOSEN, projectOf } from "./project.js";
import { askForSector } from "./starting.js";
import { createSynergies } from "./synergies.js";
import { createTable, problemLine } from "./table.js";
import { createToast } from "./toast.js";
import { createViews, inAddress } from "./views.js";
import { createWording } from "./wording.js";

const QUIET_START = 600; // ms before loading is told of
const SAVE_AFTER = 250; // ms after the last change
const UNDERSTAND_AFTER = 300; // ms after rows came or changed
const UNDERSTAND_TYPED_AFTER = 900; // ms after the last sign that was typed
const BEARING = ["side", "text", "language", "kind", "code"]; // The columns that tell what a row is.
const FORMATS = { csv: "CSV", xlsx: "Excel", json: "JSON", markdown: "Markdown" };

const place = document.getElementById("matcher-app");
const { language } = settings;
const { words, described } = JSON.parse(document.getElementById("matcher-words").textContent);
const wording = createWording(language, words);
const { say } = wording;

// What is known of rows beyond what stands in them: problems by a row's key, the rest by what the row says.
const problems = new Map();
const understood = new Map();
const labels = new Map(); // What resources are called.
let fileProblems = [];
let unexpected = [];
let hasResults = false;
let followsResults = false;
let resultsAreOld = false;
let isMatching = false;
let saveTimer;
let saving = Promise.resolve();
let known = { choices: NOTHING_CHOSEN }; // The draft as this tab last saw it: its stamp and its choices.
let understandTimer;
let isAskedInVain = false; // What the rows say was asked, and the matcher failed.
let visitIsKept = false;
let engineTimer;
let quietUntil = 0;

const choiceHearers = new Set();
let matchedRows = []; // As they were when the synergies were found that are shown.
let later; // The style and the words of the views that open on demand.
let cases; // Where the like of a synergy was done before.

const flows = createFlows({ onChange: onFlows });
const project = createProject({ onChange: onChoice });
const parts = buildParts();
const { root: toast, show: announce } = createToast({ clear: parts.run, undoLabel: say("tools.undo"), onUndo: () => flows.undo() });
const synergies = createSynergies({
  wording,
  described,
  isDecided: ({ id }) => id in project.choices.synergies,
  onCard: (...card) => views.onCard(...card),
});
const table = createTable({
  flows,
  wording,
  described,
  announce,
  notes: (row) => ({ problems: problems.get(row._key), understood: understood.get(meaningOf(row)) }),
  labelOf: (resource) => labels.get(resource) ?? resource,
  onPasteTable: (text) => read({ paste: text }),
  onEdited: takeEdit,
  onTurned: () => understandSoon(),
  onAsk: askWhatItIs,
});

const views = createViews({
  wording,
  first: [parts.resultsPlace, parts.resultsTools],
  title: parts.resultsTitle,
  host: viewHost(),
  load: loadView,
  guarded,
});

new ResizeObserver(followResults).observe(table.root);
for (const sign of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  document.addEventListener(sign, () => (followsResults = false), { passive: true });
}

start();

async function start() {
  parts.tablePlace.append(table.root);
  parts.resultsPlace.append(synergies.root);
  parts.app.append(toast);
  parts.results.append(views.tabs, parts.resultsTitle, parts.old, ...views.panels);
  place.replaceChildren(parts.app);
  place.setAttribute("lang", wording.tag);
  engine.listen(showEngine);
  acceptDrops(place, readFiles);
  const draft = await openDraft();
  project.start(draft.choices);
  flows.start(draft.rows);
  takeWantedRows();
  beginLoadingAtIntent(flows.rows.length > 0);
  window.addEventListener("pagehide", saveNow);
  window.addEventListener("beforeprint", () => (table.finish(), synergies.showAll()));
  document.addEventListener("visibilitychange", () => (document.hidden ? saveNow() : followDraft()));
  onOtherTab(followDraft);
  if (wantedExample && !flows.rows.some(saysSomething)) await loadExample(wantedExample);
  else if (inAddress() && flows.told.length) await findSynergies();
}

// ---- The parts of the page

function buildParts() {
  const chooser = element("input", {
    type: "file",
    multiple: true,
    hidden: true,
    accept: ".csv,.tsv,.txt,.xlsx,.json",
    "aria-label": say("start.file"),
    onchange: (event) => {
      readFiles(event.target.files);
      event.target.value = "";
    },
  });
  const made = {
    chooser,
    engine: element("div", { className: "cx-engine", role: "status" }),
    saved: element("p", { className: "cx-saved" }, say("saved.here")),
    start: element("div", { className: "cx-start" }),
    fileProblems: element("div", { className: "cx-file-problems", role: "alert" }),
    note: element("p", { className: "cx-note", hidden: true }),
    tools: element("div", { className: "cx-toolbar cx-work", role: "toolbar", "aria-label": say("tools.name") }),
    tablePlace: element("div"),
    run: element("div", { className: "cx-run" }),
    downloads: element("div", { className: "cx-toolbar" }),
    old: element("p", { className: "cx-old", hidden: true, role: "status" }, say("results.old")),
    resultsPlace: element("div"),
    resultsTools: element("div", { className: "cx-toolbar" }),
  };
  made.flowsSection = element(
    "section",
    { className: "cx-flows", hidden: true, "aria-labelledby": "cx-flows-title" }, // Until it is known what stands in it.
    element("h2", { id: "cx-flows-title", tabIndex: -1 }, say("flows.title")),
    made.fileProblems,
    made.start,
    made.note,
    made.tools,
    made.tablePlace,
    made.run,
    made.downloads,
    element("div", { className: "cx-below" }, made.saved, button(say("saved.delete"), askToDelete, { look: "cx-quiet" })),
  );
  made.resultsTitle = element("h2", { id: "cx-results-title", tabIndex: -1 });
  made.results = element("section", { className: "cx-results", hidden: true, "aria-labelledby": "cx-results-title" });
  made.downloads.append(
    element("span", { className: "cx-toolbar-label" }, say("download.flows")),
    ...downloadButtons("flows"),
    button(say("download.project"), saveProject, { symbol: "download", look: "cx-quiet", "data-tool": "project" }),
    button(say("redacted.open"), askToRedact, { look: "cx-quiet", "data-tool": "redacted" }),
  );
  made.resultsTools.append(
    element("span", { className: "cx-toolbar-label" }, say("download.synergies")),
    ...downloadButtons("synergies"),
    button(say("download.print"), () => print(), { symbol: "print", look: "cx-quiet" }),
  );
  const dropHint = element("div", { className: "cx-drop-hint", "aria-hidden": "true" }, say("start.drop-here"));
  made.app = element("div", { className: "cx-app" }, made.engine, made.flowsSection, made.results, chooser, dropHint);
  return made;
}

/** What a view may use of the page. */
function viewHost() {
  return {
    wording,
    described,
    language,
    place,
    project,
    announce,
    download,
    guarded,
    cancel,
    saveProject,
    askToRedact,
    whole: () => projectOf(project.choices, matchedRows, language),
    openDialog: (...given) => openDialog(place, ...given),
    synergies: () => synergies.all,
    rows: () => matchedRows,
    address,
    cases: () => (cases ??= loadCases()),
    ask: (request, options) => engine.ask({ language, project: projectOf(project.choices, matchedRows, language), ...request }, options),
    onChoice: (hear) => choiceHearers.add(hear),
  };
}

async function loadView(name) {
  later ??= loadLater().catch((error) => {
    later = undefined;
    throw error;
  });
  const [script] = await Promise.all([import(address(`${settings.views}${name}.js`)), later]);
  return script;
}

async function loadCases() {
  try {
    const response = await fetch(address(settings.cases));
    if (!response.ok) throw new Error(`the cases answered ${response.status}`);
    return await response.json();
  } catch (error) {
    cases = undefined;
    throw error;
  }
}

async function loadLater() {
  const style = element("link", { rel: "stylesheet", href: address(`${settings.views}views.css`) });
  const styled = new Promise((resolve, reject) => Object.assign(style, { onload: resolve, onerror: reject }));
  document.head.append(style);
  const response = await fetch(address(`${settings.views}words.${language}.json`));
  if (!response.ok) throw new Error(`the words of the views answered ${response.status}`);
  Object.assign(words, await response.json());
  await styled;
}

function render() {
  const isEmpty = flows.rows.length === 0;
  parts.flowsSection.hidden = false;
  parts.start.hidden = !isEmpty;
  for (const name of ["tools", "tablePlace", "downloads"]) parts[name].hidden = isEmpty;
  parts.run.hidden = isEmpty && !isMatching;
  if (isEmpty && !parts.start.childElementCount) parts.start.append(...startChoices());
  renderTools();
  renderRun();
  renderFileProblems();
  if (isEmpty) table.empty();
  else table.render();
  understandSoon();
}

function startChoices() {
  const examples = described.examples.map(({ id, label }) => button(label, () => loadExample(id), { look: "cx-primary" }));
  const tile = (title, text, ...actions) =>
    element("div", { className: "cx-tile" }, element("h3", {}, title), element("p", {}, text), element("div", { className: "cx-tile-actions" }, ...actions));
  return [
    tile(say("start.example-title"), say("start.example-text"), ...examples),
    tile(say("start.type-title"), say("start.type-text"), button(say("start.type"), startTyping, { symbol: "type" })),
    tile(say("start.sector-title"), say("start.sector-text"), button(say("start.sector"), startFromSector, { symbol: "sector" })),
    tile(
      say("start.file-title"),
      say("start.file-text"),
      button(say("start.file"), chooseFiles, { symbol: "file" }),
      button(say("start.template"), () => download({ type: "template" }), { symbol: "download", look: "cx-quiet" }),
    ),
  ];
}

function renderTools() {
  const focused = parts.tools.contains(document.activeElement) ? document.activeElement.dataset.tool : undefined;
  const tool = (name, label, act, options = {}) => button(label, act, { "data-tool": name, ...options });
  const examples = element(
    "select",
    { "aria-label": say("tools.example"), "data-tool": "example", className: "cx-select", onchange: (event) => loadExample(event.target.value) },
    element("option", { value: "" }, say("tools.example")),
    ...described.examples.map(({ id, label }) => element("option", { value: id }, label)),
  );
  parts.tools.replaceChildren(
    tool("add", say("tools.add-row"), addRow, { symbol: "add" }),
    tool("file", say("tools.file"), chooseFiles, { symbol: "file" }),
    examples,
    tool("sector", say("tools.sector"), startFromSector, { symbol: "sector" }),
    tool("undo", say("tools.undo"), undo, { symbol: "undo", disabled: !flows.canUndo }),
    tool("columns", say(table.showsFurther ? "tools.fewer-columns" : "tools.more-columns"), toggleColumns, {
      symbol: "table",
      "aria-pressed": String(table.showsFurther),
    }),
    tool("clear", say("tools.clear"), clear, { symbol: "remove", look: "cx-quiet" }),
  );
  if (focused) parts.tools.querySelector(`[data-tool="${focused}"]`)?.focus();
}

function downloadButtons(what) {
  return Object.entries(FORMATS).map(([format, label]) =>
    button(label, () => download({ type: "export", format, what, rows: what === "flows" ? flows.told : synergies.shown }), {
      look: "cx-format",
      "aria-label": say(`download.${what}-as`, { format: label }),
      "data-tool": `${what}-${format}`,
    }),
  );
}

function renderRun(progress) {
  const hadFocus = parts.run.contains(document.activeElement);
  if (!isMatching) {
    const count = flows.told.length;
    parts.run.replaceChildren(
      button(say("run.find"), findSynergies, { symbol: "find", look: "cx-primary cx-large", disabled: count === 0 }),
      element("span", { className: "cx-run-note" }, say("run.flows", { count })),
    );
  } else {
    const { done, total, label } = progress ?? {};
    const bar = element("progress", { className: "cx-progress", "aria-label": say("run.progress"), ...(total && { max: total, value: done }) });
    parts.run.replaceChildren(
      bar,
      element("span", { className: "cx-run-note", role: "status" }, label || say("run.working")),
      button(say("run.cancel"), cancel, { symbol: "stop" }),
    );
  }
  if (hadFocus) parts.run.querySelector("button")?.focus();
}

function updateProgress({ done, total, label, stage }) {
  const bar = parts.run.querySelector("progress");
  if (!bar || stage === "download" || stage === "start") return;
  if (total) Object.assign(bar, { max: total, value: done });
  const note = parts.run.querySelector(".cx-run-note");
  if (label && note.textContent !== label) note.textContent = label;
}

function renderFileProblems() {
  const whereOf = ({ file, sheet, row }) => [file, sheet, row && say("problems.row", { row })].filter(Boolean).join(", ");
  const lines = [...fileProblems, ...unexpected].map((problem) => problemLine(problem, whereOf(problem)));
  const dismiss = button(say("problems.dismiss"), () => {
    fileProblems = unexpected = [];
    renderFileProblems();
  }, { look: "cx-quiet" });
  parts.fileProblems.replaceChildren(...(lines.length ? [...lines, dismiss] : []));
}

// ---- The matcher's state

function showEngine({ state, stage, done, total }) {
  const megabytes = wording.megabytes;
  const shown = {
    loading: () => {
      const isStarting = stage === "start" || done === total;
      const text = isStarting ? say("engine.starting") : say("engine.downloading", { done: megabytes(done), total: megabytes(total) });
      const known = total > 1 && !isStarting ? { max: total, value: done } : {};
      return [element("progress", { className: "cx-progress", "aria-label": say("engine.progress"), ...known }), element("span", {}, text)];
    },
    ready: () => [element("span", { className: "cx-ready" }, say("engine.ready"))],
    lost: () => [
      element("span", { className: "cx-problem cx-is-error" }, say("engine.lost")),
      button(say("engine.retry"), retry, { symbol: "loop" }),
    ],
  };
  // What comes from this device is there in a moment: telling of it at once would only flicker.
  if (state === "loading" && total === 1) quietUntil = performance.now() + QUIET_START;
  const wait = state === "loading" ? quietUntil - performance.now() : 0;
  const draw = () => parts.engine.replaceChildren(...shown[state]());
  clearTimeout(engineTimer);
  if (wait > 0) engineTimer = setTimeout(draw, wait);
  else draw();
  if (state !== "ready") return;
  keepVisit();
  if (isAskedInVain) understandSoon();
}

function retry() {
  engine.warm().catch(showUnexpected);
}

// The interpreter is some megabytes: they are fetched when somebody means to use it, or where it costs nobody anything.
function beginLoadingAtIntent(hasDraft) {
  let hasBegun = false;
  const warm = () => {
    if (hasBegun) return; // Whoever was told that it failed decides when it is tried again.
    hasBegun = true;
    for (const sign of signs) place.removeEventListener(sign, warm);
    engine.warm().catch(() => {});
  };
  const signs = ["pointerover", "pointerdown", "focusin", "keydown", "dragenter"];
  for (const sign of signs) place.addEventListener(sign, warm, { passive: true });
  const connection = navigator.connection;
  const isFast = connection?.effectiveType === "4g" && !connection.saveData;
  if (hasDraft) warm();
  else if (isFast) afterPaint(warm);
}

function whenIdle(act) {
  if (globalThis.requestIdleCallback) requestIdleCallback(act);
  else setTimeout(act, 500);
}

function afterPaint(act) {
  const wait = () => setTimeout(() => whenIdle(act), 1500);
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
}

function atLeisure(act) {
  afterPaint(() => (engine.isBusy || isMatching ? atLeisure(act) : act()));
}

// Later visits need neither the network nor, where memory allows, the whole start of the interpreter.
function keepVisit() {
  if (visitIsKept || !navigator.serviceWorker) return;
  visitIsKept = true;
  atLeisure(async () => {
    try {
      const { keeping, withNeeds } = await import(address(`${settings.views}visit.js`));
      const keep = await keeping(address(settings.serviceWorker), root.href);
      const beside = navigator.connection?.saveData ? [] : await withNeeds(settings.area.map(address));
      const pages = keep(beside);
      const isRoomy = (navigator.deviceMemory ?? 4) >= 4 && !navigator.connection?.saveData;
      if (isRoomy) await engine.keepImage({ language, examples: described.examples.slice(0, 1).map(({ id }) => id) });
      await pages;
      place.dataset.kept = "yes";
    } catch {
      place.dataset.kept = "no"; // A browser that forbids keeping still does everything else.
    }
  });
}

// ---- What the visitor does

function onFlows(reason) {
  if (reason !== "kept") saveSoon();
  if (reason === "ids") return;
  if (hasResults && !resultsAreOld) {
    resultsAreOld = true;
    parts.old.hidden = false;
  }
  if (reason !== "cell") render();
  else {
    renderRun();
    understandSoon(UNDERSTAND_TYPED_AFTER);
    const undoTool = parts.tools.querySelector('[data-tool="undo"]');
    if (undoTool) undoTool.disabled = !flows.canUndo;
  }
}

function onChoice(reason) {
  if (reason !== "kept") saveSoon();
  for (const hear of choiceHearers) hear();
}

async function openDraft() {
  try {
    return takeDraft(await loadDraft());
  } catch {
    tellSaved("saved.not-opened");
    return takeDraft();
  }
}

/** What a draft holds, which this tab has seen from now on. */
function takeDraft({ rows = [], choices = NOTHING_CHOSEN, saved } = {}) {
  known = { saved, choices };
  return { rows, choices };
}

function saveSoon() {
  clearTimeout(saveTimer);
  saveTimer = setTimeout(saveNow, SAVE_AFTER);
}

function saveNow() {
  clearTimeout(saveTimer);
  if (!saveTimer) return;
  saveTimer = undefined;
  saving = saving.then(() => {
    const own = project.choices;
    return saveDraft(flows.rows.map(bare), own, known).then(
      (told) => takeKept(own, told),
      (error) => tellSaved(error?.name === "QuotaExceededError" ? "saved.full" : "saved.not"),
    );
  });
}

// The choices are *own* and perhaps another tab's; what was chosen while they were being kept is not lost.
function takeKept(own, { saved, others, choices }) {
  const found = known.saved === undefined ? "saved.found" : "saved.merged";
  known = { saved, choices };
  if (others.length) flows.join(others);
  if (choices !== own) project.follow(merged(own, project.choices, choices));
  tellSaved(others.length ? found : "saved.here");
}

// What another tab has kept is shown here too, unless something typed here waits to be kept: then saving puts both together.
async function followDraft(wasDeleted = false) {
  await saving;
  if (saveTimer || isMatching) return;
  const draft = await loadDraft().catch(() => undefined);
  if (saveTimer || draft?.saved === known.saved || (!draft && !wasDeleted)) return;
  const { rows, choices } = takeDraft(draft);
  if (!isSame(rows, flows.rows.map(bare))) flows.follow(rows);
  if (!isSame(choices, project.choices)) project.follow(choices);
  tellSaved("saved.followed");
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function tellSaved(key) {
  parts.saved.textContent = say(key);
}

function startTyping() {
  const [first] = flows.add([{ side: "have" }, { side: "have" }, { side: "want" }]);
  table.focusCell(first, "text");
}

function addRow() {
  const [key] = flows.add([{ side: flows.rows.at(-1)?.side ?? "have" }]);
  table.focusCell(key, "text");
}

function undo() {
  flows.undo();
}

// A page that tells of resources hands them over in the address, each before its text: they become rows, once.
function takeWantedRows() {
  const sides = new Set(described.sides.map(({ id }) => id));
  const rows = [];
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (sides.has(name)) rows.push({ side: name, text: "", resources: value, language });
    else if (name === "text" && rows.length) rows.at(-1).text = value;
  }
  const told = rows.filter(({ text }) => text);
  if (!told.length) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  addFlows(told);
}

function addFlows(rows) {
  for (const { resources, text } of rows) labels.set(resources, text);
  const [first] = flows.fill(rows);
  table.focusCell(first, rows[0].site ? "quantity" : "site");
  announce(say("sector.added", { count: rows.length }), { undo: true });
}

function toggleColumns() {
  table.showFurther(!table.showsFurther);
  renderTools();
}

function clear() {
  flows.clear();
  fileProblems = unexpected = [];
  tellNote("");
  announce(say("toast.cleared"), { undo: true });
  parts.flowsSection.querySelector("h2").focus();
  render();
}

// Among the visitor's own flows an example is only added; alone, it is matched at once.
async function loadExample(example) {
  if (!example || isMatching) return;
  const isAlone = !flows.rows.some(saysSomething);
  isMatching = isAlone;
  renderRun();
  await guarded(async () => {
    if (!isAlone) {
      const { rows, note } = await engine.ask({ type: "example", language, example });
      flows.fill(rows);
      tellNote(note);
      return announce(say("toast.read", { count: rows.length }), { undo: true });
    }
    const answer = await engine.example(language, example, updateProgress);
    isMatching = false;
    tellNote(answer.note);
    flows.fill(answer.rows, (keys) => takeNotes(answer, keys, answer.rows));
    showSynergies(answer, answer.rows);
  });
  isMatching = false;
  renderRun();
}

function tellNote(note) {
  parts.note.textContent = note;
  parts.note.hidden = !note;
}

function chooseFiles() {
  parts.chooser.click();
}

async function readFiles(list) {
  const { file_bytes: most } = described.limits;
  const { projects, others: files } = await projectsAmong(list);
  if (projects.length) await openProjects(projects);
  if (!files.length) return;
  const tooLarge = files.filter(({ size }) => size > most);
  fileProblems = tooLarge.map(({ name }) => ({
    severity: "error",
    message: say("problems.too-large", { name, most: wording.megabytes(most) }),
    cure: say("problems.too-large-cure"),
  }));
  const fitting = files.filter(({ size }) => size <= most);
  if (fitting.length) await read({ files: await encoded(fitting) }, fileProblems);
  else renderFileProblems();
}

/** Put projects together, each as {name, text}; where something is here already, ask whether it belongs to them. */
async function openProjects(found) {
  await guarded(async () => {
    announce(say("toast.reading"));
    const opened = [];
    for (const { name, text } of found) opened.push({ name, ...(await engine.ask({ type: "open-project", language, text, name })) });
    const told = opened.filter(({ project: one }) => one.flows.length);
    const names = told.map(({ name }) => name).join(", ");
    const way = told.length && flows.rows.some(saysSomething) ? await askHow(names, told.length) : "open";
    if (way === "keep") return announce(say("replace.kept"));
    const whole = await together([...(way === "join" ? [{ name: "", project: wholeProject() }] : []), ...told]);
    fileProblems = [...opened.flatMap((one) => one.problems), ...whole.problems];
    renderFileProblems();
    if (!told.length) return;
    flows.replace(whole.project.flows);
    project.replace(choicesOf(whole.project));
    await findSynergies();
    const isOne = told.length === 1 && way === "open";
    announce(isOne ? say("replace.done", { name: names }) : say("replace.joined", { names, count: told.length }), { undo: () => (flows.undo(), project.undo()) });
  });
}

async function together(projects) {
  if (projects.length < 2) return { ...projects[0], problems: [] };
  return engine.ask({ type: "merge", language, projects: projects.map(({ name, project: one }) => ({ name, project: one })) });
}

/** Whether what is here is put "join"ed with the projects, makes way so that they "open", or is "keep"t alone. */
function askHow(names, count) {
  return new Promise((resolve) => {
    let answer = "keep";
    const act = (choice) => () => {
      answer = choice;
      close();
    };
    const close = openDialog(
      place,
      { title: say("replace.title", { name: names }), onClose: () => resolve(answer) },
      element("p", {}, say("replace.join-text", { count })),
      element("p", {}, say("replace.text", { count })),
      element(
        "div",
        { className: "cx-dialog-actions" },
        button(say("download.project"), saveProject, { symbol: "download", look: "cx-quiet" }),
        button(say("replace.keep"), act("keep")),
        button(say("replace.act"), act("open")),
        button(say("replace.join"), act("join"), { look: "cx-primary" }),
      ),
    );
  });
}

function wholeProject() {
  flows.identify();
  return projectOf(project.choices, flows.told, language);
}

function saveProject() {
  return download({ type: "save-project", project: wholeProject() });
}

/** Tell what a copy without names leaves out, before it is saved. */
function askToRedact() {
  const act = async () => {
    close();
    await download({ type: "save-project", project: wholeProject(), redacted: true });
  };
  const close = openDialog(
    place,
    { title: say("redacted.title") },
    element("p", {}, say("redacted.text")),
    element("p", {}, say("redacted.wall")),
    element(
      "div",
      { className: "cx-dialog-actions" },
      button(say("redacted.cancel"), () => close()),
      button(say("redacted.act"), act, { symbol: "download", look: "cx-primary" }),
    ),
  );
}

async function read(source, earlier = []) {
  await guarded(async () => {
    announce(say("toast.reading"));
    const answer = await engine.ask({ type: "read", language, ...source });
    const take = (keys) => (fileProblems = [...earlier, ...takeProblems(answer.problems, keys)]);
    if (answer.rows.length) flows.fill(answer.rows, take);
    else take([]);
    renderFileProblems();
    announce(say("toast.read", { count: answer.rows.length }), { undo: answer.rows.length > 0 });
  });
}

// A problem of a row stands under that row; one of a whole file, or of a row that is not there, above the table.
function takeProblems(found, keys) {
  for (const key of keys) problems.delete(key);
  const ofRows = found.filter(({ index }) => keys[index] !== undefined);
  for (const problem of ofRows) problems.set(keys[problem.index], [...(problems.get(keys[problem.index]) ?? []), problem]);
  return found.filter((problem) => !ofRows.includes(problem));
}

async function findSynergies() {
  if (isMatching || !flows.told.length) return;
  isMatching = true;
  flows.identify();
  renderRun();
  parts.run.querySelector("button").focus({ preventScroll: true });
  const [rows, keys] = [flows.told, flows.toldKeys];
  await guarded(async () => {
    const answer = await engine.ask({ type: "match", language, rows, options: {} }, { channel: "match", onProgress: updateProgress });
    takeNotes(answer, keys, rows);
    isMatching = false;
    table.refreshAllNotes();
    understandSoon();
    showSynergies(answer, rows);
    renderFileProblems();
  });
  isMatching = false;
  renderRun();
}

function takeNotes({ problems: found, recognised }, keys, rows) {
  takeProblems(found, keys);
  rows.forEach((row, place) => {
    const seen = recognised[place] ?? [];
    if (seen.length && !idsOf(row).length) takeUnderstanding(row, { recognised: seen });
  });
}

function showSynergies({ synergies: found }, rows) {
  unexpected = [];
  matchedRows = rows;
  hasResults = true;
  resultsAreOld = false;
  parts.old.hidden = true;
  parts.results.hidden = false;
  parts.resultsTools.hidden = found.length === 0;
  renderRun();
  views.forgetCards();
  synergies.show(found);
  views.refresh();
  whenIdle(() => guarded(views.fillCards));
  parts.resultsTitle.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  toResults(calm ? "instant" : "smooth");
  followsResults = true;
}

// Whoever has not moved since the results came stays with them while the table above still grows.
function followResults() {
  if (followsResults) toResults("instant");
}

function toResults(behavior) {
  parts.results.scrollIntoView({ behavior, block: "start" });
}

function cancel() {
  engine.cancel().catch(showUnexpected);
}

// ---- What the matcher understands of the rows

const meaningOf = (row) => JSON.stringify(BEARING.map((column) => row[column] ?? ""));

function takeEdit(key, column) {
  const left = column === "text" ? [] : (problems.get(key) ?? []).filter((problem) => problem.column !== column);
  problems.set(key, left);
  table.refreshNotes(key);
  if (BEARING.includes(column)) understandSoon();
}

function understandSoon(after = UNDERSTAND_AFTER) {
  clearTimeout(understandTimer);
  understandTimer = setTimeout(understand, after);
}

/** Ask what the rows say that are on the screen, those of which it is not known yet. */
async function understand() {
  const isNew = (row) => !understood.has(meaningOf(row)) || idsOf(row).some((id) => !labels.has(id));
  const rows = table.shown.filter((row) => saysSomething(row) && isNew(row));
  if (!rows.length || isMatching) return;
  const request = { type: "recognise", language, rows: rows.map(bare) };
  const fail = (error) => void (isAskedInVain ||= !(error instanceof Superseded));
  const answer = await engine.ask(request, { channel: "recognise" }).catch(fail);
  if (!answer) return;
  isAskedInVain = false;
  rows.forEach((row, place) => takeUnderstanding(row, answer.rows[place] ?? {}));
  for (const { _key } of rows) table.refreshNotes(_key);
}

function takeUnderstanding(row, told) {
  understood.set(meaningOf(row), told);
  for (const id of idsOf(row)) if (!labels.has(id)) labels.set(id, id); // Unknown ones are not asked for again.
  for (const { resource, label } of [told.recognised, told.nearest, told.chosen].flat().filter(Boolean)) labels.set(resource, label);
}

function askWhatItIs(row, choose) {
  const suggest = async (text) => {
    const request = { type: "suggest", language, text, side: row.side, text_language: text === row.text ? row.language : "" };
    const answer = await engine.ask(request, { channel: "suggest" }).catch(() => undefined);
    return answer?.resources ?? [];
  };
  askForResource({
    place,
    say,
    text: row.text?.trim() ?? "",
    suggest,
    onChoose: ({ resource, label }) => {
      labels.set(resource, label);
      choose(resource);
    },
  });
}

function startFromSector() {
  askForSector({
    place,
    wording,
    described,
    language,
    search: async (text) => (await engine.ask({ type: "sectors", language, text }).catch(() => ({ sectors: [] }))).sectors,
    typicalOf: (sector) => engine.ask({ type: "typical", language, sector }),
    onAdd: addFlows,
  });
}

async function download(request) {
  await guarded(async () => {
    const answer = await engine.ask({ language, ...request });
    save(answer);
    announce(say("toast.saved-as", { name: answer.name }));
  });
}

function askToDelete() {
  const act = async () => {
    close();
    flows.start([]);
    project.start(NOTHING_CHOSEN);
    clearTimeout(saveTimer);
    saveTimer = undefined;
    takeDraft();
    hasResults = false;
    parts.results.hidden = true;
    fileProblems = unexpected = [];
    tellNote("");
    await deleteEverything().then(() => announce(say("delete.done")), () => announce(say("delete.failed")));
    render();
    parts.flowsSection.querySelector("h2").focus();
  };
  const close = openDialog(
    place,
    { title: say("delete.title") },
    element("p", {}, say("delete.text")),
    element("div", { className: "cx-dialog-actions" }, button(say("delete.keep"), () => close()), button(say("delete.act"), act, { look: "cx-danger" })),
  );
}

// ---- What the visitor is told

async function guarded(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof Superseded) return;
    if (error instanceof Cancelled) announce(say("run.cancelled"));
    else showUnexpected(error);
  }
}

function showUnexpected(error) {
  if (error instanceof Cancelled) return;
  const problem = error instanceof BridgeFailure && !error.message ? "not-fetched" : "unexpected";
  const message = (error instanceof BridgeFailure && error.message) || say(`problems.${problem}`);
  unexpected = [{ severity: "error", message, cure: say(`problems.${problem}-cure`) }];
  renderFileProblems();
  console.error(error, error?.detail ?? "");
}
