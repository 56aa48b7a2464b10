// The search dialog: opens with "/", asks the index of the page's own language, and is walked with the arrow keys.

const PAGE_OF_RESULTS = 8;
const PAUSE = 120;

const dialog = document.getElementById("search");
const field = dialog.querySelector("input");
const count = dialog.querySelector(".search__count");
const list = dialog.querySelector(".search__results");
const more = dialog.querySelector(".search__more");
const words = JSON.parse(dialog.dataset.words);
const plural = new Intl.PluralRules(document.documentElement.lang);

let index;
let asked = 0;
let waiting;
let found = [];

document.querySelectorAll("[data-search-open]").forEach((button) => button.addEventListener("click", open));
dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
dialog.addEventListener("keydown", walk);
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE);
});
more.addEventListener("click", showMore);
document.addEventListener("keydown", (event) => {
  const isCommand = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key === "/" && !isCommand && !isTyping(event.composedPath()[0]) && !dialog.open) {
    event.preventDefault();
    event.stopImmediatePropagation();
    open();
  }
}, true);

function isTyping(element) {
  return element.matches?.("input, textarea, select, [contenteditable]") ?? false;
}

function open() {
  dialog.showModal();
  field.select();
  load().catch(fail);
}

async function load() {
  index ??= import(new URL(dialog.dataset.index, document.baseURI)).then(async (pagefind) => {
    await pagefind.options({ excerptLength: 24 });
    await pagefind.init();
    return pagefind;
  });
  return index;
}

// A late answer never overwrites a newer one: each question has a number.
async function search() {
  const question = ++asked;
  const text = field.value.trim();
  if (text.length < 2) return show([], "");
  count.textContent ||= words["search.waiting"];
  try {
    const { results } = await (await load()).search(text);
    if (question === asked) await show(results, announcement(results.length, text));
  } catch (problem) {
    if (question === asked) fail(problem);
  }
}

function announcement(number, text) {
  if (!number) return words["search.none"].replace("{words}", text);
  const phrase = words[`search.found.${plural.select(number)}`] ?? words["search.found.other"];
  return phrase.replace("{count}", number);
}

async function show(results, sentence) {
  found = results;
  const items = await Promise.all(results.slice(0, PAGE_OF_RESULTS).map(item));
  if (found !== results) return;
  list.replaceChildren(...items);
  count.textContent = sentence;
  more.hidden = results.length <= PAGE_OF_RESULTS;
}

async function showMore() {
  const results = found;
  const shown = list.children.length;
  const items = await Promise.all(results.slice(shown, shown + PAGE_OF_RESULTS).map(item));
  if (found !== results) return;
  list.append(...items);
  more.hidden = results.length <= list.children.length;
  items[0]?.querySelector("a").focus();
}

async function item(result) {
  const page = await result.data();
  const link = document.createElement("a");
  link.href = bestPlace(page);
  const title = document.createElement("strong");
  title.textContent = page.meta.title;
  const text = document.createElement("span");
  text.append(...marked(page.excerpt));
  link.append(title, text);
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
}

// The section where the words stand closest, where the page has sections.
function bestPlace(page) {
  const weight = (section) => section.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
  const sections = [...(page.sub_results ?? [])].sort((one, other) => weight(other) - weight(one));
  return sections[0]?.url ?? page.url;
}

// The excerpt is text with <mark> around the words found; it reaches the page as text and marks, never as HTML.
function marked(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...parsed.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

function walk(event) {
  const links = [...list.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !links.length) return;
  event.preventDefault();
  const next = links.indexOf(document.activeElement) + step;
  (links[next] ?? (next < 0 ? field : links.at(-1))).focus();
}

function fail(problem) {
  index = undefined;
  count.textContent = words["search.failed"];
  console.error(problem);
}
