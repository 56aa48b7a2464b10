"""Flows and synergies as files to take away: CSV, Excel, JSON and Markdown, and the empty workbook to fill in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from matcher import tables, wording
from matcher.model import KINDS, LANGUAGES, Language
from matcher.reading import numbers
from matcher.reading.words import LABELLED

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MIME = {"csv": "text/csv", "json": "application/json", "markdown": "text/markdown", "xlsx": XLSX}
ENDINGS = {"csv": "csv", "json": "json", "markdown": "md", "xlsx": "xlsx"}
# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# A spreadsheet in a language with decimal commas parts the cells by semicolons.
DELIMITERS: Mapping[Language, str] = {"en": ",", "ro": ";", "no": ";"}
PLAIN_NUMBER = re.compile(numbers.NUMBER)
MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~&$])")
FORBIDDEN_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_000
FORBIDDEN_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
# When the files within an archive were made, so that equal content gives equal bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)")
ROWS_WITH_LISTS = 1_000
CHOICES: Mapping[str, tuple[str, ...]] = {
    "side": ("have", "want"),
    "kind": KINDS,
    "language": LANGUAGES,
    "hazardous": ("yes", "no"),
}
WIDTHS = {"text": 48, "site": 24, "condition": 32, "place": 18, "side": 14, "resources": 24}


class File(NamedTuple):
    """A file to take away: its name, its media type and its bytes."""

    name: str
    mime: str
    content: bytes


class Table(NamedTuple):
    """Rows of texts and numbers under their headings."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


def export(what: str, form: str, rows: Sequence[Mapping[str, Any]], language: Language) -> File:
    """The *rows* ("flows" as the human wrote them, or worded "synergies") as a file of the *form* that MIME lists.

    JSON holds the rows as they are, so that they can be opened again; the other formats hold their texts.
    """
    table = flow_table(rows, language) if what == "flows" else synergy_table(rows, language)
    if form == "json":
        content = _json(what, rows)
    else:
        quantity = wording.label("column", "quantity", language)
        writers: Mapping[str, Callable[[Table], bytes]] = {
            "csv": lambda table: csv_bytes(table, language),
            "markdown": lambda table: markdown_bytes(table, language),
            "xlsx": lambda table: xlsx_bytes(with_figures(table, quantity, language)),
        }
        content = writers[form](table)
    name = wording.sentence(f"export.file_{what}", language)
    return File(f"{name}.{ENDINGS[form]}", MIME[form], content)


def flow_table(rows: Sequence[Mapping[str, Any]], language: Language) -> Table:
    """Flows under the headings of *language*; a column that no row fills is left out unless it is an essential one."""
    necessity = {row["id"]: row["necessity"] for row in tables.rows("columns")}
    columns = [column for column in necessity if necessity[column] or any(row.get(column) for row in rows)]
    headings = tuple(wording.label("column", column, language) for column in columns)
    title = wording.sentence("export.flows", language)
    return Table(title, headings, tuple(tuple(str(row.get(column) or "") for column in columns) for row in rows))


def with_figures(table: Table, heading: str, language: Language) -> Table:
    """The *table* with numbers in place of the texts under *heading* that can be read in one way only."""
    if heading not in table.headings:
        return table
    place = table.headings.index(heading)
    mark = numbers.mark_of_column(str(row[place]) for row in table.rows)
    rows = ((*row[:place], _figure(str(row[place]), language, mark), *row[place + 1 :]) for row in table.rows)
    return table._replace(rows=tuple(rows))


def _figure(written: str, language: Language, mark: str) -> str | float:
    if not PLAIN_NUMBER.fullmatch(written) or not numbers.is_one(written):
        return written
    found = numbers.figure(written, language, mark)
    return written if found.is_ambiguous else found.value


