"""A document as plain text for a terminal: columns in line, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from matcher.documents.blocks import (
    Bullets,
    Document,
    Facts,
    Note,
    Paragraph,
    Placed,
    Section,
    Source,
    Table,
    has_figures,
    placed,
    shown,
)
from matcher.model import Language

UNDERLINES = ("=", "-")
GAP = "  "
BLANK_LINES = re.compile(r"\n{3,}")


def written(document: Document) -> bytes:
    """The document as the bytes of a text in UTF-8."""
    head = [text for text in (document.title, document.subtitle, document.date) if text]
    blocks = [*placed(document.opening), *placed(document.sections)]
    lines = [text for one in blocks for text in _lines(one, document.language)]
    text = "\n".join((*head, *lines)).strip("\n")
    return (BLANK_LINES.sub("\n\n", text) + "\n").encode(errors="replace")


def _lines(one: Placed, language: Language) -> Iterator[str]:
    match one.block:
        case Section(title):
            text = f"{one.number} {title}".strip()
            yield from ("", text, UNDERLINES[min(one.depth, len(UNDERLINES)) - 1] * len(text))
        case Paragraph(text) | Source(text):
            yield text
        case Note(text):
            yield f"! {text}"
        case Bullets(items, is_ordered):
            for place, text in enumerate(items, start=1):
                yield f"{f'{place}.' if is_ordered else '·'} {text}"
        case Facts(rows):
            yield from _in_columns([list(row) for row in rows], (False, False))
        case Table():
            if one.block.caption:
                yield from ("", one.block.caption)
            yield from _table(one.block, language)
            yield ""


def _table(table: Table, language: Language) -> Iterator[str]:
    figures = [has_figures(table, place) for place in range(len(table.headings))]
    rows = [[shown(cell, language) for cell in row] for row in table.rows]
    return _in_columns([list(table.headings), *rows], figures)


def _in_columns(rows: Sequence[Sequence[str]], figures: Sequence[bool]) -> Iterator[str]:
    """The rows with their cells one below the other, figures to the right; the last column ends where it ends."""
    lines = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in lines) for place in range(len(figures))]
    for row in lines:
        cells = zip(row, widths, figures, strict=True)
        yield GAP.join(
            cell.rjust(width) if is_figure else cell.ljust(width) for cell, width, is_figure in cells
        ).rstrip()
