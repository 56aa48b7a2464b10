"""The stems of all languages in one list, each told by what it adds to the one before and in which languages it is.

Many a stem is the same in two languages or nearly so, and those stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, pairwise, starmap

from matcher.knowledge.shelves import Kept, Shelves, alike
from matcher.model import LANGUAGES, Language

# A number tells both how many letters a stem shares with the one before, and by its last bits in which languages it is.
LANGUAGE_BITS = len(LANGUAGES)
# What a stem adds ends in a letter told by another character, so that nothing else has to part it from the next.
ENDS = {letter: chr(ord(letter) - 32) for letter in "abcdefghijklmnopqrstuvwxyz0123456789-"}


def columns(stems: Mapping[Language, Iterable[str]]) -> dict[str, Kept]:
    """All that is kept of the stems of each language, by name."""
    spoken = {language: frozenset(told) for language, told in stems.items()}
    every = sorted(frozenset().union(*spoken.values()))
    shared = [*starmap(alike, pairwise(["", *every]))]
    bits = [sum((stem in spoken[language]) << bit for bit, language in enumerate(LANGUAGES)) for stem in every]
    return {
        "stems": _run_together(stem[same:] for stem, same in zip(every, shared, strict=True)),
        "stems.shared": [same << LANGUAGE_BITS | told for same, told in zip(shared, bits, strict=True)],
    }


def by_language(shelves: Shelves) -> Mapping[Language, Sequence[str]]:
    """The stems of each language, in their order."""
    told = shelves.numbers("stems.shared")
    every = [*_unfolded(_parted(shelves.text("stems")), [number >> LANGUAGE_BITS for number in told])]
    return {
        language: [*compress(every, [number & 1 << bit for number in told])] for bit, language in enumerate(LANGUAGES)
    }


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
