"""How a slide is laid out: where its parts stand, and how large its text may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont

from site_plugins.course.faces import FACES, Face

WIDTH, HEIGHT = 13.333, 7.5  # inches
POINTS_PER_INCH = 72
INDENT = 0.45  # inches, before a statement, for its mark
SPACE_AFTER = 20  # points, below each statement
LEADING = 0.9  # of the font's own distance between lines
# Where a computer lacks the hub's fonts, it takes others, which may be wider by this much.
ALLOWANCE = 1.12
TEXT_FACE, TITLE_FACE = FACES[0], FACES[-1]


class Box(NamedTuple):
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


HEADING = Box(0.75, 0.45, 11.85, 1.05)
POINTS = Box(0.75, 1.85, 11.85, 4.75)
POINTS_BESIDE = Box(0.75, 1.8, 3.35, 4.8)
PICTURE = Box(4.35, 1.65, 8.4, 4.95)
NAME = Box(0.9, 2.05, 11.4, 2.4)
PLACE = Box(0.9, 4.85, 11.4, 1.2)
LICENCE = Box(0.9, 6.5, 11.4, 0.5)
FOOTER, NUMBER = Box(1.25, 6.88, 9.5, 0.36), Box(11.6, 6.88, 1.0, 0.36)
LOGO, LARGE_LOGO = Box(0.75, 6.86, 0.4, 0.4), Box(0.85, 0.7, 0.8, 0.8)


class Style(NamedTuple):
    """A kind of text on a slide: where it stands, its face, and the sizes that it may have, in points."""

    box: Box
    face: Face
    sizes: Sequence[int]
    is_list: bool = False


NAME_STYLE = Style(NAME, TITLE_FACE, (54, 48, 44, 40, 36))
HEADING_STYLE = Style(HEADING, TITLE_FACE, (34, 32, 30, 28, 26, 24))
POINTS_STYLE = Style(POINTS, TEXT_FACE, (36, 34, 32, 30, 28, 26, 24, 22, 20), is_list=True)
BESIDE_STYLE = Style(POINTS_BESIDE, TEXT_FACE, (24, 22, 20, 18, 16), is_list=True)


def size_of(lines: Sequence[str], style: Style, faces: Path) -> int:
    """The largest size, in points, at which *lines* have room; raises ValueError where they have none.

    *faces* is the folder of the fonts.
    """
    for size in style.sizes:
        if height(lines, size, style, faces) <= style.box.height * POINTS_PER_INCH:
            return size
    raise ValueError(f"too much text for a slide, even at {style.sizes[-1]} points: {' | '.join(lines)}")


def height(lines: Sequence[str], size: int, style: Style, faces: Path) -> float:
    """How high *lines* stand at a *size*, in points, broken at the width of their box."""
    room = (style.box.width - (INDENT if style.is_list else 0)) * POINTS_PER_INCH
    rows = sum(_rows(line, room, size, style.face, faces) for line in lines)
    below = len(lines) * SPACE_AFTER if style.is_list else 0
    return rows * size * _measures(faces, style.face).leading * LEADING + below


def width(text: str, size: float, face: Face, faces: Path) -> float:
    """How wide a text is, in points; a letter that the face lacks counts as wide as an “m”."""
    measures = _measures(faces, face)
    return sum(measures.advances.get(letter, measures.advances["m"]) for letter in text) * size


def _rows(line: str, room: float, size: int, face: Face, faces: Path) -> int:
    rows, filled = 1, 0.0
    for word in line.split():
        wide = width(word + " ", size, face, faces) * ALLOWANCE
        if filled and filled + wide > room:
            rows, filled = rows + 1, 0.0
        filled += wide
    return rows


class Measures(NamedTuple):
    """What a face says of itself, in ems: how wide each letter is, and the distance from line to line."""

    advances: Mapping[str, float]
    leading: float


@cache
def _measures(faces: Path, face: Face) -> Measures:
    font: Any = TTFont(faces / face.file)
    em, advances, lines = font["head"].unitsPerEm, font["hmtx"], font["hhea"]
    return Measures(
        {chr(code): advances[name][0] / em for code, name in font.getBestCmap().items()},
        (lines.ascent - lines.descent + lines.lineGap) / em,
    )
