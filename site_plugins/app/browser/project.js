// What the visitor decides about synergies, and assumes: together with the flows it is the project.

const UNDO_STEPS = 100;

export const NOTHING_CHOSEN = Object.freeze({
  name: "",
  park: "",
  synergies: {},
  assumptions: {},
  rates: {},
  goal: { benefit: 1, diverted: 0, co2e: 0 },
  exclusions: [],
  coordinates: {},
});
const FREE_TEXTS = new Set(["notes", "next_step", "owner"]);

/** `onChange(reason)` hears of each change: "kept" where the choices are those that are kept already, otherwise "choice". */
export function createProject({ onChange }) {
  let choices = NOTHING_CHOSEN;
  let past = [];
  let lastStep = "";

  function change(next, reason, step = "") {
    if (step === "" || step !== lastStep) past = [...past.slice(1 - UNDO_STEPS), choices];
    lastStep = step;
    choices = next;
    onChange(reason);
  }

  return {
    get choices() {
      return choices;
    },
    start(loaded) {
      choices = { ...NOTHING_CHOSEN, ...loaded };
      past = [];
      onChange("kept");
    },
    /** Take over choices that are kept already, from another tab; it can be undone. */
    follow(loaded) {
      change({ ...NOTHING_CHOSEN, ...loaded }, "kept");
    },
    replace(loaded) {
      change({ ...NOTHING_CHOSEN, ...loaded }, "choice");
    },
    /** Set what stands at *path*, a list of names; undefined takes it away. Typing on at one place is one step back. */
    set(path, value) {
      change(withValue(choices, path, value), "choice", path.join("/"));
    },
    /** Several at once, as one step back. */
    setMany(changes) {
      change(changes.reduce((made, [path, value]) => withValue(made, path, value), choices), "choice");
    },
    undo() {
      if (!past.length) return;
      choices = past.at(-1);
      past = past.slice(0, -1);
      lastStep = "";
      onChange("choice");
    },
  };
}

/** *whole* with *value* at *path*, and without what became empty on the way there. */
export function withValue(whole, [name, ...rest], value) {
  const inner = rest.length ? withValue(whole?.[name] ?? {}, rest, value) : value;
  const { [name]: _, ...others } = whole ?? {};
  const isGone = inner === undefined || (rest.length && isPlain(inner) && !Object.keys(inner).length && !(name in NOTHING_CHOSEN));
  return isGone ? others : { ...others, [name]: inner };
}

/** The project as the bridge takes it. */
export function projectOf(choices, rows, language) {
  return { format: "catalyst-project", version: 1, language, ...choices, flows: rows };
}

/** What is kept of a project beside its flows. */
export function choicesOf({ format, version, language, flows, ...choices }) {
  return choices;
}

export function hasChoices(choices) {
  return JSON.stringify(choices) !== JSON.stringify(NOTHING_CHOSEN);
}

/**
 * What two tabs made of the choices *base*: each change counts. Where both changed the same, *mine* goes before
 * *theirs*; of texts that somebody wrote, and of lists, nothing is left out.
 */
export function merged(base, mine, theirs, name = "") {
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  if (isPlain(mine) && isPlain(theirs)) {
    const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
    const parts = names.map((each) => [each, merged(base?.[each], mine[each], theirs[each], each)]);
    return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
  }
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    return [...mine, ...theirs.filter((one) => !mine.some((other) => same(one, other)))];
  }
  if (mine && theirs && FREE_TEXTS.has(name)) return `${mine}\n${theirs}`;
  return mine ?? theirs;
}

function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
