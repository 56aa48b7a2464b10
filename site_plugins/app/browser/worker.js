// The matcher's own thread: starts the interpreter once, then answers one request after the other.
//
// The page starts it from a blob: address, so that the page's Content-Security-Policy binds it too:
// whatever runs in here cannot reach another origin.
//
// In:  FIRST, a constant that the page puts above this script: {type: "boot", id, runtime, lock, from}
//                                                          or {type: "image", id, runtime, lock, from, rehearsal}
//      *from* is what the start is made from: "own" image, the site's "image" or "library".
//      {part: "module" | "library" | "image" | "tables", content | failure}
//      {type: "ask", id, request, door}                       {type: "example", id, language, example}
//      *door*, {shelf, module}, is another than the matcher's: see opened.
// Out: {type: "progress", id, …}   {type: "answer", id, answer}   {type: "failure", id, message, detail, isFatal}

import { imageIn, imageOf, layInto } from "./image.js";
import { storedImage, storeImage } from "./stored.js";

const { runtime } = FIRST;
const interpreter = import(`${runtime.core}pyodide.asm.js`);
const traces = Error.stackTraceLimit;
Error.stackTraceLimit = 0; // Starting throws and catches many errors, whose traces nobody reads.

const RUNTIME = "catalyst-runtime"; // As the service worker calls it.
const fromNetwork = self.fetch.bind(self); // handOver puts another in its place.
const parts = { module: promised(), library: promised(), image: promised(), tables: promised() }; // What the page hands over.
let python;
let answer;
let booting;
let hasWorkbook = false;
let completed = Promise.resolve(); // The library is in its place.

self.onmessage = ({ data: { part, content, failure, ...message } }) => {
  if (!part) act(message);
  else if (failure) parts[part].reject(new Error(failure));
  else parts[part].resolve(content);
};

async function act({ id, type, ...message }) {
  const report = (progress) => postMessage({ type: "progress", id, ...progress });
  try {
    postMessage({ type: "answer", id, answer: await duties[type](message, report) });
  } catch (error) {
    postMessage({ type: "failure", id, isFatal: !error.isMild, message: "", detail: shortened(error) });
  }
}

const duties = {
  async boot(message, report) {
    holdLock(message.lock);
    booting = boot({ report, from: message.from });
    return booting;
  },

  async ask({ request, door }, report) {
    await booting;
    await Promise.all([complete(), (door || needsWorkbook(request)) && loadWorkbook()]).catch(mildly);
    if (!door) return provided(request, report);
    return JSON.parse((await opened(door).catch(mildly))(JSON.stringify(request)));
  },

  // An example and what is found in it, in one go: the page need not ask twice.
  async example({ language, example }, report) {
    await booting;
    const { failure, rows, note } = bridge({ type: "example", language, example }, report);
    return failure ? { failure } : { rows, note, ...(await provided({ type: "match", language, rows, options: {} }, report)) };
  },

  // Only a worker started for this alone does it: an interpreter that has served the visitor is never stored.
  async image(message) {
    if (await storedImage(runtime.library)) return;
    await boot({ report() {}, from: message.from, options: { _makeSnapshot: true } });
    await rehearse(message.rehearsal);
    await storeImage(runtime.library, await imageOf(python.makeMemorySnapshot()));
  },
};

// Python of the site that has a door like the bridge's: its files, a JSON object of texts by path, are laid on a shelf.
// It may use what the matcher's archives hold of Python's library, those for workbooks included.
async function opened({ shelf, module }) {
  const texts = JSON.parse(new TextDecoder().decode(await fetched(shelf)));
  for (const [name, text] of Object.entries(texts)) {
    const path = `/shelf/${name}`;
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    python.FS.writeFile(path, text);
  }
  python.runPython('import sys; "/shelf" in sys.path or sys.path.append("/shelf")');
  return python.pyimport(module).answer;
}

function bridge(request, report) {
  return JSON.parse(answer(JSON.stringify(request), (text) => report(JSON.parse(text))));
}

// What few visitors need is fetched when the matcher says that it is missing; then the matcher is asked again, to do
// without what is only of help and cannot be had.
async function provided(request, report, before) {
  const told = bridge(request, report);
  if (!told.needs) return told;
  const needs = String(told.needs);
  if (needs === before) throw new Error(`what was fetched does not give the ${before}`);
  const isThere = (providers[needs] ?? addTables)(told.needs, request.language).then(() => true);
  const isHad = await isThere.catch(told.can_do_without ? () => false : mildly);
  return provided(isHad ? request : { ...request, without: told.needs }, report, needs);
}

const providers = {
  network: () => addArchive("network"),

  // A solver of linear programmes, text in and text out.
  async solver() {
    const [{ default: start }, wasmBinary] = await Promise.all([
      import(`${runtime.solver}highs.mjs`),
      kept(`${runtime.solver}highs.wasm`),
    ]);
    const highs = await start({ wasmBinary });
    const options = { output_flag: false, threads: 1, mip_rel_gap: 1e-4, mip_max_nodes: 20 }; // As matcher/solving.py.
    python.pyimport("matcher.bridge").use_solver((programme) => {
      const { Status, Columns } = highs.solve(programme, options);
      if (!/^Optimal$|limit/.test(Status)) throw new Error(`HiGHS found no optimum: ${Status}`);
      return JSON.stringify(Object.fromEntries(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal])));
    });
  },
};

