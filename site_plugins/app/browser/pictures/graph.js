// Who is tied to whom: sites as marks that can be dragged, chosen and gone through by keyboard, links between them.

import { drag } from "d3-drag";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { scaleSqrt } from "d3-scale";
import { select } from "d3-selection";
import { zoom, zoomIdentity, zoomTransform } from "d3-zoom";
import { drawn, inLines, isNarrow, named, takesZoom, wantsCalm } from "./drawing.js";
import { createCanvas } from "./moving.js";

// Distances and forces are those of the wide picture, times *spread*; *pull* draws sites to the middle, across and down.
const WIDE = { width: 960, height: 600, spread: 1, pull: [0.05, 0.09], labels: 30, signs: 18 };
const NARROW = { width: 340, height: 480, spread: 0.6, pull: [0.2, 0.07], labels: 14, signs: 14 };
const TICKS_AHEAD = 150; // Before the first sight, so that nothing flies about.
const ROOM = 30; // Around each site, where all are named.
const NEAR = 1.6; // From this zoom on all names are shown.
const STEP = 1.4; // of a zoom by key or button

/**
 * *sites* are {id, label, role: "gives" | "takes" | "both"}, *links* {from, to, kind}, kind being a class name.
 * `nameOf(site)` is what a screen reader says of a site; `onSelect(id)` hears which one is chosen, "" for none.
 */
