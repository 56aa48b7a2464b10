"""The lines of a value: what a unit of the have saves and costs, in euro and emissions, each a product of figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from matcher import factors
from matcher.factors import Asked, Book, Factor
from matcher.knowledge import Knowledge
from matcher.model import Range
from matcher.remembering import remembered
from matcher.valuing import ranges
from matcher.valuing.case import ENERGY, EXPERTISE, MASS, SAME_UNIT, Case, energy_of, tonnes

SUPPLIERS = ("disposal", "landfill_tax", "incineration_tax", "handling", "running")
BOILER_KINDS = ("heat",)
# Heat and power need no treatment but pipes, pumps and meters: investment and running cost.
TREATED = ("material", "water")
# What has a price of its own kind, where nobody told that of the very resource.
PRICED_OTHERWISE = ("power", "service")


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


def _standing(case: Case, code: str, sign: float, *asked: Asked | None) -> Line:
    """A line whose figures are looked up and not reckoned: made once for all synergies that it stands in."""
    return case.book.once(_looked_up, code, sign, *asked)


def _looked_up(book: Book, code: str, sign: float, *asked: Asked | None) -> Line:
    return made(code, sign, tuple([book.nearest(*one) for one in asked if one is not None]))


def _replacing(case: Case, code: str, sign: float, price: Asked, density: Asked | None = None) -> Line:
    """A line over what is replaced: it counts as often as the ratio says."""
    if case.is_alike:
        return _standing(case, code, sign, price, SAME_UNIT, density)
    return _line(code, sign, case.book.nearest(*price), case.ratio, case.book.nearest(*density) if density else None)


def in_euro(case: Case) -> tuple[Line, ...]:
    """What a unit of the have saves and costs in euro; freight comes last."""
    return tuple(_euro_lines(case))


def _euro_lines(case: Case) -> Iterator[Line]:
    yield _purchase(case)
    yield from case.book.once(_rid_of, case.kind, case.have, case.unit, case.country)
    if case.cop is not None:
        price = case.find("electricity_price", case.country)
        yield _line("electricity", -1.0, price, case.ratio, over=case.cop)
    if (case.treatments and case.kind in TREATED) or case.book.has_entered("treatment"):
        yield _standing(case, "treatment", -1.0, ("treatment", ("+".join(case.treatments),), f"EUR/{case.unit}"))
    effort = "handling" if case.kind == "material" else "running"
    yield _standing(case, effort, -1.0, (effort, (case.have,), f"EUR/{case.unit}"))
    if is_carried(case):
        yield _line("freight", -1.0, case.find("freight", case.country), case.kilometres, case.density)


def _rid_of(book: Book, kind: str, have: str, unit: str, country: str) -> tuple[Line, ...]:
    """What the supplier no longer pays to be rid of a unit: the gate, and taxes where it told which way it goes."""
    found = []
    if kind in ("material", "water") or book.has_entered(f"disposal.{have}", "disposal"):
        found.append(_gate(book, kind, have, unit, country))
    for share, tax in (("landfilled", "landfill_tax"), ("incinerated", "incineration_tax")):
        if book.has_entered(f"{share}.{have}", share):
            found.append(
                _looked_up(book, tax, 1.0, (share, (have,), ""), (tax, (country,), ""), tonnes(kind, have, unit))
            )
    return tuple(found)


def ways_out(book: Book, kind: str, have: str) -> tuple[Factor, ...]:
    """The shares of a material or a water that go to landfill and to incineration today: only its owner knows them."""
    return tuple(book.nearest(share, (have,)) for share in ("landfilled", "incinerated")) if kind in TREATED else ()


def before_leaving(book: Book, kind: str, have: str, unit: str, country: str) -> tuple[Line, ...]:
    """What a unit of a material has cost its supplier once it is gone: bought, worked on, and got rid of.

    These are the costs of a loss in material flow cost accounting (ISO 14051:2011): material, energy and system costs,
    and waste management. They are no part of the benefit: most of them are spent, whoever takes the material.
    """
    if kind != "material":
        return ()
    spent = (_looked_up(book, name, 1.0, (name, (have,), f"EUR/{unit}")) for name in ("own_material", "own_processing"))
    return (*spent, *book.once(_rid_of, kind, have, unit, country))


def _gate(book: Book, kind: str, have: str, unit: str, country: str) -> Line:
    """What the supplier pays today, as it told; else the gate fee of a landfill, if all of its material goes there."""
    told: Asked = ("disposal", (have,), f"EUR/{unit}")
    fee: Asked = ("landfill_fee", (country,), "")
    goes_there = kind == "material" and book.nearest("landfilled", (have,)).value == ranges.ONE
    if goes_there and book.nearest(*told).value is None and book.nearest(*fee).value is not None:
        return _looked_up(book, "disposal", 1.0, fee, tonnes(kind, have, unit))
    return _looked_up(book, "disposal", 1.0, told)


def _purchase(case: Case) -> Line:
    """What the receiver no longer buys: fuel for its boiler, or what the have replaces."""
    if case.kind in BOILER_KINDS and not case.book.has_entered(f"price.{case.want}", "price"):
        boiler = case.find("boiler_efficiency")
        return _line("fuel", 1.0, case.find("fuel_price", case.country), case.ratio, over=boiler)
    price: Asked = ("price", _or_more_general(case.knowledge, case.want), f"EUR/{case.want_unit}")
    if case.kind in PRICED_OTHERWISE and case.book.nearest(*price).value is None:
        if _is_power(case):
            price = ("electricity_price", (case.country,), "")
        elif _is_work(case):
            price = ("labour", (case.country,), "")
    return _replacing(case, "purchase", 1.0, price)


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
    return any(energy_of(case.knowledge, resource) == "power" for resource in (case.have, case.want))


def _is_work(case: Case) -> bool:
    """Whether hours of somebody's work change hands: they are worth what an hour of work costs, if no more is known."""
    known = case.knowledge
    if case.want_unit != "hour" or case.have not in known.by_id:
        return False
    return known.resource(known.by_id[case.have]).kind == EXPERTISE


