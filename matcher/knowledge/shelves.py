"""Texts and rows of small numbers in one file, each found by its name without reading the others."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence

Kept = str | Sequence[int]
LARGEST = {"B": 0xFF, "H": 0xFFFF, "I": 0xFFFF_FFFF}


class Shelves:
    """What ``packed`` has written."""

    def __init__(self, content: bytes) -> None:
        heading, _, self._rest = content.partition(b"\n")
        self._places: Mapping[str, tuple[str, int, int]] = json.loads(heading)

    def text(self, name: str) -> str:
        """The text of that name."""
        _, start, end = self._places[name]
        return self._rest[start:end].decode()

    def lines(self, name: str) -> Sequence[str]:
        """The lines of a text."""
        return self.text(name).split("\n")

    def numbers(self, name: str) -> array[int]:
        """The row of numbers of that name."""
        kind, start, end = self._places[name]
        found = array(kind, self._rest[start:end])
        if sys.byteorder == "big":
            found.byteswap()
        return found


def packed(named: Mapping[str, Kept]) -> bytes:
    """One file with all texts and rows of numbers from 0 up by their names."""
    places: dict[str, tuple[str, int, int]] = {}
    parts: list[bytes] = []
    start = 0
    for name, kept in named.items():
        kind, part = ("T", kept.encode()) if isinstance(kept, str) else _as_bytes(kept)
        places[name] = (kind, start, start + len(part))
        parts.append(part)
        start += len(part)
    return json.dumps(places, separators=(",", ":")).encode() + b"\n" + b"".join(parts)


def _as_bytes(numbers: Iterable[int]) -> tuple[str, bytes]:
    row = list(numbers)
    kind = next(kind for kind, largest in LARGEST.items() if max(row, default=0) <= largest)
    told = array(kind, row)
    if sys.byteorder == "big":
        told.byteswap()
    return kind, told.tobytes()
