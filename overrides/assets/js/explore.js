// What can become of it? Browses and searches what the matcher knows; every view has its own address after the "#".

import { find, ready } from "./explore-finding.js";
import { button, element, filled } from "./parts.js";

const SHOWN_AT_ONCE = 20;
const USES_AT_ONCE = 10;
const PAUSE = 150;
// Ids and codes that stand at the start; the tests of the site see to it that they exist.
const EXAMPLES = {
  whey: "resource=whey",
  "fly-ash": "resource=coal-fly-ash",
  heat: "resource=waste-heat",
  bakery: "sector=10.71",
  code: "code=100202",
};
const LISTS = ["resources", "roles", "sectors", "codes"];
const VIEWS = { resource, sector, code, browse };

const language = document.documentElement.lang;
const { knowledge: address, names: otherNames, cases: casesAddress, root, words } = JSON.parse(
  document.getElementById("explorer-settings").textContent,
);
const plural = new Intl.PluralRules(language);
const collator = new Intl.Collator(language);
const pageTitle = document.title;

const place = document.getElementById("explorer");
const field = element("input", { type: "search", id: "explore-words", "aria-describedby": "explore-hint", autocomplete: "off", spellcheck: false });
const status = element("p", { className: "ex-status", role: "status" });
const view = element("div", { className: "ex-view" });

let known;
let loading;
let foreign;
let library; // The cases in which resources were passed on.
let asked = 0;
let waiting;
let left = "";

build();
addEventListener("hashchange", () => route({ isMove: true }));
route({ isMove: Boolean(location.hash) });

// What stands on the page before anything is looked up.

function build() {
  field.placeholder = words.placeholder;
  const form = element(
    "form",
    { className: "ex-search", role: "search" },
    element("label", { htmlFor: field.id }, words.label),
    field,
    element("p", { id: "explore-hint", className: "ex-hint" }, words.hint),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  field.addEventListener("focus", () => load().catch(fail));
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  });
  place.addEventListener("keydown", walk);
  place.replaceChildren(form, status, view);
}

function start() {
  status.textContent = "";
  view.replaceChildren(
    element("h2", { className: "ex-small" }, words.start),
    chips(Object.entries(EXAMPLES).map(([name, hash]) => link(hash, words[`example.${name}`]))),
    element("h2", { className: "ex-small" }, words.browse),
    chips(LISTS.map((name) => link(`browse=${name}`, words[`browse.${name}`]))),
  );
}

// Which view the address asks for. An anchor of the page itself, such as that of the skip link, changes nothing.

async function route({ isMove = false } = {}) {
  const asks = new URLSearchParams(location.hash.slice(1));
  const [[name, key] = ["", ""]] = asks;
  if (name && name !== "q" && !VIEWS[name]) return;
  for (const other of document.querySelectorAll(".languages a")) other.hash = location.hash;
  const question = ++asked;
  if (document.activeElement !== field) field.value = name === "q" ? key : "";
  if (!name || (name === "q" && !key.trim())) {
    document.title = pageTitle;
    return start();
  }
  try {
    if (!known) status.textContent = words.loading;
    await load();
    if (question !== asked) return;
    if (name === "q") results(key, isMove);
    else show(VIEWS[name](key), isMove);
    left = location.hash;
  } catch (problem) {
    if (question === asked) fail(problem);
  }
}

function search() {
  const text = field.value.trim();
  const hash = text ? `#${new URLSearchParams({ q: text })}` : "";
  if (hash === location.hash) return route();
  const isSameView = !location.hash || location.hash.startsWith("#q=");
  history[isSameView ? "replaceState" : "pushState"](null, "", hash || location.pathname + location.search);
  return route();
}

function show(content, isMove) {
  status.textContent = "";
  view.replaceChildren(...(content ?? [element("h2", { tabIndex: -1 }, words.missing)]));
  const heading = view.querySelector("h2");
  document.title = `${heading.textContent} – ${pageTitle}`;
  if (isMove) heading.focus();
}

function fail(problem) {
  loading = undefined;
  status.textContent = words.failed;
  view.replaceChildren();
  console.error(problem);
}

// What is known: one file in the visitor's language, then the names that resources have in the other two.

