// Reads what the build tells of the runtime, and takes over the worker that may have been started in the page's head.

import { createEngine } from "./engine.js";

export const settings = JSON.parse(document.getElementById("matcher-settings").textContent);
export const root = new URL(settings.root, location.href);

export const wantedExample = new URLSearchParams(location.hash.slice(1) || location.search).get("example");

const runtime = {
  core: address(settings.core),
  library: address(settings.library),
  workbook: address(settings.workbook),
  bytes: settings.bytes,
  info: settings.info,
};
export const engine = createEngine(runtime, document.getElementById("matcher-worker").textContent, window.matcherEarly);
if (window.matcherEarly) engine.warm().catch(() => {});

export function address(path) {
  return new URL(path, root).href;
}
