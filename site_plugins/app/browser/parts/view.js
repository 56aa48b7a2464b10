// The frame of a view: it asks, shows how far the answer is, draws it, and does so again when a choice changes it.

import { button, element } from "../elements.js";

const TELL_AFTER = 400; // ms before waiting is told of
const AGAIN_AFTER = 250; // ms after the last choice

/** `ask(onProgress)` promises what `draw(told)` makes elements of. Elements with `data-at` keep the focus when drawn anew. */
export function viewOf(host, { ask, draw, look = "" }) {
  const { say } = host.wording;
  const content = element("div", { className: "cx-view-content" });
  const status = element("div", { className: "cx-view-status", role: "status" });
  const root = element("div", { className: `cx-view ${look}` }, status, content);
  let turn = 0;
  let timer;

  host.onChoice(() => {
    clearTimeout(timer);
    if (root.checkVisibility()) timer = setTimeout(() => host.guarded(show), AGAIN_AFTER);
  });

  async function show() {
    const mine = ++turn;
    const waiting = setTimeout(() => mine === turn && wait(), TELL_AFTER);
    try {
      const told = await ask(({ label }) => mine === turn && label && progress(label));
      if (mine === turn) redraw(told);
    } finally {
      clearTimeout(waiting);
      if (mine === turn) status.replaceChildren();
    }
  }

  function wait() {
    status.replaceChildren(
      element("progress", { className: "cx-progress", "aria-label": say("run.progress") }),
      element("span", { className: "cx-run-note" }, say("views.working")),
      button(say("run.cancel"), host.cancel, { symbol: "stop" }),
    );
  }

  function progress(label) {
    const note = status.querySelector(".cx-run-note");
    if (note && note.textContent !== label) note.textContent = label;
  }

  function redraw(told) {
    const at = root.contains(document.activeElement) ? document.activeElement.dataset.at : undefined;
    const open = new Set(Array.from(content.querySelectorAll("details[open][data-at]"), (each) => each.dataset.at));
    content.replaceChildren(...draw(told).filter(Boolean));
    for (const each of content.querySelectorAll("details[data-at]")) if (open.has(each.dataset.at)) each.open = true;
    if (at) content.querySelector(`[data-at="${CSS.escape(at)}"]`)?.focus({ preventScroll: true });
  }

  return { root, show, redraw };
}

/** A part of a view under its heading. */
export function sectionOf(title, ...content) {
  return element("section", { className: "cx-part" }, element("h3", {}, title), ...content);
}

/** A button that shows *root* on the whole screen in large letters, for a wall. */
export function wallButton(root, say) {
  const act = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());
  const made = button(say("picture.wall"), act, { symbol: "wall", look: "cx-wall-button" });
  root.addEventListener("fullscreenchange", () => {
    const isOn = document.fullscreenElement === root;
    made.querySelector("span").textContent = say(isOn ? "picture.wall-end" : "picture.wall");
  });
  return made;
}
