// What one synergy is worth, in a line and in full.

import { element } from "../elements.js";
import { figureField, sourceOf } from "./figures.js";
import { tableOf } from "./tables.js";

const MOST_NAMED = 2;

/** The sentences that say what *value* comes to, the net benefit first; money is worded by *amounts*. */
export function worthLines({ net, needed, is_once: isOnce, co2e_t: co2e, price, per_unit: perUnit, unknown }, amounts, say) {
  const lacking = unknown.filter(({ value }) => value === null).map(({ label }) => label);
  const per = perUnit.unit;
  const lines = [];
  if (net) lines.push(say(isOnce ? "value.net-once" : "value.net", { net: amounts.euroRange(net) }));
  else if (lacking.length) lines.push(say("value.lacking", { count: lacking.length, labels: lacking.slice(0, MOST_NAMED).join("; ") }));
  if (needed) {
    const most = { low: -needed.high, mid: -needed.mid, high: -needed.low };
    lines.push(needed.mid > 0 ? say("value.needed", { amount: amounts.euroRange(needed), per }) : say("value.allowed", { amount: amounts.euroRange(most), per }));
  }
  if (co2e) lines.push(say(isOnce ? "value.co2e-once" : "value.co2e", { amount: amounts.range(co2e) }));
  if (price?.least && price.most) {
    const blanks = { least: amounts.euro(price.least.mid), most: amounts.euro(price.most.mid), per: price.per };
    lines.push(say(price.is_open ? "value.price-zone" : "value.price-none", blanks));
  }
  return lines;
}

/** All that is known of the worth of a synergy: its lines with what they rest on, and figures to enter for it alone. */
export function worthInFull(host, value, amounts) {
  const { say } = host.wording;
  const inLines = new Set([...value.lines, ...value.co2e_lines].flatMap(({ inputs }) => inputs.map(({ factor }) => factor)));
  const beside = (figures) => figures.filter(({ factor }) => !inLines.has(factor));
  const facts = [
    ["value.net-name", amounts.euroRange(value.net)],
    ["value.chance", amounts.share(value.chance_positive)],
    ["value.co2e-name", amounts.range(value.co2e_t, "t")],
    ["value.diverted", amounts.range(value.diverted_t, "t")],
    ["value.virgin", amounts.range(value.virgin_t, "t")],
    ["value.landfill", amounts.range(value.landfill_t, "t")],
    ["value.water", amounts.range(value.water_m3, "m³")],
    ["value.energy", amounts.range(value.energy_mwh, "MWh")],
    ["value.price-least", value.price && amounts.euroRange(value.price.least)],
    ["value.price-most", value.price && amounts.euroRange(value.price.most)],
    ["value.supplier-gain", value.price && amounts.euroRange(value.price.supplier_gain)],
    ["value.receiver-gain", value.price && amounts.euroRange(value.price.receiver_gain)],
    ["value.investment", amounts.euroRange(value.investment)],
    ["value.payback", amounts.range(value.payback_years)],
    ["value.npv", amounts.euroRange(value.npv)],
    ["value.break-even", amounts.range(value.break_even_km, "km")],
    ["value.co2e-break-even", amounts.range(value.co2e_break_even_km, "km")],
    ["value.lifetime", value.lifetime && amounts.range(value.lifetime.years)],
    ["value.lifetime-eur", value.lifetime && amounts.euroRange(value.lifetime.eur)],
    ["value.lifetime-co2e", value.lifetime && amounts.range(value.lifetime.co2e, "t")],
  ].filter(([, text]) => text && text !== "–");
  return element(
    "div",
    { className: "cx-worth" },
    element("dl", { className: "cx-facts-list" }, ...facts.flatMap(([key, text]) => [element("dt", {}, say(key)), element("dd", {}, text)])),
    linesTable("value.lines", value.lines, (line) => amounts.euroRange(line.eur)),
    linesTable("value.co2e-lines", value.co2e_lines, (line) => amounts.range(line.t, "t")),
    asked(),
    ownCost(),
    value.notes.length > 0 && element("ul", { className: "cx-lines" }, ...value.notes.map(({ text }) => element("li", {}, text))),
  );

  function linesTable(key, lines, shown) {
    if (!lines.length) return undefined;
    return tableOf({
      caption: say(key),
      say,
      columns: [{ label: say("value.line") }, { label: say("value.a-year"), isNumber: true }, { label: say("value.rests-on") }],
      rows: lines.map((line) => [line.label, shown(line), fieldsFor(line.inputs)]),
    });
  }

  // What no line shows as an input can be entered here, such as the investment or where a material goes today.
  function asked() {
    const rest = beside([...value.unknown, ...value.ways_out]);
    return rest.length > 0 && element("div", {}, element("p", { className: "cx-subhead" }, say("value.also-ask")), fieldsFor(rest));
  }

  // What the resource has cost its supplier, beside the benefit and never within it.
  function ownCost() {
    const { own_cost: cost } = value;
    if (!cost) return undefined;
    return element(
      "div",
      { className: "cx-own-cost" },
      element("p", { className: "cx-subhead" }, say("value.own-cost")),
      element("p", {}, cost.eur ? say("value.own-cost-total", { amount: amounts.euroRange(cost.eur) }) : say("value.own-cost-open")),
      fieldsFor(beside(cost.inputs)),
      element("p", { className: "cx-facts" }, say("value.own-cost-note")),
    );
  }

  function fieldsFor(figures) {
    const field = (figure) => element("li", {}, element("span", {}, figure.label), " ", figureField(host, figure, ["synergies", value.id]), " ", sourceOf(figure));
    return element("ul", { className: "cx-inputs" }, ...figures.map(field));
  }
}
