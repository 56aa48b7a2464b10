"""The figures a value is reckoned with: published ones from tables, and those that the user enters in their stead."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from matcher import tables
from matcher.model import LANGUAGES, Language, Problem, Range

LOCAL_MONEY = ("RON", "NOK")
USERS = "user"
HUBS = "hub"
RECKONED = "reckoned"
Reckoned = TypeVar("Reckoned")
# A parameter, what it may hold for, and the unit to ask for it in where nobody knows it.
Asked = tuple[str, tuple[str, ...], str]


class Factor(NamedTuple):
    """A figure with where it comes from; ``value`` is None where nobody published one and nobody entered one.

    ``id`` is a parameter, with what it holds for where it is not the same for all: "price.clinker-substitute".
    ``source`` is "user" where the user entered it, "hub" where it is an assumption of this hub, "reckoned" where it
    follows from other figures, else the document that publishes it. ``notes`` tell more of it, by language.
    """

    id: str
    unit: str
    value: Range | None = None
    country: str = ""
    year: str = ""
    source: str = ""
    address: str = ""
    licence: str = ""
    notes: Mapping[Language, str] = MappingProxyType({})

    @property
    def is_users(self) -> bool:
        """Whether the user entered it."""
        return self.source == USERS

    @property
    def parameter(self) -> str:
        """What kind of figure it is, without what it holds for."""
        return self.id.partition(".")[0]


class Parameter(NamedTuple):
    """What a kind of figure is measured in, and between which bounds it makes sense."""

    unit: str
    least: float
    most: float


class Book:
    """Where figures are looked up: what the user entered, the nearest first, then what is published.

    ``rates`` are lei and kroner for one euro. What was found once is remembered.
    """

    __slots__ = ("_found", "_nearest", "_reckoned", "entered", "rates")

    def __init__(self, entered: tuple[Mapping[str, Range], ...] = (), rates: Mapping[str, float] | None = None) -> None:
        self.entered = entered
        self.rates = rates or {}
        self._found: dict[tuple[str, ...], Factor] = {}
        self._nearest: dict[tuple[str, tuple[str, ...], str], Factor] = {}
        self._reckoned: dict[tuple[object, ...], Any] = {}

    def find(self, *ids: str, unit: str = "") -> Factor:
        """The figure for the first of *ids* that somebody entered, or else published; without a value if none is.

        The first id is the one to ask for. An id without its dot and what follows is tried last.
        What is published in another *unit* than the one asked for is of no use.

        >>> Book(({"price.sand": Range(5.0, 6.0, 7.0)},)).find("price.sand").value
        Range(low=5.0, mid=6.0, high=7.0)
        >>> Book().find("price.sand").value is None
        True
        """
        asked = (*ids, unit)
        if asked not in self._found:
            self._found[asked] = self._looked_up(ids, unit)
        return self._found[asked]

    def nearest(self, parameter: str, qualifiers: tuple[str, ...], unit: str = "") -> Factor:
        """The figure of a *parameter* for the first of *qualifiers* that it is known for; empty ones are left out."""
        asked = (parameter, qualifiers, unit)
        if asked not in self._nearest:
            ids = [f"{parameter}.{one}" for one in qualifiers if one] or (parameter,)
            self._nearest[asked] = self.find(*ids, unit=unit)
        return self._nearest[asked]

    def once(self, reckon: Callable[..., Reckoned], *told: Hashable) -> Reckoned:
        """What *reckon* makes of these figures and of what was *told*, reckoned only the first time."""
        asked = (reckon, *told)
        if asked not in self._reckoned:
            self._reckoned[asked] = reckon(self, *told)
        found: Reckoned = self._reckoned[asked]
        return found

    def _looked_up(self, ids: tuple[str, ...], unit: str) -> Factor:
        names = (*ids, ids[0].partition(".")[0])
        for entered in self.entered:
            for name in names:
                if name in entered:
                    return Factor(ids[0], unit or unit_of(ids[0]), entered[name], source=USERS)
        known = (self._in_euro(published()[name]) for name in names if name in published())
        found = next((factor for factor in known if unit in ("", factor.unit)), None)
        if found is not None:
            return found
        return Factor(ids[0], unit or unit_of(ids[0]))

    def has_entered(self, *ids: str) -> bool:
        """Whether the user entered one of *ids*."""
        return any(name in entered for entered in self.entered for name in ids)

    def _in_euro(self, factor: Factor) -> Factor:
        money, _, per = factor.unit.partition("/")
        if money not in LOCAL_MONEY or factor.value is None:
            return factor
        rate = self.rates.get(money)
        value = scaled(factor.value, 1.0 / rate) if rate else None
        return factor._replace(unit=f"EUR/{per}", value=value)


@cache
def published() -> Mapping[str, Factor]:
    """The figures of the tables in data/factors by their ids."""
    found: dict[str, Factor] = {}
    for row in tables.rows("factors"):
        if row["id"] in found:
            raise tables.TableError(f"{tables.where(row)}, column id: {row['id']} stands in another row already")
        value = Range(*(tables.number(row, column) for column in ("low", "mid", "high")))
        if not value.low <= value.mid <= value.high:
            raise tables.TableError(f"{tables.where(row)}: low, mid and high are out of order")
        told = {column: row[column] for column in Factor._fields if column not in ("value", "notes")}
        notes = {language: row[f"note_{language}"] for language in LANGUAGES}
        found[row["id"]] = Factor(**told, value=value, notes=notes)
    return found


@cache
def parameters() -> Mapping[str, Parameter]:
    """What each kind of figure is measured in and may be, from parameters.csv."""
    return {
        row["id"]: Parameter(row["unit"], tables.number(row, "least"), tables.number(row, "most"))
        for row in tables.rows("parameters")
    }


def unit_of(name: str) -> str:
    """The unit of the figure *name*."""
    return parameters()[name.partition(".")[0]].unit


@cache
def materials() -> Mapping[str, str]:
    """Which material of the emission tables a resource is, from materials.csv; what is below it is too."""
    return {row["resource"]: row["material"] for row in tables.rows("materials")}


class Replacing(NamedTuple):
    """What serving a role saves: making which material new, less which way of making it from what there is.

    ``material`` is "own" where it is the material of the have itself; ``way`` is "closed_loop_co2e", "reused_co2e",
    or empty where nothing is to be taken off but the treatment.
    """

    material: str
    way: str


@cache
def replacing() -> Mapping[str, Replacing]:
    """What each role saves, from replacing.csv; narrower roles save the same."""
    return {row["role"]: Replacing(row["material"], row["way"]) for row in tables.rows("replacing")}


def entered(told: Any) -> tuple[dict[str, Range], list[Problem]]:
    """The figures that a user entered, by their ids, and what was wrong with others; a number stands for itself.

    >>> entered({"freight": 0.1, "ratio": {"low": 0.8, "mid": 0.9, "high": 1}})[0]["ratio"]
    Range(low=0.8, mid=0.9, high=1.0)
    >>> [problem.code for problem in entered({"freight": -1, "weather": 3})[1]]
    ['factor-out-of-bounds', 'unknown-factor']
    """
    found: dict[str, Range] = {}
    problems: list[Problem] = []
    for name, value in told.items() if isinstance(told, Mapping) else ():
        code, figure = _figure(str(name), value)
        if figure is not None:
            found[str(name)] = figure
        if code:
            problems.append(Problem(code, "notice", column=str(name), details=_details(str(name), value)))
    return found, problems


def _figure(name: str, value: Any) -> tuple[str, Range | None]:
    """The range that was entered under *name*, or the code of what is wrong with it."""
    if value is None or value == "":
        return "", None
    known = parameters().get(name.partition(".")[0])
    if known is None:
        return "unknown-factor", None
    figure = _range(value)
    if figure is None:
        return "factor-not-a-number", None
    if not figure.low <= figure.mid <= figure.high:
        return "factor-out-of-order", None
    if figure.low < known.least or figure.high > known.most:
        return "factor-out-of-bounds", None
    return "", figure


def _range(value: Any) -> Range | None:
    cells = [value.get(part) for part in Range._fields] if isinstance(value, Mapping) else [value] * 3
    figures = [float(cell) for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    return Range(*figures) if len(figures) == len(cells) and all(map(isfinite, figures)) else None


def _details(name: str, value: Any) -> tuple[tuple[str, str], ...]:
    known = parameters().get(name.partition(".")[0])
    bounds = (("least", f"{known.least:g}"), ("most", f"{known.most:g}")) if known else ()
    return (("written", str(value)), ("name", name), *bounds)


def scaled(value: Range, by: float) -> Range:
    """All of a range times a number that is not below zero."""
    return Range(value.low * by, value.mid * by, value.high * by)
