"""A lesson as a presentation that opens in PowerPoint, Impress and Keynote, with real text and speaker's notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx.util import Inches, Pt

from site_plugins.course import master
from site_plugins.course.layout import BESIDE_STYLE, HEADING_STYLE, NAME_STYLE, PICTURE, POINTS_STYLE, size_of
from site_plugins.course.prose import as_lines
from site_plugins.course.slides import Slide, Told
from site_plugins.languages import words

LOCALES = {"en": "en-GB", "ro": "ro-RO", "no": "nb-NO"}
HUB = "CATALYST Hub"


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
    place = told.place
    _add_name(made, told, place, tools)
    for slide in told.slides:
        _add_slide(made, slide, f"{HUB} · {place}", told, tools)
    _describe(made, told)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def _add_name(made: Any, told: Told, place: str, tools: Tools) -> None:
    slide = made.slides.add_slide(made.slide_layouts[0])
    _write(slide.shapes.title, [told.title], told.language, size_of([told.title], NAME_STYLE, tools.faces))
    _write(slide.placeholders[1], [place], told.language)
    _add_foot(slide, made.slide_layouts[0], words(told.language)["course.licence"], told.language)
    _add_notes(slide, as_lines(told.trainer), told.language)


def _add_slide(made: Any, one: Slide, foot: str, told: Told, tools: Tools) -> None:
    layout = made.slide_layouts[2 if one.picture else 1]
    slide = made.slides.add_slide(layout)
    _write(slide.shapes.title, [one.title], told.language, size_of([one.title], HEADING_STYLE, tools.faces))
    size = size_of(one.points, BESIDE_STYLE if one.picture else POINTS_STYLE, tools.faces)
    _write(slide.placeholders[2 if one.picture else 1], one.points, told.language, size)
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
    box = PICTURE
    scale = min(box.width / width, box.height / height)
    picture.width, picture.height = Inches(width * scale), Inches(height * scale)
    picture.left = Inches(box.left + (box.width - width * scale) / 2)
    picture.top = Inches(box.top + (box.height - height * scale) / 2)
    picture._element.nvPicPr.cNvPr.set("descr", says)


def _add_foot(slide: Any, layout: Any, foot: str, language: str) -> None:
    """The line at the foot and the number: a slide has them only if they are copied from its layout."""
    for shape in layout.placeholders:
        if shape.placeholder_format.idx in (master.FOOT_AT, master.NUMBER_AT):
            copied = deepcopy(shape._element)
            slide.shapes._spTree.append(copied)
            copied.nvSpPr.cNvPr.set("id", str(max(one.shape_id for one in slide.shapes) + 1))
    for shape in slide.placeholders:
        if shape.placeholder_format.idx == master.FOOT_AT:
            _write(shape, [foot], language)


def _add_notes(slide: Any, lines: Iterable[str], language: str) -> None:
    _write(slide.notes_slide.notes_placeholder, list(lines), language)


def _describe(made: Any, told: Told) -> None:
    known = made.core_properties
    known.title, known.author, known.language = told.title, HUB, LOCALES[told.language]
    known.subject, known.last_modified_by = told.place, HUB
    known.comments = words(told.language)["course.licence"]
