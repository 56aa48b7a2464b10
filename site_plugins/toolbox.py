"""Tools that work in a page of the toolbox: the scorecard for choosing a park, and a park's readiness.

What is asked stands in tables that anybody can edit; a script counts, and keeps the answers on the visitor's device.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_plugins.edited_tables import Row, demand, heading_faults, plain_rows, row_faults, rows, twice
from site_plugins.languages import LANGUAGES, SOURCE, current_language, words, words_of
from site_plugins.tables import table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

FOLDER = Path("data/tools")
SCORECARD = "<!-- scorecard -->"
READINESS = "<!-- readiness -->"
ANSWERS = ("yes", "partly", "no", "unknown")
TABLES = {
    "park-criteria.csv": ("id", "weight", *LANGUAGES, *(f"help_{language}" for language in LANGUAGES)),
    "readiness.csv": ("area", "id", *LANGUAGES, *(f"next_{language}" for language in LANGUAGES)),
}
WEIGHTS = [str(weight) for weight in range(6)]


def load(folder: Path) -> dict[str, list[Row]]:
    """The tables of the toolbox by their names; raises TableError with every fault of them."""
    demand(faults(folder))
    return {name: plain_rows(folder / name) for name in TABLES}


def faults(folder: Path) -> Iterator[str]:
    """What is wrong in the tables, one sentence a fault, with file, line and cure."""
    headings = [fault for name, columns in TABLES.items() for fault in heading_faults(folder / name, columns)]
    yield from headings
    if headings:
        return
    for name, columns in TABLES.items():
        yield from row_faults(folder / name, columns, columns)
        yield from twice(folder / name, [(line, row["id"]) for line, row in rows(folder / name)])
    yield from _of_values("park-criteria.csv", "weight", WEIGHTS, folder)
    areas = list(words_of("tools.area", SOURCE))
    yield from _of_values("readiness.csv", "area", areas, folder)


def _of_values(name: str, column: str, allowed: Sequence[str], folder: Path) -> Iterator[str]:
    for line, row in rows(folder / name):
        if row[column] not in allowed:
            yield f"{name}, line {line}: “{column}” cannot be “{row[column]}”. Put one of {', '.join(allowed)}."


def scorecard(criteria: Sequence[Row], language: str) -> str:
    """The criteria with their weights, as a table to read or print, and what the script makes fields of."""
    told: list[dict[str, Any]] = [
        {"id": row["id"], "weight": int(row["weight"]), "name": row[language], "help": row[f"help_{language}"]}
        for row in criteria
    ]
    shown = table(
        [_said("criterion", language), _said("question", language), _said("weight", language)],
        [[escape(one["name"]), escape(one["help"]), str(one["weight"])] for one in told],
    )
    words_of_script = words_of("tools", language)
    return f'<div class="scorecard" data-told="{_json({"criteria": told, "words": words_of_script})}">{shown}</div>'


def readiness(questions: Sequence[Row], language: str) -> str:
    """The questions by area, each with four answers and what to do next, and the place for the result."""
    areas = [
        f"<h3>{escape(_said(f'area.{area}', language))}</h3>" + "".join(_question(row, language) for row in asked)
        for area, asked in groupby(questions, key=lambda row: row["area"])
    ]
    return (
        f'<form class="readiness" data-words="{_json(words_of("tools", language))}">{"".join(areas)}'
        f'<div class="readiness-result" role="status"></div></form>'
    )


def _question(row: Row, language: str) -> str:
    name = escape(row["id"])
    said = {answer: escape(_said(f"answer.{answer}", language)) for answer in ANSWERS}
    choices = "".join(
        f'<label><input type="radio" name="{name}" value="{answer}"> {label}</label>' for answer, label in said.items()
    )
    return (
        f'<fieldset data-area="{escape(row["area"])}"><legend>{escape(row[language])}</legend>{choices}'
        f'<p class="readiness-next" hidden>{escape(row[f"next_{language}"])}</p></fieldset>'
    )


def _json(told: object) -> str:
    return escape(json.dumps(told, ensure_ascii=False))


def _said(key: str, language: str) -> str:
    return words(language)[f"tools.{key}"]


# What MkDocs calls.


@cache
def _tables(folder: Path) -> dict[str, list[Row]]:
    return load(folder)


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: a table may have changed."""
    if current_language(config) == SOURCE:
        _tables.cache_clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the tools into the pages that ask for them."""
    found, language = _tables(Path(config.docs_dir) / FOLDER), current_language(config)
    if SCORECARD in html:
        html = html.replace(SCORECARD, scorecard(found["park-criteria.csv"], language))
    if READINESS in html:
        html = html.replace(READINESS, readiness(found["readiness.csv"], language))
    return html
