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
const { core, library, workbook, info, requests } = JSON.parse(fs.readFileSync(0, "utf8"));
const { loadPyodide } = await import(pathToFileURL(core + "pyodide.mjs").href);
const python = await loadPyodide({
  indexURL: core, stdLibURL: library, packageBaseUrl: core,
  lockFileContents: JSON.stringify({ info, packages: {} }), env: { PYTHONHASHSEED: "0" },
});
python.FS.writeFile("/lib/workbook.zip", new Uint8Array(fs.readFileSync(workbook)));
python.runPython("import sys; sys.path.append('/lib/workbook.zip')");
const { answer } = python.pyimport("matcher.bridge");
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
        asked.append({"type": "suggest", "language": language, "text": "treflis", "text_language": "no"})
    return [json.dumps(request, ensure_ascii=False) for request in asked]


def test_the_bundle_answers_as_cpython_does(site: Path, requests: list[str], tmp_path: Path) -> None:
    folder = site / shipping.FOLDER
    # Within the project Node would take the interpreter's script for a module.
    core = shutil.copytree(next(folder.glob("core-*")), tmp_path / "core")
    told = {
        "core": f"{core}/",
        "library": str(next(folder.glob("library-*.zip"))),
        "workbook": str(next(folder.glob("workbook-*.zip"))),
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
    for name in ("library.zip", "workbook.zip"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_the_site_holds_what_the_page_is_told(site: Path) -> None:
    for page in ("map/index.html", "ro/map/index.html", "no/map/index.html"):
        html = (site / page).read_text(encoding="utf-8")
        settings = json.loads(html.split('id="matcher-settings">')[1].split("</script>")[0])
        for path in ("core", "library", "workbook", "view", "serviceWorker"):
            assert (site / settings[path]).exists(), path
        root = (site / page).parent / settings["root"]
        assert root.resolve() == site.resolve()
