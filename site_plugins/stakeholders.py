"""The stakeholder map: who matters for symbiosis in each country, as a list that the page's script makes editable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_plugins.edited_tables import Row, demand, heading_faults, row_faults, rows, twice
from site_plugins.languages import LANGUAGES, SOURCE, current_language, words, words_of
from site_plugins.settings import held
from site_plugins.tables import table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

PLACE = "<!-- stakeholders -->"
COUNTRIES = {"NO": "norway.csv", "RO": "romania.csv"}
JUDGED = ("relevance", "influence", "interest")
LEVELS = ("1", "2", "3")
NAMES = tuple(f"name_{language}" for language in LANGUAGES)
ROLES = tuple(f"role_{language}" for language in LANGUAGES)
COLUMNS = ("id", "kind", *JUDGED, *NAMES, *ROLES, "source")
KINDS = ("id", *LANGUAGES)


def load(folder: Path) -> list[Row]:
    """All stakeholders with their country; raises TableError with every fault of the tables in *folder*."""
    demand(faults(folder))
    return [{**row, "country": country} for country, name in COUNTRIES.items() for _, row in rows(folder / name)]


def kinds(folder: Path, language: str) -> dict[str, str]:
    """What the kinds of stakeholders are called."""
    return {row["id"]: row[language] for _, row in rows(folder / "kinds.csv")}


def faults(folder: Path) -> Iterator[str]:
    """What is wrong in the tables, one sentence a fault, with file, line and cure."""
    wanted = {"kinds.csv": KINDS, **dict.fromkeys(COUNTRIES.values(), COLUMNS)}
    headings = [fault for name, columns in wanted.items() for fault in heading_faults(folder / name, columns)]
    yield from headings
    if headings:
        return
    yield from row_faults(folder / "kinds.csv", KINDS, KINDS)
    for name in COUNTRIES.values():
        yield from row_faults(folder / name, COLUMNS, ("id", f"name_{SOURCE}", *ROLES))
        yield from twice(folder / name, [(line, row["id"]) for line, row in rows(folder / name)])
        yield from _of_rows(folder / name, kinds(folder, SOURCE))


def _of_rows(file: Path, known: Mapping[str, str]) -> Iterator[str]:
    for line, row in rows(file):
        where = f"{file.name}, line {line}"
        if row["kind"] not in known:
            yield f"{where}: “kind” cannot be “{row['kind']}”. Put one of {', '.join(known)}."
        for name in JUDGED:
            if row[name] not in LEVELS:
                yield f"{where}: “{name}” cannot be “{row[name]}”. Put 1 (low), 2 (medium) or 3 (high)."
        if row["source"] and not row["source"].startswith(("https://", "http://")):
            yield f"{where}: “source” cannot be “{row['source']}”. Begin it with https://, or leave it empty."
        if not row["source"] and not all(row[name] for name in NAMES):
            yield f"{where}: a named organisation needs a source, and a group its name in three languages. Add either."


def told(row: Row, language: str) -> dict[str, Any]:
    """A stakeholder as the script reads it; a name that is the same in all languages stands once."""
    return {
        "id": row["id"],
        "country": row["country"],
        "kind": row["kind"],
        **{name: int(row[name]) for name in JUDGED},
        "name": row[f"name_{language}"] or row[f"name_{SOURCE}"],
        "role": row[f"role_{language}"],
        "source": row["source"],
    }


def list_of(listed: Sequence[Row], named: Mapping[str, str], language: str) -> str:
    """The list as it can be read without a script, and what the script needs to draw and change it."""
    shown = [told(row, language) for row in listed]
    settings = {"rows": shown, "kinds": named, "words": words_of("stakeholders", language)}
    heading = [_said(key, language) for key in ("name", "kind", "country", "role", *JUDGED)]
    body = [_row(one, named, language) for one in shown]
    return f'<div id="stakeholders">{table(heading, body)}</div>{held("stakeholder-settings", settings)}'


def _row(one: Mapping[str, Any], named: Mapping[str, str], language: str) -> list[str]:
    name = escape(one["name"])
    return [
        f'<a href="{escape(one["source"])}">{name}</a>' if one["source"] else name,
        escape(named[one["kind"]]),
        escape(_said(f"country.{one['country']}", language)),
        escape(one["role"]),
        *(escape(_said(f"level.{one[name]}", language)) for name in JUDGED),
    ]


def _said(key: str, language: str) -> str:
    return words(language)[f"stakeholders.{key}"]


# What MkDocs calls.


@cache
def _stakeholders(folder: Path) -> list[Row]:
    return load(folder)


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: a table may have changed."""
    if current_language(config) == SOURCE:
        _stakeholders.cache_clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the map where a page asks for it."""
    if PLACE not in html:
        return html
    folder, language = Path(config.docs_dir) / "data" / "stakeholders", current_language(config)
    return html.replace(PLACE, list_of(_stakeholders(folder), kinds(folder, language), language))
