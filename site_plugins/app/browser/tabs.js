// A row of tabs: the arrow keys lead along it, Enter or a press opens the panel.

import { element } from "./elements.js";

/** *tabs* are {id, label}; `onOpen(id)` hears which one the visitor opens. Panels are named `cx-panel-{id}`. */
export function createTabs({ label, tabs, onOpen }) {
  const made = new Map(
    tabs.map(({ id, label: name }) => [
      id,
      element(
        "button",
        { type: "button", role: "tab", id: `cx-tab-${id}`, className: "cx-tab", "aria-controls": `cx-panel-${id}`, onclick: () => onOpen(id) },
        name,
      ),
    ]),
  );
  const root = element("div", { className: "cx-tabs", role: "tablist", "aria-label": label, onkeydown: moveByKey }, ...made.values());

  function moveByKey(event) {
    const all = [...made.values()];
    const at = all.indexOf(document.activeElement);
    const places = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 };
    if (!(event.key in places)) return;
    event.preventDefault();
    all.at(places[event.key] % all.length).focus();
  }

  return {
    root,
    select(chosen) {
      for (const [id, tab] of made) {
        tab.setAttribute("aria-selected", String(id === chosen));
        tab.tabIndex = id === chosen ? 0 : -1;
      }
    },
  };
}
