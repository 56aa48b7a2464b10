// The matcher for pages that are not its own: fetched and started when a visitor first asks for what it makes.

import { createEngine } from "../engine.js";
import { keeping } from "./visit.js";

let preparing;
let kept;

/**
 * The answer to a *request* of docs/bridge.md, or of another *door* than the matcher's (see worker.js).
 * *onState* hears of the start: {state: "loading" | "ready" | "lost", …}.
 */
export async function ask(request, { door, onState = () => {} } = {}) {
  preparing ??= prepare();
  const engine = await preparing.catch((error) => {
    preparing = undefined; // What could not be fetched now may be had later.
    throw error;
  });
  engine.listen(onState);
  const answer = await engine.ask(request, { door });
  kept ??= keepVisit(door ? [door.shelf] : []);
  return answer;
}

// Who has asked once can ask the next time without a network. *needs* is what the worker fetched for this page.
async function keepVisit(needs) {
  if (!navigator.serviceWorker || navigator.connection?.saveData) return;
  const settings = JSON.parse(document.getElementById("matcher-settings").textContent);
  const root = new URL(settings.root, location.href).href;
  try {
    const keep = await keeping(new URL(settings.serviceWorker, root).href, root);
    await keep(needs);
    document.body.dataset.kept = "yes";
  } catch {
    document.body.dataset.kept = "no"; // A browser that forbids keeping still answers.
  }
}

// early.js takes the worker's script from an element of the page; pages that seldom start one fetch it first.
async function prepare() {
  const beside = (name) => new URL(name, import.meta.url).href;
  const response = await fetch(beside("worker.js"));
  if (!response.ok) throw new Error(`the worker answered ${response.status}`);
  const holder = Object.assign(document.createElement("script"), { type: "text/plain", id: "matcher-worker" });
  holder.textContent = await response.text();
  document.head.append(holder);
  await import(beside("early.js"));
  return createEngine(window.matcherStart, window.matcherEarly);
}
