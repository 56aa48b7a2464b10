// The rows of the visitor, with undo. Rows are values: a change makes a new row under the same key.

const UNDO_STEPS = 200;

/**
 * `onChange(reason)` hears of each change: "cell" where only a cell was typed into, "kept" where the rows are those
 * that are kept already, "ids" where rows only got ids, otherwise "rows".
 */
export function createFlows({ onChange }) {
  let rows = [];
  let past = [];
  let lastKey = 0;
  let lastTyped = "";

  const given = new Map(); // The ids that rows got here, by their keys: they outlast a step back.

  const keyed = (row) => ({ ...row, _key: ++lastKey });

  function change(next, reason, step = "") {
    const isSameStep = step !== "" && step === lastTyped;
    if (!isSameStep) past = [...past.slice(1 - UNDO_STEPS), rows];
    lastTyped = step;
    rows = next;
    onChange(reason);
  }

  const placeOf = (key) => rows.findIndex((row) => row._key === key);
  const inserted = (at, added) => [...rows.slice(0, at), ...added, ...rows.slice(at)];

  return {
    get rows() {
      return rows;
    },
    get canUndo() {
      return past.length > 0;
    },
    placeOf,
    /** Rows as the bridge takes them, without our keys; those that say nothing are left out. */
    get told() {
      return rows.filter(saysSomething).map(bare);
    },
    get toldKeys() {
      return rows.filter(saysSomething).map((row) => row._key);
    },
    start(loaded) {
      rows = loaded.map(keyed);
      past = [];
      onChange("kept");
    },
    /** Take over rows that are kept already, from another tab; it can be undone. */
    follow(loaded) {
      change(loaded.map(keyed), "kept");
    },
    /** Put rows that are kept already above those that are here. */
    join(loaded) {
      change([...loaded.map(keyed), ...rows], "kept");
    },
    set(key, column, value) {
      change(rows.map((row) => (row._key === key ? { ...row, [column]: value } : row)), "cell", `${key}/${column}`);
    },
    /** Several cells at once: *changes* pairs a key with the columns that get new values. */
    setMany(changes, added = []) {
      const wanted = new Map(changes);
      const next = rows.map((row) => (wanted.has(row._key) ? { ...row, ...wanted.get(row._key) } : row));
      change([...next, ...added.map(keyed)], "rows");
    },
    add(added, at = rows.length) {
      const fresh = added.map(keyed);
      change(inserted(at, fresh), "rows");
      return fresh.map((row) => row._key);
    },
    /** Add to what is there; rows that say nothing yet make way. `before` hears their keys before the change is told. */
    fill(added, before = () => {}) {
      const fresh = added.map(keyed);
      before(fresh.map((row) => row._key));
      change([...rows.filter(saysSomething), ...fresh], "rows");
      return fresh.map((row) => row._key);
    },
    /** Give each row that says something an id of its own, so that what is decided about it finds it again. */
    identify() {
      const next = identified(rows, given);
      if (next.every((row, at) => row === rows[at])) return;
      rows = next;
      onChange("ids");
    },
    /** Put *added* in the place of all that is here. */
    replace(added) {
      change(added.map(keyed), "rows");
    },
    remove(key) {
      change(rows.filter((row) => row._key !== key), "rows");
    },
    clear() {
      change([], "rows");
    },
    duplicate(key) {
      const at = placeOf(key);
      const { id, _file, _sheet, _row, ...row } = rows[at];
      const fresh = keyed(row);
      change(inserted(at + 1, [fresh]), "rows");
      return fresh._key;
    },
    undo() {
      if (!past.length) return;
      rows = past.at(-1);
      past = past.slice(0, -1);
      lastTyped = "";
      onChange("rows");
    },
  };
}

// What was written as an id stays as it is. A row without one gets one, and so does one whose id an earlier row bears,
// as where several companies number their rows from 1.
function identified(rows, given) {
  const taken = new Set(rows.map(({ id }) => id?.trim()).filter(Boolean));
  const borne = new Set();
  const last = new Map(); // The last number of each stem.
  const fresh = (stem, first) => {
    let number = last.get(stem) ?? first;
    while (taken.has(`${stem}${number}`)) number++;
    last.set(stem, number);
    return `${stem}${number}`;
  };
  return rows.map((row) => {
    const written = row.id?.trim();
    if (!saysSomething(row) || (written && !borne.has(written))) {
      if (written) borne.add(written);
      return row;
    }
    const earlier = given.get(row._key);
    const isFree = earlier && !taken.has(earlier);
    const id = isFree ? earlier : written ? fresh(`${written}-`, 2) : fresh("f", 1);
    taken.add(id);
    borne.add(id);
    given.set(row._key, id);
    return { ...row, id };
  });
}

/** Whether a person has told anything in *row*; the side alone, which is preset, does not count. */
export function saysSomething(row) {
  return Object.entries(row).some(([column, value]) => !column.startsWith("_") && column !== "side" && value);
}

export function bare({ _key, ...row }) {
  return row;
}

/** The resources that were chosen by hand for *row*. */
export function idsOf({ resources = "" }) {
  return resources.split(";").map((id) => id.trim()).filter(Boolean);
}
