"""When a row of a table holds: conditions over what is known of a pair, written in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache
from typing import NamedTuple

from matcher import tables

# What may be known of a pair: see docs/knowledge.md.
ASPECTS = (
    *("kind", "nature", "relation", "have", "want", "treatment"),
    *("entry", "code", "origin", "declared", "trait", "purpose", "sector", "caution"),
    *("border", "country", "from", "to", "answer", "outcome"),
)
# All that is known of a pair, each as "aspect=word".
Facts = Set[str]


class Term(NamedTuple):
    """One of these facts is known; where it is denied, none of them is."""

    facts: frozenset[str]
    is_denied: bool


Condition = tuple[tuple[Term, ...], ...]


@cache
def condition(cell: str) -> Condition:
    """A cell taken apart; one that is empty always holds.

    Terms are parted by semicolons and must all hold; "or" begins another way for the cell to hold.

    >>> cell = condition("kind=material; trait=manure|sewage; purpose!=feed or border=crossed")
    >>> facts = {"kind=material", "trait=manure"}
    >>> holds(cell, facts), holds(cell, facts | {"purpose=feed"}), holds(cell, {"border=crossed"})
    (True, False, True)
    """
    return tuple(tuple(map(_term, filter(None, map(str.strip, way.split(";"))))) for way in cell.split(" or "))


def holds(asked: Condition, known: Facts) -> bool:
    """Whether a condition is met by what is known."""
    for way in asked:
        for facts, is_denied in way:
            if facts.isdisjoint(known) is not is_denied:
                break
        else:
            return True
    return False


class Ruled(NamedTuple):
    """What has a condition, in the order of its table, found by the facts that the condition asks for.

    ``always`` are those places whose condition may hold without such a fact.
    """

    conditions: tuple[Condition, ...]
    by_fact: Mapping[str, tuple[int, ...]]
    always: frozenset[int]

    def worth_a_look(self, known: Facts) -> list[int]:
        """The places of those whose condition may hold."""
        found = set(self.always).union(*map(self.by_fact.__getitem__, self.by_fact.keys() & known))
        return sorted(found)

    def holding(self, known: Facts) -> list[int]:
        """The places of those whose condition holds."""
        return [place for place in self.worth_a_look(known) if holds(self.conditions[place], known)]


def ruled(conditions: Iterable[Condition], later: tuple[str, ...] = ()) -> Ruled:
    """*conditions* by one thing that each way of them asks for; facts of the aspects *later* are not known yet.

    It is a kind only where nothing else is asked for, since most pairs are of one kind.

    >>> told = ruled([condition("kind=heat"), condition(""), condition("trait=manure or kind=heat")])
    >>> told.holding({"kind=heat"}), told.holding({"kind=water", "trait=manure"}), told.holding({"kind=water"})
    ([0, 1, 2], [1, 2], [1])
    """
    listed = tuple(conditions)
    by_fact: dict[str, set[int]] = {}
    always = set()
    for place, asked in enumerate(listed):
        for way in asked:
            needed = [term for term in way if not term.is_denied and not _is_of(later, term)]
            if not needed:
                always.add(place)
            for fact in min(needed, key=lambda term: _is_of(("kind",), term)).facts if needed else ():
                by_fact.setdefault(fact, set()).add(place)
    return Ruled(listed, {fact: tuple(places) for fact, places in by_fact.items()}, frozenset(always))


def _is_of(aspects: Iterable[str], term: Term) -> bool:
    return any(fact.partition("=")[0] in aspects for fact in term.facts)


def faults(row: tables.Row, known: Mapping[str, Iterable[str]]) -> list[str]:
    """What is wrong in the condition of a *row*: aspects that do not exist, and words that *known* does not list."""
    found = []
    for fact in sorted(fact for way in condition(row["when"]) for term in way for fact in term.facts):
        aspect, _, word = fact.partition("=")
        if aspect not in ASPECTS:
            found.append(f"{tables.where(row)}: {aspect!r} is no aspect of a pair")
        elif aspect in known and word not in frozenset(known[aspect]):
            found.append(f"{tables.where(row)}: {fact} is not known")
    return found


def _term(written: str) -> Term:
    aspect, _, words = written.partition("=")
    name = aspect.rstrip("!").strip()
    return Term(frozenset(f"{name}={word.strip()}" for word in words.split("|")), aspect.endswith("!"))