def synergy_table(synergies: Sequence[Mapping[str, Any]], language: Language) -> Table:
    """Synergies, as the bridge words them, one a row."""
    columns: Mapping[str, Callable[[Mapping[str, Any]], str | float]] = {
        "score": lambda one: wording.points(float(one["score"]), 1),
        "level": lambda one: one["level_label"],
        "have_site": lambda one: one["have"].get("site") or "",
        "have_text": lambda one: one["have"].get("text") or one["have"].get("resource_label") or "",
        "have_quantity": lambda one: _amount(one["have"]),
        "have_unit": lambda one: one["have"].get("unit") or "",
        "have_place": lambda one: one["have"].get("place") or "",
        "want_site": lambda one: one["want"].get("site") or "",
        "want_text": lambda one: one["want"].get("text") or one["want"].get("resource_label") or "",
        "want_quantity": lambda one: _amount(one["want"]),
        "want_unit": lambda one: one["want"].get("unit") or "",
        "want_place": lambda one: one["want"].get("place") or "",
        "reason": lambda one: one.get("reason") or "",
        "cautions": lambda one: _sentences(caution["text"] for caution in one.get("cautions", ())),
        "missing": lambda one: _sentences(one.get("missing", ())),
        "have_id": lambda one: one["have"].get("id") or "",
        "want_id": lambda one: one["want"].get("id") or "",
    }
    headings = tuple(wording.sentence(f"export.{column}", language) for column in columns)
    rows = tuple(tuple(cell(one) for cell in columns.values()) for one in synergies)
    return Table(wording.sentence("export.synergies", language), headings, rows)


def _amount(end: Mapping[str, Any]) -> str | float:
    number = end.get("number")
    return float(number) if number is not None else end.get("quantity_text") or ""


def csv_bytes(table: Table, language: Language) -> bytes:
    """The table as CSV in UTF-8 with a mark, which is what spreadsheets open rightly; formulas are made text."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=DELIMITERS[language], lineterminator="\r\n")
    writer.writerow(table.headings)
    writer.writerows([_written(cell, language) for cell in row] for row in table.rows)
    return target.getvalue().encode("utf-8-sig")


def _written(cell: str | float, language: Language) -> str:
    """A number with the decimal mark of *language*, which its spreadsheets take for a number; a text as `escaped`."""
    if isinstance(cell, str):
        return escaped(cell)
    return numbers.plain_text(cell).replace(".", numbers.DECIMAL_MARKS[language])


def escaped(cell: str) -> str:
    """*cell* with an apostrophe before what a spreadsheet would run as a formula; reading takes it off again.

    >>> escaped("=1+1"), escaped("slag"), escaped("-5"), escaped("-5+3")
    ("'=1+1", 'slag', '-5', "'-5+3")
    """
    is_number = PLAIN_NUMBER.fullmatch(cell.removeprefix("-"))
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA_SIGNS) and not is_number else cell


def markdown_bytes(table: Table, language: Language) -> bytes:
    """The table as Markdown, in which markup that stands in a cell is shown and not followed."""
    shown = ([cell if isinstance(cell, str) else wording.number(cell, language) for cell in row] for row in table.rows)
    lines = [table.headings, ("---",) * len(table.headings), *shown]
    text = "\n".join("| " + " | ".join(without_markup(cell) for cell in line) + " |" for line in lines)
    return f"# {without_markup(table.title)}\n\n{text}\n".encode()


def xlsx_bytes(table: Table) -> bytes:
    """The table as a workbook of one sheet, in which no cell is a formula."""
    return book_bytes([table])


def book_bytes(sheets: Sequence[Table]) -> bytes:
    """Each table as a sheet of one workbook, in which no cell is a formula."""
    from openpyxl import Workbook

    book = Workbook()
    del book[book.sheetnames[0]]
    for table in sheets:
        title = FORBIDDEN_IN_A_TITLE.sub(" ", table.title)[:LONGEST_TITLE].strip()
        _fill(book.create_sheet(title), table.headings, table.rows)
    return _steady(book)


def template(language: Language) -> File:
    """An empty workbook: a sheet to fill in with drop-downs where one helps, an example sheet and instructions."""
    from openpyxl import Workbook

    columns = [row["id"] for row in tables.rows("columns") if row["id"] != "resources"]
    headings = tuple(wording.label("column", column, language) for column in columns)
    book = Workbook()
    flows: Any = book.active
    flows.title = wording.sentence("template.sheet_flows", language)
    _fill(flows, headings, (), columns)
    _add_example(book.create_sheet(wording.sentence("template.sheet_example", language)), columns, headings, language)
    _add_instructions(book.create_sheet(wording.sentence("template.sheet_instructions", language)), columns, language)
    _add_choices(book, flows, columns, language)
    name = wording.sentence("template.file", language)
    return File(f"{name}.xlsx", XLSX, _steady(book))


def choices(column: str, language: Language) -> list[str]:
    """What the drop-down of *column* offers in *language*; an empty list where the cell is free."""
    if column in ("unit", "period"):
        return [wording.label(column, row["id"], language) for row in tables.rows(f"{column}s")]
    return [wording.label(LABELLED[column], code, language) for code in CHOICES.get(column, ())]


def _json(what: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    visible = [{key: value for key, value in row.items() if not key.startswith("_")} for row in rows]
    return (json.dumps({what: visible}, ensure_ascii=False, indent=2) + "\n").encode()


def _sentences(texts: Iterable[str]) -> str:
    return " ".join(texts)


def without_markup(text: str) -> str:
    """*text* on one line, in which Markdown finds nothing to follow."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


