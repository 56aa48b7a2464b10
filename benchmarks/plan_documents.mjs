// Runs the matcher in Pyodide under Node, as the page's worker does, and times the action plan in each form.
//
//   node plan_documents.mjs REPOSITORY PACKAGES FIRMS
//
// PACKAGES is a folder with networkx, openpyxl and et_xmlfile. Prints one JSON object.
import path from "node:path";
import { pathToFileURL } from "node:url";

const [repository, packages, firms] = process.argv.slice(2);
const modules = path.join(repository, "node_modules");
const { loadPyodide } = await import(pathToFileURL(path.join(modules, "pyodide/pyodide.mjs")).href);
const { default: startHighs } = await import(pathToFileURL(path.join(modules, "highs/build/highs.js")).href);
const highs = await startHighs();
const python = await loadPyodide({ indexURL: path.join(modules, "pyodide") });
python.mountNodeFS("/repository", repository);
python.mountNodeFS("/packages", packages);
python.runPython('import sys; sys.path[:0] = ["/repository", "/packages"]');
python.pyimport("matcher.bridge").use_solver((programme) => {
  const { Columns } = highs.solve(programme, { output_flag: false, threads: 1 });
  return JSON.stringify(Object.fromEntries(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal])));
});
python.globals.set("firms", Number(firms));
// An uncaught error of Pyodide prints its whole source, a megabyte in one line: only its message is of use.
try {
  console.log(python.runPython(`
import json
from benchmarks.plan_documents import timed
json.dumps(timed(firms))
`));
  process.exit(0);
} catch (error) {
  console.error(String(error?.message ?? error).slice(-4000));
  process.exit(1);
}
