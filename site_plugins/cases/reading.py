"""The cases as the heads of their English pages tell them: checked, each fault with file, line and cure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from site_plugins.edited_tables import Row, plain_rows
from site_plugins.front_matter import Field, FrontMatterError, faults, read
from site_plugins.languages import SOURCE, words

FOLDER = "cases/"
KINDS = ("synergy", "park", "programme")
OUTCOMES = ("running", "ended", "planned", "failed", "unknown")
STATES = (*OUTCOMES, "never-begun")  # Of a single exchange.
TABLES = Path(__file__).parent.parent.parent / "matcher" / "data"


class Exchange(NamedTuple):
    """What went from one to another, and what it served as there: ids of the table of resources.

    ``state`` is one of STATES where it is known to be another than that of the case, and empty otherwise.
    """

    have: str
    want: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a case in any language: ``page`` is its file below a language's folder.

    ``position`` is latitude and longitude in degrees.
    """

    page: str
    kind: str
    outcome: str
    country: str
    place: str
    position: tuple[float, float]
    checked: datetime.date
    sectors: tuple[str, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    since: int | None = None
    until: int | None = None

    @property
    def name(self) -> str:
        """The name of the page's file: it stays, and is the same in all languages."""
        return self.page.removeprefix(FOLDER).removesuffix(".md")

    @property
    def haves(self) -> tuple[str, ...]:
        """The resources that were passed on, or were to be, each once."""
        return tuple(dict.fromkeys(exchange.have for exchange in self.exchanges))

    @property
    def wants(self) -> tuple[str, ...]:
        """What they served as, each once."""
        return tuple(dict.fromkeys(exchange.want for exchange in self.exchanges))

    def state(self, exchange: Exchange) -> str:
        """What has become of an *exchange* of the case: what is told of it alone, or else of the whole case."""
        return exchange.state or self.outcome


@dataclass(frozen=True, slots=True)
class Names:
    """What countries, sectors and resources are called in one language, by code."""

    countries: Mapping[str, str]
    sectors: Mapping[str, str]
    resources: Mapping[str, str]


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _is_one_of(known: Iterable[str]) -> Callable[[Any], bool]:
    allowed = frozenset(known)
    return lambda entry: str(entry) in allowed


def _is_exchange(entry: Any) -> bool:
    if not isinstance(entry, Mapping) or entry.get("state", OUTCOMES[0]) not in STATES:
        return False
    pairs = _pairs(entry)
    return len(pairs) == 1 and all(
        end in resources() and resources()[end]["nature"] != "group" for pair in pairs for end in pair
    )


def _pairs(entry: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The resources of an entry with what they served as; one, where the entry is right."""
    return [(have, want) for have, want in entry.items() if have != "state"]


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and 1700 < value < 2100


def _is_position(value: Any) -> bool:
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(one, int | float) for one in value)):
        return False
    latitude, longitude = value
    return bool(-90 <= latitude <= 90 and -180 <= longitude <= 180)


@cache
def fields() -> Mapping[str, Field]:
    """What the section ``case`` of a page's head may hold."""
    known = names(SOURCE)
    return {
        "kind": Field(lambda value: value in KINDS, f"one of {', '.join(KINDS)}"),
        "outcome": Field(lambda value: value in OUTCOMES, f"one of {', '.join(OUTCOMES)}"),
        "country": Field(lambda value: value in known.countries, "a code of matcher/data/countries.csv, such as “NO”"),
        "place": Field(lambda value: isinstance(value, str) and bool(value.strip()), "the town or region"),
        "position": Field(
            _is_position, "latitude and longitude in degrees, to a tenth or nearer, such as [63.31, 9.85]"
        ),
        "since": Field(_is_year, "a year, such as 2010", is_needed=False),
        "until": Field(_is_year, "a year, such as 2018", is_needed=False),
        "sectors": Field(
            _is_list,
            'NACE Rev. 2.1 codes in quotation marks, such as ["24.10"]',
            is_needed=False,
            is_right_entry=_is_one_of(known.sectors),
        ),
        "exchanges": Field(
            lambda value: isinstance(value, list),
            "a line for each resource with what it served as, such as “- fgd-gypsum: gypsum-board-feed”: "
            "ids of matcher/data/resources that are no group, with a line “state:” below it where it stands otherwise "
            f"than the case ({', '.join(STATES)}); or [] where no source names an exchange",
            is_right_entry=_is_exchange,
        ),
        "checked": Field(
            lambda value: isinstance(value, datetime.date), "the day on which the sources were read: 2026-11-29"
        ),
    }


@cache
def resources() -> Mapping[str, Row]:
    """The table of resources by id."""
    return {row["id"]: row for file in sorted((TABLES / "resources").glob("*.csv")) for row in plain_rows(file)}


@cache
def names(language: str) -> Names:
    """What the tables call countries, sectors and resources."""
    return Names(
        {row["code"]: row[language] for row in plain_rows(TABLES / "countries.csv")},
        {row["code"]: row[language] or row[SOURCE] for row in plain_rows(TABLES / "sectors-nace.csv")},
        {name: row[language] for name, row in resources().items()},
    )


@cache
def library(content: Path) -> Mapping[str, Case]:
    """All cases by their pages, kept until ``library.cache_clear()`` is called."""
    return {one.page: one for one in cases(content)}


def cases(content: Path) -> list[Case]:
    """All cases of the library; raises FrontMatterError with every fault of every page."""
    pages = [path for path in sorted((content / SOURCE / FOLDER).glob("*.md")) if path.name != "index.md"]
    found = {path: path.read_text(encoding="utf-8") for path in pages}
    wrong = [fault for path, text in found.items() for fault in faults(text, _told(path, content), "case", fields())]
    if wrong:
        raise FrontMatterError("\n".join(wrong))
    return [case(text, FOLDER + path.name) for path, text in found.items()]


def _told(path: Path, content: Path) -> str:
    return f"{content.name}/{path.relative_to(content).as_posix()}"


def case(text: str, page: str) -> Case:
    """The case of a page whose head is right."""
    told: dict[str, Any] = dict(read(text, page)["case"])
    exchanges = tuple(
        Exchange(have, want, entry.get("state", ""))
        for entry in told.pop("exchanges", [])
        for have, want in _pairs(entry)
    )
    listed = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return Case(page=page, exchanges=exchanges, **{**told, **listed})


def head(content: Path, language: str, page: str) -> Mapping[str, Any]:
    """The title and the description of a page, in English where it is not translated."""
    own = content / language / page
    return read((own if own.exists() else content / SOURCE / page).read_text(encoding="utf-8"), page)


def when(one: Case, language: str) -> str:
    """Since when, until when, and what has become of it."""
    said = words(language)
    outcome = said[f"case.outcome.{one.outcome}"]
    if one.since and one.until:
        return f"{one.since}–{one.until} ({outcome})"
    told, year = ("case.since", one.since) if one.since else ("case.until", one.until)
    return said[told].format(year=year, outcome=outcome) if year else outcome
