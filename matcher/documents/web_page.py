"""A document as a web page that prints well, holds everything itself, and asks nothing of any server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from matcher import tables, wording
from matcher.documents.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Note,
    Paragraph,
    Section,
    Source,
    Table,
    has_figures,
    is_web_address,
    numbered,
    shown,
)
from matcher.model import Language

# The written language of each of ours, as browsers and screen readers know it.
TAGS: dict[Language, str] = {"en": "en", "ro": "ro", "no": "nb"}
DEEPEST = 6


def written(document: Document) -> bytes:
    """The document as the bytes of one HTML file."""
    parts = [
        "<!doctype html>",
        f'<html lang="{TAGS[document.language]}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        # Whatever somebody typed into a card: the page neither runs nor fetches anything.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(document.title)}: {escape(document.subtitle)}</title>",
        f"<style>{(tables.packaged('documents/web-page.css') or b'').decode()}</style></head>",
        "<body><header>",
        f"<h1>{escape(document.title)}</h1>",
        f'<p class="subtitle">{escape(document.subtitle)}</p>',
        f"<p>{escape(document.date)}</p>",
        *_html(document.opening, document.language, 2, ""),
        "</header>",
        _contents(document),
        "<main>",
        *_html(document.sections, document.language, 2, ""),
        "</main></body></html>",
    ]
    return ("\n".join(parts) + "\n").encode(errors="replace")


def _contents(document: Document) -> str:
    heading = escape(wording.sentence("document.contents", document.language))
    return f'<nav aria-labelledby="contents"><h2 id="contents">{heading}</h2>{_entries(document.sections, "")}</nav>'


def _entries(blocks: Sequence[Block], number: str) -> str:
    """The list of sections, and below each the list of those within it."""
    sections = [block for block in blocks if isinstance(block, Section)]
    entries = [
        f'<li><a href="#s{number}{place}">{_titled(f"{number}{place}", section.title)}</a>'
        f"{_entries(section.blocks, f'{number}{place}.')}</li>"
        for place, section in enumerate(sections, start=1)
    ]
    return f"<ol>{''.join(entries)}</ol>" if entries and number.count(".") < 2 else ""


def _html(blocks: Iterable[Block], language: Language, depth: int, number: str) -> Iterator[str]:
    count = 0
    for block in blocks:
        match block:
            case Section(title, within, is_on_new_page):
                count += 1
                own, level = f"{number}{count}", min(depth, DEEPEST)
                yield f'<section id="s{own}"{" class=new-page" if is_on_new_page else ""}>'
                yield f"<h{level}>{_titled(own, title)}</h{level}>"
                yield from _html(within, language, depth + 1, f"{own}.")
                yield "</section>"
            case Paragraph(text):
                yield f"<p>{escape(text)}</p>"
            case Note(text):
                yield f'<p class="note">{escape(text)}</p>'
            case Bullets(items, is_ordered):
                kind = "ol" if is_ordered else "ul"
                yield f"<{kind}>{''.join(f'<li>{escape(item)}</li>' for item in items)}</{kind}>"
            case Source():
                yield _source(block)
            case Facts(rows):
                cells = "".join(
                    f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in rows
                )
                yield f'<div class="wide"><table class="facts"><tbody>{cells}</tbody></table></div>'
            case Table():
                yield _table(block, language)


def _titled(number: str, title: str) -> str:
    return escape(f"{numbered(number)} {title}".strip())


def _source(source: Source) -> str:
    text = escape(source.text)
    if is_web_address(source.address):
        address = escape(source.address)
        text = f'{text} <a href="{address}" rel="noopener noreferrer">{address}</a>'
    return f'<p class="source">{text}</p>'


def _table(table: Table, language: Language) -> str:
    figures = [' class="figure"' if has_figures(table, place) else "" for place in range(len(table.headings))]
    head = "".join(
        f'<th scope="col"{kind}>{escape(heading)}</th>' for kind, heading in zip(figures, table.headings, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{escape(shown(cell, language))}</td>" for kind, cell in zip(figures, row, strict=True))
        + "</tr>"
        for row in table.rows
    )
    name = escape(table.caption)
    region = f' role="region" tabindex="0" aria-label="{name}"' if name else ""
    caption = f"<caption>{name}</caption>" if name else ""
    return (
        f'<div class="wide"{region}><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
