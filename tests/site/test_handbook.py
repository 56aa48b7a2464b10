"""Handbooks: whole, in order, tagged and titled on paper and on an e-reader; what cannot be set is refused."""

from __future__ import annotations

import posixpath
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from pypdf import PdfReader

from site_plugins.course.downloads import LOGOS, ROOT
from site_plugins.course.epub import as_epub
from site_plugins.course.handbook import Material, handbook
from site_plugins.course.lessons import Lesson
from site_plugins.course.markup import as_typst
from site_plugins.course.pages import course
from site_plugins.course.places import handbook_file
from site_plugins.course.questions import question
from site_plugins.course.slides import Told, told
from site_plugins.course.typesetting import as_pdf, as_png
from site_plugins.languages import LANGUAGES, TAGS

CONTENT = ROOT / "content"
WHOLE = course(CONTENT)
LESSONS = list(WHOLE.lessons.values())
MODULES = list(dict.fromkeys(lesson.module for lesson in LESSONS))
XHTML = "{http://www.w3.org/1999/xhtml}"
PAGE = """---
title: Căldura
---
# Căldura { #top }
<!-- slide: Merge prin conducte | Nu așteaptă -->

Cuptorul este cald: CO₂ și 1 500 t.
Vezi [exemplul](#how-warm), [lecția](heat.md#sources) și [harta](../../map/index.md).

## Cât de cald? { #how-warm }

![Două casete: căldură la 55 de grade devine apă caldă la 65 de grade.](heat.svg)

| ce | cât |
|---|---|
| abur | 3 MW |

## Exercițiu { #exercise }

<!-- exercise: x -->

## Întrebări { #quiz }

<!-- quiz -->

## Pentru formator { #trainer }

Pregătiți un termometru.

## Surse { #sources }

- [Studiu](https://example.org/a/study), 2020.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 36"><path d="M0 0h72v36H0z"/></svg>'


def three(text: str) -> dict[str, str]:
    return {language: f"{text} {language}" for language in LANGUAGES}


def asked(name: str, **entry: Any) -> Any:
    return question({"id": name, "use": "lesson", "question": three("De ce?"), **entry}, "module-1-3")


@pytest.fixture
def material(tmp_path: Path) -> Material:
    (tmp_path / "heat.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "heat.svg").write_text(DRAWING, encoding="utf-8")
    page = Told(Lesson("learn/module-1/heat.md", "module-1", 3, 60), tmp_path / "heat.md", "ro")
    options = [
        {**three("bun"), "right": True, "because": three("așa este")},
        {**three("<rău>"), "because": three("nu este așa")},
    ]
    number = asked("x", number={"value": 1250.5, "within": 1, "unit": three("t")}, because=three("calculul"))
    return Material(
        "module-1", "Căldura & apa", "ro", [page], [asked("q", options=options)], {"x": number}, "https://hub.example/"
    )


def test_questions_can_be_answered_on_paper_and_their_answers_stand_apart(material: Material) -> None:
    html = handbook(material).html
    lesson, _, rest = html.partition('<h1 id="answers">')
    answers, _, trainer = rest.partition('<h1 id="trainer">')
    assert "☐ bun ro" in lesson
    assert "☐ &lt;rău&gt; ro" in lesson
    assert "așa este" not in lesson
    assert "1\u00a0250,5 t ro" not in lesson
    assert "☑ bun ro <em>așa este ro</em>" in answers
    assert "1\u00a0250,5 t ro" in answers
    assert "termometru" in trainer
    assert "termometru" not in lesson + answers


def test_links_lead_within_the_handbook_or_to_the_site(material: Material) -> None:
    html = handbook(material).html
    assert 'href="#module-1-3-sources"' in html
    assert 'href="#module-1-3-how-warm"' in html
    assert 'href="https://hub.example/ro/map/"' in html


def test_the_printed_one_is_tagged_titled_and_has_bookmarks(material: Material, fonts: Path) -> None:
    read = PdfReader(BytesIO(as_pdf(handbook(material), LOGOS[1], fonts)))
    catalog: Any = read.trailer["/Root"]
    assert read.metadata is not None
    assert read.metadata.title == "Modulul 1: Căldura & apa"
    assert catalog["/Lang"] == "ro"
    assert catalog["/MarkInfo"]["/Marked"]
    titles = [entry.title for entry in read.outline if not isinstance(entry, list)]
    assert titles == ["Lecția 3: Căldura", "Răspunsuri", "Pentru formator"]
    text = " ".join(" ".join(page.extract_text() for page in read.pages).replace("\u200b", "").split())
    assert "Cuptorul este cald: CO₂ și 1 500 t." in text
    assert "example.org/a/study" in text
    assert "hub.example" not in text


def test_a_picture_without_words_stops_the_printing(material: Material, fonts: Path) -> None:
    book = handbook(material)
    silent = type(book)(book.language, book.title, '<h1>A</h1><img src="a.svg">', {"a.svg": LOGOS[0]}, book.site)
    with pytest.raises(Exception, match="alt"):
        as_pdf(silent, LOGOS[1], fonts)


def test_what_cannot_be_set_is_refused() -> None:
    with pytest.raises(ValueError, match="<video> cannot be set"):
        as_typst("<p><video></video></p>", {})


def test_the_one_for_e_readers_is_whole(material: Material, fonts: Path) -> None:
    cover = as_png(LOGOS[0], fonts, width=96)
    check_epub(as_epub(handbook(material), cover, fonts), "ro", chapters=3)


def check_epub(made: bytes, language: str, chapters: int) -> None:
    """Hold what an e-reader asks of a book: its type first, all files listed and there, all links leading somewhere."""
    book = ZipFile(BytesIO(made))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, book.read(first)) == ("mimetype", ZIP_STORED, b"application/epub+zip")
    package = ElementTree.fromstring(book.read("EPUB/content.opf"))
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}language") == TAGS[language]
    listed = {"EPUB/" + item.get("href", "") for item in package.iter("{http://www.idpf.org/2007/opf}item")}
    assert listed == {name for name in book.namelist() if name.startswith("EPUB/")} - {"EPUB/content.opf"}
    pages = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")}
    named = {name: {one.get("id") for one in page.iter() if one.get("id")} for name, page in pages.items()}
    top = pages["EPUB/nav.xhtml"].find(f".//{XHTML}nav/{XHTML}ol")
    assert top is not None
    assert len(top) == chapters
    for name, page in pages.items():
        assert all(picture.get("alt") for picture in page.iter(f"{XHTML}img")), name
        for link in page.iter(f"{XHTML}a"):
            path, _, anchor = link.get("href", "").partition("#")
            if ":" not in path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
                assert target in named, f"{name}: {link.get('href')}"
                assert not anchor or anchor in named[target], f"{name}: {link.get('href')}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("module", MODULES)
def test_every_handbook_can_be_set(module: str, language: str) -> None:
    own = [told(lesson, language, CONTENT) for lesson in LESSONS if lesson.module == module]
    book = handbook(Material(module, "…", language, own, WHOLE.questions, WHOLE.exercises, "https://hub.example/"))
    assert as_typst(book.html, book.pictures).count("#heading(level: 1)") == len(own) + 2


@pytest.mark.site
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_handed_out_as_a_handbook(site: Path, module: str, language: str) -> None:
    own = [told(lesson, language, CONTENT) for lesson in LESSONS if lesson.module == module]
    read = PdfReader(site / handbook_file(module, language, "pdf"))
    chapters = [entry.title for entry in read.outline if not isinstance(entry, list)]
    assert len(chapters) == len(own) + 2
    assert all(chapter.endswith(one.title) for chapter, one in zip(chapters, own, strict=False))
    for_trainers = read.outline[-1]
    assert isinstance(for_trainers, list)
    assert len(for_trainers) == len(own)
    check_epub((site / handbook_file(module, language, "epub")).read_bytes(), language, len(own) + 2)


def test_a_picture_is_found_below_a_folder_with_a_space(tmp_path: Path) -> None:
    drawing = tmp_path / "a hub" / "heat.svg"
    drawing.parent.mkdir()
    drawing.write_text("<svg/>", encoding="utf-8")
    quoted = str(drawing).replace(" ", "%20")
    assert as_typst(f'<p><img src="{quoted}" alt="Heat"></p>', {str(drawing): drawing}).startswith("#picture(")
