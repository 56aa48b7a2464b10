"""The answers that were taken in, as two tables that do not tell who said what.

``answers.csv`` has a line a respondent: the country, and what was chosen. ``background.csv`` holds what would tell
respondents apart (their work, the size of their park): there each column is sorted by itself within its country, so
that a line of it is nobody. ``collected.csv`` counts the respondents, and says until when answers were taken in.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from site_plugins.edited_tables import demand, heading_faults, rows
from site_plugins.survey.instrument import COUNTRY, Instrument, Question

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
COLLECTED = ("country", "respondents", "until")
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What respondents answered: ``by_question`` holds country and answer of each who did; ``until`` is a month."""

    by_question: Mapping[str, Sequence[tuple[str, str]]]
    respondents: Mapping[str, int]
    until: str

    def of(self, question: Question, country: str) -> list[str]:
        """The answers of a *country* to a *question*."""
        return [answer for where, answer in self.by_question[question.id] if where == country]


def load(folder: Path, instrument: Instrument) -> Told:
    """The answers in *folder*; raises TableError with every fault of its tables."""
    demand(faults(folder, instrument))
    by_question: dict[str, list[tuple[str, str]]] = {question.id: [] for question in instrument.questions}
    for name, questions in _tables(instrument).items():
        for _, row in rows(folder / name):
            for question in questions:
                if row[question.id]:
                    by_question[question.id].append((row[COUNTRY], row[question.id]))
    collected = [row for _, row in rows(folder / "collected.csv")]
    return Told(
        by_question,
        {row["country"]: int(row["respondents"]) for row in collected},
        max((row["until"] for row in collected), default=""),
    )


def told_by(taken: Sequence[Answers], instrument: Instrument, until: str) -> Told:
    """What the respondents *taken* answered, as it would be read from their tables."""
    by_question = {
        question.id: [(one[COUNTRY], one[question.id]) for one in taken if one.get(question.id)]
        for question in instrument.questions
    }
    return Told(by_question, Counter(one[COUNTRY] for one in taken), until if taken else "")


def write(folder: Path, instrument: Instrument, taken: Sequence[Answers], until: str) -> None:
    """Write the three tables of the respondents *taken*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written(instrument, taken, until).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def written(instrument: Instrument, taken: Sequence[Answers], until: str) -> dict[str, str]:
    """The three tables of the respondents *taken*, by name; nothing of their order is left."""
    lines = sorted([one.get(question.id, "") for question in instrument.kept("answers")] for one in taken)
    counts = sorted(Counter(one[COUNTRY] for one in taken).items())
    return {
        "answers.csv": _csv([question.id for question in instrument.kept("answers")], lines),
        "background.csv": _csv(*background(instrument, taken)),
        "collected.csv": _csv(COLLECTED, [[country, str(count), until] for country, count in counts]),
    }


def background(instrument: Instrument, taken: Iterable[Answers]) -> tuple[list[str], list[list[str]]]:
    """The heading and the lines of the table in which each column is sorted by itself within a country."""
    names = [question.id for question in instrument.kept("background")]
    of_country: dict[str, list[Answers]] = {}
    for one in taken:
        of_country.setdefault(one[COUNTRY], []).append(one)
    lines = []
    for country, members in sorted(of_country.items()):
        columns = [sorted(one[name] for one in members if one.get(name)) for name in names]
        lines += [[country, *cells] for cells in zip_longest(*columns, fillvalue="")]
    return [COUNTRY, *names], lines


def _csv(heading: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([heading, *lines])
    return text.getvalue()


def _tables(instrument: Instrument) -> dict[str, tuple[Question, ...]]:
    return {"answers.csv": instrument.kept("answers"), "background.csv": instrument.kept("background")}


# What can be wrong.


def faults(folder: Path, instrument: Instrument) -> Iterator[str]:
    """What is wrong in the tables of answers, one sentence a fault, with file, line and cure."""
    columns = {
        name: tuple(dict.fromkeys((COUNTRY, *(question.id for question in questions))))
        for name, questions in _tables(instrument).items()
    } | {"collected.csv": COLLECTED}
    missing = [name for name in columns if not (folder / name).is_file()]
    headings = [
        fault for name in columns if name not in missing for fault in heading_faults(folder / name, columns[name])
    ]
    if missing or headings:
        yield from (
            f"{name} is missing in {folder.name}. Put it back, or write it with the command." for name in missing
        )
        yield from headings
        return
    for name, questions in _tables(instrument).items():
        yield from _of_answers(folder / name, questions, instrument.of(COUNTRY))
    yield from _of_the_count(folder)


def _of_answers(file: Path, questions: Iterable[Question], country: Question) -> Iterator[str]:
    asked = [country, *(question for question in questions if question.id != COUNTRY)]
    for line, row in rows(file):
        for question in asked:
            answer = row[question.id]
            if (answer or question.id == COUNTRY) and not question.takes(answer):
                yield (
                    f"{file.name}, line {line}: “{question.id}” cannot be “{answer}”. Put {question.expected}"
                    + ("." if question.id == COUNTRY else ", or leave it empty.")
                )


def _of_the_count(folder: Path) -> Iterator[str]:
    found = Counter(row[COUNTRY] for _, row in rows(folder / "answers.csv"))
    listed = rows(folder / "collected.csv")
    for line, row in listed:
        where = f"collected.csv, line {line}"
        if not MONTH.fullmatch(row["until"]):
            yield f"{where}: “until” cannot be “{row['until']}”. Put the year and the month, such as 2026-11."
        if row["respondents"] != str(found[row["country"]]):
            told, counted, country = row["respondents"], found[row["country"]], row["country"]
            yield f"{where}: {told} respondents, but answers.csv has {counted} lines of “{country}”. Put {counted}."
    for country in sorted(found.keys() - {row["country"] for _, row in listed}):
        yield f"collected.csv: “{country}” is missing. Add a line for its {found[country]} respondents."
