// The view Synergies: under each card of the list, where the like was done, what it is worth, whether it is allowed, and what was decided.

import { element } from "../elements.js";
import { answerOf } from "../parts/answers.js";
import { decidingForm, reasonField, statusField } from "../parts/deciding.js";
import { lawInFull, outcomeMark } from "../parts/law.js";
import { amountsOf } from "../parts/money.js";
import { nameOf } from "../parts/names.js";
import { precedentLines, precedentsOf } from "../parts/precedents.js";
import { worthInFull, worthLines } from "../parts/worth.js";

const AGAIN_AFTER = 300; // ms after the last choice

export function create(host) {
  const { wording, project } = host;
  const { say } = wording;
  const filled = new Map(); // By a synergy's id: the synergy, its place, and the choice that is shown there.
  let values = new Map();
  let screens = new Map();
  let note = ""; // That the outcomes of screening are no verdict.
  let lists;
  let cases; // What the library tells; without it cards say nothing of it.
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
    cases ??= await host.cases().catch(console.error);
    for (const id of filled.keys()) drawCard(id);
    const { values: told, rates } = await answerOf(host, "value");
    amountsOf(host, rates);
    values = new Map(told.map((value) => [value.id, value]));
    const screened = await answerOf(host, "screen");
    screens = new Map(screened.screens.map((screen) => [screen.id, screen]));
    note = screened.note;
    for (const id of filled.keys()) drawCard(id);
  }

  function drawCard(id) {
    const { place } = filled.get(id);
    if (!place.childElementCount) {
      place.replaceChildren(
        element("div", { className: "cx-strip" }),
        element("div", { className: "cx-before" }),
        unfolding("synergy.worth", () => values.get(id), (value) => (value ? worthInFull(host, value, amountsOf(host)) : notYet())),
        unfolding("synergy.law", () => screens.get(id), (screen) => (screen ? lawInFull(host, screen, note) : notYet())),
        unfolding("synergy.work-on", () => true, () => decidingForm(host, id, lists)),
      );
    } else for (const part of place.querySelectorAll("details")) part.dispatchEvent(new Event("cx-again"));
    drawPrecedents(id);
    drawStrip(id);
  }

  function drawPrecedents(id) {
    const { synergy, place } = filled.get(id);
    const before = place.querySelector(".cx-before");
    if (!cases || !before || before.childElementCount) return;
    const found = precedentsOf(synergy, cases);
    if (found.length) before.append(precedentLines(found, cases, { say, address: host.address }));
  }

  function notYet() {
    return element("p", { className: "cx-facts" }, say("synergy.not-looked-at"));
  }

  // Made when it is opened, and anew when what it shows has changed.
  function unfolding(key, find, make) {
    let made;
    const draw = () => {
      if (!whole.open) return;
      const content = find();
      if (made === content && whole.childElementCount > 1) return;
      made = content;
      const at = whole.contains(document.activeElement) ? document.activeElement.dataset.at : undefined;
      whole.replaceChildren(whole.firstChild, make(content));
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
    const [value, screen] = [values.get(id), screens.get(id)];
    strip.dataset.status = entry.choice?.status ?? "idea";
    strip.replaceChildren(
      ...[
        statusField(host, id, lists, name),
        reasonField(host, id, lists, name),
        screen && outcomeMark(screen, say),
        value && element("p", { className: "cx-worth-line" }, worthLines(value, amountsOf(host), say).join(" ")),
      ].filter(Boolean),
    );
    if (at) strip.querySelector(`[data-at="${CSS.escape(at)}"]`)?.focus({ preventScroll: true });
  }

  return { fill };
}
