"""Which resource may serve as which: kept for each want, where its haves stand near each other, and told for each have.

A use is numbered by its have, and among those of its have by its want; its place is where it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matcher.knowledge.shelves import Groups, Kept, Shelves, around, gone_around, in_order, sizes


class Uses:
    """The uses by their numbers."""

    def __init__(self, shelves: Shelves, resources: int) -> None:
        haves = gone_around(shelves.numbers("uses.haves"), resources)
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
