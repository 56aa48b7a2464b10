// Where the like of a synergy was done or tried before: cases of the library, the nearest first.

import { element } from "../elements.js";

const MOST = 2;

/** The exchanges of *cases* that had the same resource, or near kin of it, and served what is wanted; one a case. */
export function precedentsOf({ have, want }, { exchanges, haves, wants }) {
  const served = new Set(wants[want.resource]);
  const found = (haves[have.resource] ?? []).filter((place) => served.has(place)).map((place) => exchanges[place]);
  return found.filter(([one], at) => found.findIndex(([other]) => other === one) === at).slice(0, MOST);
}

/** What a card says of them, each with the way to its case; `address(path)` leads from the root of the site. */
export function precedentLines(found, { cases }, { say, address }) {
  const line = ([one, , , have, want, state]) => {
    const [path, title, where, when] = cases[one];
    return element("li", {}, element("a", { href: address(path), title }, where), `: ${[`${have} → ${want}`, state || when].filter(Boolean).join(", ")}`);
  };
  return element("div", { className: "cx-precedents" }, element("p", {}, say("synergy.before")), element("ul", {}, ...found.map(line)));
}
