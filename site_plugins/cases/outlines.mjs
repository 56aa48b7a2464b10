// The maps of the case library: outlines from Natural Earth by way of the package world-atlas, and where places lie on them.
//
//   node outlines.mjs < [[longitude, latitude], …]
//
// Prints for each map its size, its land as paths in tenths of its units, and all places as points of its drawing, also
// those beyond its edge.
import fs from "node:fs";
import { createRequire } from "node:module";
import { geoConicConformal, geoEqualEarth, geoPath } from "d3-geo";
import { merge } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const OURS = ["578", "642"]; // Norway and Romania, as the numbers of ISO 3166 name them.
const LEAST_ISLAND = 2; // Square units of the drawing; what is smaller is left out.
// *frame* is what is seen at least, as west, south, east, north; *corner* the smallest that is kept, in square degrees.
const MAPS = {
  north: { width: 300, height: 420, frame: [5, 54.6, 30, 71.1], scale: "50m", corner: 6e-3, projection: geoConicConformal().parallels([57, 68]).rotate([-17, 0]) },
  romania: { width: 300, height: 204, frame: [20.2, 43.6, 29.8, 48.3], scale: "50m", corner: 2e-3, projection: geoConicConformal().parallels([44, 48]).rotate([-25, 0]) },
  europe: { width: 300, height: 204, frame: [-11, 37, 31, 59], scale: "50m", corner: 2e-2, projection: geoConicConformal().parallels([40, 56]).rotate([-11, 0]) },
  world: { width: 612, height: 206, frame: [-168, -42, 178, 72], scale: "110m", corner: 0.3, projection: geoEqualEarth().rotate([-11, 0]) },
};

const places = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(JSON.stringify(Object.fromEntries(Object.entries(MAPS).map(([name, map]) => [name, drawn(map)]))));

function drawn({ width, height, frame, scale, corner, projection }) {
  const [west, south, east, north] = frame;
  const corners = [];
  for (let step = 0; step <= 8; step++) {
    const longitude = west + ((east - west) * step) / 8;
    corners.push([longitude, south], [longitude, north]);
  }
  projection.fitSize([width, height], { type: "MultiPoint", coordinates: corners }).clipExtent([[0, 0], [width, height]]);
  const simple = simplify(presimplify(world(scale)), corner);
  const { geometries } = simple.objects.countries;
  const path = (isWanted) => outline(projection, merge(simple, geometries.filter(isWanted)));
  return {
    width,
    height,
    around: path(({ id }) => !OURS.includes(id)),
    own: path(({ id }) => OURS.includes(id)),
    points: places.map((point) => projection(point).map((each) => Number(each.toFixed(1)))),
  };
}

// Whole rings are judged as they are drawn, so that the corners of a small island do not outlive it.
function outline(projection, land) {
  const rings = [];
  const path = geoPath(projection).digits(1);
  for (const polygon of land.coordinates) {
    const one = { type: "Polygon", coordinates: polygon };
    if (path.area(one) >= LEAST_ISLAND) rings.push(...path(one).split("Z").filter(Boolean).map(stepwise));
  }
  return rings.join("");
}

// A ring told by the steps from corner to corner, in tenths: half as many signs as its corners take.
function stepwise(ring) {
  const corners = ring.slice(1).split("L").map((corner) => corner.split(",").map((each) => Math.round(10 * each)));
  const steps = corners.slice(1).map(([x, y], at) => `${x - corners[at][0]},${y - corners[at][1]}`);
  return `M${corners[0]}l${steps.join(" ").replaceAll(/[ ,]-/g, "-")}z`;
}

function world(scale) {
  return JSON.parse(fs.readFileSync(createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`), "utf8"));
}
