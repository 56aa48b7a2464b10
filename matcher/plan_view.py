"""The plan as a page shows it: pipeline, grid, roadmap and indicators, each code with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from matcher import planning, presenting, tables, wording
from matcher.model import Language, Range, Synergy
from matcher.park import Park
from matcher.planning import Opportunity
from matcher.project import MADE

Plain = dict[str, Any]
# Amounts of exchanges come with four digits: a share that differs from all by less than this is all.
ROUNDING = 1e-3


class Told(NamedTuple):
    """What else is known of the synergies, as the bridge words it: by their keys what each is worth and what law asks.

    Where a part was not worked out, it is empty.
    """

    values: Mapping[str, Plain]
    screens: Mapping[str, Plain]
    allocation: Plain
    factors: Sequence[Plain]


# What the gain of a synergy is told in: the first of these that is known of at least half of them.
MEASURES = (("net", "net"), ("co2e", "co2e_t"), ("diverted", "diverted_t"))


def view(
    among: Park, synergies: Iterable[Synergy], project: Mapping[str, Any], told: Told, today: str, language: Language
) -> Plain:
    """The plan of *synergies*; the totals count what the allocation gives each, so that nothing counts twice."""
    found = list(synergies)
    entries, field = project.get("synergies", {}), _measured_by(found, told.values)
    listed = planning.ranked(_opportunity(synergy, entries, told, field) for synergy in found)
    quick = planning.quick_wins(listed)
    rows = [_row(one, one.key in quick, told.values.get(one.key, {}), today, among, language) for one in listed]
    shares = _shares(told)
    return {
        "summary": _summary(rows, among),
        "measure": _measure(field, language),
        "sites": _sites(among),
        "totals": _totals(rows, shares),
        "pipeline": {"statuses": _statuses(listed, language), "rows": rows},
        "refused": _refused(among, told, {row["id"] for row in rows}, language),
        "grid": [{name: row[name] for name in ("id", "benefit", "gain", "ease", "is_quick_win")} for row in rows],
        "roadmap": [_quarter(one, rows) for one in planning.roadmap(listed, today)],
        "indicators": _indicators(rows, shares, language),
        **_offered(language),
    }


def choices(language: Language) -> Plain:
    """What a page offers for choice about any synergy, without a plan being made."""
    statuses = _listed("statuses", language, lambda row: {"step": row[f"step_{language}"]})
    return {"statuses": statuses, **_offered(language)}


def _offered(language: Language) -> Plain:
    return {
        "barriers": _listed("barriers", language, lambda row: {"measures": list(tables.cells(row, "measures"))}),
        "measures": _listed("measures", language),
        "reasons": _listed("reasons", language),
    }


def _refused(among: Park, told: Told, shown: Set[str], language: Language) -> list[Plain]:
    """What a rule forbids besides the synergies that are *shown*, so that nobody has to find out anew."""
    found = (key for key, screen in told.screens.items() if screen["outcome"] == "refused" and key not in shown)
    return [
        presenting.synergy(among.synergies[key], among.places, among.knowledge, language)
        | {"why": told.screens[key]["why"]}
        for key in found
        if key in among.synergies
    ]


def _measured_by(synergies: Sequence[Synergy], values: Mapping[str, Plain]) -> str:
    """The field of a value that tells the gain: the net benefit, or where that is seldom known, the next best."""
    found = [values.get(synergy.key, {}) for synergy in synergies]
    known = {field: sum(bool(value.get(field)) for value in found) for _, field in MEASURES}
    return next((field for field, count in known.items() if count and 2 * count >= len(found)), MEASURES[0][1])


def _measure(field: str, language: Language) -> Plain:
    code = next(code for code, named in MEASURES if named == field)
    row = next(row for row in tables.rows("planning/indicators") if row["id"] == code)
    return {"code": code, "label": row[language], "unit": _unit(row, language)}


def _opportunity(synergy: Synergy, entries: Mapping[str, Plain], told: Told, field: str) -> Opportunity:
    key = synergy.key
    gain = told.values.get(key, {}).get(field)
    outcome = told.screens.get(key, {}).get("outcome", "")
    return planning.opportunity(key, synergy, entries.get(key, {}), gain["mid"] if gain else None, outcome)


def _row(
    one: Opportunity, is_quick: bool, value: Mapping[str, Any], today: str, among: Park, language: Language
) -> Plain:
    """One synergy of the pipeline: the synergy itself, what was decided, and how it stands."""
    entry = one.entry
    barriers = entry.get("barriers", [])
    return {
        **presenting.synergy(one.synergy, among.places, among.knowledge, language),
        "status": one.status,
        "status_label": planning.label("statuses", one.status, language),
        "why_rejected": entry.get("reason", ""),
        "why_rejected_label": planning.label("reasons", entry.get("reason", ""), language),
        "owner": entry.get("owner", ""),
        "next_step": entry.get("next_step", ""),
        "usual_step": planning.label("statuses", one.status, language, "step"),
        "date": entry.get("date", ""),
        "is_late": planning.is_late(one, today),
        "barriers": _coded("barriers", barriers, language),
        "measures": _coded("measures", entry.get("measures", []), language),
        "suggested_measures": _coded("measures", planning.measures_for(barriers), language),
        "notes": entry.get("notes", ""),
        "history": [
            {**moment, "label": planning.label("statuses", moment.get("status", ""), language)}
            for moment in entry.get("history", [])
        ],
        "benefit": net["mid"] if (net := value.get("net")) else None,
        "gain": one.gain,
        "net": net,
        **{name: value.get(name) for name in TOTALLED},
        "ease": one.ease,
        "ease_parts": [
            {**part._asdict(), "label": planning.label("criteria", part.criterion, language)}
            | {"text": planning.worded(part, language)}
            for part in one.parts
        ],
        "is_quick_win": is_quick,
        "source": among.knowledge.source(told) if (told := dict(one.synergy.findings[0].details).get("source")) else "",
    }


# What of a value is summed up over the plan, besides the net benefit.
TOTALLED = ("co2e_t", "diverted_t", "virgin_t", "landfill_t", "water_m3", "energy_mwh")
FOLLOWED = {
    "net": "net",
    "diverted": "diverted_t",
    "co2e": "co2e_t",
    "virgin": "virgin_t",
    "landfill": "landfill_t",
    "water": "water_m3",
    "energy": "energy_mwh",
}
MONEY = "EUR"


def _shares(told: Told) -> dict[str, float]:
    """Which share of the amount that a synergy was valued for the allocation gives it; all but rounding is all."""
    amounts = {key: (value.get("amount") or {}).get("mid") for key, value in told.values.items()}
    exchanges = told.allocation.get("exchanges", ())
    shares = {one["id"]: one["amount"] / amount for one in exchanges if (amount := amounts.get(one["id"]))}
    return {key: 1.0 if abs(share - 1.0) < ROUNDING else share for key, share in shares.items()}


def _totals(rows: Iterable[Plain], shares: Mapping[str, float]) -> Plain:
    """The sums over what is allocated, each a range from all lowest to all highest; None where nothing is known."""
    counted = [(row, shares[row["id"]]) for row in rows if row["id"] in shares]
    return {
        name: _sum([(row[field], share) for row, share in counted if row.get(field)])
        for name, field in FOLLOWED.items()
    }


def _sum(ranges: Sequence[tuple[Plain, float]]) -> Plain | None:
    if not ranges:
        return None
    return {name: sum(one[name] * share for one, share in ranges) for name in Range._fields}


def _sites(among: Park) -> list[Plain]:
    """The companies in the order in which they appear, with how many flows each listed."""
    sites: dict[str, Plain] = {}
    for flow in among.flows:
        site = sites.setdefault(
            flow.site or flow.text,
            {"label": flow.site or flow.text, "place": "", "country": "", "haves": 0, "wants": 0},
        )
        site["place"] = site["place"] or (flow.place.name if flow.place else "")
        site["country"] = site["country"] or flow.country
        site[f"{flow.side}s"] += 1
    return list(sites.values())


def _summary(rows: Sequence[Plain], among: Park) -> Plain:
    return {
        "synergies": len(rows),
        "quick_wins": sum(row["is_quick_win"] for row in rows),
        "late": sum(row["is_late"] for row in rows),
        "agreed": sum(row["status"] in planning.AGREED for row in rows),
        "haves": sum(flow.side == "have" for flow in among.flows),
        "wants": sum(flow.side == "want" for flow in among.flows),
        "valued": sum(row["benefit"] is not None for row in rows),
    }


def _statuses(listed: Sequence[Opportunity], language: Language) -> list[Plain]:
    counts = planning.counts(listed)
    return _listed("statuses", language, lambda row: {"count": counts[row["id"]], "step": row[f"step_{language}"]})


def _quarter(one: planning.Quarter, rows: Sequence[Plain]) -> Plain:
    by_key = {row["id"]: row for row in rows}
    steps = [
        {
            "id": step.key,
            "text": by_key[step.key]["next_step"] or by_key[step.key]["usual_step"],
            "owner": by_key[step.key]["owner"],
            "date": by_key[step.key]["date"],
            "is_proposed": step.is_proposed,
        }
        for step in one.steps
    ]
    return {"quarter": one.name, "steps": steps}


def _indicators(rows: Sequence[Plain], shares: Mapping[str, float], language: Language) -> list[Plain]:
    """What to follow while the plan is carried out, how to measure it, and what it comes to now and in the end."""
    made = [row for row in rows if row["status"] in MADE]
    agreed = sum(row["status"] in planning.AGREED for row in rows)
    still_in = sum(row["status"] not in planning.ASIDE for row in rows)
    now, planned = _totals(made, shares), _totals(rows, shares)

    def figures(row: tables.Row) -> Plain:
        code = row["id"]
        if code == "agreed":
            return {"now": agreed, "planned": still_in}
        return {"now": _mid(now[code]), "planned": _mid(planned[code])}

    return _listed(
        "indicators",
        language,
        lambda row: {"unit": _unit(row, language), "how": row[f"how_{language}"], **figures(row)},
    )


def _unit(row: tables.Row, language: Language) -> str:
    """The unit of an indicator as readers write it; money is told in euro."""
    return wording.label("unit", row["unit"], language) if row["unit"] != MONEY else MONEY


def _mid(total: Plain | None) -> float | None:
    return total["mid"] if total else None


def _listed(table: str, language: Language, more: Callable[[tables.Row], Plain] = lambda _: {}) -> list[Plain]:
    return [{"code": row["id"], "label": row[language], **more(row)} for row in tables.rows(f"planning/{table}")]


def _coded(table: str, codes: Iterable[str], language: Language) -> list[Plain]:
    return [{"code": code, "label": planning.label(table, code, language)} for code in codes]
