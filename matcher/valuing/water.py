"""Water: how far one water may be mixed into another before a limit is passed."""

from __future__ import annotations

from collections.abc import Iterable


def mixed(parts: Iterable[tuple[float, float]]) -> float:
    """The concentration of a mixture of flows, each with its amount and its concentration: sum F·c / sum F.

    >>> mixed([(100.0, 20.0), (300.0, 4.0)])
    8.0
    """
    told = list(parts)
    amount = sum(flow for flow, _ in told)
    return sum(flow * concentration for flow, concentration in told) / amount if amount else 0.0


def largest_share(had: float, fresh: float, limit: float) -> float:
    """The largest share of a water with concentration *had* in a mixture with *fresh* that keeps to *limit*.

    From x·had + (1 - x)·fresh ≤ limit. Nothing where the fresh water itself is above the limit.

    >>> largest_share(had=50.0, fresh=10.0, limit=20.0)
    0.25
    >>> largest_share(had=5.0, fresh=0.0, limit=20.0), largest_share(had=50.0, fresh=30.0, limit=20.0)
    (1.0, 0.0)
    """
    if had <= limit:
        return 1.0
    return max(0.0, (limit - fresh) / (had - fresh))
