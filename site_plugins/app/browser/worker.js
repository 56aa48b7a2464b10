// The matcher's own thread: starts the interpreter once, then answers one request after the other.
//
// The page starts it from a blob: address, so that the page's Content-Security-Policy binds it too:
// whatever runs in here cannot reach another origin.
//
// In:  {type: "boot", id, runtime, lock, hasImage}            {part: "module" | "library" | "image", content | failure}
//      {type: "ask", id, request}                             {type: "example", id, language, example}
//      {type: "image", id, runtime, rehearsal}
// Out: {type: "progress", id, …}   {type: "answer", id, answer}   {type: "failure", id, message, detail, isFatal}

const IMAGES = "catalyst-image";
const BLOCK = 1024; // words of 32 bits
const fromNetwork = self.fetch.bind(self); // handOver puts another in its place.
const parts = { module: promised(), library: promised(), image: promised() }; // What the page hands over.
let python;
let answer;
let runtime;
let booting;
let hasWorkbook = false;
let completed = Promise.resolve(); // The library is in its place.

self.onmessage = async ({ data: { id, type, part, ...message } }) => {
  if (part) return message.failure ? parts[part].reject(new Error(message.failure)) : parts[part].resolve(message.content);
  const report = (progress) => postMessage({ type: "progress", id, ...progress });
  try {
    postMessage({ type: "answer", id, answer: await duties[type](message, report) });
  } catch (error) {
    postMessage({ type: "failure", id, isFatal: !error.isMild, message: "", detail: shortened(error) });
  }
};

const duties = {
  async boot(message, report) {
    runtime = message.runtime;
    holdLock(message.lock);
    booting = boot({ report, hasImage: message.hasImage });
    return booting;
  },

  async ask({ request }, report) {
    await booting;
    await Promise.all([complete(), needsWorkbook(request) && loadWorkbook()]).catch(mildly);
    return bridge(request, report);
  },

  // An example and what is found in it, in one go: the page need not ask twice.
  async example({ language, example }, report) {
    await booting;
    const { failure, rows, note } = bridge({ type: "example", language, example }, report);
    return failure ? { failure } : { rows, note, ...bridge({ type: "match", language, rows, options: {} }, report) };
  },

  // Only a worker started for this alone does it: an interpreter that has served the visitor is never stored.
  async image(message) {
    runtime = message.runtime;
    const cache = await caches.open(IMAGES);
    if (await cache.match(imageAddress())) return;
    await boot({ report() {}, options: { _makeSnapshot: true } });
    rehearse(message.rehearsal);
    await storeImage(python.makeMemorySnapshot());
  },
};

function bridge(request, report) {
  return JSON.parse(answer(JSON.stringify(request), (text) => report(JSON.parse(text))));
}

// The page asks for the same lock: it is granted at the moment this worker dies, however it dies.
function holdLock(name) {
  navigator.locks?.request(name, () => new Promise(() => {}));
}

