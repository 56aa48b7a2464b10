"""The rules of taking in: which files of respondents can be, and the tables that they make.

receiving.py asks them in a terminal, door.py in a browser.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from site_plugins.edited_tables import rows
from site_plugins.languages import words
from site_plugins.survey import answers
from site_plugins.survey.counting import LEAST
from site_plugins.survey.instrument import COUNTRY, Instrument, Question

FORM = "catalyst-survey"
VERSION = 1


class Sent(NamedTuple):
    """A file that somebody sent; ``text`` is None where its bytes are no text."""

    name: str
    text: str | None


class Fault(NamedTuple):
    """What keeps a file out, or a country: the ``code`` of its sentence, the question, and what fills the blanks."""

    code: str
    file: str
    question: str
    blanks: Mapping[str, str | int]


class Outcome(NamedTuple):
    """The respondents ``taken`` of the files and ``kept`` from before, what keeps files out, and what is left out.

    The ``tables`` are there, by name, where there is no fault.
    """

    taken: Sequence[answers.Answers]
    kept: Sequence[answers.Answers]
    faults: Sequence[Fault]
    notes: Sequence[Fault]
    tables: Mapping[str, str]

    @property
    def respondents(self) -> list[answers.Answers]:
        """All whom the tables tell of."""
        return [*self.kept, *self.taken]


def taken_in(sent: Iterable[Sent], before: Path, instrument: Instrument, until: str, *, is_added: bool) -> Outcome:
    """What becomes of the tables in *before* with the files *sent*: made anew of them, or *is_added* to."""
    told = answers.load(before, instrument)
    taken, faults, notes = received(sent, instrument)
    kept = _as_they_stand(before, instrument) if is_added else []
    after = Counter(one[COUNTRY] for one in (*kept, *taken))
    few = [Fault("few", "", "", {"country": country, "least": LEAST}) for country in too_few(told.respondents, after)]
    wrong = [*faults, *few]
    tables = {} if wrong else answers.written(instrument, [*kept, *taken], until)
    return Outcome(taken, kept, wrong, notes, tables)


def received(sent: Iterable[Sent], instrument: Instrument) -> tuple[list[answers.Answers], list[Fault], list[Fault]]:
    """The respondents of the files *sent*, each once; what could not be taken in; what is left out."""
    taken: dict[str, tuple[str, answers.Answers]] = {}
    faults: list[Fault] = []
    notes: list[Fault] = []
    for file in sent:
        told = _told(file)
        if isinstance(told, Fault):
            faults.append(told)
            continue
        if wrong := list(_faults(file.name, told, instrument)):
            faults += wrong
            continue
        notes += _left_out(file.name, told["answers"], instrument)
        name = str(told["id"])
        if name in taken:
            faults.append(Fault("twice", file.name, "", {"other": taken[name][0]}))
        taken.setdefault(name, (file.name, chosen(told["answers"], instrument)))
    return [given for _, given in taken.values()], faults, notes


def _told(file: Sent) -> Mapping[str, Any] | Fault:
    try:
        told = json.loads(file.text or "")
    except (ValueError, RecursionError):
        return Fault("damaged", file.name, "", {})
    if not isinstance(told, Mapping) or told.get("form") != FORM:
        return Fault("strange", file.name, "", {})
    return told


def _faults(name: str, told: Mapping[str, Any], instrument: Instrument) -> Iterator[Fault]:
    if told.get("version") != VERSION:
        yield Fault("version", name, "", {"version": str(told.get("version")), "known": VERSION})
    if told.get("consent") is not True:
        yield Fault("consent", name, "", {})
    given = told.get("answers")
    if not told.get("id") or not isinstance(given, Mapping) or COUNTRY not in given:
        yield Fault("lacking", name, "", {})
        return
    for question in _chosen(instrument):
        if question.id in given and not question.takes(_cell(given[question.id])):
            yield _unfit(name, question, _cell(given[question.id]))


def _unfit(name: str, question: Question, answer: str) -> Fault:
    if question.type == "number":
        return Fault(
            "number", name, question.id, {"answer": answer, "low": f"{question.low:g}", "high": f"{question.high:g}"}
        )
    code = "several" if question.type == "several" else "one"
    return Fault(code, name, question.id, {"answer": answer, "codes": ", ".join(question.codes)})


def _left_out(name: str, given: Mapping[str, Any], instrument: Instrument) -> list[Fault]:
    """Answers to what the survey does not ask, or not any more."""
    known = {question.id for question in _chosen(instrument)}
    return [Fault("unknown", name, question, {}) for question in given if question not in known]


def chosen(given: Mapping[str, Any], instrument: Instrument) -> answers.Answers:
    """What stays of the answers *given*: those to questions of choice and of number, and nothing else."""
    return {question.id: _cell(given[question.id]) for question in _chosen(instrument) if question.id in given}


def _chosen(instrument: Instrument) -> tuple[Question, ...]:
    return instrument.kept("answers") + instrument.kept("background")


def _cell(answer: Any) -> str:
    """An answer as a cell of a table.

    >>> _cell(["heat", "water"]), _cell(12), _cell("NO")
    ('heat;water', '12', 'NO')
    """
    return ";".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def too_few(before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """The countries of which so few respondents come or go that the change would tell what they said."""
    changed = {country: after.get(country, 0) - before.get(country, 0) for country in before.keys() | after.keys()}
    return sorted(country for country, change in changed.items() if 0 < abs(change) < LEAST)


def sentence(fault: Fault, language: str) -> str:
    """What is wrong, and what to do about it."""
    return words(language)[f"survey.taking.fault.{fault.code}"].format(**fault.blanks, question=fault.question)


def _as_they_stand(folder: Path, instrument: Instrument) -> list[answers.Answers]:
    """The respondents of the tables; their background, which is nobody's, line by line beside them."""
    by_country: dict[str, list[dict[str, str]]] = {}
    for _, row in rows(folder / "answers.csv"):
        by_country.setdefault(row[COUNTRY], []).append({name: cell for name, cell in row.items() if cell})
    for country, members in by_country.items():
        lines = [row for _, row in rows(folder / "background.csv") if row[COUNTRY] == country]
        for member, line in zip(members, lines, strict=False):
            member.update({name: cell for name, cell in line.items() if cell})
    return [one for members in by_country.values() for one in members]
