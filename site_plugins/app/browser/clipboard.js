// What a spreadsheet puts on the clipboard, as rows of cells.

/** The cells of *text*: tabs between cells, line ends between rows, quotes around cells that hold either. */
export function cellsOf(text) {
  const rows = [[]];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1).push(cell);
    cell = "";
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (isQuoted && sign === '"' && text[at + 1] === '"') cell += text[++at];
    else if (isQuoted && sign === '"') isQuoted = false;
    else if (isQuoted) cell += sign;
    else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === "\t") endCell();
    else if (sign === "\n") {
      endCell();
      rows.push([]);
    } else if (sign !== "\r") cell += sign;
  }
  endCell();
  const isBlank = (row) => row.every((value) => value.trim() === "");
  while (rows.length && isBlank(rows.at(-1))) rows.pop();
  return rows;
}

export function isTable(text) {
  return /[\t\n]/.test(text.trim());
}

/** Whether *text* is a name of a choice or column as the bridge describes it, in any of the languages. */
export function isNameOf({ id, label, also = [] }, text) {
  return [id, label, ...also].some((name) => folded(name) === folded(text));
}

/** Whether a row looks like the headings of *columns*: at least two cells are the name of one. */
export function hasHeadings(row, columns) {
  const names = new Set(columns.flatMap(({ id, label, also = [] }) => [id, label, ...also].map(folded)));
  return row.filter((cell) => names.has(folded(cell))).length >= 2;
}

export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();
}
