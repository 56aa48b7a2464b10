// A picture with its name, its ways out, and the table that says the same.

import { button, element } from "../elements.js";
import { asPng, asSvg, offer } from "./export.js";

/** *picture* is the element that holds the one svg; *table* a function that makes the table when it is wanted. */
export function figureOf({ title, name, note, picture, table, tools = [], say }) {
  const svg = () => picture.querySelector("svg");
  const frame = picture.closest(".cx-picture") ?? picture.querySelector(".cx-picture");
  Object.assign(frame, { tabIndex: 0, role: "region", ariaLabel: title }); // On a narrow screen it is scrolled.
  const saved = { svg: async () => asSvg(svg(), title), png: async () => asPng(svg(), title) };
  const kinds = { svg: "image/svg+xml", png: "image/png" };
  const ways = Object.keys(saved).map((kind) =>
    button(kind.toUpperCase(), async () => offer(`${name}.${kind}`, await saved[kind](), kinds[kind]), {
      look: "cx-format",
      "aria-label": say("picture.save-as", { title, format: kind.toUpperCase() }),
    }),
  );
  const same = element(
    "details",
    { className: "cx-same", ontoggle: () => same.open && same.childElementCount === 1 && same.append(table()) },
    element("summary", {}, say("picture.table")),
  );
  return element(
    "figure",
    { className: "cx-figure" },
    element("figcaption", {}, element("h3", {}, title), note && element("p", { className: "cx-figure-note" }, note)),
    element("div", { className: "cx-toolbar" }, ...tools, ...ways),
    picture,
    same,
  );
}