// The page asks for the same lock: it is granted at the moment this worker dies, however it dies.
function holdLock(name) {
  navigator.locks?.request(name, () => new Promise(() => {}));
}

async function boot({ report, from, options = {} }) {
  const compiled = parts.module.promise;
  compiled.then(() => report({ stage: "start" }), () => {});
  // Pyodide only warns where one of these fails, and then never settles.
  const failure = new Promise((_, reject) => Promise.all([compiled, interpreter]).catch(reject));
  failure.catch(() => {});
  const stored = { own: () => storedImage(runtime.library), image: () => parts.image.promise, library() {} }[from]();
  const image = imageIn(await Promise.race([stored, failure]));
  const archive = image ? undefined : await Promise.race([from === "library" ? parts.library.promise : fetched(runtime.library), failure]);
  await interpreter;
  handOver({ compiled, archive, image });
  const loading = loadPyodide({
    indexURL: runtime.core,
    stdLibURL: runtime.library,
    lockFileContents: JSON.stringify({ info: runtime.info, packages: {} }),
    packageBaseUrl: runtime.core,
    env: { PYTHONHASHSEED: "0" },
    ...options,
    ...(image && { _loadSnapshot: image.memory }), // Only its length is asked for: see layInto.
  });
  python = await Promise.race([loading, failure]);
  Error.stackTraceLimit = traces;
  answer = python.pyimport("matcher.bridge").answer;
  if (image) completed = undefined;
  if (from === "own") return;
  const tables = await parts.tables.promise.catch(() => ({}));
  for (const [name, content] of Object.entries(tables)) takeTable(name, content);
}

// An image holds all modules that its rehearsal used; the archive they came from is wanted only after the first answer.
function complete() {
  completed ??= fetched(runtime.library).then(
    (archive) => python.FS.writeFile("/lib/python313.zip", new Uint8Array(archive)),
    (error) => {
      completed = undefined;
      throw error;
    },
  );
  return completed;
}

// Pyodide fetches and compiles by itself; here it is given what the page has fetched and compiled already.
function handOver({ compiled, archive, image }) {
  const { wasm, library } = runtime;
  const responses = { [wasm]: async () => new Response(), [library]: async () => new Response(await archive) };
  self.fetch = (address, ...rest) => (responses[address] ?? (() => fromNetwork(address, ...rest)))();
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  const create = self._createPyodideModule;
  if (image) self._createPyodideModule = async (settings) => layInto(await create(settings), image);
}

async function fetched(address) {
  const response = (await globalThis.caches?.match(address).catch(() => undefined)) ?? (await fromNetwork(address));
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.arrayBuffer();
}

function needsWorkbook({ type, format, files = [] }) {
  // A workbook is a zip archive, and "UEsD" is how base64 spells the first bytes of one; a DOCX is made of the same parts.
  return type === "template" || format === "xlsx" || format === "docx" || files.some(({ base64 }) => base64.startsWith("UEsD"));
}

// What cannot be fetched now may be had later: the interpreter is as sound as before.
function mildly(error) {
  throw Object.assign(error, { isMild: true });
}

async function loadWorkbook() {
  if (hasWorkbook) return;
  await addArchive("workbook");
  hasWorkbook = true;
}

// Who needs one of the tables that tell of matches needs the other soon: fetched together, nothing is matched thrice.
// Of several tables those are taken that can be had.
async function addTables(missing, language) {
  const tells = missing.some((name) => name.startsWith("told"));
  const names = new Set([...missing, ...(tells ? ["told", `told-${language}`] : [])]);
  const adding = Array.from(names, async (name) => takeTable(name, await kept(runtime.tables[name])));
  const failed = (await Promise.allSettled(adding)).find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

function takeTable(name, content) {
  python.pyimport("matcher.bridge").take_table(name, new Uint8Array(content));
}

async function addArchive(name) {
  python.FS.writeFile(`/lib/${name}.zip`, new Uint8Array(await kept(runtime[name])));
  python.runPython(`import sys; sys.path.append("/lib/${name}.zip")`);
}

// Fetched, and put with what the service worker keeps, where it keeps anything.
async function kept(address) {
  const content = await fetched(address);
  if (await globalThis.caches?.has(RUNTIME).catch(() => false)) {
    const cache = await caches.open(RUNTIME);
    if (!(await cache.match(address))) await cache.put(address, new Response(content.slice(0))).catch(() => {});
  }
  return content;
}

// What was looked up once is at hand in the image; nothing of the visitor's is.
async function rehearse({ language, examples }) {
  const ask = (request) => provided({ language, ...request }, () => {});
  for (const example of examples) {
    const { rows } = await ask({ type: "example", example });
    await ask({ type: "match", rows, options: {} });
  }
  answer.destroy();
  python.runPython("import gc; gc.collect(); gc.freeze()");
}

function promised() {
  const own = {};
  own.promise = new Promise((resolve, reject) => Object.assign(own, { resolve, reject }));
  own.promise.catch(() => {}); // Whoever waits for it hears of the failure.
  return own;
}

// An error of the interpreter may carry its whole source.
function shortened(error) {
  return String(error?.message ?? error).slice(-2000);
}

act(FIRST);
