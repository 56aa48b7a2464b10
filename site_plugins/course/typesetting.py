"""Typst, the typesetter: makes pictures of drawings and books of texts, with the hub's fonts and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typst

from site_plugins.course.faces import TEXT
from site_plugins.course.handbook import Handbook
from site_plugins.course.markup import as_typst, quoted
from site_plugins.languages import TAGS

STYLE = Path(__file__).parent / "handbook.typ"
PICTURE_WIDTH = 720  # points; at the resolution below 1800 dots
DOTS_PER_INCH = 180
# Tagged for screen readers: a picture without words or a heading out of order stops the build.
STANDARD = "ua-1"


def as_png(drawing: Path, faces: Path, width: int = PICTURE_WIDTH) -> bytes:
    """A drawing (an SVG) as the bytes of a PNG, *width* points wide; *faces* is the folder of the fonts."""
    svg = quoted(drawing.read_text(encoding="utf-8"))
    page = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        f'#set text(font: "{TEXT}")\n'
        f"#image(bytes({svg}), width: {width}pt)\n"
    )
    return _compiled(page, faces, format="png", ppi=DOTS_PER_INCH)


def as_pdf(book: Handbook, logo: Path, faces: Path) -> bytes:
    """A handbook as the bytes of a tagged PDF with bookmarks."""
    return _compiled(f"{_head(book, logo)}\n{as_typst(book.html, book.pictures)}", faces, pdf_standards=STANDARD)


def cover(book: Handbook, logo: Path, faces: Path) -> bytes:
    """The first page of a handbook as the bytes of a PNG."""
    style = STYLE.read_text(encoding="utf-8")
    page = f'{style}\n#set text(font: "{TEXT}")\n#cover{_told(book, logo)}'
    return _compiled(page, faces, format="png", ppi=DOTS_PER_INCH)


def _head(book: Handbook, logo: Path) -> str:
    said = book.said
    told = {
        "title": quoted(book.title),
        "below": quoted(said["course.handbook.below"]),
        "contents": quoted(said["course.handbook.contents"]),
        "licence": quoted(said["course.licence"]),
        "language": quoted(TAGS[book.language]),
        "site": quoted(book.site),
        "logo": f"bytes({quoted(logo.read_text(encoding='utf-8'))})",
    }
    named = ", ".join(f"{name}: {value}" for name, value in told.items())
    return f"{STYLE.read_text(encoding='utf-8')}\n#show: handbook.with({named})\n"


def _told(book: Handbook, logo: Path) -> str:
    drawing = f"bytes({quoted(logo.read_text(encoding='utf-8'))})"
    words = (book.title, book.said["course.handbook.below"], book.said["course.licence"])
    return f"({', '.join(quoted(one) for one in words)}, {drawing})"


def _compiled(text: str, faces: Path, **how: Any) -> bytes:
    compiled: bytes = typst.compile(text.encode(), font_paths=[str(faces)], ignore_system_fonts=True, **how)
    return compiled
