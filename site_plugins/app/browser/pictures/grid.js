// Benefit against ease: what is worth much and easy to do stands at the upper right, and is marked as a quick win.

import { scaleLinear, scaleSymlog } from "d3-scale";
import { drawn, isNarrow } from "./drawing.js";

const WIDE = { width: 960, height: 520, left: 90 };
const NARROW = { width: 340, height: 420, left: 66 };
const FRAME = { right: 24, top: 34, bottom: 56 };

/**
 * *points* are {id, number, label, benefit, ease, isQuickWin}, ease being from 0 to 1; the number stands on the mark,
 * as in the table. `shown(value)` words a benefit; *words* has easy, hard and benefit.
 */
export function createGrid({ points, label, shown, words, onSelect }) {
  const { width, height, left: frameLeft } = isNarrow() ? NARROW : WIDE;
  const benefits = points.map(({ benefit }) => benefit);
  const most = Math.max(1, ...benefits.map(Math.abs));
  const across = scaleLinear([0, 1], [frameLeft, width - FRAME.right]);
  const up = scaleSymlog([Math.min(0, ...benefits), Math.max(1, ...benefits)], [height - FRAME.bottom, FRAME.top]).constant(most / 50);
  const marks = apart(points.map((point) => ({ ...point, x: across(point.ease), y: up(point.benefit) })));
  const root = document.createElement("div");
  root.className = "cx-picture cx-picture-plain";
  const ticks = [...new Set([Math.min(0, ...benefits), 0, most / 50, most / 10, most / 3, Math.max(...benefits, 1)])].filter((value) => value <= Math.max(...benefits, 1));
  root.append(
    drawn(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label, class: "cx-grid" },
      quickField(),
      ...spaced(ticks.map((value) => ({ value, y: up(value) }))).map(({ value, y }) =>
        drawn("g", { class: "cx-axis" }, drawn("path", { d: `M${frameLeft},${y}H${width - FRAME.right}` }), drawn("text", { x: frameLeft - 8, y: y + 4, "text-anchor": "end" }, shown(value))),
      ),
      drawn("path", { class: "cx-zero", d: `M${frameLeft},${up(0)}H${width - FRAME.right}` }),
      drawn("text", { class: "cx-axis-name", x: 8, y: 14 }, words.benefit),
      drawn("text", { class: "cx-axis-name", x: frameLeft, y: height - 16 }, `← ${words.hard}`),
      drawn("text", { class: "cx-axis-name", x: width - FRAME.right, y: height - 16, "text-anchor": "end" }, `${words.easy} →`),
      ...marks.map(markOf),
    ),
  );
  return { root };

  // From the least ease and the least benefit of the quick wins on.
  function quickField() {
    const quick = marks.filter(({ isQuickWin }) => isQuickWin);
    if (!quick.length) return undefined;
    const [left, bottom] = [across(Math.min(...quick.map(({ ease }) => ease))) - 16, up(Math.min(...quick.map(({ benefit }) => benefit))) + 16];
    return drawn("rect", { class: "cx-quick", x: left, y: FRAME.top - 14, width: width - FRAME.right - left, height: bottom - FRAME.top + 14 });
  }

  function markOf({ id, number, label: name, x, y, isQuickWin }) {
    return drawn(
      "g",
      {
        class: `cx-point${isQuickWin ? " cx-is-quick" : ""}`,
        transform: `translate(${x},${y})`,
        role: "button",
        tabindex: 0,
        "aria-label": name,
        onclick: () => onSelect(id),
        onkeydown: (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), onSelect(id)),
      },
      drawn("title", {}, name),
      drawn("circle", { r: 12 }),
      drawn("text", { y: 4, "text-anchor": "middle" }, String(number)),
    );
  }
}

/** *marks* moved aside where they would hide each other. */
export function apart(marks, least = 26) {
  const placed = [];
  for (const mark of marks) {
    let { x, y } = mark;
    for (let turn = 0; turn < 40 && placed.some((other) => Math.hypot(other.x - x, other.y - y) < least); turn++) {
      x = mark.x + Math.cos(turn * 2.4) * least * 0.6 * Math.sqrt(turn + 1);
      y = mark.y + Math.sin(turn * 2.4) * least * 0.6 * Math.sqrt(turn + 1);
    }
    placed.push({ ...mark, x, y });
  }
  return placed;
}

// Lines of the axis that would run into each other are left out.
function spaced(lines, least = 18) {
  const kept = [];
  for (const line of lines) if (kept.every(({ y }) => Math.abs(y - line.y) >= least)) kept.push(line);
  return kept;
}
