"""A document as DOCX, the form of Word and LibreOffice: real heading styles, a table of contents, numbered pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from matcher import wording
from matcher.documents import word_parts as parts
from matcher.documents.blocks import (
    Bullets,
    Cell,
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
from matcher.writing import EPOCH

DEEPEST_HEADING = 3
DEEPEST_IN_CONTENTS = 2
# Twentieths of a point, as Word counts: what the margins leave of the width of an A4 page.
TEXT_WIDTH = 9_638
FACT_WIDTHS = (0.27, 0.73)
BULLET_LIST = 1


class _Writing:
    """What grows while a document is written: its body, its links to the web, and how many lists are numbered."""

    def __init__(self, document: Document) -> None:
        self.language = document.language
        self.body = Element("w:body")
        self.links: dict[str, str] = {}
        self.numbered_lists = 0
        self.headings = 0


def written(document: Document) -> bytes:
    """The bytes of the DOCX; equal documents have equal bytes."""
    writing = _Writing(document)
    _title_page(writing, document)
    if document.has_contents:
        _contents(writing, document)
    for one in placed(document.sections):
        _block(writing, one)
    writing.body.append(parts.page_layout())
    return _packed(writing, document)


def _packed(writing: _Writing, document: Document) -> bytes:
    root = Element("w:document", {"xmlns:w": parts.W, "xmlns:r": parts.R})
    root.append(writing.body)
    files = {
        "[Content_Types].xml": parts.CONTENT_TYPES,
        "_rels/.rels": parts.RELATIONS,
        "docProps/core.xml": parts.properties(document),
        "docProps/app.xml": parts.APPLICATION,
        "word/document.xml": parts.DECLARATION + ElementTree.tostring(root, encoding="unicode"),
        "word/_rels/document.xml.rels": parts.document_relations(writing.links),
        "word/styles.xml": parts.styles(document.language),
        "word/numbering.xml": parts.numbering(writing.numbered_lists),
        "word/settings.xml": parts.settings(document.language),
        "word/header1.xml": parts.header(f"{document.title} · {document.subtitle}"),
        "word/footer1.xml": parts.footer(wording.sentence("document.page_of", document.language)),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _title_page(writing: _Writing, document: Document) -> None:
    for style, text in (("Title", document.title), ("Subtitle", document.subtitle), ("Date", document.date)):
        if text:
            _text(_paragraph(writing.body, style), text)
    for one in placed(document.opening):
        _block(writing, one)


def _contents(writing: _Writing, document: Document) -> None:
    """A field that Word knows as its own table of contents, filled with the headings that it would find."""
    box = SubElement(writing.body, "w:sdt")
    part = SubElement(SubElement(box, "w:sdtPr"), "w:docPartObj")
    SubElement(part, "w:docPartGallery", {"w:val": "Table of Contents"})
    SubElement(part, "w:docPartUnique")
    inner = SubElement(box, "w:sdtContent")
    _text(_paragraph(inner, "TOCHeading", is_on_new_page=True), wording.sentence("document.contents", writing.language))
    listed = [one for one in placed(document.sections) if isinstance(one.block, Section)]
    field = _paragraph(inner, "TOC1")
    _field_mark(field, "begin")
    SubElement(
        SubElement(field, "w:r"), "w:instrText", {"xml:space": "preserve"}
    ).text = f' TOC \\o "1-{DEEPEST_IN_CONTENTS}" \\h \\z \\u '
    _field_mark(field, "separate")
    for place, one in enumerate(listed, start=1):
        if one.depth <= DEEPEST_IN_CONTENTS and isinstance(one.block, Section):
            entry = field if place == 1 else _paragraph(inner, f"TOC{one.depth}")
            link = SubElement(entry, "w:hyperlink", {"w:anchor": _bookmark(place), "w:history": "1"})
            _text(link, f"{one.number} {one.block.title}")
    _field_mark(_paragraph(inner, "TableEnd"), "end")


def _block(writing: _Writing, one: Placed) -> None:
    match one.block:
        case Section():
            _heading(writing, one.block, one)
        case Paragraph(text):
            _text(_paragraph(writing.body, "BodyText"), text)
        case Note(text):
            _text(_paragraph(writing.body, "Note"), text)
        case Bullets(items, is_ordered):
            writing.numbered_lists += is_ordered
            number = BULLET_LIST + writing.numbered_lists if is_ordered else BULLET_LIST
            for item in items:
                _text(_paragraph(writing.body, "ListParagraph", number=number), item)
        case Source():
            _source(writing, one.block)
        case Facts(rows):
            _table(writing, "Facts", (), rows, FACT_WIDTHS, (False, False))
        case Table():
            table = one.block
            if table.caption:
                _text(_paragraph(writing.body, "Caption"), table.caption)
            figures = [has_figures(table, place) for place in range(len(table.headings))]
            _table(writing, "Rows", table.headings, table.rows, table.widths, figures)


def _heading(writing: _Writing, section: Section, one: Placed) -> None:
    """A heading with a bookmark, to which the table of contents leads."""
    writing.headings += 1
    style = f"Heading{min(one.depth, DEEPEST_HEADING)}"
    paragraph = _paragraph(writing.body, style, is_on_new_page=section.is_on_new_page)
    name = {"w:id": str(writing.headings)}
    SubElement(paragraph, "w:bookmarkStart", {**name, "w:name": _bookmark(writing.headings)})
    _text(paragraph, f"{one.number} {section.title}".strip())
    SubElement(paragraph, "w:bookmarkEnd", name)


def _source(writing: _Writing, source: Source) -> None:
    paragraph = _paragraph(writing.body, "Source")
    _text(paragraph, f"{source.text} ")
    if is_web_address(source.address):
        known = writing.links.setdefault(source.address, f"link{len(writing.links) + 1}")
        _text(SubElement(paragraph, "w:hyperlink", {"r:id": known}), source.address, "Hyperlink")


def _table(
    writing: _Writing,
    style: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    figures: Sequence[bool],
) -> None:
    """A table of fixed widths, whose headings are said again on every page; *figures* tells the columns of figures."""
    total = sum(shares) or len(figures)
    widths = [str(round(TEXT_WIDTH * share / total)) for share in (shares or [1.0] * len(figures))]
    table = SubElement(writing.body, "w:tbl")
    table.append(parts.table_properties(style, TEXT_WIDTH, has_heading=bool(headings)))
    grid = SubElement(table, "w:tblGrid")
    for width in widths:
        SubElement(grid, "w:gridCol", {"w:w": width})
    for place, cells in enumerate((headings, *rows) if headings else rows):
        row = SubElement(table, "w:tr")
        kept = SubElement(row, "w:trPr")
        SubElement(kept, "w:cantSplit")
        is_heading = bool(headings) and place == 0
        if is_heading:
            SubElement(kept, "w:tblHeader")
        for cell, width, is_figure in zip(cells, widths, figures, strict=True):
            box = SubElement(row, "w:tc")
            SubElement(SubElement(box, "w:tcPr"), "w:tcW", {"w:w": width, "w:type": "dxa"})
            paragraph = _paragraph(box, "TableHeading" if is_heading else "TableText", is_figure=is_figure)
            _text(paragraph, shown(cell, writing.language))
    # Two tables without a paragraph between them would become one.
    _paragraph(writing.body, "TableEnd")


def _paragraph(
    parent: Element, style: str, *, number: int = 0, is_on_new_page: bool = False, is_figure: bool = False
) -> Element:
    """An empty paragraph; its properties stand in the order that the standard asks for."""
    paragraph = SubElement(parent, "w:p")
    told = SubElement(paragraph, "w:pPr")
    SubElement(told, "w:pStyle", {"w:val": style})
    if is_on_new_page:
        SubElement(told, "w:pageBreakBefore")
    if number:
        list_ = SubElement(told, "w:numPr")
        SubElement(list_, "w:ilvl", {"w:val": "0"})
        SubElement(list_, "w:numId", {"w:val": str(number)})
    if is_figure:
        SubElement(told, "w:jc", {"w:val": "right"})
    return paragraph


def _text(parent: Element, text: str, style: str = "") -> None:
    """A run of text; a new line in it stays one."""
    run = SubElement(parent, "w:r")
    if style:
        SubElement(SubElement(run, "w:rPr"), "w:rStyle", {"w:val": style})
    for place, line in enumerate(parts.clean(text).split("\n")):
        if place:
            SubElement(run, "w:br")
        SubElement(run, "w:t", {"xml:space": "preserve"}).text = line


def _field_mark(paragraph: Element, kind: str) -> None:
    SubElement(SubElement(paragraph, "w:r"), "w:fldChar", {"w:fldCharType": kind})


def _bookmark(number: int) -> str:
    return f"_Toc{number:08}"
