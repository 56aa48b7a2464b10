// What all drawings share: elements of SVG, and colours that people with any kind of sight can tell apart.

const NAMESPACE = "http://www.w3.org/2000/svg";

/** An element of a drawing; children that are strings become text. */
export function drawn(tag, properties = {}, ...children) {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

/** Whether the visitor asked for pictures that hold still. */
export function wantsCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** *text*, cut to about as many signs as fit. */
export function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

// A wheel turned without a key scrolls the page, as everywhere, and so does a single finger.
export function takesZoom(event) {
  if (event.type === "wheel") return event.ctrlKey || event.metaKey;
  if (event.type === "touchstart") return event.touches.length > 1;
  return !event.button && !event.target.closest(".cx-site-mark");
}
