"""A lesson's slides as a page: shown full screen by a script, and readable with all notes without it."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from site_plugins.course.layout import BESIDE_STYLE, HEADING_STYLE, NAME_STYLE, POINTS_STYLE, size_of
from site_plugins.course.places import slides_file, slides_page
from site_plugins.course.prose import as_html, place_in_site
from site_plugins.course.slides import Slide, Told
from site_plugins.languages import TAGS, path_in, words
from site_plugins.policy import with_policy

PAGE = Path(__file__).parent / "deck.html"
WORDS = "course.deck."


def deck(told: Told, language: str, faces: Path) -> str:
    """The slides of a lesson as the page at its place in the *language* of the site."""
    said = _said(told.language)
    lesson, place = told.lesson, slides_page(told.lesson, language)
    folder = posixpath.dirname(place)
    filled = {
        "tag": TAGS[told.language],
        "title": escape(told.title),
        "root": posixpath.relpath(".", folder),
        "lesson": escape(posixpath.relpath(path_in(language, lesson.page.removesuffix(".md")), folder)),
        "file": posixpath.basename(slides_file(lesson, language)),
        "description": escape(said["description"].format(title=told.title)),
        "slides": "\n".join(
            [_name(told, language, faces), *(_slide(one, told, language, faces) for one in told.slides)]
        ),
        "words": json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"),
        **{f"say_{key}": escape(text) for key, text in said.items()},
    }
    return with_policy(Template(PAGE.read_text(encoding="utf-8")).substitute(filled))


def _said(language: str) -> Mapping[str, str]:
    return {key.removeprefix(WORDS): text for key, text in words(language).items() if key.startswith(WORDS)}


def _name(told: Told, language: str, faces: Path) -> str:
    size = size_of([told.title], NAME_STYLE, faces)
    return (
        f'<section class="deck-name"><h2 style="--size: {size}">{escape(told.title)}</h2>'
        f"<p>{escape(told.place)}</p><footer>{escape(words(told.language)['course.licence'])}</footer>"
        f"{_notes(told.trainer, told, language)}</section>"
    )


def _slide(one: Slide, told: Told, language: str, faces: Path) -> str:
    heading = size_of([one.title], HEADING_STYLE, faces)
    size = size_of(one.points, BESIDE_STYLE if one.picture else POINTS_STYLE, faces)
    points = "".join(f"<li>{escape(point)}</li>" for point in one.points)
    return (
        f'<section id="{one.anchor}"><h2 style="--size: {heading}">{escape(one.title)}</h2>'
        f'<div class="deck-body"><ul style="--size: {size}">{points}</ul>{_picture(one, told, language)}</div>'
        f"{_notes(one.notes, told, language)}</section>"
    )


def _picture(one: Slide, told: Told, language: str) -> str:
    if one.picture is None:
        return ""
    source = _way(one.picture.file.name, told, language)
    return f'<img src="{escape(source)}" alt="{escape(one.picture.says)}">'


def _notes(markdown: str, told: Told, language: str) -> str:
    return f'<aside class="notes">{as_html(markdown, lambda link: _way(link, told, language))}</aside>'


def _way(link: str, told: Told, language: str) -> str:
    """Where a link of the lesson leads from the page of its slides."""
    address, mark, anchor = place_in_site(link, told.lesson.page, language).partition("#")
    slash = "/" if address.endswith("/") else ""
    return (
        posixpath.relpath(address or ".", posixpath.dirname(slides_page(told.lesson, language))) + slash + mark + anchor
    )
