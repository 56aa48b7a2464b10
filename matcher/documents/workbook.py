"""The figures of a document as a workbook: one sheet a table."""

from __future__ import annotations

from matcher import writing
from matcher.documents.blocks import Document, Table


def written(document: Document) -> bytes:
    """The workbook's bytes; its cells are texts and figures, never formulas."""
    return writing.book_bytes([_sheet(table) for table in document.figures])


def _sheet(table: Table) -> writing.Table:
    """The table as a sheet, in which what is not known is an empty cell."""
    rows = tuple(tuple("" if cell is None else cell for cell in row) for row in table.rows)
    return writing.Table(table.caption, table.headings, rows)
