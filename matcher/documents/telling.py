"""What the action plan is told, and how it puts figures and phrases."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from matcher import wording
from matcher.model import Language, Range
from matcher.plan_view import Told

Plain = Mapping[str, Any]
FIGURES = 3
RANGE = Range._fields


class Content(NamedTuple):
    """All that is known of a park and its plan, as the bridge words it; empty where something was not worked out.

    ``view`` is the plan for the page, ``told`` what it rests on.
    """

    project: Plain
    view: Plain
    told: Told
    network: Plain
    problems: Sequence[Plain]
    note: str
    today: str
    language: Language

    def say(self, phrase: str, **details: str) -> str:
        """A phrase of the plan in its language."""
        return wording.sentence(f"plan.{phrase}", self.language, details.items())

    def headings(self, *names: str) -> tuple[str, ...]:
        """The headings of a table."""
        return tuple(self.say(name) for name in names)


def rounded(value: float | None, figures: int = FIGURES) -> float | None:
    """*value* with so many figures as an estimate bears.

    >>> rounded(123456.0), rounded(0.012345), rounded(-7.0), rounded(None)
    (123000.0, 0.0123, -7.0, None)
    """
    if not value:
        return value
    return round(value, figures - 1 - math.floor(math.log10(abs(value))))


def likeliest(among: Plain | None) -> float | None:
    """The likeliest value of a range, rounded; None where there is no range."""
    return rounded(among["mid"]) if among else None


def range_text(among: Plain | None, unit: str, language: Language) -> str:
    """A range with its unit, or the one figure where its ends are the same; empty where nothing is known.

    An end that is never reached is None within its range.
    """
    if not among or among["mid"] is None:
        return ""
    ends = {name: rounded(among[name]) for name in RANGE}
    missing = "low" if ends["low"] is None else "high" if ends["high"] is None else ""
    phrase = f"document.range_without_{missing}" if missing else "document.range"
    if len(set(ends.values())) == 1:
        phrase = "document.exactly"
    return wording.sentence(phrase, language, [("unit", unit), *((name, str(end)) for name, end in ends.items())])


def day(date: str, language: Language) -> str:
    """A date as one writes it in a letter; empty where there is none.

    >>> day("2026-11-05", "no")
    '5. november 2026'
    """
    if not date:
        return ""
    year, month, number = date.split("-")
    return wording.sentence("document.day", language, [("day", str(int(number))), ("month", month), ("year", year)])


def quarter(name: str, language: Language) -> str:
    """A quarter in words; "" is what has no date.

    >>> quarter("2026-Q4", "ro")
    '2026, trimestrul 4'
    """
    if not name:
        return wording.sentence("plan.undated", language)
    year, _, number = name.partition("-Q")
    return wording.sentence("document.quarter", language, [("year", year), ("quarter", number)])


def end_name(end: Plain) -> str:
    """What to call one end of a synergy: its site, or what it has or wants."""
    return str(end.get("site") or end.get("text") or end.get("resource_label") or end["id"])


def end_text(end: Plain) -> str:
    """What one end has or wants, and where its words differ from that, the resource that was recognised."""
    text, label = end.get("text") or "", end.get("resource_label") or ""
    return f"{text} ({label})" if text and label and label.casefold() != text.casefold() else text or label
