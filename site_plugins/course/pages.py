"""The course on its pages: facts, questions and exercises in lessons, the table of all, the assessment's bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from site_plugins.course import assessment, forms
from site_plugins.course.lessons import EXERCISE, MODULES, Lesson, lessons
from site_plugins.course.places import handbook_file, slides_file, slides_page
from site_plugins.course.questions import Question, load
from site_plugins.course.slides import SLIDE
from site_plugins.front_matter import read
from site_plugins.languages import (
    SOURCE,
    current_language,
    path_in,
    way_to_root,
    without_language,
    words,
    words_of,
    written,
)
from site_plugins.settings import held

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

QUIZ = "<!-- quiz -->"
OVERVIEW = "<!-- course -->"
PROGRESS = "<!-- progress -->"
# Where what was done is saved as a file and read again.
SAVED = '<div id="course-progress" class="course-box"></div>'
# The pages of the assessment, and the words that their scripts say.
ASSESSMENT = ("learn/assessment.md", "learn/trainers-desk.md")
ASSESSMENT_WORDS = ("assess", "practical", "record", "desk", "file")
# Their names in mkdocs.yml, whose nav_translations say them in the other languages.
NAMES_IN_NAV = {"module-1": "Industrial symbiosis", "module-2": "Resource efficiency", "your-case": "Your own case"}


class Course(NamedTuple):
    """All that the course is made of."""

    lessons: Mapping[str, Lesson]
    questions: Sequence[Question]
    exercises: Mapping[str, Question]


def course(content: Path) -> Course:
    """The course as it stands in *content*."""
    return Course(
        {lesson.page: lesson for lesson in lessons(content)},
        load(content / "data" / "questions"),
        {one.id: one for one in load(content / "data" / "exercises")},
    )


def lesson_page(markdown: str, lesson: Lesson, whole: Course, language: str, to_root: str) -> str:
    """A lesson with its facts below the heading, and its questions and exercises in their places."""
    heading, _, rest = SLIDE.sub("", markdown).lstrip().partition("\n")
    asked = [one for one in whole.questions if one.lesson == lesson.key and one.use == "lesson"]
    quiz = "\n\n".join(forms.form(one, language, to_root) for one in asked)
    rest = EXERCISE.sub(lambda found: forms.form(whole.exercises[found[1]], language, to_root), rest)
    rest = rest.replace(QUIZ, quiz + done(lesson, language))
    return f"{heading}\n\n{facts(lesson, language, to_root)}\n{handouts(lesson, language, to_root)}\n\n{rest}"


def facts(lesson: Lesson, language: str, to_root: str) -> str:
    """Where in the course one is, and how long it takes."""
    line = _said("place", language).format(
        module=_said(lesson.module, language), number=lesson.number, minutes=lesson.minutes
    )
    way = f'<a href="{to_root}{path_in(language, "learn/course/")}">{_said("all", language)}</a>'
    return f'<p class="lesson-facts" data-lesson="{lesson.key}">{line} · {way}</p>'


def handouts(lesson: Lesson, language: str, to_root: str, title: str = "") -> str:
    """The ways to a lesson's slides, and on its own page to the trainer's notes.

    *title* tells those of one lesson from those of another in a list.
    """
    ways = {
        "slides.page": to_root + slides_page(lesson, language),
        "slides.file": to_root + slides_file(lesson, language),
        **({} if title else {"slides.trainer": "#trainer"}),
        **({} if title else {"handbook.pdf": to_root + handbook_file(lesson.module, language, "pdf")}),
    }
    links = (_way(address, _said(name, language), title) for name, address in ways.items())
    return f'<p class="handouts">{" · ".join(links)}</p>'


def _way(address: str, said: str, of_what: str = "") -> str:
    label = f' aria-label="{escape(f"{said}: {of_what}")}"' if of_what else ""
    return f'<a href="{address}"{label}>{escape(said)}</a>'


def done(lesson: Lesson, language: str) -> str:
    """The tick that keeps on the device that a lesson is finished."""
    return (
        f'\n\n<p class="lesson-done" hidden><label><input type="checkbox" data-lesson="{lesson.key}"> '
        f"<span>{_said('done', language)}</span></label></p>"
    )


def overview(whole: Course, content: Path, language: str, to_root: str) -> str:
    """All lessons by module with their minutes; the script marks those that are done."""
    return "\n\n".join(
        _module(module, [one for one in whole.lessons.values() if one.module == module], content, language, to_root)
        for module in MODULES
        if any(one.module == module for one in whole.lessons.values())
    )


def _module(module: str, listed: Sequence[Lesson], content: Path, language: str, to_root: str) -> str:
    rows = "".join(_row(lesson, content, language, to_root) for lesson in listed)
    hours = written(round(sum(lesson.minutes for lesson in listed) / 60, 1), language)
    heads = "".join(f'<th scope="col">{_said(name, language)}</th>' for name in ("lesson", "minutes", "state"))
    caption = _said("module", language).format(module=_said(module, language), count=len(listed), hours=hours)
    return (
        f'<table class="course-table"><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_handbooks(module, language, to_root)}"
    )


def _handbooks(module: str, language: str, to_root: str) -> str:
    links = (
        _way(
            to_root + handbook_file(module, language, kind),
            _said(f"handbook.{kind}", language),
            _said(module, language),
        )
        for kind in ("pdf", "epub")
    )
    return f'<p class="handouts">{" · ".join(links)}</p>'


def _row(lesson: Lesson, content: Path, language: str, to_root: str) -> str:
    own = content / language / lesson.page
    text = (own if own.exists() else content / SOURCE / lesson.page).read_text(encoding="utf-8")
    title = str(read(text, lesson.page)["title"])
    address = to_root + path_in(language, lesson.page.removesuffix(".md") + "/")
    return (
        f'<tr><td>{lesson.number}. <a href="{address}">{escape(title)}</a>'
        f"{handouts(lesson, language, to_root, title)}</td><td>{lesson.minutes}</td>"
        f'<td data-lesson-state="{lesson.key}"></td></tr>'
    )


def with_lessons(nav: Sequence[Any], found: Iterable[Lesson]) -> list[Any]:
    """The navigation with a section for each module that has lessons, behind what "Learn" holds already."""
    by_module: dict[str, list[str]] = {}
    for lesson in found:
        by_module.setdefault(NAMES_IN_NAV[lesson.module], []).append(lesson.page)
    sections = [{name: pages} for name, pages in by_module.items()]
    return [
        {"Learn": [*(one for one in entry["Learn"] if one not in sections), *sections]} if "Learn" in entry else entry
        for entry in nav
    ]


def settings(language: str, *sections: str) -> str:
    """The words of the course's scripts: those of every lesson, and of the *sections* that a page needs besides."""
    told = words_of("course.js", language)
    for section in sections:
        told |= {f"{section}.{key}": said for key, said in words_of(f"course.{section}", language).items()}
    return f"\n\n{held('course-words', told)}"


