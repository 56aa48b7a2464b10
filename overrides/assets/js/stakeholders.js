// The stakeholder map: a matrix and a list that visitors filter and change. What they change stays on their device.

import { button, csv, element, filled, forget, keep, kept, save } from "./parts.js";
import { workbook, XLSX } from "./workbook.js";

const STORE = "catalyst-stakeholders";
const LEVELS = [1, 2, 3];
const JUDGED = ["relevance", "influence", "interest"];
const COLUMNS = ["name", "country", "kind", ...JUDGED, "role", "source"];
const COUNTRIES = ["NO", "RO", "other"];
const { rows: given, kinds, words } = JSON.parse(document.getElementById("stakeholder-settings").textContent);
const plural = new Intl.PluralRules(document.documentElement.lang);
const place = document.getElementById("stakeholders");
// Readers of Norwegian and Romanian begin with their own country.
const HOME = { nb: "NO", ro: "RO" };
const filters = { country: HOME[document.documentElement.lang] ?? "", kind: "", text: "" };
const NOTHING = { changed: {}, left: [], own: [] }; // As {changed: {id: {relevance …}}, left: [id], own: [row]}.
let state = structuredClone({ ...NOTHING, ...kept(STORE) });
let edited; // The id of the own row that is in the form.

const said = (key, blanks) => filled(words[key], blanks);
const count = element("p", { className: "stake-count", role: "status" });
const matrix = element("div");
const status = element("p", { className: "stake-status", role: "status" });
const list = element("ul", { className: "stake-list" });
const form = formOf();
place.replaceChildren(filterBar(), count, heading("matrix"), matrix, bar(), status, heading("list"), list, form);
draw();

// ---- What the map holds

function remember(told = words.kept) {
  status.textContent = keep(STORE, state) ? told : words.unkept;
}

function all() {
  const ours = given.filter(({ id }) => !state.left.includes(id)).map((row) => ({ ...row, ...state.changed[row.id] }));
  return [...state.own.map((row) => ({ ...row, isOwn: true })), ...ours];
}

