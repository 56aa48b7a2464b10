"""Lessons: their place in the course, their parts, and what a page lacks to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_plugins.course.questions import Question
from site_plugins.front_matter import Field, FrontMatterError, faults, read
from site_plugins.languages import SOURCE

FOLDER = "learn/"
MODULES = ("module-1", "module-2", "your-case")
# The anchors of a lesson's parts in their order; its own stand after "bring".
PARTS = ("top", "aims", "bring", "example", "exercise", "quiz", "your-site", "key-points", "trainer", "sources")
LEAST_QUESTIONS = {"lesson": 3, "assessment": 6}
ANCHOR = re.compile(r"^#{1,2} .*\{ ?#([\w-]+) ?\}$", re.MULTILINE)
PICTURE = re.compile(r"!\[[^\]]{20,}\]\([\w./-]+\)")
EXERCISE = re.compile(r"<!-- exercise: ([\w-]+) -->")
FIELDS = {
    "module": Field(lambda value: value in MODULES, f"one of {', '.join(MODULES)}"),
    "number": Field(lambda value: isinstance(value, int) and 0 < value < 20, "its number within the module"),
    "minutes": Field(lambda value: isinstance(value, int) and 10 <= value <= 480, "the minutes that it takes"),
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson's place in the course; ``page`` is its file below a language's folder."""

    page: str
    module: str
    number: int
    minutes: int

    @property
    def key(self) -> str:
        """What its questions are filed under: "module-1-3"."""
        return f"{self.module}-{self.number}"


def lessons(content: Path) -> list[Lesson]:
    """All lessons in the order of the course; raises FrontMatterError with every fault of a head."""
    pages = [path for module in MODULES for path in sorted((content / SOURCE / FOLDER / module).glob("*.md"))]
    found = {path: path.read_text(encoding="utf-8") for path in pages if path.name != "index.md"}
    wrong = [
        fault
        for path, text in found.items()
        for fault in faults(text, path.relative_to(content).as_posix(), "lesson", FIELDS)
    ]
    if wrong:
        raise FrontMatterError("\n".join(wrong))
    made = [
        Lesson((path.relative_to(content / SOURCE)).as_posix(), **read(text, path.name)["lesson"])
        for path, text in found.items()
    ]
    return sorted(made, key=lambda lesson: (MODULES.index(lesson.module), lesson.number))


def lacking(
    text: str, lesson: Lesson, questions: Sequence[Question], exercises: Mapping[str, Question]
) -> Iterator[str]:
    """What a page lacks to be a whole lesson, one sentence a fault."""
    anchors = ANCHOR.findall(text)
    told = [anchor for anchor in anchors if anchor in PARTS]
    for part in PARTS:
        if part not in told:
            yield f"{lesson.page}: the part {{ #{part} }} is missing. docs/course.md says what belongs into it."
    if told != [part for part in PARTS if part in told]:
        yield f"{lesson.page}: its parts stand in another order than in docs/course.md: {', '.join(told)}."
    if not PICTURE.search(text):
        yield f"{lesson.page}: there is no picture with an alternative text of at least 20 letters. Draw one."
    for name in EXERCISE.findall(text):
        if name not in exercises:
            yield f"{lesson.page}: there is no exercise “{name}”. Write it into data/exercises/{lesson.key}.yml."
    for use, least in LEAST_QUESTIONS.items():
        count = sum(one.use == use for one in questions if one.lesson == lesson.key)
        if count < least:
            cure = f"Write more into data/questions/{lesson.key}.yml"
            yield f"{lesson.page}: {count} questions for “{use}” of at least {least}. {cure}."
