// The search dialog: opens with "/", asks the index of the page's own language, and is walked with the arrow keys.

const SHOWN_AT_ONCE = 8;
const MOST_RESULTS = 60;
const PAUSE = 120;
// Letters that no accent makes, as people type them who lack the key.
const OTHER_SPELLINGS = { nb: [[/aa/g, "å"], [/ae/g, "æ"], [/oe/g, "ø"], [/o/g, "ø"], [/a/g, "å"]] };

const language = document.documentElement.lang;
const dialog = document.getElementById("search");
const field = dialog.querySelector("input");
const count = dialog.querySelector(".search__count");
const list = dialog.querySelector(".search__results");
const more = dialog.querySelector(".search__more");
const words = JSON.parse(dialog.dataset.words);
const plural = new Intl.PluralRules(language);

let index;
let asked = 0;
let waiting;
let found = [];

document.querySelectorAll("[data-search-open]").forEach((button) => button.addEventListener("click", open));
dialog.querySelector("[data-search-close]").addEventListener("click", close);
dialog.addEventListener("click", (event) => event.target === dialog && close());
dialog.addEventListener("keydown", walk);
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE);
});
more.addEventListener("click", showMore);
document.addEventListener("keydown", (event) => {
  const isCommand = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key !== "/" || isCommand || isTyping(event.composedPath()[0]) || dialog.open) return;
  event.preventDefault();
  open();
}, true);

function isTyping(element) {
  return element.matches?.("input, textarea, select, [contenteditable]") ?? false;
}

function open() {
  dialog.showModal();
  field.select();
  load().catch(fail);
}

// Until the next frame the hidden field would still count as the place where one types.
function close() {
  dialog.close();
  if (dialog.contains(document.activeElement)) document.activeElement.blur();
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
    const pages = await ask(text);
    if (question === asked) show(pages, announcement(pages.length, text));
  } catch (problem) {
    if (question === asked) fail(problem);
  }
}

async function ask(text) {
  const spellings = (OTHER_SPELLINGS[language] ?? []).map(([typed, meant]) => text.replace(typed, meant));
  const answers = await Promise.all([...new Set([text, ...spellings])].map(pagesWith));
  return [...new Map(answers.flat().reverse().map((page) => [page.url, page])).values()].reverse();
}

// The index offers words that merely begin alike when it knows none that was typed; those are left out.
async function pagesWith(text) {
  const { results } = await (await load()).search(text);
  const pages = await Promise.all(results.slice(0, MOST_RESULTS).map((result) => result.data()));
  const typed = lettersOnly(text).filter((word) => word.length > 1);
  return pages.filter((page) => marks(page.excerpt).some((mark) => typed.some((word) => isAkin(word, mark))));
}

function lettersOnly(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function marks(excerpt) {
  return parsed(excerpt).filter((node) => node.nodeName === "MARK").flatMap((node) => lettersOnly(node.textContent));
}

// Endings may differ, as in "bedrift" and "bedriftene", but most of what was typed must stand there.
function isAkin(typed, written) {
  const needed = Math.ceil(0.6 * typed.length);
  return typed.slice(0, needed) === written.slice(0, needed);
}

function announcement(number, text) {
  if (!number) return words["search.none"].replace("{words}", () => text);
  const phrase = words[`search.found.${plural.select(number)}`] ?? words["search.found.other"];
  return phrase.replace("{count}", number);
}

function show(pages, sentence) {
  found = pages;
  list.replaceChildren(...pages.slice(0, SHOWN_AT_ONCE).map(item));
  count.textContent = sentence;
  more.hidden = pages.length <= SHOWN_AT_ONCE;
}

function showMore() {
  const shown = list.children.length;
  list.append(...found.slice(shown, shown + SHOWN_AT_ONCE).map(item));
  more.hidden = found.length <= list.children.length;
  list.children[shown].querySelector("a").focus();
}

function item(page) {
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
  return parsed(excerpt).map((node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

function parsed(excerpt) {
  return [...new DOMParser().parseFromString(excerpt, "text/html").body.childNodes];
}

function walk(event) {
  // A search field would keep Escape for itself, to empty itself.
  if (event.key === "Escape") {
    event.preventDefault();
    close();
  }
  const links = [...list.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !links.length) return;
  event.preventDefault();
  const next = links.indexOf(document.activeElement) + step;
  (next < 0 ? field : (links[next] ?? links.at(-1))).focus();
}

function fail(problem) {
  index = undefined;
  count.textContent = words["search.failed"];
  console.error(problem);
}
