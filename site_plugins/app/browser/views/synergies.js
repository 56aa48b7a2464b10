// The view Synergies: under each card of the list, what it is worth, whether it is allowed, and what was decided.

import { element } from "../elements.js";
import { answerOf } from "../parts/answers.js";
import { decidingForm, reasonField, statusField } from "../parts/deciding.js";
import { amountsOf } from "../parts/money.js";
import { nameOf } from "../parts/names.js";
import { worthInFull, worthLines } from "../parts/worth.js";

const AGAIN_AFTER = 300; // ms after the last choice

export function create(host) {
  const { wording, project } = host;
  const { say } = wording;
  const filled = new Map(); // By a synergy's id: the synergy, its place, and the choice that is shown there.
  let values = new Map();
  let lists;
  let timer;

  host.onChoice(() => {
    for (const [id, { choice }] of filled) if (choice !== project.choices.synergies[id]) drawStrip(id);
    learnSoon();
  });

  function fill(synergy, place) {
    if (filled.get(synergy.id)?.synergy !== synergy) filled.delete(synergy.id);
    filled.set(synergy.id, { synergy, place });
    if (lists) drawCard(synergy.id);
    learnSoon();
  }

  // Cards come in turns, and choices one after the other: what they need is asked for once.
  function learnSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => host.guarded(learn), AGAIN_AFTER);
  }

  async function learn() {
    const shown = new Set(host.synergies().map(({ id }) => id));
    for (const id of filled.keys()) if (!shown.has(id)) filled.delete(id);
    lists ??= await answerOf(host, "choices");
    for (const id of filled.keys()) drawCard(id);
    const { values: told, rates } = await answerOf(host, "value");
    amountsOf(host, rates);
    values = new Map(told.map((value) => [value.id, value]));
    for (const id of filled.keys()) drawCard(id);
  }

  function drawCard(id) {
    const { place } = filled.get(id);
    if (!place.childElementCount) {
      place.replaceChildren(
        element("div", { className: "cx-strip" }),
        unfolding("synergy.worth", id, () => (values.has(id) ? worthInFull(host, values.get(id), amountsOf(host)) : element("p", {}, say("synergy.not-valued")))),
        unfolding("synergy.work-on", id, () => decidingForm(host, id, lists)),
      );
    } else for (const part of place.querySelectorAll("details")) part.dispatchEvent(new Event("cx-again"));
    drawStrip(id);
  }

  // Made when it is opened, and anew when what it shows has changed; not while somebody types in it.
  function unfolding(key, id, make) {
    let made;
    const draw = () => {
      if (!whole.open) return;
      const content = key === "synergy.worth" ? values.get(id) : true;
      if (made === content) return;
      made = content;
      const at = whole.contains(document.activeElement) ? document.activeElement.dataset.at : undefined;
      whole.replaceChildren(whole.firstChild, make());
      if (at) whole.querySelector(`[data-at="${CSS.escape(at)}"]`)?.focus({ preventScroll: true });
    };
    const whole = element("details", { className: "cx-more-of", ontoggle: draw }, element("summary", {}, say(key)));
    whole.addEventListener("cx-again", draw);
    return whole;
  }

  function drawStrip(id) {
    const entry = filled.get(id);
    const strip = entry.place.querySelector(".cx-strip");
    if (!strip) return;
    entry.choice = project.choices.synergies[id];
    const name = nameOf(entry.synergy, say("results.unnamed-site"));
    const at = strip.contains(document.activeElement) ? document.activeElement.dataset.at : undefined;
    const value = values.get(id);
    strip.dataset.status = entry.choice?.status ?? "idea";
    strip.replaceChildren(
      ...[
        statusField(host, id, lists, name),
        reasonField(host, id, lists, name),
        value && element("p", { className: "cx-worth-line" }, worthLines(value, amountsOf(host), say).join(" ")),
      ].filter(Boolean),
    );
    if (at) strip.querySelector(`[data-at="${CSS.escape(at)}"]`)?.focus({ preventScroll: true });
  }

  return { fill };
}
