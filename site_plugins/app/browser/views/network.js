// The view Network: who is tied to whom, who should supply whom, what the park lacks, and what if a firm were gone.

import { button, element } from "../elements.js";
import { answerOf } from "../parts/answers.js";
import { figureOf } from "../parts/figure.js";
import { kindOf, roleOf } from "../parts/links.js";
import { amountsOf } from "../parts/money.js";
import { endsOf, textOf } from "../parts/names.js";
import { tableOf } from "../parts/tables.js";
import { sectionOf, viewOf, wallButton } from "../parts/view.js";
import { createGraph } from "../pictures/graph.js";
import { createSankey } from "../pictures/sankey.js";

const GOALS = ["benefit", "diverted", "co2e"];
const KINDS = ["made", "planned", "possible"];

export function create(host) {
  const { wording, project } = host;
  const { say } = wording;
  const number = (value) => amountsOf(host).number(value);
  const euro = (value) => amountsOf(host).euro(value);
  const share = (value) => amountsOf(host).share(value);
  const units = new Map(host.described.units.map(({ id, label }) => [id, label]));
  const shown = { site: "", lost: "", unit: "" }; // What the visitor looks at.
  let graph;

  const view = viewOf(host, {
    ask: async (onProgress) => {
      const allocated = await answerOf(host, "allocate", {}, onProgress);
      return { allocated, network: await answerOf(host, "network", {}, onProgress) };
    },
    draw,
    look: "cx-network",
  });
  return view;

  function draw({ allocated, network }) {
    graph?.stop();
    return [
      element("div", { className: "cx-toolbar" }, wallButton(view.root, say)),
      graphPart(network),
      sankeyPart(allocated, network),
      allocationPart(allocated),
      missingPart(allocated),
      lossPart(network),
      indicatorsPart(network),
      comparisonPart(network),
      problemsPart(allocated),
    ];
  }

  function whatOf(key) {
    return textOf(endsOf(key, host.rows()).have, host.rows());
  }

  function unitOf(id) {
    return units.get(id) ?? id;
  }

  // ---- Who is tied to whom

  function graphPart({ sites, links }) {
    const labelOf = namesOf(sites);
    const list = element("div", { className: "cx-chosen-site", role: "status" });
    const select = (id) => {
      shown.site = id;
      list.replaceChildren(...(id ? chosenSite(sites, links, labelOf, id) : [element("p", {}, say("network.choose-hint"))]));
    };
    graph = createGraph({
      sites: sites.map((site) => ({ ...site, role: roleOf(site, links) })),
      links: links.map((link) => ({ ...link, kind: `cx-is-${kindOf(link)}` })),
      label: say("network.graph-label", { count: sites.length, links: links.length }),
      nameOf: ({ id, label }) => say("network.site-label", { label, count: links.filter(({ from, to }) => from === id || to === id).length }),
      onSelect: select,
    });
    select("");
    if (sites.some(({ id }) => id === shown.site)) graph.choose(shown.site);
    const tools = [
      ["picture.zoom-in", graph.zoomIn],
      ["picture.zoom-out", graph.zoomOut],
      ["picture.fit", graph.fit],
    ].map(([key, act]) => button(say(key), act, { look: "cx-format" }));
    return figureOf({
      title: say("network.graph"),
      name: "network",
      note: say("network.graph-note"),
      picture: element("div", {}, graph.root, legend(), list),
      tools,
      say,
      table: () =>
        tableOf({
          caption: say("network.links"),
          say,
          columns: [say("network.from"), say("network.to"), say("network.what"), say("network.state"), ...amountColumns()].map(asColumn),
          rows: links.map((link) => [labelOf(link.from), labelOf(link.to), whatOf(link.key), say(`network.is-${kindOf(link)}`), amountOf(link), euro(link.benefit), number(link.co2e_t)]),
        }),
    });
  }

  function amountColumns() {
    return ["network.amount", "network.benefit", "network.co2e"].map((key) => ({ label: say(key), isNumber: true }));
  }

  function amountOf({ amount, unit }) {
    return amount === null ? "–" : `${number(amount)} ${unitOf(unit)}`;
  }

  function legend() {
    const roles = ["gives", "takes", "both"].map((role) => element("li", { className: `cx-key cx-key-${role}` }, say(`network.role-${role}`)));
    const kinds = KINDS.map((kind) => element("li", { className: `cx-key cx-key-line cx-is-${kind}` }, say(`network.is-${kind}`)));
    return element("ul", { className: "cx-legend" }, ...roles, ...kinds);
  }

  function chosenSite(sites, links, labelOf, id) {
    const site = sites.find((each) => each.id === id);
    const line = (link, other, key) => {
      const what = [whatOf(link.key), link.amount !== null && amountOf(link), say(`network.is-${kindOf(link)}`)];
      return element("li", {}, element("strong", {}, say(key, { site: labelOf(other) })), " ", what.filter(Boolean).join(" · "));
    };
    const own = links.flatMap((link) => [link.from === id && line(link, link.to, "network.gives-to"), link.to === id && line(link, link.from, "network.takes-from")]).filter(Boolean);
    const facts = [site.place, site.sector_label].filter(Boolean).join(" · ");
    return [element("h4", {}, site.label), facts && element("p", { className: "cx-facts" }, facts), element("ul", {}, ...own)].filter(Boolean);
  }

  // ---- How much flows

  function sankeyPart({ exchanges }, { sites }) {
    const labelOf = namesOf(sites);
    const units = [...new Set(exchanges.filter(({ amount }) => amount > 0).map(({ unit }) => unit))];
    if (!units.length) return sectionOf(say("network.sankey"), element("p", {}, say("network.sankey-none")));
    const unit = units.includes(shown.unit) ? shown.unit : units[0];
    const bands = exchanges.filter((each) => each.unit === unit && each.amount > 0);
    const { root } = createSankey({
      links: bands.map((each) => ({ ...each, value: each.amount, kind: "cx-band-plain", label: each.label })),
      label: say("network.sankey-label", { unit: unitOf(unit) }),
      nameOf: labelOf,
    });
    const choices = element(
      "select",
      {
        className: "cx-select",
        "aria-label": say("network.sankey-unit"),
        "data-at": "unit",
        onchange: ({ target }) => {
          shown.unit = target.value;
          view.show();
        },
      },
      ...units.map((each) => element("option", { value: each, selected: each === unit }, unitOf(each))),
    );
    return figureOf({
      title: say("network.sankey"),
      name: "flows",
      note: say("network.sankey-note"),
      picture: root,
      tools: units.length > 1 ? [choices] : [],
      say,
      table: () => exchangeTable(bands, labelOf),
    });
  }

  // ---- Who should supply whom

  function allocationPart({ goal, made, totals, greedy, gain, exchanges, left, unmet, facts = [], method }) {
    const { exclusions } = project.choices;
    return sectionOf(
      say("allocation.title"),
      element("p", {}, say("allocation.note")),
      goalFields(),
      element("p", {}, goal.text),
      ...goal.dropped.map(({ text }) => element("p", { className: "cx-note" }, text)),
      made.count > 0 && element("p", {}, made.text),
      tableOf({
        caption: say("allocation.totals"),
        say,
        columns: [say("allocation.way"), { label: say("network.benefit"), isNumber: true }, { label: say("network.co2e"), isNumber: true }, { label: say("allocation.diverted"), isNumber: true }].map(asColumn),
        rows: [
          [say("allocation.plan"), euro(totals.benefit), number(totals.co2e_t), number(totals.diverted_t)],
          [say("allocation.greedy"), euro(greedy.totals.benefit), number(greedy.totals.co2e_t), number(greedy.totals.diverted_t)],
          [say("allocation.gain"), euro(gain.benefit), number(gain.co2e_t), number(gain.diverted_t)],
        ],
      }),
      element("p", {}, gain.text),
      element("p", { className: "cx-facts" }, method.text),
      exchangeTable(exchanges, (id) => id, (each) => (each.is_made ? say("network.is-made") : excluding(each))),
      exclusions.length > 0 && element("p", {}, say("allocation.excluded", { count: exclusions.length }), " ", button(say("allocation.include-all"), () => project.set(["exclusions"], []), { look: "cx-quiet", "data-at": "include" })),
      leftTable("allocation.left", left),
      leftTable("allocation.unmet", unmet),
      facts.length > 0 && element("div", {}, element("h4", {}, say("allocation.facts")), element("ul", {}, ...facts.map(({ text }) => element("li", {}, text)))),
    );
  }

  function goalFields() {
    const { goal } = project.choices;
    const field = (name) =>
      element(
        "label",
        { className: "cx-slider" },
        element("span", {}, say(`allocation.goal-${name}`)),
        element("input", {
          type: "range",
          min: 0,
          max: 100,
          step: 5,
          value: Math.round((goal[name] ?? 0) * 100),
          "data-at": `goal-${name}`,
          "aria-valuetext": say("allocation.weight", { weight: Math.round((goal[name] ?? 0) * 100) }),
          onchange: ({ target }) => project.set(["goal", name], Number(target.value) / 100),
        }),
      );
    return element("fieldset", { className: "cx-sliders" }, element("legend", {}, say("allocation.goal")), ...GOALS.map(field));
  }

  function excluding({ id, label }) {
    const act = () => {
      project.set(["exclusions"], [...project.choices.exclusions, id]);
      host.announce(say("allocation.was-excluded"), { undo: project.undo });
    };
    return button(say("allocation.exclude"), act, { look: "cx-quiet cx-small", "aria-label": say("allocation.exclude-this", { label }) });
  }

  function exchangeTable(exchanges, labelOf, act) {
    if (!exchanges.length) return element("p", {}, say("allocation.none"));
    const columns = [say("network.from"), say("network.to"), say("network.what"), { label: say("network.amount"), isNumber: true }, { label: say("allocation.of-supply"), isNumber: true }, { label: say("allocation.of-demand"), isNumber: true }, { label: say("network.benefit"), isNumber: true }, { label: say("network.co2e"), isNumber: true }];
    return tableOf({
      caption: say("allocation.exchanges"),
      say,
      columns: [...columns, ...(act ? [say("allocation.exclude")] : [])].map(asColumn),
      rows: exchanges.map((each) => [labelOf(each.from), labelOf(each.to), textOf(each.have, host.rows()), amountOf(each), share(each.share_of_supply), share(each.share_of_demand), euro(each.benefit), number(each.co2e_t), ...(act ? [act(each)] : [])]),
    });
  }

  function leftTable(key, flows) {
    if (!flows.length) return undefined;
    return tableOf({
      caption: say(key),
      say,
      columns: [say("network.site"), say("network.what"), { label: say("network.amount"), isNumber: true }, { label: say("allocation.out-of"), isNumber: true }].map(asColumn),
      rows: flows.map(({ site, text, amount, total, unit }) => [site, text, amountOf({ amount, unit }), amountOf({ amount: total, unit })]),
    });
  }

  // ---- What the park lacks

  function missingPart({ missing = [] }) {
    if (!missing.length) return sectionOf(say("network.missing"), element("p", {}, say("network.missing-none")));
    const line = ({ text, firms }) =>
      element("li", {}, text, firms.length > 0 && element("small", {}, ` ${say("network.firms", { firms: firms.map(({ code, title }) => `${code} ${title}`).join("; ") })}`));
    return sectionOf(say("network.missing"), element("p", {}, say("network.missing-note")), element("ol", { className: "cx-lines" }, ...missing.map(line)));
  }

  // ---- Lose one firm

  function lossPart({ losses }) {
    if (!losses.length) return undefined;
    const loss = losses.find(({ site }) => site === shown.lost) ?? losses[0];
    const choice = element(
      "select",
      {
        className: "cx-select",
        "aria-label": say("network.lose-which"),
        "data-at": "lost",
        onchange: ({ target }) => {
          shown.lost = target.value;
          view.show();
        },
      },
      ...losses.map(({ site, label }) => element("option", { value: site, selected: site === loss.site }, label)),
    );
    return sectionOf(
      say("network.lose"),
      element("p", {}, say("network.lose-note")),
      choice,
      element("p", {}, loss.text),
      loss.could.length > 0 && element("div", {}, element("h4", {}, say("network.could")), element("ul", { className: "cx-lines" }, ...loss.could.map(({ text }) => element("li", {}, text)))),
      tableOf({
        caption: say("network.losses"),
        say,
        columns: [say("network.site"), ...["network.links-lost", "network.share-lost", "network.benefit", "network.co2e"].map((key) => ({ label: say(key), isNumber: true }))].map(asColumn),
        rows: losses.map(({ label, lost }) => [label, number(lost.links), share(lost.share), euro(lost.benefit), number(lost.co2e_t)]),
      }),
    );
  }

  // ---- Figures of the whole

  function indicatorsPart({ indicators }) {
    const line = ({ code, label, value_text: value, text, formula, source, published }) =>
      element(
        "li",
        { className: "cx-indicator" },
        element("p", { className: "cx-indicator-name" }, label, " ", element("strong", {}, value)),
        element("p", {}, text),
        element(
          "details",
          { className: "cx-more-of", "data-at": `indicator-${code}` },
          element("summary", {}, say("network.formula")),
          element("p", {}, formula),
          element("p", { className: "cx-facts" }, source),
          published.length > 0 && element("ul", {}, ...published.map((park) => element("li", {}, say("network.published", { name: park.name, value: publishedValue(park), year: String(park.year), source: park.source })))),
        ),
      );
    return sectionOf(say("network.indicators"), element("ul", { className: "cx-indicators" }, ...indicators.map(line)));
  }

  function publishedValue({ value, low, high }) {
    return value === undefined ? `${number(low)}–${number(high)}` : number(value);
  }

  /** What the plan had to leave out, of which flows, and how that is mended. */
  function problemsPart({ problems }) {
    if (!problems.length) return undefined;
    const lines = [...Map.groupBy(problems, ({ message }) => message)].map(([message, alike]) => {
      const whose = alike.map(({ index }) => host.rows()[index]).filter(Boolean);
      const names = whose.map((row) => element("li", {}, flowName(row)));
      return element("li", {}, message, " ", element("small", {}, alike[0].cure), names.length > 0 && element("ul", {}, ...names));
    });
    return sectionOf(say("network.problems"), element("ul", { className: "cx-lines" }, ...lines));
  }

  function flowName({ site, text }) {
    return [site || say("results.unnamed-site"), text].filter(Boolean).join(": ");
  }

  function comparisonPart({ before, after, indicators }) {
    const facts = ["sites", "links", "exchanges"].map((name) => [say(`network.count-${name}`), number(before[name]), number(after[name])]);
    const money = [
      [say("network.benefit"), euro(before.benefit), euro(after.benefit)],
      [say("network.co2e"), number(before.co2e_t), number(after.co2e_t)],
      [say("allocation.diverted"), number(before.diverted_t), number(after.diverted_t)],
    ];
    const figures = indicators.map(({ code, label }) => [label, number(before.indicators[code]), number(after.indicators[code])]);
    return sectionOf(
      say("network.comparison"),
      tableOf({
        caption: say("network.comparison-note"),
        say,
        columns: [say("network.figure"), { label: say("network.before"), isNumber: true }, { label: say("network.after"), isNumber: true }].map(asColumn),
        rows: [...facts, ...money, ...figures],
      }),
    );
  }
}

const asColumn = (column) => (typeof column === "string" ? { label: column } : column);

function namesOf(sites) {
  const names = new Map(sites.map(({ id, label }) => [id, label]));
  return (id) => names.get(id) ?? id;
}