function shown() {
  const text = folded(filters.text);
  return all().filter(
    (row) =>
      (!filters.country || row.country === filters.country) &&
      (!filters.kind || row.kind === filters.kind) &&
      (!text || folded(`${row.name} ${row.role}`).includes(text)),
  );
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function change(row, name, value) {
  if (row.isOwn) state.own = state.own.map((one) => (one.id === row.id ? { ...one, [name]: value } : one));
  else state.changed[row.id] = { ...state.changed[row.id], [name]: value };
  remember();
  drawMatrix();
}

function remove(row) {
  if (row.isOwn) state.own = state.own.filter(({ id }) => id !== row.id);
  else state.left.push(row.id);
  remember(said("removed", row));
  draw();
  document.getElementById("stake-list").focus();
}

// ---- What is seen

function draw() {
  drawMatrix();
  list.replaceChildren(...shown().map(card));
}

function drawMatrix() {
  const rows = shown();
  count.textContent = said(`count.${plural.select(rows.length)}`, { count: rows.length });
  const head = element("tr", {}, header("col", words.axis), ...LEVELS.map((level) => header("col", words[`level.${level}`])));
  const body = [...LEVELS].reverse().map((influence) =>
    element("tr", {}, header("row", words[`level.${influence}`]), ...LEVELS.map((interest) => cellOf(rows, influence, interest))),
  );
  const table = element("table", { className: "stake-matrix" }, element("thead", {}, head), element("tbody", {}, ...body));
  matrix.replaceChildren(element("div", { className: "stake-frame", tabIndex: 0, role: "region", "aria-label": words.matrix }, table));
}

function cellOf(rows, influence, interest) {
  const here = within(rows, influence, interest);
  const advice = words[`advice.${influence}${interest}`];
  const names = here.map((row) => element("li", { className: `stake-${row.relevance}`, textContent: named(row) }));
  const inner = [advice && element("strong", { textContent: advice }), names.length ? element("ul", {}, ...names) : element("span", { className: "stake-nobody", textContent: words.nobody })];
  return element("td", {}, ...inner.filter(Boolean));
}

/** A name, with its country where both are seen: groups are called the same in both. */
function named({ name, country }) {
  return filters.country || country === "other" ? name : `${name} (${country})`;
}

function within(rows, influence, interest) {
  return rows.filter((row) => row.influence === influence && row.interest === interest);
}

function card(row) {
  const line = [kinds[row.kind], words[`country.${row.country}`], row.isOwn && words.own].filter(Boolean).join(" · ");
  const parts = [
    element("h3", { textContent: row.name }),
    element("p", { className: "stake-line", textContent: line }),
    row.role && element("p", { textContent: row.role }),
    element("div", { className: "stake-levels" }, ...JUDGED.map((name) => levelOf(row, name))),
    element("p", { className: "stake-tools" }, ...toolsOf(row)),
  ];
  return element("li", { className: "stake-card" }, ...parts.filter(Boolean));
}

function levelOf(row, name) {
  const choice = select(LEVELS.map((level) => [level, words[`level.${level}`]]), row[name], { "aria-label": said("of", { what: words[name], name: row.name }) });
  choice.addEventListener("change", () => change(row, name, Number(choice.value)));
  return element("label", {}, element("span", { textContent: words[name] }), choice);
}

function toolsOf(row) {
  const address = /^https?:\/\//.test(row.source ?? "") && element("a", { href: row.source, textContent: words.source });
  const tools = [
    address,
    row.isOwn && toolOf(row, "edit", () => toForm(row)),
    toolOf(row, "remove", () => remove(row)),
  ];
  return tools.filter(Boolean);
}

function toolOf({ name }, key, act) {
  return button(words[key], act, { className: "stake-button", "aria-label": said("of", { what: words[key], name }) });
}

// ---- Filters, and what can be saved

function filterBar() {
  const choices = [
    ["country", COUNTRIES.map((code) => [code, words[`country.${code}`]])],
    ["kind", Object.entries(kinds)],
  ].map(([name, options]) => {
    const choice = select([["", words.all], ...options], filters[name], { name });
    choice.addEventListener("change", () => ((filters[name] = choice.value), draw()));
    return element("label", {}, element("span", { textContent: words[name] }), choice);
  });
  const field = element("input", { type: "search", name: "text" });
  field.addEventListener("input", () => ((filters.text = field.value), draw()));
  return element("div", { className: "stake-filters" }, ...choices, element("label", {}, element("span", { textContent: words.find }), field));
}

function bar() {
  const file = element("input", { type: "file", accept: ".csv,text/csv", hidden: true });
  file.addEventListener("change", async () => {
    if (file.files[0]) takeIn(file.files[0].name, await file.files[0].text());
    file.value = "";
  });
  return element(
    "p",
    { className: "stake-bar" },
    button(words.csv, () => save("stakeholders.csv", `\ufeff${asCsv(shown())}`, "text/csv")),
    button(words.xlsx, () => save("stakeholders.xlsx", workbook(sheetsOf(shown())), XLSX)),
    button(words.svg, () => save("stakeholders.svg", asSvg(shown()), "image/svg+xml")),
    button(words.load, () => file.click()),
    button(words.reset, reset),
    file,
  );
}

function reset() {
  if (!confirm(words.sure)) return;
  forget(STORE);
  state = structuredClone(NOTHING);
  status.textContent = "";
  toForm();
  draw();
}

/** The list and the matrix in words, for a spreadsheet; what opens again on this page is the CSV. */
function sheetsOf(rows) {
  const told = { kind: ({ kind }) => kinds[kind], country: ({ country }) => words[`country.${country}`] };
  const listed = rows.map((row) => COLUMNS.map((name) => told[name]?.(row) ?? row[name]));
  const down = [...LEVELS].reverse().map((influence) => [words[`level.${influence}`], ...LEVELS.map((interest) => within(rows, influence, interest).map(named).join("; "))]);
  const across = [words.axis, ...LEVELS.map((interest) => words[`level.${interest}`])];
  return [
    { name: words.list, rows: [COLUMNS.map((name) => (JUDGED.includes(name) ? said("judged", { what: words[name] }) : words[name])), ...listed] },
    { name: words.sheet, rows: [across, ...down] },
  ];
}

const asCsv = (rows) => csv([COLUMNS, ...rows.map((row) => COLUMNS.map((name) => row[name]))]);

/** The lines of a CSV, each a list of cells. */
function cellsOf(text) {
  const bare = text.replace(/^\ufeff/, "");
  const by = bare.split(/\r?\n/, 1)[0].includes(";") ? ";" : ",";
  const lines = [[""]];
  let isQuoted = false;
  for (let at = 0; at < bare.length; at++) {
    const sign = bare[at];
    const line = lines.at(-1);
    if (isQuoted && sign === '"' && bare[at + 1] === '"') (line[line.length - 1] += sign), at++;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === by) line.push("");
    else if (!isQuoted && sign === "\n") lines.push([""]);
    else if (sign !== "\r" || isQuoted) line[line.length - 1] += sign;
  }
  return lines;
}

