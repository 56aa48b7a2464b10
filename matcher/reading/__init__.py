"""From a file or a paste to rows, and from rows to flows; what cannot be read becomes a problem, never a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from matcher import wording
from matcher.model import LANGUAGES, Language, Problem
from matcher.reading import forms
from matcher.reading.flows import Flows, read_flows, row_ids, to_flow
from matcher.reading.sheet import Reading, Row, Sheet, limits, placed, refused

__all__ = ["Flows", "Reading", "Row", "limits", "read_file", "read_flows", "read_paste", "row_ids", "to_flow"]

MEBIBYTE = 1 << 20


def read_file(name: str, content: bytes, language: Language = "en", side: str = "") -> Reading:
    """The rows of a CSV, Excel or JSON file, and what was wrong with it.

    *language* is the user's: it decides where the bytes leave several encodings open.
    *side* ("have" or "want") is what the rows are where no column says so.
    """
    if len(content) > limits()["file_bytes"]:
        size, limit = len(content) / MEBIBYTE, limits()["file_bytes"] / MEBIBYTE
        return refused("file-too-large", name, size=f"{size:.1f}", limit=f"{limit:g}")
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        return refused("empty-file", name)
    form = forms.form_of(name, content)
    reader = READERS.get(form)
    return _limited(reader(name, content, language, side), name) if reader else refused(form, name)


def read_paste(text: str, language: Language = "en", side: str = "") -> Reading:
    """The rows of a text pasted from a spreadsheet; without a heading the columns are told by what they hold."""
    from matcher.reading import delimited, guessing, headings

    if len(text) > limits()["file_bytes"]:
        size, limit = len(text) / MEBIBYTE, limits()["file_bytes"] / MEBIBYTE
        return refused("file-too-large", "", size=f"{size:.1f}", limit=f"{limit:g}")
    sheet = delimited.pasted_sheet(text)
    if not sheet.lines:
        return refused("empty-file", "")
    heading = headings.heading_of(sheet.lines)
    if heading:
        return _limited(headings.rows_below(sheet, heading, side), "")
    guess = guessing.guessed_heading(sheet.lines)
    found = headings.rows_of_guess(sheet, guess, side)
    names = guessing.names_of(guess, language)
    notice = Problem("columns-guessed", "notice", details=(("columns", names),))
    return _limited(Reading(found.rows, (notice, *found.problems) if len(guess.columns) > 1 else found.problems), "")


def _read_text(name: str, content: bytes, language: Language, side: str) -> Reading:
    from matcher.reading import delimited, encodings

    text, problems = encodings.decoded(content, language)
    sheet, more = delimited.sheet_of(text, name)
    found = _read_sheet(sheet, language, side)
    return Reading(found.rows, (*placed((*problems, *more), name), *found.problems))


def _read_json(name: str, content: bytes, language: Language, side: str) -> Reading:
    from matcher.reading import encodings, json_rows

    text, problems = encodings.decoded(content, language)
    found = json_rows.read_json(text, name, side)
    return Reading(found.rows, (*placed(problems, name), *found.problems))


def _read_workbook(name: str, content: bytes, language: Language, side: str) -> Reading:
    from matcher.reading import headings, workbook

    book = workbook.read_workbook(content, name)
    if not book.sheets:
        return Reading((), book.problems)
    beside = _own_titles("sheet_instructions") | _own_titles("sheet_lists")
    examples = [sheet for sheet in book.sheets if sheet.title in _own_titles("sheet_example")]
    filled = [sheet for sheet in book.sheets if sheet.lines and sheet.title not in beside and sheet not in examples]
    tables = [sheet for sheet in filled if headings.heading_of(sheet.lines)]
    if not tables:
        return Reading((), (*book.problems, _nothing(filled, name, language)))
    readings = [_read_sheet(sheet, language, side) for sheet in tables]
    read = {sheet.title for sheet in tables}
    notices = [
        *(_on_sheet("examples-left-out", sheet) for sheet in examples),
        *(_on_sheet("sheet-left-out", sheet) for sheet in filled if sheet.title not in read | book.hidden),
        *(_on_sheet("hidden-sheet", sheet) for sheet in tables if sheet.title in book.hidden),
    ]
    relevant = [problem for problem in book.problems if problem.sheet in read]
    return _joined([*readings, Reading((), (*notices, *relevant))])


READERS: dict[str, Callable[[str, bytes, Language, str], Reading]] = {
    forms.TEXT: _read_text,
    forms.JSON: _read_json,
    forms.WORKBOOK: _read_workbook,
}


def _read_sheet(sheet: Sheet, language: Language, side: str) -> Reading:
    from matcher.reading import headings

    heading = headings.heading_of(sheet.lines)
    if heading is None:
        return Reading((), (headings.no_heading(sheet.file, sheet.title, language),))
    return headings.rows_below(sheet, heading, side)


def _nothing(filled: list[Sheet], name: str, language: Language) -> Problem:
    from matcher.reading import headings

    return headings.no_heading(name, filled[0].title, language) if filled else Problem("empty-file", file=name)


def _on_sheet(code: str, sheet: Sheet) -> Problem:
    return Problem(code, "notice", file=sheet.file, sheet=sheet.title)


def _joined(readings: Iterable[Reading]) -> Reading:
    found = list(readings)
    return Reading(
        tuple(row for reading in found for row in reading.rows),
        tuple(problem for reading in found for problem in reading.problems),
    )


def _limited(found: Reading, name: str) -> Reading:
    """The reading cut at the most rows that are read, with a word on how many were left."""
    limit = limits()["rows"]
    if len(found.rows) <= limit:
        return found
    details = (("limit", str(limit)), ("left", str(len(found.rows) - limit)))
    return Reading(found.rows[:limit], (Problem("too-many-rows", file=name, details=details), *found.problems))


@cache
def _own_titles(title: str) -> frozenset[str]:
    """The titles that a sheet of our own template has, in the three languages."""
    return frozenset(wording.label("template", title, language) for language in LANGUAGES)
