"""Towns and municipalities of Romania and Norway: found by name, and how far apart they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from matcher import spelling, tables
from matcher.model import LANGUAGES, Place

EARTH_RADIUS_KM = 6371.0
TITLE = re.compile(
    r"^(?:(?:municipiul|mun|orasul|oras|comuna|com|satul|sat|town of|city of|commune of|municipality of) )"
    r"|(?: (?:kommune|municipality|town|city|county|by))$"
)


class Gazetteer(NamedTuple):
    """The places by country and folded name, with the names by which one slip can be forgiven."""

    places: Mapping[str, Mapping[str, Place]]
    slips: Mapping[str, spelling.Slips]

    def covers(self, country: str) -> bool:
        """Whether places of *country* are listed."""
        return country in self.places


def find(name: str, country: str = "") -> Place | None:
    """The place that is called *name*, in *country* if that is told, else the largest of that name.

    Diacritics, case, and what stands after a comma or in brackets do not count.

    >>> find("Bucuresti").name, find("Cluj-Napoca, jud. Cluj").name, find("Mo i Rana kommune").name
    ('București', 'Cluj-Napoca', 'Mo i Rana')
    """
    return next((found for key in _keys(name) for found in _candidates(key, country)), None)


def resembling(name: str, country: str = "") -> Place | None:
    """The one place whose name differs from *name* by one letter, if there is exactly one.

    >>> resembling("Timsoara").name
    'Timișoara'
    """
    listed = gazetteer()
    found = {
        listed.places[code][near]: None
        for code in _countries(country)
        for key in _keys(name)
        for near in listed.slips[code].of(key)
    }
    return next(iter(found)) if len(found) == 1 else None


def is_covered(country: str) -> bool:
    """Whether places of *country* are listed at all."""
    return gazetteer().covers(country)


def distance(one: Place, other: Place) -> float:
    """Kilometres between two places as the crow flies (haversine formula on a sphere of 6,371 km).

    >>> round(distance(find("Oslo"), find("Bergen")))
    305
    """
    north = sin(radians(other.latitude - one.latitude) / 2) ** 2
    east = sin(radians(other.longitude - one.longitude) / 2) ** 2
    chord = north + cos(radians(one.latitude)) * cos(radians(other.latitude)) * east
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))


@lru_cache(maxsize=1_000)
def country_code(text: str) -> str:
    """The ISO 3166 code of the country named *text* in any of the three languages, else an empty string.

    >>> country_code("Norge"), country_code("România"), country_code("uk"), country_code("Narnia")
    ('NO', 'RO', 'GB', '')
    """
    code = text.strip()
    return code if code in _country_codes() else _country_names().get(spelling.plain(text), "")


@cache
def gazetteer() -> Gazetteer:
    """All places of places.csv; among places of one name the largest is kept, and a name goes before an alias."""
    named: dict[str, dict[str, Place]] = {}
    rows = sorted(tables.rows("places"), key=lambda row: -float(row["population"] or 0))
    for columns in (("name",), ("aliases",)):
        for row in rows:
            place = Place(row["name"], row["country"], tables.number(row, "latitude"), tables.number(row, "longitude"))
            for name in tables.cells(row, *columns):
                named.setdefault(place.country, {}).setdefault(spelling.plain(name), place)
    return Gazetteer(named, {country: spelling.Slips.among(names) for country, names in named.items()})


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(row["code"] for row in tables.rows("countries"))


@cache
def _country_names() -> Mapping[str, str]:
    return {
        spelling.plain(name): row["code"]
        for row in tables.rows("countries")
        for name in tables.cells(row, "code", *LANGUAGES, "words")
    }


def _keys(name: str) -> list[str]:
    whole = spelling.plain(re.split(r"[,(;]", name)[0])
    return [key for key in dict.fromkeys((whole, TITLE.sub("", whole))) if key]


def _candidates(key: str, country: str) -> list[Place]:
    """The places with that very name, best first: the larger country's gazetteer does not hide the other's."""
    listed = gazetteer().places
    found = [listed[code][key] for code in _countries(country) if key in listed[code]]
    return sorted(found, key=lambda place: spelling.plain(place.name) != key)


def _countries(country: str) -> list[str]:
    listed = gazetteer().places
    return [country] if country in listed else [] if country else list(listed)
