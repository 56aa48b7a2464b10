// Stands in the page's head: knows how a matcher is started, and starts one before anything is drawn where the visitor
// is known to want it. That is so when the address names an example, and when flows were kept from an earlier visit.

{
  const textOf = (id) => document.getElementById(id).textContent;
  const { root, language, ...told } = JSON.parse(textOf("matcher-settings"));
  const address = (path) => new URL(path, new URL(root, location.href)).href;
  const core = address(told.core);
  const runtime = {
    core,
    wasm: `${core}pyodide.asm.wasm`,
    library: address(told.library),
    image: address(told.image),
    workbook: address(told.workbook),
    network: address(told.network),
    solver: address(told.solver),
    tables: Object.fromEntries(Object.entries(told.tables).map(([name, path]) => [name, address(path)])),
    bytes: told.bytes,
    info: told.info,
  };
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return undefined; // A browser that forbids storage keeps nothing.
    }
  };

  // A worker from a blob: address inherits the policy of the page; one from a plain address would not.
  // What it is to do first stands in its script: a message would wait until this page has come to rest.
  function newWorker(first) {
    const script = `const FIRST = ${JSON.stringify(first)};\n${textOf("matcher-worker")}`;
    const blob = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    try {
      return new Worker(blob, { type: "module", name: "matcher" });
    } finally {
      setTimeout(() => URL.revokeObjectURL(blob), 10_000);
    }
  }

  // What a worker needs is fetched by the page and handed over: the worker is busy with scripts meanwhile.
  // Calls report({stage, done, total}) as bytes arrive. *module* is the interpreter where it was compiled before.
  // The tables that the page names for this, and those that are named *ahead*, are fetched before the worker asks for them.
  function start(request, { module, useImage = false, ahead = [], report = () => {} } = {}) {
    const lock = `catalyst-${Date.now()}-${Math.random()}`;
    const hasOwn = kept("catalyst-image") === runtime.library;
    const from = !useImage ? "library" : hasOwn ? "own" : "image";
    const worker = newWorker({ ...request, runtime, lock, from });
    const give = (name, promise) =>
      promise.then(
        (content) => worker.postMessage({ part: name, content }, content instanceof ArrayBuffer ? [content] : []),
        (error) => worker.postMessage({ part: name, failure: String(error) }),
      );
    const count = counter(report, (module ? 0 : runtime.bytes.wasm) + (runtime.bytes[from] ?? 0));
    const compiled = module ? Promise.resolve(module) : compile(count);
    give("module", compiled);
    if (from !== "own") give("tables", tables(new Set([...(told.ahead ?? []), ...ahead])));
    if (from !== "own") give(from, counted(runtime[from], count).then((response) => response.arrayBuffer()));
    const rememberImage = () => localStorage.setItem("catalyst-image", runtime.library);
    return { worker, lock, compiled, rememberImage };
  }

  // Those of the tables that can be had now; the worker asks for the others again when it needs them.
  async function tables(names) {
    const fetched = Array.from(names, async (name) => [name, await (await counted(runtime.tables[name])).arrayBuffer()]);
    return Object.fromEntries((await Promise.allSettled(fetched)).flatMap(({ value }) => (value ? [value] : [])));
  }

  // Browsers keep the machine code that they made of a module beside their own copy of it, so that copy is taken where
  // it is still there; the copy that the service worker keeps would be compiled anew.
  async function compile(count) {
    const own = isKept() && (await fetch(runtime.wasm, { cache: "only-if-cached", mode: "same-origin" }).catch(() => undefined));
    return WebAssembly.compileStreaming(own?.ok ? own : await counted(runtime.wasm, count));
  }

  const isKept = () => Boolean(navigator.serviceWorker?.controller);

  // What the service worker keeps is read from its cache directly, which is sooner than by way of the service worker.
  async function counted(from, count = () => {}) {
    const stored = isKept() ? await globalThis.caches?.match(from).catch(() => undefined) : undefined;
    if (stored) return stored;
    const response = await fetch(from);
    if (!response.ok) throw new Error(`${from} answered ${response.status}`);
    watch(response.clone(), count).catch(() => {});
    return response;
  }

  async function watch(response, count) {
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) count(part.value.length);
  }

  function counter(report, total) {
    let done = 0;
    let last = 0;
    return (bytes) => {
      done += bytes;
      const now = performance.now();
      if (now - last < 60 && done < total) return;
      last = now;
      report({ stage: "download", done: Math.min(done, total), total });
    };
  }

  const example = new URLSearchParams(location.hash.slice(1) || location.search).get("example");
  const hasDraft = kept("catalyst-has-draft") === "yes";
  window.matcherStart = start;
  if (example || hasDraft) {
    const heard = [];
    const report = (progress) => early.tell({ data: { type: "progress", id: "boot", ...progress } });
    // Matches are sure to be told: what they rest on, and the words for it.
    const ahead = ["told", `told-${language}`];
    const begun = start({ type: "boot", id: "boot" }, { useImage: true, ahead, report });
    const early = { ...begun, heard, tell: (event) => heard.push(event) };
    early.worker.onmessage = early.worker.onerror = (event) => early.tell(event);
    early.example = hasDraft ? undefined : example;
    if (early.example) early.worker.postMessage({ type: "example", id: "example", language, example });
    window.matcherEarly = early;
  }
}
