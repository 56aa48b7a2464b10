"""What a synergy is worth: in euro, tonnes, MWh, m³ and t CO2e, from lowest to highest, and what is not known yet.

Ranges are reckoned by interval arithmetic: the lowest result is the one where every figure is at its worst. How likely
a benefit is, is counted in draws (chance.py). A result is None as soon as one of its figures is not known; nothing is
added up in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from matcher import factors
from matcher.cycles import unsearched
from matcher.factors import Book, Factor
from matcher.knowledge import Knowledge
from matcher.model import Problem, Range, Synergy
from matcher.progress import Progress, counted, silent
from matcher.valuing import asking, chance, lines, money, ranges
from matcher.valuing.asking import Unknown
from matcher.valuing.case import ENERGY, MASS, VOLUME, Case, Note, read
from matcher.valuing.lines import SUPPLIERS, Line
from matcher.valuing.money import PriceZone

__all__ = ["KILOGRAMS", "Lifetime", "Line", "Note", "PerUnit", "Unknown", "Value", "of_project", "rates_of", "value"]

KILOGRAMS = 1000.0


class PerUnit(NamedTuple):
    """What allocation needs: benefit in euro, t CO2e and tonnes diverted, each for one unit of the have."""

    benefit: Range | None
    co2e: Range | None
    diverted: Range | None


class Lifetime(NamedTuple):
    """Sums over the years that the exchange lasts, not discounted."""

    years: Range
    euro: Range | None
    tonnes: Range | None
    co2e: Range | None


class Value(NamedTuple):
    """What a synergy is worth in a year, or at once where ``is_once``; whatever is not known is None.

    ``lines`` are in euro, ``emissions`` in kilograms, each for one unit of the have; all else is for the whole amount.
    ``net`` is the benefit to both together before any investment. ``needed`` is what the lines that are not known yet
    have to bring for a unit, together, for the synergy to pay. ``own_cost`` is what a unit has cost its supplier before
    it leaves; it is told for information, and is no part of any other figure. ``ways_out`` are the shares that go to
    landfill and incineration today, which fees, taxes and emissions of disposal wait for.
    """

    key: str
    kind: str
    unit: str
    amount: Factor
    is_once: bool
    ratio: Factor
    lines: tuple[Line, ...]
    net: Range | None
    needed: Range | None
    per_unit: PerUnit
    investment: Factor
    payback: Range | None
    npv: Range | None
    price: PriceZone
    break_even_km: Range | None
    emissions: tuple[Line, ...]
    co2e: Range | None
    co2e_break_even_km: Range | None
    virgin: Range | None
    diverted: Range | None
    landfill: Range | None
    water: Range | None
    energy: Range | None
    lifetime: Lifetime
    notes: tuple[Note, ...]
    own_cost: tuple[Line, ...]
    ways_out: tuple[Factor, ...]

    @property
    def chance_positive(self) -> float | None:
        """How likely the net benefit is above zero, from 0 to 1; drawn when it is asked for."""
        benefit = self.per_unit.benefit
        return None if benefit is None else chance.positive(self.lines, benefit.low, benefit.high)

    @property
    def own_cost_per_unit(self) -> Range | None:
        """What a unit has cost its supplier before it leaves, in euro; None until all of it is known."""
        return _sum(self.own_cost)

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """What to ask for: first what most results wait for, then what would narrow the net benefit most."""
        told = asking.missing(self.lines, self.emissions)
        if self.amount.value is None and self.ratio.value is not None:
            told.insert(0, Unknown(self.amount, asking.ALL_RESULTS, None))
        return (*told, *asking.narrowing(self.lines, self.amount, self.per_unit.benefit))


def value(synergy: Synergy, knowledge: Knowledge, book: Book) -> Value:
    """What *synergy* is worth with the figures of *book*."""
    case = read(synergy, knowledge, book)
    euro, emissions = lines.in_euro(case), lines.in_emissions(case)
    amount = case.amount.value
    benefit, co2e = _sum(euro), _in_tonnes(_sum(emissions))
    net, yearly_co2e = _over(benefit, amount), _over(co2e, amount)
    years, interest = _years(case), book.find("interest")
    investment = book.find("investment")
    diverted = _diverted(case)
    return Value(
        key=case.key,
        kind=case.kind,
        unit=case.unit,
        amount=case.amount,
        is_once=case.is_once,
        ratio=case.ratio,
        lines=euro,
        net=net,
        needed=_needed(euro, benefit),
        per_unit=PerUnit(benefit, co2e, diverted),
        investment=investment,
        payback=money.payback(net, investment.value) if net and investment.value and not case.is_once else None,
        npv=_npv(net, investment, years, interest),
        price=_price(euro, amount),
        break_even_km=_break_even(case, euro, investment, years, interest),
        emissions=emissions,
        co2e=yearly_co2e,
        co2e_break_even_km=_co2e_break_even(case, emissions),
        virgin=_virgin(case),
        diverted=_over(diverted, amount),
        landfill=_landfill(case, diverted),
        water=_saved(case, "water", VOLUME),
        energy=_energy(case),
        lifetime=_lifetime(years, net, _over(diverted, amount), yearly_co2e),
        notes=(*case.notes, *_notes(case, net, emissions, investment)),
        own_cost=book.once(lines.before_leaving, case.kind, case.have, case.unit, case.country),
        ways_out=book.once(lines.ways_out, case.kind, case.have),
    )


def _sum(told: Sequence[Line]) -> Range | None:
    """The sum of *told* for a unit; None where one of them is not known, or where there are none."""
    known = [line.worth for line in told if line.worth is not None]
    return ranges.total(known) if known and len(known) == len(told) else None


def _over(per_unit: Range | None, amount: Range | None) -> Range | None:
    return ranges.times(per_unit, amount) if per_unit is not None and amount is not None else None


def _in_tonnes(kilograms: Range | None) -> Range | None:
    return factors.scaled(kilograms, 1.0 / KILOGRAMS) if kilograms is not None else None


def _needed(euro: Sequence[Line], benefit: Range | None) -> Range | None:
    """What the lines that are not known have to bring for a unit; None where all are known, or none is."""
    known = [line.worth for line in euro if line.worth is not None]
    return ranges.negative(ranges.total(known)) if benefit is None and known else None


def _years(case: Case) -> Factor:
    return Factor("years", "years", ranges.ONE) if case.is_once else case.book.find("years")


def _npv(net: Range | None, investment: Factor, years: Factor, interest: Factor) -> Range | None:
    if net is None or investment.value is None or years.value is None or interest.value is None:
        return None
    return money.present_value(net, investment.value, years.value, interest.value)


def _price(euro: Sequence[Line], amount: Range | None) -> PriceZone:
    suppliers = _sum([line for line in euro if line.code in SUPPLIERS])
    receivers = _sum([line for line in euro if line.code not in SUPPLIERS])
    return money.price_zone(suppliers, receivers, amount)


def _break_even(case: Case, euro: Sequence[Line], investment: Factor, years: Factor, interest: Factor) -> Range | None:
    """Road kilometres up to which the exchange pays; the yearly share of the investment counts where it is known."""
    if not lines.is_carried(case):
        return None
    before, freight = _sum(euro[:-1]), _of_a_kilometre(case, euro[-1])
    if before is None or freight is None:
        return None
    if investment.value is not None:
        spread = money.worth_of_a_year(years.value or ranges.ONE, interest.value or ranges.NOTHING)
        if case.amount.value is None or case.amount.value.low <= 0.0:
            return None
        before = ranges.less(
            before, ranges.times(investment.value, ranges.inverse(ranges.times(spread, case.amount.value)))
        )
    return money.break_even_range(before, freight)


def _co2e_break_even(case: Case, emissions: Sequence[Line]) -> Range | None:
    """Road kilometres at which the lorry emits what the exchange avoids."""
    if not emissions or not lines.is_carried(case):
        return None
    before, freight = _sum(emissions[:-1]), _of_a_kilometre(case, emissions[-1])
    return money.break_even_range(before, freight) if before and freight else None


def _of_a_kilometre(case: Case, freight: Line) -> Range | None:
    """What carrying a unit of the have over one kilometre costs or emits."""
    rate = freight.figures[0].value
    if rate is None or case.density is None:
        return rate
    return ranges.times(rate, case.density.value) if case.density.value is not None else None


def _diverted(case: Case) -> Range | None:
    """Tonnes in a unit of the have, where it is a material."""
    if case.kind != "material":
        return None
    if case.unit == MASS:
        return ranges.ONE
    return case.density.value if case.density else None


def _virgin(case: Case) -> Range | None:
    """Tonnes of what would have been taken new: only where the have replaces a material by weight."""
    return _saved(case, "material", MASS)


def _saved(case: Case, kind: str, unit: str) -> Range | None:
    if case.kind != kind or case.want_unit != unit:
        return None
    return _over(case.ratio.value, case.amount.value)


def _energy(case: Case) -> Range | None:
    return _saved(case, "heat", ENERGY) or _saved(case, "power", ENERGY)


def _landfill(case: Case, diverted: Range | None) -> Range | None:
    """Tonnes that no longer go to landfill: only where the user told the share that goes there today."""
    share = case.find("landfilled", case.have).value
    tonnes = _over(diverted, case.amount.value)
    return ranges.times(tonnes, share) if tonnes is not None and share is not None else None


def _lifetime(years: Factor, net: Range | None, tonnes: Range | None, co2e: Range | None) -> Lifetime:
    span = years.value or ranges.ONE
    return Lifetime(span, *(_over(told, span) for told in (net, tonnes, co2e)))


def _notes(case: Case, net: Range | None, emissions: Sequence[Line], investment: Factor) -> Iterable[Note]:
    """What has to be said beside the figures, once they are reckoned."""
    if net is None:
        yield Note("net-unknown")
    if investment.value is None:
        yield Note("investment-unknown")
    if case.kind in ("material", "water") and case.find("landfilled", case.have).value is None:
        yield Note("landfill-unknown")
    if not emissions:
        yield Note("co2e-not-reckoned")
    yield from case.book.once(_recovery)


def _recovery(book: Book) -> tuple[Note, ...]:
    """Whether a dilute stream can carry its recovery: cost of a kilogram = Sherwood's constant over concentration."""
    constant, content, price = (book.find(name).value for name in ("sherwood", "content", "substance_price"))
    if constant is None or content is None or price is None or content.mid <= 0.0:
        return ()
    cost = constant.mid / content.mid
    code = "recovery-loses" if price.mid < cost else "recovery-carries"
    return (Note(code, (("cost", f"{cost:.2f}"), ("price", f"{price.mid:g}"))),)