def _of_material(case: Case) -> Iterator[Line]:
    own, saved = material_of(case.knowledge, case.have), saving_of(case.knowledge, case.role)
    name = own if saved and saved.material == "own" else saved.material if saved else ""
    want_density = _want_density(case)
    yield _replacing(case, "virgin", 1.0, ("virgin_co2e", (name or case.want,), ""), want_density)
    if saved and saved.way:
        yield _replacing(case, "again", -1.0, (saved.way, (name or case.have,), ""), want_density)
    elif case.treatments:
        unit = f"kg/{case.unit}"
        yield _standing(case, "treatment", -1.0, ("treatment_co2e", ("+".join(case.treatments),), unit))
    if case.book.has_entered(f"landfilled.{case.have}", "landfilled"):
        emissions = ("landfill_co2e", (own or case.have,), "")
        density = tonnes(case.kind, case.have, case.unit)
        yield _standing(case, "landfill", 1.0, ("landfilled", (case.have,), ""), emissions, density)
    yield _line("freight", -1.0, case.find("freight_co2e"), case.kilometres, case.density)


def _want_density(case: Case) -> Asked | None:
    """Tonnes in a unit of what is wanted, where that is not tonnes already."""
    if case.want_unit == MASS:
        return None
    if case.want_unit == case.unit:
        return tonnes(case.kind, case.have, case.unit)
    return ("density", (case.want,), f"t/{case.want_unit}")


def _or_more_general(knowledge: Knowledge, resource: str) -> tuple[str, ...]:
    return knowledge.line(knowledge.by_id[resource]) if resource in knowledge.by_id else (resource,)


@remembered
def material_of(knowledge: Knowledge, resource: str) -> str:
    """The material of the emission tables that a resource, or what it is a kind of, is; empty where they have none."""
    if resource not in knowledge.by_id:
        return ""
    materials = factors.materials()
    return next((materials[name] for name in knowledge.line(knowledge.by_id[resource]) if name in materials), "")


@remembered
def saving_of(knowledge: Knowledge, role: int | None) -> factors.Replacing | None:
    """What serving the wanted role saves; None where the tables do not say."""
    if role is None:
        return None
    found = next((name for name in knowledge.line(role) if name in factors.replacing()), None)
    if found is not None:
        return factors.replacing()[found]
    if knowledge.resource(role).nature != "product":
        return None
    made_new = material_of(knowledge, knowledge.resource(role).id)
    return factors.Replacing(made_new, "") if made_new else None
