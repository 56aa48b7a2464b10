"""Slides: made of what a lesson says, with notes and alternative texts, and nothing runs over the edge."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pptx import Presentation
from pptx.util import Inches

from site_plugins.course.downloads import LOGOS, ROOT, Download, put
from site_plugins.course.faces import FACES, Face
from site_plugins.course.layout import BESIDE_STYLE, HEADING_STYLE, NAME_STYLE, PICTURE, POINTS_STYLE, size_of
from site_plugins.course.lessons import Lesson, lessons
from site_plugins.course.places import slides_file
from site_plugins.course.presentation import LOCALES, Tools, presentation
from site_plugins.course.prose import as_html
from site_plugins.course.slides import Told, faults, missing_in_translation, sections, told
from site_plugins.course.typesetting import as_png
from site_plugins.languages import LANGUAGES

CONTENT = ROOT / "content"
LESSONS = lessons(CONTENT)
HEAT = Lesson("learn/module-1/heat.md", "module-1", 3, 60)
PAGE = """---
title: Varmen
---
# Varmen { #top }
<!-- slide: Varme går gjennom rør | Den venter ikke -->

På mandag er *ovnen* varm.

## Hvor varm? { #how-warm }
<!-- slide: 55 grader | Varmepumpen løfter den -->

Spør hvem som vet det.

![To bokser: varme på 55 grader blir varmt vann på 65 grader.](heat.svg)

## For kursholderen { #trainer }

| del | minutter |
|---|---|
| ovnen | 20 |
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 360"><path d="M0 0h720v360H0z"/></svg>'


@pytest.fixture
def heat(tmp_path: Path) -> Told:
    (tmp_path / "heat.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "heat.svg").write_text(DRAWING, encoding="utf-8")
    return Told(HEAT, tmp_path / "heat.md", "no")


@pytest.fixture
def tools(fonts: Path, heat: Told) -> Tools:
    logo = as_png(LOGOS[0], fonts, width=96)
    folder = heat.file.parent
    return Tools(fonts, {folder / "heat.svg": as_png(folder / "heat.svg", fonts)}, logo, logo)


def opened(made: bytes) -> Any:
    return Presentation(BytesIO(made))


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_a_face_has_the_letters_of_the_three_languages_and_small_figures(fonts: Path, face: Face) -> None:
    letters = TTFont(fonts / face.file).getBestCmap()
    assert [letter for letter in "ăâîșțĂÂÎȘȚåæøÅÆØ„”«»–€°₂²³⁻⁶ⁿ÷×" if ord(letter) not in letters] == []


def test_a_slide_is_made_of_a_heading_its_statements_its_picture_and_its_text(heat: Told) -> None:
    first, second = heat.slides
    assert (first.title, first.points) == ("Derfor denne leksjonen", ("Varme går gjennom rør", "Den venter ikke"))
    assert (second.notes, second.picture.says if second.picture else "") == (
        "Spør hvem som vet det.",
        "To bokser: varme på 55 grader blir varmt vann på 65 grader.",
    )


def test_the_notes_of_the_first_slide_are_those_for_the_trainer(heat: Told, tools: Tools) -> None:
    made = opened(presentation(heat, tools))
    assert [notes(slide) for slide in made.slides] == [
        "del · minutter\novnen · 20",
        "På mandag er ovnen varm.",
        "Spør hvem som vet det.",
    ]


def test_slides_have_real_titles_that_differ_and_a_language_in_every_run(heat: Told, tools: Tools) -> None:
    made = opened(presentation(heat, tools))
    assert [slide.shapes.title.text for slide in made.slides] == ["Varmen", "Derfor denne leksjonen", "Hvor varm?"]
    runs = [run for slide in made.slides for run in slide._element.iter("{*}r")]
    assert {run.find("{*}rPr").get("lang") for run in runs} == {"nb-NO"}
    assert made.core_properties.title == "Varmen"


def test_a_picture_stands_whole_within_its_place_and_says_what_it_shows(heat: Told, tools: Tools) -> None:
    picture = next(
        shape
        for shape in opened(presentation(heat, tools)).slides[2].shapes
        if shape.shape_type == 14 and hasattr(shape, "image")
    )
    assert picture._element.nvPicPr.cNvPr.get("descr").startswith("To bokser")
    assert picture.width / picture.height == pytest.approx(2, abs=0.01)
    assert picture.width <= Inches(PICTURE.width) + 1


def test_more_text_than_a_slide_holds_is_refused(heat: Told, tools: Tools) -> None:
    heat.file.write_text(PAGE.replace("Den venter ikke", "Den venter ikke " * 60), encoding="utf-8")
    with pytest.raises(ValueError, match="too much text for a slide"):
        presentation(heat, tools)


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("# Heat { #top }\nText.\n", "there is no slide"),
        ("# Heat { #top }\n<!-- slide: alone -->\nText.\n", "1 statements"),
        ("# Heat { #top }\n<!-- slide: a | b -->\n<!-- quiz -->\n", "no notes"),
        ("# Heat { #top }\nText.\n<!-- slide: a | b -->\n", "right below a heading"),
        (f"# Heat {{ #top }}\n<!-- slide: a | {'b' * 101} -->\nText.\n", "too long"),
    ],
)
def test_a_wrong_slide_is_told_with_its_cure(page: str, message: str) -> None:
    assert any(message in fault for fault in faults(page, "heat.md"))


