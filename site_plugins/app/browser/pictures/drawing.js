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

/** Whether there is no more room than on a phone: pictures are then drawn as narrow as that, not shrunk. */
export function isNarrow() {
  return matchMedia("(max-width: 36em)").matches;
}

/** *text*, cut to about as many signs as fit, between words where there are any. */
export function shortened(text, most) {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${cut.slice(0, cut.search(/\s+\S*$/) + 1 || most).trimEnd()}…`;
}

/** A name of up to two lines of *most* signs, so that names that begin alike can be told apart. */
export function inLines(text, most) {
  if (text.length <= most) return [text];
  const end = text.lastIndexOf(" ", most);
  return end > 0 ? [text.slice(0, end), shortened(text.slice(end + 1), most)] : [shortened(text, most)];
}

export const LINE = 13; // From one line of a name to the next.

/** The *lines* of a name as a text whose first line stands at *x* and *y*. */
export function named(lines, { x = 0, y = 0, ...properties }) {
  const spans = lines.map((line, at) => [at > 0 && " ", drawn("tspan", { x, y: y + at * LINE }, line)]);
  return drawn("text", { "aria-hidden": "true", ...properties }, ...spans.flat());
}

// A wheel turned without a key scrolls the page, as everywhere, and so does a single finger.
export function takesZoom(event) {
  if (event.type === "wheel") return event.ctrlKey || event.metaKey;
  if (event.type === "touchstart") return event.touches.length > 1;
  return !event.button && !event.target.closest(".cx-site-mark");
}
