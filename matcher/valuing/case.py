"""What is known of a synergy before anything is reckoned: kind, amounts, way and temperatures, each with its figure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from matcher import factors, recognising, seasons, tables
from matcher.criteria import BY_GRID, COLD
from matcher.factors import RECKONED, Asked, Book, Factor
from matcher.knowledge import Knowledge
from matcher.model import LANGUAGES, Finding, Flow, Quantity, Range, Synergy
from matcher.remembering import remembered
from matcher.valuing import heat, ranges, water

EXPERTISE = "expertise"
TREES = {"heat": frozenset({"heat", "heat-demand"}), "power": BY_GRID}
# Criteria whose findings tell figures.
COMPARED = ("temperature", "distance")
MASS, VOLUME, ENERGY = "t", "m3", "MWh"
UNIT_OF_KIND = {"heat": ENERGY, "power": ENERGY, "water": VOLUME, "material": MASS}
# What cannot wait for another month: it is used in the month in which it arises, or lost.
NOT_STORED = frozenset({"heat", "power", "water", "service"})
# More than any single site is known to have, by unit: a judgement, to catch a wrong unit.
ABSURD: Mapping[str, float] = {MASS: 1e8, VOLUME: 1e10, ENERGY: 1e8}
ABSURD_OTHERWISE = 1e7
SAME_UNIT: Asked = ("ratio", ("same-unit",), "")


class Note(NamedTuple):
    """What has to be said beside the figures: a code of the wording tables with what fills its blanks."""

    code: str
    details: tuple[tuple[str, str], ...] = ()


class Case(NamedTuple):
    """A synergy as valuing sees it.

    ``kind`` is material, heat, power, water or service. ``unit`` is the base unit of the have, ``want_unit`` that of
    the want. ``amount`` is what can change hands in a year, or at once where ``is_once``; None where it is not known.
    ``cop`` is there where a heat pump has to lift the heat. ``is_alike`` where one unit stands for one, as is usual.
    """

    key: str
    kind: str
    have: str
    want: str
    role: int | None
    unit: str
    want_unit: str
    treatments: tuple[str, ...]
    country: str
    ratio: Factor
    is_alike: bool
    amount: Factor
    is_once: bool
    kilometres: Factor
    density: Factor | None
    cop: Factor | None
    notes: tuple[Note, ...]
    book: Book
    knowledge: Knowledge

    def find(self, parameter: str, *qualifiers: str, unit: str = "") -> Factor:
        """The figure for the nearest of *qualifiers*, in euro or kilograms for the unit it belongs to."""
        return self.book.nearest(parameter, qualifiers, unit)


def read(synergy: Synergy, knowledge: Knowledge, book: Book) -> Case:
    """What is known of *synergy*, with the figures of *book*."""
    details = dict(synergy.findings[0].details)
    compared = {one.criterion: one for one in synergy.findings if one.criterion in COMPARED}
    have, want = details.get("have", synergy.have.id), details.get("want", synergy.want.id)
    role = knowledge.by_id.get(details.get("through", ""), knowledge.by_id.get(want))
    kind = _kind(synergy, have, want, "temperature" in compared, knowledge)
    unit, want_unit = _units(synergy, kind)
    country = synergy.have.country or synergy.want.country
    notes: list[Note] = []
    cop, lift = _lifting(synergy, kind, compared.get("temperature"), book, notes)
    kilometres = _kilometres(compared.get("distance"), book)
    ratio = _ratio(kind, have, want, (unit, want_unit), lift, kilometres, book)
    if kind == "heat":
        notes += _of_heat(country, book)
    if unit != want_unit:
        notes.append(Note("units-differ", (("have", unit), ("want", want_unit))))
    weighed = tonnes(kind, have, unit)
    amount, is_once = _amount(synergy, kind, unit, want_unit, ratio, book, notes)
    return Case(
        key=synergy.key,
        kind=kind,
        have=have,
        want=want,
        role=role,
        unit=unit,
        want_unit=want_unit,
        treatments=tuple(name for name in details.get("treatments", "").split(";") if name and name != "none"),
        country=country,
        ratio=ratio,
        is_alike=ratio is book.nearest(*SAME_UNIT),
        amount=amount,
        is_once=is_once,
        kilometres=kilometres,
        density=book.nearest(*weighed) if weighed else None,
        cop=cop,
        notes=tuple(notes),
        book=book,
        knowledge=knowledge,
    )


def _kind(synergy: Synergy, have: str, want: str, is_compared: bool, knowledge: Knowledge) -> str:
    """What is exchanged, as far as reckoning differs; heat where temperatures were compared."""
    energies = energy_of(knowledge, have), energy_of(knowledge, want)
    if is_compared or "heat" in energies:
        return "heat"
    told = synergy.have.kind or _usual_kind(knowledge, have)
    if "power" in energies or (told == "energy" and not _is_weighed(synergy)):
        return "power"
    return {"water": "water", "material": "material", "energy": "material", "": "material"}.get(told, "service")


def _is_weighed(synergy: Synergy) -> bool:
    return any(flow.quantity and flow.quantity.base_unit == MASS for flow in (synergy.have, synergy.want))


def _usual_kind(knowledge: Knowledge, resource: str) -> str:
    return knowledge.resource(knowledge.by_id[resource]).kind if resource in knowledge.by_id else ""


@remembered
def energy_of(knowledge: Knowledge, resource: str) -> str:
    """Whether a resource is "heat" or "power"; empty where it is neither."""
    line = knowledge.line(knowledge.by_id[resource]) if resource in knowledge.by_id else ()
    return next((name for name, trees in TREES.items() if not trees.isdisjoint(line)), "")


def _units(synergy: Synergy, kind: str) -> tuple[str, str]:
    """The base units of the have and the want; where one is not told, that of the other or the usual one."""
    have, want = (
        ENERGY
        if flow.quantity and flow.quantity.base_unit == "MW"
        else flow.quantity.base_unit
        if flow.quantity
        else ""
        for flow in (synergy.have, synergy.want)
    )
    if kind == "heat":
        return ENERGY, ENERGY
    usual = have or want or UNIT_OF_KIND.get(kind, "hour")
    return have or usual, want or usual


def _kilometres(compared: Finding | None, book: Book) -> Factor:
    """Road kilometres between the two: as entered, or as the crow flies times the detour of roads."""
    if compared is None or book.has_entered("kilometres"):
        return book.find("kilometres")
    return book.once(_by_road, dict(compared.details)["kilometres"])


def _by_road(book: Book, crow: str) -> Factor:
    if float(crow) == 0.0:
        return book.find("kilometres.same-place")
    detour = book.find("detour")
    by_road = factors.scaled(detour.value, float(crow)) if detour.value else None
    notes = dict.fromkeys(LANGUAGES, f"{crow} km × {detour.value.mid:g}" if detour.value else "")
    return detour._replace(id="kilometres", unit="km", value=by_road, source=RECKONED, notes=notes)


def tonnes(kind: str, have: str, unit: str) -> Asked | None:
    """What to ask for the tonnes in a unit of the have, where it is measured otherwise and carried."""
    return None if unit == MASS or kind in ("heat", "power", "service") else ("density", (have,), f"t/{unit}")


def _ratio(
    kind: str, have: str, want: str, units: tuple[str, str], lift: Range | None, kilometres: Factor, book: Book
) -> Factor:
    """How much of what is wanted one unit of the have replaces."""
    if units[0] != units[1]:
        return _between_units(have, want, units, book)
    told = book.nearest(*SAME_UNIT)
    if kind != "heat" or told.is_users:
        return told
    lost = book.find("heat_loss").value
    kept = ranges.ONE
    if lost is not None and kilometres.value is not None:
        kept = ranges.less(ranges.ONE, ranges.at_most(ranges.times(lost, kilometres.value), 1.0))
    return Factor("ratio", "1", ranges.times(kept, lift or ranges.ONE), source=RECKONED)


def _of_heat(country: str, book: Book) -> list[Note]:
    """What was assumed of heat because nobody told it."""
    told = []
    if not book.find(f"fuel_co2e.{country}").is_users:
        told.append(Note("fuel-assumed", (("fuel", book.find(f"fuel_co2e.{country}").id),)))
    if book.find("heat_loss").value is None:
        told.append(Note("heat-loss-unknown"))
    return told


def _between_units(have: str, want: str, units: tuple[str, str], book: Book) -> Factor:
    """How many units of the want one of the have replaces: as entered, or by weight between tonnes and cubic metres."""
    told = book.find(f"ratio.{have}.{want}", unit=f"{units[1]}/{units[0]}")
    if told.value is not None or set(units) != {MASS, VOLUME}:
        return told
    density = book.find(f"density.{have}", unit=f"{MASS}/{VOLUME}")
    if density.value is None or units[0] == VOLUME:
        return density
    return density._replace(id="ratio", unit=f"{VOLUME}/{MASS}", value=ranges.inverse(density.value), source=RECKONED)


def _lifting(
    synergy: Synergy, kind: str, compared: Finding | None, book: Book, notes: list[Note]
) -> tuple[Factor | None, Range | None]:
    """The heat pump that the heat needs, and how much it gives for a MWh taken; neither where it is warm enough."""
    if kind != "heat":
        return None, None
    source, needed = _temperatures(synergy, dict(compared.details) if compared else {}, book)
    approach, share = book.find("approach").value, book.find("heat_pump_share")
    if source is None or needed is None or approach is None:
        notes.append(Note("temperature-unknown"))
        return None, None
    if needed.mid <= COLD or heat.is_warm_enough(source.mid, needed.mid, approach.mid):
        return None, None
    notes.append(Note("heat-pump", (("have", f"{source.mid:g}"), ("want", f"{needed.mid:g}"))))
    if share.value is None:
        return share._replace(id="cop"), None
    reached = heat.performance_range(source.mid, needed.mid, approach, share.value)
    cop = Factor("cop", "1", reached, share.country, share.year, RECKONED, share.address, share.licence)
    given = [heat.delivered(figure) for figure in (reached.high, reached.mid, reached.low)]
    return cop, Range(*given)


def _temperatures(synergy: Synergy, compared: Mapping[str, str], book: Book) -> tuple[Range | None, Range | None]:
    """The highest temperature that is had and the lowest that is needed, as entered, compared before, or written."""
    found = []
    for name, side, flow, end in (
        ("temperature", "have", synergy.have, 1),
        ("needed_temperature", "want", synergy.want, 0),
    ):
        written = recognising.told_temperature(f"{flow.text} {flow.condition}")
        told = compared.get(side) or (written[end] if written else None)
        found.append(book.find(name).value or (ranges.exactly(float(told)) if told is not None else None))
    return found[0], found[1]


def _amount(
    synergy: Synergy, kind: str, unit: str, want_unit: str, ratio: Factor, book: Book, notes: list[Note]
) -> tuple[Factor, bool]:
    """What can change hands: what the have gives, the want takes, the months and the mixing rule allow."""
    had, is_once = _told(synergy.have, kind, book, notes, "have")
    wanted, is_wanted_once = _told(synergy.want, kind, book, notes, "want")
    once = is_once or is_wanted_once
    asked = Factor("amount", unit if once else f"{unit}/year")
    if once:
        notes.append(Note("once"))
    if book.has_entered("amount"):
        return asked._replace(value=book.find("amount").value, source=factors.USERS), once
    if ratio.value is None or (ratio.value.mid == 0.0 and wanted is not None):
        return asked, once
    limit = None if wanted is None else wanted * _mixing(kind, book, notes) / ratio.value.mid
    if had is None or (limit is None and unit != want_unit):
        notes.append(Note("amount-unknown"))
        return asked, once
    if limit is None:
        notes.append(Note("want-unlimited"))
    shared = had if limit is None else _shared(synergy, kind, had, limit, notes)
    if shared == 0.0:
        notes.append(Note("nothing"))
    return asked._replace(value=ranges.exactly(shared), source=RECKONED), once


def _shared(synergy: Synergy, kind: str, had: float, limit: float, notes: list[Note]) -> float:
    if kind not in NOT_STORED or not (synergy.have.season or synergy.want.season):
        return min(had, limit)
    months = [seasons.months(flow.season) for flow in (synergy.have, synergy.want)]
    shared = heat.overlap(had, limit, months[0], months[1])
    if shared < min(had, limit):
        notes.append(Note("season", (("count", str(len((months[0] or seasons.YEAR) & (months[1] or seasons.YEAR)))),)))
    return shared


def _told(flow: Flow, kind: str, book: Book, notes: list[Note], side: str) -> tuple[float | None, bool]:
    """The amount of a flow in its base unit, in a year or at once; None where none was told."""
    told = flow.quantity
    if told is None:
        return None, False
    if kind == "heat" and told.base_unit not in (ENERGY, "MW"):
        notes.append(Note("not-energy", (("side", side), ("unit", told.base_unit))))
        return None, False
    amount, is_once = told.per_year, told.period == "once"
    if amount is None and told.base_unit == "MW":
        hours = book.find("hours").value
        amount = None if hours is None else in_base_unit(told) * hours.mid
    elif amount is None and (is_once or not told.period):
        amount = in_base_unit(told)
    if amount is not None and amount > ABSURD.get(told.base_unit, ABSURD_OTHERWISE):
        notes.append(Note("absurd", (("side", side), ("amount", f"{amount:.0f}"), ("unit", told.base_unit))))
    return amount, is_once


def in_base_unit(quantity: Quantity) -> float:
    """The number of a quantity in its base unit, whatever the period.

    >>> in_base_unit(Quantity(500.0, "kg", "once", None, "t"))
    0.5
    """
    return quantity.number * _unit_factors()[quantity.unit]


@cache
def _unit_factors() -> Mapping[str, float]:
    return {row["id"]: tables.number(row, "factor") for row in tables.rows("units")}


def _mixing(kind: str, book: Book, notes: list[Note]) -> float:
    """The share of the receiver's water that may be this one, by the mixing rule for each substance with a limit."""
    if kind != "water":
        return 1.0
    substances = sorted(
        {name.partition(".")[2] for told in book.entered for name in told if name.partition(".")[0] == "limit"}
    )
    if not substances:
        notes.append(Note("water-unchecked"))
    least = 1.0
    for substance in substances:
        had, fresh, limit = (
            book.find(f"{name}.{substance}" if substance else name).value
            for name in ("concentration", "fresh_concentration", "limit")
        )
        if had is None or fresh is None or limit is None:
            notes.append(Note("water-incomplete", (("substance", substance),)))
            continue
        share = water.largest_share(had.mid, fresh.mid, limit.mid)
        if share < 1.0:
            notes.append(Note("water-mixing", (("substance", substance), ("share", f"{100.0 * share:.0f}"))))
        least = min(least, share)
    return least
