"""Heat: whether it is warm enough, what lifting it costs in electricity, and in which months it is wanted at all."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from matcher.model import Range
from matcher.seasons import YEAR

KELVIN = 273.15
# No heat pump does better than this, however little it has to lift.
BEST_COP = 20.0


def is_warm_enough(source: float, needed: float, approach: float) -> bool:
    """Whether heat of *source* °C can be given on at *needed* °C through a heat exchanger that loses *approach* K.

    >>> is_warm_enough(source=95, needed=65, approach=5), is_warm_enough(source=55, needed=65, approach=5)
    (True, False)
    """
    return source - approach >= needed


def performance(source: float, needed: float, approach: float, share: float) -> float:
    """Coefficient of performance of a heat pump: *share* of Carnot's, T_hot / (T_hot - T_cold) in kelvin.

    The hot side is *approach* warmer than what is needed, the cold side *approach* colder than the source.

    >>> round(performance(source=30, needed=70, approach=5, share=0.5), 2)
    3.48
    """
    hot, cold = needed + approach + KELVIN, source - approach + KELVIN
    return min(BEST_COP, share * hot / (hot - cold)) if hot > cold else BEST_COP


def performance_range(source: float, needed: float, approach: Range, share: Range) -> Range:
    """The same where the heat exchanger and the quality of the heat pump are not known exactly."""
    return Range(
        performance(source, needed, approach.high, share.low),
        performance(source, needed, approach.mid, share.mid),
        performance(source, needed, approach.low, share.high),
    )


def delivered(cop: float) -> float:
    """MWh that a heat pump gives for each MWh that it takes from the source: COP / (COP - 1).

    >>> delivered(3.0)
    1.5
    """
    return cop / (cop - 1.0) if cop > 1.0 else inf


def overlap(had: float, wanted: float, had_in: Collection[int], wanted_in: Collection[int]) -> float:
    """How much of a yearly amount meets the need, month by month, both spread evenly over their months.

    No months told means all of them.

    >>> overlap(had=1200, wanted=600, had_in=(), wanted_in=(10, 11, 12, 1, 2, 3))
    600.0
    >>> overlap(had=600, wanted=600, had_in=(4, 5, 6, 7, 8, 9), wanted_in=(10, 11, 12))
    0.0
    """
    supply, need = had_in or YEAR, wanted_in or YEAR
    shared = sum(month in supply for month in need)
    return shared * min(had / len(supply), wanted / len(need))
