"""The lines of a value: what a unit of the have saves and costs, in euro and emissions, each a product of figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from matcher import factors
from matcher.factors import Factor
from matcher.model import Range
from matcher.valuing import ranges
from matcher.valuing.case import ENERGY, EXPERTISE, MASS, POWER_TREES, Case, is_in, line_up

SUPPLIERS = ("disposal", "landfill_tax", "incineration_tax", "handling", "running")
BOILER_KINDS = ("heat",)
# Heat and power need no treatment but pipes, pumps and meters: investment and running cost.
TREATED = ("material", "water")


class Line(NamedTuple):
    """One line for a unit of the have: what saves counts up, what costs counts down.

    ``figures`` are multiplied, and divided by ``over`` where that is told. ``worth`` is the result with its sign, for a
    unit of the have; None where a figure is ``missing``.
    """

    code: str
    sign: float
    figures: tuple[Factor, ...]
    over: Factor | None
    worth: Range | None

    @property
    def inputs(self) -> tuple[Factor, ...]:
        """All figures of the line."""
        return self.figures if self.over is None else (*self.figures, self.over)

    @property
    def missing(self) -> tuple[Factor, ...]:
        """The figures that nobody knows yet."""
        return () if self.worth is not None else tuple(one for one in self.inputs if one.value is None)


def made(code: str, sign: float, figures: tuple[Factor, ...], over: Factor | None = None) -> Line:
    """The line of *figures*."""
    return Line(code, sign, figures, over, _worth(sign, figures, over))


def _worth(sign: float, figures: tuple[Factor, ...], over: Factor | None) -> Range | None:
    worth = None if over is None else over.value
    if worth is not None:
        worth = ranges.inverse(worth)
    elif over is not None:
        return None
    for factor in figures:
        if factor.value is None:
            return None
        worth = factor.value if worth is None else ranges.times(worth, factor.value)
    worth = worth or ranges.ONE
    return worth if sign > 0 else ranges.negative(worth)


def _line(code: str, sign: float, *figures: Factor | None, over: Factor | None = None) -> Line:
    return made(code, sign, tuple([factor for factor in figures if factor is not None]), over)


def in_euro(case: Case) -> tuple[Line, ...]:
    """What a unit of the have saves and costs in euro."""
    return tuple(_euro_lines(case))


def _euro_lines(case: Case) -> Iterator[Line]:
    yield _purchase(case)
    if case.kind in ("material", "water") or case.book.has_entered(f"disposal.{case.have}", "disposal"):
        yield _line("disposal", 1.0, case.find("disposal", case.have, unit=f"EUR/{case.unit}"))
    for share, tax in (("landfilled", "landfill_tax"), ("incinerated", "incineration_tax")):
        if case.book.has_entered(f"{share}.{case.have}", share):
            yield _line(tax, 1.0, case.find(share, case.have), case.find(tax, case.country), case.density)
    if case.cop is not None:
        price = case.find("electricity_price", case.country)
        yield _line("electricity", -1.0, price, case.ratio, over=case.cop)
    if (case.treatments and case.kind in TREATED) or case.book.has_entered("treatment"):
        yield _line("treatment", -1.0, case.find("treatment", "+".join(case.treatments), unit=f"EUR/{case.unit}"))
    effort = "handling" if case.kind == "material" else "running"
    yield _line(effort, -1.0, case.find(effort, case.have, unit=f"EUR/{case.unit}"))
    if is_carried(case):
        yield _line("freight", -1.0, case.find("freight", case.country), case.kilometres, case.density)


def _purchase(case: Case) -> Line:
    """What the receiver no longer buys: fuel for its boiler, or what the have replaces."""
    if case.kind in BOILER_KINDS and not case.book.has_entered(f"price.{case.want}", "price"):
        boiler = case.find("boiler_efficiency")
        return _line("fuel", 1.0, case.find("fuel_price", case.country), case.ratio, over=boiler)
    unit = f"EUR/{case.want_unit}"
    price = case.find("price", case.want, unit=unit)
    if price.value is None and _is_power(case):
        price = case.find("electricity_price", case.country)
    elif price.value is None and _is_work(case):
        price = case.find("labour", case.country)
    return _line("purchase", 1.0, price, case.ratio)


def is_carried(case: Case) -> bool:
    """Whether the exchange needs a lorry: materials do; heat, power and water go by pipe or wire."""
    return case.kind == "material"


def in_emissions(case: Case) -> tuple[Line, ...]:
    """What a unit of the have saves and costs in kilograms of CO2 equivalents; none where that is not reckoned."""
    if case.kind == "heat":
        return tuple(_of_heat(case))
    if case.kind == "power":
        return (_of_power(case),) if case.want_unit == ENERGY else ()
    return tuple(_of_material(case)) if case.kind == "material" else ()


def _of_heat(case: Case) -> Iterator[Line]:
    fuel, boiler = case.find("fuel_co2e", case.country), case.find("boiler_efficiency")
    yield _line("fuel", 1.0, fuel, case.ratio, over=boiler)
    if case.cop is not None:
        yield _line("electricity", -1.0, case.find("grid_co2e", case.country), case.ratio, over=case.cop)


def _of_power(case: Case) -> Line:
    emissions = "grid_co2e" if _is_power(case) else "fuel_co2e"
    return _line(emissions.partition("_")[0], 1.0, case.find(emissions, case.country), case.ratio)


def _is_power(case: Case) -> bool:
    known = case.knowledge
    ids = [known.by_id[resource] for resource in (case.have, case.want) if resource in known.by_id]
    return any(is_in(POWER_TREES, known, number) for number in ids)


def _is_work(case: Case) -> bool:
    """Whether hours of somebody's work change hands: they are worth what an hour of work costs, if no more is known."""
    known = case.knowledge
    if case.want_unit != "hour" or case.have not in known.by_id:
        return False
    return known.resource(known.by_id[case.have]).kind == EXPERTISE


