// The synergies that were found: ranked, filtered, each with its reasons and its warnings.

import { folded } from "./clipboard.js";
import { button, element, icon } from "./elements.js";
import { inTurns } from "./turns.js";

const CARDS_AT_ONCE = 20;
const CARDS_IN_SIGHT = 4; // The others are drawn after these are on the screen.

/**
 * `isDecided(synergy)`: whether something was decided about it, so that it is listed however faint it is.
 * `onCard(synergy, place)` hears of each card that is drawn, and may put into *place* what can be decided about it.
 */
export function createSynergies({ wording, described, isDecided, onCard }) {
  const { say } = wording;
  const root = element("div", { className: "cx-synergies" });
  const places = { count: element("p", { className: "cx-count", role: "status" }), cards: element("div", { className: "cx-cards" }) };
  const nothing = { text: "", site: "", kind: "", level: "", isWithoutCautions: false, isGrouped: false };
  const { least: telling } = described.levels.at(-2); // What scores less is faint.
  let synergies = [];
  let filter = { ...nothing };
  let cards = []; // One function a card that is to be drawn.
  let listed = 0; // So many of them are listed; the faint ones beyond wait until they are asked for.
  let drawn = 0;
  let turns = inTurns([]);

  function show(found) {
    synergies = found;
    filter = { ...nothing };
    renderCards();
    root.replaceChildren(filters(), places.count, places.cards);
  }

  function filters() {
    const sites = [...new Set(synergies.flatMap(({ have, want }) => [have.site, want.site]))].filter(Boolean);
    const levels = described.levels.filter(({ id }) => synergies.some((synergy) => synergy.level === id));
    const kinds = described.kinds.filter(({ id }) => synergies.some(({ have, want }) => have.kind === id || want.kind === id));
    const bySite = sites.toSorted(wording.compare).map((site) => ({ id: site, label: site }));
    return element(
      "div",
      { className: "cx-filters", role: "group", "aria-label": say("filter.name") },
      labelled(say("filter.text"), element("input", { type: "search", oninput: (event) => refilter({ text: event.target.value }) })),
      choice("site", bySite),
      choice("kind", kinds),
      choice("level", levels),
      tick("isWithoutCautions", say("filter.without-cautions")),
      tick("isGrouped", say("filter.grouped")),
    );
  }

  function choice(name, options) {
    const all = element("option", { value: "" }, say("filter.all"));
    const made = options.map(({ id, label }) => element("option", { value: id }, label));
    const field = element("select", { onchange: (event) => refilter({ [name]: event.target.value }) }, all, ...made);
    return labelled(say(`filter.${name}`), field);
  }

  function tick(name, label) {
    const box = element("input", { type: "checkbox", onchange: (event) => refilter({ [name]: event.target.checked }) });
    return element("label", { className: "cx-tick" }, box, element("span", {}, label));
  }

  function refilter(change) {
    filter = { ...filter, ...change };
    renderCards();
  }

  function renderCards() {
    const passing = synergies.filter(passes);
    const pairs = filter.isGrouped && byPair(passing);
    const waiting = new Set(pairs || filter.level ? [] : passing.filter((synergy) => !isTelling(synergy)));
    const found = pairs ? [...pairs.values()].flat() : [...passing.filter((synergy) => !waiting.has(synergy)), ...waiting];
    places.count.textContent =
      found.length === synergies.length
        ? say("results.count", { count: found.length })
        : say("results.filtered", { count: synergies.length, shown: found.length });
    turns.stop();
    places.cards.replaceChildren(...(found.length ? [] : [element("p", {}, nothingLine())]));
    cards = pairs ? groupedCards(pairs) : listedCards(found, places.cards);
    listed = cards.length - waiting.size || cards.length;
    drawn = 0;
    draw(CARDS_AT_ONCE, CARDS_IN_SIGHT);
  }

  /** Draw *count* cards more, those *inSight* at once, and after them the way to the rest. */
  function draw(count, inSight) {
    const next = cards.slice(drawn, Math.min(drawn + count, listed));
    drawn += next.length;
    for (const card of next.slice(0, inSight)) card();
    turns = inTurns([...next.slice(inSight), addMore]);
  }

  function addMore() {
    const [left, faint] = [listed - drawn, cards.length - listed];
    const text = left ? say("results.more", { count: left }) : faint ? say("results.faint", { count: faint }) : "";
    if (text) places.cards.append(button(text, showMore, { look: "cx-more" }));
  }

  function showMore(event) {
    const next = drawn;
    if (drawn === listed) listed = cards.length;
    event.target.closest("button").remove();
    draw(CARDS_AT_ONCE * 2, CARDS_IN_SIGHT);
    places.cards.querySelectorAll(".cx-card")[next].focus();
  }

  function showAll() {
    turns.finish();
    places.cards.querySelector(":scope > .cx-more")?.remove();
    listed = cards.length;
    draw(cards.length, cards.length);
  }

  /** More than a shared word. A pair that a rule forbids is judged by the points it had before. */
  function isTelling(synergy) {
    const { score, findings } = synergy;
    const refusal = findings.find(({ criterion, level }) => criterion === "screening" && level === "forbidden");
    return score - (refusal?.points ?? 0) >= telling || isDecided(synergy);
  }

  const nothingLine = () => say(synergies.length ? "results.none-filtered" : "results.none");

  function passes({ have, want, level, cautions, reason }) {
    const { text, site, kind } = filter;
    if (site && have.site !== site && want.site !== site) return false;
    if (kind && have.kind !== kind && want.kind !== kind) return false;
    if (filter.level && level !== filter.level) return false;
    if (filter.isWithoutCautions && cautions.length) return false;
    const words = [have, want].flatMap((end) => [end.text, end.site, end.place, end.resource_label]);
    return !text || folded([...words, reason].join(" ")).includes(folded(text));
  }

  function listedCards(found, place) {
    const list = element("ol", { className: "cx-list" });
    return found.map((synergy, at) => () => {
      if (at === 0) place.append(list);
      list.append(element("li", {}, card(synergy)));
    });
  }

  function groupedCards(pairs) {
    return [...pairs].flatMap(([name, members]) => {
      const count = element("small", {}, say("results.count", { count: members.length }));
      const group = element("section", { className: "cx-pair" }, element("h3", {}, name, " ", count));
      const [first, ...others] = listedCards(members, group);
      return [() => (first(), places.cards.append(group)), ...others];
    });
  }

  function byPair(members) {
    const pairs = new Map();
    for (const synergy of members) {
      const name = pairName(synergy);
      if (pairs.has(name)) pairs.get(name).push(synergy);
      else pairs.set(name, [synergy]);
    }
    return pairs;
  }

  const siteOf = (end) => end.site || say("results.unnamed-site");
  const pairName = ({ have, want }) => `${siteOf(have)} → ${siteOf(want)}`;

  function card(synergy) {
    const { have, want, cautions, missing, reason } = synergy;
    const rank = described.levels.findIndex(({ id }) => id === synergy.level);
    const forbids = cautions.some((caution) => caution.is_forbidding);
    const choices = element("div", { className: "cx-choices" });
    const made = element(
      "article",
      { className: `cx-card cx-level-${Math.max(rank, 0)}${forbids ? " cx-is-forbidden" : ""}`, tabIndex: -1, "aria-label": pairName(synergy) },
      element("div", { className: "cx-ends" }, end(have, "have"), element("div", { className: "cx-to" }, icon("arrow")), end(want, "want")),
      scoreOf(synergy),
      element("p", { className: "cx-reason" }, ...linked(reason)),
      cautions.length > 0 && cautionsOf(cautions, forbids),
      missing.length > 0 && missingOf(missing),
      choices,
      findingsOf(synergy),
    );
    onCard(synergy, choices);
    return made;
  }

  function scoreOf({ score, level_label: label }) {
    const whole = Math.floor(score); // As wording.points of the matcher.
    const ring = element("div", { className: "cx-ring", style: `--cx-share: ${whole}` }, element("span", {}, wording.number(whole)));
    const name = say("results.score", { score: whole });
    ring.setAttribute("role", "img");
    ring.setAttribute("aria-label", name);
    ring.title = name;
    return element("div", { className: "cx-score" }, ring, element("span", { className: "cx-level" }, label));
  }

  function end({ text, site, place, quantity_text: quantity, resource_label: resource }, side) {
    const label = described.sides.find(({ id }) => id === side)?.label;
    const where = [site || say("results.unnamed-site"), place].filter(Boolean).join(", ");
    return element(
      "div",
      { className: `cx-end cx-end-${side}` },
      element("p", { className: "cx-side" }, label),
      element("p", { className: "cx-site" }, where),
      element("p", { className: "cx-text" }, text),
      element("p", { className: "cx-facts" }, [quantity?.trim(), resource].filter(Boolean).join(" · ")),
    );
  }

  function cautionsOf(cautions, forbids) {
    const lines = cautions.map(({ text, source }) =>
      element("li", {}, text, source && source !== text ? element("small", {}, ` (${source})`) : ""),
    );
    const title = say(forbids ? "results.forbidden" : "results.cautions");
    return element("div", { className: "cx-cautions", role: "note" }, element("p", { className: "cx-cautions-title" }, icon("warning"), title), element("ul", {}, ...lines));
  }

  function missingOf(missing) {
    const lines = missing.map((line) => element("li", {}, line));
    return element("div", { className: "cx-missing" }, element("p", {}, say("results.missing")), element("ul", {}, ...lines));
  }

  // Built only where somebody opens it: a long list has hundreds of findings.
  function findingsOf(synergy) {
    const fill = (event) => {
      const { target: whole } = event;
      if (whole.open && whole.childElementCount === 1) whole.append(...findingsTable(synergy));
    };
    return element("details", { className: "cx-findings", ontoggle: fill }, element("summary", {}, say("findings.open")));
  }

  function findingsTable({ findings, tonnes_per_year: tonnes }) {
    const lines = findings.map(({ criterion_label: label, text, points, level }) =>
      element("tr", { "data-level": level }, element("th", { scope: "row" }, label), element("td", {}, text), element("td", { className: "cx-points" }, signed(points))),
    );
    const head = element("tr", {}, ...["criterion", "finding", "points"].map((key) => element("th", { scope: "col" }, say(`findings.${key}`))));
    const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...lines));
    return [...(tonnes ? [element("p", {}, say("results.tonnes", { tonnes: Number(tonnes) }))] : []), table];
  }

  const signed = (points) => (points > 0 ? `+${wording.number(points)}` : wording.number(points).replace("-", "−"));

  function labelled(label, field) {
    return element("label", { className: "cx-labelled" }, element("span", {}, label), field);
  }

  return {
    root,
    show,
    showAll,
    get all() {
      return synergies;
    },
    /** Those that pass the filters. */
    get shown() {
      return synergies.filter(passes);
    },
  };
}

// The addresses of sources within a sentence can be followed; what ends the sentence is no part of them.
function linked(text) {
  const parts = text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:)])/);
  return parts.map((part, at) => (at % 2 ? element("a", { href: part, target: "_blank", rel: "noopener" }, part) : part));
}
