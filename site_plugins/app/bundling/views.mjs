// Bundles the views that open on demand, each with the libraries of its pictures, and what else can wait.
//
//   node views.mjs BROWSER_FOLDER OUT_FOLDER
//
// Each script in BROWSER_FOLDER/views becomes one of the same name; what several use stands in scripts of its own.
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { outlines } from "./outlines.mjs";

const [browserFolder, outFolder] = process.argv.slice(2).map((folder) => path.resolve(folder));
const viewFolder = path.join(browserFolder, "views");

// "outlines:countries" stands for the outlines of the countries, made while bundling.
const countries = {
  name: "outlines",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^outlines:/ }, (asked) => ({ path: asked.path, namespace: "outlines" }));
    onLoad({ filter: /.*/, namespace: "outlines" }, () => ({ contents: JSON.stringify(outlines()), loader: "json" }));
  },
};

const { metafile } = await build({
  entryPoints: fs.readdirSync(viewFolder).sort().map((name) => path.join(viewFolder, name)),
  outdir: outFolder,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2023",
  charset: "utf8",
  minify: false,
  chunkNames: "part-[hash]",
  metafile: true,
  plugins: [countries],
  logLevel: "error",
});
fs.writeFileSync(path.join(outFolder, "licences.txt"), licences(Object.keys(metafile.inputs)));

/** The licences of all packages that came into the bundle, as they ask for. */
function licences(inputs) {
  const packages = new Set(inputs.map((input) => input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean));
  return [...packages].sort().map((name) => `${name}\n\n${licenceOf(name)}`).join("\n\n----\n\n");
}

function licenceOf(name) {
  const folder = path.join("node_modules", name);
  const file = fs.readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence file to ship`);
  return fs.readFileSync(path.join(folder, file), "utf8").trim();
}
