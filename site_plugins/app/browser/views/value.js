// The view Value: what the synergies are worth, what that rests on, and what is worth finding out first.

import { button, element } from "../elements.js";
import { createAmounts, readNumber } from "../parts/amounts.js";
import { answerOf } from "../parts/answers.js";
import { benefitFigure } from "../parts/benefit.js";
import { today } from "../parts/deciding.js";
import { figureField, sourceOf, worthAsking } from "../parts/figures.js";
import { figureOf } from "../parts/figure.js";
import { amountsOf, CURRENCIES, currencyField } from "../parts/money.js";
import { nameOf, numbered, sitesOf } from "../parts/names.js";
import { tableOf } from "../parts/tables.js";
import { sectionOf, viewOf, wallButton } from "../parts/view.js";
import { worthInFull, worthLines } from "../parts/worth.js";
import { createBars } from "../pictures/bars.js";

const BARS_AT_MOST = 30;
const ASKED_AT_MOST = 12;
const MEASURES = ["net", "co2e_t", "diverted_t"];
const TOTALS = [["net", "EUR"], ["co2e_t", "t"], ["diverted_t", "t"], ["virgin_t", "t"], ["landfill_t", "t"], ["water_m3", "m³"], ["energy_mwh", "MWh"]];

export function create(host) {
  const { wording, project } = host;
  const { say } = wording;
  let measure = ""; // What the bars show; none until somebody chooses.
  let chosen = ""; // The synergy that is shown in full.
  let turn = 0;

  const view = viewOf(host, { ask: (onProgress) => answerOf(host, "value", {}, onProgress), draw, look: "cx-value" });
  return view;

  function draw({ values, totals, factors, rates, published_rates: published, problems }) {
    const amounts = amountsOf(host, rates);
    const synergies = new Map(host.synergies().map((synergy) => [synergy.id, synergy]));
    const known = values.filter(({ id }) => synergies.has(id)).map((value) => {
      const synergy = synergies.get(value.id);
      const [name, sites] = [nameOf, sitesOf].map((words) => words(synergy, say("results.unnamed-site")));
      return { ...value, name, sites, what: synergy.have.text };
    });
    const grid = element("div");
    fillGrid(grid, amounts);
    return [
      element("div", { className: "cx-toolbar" }, currencyField(host, view.show), wallButton(view.root, say)),
      ratesPart(rates, published),
      problems.length > 0 && element("ul", { className: "cx-lines cx-old" }, ...problems.map(({ message, cure }) => element("li", {}, message, " ", cure))),
      totalsPart(totals, amounts),
      barsPart(known, amounts),
      askedPart(known, amounts),
      tablePart(known, amounts),
      grid,
      factorsPart(factors),
    ];
  }

  // ---- Lei and kroner

  function ratesPart(rates, published) {
    const own = project.choices.rates;
    const plain = new Intl.NumberFormat(wording.tag, { maximumFractionDigits: 4, useGrouping: false });
    const field = (name, properties) => {
      const made = element("input", { className: `cx-entry${own[name] ? " cx-is-users" : ""}`, "data-at": `rate-${name}`, ...properties });
      return element("label", { className: "cx-labelled" }, element("span", {}, say(`value.rate-${name}`)), made);
    };
    const takeRate = (name) => ({ target }) => {
      const read = target.value.trim() ? readNumber(target.value, wording.tag) : undefined;
      const isSound = read === undefined || read > 0;
      target.toggleAttribute("aria-invalid", !isSound);
      if (!isSound) return host.announce(say("value.rate-wrong"));
      return project.setMany([[["rates", name], read], ...(own.date || read === undefined ? [] : [[["rates", "date"], today()]])]);
    };
    const money = CURRENCIES.slice(1).map((name) => field(name, { type: "text", inputMode: "decimal", value: rates[name] ? plain.format(rates[name]) : "", onchange: takeRate(name) }));
    return element(
      "details",
      { className: "cx-more-of", "data-at": "rates" },
      element("summary", {}, say("value.rates")),
      element("p", {}, say("value.rates-note")),
      element("ul", { className: "cx-lines" }, ...Object.entries(published).map(([money, told]) => element("li", {}, say("value.rate-published", { ...told, money, rate: plain.format(told.rate) })))),
      element(
        "div",
        { className: "cx-filters" },
        ...money,
        field("date", { type: "date", value: own.date ?? "", onchange: ({ target }) => project.set(["rates", "date"], target.value || undefined) }),
        field("source", { type: "text", value: own.source ?? "", onchange: ({ target }) => project.set(["rates", "source"], target.value || undefined) }),
      ),
    );
  }

  // ---- What it comes to

  function totalsPart(totals, amounts) {
    const lines = TOTALS.filter(([name]) => totals[name]).map(([name, unit]) => [
      say(`value.total-${name.split("_")[0]}`),
      unit === "EUR" ? amounts.euroRange(totals[name]) : amounts.range(totals[name], unit),
      amounts.number(totals[name].counted),
    ]);
    if (!lines.length) return element("p", { className: "cx-count" }, say("value.total-none"));
    return element(
      "div",
      {},
      tableOf({ caption: say("value.totals", { count: totals.counted }), say, columns: [{ label: say("network.figure") }, { label: say("value.a-year"), isNumber: true }, { label: say("value.counted"), isNumber: true }], rows: lines }),
      element("p", { className: "cx-facts" }, totals.text),
      !totals.net && element("p", { className: "cx-note" }, say("value.total-no-net")),
    );
  }

  function barsPart(values, amounts) {
    const measured = MEASURES.filter((name) => values.some((value) => value[name]));
    if (!measured.length) return undefined;
    const current = measured.includes(measure) ? measure : measured[0];
    const isMoney = current === "net";
    const shown = isMoney ? amounts.euroRange : (range) => amounts.range(range, "t");
    const ranked = values.filter((value) => value[current]).toSorted((one, other) => other[current].mid - one[current].mid);
    const label = say(`value.measure-${current.split("_")[0]}`);
    const { root } = createBars({
      bars: ranked.slice(0, BARS_AT_MOST).map((value) => ({ ...value[current], title: value.what, label: value.sites, text: `${value.name}: ${shown(value[current])}` })),
      label: say("value.bars-label", { measure: label }),
      shown: isMoney ? amounts.euro : amounts.number,
    });
    const choice = element(
      "select",
      {
        className: "cx-select",
        "aria-label": say("value.measure"),
        "data-at": "measure",
        onchange: ({ target }) => {
          measure = target.value;
          view.show();
        },
      },
      ...measured.map((name) => element("option", { value: name, selected: name === current }, say(`value.measure-${name.split("_")[0]}`))),
    );
    return figureOf({
      title: say("value.bars"),
      name: "value",
      note: [say("value.bars-note"), ranked.length > BARS_AT_MOST && say("value.bars-most", { count: BARS_AT_MOST })].filter(Boolean).join(" "),
      picture: root,
      tools: [choice],
      say,
      table: () =>
        tableOf({
          caption: label,
          say,
          columns: [{ label: say("plan.synergy") }, ...["low", "mid", "high"].map((end) => ({ label: say(`value.${end}`), isNumber: true }))],
          rows: ranked.map((value) => [value.name, ...["low", "mid", "high"].map((end) => (isMoney ? amounts.euro : amounts.number)(value[current][end]))]),
        }),
    });
  }

  // ---- What to find out

  function askedPart(values, amounts) {
    const asked = worthAsking(values);
    if (!asked.length) return undefined;
    const why = ({ waiting, narrows, synergies }) => (waiting ? say("value.waiting", { count: waiting }) : narrows ? say("value.narrows", { amount: amounts.euro(narrows) }) : say("value.used-in", { count: synergies }));
    return sectionOf(
      say("value.ask"),
      element("p", {}, say("value.ask-note")),
      tableOf({
        caption: say("value.ask"),
        say,
        columns: [{ label: say("value.figure") }, { label: say("value.your-figure") }, { label: say("value.why") }],
        rows: asked.slice(0, ASKED_AT_MOST).map((figure) => [figure.label, figureField(host, figure), why(figure)]),
      }),
      element("p", { className: "cx-facts" }, say("value.how-to-enter", { example: new Intl.NumberFormat(wording.tag).format(12.5) })),
    );
  }

  // ---- Synergy by synergy

  function tablePart(values, amounts) {
    const name = (value) => button(value.name, () => reveal(value.id), { look: "cx-quiet cx-small cx-name-button", "data-at": `worth-${value.id}`, "aria-pressed": String(value.id === chosen) });
    const open = values.find(({ id }) => id === chosen);
    return sectionOf(
      say("value.each"),
      element("p", {}, say("value.each-note")),
      tableOf({
        caption: say("value.each"),
        say,
        look: "cx-each-value",
        columns: [{ label: say("plan.synergy") }, ...["value.amount", "value.net-name", "value.co2e-name", "value.price", "value.payback", "value.break-even", "value.chance"].map((key) => ({ label: say(key), isNumber: true }))],
        rows: values.map((value) => [
          name(value),
          amounts.range(value.amount, value.amount?.unit),
          value.net ? amounts.euroRange(value.net) : say("value.not-yet"),
          amounts.range(value.co2e_t),
          value.price?.least && value.price.most ? say("value.from-to", { from: amounts.euro(value.price.least.mid), to: amounts.euro(value.price.most.mid) }) : "–",
          amounts.range(value.payback_years),
          amounts.range(value.break_even_km),
          amounts.share(value.chance_positive),
        ]),
      }),
      element("div", { className: "cx-worth-place" }, ...(open ? [element("h4", { tabIndex: -1 }, open.name), element("p", {}, worthLines(open, amounts, say).join(" ")), worthInFull(host, open, amounts)] : [])),
    );
  }

  /** Show all that is known of the worth of one synergy. */
  async function reveal(id) {
    chosen = id;
    await view.show();
    view.root.querySelector(".cx-worth-place h4")?.focus();
  }

  // The grid rests on the plan, which takes longer: the rest need not wait for it.
  async function fillGrid(place, amounts) {
    const mine = ++turn;
    const told = await answerOf(host, "plan", { today: today() }).catch(() => undefined);
    if (!told?.pipeline || mine !== turn) return;
    const named = numbered(told.pipeline.rows, say("results.unnamed-site"));
    const figure = benefitFigure({ grid: told.grid, measure: told.measure, named, amounts, say, onSelect: reveal });
    if (figure) place.replaceChildren(figure);
  }

  // ---- What it rests on

  function factorsPart(factors) {
    return sectionOf(
      say("value.factors"),
      element("p", {}, say("value.factors-note")),
      tableOf({
        caption: say("value.factors"),
        say,
        columns: [{ label: say("value.figure") }, { label: say("value.your-figure") }, { label: say("value.source") }, { label: say("value.used"), isNumber: true }],
        rows: factors.map((figure) => [figure.label, figureField(host, figure), sourceOf(figure), createAmounts({ tag: wording.tag, say }).number(figure.used)]),
      }),
    );
  }
}
