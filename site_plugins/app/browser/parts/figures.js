// Figures that values rest on, each with its source, and open to the visitor's own.

import { button, element } from "../elements.js";
import { readFigure, writtenFigure } from "./amounts.js";

/**
 * A field for the *figure* {factor, label, value, unit}, where *path* tells for what it holds: the project, or one synergy.
 * What is not known yet is empty; what the visitor entered is marked, and can be given back.
 */
export function figureField(host, figure, path = []) {
  const { tag, say } = host.wording;
  const { project } = host;
  const whole = [...path, "assumptions"];
  const own = whole.reduce((found, name) => found?.[name], project.choices)?.[figure.factor];
  const field = element("input", {
    type: "text",
    className: `cx-entry cx-figure-entry${own === undefined ? "" : " cx-is-users"}`,
    value: writtenFigure(own ?? figure.value, tag),
    placeholder: say("value.enter"),
    "aria-label": say("value.figure-of", { label: figure.label, unit: figure.unit }),
    "data-at": [...path, figure.factor].join("/"),
    onchange: take,
  });
  const back = own !== undefined && button(say("value.give-back"), () => project.set([...whole, figure.factor], undefined), { look: "cx-quiet cx-small", "aria-label": say("value.give-back-of", { label: figure.label }) });
  return element("span", { className: "cx-figure-field" }, field, " ", element("span", { className: "cx-unit" }, figure.unit === "–" ? "" : figure.unit), back);

  function take() {
    const read = readFigure(field.value, tag);
    field.toggleAttribute("aria-invalid", read === null);
    if (read === null) return host.announce(say("value.figure-wrong", { label: figure.label }));
    if (JSON.stringify(read) === JSON.stringify(own)) return undefined;
    return project.set([...whole, figure.factor], read);
  }
}

/** Where a figure comes from, with its year and country. */
export function sourceOf({ source, address, year, country, note, licence }) {
  const name = address.startsWith("https://") ? element("a", { href: address, target: "_blank", rel: "noopener" }, source) : source;
  return element("span", { className: "cx-source" }, name, [year, country, licence].filter(Boolean).map((part) => `, ${part}`).join(""), note && element("small", {}, note));
}

/** The figures of several values that are not known yet or matter most, put together: the most useful first. */
export function worthAsking(values) {
  const found = new Map();
  for (const { unknown } of values) {
    for (const each of unknown) {
      const known = found.get(each.factor) ?? { ...each, waiting: 0, narrows: 0, synergies: 0 };
      found.set(each.factor, { ...known, waiting: known.waiting + each.waiting, narrows: known.narrows + (each.narrows ?? 0), synergies: known.synergies + 1 });
    }
  }
  return [...found.values()].sort((one, other) => other.waiting - one.waiting || other.narrows - one.narrows || other.synergies - one.synergies);
}
