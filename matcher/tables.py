"""Reads the tables of matcher/data once, and names file, row and column when one is wrong."""

from __future__ import annotations

import csv
import io
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

Row = Mapping[str, str]
FOLDER = Path(__file__).parent / "data"


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


def files(name: str) -> Sequence[str]:
    """The file <name>.csv in data, or those of the folder <name> in the order of their names."""
    table, folder = f"{name}.csv", FOLDER / name
    if packaged(table) is not None:
        return [table]
    found = sorted(f"{name}/{file}" for file in _names_in(folder) if file.endswith(".csv"))
    if not found:
        raise TableError(f"neither data/{table} nor a folder data/{name} with tables was found")
    return found


def _names_in(folder: Path) -> list[str]:
    """The names of the files in *folder*, which may lie in the archive that the matcher was imported from."""
    if folder.is_dir():
        return [file.name for file in folder.iterdir()]
    archive = getattr(__spec__.loader, "archive", "")
    if not archive:
        return []
    import zipfile  # Only in a browser, and only where a folder of tables is asked for: it takes time to load.

    beginning = f"{folder.relative_to(archive).as_posix()}/"
    with zipfile.ZipFile(archive) as opened:
        return [name.removeprefix(beginning) for name in opened.namelist() if name.startswith(beginning)]


class NotFetchedError(LookupError):
    """Prepared tables that a page fetches by itself were wanted before they were there: ``names`` says which.

    ``is_only_help`` tells that the work can be done without those that are ``out_of_reach``.
    """

    def __init__(self, *names: str, is_only_help: bool = False) -> None:
        super().__init__(f"not fetched yet: {', '.join(names)}")
        self.names = names
        self.is_only_help = is_only_help


# What a page has fetched by itself, by its name in data.
fetched: dict[str, bytes] = {}
# The names of the prepared tables that the page cannot fetch now.
out_of_reach: set[str] = set()


def packaged(file: str) -> bytes | None:
    """What stands in *file* of data, in a folder as in an archive; None where there is no such file."""
    if file in fetched:
        return fetched[file]
    try:
        return pkgutil.get_data("matcher", f"data/{file}")
    except OSError:
        return None


def _rows_of(file: str) -> Iterator[Row]:
    lines = csv.reader(io.StringIO((packaged(file) or b"").decode(), newline=""), strict=True)
    heading = next(lines, [])
    for place, cells_of_line in enumerate(lines, start=2):
        if not cells_of_line:
            continue
        if len(cells_of_line) != len(heading):
            fault = f"{len(heading)} cells were expected, as in the heading, found {len(cells_of_line)}"
            raise TableError(f"{file}, row {place}: {fault}")
        row = {column: cell.strip() for column, cell in zip(heading, cells_of_line, strict=True)}
        yield row | {"_file": file, "_row": str(place)}
