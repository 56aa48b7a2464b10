"""Which language a text is in, told by the letters that stand together in it: no words need be at hand for that.

A group of letters tells of each language how much likelier it stands there than in the languages on average, as the
natural logarithm; what the groups of a text tell is added up (naive Bayes over groups of letters, as in Dunning,
*Statistical Identification of Language*, 1994). They are counted among the phrases of each language and among its small
words, as often as either is met in a text, and those are kept that tell most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import log

from matcher.knowledge.shelves import Kept, Shelves
from matcher.model import LANGUAGES, Language
from matcher.normalising import fold
from matcher.remembering import remembered

LETTERS_IN_A_GROUP = 4
MOST_GROUPS = 1200
# How often a small word is met, where each phrase is once.
SMALL_WORD = 40
UNSEEN = 0.5
# What is told is kept as a whole number, from MIDDLE up and down.
MIDDLE = 8
# What a text gains in the language that those beside it are in, and by how much a language has to be ahead.
USUAL = 3
CLEARLY = 5
WORD = re.compile(r"[a-z]+")


class Letters:
    """The groups of letters that tell a language."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self.likely = remembered(self._likely)

    def _likely(self, text: str, usual: Language | None = None) -> Sequence[Language]:
        """The language that *text* is in, or those between which letters cannot decide; *usual* is that beside it.

        >>> from matcher.knowledge import knowledge
        >>> [*map(knowledge().letters.likely, ("ash from bark", "aske fra bark", "cenusa de coaja", "Zer"))]
        [['en'], ['no'], ['ro'], ['en', 'ro', 'no']]
        """
        told = [self._told[group] for group in groups(text) if group in self._told]
        points = {language: sum(group[place] for group in told) for place, language in enumerate(LANGUAGES)}
        if usual:
            points[usual] += USUAL
        return [language for language in LANGUAGES if points[language] > max(points.values()) - CLEARLY]

    @cached_property
    def _told(self) -> Mapping[str, Sequence[int]]:
        """What each group tells of each language."""
        rows = [[kept - MIDDLE for kept in self._shelves.numbers(f"letters.{language}")] for language in LANGUAGES]
        return dict(zip(self._shelves.lines("letters"), zip(*rows, strict=True), strict=True))


def groups(text: str) -> Iterator[str]:
    """The groups of letters in the words of *text*, with where these begin and end; a short word is one.

    >>> [*groups("Zer și")]
    [' zer', 'zer ', ' si ']
    """
    for word in WORD.findall(fold(text)):
        parted = f" {word} "
        for start in range(max(1, len(parted) - LETTERS_IN_A_GROUP + 1)):
            yield parted[start : start + LETTERS_IN_A_GROUP]


def columns(phrases: Mapping[Language, Iterable[str]], small: Mapping[Language, Iterable[str]]) -> dict[str, Kept]:
    """All that ``Letters`` takes up, of the phrases and the small words of each language."""
    counted = {language: _counted(phrases[language], small[language]) for language in LANGUAGES}
    every = sorted({group for counts in counted.values() for group in counts})
    whole = {language: counts.total() + UNSEEN * len(every) for language, counts in counted.items()}
    shares = {group: [(counted[tag][group] + UNSEEN) / whole[tag] for tag in LANGUAGES] for group in every}
    tell_most = sorted(every, key=lambda group: (-_worth(shares[group]), group))[:MOST_GROUPS]
    kept = sorted(tell_most)
    rows = [_whole(shares[group]) for group in kept]
    told = {f"letters.{language}": [row[place] for row in rows] for place, language in enumerate(LANGUAGES)}
    return {"letters": "\n".join(kept), **told}


def _counted(phrases: Iterable[str], small: Iterable[str]) -> Counter[str]:
    found = Counter(group for word in small for group in groups(word))
    counts = Counter({group: SMALL_WORD * number for group, number in found.items()})
    for phrase in phrases:
        counts.update(groups(phrase))
    return counts


def _worth(shares: Sequence[float]) -> float:
    """How much a group tells, the more often it is met the more."""
    return sum(shares) * log(max(shares) / min(shares))


def _whole(shares: Sequence[float]) -> list[int]:
    """What a group tells of each language, as it is kept."""
    told = [log(share) for share in shares]
    average = sum(told) / len(told)
    return [MIDDLE + round(one - average) for one in told]
