"""A lesson's slides: the statements below a heading, the picture of its section, and its text as the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from site_plugins.course.lessons import Lesson
from site_plugins.course.prose import plain
from site_plugins.front_matter import HEAD
from site_plugins.languages import LANGUAGES, SOURCE, words

SLIDE = re.compile(r"^<!-- slide:(.*?)-->\n?", re.MULTILINE)
SECTION = re.compile(r"^#{1,2} (?P<title>.*?) *\{ ?#(?P<anchor>[\w-]+) ?\} *$\n?", re.MULTILINE)
PICTURE = re.compile(r"^!\[(?P<says>[^\]]+)\]\((?P<file>[\w./-]+)\)\n?", re.MULTILINE)
MARK = re.compile(r"^<!-- (?:exercise|quiz)\b.*?-->\n?", re.MULTILINE)
POINTS = range(2, 6)
LONGEST_POINT = 100  # letters


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a lesson: its file, and what it says to those who do not see it."""

    file: Path
    says: str


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below a heading, in Markdown, without the line of its slide."""

    anchor: str
    title: str
    points: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its title, what it states, and its picture; what is said to it stands in Markdown."""

    anchor: str
    title: str
    points: tuple[str, ...]
    notes: str
    picture: Picture | None = None


@dataclass(frozen=True)
class Told:
    """A lesson in a language: its page, and the language that the page is really written in."""

    lesson: Lesson
    file: Path
    language: str

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its sections in their order."""
        return tuple(sections(self.file.read_text(encoding="utf-8")))

    @property
    def title(self) -> str:
        """What the lesson is called."""
        return plain(self.sections[0].title)

    @property
    def place(self) -> str:
        """Where in the course it stands, and how long it takes, in words."""
        said, lesson = words(self.language), self.lesson
        return said["course.place"].format(
            module=said[f"course.{lesson.module}"], number=lesson.number, minutes=lesson.minutes
        )

    @property
    def trainer(self) -> str:
        """The notes for who teaches it, in Markdown."""
        return next((one.text for one in self.sections if one.anchor == "trainer"), "")

    @property
    def slides(self) -> tuple[Slide, ...]:
        """Its slides, without the one that carries its title."""
        return tuple(self._slide(one) for one in self.sections if one.points)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its pictures."""
        return tuple(picture for one in self.sections for picture in pictures(one.text, self.file.parent))

    def _slide(self, one: Section) -> Slide:
        # The lesson's title stands on the slide before the first: that one says instead what is to come.
        title = words(self.language)["course.slides.why"] if one.anchor == "top" else plain(one.title)
        shown = next(iter(pictures(one.text, self.file.parent)), None)
        return Slide(one.anchor, title, tuple(plain(point) for point in one.points), _notes(one.text), shown)


def told(lesson: Lesson, language: str, content: Path) -> Told:
    """The *lesson* in a language, or in the source language where it is not translated yet."""
    own = content / language / lesson.page
    return Told(lesson, own, language) if own.exists() else Told(lesson, content / SOURCE / lesson.page, SOURCE)


def sections(page: str) -> Iterator[Section]:
    """The sections of a page; what stands before its first heading is not told.

    >>> page = "# Heat { #top }\\n<!-- slide: It is warm | It goes by pipe -->\\nOn *Monday* …\\n"
    >>> list(sections(page))
    [Section(anchor='top', title='Heat', points=('It is warm', 'It goes by pipe'), text='On *Monday* …')]
    """
    text = HEAD.sub("", page.replace("\r\n", "\n"))
    headings = list(SECTION.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=True):
        below = text[heading.end() : end]
        points = tuple(point.strip() for line in SLIDE.findall(below) for point in line.split("|"))
        yield Section(heading["anchor"], heading["title"], points, SLIDE.sub("", below).strip())


def pictures(text: str, folder: Path) -> tuple[Picture, ...]:
    """The pictures of a text whose files lie below the *folder*."""
    return tuple(Picture(folder / found["file"], found["says"]) for found in PICTURE.finditer(text))


def faults(page: str, name: str) -> Iterator[str]:
    """What is wrong with the slides of a page, one sentence a fault."""
    below_headings = sum(bool(SLIDE.match(page, heading.end())) for heading in SECTION.finditer(page))
    if below_headings != len(SLIDE.findall(page)):
        yield f"{name}: a line of a slide does not stand right below a heading with an anchor. Move it there."
    if not below_headings:
        yield f"{name}: there is no slide. Put “<!-- slide: … | … -->” below the headings that get one."
    for one in sections(page):
        if one.points and len(one.points) not in POINTS:
            yield f"{name}, #{one.anchor}: {len(one.points)} statements on a slide. Give two to five."
        for point in one.points:
            if not 0 < len(point) <= LONGEST_POINT:
                yield f"{name}, #{one.anchor}: the statement “{point}” is empty or too long. Give a short one."
        if one.points and not _notes(one.text):
            yield f"{name}, #{one.anchor}: the slide has no notes, since its section has no text. Write some."


def missing_in_translation(lesson: Lesson, content: Path) -> Iterator[str]:
    """The languages in which other sections than in the source have a slide, one sentence each."""
    expected = [slide.anchor for slide in told(lesson, SOURCE, content).slides]
    for language in LANGUAGES:
        found = [slide.anchor for slide in told(lesson, language, content).slides]
        if found != expected:
            yield f"{language}/{lesson.page}: slides at {', '.join(found)}; the source has {', '.join(expected)}."


def _notes(text: str) -> str:
    return MARK.sub("", PICTURE.sub("", text)).strip()
