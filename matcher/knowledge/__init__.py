"""What is known of resources: their words, their kin, what may serve as what, and what must not meet.

The tables are prepared once (see preparing.py) into long texts and rows of numbers. An entry is taken apart only when
it is looked up, so that a browser has all the knowledge at hand within milliseconds.
What recognising and ranking need in any language is in one file, and the words of each language are in a file of their
own; what only tells of a match (grounds, sources, labels) is in others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from matcher.knowledge.letters import Letters
from matcher.knowledge.lexicon import LEAST_COVERAGE, NAMELESS, Job, Lexicon, Named, Owner, Phrase
from matcher.knowledge.lexicons import Lexicons
from matcher.knowledge.shelves import Lists, Recurring, Shelves, gone_around
from matcher.knowledge.uses import Uses
from matcher.model import Language

__all__ = [
    "LEAST_COVERAGE",
    "NAMELESS",
    "NEAR",
    "STRENGTHS",
    "Grounds",
    "Job",
    "Knowledge",
    "Lexicon",
    "Lexicons",
    "Named",
    "Owner",
    "Phrase",
    "Resource",
    "Use",
    "knowledge",
]

STRENGTHS = ("established", "practised", "tried")
# How near to what is wanted a resource may be that much the same words name, as in near.csv.
NEAR = ("near", "may_do")
TERMS = ("treatments", "conditions", "sources")
# The files that the prepared tables are kept in, besides those of words (see lexicons.py): what is matched by, and what
# is told of matches, that in each language too.
KNOWLEDGE, TOLD = "knowledge", "told"


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
    """What may serve as what, and which sectors usually take it."""

    have: int
    want: int
    strength: str
    sectors: tuple[str, ...]


class Grounds(NamedTuple):
    """What a use rests on: after which treatments, under which conditions, says which source."""

    treatments: tuple[str, ...]
    conditions: tuple[str, ...]
    source: str


class Knowledge:
    """Everything that matching looks up."""

    def __init__(self, opened: Callable[[str], Shelves]) -> None:
        self._opened = opened
        self._shelves = shelves = opened(KNOWLEDGE)
        self.ids = shelves.lines("ids")
        self.by_id: Mapping[str, int] = {name: number for number, name in enumerate(self.ids)}
        self._parents = shelves.numbers("parents")
        self._strengths = shelves.numbers("uses.strengths")
        self.lines = cache(self._lines)
        self.resource = cache(self._resource)
        self.use = cache(self._use)
        self.grounds = cache(self._grounds)
        self.ancestors = cache(self._ancestors)
        self.line = cache(self._line)
        self.descendants = cache(self._descendants)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def lexicons(self) -> Lexicons:
        """The phrases of each language, opened when they are asked for."""
        doing = gone_around(self._shelves.numbers("jobs"), len(self))
        return Lexicons(self._opened, [*range(len(self)), *self._sectors, *map(Job, doing)], self.family)

    @cached_property
    def letters(self) -> Letters:
        """What tells which language a text is in."""
        return Letters(self._shelves)

    @cached_property
    def _resources(self) -> Recurring:
        return Recurring(self._shelves, "resources")

    @cached_property
    def _uses(self) -> Uses:
        return Uses(self._shelves, len(self))

    @cached_property
    def _children(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = {}
        for number, parent in enumerate(self._parents):
            found.setdefault(parent, []).append(number)
        return found

    @cached_property
    def _near(self) -> Mapping[str, Lists]:
        return {relation: Lists(self._shelves, f"near.{relation}") for relation in NEAR}

    @cached_property
    def _sectors(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self._shelves.lines("sectors"))}

    @cached_property
    def _typical(self) -> Mapping[str, Lists]:
        return {side: Lists(self._shelves, f"sectors.{side}") for side in ("have", "want")}

    @cached_property
    def _codes(self) -> Mapping[str, Sequence[int]]:
        resources = Lists(self._shelves, "codes.resources")
        return {code: resources[place] for place, code in enumerate(self._shelves.lines("codes"))}

    @cached_property
    def _terms(self) -> Mapping[str, Recurring]:
        return {table: Recurring(self._opened(TOLD), f"uses.{table}") for table in TERMS}

    @cached_property
    def _takers(self) -> Recurring:
        return Recurring(self._shelves, "uses.sectors")

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
        sectors = self._takers[self._uses.places[number]].split()
        return Use(self._uses.have(number), *self.want_and_strength(number), tuple(sectors))

    def _grounds(self, number: int) -> Grounds:
        """What the use of that number rests on."""
        treatments, conditions, (source,) = (self._terms[table][self._uses.places[number]].split() for table in TERMS)
        return Grounds(tuple(treatments), tuple(conditions), source)

    def _lines(self, name: str, language: Language | None = None) -> Sequence[str]:
        """The lines of a text that tells of matches, in one language where it has any."""
        return self._opened(f"{TOLD}-{language}" if language else TOLD).lines(name)

    def want_and_strength(self, number: int) -> tuple[int, str]:
        """What a use is for and how well it is known, without the rest of it."""
        return self._uses.wants[number], STRENGTHS[self._strengths[self._uses.places[number]]]

    def label(self, number: int, language: Language) -> str:
        """What a resource is called."""
        return self.lines("labels", language)[number]

    def term(self, table: str, code: str, language: Language) -> str:
        """What a treatment or a condition is called."""
        return self.lines(table, language)[self.lines(table).index(code)]

    def source(self, code: str) -> str:
        """A source as it is cited: title, date and address."""
        return self.lines("sources.cited")[self.lines("sources").index(code)]

    def senses_of_qualities(self, column: str) -> Iterable[Sequence[int]]:
        """Of each row of qualities.csv the rows of the general words that the words in its *column* stand in."""
        return Lists(self._shelves, f"qualities.{column}")

    def children(self, number: int) -> Sequence[int]:
        """The resources directly below."""
        return self._children.get(number + 1, ())

    def family(self, number: int) -> Sequence[int]:
        """The resources that are a kind of the same as one is, itself among them; itself alone below a mere heading."""
        parent = self.resource(number).parent
        return (number,) if parent is None or self.resource(parent).nature == "group" else self.children(parent)

    def near(self, number: int) -> Iterable[tuple[str, int]]:
        """The resources that may do where one is wanted that much the same words name, each with how near it is."""
        for relation, had in self._near.items():
            yield from ((relation, other) for other in had[number])

    def uses_of(self, number: int) -> Sequence[int]:
        """The uses in which a resource is had."""
        return self._uses.of(number)

    def of_code(self, code: str) -> Sequence[int]:
        """The resources that a List of Waste code stands for."""
        return self._codes.get(code, ())

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
        return self._typical[side][self._sectors[sector]] if sector in self._sectors else ()

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


@cache
def knowledge() -> Knowledge:
    """The knowledge of the packaged tables."""
    from matcher.knowledge import preparing

    return Knowledge(preparing.ready)
