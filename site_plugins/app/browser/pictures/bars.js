// Ranges side by side: from low to high as a bar, the likeliest value as a mark on it.

import { scaleLinear } from "d3-scale";
import { drawn, shortened } from "./drawing.js";

const WIDTH = 960;
const ROW = 40;
const NAMES = 330; // Room for the names.
const TICKS = 6;

/** *bars* are {title, label, low, mid, high, text}; `shown(value)` words a value of the axis. */
export function createBars({ bars, label, shown }) {
  const height = bars.length * ROW + 34;
  const scale = scaleLinear([Math.min(0, ...bars.map(({ low }) => low)), Math.max(0, ...bars.map(({ high }) => high))], [NAMES, WIDTH - 30]).nice(TICKS);
  const zero = scale(0);
  const root = document.createElement("div");
  root.className = "cx-picture cx-picture-plain";
  root.append(
    drawn(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": label, class: "cx-bars" },
      ...scale.ticks(TICKS).map((value) =>
        drawn("g", { class: "cx-axis" }, drawn("path", { d: `M${scale(value)},24V${height - 6}` }), drawn("text", { x: scale(value), y: 15, "text-anchor": "middle" }, shown(value))),
      ),
      ...bars.map((bar, at) => barOf(bar, 34 + at * ROW)),
      drawn("path", { class: "cx-zero", d: `M${zero},20V${height - 6}` }),
    ),
  );
  return { root };

  function barOf({ title, label: name, low, mid, high, text }, y) {
    const [from, middle, to] = [low, mid, high].map(scale);
    const look = low > 0 ? "cx-is-gain" : high < 0 ? "cx-is-loss" : "cx-is-open";
    return drawn(
      "g",
      { class: `cx-bar ${look}` },
      drawn("title", {}, text),
      drawn("text", { class: "cx-bar-title", x: NAMES - 12, y: y + 8, "text-anchor": "end" }, shortened(title, 46)),
      drawn("text", { class: "cx-bar-label", x: NAMES - 12, y: y + 23, "text-anchor": "end" }, shortened(name, 56)),
      drawn("rect", { x: from, y: y + 3, width: Math.max(2, to - from), height: 16, rx: 3 }),
      drawn("path", { class: "cx-bar-middle", d: `M${middle},${y}v22` }),
    );
  }
}
