"""What is known of resources: their words, their kin, what may serve as what, and what must not meet.

The tables are prepared once (see preparing.py) into long texts and rows of numbers. An entry is taken apart only when
it is looked up, so that a browser has all the knowledge at hand within milliseconds.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import NamedTuple

from matcher.knowledge.shelves import Shelves
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
    """What a phrase names, a resource's number or a sector's code, its stems by place, and how much they tell."""

    owner: int | str
    places: tuple[int, ...]
    weight: float


class Groups:
    """Entries numbered through, group after group."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._firsts = array("I", accumulate(sizes, initial=0))

    def of(self, group: int) -> range:
        """The numbers of the entries in a group."""
        return range(self._firsts[group], self._firsts[group + 1])

    def holding(self, entry: int) -> int:
        """The group that an entry is in."""
        return bisect_right(self._firsts, entry) - 1


class Lexicon:
    """The phrases of one language that name resources and sectors, found by their rarest words.

    Each known stem has a place. ``weight(place)`` is how much it tells, the natural logarithm of the inverse share of
    resources that it names; ``keyed_by(place)`` are the phrases of which it is one of the two rarest;
    ``phrase(number)`` is one of them.
    """

    def __init__(self, language: Language, shelves: Shelves, sectors: Sequence[str], resources: int) -> None:
        def numbers(name: str) -> array[int]:
            return shelves.numbers(f"{language}.{name}")

        self.language = language
        self.stems = shelves.lines(f"{language}.stems")
        self._sectors = sectors
        self._resources = resources
        self._places = {stem: place for place, stem in enumerate(self.stems)}
        self._weights = numbers("weights")
        self._by_rarest = Groups(numbers("phrases"))
        self._owners = numbers("owners")
        self._others = Groups(numbers("lengths"))
        self._besides = numbers("others")
        self._by_second = Groups(numbers("seconds"))
        self._phrases_by_second = numbers("phrases_by_second")
        self._senses = shelves.lines(f"{language}.senses")
        self.keyed_by = cache(self._keyed_by)
        self.phrase = cache(self._phrase)
        self._meanings = cache(lambda place: _numbers(self._senses[place]))

    def __contains__(self, stem: object) -> bool:
        return stem in self._places

    def place(self, stem: str) -> int:
        """Where a known stem stands; raises KeyError for another."""
        return self._places[stem]

    def weight(self, place: int) -> float:
        """How much the stem at a place tells."""
        return self._weights[place] / WEIGHT_UNIT

    def _keyed_by(self, place: int) -> Sequence[Phrase]:
        seconds = self._by_second.of(place)
        numbers = (*self._by_rarest.of(place), *self._phrases_by_second[seconds.start : seconds.stop])
        return [self.phrase(number) for number in numbers]

    def _phrase(self, number: int) -> Phrase:
        owner = self._owners[number]
        named = owner if owner < self._resources else self._sectors[owner - self._resources]
        others = self._others.of(number)
        places = (self._by_rarest.holding(number), *self._besides[others.start : others.stop])
        return Phrase(named, places, sum(map(self._weights.__getitem__, places)) / WEIGHT_UNIT)

    def senses(self, stem: str) -> Sequence[int]:
        """The rows of the general words that *stem* stands in, the same for all languages."""
        place = self._places.get(stem)
        return self._meanings(place) if place is not None else ()


