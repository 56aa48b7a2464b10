"""The best amounts as a flow of least cost over whole numbers, found by the network simplex of networkx."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, log10

import networkx

from matcher.allocating.parts import Part, Scales

# So many decimal digits of the largest amount and of the largest worth of a part are counted.
DIGITS_OF_AMOUNTS = 12
DIGITS_OF_WORTHS = 9
SOURCE, SINK = "source", "sink"


def best(part: Part, worths: Mapping[str, float], scales: Scales) -> dict[str, float]:
    """The amounts of the haves by key that are worth most.

    Bounds are rounded down to twelve digits of the largest, worths to nine digits of the largest: the plan is never
    more than is there, and falls short of the best by less than a part in a million.
    """
    supplies, demands = _bounds(part, scales)
    largest = max((*supplies.values(), *demands.values()), default=0.0)
    dearest = max((worths[one.key] / scales.haves[one.have] for one in part.options), default=0.0)
    if not largest or not dearest:
        return {}
    steps = 10.0 ** (DIGITS_OF_AMOUNTS - ceil(log10(largest)))
    network = networkx.DiGraph()
    network.add_edge(SINK, SOURCE)
    for row, bound in supplies.items():
        network.add_edge(SOURCE, ("have", row), capacity=int(bound * steps))
    for row, bound in demands.items():
        network.add_edge(("want", row), SINK, capacity=int(bound * steps))
    for arc in part.arcs:
        worth = round(worths[arc.option.key] / scales.haves[arc.option.have] / dearest * 10**DIGITS_OF_WORTHS)
        network.add_edge(("have", arc.have_row), ("want", arc.want_row), weight=-worth)
    _, flows = networkx.network_simplex(network)
    amounts: dict[str, float] = {}
    for arc in part.arcs:
        drawn = flows["have", arc.have_row]["want", arc.want_row]
        if drawn:
            amount = drawn / steps / scales.haves[arc.option.have]
            amounts[arc.option.key] = amounts.get(arc.option.key, 0.0) + amount
    return amounts


def _bounds(part: Part, scales: Scales) -> tuple[dict[int, float], dict[int, float]]:
    """The bounds of the rows in the common measure of the part."""
    supplies, demands = {}, {}
    for arc in part.arcs:
        supplies[arc.have_row] = part.supplies[arc.have_row] * scales.haves[arc.option.have]
        demands[arc.want_row] = part.demands[arc.want_row] / scales.wants[arc.option.want]
    return supplies, demands
