"""What recurs in an answer, told once: a shelf of it, and in its stead the place on the shelf."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Plain = dict[str, Any]


class Shelf:
    """Things in the order in which they were first met; one that is met again stands there already.

    >>> shelf, price, distance = Shelf(), {"label": "price"}, {"label": "distance"}
    >>> shelf.places([price, distance, price]), shelf.things
    ([0, 1, 0], [{'label': 'price'}, {'label': 'distance'}])
    """

    def __init__(self) -> None:
        self.things: list[Plain] = []
        self._places: dict[int, int] = {}

    def place(self, thing: Plain) -> int:
        """Where *thing* stands, which is this very thing and not one that is merely equal."""
        found = self._places.setdefault(id(thing), len(self.things))
        if found == len(self.things):
            self.things.append(thing)
        return found

    def places(self, things: Iterable[Plain]) -> list[int]:
        """Where each of *things* stands."""
        return [self.place(thing) for thing in things]