function load() {
  loading ??= fetched(address).then((told) => {
    known = understood(told);
    foreign = withForeignNames(known);
    foreign.catch(console.error);
  });
  return loading;
}

async function fetched(path) {
  const answer = await fetch(new URL(path, location.href));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function understood(told) {
  const resources = told.resources.map(([id, parent, nature, kind, names, codes, cautions, source], number) => ({
    number, id, parent, nature: told.natures[nature], kind: told.kinds[kind], names: names.split(";"),
    label: names.split(";")[0], codes: codes.split(" ").filter(Boolean), cautions, source, children: [], foreign: {},
  }));
  for (const one of resources) if (one.parent >= 0) resources[one.parent].children.push(one.number);
  const uses = told.uses.map(([have, want, strength, treatments, conditions, sectors, source]) => ({
    have, want, strength, treatments, conditions, sectors, source,
  }));
  const sectors = new Map(told.sectors.map(([sectorCode, above, title, names, haves, wants]) => [sectorCode, {
    code: sectorCode, above, title, names: names.split(";").filter(Boolean), haves, wants,
  }]));
  const codes = new Map(told.codes.map(([digits, hazard, title, tag, change, found, reason]) => [digits, {
    digits, hazard, title, tag, change, resources: found, reason,
  }]));
  const knowledge = {
    ...told, resources, uses, sectors, codes,
    byId: new Map(resources.map((one) => [one.id, one])),
    usesOf: grouped(uses, (use) => use.have),
    usesFor: grouped(uses, (use) => use.want),
  };
  return { ...knowledge, entries: entries(knowledge) };
}

function grouped(list, key) {
  const groups = new Map();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

function entries({ resources, sectors, codes }) {
  const all = [
    ...resources.map((one) => ({
      view: "resource", hash: `resource=${one.id}`, title: one.label, note: natureOf(one), names: ready(one.names),
      worth: one.nature === "group" ? 0.95 : 1,
    })),
    ...[...sectors.values()].map((one) => ({
      view: "sector", hash: `sector=${one.code}`, title: titleOf(one), note: words.sector,
      names: ready([one.title, ...one.names]), digits: /^\d/.test(one.code) ? one.code.replace(/\D/g, "") : "", worth: 0.93,
    })),
    ...[...codes.values()].map((one) => ({
      view: "code", hash: `code=${one.digits}`, title: `${printed(one)} ${one.title}`, note: words.code,
      names: ready([one.title]), digits: one.digits, worth: 0.88,
    })),
  ];
  return all.map((entry, number) => ({ ...entry, place: number }));
}

async function withForeignNames(knowledge) {
  for (const [tag, path] of Object.entries(otherNames)) {
    const names = await fetched(path);
    knowledge.resources.forEach((one, number) => {
      one.foreign[tag] = names[number].split(";");
      knowledge.entries[number].names.push(...ready(one.foreign[tag], tag));
    });
  }
  if (location.hash.startsWith("#q=") && !view.contains(document.activeElement)) route();
}

// Results of a search.

function results(text, isMove) {
  const { found, isWhole } = find(known.entries, text);
  const list = element("ol", { className: "ex-results" });
  const more = button(words.more, () => {
    const shown = list.children.length;
    list.append(...found.slice(shown, shown + SHOWN_AT_ONCE).map(result));
    more.hidden = found.length <= list.children.length;
    list.children[shown].querySelector("a").focus();
  }, { className: "ex-more" });
  list.append(...found.slice(0, SHOWN_AT_ONCE).map(result));
  more.hidden = found.length <= SHOWN_AT_ONCE;
  status.textContent = said(found.length, isWhole, text);
  view.replaceChildren(list, more);
  document.title = `${text} – ${pageTitle}`;
  // Who comes back from an entry stands again where the entry stands in the list.
  if (isMove && left) list.querySelector(`a[href="${CSS.escape(left)}"]`)?.focus();
}

function said(number, isWhole, text) {
  if (!number) return words.none.replace("{words}", () => text);
  const phrase = words[`found.${plural.select(number)}`] ?? words["found.other"];
  const count = phrase.replace("{count}", new Intl.NumberFormat(language).format(number));
  return isWhole ? count : `${words.some} ${count}`;
}

function result({ entry, name }) {
  const parts = [element("strong", {}, entry.title), element("span", { className: "ex-note" }, entry.note)];
  if (name && !entry.title.includes(name.text)) {
    parts.push(element("span", { className: "ex-note", lang: name.language || language }, worded("also", { name: name.text })));
  }
  return element("li", {}, link(entry.hash, ...parts));
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...view.querySelectorAll(".ex-results a")];
  const isHere = document.activeElement === field || links.includes(document.activeElement);
  if (!step || !links.length || !isHere) return;
  event.preventDefault();
  const next = links.indexOf(document.activeElement) + step;
  (next < 0 ? field : (links[next] ?? links.at(-1))).focus();
}

// A resource.

function resource(id) {
  const one = known.byId.get(id);
  if (!one) return null;
  const isRole = one.nature === "role";
  const serves = mostSureFirst([one, ...above(one)].flatMap((kin) => known.usesOf.get(kin.number) ?? []));
  const served = mostSureFirst([one, ...below(one)].flatMap((kin) => known.usesFor.get(kin.number) ?? []));
  const isSilent = !serves.length && !served.length && one.nature === "stream";
  return [
    trail(above(one).reverse().map((kin) => resourceLink(kin.number))),
    heading(one.label),
    element("p", { className: "ex-marks" }, mark(natureOf(one))),
    one.nature !== "group" && toRow(one),
    cautions(one),
    section(words.serves, uses(serves, (use) => use.want, (use) => via(use.have, one, "broader.use"))),
    isSilent && element("p", {}, words.silent),
    section(
      isRole ? words["served.role"] : words.served,
      uses(served, (use) => use.have, (use) => via(use.want, one, "narrower.use")),
    ),
    cases(one),
    names(one),
    section(words.narrower, one.children.length && listOf(sorted(one.children).map(resourceLink))),
    section(words.codes, one.codes.length && listOf(one.codes.filter(isCode).map(codeLink))),
    section(words.havers, typical(one, "haves")),
    section(words.wanters, typical(one, "wants")),
    one.nature === "group" && toMap(),
  ].filter(Boolean);
}

function above(one) {
  const kin = [];
  for (let next = one.parent; next >= 0; next = known.resources[next].parent) kin.push(known.resources[next]);
  return kin;
}

function below(one) {
  return one.children.flatMap((number) => [known.resources[number], ...below(known.resources[number])]);
}

function mostSureFirst(list) {
  return [...list].sort((a, b) => a.strength - b.strength);
}

function via(number, one, phrase) {
  return number === one.number ? "" : worded(phrase, { name: known.resources[number].label });
}

function uses(list, other, note) {
  if (!list.length) return null;
  const shown = element("ul", { className: "ex-uses" });
  const items = (part) => part.map((use) => useItem(resourceLink(other(use)), note(use), use));
  shown.append(...items(list.slice(0, USES_AT_ONCE)));
  return list.length > USES_AT_ONCE ? [shown, moreUses(shown, () => items(list.slice(USES_AT_ONCE)), list.length)] : shown;
}

function moreUses(shown, rest, count) {
  const more = button(worded("more.uses", { count: new Intl.NumberFormat(language).format(count) }), () => {
    const items = rest();
    shown.append(...items);
    more.remove();
    items[0].querySelector("a").focus();
  }, { className: "ex-more" });
  return more;
}

function useItem(title, note, use) {
  const { treatments, conditions, strengths } = known;
  const strength = strengths[use.strength];
  const takers = use.sectors.map(sectorLink).filter(Boolean);
  return element(
    "li",
    {},
    element("h4", {}, title),
    element("p", { className: "ex-marks" }, mark(words[`strength.${strength}`], `ex-${strength}`)),
    note && element("p", { className: "ex-note" }, note),
    element("p", {}, use.treatments.length
      ? worded("treatment", { list: use.treatments.map((number) => treatments[number]).join(" → ") })
      : words.untreated),
    use.conditions.length > 0 &&
      element("p", {}, worded("conditions", { list: use.conditions.map((number) => conditions[number]).join("; ") })),
    takers.length > 0 && element("p", {}, words.takers, " ", ...between(takers, "; ")),
    sourceLine(use.source),
  );
}

function sourceLine(number) {
  const found = known.sources[number];
  if (!found) return null;
  const [title, publisher, date, target] = found;
  const shown = target.startsWith("https://") ? element("a", { href: target, rel: "noopener" }, title) : title;
  const rest = [publisher, dated(date)].filter(Boolean).join(", ");
  return element("p", { className: "ex-source" }, words.source, " ", shown, rest && ` (${rest})`);
}

function dated(date) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(date));
}

