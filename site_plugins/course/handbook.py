"""A module as a handbook: its lessons with questions to answer on paper, the answers, and the part for the trainer."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from site_plugins.course.lessons import EXERCISE
from site_plugins.course.prose import as_html, place_in_site
from site_plugins.course.questions import Question
from site_plugins.course.slides import Section, Told
from site_plugins.languages import path_in, words, written
from site_plugins.tables import table

QUIZ = "<!-- quiz -->"
NOT_IN_LESSONS = ("trainer",)


@dataclass(frozen=True, slots=True)
class Handbook:
    """A handbook in one language.

    ``pictures`` are the drawings by the addresses that its HTML gives them, ``site`` is the address of the hub.
    """

    language: str
    title: str
    html: str
    pictures: Mapping[str, Path]
    site: str

    @property
    def said(self) -> Mapping[str, str]:
        """The words of its language."""
        return words(self.language)


@dataclass(frozen=True, slots=True)
class Material:
    """What a handbook is made of: lessons of one module in one language, their questions, and the site's address."""

    module: str
    name: str
    language: str
    lessons: Sequence[Told]
    questions: Sequence[Question]
    exercises: Mapping[str, Question]
    site: str


def handbook(material: Material) -> Handbook:
    """The handbook of a module."""
    parts = [
        *(_lesson(one, material) for one in material.lessons),
        _answers(material),
        _trainer(material),
    ]
    pictures = {str(picture.file): picture.file for one in material.lessons for picture in one.pictures}
    return Handbook(material.language, _title(material), "\n".join(parts), pictures, material.site)


def _title(material: Material) -> str:
    module = words(material.language)[f"course.{material.module}"]
    return module if module == material.name else f"{module}: {material.name}"


def _lesson(told: Told, material: Material) -> str:
    said, key = words(material.language), told.lesson.key
    title = said["course.handbook.lesson"].format(number=told.lesson.number, title=told.title)
    first, *others = told.sections
    parts = [
        f'<h1 id="{key}">{escape(title)}</h1>',
        f'<p class="facts">{escape(told.place)}</p>',
        _text(first, told, material),
        *(_section(one, told, material) for one in others if one.anchor not in NOT_IN_LESSONS),
    ]
    return "\n".join(parts)


def _section(one: Section, told: Told, material: Material) -> str:
    heading = as_html(one.title, str).removeprefix("<p>").removesuffix("</p>")
    html = f'<h2 id="{told.lesson.key}-{one.anchor}">{heading}</h2>\n{_text(one, told, material)}'
    return f'<div class="{one.anchor}">\n{html}\n</div>' if one.anchor == "sources" else html


def _text(one: Section, told: Told, material: Material) -> str:
    """The text of a section; questions stand where the page has a mark for them."""
    asked = dict(_asked(told, material))
    quiz = "\n\n".join(_question(number, ask, material) for number, ask in asked.items() if ask.use == "lesson")
    numbers = {ask.id: number for number, ask in asked.items()}
    text = EXERCISE.sub(
        lambda mark: _question(numbers[mark[1]], material.exercises[mark[1]], material), one.text.replace(QUIZ, quiz)
    )
    return as_html(text, lambda link: _way(link, told, material))


def _asked(told: Told, material: Material) -> Iterator[tuple[str, Question]]:
    """The exercises and questions of a lesson, each with the number that it has in the handbook."""
    exercises = [material.exercises[name] for one in told.sections for name in EXERCISE.findall(one.text)]
    quiz = [one for one in material.questions if one.lesson == told.lesson.key and one.use == "lesson"]
    for place, one in enumerate([*exercises, *quiz], start=1):
        yield f"{told.lesson.number}.{place}", one


