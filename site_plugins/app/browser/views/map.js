// The view Map: sites where they lie, with distances along the great circle; coordinates can be entered by hand.

import { button, element } from "../elements.js";
import { createAmounts, readNumber } from "../parts/amounts.js";
import { answerOf } from "../parts/answers.js";
import { figureOf } from "../parts/figure.js";
import { kindOf, roleOf } from "../parts/links.js";
import { endsOf, textOf } from "../parts/names.js";
import { tableOf } from "../parts/tables.js";
import { viewOf, wallButton } from "../parts/view.js";
import { createOutline, kilometresBetween } from "../pictures/outline.js";

const SAME_PLACE = 0.05; // km
const LIMITS = { latitude: 90, longitude: 180 };

export function create(host) {
  const { wording, project } = host;
  const { say } = wording;
  const { number } = createAmounts({ tag: wording.tag, say });
  const degrees = new Intl.NumberFormat(wording.tag, { maximumFractionDigits: 5 });
  const halves = new Map(); // Half a pair of coordinates waits here until the other half comes.
  const view = viewOf(host, { ask: (onProgress) => answerOf(host, "network", {}, onProgress), draw, look: "cx-map" });
  return view;

  function draw({ sites, links }) {
    const placed = sites.filter(({ latitude, longitude }) => latitude !== null && longitude !== null);
    const at = new Map(placed.map((site) => [site.id, site]));
    const far = links.filter(({ from, to }) => at.has(from) && at.has(to) && from !== to).map((link) => ({ ...link, kilometres: between(at.get(link.from), at.get(link.to)) }));
    return [
      element("div", { className: "cx-toolbar" }, wallButton(view.root, say)),
      placed.length ? picture(placed, far) : element("p", {}, say("map.none")),
      placesPart(sites),
      element("p", { className: "cx-facts" }, say("map.source")),
    ];
  }

  function picture(sites, links) {
    const labelOf = (id) => sites.find((site) => site.id === id).label;
    const distanceText = ({ from, to, key, kilometres }) =>
      say(kilometres < SAME_PLACE ? "map.same-place" : "map.distance", { from: labelOf(from), to: labelOf(to), kilometres: number(kilometres), what: whatOf(key) });
    const list = element("div", { className: "cx-chosen-site", role: "status" }, element("p", {}, say("map.choose-hint")));
    const onSelect = (id) => {
      const own = links.filter(({ from, to }) => from === id || to === id).toSorted((one, other) => one.kilometres - other.kilometres);
      const line = (link) => element("li", {}, distanceText(link));
      list.replaceChildren(...(id ? [element("h4", {}, labelOf(id)), element("ul", {}, ...own.map(line))] : [element("p", {}, say("map.choose-hint"))]));
    };
    const outline = createOutline({
      sites: sites.map((site) => ({ ...site, role: roleOf(site, links) })),
      links: links.map((link) => ({ ...link, kind: `cx-is-${kindOf(link)}`, label: distanceText(link) })),
      label: say("map.label", { count: sites.length }),
      nameOf: ({ label, place }) => [label, place].filter(Boolean).join(", "),
      scaleText: (kilometres) => say("map.kilometres", { kilometres: number(kilometres) }),
      onSelect,
    });
    const tools = [
      ["picture.zoom-in", outline.zoomIn],
      ["picture.zoom-out", outline.zoomOut],
      ["picture.fit", outline.fit],
    ].map(([key, act]) => button(say(key), act, { look: "cx-format" }));
    return figureOf({
      title: say("map.title"),
      name: "map",
      note: say("map.note"),
      picture: element("div", {}, outline.root, list),
      tools,
      say,
      table: () =>
        tableOf({
          caption: say("map.distances"),
          say,
          columns: [{ label: say("network.from") }, { label: say("network.to") }, { label: say("network.what") }, { label: say("map.kilometres-column"), isNumber: true }],
          rows: links.toSorted((one, other) => one.kilometres - other.kilometres).map((link) => [labelOf(link.from), labelOf(link.to), whatOf(link.key), number(link.kilometres)]),
        }),
    });
  }

  function whatOf(key) {
    return textOf(endsOf(key, host.rows()).have, host.rows());
  }

  function placesPart(sites) {
    const given = project.choices.coordinates;
    const missing = sites.filter(({ latitude }) => latitude === null).length;
    return element(
      "section",
      { className: "cx-part" },
      element("h3", {}, say("map.places")),
      element("p", {}, say("map.places-note")),
      missing > 0 && element("p", { className: "cx-old" }, say("map.missing", { count: missing })),
      tableOf({
        caption: say("map.places"),
        say,
        columns: [{ label: say("network.site") }, { label: say("map.place") }, { label: say("map.latitude") }, { label: say("map.longitude") }, { label: say("map.origin") }],
        rows: sites.map((site) => [site.label, [site.place, site.country].filter(Boolean).join(", "), field(site, "latitude"), field(site, "longitude"), say(given[site.id] ? "map.is-entered" : site.latitude === null ? "map.is-missing" : "map.is-known")]),
      }),
    );
  }

  function field(site, name) {
    const made = element("input", {
      type: "text",
      inputMode: "decimal",
      className: "cx-entry",
      value: site[name] === null ? (halves.get(site.id)?.[name] ?? "") : degrees.format(site[name]),
      "aria-label": say(`map.${name}-of`, { site: site.label }),
      "data-at": `${name}-${site.id}`,
      onchange: () => take(site, name, made),
    });
    return made;
  }

  function take(site, name, input) {
    if (!input.value.trim()) {
      halves.delete(site.id);
      return project.set(["coordinates", site.id], undefined);
    }
    const value = readNumber(input.value, wording.tag);
    const isSound = Math.abs(value) <= LIMITS[name];
    input.toggleAttribute("aria-invalid", !isSound);
    if (!isSound) return host.announce(say(`map.${name}-wrong`, { most: LIMITS[name] }));
    const pair = { latitude: site.latitude ?? undefined, longitude: site.longitude ?? undefined, ...halves.get(site.id), [name]: value };
    halves.set(site.id, pair);
    if (pair.latitude === undefined || pair.longitude === undefined) return undefined;
    halves.delete(site.id);
    return project.set(["coordinates", site.id], [pair.latitude, pair.longitude]);
  }
}

function between(one, other) {
  return kilometresBetween([one.longitude, one.latitude], [other.longitude, other.latitude]);
}
