// Reads what the build tells of the page, and takes over the worker that may have been started in the page's head.

import { createEngine } from "./engine.js";

export const settings = JSON.parse(document.getElementById("matcher-settings").textContent);
export const root = new URL(settings.root, location.href);

export const wantedExample = new URLSearchParams(location.hash.slice(1) || location.search).get("example");

export const engine = createEngine(window.matcherStart, window.matcherEarly);
if (window.matcherEarly) engine.warm().catch(() => {});

export function address(path) {
  return new URL(path, root).href;
}
