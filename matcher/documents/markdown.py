"""A document as Markdown, in which markup that somebody typed is shown and not followed."""

from __future__ import annotations

from collections.abc import Iterator

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
    is_web_address,
    placed,
    shown,
)
from matcher.model import Language
from matcher.writing import without_markup as plain

DEEPEST = 6


def written(document: Document) -> bytes:
    """The document as the bytes of a Markdown file."""
    head = [f"# {plain(document.title)}"]
    head += [f"**{plain(text)}**" for text in (document.subtitle, document.date) if text]
    blocks = [*placed(document.opening), *placed(document.sections)]
    lines = (text for one in blocks for text in _lines(one, document.language))
    return ("\n\n".join((*head, *lines)) + "\n").encode(errors="replace")


def _lines(one: Placed, language: Language) -> Iterator[str]:
    match one.block:
        case Section(title):
            yield " ".join(part for part in ("#" * min(one.depth + 1, DEEPEST), one.number, plain(title)) if part)
        case Paragraph(text):
            yield plain(text)
        case Note(text):
            yield f"> {plain(text)}"
        case Bullets(items, is_ordered):
            yield "\n".join(
                f"{f'{place}.' if is_ordered else '-'} {plain(text)}" for place, text in enumerate(items, start=1)
            )
        case Facts(rows):
            yield "\n".join(f"- **{plain(name)}:** {plain(text)}" for name, text in rows)
        case Source(text, address):
            yield f"- {plain(text)} <{address}>" if is_web_address(address) else f"- {plain(text)}"
        case Table():
            if one.block.caption:
                yield f"*{plain(one.block.caption)}*"
            yield _table(one.block, language)


def _table(table: Table, language: Language) -> str:
    rules = ["---:" if has_figures(table, place) else "---" for place in range(len(table.headings))]
    rows = [[plain(shown(cell, language)) for cell in row] for row in table.rows]
    lines = [[plain(heading) for heading in table.headings], rules, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
