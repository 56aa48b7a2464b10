// How much flows from whom to whom, as bands as wide as their amounts.

import { sankey, sankeyJustify, sankeyLinkHorizontal } from "d3-sankey";
import { drawn, inLines, isNarrow, LINE, named } from "./drawing.js";

const ROW = 42; // Height that a site needs at least.
// The margins are room for names at both sides.
const WIDE = { width: 960, margin: 170, signs: 22 };
const NARROW = { width: 340, margin: 108, signs: 15 };

/**
 * *links* are {from, to, value, label, kind}: *kind* a class name, *label* what a screen reader and the tooltip say.
 * A site stands twice where it both gives and takes, so that no band runs in a circle. `nameOf(id)` names a site.
 */
export function createSankey({ links, label, nameOf }) {
  const { width, margin, signs } = isNarrow() ? NARROW : WIDE;
  const ends = (side, prefix) => [...new Set(links.map((link) => link[side]))].map((id) => ({ key: prefix + id, name: nameOf(id) }));
  const [givers, takers] = [ends("from", "<"), ends("to", ">")];
  const height = Math.max(220, Math.max(givers.length, takers.length) * ROW);
  const arrange = sankey()
    .nodeId(({ key }) => key)
    .nodeAlign(sankeyJustify)
    .nodeWidth(14)
    .nodePadding(2 * LINE)
    .extent([[margin, 12], [width - margin, height - 12]]);
  const { nodes, links: bands } = arrange({
    nodes: [...givers, ...takers],
    links: links.map((link) => ({ ...link, source: `<${link.from}`, target: `>${link.to}` })),
  });
  const path = sankeyLinkHorizontal();
  const root = document.createElement("div");
  root.className = "cx-picture";
  root.append(
    drawn(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label, class: "cx-sankey" },
      ...bands.map((band) => drawn("path", { class: `cx-band ${band.kind}`, d: path(band), "stroke-width": Math.max(1, band.width) }, drawn("title", {}, band.label))),
      ...nodes.map((node) => nodeOf(node)),
    ),
  );
  return { root };

  function nodeOf({ key, name, x0, x1, y0, y1 }) {
    const isGiver = key.startsWith("<");
    const lines = inLines(name, signs);
    return drawn(
      "g",
      { class: isGiver ? "cx-site-gives" : "cx-site-takes" },
      drawn("rect", { x: x0, y: y0, width: x1 - x0, height: Math.max(2, y1 - y0) }),
      drawn("title", {}, name),
      named(lines, { x: isGiver ? x0 - 6 : x1 + 6, y: (y0 + y1) / 2 + 4 - ((lines.length - 1) * LINE) / 2, "text-anchor": isGiver ? "end" : "start" }),
    );
  }
}
