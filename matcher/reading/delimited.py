"""CSV and pasted text: which character parts the cells, and the lines of the table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from matcher.model import Problem
from matcher.reading import headings
from matcher.reading.sheet import Line, Sheet, clean, notice

USUAL = ",;\t|"
UNUSUAL = "^~¦:"
NONE = "\x1f"
FORMULA_SIGNS = ("=", "+", "-", "@")
HINT = re.compile(r"^\ufeff?sep=(.)\r?\n", re.IGNORECASE)
SAMPLE_LINES = 60
# A cell over more lines than this is most likely a quotation mark that was never closed.
LINES_IN_A_CELL = 40


class Split(NamedTuple):
    """The lines of a text, the delimiter that parted their cells, and what was noticed."""

    lines: tuple[Line, ...]
    delimiter: str
    problems: tuple[Problem, ...] = ()


def sheet_of(text: str, name: str) -> tuple[Sheet, tuple[Problem, ...]]:
    """The table in the *text* of a file, and what was noticed; the problems have no file yet."""
    hint = HINT.match(text)
    body = text[hint.end() :] if hint else text.removeprefix("\ufeff")
    split = _split(body, hint[1] if hint else delimiter_of(body))
    split = _unwrapped(split) or split
    lines, repaired = _with_other_delimiters(split)
    shift = 1 if hint else 0
    lines = tuple((number + shift, cells) for number, cells in lines)
    unusual = notice("unusual-delimiter", delimiter=split.delimiter)
    found = (*split.problems, *repaired, *((unusual,) if split.delimiter in UNUSUAL else ()))
    return Sheet(name, "", lines), found


def pasted_sheet(text: str) -> Sheet:
    """The table in a pasted *text*: cells parted by tabs, or as the heading of a file tells, else whole lines."""
    delimiter = "\t" if "\t" in text else delimiter_of(text)
    return Sheet("", "", _split(text, delimiter).lines)


def delimiter_of(text: str) -> str:
    """The character that parts the cells of *text*: the one that lets the heading name the most columns.

    Where none helps, the one that parts every line into equally many cells, or none at all.
    """
    sample = "".join(text.splitlines(keepends=True)[:SAMPLE_LINES])
    worths = {delimiter: headings.worth(_split(sample, delimiter).lines) for delimiter in (*USUAL, *UNUSUAL)}
    best: str = max(worths, key=lambda delimiter: worths[delimiter])
    if worths[best] > 1:
        return best
    if max(worths.values()) == 1:
        return NONE
    return next((delimiter for delimiter in USUAL if _is_even(_split(sample, delimiter).lines)), NONE)


def unescaped(cell: str) -> str:
    """*cell* without the apostrophe that our export puts before what a spreadsheet would take for a formula.

    >>> unescaped("'=1+1"), unescaped("'s morgens")
    ('=1+1', "'s morgens")
    """
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(FORMULA_SIGNS) else cell


def _split(text: str, delimiter: str) -> Split:
    try:
        source = io.StringIO(text, newline="")
        lines = _lines(csv.reader(source, delimiter=delimiter, skipinitialspace=delimiter != "\t"))
        open_quote = next((number for number, cells in lines if _has_open_quote(cells)), None)
    except csv.Error:
        # The reader met a cell larger than its limit, or a line break that no quotation mark covers.
        lines, open_quote = (), 1
    if open_quote is None:
        return Split(lines, delimiter)
    unquoted = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = csv.reader(io.StringIO(unquoted), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    row = Problem("open-quote", "notice", row=open_quote)
    return Split(_lines(plain), delimiter, (row,))


def _lines(records: Iterable[list[str]]) -> tuple[Line, ...]:
    cleaned = (
        (number, tuple([unescaped(clean(cell)) for cell in cells])) for number, cells in enumerate(records, start=1)
    )
    return tuple((number, cells) for number, cells in cleaned if any(cells))


def _has_open_quote(cells: Sequence[str]) -> bool:
    return any(cell.count("\n") > LINES_IN_A_CELL for cell in cells)


def _unwrapped(split: Split) -> Split | None:
    """The table again where each of its lines was one quoted cell, as a spreadsheet saves what it did not part."""
    if any(len(cells) > 1 for _, cells in split.lines) or headings.worth(split.lines):
        return None
    inner = "\n".join(cells[0].replace("\n", " ") for _, cells in split.lines)
    delimiter = delimiter_of(inner)
    found = _split(inner, delimiter)
    if headings.worth(found.lines) < 2:
        return None
    numbers = [number for number, _ in split.lines]
    return Split(tuple((numbers[at - 1], cells) for at, cells in found.lines), delimiter, found.problems)


def _with_other_delimiters(split: Split) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """The lines below the heading parted anew where they are one cell that another character would part rightly."""
    heading = headings.heading_of(split.lines)
    width = len(heading.cells) if heading else 0
    if width < 2:
        return split.lines, ()
    lines = tuple((number, _parted(cells, width, split.delimiter)) for number, cells in split.lines)
    changed = [number for (number, cells), (_, before) in zip(lines, split.lines, strict=True) if cells != before]
    if not changed:
        return lines, ()
    return lines, (Problem("delimiter-changes", "notice", row=changed[0], details=(("count", str(len(changed))),)),)


def _parted(cells: tuple[str, ...], width: int, delimiter: str) -> tuple[str, ...]:
    if sum(map(bool, cells)) != 1 or not cells[0]:
        return cells
    for other in USUAL.replace(delimiter, ""):
        if cells[0].count(other) >= width - 1:
            parted = next(csv.reader([cells[0].replace("\n", " ")], delimiter=other), [])
            if len(parted) == width:
                return tuple(clean(cell) for cell in parted)
    return cells


def _is_even(lines: tuple[Line, ...]) -> bool:
    widths = {len(cells) for _, cells in lines}
    return len(widths) == 1 and widths.pop() > 1
