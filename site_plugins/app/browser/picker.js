// A field with a list below it: type to search, choose with the arrow keys and Enter, or by pressing.

import { element } from "./elements.js";

const SEARCH_AFTER = 150; // ms after the last key

let made = 0;

/**
 * `search(text)` promises options {id, label, note}; `onChoose(option)` hears which one was chosen.
 * `told(count)` gives the sentence that says how many there are.
 */
export function createPicker({ label, text = "", search, told, onChoose }) {
  const name = `cx-picker-${++made}`;
  let options = [];
  let active = -1;
  let turn = 0;
  let timer;

  const field = element("input", {
    type: "text",
    role: "combobox",
    value: text,
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-controls": name,
    "aria-expanded": "false",
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(find, SEARCH_AFTER);
    },
    onkeydown: moveByKey,
  });
  const list = element("ul", { className: "cx-options", id: name, role: "listbox", "aria-label": label, hidden: true });
  const status = element("p", { className: "cx-picker-count", role: "status" });
  const root = element("div", { className: "cx-picker" }, element("label", { className: "cx-labelled" }, element("span", {}, label), field), list, status);

  async function find() {
    const mine = ++turn;
    const found = await search(field.value);
    if (mine === turn) show(found);
  }

  function show(found) {
    options = found;
    list.replaceChildren(...options.map(line));
    list.scrollTop = 0;
    setOpen(options.length > 0);
    status.textContent = told(options.length);
    activate(-1);
  }

  function line(option, at) {
    return element(
      "li",
      { id: `${name}-${at}`, role: "option", "aria-selected": "false", "data-option": option.id, onpointerdown: (event) => event.preventDefault(), onclick: () => choose(at) },
      element("span", {}, option.label),
      option.note && element("small", {}, option.note),
    );
  }

  function setOpen(isOpen) {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
  }

  function activate(at) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = at;
    const chosen = list.children[at];
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function moveByKey(event) {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (active >= 0 && !list.hidden) choose(active);
      else if (options.length === 1) choose(0);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!options.length) return;
    setOpen(true);
    const step = event.key === "ArrowDown" ? 1 : -1;
    activate(active < 0 && step < 0 ? options.length - 1 : (active + step + options.length) % options.length);
  }

  function choose(at) {
    const chosen = options[at];
    turn++;
    clearTimeout(timer);
    onChoose(chosen);
  }

  return {
    root,
    field,
    find,
    /** Show what was chosen, with the list away until somebody types again. */
    settle(label) {
      field.value = label;
      setOpen(false);
      status.textContent = "";
    },
  };
}
