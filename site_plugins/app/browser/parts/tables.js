// Tables of the views: what a picture shows, and more, in words and numbers.

import { button, element } from "../elements.js";

const ROWS_AT_ONCE = 100;

/**
 * *columns* are {label, isNumber}; *rows* are lists of cells: texts, elements, or nothing.
 * The first cell of each row names it. Long tables show their first rows, and the others on demand.
 */
export function tableOf({ caption, columns, rows, say, look = "" }) {
  const body = element("tbody");
  const head = element("tr", {}, ...columns.map(({ label, isNumber }) => element("th", { scope: "col", className: isNumber ? "cx-number" : "" }, label)));
  const table = element(
    "table",
    { className: `cx-figures ${look}` },
    caption && element("caption", {}, caption),
    element("thead", {}, head),
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
      {},
      ...cells.map((cell, at) =>
        element(at ? "td" : "th", { scope: at ? undefined : "row", className: columns[at].isNumber ? "cx-number" : "", "data-label": columns[at].label }, cell ?? ""),
      ),
    );
  }
}
