// The table in which flows are typed, pasted and mended; on a phone each row becomes a card.

import { cellsOf, hasHeadings, isNameOf, isTable } from "./clipboard.js";
import { button, element, icon, iconButton } from "./elements.js";
import { idsOf } from "./flows.js";
import { inTurns } from "./turns.js";

const ESSENTIAL = ["side", "text", "site", "quantity", "unit", "period", "place"];
const FURTHER = ["kind", "code", "sector", "country", "language", "hazardous", "season", "condition"];
const ROWS_A_PAGE = 50;
const ROWS_IN_SIGHT = 4; // Of a table that was not there before: the other rows are drawn after these are on the screen.
const WIDTHS = { side: "s", quantity: "s", unit: "s", period: "s", country: "s", hazardous: "s", code: "s", sector: "s", language: "s", text: "l" };

/**
 * `notes` tells what is known of a row: {problems, understood}, and `labelOf` what a resource is called.
 * `onAsk(row, choose)` asks the visitor what a row is, and hands over what was chosen.
 * `onPasteTable(text)` takes a paste that brings its own headings.
 */
export function createTable({ flows, wording, described, notes, labelOf, onPasteTable, onEdited, onTurned, onAsk, announce }) {
  const { say } = wording;
  const labels = Object.fromEntries(described.columns.map(({ id, label }) => [id, label]));
  const choices = choicesOf(described, say);
  const root = element("div", { className: "cx-table-place" });
  let showsFurther = false;
  let page = 0;
  let turns = inTurns([]);

  const heard = { input: keep, change: edited, keydown: moveByKey, paste };
  for (const [name, hear] of Object.entries(heard)) {
    root.addEventListener(name, (event) => {
      const { column } = event.target.dataset;
      if (column) hear(event, Number(event.target.closest("[data-key]").dataset.key), column);
    });
  }

  const columns = () => [...ESSENTIAL, ...(showsFurther ? FURTHER : [])].filter((id) => id in labels);
  const pages = () => Math.max(1, Math.ceil(flows.rows.length / ROWS_A_PAGE));

  function render() {
    const focused = focusedCell();
    const isNew = !root.childElementCount;
    turns.stop();
    page = Math.min(page, pages() - 1);
    const first = page * ROWS_A_PAGE;
    const shown = flows.rows.slice(first, first + ROWS_A_PAGE);
    const body = element("tbody");
    const draw = (from, to) => shown.slice(from, to).forEach((row, at) => body.append(...rowParts(row, first + from + at)));
    draw(0, isNew ? ROWS_IN_SIGHT : shown.length);
    // Room for the rows to come, so that what stands below does not move.
    const room = element("div", { className: "cx-room" });
    const leave = (count) => room.style.setProperty("--cx-rows", count);
    leave(isNew ? Math.max(0, shown.length - ROWS_IN_SIGHT) : 0);
    const table = element("table", { className: "cx-table", tabIndex: -1, "aria-label": say("table.name") }, heading(), body);
    root.replaceChildren(
      element("div", { className: "cx-scroll" }, table, room),
      ...(pages() > 1 ? [pager()] : []),
      ...datalists(),
    );
    if (isNew) {
      const later = shown.slice(ROWS_IN_SIGHT).map((_, at) => () => {
        draw(ROWS_IN_SIGHT + at, ROWS_IN_SIGHT + at + 1);
        leave(shown.length - ROWS_IN_SIGHT - at - 1);
      });
      turns = inTurns(later);
    }
    if (focused) cell(focused.key, focused.column)?.focus();
  }

  /** Take the table away; the next time it is drawn anew. */
  function empty() {
    turns.stop();
    root.replaceChildren();
  }

  function heading() {
    const cells = columns().map((id) => element("th", { scope: "col", className: `cx-w-${WIDTHS[id] ?? "m"}` }, labels[id]));
    const last = element("th", { scope: "col", className: "cx-w-tools" }, element("span", { className: "cx-hidden" }, say("table.tools")));
    return element("thead", {}, element("tr", {}, ...cells, last));
  }

  function rowParts(row, place) {
    const { problems = [] } = notes(row);
    const cells = columns().map((column) => {
      const own = problems.filter((problem) => problem.column === column);
      const field = fieldOf(row, column, place, own);
      return element("td", { "data-label": labels[column], className: `cx-cell cx-cell-${column}` }, field);
    });
    const line = element("tr", { className: `cx-row cx-side-${sideOf(row)}`, "data-key": row._key }, ...cells, tools(row, place));
    return [line, noteLine(row, place)].filter(Boolean);
  }

  function fieldOf(row, column, place, problems) {
    const value = row[column] ?? "";
    const shared = {
      className: "cx-field",
      "aria-label": say("table.cell", { column: labels[column], row: place + 1 }),
      "data-column": column,
      ...(problems.length && { "aria-invalid": "true", "aria-describedby": noteId(row) }),
    };
    if (choices[column]) return selection(choices[column], value, shared);
    return element("input", {
      ...shared,
      type: "text",
      value,
      autocomplete: "off",
      list: column === "unit" ? "cx-units" : undefined,
      placeholder: column === "text" ? say("table.text-hint") : "",
    });
  }

  function keep(event, key, column) {
    flows.set(key, column, event.target.value);
  }

  function edited(event, key, column) {
    onEdited(key, column);
  }

  // What a person wrote stays as it is, also where it is none of the choices.
  function selection(options, value, properties) {
    const known = value && options.find((option) => isNameOf(option, value));
    const own = value && !known ? [{ id: value, label: value }] : [];
    const made = [{ id: "", label: "" }, ...own, ...options].map(({ id, label }) => element("option", { value: id }, label));
    const field = element("select", properties, ...made);
    field.value = known ? known.id : value;
    return field;
  }

  function tools(row, place) {
    const named = (key) => say(key, { row: place + 1 });
    const duplicate = () => focusCell(flows.duplicate(row._key), "text");
    const remove = () => {
      const next = flows.rows[place + 1] ?? flows.rows[place - 1];
      flows.remove(row._key);
      announce(say("toast.row-removed"), { undo: true });
      if (next) focusCell(next._key, "text");
    };
    return element(
      "td",
      { className: "cx-tools" },
      iconButton(named("table.duplicate"), "copy", duplicate),
      iconButton(named("table.remove"), "remove", remove),
    );
  }

  function noteLine(row) {
    const { problems = [], understood } = notes(row);
    const parts = [...problems.map((problem) => problemLine(problem)), understoodLine(row, understood)].filter(Boolean);
    if (!parts.length) return undefined;
    return element(
      "tr",
      { className: `cx-notes cx-side-${sideOf(row)}` },
      element("td", { colSpan: columns().length + 1, id: noteId(row) }, ...parts),
    );
  }

  // What was chosen by hand goes before what is recognised.
  function understoodLine(row, { recognised, nearest = [] } = {}) {
    const chosen = idsOf(row);
    const choose = (ids) => () => setResources(row, ids);
    const without = (ids, id) => ids.filter((each) => each !== id);
    const ask = (label, kept) => button(label, () => onAsk(row, (id) => setResources(row, [...new Set([...kept, id])])), { look: "cx-quiet cx-small" });
    if (chosen.length) {
      const chips = chosen.map((id) => chip({ resource: id, label: labelOf(id) }, { isChosen: true, onRemove: choose(without(chosen, id)) }));
      const back = button(say("recognised.back"), choose([]), { look: "cx-quiet cx-small" });
      return understoodParts("cx-is-chosen", say("recognised.chosen"), chips, ask(say("recognised.add"), chosen), back);
    }
    if (!recognised) return undefined;
    if (recognised.length) {
      const ids = recognised.map(({ resource }) => resource);
      const removal = (id) => (ids.length > 1 ? choose(without(ids, id)) : undefined);
      const chips = recognised.map((each) => chip(each, { onConfirm: choose([each.resource]), onRemove: removal(each.resource) }));
      return understoodParts("", say("recognised.as"), chips, ask(say("recognised.another"), []));
    }
    const chips = nearest.map((each) => chip(each, { onConfirm: choose([each.resource]) }));
    const question = say(chips.length ? "recognised.nothing" : "recognised.nothing-near");
    return understoodParts("cx-is-empty", question, chips, ask(say("recognised.choose"), []));
  }

  function understoodParts(look, name, chips, ...actions) {
    return element("div", { className: `cx-recognised ${look}`, role: "group", "aria-label": name, tabIndex: -1 }, element("span", {}, name), ...chips, ...actions);
  }

  function chip({ resource, label, evidence, as_job: asJob }, { isChosen = false, onConfirm, onRemove }) {
    const because = evidence ? say("recognised.because", { evidence }) : undefined;
    const name = onConfirm
      ? element("button", { type: "button", onclick: onConfirm, "aria-label": say("recognised.confirm", { label: asJob || label }), title: because }, asJob || label)
      : element("span", {}, asJob || label);
    const remove = onRemove && iconButton(say("recognised.remove", { label }), "close", onRemove);
    return element("span", { className: `cx-chip${isChosen ? " cx-is-chosen" : ""}`, "data-resource": resource }, name, remove);
  }

  function setResources(row, ids) {
    flows.setMany([[row._key, { resources: ids.join(";") }]]);
    onEdited(row._key, "resources");
    understoodOf(row._key)?.focus();
  }

  function pager() {
    const first = page * ROWS_A_PAGE + 1;
    const last = Math.min(flows.rows.length, first + ROWS_A_PAGE - 1);
    const turn = (step) => () => {
      page += step;
      render();
      onTurned();
      root.querySelector(".cx-table").focus({ preventScroll: true });
      root.scrollIntoView({ block: "start" });
    };
    return element(
      "nav",
      { className: "cx-pager", "aria-label": say("table.pages") },
      button(say("table.previous"), turn(-1), { disabled: page === 0 }),
      element("span", {}, say("table.shown", { first, last, count: flows.rows.length })),
      button(say("table.next"), turn(1), { disabled: page >= pages() - 1 }),
    );
  }

  function datalists() {
    const options = described.units.map(({ id, label }) => element("option", { value: id, label: label === id ? undefined : label }));
    return [element("datalist", { id: "cx-units" }, ...options)];
  }

  function paste(event, key, column) {
    const text = event.clipboardData.getData("text/plain");
    if (!isTable(text)) return;
    event.preventDefault();
    const pasted = cellsOf(text);
    if (hasHeadings(pasted[0], described.columns)) return onPasteTable(text);
    pasteCells(pasted, flows.placeOf(key), leftOf(pasted, column));
    announce(say("toast.pasted", { count: pasted.length }), { undo: true });
  }

  // Rows that begin with their side are whole rows, also where the cursor stands in the column after it.
  function leftOf(pasted, column) {
    const areWhole = pasted.every(([first]) => described.sides.some((side) => isNameOf(side, first)));
    return areWhole && column === "text" ? columns().indexOf("side") : columns().indexOf(column);
  }

  function pasteCells(pasted, top, left) {
    const room = columns().length - left;
    showsFurther ||= pasted.some((cells) => cells.slice(room).some((cell) => cell.trim()));
    const ids = columns().slice(left);
    const values = pasted.map((cells) => Object.fromEntries(ids.slice(0, cells.length).map((id, at) => [id, cells[at].trim()])));
    const rows = flows.rows.slice(top, top + values.length);
    flows.setMany(rows.map((row, at) => [row._key, values[at]]), values.slice(rows.length));
    for (const row of flows.rows.slice(top, top + values.length)) onEdited(row._key, "text");
  }

  function moveByKey(event, key, column) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const isList = event.target.tagName === "SELECT";
    if (event.key === "Enter") return goTo(event, key, column, 1, 0, true);
    if (event.key === "ArrowDown" && !isList) return goTo(event, key, column, 1, 0);
    if (event.key === "ArrowUp" && !isList) return goTo(event, key, column, -1, 0);
    if (event.key === "ArrowLeft" && (isList || caretIsAt(event.target, "start"))) return goTo(event, key, column, 0, -1);
    if (event.key === "ArrowRight" && (isList || caretIsAt(event.target, "end"))) return goTo(event, key, column, 0, 1);
  }

  function goTo(event, key, column, down, right, mayAdd = false) {
    const place = flows.placeOf(key) + down;
    const side = columns()[columns().indexOf(column) + right];
    if (!side || place < 0) return;
    if (!flows.rows[place] && !mayAdd) return;
    event.preventDefault();
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
    const target = flows.rows[place]?._key ?? flows.add([{ side: flows.rows.at(-1)?.side ?? "have" }])[0];
    focusCell(target, side);
  }

  function focusCell(key, column) {
    turns.finish();
    const itsPage = Math.floor(flows.placeOf(key) / ROWS_A_PAGE);
    if (itsPage !== page) {
      page = itsPage;
      render();
    }
    const field = cell(key, column);
    field?.focus();
    field?.select?.();
    field?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  const understoodOf = (key) => root.querySelector(`[data-key="${key}"] + .cx-notes .cx-recognised`);
  const cell = (key, column) => root.querySelector(`[data-key="${key}"] [data-column="${column}"]`);

  function focusedCell() {
    const field = document.activeElement;
    if (!root.contains(field) || !field.dataset.column) return undefined;
    return { key: Number(field.closest("[data-key]").dataset.key), column: field.dataset.column };
  }

  /** New notes under one row, while the visitor may be typing in it. */
  function refreshNotes(key) {
    const place = flows.placeOf(key);
    const line = root.querySelector(`[data-key="${key}"]`);
    if (!line || place < 0) return;
    markFields(line, flows.rows[place]);
    const hadFocus = understoodOf(key)?.contains(document.activeElement);
    if (line.nextElementSibling?.classList.contains("cx-notes")) line.nextElementSibling.remove();
    line.className = `cx-row cx-side-${sideOf(flows.rows[place])}`;
    const fresh = noteLine(flows.rows[place]);
    if (fresh) line.after(fresh);
    if (hadFocus) understoodOf(key)?.focus();
  }

  /** New notes under all rows that are drawn. */
  function refreshAllNotes() {
    turns.finish();
    for (const line of root.querySelectorAll("[data-key]")) refreshNotes(Number(line.dataset.key));
  }

  function markFields(line, row) {
    const { problems = [] } = notes(row);
    for (const field of line.querySelectorAll("[data-column]")) {
      const isWrong = problems.some(({ column }) => column === field.dataset.column);
      field.toggleAttribute("aria-invalid", isWrong);
      if (isWrong) field.setAttribute("aria-invalid", "true");
      if (isWrong) field.setAttribute("aria-describedby", noteId(row));
      else field.removeAttribute("aria-describedby");
    }
  }

  const sideOf = (row) => {
    const side = row.side ?? "";
    const known = described.sides.find((each) => isNameOf(each, side));
    return known?.id ?? "unknown";
  };

  return {
    root,
    render,
    empty,
    /** The rows on the page that is shown. */
    get shown() {
      return flows.rows.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE);
    },
    /** Draw at once what was to be drawn in the next moments. */
    finish: () => turns.finish(),
    refreshNotes,
    refreshAllNotes,
    focusCell,
    get showsFurther() {
      return showsFurther;
    },
    showFurther(wanted) {
      showsFurther = wanted;
      render();
    },
  };
}

/** A problem as a line; *where* names the file and the row where the line does not stand beside them. */
export function problemLine({ severity, message, cure }, where = "") {
  const told = [where && `${where}: `, element("strong", {}, message), cure ? ` ${cure}` : ""].filter(Boolean);
  return element("p", { className: `cx-problem cx-is-${severity}` }, icon("warning"), element("span", {}, ...told));
}

function noteId(row) {
  return `cx-note-${row._key}`;
}

function choicesOf(described, say) {
  const answers = [{ id: "yes", label: say("answer.yes") }, { id: "no", label: say("answer.no") }];
  const { sides, kinds, periods, languages } = described;
  return { side: sides, kind: kinds, period: periods, language: languages, hazardous: answers };
}

function caretIsAt(field, end) {
  const { selectionStart, selectionEnd, value } = field;
  if (selectionStart !== selectionEnd) return false;
  return end === "start" ? selectionStart === 0 : selectionEnd === value.length;
}
