"""What a document is made of, whatever form it takes: sections, paragraphs, lists, facts, tables, notes, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from matcher import wording
from matcher.model import Language

DEEPEST_NUMBER = 2

Cell: TypeAlias = str | float | None


class Paragraph(NamedTuple):
    """Some sentences."""

    text: str


class Note(NamedTuple):
    """Something that the reader must not overlook."""

    text: str


class Bullets(NamedTuple):
    """Short texts one below the other; ``is_ordered`` where their order matters."""

    items: tuple[str, ...]
    is_ordered: bool = False


class Facts(NamedTuple):
    """What is known, each with its name before it."""

    rows: tuple[tuple[str, str], ...]


class Table(NamedTuple):
    """Rows of texts and figures under their headings; ``caption`` says what they show, if no heading just did.

    ``widths`` are the shares of the columns; equal where none are given.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()


class Source(NamedTuple):
    """A document that is cited, and its address where it has one."""

    text: str
    address: str = ""


class Section(NamedTuple):
    """A heading and what stands below it; sections within make the next level."""

    title: str
    blocks: tuple[Block, ...]
    is_on_new_page: bool = False


Block: TypeAlias = Paragraph | Note | Bullets | Facts | Table | Source | Section


class Document(NamedTuple):
    """A whole document: its title page, its sections, and the figures that go into a workbook beside it.

    ``date`` is the day of its making in words, ``made_on`` the same as YYYY-MM-DD; both empty where nobody told it.
    A short one needs no contents.
    """

    title: str
    subtitle: str
    language: Language
    date: str
    made_on: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    figures: tuple[Table, ...] = ()
    has_contents: bool = True


KINDS: Mapping[str, Any] = {
    kind.__name__.lower(): kind for kind in (Document, Section, Paragraph, Note, Bullets, Facts, Table, Source)
}


def from_plain(told: Any) -> Any:
    """The document or the part of one in *told*, whose ``kind`` is one of KINDS and whose other names are its fields.

    >>> from_plain({"kind": "section", "title": "Whey", "blocks": [{"kind": "paragraph", "text": "For pigs."}]})
    Section(title='Whey', blocks=(Paragraph(text='For pigs.'),), is_on_new_page=False)
    """
    if isinstance(told, list):
        return tuple(map(from_plain, told))
    if not isinstance(told, dict):
        return told
    return KINDS[told["kind"]](**{name: from_plain(value) for name, value in told.items() if name != "kind"})


class Placed(NamedTuple):
    """A block at its depth in the tree; a section of the upper levels bears its number ("3.2"), other blocks none."""

    block: Block
    depth: int
    number: str = ""


def placed(blocks: Sequence[Block], depth: int = 1, number: str = "") -> Iterator[Placed]:
    """All *blocks* in the order of reading, each section before what it holds.

    >>> inner = Section("Whey", (Paragraph("For pigs."),))
    >>> [(one.number, one.depth) for one in placed([Section("Summary", ()), Section("Opportunities", (inner,))])]
    [('1', 1), ('2', 1), ('2.1', 2), ('', 3)]
    """
    count = 0
    for block in blocks:
        if not isinstance(block, Section):
            yield Placed(block, depth)
            continue
        count += 1
        own = f"{number}{count}"
        yield Placed(block, depth, numbered(own))
        yield from placed(block.blocks, depth + 1, f"{own}.")


def numbered(number: str) -> str:
    """The *number* of a section as readers see it: deeper levels than the second have none."""
    return number if number.count(".") < DEEPEST_NUMBER else ""


def shown(cell: Cell, language: Language) -> str:
    """A cell as text: a figure with the marks of *language*, a dash where nothing is known."""
    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else wording.number(cell, language)


def has_figures(table: Table, column: int) -> bool:
    """Whether the cells of a *column* are figures, and belong to the right."""
    cells = [row[column] for row in table.rows]
    return any(isinstance(cell, int | float) for cell in cells) and not any(isinstance(cell, str) for cell in cells)


def is_web_address(address: str) -> bool:
    """Whether an address may be made a link: nothing but the web, and nothing that ends the link early."""
    return address.startswith(("https://", "http://")) and not set(address) & set(" <>\"'")
