"""Reckoning with ranges: the lowest from the worst, the highest from the best, the middle from the middles."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.model import Range

NOTHING = Range(0.0, 0.0, 0.0)
ONE = Range(1.0, 1.0, 1.0)


def exactly(figure: float) -> Range:
    """A figure that is known exactly.

    >>> exactly(3)
    Range(low=3.0, mid=3.0, high=3.0)
    """
    return Range(float(figure), float(figure), float(figure))


def total(ranges: Iterable[Range]) -> Range:
    """The sum; nothing where there are none.

    >>> total([Range(1.0, 2.0, 3.0), Range(-1.0, 0.0, 5.0)])
    Range(low=0.0, mid=2.0, high=8.0)
    """
    low = mid = high = 0.0
    for least, likeliest, most in ranges:
        low += least
        mid += likeliest
        high += most
    return Range(low, mid, high)


def times(one: Range, other: Range) -> Range:
    """The product, whatever the signs.

    >>> times(Range(-2.0, 1.0, 3.0), Range(2.0, 4.0, 5.0))
    Range(low=-10.0, mid=4.0, high=15.0)
    """
    low, mid, high = one
    least, likeliest, most = other
    if low >= 0.0 and least >= 0.0:
        return Range(low * least, mid * likeliest, high * most)
    ends = (low * least, low * most, high * least, high * most)
    return Range(min(ends), mid * likeliest, max(ends))


def inverse(one: Range) -> Range:
    """One divided by a range that is above zero.

    >>> inverse(Range(2.0, 4.0, 5.0))
    Range(low=0.2, mid=0.25, high=0.5)
    """
    return Range(1.0 / one.high, 1.0 / one.mid, 1.0 / one.low)


def less(one: Range, other: Range) -> Range:
    """The difference, the worst case taking the most away.

    >>> less(Range(5.0, 6.0, 7.0), Range(1.0, 2.0, 3.0))
    Range(low=2.0, mid=4.0, high=6.0)
    """
    return Range(one.low - other.high, one.mid - other.mid, one.high - other.low)


def negative(one: Range) -> Range:
    """The range with its sign turned.

    >>> negative(Range(1.0, 2.0, 3.0))
    Range(low=-3.0, mid=-2.0, high=-1.0)
    """
    low, mid, high = one
    return Range(-high, -mid, -low)


def at_most(one: Range, most: float) -> Range:
    """The range with what is above *most* cut off.

    >>> at_most(Range(1.0, 2.0, 3.0), 2.5)
    Range(low=1.0, mid=2.0, high=2.5)
    """
    return Range(min(one.low, most), min(one.mid, most), min(one.high, most))
