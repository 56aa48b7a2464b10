"""Words compared as people write them: case, diacritics and punctuation aside, one slip of the finger forgiven."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from matcher.normalising import fold

SHORTEST_WORD_WITH_A_SLIP = 5
APART = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """*text* in small letters without diacritics, its words parted by single spaces.

    >>> plain(" Unitate de măsură (U.M.) ")
    'unitate de masura u m'
    """
    return APART.sub(" ", fold(text)).strip()


class Slips(NamedTuple):
    """Words found again when one letter was left out, added, changed, or swapped with its neighbour."""

    shortened: Mapping[str, tuple[str, ...]]

    @classmethod
    def among(cls, words: Iterable[str]) -> Slips:
        """The slips possible among *words*, which are plain already; very short ones are left out."""
        shortened: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= SHORTEST_WORD_WITH_A_SLIP:
                for form in _forms(word):
                    shortened[form].append(word)
        return cls({form: tuple(found) for form, found in shortened.items()})

    def of(self, word: str) -> list[str]:
        """The known words that one slip turns into *word*.

        >>> Slips.among(["quantity", "country"]).of("quantiy")
        ['quantity']
        """
        if len(word) < SHORTEST_WORD_WITH_A_SLIP:
            return []
        found = (known for form in _forms(word) for known in self.shortened.get(form, ()))
        return [known for known in dict.fromkeys(found) if abs(len(known) - len(word)) <= 1]


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter left out, added, changed, or swapped with its neighbour leads from *one* to *other*.

    >>> [is_one_slip("sulphuric", word) for word in ("sulhuric", "sulphurric", "sulphuirc", "sulphonic")]
    [True, True, True, False]
    """
    apart = len(one) - len(other)
    if one == other or not -1 <= apart <= 1:
        return False
    place = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        place += 1
    if apart > 0:
        return one[place + 1 :] == other[place:]
    if apart < 0:
        return one[place:] == other[place + 1 :]
    is_swapped = one[place : place + 2] == other[place : place + 2][::-1] and one[place + 2 :] == other[place + 2 :]
    return is_swapped or one[place + 1 :] == other[place + 1 :]


def _forms(word: str) -> Iterator[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