function cautions(one) {
  const [traits, forbidden, checks, depends] = known.cautions[one.cautions] ?? [[]];
  const told = traits.filter((trait) => words[`trait.${trait}`]);
  if (!told.length) return null;
  return element(
    "section",
    { className: "ex-cautions" },
    element("h3", {}, words.cautions),
    element("p", { className: "ex-marks" }, ...told.map((trait) => mark(words[`trait.${trait}`], "ex-warm"))),
    ...cautionList(words.forbidden, forbidden),
    ...cautionList(words.check, checks),
    depends && element("p", {}, words.depends),
  );
}

function cautionList(title, sentences) {
  if (!sentences.length) return [];
  return [element("h4", {}, title), element("ul", {}, ...sentences.map((text) => element("li", {}, text)))];
}

// The cases in which it, or a kind of it, was passed on or asked for; they come when they are there.
function cases(one) {
  const list = element("ul", { className: "ex-list" });
  const whole = section(words.cases, list);
  whole.hidden = true;
  library ??= fetched(casesAddress);
  library.then((told) => {
    const kin = new Set([one, ...below(one)].map(({ id }) => id));
    const lines = told.exchanges.filter(([, have, want]) => kin.has(have) || kin.has(want)).map((exchange) => caseLine(exchange, told));
    list.append(...lines);
    whole.hidden = !lines.length;
  }, (problem) => {
    library = undefined;
    console.error(problem);
  });
  return whole;
}

