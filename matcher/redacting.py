"""A project as it may be shown to others: companies under other names, amounts in bands, no notes and no prices."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from matcher import reading, tables, wording
from matcher.model import Language
from matcher.project import Project, empty, ends

KEPT_OF_ROW = (
    "side",
    "kind",
    "code",
    "hazardous",
    "sector",
    "unit",
    "period",
    "country",
    "season",
    "language",
    "resources",
)
REWRITTEN = ("text", "condition")
KEPT_OF_SYNERGY = ("status", "reason", "date", "barriers", "measures", "answers")
FORM_OF_COMPANY = re.compile(r"\s+(?:s\.?\s?r\.?\s?l\.?|s\.?\s?a\.?|a/?s|asa|da|ans|ltd\.?|gmbh)$", re.IGNORECASE)


def redacted(project: Project, language: Language) -> Project:
    """The *project* without names, places, notes and figures of its own, with its amounts in bands.

    The words in which somebody described a flow stay, but for the names of the companies.
    """
    rows = project["flows"]
    names = _names(rows, language)
    ids = {row["id"]: f"f{number}" for number, row in enumerate(rows, start=1)}
    bands = _bands(project)
    keys = {key: "+".join(ids[end] for end in found) for key in _keys(project) if (found := ends(key, ids))}
    return empty(project["language"]) | {
        "is_redacted": True,
        "name": wording.sentence("plan.redacted_name", language),
        "flows": [_row(row, names, bands.get(row["id"], "")) | {"id": ids[row["id"]]} for row in rows],
        "synergies": {keys[key]: _decision(told) for key, told in project["synergies"].items() if key in keys},
        "exclusions": [keys[key] for key in project["exclusions"] if key in keys],
        "rates": project["rates"],
        "goal": project["goal"],
    }


def band(amount: float) -> str:
    """The band in which an *amount* lies, as one writes it in a table: from one to three to ten of its power of ten.

    >>> band(420.0), band(1000.0), band(0.2)
    ('300–1000', '1000–3000', '0.1–0.3')
    """
    if amount <= 0:
        return ""
    power = 10.0 ** math.floor(math.log10(amount) + 1e-9)
    low, high = (1, 3) if amount < 3 * power * (1 - 1e-9) else (3, 10)
    return f"{low * power:.12g}–{high * power:.12g}"


def _keys(project: Project) -> list[str]:
    return [*project["synergies"], *project["exclusions"]]


def _names(rows: list[Mapping[str, str]], language: Language) -> dict[str, str]:
    """The name under which each company is shown, in the order in which they appear."""
    sites = dict.fromkeys(site for row in rows if (site := row.get("site", "")))
    return {
        site: wording.sentence("plan.company_number", language, [("number", str(number))])
        for number, site in enumerate(sites, start=1)
    }


def _bands(project: Project) -> dict[str, str]:
    found = reading.read_flows(project["flows"], project["language"])
    return {flow.id: band(flow.quantity.number) for flow in found.flows if flow.quantity}


def _row(row: Mapping[str, str], names: Mapping[str, str], amount: str) -> dict[str, str]:
    kept = {name: row[name] for name in KEPT_OF_ROW if row.get(name)}
    texts = {name: _without_names(row[name], names) for name in REWRITTEN if row.get(name)}
    site = {"site": names[row["site"]]} if row.get("site") else {}
    return {**site, **texts, **kept, **({"quantity": amount} if amount else {})}


def _without_names(text: str, names: Mapping[str, str]) -> str:
    """The text with the names of companies replaced, also where the form of the company was left out."""
    for site, name in sorted(names.items(), key=lambda pair: -len(pair[0])):
        for written in (site, FORM_OF_COMPANY.sub("", site)):
            text = re.sub(re.escape(written), name, text, flags=re.IGNORECASE)
    return text


def _decision(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was decided, in codes of the tables only."""
    kept = {name: told[name] for name in KEPT_OF_SYNERGY if told.get(name)}
    for name in ("barriers", "measures"):
        if name in kept:
            kept[name] = [code for code in kept[name] if code in _codes(name)]
    if kept.get("reason") not in _codes("reasons"):
        kept.pop("reason", None)
    moments = [
        {name: moment[name] for name in ("date", "status") if name in moment} for moment in told.get("history", ())
    ]
    return {**kept, **({"history": moments} if moments else {})}


def _codes(table: str) -> frozenset[str]:
    return frozenset(row["id"] for row in tables.rows(f"planning/{table}"))
