// Starting from a sector: what plants of it typically have and want, to tick what holds for one's own site.

import { openDialog } from "./dialogs.js";
import { button, element } from "./elements.js";
import { createPicker } from "./picker.js";

/** `search(text)` promises sectors, `typicalOf(code)` its haves and wants; `onAdd` hears the rows that were ticked. */
export function askForSector({ place, wording, described, language, search, typicalOf, onAdd, onClose }) {
  const { say } = wording;
  const sides = Object.fromEntries(described.sides.map(({ id }) => [id, say(`sector.${id}s`)]));
  let chosen = null;

  const picker = createPicker({
    label: say("sector.field"),
    search: async (text) => (await search(text)).map(({ code, title }) => ({ id: code, label: `${code} ${title}` })),
    told: (count) => (count ? say("choose.found", { count }) : say("choose.none")),
    onChoose: async ({ id, label }) => {
      picker.settle(label);
      show(await typicalOf(id));
    },
  });
  const lists = element("div", { className: "cx-typical", onchange: count });
  const site = element("input", { type: "text", autocomplete: "organization" });
  const siteField = element("label", { className: "cx-labelled", hidden: true }, element("span", {}, say("sector.site")), site);
  const add = button("", () => onAdd(rows(), close()), { look: "cx-primary" });
  const actions = element("div", { className: "cx-dialog-actions" }, button(say("choose.cancel"), () => close()), add);
  const close = openDialog(place, { title: say("sector.title"), onClose, look: "cx-is-wide" }, picker.root, siteField, lists, actions);
  count();
  picker.field.focus();
  picker.find();

  function show(typical) {
    const { sector, from } = typical;
    chosen = typical;
    siteField.hidden = false;
    lists.replaceChildren(
      element(
        "div",
        { className: "cx-typical-note", role: "status" },
        from.code !== sector.code && element("p", {}, say("sector.from-division", sector)),
        element("p", {}, say("sector.typical", from)),
      ),
      ...Object.keys(sides).map((side) => group(side, typical[`${side}s`])),
    );
    count();
  }

  function group(side, resources) {
    const ticks = resources.map(({ resource, label }) => tick(side, resource, label));
    const all = button(say("sector.all"), () => tickAll(ticks, all), { look: "cx-quiet" });
    const name = element("legend", {}, sides[side]);
    return element("fieldset", { className: `cx-ticks cx-end-${side}` }, name, ticks.length > 1 && all, element("ul", {}, ...ticks));
  }

  function tick(side, resource, label) {
    const box = element("input", { type: "checkbox", "data-side": side, "data-resource": resource, "data-text": label });
    return element("li", {}, element("label", { className: "cx-tick" }, box, element("span", {}, label)));
  }

  function tickAll(ticks, all) {
    const boxes = ticks.map((line) => line.querySelector("input"));
    const wanted = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = wanted;
    all.textContent = say(wanted ? "sector.none" : "sector.all");
    count();
  }

  function ticked() {
    return Array.from(lists.querySelectorAll("input:checked"));
  }

  function count() {
    const many = ticked().length;
    add.textContent = say("sector.add", { count: many });
    add.disabled = many === 0;
  }

  function rows() {
    return ticked().map(({ dataset: { side, resource, text } }) => ({
      side,
      text,
      resources: resource,
      sector: chosen.sector.code,
      language,
      ...(site.value.trim() && { site: site.value.trim() }),
    }));
  }
}
