"""Tools that work in a page of the toolbox: the scorecard for choosing a park, and a park's readiness.

What is asked stands in tables that anybody can edit; a script counts, and keeps the answers on the visitor's device.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_plugins.languages import LANGUAGES, current_language, words
from site_plugins.tables import table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

FOLDER = Path("data/tools")
SCORECARD = "<!-- scorecard -->"
READINESS = "<!-- readiness -->"
ANSWERS = ("yes", "partly", "no", "unknown")
Row = Mapping[str, str]


def rows(file: Path) -> list[Row]:
    """The rows of a table of the toolbox."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


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
    return f'<div class="scorecard" data-told="{_json({"criteria": told, "words": _words(language)})}">{shown}</div>'


def readiness(questions: Sequence[Row], language: str) -> str:
    """The questions by area, each with four answers and what to do next, and the place for the result."""
    areas = [
        f"<h3>{escape(_said(f'area.{area}', language))}</h3>" + "".join(_question(row, language) for row in asked)
        for area, asked in groupby(questions, key=lambda row: row["area"])
    ]
    return (
        f'<form class="readiness" data-words="{_json(_words(language))}">{"".join(areas)}'
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


def _words(language: str) -> Mapping[str, str]:
    return {key.removeprefix("tools."): said for key, said in words(language).items() if key.startswith("tools.")}


def _json(told: object) -> str:
    return escape(json.dumps(told, ensure_ascii=False))


def _said(key: str, language: str) -> str:
    return words(language)[f"tools.{key}"]


# What MkDocs calls.


@cache
def _rows(file: Path) -> list[Row]:
    return rows(file)


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: a table may have changed."""
    if current_language(config) == LANGUAGES[0]:
        _rows.cache_clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the tools into the pages that ask for them."""
    folder, language = Path(config.docs_dir) / FOLDER, current_language(config)
    if SCORECARD in html:
        html = html.replace(SCORECARD, scorecard(_rows(folder / "park-criteria.csv"), language))
    if READINESS in html:
        html = html.replace(READINESS, readiness(_rows(folder / "readiness.csv"), language))
    return html
