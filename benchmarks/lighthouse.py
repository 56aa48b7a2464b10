"""What Lighthouse says of each kind of page on a phone: speed, accessibility, good practice, and how searches find it.

    python -m benchmarks.lighthouse [KIND …] [--rounds N]

Lighthouse stands apart from the hub's own packages, in benchmarks/lighthouse; it is set up there at the first run.
The site is served from here, compressed as GitHub Pages does; a phone's network and processor are simulated, so that
the figures vary little. The middle of all rounds is told, and whatever costs points.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.browser_serving import QUIET, ROOT, Host, hosting
from tests.chromium import whole

TOOL = ROOT / "benchmarks" / "lighthouse"
KINDS = {
    "front page": "",
    "lesson": "no/learn/module-1/mapping-flows/",
    "course": "ro/learn/course/",
    "glossary": "learn/glossary/",
    "case": "no/cases/kalundborg/",
    "list of cases": "ro/cases/",
    "matcher": "map/",
    "explorer": "no/map/explore/",
    "survey": "ro/survey/answer/",
    "toolbox": "workshop/choose-a-park/",
}
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def main(kinds: list[str], rounds: int) -> int:
    """Measure, print, and tell by the exit code whether the goals are kept."""
    set_up()
    missed = False
    print(f"{'':16}{''.join(f'{goal:>16}' for goal in GOALS)}")
    with hosting(Host({"": ROOT / "site"}, {})) as address:
        visit(address)  # The first start of the browser reads it from the disk.
        for kind in kinds:
            reports = [visit(address + KINDS[kind]) for _ in range(rounds)]
            scores = {goal: statistics.median(score(report, goal) for report in reports) for goal in GOALS}
            missed |= any(scores[goal] < least for goal, least in GOALS.items())
            print(f"{kind:16}{''.join(f'{scores[goal]:16.0f}' for goal in GOALS)}", flush=True)
            for fault in dict.fromkeys(fault for report in reports for fault in faults(report)):
                print(f"    {fault}")
    return int(missed)


def set_up() -> None:
    """Install Lighthouse as its lock says, where it is not there yet."""
    if not (TOOL / "node_modules").exists():
        print("» Setting up Lighthouse in benchmarks/lighthouse (once; some seconds)", flush=True)
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=TOOL, env=own_tools(), check=True
        )


def visit(address: str) -> dict[str, Any]:
    """What Lighthouse reports of a page."""
    flags = " ".join(["--headless=new", *QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])])
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                "node",
                TOOL / "node_modules" / "lighthouse" / "cli" / "index.js",
                address,
                "--quiet",
                "--output=json",
                f"--output-path={report}",
                f"--only-categories={','.join(GOALS)}",
                f"--chrome-flags={flags}",
                "--no-enable-error-reporting",
            ],
            env={**own_tools(), "CHROME_PATH": browser()},
            check=True,
        )
        told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told


def browser() -> str:
    """The path of a Chromium."""
    path = whole()
    if path is None:
        raise SystemExit("There is no Chromium: run “make whole-browser”.")
    return path


def own_tools() -> dict[str, str]:
    """An environment in which the Node of the project goes first."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def score(report: dict[str, Any], goal: str) -> float:
    """From 0 to 100."""
    return 100 * float(report["categories"][goal]["score"])


def faults(report: dict[str, Any]) -> Iterator[str]:
    """Each audit that costs points, with what was measured."""
    for goal, least in GOALS.items():
        for part in report["categories"][goal]["auditRefs"]:
            audit = report["audits"][part["id"]]
            worth = audit["score"]
            if part["weight"] and worth is not None and worth < (0.9 if least < 100 else 1):
                yield f"{goal}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", choices=[*KINDS, []], help=f"of {', '.join(KINDS)}")
    parser.add_argument("--rounds", type=int, default=1)
    told = parser.parse_args()
    sys.exit(main(told.kinds or list(KINDS), told.rounds))
