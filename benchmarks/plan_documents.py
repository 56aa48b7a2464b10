"""How long the action plan takes in each form, on CPython and in the browser's interpreter.

    python -m benchmarks.plan_documents [--firms 60]

The park is drawn from the demonstration parks until it has so many firms; the plan has a page for each of its first
sixty opportunities. The first time is that of the view, for which the flows are matched, valued and allocated;
those of the files come on top of it. The goal: sixty pages of DOCX in less than ten seconds in the browser.
"""

from __future__ import annotations

import argparse
import base64
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from matcher import examples
from matcher.bridge import answer

ROOT = Path(__file__).parent.parent
PACKAGES = ("networkx", "openpyxl", "et_xmlfile")
FORMS = ("view", "markdown", "html", "docx", "xlsx")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--firms", type=int, default=60)
    firms = parser.parse_args().firms
    here, there = timed(firms), _in_pyodide(firms)
    print(f"{here['synergies']} synergies among {here['flows']} flows, {here['pages']} opportunities with a page")
    print(f"{'form':<10} {'CPython s':>10} {'Pyodide s':>10} {'KiB':>8}")
    for form in FORMS:
        print(f"{form:<10} {here[form]:>10.2f} {there[form]:>10.2f} {here['bytes'][form] / 1024:>8.0f}")


def timed(firms: int) -> dict[str, Any]:
    """Seconds for each form, one after the other, in whatever interpreter this runs."""
    project = {"format": "catalyst-project", "version": 1, "name": "Park", "language": "ro", "flows": _flows(firms)}
    told: dict[str, Any] = {"flows": len(project["flows"]), "bytes": {}}
    for form in FORMS:
        asked = {"type": "plan", "language": "ro", "today": "2026-11-29", "format": form, "project": project}
        start = time.perf_counter()
        text = answer(json.dumps(asked))
        told[form] = time.perf_counter() - start
        found = json.loads(text)
        if "failure" in found or "needs" in found:
            raise RuntimeError(text[:500])
        if form == "view":
            told["synergies"] = len(found["pipeline"]["rows"])
            told["bytes"][form] = len(text)
        else:
            told["bytes"][form] = len(base64.b64decode(found["base64"]))
            if form == "markdown":
                told["pages"] = base64.b64decode(found["base64"]).count(b"\n### 3.")
    return told


def _flows(firms: int) -> list[dict[str, str]]:
    """The flows of the demonstration parks, again and again under other names, until there are so many firms."""
    parks = [examples.rows(example, "en") for example in ("demonstration-cluj", "demonstration-trondelag")]
    flows: list[dict[str, str]] = []
    names: set[str] = set()
    while len(names) < firms:
        round_ = len(flows)
        for row in (row for park in parks for row in park):
            site = f"{row['site']} {round_}"
            if site in names or len(names) < firms:
                names.add(site)
                flows.append(row | {"site": site, "id": f"{row['id']}-{round_}"})
    return flows


def _in_pyodide(firms: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        for name in PACKAGES:
            found = importlib.util.find_spec(name)
            if found is None or found.origin is None:
                raise RuntimeError(f"the package {name} is needed")
            shutil.copytree(Path(found.origin).parent, Path(folder, name))
        command = [_node(), str(ROOT / "benchmarks/plan_documents.mjs"), str(ROOT), folder, str(firms)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def _node() -> str:
    return str(Path(sys.executable).parent / "node")


if __name__ == "__main__":
    main()