def _way(link: str, told: Told, material: Material) -> str:
    """Where a link of a lesson leads: within the handbook, to a file of a picture, or to the site."""
    path, _, anchor = link.partition("#")
    page = posixpath.normpath(posixpath.join(posixpath.dirname(told.lesson.page), path)) if path else told.lesson.page
    here = next((one for one in material.lessons if one.lesson.page == page), None)
    if here is not None:
        is_section = any(one.anchor == anchor for one in here.sections[1:])
        return f"#{here.lesson.key}-{anchor}" if is_section else f"#{here.lesson.key}"
    if path.endswith(".svg"):
        return str(told.file.parent / path)
    return material.site + place_in_site(link, told.lesson.page, material.language)


# Questions on paper


def _question(number: str, one: Question, material: Material) -> str:
    said = words(material.language)
    parts = [f"<p><strong>{number}</strong> {_of(one.text, material)}</p>"]
    if one.example:
        address = f"{material.site}{path_in(material.language, 'map/')}?example={one.example}"
        parts.append(f'<p><a href="{escape(address)}">{escape(said["course.open"])}</a></p>')
    if one.kind == "many":
        parts.append(f'<p class="note">{escape(said["course.several"])}</p>')
    if one.options:
        parts.append(_list(f"☐ {_of(option.text, material)}" for option in one.options))
    if one.figure:
        unit = _of(one.figure.unit, material)
        parts.append(f'<p>{escape(said["course.number"])} <span class="blank"></span> {unit}</p>')
    if one.boxes:
        boxes = " · ".join(_of(text, material) for text in one.boxes.values())
        parts.append(f"<p>{said['course.handbook.boxes'].format(boxes=boxes)}</p>")
        parts.append(_list(f'<span class="blank"></span> {_of(thing.text, material)}' for thing in one.things))
    return f'<div class="question">{"".join(parts)}</div>'


def _answers(material: Material) -> str:
    said = words(material.language)
    parts = [f'<h1 id="answers">{escape(said["course.handbook.answers"])}</h1>']
    for told in material.lessons:
        parts.append(f"<h2>{escape(_name(told, material))}</h2>")
        parts += [_answer(number, one, material) for number, one in _asked(told, material)]
    return "\n".join(parts)


def _answer(number: str, one: Question, material: Material) -> str:
    lines = [
        f"{'☑' if option.is_right else '☐'} {_of(option.text, material)} <em>{_of(option.because, material)}</em>"
        for option in one.options
    ]
    if one.figure:
        figure = f"{written(one.figure.value, material.language)} {_of(one.figure.unit, material)}"
        lines.append(f"<strong>{figure}</strong>")
    for thing in one.things:
        box = _of((one.boxes or {})[thing.box], material)
        lines.append(f"{_of(thing.text, material)}: <strong>{box}</strong> <em>{_of(thing.because, material)}</em>")
    because = f"<p><em>{_of(one.because, material)}</em></p>" if one.because else ""
    return f'<div class="answer"><p><strong>{number}</strong></p>{_list(lines)}{because}</div>'


def _list(lines: Iterator[str] | Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def _of(texts: Mapping[str, str], material: Material) -> str:
    return escape(texts[material.language], quote=False)


# The part for the trainer


def _trainer(material: Material) -> str:
    said = words(material.language)
    total = sum(told.lesson.minutes for told in material.lessons)
    rows = [[escape(_name(told, material)), str(told.lesson.minutes)] for told in material.lessons]
    heading = [escape(said["course.lesson"]), escape(said["course.minutes"])]
    parts = [
        f'<h1 id="trainer">{escape(said["course.handbook.trainer"])}</h1>',
        f"<p>{escape(said['course.handbook.trainer-part'])}</p>",
        table(heading, [*rows, [f"<strong>{escape(said['course.handbook.together'])}</strong>", str(total)]]),
    ]
    for told in material.lessons:
        notes = as_html(told.trainer, lambda link, told=told: _way(link, told, material))  # type: ignore[misc]
        parts.append(f'<h2 id="{told.lesson.key}-trainer">{escape(_name(told, material))}</h2>\n{notes}')
    return "\n".join(parts)


def _name(told: Told, material: Material) -> str:
    pattern = words(material.language)["course.handbook.lesson"]
    return pattern.format(number=told.lesson.number, title=told.title)
