"""Invented answers, drawn by lot, which show how findings look: they stand for nobody, and are marked so everywhere.

python -m site_plugins.survey.inventing     write them anew, after a change of the questions
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from site_plugins.survey import answers
from site_plugins.survey.instrument import COUNTRY, DATA, Instrument, Question, load

# As many as make differences visible.
RESPONDENTS = {"NO": 26, "RO": 31}
ANSWERED = 0.93  # The share of questions that each one answers.
MONTH = "2026-11"


def invented(instrument: Instrument, lot: random.Random) -> Iterator[answers.Answers]:
    """Respondents whose choices are drawn by lot, with a leaning of each country towards some answers."""
    asked = [one for one in (*instrument.kept("answers"), *instrument.kept("background")) if one.id != COUNTRY]
    leanings = {(country, one.id): _leaning(one, lot) for country in RESPONDENTS for one in asked}
    for country, count in RESPONDENTS.items():
        for _ in range(count):
            chosen = {one.id: _answer(one, leanings[country, one.id], lot) for one in asked if lot.random() < ANSWERED}
            yield {COUNTRY: country, **{name: answer for name, answer in chosen.items() if answer}}


def _leaning(question: Question, lot: random.Random) -> list[float]:
    return [lot.random() ** 1.5 for _ in question.codes]


def _answer(question: Question, leaning: list[float], lot: random.Random) -> str:
    if question.type == "number":
        bounds = (max(question.low, 1), *question.bands, question.bands[-1] * 3)
        place = lot.randrange(len(bounds) - 1)
        return f"{lot.uniform(bounds[place], bounds[place + 1]):.0f}"
    if question.type != "several":
        return lot.choices(question.codes, leaning)[0]
    alone = {option.id for option in question.options if option.is_alone}
    picked = [code for code, weight in zip(question.codes, leaning, strict=True) if lot.random() < weight]
    return ";".join(code for code in picked if code not in alone) or ";".join(alone)


def main() -> None:
    """Write the tables of invented answers."""
    instrument = load(DATA)
    lot = random.Random(1972)
    answers.write(DATA / "demonstration", instrument, list(invented(instrument, lot)), MONTH)


if __name__ == "__main__":
    main()
