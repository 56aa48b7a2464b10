"""Questions and exercises of the course: read from YAML, three languages side by side, each fault with its cure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from site_plugins.front_matter import LOADER
from site_plugins.languages import LANGUAGES

USES = ("lesson", "assessment")
FIELDS = {"id", "use", "question", "options", "number", "because", "hint", "sort", "matcher", "check"}
OPTION_FIELDS = {"right", "because", *LANGUAGES}
ASKED_BY = ("options", "number", "sort")
Texts = Mapping[str, str]


class QuestionError(ValueError):
    """Questions or exercises are wrong: the message names the file, the question and the cure of each fault."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, whether it is right, and why or why not."""

    text: Texts
    is_right: bool
    because: Texts


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is asked for, and how far from it an answer may lie."""

    value: float
    within: float
    unit: Texts


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that belongs into one of the boxes, and why."""

    text: Texts
    box: str
    because: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a lesson, of the assessment, or an exercise; ``lesson`` is "module-1-3".

    It has options, or a figure, or things to be sorted into boxes. ``example`` opens the matcher with its flows.
    """

    id: str
    lesson: str
    text: Texts
    use: str = ""
    options: tuple[Option, ...] = ()
    figure: Figure | None = None
    boxes: Mapping[str, Texts] | None = None
    things: tuple[Thing, ...] = ()
    because: Texts | None = None
    hint: Texts | None = None
    example: str = ""
    check: Mapping[str, str] | None = None

    @property
    def kind(self) -> str:
        """How it is answered: "one" or "many" options, a "number", or by sorting ("sort")."""
        if self.figure:
            return "number"
        if self.things:
            return "sort"
        return "many" if sum(option.is_right for option in self.options) > 1 else "one"


def load(folder: Path) -> list[Question]:
    """All questions of the YAML files in *folder*; raises QuestionError with every fault."""
    found: list[Question] = []
    wrong: list[str] = []
    for file in sorted(folder.glob("*.yml")):
        entries = yaml.load(file.read_text(encoding="utf-8"), LOADER) or []
        name = f"{folder.name}/{file.name}"
        faults_here = [fault for entry in entries for fault in faults(entry, name)]
        wrong += faults_here
        found += [] if faults_here else [question(entry, file.stem) for entry in entries]
    ids = [one.id for one in found]
    wrong += [
        f"The id “{one}” stands twice. Give each its own." for one in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if wrong:
        raise QuestionError("\n".join(wrong))
    return found


def faults(entry: Any, file: str) -> Iterator[str]:
    """What is wrong with one entry of a file, one sentence a fault.

    >>> list(faults({"id": "m1-1-a", "question": {"en": "Why?", "ro": "De ce?"}}, "questions/module-1-1.yml"))[:2]
    ['questions/module-1-1.yml, m1-1-a: “question” lacks the language “no”. Write it.', \
'questions/module-1-1.yml, m1-1-a: give it one of options, number, sort.']
    """
    if not isinstance(entry, Mapping) or not isinstance(entry.get("id"), str):
        yield f"{file}: an entry has no “id”. Begin each with “- id: …”."
        return
    where = f"{file}, {entry['id']}"
    yield from (
        f"{where}: “{field}” is not known. Known are {', '.join(sorted(FIELDS))}." for field in entry.keys() - FIELDS
    )
    yield from (
        fault
        for name in ("question", "hint", "because")
        if name in entry or name == "question"
        for fault in _lacking(entry.get(name), name, where)
    )
    if sum(name in entry for name in ASKED_BY) != 1:
        yield f"{where}: give it one of {', '.join(ASKED_BY)}."
    if entry.get("use", "lesson") not in USES:
        yield f"{where}: “use” is one of {', '.join(USES)}."
    yield from _faults_of_options(entry.get("options"), where)
    yield from _faults_of_number(entry, where)
    yield from _faults_of_sort(entry.get("sort"), where)


def _lacking(texts: Any, name: str, where: str) -> Iterator[str]:
    told = texts if isinstance(texts, Mapping) else {}
    if False in told:
        yield f'{where}: write "no" in quotation marks under “{name}”: YAML takes a bare one for false.'
    for language in LANGUAGES:
        if not (isinstance(told.get(language), str) and told[language].strip()) and False not in told:
            yield f"{where}: “{name}” lacks the language “{language}”. Write it."


def _faults_of_options(options: Any, where: str) -> Iterator[str]:
    if options is None:
        return
    if not isinstance(options, list) or not 2 <= len(options) <= 6:
        yield f"{where}: give two to six options."
        return
    for place, option in enumerate(options, start=1):
        name = f"option {place}"
        yield from (f"{where}, {name}: “{field}” is not known." for field in option.keys() - OPTION_FIELDS - {False})
        yield from _lacking(option, name, where)
        yield from _lacking(option.get("because"), f"{name}, because", where)
    if not any(option.get("right") is True for option in options):
        yield f"{where}: no option is right. Put “right: true” at one."


def _faults_of_number(entry: Mapping[str, Any], where: str) -> Iterator[str]:
    number = entry.get("number")
    if number is None:
        return
    if not all(isinstance(number.get(name), int | float) for name in ("value", "within")):
        yield f"{where}: a number needs “value” and “within” as figures."
    yield from _lacking(number.get("unit"), "number, unit", where)
    if "because" not in entry:
        yield f"{where}: a number needs “because”, which shows the calculation."


def _faults_of_sort(sort: Any, where: str) -> Iterator[str]:
    if sort is None:
        return
    boxes, things = sort.get("boxes") or [], sort.get("things") or []
    for box in boxes:
        yield from _lacking(box, f"box {box.get('id')}", where)
    for place, thing in enumerate(things, start=1):
        yield from _lacking(thing, f"thing {place}", where)
        yield from _lacking(thing.get("because"), f"thing {place}, because", where)
        if thing.get("box") not in {box.get("id") for box in boxes}:
            yield f"{where}: thing {place} belongs into “{thing.get('box')}”, which is no box."
    if len(boxes) < 2 or len(things) < 3:
        yield f"{where}: give at least two boxes and three things."


def question(entry: Mapping[str, Any], lesson: str) -> Question:
    """A question of an entry that is right."""
    number, sort = entry.get("number"), entry.get("sort") or {}
    return Question(
        id=entry["id"],
        lesson=lesson,
        text=entry["question"],
        use=entry.get("use", ""),
        options=tuple(Option(one, bool(one.get("right")), one["because"]) for one in entry.get("options", ())),
        figure=Figure(number["value"], number["within"], number["unit"]) if number else None,
        boxes={box["id"]: box for box in sort["boxes"]} if sort else None,
        things=tuple(Thing(one, one["box"], one["because"]) for one in sort.get("things", ())),
        because=entry.get("because"),
        hint=entry.get("hint"),
        example=(entry.get("matcher") or {}).get("example", ""),
        check=entry.get("check"),
    )