async function boot({ report, hasImage = false, options = {} }) {
  const script = import(`${runtime.core}pyodide.asm.js`);
  const compiled = parts.module.promise;
  compiled.then(() => report({ stage: "start" }), () => {});
  const start = hasImage ? whole(await parts.image.promise) : undefined;
  const archive = start ? undefined : hasImage ? fetched(runtime.library) : parts.library.promise;
  // Pyodide only warns where one of these fails, and then never settles.
  const failure = new Promise((_, reject) => Promise.all([compiled, archive, script]).catch(reject));
  failure.catch(() => {});
  await script;
  handOver({ compiled, archive });
  const traces = Error.stackTraceLimit;
  Error.stackTraceLimit = 0; // Starting throws and catches many errors, whose traces nobody reads.
  const loading = loadPyodide({
    indexURL: runtime.core,
    stdLibURL: runtime.library,
    lockFileContents: JSON.stringify({ info: runtime.info, packages: {} }),
    packageBaseUrl: runtime.core,
    env: { PYTHONHASHSEED: "0" },
    ...options,
    ...(start && { _loadSnapshot: start }),
  });
  python = await Promise.race([loading, failure]);
  Error.stackTraceLimit = traces;
  answer = python.pyimport("matcher.bridge").answer;
  if (start) completed = undefined;
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
function handOver({ compiled, archive }) {
  const { wasm, library } = runtime;
  const responses = { [wasm]: async () => new Response(), [library]: async () => new Response(await archive) };
  self.fetch = (address, ...rest) => (responses[address] ?? (() => fromNetwork(address, ...rest)))();
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}

async function fetched(address) {
  const response = (await globalThis.caches?.match(address).catch(() => undefined)) ?? (await fromNetwork(address));
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.arrayBuffer();
}

function needsWorkbook({ type, format, files = [] }) {
  // A workbook is a zip archive, and "UEsD" is how base64 spells the first bytes of one.
  return type === "template" || format === "xlsx" || files.some(({ base64 }) => base64.startsWith("UEsD"));
}

// What cannot be fetched now may be had later: the interpreter is as sound as before.
function mildly(error) {
  throw Object.assign(error, { isMild: true });
}

async function loadWorkbook() {
  if (hasWorkbook) return;
  const archive = await fetched(runtime.workbook);
  python.FS.writeFile("/lib/workbook.zip", new Uint8Array(archive));
  python.runPython("import sys; sys.path.append('/lib/workbook.zip')");
  hasWorkbook = true;
}

// What was looked up once is at hand in the image; nothing of the visitor's is.
function rehearse({ language, examples }) {
  const ask = (request) => JSON.parse(answer(JSON.stringify({ language, ...request })));
  for (const example of examples) ask({ type: "match", rows: ask({ type: "example", example }).rows, options: {} });
  answer.destroy();
  python.runPython("import gc, linecache; linecache.clearcache(); gc.collect(); gc.freeze()");
}

// A memory image of the started interpreter, made on this device in idle time, spares later visits most of the start.
// It is used only when it was made from this very runtime and its sum holds; without it everything works the same.
function whole(stored) {
  if (!stored?.byteLength || stored.byteLength % 4) return undefined;
  const [sum] = new Uint32Array(stored, 0, 1);
  const rest = new Uint32Array(stored, 4);
  return sum === sumOf(rest) ? unpacked(rest) : undefined;
}

async function storeImage(image) {
  const body = packed(image);
  body[0] = sumOf(body.subarray(1));
  await caches.delete(IMAGES);
  const headers = { "Content-Type": "application/octet-stream" };
  await (await caches.open(IMAGES)).put(imageAddress(), new Response(body.buffer, { headers }));
}

// More than half of the memory is empty: only the blocks that hold something are kept.
// Packed: place for a sum, how many words and blocks there are in all, a mark for each block (1 where it is kept),
// then the blocks that are kept.
function packed(image) {
  const words = new Uint32Array(image.buffer, image.byteOffset, image.byteLength >> 2);
  const count = Math.ceil(words.length / BLOCK);
  const marks = new Uint32Array(count);
  for (let at = 0; at < words.length; at++) if (words[at]) marks[(at / BLOCK) | 0] = 1;
  const kept = marks.reduce((sum, mark) => sum + mark, 0);
  const out = new Uint32Array(3 + count + kept * BLOCK);
  out.set([0, words.length, count]);
  out.set(marks, 3);
  let to = 3 + count;
  for (let block = 0; block < count; block++) {
    if (!marks[block]) continue;
    out.set(words.subarray(block * BLOCK, (block + 1) * BLOCK), to);
    to += BLOCK;
  }
  return out;
}

function unpacked(from) {
  const [length, count] = from;
  const words = new Uint32Array(length);
  let at = 2 + count;
  for (let block = 0; block < count; block++) {
    if (!from[2 + block]) continue;
    words.set(from.subarray(at, Math.min(at + BLOCK, at + length - block * BLOCK)), block * BLOCK);
    at += BLOCK;
  }
  return new Uint8Array(words.buffer);
}

function imageAddress() {
  return `${runtime.library}?image`;
}

// Tells a whole image from a cut or damaged one; a digest would take as long as the rest of the reading.
function sumOf(words) {
  let sum = words.length;
  for (let at = 0; at < words.length; at++) sum = (Math.imul(sum, 31) + words[at]) | 0;
  return sum >>> 0;
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
