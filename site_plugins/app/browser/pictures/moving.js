// The graph while it moves, on a canvas over the drawing: hundreds of lines and names are too much to move as elements.

import { LINE } from "./drawing.js";

const DENSITY = 1.5; // pixels for one of the screen at most: while all moves nobody sees more

/**
 * A canvas over *svg*, whose viewBox is *width* by *height*. `paint(transform, links, nodes)` draws what is zoomed by the
 * *transform*: *links* are pairs of the style of a line and the pairs of points that it joins, *nodes*
 * {x, y, shape, look, opacity, lines, below}, *look* being a colour and *below* how far down the *lines* of the name begin.
 */
export function createCanvas(svg, width, height) {
  const canvas = document.createElement("canvas");
  canvas.className = "cx-moving";
  canvas.hidden = true;
  const pen = canvas.getContext("2d");
  let font = "";
  let ink = "";
  let ground = "";

  function show() {
    const box = svg.getBoundingClientRect();
    const density = Math.min(DENSITY, devicePixelRatio) * (box.width / width);
    Object.assign(canvas, { width: width * density, height: height * density, hidden: false });
    const style = getComputedStyle(svg);
    [font, ink, ground] = [`12px ${style.fontFamily}`, style.color, getComputedStyle(svg.closest(".cx-picture")).backgroundColor];
    return density;
  }

  function hide() {
    canvas.hidden = true;
  }

  function paint({ x, y, k }, links, nodes) {
    const density = canvas.hidden ? show() : canvas.width / width;
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.fillStyle = ground;
    pen.fillRect(0, 0, width, height);
    pen.setTransform(density * k, 0, 0, density * k, density * x, density * y);
    for (const [look, lines] of links) {
      pen.beginPath();
      for (const [from, to] of lines) {
        pen.moveTo(from.x, from.y);
        pen.lineTo(to.x, to.y);
      }
      Object.assign(pen, { strokeStyle: look.stroke, lineWidth: parseFloat(look.strokeWidth) / k, globalAlpha: Number(look.strokeOpacity) });
      pen.stroke();
    }
    for (const { x: left, y: top, shape, look, opacity } of nodes) {
      pen.globalAlpha = opacity;
      pen.fillStyle = look;
      pen.translate(left, top);
      pen.fill(shape);
      pen.translate(-left, -top);
    }
    Object.assign(pen, { fillStyle: ink, font, textAlign: "center" });
    for (const { x: left, y: top, below, lines, opacity } of nodes) {
      pen.globalAlpha = opacity;
      lines.forEach((line, at) => pen.fillText(line, left, top + below + at * LINE));
    }
  }

  return { root: canvas, paint, hide };
}
