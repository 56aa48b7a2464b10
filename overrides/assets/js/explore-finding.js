// Finding in what the matcher knows: words with or without accents and endings, waste codes, sector codes.

const MOST_LETTERS = 120;
const CODE = /^\s*(?:nace|caen|ewc|low|eal)?\s*([a-v])?\s*((?:\d[\d .\-/]*))\*?\s*$/i;
// How much a name tells by where it comes from: the label, another word of the trade, a word of another language.
const LABEL = 1;
const WORD = 0.92;
const FOREIGN = 0.86;
// Where no entry has all the words, how much of what was typed must stand there: one letter is no answer.
const LEAST_SHARE = 0.4;

// Lower case, without accents; what lacks a key on foreign keyboards is written the one or the other way.
export function folded(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/æ|ae/g, "a")
    .replace(/ø|oe/g, "o")
    .replace(/aa/g, "a")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// The names of an entry, ready to be compared: the label first.
export function ready(names, language = "") {
  return names.map((text, place) => ({
    text,
    language,
    letters: folded(text),
    worth: language ? FOREIGN : place ? WORD : LABEL,
  }));
}

// Entries that answer what was typed, the best first; isWhole tells whether every word was found in each of them.
export function find(entries, typed) {
  const code = typed.match(CODE);
  if (code) return { found: best(entries.map((entry) => withWorth(entry, ofCode(entry, code)))), isWhole: true };
  const words = folded(typed.slice(0, MOST_LETTERS)).split(" ").filter(Boolean);
  if (!words.length) return { found: [], isWhole: true };
  const all = best(entries.map((entry) => ofWords(entry, words, words.length)));
  if (all.length || words.length === 1) return { found: all, isWhole: true };
  return { found: best(entries.map((entry) => ofWords(entry, words, 1))), isWhole: false };
}

function best(candidates) {
  return candidates
    .filter((one) => one.worth > 0)
    .sort((one, other) => other.worth - one.worth || one.entry.place - other.entry.place);
}

function withWorth(entry, worth) {
  return { entry, worth, name: null };
}

function ofCode(entry, [, section, written]) {
  if (!entry.digits || (section && entry.view !== "sector")) return 0;
  const digits = written.replace(/\D/g, "");
  if (!entry.digits.startsWith(digits)) return 0;
  const asWritten = written.includes(".") === (entry.view === "sector") ? 1 : 0.95;
  return (asWritten * digits.length) / entry.digits.length;
}

function ofWords(entry, words, least) {
  let top = withWorth(entry, 0);
  for (const name of entry.names) {
    const worth = name.worth * entry.worth * likeness(name.letters, words, least);
    if (worth > top.worth) top = { entry, worth, name };
  }
  return top;
}

// How well a name answers the words: each word counts by its best place, and a name says more the less it says besides.
function likeness(letters, words, least) {
  if (!letters) return 0;
  if (letters === words.join(" ") || letters.replaceAll(" ", "") === words.join("")) return 1;
  const own = letters.split(" ");
  let sum = 0;
  let found = 0;
  for (const word of words) {
    if (!letters.includes(word.slice(0, 3))) continue;
    const one = Math.max(...own.map((part) => akin(word, part)));
    if (one) found += 1;
    sum += one * word.length;
  }
  const typed = words.reduce((total, word) => total + word.length, 0);
  if (found < least || sum < LEAST_SHARE * typed) return 0;
  return (sum / typed) * (0.6 + 0.35 * Math.min(1, typed / letters.length));
}

function akin(typed, part) {
  if (typed === part) return 1;
  if (part.startsWith(typed)) return 0.9;
  if (typed.length < 4) return 0;
  const shared = Math.max(4, Math.ceil(0.75 * typed.length));
  if (part.length >= shared && typed.slice(0, shared) === part.slice(0, shared)) return 0.75;
  return part.includes(typed) ? 0.7 : 0;
}
