"""Take in the files that respondents sent: keep what was chosen, drop who they are and what they wrote freely.

python -m site_plugins.survey.receiving FOLDER          make the tables anew of all files in FOLDER
python -m site_plugins.survey.receiving FOLDER --add    put the respondents of FOLDER to those in the tables

FOLDER stays outside the repository. Answers of a country are taken in five at a time or more: were it one, the
repository's history would tell what this one said.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from site_plugins.edited_tables import TableError, rows
from site_plugins.survey import answers
from site_plugins.survey.counting import LEAST
from site_plugins.survey.instrument import COUNTRY, Instrument, Question, load

DATA = Path(__file__).parent.parent.parent / "content" / "data" / "survey"
FORM = "catalyst-survey"
VERSION = 1


def received(folder: Path, instrument: Instrument) -> tuple[list[answers.Answers], list[str]]:
    """The respondents whose files lie in *folder*, each once, and what could not be taken in."""
    taken: dict[str, answers.Answers] = {}
    faults: list[str] = []
    for file in sorted(folder.glob("*.json")):
        told, wrong = _read(file, instrument)
        faults += wrong
        if told and not wrong:
            name, given = told
            if name in taken:
                faults.append(f"{file.name}: this respondent is in another file too. Delete the older of the two.")
            taken[name] = given
    return list(taken.values()), faults


def _read(file: Path, instrument: Instrument) -> tuple[tuple[str, answers.Answers] | None, list[str]]:
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as fault:
        line = f", line {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else ""
        return None, [f"{file.name}{line}: this is no JSON. Ask for the file again, as the page saved it."]
    if not isinstance(told, Mapping) or told.get("form") != FORM:
        return None, [f"{file.name}: this is no file of answers. Keep it out of the folder; contact stays apart."]
    wrong = [f"{file.name}: {fault}" for fault in _faults(told, instrument)]
    return (None, wrong) if wrong else ((str(told["id"]), chosen(told["answers"], instrument)), [])


def _faults(told: Mapping[str, Any], instrument: Instrument) -> Iterator[str]:
    if told.get("version") != VERSION:
        yield f"the version is {told.get('version')}, and only {VERSION} can be read. Ask for a file of today’s page."
    if told.get("consent") is not True:
        yield "the respondent did not agree. Do not take the answers in; delete the file."
    given = told.get("answers")
    if not told.get("id") or not isinstance(given, Mapping) or COUNTRY not in given:
        yield "the id, the answers or the country is missing. Ask for the file again, as the page saved it."
        return
    for question in _chosen(instrument):
        if question.id in given and not question.takes(_cell(given[question.id])):
            yield f"“{question.id}” cannot be “{given[question.id]}”. Put {question.expected}, or delete the answer."


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


# On the command line.


def main(arguments: Sequence[str] | None = None) -> int:
    """Take in a folder; returns 1 where something has to be mended first, and then changes nothing."""
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder with the files that were received")
    parser.add_argument("--add", action="store_true", help="keep the respondents that the tables hold already")
    parser.add_argument("--into", type=Path, default=DATA / "answers", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    instrument = load(DATA)
    try:
        before = answers.load(given.into, instrument)
    except TableError as fault:
        print(fault, file=sys.stderr)
        return 1
    taken, faults = received(given.folder, instrument)
    kept = _as_they_stand(given.into, instrument) if given.add else []
    after = Counter(one[COUNTRY] for one in (*kept, *taken))
    faults += [
        f"{country}: fewer than {LEAST} respondents would come or go. Wait until there are {LEAST}."
        for country in too_few(before.respondents, after)
    ]
    if faults:
        print("\n".join((*faults, "Nothing was changed.")), file=sys.stderr)
        return 1
    answers.write(given.into, instrument, [*kept, *taken], f"{datetime.date.today():%Y-%m}")
    print(f"Taken in: {len(taken)} respondents. In the tables: {sum(after.values())}.")
    print("Free words and contact stayed in the files. Read them there, and delete the files when you are done.")
    return 0


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


if __name__ == "__main__":
    sys.exit(main())