def _said(key: str, language: str) -> str:
    return words(language)[f"course.{key}"]


# What MkDocs calls.


@cache
def _course(content: Path) -> Course:
    return course(content)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give each lesson its place in the navigation."""
    config.nav = with_lessons(config.nav or [], lessons(Path(config.docs_dir)))
    return config


on_config.mkdocs_priority = 100  # type: ignore[attr-defined]  # Before the languages take the navigation over.


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: a lesson or a question may have changed."""
    if current_language(config) == SOURCE:
        _course.cache_clear()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put what the course knows into its pages."""
    name = without_language(page.file.src_uri)
    if not name.startswith("learn/"):
        return markdown
    content, language, to_root = Path(config.docs_dir), current_language(config), way_to_root(page)
    whole = _course(content)
    if name in whole.lessons:
        return lesson_page(markdown, whole.lessons[name], whole, language, to_root) + settings(language)
    if OVERVIEW in markdown:
        told = markdown.replace(OVERVIEW, overview(whole, content, language, to_root))
        return told.replace(PROGRESS, SAVED) + settings(language, "file", "progress")
    if name in ASSESSMENT:
        told = assessment.filled(markdown, whole.questions, content / "data", language, to_root)
        return told + settings(language, *ASSESSMENT_WORDS)
    return markdown
