"""Which single fact would change the plan most: what is not known is put to its bounds, and the plan made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple

from matcher import allocating, offering, solving
from matcher.allocating import Demand, Option, Supply
from matcher.allocating.parts import reached
from matcher.model import Flow
from matcher.offering import Plan

MOST_FACTS = 8
MOST_LOOKED_AT = 12
MOST_PRICES = 3
# Plans are made anew only as long as they are quick: so many options in all.
MOST_OPTIONS = 20_000
NOTHING = 1e-6


class Fact(NamedTuple):
    """A fact that is not known: of which flow, which field, and what the plan may lose or gain by it.

    ``measure`` is "benefit" (EUR a year), "co2e" or "diverted" (t a year), "goal" (where several aims are weighed: 0.01
    is one hundredth of a perfect plan) or "amount" (in ``unit``).
    """

    flow: Flow
    field: str
    key: str
    measure: str
    low: float
    high: float
    unit: str

    @property
    def span(self) -> float:
        """How far the plan may change."""
        return self.high - self.low


def facts(plan: Plan) -> list[Fact]:
    """The facts that would change the plan most, the widest span first; those that amounts are measured by go last."""
    found = [fact for fact in (*_amounts(plan), *_places(plan), *_prices(plan)) if fact.span > NOTHING]
    return sorted(found, key=lambda fact: (fact.measure == "amount", -_share(fact, plan), fact.flow.id))[:MOST_FACTS]


def _measure(plan: Plan) -> str:
    """What the plan's worth is counted in."""
    used = list(plan.allocation.used)
    return "amount" if not used else used[0] if len(used) == 1 else "goal"


def _amounts(plan: Plan) -> list[Fact]:
    """Amounts that are not told: from nothing up to all that the other side of their pairs has left or lacks."""
    pairs: dict[str, list[Option]] = {}
    flows: dict[str, Flow] = {}
    for synergy in plan.offers.unknown:
        option = plan.offers.unknown_options[synergy.key]
        have, want = option.have in plan.offers.supplies, option.want in plan.offers.demands
        if have != want and option in allocating.within([option], plan.terms.most_kilometres, plan.terms.exclusions):
            flow = synergy.want if have else synergy.have
            flows[flow.id] = flow
            pairs.setdefault(flow.id, []).append(option)
    promising = sorted(pairs, key=lambda id_: (-_promise(pairs[id_], plan), id_))[:MOST_LOOKED_AT]
    found, looked_at = [], 0
    for id_ in promising:
        near = _near(pairs[id_], plan)
        looked_at += len(near)
        if looked_at <= MOST_OPTIONS and not _is_boundless(flows[id_], pairs[id_], plan):
            found.append(_amount(flows[id_], pairs[id_], near, plan))
    return found


def _is_boundless(flow: Flow, options: Iterable[Option], plan: Plan) -> bool:
    """Whether nothing bounds the amount of a have, since some want that it could serve has no limit."""
    return flow.side == "have" and any(plan.offers.demands[one.want].amount == inf for one in options)


def _promise(options: Iterable[Option], plan: Plan) -> float:
    """What the options would be worth with all that is left on their other side."""
    return sum(_open(one, plan) * _worth(one, plan) for one in options)


def _open(option: Option, plan: Plan) -> float:
    left, unmet = plan.allocation.left, plan.allocation.unmet
    return left[option.have] if option.have in left else unmet.get(option.want, 0.0) / option.ratio


def _worth(option: Option, plan: Plan) -> float:
    weights = plan.allocation.weights
    return sum((getattr(option, aim) or 0.0) * weight for aim, weight in weights.items()) if weights else option.fit


def _near(options: Iterable[Option], plan: Plan) -> list[Option]:
    """The options of the plan that share anything with *options*, however far along."""
    near: dict[str, Option] = {}
    for one in options:
        known = one.have if one.have in plan.offers.supplies else one.want
        near |= {other.key: other for other in reached(plan.offers.options, known)}
    return [*near.values()]


def _amount(flow: Flow, options: list[Option], near: list[Option], plan: Plan) -> Fact:
    supplies, demands = dict(plan.offers.supplies), dict(plan.offers.demands)
    if flow.side == "want":
        demands[flow.id] = Demand(inf, offering.months(flow))
        unit = plan.offers.units[options[0].have]
    else:
        most = sum(demands[one.want].amount / one.ratio for one in options)
        supplies[flow.id] = Supply(most, offering.months(flow), offering.keeps(flow))
        unit = plan.offers.units[options[0].want]
    after = allocating.best([*near, *options], supplies, demands, plan.allocation.weights, solving.solve)
    gain = _yield([*near, *options], after, plan) - _yield(near, plan.allocation.amounts, plan)
    return Fact(flow, "quantity", "", _measure(plan), 0.0, gain, unit)


def _yield(options: Iterable[Option], amounts: Mapping[str, float], plan: Plan) -> float:
    """What *amounts* come to in the measure of the plan; a single aim is counted in its own unit."""
    used = list(plan.allocation.used)
    made = ((one, amounts[one.key]) for one in options if one.key in amounts)
    if not used:
        return sum(amount for _, amount in made)
    if len(used) == 1:
        return sum((getattr(one, used[0]) or 0.0) * amount for one, amount in made)
    return sum(_worth(one, plan) * amount for one, amount in made)


def _places(plan: Plan) -> list[Fact]:
    """Places that are not told where exchanges must not be far apart: the plan may lose what hangs on them."""
    if plan.terms.most_kilometres == inf:
        return []
    risked: dict[str, list[str]] = {}
    flows: dict[str, Flow] = {}
    for one in plan.offers.options:
        if one.kilometres is None and one.key in plan.allocation.amounts:
            pair = plan.synergies[one.key]
            for flow in (pair.have, pair.want):
                if flow.place is None:
                    flows[flow.id] = flow
                    risked.setdefault(flow.id, []).append(one.key)
    return [_place(flows[id_], keys, plan) for id_, keys in list(risked.items())[:MOST_LOOKED_AT]]


def _place(flow: Flow, keys: list[str], plan: Plan) -> Fact:
    near = reached(plan.offers.options, flow.id)
    without = [one for one in near if one.key not in keys]
    bounds = plan.offers.supplies, plan.offers.demands, plan.allocation.weights, solving.solve
    loss = _yield(near, plan.allocation.amounts, plan) - _yield(without, allocating.best(without, *bounds), plan)
    return Fact(flow, "place", keys[0], _measure(plan), -loss, 0.0, plan.offers.units.get(flow.id, ""))


def _prices(plan: Plan) -> list[Fact]:
    """Exchanges of which nobody knows what they are worth, in a plan that is made for what others are worth."""
    if "benefit" not in plan.allocation.used:
        return []
    found = []
    for one in plan.offers.options:
        amount = plan.allocation.amounts.get(one.key, 0.0)
        if amount and one.benefit is None:
            pair = plan.synergies[one.key]
            found.append(Fact(pair.have, "price", one.key, "amount", 0.0, amount, plan.offers.units[one.have]))
    return sorted(found, key=lambda fact: (-_share(fact, plan), fact.flow.id))[:MOST_PRICES]


def _share(fact: Fact, plan: Plan) -> float:
    """How far the plan may change; a change in an amount over all that is offered in its unit."""
    if fact.measure != "amount":
        return fact.span
    offered = (supply.amount for flow, supply in plan.offers.supplies.items() if plan.offers.units[flow] == fact.unit)
    wanted = (demand.amount for flow, demand in plan.offers.demands.items() if plan.offers.units[flow] == fact.unit)
    return fact.span / (sum(offered) or sum(wanted))
