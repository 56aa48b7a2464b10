"""How much longer the hub builds than the stock theme with the same pages, in the same run.

    python -m benchmarks.site_build [--copies 4] [--rounds 5]

The pages are those of content/, and copies of them so that the fixed costs do not hide the cost a page.
Stock is Material with its own search and the same languages, navigation and Markdown extensions, nothing of ours.
Goal: at most 1.3 times stock.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
LANGUAGES = ("en", "ro", "no")
BUILD = """
import sys, logging
from mkdocs.config import load_config
from mkdocs.commands.build import build
logging.disable(logging.WARNING)
config = load_config(sys.argv[1], docs_dir=sys.argv[2], site_dir=sys.argv[3], strict=False)
config.plugins.on_startup(command="build", dirty=False)
build(config)
"""
STOCK = """
site_name: Stock
site_url: http://127.0.0.1:8000/
theme:
  name: material
  custom_dir: theme
  font: false
  features: [navigation.tabs, navigation.indexes, navigation.footer]
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, default: true, name: English}
        - {locale: ro, name: Română}
        - {locale: "no", name: Norsk, theme: {language: nb}}
"""
SHARED = ("nav", "markdown_extensions")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pages = prepare_content(work / "content", given.copies)
        stock = work / "mkdocs.yml"
        # Our front page asks for a template of its own; stock draws it as any other page.
        (work / "theme").mkdir()
        (work / "theme" / "home.html").write_text('{% extends "main.html" %}', encoding="utf-8")
        stock.write_text(STOCK + shared_settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8")), encoding="utf-8")
        print(f"{pages} pages in {len(LANGUAGES)} languages, {given.rounds} rounds, medians; user CPU in brackets")
        report(measure({"stock": stock, "hub": ROOT / "mkdocs.yml"}, work, given.rounds))


def prepare_content(target: Path, copies: int) -> int:
    """Copy content/ to *target*, with each page *copies* more times; the number of pages a language."""
    shutil.copytree(ROOT / "content", target)
    for language in LANGUAGES:
        for page in list((target / language).rglob("*.md")):
            for number in range(copies):
                copy = target / language / "copies" / str(number) / page.relative_to(target / language)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(page, copy)
    return len(list((target / "en").rglob("*.md")))


def shared_settings(settings: str) -> str:
    """The top-level parts of our settings that stock gets too, as they stand."""
    parts, keep = [], False
    for line in settings.splitlines():
        if line and not line.startswith((" ", "#")):
            keep = line.startswith(tuple(f"{name}:" for name in SHARED))
        if keep:
            parts.append(line)
    return "\n".join(parts) + "\n"


def measure(settings: dict[str, Path], work: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Wall and user seconds of each build, in turns; one unmeasured round fills the caches."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in settings}
    for number in range(rounds + 1):
        for name, path in settings.items():
            taken = build(path, work / "content", work / f"site-{name}")
            if number:
                seconds[name].append(taken)
    return seconds


def build(settings: Path, content: Path, site: Path) -> tuple[float, float]:
    """Build once in a process of its own; its wall and user seconds."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", BUILD, str(settings), str(content), str(site)], check=True, cwd=ROOT, env=environment
    )
    return time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def report(seconds: dict[str, list[tuple[float, float]]]) -> None:
    """Print the medians, and ours over stock."""
    wall = {name: statistics.median(taken[0] for taken in all_taken) for name, all_taken in seconds.items()}
    user = {name: statistics.median(taken[1] for taken in all_taken) for name, all_taken in seconds.items()}
    for name in seconds:
        print(f"{name:<6} {wall[name]:6.2f} s  ({user[name]:.2f} s)")
    print(f"ratio  {wall['hub'] / wall['stock']:6.2f}    ({user['hub'] / user['stock']:.2f})   goal: at most 1.3")


if __name__ == "__main__":
    main()
