"""How likely a sum of products is above zero where its figures are known as ranges only (Monte Carlo, fixed seed)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import sqrt

from matcher.model import Range

DRAWS = 1000
SEED = b"catalyst:"
# A linear congruential generator (Knuth's MMIX): whole numbers only, so equal on every machine.
FACTOR, STEP, SPAN = 6364136223846793005, 1442695040888963407, 1 << 64

# One term: its sign, and its figures by name, each with whether it multiplies or divides.
Term = tuple[float, Sequence[tuple[str, Range, int]]]


def positive(terms: Iterable[Term], low: float, high: float) -> float:
    """The share of draws in which the sum of *terms* is above zero, where it lies between *low* and *high*.

    Each figure is drawn from a triangle over its range; a figure of one name has one value in one draw, wherever it
    stands. The draws of a name are the same on every machine: only sums, products and square roots are used.

    >>> positive([(1.0, [("price", Range(0.0, 0.0, 2.0), 1)]), (-1.0, [("cost", Range(1.0, 1.0, 1.0), 1)])], -1.0, 1.0)
    0.25
    """
    if low > 0.0:
        return 1.0
    if high <= 0.0:
        return 0.0
    sums = [0.0] * DRAWS
    for sign, figures in terms:
        products = [sign] * DRAWS
        for name, value, power in figures:
            told = drawn(name, value)
            if power > 0:
                products = [product * figure for product, figure in zip(products, told, strict=True)]
            else:
                products = [product / figure for product, figure in zip(products, told, strict=True)]
        sums = [before + product for before, product in zip(sums, products, strict=True)]
    return sum(figure > 0.0 for figure in sums) / DRAWS


@lru_cache(maxsize=1024)
def drawn(name: str, value: Range) -> Sequence[float]:
    """Draws of a figure from the triangle over its range."""
    if value.low == value.high:
        return (value.mid,) * DRAWS
    return tuple(_of_triangle(value, share) for share in _shares(name))


def _of_triangle(value: Range, share: float) -> float:
    """The figure below which *share* of a triangle over a range lies."""
    width, left = value.high - value.low, value.mid - value.low
    if share * width < left:
        return value.low + sqrt(share * width * left)
    return value.high - sqrt((1.0 - share) * width * (value.high - value.mid))


@lru_cache(maxsize=1024)
def _shares(name: str) -> Sequence[float]:
    """Shares between 0 and 1, one in each thousandth, in an order of the name's own (Latin hypercube)."""
    state = 0
    for letter in SEED + name.encode():
        state = (FACTOR * (state + letter) + STEP) % SPAN
    order = list(range(DRAWS))
    for place in range(DRAWS - 1, 0, -1):
        state = (FACTOR * state + STEP) % SPAN
        other = (state >> 32) % (place + 1)
        order[place], order[other] = order[other], order[place]
    return tuple((place + 0.5) / DRAWS for place in order)
