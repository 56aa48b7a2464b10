// The practical part: what a project file of Map your flows is worth by the criteria of content/data/practical.yml.
// A flow of the park is known by its site and its side, whatever the trainee calls it.

import { readings } from "../course.js";

const WITHIN = 0.02;
const ENOUGH_PAIRS = 3; // Before these are taken up, nothing forbidden is no merit.
const NOT_TAKEN_UP = ["", "idea", "on-hold", "rejected"];

/**
 * The points of *project* by criterion: [{id, points, of, done, all, missing}].
 * *missing* are ids of flows and, among the pairs that were taken up, "have+want".
 */
export function scored(project, task) {
  const rows = found(Array.isArray(project.flows) ? project.flows : [], task);
  const synergies = project.synergies ?? {};
  const decided = ([have, want]) => synergies[`${rows[have]?.id}+${rows[want]?.id}`] ?? {};
  const seen = { ...task, rows, decided, isTakenUp: (pair) => !NOT_TAKEN_UP.includes(decided(pair).status ?? "") };
  return task.criteria.map(({ id, points }) => {
    const { done, all, missing } = RULES[id](seen);
    return { id, points: round((points * done) / all), of: points, done, all, missing };
  });
}

export const pointsOf = (criteria) => round(criteria.reduce((sum, { points }) => sum + points, 0));

const RULES = {
  flows: (seen) => among(seen.flows, (flow) => isDescribed(seen.rows[flow.id], flow, seen.spellings)),
  amounts: (seen) => among(seen.flows, (flow) => isAmount(seen.rows[flow.id], flow, seen.spellings)),
  codes: (seen) => among(seen.flows.filter(({ codes }) => codes.length), (flow) => isCoded(seen.rows[flow.id], flow, seen.spellings)),
  pairs: (seen) => counted(seen.best, seen.isTakenUp, seen),
  forbidden(seen) {
    const isEnough = seen.best.filter(seen.isTakenUp).length >= ENOUGH_PAIRS;
    return counted(seen.forbidden, (pair) => isEnough && !seen.isTakenUp(pair), seen);
  },
  steps: (seen) => counted(seen.best, (pair) => isText(seen.decided(pair).next_step), seen),
  owners: (seen) => counted(seen.best, (pair) => isText(seen.decided(pair).owner), seen),
  dates: (seen) => counted(seen.best, (pair) => /^\d{4}-\d\d-\d\d$/.test(seen.decided(pair).date ?? ""), seen),
};

// The row of each flow of the task; of several that could be meant, the one with the right amount.
function found(rows, { flows, spellings }) {
  const rowOf = (flow) => {
    const own = rows.filter((row) => folded(row.site) === folded(flow.site) && meant(spellings.side, row.side) === flow.side);
    return own.find((row) => isAmount(row, flow, spellings)) ?? own[0];
  };
  return Object.fromEntries(flows.map((flow) => [flow.id, rowOf(flow)]));
}

function isDescribed(row, flow, spellings) {
  return Boolean(row) && isText(row.text) && folded(row.place) === folded(flow.place) && meant(spellings.kind, row.kind) === flow.kind;
}

function isAmount(row, flow, spellings) {
  const [base, factor] = meant(spellings.unit, row?.unit) ?? [];
  const times = meant(spellings.period, row?.period);
  if (base !== flow.unit || !times) return false;
  const isNear = (amount) => Math.abs(amount * factor * times - flow.amount) <= WITHIN * flow.amount;
  return readings(String(row.quantity ?? "")).some(isNear);
}

function isCoded(row, flow, spellings) {
  const code = String(row?.code ?? "");
  const isRight = flow.codes.some((one) => digits(one) === digits(code));
  return isRight && (!flow.is_hazardous || code.includes("*") || meant(spellings.hazardous, row.hazardous) === "yes");
}

function among(flows, isRight) {
  const missing = flows.filter((flow) => !isRight(flow)).map(({ id }) => id);
  return { done: flows.length - missing.length, all: flows.length, missing };
}

// Pairs that nobody took up are not named: they are what is to be found.
function counted(pairs, isRight, { isTakenUp }) {
  const wrong = pairs.filter((pair) => !isRight(pair));
  return { done: pairs.length - wrong.length, all: pairs.length, missing: wrong.filter(isTakenUp).map((pair) => pair.join("+")) };
}

const isText = (text) => typeof text === "string" && text.trim().length > 2;
const digits = (code) => code.replace(/\D/g, "");
const meant = (words, written) => words[folded(written)];
const round = (points) => Math.round(points * 10) / 10;

/** Words as the tables have them for comparison: small letters without marks, powers as digits. */
export function folded(written) {
  const plain = String(written ?? "").toLowerCase().replace(/æ/g, "ae").replace(/ø/g, "o").normalize("NFKD");
  return plain.replace(/\p{Mark}/gu, "").replace(/[^a-z0-9]+/g, " ").trim();
}
