"""How many chose what, with the uncertainty, and with everything left out that would tell what a single one said."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from site_plugins.survey.instrument import Question

# Fewer than these are never told.
LEAST = 5
Z = 1.959964  # The 97.5th percentile of the normal distribution: 95 % lie within.
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of ``base`` chose something; where ``count`` is None, ``state`` says what may be told instead.

    ``shown``: the count; ``few``: fewer than LEAST; ``most``: all but fewer than LEAST; ``hidden``: nothing at all.
    """

    base: int
    count: int | None
    state: str

    @property
    def share(self) -> float:
        """The share of those who answered; only of a count that is shown."""
        assert self.count is not None
        return self.count / self.base

    @property
    def interval(self) -> Interval:
        """Where the share may lie, with 95 % confidence."""
        assert self.count is not None
        return wilson(self.count, self.base)


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that are counted together: a choice, or a span of numbers; ``text`` by language where it is a choice."""

    id: str
    text: Mapping[str, str]
    low: float | None = None
    high: float | None = None


def groups(question: Question) -> list[Group]:
    """What the answers to a *question* are sorted into: choices, the two ends and the middle of a scale, or spans."""
    if question.type == "scale":
        return [Group(name, {}) for name in ("low", "middle", "high")]
    if question.type == "number":
        bounds = (None, *question.bands, None)
        return [Group(f"{low or ''}-{high or ''}", {}, low, high) for low, high in pairwise(bounds)]
    return [Group(option.id, option.text) for option in question.options]


def group_of(answer: str, question: Question) -> list[str]:
    """The ids of the groups that an *answer* belongs to; a bound belongs to the span that begins there."""
    if question.type == "several":
        return answer.split(";")
    if question.type == "scale":
        return ["low" if answer in "12" else "middle" if answer == "3" else "high"]
    if question.type == "number":
        return [groups(question)[sum(float(answer) >= bound for bound in question.bands)].id]
    return [answer]


def cells(given: Sequence[str], question: Question) -> list[Cell] | None:
    """What may be told of the answers *given*, group by group; None where there are fewer than LEAST."""
    base = len(given)
    if base < LEAST:
        return None
    counts = {group.id: 0 for group in groups(question)}
    for answer in given:
        for name in group_of(answer, question):
            counts[name] += 1
    if question.type == "several":
        return [by_itself(count, base) for count in counts.values()]
    hidden = to_hide(list(counts.values()))
    return [
        Cell(base, None, "hidden") if place in hidden else Cell(base, count, "shown")
        for place, count in enumerate(counts.values())
    ]


def by_itself(count: int, base: int) -> Cell:
    """One choice of several: both those who chose it and those who did not have to be LEAST.

    >>> [by_itself(count, 20).state for count in (0, 4, 5, 15, 16, 20)]
    ['few', 'few', 'shown', 'shown', 'most', 'most']
    """
    if count < LEAST:
        return Cell(base, None, "few")
    return Cell(base, None, "most") if base - count < LEAST else Cell(base, count, "shown")


def to_hide(counts: Sequence[int]) -> set[int]:
    """The places of the counts that may not be told where all of them add up to a number that is.

    None where all are LEAST or nobody; all where everybody said the same. Else all below LEAST, and then from the end
    of the list as many as it takes for those hidden to be LEAST together: no subtraction leads to fewer, and the place
    in the list, unlike the size, tells nothing of what is hidden.

    >>> sorted(to_hide([12, 7, 3])), sorted(to_hide([12, 7, 4, 3])), to_hide([12, 7, 0]), sorted(to_hide([20, 0, 0]))
    ([1, 2], [2, 3], set(), [0, 1, 2])
    """
    if not any(0 < count < LEAST for count in counts):
        is_unanimous = sum(count > 0 for count in counts) == 1
        return set(range(len(counts))) if is_unanimous else set()
    hidden = {place for place, count in enumerate(counts) if count < LEAST}
    for place in reversed(range(len(counts))):
        if sum(counts[one] for one in hidden) >= LEAST:
            break
        hidden.add(place)
    return hidden


def wilson(count: int, base: int) -> Interval:
    """The interval of Wilson (1927) around a share, with 95 % confidence.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
    Statistical Association 22 (1927), 209-212.

    >>> [round(bound, 4) for bound in wilson(9, 20)]
    [0.2582, 0.6579]
    """
    share = count / base
    middle = (share + Z * Z / (2 * base)) / (1 + Z * Z / base)
    half = Z / (1 + Z * Z / base) * math.sqrt(share * (1 - share) / base + Z * Z / (4 * base * base))
    return max(0.0, middle - half), min(1.0, middle + half)


def difference(one: Cell, other: Cell) -> tuple[float, float, float]:
    """How much larger the share of *one* is, and the interval of it by Newcombe's hybrid score, with 95 % confidence.

    Source: R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of
    eleven methods, Statistics in Medicine 17 (1998), 873-890, method 10.

    >>> [round(figure, 4) for figure in difference(Cell(70, 56, "shown"), Cell(80, 48, "shown"))]
    [0.2, 0.0524, 0.3339]
    """
    gap = one.share - other.share
    (low, high), (other_low, other_high) = one.interval, other.interval
    down = math.hypot(one.share - low, other_high - other.share)
    up = math.hypot(high - one.share, other.share - other_low)
    return gap, gap - down, gap + up
