// A picture of the page as a file: SVG as it is drawn, and PNG at twice its size.

const NAMESPACE = "http://www.w3.org/2000/svg";
const STYLES = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "opacity",
  "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "paint-order", "display", "visibility",
];
const SCALE = 2;

/** The drawing *svg* as text that stands by itself: its styles within, on the background of the page. */
export function asSvg(svg, title) {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true);
  const [from, to] = [svg, copy].map((each) => [each, ...each.querySelectorAll("*")]);
  from.forEach((each, at) => {
    const style = getComputedStyle(each);
    for (const name of STYLES) to[at].style.setProperty(name, style.getPropertyValue(name));
    for (const name of ["tabindex", "class", "aria-label", "role"]) to[at].removeAttribute(name);
  });
  if (!svg.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  copy.setAttribute("xmlns", NAMESPACE);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.style.background = getComputedStyle(svg.closest(".cx-picture") ?? svg).backgroundColor;
  const named = document.createElementNS(NAMESPACE, "title");
  named.textContent = title;
  copy.prepend(named);
  return new XMLSerializer().serializeToString(copy);
}

export async function asPng(svg, title) {
  const address = URL.createObjectURL(new Blob([asSvg(svg, title)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: image.width * SCALE, height: image.height * SCALE });
    const pen = canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(svg.closest(".cx-picture") ?? svg).backgroundColor;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Offer *content*, a text or a blob, for saving under *name*. */
export function offer(name, content, kind) {
  const address = URL.createObjectURL(new Blob([content], { type: kind }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
