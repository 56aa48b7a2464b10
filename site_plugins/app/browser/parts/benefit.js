// Benefit against ease, as a picture and as a table: for the views Value and Plan.

import { figureOf } from "./figure.js";
import { tableOf } from "./tables.js";
import { createGrid } from "../pictures/grid.js";

const POINTS_AT_MOST = 60;

/** *named* holds the rows of the pipeline by id, with number and name; `onSelect(id)` hears which point is chosen. */
export function benefitFigure({ grid, measure, named, amounts, say, onSelect }) {
  const shown = (gain) => (measure.unit === "EUR" ? amounts.euro(gain) : `${amounts.number(gain)} ${measure.unit}`);
  const known = grid.filter(({ id, gain }) => gain !== null && named.has(id));
  if (!known.length) return undefined;
  const points = known.slice(0, POINTS_AT_MOST).map(({ id, gain, ease, is_quick_win: isQuickWin }) => {
    const { number, name } = named.get(id);
    return { id, benefit: gain, ease: ease / 100, isQuickWin, number, label: say(isQuickWin ? "plan.point-quick" : "plan.point", { number, name, benefit: shown(gain), ease }) };
  });
  const { root } = createGrid({
    points,
    label: say("plan.grid-label", { measure: measure.label }),
    shown,
    words: { hard: say("plan.hard"), easy: say("plan.easy"), benefit: measure.label },
    onSelect,
  });
  return figureOf({
    title: say("plan.grid"),
    name: "benefit-and-ease",
    note: [say("plan.grid-note"), points.length < known.length && say("plan.grid-most", { count: points.length })].filter(Boolean).join(" "),
    picture: root,
    say,
    table: () =>
      tableOf({
        caption: say("plan.grid"),
        say,
        columns: [{ label: say("plan.synergy") }, { label: measure.label, isNumber: true }, { label: say("plan.ease"), isNumber: true }, { label: say("plan.why-ease") }, { label: say("plan.quick-win") }],
        rows: known.map(({ id, gain, ease, is_quick_win: isQuickWin }) => {
          const { number, name, ease_parts: parts } = named.get(id);
          return [`${number}. ${name}`, shown(gain), amounts.number(ease), parts.map(({ text }) => text).join(" "), say(isQuickWin ? "answer.yes" : "answer.no")];
        }),
      }),
  });
}
