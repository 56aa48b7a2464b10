"""Excel workbooks (.xlsx): every sheet's lines, with merged cells filled and formulas by their last result."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from matcher.model import Problem
from matcher.reading.numbers import plain_text
from matcher.reading.sheet import Line, Sheet, clean, limits, notice, placed

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"))
# What openpyxl and the library below it raise on a workbook that is not what it says to be.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
PIECE = 1 << 16
RANGES_SHOWN = 5
# Taller or more merged areas than these are decoration, and would only cost time.
TALLEST_AREA = 1_000
MOST_AREAS = 20_000


class Area(NamedTuple):
    """A block of merged cells, by numbers that count from 1."""

    left: int
    top: int
    right: int
    bottom: int
    name: str


class Workbook(NamedTuple):
    """The sheets of a workbook, which of them are hidden, and what was wrong."""

    sheets: tuple[Sheet, ...] = ()
    hidden: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def read_workbook(content: bytes, name: str) -> Workbook:
    """The sheets of a workbook, or the one problem why it was not opened."""
    danger = _danger(content)
    if danger:
        return Workbook(problems=tuple(placed([danger], name)))
    try:
        return _read(content, name)
    except DAMAGE:
        return Workbook(problems=(Problem("damaged-workbook", file=name),))


def _danger(content: bytes) -> Problem | None:
    """Why the archive must not be parsed: it grows too large, by what it declares or by what it really unpacks to."""
    limit, ratio = limits()["unpacked_bytes"], limits()["unpacked_ratio"]
    too_large = Problem("unpacks-too-large", details=(("limit", str(limit >> 20)),))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            declared = sum(part.file_size for part in parts)
            if len(parts) > limits()["archive_parts"] or declared > min(limit, ratio * len(content) + PIECE):
                return too_large
            for part in parts:
                if any(b"<!DOCTYPE" in piece or b"<!ENTITY" in piece for piece in _pieces(archive, part)):
                    return Problem("damaged-workbook")
    except DAMAGE:
        return Problem("damaged-workbook")
    return None


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part as they really unpack; more of them than declared end in BadZipFile."""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            yield piece


def _read(content: bytes, name: str) -> Workbook:
    from openpyxl import load_workbook

    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        worksheets: list[Any] = values.worksheets
        for index, worksheet in enumerate(worksheets):
            source = b"".join(_pieces(archive, archive.getinfo(worksheet._worksheet_path)))
            formulas = _formulas(content, index) if FORMULA.search(source) else {}
            sheet, found = _sheet(worksheet, name, _areas(source), formulas)
            sheets.append(sheet)
            problems.extend(placed(found, name, sheet.title))
    hidden = frozenset(worksheet.title for worksheet in worksheets if worksheet.sheet_state != "visible")
    return Workbook(tuple(sheets), hidden, tuple(problems))


def _sheet(
    worksheet: Any, name: str, areas: list[Area], formulas: Mapping[tuple[int, int], str]
) -> tuple[Sheet, list[Problem]]:
    problems: list[Problem] = []
    worksheet.reset_dimensions()
    widest = limits()["columns"]
    lines: list[Line] = []
    fill: dict[Area, str] = {}
    by_row = _areas_by_row(areas)
    for number, values in enumerate(worksheet.iter_rows(values_only=True), start=1):
        if len(values) > widest:
            problems = problems or [notice("too-many-columns", found=str(len(values)), limit=str(widest))]
        cells = [_text(value) for value in values[:widest]]
        problems.extend(_formula_problems(number, cells, formulas))
        _fill(cells, number, by_row.get(number, ()), fill)
        if any(cells):
            lines.append((number, tuple(cells)))
    merged = [area for area in areas if area.bottom > area.top and fill.get(area)]
    if merged:
        ranges = ", ".join(area.name for area in merged[:RANGES_SHOWN]) + (" …" if len(merged) > RANGES_SHOWN else "")
        problems.append(notice("merged-cells", count=str(len(merged)), ranges=ranges))
    return Sheet(name, worksheet.title, tuple(lines)), problems


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return plain_text(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat().removesuffix("T00:00:00")
    return clean(str(value))


def _formulas(content: bytes, index: int) -> dict[tuple[int, int], str]:
    """The formulas of the sheet at *index* by row and column."""
    from openpyxl import load_workbook

    worksheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[index]
    worksheet.reset_dimensions()
    return {
        (cell.row, cell.column): str(getattr(cell.value, "text", cell.value))
        for cells in worksheet.iter_rows()
        for cell in cells
        if cell.value is not None and cell.data_type == "f"
    }


def _formula_problems(number: int, cells: list[str], formulas: Mapping[tuple[int, int], str]) -> Iterator[Problem]:
    """What is wrong with results of formulas in one row; an error in place of a value is emptied."""
    from openpyxl.utils import get_column_letter

    for index, cell in enumerate(cells):
        place = f"{get_column_letter(index + 1)}{number}" if cell in ERRORS or formulas else ""
        if cell in ERRORS:
            cells[index] = ""
            yield Problem("formula-error", "notice", row=number, details=(("cell", place), ("written", cell)))
        elif not cell and (number, index + 1) in formulas:
            details = (("cell", place), ("formula", formulas[number, index + 1]))
            yield Problem("formula-without-value", "notice", row=number, details=details)


def _areas(source: bytes) -> list[Area]:
    from openpyxl.utils import column_index_from_string

    return [
        Area(
            column_index_from_string(left.decode()),
            int(top),
            column_index_from_string(right.decode()),
            int(bottom),
            f"{left.decode()}{top.decode()}:{right.decode()}{bottom.decode()}",
        )
        for left, top, right, bottom in MERGED.findall(source)
    ]


def _areas_by_row(areas: list[Area]) -> dict[int, list[Area]]:
    """The areas that reach over several rows, by the rows that they cover."""
    by_row: dict[int, list[Area]] = {}
    for area in areas[:MOST_AREAS]:
        if 0 < area.bottom - area.top <= TALLEST_AREA:
            for number in range(area.top, area.bottom + 1):
                by_row.setdefault(number, []).append(area)
    return by_row


def _fill(cells: list[str], number: int, areas: list[Area] | tuple[()], fill: dict[Area, str]) -> None:
    """Give the cells below a merged one its text: a company's name over its flows stands for all of them."""
    for area in areas:
        index = area.left - 1
        if number == area.top:
            fill[area] = cells[index] if index < len(cells) else ""
        elif any(cells):
            cells.extend([""] * (index + 1 - len(cells)))
            cells[index] = cells[index] or fill.get(area, "")
