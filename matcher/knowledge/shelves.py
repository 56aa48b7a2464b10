"""Texts and rows of small numbers in one file, each found by its name without reading the others.

A host compresses the file on its way to a browser, so everything is laid out for that; but what takes fewer bytes once
it has been sorted, as most texts and some rows do, is compressed so beforehand (by bzip2). A row of numbers is a row of
heads: a small number is its own, and a larger one has its high bits there and its low bits in a row of tails. Mostly
six bits go there: those are hardly ever told by what came before, all others often.
"""

from __future__ import annotations

import bz2
import json
import sys
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain

Kept = str | Sequence[int]
BYTE = 256
# How many bits of a number are its tail, if the high bits leave so many heads to numbers of their own.
BITS_OF_TAIL = range(6, 9)
HEADS_OF_THEIR_OWN = 64


class Shelves:
    """What ``packed`` has written; ``digest`` is what it was told then of where all that comes from."""

    def __init__(self, content: bytes) -> None:
        heading, _, self._rest = content.partition(b"\n")
        told = json.loads(heading)
        self.digest: str = told["digest"]
        self._places: Mapping[str, Sequence[int]] = told["places"]
        self._compressed = frozenset[int](told.get("compressed", ()))  # A file of an earlier version has none.

    def text(self, name: str) -> str:
        """The text of that name."""
        start, end = self._places[name]
        return self._part(start, end).decode()

    def lines(self, name: str) -> Sequence[str]:
        """The lines of a text."""
        return self.text(name).split("\n")

    def numbers(self, name: str) -> Sequence[int]:
        """The row of numbers of that name."""
        start, end, start_of_tails, end_of_tails, limit, bits = self._places[name]
        heads = self._part(start, end)
        if start_of_tails == end_of_tails:
            return heads
        pairs = bytearray(2 * len(heads))
        tails = _in_their_places(heads, self._part(start_of_tails, end_of_tails), limit)
        pairs[0::2] = _both(heads.translate(_of_heads(limit, bits, lambda number: number % BYTE)), tails)
        pairs[1::2] = heads.translate(_of_heads(limit, bits, lambda number: number // BYTE))
        found = array("H", bytes(pairs))
        if sys.byteorder == "big":
            found.byteswap()
        return found

    def _part(self, start: int, end: int) -> bytes:
        content = self._rest[start:end]
        return bz2.decompress(content) if start in self._compressed and content else content


def _of_heads(limit: int, bits: int, byte: Callable[[int], int]) -> bytes:
    """A byte of the number that each head stands for, if its tail were 0."""
    return bytes(byte(head if head < limit else head - limit << bits) for head in range(BYTE))


def _in_their_places(heads: bytes, tails: bytes, limit: int) -> bytes:
    """Each tail in the place of its head, as texts, which are quickly joined; 0 for heads that have none."""
    gaps = bytes(limit) + bytes([BYTE - 1]) * (BYTE - limit)
    none = heads.translate(gaps).decode("latin-1").split("\xff")
    both = [""] * (2 * len(none) - 1)
    both[0::2], both[1::2] = none, tails.decode("latin-1")
    return "".join(both).encode("latin-1")


def _both(some: bytes, others: bytes) -> bytes:
    """The bits of both, all bytes at once."""
    return (int.from_bytes(some, "big") | int.from_bytes(others, "big")).to_bytes(len(some), "big")


def packed(named: Mapping[str, Kept], digest: str = "") -> bytes:
    """One file with all texts and rows of numbers, which are from 0 to 60,000, by their names."""
    cut = {
        name: ([kept.encode()], []) if isinstance(kept, str) else _heads_and_tails(kept) for name, kept in named.items()
    }
    parts = sorted(
        (len(parts), place, _density(part), name)
        for name, (parts, _) in cut.items()
        for place, part in enumerate(parts)
    )
    places: dict[str, list[int]] = {name: [] for name in named}
    content = bytearray()
    compressed: list[int] = []
    for _, place, _, name in parts:
        part = cut[name][0][place]
        kept = _in_fewest_bytes(part)
        compressed += (len(content),) if kept != part else ()
        places[name] += (len(content), len(content) + len(kept))
        content += kept
    told = {name: [*places[name], *limit] for name, (_, limit) in cut.items()}
    heading = json.dumps({"digest": digest, "compressed": compressed, "places": told}, separators=(",", ":"))
    return heading.encode() + b"\n" + content


def _in_fewest_bytes(part: bytes) -> bytes:
    """A part as it is sent in fewest bytes: as it is, for a host to compress, or sorted and compressed before."""
    return min(part, bz2.compress(part), key=_sent)


def _density(part: bytes) -> float:
    """How much is left of a part when it is compressed: what is alike in this is compressed best side by side."""
    return _sent(part) / (1 + len(part))


def _sent(part: bytes) -> int:
    """How many bytes are left of a part when a host compresses it."""
    import zlib  # Only whoever prepares the tables packs them.

    return len(zlib.compress(part, 9))


def _heads_and_tails(numbers: Sequence[int]) -> tuple[list[bytes], list[int]]:
    """The heads and the tails; the least head that has a tail, all below being numbers themselves, and its bits."""
    largest = max(numbers, default=0)
    most = BYTE - 1 - HEADS_OF_THEIR_OWN
    bits = next((bits for bits in BITS_OF_TAIL if largest >> bits <= most), BITS_OF_TAIL[-1])
    limit = BYTE if largest < BYTE else BYTE - 1 - (largest >> bits)
    heads = bytes(number if number < limit else limit + (number >> bits) for number in numbers)
    return [heads, bytes(number % (1 << bits) for number in numbers if number >= limit)], [limit, bits]


def lists(name: str, rows: Iterable[Sequence[int]]) -> dict[str, Kept]:
    """Rows of numbers of any length, to be packed under that name and taken up by ``Lists``."""
    told = [*rows]
    return {f"{name}.sizes": [*map(len, told)], name: [*chain.from_iterable(told)]}


def recurring(name: str, entries: Iterable[str]) -> dict[str, Kept]:
    """Texts many of which recur, to be packed under that name and taken up by ``Recurring``.

    What recurs is told by how many different texts ago it was the last, the one before being 1, and what is new by 0.

    >>> recurring("letters", "abbab")
    {'letters.different': 'a\\nb', 'letters': [0, 0, 1, 2, 2]}
    """
    different: list[str] = []
    latest: list[str] = []
    ago = []
    for entry in entries:
        if entry in latest:
            ago.append(len(latest) - latest.index(entry))
            latest.remove(entry)
        else:
            ago.append(0)
            different.append(entry)
        latest.append(entry)
    return {f"{name}.different": "\n".join(different), name: ago}


class Groups:
    """Entries numbered through, group after group."""

    def __init__(self, sizes: Iterable[int]) -> None:
        self._firsts = array("I", accumulate(sizes, initial=0))

    def __iter__(self) -> Iterator[range]:
        return map(range, self._firsts, self._firsts[1:])

    def of(self, group: int) -> range:
        """The numbers of the entries in a group."""
        return range(self._firsts[group], self._firsts[group + 1])

    def holding(self, entry: int) -> int:
        """The group that an entry is in."""
        return bisect_right(self._firsts, entry) - 1


class Lists:
    """Rows of numbers of any length."""

    def __init__(self, shelves: Shelves, name: str) -> None:
        self._rows = Groups(shelves.numbers(f"{name}.sizes"))
        self._numbers = shelves.numbers(name)

    def __getitem__(self, row: int) -> Sequence[int]:
        places = self._rows.of(row)
        return self._numbers[places.start : places.stop]

    def __iter__(self) -> Iterator[Sequence[int]]:
        return (self._numbers[places.start : places.stop] for places in self._rows)


class Recurring:
    """Texts many of which recur."""

    def __init__(self, shelves: Shelves, name: str) -> None:
        new = iter(shelves.lines(f"{name}.different"))
        latest: list[str] = []
        self._texts: list[str] = []
        for ago in shelves.numbers(name):
            latest.append(latest.pop(-ago) if ago else next(new))
            self._texts.append(latest[-1])

    def __getitem__(self, number: int) -> str:
        return self._texts[number]


def alike(one: Sequence[object], other: Sequence[object]) -> int:
    """How many letters or numbers two begin with alike.

    >>> alike("ashlar", "asphalt"), alike((3, 1), [3, 1, 4])
    (2, 2)
    """
    shortest = min(len(one), len(other))
    return next((place for place in range(shortest) if one[place] != other[place]), shortest)


def in_order(keys: Sequence[int]) -> list[int]:
    """The places of *keys* from the smallest key on.

    >>> in_order([7, 5, 6])
    [1, 2, 0]
    """
    return sorted(range(len(keys)), key=keys.__getitem__)


def sizes(most: int, groups: Iterable[int]) -> list[int]:
    """How often each number below *most* is among *groups*."""
    found = Counter(groups)
    return [found[number] for number in range(most)]


def around(numbers: Sequence[int], most: int) -> list[int]:
    """How far it is from each of the *numbers* to the next, going round from *most* to 0.

    >>> around([3, 5, 1], 10)
    [3, 2, 6]
    """
    return [(number - before) % most for before, number in zip([0, *numbers], numbers, strict=False)]


def gone_around(steps: Iterable[int], most: int) -> list[int]:
    """The numbers between which the *steps* are.

    >>> gone_around([3, 2, 6], 10)
    [3, 5, 1]
    """
    return [gone % most for gone in accumulate(steps)]
