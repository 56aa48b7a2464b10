// The matcher's own thread: starts the interpreter once, then answers one request after the other.
//
// The page starts it from a blob: address, so that the page's Content-Security-Policy binds it too:
// whatever runs in here cannot reach another origin.
//
// In:  {type: "boot", id, runtime, module?, useImage}   {type: "ask", id, request}   {type: "image", id, runtime}
// Out: {type: "progress", id, …}   {type: "answer", id, answer}   {type: "failure", id, message, detail, isFatal}

const IMAGES = "catalyst-image";
let python;
let answer;
let runtime;
let hasWorkbook = false;

self.onmessage = async ({ data: { id, type, ...message } }) => {
  const report = (progress) => postMessage({ type: "progress", id, ...progress });
  try {
    postMessage({ type: "answer", id, answer: await duties[type](message, report) });
  } catch (error) {
    postMessage({ type: "failure", id, isFatal: true, message: "", detail: shortened(error) });
  }
};

const duties = {
  async boot(message, report) {
    runtime = message.runtime;
    holdLock(message.lock);
    const image = message.useImage ? await storedImage() : undefined;
    const { module } = await boot({ report, module: message.module, image });
    return { module, fromImage: Boolean(image) };
  },

  async ask({ request }, report) {
    if (needsWorkbook(request)) await loadWorkbook();
    return JSON.parse(answer(JSON.stringify(request), (text) => report(JSON.parse(text))));
  },

  // Only a worker started for this alone does it: an interpreter that has served the visitor is never stored.
  async image(message) {
    runtime = message.runtime;
    if (await storedImage()) return false;
    await boot({ report() {}, options: { _makeSnapshot: true } });
    rehearse(message.rehearsal);
    await storeImage(python.makeMemorySnapshot());
    return true;
  },
};

// The page asks for the same lock: it is granted at the moment this worker dies, however it dies.
function holdLock(name) {
  navigator.locks?.request(name, () => new Promise(() => {}));
}

async function boot({ report, module, image, options = {} }) {
  const { core, library, bytes } = runtime;
  const count = counter(report, bytes.wasm + bytes.script + bytes.library);
  const compiled = module ? Promise.resolve(module) : compile(`${core}pyodide.asm.wasm`, count);
  const archive = fetched(library, count);
  const script = import(`${core}pyodide.asm.js`).then(() => count(bytes.script));
  const { loadPyodide } = await import(`${core}pyodide.mjs`);
  await script;
  handOver({ compiled, archive, wasm: `${core}pyodide.asm.wasm`, library });
  if (module) count(bytes.wasm);
  compiled.then(() => report({ stage: "start" }), () => {});
  python = await loadPyodide({
    indexURL: core,
    stdLibURL: library,
    lockFileContents: JSON.stringify({ info: runtime.info, packages: {} }),
    packageBaseUrl: core,
    env: { PYTHONHASHSEED: "0" },
    ...options,
    ...(image && { _loadSnapshot: image }),
  });
  answer = python.pyimport("matcher.bridge").answer;
  return { module: await compiled };
}

// Pyodide fetches and compiles by itself; here it is given what is under way already,
// so that bytes are counted and a compiled module serves the next worker too.
function handOver({ compiled, archive, wasm, library }) {
  const original = self.fetch;
  const responses = { [wasm]: async () => new Response(), [library]: async () => new Response(await archive) };
  self.fetch = (address, ...rest) => (responses[address] ?? (() => original(address, ...rest)))();
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}

async function compile(address, count) {
  const response = await checked(fetch(address));
  watch(response.clone(), count);
  return WebAssembly.compileStreaming(response);
}

async function fetched(address, count) {
  const response = await checked(fetch(address));
  watch(response.clone(), count);
  return response.arrayBuffer();
}

async function checked(pending) {
  const response = await pending;
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response;
}

async function watch(response, count) {
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) count(part.value.length);
}

function counter(report, total) {
  let done = 0;
  let told = 0;
  return (bytes) => {
    done += bytes;
    const now = performance.now();
    if (now - told < 60 && done < total) return;
    told = now;
    report({ stage: "download", done: Math.min(done, total), total });
  };
}

function needsWorkbook({ type, format, files = [] }) {
  // A workbook is a zip archive, and "UEsD" is how base64 spells the first bytes of one.
  return type === "template" || format === "xlsx" || files.some(({ base64 }) => base64.startsWith("UEsD"));
}

async function loadWorkbook() {
  if (hasWorkbook) return;
  const response = await checked(fetch(runtime.workbook));
  python.FS.writeFile("/lib/workbook.zip", new Uint8Array(await response.arrayBuffer()));
  python.runPython("import sys; sys.path.append('/lib/workbook.zip')");
  hasWorkbook = true;
}

// What was looked up once is at hand in the image; nothing of the visitor's is.
function rehearse({ language, examples }) {
  const ask = (request) => JSON.parse(answer(JSON.stringify({ language, ...request })));
  for (const example of examples) ask({ type: "match", rows: ask({ type: "example", example }).rows });
  answer.destroy();
  python.runPython("import gc, linecache; linecache.clearcache(); gc.collect(); gc.freeze()");
}

// A memory image of the started interpreter, made on this device in idle time, spares later visits most of the start.
// It is used only when it was made from this very runtime and its digest holds; without it everything works the same.
async function storedImage() {
  try {
    const response = await (await caches.open(IMAGES)).match(imageAddress());
    if (!response) return undefined;
    const image = await response.arrayBuffer();
    return (await digest(image)) === response.headers.get("X-Digest") ? new Uint8Array(image) : undefined;
  } catch {
    return undefined;
  }
}

async function storeImage(image) {
  await caches.delete(IMAGES);
  const headers = { "X-Digest": await digest(image), "Content-Type": "application/octet-stream" };
  await (await caches.open(IMAGES)).put(imageAddress(), new Response(image, { headers }));
}

function imageAddress() {
  return `${runtime.library}?image`;
}

async function digest(bytes) {
  const sum = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// An error of the interpreter may carry its whole source.
function shortened(error) {
  return String(error?.message ?? error).slice(-2000);
}
