"""Norway beside Romania: a chart of bars with their uncertainty, and the same figures as a table and as CSV."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from site_plugins.languages import words, written
from site_plugins.survey.answers import Told
from site_plugins.survey.counting import LEAST, Cell, Group, cells, difference, groups
from site_plugins.survey.instrument import COUNTRY, Instrument, Question
from site_plugins.tables import table

COUNTRIES = ("NO", "RO")
COLOURS = {"NO": "#5a8f97", "RO": "#f2a65a"}
INK, SOFT, LINE = "#10272b", "#48605f", "#d5dedb"
WIDTH, BARS, TEXT = 400, 240, 250
LETTERS = 54
# The columns of the file of findings.
CSV_COLUMNS = ("section", "question", "answer", "country", "state", "count", "base", "share", "low", "high", "kind")


@dataclass(frozen=True, slots=True)
class Finding:
    """What two countries answered to a question: per country a cell for each group, or None where too few answered."""

    question: Question
    groups: Sequence[Group]
    by_country: Mapping[str, Sequence[Cell] | None]


def findings(instrument: Instrument, told: Told) -> list[Finding]:
    """All that can be told, question by question; one that too few answered in both countries is left out."""
    asked = [one for one in (*instrument.kept("answers"), *instrument.kept("background")) if one.id != COUNTRY]
    found = [
        Finding(one, groups(one), {country: cells(told.of(one, country), one) for country in COUNTRIES})
        for one in sorted(asked, key=instrument.questions.index)
    ]
    return [one for one in found if any(told is not None for told in one.by_country.values())]


def label(group: Group, question: Question, language: str) -> str:
    """What stands beside a bar."""
    if question.type == "scale":
        steps = {"low": (0, 1), "middle": (2,), "high": (3, 4)}[group.id]
        return " / ".join(question.options[step].text[language] for step in steps)
    if question.type == "number":
        assert question.unit
        return span(group.low, group.high, language) + " " + question.unit[language]
    return group.text[language]


def span(low: float | None, high: float | None, language: str) -> str:
    """A span of numbers, the lower bound within and the upper one without.

    >>> span(None, 10, "en"), span(10, 50, "en"), span(10000, None, "no")
    ('< 10', '10 – < 50', '≥ 10\\xa0000')
    """
    first, last = ("" if bound is None else written(bound, language) for bound in (low, high))
    return f"< {last}" if low is None else f"≥ {first}" if high is None else f"{first} – < {last}"


# The chart.


def chart(found: Finding, language: str, is_demonstration: bool) -> str:
    """The finding as a drawing that stands by itself; a style sheet may give it other colours."""
    parts, height = _legend(found, language, is_demonstration), 30 + (22 if is_demonstration else 0)
    for place, group in enumerate(found.groups):
        lines = textwrap.wrap(label(group, found.question, language), LETTERS)
        for line in lines:
            height += 17
            parts.append(_text(0, height, line, size=14))
        for country in COUNTRIES:
            parts.append(_bar(height + 5, country, found.by_country[country], place, language))
            height += 19
        height += 12
    title = escape(found.question.text[language])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="survey-chart" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(_said("alt", language).format(question=found.question.text[language]))}" '
        f'font-family="Source Sans 3, sans-serif"><title>{title}</title>{"".join(parts)}</svg>'
    )


def _legend(found: Finding, language: str, is_demonstration: bool) -> list[str]:
    top = 16
    parts = []
    if is_demonstration:
        parts.append(_text(0, top, _said("demonstration.mark", language), size=14, css="survey-mark", weight=700))
        top += 22
    for place, country in enumerate(COUNTRIES):
        told = found.by_country[country]
        left = place * 200
        said = (
            _said("legend", language).format(country=_said(f"country.{country}", language), base=told[0].base)
            if told
            else _said("legend.few", language).format(country=_said(f"country.{country}", language), least=LEAST)
        )
        parts.append(
            f'<rect class="survey-{country}" x="{left}" y="{top - 11}" width="12" height="12" '
            f'fill="{COLOURS[country]}"/>'
        )
        parts.append(_text(left + 18, top, said, size=13))
    return parts


def _text(x: float, y: float, said: str, size: int, css: str = "", weight: int = 400) -> str:
    fill = "#9c4a0f" if css else INK
    return (
        f'<text class="survey-text {css}" x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" fill="{fill}">'
        f"{escape(said)}</text>"
    )


def _bar(top: float, country: str, told: Sequence[Cell] | None, place: int, language: str) -> str:
    if told is None:
        return _text(0, top + 11, "–", size=12)
    cell = told[place]
    said = in_short(cell, language)
    if cell.state == "shown":
        low, high = (bound * BARS for bound in cell.interval)
        drawn = (
            f'<rect class="survey-{country}" x="0" y="{top:g}" width="{max(cell.share * BARS, 1):.1f}" height="13" '
            f'fill="{COLOURS[country]}"/>'
            f'<path class="survey-whisker" d="M{low:.1f},{top + 6.5:g}H{high:.1f}M{low:.1f},{top + 2.5:g}v8'
            f'M{high:.1f},{top + 2.5:g}v8" stroke="{INK}" stroke-width="1.5" fill="none"/>'
        )
    else:
        first, last = _bounds(cell)
        drawn = (
            f'<rect class="survey-{country} survey-hidden" x="{first * BARS + 1:.1f}" y="{top + 1:g}" '
            f'width="{max((last - first) * BARS - 2, 1):.1f}" height="11" fill="none" stroke="{COLOURS[country]}" '
            'stroke-width="1.5" stroke-dasharray="3 3"/>'
        )
    return drawn + _text(TEXT, top + 11, said, size=13)


def _bounds(cell: Cell) -> tuple[float, float]:
    """Between which shares a count lies that is not told."""
    few = min(LEAST - 1, cell.base) / cell.base
    return {"few": (0.0, few), "most": (1 - few, 1.0), "hidden": (0.0, 1.0)}[cell.state]


def in_short(cell: Cell, language: str) -> str:
    """A count and its share for the space behind a bar, or what may be told instead."""
    if cell.state == "shown":
        return f"{percent(cell.share)} ({cell.count}/{cell.base})"
    return _said(f"cell.{cell.state}", language).format(least=LEAST, base=cell.base, more=cell.base - LEAST)


def percent(share: float) -> str:
    """A share in whole per cent.

    >>> percent(0.455)
    '46\\xa0%'
    """
    return f"{share * 100:.0f}\u00a0%"


# The table and the lines of the file.


def figures(found: Finding, language: str) -> str:
    """The same as a table: counts, shares and intervals, and how far the countries differ."""
    rows = [
        [
            escape(label(group, found.question, language)),
            *(_cell(found.by_country[country], place, language) for country in COUNTRIES),
            _difference(found, place, language),
        ]
        for place, group in enumerate(found.groups)
    ]
    return table([_said(key, language) for key in ("answer", "country.NO", "country.RO", "difference")], rows)


def _cell(told: Sequence[Cell] | None, place: int, language: str) -> str:
    if told is None:
        return escape(_said("cell.nobody", language).format(least=LEAST))
    cell = told[place]
    if cell.state != "shown":
        return escape(in_short(cell, language))
    low, high = cell.interval
    return f"{in_short(cell, language)}<br><small>{_between(low, high)}</small>"


def _between(low: float, high: float) -> str:
    return f"{low * 100:.0f}–{high * 100:.0f}\u00a0%"


def _difference(found: Finding, place: int, language: str) -> str:
    told = [found.by_country[country] for country in COUNTRIES]
    both = [one[place] for one in told if one is not None and one[place].state == "shown"]
    if len(both) < len(COUNTRIES):
        return "–"
    gap, low, high = (signed(figure) for figure in difference(*both))
    return f"{gap}<br><small>{_said('to', language).format(low=low, high=high)}</small>"


def signed(share: float) -> str:
    """A difference of shares in points.

    >>> signed(0.124), signed(-0.04), signed(0.001)
    ('+12', '−4', '0')
    """
    points = round(share * 100)
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"


def lines(listed: Iterable[Finding], language: str, is_demonstration: bool) -> list[list[str]]:
    """The findings for a file of CSV: one line an answer and country, with nothing that the page does not tell."""
    kind = "demonstration" if is_demonstration else "survey"
    return [
        [
            found.question.section,
            found.question.text[language],
            label(group, found.question, language),
            country,
            *_csv_cells(found.by_country[country], place),
            kind,
        ]
        for found in listed
        for place, group in enumerate(found.groups)
        for country in COUNTRIES
    ]


def _csv_cells(told: Sequence[Cell] | None, place: int) -> list[str]:
    if told is None:
        return ["too few answers", "", "", "", "", ""]
    cell = told[place]
    if cell.state != "shown":
        return [_CSV_STATES[cell.state], "", str(cell.base), "", "", ""]
    return ["shown", str(cell.count), str(cell.base), *(f"{one:.4f}" for one in (cell.share, *cell.interval))]


_CSV_STATES = {"few": f"fewer than {LEAST}", "most": f"all but fewer than {LEAST}", "hidden": "not shown"}


def _said(key: str, language: str) -> str:
    return words(language)[f"survey.{key}"]
