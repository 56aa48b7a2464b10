"""What the park lacks: takers for what is left over, givers for what is unmet, treatments that several plans wait for.

The tables of uses and of what plants of a sector typically have are searched for partners that nobody here is. Each
suggestion is counted for what those before it leave over, so that the list is what to look for first, second, third.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from matcher import matching, pairing, sectors
from matcher.hearing import Sight
from matcher.knowledge import Knowledge
from matcher.model import Flow, Side, Synergy
from matcher.offering import Plan
from matcher.park import Park
from matcher.recognising import Recognised

MOST_OF_A_CODE = 5
MOST_ROLES_OF_A_HAVE = 6
MOST_GIVERS_OF_A_WANT = 8
# Fits are no more exact than that: so much of the most counts as much.
NEARLY_AS_MUCH = 0.95
MOST_FIRMS = 4
LEAST_SHARE = 1e-6
# What is agreed on, and not built.
NO_PLANT = frozenset(
    {"none", "quality-control", "metering", "grid-agreement", "booking", "scheduling", "contract", "course"}
    | {"insurance-safety", "secondment", "route-planning"}
)


class Lack(NamedTuple):
    """Something the park lacks: a taker or a giver of a resource, or a treatment.

    ``amount`` is what would find a partner, in ``unit``, or what waits for the treatment; ``benefit`` and ``co2e`` are
    known only where exchanges of the same flows have figures. ``share`` is the amount over all that is left, unmet or
    planned in that unit. ``flows`` are those that would find a partner, ``keys`` the synergies that wait, ``firms``
    the sectors that usually have or take it, and ``present`` the sites of such a sector that are here already.
    """

    code: str
    resource: str
    amount: float
    unit: str
    share: float
    flows: Sequence[str] = ()
    keys: Sequence[str] = ()
    firms: Sequence[str] = ()
    present: Sequence[str] = ()
    benefit: float | None = None
    co2e: float | None = None

    @property
    def measure(self) -> str:
        """What it can be ranked by."""
        return "benefit" if self.benefit else "co2e" if self.co2e else "amount" if self.amount else "count"


class Match(NamedTuple):
    """That a flow of the park would find a partner in a resource, and how well."""

    flow: str
    resource: int
    score: float


def lacks(plan: Plan, park: Park) -> list[Lack]:
    """What the park lacks, the most valuable first: by benefit, else by CO2e, else by the share of what is left."""
    found = [*takers(plan, park), *givers(plan, park), *treatments(plan, park)]
    return sorted(found, key=lambda one: (-(one.benefit or 0.0), -(one.co2e or 0.0), -one.share, one.resource))


def takers(plan: Plan, park: Park) -> list[Lack]:
    """Who could take what is left over."""
    left = _open(plan, plan.allocation.left, _supplied(plan))
    haves = [park.understood[flow] for flow in left if flow in park.understood]
    roles = dict.fromkeys(role for have in haves for role in _roles(have, park.knowledge))
    wants = [_imagined(role, "want", park.knowledge) for role in roles]
    found = _matches(haves, wants, park.knowledge, "have")

    def firms(role: int, flows: Iterable[str]) -> list[str]:
        offered = [_things(park.understood[flow], park.knowledge) for flow in flows]
        return _usual_takers(role, {thing for things in offered for thing in things}, park.knowledge)

    return _covering("taker", found, left, firms, plan, park)


def givers(plan: Plan, park: Park) -> list[Lack]:
    """Who could give what is unmet: the resources that plants of some sector typically have.

    Nobody is sent looking for what no source vouches for, so jobs are left out that nobody has confirmed.
    """
    unmet = _open(plan, plan.allocation.unmet, _demanded(plan))
    understood = (park.understood[flow] for flow in unmet if flow in park.understood)
    named = (want for want in understood if not _only_describes(want))
    wants = [want if want.flow.resources else want._replace(jobs=()) for want in named]
    had = _typical_haves(park.knowledge)
    haves = [_imagined(resource, "have", park.knowledge) for resource in had] if wants else []
    found = _matches(haves, wants, park.knowledge, "want")
    return _covering("giver", found, unmet, lambda resource, _: had[resource], plan, park)


def _only_describes(want: Recognised) -> bool:
    """Whether a want describes a job more surely than it names anything, and nobody has confirmed what may do it."""
    named = max((sight.weight for sight in (*want.about, *want.purpose)), default=0.0)
    return not want.flow.resources and any(sight.weight > named for sight in want.jobs)


def treatments(plan: Plan, park: Park) -> list[Lack]:
    """The treatments that planned exchanges need and no site offers."""
    waiting: dict[str, list[str]] = {}
    for key in plan.allocation.amounts:
        for treatment in _treatments(plan.synergies[key]):
            waiting.setdefault(treatment, []).append(key)
    offered = {
        park.knowledge.resource(thing).id
        for one in park.understood.values()
        if one.flow.side == "have"
        for thing in _things(one, park.knowledge)
    }
    found = [
        _waiting(treatment, keys, plan)
        for treatment, keys in waiting.items()
        if not any(name.startswith(treatment) for name in offered)
    ]
    return sorted(found, key=lambda one: (-len(one.keys), -one.share, one.resource))[:MOST_OF_A_CODE]


def _open(plan: Plan, amounts: Mapping[str, float], bounds: Mapping[str, float]) -> dict[str, float]:
    """The amounts that are more than rounding, and of flows whose amount is told."""
    told = ((flow, amount) for flow, amount in amounts.items() if flow in plan.offers.units)
    return {flow: amount for flow, amount in told if LEAST_SHARE * bounds[flow] < amount < float("inf")}


def _supplied(plan: Plan) -> dict[str, float]:
    return {flow: supply.amount for flow, supply in plan.offers.supplies.items()}


def _demanded(plan: Plan) -> dict[str, float]:
    return {flow: demand.amount for flow, demand in plan.offers.demands.items()}


def _things(reading: Recognised, knowledge: Knowledge) -> list[int]:
    """What a have is, the surest first, and what that is a kind of."""
    offered = sorted(pairing.offered(reading, knowledge).items(), key=lambda pair: (-pair[1], pair[0]))
    surest = [thing for thing, weight in offered if weight >= offered[0][1] / 2][:2]
    return list(dict.fromkeys(kin for thing in surest for kin in (thing, *knowledge.ancestors(thing))))


def _roles(reading: Recognised, knowledge: Knowledge) -> list[int]:
    """What a have may serve as, the best known uses first."""
    told = pairing.weights()
    best: dict[int, float] = {}
    for thing in _things(reading, knowledge):
        for use in knowledge.uses_of(thing):
            role, strength = knowledge.want_and_strength(use)
            best[role] = max(best.get(role, 0.0), told[strength])
    return sorted(best, key=lambda role: (-best[role], role))[:MOST_ROLES_OF_A_HAVE]


def _usual_takers(role: int, things: set[int], knowledge: Knowledge) -> list[str]:
    """The sectors that usually take one of the *things* in that *role*."""
    uses = [use for thing in sorted(things) for use in knowledge.uses_of(thing)]
    return [code for use in uses if knowledge.want_and_strength(use)[0] == role for code in knowledge.use(use).sectors]


def _typical_haves(knowledge: Knowledge) -> dict[int, list[str]]:
    """The resources that plants of some sector typically have, each with those sectors."""
    found: dict[int, list[str]] = {}
    for sector in knowledge.sectors:
        for resource in knowledge.typical(sector, "have"):
            found.setdefault(resource, []).append(sector)
    return found


def _imagined(resource: int, side: Side, knowledge: Knowledge) -> Recognised:
    """A flow that nobody here has or wants yet."""
    thing = knowledge.resource(resource)
    flow = Flow(thing.id, side, knowledge.label(resource, "en"), language="en", kind=thing.kind, resources=(thing.id,))
    return Recognised(flow, (Sight(resource, 1.0, "head", thing.id),), (), {}, thing.temperature)


def _matches(haves: Sequence[Recognised], wants: Sequence[Recognised], knowledge: Knowledge, real: Side) -> list[Match]:
    """Which real flows would find a partner in which imagined ones: worth a question at least, and not forbidden."""
    most = len(haves) if real == "have" else MOST_GIVERS_OF_A_WANT
    least = next(least for least, name in matching.levels() if name == "possible")
    return [
        Match(_real(synergy, real).id, knowledge.by_id[_imagined_id(synergy, real)], synergy.score)
        for found in matching.rank(haves, wants, knowledge, max(1, most))
        for synergy in found
        if synergy.score >= least and not any(caution.is_forbidding for caution in synergy.cautions)
    ]


def _real(synergy: Synergy, side: Side) -> Flow:
    return synergy.have if side == "have" else synergy.want


def _imagined_id(synergy: Synergy, real: Side) -> str:
    return synergy.want.id if real == "have" else synergy.have.id


Firms = Callable[[int, Iterable[str]], Sequence[str]]


def _covering(
    code: str, matches: Iterable[Match], amounts: Mapping[str, float], firms: Firms, plan: Plan, park: Park
) -> list[Lack]:
    """The resources that place most of what is left, each counted without what those before it place.

    Of those that place nearly as much, one goes first in whose usual sectors there is a site here.
    """
    by_resource: dict[int, dict[str, float]] = {}
    for match in matches:
        by_resource.setdefault(match.resource, {})[match.flow] = match.score / 100
    whole = _by_unit(amounts, plan.offers.units)
    rest = {flow: amount / whole[plan.offers.units[flow]] for flow, amount in amounts.items()}
    found: list[Lack] = []
    while len(found) < MOST_OF_A_CODE and by_resource:

        def placed(resource: int) -> float:
            return round(sum(fit * rest.get(flow, 0.0) for flow, fit in by_resource[resource].items()), 9)

        def near(resource: int) -> tuple[bool, float, int]:
            flows = [flow for flow in by_resource[resource] if flow in rest]
            return bool(_present(_usual(firms(resource, flows)), flows, park)), placed(resource), -resource

        most = max(map(placed, by_resource))
        if most <= 0:
            break
        best = max((resource for resource in by_resource if placed(resource) >= NEARLY_AS_MUCH * most), key=near)
        flows = sorted(
            (flow for flow in by_resource.pop(best) if flow in rest), key=lambda flow: (-amounts[flow], flow)
        )
        found.append(_lack(code, best, flows, amounts, whole, firms(best, flows), plan, park))
        for flow in flows:
            if plan.offers.units[flow] == found[-1].unit:
                del rest[flow]
    return found


def _by_unit(amounts: Mapping[str, float], units: Mapping[str, str]) -> dict[str, float]:
    whole: dict[str, float] = {}
    for flow, amount in amounts.items():
        whole[units[flow]] = whole.get(units[flow], 0.0) + amount
    return whole


def _lack(
    code: str,
    resource: int,
    flows: Sequence[str],
    amounts: Mapping[str, float],
    whole: Mapping[str, float],
    firms: Sequence[str],
    plan: Plan,
    park: Park,
) -> Lack:
    """A lack in the unit that most of it is told in."""
    units = plan.offers.units
    shares = _by_unit({flow: amounts[flow] / whole[units[flow]] for flow in flows}, units)
    unit = max(sorted(shares), key=lambda unit: shares[unit])
    told = [flow for flow in flows if units[flow] == unit]
    usual = _usual(firms)
    return Lack(
        code,
        park.knowledge.resource(resource).id,
        sum(amounts[flow] for flow in told),
        unit,
        shares[unit],
        flows=told,
        firms=usual,
        present=_present(usual, told, park),
        benefit=_valued(told, amounts, plan, "benefit"),
        co2e=_valued(told, amounts, plan, "co2e"),
    )


def _usual(firms: Iterable[str]) -> list[str]:
    """The codes of the sectors that are named most often, MOST_FIRMS at most, without what tells their plants apart."""
    codes = sorted(sector.code for firm in firms if (sector := sectors.written(firm.partition(":")[0])))
    return [code for code, _ in Counter(codes).most_common(MOST_FIRMS)]


def _present(firms: Iterable[str], flows: Sequence[str], park: Park) -> list[str]:
    """The sites here that belong to one of the sectors *firms*, other than those of the *flows* themselves."""
    codes = tuple(firms)
    own = {park.understood[flow].flow.site for flow in flows}
    sites = (flow.site for flow in park.flows if flow.site and flow.sector and flow.sector.startswith(codes))
    return [site for site in dict.fromkeys(sites) if site not in own]


def _valued(flows: Iterable[str], amounts: Mapping[str, float], plan: Plan, aim: str) -> float | None:
    """What the amounts would be worth if a unit of each flow were worth the mean of its known options."""
    worths = []
    for flow in flows:
        options = (one for one in plan.offers.options if flow in (one.have, one.want))
        known = [getattr(one, aim) / (1.0 if one.have == flow else one.ratio) for one in options if getattr(one, aim)]
        if known:
            worths.append(amounts[flow] * sum(known) / len(known))
    return sum(worths) if worths and sum(worths) > 0 else None


def _treatments(synergy: Synergy) -> list[str]:
    told = dict(synergy.findings[0].details).get("treatments", "")
    return [code for code in told.split(";") if code and code not in NO_PLANT]


def _waiting(treatment: str, keys: Sequence[str], plan: Plan) -> Lack:
    """A treatment with the exchanges that wait for it, in the unit that most of them are told in."""
    placed, units = plan.allocation.amounts, plan.offers.units
    options = {one.key: one for one in plan.offers.options}
    unit_of = {key: units[options[key].have] for key in placed}
    whole = _by_unit(placed, unit_of)
    shares = _by_unit({key: placed[key] / whole[unit_of[key]] for key in keys}, unit_of)
    unit = max(sorted(shares), key=lambda unit: shares[unit])
    told = [key for key in keys if unit_of[key] == unit]
    worth = {
        aim: [getattr(options[key], aim) * placed[key] for key in told if getattr(options[key], aim) is not None]
        for aim in ("benefit", "co2e")
    }
    return Lack(
        "treatment",
        treatment,
        sum(placed[key] for key in told),
        unit,
        shares[unit],
        keys=told,
        benefit=sum(worth["benefit"]) if worth["benefit"] else None,
        co2e=sum(worth["co2e"]) if worth["co2e"] else None,
    )
