// Project files at the trainer's desk: each is scored anew, and held against the record that was made with it.

import { readJson } from "./parts.js";
import { pointsOf, scored } from "./practical.js";
import { fingerprint } from "./record.js";

/** The project in a *file*, scored by the *task*: {file, print, criteria}. */
export async function readWork(file, task) {
  const project = await readJson(file, "catalyst-project", Infinity);
  return { file: file.name, print: await fingerprint(project), criteria: scored(project, task) };
}

/**
 * What each of the *records* that tell of this *work* says of it: [{record, key, told, found, differing}].
 * *key* is "same" or "differs" where the record was made with just this file, and "other" where only the name is the same;
 * a name that several projects have tells nothing.
 */
export function held(work, records) {
  const told = records.filter(({ practical }) => practical);
  const own = told.filter(({ practical }) => practical.print === work.print);
  const named = told.filter(({ practical }) => practical.print !== work.print && practical.file === work.file);
  return (own.length ? own : named.length === 1 ? named : []).map((record) => {
    const differing = differences(record.practical.criteria, work.criteria);
    const key = !own.length && record.practical.print ? "other" : differing.length ? "differs" : "same";
    return { record, key, told: pointsOf(record.practical.criteria), found: pointsOf(work.criteria), differing };
  });
}

/** The criteria that two scorings count differently: [{id, told, found}]. */
function differences(told, found) {
  const points = (criteria, id) => criteria.find((one) => one.id === id)?.points ?? 0;
  const ids = [...new Set([...told, ...found].map(({ id }) => id))];
  return ids.map((id) => ({ id, told: points(told, id), found: points(found, id) })).filter((one) => one.told !== one.found);
}
