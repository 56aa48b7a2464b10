"""Tables that people edit with a spreadsheet: read with the line of each row, so that a fault can name it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

Row = Mapping[str, str]


class TableError(ValueError):
    """Something in a table is wrong: the message names file, line and cure, one line a fault."""


def rows(file: Path) -> list[tuple[int, Row]]:
    """The rows of a table, each with its line; cells without the blanks around them."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        return [
            (reader.line_num, {name: (cell or "").strip() for name, cell in row.items() if isinstance(name, str)})
            for row in reader
        ]


def plain_rows(file: Path) -> list[Row]:
    """The rows of a table that is known to be right."""
    return [row for _, row in rows(file)]


def heading(file: Path) -> list[str]:
    """The names of the columns, in their order."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [name.strip() for name in next(csv.reader(lines), [])]


def heading_faults(file: Path, columns: Sequence[str]) -> Iterator[str]:
    """What is wrong with the first line of a table."""
    found = heading(file)
    for name in columns:
        if name not in found:
            yield f"{file.name}, line 1: the column “{name}” is missing. Add it; the columns are {', '.join(columns)}."
    for name in found:
        if name not in columns:
            yield f"{file.name}, line 1: the column “{name}” is not known. Take it out."


def row_faults(file: Path, columns: Sequence[str], needed: Iterable[str]) -> Iterator[str]:
    """What is missing in the cells of a table, or stands beside them."""
    for line, row in rows(file):
        for name in needed:
            if not row.get(name):
                yield f"{file.name}, line {line}: “{name}” is empty. Fill it in."
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines)
        for cells in reader:
            if cells and len(cells) != len(columns):
                yield (
                    f"{file.name}, line {reader.line_num}: {len(cells)} cells, but {len(columns)} columns. "
                    "Put a text that holds a comma between quotation marks."
                )


def twice(file: Path, names: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Names that stand in more than one row."""
    first: dict[str, int] = {}
    for line, name in names:
        if name in first:
            yield f"{file.name}, line {line}: “{name}” stands in line {first[name]} already. Give it another id."
        first.setdefault(name, line)


def demand(faults: Iterable[str]) -> None:
    """Raise TableError with all *faults*, where there are any."""
    if found := list(faults):
        raise TableError("\n".join(found))
