"""A table as a file holds it, before anybody knows what its columns mean, and the rows that come out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from matcher import tables
from matcher.model import Problem

Row = dict[str, str]
Line = tuple[int, tuple[str, ...]]


class Sheet(NamedTuple):
    """The lines of one sheet that are not blank, each with its number as a spreadsheet counts them."""

    file: str
    title: str
    lines: tuple[Line, ...]


class Reading(NamedTuple):
    """What was read: rows as the human wrote them, by column id, and what was wrong on the way.

    Every row holds ``_file``, ``_sheet`` and ``_row``: where it came from, as text.
    Cells beyond the heading's last are kept in ``_rest``.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


def refused(code: str, file: str, **details: str) -> Reading:
    """A reading without rows, and the one problem that is the reason."""
    return Reading((), (Problem(code, file=file, details=tuple(details.items())),))


def notice(code: str, column: str = "", /, **details: str) -> Problem:
    """A problem for which nothing is left out, not yet placed in a file."""
    return Problem(code, "notice", column=column, details=tuple(details.items()))


def error(code: str, column: str = "", /, **details: str) -> Problem:
    """A problem for which something is left out, not yet placed in a file."""
    return Problem(code, "error", column=column, details=tuple(details.items()))


def placed(problems: Iterable[Problem], file: str, sheet: str = "", row: int | None = None) -> Iterator[Problem]:
    """The *problems* with the place where they stand; a row that is known already stays."""
    for problem in problems:
        yield problem._replace(file=file, sheet=sheet, row=problem.row if row is None else row)


@cache
def limits() -> dict[str, int]:
    """What is read at most, by the ids of limits.csv."""
    return {row["id"]: int(tables.number(row, "value")) for row in tables.rows("limits")}


def clean(cell: str) -> str:
    """*cell* without the characters that no human types, and without spaces around it."""
    if cell.isprintable():
        return cell.strip()
    return "".join(letter for letter in cell if letter.isprintable() or letter in "\n\t\xa0\u202f\u2009\xad").strip()