def _of_material(case: Case) -> Iterator[Line]:
    own, saved = material_of(case), saving_of(case)
    name = own if saved and saved.material == "own" else saved.material if saved else ""
    yield _line("virgin", 1.0, case.find("virgin_co2e", name or case.want), case.ratio, _want_density(case))
    if saved and saved.way:
        yield _line("again", -1.0, case.find(saved.way, name or case.have), case.ratio, _want_density(case))
    elif case.treatments:
        unit = f"kg/{case.unit}"
        yield _line("treatment", -1.0, case.find("treatment_co2e", "+".join(case.treatments), unit=unit))
    if case.book.has_entered(f"landfilled.{case.have}", "landfilled"):
        emissions = case.find("landfill_co2e", own or case.have)
        yield _line("landfill", 1.0, case.find("landfilled", case.have), emissions, case.density)
    yield _line("freight", -1.0, case.find("freight_co2e"), case.kilometres, case.density)


def _want_density(case: Case) -> Factor | None:
    """Tonnes in a unit of what is wanted, where that is not tonnes already."""
    if case.want_unit == MASS:
        return None
    return case.density if case.want_unit == case.unit else case.find("density", case.want, unit=f"t/{case.want_unit}")


def material_of(case: Case) -> str:
    """The material of the emission tables that the have is; empty where the tables have none for it."""
    return _material(case, case.have) or ""


def saving_of(case: Case) -> factors.Replacing | None:
    """What serving the wanted role saves; None where the tables do not say."""
    known = case.knowledge
    if case.role is None:
        return None
    found = next((name for name in line_up(known, case.role) if name in factors.replacing()), None)
    if found is not None:
        return factors.replacing()[found]
    if known.resource(case.role).nature != "product":
        return None
    made_new = _material(case, known.resource(case.role).id)
    return factors.Replacing(made_new, "") if made_new else None


def _material(case: Case, resource: str) -> str | None:
    """The material of the emission tables that a resource, or what it is a kind of, is."""
    known = case.knowledge
    if resource not in known.by_id:
        return None
    materials = factors.materials()
    return next((materials[name] for name in line_up(known, known.by_id[resource]) if name in materials), None)