function takeIn(file, text) {
  const [head, ...lines] = cellsOf(text);
  if (COLUMNS.some((name) => !head.includes(name))) return (status.textContent = said("unread", { file, columns: COLUMNS.join(", ") }));
  const found = [];
  for (const [at, cells] of lines.entries()) {
    if (cells.every((cell) => !cell.trim())) continue;
    const row = Object.fromEntries(head.map((name, place) => [name, (cells[place] ?? "").trim().replace(/^'(?=[=+\-@])/, "")]));
    const wrong = wrongIn(row);
    if (wrong) return (status.textContent = said("wrong", { file, line: at + 2, ...wrong }));
    found.push({ ...row, ...Object.fromEntries(JUDGED.map((name) => [name, Number(row[name])])) });
  }
  for (const row of found) put(row);
  remember(said("loaded", { file, count: found.length }));
  draw();
}

function wrongIn(row) {
  const allowed = { country: COUNTRIES, kind: Object.keys(kinds), ...Object.fromEntries(JUDGED.map((name) => [name, LEVELS.map(String)])) };
  for (const [column, known] of Object.entries(allowed)) {
    if (!known.includes(row[column])) return { column, value: row[column], known: known.join(", ") };
  }
  return undefined;
}

/** A row that has the name of one on the map changes that one; another is added. */
function put(row) {
  const same = given.find(({ name, country }) => name === row.name && country === row.country);
  if (same) {
    state.left = state.left.filter((id) => id !== same.id);
    state.changed[same.id] = Object.fromEntries(JUDGED.map((name) => [name, row[name]]));
    return;
  }
  const before = state.own.find(({ name, country }) => name === row.name && country === row.country);
  const { name, country, kind, relevance, influence, interest, role, source } = row;
  const kept = { id: before?.id ?? newId(), name, country, kind, relevance, influence, interest, role, source };
  state.own = before ? state.own.map((one) => (one === before ? kept : one)) : [kept, ...state.own];
}

function newId() {
  return `own-${Math.random().toString(36).slice(2, 10)}`;
}

// The matrix as a drawing that stands by itself.
function asSvg(rows) {
  const [left, top, wide, step] = [90, 44, 270, 17];
  const heights = [...LEVELS].reverse().map((influence) => Math.max(...LEVELS.map((interest) => within(rows, influence, interest).length), 2) * step + 34);
  const height = top + heights.reduce((sum, one) => sum + one, 0);
  const parts = [text(8, 20, words.axis, 13, 650), ...LEVELS.map((level, at) => text(left + at * wide + 8, top - 8, words[`level.${level}`], 13, 650))];
  let y = top;
  [...LEVELS].reverse().forEach((influence, row) => {
    parts.push(text(8, y + 20, words[`level.${influence}`], 13, 650));
    LEVELS.forEach((interest, at) => {
      const x = left + at * wide;
      parts.push(`<rect x="${x}" y="${y}" width="${wide}" height="${heights[row]}" fill="${influence + interest > 4 ? "#e9f2f0" : "#fff"}" stroke="#d5dedb"/>`);
      const advice = words[`advice.${influence}${interest}`];
      if (advice) parts.push(text(x + 8, y + 18, advice, 12, 650, "#9c4a0f"));
      within(rows, influence, interest).map(named).forEach((name, line) => parts.push(text(x + 8, y + 38 + line * step, name.length > 42 ? `${name.slice(0, 41)}…` : name, 12)));
    });
    y += heights[row];
  });
  const width = left + 3 * wide + 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + 4}" width="${width}" height="${height + 4}" font-family="Source Sans 3, sans-serif"><title>${escaped(words.matrix)}</title><rect width="100%" height="100%" fill="#fff"/>${parts.join("")}</svg>\n`;
}

function text(x, y, told, size, weight = 400, fill = "#10272b") {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(told)}</text>`;
}

function escaped(told) {
  return told.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

// ---- The form for own rows

function formOf() {
  const made = element("form", { className: "stake-form" }, element("h2", { textContent: words.add }));
  made.append(labelled("name", element("input", { name: "name", type: "text", maxLength: 120 })));
  made.append(labelled("country", select(COUNTRIES.map((code) => [code, words[`country.${code}`]]), "NO", { name: "country" })));
  made.append(labelled("kind", select(Object.entries(kinds), "firm", { name: "kind" })));
  for (const name of JUDGED) made.append(labelled(name, select(LEVELS.map((level) => [level, words[`level.${level}`]]), 2, { name })));
  made.append(labelled("role", element("input", { name: "role", type: "text", maxLength: 200 })));
  made.append(element("p", {}, element("button", { type: "submit", className: "md-button md-button--primary", textContent: words.save })));
  made.addEventListener("submit", (event) => (event.preventDefault(), submit()));
  return made;
}

function labelled(name, field) {
  return element("label", {}, element("span", { textContent: words[name] }), field);
}

function submit() {
  const fields = form.elements;
  const row = Object.fromEntries(["name", "country", "kind", "role"].map((name) => [name, fields.namedItem(name).value.trim()]));
  for (const name of JUDGED) row[name] = Number(fields.namedItem(name).value);
  if (!row.name) {
    status.textContent = words.nameless;
    fields.namedItem("name").focus();
    return;
  }
  if (edited) state.own = state.own.filter(({ id }) => id !== edited);
  put({ ...row, source: "" });
  remember(said("added", row));
  toForm();
  draw();
}

/** Put an own *row* into the form to change it; without one, empty the form. */
function toForm(row) {
  edited = row?.id;
  form.reset();
  form.querySelector("h2").textContent = row ? said("change", row) : words.add;
  form.querySelector("button").textContent = row ? words.keep : words.save;
  if (!row) return;
  for (const name of ["name", "country", "kind", "role", ...JUDGED]) form.elements.namedItem(name).value = row[name];
  form.elements.namedItem("name").focus();
}

// ---- Parts

function select(options, chosen, properties) {
  const made = element("select", properties, ...options.map(([value, told]) => element("option", { value, textContent: told, defaultSelected: String(value) === String(chosen) })));
  made.value = chosen;
  return made;
}

function header(scope, told) {
  return element("th", { scope, textContent: told });
}

function heading(key) {
  return element("h2", { id: `stake-${key}`, tabIndex: -1, textContent: words[key] });
}
