// The views of what was found: the synergies, and those that are loaded only when somebody opens them.

import { element } from "./elements.js";
import { createTabs } from "./tabs.js";

export const VIEWS = ["synergies", "value", "network", "map", "plan"];

/**
 * *first* holds the parts of the view that is always there. `load(name)` promises the script of a view with its words,
 * `host` is what views may use of the page, and `guarded(work)` tells the visitor where *work* fails.
 */
export function createViews({ wording, first, title, host, load, guarded }) {
  const { say } = wording;
  const labelOf = (id) => say(`views.${id}`);
  const tabs = createTabs({ label: say("views.name"), tabs: VIEWS.map((id) => ({ id, label: labelOf(id) })), onOpen: open });
  const panels = new Map(VIEWS.map((id) => [id, panel(id)]));
  const opened = new Map();
  const waiting = []; // Cards that were drawn before their script came.
  let current = VIEWS.includes(inAddress()) ? inAddress() : VIEWS[0];
  let fillCard;

  panels.get("synergies").append(...first);
  window.addEventListener("hashchange", () => {
    const wanted = inAddress();
    if (VIEWS.includes(wanted) && wanted !== current) open(wanted);
  });
  mark();

  function panel(id) {
    return element("div", { role: "tabpanel", id: `cx-panel-${id}`, "aria-labelledby": `cx-tab-${id}`, className: `cx-panel cx-panel-${id}`, hidden: true });
  }

  function mark() {
    tabs.select(current);
    host.place.dataset.view = current;
    for (const [id, each] of panels) each.hidden = id !== current;
    title.textContent = labelOf(current);
  }

  function open(id) {
    current = id;
    keepInAddress(id);
    mark();
    show();
  }

  function show() {
    if (current === "synergies") return;
    const place = panels.get(current);
    if (opened.has(current)) return guarded(opened.get(current).show);
    place.replaceChildren(element("p", { className: "cx-waiting", role: "status" }, say("views.loading")));
    return guarded(() => begin(current, place));
  }

  async function begin(id, place) {
    try {
      const { create } = await load(id);
      if (!opened.has(id)) opened.set(id, create(host));
    } catch (error) {
      place.replaceChildren(element("p", {}, say("views.not-loaded")));
      throw error;
    }
    place.replaceChildren(opened.get(id).root);
    return opened.get(id).show();
  }

  return {
    tabs: tabs.root,
    panels: [...panels.values()],
    get current() {
      return current;
    },
    /** Something else was found, or chosen: the view that is open says so. */
    refresh: show,
    /** A card of the list was drawn; its choices are filled in once their script is there. */
    onCard(synergy, place) {
      if (fillCard) fillCard(synergy, place);
      else waiting.push([synergy, place]);
    },
    forgetCards() {
      waiting.length = 0;
    },
    async fillCards() {
      if (fillCard) return;
      const { create } = await load("synergies");
      fillCard ??= create(host).fill;
      for (const [synergy, place] of waiting.splice(0)) fillCard(synergy, place);
    },
  };
}

/** The view that the address names, if any. */
export function inAddress() {
  return new URLSearchParams(location.hash.slice(1)).get("view") ?? "";
}

function keepInAddress(id) {
  const told = new URLSearchParams(location.hash.slice(1));
  if (id === VIEWS[0]) told.delete("view");
  else told.set("view", id);
  const hash = told.size ? `#${told}` : "";
  history.replaceState(history.state, "", location.pathname + location.search + hash);
}
