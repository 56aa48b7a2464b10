"""What is known of resources: their words, their kin, what may serve as what, and what must not meet.

The tables are prepared once (see preparing.py) into long texts of short lines. A line is taken apart only when it is
looked up, so that a browser has all the knowledge at hand within milliseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from matcher.model import LANGUAGES, Language

__all__ = ["LEAST_COVERAGE", "STRENGTHS", "Knowledge", "Lexicon", "Phrase", "Resource", "Use", "knowledge"]

# A phrase is heard when its words that were found tell at least this share of it.
LEAST_COVERAGE = 0.5
STRENGTHS = ("established", "practised", "tried")
WEIGHT_UNIT = 1000


class Resource(NamedTuple):
    """A resource, or a role that resources serve, with its place in the tree.

    ``temperature`` is the lowest and highest, in degrees Celsius, where the table tells it.
    """

    id: str
    parent: int | None
    nature: str
    kind: str
    traits: frozenset[str]
    purposes: frozenset[str]
    temperature: tuple[float, float] | None


class Use(NamedTuple):
    """What may serve as what: after which treatment, under which conditions, for which sectors, says which source."""

    have: int
    want: int
    strength: str
    treatments: tuple[str, ...]
    conditions: tuple[str, ...]
    sectors: tuple[str, ...]
    source: str


class Phrase(NamedTuple):
    """What a phrase names, a resource's number or a sector's code, its stems, and how much they tell together."""

    owner: int | str
    stems: tuple[str, ...]
    weight: float


class Groups:
    """Lines of entries parted by semicolons, the entries numbered through all lines."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        counts = (line.count(";") + 1 if line else 0 for line in self._lines)
        self._firsts = [0, *accumulate(counts)]

    def of(self, line: int) -> range:
        """The numbers of the entries in a line."""
        return range(self._firsts[line], self._firsts[line + 1])

    def entry(self, number: int) -> tuple[int, str]:
        """The line that an entry stands in, and the entry."""
        line = bisect_right(self._firsts, number) - 1
        return line, self._lines[line].split(";")[number - self._firsts[line]]


class Lexicon:
    """The phrases of one language that name resources and sectors, found by their rarest words.

    ``weight(stem)`` is how much a known stem tells, the natural logarithm of the inverse share of resources that it
    names; ``keyed_by(stem)`` are the phrases of which it is one of the two rarest; ``phrase(number)`` is one of them.
    """

    def __init__(self, language: Language, plain: Mapping[str, str]) -> None:
        self.language = language
        self.stems: Sequence[str] = plain["stems"].split("\n")
        self._places = {stem: place for place, stem in enumerate(self.stems)}
        self._weights = plain["weights"].split(" ")
        self._phrases = Groups(plain["phrases"])
        self._seconds = plain["seconds"].split("\n")
        self._senses = plain["senses"].split("\n")
        self.weight = cache(self._weight)
        self.keyed_by = cache(self._keyed_by)
        self.phrase = cache(self._phrase)

    def __contains__(self, stem: object) -> bool:
        return stem in self._places

    def _weight(self, stem: str) -> float:
        return int(self._weights[self._places[stem]]) / WEIGHT_UNIT

    def _keyed_by(self, stem: str) -> Sequence[int]:
        place = self._places.get(stem)
        return [*self._phrases.of(place), *_numbers(self._seconds[place])] if place is not None else ()

    def _phrase(self, number: int) -> Phrase:
        place, entry = self._phrases.entry(number)
        owner, *others = entry.split(" ")
        stems = (self.stems[place], *(self.stems[int(other)] for other in others))
        named = owner[1:] if owner.startswith("s") else int(owner)
        return Phrase(named, stems, sum(self.weight(stem) for stem in stems))

    def senses(self, stem: str) -> Sequence[int]:
        """The rows of the general words that *stem* stands in, the same for all languages."""
        place = self._places.get(stem)
        return _numbers(self._senses[place]) if place is not None else ()


