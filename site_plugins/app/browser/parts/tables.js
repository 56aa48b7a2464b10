// Tables of the views: what a picture shows, and more, in words and numbers.

import { button, element } from "../elements.js";

const ROWS_AT_ONCE = 100;
const WIDE = 4; // columns: more than a phone has room for, where each row is put below the other as a card.

/**
 * *columns* are {label, isNumber}; *rows* are lists of cells: texts, elements, or nothing.
 * The first cell of each row names it. Long tables show their first rows, and the others on demand.
 * Roles are told in words, since a table whose rows are drawn as cards is none to a screen reader.
 */
export function tableOf({ caption, columns, rows, say, look = "" }) {
  const body = element("tbody", { role: "rowgroup" });
  const heading = ({ label, isNumber }) => element("th", { scope: "col", role: "columnheader", className: isNumber ? "cx-number" : "" }, label);
  const head = element("tr", { role: "row" }, ...columns.map(heading));
  const table = element(
    "table",
    { className: `cx-figures ${columns.length < WIDE ? "" : "cx-as-cards"} ${look}`, role: "table" },
    caption && element("caption", {}, caption),
    element("thead", { role: "rowgroup" }, head),
    body,
  );
  const root = element("div", { className: "cx-table-scroll", tabIndex: 0, role: "region", "aria-label": caption }, table);
  const add = (from, to) => body.append(...rows.slice(from, to).map(line));
  add(0, ROWS_AT_ONCE);
  if (rows.length > ROWS_AT_ONCE) {
    const count = rows.length - ROWS_AT_ONCE;
    const more = button(say("results.more", { count }), () => {
      more.remove();
      add(ROWS_AT_ONCE, rows.length);
    }, { look: "cx-more" });
    root.append(more);
  }
  return root;

  function line(cells) {
    return element(
      "tr",
      { role: "row" },
      ...cells.map((cell, at) =>
        element(at ? "td" : "th", { scope: at ? undefined : "row", role: at ? "cell" : "rowheader", className: columns[at].isNumber ? "cx-number" : "", "data-label": columns[at].label }, cell ?? ""),
      ),
    );
  }
}
