// The map of the cases with the keyboard: one stop of the Tab key, from which the arrow keys go from point to point.

const map = document.querySelector(".case-map");
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

stopAt();
map.addEventListener("focusin", ({ target }) => target.matches(".case-mark") && stopAt(target));
map.addEventListener("keydown", walk);
map.closest(".filtered").addEventListener("change", () => stopAt(map.querySelector(".case-mark[tabindex='0']")));

/** Let the Tab key stop at *wanted*, or at the first point where that one is not shown. */
function stopAt(wanted) {
  const marks = shown();
  const stop = marks.includes(wanted) ? wanted : marks[0];
  for (const mark of map.querySelectorAll(".case-mark")) mark.setAttribute("tabindex", mark === stop ? 0 : -1);
}

function shown() {
  return [...map.querySelectorAll(".case-mark:not(.filter-out)")];
}

function walk(event) {
  const way = WAYS[event.key];
  const here = event.target.closest(".case-mark");
  if (!way || !here || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  nearest(here, way)?.focus();
}

// The nearest in that quarter around. What is farther aside lies in another quarter, and since the way there is counted
// as one walks it, along and across, every point can be reached from every other.
function nearest(here, [right, down]) {
  const [x, y] = middle(here);
  let found;
  for (const mark of shown()) {
    const [thereX, thereY] = middle(mark);
    const [dx, dy] = [thereX - x, thereY - y];
    const [along, across] = [dx * right + dy * down, Math.abs(dx * down) + Math.abs(dy * right)];
    const length = along + across;
    if (along > 0 && across <= along && !(found?.length <= length)) found = { mark, length };
  }
  return found?.mark;
}

function middle(mark) {
  const { left, top, width, height } = mark.querySelector(".case-reach").getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}
