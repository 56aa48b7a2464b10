// Ranges side by side: from low to high as a bar, the likeliest value as a mark on it.

import { scaleLinear } from "d3-scale";
import { drawn, isNarrow, shortened } from "./drawing.js";

// Names stand beside the bars in a room of their own, or over them.
const WIDE = { width: 960, row: 40, names: 330, under: 0, ticks: 6 };
const NARROW = { width: 340, row: 58, names: 14, under: 26, ticks: 3 };

/** *bars* are {title, label, low, mid, high, text}; `shown(value)` words a value of the axis. */
export function createBars({ bars, label, shown }) {
  const { width, row, names, under, ticks } = isNarrow() ? NARROW : WIDE;
  const height = bars.length * row + 34;
  const scale = scaleLinear([Math.min(0, ...bars.map(({ low }) => low)), Math.max(0, ...bars.map(({ high }) => high))], [names, width - 30]).nice(ticks);
  const zero = scale(0);
  const root = document.createElement("div");
  root.className = "cx-picture cx-picture-plain";
  root.append(
    drawn(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label, class: "cx-bars" },
      ...scale.ticks(ticks).map((value) =>
        drawn("g", { class: "cx-axis" }, drawn("path", { d: `M${scale(value)},24V${height - 6}` }), drawn("text", { x: scale(value), y: 15, "text-anchor": "middle" }, shown(value))),
      ),
      ...bars.map((bar, at) => barOf(bar, 34 + at * row)),
      drawn("path", { class: "cx-zero", d: `M${zero},20V${height - 6}` }),
    ),
  );
  return { root };

  function barOf({ title, label: name, low, mid, high, text }, y) {
    const [from, middle, to] = [low, mid, high].map(scale);
    const look = low > 0 ? "cx-is-gain" : high < 0 ? "cx-is-loss" : "cx-is-open";
    const aside = under ? { x: names + 6 } : { x: names - 12, "text-anchor": "end" };
    return drawn(
      "g",
      { class: `cx-bar ${look}` },
      drawn("title", {}, text),
      drawn("text", { class: "cx-bar-title", ...aside, y: y + 8 }, shortened(title, 46)),
      drawn("text", { class: "cx-bar-label", ...aside, y: y + (under ? 21 : 23) }, shortened(name, 56)),
      drawn("rect", { x: from, y: y + under + 3, width: Math.max(2, to - from), height: 16, rx: 3 }),
      drawn("path", { class: "cx-bar-middle", d: `M${middle},${y + under}v22` }),
    );
  }
}
