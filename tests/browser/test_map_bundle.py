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

pytestmark = pytest.mark.site

STORIES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
TABLE = "side;text;quantity;unit\nhave;cenușă zburătoare;1 234,5;t/an\nwant;<b>flyveaske</b>;x;???\n"
SCRIPT = """
import fs from "node:fs";
import { pathToFileURL } from "node:url";
const { core, library, later, solver, info, requests } = JSON.parse(fs.readFileSync(0, "utf8"));
const { loadPyodide } = await import(pathToFileURL(core + "pyodide.mjs").href);
const python = await loadPyodide({
  indexURL: core, stdLibURL: library, packageBaseUrl: core,
  lockFileContents: JSON.stringify({ info, packages: {} }), env: { PYTHONHASHSEED: "0" },
});
for (const [name, path] of Object.entries(later)) {
  python.FS.writeFile(`/lib/${name}.zip`, new Uint8Array(fs.readFileSync(path)));
  python.runPython(`import sys; sys.path.append("/lib/${name}.zip")`);
}
const { default: start } = await import(pathToFileURL(solver + "/highs.mjs").href);
const highs = await start();
const { answer, use_solver } = python.pyimport("matcher.bridge");
use_solver((programme) => {
  const { Columns } = highs.solve(programme, { output_flag: false, threads: 1, mip_rel_gap: 1e-4, mip_max_nodes: 20 });
  return JSON.stringify(Object.fromEntries(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal])));
});
process.stdout.write(JSON.stringify(requests.map((request) => answer(request))), () => process.exit(0));
"""


@pytest.fixture(scope="module")
def requests() -> list[str]:
    """Every story, every example, and each kind of request, in all languages."""
    asked: list[dict[str, Any]] = []
    for number, file in enumerate(STORIES):
        story = json.loads(file.read_text(encoding="utf-8"))
        language = runtime.LANGUAGES[number % 3]
        if "rows" in story:
            asked.append({"type": "match", "language": language, "rows": story["rows"], "options": {}})
    for language in runtime.LANGUAGES:
        asked.append({"type": "describe", "language": language})
        for encoding in ("utf-8-sig", "cp1250", "utf-16"):
            content = base64.b64encode(TABLE.encode(encoding, "replace")).decode()
            files = [{"name": f"{encoding}.csv", "base64": content}]
            asked.append({"type": "read", "language": language, "files": files})
        for example in json.loads(answer(json.dumps(asked[-4])))["examples"]:
            rows = json.loads(answer(json.dumps({"type": "example", "language": language, "example": example["id"]})))
            asked.append({"type": "match", "language": language, "rows": rows["rows"], "options": {}})
            park = {"language": language, "project": {"flows": rows["rows"]}}
            asked.append({"type": "network", **park})
            asked.append({"type": "allocate", **park, "options": {"least_lots": {"t": 50, "MWh": 500}}})
        asked.append({"type": "suggest", "language": language, "text": "treflis", "text_language": "no"})
    return [json.dumps(request, ensure_ascii=False) for request in asked]


def test_the_bundle_answers_as_cpython_does(site: Path, requests: list[str], tmp_path: Path) -> None:
    folder = site / shipping.FOLDER
    # Within the project Node would take the interpreter's script for a module.
    core = shutil.copytree(next(folder.glob("core-*")), tmp_path / "core")
    told = {
        "core": f"{core}/",
        "library": str(next(folder.glob("library-*.zip"))),
        "later": {name: str(next(folder.glob(f"{name}-*.zip"))) for name in ("workbook", "network")},
        "solver": str(runtime.solver_folder(shipping.ROOT)),
        "info": runtime.interpreter(shipping.ROOT),
        "requests": requests,
    }
    command = [runtime.node(), "--input-type=module", "--eval", SCRIPT]
    run = subprocess.run(command, input=json.dumps(told), capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    for request, found in zip(requests, json.loads(run.stdout), strict=True):
        assert found == answer(request), request[:200]


def test_packing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (runtime.packed(shipping.ROOT, tmp_path / name) for name in ("a", "b"))
    for name in runtime.ARCHIVES:
        assert (first / f"{name}.zip").read_bytes() == (second / f"{name}.zip").read_bytes()


def test_the_site_holds_what_the_page_is_told(site: Path) -> None:
    for page in ("map/index.html", "ro/map/index.html", "no/map/index.html"):
        html = (site / page).read_text(encoding="utf-8")
        settings = json.loads(html.split('id="matcher-settings">')[1].split("</script>")[0])
        for path in ("core", "library", "workbook", "network", "solver", "view", "serviceWorker"):
            assert (site / settings[path]).exists(), path
        root = (site / page).parent / settings["root"]
        assert root.resolve() == site.resolve()
