"""Reads the tables of matcher/data once, and names file, row and column when one is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources as packaged
from importlib.resources.abc import Traversable

Row = Mapping[str, str]


class TableError(ValueError):
    """A table of the project itself is wrong: the message names the file, the row and the column."""


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of data/<name>.csv, or of all tables in the folder data/<name> in the order of their names.

    Every row holds its cells by heading, stripped, and ``_file`` and ``_row`` where it came from
    (the heading is row 1). Raises TableError where a row has too many or too few cells.
    """
    return tuple(row for file in files(name) for row in _rows_of(file))


def number(row: Row, column: str) -> float:
    """The figure in *column* of *row*; raises TableError where there is none."""
    try:
        return float(row[column])
    except (KeyError, ValueError):
        found = row.get(column, "no such column")
        raise TableError(f"{where(row)}, column {column}: a figure was expected, found {found!r}") from None


def cells(row: Row, *columns: str) -> tuple[str, ...]:
    """The entries of the cells in *columns*, where semicolons part them, each once."""
    entries = (entry.strip() for column in columns for entry in row[column].split(";"))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def where(row: Row) -> str:
    """The file and the row of a table's row, for a message."""
    return f"{row['_file']}, row {row['_row']}"


def files(name: str) -> Sequence[Traversable]:
    """The file data/<name>.csv, or those of the folder data/<name> in the order of their names."""
    table = packaged.files("matcher") / "data" / f"{name}.csv"
    folder = packaged.files("matcher") / "data" / name
    if table.is_file():
        return [table]
    if folder.is_dir():
        return sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)
    raise TableError(f"neither data/{name}.csv nor a folder data/{name} was found")


def _rows_of(file: Traversable) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""), strict=True)
    heading = next(lines, [])
    for place, cells_of_line in enumerate(lines, start=2):
        if not cells_of_line:
            continue
        if len(cells_of_line) != len(heading):
            fault = f"{len(heading)} cells were expected, as in the heading, found {len(cells_of_line)}"
            raise TableError(f"{file.name}, row {place}: {fault}")
        row = {column: cell.strip() for column, cell in zip(heading, cells_of_line, strict=True)}
        yield row | {"_file": file.name, "_row": str(place)}
