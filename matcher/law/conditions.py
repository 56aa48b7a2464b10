"""When a row of a table holds: conditions over what is known of a pair, written in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from matcher import tables

# What may be known of a pair, each a set of words: see docs/knowledge.md.
ASPECTS = (
    *("kind", "nature", "relation", "have", "want", "treatment"),
    *("entry", "code", "origin", "declared", "trait", "purpose", "sector", "caution"),
    *("border", "country", "from", "to", "answer", "outcome"),
)
Facts = Mapping[str, frozenset[str]]
NOTHING: frozenset[str] = frozenset()


class Term(NamedTuple):
    """One aspect of a pair has one of these words; where it is denied, it has none of them."""

    aspect: str
    words: frozenset[str]
    is_denied: bool

    def holds(self, facts: Facts) -> bool:
        """Whether it is so."""
        return self.words.isdisjoint(facts.get(self.aspect, NOTHING)) is self.is_denied


Condition = tuple[tuple[Term, ...], ...]


@cache
def condition(cell: str) -> Condition:
    """A cell taken apart; one that is empty always holds.

    Terms are parted by semicolons and must all hold; "or" begins another way for the cell to hold.

    >>> cell = condition("kind=material; trait=manure|sewage; purpose!=feed or border=crossed")
    >>> facts = {"kind": frozenset({"material"}), "trait": frozenset({"manure"})}
    >>> holds(cell, facts), holds(cell, facts | {"purpose": frozenset({"feed"})})
    (True, False)
    """
    return tuple(tuple(map(_term, filter(None, map(str.strip, way.split(";"))))) for way in cell.split(" or "))


def holds(asked: Condition, facts: Facts) -> bool:
    """Whether a condition is met by what is known."""
    return any(all(term.holds(facts) for term in way) for way in asked)


def faults(row: tables.Row, known: Mapping[str, Iterable[str]]) -> list[str]:
    """What is wrong in the condition of a *row*: aspects that do not exist, and words that *known* does not list."""
    found = []
    for term in (term for way in condition(row["when"]) for term in way):
        if term.aspect not in ASPECTS:
            found.append(f"{tables.where(row)}: {term.aspect!r} is no aspect of a pair")
        elif term.aspect in known:
            strange = sorted(term.words.difference(known[term.aspect]))
            found += [f"{tables.where(row)}: {term.aspect}={word} is not known" for word in strange]
    return found


def _term(written: str) -> Term:
    aspect, _, words = written.partition("=")
    is_denied = aspect.endswith("!")
    return Term(aspect.rstrip("!").strip(), frozenset(word.strip() for word in words.split("|")), is_denied)