class Knowledge:
    """Everything that matching looks up."""

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self.ids: Sequence[str] = plain["ids"].split("\n")
        self.by_id: Mapping[str, int] = {name: number for number, name in enumerate(self.ids)}
        self.lexicons: Mapping[Language, Lexicon] = {
            language: Lexicon(language, plain["lexicons"][language]) for language in LANGUAGES
        }
        self._resources = plain["resources"].split("\n")
        self._uses = Groups(plain["uses"])
        self._labels: Mapping[Language, Sequence[str]] = {
            language: plain["labels"][language].split("\n") for language in LANGUAGES
        }
        self._uses_for = plain["uses_for"].split("\n")
        self._codes: Mapping[str, str] = plain["codes"]
        self._sectors: Mapping[str, Sequence[str]] = plain["sectors"]
        self._terms: Mapping[str, Mapping[str, Sequence[str]]] = plain["terms"]
        self._order: Mapping[str, Sequence[str]] = {table: list(terms) for table, terms in self._terms.items()}
        self._children: dict[int, list[int]] = {}
        for number, line in enumerate(self._resources):
            parent = line.partition("\t")[0]
            if parent:
                self._children.setdefault(int(parent), []).append(number)
        self.resource = cache(self._resource)
        self.use = cache(self._use)

    def __len__(self) -> int:
        return len(self.ids)

    def _resource(self, number: int) -> Resource:
        """The resource of that number."""
        parent, nature, kind, traits, purposes, temperature = self._resources[number].split("\t")
        return Resource(
            self.ids[number],
            int(parent) if parent else None,
            nature,
            kind,
            frozenset(traits.split()),
            frozenset(purposes.split()),
            _range(temperature),
        )

    def _use(self, number: int) -> Use:
        """The use of that number."""
        have, entry = self._uses.entry(number)
        want, strength, treatments, conditions, source, sectors = entry.split(",")
        return Use(
            have,
            int(want),
            STRENGTHS[int(strength)],
            self._named("treatments", treatments),
            self._named("conditions", conditions),
            tuple(sectors.split()),
            *self._named("sources", source),
        )

    def want_and_strength(self, number: int) -> tuple[int, str]:
        """What a use is for and how well it is known, without the rest of it."""
        want, strength, _ = self._uses.entry(number)[1].split(",", 2)
        return int(want), STRENGTHS[int(strength)]

    def _named(self, table: str, places: str) -> tuple[str, ...]:
        return tuple(self._order[table][int(place)] for place in places.split())

    def label(self, number: int, language: Language) -> str:
        """What a resource is called."""
        return self._labels[language][number]

    def term(self, table: str, code: str, language: Language) -> str:
        """What a treatment or a condition is called."""
        return self._terms[table][code][LANGUAGES.index(language)]

    def source(self, code: str) -> str:
        """A source as it is cited: title, date and address."""
        title, date, address = self._terms["sources"][code]
        return f"{title} ({date}), {address}" if address else f"{title} ({date})"

    def children(self, number: int) -> Sequence[int]:
        """The resources directly below."""
        return self._children.get(number, ())

    def uses_of(self, number: int) -> Sequence[int]:
        """The uses in which a resource is had."""
        return self._uses.of(number)

    def uses_for(self, number: int) -> Sequence[int]:
        """The uses in which a resource or role is wanted."""
        return _numbers(self._uses_for[number])

    def of_code(self, code: str) -> Sequence[int]:
        """The resources that a List of Waste code stands for."""
        return [int(number) for number in self._codes.get(code, "").split()]

    def typical(self, sector: str, side: str) -> Sequence[int]:
        """The resources that plants of a sector typically have or want."""
        haves, wants = self._sectors.get(sector, ("", ""))
        return [int(number) for number in (haves if side == "have" else wants).split()]

    def ancestors(self, number: int) -> list[int]:
        """The resources above, the nearest first."""
        line, parent = [], self.resource(number).parent
        while parent is not None:
            line.append(parent)
            parent = self.resource(parent).parent
        return line

    def descendants(self, number: int) -> list[tuple[int, int]]:
        """The resources below, each with how many steps below."""
        found, queue = [], [(child, 1) for child in self.children(number)]
        while queue:
            child, steps = queue.pop(0)
            found.append((child, steps))
            queue.extend((grandchild, steps + 1) for grandchild in self.children(child))
        return found


def _range(told: str) -> tuple[float, float] | None:
    low, _, high = told.partition("..")
    return (float(low), float(high or low)) if low else None


def _numbers(line: str) -> Sequence[int]:
    """The numbers of a line that holds the first of them and then the steps to the next."""
    return list(accumulate(map(int, line.split()))) if line else ()


@cache
def knowledge() -> Knowledge:
    """The knowledge of the packaged tables."""
    from matcher.knowledge import preparing

    return Knowledge(preparing.ready())
