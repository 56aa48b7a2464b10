"""Which resources and sectors have a word: told by those of a like word of English, and by steps to the others.

Resources that are alike stand near each other in the tables, so that most steps from one owner of a word to the next
are small. Where enough owners of a word have an English word too, mostly its translation, that word is told, and of
each of its owners whether it is one of these; so only the others are left to steps.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, compress, islice, repeat
from operator import sub

from matcher.knowledge.shelves import Groups, Kept

# About what it takes to tell an owner by a step, and a like word by its number; an owner of that takes a bit.
BITS_OF_STEP = 8
BITS_OF_WORD = 12

Rows = Sequence[Sequence[int]]


class Owners:
    """The owners of the words of a language, of which it is known how many each has; *english* are those of English."""

    def __init__(self, told: Mapping[str, Sequence[int]], sizes: Sequence[int], english: Owners | None) -> None:
        self._rows, self._sizes = Groups(sizes), sizes
        self._owners = array("H")
        steps, like, among, start = iter(told["owners"]), iter(told["like"]), _bits(told["like.owners"]), 0
        for size in sizes:
            alike: Sequence[int] = ()
            if size > 1 and english and (number := next(like)):
                theirs = english.of(number - 1)
                alike = [*compress(theirs, among[start : start + len(theirs)])]
                start += len(theirs)
                self._owners.extend(alike)
            self._owners.extend(accumulate(islice(steps, size - len(alike))))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Each word with each of its owners, the words in their order."""
        return zip(chain.from_iterable(map(repeat, range(len(self._sizes)), self._sizes)), self._owners, strict=True)

    def of(self, word: int) -> Sequence[int]:
        """The owners of a word, in their order."""
        row = self._rows.of(word)
        return sorted(self._owners[row.start : row.stop])


def columns(rows: Rows, english: Rows) -> dict[str, Kept]:
    """All that ``Owners`` takes up, of the owners of each word in their order; nothing is like English itself."""
    having: dict[int, list[int]] = defaultdict(list)
    for word, owners in enumerate(english):
        for owner in owners:
            having[owner].append(word)
    steps: list[int] = []
    like: list[int] = []
    among: list[bool] = []
    for owners in rows:
        theirs: Sequence[int] = ()
        if len(owners) > 1 and english:
            like.append(_likest(owners, english, having))
            theirs = english[like[-1] - 1] if like[-1] else ()
        among += (owner in owners for owner in theirs)
        steps += _steps([owner for owner in owners if owner not in theirs])
    return {"owners": steps, "like": like, "like.owners": _in_bytes(among)}


def _likest(owners: Iterable[int], english: Rows, having: Mapping[int, Sequence[int]]) -> int:
    """One more than the number of the English word that spares most bits, 0 where none spares any."""
    both = Counter(word for owner in owners for word in having.get(owner, ()))
    spared = {word: BITS_OF_STEP * shared - len(english[word]) - BITS_OF_WORD for word, shared in both.items()}
    best = max(spared, key=lambda word: (spared[word], -word), default=0)
    return best + 1 if spared.get(best, 0) > 0 else 0


def _steps(numbers: Sequence[int]) -> Iterable[int]:
    """The first of ascending numbers, and how far it is from each to the next.

    >>> list(_steps([3, 5, 9]))
    [3, 2, 4]
    """
    return map(sub, numbers, [0, *numbers])


def _in_bytes(bits: Sequence[bool]) -> list[int]:
    """Bits as numbers of eight each; there may be some more at the end.

    >>> [*_bits(_in_bytes([True, False] * 5))]
    [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    """
    size = -(-len(bits) // 8)
    digits = "".join("01"[bit] for bit in bits).ljust(8 * size, "0")
    return [*int(digits or "0", 2).to_bytes(size, "big")]


def _bits(told: Sequence[int]) -> bytes:
    """The bits that were put in bytes, one in each."""
    digits = f"{int.from_bytes(bytes(told), 'big'):0{8 * len(told)}b}" if told else ""
    return digits.encode().translate(bytes.maketrans(b"01", b"\0\1"))
