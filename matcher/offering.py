"""What of a match can be planned: supplies, demands, and options between them; what cannot be becomes a problem."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import inf, isfinite
from typing import Any, NamedTuple

from matcher import allocating, seasons, solving
from matcher.allocating import GOALS, Allocation, Demand, Goal, Option, Supply
from matcher.model import Flow, Problem, Range, Synergy
from matcher.project import MADE
from matcher.valuing import Value
from matcher.valuing.case import in_base_unit

# What does not wait: it is there in its month, or it is lost.
FLEETING = ("energy", "water", "logistics", "capacity", "expertise", "equipment", "space")
TONNE = "t"
# These are there all year: an amount needs no period.
STANDING = ("m2", "person", "pallet-place")
# A yearly amount above this is a slip of the pen, in any unit: the world mines about 1e11 t a year of everything
# (UN IRP, Global Resources Outlook 2024).
ABSURD = 1e11


class Worth(NamedTuple):
    """What one unit of a have is worth at a want; ``ratio`` is None where the two units do not fit."""

    ratio: float | None
    benefit: float | None = None
    co2e: float | None = None
    diverted: float | None = None


class Offers(NamedTuple):
    """What can be planned, and the pairs of which an amount is ``unknown``.

    The problems come with the flow that each concerns, and None for the whole.
    """

    options: Sequence[Option]
    supplies: Mapping[str, Supply]
    demands: Mapping[str, Demand]
    units: Mapping[str, str]
    unknown: Sequence[Synergy]
    unknown_options: Mapping[str, Option]
    problems: Sequence[tuple[str | None, Problem]]


class Terms(NamedTuple):
    """What a plan has to keep to; ``least_lots`` are by unit or by key, ``made`` are the keys of what stays."""

    goal: Goal = Goal()
    most_kilometres: float = inf
    least_lots: Mapping[str, float] = {}
    exclusions: frozenset[str] = frozenset()
    is_unlimited: bool = False
    is_planned: bool = True
    made: frozenset[str] = frozenset()


class Plan(NamedTuple):
    """An allocation with what it was made from."""

    terms: Terms
    synergies: Mapping[str, Synergy]
    offers: Offers
    allocation: Allocation


Worthing = Callable[[Synergy], Worth]


def by_amount(synergy: Synergy) -> Worth:
    """What is known of any pair: that a tonne is a tonne, and that what is counted otherwise is no tonne."""
    have, want = (flow.quantity.base_unit if flow.quantity else "" for flow in (synergy.have, synergy.want))
    unit = have or want
    return Worth(1.0 if not have or not want or have == want else None, diverted=1.0 if unit == TONNE else None)


def by_value(valued: Iterable[tuple[Synergy, Value]]) -> Worthing:
    """What is known of the pairs that were valued, each figure at its likeliest; for others what their amounts tell."""
    worths = {value.key: value for _, value in valued}

    def worth_of(synergy: Synergy) -> Worth:
        plain, value = by_amount(synergy), worths.get(synergy.key)
        if value is None:
            return plain
        diverted = _likeliest(value.per_unit.diverted)
        return Worth(
            _likeliest(value.ratio.value) or plain.ratio,
            _likeliest(value.per_unit.benefit),
            _likeliest(value.per_unit.co2e),
            plain.diverted if diverted is None else diverted,
        )

    return worth_of


def _likeliest(found: Range | None) -> float | None:
    return found.mid if found else None


def terms(project: Mapping[str, Any], options: Mapping[str, Any]) -> Terms:
    """The terms that a project and the *options* of a request set; options go before the project's own goal.

    Synergies that were rejected are excluded; those that are made stay.

    Whatever is no number counts as not told.

    >>> terms({"goal": {"co2e": 1}, "exclusions": ["a+b"]}, {"most_kilometres": "far"}).goal
    Goal(benefit=0.0, diverted=0.0, co2e=1.0)
    """
    weights = options.get("goal") or project.get("goal") or {}
    goal = Goal(*(_number(weights.get(aim), 0.0) for aim in GOALS))
    statuses = {key: entry.get("status") for key, entry in project.get("synergies", {}).items()}
    rejected = (key for key, status in statuses.items() if status == "rejected")
    return Terms(
        goal if any(goal) else Goal(),
        _number(options.get("most_kilometres"), inf),
        {name: _number(lot, 0.0) for name, lot in (options.get("least_lots") or {}).items()},
        frozenset((*project.get("exclusions", ()), *options.get("exclusions", ()), *rejected)),
        bool(options.get("unlimited")),
        options.get("plan") is not False,
        frozenset(key for key, status in statuses.items() if status in MADE),
    )


def _number(told: Any, otherwise: float) -> float:
    is_number = isinstance(told, (int, float)) and not isinstance(told, bool)
    return float(told) if is_number and isfinite(told) and told >= 0 else otherwise


def planned(
    synergies: Iterable[Synergy],
    terms: Terms = Terms(),  # noqa: B008 - it is immutable
    worth_of: Worthing = by_amount,
) -> Plan:
    """The best plan for the *synergies* under the *terms*, and all that kept some of them out of it."""
    known = {one.key: one for one in synergies}
    found = offers(known.values(), worth_of, terms.is_unlimited, terms.least_lots, terms.made)
    barred = terms.exclusions if terms.is_planned else frozenset(known)
    options = allocating.within(found.options, terms.most_kilometres, barred)
    distant = _of_distances(options, terms.most_kilometres)
    found = found._replace(options=options, problems=[*found.problems, *distant])
    allocation = allocating.allocate(options, found.supplies, found.demands, terms.goal, solving.solve)
    return Plan(terms, known, found, allocation)


def offers(
    synergies: Iterable[Synergy],
    worth_of: Worthing = by_amount,
    is_unlimited: bool = False,
    least_lots: Mapping[str, float] | None = None,
    made: Collection[str] = (),
) -> Offers:
    """The pairs of which both amounts are known, with what bounds them.

    *is_unlimited* lets a want without an amount take whatever is offered. *least_lots* is the smallest exchange by unit
    or by key; what is *made* stays, however small. Refused pairs are left out.
    """
    allowed = [one for one in synergies if not any(caution.is_forbidding for caution in one.cautions)]
    haves = {one.have.id: one.have for one in allowed}
    wants = {one.want.id: one.want for one in allowed}
    amounts = {id_: amount for id_, flow in (haves | wants).items() if (amount := _amount(flow)) is not None}
    if is_unlimited:
        amounts |= {id_: inf for id_, want in wants.items() if want.quantity is None}
    worths = {one.key: worth_of(one) for one in allowed}
    units = {id_: flow.quantity.base_unit for id_, flow in (haves | wants).items() if flow.quantity}
    for one in allowed:  # A want without an amount is counted as the best of its haves is.
        if one.have.id in units:
            units.setdefault(one.want.id, units[one.have.id])
    fitting = [one for one in allowed if worths[one.key].ratio and _is_alike(one, units)]
    ready = [one for one in fitting if one.have.id in amounts and one.want.id in amounts]
    unknown = [one for one in fitting if one.have.id not in amounts or one.want.id not in amounts]
    offered = {id_: have for id_, have in haves.items() if id_ in amounts}
    return Offers(
        [_option(one, worths[one.key], units, least_lots or {}, made) for one in ready],
        {id_: Supply(amounts[id_], months(have), keeps(have)) for id_, have in offered.items()},
        {id_: Demand(amounts[id_], months(want)) for id_, want in wants.items() if id_ in amounts},
        units,
        unknown,
        {one.key: _option(one, worths[one.key], units, least_lots or {}, made) for one in unknown},
        [*_of_flows({**haves, **wants}, amounts), *_of_pairs(allowed, worths)],
    )


def _is_alike(synergy: Synergy, units: Mapping[str, str]) -> bool:
    """Whether a want that tells no unit can be counted as the have is."""
    have, want = synergy.have, synergy.want
    return want.quantity is not None or have.quantity is None or units[have.id] == units[want.id]


def _option(
    synergy: Synergy,
    worth: Worth,
    units: Mapping[str, str],
    least_lots: Mapping[str, float],
    made: Collection[str],
) -> Option:
    details = {finding.criterion: dict(finding.details) for finding in synergy.findings}
    kilometres = details.get("distance", {}).get("kilometres")
    name, unit = synergy.key, units.get(synergy.have.id, "")
    return Option(
        name,
        synergy.have.id,
        synergy.want.id,
        worth.ratio or 1.0,
        worth.benefit,
        worth.co2e,
        worth.diverted,
        float(kilometres) if kilometres else None,
        0.0 if name in made else least_lots.get(name, least_lots.get(unit, 0.0)),
        synergy.score / 100.0,
        name in made,
    )


def _amount(flow: Flow) -> float | None:
    """The amount of a flow in a year, or None where it is not told or cannot be meant."""
    told = _per_year(flow)
    return told if told is not None and isfinite(told) and 0 < told <= ABSURD else None


def _per_year(flow: Flow) -> float | None:
    told = flow.quantity
    if told is not None and told.base_unit in STANDING and not told.period:
        return in_base_unit(told)
    return told.per_year if told else None


def keeps(flow: Flow) -> bool:
    """Whether what a have offers waits from month to month."""
    return flow.kind not in FLEETING


def months(flow: Flow) -> frozenset[int]:
    """The months that a flow falls into; all where none is told."""
    return seasons.months(flow.season) or seasons.YEAR


def _of_flows(flows: Mapping[str, Flow], amounts: Mapping[str, float]) -> list[tuple[str | None, Problem]]:
    """What keeps flows with partners out of the plan."""
    return [(id_, _of_flow(flow)) for id_, flow in flows.items() if id_ not in amounts]


def _of_flow(flow: Flow) -> Problem:
    details = (("site", flow.site or flow.id), ("text", flow.text))
    told = flow.quantity
    if told is None:
        return Problem(f"plan-no-amount-{flow.side}", "notice", column="quantity", details=details)
    amount = _per_year(flow)
    if amount is None:
        return Problem("plan-no-year", "notice", column="period", details=details)
    code = "plan-nothing" if amount <= 0 else "plan-absurd"
    return Problem(code, "notice", column="quantity", details=(*details, ("amount", f"{amount:g}")))


def _of_distances(options: Iterable[Option], limit: float) -> list[tuple[str | None, Problem]]:
    count = sum(one.kilometres is None for one in options)
    if limit == inf or not count:
        return []
    details = (("count", str(count)), ("limit", f"{limit:g}"))
    return [(None, Problem("plan-distance-unknown", "notice", column="place", details=details))]


def _of_pairs(allowed: Iterable[Synergy], worths: Mapping[str, Worth]) -> list[tuple[str | None, Problem]]:
    """One problem a want: the haves whose unit does not fit its own."""
    apart: dict[str, list[Synergy]] = {}
    for one in allowed:
        if not worths[one.key].ratio and one.have.quantity and one.want.quantity:
            apart.setdefault(one.want.id, []).append(one)
    return [(want, _apart(found)) for want, found in apart.items()]


def _apart(found: Sequence[Synergy]) -> Problem:
    have, want = found[0].have, found[0].want
    details = (
        ("count", str(len(found))),
        ("have", have.text),
        ("want", want.text),
        ("have_unit", have.quantity.base_unit if have.quantity else ""),
        ("want_unit", want.quantity.base_unit if want.quantity else ""),
    )
    return Problem("plan-units-apart", "notice", column="unit", details=details)
