"""What plants of a sector usually have sorts the readings of ambiguous words.

*Flis* at a sawmill are chips of wood, not broken tiles.
"""

from __future__ import annotations

from collections.abc import Sequence

from matcher.knowledge import Knowledge
from matcher.remembering import remembered

UNUSUAL = 0.6


@remembered
def usual(sectors: tuple[str, ...], knowledge: Knowledge) -> frozenset[int]:
    """The resources that plants of *sectors* (NACE codes) usually have; a class has what its division has besides."""
    codes = {code for sector in sectors for code in (sector, sector.partition(":")[0], sector[:2])}
    return frozenset(number for code in codes for number in knowledge.typical(code, "have"))


def likelihoods(readings: Sequence[tuple[int, float, str]], usual_here: frozenset[int]) -> list[float]:
    """What is left of each of *readings*: less where another, as sure, reads the same words as something usual here.

    A reading is the number of a resource, how sure it is, and the words that name it.
    """
    expected = [(sure, set(words.split())) for number, sure, words in readings if number in usual_here]
    return [
        UNUSUAL
        if number not in usual_here and any(set(words.split()) <= told and sure <= most for most, told in expected)
        else 1.0
        for number, sure, words in readings
    ]
