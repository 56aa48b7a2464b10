"""Amounts as people write them: a number or a range, a unit, and the period it holds for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from matcher import spelling, tables
from matcher.model import Language, Problem, Quantity
from matcher.reading import words
from matcher.reading.numbers import NUMBER, PLAIN, Figure, figure, is_one
from matcher.reading.sheet import notice

TOKEN = re.compile(r"[^\W\d_]+(?:\^?[23](?!\d))?|/|\d+(?:[.,]\d+)?|\S")
POINT_AFTER_LETTER = re.compile(r"(?<=[^\W\d_])\.")
ABBREVIATED = re.compile(r"\b(k?t)p([ayd])\b")
DASH = r"-|–|—|−|\.\.\.?|…|÷"


class Amount(NamedTuple):
    """The number in a cell, what it was taken from, and the text after it."""

    value: float
    rest: str
    problems: tuple[Problem, ...] = ()


class Measure(NamedTuple):
    """The unit and the period in a text by their rows, and what of the text was neither."""

    unit: tables.Row | None
    period: tables.Row | None
    unread: str


@lru_cache(maxsize=20_000)
def read_quantity(
    quantity: str, unit: str, period: str, language: Language, decimal_mark: str = ""
) -> tuple[Quantity | None, tuple[Problem, ...]]:
    """The amount in the three cells, any of which may hold what belongs into another, and what was noticed.

    >>> read_quantity("300-400 kg/uke", "", "", "no")[0]
    Quantity(number=350.0, unit='kg', period='week', per_year=18.2, base_unit='t')
    """
    text = " ".join(unicodedata.normalize("NFKC", quantity).split())
    if not text:
        return None, ()
    amount = read_amount(text, language, decimal_mark)
    if amount is None:
        code = "malformed-number" if _beginning(text) else "unreadable-quantity"
        return None, (notice(code, "quantity", written=quantity),)
    if amount.value < 0:
        return None, (notice("negative-quantity", "quantity", written=quantity),)
    found, problems = _measured(amount, unit, period, quantity, language, decimal_mark)
    return found, (*amount.problems, *problems)


def read_amount(text: str, language: Language, decimal_mark: str = "") -> Amount | None:
    """The number that *text* begins with, be it rough, a range or a bound, or None where there is none."""
    found = _beginning(text)
    numbers = _numbers(found)
    if not found or not all(map(is_one, numbers)):
        return None
    figures = [figure(written, language, decimal_mark) for written in numbers]
    times, rest = _multiple(text[found.end() :])
    value = sum(one.value for one in figures) / len(figures) * times
    problems = [*_doubts(numbers, figures)]
    if len(numbers) > 1:
        problems.append(notice("range-midpoint", "quantity", written=text, understood=repr(value)))
    elif _is_bound(found["before"]):
        problems.append(notice("bound-taken", "quantity", written=text, understood=repr(value)))
    sign = -1 if re.search(r"[-−]\s*$", found["before"]) else 1
    return Amount(sign * value, rest, tuple(problems))


def _beginning(text: str) -> re.Match[str] | None:
    """What *text* begins with: a range or else a number, with the words before it; None where there is none."""
    whole = PLAIN.fullmatch(text) and _single_pattern().fullmatch(text)
    return whole or _range_pattern().match(text) or _single_pattern().match(text)


def _numbers(found: re.Match[str] | None) -> list[str]:
    """The number that was found, or the two of a range, as they are written."""
    ends = found.groupdict() if found else {}
    return [ends[end] for end in ("low", "high") if end in ends]


def _doubts(numbers: Sequence[str], figures: Sequence[Figure]) -> tuple[Problem, ...]:
    return tuple(
        notice("ambiguous-number", "quantity", written=written, understood=repr(one.value))
        for written, one in zip(numbers, figures, strict=True)
        if one.is_ambiguous
    )


def _measured(
    amount: Amount, unit: str, period: str, quantity: str, language: Language, decimal_mark: str
) -> tuple[Quantity | None, list[Problem]]:
    """The amount with its unit and period: those in its own cell go before those in the others."""
    own, beside, last = read_measure(amount.rest), read_measure(unit), read_measure(period, starts_with_unit=False)
    problems = []
    if own.unit and beside.unit and own.unit != beside.unit:
        problems.append(notice("unit-disagrees", "unit", written=unit, used=own.unit["id"]))
    unit_row, period_row = own.unit or beside.unit, own.period or beside.period or last.period
    if period.strip() and not last.period:
        problems.append(notice("unknown-period", "period", written=period))
    if unit_row is None:
        return None, [*problems, _no_unit(unit or own.unread)]
    running = _running_hours(amount.rest, language, decimal_mark) if unit_row["base_unit"] == "MW" else None
    if running is not None:
        return _energy(amount.value, unit_row, running), problems
    if unit_row["base_unit"] == "MW":
        problems.append(notice("power-needs-hours", "quantity", written=f"{quantity} {unit}".strip()))
    elif own.unread.isdecimal() and period_row and int(own.unread):
        # "10 t/2 weeks" is five a week.
        return _quantity(_tidy(amount.value / int(own.unread)), unit_row, period_row), problems
    elif any(letter.isdigit() for letter in own.unread):
        problems.append(notice("quantity-partly-read", "quantity", written=quantity, unread=own.unread))
    return _quantity(amount.value, unit_row, period_row), problems


def _quantity(value: float, unit: tables.Row, period: tables.Row | None) -> Quantity:
    base = value * tables.number(unit, "factor")
    has_year = period is not None and period["times_per_year"] and unit["base_unit"] != "MW"
    per_year = _tidy(base * tables.number(period, "times_per_year")) if period and has_year else None
    return Quantity(value, unit["id"], period["id"] if period else "", per_year, unit["base_unit"])


def _energy(value: float, unit: tables.Row, hours_per_year: float) -> Quantity:
    """The energy of a power that runs for some hours a year."""
    energy = _tidy(value * tables.number(unit, "factor") * hours_per_year)
    return Quantity(energy, "MWh", "year", energy, "MWh")


def _running_hours(text: str, language: Language, decimal_mark: str) -> float | None:
    """The hours a year in what follows a power: ", 8000 h/an", "x 6 000 timer per år"."""
    match = re.search(rf"(?P<hours>{NUMBER})\s*(?P<rest>\D*)$", text)
    measure = read_measure(match["rest"]) if match else None
    if not match or not measure or not measure.unit or measure.unit["id"] != "hour" or not measure.period:
        return None
    if not is_one(match["hours"]):
        return None
    times = measure.period["times_per_year"]
    return figure(match["hours"], language, decimal_mark).value * float(times) if times else None


def _no_unit(written: str) -> Problem:
    written = written.strip(" /.,;")
    return notice("unknown-unit", "unit", written=written) if written else notice("missing-unit", "unit")


@lru_cache(maxsize=5_000)
def read_measure(text: str, starts_with_unit: bool = True) -> Measure:
    """The unit that *text* begins with, and the period somewhere after it.

    >>> found = read_measure("m³ pe lună")
    >>> found.unit["id"], found.period["id"], found.unread
    ('m3', 'month', '')
    """
    spelt_out = ABBREVIATED.sub(r"\1/\2", POINT_AFTER_LETTER.sub(" ", unicodedata.normalize("NFKC", text)))
    tokens = TOKEN.findall(spelt_out)
    tokens = [token for token in tokens if token not in "()[]"]
    while tokens and (spelling.plain(tokens[0]) in words.number_words("filler") or tokens[0] in ".,;"):
        tokens = tokens[1:]
    unit, after = _leading("units", tokens) if starts_with_unit else (None, tokens)
    period, unread = _anywhere("periods", after if unit else tokens)
    return Measure(unit, period, _unread(unread))


def _leading(table: str, tokens: list[str]) -> tuple[tables.Row | None, list[str]]:
    """The row that the first tokens name, the longest name first, and the tokens after it."""
    known = words.measures(table)
    for length in range(min(words.longest(table), len(tokens)), 0, -1):
        written = " ".join(tokens[:length])
        row = known.get(written) or known.get(spelling.plain(written) if "/" not in written else written.lower())
        if row:
            return row, tokens[length:]
    return None, tokens


def _anywhere(table: str, tokens: list[str]) -> tuple[tables.Row | None, list[str]]:
    """The first row that some of the tokens name, and the tokens without it."""
    for place in range(len(tokens)):
        row, after = _leading(table, tokens[place:])
        if row:
            return row, tokens[:place] + after
    return None, tokens


def _unread(tokens: list[str]) -> str:
    fillers = words.number_words("filler")
    return " ".join(token for token in tokens if spelling.plain(token) not in fillers).strip(" /.,;")


def _multiple(rest: str) -> tuple[float, str]:
    """The thousands or millions that follow a number, as a factor, and the text after them."""
    for meaning, times in (("thousand", 1e3), ("million", 1e6)):
        match = _multiple_pattern(meaning).match(rest)
        if match:
            return times, rest[match.end() :]
    return 1.0, rest


def _is_bound(before: str) -> bool:
    plain = before.strip() if before.strip() in "<>≤≥" else spelling.plain(before)
    return bool(plain) and plain in (*words.number_words("at-least"), *words.number_words("at-most"))


@cache
def _multiple_pattern(meaning: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_alternatives(meaning)})\b\.?", re.IGNORECASE)


@cache
def _single_pattern() -> re.Pattern[str]:
    leading = "|".join(_alternatives(meaning) for meaning in ("about", "at-least", "at-most", "between"))
    return re.compile(rf"(?P<before>(?:\s*(?:{leading})[.:]?)*\s*[-−]?\s*)(?P<low>{NUMBER})", re.IGNORECASE)


@cache
def _range_pattern() -> re.Pattern[str]:
    between = rf"(?:\s*[^\W\d]\w{{0,8}}\s*(?:{DASH})\s*|\s*(?:{DASH}|\b(?:{_alternatives('to')})\b)\s*)"
    return re.compile(_single_pattern().pattern + between + rf"(?P<high>{NUMBER})(?!\d)", re.IGNORECASE)


def _alternatives(meaning: str) -> str:
    """A pattern of the words for *meaning* with or without their diacritics, the longest first."""
    written = {
        word
        for row in tables.rows("cell-words")
        if (row["column"], row["id"]) == ("number", meaning)
        for cell in tables.cells(row, *words.WORDS)
        for word in (cell, spelling.plain(cell) or cell)
    }
    ordered = sorted(written, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + (r"\b" if word[-1].isalnum() else "") for word in ordered)


def _tidy(value: float) -> float:
    """*value* without the dust of binary fractions, so that it prints as a person would write it."""
    return float(f"{value:.12g}")
