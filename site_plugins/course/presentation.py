"""A lesson as a presentation that opens in PowerPoint, Impress and Keynote, with real text and speaker's notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from pptx.util import Inches, Pt

from site_plugins.course import master
from site_plugins.course.faces import DISPLAY, FACES, TEXT
from site_plugins.course.prose import as_lines, plain
from site_plugins.course.slides import Slide, Told
from site_plugins.languages import words

LOCALES = {"en": "en-GB", "ro": "ro-RO", "no": "nb-NO"}
HUB = "CATALYST Hub"
POINT_SIZES = (36, 34, 32, 30, 28, 26, 24, 22, 20)
POINT_SIZES_BESIDE = (24, 22, 20, 18, 16)
HEADING_SIZES = (34, 32, 30, 28, 26, 24)
NAME_SIZES = (54, 48, 44, 40, 36)
# Where a computer lacks the hub's fonts, it takes others, which may be wider by this much.
ALLOWANCE = 1.12


@dataclass(frozen=True, slots=True)
class Tools:
    """What presentations are made with: the folder of the faces, each picture as PNG, and the hub's two marks."""

    faces: Path
    pictures: Mapping[Path, bytes]
    logo: bytes
    light_logo: bytes


def presentation(told: Told, tools: Tools) -> bytes:
    """The slides of a lesson as the bytes of a .pptx file."""
    made = master.with_the_look(tools.logo, tools.light_logo)
    place = place_in_course(told)
    _add_name(made, told, place, tools)
    for slide in told.slides:
        _add_slide(made, slide, f"{HUB} · {place}", told, tools)
    _describe(made, told)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def place_in_course(told: Told) -> str:
    """Where in the course a lesson stands, in its language."""
    said = words(told.language)
    return said["course.place"].format(
        module=said[f"course.{told.lesson.module}"], number=told.lesson.number, minutes=told.lesson.minutes
    )


def heading_of(slide: Slide, told: Told) -> str:
    """The title of a slide; the first has one of its own, since the lesson's stands on the slide before it."""
    return words(told.language)["course.slides.why"] if slide.anchor == "top" else plain(slide.title)


def _add_name(made: Any, told: Told, place: str, tools: Tools) -> None:
    slide = made.slides.add_slide(made.slide_layouts[0])
    title = plain(told.title)
    _write(slide.shapes.title, [title], told.language, _fitting([title], master.NAME, NAME_SIZES, DISPLAY, tools))
    _write(slide.placeholders[1], [place], told.language)
    _add_notes(slide, as_lines(told.trainer), told.language)


def _add_slide(made: Any, one: Slide, foot: str, told: Told, tools: Tools) -> None:
    layout = made.slide_layouts[2 if one.picture else 1]
    slide = made.slides.add_slide(layout)
    heading = heading_of(one, told)
    size = _fitting([heading], master.HEADING, HEADING_SIZES, DISPLAY, tools)
    _write(slide.shapes.title, [heading], told.language, size)
    points, box = [plain(point) for point in one.points], master.POINTS_BESIDE if one.picture else master.POINTS
    size = _fitting(points, box, POINT_SIZES_BESIDE if one.picture else POINT_SIZES, TEXT, tools)
    _write(slide.placeholders[2 if one.picture else 1], points, told.language, size)
    if one.picture:
        _put_picture(slide.placeholders[1], tools.pictures[one.picture.file], one.picture.says)
    _add_foot(slide, layout, foot, told.language)
    _add_notes(slide, as_lines(one.notes), told.language)


def _write(shape: Any, lines: Sequence[str], language: str, size: int = 0) -> None:
    """Write one paragraph a line; each run is told its language, for the spelling and for who reads aloud."""
    frame = shape.text_frame
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size = Pt(size) if size else None
        run._r.get_or_add_rPr().set("lang", LOCALES[language])


def _put_picture(placeholder: Any, png: bytes, says: str) -> None:
    """Put a picture whole into the middle of its place, and say what it says."""
    picture = placeholder.insert_picture(BytesIO(png))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    width, height = picture.image.size
    box = master.PICTURE
    scale = min(box.width / width, box.height / height)
    picture.width, picture.height = Inches(width * scale), Inches(height * scale)
    picture.left = Inches(box.left + (box.width - width * scale) / 2)
    picture.top = Inches(box.top + (box.height - height * scale) / 2)
    picture._element.nvPicPr.cNvPr.set("descr", says)


def _add_foot(slide: Any, layout: Any, foot: str, language: str) -> None:
    """The line at the foot and the number: a slide has them only if they are copied from its layout."""
    for shape in layout.placeholders:
        if shape.placeholder_format.idx in (11, 12):
            copied = deepcopy(shape._element)
            slide.shapes._spTree.append(copied)
            copied.nvSpPr.cNvPr.set("id", str(max(one.shape_id for one in slide.shapes) + 1))
    for shape in slide.placeholders:
        if shape.placeholder_format.idx == 11:
            _write(shape, [foot], language)


def _add_notes(slide: Any, lines: Iterable[str], language: str) -> None:
    _write(slide.notes_slide.notes_placeholder, list(lines), language)


def _describe(made: Any, told: Told) -> None:
    known = made.core_properties
    known.title, known.author, known.language = plain(told.title), HUB, LOCALES[told.language]
    known.subject, known.last_modified_by = place_in_course(told), HUB
    known.comments = words(told.language)["course.licence"]


# Whether a text has room


def _fitting(lines: Sequence[str], box: master.Box, sizes: Sequence[int], family: str, tools: Tools) -> int:
    """The largest of the *sizes* at which the *lines* have room in the *box*; raises ValueError where none is."""
    for size in sizes:
        if _height(lines, box.width * 72, size, family, tools.faces) <= box.height * 72:
            return size
    raise ValueError(f"too much text for a slide, even at {sizes[-1]} points: {' | '.join(lines)}")


def _height(lines: Sequence[str], width: float, size: int, family: str, faces: Path) -> float:
    """How high *lines* stand, in points, when they are broken at a *width* in points."""
    is_list = family == TEXT
    room = width - (master.INDENT.pt if is_list else 0)
    rows = sum(_rows(line, room, size, family, faces) for line in lines)
    return rows * size * leading(faces, family) * master.LEADING + (len(lines) * master.SPACE_AFTER if is_list else 0)


def _rows(line: str, room: float, size: int, family: str, faces: Path) -> int:
    rows, filled = 1, 0.0
    for word in line.split():
        wide = text_width(word + " ", size, family, faces) * ALLOWANCE
        if filled and filled + wide > room:
            rows, filled = rows + 1, 0.0
        filled += wide
    return rows


def text_width(text: str, size: float, family: str, faces: Path) -> float:
    """How wide a text is in a family's face, in points; a letter that the face lacks counts as wide as an “m”."""
    widths, per_em, _ = _measures(faces, family)
    return sum(widths.get(letter, widths["m"]) for letter in text) * size / per_em


def leading(faces: Path, family: str) -> float:
    """The distance from line to line that a family asks for, in ems."""
    return _measures(faces, family)[2]


@cache
def _measures(faces: Path, family: str) -> tuple[Mapping[str, float], int, float]:
    face = next(
        one
        for one in reversed(FACES)
        if one.family == family and one.style == "normal" and (family == DISPLAY or one.weight == 400)
    )
    font: Any = TTFont(faces / face.file)
    advance, per_em = font["hmtx"], font["head"].unitsPerEm
    widths = {chr(code): advance[name][0] for code, name in font.getBestCmap().items()}
    return widths, per_em, (font["hhea"].ascent - font["hhea"].descent + font["hhea"].lineGap) / per_em
