// Stands in the page's head: starts the matcher before anything is drawn, where the visitor is known to want it.
// That is so when the address names an example, and when flows were kept from an earlier visit.

{
  const example = new URLSearchParams(location.hash.slice(1) || location.search).get("example");
  let hasDraft = false;
  try {
    hasDraft = localStorage.getItem("catalyst-has-draft") === "yes";
  } catch {
    // A browser that forbids storage keeps no draft either.
  }
  if (example || hasDraft) {
    const textOf = (id) => document.getElementById(id).textContent;
    const { root, language, ...settings } = JSON.parse(textOf("matcher-settings"));
    const address = (path) => new URL(path, new URL(root, location.href)).href;
    const blob = URL.createObjectURL(new Blob([textOf("matcher-worker")], { type: "text/javascript" }));
    const worker = new Worker(blob, { type: "module", name: "matcher" });
    const heard = [];
    worker.onmessage = worker.onerror = (event) => heard.push(event);
    const runtime = {
      core: address(settings.core),
      library: address(settings.library),
      workbook: address(settings.workbook),
      bytes: settings.bytes,
      info: settings.info,
    };
    const lock = `catalyst-${Date.now()}-${Math.random()}`;
    worker.postMessage({ type: "boot", id: "boot", runtime, useImage: true, lock });
    const asked = example && !hasDraft ? example : undefined;
    if (asked) worker.postMessage({ type: "example", id: "example", language, example });
    window.matcherEarly = { worker, heard, lock, example: asked };
  }
}
