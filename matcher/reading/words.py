"""The words that cells and headings hold, in any of the three languages, and the ids they stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from matcher import spelling, tables, wording
from matcher.model import LANGUAGES

WORDS = tuple(f"words_{language}" for language in LANGUAGES)
LABELLED = {"side": "side", "kind": "kind", "language": "language", "hazardous": "answer"}


@cache
def columns() -> Mapping[str, str]:
    """Column ids by the plain words that a heading may hold."""
    named = {spelling.plain(row["id"]): row["id"] for row in tables.rows("columns")}
    for row in tables.rows("columns"):
        for word in (*_labels("column", row["id"]), *tables.cells(row, *WORDS)):
            named.setdefault(spelling.plain(word), row["id"])
    return named


@cache
def column_slips() -> spelling.Slips:
    """The headings again with one slip."""
    return spelling.Slips.among(columns())


@cache
def meanings(column: str) -> Mapping[str, str]:
    """The ids that plain words in a cell of *column* stand for."""
    named: dict[str, str] = {}
    for row in tables.rows("cell-words"):
        if row["column"] == column:
            labels = _labels(LABELLED[column], row["id"]) if column in LABELLED else ()
            for word in (row["id"], *labels, *tables.cells(row, *WORDS)):
                named.setdefault(spelling.plain(word) or word, row["id"])
    return named


@cache
def number_words(meaning: str) -> tuple[str, ...]:
    """The plain words, or signs, that mean *meaning* beside a number ("about", "at-least", "thousand" …)."""
    rows = (row for row in tables.rows("cell-words") if (row["column"], row["id"]) == ("number", meaning))
    return tuple(dict.fromkeys(spelling.plain(word) or word for row in rows for word in tables.cells(row, *WORDS)))


@cache
def measures(table: str) -> Mapping[str, tables.Row]:
    """The rows of units.csv or periods.csv by symbol, as it is written, and by plain word.

    Symbols go before words, since "Mt" and "mt" are not the same.
    """
    section = {"units": "unit", "periods": "period"}[table]
    named: dict[str, tables.Row] = {}
    for row in tables.rows(table):
        for symbol in tables.cells(row, "symbols"):
            named.setdefault(unicodedata.normalize("NFKC", symbol), row)
    for row in tables.rows(table):
        for word in (row["id"].replace("-", " "), *_labels(section, row["id"]), *tables.cells(row, *WORDS)):
            named.setdefault(spelling.plain(word) if "/" not in word else word, row)
    return named


@cache
def longest(table: str) -> int:
    """How many words the longest name in *table* has."""
    return max(len(name.split()) for name in measures(table))


def _labels(section: str, id_: str) -> tuple[str, ...]:
    return tuple(wording.label(section, id_, language) for language in LANGUAGES)
