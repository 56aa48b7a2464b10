"""A plan as a reader sees it: who supplies whom with how much, what it yields, what is left, and what kept rows out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from matcher import missing, presenting, sectors, unknowns, wording
from matcher.allocating import GOALS, Allocation, Totals
from matcher.knowledge import Knowledge
from matcher.missing import Lack
from matcher.model import Flow, Language
from matcher.offering import STANDING, Plan
from matcher.park import Park
from matcher.unknowns import Fact

Plain = dict[str, Any]
DIGITS = 4
NOTHING = 1e-6
MOST_SITES = 3


def told(plan: Plan, park: Park, _: Mapping[str, Any], language: Language) -> Plain:
    """The plan for the *park* with its sentences."""
    return {
        "goal": _goal(plan, language),
        "method": _method(plan.allocation, language),
        "made": _made(plan, language),
        "exchanges": exchanges(plan, language),
        "totals": totals(plan, plan.allocation.amounts, plan.allocation.totals, language),
        "greedy": {"totals": totals(plan, plan.allocation.greedy, plan.allocation.greedy_totals, language)},
        "gain": _gain(plan.allocation, language),
        "left": _remainders(plan, "have", plan.allocation.left, park.knowledge, language),
        "unmet": _remainders(plan, "want", plan.allocation.unmet, park.knowledge, language),
        "missing": [_lack(one, park, language) for one in missing.lacks(plan, park)],
        "facts": [_fact(one, language) for one in unknowns.facts(plan)],
        "problems": problems(plan, park, language),
    }


def problems(plan: Plan, park: Park, language: Language) -> list[Plain]:
    """What was wrong with rows, and what kept flows out of the plan, each with the place of its row."""
    told_of_rows = [presenting.problem(trouble, place, language) for place, trouble in park.problems]
    return told_of_rows + [
        presenting.problem(trouble, park.places.get(flow or ""), language) for flow, trouble in plan.offers.problems
    ]


def rounded(value: float | None, digits: int = DIGITS) -> float | None:
    """*value* with so many digits that count; whole numbers keep theirs.

    >>> rounded(1234567.8), rounded(0.0123456), rounded(None)
    (1234568.0, 0.01235, None)
    """
    if value is None or not isfinite(value):
        return None
    return float(f"{value:.{digits}g}") if abs(value) < 10**digits else float(round(value))


def site(flow: Flow) -> str:
    """Who a flow belongs to: its site, or itself where none was told."""
    return flow.site or flow.id


def quantity(amount: float, unit: str, language: Language) -> str:
    """An amount of a year in words; what stands there all year has no period.

    >>> quantity(1234.56, "t", "en"), quantity(1.0, "trip", "ro"), quantity(600.0, "m2", "no")
    ('1,235 t per year', '1 cursă pe an', '600 m²')
    """
    told = presenting.stock(str(rounded(amount)), unit, language)
    if unit in STANDING:
        return told
    return wording.sentence("amount.rate", language, [("amount", told), ("period", "year")])


def exchanges(plan: Plan, language: Language) -> list[Plain]:
    """Who supplies whom with how much in a year, the most valuable first."""
    options = {one.key: one for one in plan.offers.options}
    found = []
    for key, amount in plan.allocation.amounts.items():
        option, pair = options[key], plan.synergies[key]
        supply, demand = plan.offers.supplies[option.have], plan.offers.demands[option.want]
        unit = plan.offers.units[option.have]
        found.append(
            {
                "id": key,
                "have": option.have,
                "want": option.want,
                "from": site(pair.have),
                "to": site(pair.want),
                "amount": rounded(amount),
                "unit": unit,
                "unit_label": wording.label("unit", unit, language),
                "want_amount": rounded(amount * option.ratio),
                "want_unit": plan.offers.units.get(option.want, unit),
                "share_of_supply": rounded(amount / supply.amount),
                "share_of_demand": rounded(amount * option.ratio / demand.amount) if isfinite(demand.amount) else None,
                "benefit": rounded(_times(option.benefit, amount)),
                "co2e_t": rounded(_times(option.co2e, amount)),
                "diverted_t": rounded(_times(option.diverted, amount)),
                "kilometres": option.kilometres,
                "is_made": option.is_made,
                "label": _label(pair.have, pair.want, amount, unit, language),
            }
        )
    return sorted(found, key=_dearest)


def _times(per_unit: float | None, amount: float) -> float | None:
    return None if per_unit is None else per_unit * amount


def _dearest(exchange: Plain) -> tuple[float, float, str]:
    return (-(exchange["benefit"] or 0.0), -(exchange["amount"] or 0.0), exchange["id"])


def _label(have: Flow, want: Flow, amount: float, unit: str, language: Language) -> str:
    details = [
        ("quantity", quantity(amount, unit, language)),
        ("text", have.text),
        ("giver", site(have)),
        ("taker", site(want)),
    ]
    return wording.sentence("allocation.exchange", language, details)


def totals(plan: Plan, amounts: Mapping[str, float], found: Totals, language: Language) -> Plain:
    """What *amounts* come to in a year, and by unit how much of what is offered and wanted they are."""
    pairs = [plan.synergies[key] for key in amounts]
    return {
        "exchanges": len(amounts),
        "sites": len({site(flow) for pair in pairs for flow in (pair.have, pair.want)}),
        "benefit": rounded(found.benefit),
        "co2e_t": rounded(found.co2e),
        "diverted_t": rounded(found.diverted),
        "amounts": _by_unit(plan, amounts, language),
    }


def _by_unit(plan: Plan, amounts: Mapping[str, float], language: Language) -> list[Plain]:
    units = plan.offers.units
    haves = {key: pair.have.id for key, pair in plan.synergies.items()}
    sums: dict[str, list[float]] = {}
    for place, figures in enumerate(
        (
            ((units[haves[key]], amount) for key, amount in amounts.items()),
            ((units[flow], supply.amount) for flow, supply in plan.offers.supplies.items()),
            ((units[flow], demand.amount) for flow, demand in plan.offers.demands.items() if isfinite(demand.amount)),
        )
    ):
        for unit, amount in figures:
            sums.setdefault(unit, [0.0, 0.0, 0.0])[place] += amount
    return [
        {
            "unit": unit,
            "unit_label": wording.label("unit", unit, language),
            **{name: rounded(value) for name, value in zip(("amount", "offered", "wanted"), found, strict=True)},
        }
        for unit, found in sorted(sums.items())
    ]


def _goal(plan: Plan, language: Language) -> Plain:
    used = plan.allocation.used
    asked = plan.terms.goal._asdict()
    whole = sum(asked.values()) or 1.0
    shares = [(aim, f"{100 * used.get(aim, 0.0):.0f}") for aim in GOALS]
    code = next(iter(used), "amount") if len(used) < 2 else "weighted"
    return {
        "asked": {aim: rounded(weight / whole) for aim, weight in asked.items()},
        "used": {aim: rounded(weight) for aim, weight in used.items()} or {"amount": 1.0},
        "text": wording.sentence(f"allocation.goal.{code}", language, shares),
        "dropped": [
            {"code": aim, "text": wording.sentence(f"allocation.dropped.{aim}", language)}
            for aim in plan.allocation.dropped
        ],
    }


def _method(allocation: Allocation, language: Language) -> Plain:
    code = "none" if not allocation.amounts else "programme" if "programme" in allocation.methods else "flow"
    within = allocation.slack / allocation.worth if allocation.worth else 0.0
    text = "lots" if within >= NOTHING else code
    percent = [("percent", f"{rounded(100 * within, 2)}")]
    told = wording.sentence(f"allocation.method.{text}", language, percent)
    return {"code": code, "within": rounded(within if within >= NOTHING else 0.0, 2), "text": told}


def _made(plan: Plan, language: Language) -> Plain:
    """How many of the exchanges are there already, and that these stay."""
    count = len(plan.terms.made & plan.allocation.amounts.keys())
    text = wording.sentence("allocation.made", language, [("count", f"{count}")]) if count else ""
    return {"count": count, "text": text}


def _gain(allocation: Allocation, language: Language) -> Plain:
    """How much more the plan reaches than greed does, in the goal and in each aim."""
    more = allocation.worth - allocation.greedy_worth
    share = max(0.0, more) / allocation.greedy_worth if allocation.greedy_worth > 0 else None
    is_more = share is not None and share >= NOTHING
    percent = f"{rounded(100 * (share or 0.0), 2)}"
    names = {"benefit": "benefit", "diverted": "diverted_t", "co2e": "co2e_t"}
    return {
        **{
            names[aim]: rounded(_less(plan_total, greedy_total))
            for aim, plan_total, greedy_total in zip(GOALS, allocation.totals, allocation.greedy_totals, strict=True)
        },
        "share": rounded(share if is_more else share and 0.0),
        "text": wording.sentence(f"allocation.gain.{'more' if is_more else 'same'}", language, [("percent", percent)]),
    }


def _less(one: float | None, other: float | None) -> float | None:
    """The one less the other; what is only rounding is no difference."""
    if one is None or other is None:
        return None
    return 0.0 if abs(one - other) <= NOTHING * abs(one) else one - other


def _remainders(
    plan: Plan, side: str, amounts: Mapping[str, float], knowledge: Knowledge, language: Language
) -> list[Plain]:
    """What is left of haves or unmet of wants, the largest share first; what has no limit is never unmet."""
    bounds = {
        flow: bound.amount for flow, bound in (plan.offers.supplies if side == "have" else plan.offers.demands).items()
    }
    flows, resources = _flows(plan, side), _resources(plan, side)
    found = [
        {
            **_flow(flows[id_], knowledge, language, resources.get(id_, "")),
            "amount": rounded(amount),
            "total": rounded(bounds[id_]),
            "unit": plan.offers.units[id_],
            "unit_label": wording.label("unit", plan.offers.units[id_], language),
        }
        for id_, amount in amounts.items()
        if isfinite(bounds[id_]) and amount > NOTHING * bounds[id_]
    ]
    return sorted(found, key=lambda one: (-one["amount"] / one["total"], one["flow"]))


def _flows(plan: Plan, side: str) -> dict[str, Flow]:
    flows: Iterable[Flow] = (getattr(pair, side) for pair in plan.synergies.values())
    return {flow.id: flow for flow in flows}


def _resources(plan: Plan, side: str) -> dict[str, str]:
    """The resource that each flow of a side was taken for in its best synergy, where it was taken for any."""
    found: dict[str, str] = {}
    for pair in sorted(plan.synergies.values(), key=lambda one: -one.score):
        resource = dict(pair.findings[0].details).get(side, "")
        if resource:
            found.setdefault(getattr(pair, side).id, resource)
    return found


def _flow(flow: Flow, knowledge: Knowledge, language: Language, resource: str) -> Plain:
    label = knowledge.label(knowledge.by_id[resource], language) if resource else ""
    return {
        "flow": flow.id,
        "site": site(flow),
        "text": flow.text,
        "resource": resource,
        "resource_label": label,
    }


def _lack(lack: Lack, park: Park, language: Language) -> Plain:
    """What is missing, who usually has it, and who is here already."""
    firms = [sectors.told(code, language) for code in lack.firms]
    label = _named(lack, park, language)
    details = [("resource", label), ("quantity", quantity(lack.amount, lack.unit, language))]
    text = [wording.sentence(f"allocation.missing.{lack.code}", language, details)]
    if firms:
        titles = "; ".join(firm["title"] for firm in firms)
        text.append(wording.sentence("allocation.missing.firms", language, [("firms", titles)]))
    if lack.present:
        count = [("count", str(len(lack.present))), ("sites", "; ".join(lack.present[:MOST_SITES]))]
        text.append(wording.sentence("allocation.missing.present", language, count))
    return {
        "code": lack.code,
        "text": " ".join(text),
        "resource": lack.resource,
        "resource_label": label,
        "amount": rounded(lack.amount),
        "unit": lack.unit,
        "unit_label": wording.label("unit", lack.unit, language),
        "share": rounded(lack.share),
        "benefit": rounded(lack.benefit),
        "co2e_t": rounded(lack.co2e),
        "measure": lack.measure,
        "measure_text": wording.sentence(f"allocation.measure.{lack.measure}", language),
        "opens": lack.keys,
        "flows": lack.flows,
        "firms": firms,
        "present": lack.present,
    }


def _named(lack: Lack, park: Park, language: Language) -> str:
    if lack.code == "treatment":
        return park.knowledge.term("treatments", lack.resource, language)
    return park.knowledge.label(park.knowledge.by_id[lack.resource], language)


def _fact(fact: Fact, language: Language) -> Plain:
    amount = fact.high or -fact.low
    figures = [("amount", f"{rounded(amount)}"), ("percent", f"{rounded(100 * amount, 2)}")]
    if fact.measure == "amount":
        change = quantity(amount, fact.unit, language)
    else:
        change = wording.sentence(f"allocation.change.{fact.measure}", language, figures)
    code = f"quantity.{fact.flow.side}" if fact.field == "quantity" else fact.field
    details = [("site", site(fact.flow)), ("text", fact.flow.text), ("change", change)]
    return {
        "flow": fact.flow.id,
        "field": fact.field,
        "key": fact.key,
        "changes": {"measure": fact.measure, "low": rounded(fact.low), "high": rounded(fact.high), "unit": fact.unit},
        "text": wording.sentence(f"allocation.fact.{code}", language, details),
    }
