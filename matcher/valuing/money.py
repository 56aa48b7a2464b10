"""What money over years is worth: present value, payback, break-even distance, and the zone for a price."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import NamedTuple

from matcher.model import Range
from matcher.valuing import ranges


class PriceZone(NamedTuple):
    """Between which prices both sides gain, in euro for a unit of the have, and what each gains at the middle.

    ``least`` is what the supplier needs, ``most`` what the receiver can pay; below zero the supplier pays. Either is
    None where it is not known, and then there is no middle. Gains are in euro a year.
    """

    least: Range | None
    most: Range | None
    middle: float | None = None
    supplier_gain: Range | None = None
    receiver_gain: Range | None = None

    @property
    def is_open(self) -> bool:
        """Whether the most likely figures leave room for a price."""
        return self.least is not None and self.most is not None and self.most.mid >= self.least.mid


def discounted(years: int, interest: float) -> float:
    """What one euro a year for *years* is worth today: the sum of 1 / (1 + interest) to the power of each year.

    >>> round(discounted(10, 0.04), 4), discounted(3, 0.0)
    (8.1109, 3.0)
    """
    worth, one = 0.0, 1.0
    for _ in range(years):
        # Multiplied step by step: powers may differ in their last digit from one machine to the other.
        one /= 1.0 + interest
        worth += one
    return worth


def present_value(yearly: Range, investment: Range, years: Range, interest: Range) -> Range:
    """Today's worth of a yearly benefit less the investment: NPV = -I + B × sum of 1 / (1 + r)^t.

    >>> round(present_value(*map(ranges.exactly, (100.0, 500.0, 10, 0.04))).mid, 2)
    311.09
    """
    return ranges.less(ranges.times(yearly, worth_of_a_year(years, interest)), investment)


@lru_cache(maxsize=256)
def worth_of_a_year(years: Range, interest: Range) -> Range:
    """What one euro a year is worth today over all of *years* at *interest*: fewer years and more interest, less.

    >>> worth_of_a_year(Range(2, 3, 4), Range(0.0, 0.0, 0.0))
    Range(low=2.0, mid=3.0, high=4.0)
    """
    return Range(
        discounted(round(years.low), interest.high),
        discounted(round(years.mid), interest.mid),
        discounted(round(years.high), interest.low),
    )


def payback(yearly: Range, investment: Range) -> Range:
    """Years until the benefit has paid the investment back; infinite where it never does.

    >>> payback(Range(-5.0, 50.0, 100.0), Range(100.0, 200.0, 300.0))
    Range(low=1.0, mid=4.0, high=inf)
    """
    return Range(
        *(
            spent / benefit if benefit > 0 else 0.0 if spent == 0 and benefit == 0 else inf
            for spent, benefit in (
                (investment.low, yearly.high),
                (investment.mid, yearly.mid),
                (investment.high, yearly.low),
            )
        )
    )


def break_even_distance(benefit_per_unit: float, freight_per_unit_km: float) -> float:
    """Kilometres at which an exchange stops paying for its own transport; nothing where it never pays.

    >>> break_even_distance(benefit_per_unit=30.0, freight_per_unit_km=0.12)
    250.0
    """
    if benefit_per_unit <= 0:
        return 0.0
    return benefit_per_unit / freight_per_unit_km if freight_per_unit_km > 0 else inf


def break_even_range(benefit_per_unit: Range, freight_per_unit_km: Range) -> Range:
    """The same for ranges: the least benefit with the dearest freight, and so on."""
    return Range(
        break_even_distance(benefit_per_unit.low, freight_per_unit_km.high),
        break_even_distance(benefit_per_unit.mid, freight_per_unit_km.mid),
        break_even_distance(benefit_per_unit.high, freight_per_unit_km.low),
    )


def price_zone(suppliers: Range | None, receivers: Range | None, amount: Range | None) -> PriceZone:
    """The zone between what the supplier needs and what the receiver can pay.

    *suppliers* is what an exchange for nothing brings the supplier for a unit (disposal saved less own costs), and
    *receivers* what it brings the receiver (purchase saved less treatment and freight). At the middle both gain alike.

    >>> zone = price_zone(ranges.exactly(10.0), ranges.exactly(30.0), ranges.exactly(100.0))
    >>> zone.least.mid, zone.most.mid, zone.middle, zone.supplier_gain.mid, zone.receiver_gain.mid
    (-10.0, 30.0, 10.0, 2000.0, 2000.0)
    """
    least = ranges.negative(suppliers) if suppliers else None
    if suppliers is None or receivers is None:
        return PriceZone(least, receivers)
    middle = (receivers.mid - suppliers.mid) / 2.0
    gains = (
        ranges.total((suppliers, ranges.exactly(middle))),
        ranges.less(receivers, ranges.exactly(middle)),
    )
    supplier, receiver = (ranges.times(gain, amount) if amount else None for gain in gains)
    return PriceZone(least, receivers, middle, supplier, receiver)
