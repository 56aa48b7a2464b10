// Work that need not be done at once, in short turns: between them the page draws and listens.

const TURN = 8; // ms

/**
 * Do *works* one after the other, beginning once what is there already has been drawn.
 * `finish()` does at once what is left, `stop()` leaves it undone.
 */
export function inTurns(works) {
  const left = [...works];
  let timer = left.length ? afterFrame(turn) : undefined;

  function turn() {
    const end = performance.now() + TURN;
    while (left.length && performance.now() < end) left.shift()();
    if (left.length) timer = setTimeout(turn);
  }

  return {
    finish() {
      clearTimeout(timer);
      for (const work of left.splice(0)) work();
    },
    stop() {
      clearTimeout(timer);
      left.length = 0;
    },
  };
}

// A page in the background draws no frames, yet its work goes on.
function afterFrame(act) {
  if (document.hidden) return setTimeout(act);
  requestAnimationFrame(() => setTimeout(act));
  return undefined;
}
