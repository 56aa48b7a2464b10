// A completion record: what was done, under a check code that any later edit no longer fits.
// The code is a hash without a secret: it reveals edits, and says nothing of who made the record.

import { FileProblem, readJson } from "./parts.js";
import { isRight, scores } from "./paper.js";

export const FORMAT = "catalyst-record";
export const TESTS = ["before", "after"];

/** The *record* with the check code over all else that stands in it. */
export async function sealed(record) {
  return { ...record, check: await codeOf(record) };
}

/** The code of a record, over all but the code itself. */
export const codeOf = ({ check, ...record }) => fingerprint(record);

/** The SHA-256 of what a file holds, its names in order; a FileProblem where the browser has none to give. */
export async function fingerprint(found) {
  if (!crypto.subtle) throw new FileProblem("file.unsafe"); // Browsers keep it for https and for localhost.
  const bytes = new TextEncoder().encode(JSON.stringify(inOrder(found)));
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A code as people compare it: its first twenty digits in groups. */
export const shortCode = (code) => (code.slice(0, 20).match(/.{1,4}/g) ?? []).join(" ").toUpperCase();

/** The record in a file, whole and unchanged; a FileProblem with the reason where it is not. */
export async function readRecord(file, bank) {
  const record = await readJson(file, FORMAT);
  if (!isShaped(record)) throw new FileProblem("file.damaged");
  if (record.check !== (await codeOf(record))) throw new FileProblem("file.edited");
  if (record.bank === bank.version && !isMarkedRight(record, bank.questions)) throw new FileProblem("file.mismarked");
  return record;
}

// Whoever edits the points and makes a new code forgets that the answers stand there too.
function isMarkedRight(record, questions) {
  const known = new Map(questions.map((question) => [question.id, question]));
  return TESTS.filter((name) => record[name]).every((name) => {
    const { asked, answers, right, scores: told } = record[name];
    if (!asked.every((id) => known.has(id))) return false;
    const own = asked.map((id) => known.get(id));
    const made = own.filter((question) => isRight(question, answers[question.id])).map(({ id }) => id);
    return same(made.sort(), [...right].sort()) && same(scores(own, made), told);
  });
}

function isShaped(record) {
  const isTest = (test) =>
    isPlain(test) && [test.asked, test.right, test.scores].every(Array.isArray) && isPlain(test.answers) && isDate(test.date);
  const isWork = (work) => isPlain(work) && Array.isArray(work.criteria) && work.criteria.every(isCriterion);
  const isCriterion = (one) => isPlain(one) && typeof one.id === "string" && Number.isFinite(one.points) && one.of > 0;
  const areTests = TESTS.every((name) => record[name] === undefined || isTest(record[name]));
  return areTests && (record.practical === undefined || isWork(record.practical)) && typeof record.name === "string" && isDate(record.date);
}

const isDate = (date) => /^\d{4}-\d\d-\d\d$/.test(date ?? "");
const isPlain = (found) => typeof found === "object" && found !== null && !Array.isArray(found);
const same = (one, other) => JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));

function inOrder(found) {
  if (Array.isArray(found)) return found.map(inOrder);
  if (!isPlain(found)) return found;
  return Object.fromEntries(Object.keys(found).sort().map((name) => [name, inOrder(found[name])]));
}
