// Starts the packed matcher once and keeps its memory in a file, so that no visitor has to wait for that start.
//
//   node imaging.mjs PYODIDE_FOLDER LIBRARY HEADING OUT
//
// HEADING is what Pyodide's lock file tells of the interpreter. The image holds the modules and, as they were packed, the
// tables that the examples need, but for those that the page fetches by themselves; nothing in it has been recognised or
// matched.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { imageOf } from "../browser/image.js";

const [pyodideFolder, library, heading, out] = process.argv.splice(1).slice(1); // Nothing of them gets into the image.
const LANGUAGES = ["en", "ro", "no"];

async function make() {
  const { modules, tables } = wantedByExamples(await started());
  const python = await started({ _makeSnapshot: true });
  for (const module of modules) python.runPython(`import ${module}`);
  python.runPython("import remembering");
  for (const table of tables) python.runPython(`remembering.tables.packaged(${JSON.stringify(table)})`);
  python.runPython("import gc; gc.collect(); gc.freeze()");
  const snapshot = python.makeMemorySnapshot();
  fs.writeFileSync(out, Buffer.from(await imageOf(snapshot, await freshMemory(snapshot.length))));
}

async function started(options = {}) {
  const { loadPyodide } = await import(pathToFileURL(path.join(pyodideFolder, "pyodide.mjs")).href);
  return loadPyodide({
    indexURL: pyodideFolder,
    stdLibURL: library,
    lockFileContents: JSON.stringify({ info: JSON.parse(heading), packages: {} }),
    packageBaseUrl: pyodideFolder,
    env: { PYTHONHASHSEED: "0" },
    ...options,
  });
}

function wantedByExamples(python) {
  python.runPython("import json, sys, remembering");
  const bridge = python.pyimport("matcher.bridge").answer;
  const ask = (request) => {
    const answer = JSON.parse(bridge(JSON.stringify(request)));
    if (!answer.needs) return answer;
    for (const name of answer.needs) {
      const table = path.join(path.dirname(library), `${name}.bin`);
      python.pyimport("matcher.bridge").take_table(name, new Uint8Array(fs.readFileSync(table)));
    }
    return ask(request);
  };
  for (const language of LANGUAGES) {
    for (const { id } of ask({ type: "describe", language }).examples) {
      const { rows } = ask({ type: "example", language, example: id });
      ask({ type: "match", language, rows, options: {} });
    }
  }
  const listed = (names) => JSON.parse(python.runPython(`json.dumps(sorted(${names}))`));
  return { modules: listed("{*sys.modules} - {'__main__'}"), tables: listed("remembering.read.keys() - remembering.tables.fetched.keys()") };
}

// What the memory holds of which an image is taken, before anything has run in it.
async function freshMemory(length) {
  const create = globalThis._createPyodideModule;
  let fresh;
  globalThis._createPyodideModule = async (settings) => {
    fresh = (await create(settings)).HEAPU8.slice();
    throw new Error("this one is not started");
  };
  await started({ _loadSnapshot: length }).catch(() => {});
  return fresh;
}

// The same sources give the same image, whenever and wherever it is made.
function stopTheClock() {
  const Clock = Date;
  const moment = Clock.UTC(1980, 0, 1);
  globalThis.Date = class extends Clock {
    constructor(...told) {
      super(...(told.length ? told : [moment]));
    }
    static now = () => moment;
  };
  performance.now = () => 0;
  crypto.getRandomValues = (array) => array.fill(0);
}

// An uncaught error of Pyodide prints its whole source, a megabyte in one line: only its message is of use.
try {
  stopTheClock();
  await make();
  process.exit(0);
} catch (error) {
  console.error(String(error?.message ?? error).slice(-4000));
  process.exit(1);
}
