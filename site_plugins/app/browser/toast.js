// What passes by: a sentence at the foot of the window for some seconds. It never lies over what must stay in reach.

import { button, element } from "./elements.js";

const SHOWN = 6_000; // ms
const SHOWN_WITH_UNDO = 15_000; // ms
const GAP = 8; // pixels

/** `clear` is what must stay in reach: a sentence that would lie over it stands above it instead. */
export function createToast({ clear, undoLabel, onUndo }) {
  const root = element("div", { className: "cx-toast", role: "status" });
  const moves = new ResizeObserver(settle);
  let timer;

  for (const move of ["scroll", "resize"]) window.addEventListener(move, settle, { passive: true });

  /** *undo* is what takes back what is told of; true stands for `onUndo`. */
  function show(text, { undo = false } = {}) {
    clearTimeout(timer);
    const takeBack = undo === true ? onUndo : undo;
    const undoButton = undo && button(undoLabel, () => (takeBack(), hide()), { symbol: "undo" });
    root.replaceChildren(element("div", { className: "cx-toast-body" }, element("span", {}, text), undoButton));
    moves.observe(document.body);
    settle();
    timer = setTimeout(hide, undo ? SHOWN_WITH_UNDO : SHOWN);
  }

  function hide() {
    root.replaceChildren();
    moves.disconnect();
  }

  function settle() {
    if (!root.childElementCount) return;
    root.style.removeProperty("bottom");
    const own = root.getBoundingClientRect();
    const kept = clear.getBoundingClientRect();
    const isOver = kept.height > 0 && kept.top < own.bottom + GAP && kept.bottom > own.top - GAP;
    if (isOver) root.style.bottom = `${window.innerHeight - kept.top + GAP}px`;
  }

  return { root, show };
}
