"""Which resource may serve as which: kept for each want, where its haves stand near each other, and told for each have.

A use is numbered by its have, and among those of its have by its want; its place is where it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from matcher.knowledge.shelves import Groups, Kept, Shelves, in_order, sizes


class Uses:
    """The uses by their numbers."""

    def __init__(self, shelves: Shelves, resources: int) -> None:
        haves = [steps % resources for steps in accumulate(shelves.numbers("uses.haves"))]
        wants = [want for want, among in enumerate(Groups(shelves.numbers("uses"))) for _ in among]
        self.places = in_order(haves)
        self.wants = [wants[place] for place in self.places]
        self._haves = Groups(sizes(resources, haves))

    def of(self, have: int) -> range:
        """The uses in which a resource is had."""
        return self._haves.of(have)

    def have(self, number: int) -> int:
        """The resource that is had in a use."""
        return self._haves.holding(number)


def columns(uses: Iterable[tuple[int, int]], resources: int) -> Mapping[str, Kept]:
    """All that ``Uses`` takes up, of uses as wants and haves in the order of their places."""
    wants, haves = zip(*uses, strict=True)
    return {"uses": sizes(resources, wants), "uses.haves": around(haves, resources)}


def around(numbers: Sequence[int], most: int) -> list[int]:
    """How far it is from each of the *numbers* to the next, going round from *most* to 0.

    >>> around([3, 5, 1], 10)
    [3, 2, 6]
    """
    return [(number - before) % most for before, number in zip([0, *numbers], numbers, strict=False)]