def test_the_lines_of_the_slides_are_no_part_of_the_text() -> None:
    assert "slide" not in "".join(one.text for one in sections(PAGE))


def test_links_of_the_notes_lead_into_the_site() -> None:
    assert as_html("[Map](../../map/index.md) [more](https://example.org)", lambda link: f"!{link}") == (
        '<p><a href="!../../map/index.md">Map</a> <a href="https://example.org">more</a></p>'
    )


def test_a_file_is_made_once_and_leaves_the_cache_when_nothing_leads_to_it(tmp_path: Path) -> None:
    source, cache, tries = tmp_path / "source.md", tmp_path / "cache", []
    source.write_text("one", encoding="utf-8")

    def make() -> bytes:
        tries.append(1)
        return source.read_bytes()

    for text in ("one", "one", "two"):
        source.write_text(text, encoding="utf-8")
        put([Download("made.txt", (source,), make)], tmp_path / "site", cache)
        assert (tmp_path / "site" / "made.txt").read_text(encoding="utf-8") == text
    assert len(tries) == 2
    assert len(list(cache.iterdir())) == 1


def test_a_file_that_cannot_be_made_is_named_with_its_sources(tmp_path: Path) -> None:
    source = tmp_path / "heat.md"
    source.write_text("", encoding="utf-8")

    def make() -> bytes:
        raise ValueError("too much text")

    with pytest.raises(ValueError, match="too much text") as fault:
        put([Download("heat/slides.html", (source,), make)], tmp_path / "site", tmp_path / "cache")
    assert fault.value.__notes__ == ["This happened while heat/slides.html was made of heat.md."]


def test_every_lesson_has_slides_without_faults_in_all_languages_alike() -> None:
    pages = [told(lesson, language, CONTENT) for lesson in LESSONS for language in LANGUAGES]
    wrong = [fault for one in pages for fault in faults(one.file.read_text(encoding="utf-8"), str(one.file))]
    assert wrong + [fault for lesson in LESSONS for fault in missing_in_translation(lesson, CONTENT)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_the_text_of_every_slide_has_room(fonts: Path, lesson: Lesson, language: str) -> None:
    page = told(lesson, language, CONTENT)
    assert size_of([page.title], NAME_STYLE, fonts) >= NAME_STYLE.sizes[-1]
    for slide in page.slides:
        assert size_of([slide.title], HEADING_STYLE, fonts) >= HEADING_STYLE.sizes[-1]
        style = BESIDE_STYLE if slide.picture else POINTS_STYLE
        assert size_of(slide.points, style, fonts) >= style.sizes[-1]


@pytest.mark.site
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_every_lesson_is_handed_out_as_slides_with_notes(site: Path, lesson: Lesson, language: str) -> None:
    page = told(lesson, language, CONTENT)
    made = opened((site / slides_file(lesson, language)).read_bytes())
    assert made.slides[0].shapes.title.text == page.title
    assert len(made.slides) == 1 + len(page.slides)
    assert all(notes(slide).strip() for slide in made.slides)
    for slide in made.slides:
        assert {run.find("{*}rPr").get("lang") for run in slide._element.iter("{*}r")} == {LOCALES[page.language]}
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= made.slide_width, shape.name
            assert 0 <= shape.top <= shape.top + shape.height <= made.slide_height, shape.name
