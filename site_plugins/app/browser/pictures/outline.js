// Sites where they lie, on the outlines of the two countries; distances are true along the great circle.

import { geoConicConformal, geoMercator, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import countries from "outlines:countries";
import { drawn, isNarrow, shortened, takesZoom } from "./drawing.js";

// The inset is the small map that shows where in the country this is.
const WIDE = { width: 960, height: 640, inset: 130, edge: 40 };
const NARROW = { width: 340, height: 420, inset: 70, edge: 14 };
const EARTH = 6371; // km
const LEAST_HEIGHT = 0.8; // Degrees of latitude that are seen at least.
const AROUND = 0.35; // How much is seen around the sites, of what they span.
const ASIDE = 11; // How far marks stand from the place that they share.
const PROJECTIONS = {
  RO: () => geoConicConformal().parallels([44, 48]).rotate([-25, 0]),
  NO: () => geoConicConformal().parallels([60, 69]).rotate([-15, 0]),
};
const STEP = 1.5;

/**
 * *sites* are {id, label, latitude, longitude, role}, all with coordinates; *links* {from, to, kind, label}.
 * The country is the one where most sites lie. `onSelect(id)` hears which site is chosen.
 */
export function createOutline({ sites, links, label, nameOf, scaleText, onSelect }) {
  const { width, height, inset, edge } = isNarrow() ? NARROW : WIDE;
  const country = mainCountry(sites);
  const projection = country ? PROJECTIONS[country]() : geoMercator();
  projection.fitExtent([[edge, edge], [width - edge, height - edge]], frameOf(sites, country));
  const path = geoPath(projection);
  const land = (rings) => path({ type: "MultiLineString", coordinates: rings });
  const at = new Map(sites.map((site) => [site.id, projection([site.longitude, site.latitude])]));
  const shared = Map.groupBy(sites, ({ id }) => at.get(id).map(Math.round).join());
  const stage = drawn(
    "g",
    {},
    ...Object.values(countries).map(({ around }) => drawn("path", { class: "cx-land-around", d: land(around) })),
    ...Object.values(countries).map(({ own }) => drawn("path", { class: "cx-land", d: land(own) })),
  );
  const lines = links.filter(({ from, to }) => at.has(from) && at.has(to) && from !== to).map((link) => drawn("path", { class: `cx-link ${link.kind}`, d: arc(at.get(link.from), at.get(link.to)), "data-from": link.from, "data-to": link.to }, drawn("title", {}, link.label)));
  const marks = new Map(sites.map((site, place) => [site.id, markOf(site, place)]));
  const names = [...shared.values()].filter((here) => here.length > 1).map(placeName);
  stage.append(drawn("g", {}, ...lines), drawn("g", {}, ...names), drawn("g", {}, ...marks.values()));
  const bar = drawn("g", { class: "cx-scale-bar", transform: `translate(24,${height - 24})` });
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label, class: "cx-outline", onkeydown: moveByKey }, stage, country && whereabouts(), bar);
  const root = document.createElement("div");
  root.className = "cx-picture";
  root.append(svg);
  let chosen = "";

  const zooming = zoom().scaleExtent([0.05, 60]).filter(takesZoom).on("zoom", ({ transform }) => {
    stage.setAttribute("transform", transform);
    svg.style.setProperty("--cx-zoom", 1 / transform.k);
    drawScale(transform);
  });
  select(svg).call(zooming).on("dblclick.zoom", null);
  fit();

  // Sites of one place stand around it, and it is named once.
  function asideOf(site) {
    const here = shared.get(at.get(site.id).map(Math.round).join());
    const angle = (here.indexOf(site) / here.length) * 2 * Math.PI - Math.PI / 2;
    const radius = here.length > 1 ? Math.max(ASIDE, (here.length * 16) / (2 * Math.PI)) : 0;
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle), isAlone: here.length === 1 };
  }

  function placeName(here) {
    const [x, y] = at.get(here[0].id);
    const below = Math.max(ASIDE, (here.length * 16) / (2 * Math.PI)) + 22;
    return drawn("g", { class: "cx-place-name", transform: `translate(${x},${y})` }, drawn("g", { class: "cx-steady" }, drawn("text", { y: below, "text-anchor": "middle" }, `${here[0].place} (${here.length})`)));
  }

  function whereabouts() {
    const whole = { type: "MultiLineString", coordinates: countries[country].own };
    const small = PROJECTIONS[country]().fitSize([inset, inset], whole);
    const corners = [[0, 0], [width, 0], [width, height], [0, height]].map((corner) => small(projection.invert(corner)));
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    const frame = { x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
    return drawn(
      "g",
      { class: "cx-inset", transform: `translate(${width - inset - 18},18)`, "aria-hidden": "true" },
      drawn("rect", { class: "cx-inset-ground", x: -8, y: -8, width: inset + 16, height: inset + 16, rx: 6 }),
      drawn("path", { class: "cx-land", d: geoPath(small)(whole) }),
      drawn("rect", { class: "cx-inset-frame", ...frame }),
    );
  }

  function markOf(site, place) {
    const [x, y] = at.get(site.id);
    const aside = asideOf(site);
    return drawn(
      "g",
      {
        class: `cx-site-mark cx-site-${site.role}${aside.isAlone ? " cx-is-labelled" : ""}`,
        transform: `translate(${x},${y})`,
        role: "button",
        tabindex: place ? -1 : 0,
        "data-site": site.id,
        "aria-label": nameOf(site),
        "aria-pressed": "false",
        onclick: () => choose(site.id === chosen ? "" : site.id),
      },
      drawn("g", { class: "cx-steady" }, drawn("circle", { cx: aside.x, cy: aside.y, r: 7 }), drawn("text", { x: aside.x, y: aside.y - 11, "text-anchor": "middle", "aria-hidden": "true" }, shortened(site.label, 30))),
    );
  }

  function choose(id) {
    chosen = id;
    svg.classList.toggle("cx-has-chosen", id !== "");
    for (const [each, mark] of marks) mark.setAttribute("aria-pressed", String(each === id));
    for (const line of lines) line.classList.toggle("cx-is-own", id !== "" && [line.dataset.from, line.dataset.to].includes(id));
    onSelect(id);
  }

  function moveByKey(event) {
    const all = [...marks.values()];
    const here = all.indexOf(document.activeElement);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const acts = { "+": () => zoomBy(STEP), "-": () => zoomBy(1 / STEP), 0: fit, Escape: () => choose("") };
    if (here >= 0) acts.Enter = acts[" "] = () => all[here].dispatchEvent(new MouseEvent("click"));
    if (here >= 0 && steps[event.key]) {
      const next = all[(here + steps[event.key] + all.length) % all.length];
      all[here].setAttribute("tabindex", -1);
      next.setAttribute("tabindex", 0);
      next.focus();
    } else if (acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
  }

  function zoomBy(factor) {
    select(svg).call(zooming.scaleBy, factor);
  }

  function fit() {
    select(svg).call(zooming.transform, zoomIdentity);
  }

  // A round number of kilometres, as long as it is in the middle of what is seen.
  function drawScale(transform) {
    const [middle, aside] = [[width / 2, height / 2], [width / 2 + 100, height / 2]].map((point) => projection.invert(transform.invert(point)));
    const kilometres = kilometresBetween(middle, aside);
    const told = roundBelow(kilometres * 1.5);
    const long = (told / kilometres) * 100;
    bar.replaceChildren(drawn("path", { d: `M0,-6V0H${long}V-6` }), drawn("text", { x: long / 2, y: -9, "text-anchor": "middle" }, scaleText(told)));
  }

  return { root, choose, zoomIn: () => zoomBy(STEP), zoomOut: () => zoomBy(1 / STEP), fit };
}

/** The country of ours where most of *sites* lie; none where most lie elsewhere. */
export function mainCountry(sites) {
  const count = (code) => sites.filter(({ country }) => country === code).length;
  const [first] = Object.keys(PROJECTIONS).sort((one, other) => count(other) - count(one));
  return count(first) * 2 >= sites.length ? first : "";
}

/** Kilometres between two points of [longitude, latitude], along the great circle. */
export function kilometresBetween([lon1, lat1], [lon2, lat2]) {
  const [a, b, turn] = [lat1, lat2, lon2 - lon1].map((degrees) => (degrees * Math.PI) / 180);
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(turn / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The largest of 1, 2, 5, 10, 20, … that is not above *value*. */
export function roundBelow(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].map((step) => step * power).find((step) => step <= value);
}

// The sites with some room around them; the whole country where they lie far apart anyway.
function frameOf(sites, country) {
  if (!sites.length) return { type: "MultiLineString", coordinates: countries[country || "RO"].own };
  const [lons, lats] = [sites.map(({ longitude }) => longitude), sites.map(({ latitude }) => latitude)];
  const [west, east] = widened(lons, 0);
  const [south, north] = widened(lats, LEAST_HEIGHT);
  return { type: "MultiPoint", coordinates: [[west, south], [west, north], [east, south], [east, north]] };
}

function widened(values, least) {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const half = Math.max(least / 2, (to - from) * (0.5 + AROUND));
  return [(from + to) / 2 - half, (from + to) / 2 + half];
}

// Bent, so that there and back are two lines.
function arc([x1, y1], [x2, y2]) {
  const [mx, my] = [(x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12];
  return `M${x1},${y1}Q${mx},${my} ${x2},${y2}`;
}