class Knowledge:
    """Everything that matching looks up."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self.ids = shelves.lines("ids")
        self.by_id: Mapping[str, int] = {name: number for number, name in enumerate(self.ids)}
        self._resources = shelves.lines("resources")
        self._parents = shelves.numbers("parents")
        self._uses = Groups(shelves.numbers("uses"))
        self._wants = shelves.numbers("uses.wants")
        self._strengths = shelves.numbers("uses.strengths")
        self._terms_of_uses = shelves.lines("uses.terms")
        self.lines = cache(shelves.lines)
        self.resource = cache(self._resource)
        self.use = cache(self._use)
        self.ancestors = cache(self._ancestors)
        self.line = cache(self._line)
        self.descendants = cache(self._descendants)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def lexicons(self) -> Mapping[Language, Lexicon]:
        """The phrases of each language."""
        sectors = [*self._sectors]
        return {language: Lexicon(language, self._shelves, sectors, len(self)) for language in LANGUAGES}

    @cached_property
    def _children(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = {}
        for number, parent in enumerate(self._parents):
            found.setdefault(parent, []).append(number)
        return found

    @cached_property
    def _sectors(self) -> Mapping[str, Sequence[str]]:
        rows = (line.split("\t") for line in self._shelves.lines("sectors"))
        return {code: flows for code, *flows in rows}

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return {code: numbers for code, _, numbers in (line.partition("\t") for line in self._shelves.lines("codes"))}

    @cached_property
    def _codes_by_resource(self) -> Mapping[int, Sequence[str]]:
        found: dict[int, list[str]] = {}
        for code in self._codes:
            for number in self.of_code(code):
                found.setdefault(number, []).append(code)
        return found

    def _resource(self, number: int) -> Resource:
        """The resource of that number."""
        nature, kind, traits, purposes, temperature = self._resources[number].split("\t")
        parent = self._parents[number]
        return Resource(
            self.ids[number],
            parent - 1 if parent else None,
            nature,
            kind,
            frozenset(traits.split()),
            frozenset(purposes.split()),
            _range(temperature),
        )

    def _use(self, number: int) -> Use:
        """The use of that number."""
        treatments, conditions, source, sectors = self._terms_of_uses[number].split(",")
        return Use(
            self._uses.holding(number),
            *self.want_and_strength(number),
            self._named("treatments", treatments),
            self._named("conditions", conditions),
            tuple(sectors.split()),
            *self._named("sources", source),
        )

    def want_and_strength(self, number: int) -> tuple[int, str]:
        """What a use is for and how well it is known, without the rest of it."""
        return self._wants[number], STRENGTHS[self._strengths[number]]

    def _named(self, table: str, places: str) -> tuple[str, ...]:
        return tuple(self.lines(table)[int(place)] for place in places.split())

    def label(self, number: int, language: Language) -> str:
        """What a resource is called."""
        return self.lines(f"{language}.labels")[number]

    def term(self, table: str, code: str, language: Language) -> str:
        """What a treatment or a condition is called."""
        return self.lines(f"{language}.{table}")[self.lines(table).index(code)]

    def source(self, code: str) -> str:
        """A source as it is cited: title, date and address."""
        return self.lines("sources.cited")[self.lines("sources").index(code)]

    def children(self, number: int) -> Sequence[int]:
        """The resources directly below."""
        return self._children.get(number + 1, ())

    def uses_of(self, number: int) -> Sequence[int]:
        """The uses in which a resource is had."""
        return self._uses.of(number)

    def of_code(self, code: str) -> Sequence[int]:
        """The resources that a List of Waste code stands for."""
        return [int(number) for number in self._codes.get(code, "").split()]

    @property
    def sectors(self) -> Sequence[str]:
        """The sectors of whose plants it is known what they typically have and want."""
        return [*self._sectors]

    def codes_of(self, number: int) -> Sequence[str]:
        """The List of Waste codes that a resource, or what it is a kind of, may fall under."""
        line = (number, *self.ancestors(number))
        return next((self._codes_by_resource[one] for one in line if one in self._codes_by_resource), ())

    def typical(self, sector: str, side: str) -> Sequence[int]:
        """The resources that plants of a sector typically have or want."""
        haves, wants = self._sectors.get(sector, ("", ""))
        return [int(number) for number in (haves if side == "have" else wants).split()]

    def _ancestors(self, number: int) -> tuple[int, ...]:
        """The resources above, the nearest first."""
        parent = self.resource(number).parent
        return () if parent is None else (parent, *self.ancestors(parent))

    def _line(self, number: int) -> tuple[str, ...]:
        """The ids of a resource and of what it is a kind of, the nearest first."""
        return tuple(self.ids[one] for one in (number, *self.ancestors(number)))

    def _descendants(self, number: int) -> tuple[tuple[int, int], ...]:
        """The resources below, each with how many steps below."""
        found, queue = [], [(child, 1) for child in self.children(number)]
        while queue:
            child, steps = queue.pop(0)
            found.append((child, steps))
            queue.extend((grandchild, steps + 1) for grandchild in self.children(child))
        return tuple(found)


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
