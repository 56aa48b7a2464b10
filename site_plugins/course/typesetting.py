"""Typst, the typesetter: makes pictures of drawings and handbooks of texts, with the hub's fonts and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typst

from site_plugins.course.faces import TEXT

PICTURE_WIDTH = 720  # points; at the resolution below 1800 dots
DOTS_PER_INCH = 180


def as_png(drawing: Path, root: Path, faces: Path, width: int = PICTURE_WIDTH) -> bytes:
    """A drawing (an SVG below *root*) as the bytes of a PNG, *width* points wide."""
    page = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        f'#set text(font: "{TEXT}")\n'
        f'#image("/{drawing.relative_to(root).as_posix()}", width: {width}pt)\n'
    )
    return compiled(page, root, faces, format="png", ppi=DOTS_PER_INCH)


def compiled(text: str, root: Path, faces: Path, **how: Any) -> bytes:
    """A text in Typst's language as a document; what it names by a path is looked for below *root*."""
    compile_text: Any = typst.compile  # Its types ask that a text and a folder be of one kind.
    made: bytes = compile_text(text.encode(), root=str(root), font_paths=[str(faces)], ignore_system_fonts=True, **how)
    return made