export function createGraph({ sites, links, label, nameOf, onSelect }) {
  const { width, height, spread, pull, labels, signs } = isNarrow() ? NARROW : WIDE;
  const nodes = sites.map((site) => ({ ...site, degree: 0 }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = links.map((link) => ({ ...link, source: byId.get(link.from), target: byId.get(link.to) })).filter(({ source, target }) => source && target && source !== target);
  for (const { source, target } of edges) (source.degree++, target.degree++);
  const size = scaleSqrt([0, Math.max(4, ...nodes.map(({ degree }) => degree))], [5, 18]);
  const labelled = new Set(nodes.toSorted((one, other) => other.degree - one.degree).slice(0, labels));
  const kinds = [...new Set(edges.map(({ kind }) => kind))];

  let chosen = "";
  let near = new Set(); // The partners of the chosen site.
  let focused = nodes[0];
  let looks; // Of links and marks, read from their styles when a motion begins.

  // One path for all links of a kind: hundreds of single lines would be too slow to drag.
  const paths = new Map(kinds.map((kind) => [kind, drawn("path", { class: `cx-link ${kind}` })]));
  const own = drawn("path", { class: "cx-link cx-is-own" });
  const arrows = drawn("path", { class: "cx-arrows" });
  const marks = new Map(nodes.map((node) => [node, markOf(node)]));
  const stage = drawn("g", {}, drawn("g", {}, ...paths.values(), own, arrows), drawn("g", {}, ...marks.values()));
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label, class: "cx-graph", onkeydown: moveByKey }, stage);
  const canvas = createCanvas(svg, width, height);
  const plane = document.createElement("div");
  plane.className = "cx-plane";
  plane.append(svg, canvas.root);
  const root = document.createElement("div");
  root.className = "cx-picture";
  root.append(plane);

  const simulation = forceSimulation(nodes)
    .force("link", forceLink(edges).distance(spread * (60 + 700 / nodes.length)).strength(({ source, target }) => 0.7 / Math.min(source.degree, target.degree)))
    .force("charge", forceManyBody().strength(-spread * (150 + 5000 / nodes.length)).distanceMax(500))
    .force("x", forceX(width / 2).strength(pull[0]))
    .force("y", forceY(height / 2).strength(pull[1]))
    .force("collide", forceCollide((node) => size(node.degree) + (nodes.length > labels ? 4 : spread * ROOM)))
    .alphaMin(0.01)
    .alphaDecay(0.05)
    .stop()
    .tick(TICKS_AHEAD)
    .on("tick", move)
    .on("end", settle);

  const zooming = zoom().scaleExtent([0.2, 8]).filter(takesZoom).on("zoom", ({ sourceEvent }) => (sourceEvent ? move() : zoomed())).on("end", ({ sourceEvent }) => sourceEvent && settle());
  select(svg).call(zooming).on("dblclick.zoom", null);
  select(stage).selectAll(".cx-site-mark").data(nodes).call(dragging());
  select(svg).on("click", ({ target }) => target === svg && choose(""));
  fit();
  draw();

  function markOf(node) {
    const radius = size(node.degree);
    return drawn(
      "g",
      {
        class: `cx-site-mark cx-site-${node.role}${labelled.has(node) ? " cx-is-labelled" : ""}`,
        role: "button",
        tabindex: node === nodes[0] ? 0 : -1,
        "aria-label": nameOf(node),
        "aria-pressed": "false",
        onclick: () => choose(node.id === chosen ? "" : node.id),
        onfocus: () => focusOn(node),
      },
      drawn("path", { d: SHAPES[node.role](radius) }),
      named(inLines(node.label, signs), { y: radius + 11, "text-anchor": "middle" }),
      drawn("title", {}, node.label),
    );
  }

  function draw() {
    for (const [kind, path] of paths) path.setAttribute("d", lines(edges.filter((edge) => edge.kind === kind)));
    const mine = chosen ? edges.filter(({ source, target }) => source.id === chosen || target.id === chosen) : [];
    own.setAttribute("d", lines(mine));
    arrows.setAttribute("d", mine.map(arrow).join(""));
    for (const [node, mark] of marks) mark.setAttribute("transform", `translate(${node.x.toFixed(1)},${node.y.toFixed(1)})`);
  }

  // While things move they are painted; what is looked at, gone through by keyboard and exported are the elements.
  function move() {
    looks ??= looksOf();
    const lines = kinds.map((kind) => [looks.links.get(kind), edges.filter((edge) => edge.kind === kind).map(({ source, target }) => [source, target])]);
    const painted = nodes.map((node) => ({ x: node.x, y: node.y, shape: looks.shapes.get(node), look: looks.roles[node.role], opacity: !chosen || node.id === chosen || near.has(node) ? 1 : 0.35, lines: labelled.has(node) ? inLines(node.label, signs) : [], below: size(node.degree) + 11 }));
    canvas.paint(zoomTransform(svg), lines, painted);
  }

  function zoomed() {
    const transform = zoomTransform(svg);
    stage.setAttribute("transform", transform);
    svg.classList.toggle("cx-is-near", transform.k > NEAR);
  }

  function settle() {
    zoomed();
    draw();
    canvas.hide();
    looks = undefined;
  }

  function looksOf() {
    const links = new Map(kinds.map((kind) => [kind, pick(getComputedStyle(paths.get(kind)), ["stroke", "strokeWidth", "strokeOpacity"])]));
    const roles = Object.fromEntries(nodes.map((node) => [node.role, getComputedStyle(marks.get(node).querySelector("path")).fill]));
    return { links, roles, shapes: new Map(nodes.map((node) => [node, new Path2D(SHAPES[node.role](size(node.degree)))])) };
  }

  function arrow({ source, target }) {
    const [dx, dy] = [target.x - source.x, target.y - source.y];
    const length = Math.hypot(dx, dy) || 1;
    const [ux, uy] = [dx / length, dy / length];
    const [x, y] = [target.x - ux * (size(target.degree) + 3), target.y - uy * (size(target.degree) + 3)];
    const [bx, by] = [x - ux * 9, y - uy * 9];
    return `M${x},${y}L${bx - uy * 4.5},${by + ux * 4.5}L${bx + uy * 4.5},${by - ux * 4.5}Z`;
  }

  function dragging() {
    const isCalm = wantsCalm();
    const from = ({ active }, node) => {
      if (!active && !isCalm) simulation.alphaTarget(0.25).restart();
      Object.assign(node, { fx: node.x, fy: node.y });
    };
    const on = ({ x, y }, node) => {
      Object.assign(node, { fx: x, fy: y, ...(isCalm && { x, y }) });
      if (isCalm) move();
    };
    const end = ({ active }, node) => {
      if (!active) simulation.alphaTarget(0);
      if (isCalm) settle();
      else Object.assign(node, { fx: null, fy: null });
    };
    return drag().container(stage).on("start", from).on("drag", on).on("end", end);
  }

  function choose(id) {
    chosen = id;
    near = new Set(edges.filter(({ source, target }) => source.id === id || target.id === id).flatMap(({ source, target }) => [source, target]));
    svg.classList.toggle("cx-has-chosen", id !== "");
    for (const [node, mark] of marks) {
      mark.setAttribute("aria-pressed", String(node.id === id));
      mark.classList.toggle("cx-is-chosen", node.id === id);
      mark.classList.toggle("cx-is-near-by", near.has(node));
    }
    draw();
    onSelect(id);
  }

  function focusOn(node) {
    marks.get(focused)?.setAttribute("tabindex", -1);
    focused = node;
    marks.get(node).setAttribute("tabindex", 0);
  }

  function moveByKey(event) {
    const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    const acts = {
      Enter: () => choose(focused.id === chosen ? "" : focused.id),
      " ": () => choose(focused.id === chosen ? "" : focused.id),
      Escape: () => choose(""),
      "+": () => zoomBy(STEP),
      "-": () => zoomBy(1 / STEP),
      0: fit,
    };
    const way = ways[event.key];
    if (!way && !acts[event.key]) return;
    event.preventDefault();
    if (way) marks.get(nearest(nodes, focused, way) ?? focused).focus();
    else acts[event.key]();
  }

  function zoomBy(factor) {
    select(svg).call(zooming.scaleBy, factor);
  }

  function fit() {
    const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs) - 60, Math.max(...xs) + 60, Math.min(...ys) - 30, Math.max(...ys) + 40];
    const scale = Math.min(width / (right - left), height / (bottom - top), 1.6);
    const [x, y] = [(width - scale * (left + right)) / 2, (height - scale * (top + bottom)) / 2];
    select(svg).call(zooming.transform, zoomIdentity.translate(x, y).scale(scale));
  }

  return { root, choose, zoomIn: () => zoomBy(STEP), zoomOut: () => zoomBy(1 / STEP), fit, stop: () => simulation.stop() };
}

