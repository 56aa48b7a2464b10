"""Which line of a sheet names the columns, what each name means, and the rows below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from matcher import spelling, tables, wording
from matcher.model import Language, Problem
from matcher.reading import words
from matcher.reading.sheet import Line, Reading, Row, Sheet, clean, error, limits, notice, placed

IN_BRACKETS = re.compile(r"^(?P<name>[^(\[]+)[(\[](?P<rest>[^)\]]*)[)\]]?\s*$")
AFTER_A_WORD = re.compile(r"^(?P<name>.+?)(?:,|:|\s(?:in|în|i|per|pe)\s)(?P<rest>.+)$", re.IGNORECASE)
NAMES_SHOWN = 8
# A line that names neither text nor code is a heading only if it names this many other columns.
NAMES_WITHOUT_TEXT = 3
# The share of cells that must be sides where the heading says "type", which may mean either.
LEAST_SIDES = 0.6


class Meaning(NamedTuple):
    """The column that a heading names, the unit that stands beside the name, and whether a slip was forgiven."""

    column: str
    unit: str = ""
    is_guess: bool = False


class Heading(NamedTuple):
    """The line that names the columns: its place among the lines, and what each of its cells means."""

    place: int
    cells: tuple[str, ...]
    columns: Mapping[int, Meaning]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the columns found, from left to right."""
        return tuple(meaning.column for meaning in self.columns.values())


@lru_cache(maxsize=5_000)
def meaning(name: str) -> Meaning | None:
    """What a heading means, in any of the three languages.

    >>> meaning("Cantitate (t/an)"), meaning("Beskrivelse").column, meaning("Colour")
    (Meaning(column='quantity', unit='t/an', is_guess=False), 'text', None)
    """
    known = words.columns()
    column = known.get(spelling.plain(name))
    if column:
        return Meaning(column)
    for pattern in (IN_BRACKETS, AFTER_A_WORD):
        match = pattern.match(name)
        column = known.get(spelling.plain(match["name"])) if match else None
        if match and column:
            return Meaning(column, match["rest"].strip() if column == "quantity" else "")
    near = {known[word] for word in words.column_slips().of(spelling.plain(name))}
    return Meaning(near.pop(), is_guess=True) if len(near) == 1 else None


def heading_of(lines: Sequence[Line]) -> Heading | None:
    """The line that names the columns, if one of the first does: the first of those that name the most."""
    candidates = [_heading(place, cells) for place, (_, cells) in enumerate(lines[: limits()["heading_lines"]])]
    best = max(candidates, key=lambda heading: len(heading.columns), default=None)
    if best is None or not best.columns:
        return None
    return best if {"text", "code"} & set(best.ids) or len(best.columns) >= NAMES_WITHOUT_TEXT else None


def worth(lines: Sequence[Line]) -> int:
    """How many columns the heading of *lines* names."""
    heading = heading_of(lines)
    return len(heading.columns) if heading else 0


def rows_below(sheet: Sheet, heading: Heading, side: str = "") -> Reading:
    """The rows below the heading; *side* is what they are where no column tells it."""
    heading = _with_sides_for_kinds(heading, sheet.lines)
    problems = list(_heading_problems(heading))
    rows, row_problems = _rows(sheet, heading)
    number_of_heading = sheet.lines[heading.place][0]
    placed_problems = [*placed(problems, sheet.file, sheet.title, number_of_heading), *row_problems]
    more = () if "text" in heading.ids or "code" in heading.ids else (_missing(heading, "text"),)
    if "side" not in heading.ids:
        rows, side_problem = _with_side(rows, heading, sheet, side)
        more = (*more, *side_problem)
    if not rows:
        more = (*more, error("no-rows"))
    return Reading(rows, (*placed(more, sheet.file, sheet.title, number_of_heading), *placed_problems))


def rows_of_guess(sheet: Sheet, guess: Heading, side: str = "") -> Reading:
    """The rows of a sheet without a heading, by a *guess* at what its columns hold."""
    rows, problems = _rows(sheet, guess)
    if side and "side" not in guess.ids:
        rows = tuple({"side": side} | row for row in rows)
    return Reading(rows, tuple(problems))


def are_sides(cells: Sequence[str]) -> bool:
    """Whether most of the filled *cells* say that something is had or wanted.

    >>> are_sides(["Offer", "need", ""]), are_sides(["material", "energy"])
    (True, False)
    """
    filled = [spelling.plain(cell) for cell in cells if cell]
    found = [cell for cell in filled if cell in words.meanings("side")]
    return bool(filled) and len(found) >= LEAST_SIDES * len(filled)


def side_of_name(name: str) -> str:
    """The side that one word of *name* tells, unless its words tell both.

    >>> side_of_name("Oferte 2026"), side_of_name("haves.csv"), side_of_name("haves and wants"), side_of_name("flows")
    ('have', 'have', '', '')
    """
    known = [word for word in spelling.plain(name).split() if len(word) > 3]
    sides = words.meanings("side")
    found = {sides[word] for word in known if word in sides}
    return found.pop() if len(found) == 1 else ""


