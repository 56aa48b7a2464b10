// The outlines of Romania and Norway, and of what lies around them, from Natural Earth by way of the package world-atlas.
import fs from "node:fs";
import { createRequire } from "node:module";
import { geoClipRectangle, geoStream } from "d3-geo";
import { feature, merge } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const COUNTRIES = {
  RO: { id: "642", corner: 1.5e-4, frame: [16, 40, 34, 52] }, // west, south, east, north
  NO: { id: "578", corner: 4e-4, frame: [-3, 54, 37, 73] },
};
const LEAST_ISLAND = 6; // corners
const DIGITS = 3; // About a hundred metres.

/** For each country its outline, and the land around it within a frame: lists of rings of [longitude, latitude]. */
export function outlines() {
  const world = JSON.parse(fs.readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-10m.json"), "utf8"));
  const weighed = presimplify(world);
  return Object.fromEntries(Object.entries(COUNTRIES).map(([code, country]) => [code, outline(weighed, country)]));
}

// *corner* is the smallest corner that is kept, in square degrees.
function outline(weighed, { id, corner, frame }) {
  const simple = simplify(weighed, corner);
  const isOwn = (geometry) => geometry.id === id;
  const { geometries } = simple.objects.countries;
  const own = feature(simple, geometries.find(isOwn));
  const around = merge(simple, geometries.filter((geometry) => !isOwn(geometry)));
  return { own: rings(own, frame), around: rings(around, frame) };
}

function rings(land, [west, south, east, north]) {
  const found = [];
  let ring;
  const sink = {
    polygonStart() {},
    polygonEnd() {},
    lineStart: () => (ring = []),
    point: (...degrees) => ring.push(degrees.map((each) => Number(each.toFixed(DIGITS)))),
    lineEnd: () => ring.length >= LEAST_ISLAND && found.push(ring),
  };
  geoStream(land, geoClipRectangle(west, south, east, north)(sink));
  return found;
}
