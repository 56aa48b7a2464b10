"""The stems of a language in their order: each told by what it adds to the one before, and found by its root."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, starmap

from matcher.knowledge.shelves import Kept, Shelves, alike
from matcher.normalising import Grammar, root

# What a stem adds ends in a letter told by another character, so that nothing else has to part it from the next.
ENDS = {letter: chr(ord(letter) - 32) for letter in "abcdefghijklmnopqrstuvwxyz0123456789-"}


def columns(stems: Sequence[str]) -> dict[str, Kept]:
    """All that is kept of *stems*, by name."""
    shared = [*starmap(alike, pairwise(["", *stems]))]
    return {
        "stems": _run_together(stem[same:] for stem, same in zip(stems, shared, strict=True)),
        "stems.shared": shared,
    }


def opened(shelves: Shelves) -> Sequence[str]:
    """The stems that ``columns`` was given."""
    return [*_unfolded(_parted(shelves.text("stems")), shelves.numbers("stems.shared"))]


def first_of_its_root(stem: str, stems: Sequence[str], rules: Grammar) -> str:
    """The first of *stems*, which are in their order, that shares its root with *stem*; itself where there is none.

    >>> from matcher.normalising import grammar
    >>> [first_of_its_root(one, ["leakag", "leaks"], grammar("en")) for one in ("-leak", "leakproof")]
    ['leakag', 'leakproof']
    """
    shared = root(stem, rules)
    place = bisect_left(stems, shared)
    while place < len(stems) and stems[place].startswith(shared):
        if root(stems[place], rules) == shared:
            return stems[place]
        place += 1
    return stem


def _run_together(endings: Iterable[str]) -> str:
    """Texts with nothing in between, the last letter of each told as in ``ENDS``.

    >>> _parted(_run_together(["ash", "lar", "π"]))
    ['ash', 'lar', 'π']
    """
    return "".join(ending[:-1] + ENDS.get(ending[-1], f"{ending[-1]}\n") for ending in endings)


def _parted(told: str) -> Sequence[str]:
    """What was run together."""
    for letter, end in ENDS.items():
        told = told.replace(end, f"{letter}\n")
    return told.split("\n")[:-1]


def _unfolded(endings: Iterable[str], shared: Iterable[int]) -> Iterator[str]:
    """Stems of which each is told by how many letters it shares with the one before, and its other letters.

    >>> list(_unfolded(["ash", "lar", "phalt"], [0, 3, 2]))
    ['ash', 'ashlar', 'asphalt']
    """
    stem = ""
    for ending, same in zip(endings, shared, strict=True):
        stem = stem[:same] + ending
        yield stem