def _fill(
    sheet: Any,
    headings: Sequence[str],
    rows: Iterable[Sequence[str | float]],
    columns: Sequence[str] = (),
    top: int = 1,
) -> None:
    """Write the headings at row *top* and the rows below it, and keep the headings in sight."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, heading in enumerate(headings, start=1):
        cell = sheet.cell(top, number, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="D8ECEA")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        width = WIDTHS.get(columns[number - 1], 14) if columns else min(60, max(14, len(heading) + 2))
        sheet.column_dimensions[get_column_letter(number)].width = width
    for place, row in enumerate(rows, start=top + 1):
        for number, content in enumerate(row, start=1):
            if isinstance(content, int | float):
                sheet.cell(place, number, content)
            elif content:
                _put(sheet.cell(place, number), content)
    sheet.freeze_panes = sheet.cell(top + 1, 1)


def _put(cell: Any, text: str) -> None:
    """Write *text* as text: also where a spreadsheet would see a formula."""
    cell.value = FORBIDDEN_IN_XML.sub("", text)[:LONGEST_CELL]
    cell.data_type = "s"
    if text.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True


def _add_example(sheet: Any, columns: Sequence[str], headings: Sequence[str], language: Language) -> None:
    """The demonstration rows, under a line that says what they are."""
    from openpyxl.styles import Font

    rows = [
        tuple(_example_cell(row, column, language) for column in columns) for row in tables.rows("template-examples")
    ]
    _fill(sheet, headings, rows, columns, top=2)
    note = sheet.cell(1, 1, wording.sentence("template.example_note", language))
    note.font = Font(italic=True, color="9C3A00")


def _example_cell(row: tables.Row, column: str, language: Language) -> str:
    if column in LABELLED:
        return wording.label(LABELLED[column], row[column], language)
    if column in ("unit", "period"):
        return wording.label(column, row[column], language)
    return row[column]


def _add_instructions(sheet: Any, columns: Sequence[str], language: Language) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.cell(1, 1, wording.sentence("template.title", language)).font = Font(bold=True, size=14)
    sheet.cell(2, 1, wording.sentence("template.step_flows", language))
    sheet.cell(3, 1, wording.sentence("template.step_open", language))
    lines = [
        (wording.label("column", column, language), wording.label("meaning", column, language)) for column in columns
    ]
    _fill(sheet, [wording.sentence(f"template.{name}", language) for name in ("column", "meaning")], lines, top=5)
    sheet.freeze_panes = None
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 110
    for row in sheet.iter_rows(min_row=6, min_col=2, max_col=2):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")


def _add_choices(book: Any, flows: Any, columns: Sequence[str], language: Language) -> None:
    """The drop-downs of the first sheet, fed from a hidden sheet; units and periods may also be typed freely."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(wording.sentence("template.sheet_lists", language))
    lists.sheet_state = "hidden"
    offered = {column: choices(column, language) for column in columns if column in (*CHOICES, "unit", "period")}
    for number, (column, words) in enumerate(offered.items(), start=1):
        for place, word in enumerate(words, start=1):
            lists.cell(place, number, word)
        source = f"{lists.title}!${get_column_letter(number)}$1:${get_column_letter(number)}${len(words)}"
        is_free = column in ("unit", "period")
        rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=not is_free)
        rule.error = wording.sentence("template.choose", language)
        letter = get_column_letter(columns.index(column) + 1)
        rule.add(f"{letter}2:{letter}{ROWS_WITH_LISTS}")
        flows.add_data_validation(rule)


def _steady(book: Any) -> bytes:
    """The workbook's bytes without the time of their making, so that equal content gives equal bytes."""
    import zipfile  # Only workbooks need it, and it takes a while to bring.

    first = io.BytesIO()
    book.save(first)
    target = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = TIMES.sub(rb"\g<1>2026-01-01T00:00:00Z\g<2>", content)
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
