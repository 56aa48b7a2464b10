// Packs what the page's interpreter needs: library.zip, workbook.zip, network.zip and a list of their modules.
//
//   node bundle.mjs PYODIDE_FOLDER SOURCES_FOLDER OUT_FOLDER
//
// SOURCES_FOLDER holds matcher/, openpyxl/, et_xmlfile/ and networkx/.
// The work is done in Python, inside the very Pyodide that will run the result,
// because compiled modules carry the magic number of their interpreter.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [pyodideFolder, sourcesFolder, outFolder] = process.argv.slice(2).map((folder) => path.resolve(folder));

async function pack() {
  const { loadPyodide } = await import(pathToFileURL(path.join(pyodideFolder, "pyodide.mjs")).href);
  // Without debug ranges a trace names the line and not the column, and the modules are a quarter smaller.
  const env = { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1", PYTHONNODEBUGRANGES: "1" };
  const python = await loadPyodide({ indexURL: pyodideFolder, env });
  for (const [mount, folder] of [["/sources", sourcesFolder], ["/out", outFolder], ["/bundling", import.meta.dirname]]) {
    python.mountNodeFS(mount, folder);
  }
  python.runPython(`
import sys
sys.path[:0] = ["/sources", "/bundling"]
import packing
packing.pack("/sources", "/out")
`);
}

// An uncaught error of Pyodide prints its whole source, a megabyte in one line: only its message is of use.
try {
  fs.mkdirSync(outFolder, { recursive: true });
  await pack();
  process.exit(0);
} catch (error) {
  console.error(String(error?.message ?? error).slice(-4000));
  process.exit(1);
}
