"""The funding overview: programmes that pay or have paid for symbiosis, as a table that can be filtered.

A row tells what a public page told on the day on which it was read. It gives no deadline: calls change faster than we.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from site_plugins.edited_tables import Row, demand, heading_faults, plain_rows, row_faults, rows, twice
from site_plugins.filters import Choice, filtered, marks
from site_plugins.languages import LANGUAGES, SOURCE, current_language, words

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

PLACE = "<!-- funding -->"
TABLE = Path("data/funding/programmes.csv")
CODES = {
    "countries": ("NO", "RO"),
    "applicants": ("firm", "park", "authority", "cluster", "research"),
    "pays": ("facilitation", "study", "pilot", "equipment", "network", "site", "exchange"),
    "form": ("grant", "loan", "tax", "investment", "service"),
}
TOLD = ("name", "who", "what", "size")
COLUMNS = (
    "id",
    *CODES,
    "ended",
    *(f"{part}_{language}" for part in TOLD for language in LANGUAGES),
    "as_of",
    "sources",
    "read",
)
NEEDED = ("id", *CODES, f"name_{SOURCE}", *(f"{part}_{language}" for part in ("who", "what") for language in LANGUAGES))
SHOWN = ("name", "who", "what", "size", "read")


def load(file: Path) -> list[Row]:
    """The programmes; raises TableError with every fault of the table."""
    demand(faults(file))
    return plain_rows(file)


def faults(file: Path) -> Iterator[str]:
    """What is wrong in the table, one sentence a fault, with file, line and cure."""
    headings = list(heading_faults(file, COLUMNS))
    yield from headings
    if headings:
        return
    yield from row_faults(file, COLUMNS, (*NEEDED, "sources", "read"))
    yield from twice(file, [(line, row["id"]) for line, row in rows(file)])
    for line, row in rows(file):
        for fault in (*_of_codes(row), *_of_sizes(row), *_of_sources(row)):
            yield f"{file.name}, line {line}: {fault}"


def _of_codes(row: Row) -> Iterator[str]:
    for column, known in {**CODES, "ended": ("yes", "")}.items():
        for code in listed(row, column) if column != "ended" else [row["ended"]]:
            if code not in known:
                yield f"“{column}” cannot be “{code}”. Put {', '.join(one or 'nothing' for one in known)}."


def _of_sizes(row: Row) -> Iterator[str]:
    if len({bool(row[f"size_{language}"]) for language in LANGUAGES}) > 1:
        yield "“size” is told in some languages only. Tell it in three, or in none."


def _of_sources(row: Row) -> Iterator[str]:
    for address in row["sources"].split():
        if not address.startswith(("https://", "http://")):
            yield f"“sources” cannot hold “{address}”. Begin each address with https://, with a blank between them."
    if row["read"] and not _is_day(row["read"]):
        yield f"“read” cannot be “{row['read']}”. Put the day on which the page was read, such as 2026-11-29."
    if row["as_of"] and not (row["as_of"].isdigit() and len(row["as_of"]) == 4):
        yield f"“as_of” cannot be “{row['as_of']}”. Put the year of the page, or leave it empty where it has none."


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def listed(row: Row, column: str) -> list[str]:
    """The codes in a cell, which are separated by semicolons."""
    return [code.strip() for code in row[column].split(";")]


def told(row: Row, part: str, language: str) -> str:
    """A text of a row; a name that is the same in all languages stands once."""
    return row[f"{part}_{language}"] or (row[f"name_{SOURCE}"] if part == "name" else "")


def overview(programmes: Sequence[Row], language: str) -> str:
    """All programmes as a table, with what it can be filtered by."""
    choices = [
        Choice(column, _said(column, language), [(code, _label(column, code, language)) for code in known])
        for column, known in CODES.items()
    ]
    counts = {form: _said(f"count.{form}", language) for form in ("one", "few", "other")}
    heading = "".join(f"<th>{escape(_said(f'column.{name}', language))}</th>" for name in SHOWN)
    body = "".join(_row(row, language) for row in programmes)
    table = f'<div class="funding"><table><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table></div>'
    return filtered(choices, _said("all", language), counts, table)


def _row(row: Row, language: str) -> str:
    found_by = {column: listed(row, column) for column in CODES}
    cells = {
        "name": _name(row, language),
        "who": escape(told(row, "who", language)),
        "what": f"{escape(told(row, 'what', language))}{_line(_labels(row, 'pays', language))}",
        "size": escape(told(row, "size", language) or _said("unstated", language)),
        "read": _read(row, language),
    }
    body = "".join(
        f'<td data-label="{escape(_said(f"column.{name}", language))}">{cell}</td>' for name, cell in cells.items()
    )
    return f'<tr class="filter-entry"{marks(found_by)}>{body}</tr>'


def _name(row: Row, language: str) -> str:
    line = [*_labels(row, "countries", language), *_labels(row, "form", language)]
    ended = f'<p class="funding-ended">{escape(_said("ended", language))}</p>' if row["ended"] else ""
    return f"<strong>{escape(told(row, 'name', language))}</strong>{_line(line)}{ended}"


def _read(row: Row, language: str) -> str:
    """The pages that were read, from when they are, and when they were read."""
    addresses = row["sources"].split()
    links = " · ".join(
        f'<a href="{escape(address)}">{escape(_said("source", language).format(number=number))}</a>'
        for number, address in enumerate(addresses, start=1)
    )
    state = _said("as_of", language).format(year=row["as_of"]) if row["as_of"] else _said("undated", language)
    return f"{links}{_line([state])}{_line([_said('read', language).format(day=row['read'])])}"


def _labels(row: Row, column: str, language: str) -> list[str]:
    return [_label(column, code, language) for code in listed(row, column)]


def _line(parts: Iterable[str]) -> str:
    return f'<p class="funding-line">{escape(" · ".join(parts))}</p>'


def _label(column: str, code: str, language: str) -> str:
    return _said(f"{column}.{code}", language)


def _said(key: str, language: str) -> str:
    return words(language)[f"funding.{key}"]


# What MkDocs calls.


@cache
def _programmes(file: Path) -> list[Row]:
    return load(file)


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: the table may have changed."""
    if current_language(config) == SOURCE:
        _programmes.cache_clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the overview where a page asks for it."""
    if PLACE not in html:
        return html
    return html.replace(PLACE, overview(_programmes(Path(config.docs_dir) / TABLE), current_language(config)))
