"""How likely a sum of products is above zero where its figures are known as ranges only (Monte Carlo, fixed seed)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat
from math import sqrt
from operator import add, mul

from matcher.model import Range
from matcher.valuing.lines import Line
from matcher.valuing.ranges import ONE

DRAWS = 200
NO_DRAWS: Sequence[float] = []
SEED = b"catalyst:"
# A linear congruential generator (Knuth's MMIX): whole numbers only, so equal on every machine.
FACTOR, STEP, LAST = 6364136223846793005, 1442695040888963407, (1 << 64) - 1


def positive(lines: Iterable[Line], low: float, high: float) -> float:
    """The share of draws in which the sum of *lines* is above zero, where it lies between *low* and *high*.

    Each figure is drawn from a triangle over its range; a figure of one name has one value in one draw, wherever it
    stands. The draws of a name are the same on every machine: only sums, products and square roots are used.

    >>> from matcher.factors import Factor
    >>> from matcher.valuing.lines import made
    >>> price, cost = Factor("price", "", Range(0.0, 0.0, 2.0)), Factor("cost", "", ONE)
    >>> positive([made("purchase", 1.0, (price,)), made("handling", -1.0, (cost,))], -1.0, 1.0)
    0.25
    """
    if low > 0.0:
        return 1.0
    if high <= 0.0:
        return 0.0
    sure, sums = 0.0, [0.0] * DRAWS
    for line in lines:
        scale, draws = _product(line)
        if draws:
            sums = list(map(add, sums, map(mul, draws, repeat(scale))))
        else:
            sure += scale
    return sum(map((-sure).__lt__, sums)) / DRAWS


def _product(line: Line) -> tuple[float, Sequence[float]]:
    """What is sure of a line, and the draws of the rest of it, if there is any."""
    scale, draws = line.sign, NO_DRAWS
    for factor in line.inputs:
        value = factor.value or ONE
        if value.low == value.high:
            scale = scale / value.mid if factor is line.over else scale * value.mid
            continue
        told = drawn(factor.id, value)
        if factor is line.over:
            told = [1.0 / figure for figure in told]
        draws = list(map(mul, draws, told)) if draws else told
    return scale, draws


@lru_cache(maxsize=1024)
def drawn(name: str, value: Range) -> Sequence[float]:
    """Draws of a figure from the triangle over its range."""
    low, mid, high = value
    width = high - low
    places = _triangle(round((mid - low) / width, 6))
    return [low + width * places[one] for one in _order(name)]


@lru_cache(maxsize=1024)
def _triangle(peak: float) -> Sequence[float]:
    """Places in a triangle between 0 and 1 whose top is at *peak*, one in the middle of each step of equal chance."""
    return [_below(peak, (step + 0.5) / DRAWS) for step in range(DRAWS)]


def _below(peak: float, share: float) -> float:
    """The place below which *share* of the triangle lies."""
    if share < peak:
        return sqrt(share * peak)
    return 1.0 - sqrt((1.0 - share) * (1.0 - peak))


@lru_cache(maxsize=8192)
def _order(name: str) -> bytes:
    """The steps in an order of the name's own, so that each is drawn once (Latin hypercube)."""
    state = 0
    for letter in SEED + name.encode():
        state = (FACTOR * (state + letter) + STEP) & LAST
    order = bytearray(range(DRAWS))
    for place in range(DRAWS - 1, 0, -1):
        state = (FACTOR * state + STEP) & LAST
        other = (state >> 32) % (place + 1)
        order[place], order[other] = order[other], order[place]
    return bytes(order)