def _heading(place: int, cells: Sequence[str]) -> Heading:
    columns: dict[int, Meaning] = {}
    if any(cell[:1].isdigit() for cell in cells):
        return Heading(place, tuple(cells), {})
    for index, cell in enumerate(cells):
        found = meaning(cell) if cell else None
        if found and not _is_taken(found, columns):
            columns[index] = found
    names = {found.column for found in columns.values()}
    if "resources" in names and not {"text", "code"} & names:
        columns = {index: Meaning("text") if found.column == "resources" else found for index, found in columns.items()}
    return Heading(place, tuple(cells), columns)


def _is_taken(found: Meaning, columns: dict[int, Meaning]) -> bool:
    """Whether the column was named already; a name that was only guessed gives way."""
    earlier = next((index for index, other in columns.items() if other.column == found.column), None)
    if earlier is not None and columns[earlier].is_guess and not found.is_guess:
        del columns[earlier]
        return False
    return earlier is not None


def _with_sides_for_kinds(heading: Heading, lines: Sequence[Line]) -> Heading:
    """The heading with the column of kinds taken for the sides, where nothing else tells these and its cells do.

    "Type" heads either; a second column of that meaning then holds the kinds.
    """
    at = next((index for index, found in heading.columns.items() if found.column == "kind"), None)
    below = [cells for _, cells in lines[heading.place + 1 :]]
    if at is None or "side" in heading.ids or not are_sides([cells[at] for cells in below if at < len(cells)]):
        return heading
    unread = (index for index, cell in enumerate(heading.cells) if cell and index not in heading.columns)
    second = next(
        (index for index in unread if (found := meaning(heading.cells[index])) and found.column == "kind"), at
    )
    columns = {**heading.columns, second: Meaning("kind"), at: Meaning("side")}
    return heading._replace(columns=dict(sorted(columns.items())))


def _heading_problems(heading: Heading) -> Iterator[Problem]:
    first = {found.column: heading.cells[index] for index, found in heading.columns.items()}
    unread = []
    for index, cell in enumerate(heading.cells):
        if not cell or index in heading.columns:
            continue
        found = meaning(cell)
        if found and not found.is_guess:
            yield notice("column-twice", found.column, name=cell, first=first[found.column])
        else:
            unread.append(cell)
    for index, found in heading.columns.items():
        if found.is_guess:
            yield notice("heading-guessed", found.column, name=heading.cells[index], column=found.column)
    if unread:
        names = ", ".join(unread[:NAMES_SHOWN]) + (" …" if len(unread) > NAMES_SHOWN else "")
        yield notice("columns-left-out", count=str(len(unread)), names=names)


def _rows(sheet: Sheet, heading: Heading) -> tuple[tuple[Row, ...], list[Problem]]:
    width = len(heading.cells)
    unit = next((found.unit for found in heading.columns.values() if found.unit), "")
    columns = {index: found.column for index, found in heading.columns.items()}
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in sheet.lines[heading.place + 1 :]:
        if cells == heading.cells:
            continue
        row = {column: clean(cells[index]) for index, column in columns.items() if index < len(cells) and cells[index]}
        if unit and row.get("quantity") and not row.get("unit"):
            row["unit"] = unit
        rest = [cell for cell in cells[width:] if cell]
        if rest:
            row["_rest"] = " | ".join(rest)
            found = notice("too-many-cells", found=str(len(cells)), expected=str(width), rest=row["_rest"])
            problems.extend(placed([found], sheet.file, sheet.title, number))
        rows.append(row | {"_file": sheet.file, "_sheet": sheet.title, "_row": str(number)})
    return tuple(rows), problems


def _with_side(
    rows: tuple[Row, ...], heading: Heading, sheet: Sheet, side: str
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows with the side that the caller, the sheet's name or the file's name tells; else what is missing."""
    name = next((name for name in (sheet.title, sheet.file) if side_of_name(name)), "")
    told = side or side_of_name(name)
    if not told:
        return rows, (_missing(heading, "side"),)
    told_by_name = notice("side-from-name", "side", count=str(len(rows)), side=told, name=name)
    return tuple({"side": told} | row for row in rows), () if side or not rows else (told_by_name,)


def _missing(heading: Heading, column: str) -> Problem:
    found = ", ".join(cell for cell in heading.cells if cell)
    return error("missing-column", column, column=column, found=found)


def no_heading(file: str, title: str, language: Language) -> Problem:
    """The problem of a sheet whose columns nobody named, with the names as *language* has them."""
    essential = [row["id"] for row in tables.rows("columns") if row["necessity"]]
    names = ", ".join(wording.label("column", column, language) for column in essential)
    details = (("lines", str(limits()["heading_lines"])), ("columns", names))
    return Problem("no-heading", file=file, sheet=title, details=details)