function pick(whole, names) {
  return Object.fromEntries(names.map((name) => [name, whole[name]]));
}

function lines(edges) {
  return edges.map(({ source, target }) => `M${source.x.toFixed(1)},${source.y.toFixed(1)}L${target.x.toFixed(1)},${target.y.toFixed(1)}`).join("");
}

/** The node nearest to *from* in the direction *way*; what lies aside counts as farther. */
export function nearest(nodes, from, [wayX, wayY]) {
  const ahead = nodes
    .map((node) => ({ node, along: (node.x - from.x) * wayX + (node.y - from.y) * wayY, aside: Math.abs((node.x - from.x) * wayY - (node.y - from.y) * wayX) }))
    .filter(({ along }) => along > 0.01);
  return ahead.sort((one, other) => one.along + 2 * one.aside - other.along - 2 * other.aside)[0]?.node;
}

// Shape and colour tell the same, for who does not see the colours.
const SHAPES = {
  gives: (radius) => `M0,${-radius}A${radius},${radius} 0 1 1 0,${radius}A${radius},${radius} 0 1 1 0,${-radius}Z`,
  takes: (radius) => `M${-radius * 0.9},${-radius * 0.9}h${radius * 1.8}v${radius * 1.8}h${-radius * 1.8}Z`,
  both: (radius) => `M0,${-radius * 1.25}L${radius * 1.25},0L0,${radius * 1.25}L${-radius * 1.25},0Z`,
};
