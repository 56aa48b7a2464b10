"""In which months of the year something falls, told by words in any of the three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from matcher import tables
from matcher.model import LANGUAGES
from matcher.spelling import plain

UNTIL = re.compile(r"^\s*(?:-|–|—|to|until|till|la|până la|til)\s*$", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
LONGEST = 3
YEAR = frozenset(range(1, 13))


def months(text: str) -> frozenset[int]:
    """The months that *text* names, 1 to 12; empty where it names none.

    >>> sorted(months("October–April")), sorted(months("vara")), sorted(months("hele året")) == list(range(1, 13))
    ([1, 2, 3, 4, 10, 11, 12], [6, 7, 8], True)
    """
    told = [(start, end, _span(first, last)) for start, end, (first, last) in _named(text)]
    found = {month for _, _, span in told for month in span}
    for (_, end, one), (start, _, other) in pairwise(told):
        if UNTIL.match(text[end:start]):
            found |= set(_span(one[0], other[-1]))
    return frozenset(found)


def _named(text: str) -> list[tuple[int, int, tuple[int, int]]]:
    """The seasons in *text* in their order, each with where it begins and ends; longer names go first."""
    words = list(WORD.finditer(text))
    found, place = [], 0
    while place < len(words):
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            begin, end = words[place].start(), words[place + length - 1].end()
            if span := spans().get(plain(text[begin:end])):
                found.append((begin, end, span))
                place += length - 1
                break
        place += 1
    return found


@cache
def spans() -> Mapping[str, tuple[int, int]]:
    """The first and last month of each season by its plain name, from seasons.csv."""
    return {
        plain(word): (int(row["first"]), int(row["last"]))
        for row in tables.rows("seasons")
        for word in tables.cells(row, *(f"words_{language}" for language in LANGUAGES))
    }


def _span(first: int, last: int) -> tuple[int, ...]:
    """The months from *first* to *last*, over the turn of the year if need be."""
    return tuple((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))
