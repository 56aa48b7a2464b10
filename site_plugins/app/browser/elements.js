// Builds parts of the page. Whatever the visitor wrote arrives as text and never as markup.

/** An element with its properties and children; children that are strings become text. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && !name.includes("-") && name !== "list") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

export function button(label, onclick, { symbol, look = "", ...properties } = {}) {
  const content = symbol ? [icon(symbol), element("span", {}, label)] : [label];
  return element("button", { type: "button", className: `cx-button ${look}`, onclick, ...properties }, ...content);
}

/** A button that shows only a picture; its name is for screen readers and the tooltip. */
export function iconButton(label, symbol, onclick, properties = {}) {
  const given = { type: "button", className: "cx-icon-button", title: label, "aria-label": label, onclick, ...properties };
  return element("button", given, icon(symbol));
}

const PATHS = {
  add: "M12 5v14M5 12h14",
  arrow: "M4 12h15M13 6l6 6-6 6",
  close: "M7 7l10 10M17 7L7 17",
  copy: "M9 9h10v10H9zM5 15V5h10",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  file: "M7 3h7l4 4v14H7zM14 3v5h4M10 13h5M10 17h5",
  find: "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l5 5",
  loop: "M17 4l3 3-3 3M20 7H9a5 5 0 0 0-5 5M7 20l-3-3 3-3M4 17h11a5 5 0 0 0 5-5",
  print: "M7 8V4h10v4M7 17H4V8h16v9h-3M7 14h10v6H7z",
  remove: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  sector: "M4 20V9l6 4V9l6 4V4h4v16zM8 16h2M13 16h2",
  stop: "M6 6h12v12H6z",
  table: "M4 5h16v14H4zM4 10h16M10 5v14",
  type: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  undo: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3",
  wall: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  warning: "M12 4l9 16H3zM12 10v5M12 17.5v.5",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "cx-icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
