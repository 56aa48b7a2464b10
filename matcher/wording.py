"""Codes to sentences in English, Romanian and Norwegian, from one JSON file a language."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from matcher import tables
from matcher.model import Language

TWO_STOPS = re.compile(r"(?<!\.)\.\.$")
BLANK = re.compile(r"\{(\w+)(?::(\w+))?\}")
# Thousands and decimal marks; the Norwegian group mark is a space that does not break.
MARKS: Mapping[Language, tuple[str, str]] = {"en": (",", "."), "ro": (".", ","), "no": ("\xa0", ",")}

MINUS = "\N{MINUS SIGN}"


class WordingError(LookupError):
    """A phrase, or what fills its blank, is missing: the message names the key."""


def sentence(key: str, language: Language, details: Iterable[tuple[str, str]] = ()) -> str:
    """The phrase *key* ("problem.unknown-unit") with its blanks filled from *details*.

    A blank is ``{name}``, ``{name:number}`` for a figure in the language's own marks, ``{name:figure}`` for one
    without marks between the thousands, or ``{name:section}`` for a code whose label stands in that section.
    A phrase with plural forms takes the one for the detail ``count``. What ends in an abbreviation ends in one stop.

    >>> sentence("problem.unknown-unit", "en", [("written", "bushels")])
    'The unit “bushels” is not known.'
    >>> sentence("reason.source", "no", [("source", "Norsk Gjenvinning mfl.")])
    'Kilde: Norsk Gjenvinning mfl.'
    """
    known = dict(details)
    phrase = _phrase(key, language)
    if not isinstance(phrase, str):
        phrase = phrase[plural_form(float(_filling("count", known, key)), language)]

    def filled(blank: re.Match[str]) -> str:
        return _shown(_filling(blank[1], known, key), blank[2] or "", language)

    return TWO_STOPS.sub(".", BLANK.sub(filled, phrase))


def label(section: str, code: str, language: Language) -> str:
    """What *code* is called, for instance the unit "m3"; an empty code has an empty label.

    >>> label("kind", "water", "ro")
    'Apă'
    """
    return sentence(f"{section}.{code}", language) if code else ""


def number(value: float, language: Language) -> str:
    """*value* with the thousands and decimal marks of *language*, with at most six decimals.

    >>> number(1234.5, "en"), number(-1234.5, "ro"), number(0.25, "no")
    ('1,234.5', '−1.234,5', '0,25')
    """
    group, decimal = MARKS[language]
    whole, _, part = f"{value:,.6f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", group).replace("-", MINUS) + (decimal + part if part else "")


def points(score: float, places: int = 0) -> float:
    """A score as it is shown: cut and not rounded, so that none looks as if it reached the next level.

    >>> points(71.99), points(71.96, 1), points(64.1, 1)
    (71.0, 71.9, 64.1)
    """
    unit: int = 10**places
    return math.floor(round(score * unit, 6)) / unit


def plural_form(count: float, language: Language) -> str:
    """The form that *count* takes by the plural rules of the Unicode CLDR: "one", "few" or "other".

    >>> [plural_form(count, "ro") for count in (1, 2, 19, 20, 101)], plural_form(1, "en")
    (['one', 'few', 'few', 'other', 'few'], 'one')
    """
    return next(form for form, holds in PLURAL_RULES[language] if holds(count))


def _any(count: float) -> bool:
    return True


def _is_one(count: float) -> bool:
    return count == 1


def _is_few_in_romanian(count: float) -> bool:
    return count != int(count) or count == 0 or 1 <= count % 100 <= 19


PLURAL_RULES: Mapping[Language, tuple[tuple[str, Callable[[float], bool]], ...]] = {
    "en": (("one", _is_one), ("other", _any)),
    "ro": (("one", _is_one), ("few", _is_few_in_romanian), ("other", _any)),
    "no": (("one", _is_one), ("other", _any)),
}


@cache
def phrases(language: Language) -> Mapping[str, Any]:
    """All phrases of *language* by section and code."""
    found: Mapping[str, Any] = json.loads(tables.packaged(f"wording/{language}.json") or b"")
    return found


@cache
def _phrase(key: str, language: Language) -> str | Mapping[str, str]:
    section, _, code = key.partition(".")
    try:
        found: str | Mapping[str, str] = phrases(language)[section][code]
    except KeyError:
        raise WordingError(f"wording/{language}.json has no phrase {key!r}") from None
    return found


def _filling(name: str, known: Mapping[str, str], key: str) -> str:
    if name not in known:
        raise WordingError(f"the phrase {key!r} needs the detail {name!r}; there were {sorted(known)}")
    return known[name]


def _shown(value: str, section: str, language: Language) -> str:
    if section == "number":
        return number(float(value), language)
    if section == "figure":
        return number(float(value), language).replace(MARKS[language][0], "")
    return label(section, value, language) if section else value
