// What synergies and flows are called in a line.

/** "Dairy: whey → Piggery", with the words of both sides where they differ. */
export function nameOf({ have, want }, unnamed) {
  return `${have.site || unnamed}: ${have.text} → ${want.site || unnamed}: ${want.text}`;
}

/** "Dairy → Piggery". */
export function sitesOf({ have, want }, unnamed) {
  return `${have.site || unnamed} → ${want.site || unnamed}`;
}

/** What the flow *id* is, as it was written in *rows*. */
export function textOf(id, rows) {
  return rows.find((row) => row.id === id)?.text ?? id;
}

/** The ids of the have and the want of the synergy *key*. */
export function endsOf(key, rows) {
  const have = rows.find(({ id }) => key.startsWith(`${id}+`))?.id ?? key.split("+")[0];
  return { have, want: key.slice(have.length + 1) };
}

/** The rows of the pipeline by their id, with the number and the name that views show them under. */
export function numbered(rows, unnamed) {
  return new Map(rows.map((row, at) => [row.id, { ...row, number: at + 1, name: nameOf(row, unnamed) }]));
}
