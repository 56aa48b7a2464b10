"""What a flow is made of and in what form it comes, as far as words tell: it sorts haves that serve the same role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from matcher import normalising, tables
from matcher.knowledge import Knowledge, Lexicon
from matcher.normalising import Word
from matcher.remembering import remembered

# Where in a sentence a word says of what the thing itself is made; what it is for or comes from may be anything.
TELLING = ("head", "modifier", "attribute")
COLUMNS = {"want": "asked", "have": "had"}
Qualities = frozenset[tuple[str, str]]
NONE: Qualities = frozenset()


def told(words: Iterable[Word], side: str, lexicon: Lexicon, knowledge: Knowledge) -> Qualities:
    """The qualities, each as axis and name, that a have's *words* tell or a want's ask for."""
    known = _by_sense(COLUMNS[side], knowledge)
    senses = (sense for word in words if word.place in TELLING for sense in lexicon.senses(word.stem))
    return NONE.union(*(known.get(sense, NONE) for sense in senses))


@remembered
def agreeing(asked: Qualities, had: Qualities) -> tuple[int, int]:
    """On how many axes a have is of a quality that is asked for, and on how many only of others."""
    agree = {axis for axis, _ in asked & had}
    differ = {axis for axis, _ in asked} & {axis for axis, _ in had} - agree
    return len(agree), len(differ)


@cache
def of_resource(number: int, knowledge: Knowledge) -> Qualities:
    """The qualities that the id of a resource tells; on an axis where it tells none, that of the nearest above.

    An id is English words of the trade parted by hyphens (docs/knowledge.md): *pet-flakes* are of PET.
    """
    known = _by_stem("had")
    found: dict[str, Qualities] = {}
    rules = normalising.grammar("en")
    for name in knowledge.line(number):
        stems = (normalising.stem(part, rules) for part in name.split("-"))
        here = NONE.union(*(known.get(stem, NONE) for stem in stems))
        for axis in {axis for axis, _ in here} - found.keys():
            found[axis] = frozenset(quality for quality in here if quality[0] == axis)
    return NONE.union(*found.values())


@cache
def _by_sense(column: str, knowledge: Knowledge) -> Mapping[int, Qualities]:
    """The qualities by the general words of the trade, which are the same in all languages."""
    found: dict[int, Qualities] = {}
    for row, senses in zip(tables.rows("qualities"), knowledge.senses_of_qualities(column), strict=True):
        for sense in senses:
            found[sense] = found.get(sense, NONE) | {(row["axis"], row["quality"])}
    return found


@cache
def _by_stem(column: str) -> Mapping[str, Qualities]:
    """The axis and the name of each row of qualities.csv by the stems of the English words in a column."""
    rules = normalising.grammar("en")
    found: dict[str, Qualities] = {}
    for row in tables.rows("qualities"):
        for stem in normalising.stems(" ".join(tables.cells(row, column)), rules):
            found[stem] = found.get(stem, NONE) | {(row["axis"], row["quality"])}
    return found
