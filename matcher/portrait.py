"""The network of a park as a reader sees it: its sites and links, what the indicators say, what falls with a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple

from matcher import network, sectors, tables, wording
from matcher.account import problems, quantity, rounded, site
from matcher.allocating import Demand, Option, Supply
from matcher.model import Flow, Language, Synergy
from matcher.network import Link, Loss
from matcher.offering import TONNE, Plan
from matcher.park import Park
from matcher.project import FIRST_STATUS, MADE

Plain = dict[str, Any]
MOST_STEPPING_IN = 3
LEAST_SHARE = 0.01


class Web(NamedTuple):
    """A park before or after its plan: all its sites, the links that are made, and what is offered and wanted."""

    flows: Sequence[Flow]
    links: Sequence[Link]
    offered: float
    wanted: float


def told(plan: Plan, park: Park, project: Mapping[str, Any], language: Language) -> Plain:
    """The network before and after the *plan*, with its sentences."""
    flows = park.flows
    statuses = {key: entry.get("status", FIRST_STATUS) for key, entry in project.get("synergies", {}).items()}
    links = [*map(_link_of(plan), plan.synergies.values())]
    made = [link for link in links if statuses.get(link.key) in MADE]
    after = [link for link in links if statuses.get(link.key) in MADE or link.key in plan.allocation.amounts]
    offered = _tonnes(plan, plan.offers.supplies)
    wanted = _tonnes(plan, plan.offers.demands)
    webs = [Web(flows, links, offered, wanted) for links in (made, after)]
    measures = [measured(web) for web in webs]
    options = _options_of(plan)
    return {
        "sites": _sites(flows, after, plan.synergies.values(), project.get("coordinates", {}), language),
        "links": [_told_link(link, plan, statuses.get(link.key, FIRST_STATUS), language) for link in links],
        "indicators": _indicators(measures[0], measures[1], language),
        "losses": [_loss(loss, plan, webs[1], options, language) for loss in network.losses(_names(flows), after)],
        **{
            name: _summary(web, measure) for name, web, measure in zip(("before", "after"), webs, measures, strict=True)
        },
        "problems": problems(plan, park, language),
    }


def measured(web: Web) -> dict[str, float | None]:
    """The indicators of a web by their codes, None where one cannot be told."""
    names = _names(web.flows)
    drawn = network.graph(names, web.links)
    placed = sum(link.amount or 0.0 for link in web.links if link.unit == TONNE)
    return {
        "connectance": network.connectance(drawn),
        "link-density": network.link_density(drawn),
        "matched-share": network.share(placed, web.offered),
        "demand-coverage": network.share(placed, web.wanted),
        "centralisation": network.centralisation(drawn),
        "cyclicity": network.cyclicity(drawn),
        "diversity": network.diversity(_sector(own)[:2] for own in _by_site(web.flows).values()),
        "symbiosis-indicator": network.symbiosis_indicator(placed, max(0.0, web.offered - placed))
        if web.offered
        else None,
    }


def _names(flows: Iterable[Flow]) -> list[str]:
    return list(dict.fromkeys(site(flow) for flow in flows))


def _by_site(flows: Iterable[Flow]) -> dict[str, list[Flow]]:
    found: dict[str, list[Flow]] = {}
    for flow in flows:
        found.setdefault(site(flow), []).append(flow)
    return found


def _sector(flows: Iterable[Flow]) -> str:
    return next((flow.sector for flow in flows if flow.sector), "")


def _tonnes(plan: Plan, bounds: Mapping[str, Supply | Demand]) -> float:
    amounts = (bound.amount for flow, bound in bounds.items() if plan.offers.units.get(flow) == TONNE)
    return sum(amount for amount in amounts if isfinite(amount))


def _link_of(plan: Plan) -> Callable[[Synergy], Link]:
    """Makes links of synergies: with what is planned, else with what can be known of the pair alone."""
    options = {one.key: one for one in plan.offers.options}

    def link(pair: Synergy) -> Link:
        key = pair.key
        option, amount = options.get(key), plan.allocation.amounts.get(key)
        unit = pair.have.quantity.base_unit if pair.have.quantity else ""
        figures = [
            None if option is None or amount is None or worth is None else worth * amount
            for worth in ((option.benefit, option.co2e, option.diverted) if option else (None, None, None))
        ]
        return Link(site(pair.have), site(pair.want), key, amount, unit, *figures)

    return link


def _sites(
    flows: Sequence[Flow],
    links: Sequence[Link],
    pairs: Iterable[Synergy],
    coordinates: Mapping[str, Sequence[float]],
    language: Language,
) -> list[Plain]:
    reached: dict[str, set[str]] = {}
    for pair in pairs:
        reached.setdefault(site(pair.have), set()).add(site(pair.want))
        reached.setdefault(site(pair.want), set()).add(site(pair.have))
    drawn = network.graph(_names(flows), links)
    return [
        {
            "id": name,
            "label": name if own[0].site else own[0].text,
            **_position(own, coordinates.get(name)),
            "sector": _sector(own),
            "sector_label": sectors.title(_sector(own), language),
            "haves": sum(flow.side == "have" for flow in own),
            "wants": sum(flow.side == "want" for flow in own),
            "flows": [flow.id for flow in own],
            "degree": len({*drawn.predecessors(name), *drawn.successors(name)}),
            "reach": len(reached.get(name, ())),
        }
        for name, own in _by_site(flows).items()
    ]


def _position(flows: Sequence[Flow], entered: Sequence[float] | None) -> Plain:
    place = next((flow.place for flow in flows if flow.place), None)
    latitude, longitude = entered or ((place.latitude, place.longitude) if place else (None, None))
    return {
        "place": place.name if place else "",
        "country": next((flow.country for flow in flows if flow.country), place.country if place else ""),
        "latitude": latitude,
        "longitude": longitude,
    }


def _told_link(link: Link, plan: Plan, status: str, language: Language) -> Plain:
    pair = plan.synergies[link.key]
    details = [("text", pair.have.text), ("giver", link.giver), ("taker", link.taker)]
    if link.amount is None:
        label = wording.sentence("network.link", language, details)
    else:
        details.append(("quantity", quantity(link.amount, link.unit, language)))
        label = wording.sentence("allocation.exchange", language, details)
    return {
        "id": link.key,
        "from": link.giver,
        "to": link.taker,
        "key": link.key,
        "kind": pair.have.kind or pair.want.kind,
        "amount": rounded(link.amount),
        "unit": link.unit,
        "benefit": rounded(link.benefit),
        "co2e_t": rounded(link.co2e),
        "status": status,
        "is_planned": link.key in plan.allocation.amounts,
        "is_made": status in MADE,
        "label": label,
    }


def _indicators(
    before: Mapping[str, float | None], after: Mapping[str, float | None], language: Language
) -> list[Plain]:
    return [
        {
            "code": row["code"],
            "label": wording.sentence(f"network.{row['code']}.label", language),
            "value": rounded(after[row["code"]], 3),
            "value_text": _figure(after[row["code"]], language),
            "before": rounded(before[row["code"]], 3),
            "text": wording.sentence(f"network.{row['code']}.{_reading(row, after[row['code']])}", language),
            "formula": row["formula"],
            "source": row["source"],
            "published": [_published(other, language) for other in _comparable(row["code"])],
        }
        for row in tables.rows("indicators")
    ]


def _comparable(code: str) -> list[tables.Row]:
    return [row for row in tables.rows("indicators-published") if row["code"] == code]


def _published(row: tables.Row, language: Language) -> Plain:
    low, high = tables.number(row, "low"), tables.number(row, "high")
    return {"name": row[language], "low": low, "high": high, "year": int(row["year"]), "source": row["source"]}


def _figure(value: float | None, language: Language) -> str:
    return "" if value is None else wording.number(rounded(value, 3) or 0.0, language)


def _reading(row: tables.Row, value: float | None) -> str:
    """Whether an indicator reads low, middling or high, by the bounds of indicators.csv."""
    if value is None:
        return "unknown"
    return "low" if value <= float(row["low"]) else "middle" if value <= float(row["middle"]) else "high"


def _loss(loss: Loss, plan: Plan, web: Web, options: Mapping[str, Sequence[Option]], language: Language) -> Plain:
    tonnes = sum(link.diverted or 0.0 for link in web.links)
    lost = {
        "links": len(loss.keys),
        "share": rounded(len(loss.keys) / len(web.links)),
        "benefit": rounded(loss.benefit),
        "co2e_t": rounded(loss.co2e),
        "diverted_t": rounded(loss.diverted),
        "amounts": [
            {"unit": unit, "unit_label": wording.label("unit", unit, language), "amount": rounded(amount)}
            for unit, amount in sorted(loss.amounts.items())
        ],
    }
    percent = f"{rounded(100 * loss.diverted / tonnes, 2)}" if loss.diverted and tonnes else ""
    details = [("count", str(len(loss.keys))), ("site", loss.site), ("percent", percent)]
    code = "loss.tonnes" if percent else "loss.links"
    return {
        "site": loss.site,
        "label": loss.site,
        "lost": lost,
        "text": wording.sentence(f"network.{code}", language, details),
        "could": [found for key in loss.keys for found in _stepping_in(key, loss.site, plan, options, language)],
    }


def _options_of(plan: Plan) -> dict[str, list[Option]]:
    """The options of each flow."""
    found: dict[str, list[Option]] = {}
    for one in plan.offers.options:
        found.setdefault(one.have, []).append(one)
        found.setdefault(one.want, []).append(one)
    return found


def _stepping_in(
    key: str, gone: str, plan: Plan, options: Mapping[str, Sequence[Option]], language: Language
) -> list[Plain]:
    """Who could take the place of the site *gone* in the exchange *key*, with what they have left over."""
    pair, amount = plan.synergies[key], plan.allocation.amounts.get(key)
    is_giver = site(pair.have) == gone
    lost = next((one for one in options.get(pair.have.id, ()) if one.key == key), None)
    found = []
    for option in options.get(pair.want.id if is_giver else pair.have.id, ()):
        other = plan.synergies[option.key]
        flow = other.have if is_giver else other.want
        if site(flow) == gone:
            continue
        carried = None
        if amount and lost and is_giver:
            carried = min(1.0, plan.allocation.left[flow.id] * option.ratio / (amount * lost.ratio))
        elif amount:
            carried = min(1.0, plan.allocation.unmet[flow.id] / option.ratio / amount)
        if carried is None or carried >= LEAST_SHARE:
            found.append((-(carried or 0.0), -other.score, option.key, flow, carried))
    best = sorted(found)[:MOST_STEPPING_IN]
    return [_instead(flow, key, other, carried, language) for _, _, other, flow, carried in best]


def _instead(flow: Flow, lost: str, key: str, carried: float | None, language: Language) -> Plain:
    percent = "" if carried is None else f"{rounded(100 * carried, 2)}"
    details = [("site", site(flow)), ("text", flow.text), ("percent", percent)]
    return {
        "lost": lost,
        "key": key,
        "flow": flow.id,
        "site": site(flow),
        "share": rounded(carried),
        "text": wording.sentence("network.could" if percent else "network.could.unknown", language, details),
    }


def _summary(web: Web, measure: Mapping[str, float | None]) -> Plain:
    return {
        "sites": len(_names(web.flows)),
        "linked_sites": len({name for link in web.links for name in (link.giver, link.taker)}),
        "links": len({(link.giver, link.taker) for link in web.links}),
        "exchanges": len(web.links),
        "amounts": [
            {"unit": unit, "amount": rounded(amount)} for unit, amount in sorted(network.amounts(web.links).items())
        ],
        "benefit": rounded(network.total(web.links, "benefit")),
        "co2e_t": rounded(network.total(web.links, "co2e")),
        "diverted_t": rounded(network.total(web.links, "diverted")),
        "indicators": {code: rounded(value, 3) for code, value in measure.items()},
    }