function caseLine([number, , , have, want, state], told) {
  const [path, title, where, when] = told.cases[number];
  const target = new URL(path, new URL(root, location.href)).href;
  return element("li", {}, element("a", { href: target, title }, where), `: ${[`${have} → ${want}`, state || when].filter(Boolean).join(", ")}`);
}

function names(one) {
  const list = element("dl", { className: "ex-names" });
  const add = (tag, texts) =>
    texts.length && list.append(element("dt", {}, languageName(tag)), element("dd", { lang: tag }, texts.join(" · ")));
  add(language, one.names.slice(1));
  foreign.then(() => Object.entries(one.foreign).forEach(([tag, texts]) => add(tag, texts)), () => {});
  return section(words.names, list);
}

function languageName(tag) {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(tag === "nb" ? "no" : tag);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function typical(one, side) {
  const found = [...known.sectors.values()].filter((each) => each[side].includes(one.number));
  return found.length && listOf(found.map((each) => sectorLink(each.code)));
}

// A sector.

function sector(written) {
  const { sectors, resources } = known;
  const one = sectors.get(written) ?? sectors.get(written.toUpperCase());
  if (!one) return null;
  const path = [];
  for (let next = sectors.get(one.above); next; next = sectors.get(next.above)) path.unshift(sectorLink(next.code));
  const children = [...sectors.values()].filter((each) => each.above === one.code);
  const taken = mostSureFirst(known.uses.filter((use) => use.sectors.some((each) => isWithin(each, one.code))));
  return [
    trail(path),
    heading(titleOf(one)),
    element("p", { className: "ex-marks" }, mark(words.sector)),
    one.names.length > 0 && section(words.names, element("p", {}, one.names.join(" · "))),
    section(words["sector.haves"], one.haves.length && listOf(one.haves.map(resourceLink))),
    section(words["sector.wants"], one.wants.length && listOf(one.wants.map(resourceLink))),
    section(words.narrower, children.length && listOf(children.map((each) => sectorLink(each.code)))),
    section(words["sector.takes"], uses(taken, (use) => use.have, (use) => worded("as", { name: resources[use.want].label }))),
    toMap(),
  ].filter(Boolean);
}

function isWithin(each, wanted) {
  return /\d/.test(wanted) && (each === wanted || each.startsWith(wanted.includes(".") ? wanted : `${wanted}.`));
}

function titleOf(one) {
  const own = one.code.includes(":") ? one.code.split(":")[0] : one.code;
  return `${own} ${one.title}`;
}

function sectorLink(written) {
  const one = known.sectors.get(written);
  return one && link(`sector=${one.code}`, titleOf(one));
}

// A List of Waste code.

function code(written) {
  const { codes } = known;
  const one = codes.get(written.replace(/\D/g, ""));
  if (!one) return null;
  const path = [2, 4].filter((length) => length < one.digits.length).map((length) => one.digits.slice(0, length));
  const children = [...codes.keys()].filter(
    (each) => each.length === one.digits.length + 2 && each.startsWith(one.digits),
  );
  const title = element("h2", { tabIndex: -1 }, `${printed(one)} `);
  title.append(element("span", { lang: one.tag || language }, one.title));
  const hazard = { 1: [words.hazardous, "ex-warm"], 0: [words.harmless, ""] }[one.hazard];
  const notes = [
    one.tag && words["code.language"], words[`change.${one.change}`], words[`reason.${one.reason}`],
  ].filter(Boolean);
  return [
    trail(path.filter(isCode).map(codeLink)),
    title,
    element("p", { className: "ex-marks" }, mark(words.code), hazard && mark(...hazard)),
    ...notes.map((note) => element("p", {}, note)),
    section(words["code.resources"], one.resources.length && listOf(one.resources.map(resourceLink))),
    section(words.narrower, children.length && listOf(children.map(codeLink))),
    toMap(),
  ].filter(Boolean);
}

function printed(one) {
  return one.digits.match(/../g).join(" ") + (one.hazard === "1" ? "*" : "");
}

function isCode(digits) {
  return known.codes.has(digits);
}

function codeLink(digits) {
  const one = known.codes.get(digits);
  return link(`code=${digits}`, `${printed(one)} `, element("span", { lang: one.tag || language }, one.title));
}

// The lists.

function browse(name) {
  if (!LISTS.includes(name)) return null;
  const { resources, sectors, codes } = known;
  const roots = (isRole) =>
    resources.filter((one) => one.parent < 0 && (one.nature === "role") === isRole).map((one) => one.number);
  const links = {
    resources: () => sorted(roots(false)).map(resourceLink),
    roles: () => sorted(roots(true)).map(resourceLink),
    sectors: () => [...sectors.values()].filter((one) => !one.above).map((one) => sectorLink(one.code)),
    codes: () => [...codes.keys()].filter((digits) => digits.length === 2).map(codeLink),
  }[name]();
  return [heading(words[`browse.${name}`]), listOf(links)];
}

function sorted(numbers) {
  const { resources } = known;
  return [...numbers].sort((a, b) => collator.compare(resources[a].label, resources[b].label));
}

// Parts of a view. What the tables and the visitor say reaches the page as text, never as HTML.

function natureOf(one) {
  return `${words[`nature.${one.nature}`]} · ${one.kind}`;
}

function worded(key, blanks) {
  return filled(words[key], blanks);
}

function heading(text) {
  return element("h2", { tabIndex: -1 }, text);
}

function section(title, content) {
  if (!content) return null;
  return element("section", {}, element("h3", {}, title), ...[content].flat());
}

function trail(links) {
  return links.length > 0 && element("p", { className: "ex-trail" }, `${words.path}: `, ...between(links, " › "));
}

function listOf(links) {
  return element("ul", { className: "ex-list" }, ...links.map((one) => element("li", {}, one)));
}

function chips(links) {
  return element("ul", { className: "ex-chips" }, ...links.map((one) => element("li", {}, one)));
}

function mark(text, kind = "") {
  return element("span", { className: `ex-mark ${kind}`.trim() }, text);
}

function toMap() {
  return element("p", { className: "ex-map" }, element("a", { href: "../" }, words.map));
}

// Map your flows makes a row of what its address says.
function toRow(one) {
  const side = one.nature === "role" ? "want" : "have";
  const asks = new URLSearchParams({ [side]: one.id, text: one.label });
  return element("p", { className: "ex-row" }, element("a", { href: `../#${asks}` }, words[`map.${side}`]));
}

function between(nodes, mark) {
  return nodes.flatMap((node, number) => (number ? [mark, node] : [node]));
}

function resourceLink(number) {
  const one = known.resources[number];
  return link(`resource=${one.id}`, one.label);
}

function link(hash, ...content) {
  return element("a", { href: `#${hash}` }, ...content);
}
