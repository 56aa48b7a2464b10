"""The bundle that the page loads answers as CPython does, to the byte, on every story."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from matcher.bridge import answer
from site_plugins.app import runtime, shipping
from site_plugins.languages import LANGUAGES

pytestmark = pytest.mark.site

STORIES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
TABLE = "side;text;quantity;unit\nhave;cenușă zburătoare;1 234,5;t/an\nwant;<b>flyveaske</b>;x;???\n"
SCRIPT = """
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
const told = JSON.parse(fs.readFileSync(0, "utf8"));
const { core, library, later, solver, info, requests } = told;
const bytes = (path) => new Uint8Array(fs.readFileSync(path));
const { loadPyodide } = await import(pathToFileURL(core + "pyodide.mjs").href);
const { imageIn, layInto } = await import(told.imageScript);
const image = told.image && imageIn(bytes(told.image).buffer);
if (image) {
  createRequire(core)("./pyodide.asm.js");
  const create = globalThis._createPyodideModule;
  globalThis._createPyodideModule = async (settings) => layInto(await create(settings), image);
}
const python = await loadPyodide({
  indexURL: core, stdLibURL: library, packageBaseUrl: core,
  lockFileContents: JSON.stringify({ info, packages: {} }), env: { PYTHONHASHSEED: "0" },
  ...(image && { _loadSnapshot: image.memory }),
});
const { answer: bridge, take_table, use_solver } = python.pyimport("matcher.bridge");
function answer(request) {
  const found = bridge(request);
  const { needs } = JSON.parse(found);
  if (!needs?.every((name) => told.tables[name])) return found;
  for (const name of needs) take_table(name, bytes(told.tables[name]));
  return answer(request);
}
const early = told.early.map((request) => answer(request));
if (image) python.FS.writeFile("/lib/python313.zip", bytes(library));
for (const [name, path] of Object.entries(later)) {
  python.FS.writeFile(`/lib/${name}.zip`, bytes(path));
  python.runPython(`import sys; sys.path.append("/lib/${name}.zip")`);
}
const { default: start } = await import(pathToFileURL(solver + "/highs.mjs").href);
const highs = await start();
use_solver((programme) => {
  const { Columns } = highs.solve(programme, { output_flag: false, threads: 1, mip_rel_gap: 1e-4, mip_max_nodes: 20 });
  return JSON.stringify(Object.fromEntries(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal])));
});
const answers = [...early, ...requests.map((request) => answer(request))];
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
"""


@pytest.fixture(scope="module")
def requests() -> list[str]:
    """Every story, every example, and each kind of request, in all languages."""
    asked: list[dict[str, Any]] = []
    for number, file in enumerate(STORIES):
        story = json.loads(file.read_text(encoding="utf-8"))
        language = LANGUAGES[number % 3]
        if "rows" in story:
            asked.append({"type": "match", "language": language, "rows": story["rows"], "options": {}})
    for language in LANGUAGES:
        asked.append({"type": "describe", "language": language})
        for encoding in ("utf-8-sig", "cp1250", "utf-16"):
            content = base64.b64encode(TABLE.encode(encoding, "replace")).decode()
            files = [{"name": f"{encoding}.csv", "base64": content}]
            asked.append({"type": "read", "language": language, "files": files})
        asked.append({"type": "suggest", "language": language, "text": "treflis", "text_language": "no"})
    for match in map(json.loads, examples()):
        park = {"language": match["language"], "project": {"flows": match["rows"]}}
        lots = {"least_lots": {"t": 50, "MWh": 500}}
        asked += [match, {"type": "network", **park}, {"type": "allocate", **park, "options": lots}]
    return [json.dumps(request, ensure_ascii=False) for request in asked]


def examples() -> list[str]:
    """Every example in every language: what an image must answer before the archive is there."""
    asked: list[dict[str, Any]] = []
    for language in LANGUAGES:
        listed = json.loads(answer(json.dumps({"type": "describe", "language": language})))["examples"]
        for example in listed:
            rows = json.loads(answer(json.dumps({"type": "example", "language": language, "example": example["id"]})))
            asked.append({"type": "match", "language": language, "rows": rows["rows"], "options": {}})
    return [json.dumps(request, ensure_ascii=False) for request in asked]


@pytest.mark.parametrize("start", ["library", "image"])
def test_the_bundle_answers_as_cpython_does(site: Path, requests: list[str], tmp_path: Path, start: str) -> None:
    folder = site / shipping.FOLDER
    # Within the project Node would take the interpreter's script for a module.
    core = shutil.copytree(next(folder.glob("core-*")), tmp_path / "core")
    told = {
        "core": f"{core}/",
        "library": str(next(folder.glob("library-*.zip"))),
        "later": {name: str(next(folder.glob(f"{name}-*.zip"))) for name in ("workbook", "network")},
        "tables": {name: str(next(folder.glob(f"{name}-{'?' * 12}.bin"))) for name in runtime.TABLES},
        "solver": str(runtime.solver_folder(shipping.ROOT)),
        "image": str(next(folder.glob("image-*.bin"))) if start == "image" else "",
        "imageScript": (Path(shipping.__file__).parent / "browser" / "image.js").as_uri(),
        "info": runtime.interpreter(shipping.ROOT),
        "early": examples(),
        "requests": requests,
    }
    command = [runtime.node(), "--input-type=module", "--eval", SCRIPT]
    run = subprocess.run(command, input=json.dumps(told), capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    for request, found in zip([*examples(), *requests], json.loads(run.stdout), strict=True):
        assert found == answer(request), request[:200]


def test_packing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = runtime.packed(shipping.ROOT, shipping.CACHE)  # As the site was built with it.
    second = runtime.packed(shipping.ROOT, tmp_path)
    tables = (f"{name}.bin" for name in (*runtime.TABLES, "image"))
    for name in (*(f"{name}.zip" for name in runtime.ARCHIVES), *tables):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_the_site_holds_what_the_page_is_told(site: Path) -> None:
    for page in ("map/index.html", "ro/map/index.html", "no/map/index.html"):
        html = (site / page).read_text(encoding="utf-8")
        settings = json.loads(html.split('id="matcher-settings">')[1].split("</script>")[0])
        for path in ("core", "library", "image", "workbook", "network", "solver", "view", "serviceWorker"):
            assert (site / settings[path]).exists(), path
        assert all((site / path).exists() for path in settings["tables"].values())
        root = (site / page).parent / settings["root"]
        assert root.resolve() == site.resolve()
