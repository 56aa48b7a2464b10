"""What the columns of a pasted table hold, where no heading says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from matcher import places, sectors, spelling, waste_list, wording
from matcher.model import Language
from matcher.reading import words
from matcher.reading.headings import Heading, Meaning
from matcher.reading.quantities import read_measure
from matcher.reading.sheet import Line

LEAST_SHARE = 0.6
CODE = re.compile(r"\d{2}[ .]?\d{2}[ .]?\d{2}\s*\*?")
SECTOR = re.compile(r"[A-Va-v]?\d{2}\.?\d{1,2}")
QUANTITY = re.compile(r"[~<>≈]?\s*\d[\d., ]*(\s*\S{1,12}){0,3}")


def guessed_heading(lines: Sequence[Line]) -> Heading:
    """A heading for *lines* that have none: each column is what most of its cells look like.

    The column with the longest cells among the rest is the text.
    """
    width = max(len(cells) for _, cells in lines)
    columns = [[cells[index] for _, cells in lines if index < len(cells) and cells[index]] for index in range(width)]
    meanings: dict[int, Meaning] = {}
    for column, looks_like in _looks().items():
        open_columns = [index for index in range(width) if index not in meanings]
        best = max(open_columns, key=lambda index: _share(columns[index], looks_like), default=None)
        if best is not None and _share(columns[best], looks_like) >= LEAST_SHARE:
            meanings[best] = Meaning(column)
    others = (index for index in range(width) if index not in meanings)
    texts = sorted(others, key=lambda index: -_length(columns[index]))
    for index, column in zip(texts, ("text", "site", "condition"), strict=False):
        meanings[index] = Meaning(column)
    return Heading(-1, ("",) * width, dict(sorted(meanings.items())))


def names_of(heading: Heading, language: Language) -> str:
    """The columns of *heading* by their labels."""
    return ", ".join(wording.label("column", column, language) for column in heading.ids)


@cache
def _looks() -> Mapping[str, Callable[[str], bool]]:
    return {
        "side": lambda cell: spelling.plain(cell) in words.meanings("side"),
        "language": lambda cell: spelling.plain(cell) in words.meanings("language"),
        "country": lambda cell: bool(places.country_code(cell)),
        "kind": lambda cell: spelling.plain(cell) in words.meanings("kind"),
        "code": lambda cell: bool(CODE.fullmatch(cell)) and waste_list.is_known(waste_list.written(cell)[0].code),
        "sector": lambda cell: bool(SECTOR.fullmatch(cell)) and sectors.written(cell) is not None,
        "quantity": lambda cell: bool(QUANTITY.fullmatch(cell)),
        "unit": lambda cell: len(cell) <= 20 and read_measure(cell).unit is not None,
        "period": lambda cell: len(cell) <= 20 and read_measure(cell, starts_with_unit=False).period is not None,
        "place": lambda cell: len(cell) <= 40 and places.find(cell) is not None,
    }


def _share(cells: Sequence[str], looks_like: Callable[[str], bool]) -> float:
    return sum(map(looks_like, cells)) / len(cells) if cells else 0.0


def _length(cells: Sequence[str]) -> float:
    return sum(map(len, cells)) / len(cells) if cells else 0.0