@unsearched()
def of_project(
    synergies: Iterable[Synergy], knowledge: Knowledge, project: Mapping[str, Any], progress: Progress = silent
) -> tuple[list[tuple[Synergy, Value]], list[Problem]]:
    """The values of *synergies* with the figures and rates that a project holds, and what was wrong with figures."""
    shared, problems = factors.entered(project.get("assumptions"))
    entries = project.get("synergies") or {}
    rates = rates_of(project)
    of_all = Book((shared,), rates)
    valued = []
    for synergy in counted(list(synergies), "valuing", progress):
        entry = entries.get(synergy.key, {})
        own, troubles = factors.entered(entry.get("assumptions"))
        problems += troubles
        book = Book((own, shared), rates) if own else of_all
        valued.append((synergy, value(synergy, knowledge, book)))
    return valued, problems


def rates_of(project: Mapping[str, Any]) -> dict[str, float]:
    """Lei and kroner for one euro: those of the project, else those that are published."""
    told = project.get("rates") or {}
    found = {}
    for currency in factors.LOCAL_MONEY:
        own = told.get(currency)
        published = factors.published().get(f"rate.{currency}")
        if isinstance(own, (int, float)) and own > 0:
            found[currency] = float(own)
        elif published is not None and published.value is not None:
            found[currency] = published.value.mid
    return found
