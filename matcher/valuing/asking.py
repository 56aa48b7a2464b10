"""What to ask for: figures that are missing, and those that would narrow the net benefit if they were known better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from matcher.factors import RECKONED, Factor
from matcher.model import Range
from matcher.valuing import ranges
from matcher.valuing.lines import SUPPLIERS, Line

# Net benefit, both sides of the price zone, emissions, and all that is counted over the amount.
ALL_RESULTS = 5


class Unknown(NamedTuple):
    """A figure to ask for.

    ``waiting`` counts the results that cannot be told without it. ``narrows`` is by how much the yearly net benefit
    differs between the figure's lowest and highest value, all others at their middles; None where it has no value yet.
    """

    factor: Factor
    waiting: int
    narrows: float | None


def missing(euro: Sequence[Line], emissions: Sequence[Line]) -> list[Unknown]:
    """The figures that nobody knows, those first for which most results wait."""
    sides = ([line for line in euro if line.code in SUPPLIERS], [line for line in euro if line.code not in SUPPLIERS])
    results = [{factor.id: factor for line in told for factor in line.missing} for told in (euro, *sides, emissions)]
    waiting = Counter(name for told in results for name in told)
    named = {name: factor for told in results for name, factor in told.items()}
    return [Unknown(named[name], count, None) for name, count in waiting.most_common()]


def narrowing(euro: Sequence[Line], amount: Factor, benefit: Range | None) -> list[Unknown]:
    """The figures known as a range, those first on which the net benefit depends most."""
    return sorted(_swings(euro, amount, benefit), key=lambda one: (-(one.narrows or 0.0), one.factor.id))


def _swings(euro: Sequence[Line], amount: Factor, benefit: Range | None) -> Iterator[Unknown]:
    if amount.value is None or benefit is None:
        return
    swings: dict[str, tuple[Factor, float]] = {}
    for line in euro:
        for factor in line.inputs:
            if factor.source != RECKONED and factor.value is not None and factor.value.low < factor.value.high:
                before = swings.get(factor.id, (factor, 0.0))[1]
                swings[factor.id] = (factor, before + _swing(line, factor) * amount.value.mid)
    for factor, swing in swings.values():
        yield Unknown(factor, 0, abs(swing))
    if amount.value.low < amount.value.high:
        yield Unknown(amount, 0, abs(benefit.mid) * (amount.value.high - amount.value.low))


def _swing(line: Line, factor: Factor) -> float:
    """By how much a line grows while one of its figures goes from its lowest to its highest value."""
    swing = line.sign
    for one in line.figures:
        told = one.value or ranges.ONE
        swing *= told.high - told.low if one.id == factor.id else told.mid
    if line.over is None:
        return swing
    told = line.over.value or ranges.ONE
    return swing * (1.0 / told.high - 1.0 / told.low) if line.over.id == factor.id else swing / told.mid
