"""Which resources and sectors have a word: told by those of a like word of English, and by steps to the others.

Resources that are alike stand near each other in the tables, so that most steps from one owner of a word to the next
are small. Where enough owners of a word have an English word too, mostly its translation, that word is told, and of
each of its owners whether it is one of these; so only the others are left to steps.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

from matcher.knowledge.shelves import Kept, around, gone_around

# About what it takes to tell an owner by a step, and a like word by its number; an owner of that takes a bit.
BITS_OF_STEP = 8
BITS_OF_WORD = 12

Rows = Sequence[Sequence[int]]


def by_word(told: Mapping[str, Sequence[int]], sizes: Iterable[int], english: Rows, most: int) -> Rows:
    """The owners of each word of a language, as what ``columns`` gave tells them; *sizes* is how many each word has.

    Those that a like word of English has too come first, and those and the others are in their order.
    """
    others, among = gone_around(told["owners"], most), _bits(told["like.owners"])
    found: list[Sequence[int]] = []
    told_others = told_among = 0
    for size, like in zip(sizes, told["like"], strict=True):
        owners: list[int] = []
        if like:
            theirs = english[like - 1]
            owners += compress(theirs, among[told_among : told_among + len(theirs)])
            told_among += len(theirs)
        left = size - len(owners)
        owners += others[told_others : told_others + left]
        told_others += left
        found.append(owners)
    return found


def columns(rows: Rows, english: Rows, most: int) -> dict[str, Kept]:
    """All that ``by_word`` takes up, of the owners of each word in their order; nothing is like English itself."""
    having: dict[int, list[int]] = defaultdict(list)
    for word, owners in enumerate(english):
        for owner in owners:
            having[owner].append(word)
    like = [_likest(owners, english, having) if len(owners) > 1 else 0 for owners in rows]
    theirs = [english[number - 1] if number else () for number in like]
    among = [owner in mine for mine, shared in zip(map(set, rows), theirs, strict=True) for owner in shared]
    others = [
        owner for mine, shared in zip(rows, map(set, theirs), strict=True) for owner in mine if owner not in shared
    ]
    return {"owners": around(others, most), "like": like, "like.owners": _in_bytes(among)}


def _likest(owners: Iterable[int], english: Rows, having: Mapping[int, Sequence[int]]) -> int:
    """One more than the number of the English word that spares most bits, 0 where none spares any."""
    both = Counter(word for owner in owners for word in having.get(owner, ()))
    spared = {word: BITS_OF_STEP * shared - len(english[word]) - BITS_OF_WORD for word, shared in both.items()}
    best = max(spared, key=lambda word: (spared[word], -word), default=0)
    return best + 1 if spared.get(best, 0) > 0 else 0


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
