// A paper: drawn from the bank by its number, the same for whoever has the number, and marked.
// Question: {id, lesson, kind: "one" | "many" | "number", text, options: [{text, right, because}], number, because}.
// Answers: by id the places of the chosen options in the bank, or what was written.

import { readings } from "../course.js";

// What each part takes of a lesson's questions in the order of the paper: the two never ask the same.
const PARTS = { before: [0, 1], after: [1, 3] };
const SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // Without those that are taken for one another.
const LENGTH = 6;

export function newPaper() {
  return [...crypto.getRandomValues(new Uint8Array(LENGTH))].map((byte) => SIGNS[byte % SIGNS.length]).join("");
}

/** A paper's number as people write it down, or "" where it can be none. */
export function paperFrom(written) {
  const bare = written.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return bare.length === LENGTH && [...bare].every((sign) => SIGNS.includes(sign)) ? bare : "";
}

/** The questions of a *part* of the *paper*: equally many of each lesson, in the order of the lessons. */
export function draw(bank, paper, part) {
  const [from, to] = PARTS[part];
  const lessons = [...new Set(bank.map((question) => question.lesson))];
  return lessons.flatMap((lesson) => {
    const ids = bank.filter((question) => question.lesson === lesson).map(({ id }) => id).sort();
    const drawn = shuffled(ids, `${paper}/${lesson}`).slice(from, to);
    return drawn.map((id) => bank.find((question) => question.id === id));
  });
}

/** The places of a question's options in the order in which the paper shows them. */
export function order(question, paper) {
  return shuffled([...question.options.keys()], `${paper}/${question.id}`);
}

export const isAnswered = (given) => given !== undefined && given.length > 0;

export function isRight(question, given) {
  if (!isAnswered(given)) return false;
  if (question.kind !== "number") return question.options.every(({ right }, at) => right === given.includes(at));
  if (typeof given !== "string") return false;
  const { value, within } = question.number;
  return readings(given).some((one) => Math.abs(one - value) <= within);
}

export const moduleOf = ({ lesson }) => lesson.slice(0, lesson.lastIndexOf("-"));

/** How many of the *questions* are among those *right*, by module: [{module, right, of}]. */
export function scores(questions, right) {
  const modules = [...new Set(questions.map(moduleOf))];
  return modules.map((module) => {
    const own = questions.filter((question) => moduleOf(question) === module);
    return { module, right: own.filter(({ id }) => right.includes(id)).length, of: own.length };
  });
}

export function total(parts) {
  const sum = (name) => parts.reduce((whole, part) => whole + part[name], 0);
  return { right: sum("right"), of: sum("of") };
}

// Fisher and Yates, with chances that follow from the seed alone.
function shuffled(list, seed) {
  const made = [...list];
  const chance = chances(seed);
  for (let at = made.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [made[at], made[other]] = [made[other], made[at]];
  }
  return made;
}

// FNV-1a makes a number of the seed, mulberry32 (Tommy Ettinger, public domain) goes on from there.
function chances(seed) {
  let state = 0x811c9dc5;
  for (const sign of seed) state = Math.imul(state ^ sign.codePointAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
