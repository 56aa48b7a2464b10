"""Synergies and recognitions as a reader sees them: codes beside whole sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matcher import matching, wording
from matcher.knowledge import Knowledge
from matcher.model import Caution, Finding, Flow, Language, Problem, Synergy
from matcher.recognising import Recognised

LEAST_SHOWN = 0.25
MOST_SHOWN = 3
MOST_SUGGESTED = 8
Plain = dict[str, Any]


def synergy(found: Synergy, places: Mapping[str, int], knowledge: Knowledge, language: Language) -> Plain:
    """One synergy with its sentences; *places* tells at which place of the request each flow's row stands."""
    findings = [_finding(finding, knowledge, language) for finding in found.findings]
    return {
        "id": f"{found.have.id}+{found.want.id}",
        "have": _side(found, found.have, "have", places, knowledge, language),
        "want": _side(found, found.want, "want", places, knowledge, language),
        "score": found.score,
        "level": found.level,
        "level_label": wording.sentence(f"level.{found.level}", language),
        "findings": findings,
        "cautions": [_caution(caution, knowledge, language) for caution in found.cautions],
        "reason": " ".join(_reason(found, findings, knowledge, language)),
        "missing": [wording.sentence(f"missing.{gap}", language) for gap in _gaps(found)],
    }


def recognition(read: Recognised, knowledge: Knowledge, language: Language) -> list[Plain]:
    """What was recognised in a flow, the surest first; empty where nothing was recognised with some confidence."""
    return [
        {
            "resource": knowledge.resource(sight.resource).id,
            "label": knowledge.label(sight.resource, language),
            "weight": round(sight.weight, 2),
            "evidence": sight.evidence,
            "place": sight.place,
        }
        for sight in (*read.about, *read.purpose)
        if not sight.sector and sight.weight >= LEAST_SHOWN
    ][:MOST_SHOWN]


def suggestions(read: Recognised, knowledge: Knowledge, language: Language) -> list[Plain]:
    """The nearest resources to what was written, sure or not, for somebody to choose from."""
    return [
        {
            "resource": found.id,
            "label": knowledge.label(sight.resource, language),
            "weight": round(sight.weight, 2),
            "evidence": sight.evidence,
        }
        for sight in (*read.about, *read.purpose)
        if not sight.sector and (found := knowledge.resource(sight.resource))
    ][:MOST_SUGGESTED]


def problem(trouble: Problem, index: int | None, language: Language) -> Plain:
    """A problem with its message and its cure."""
    return {
        "severity": trouble.severity,
        "code": trouble.code,
        "file": trouble.file,
        "sheet": trouble.sheet,
        "row": trouble.row,
        "column": trouble.column,
        "index": index,
        "message": wording.sentence(f"problem.{trouble.code}", language, trouble.details),
        "cure": wording.sentence(f"cure.{trouble.code}", language, trouble.details),
    }


def summary(synergies: Sequence[Synergy], flows: Sequence[Flow]) -> Plain:
    """How many haves, wants and synergies there are, and how many of each level."""
    levels = {level: sum(found.level == level for found in synergies) for _, level in matching.levels()}
    sides = {f"{side}s": sum(flow.side == side for flow in flows) for side in ("have", "want")}
    return {**sides, "synergies": len(synergies), "levels": levels}


def _side(
    found: Synergy, flow: Flow, side: str, places: Mapping[str, int], knowledge: Knowledge, language: Language
) -> Plain:
    resource = dict(found.findings[0].details).get(side, "")
    label = knowledge.label(knowledge.by_id[resource], language) if resource else ""
    return {
        "index": places.get(flow.id),
        "id": flow.id,
        "site": flow.site,
        "text": flow.text,
        "kind": flow.kind,
        "place": flow.place.name if flow.place else "",
        "country": flow.country,
        "resource": resource,
        "resource_label": label,
        "quantity_text": _amount(flow, language),
    }


def _amount(flow: Flow, language: Language) -> str:
    """The amount as it was given, in the reader's own number marks; empty where none was told."""
    told = flow.quantity
    if told is None:
        return ""
    blanks = (("number", str(told.number)), ("unit", told.unit), ("period", told.period))
    return wording.sentence("amount.rate" if told.period else "amount.stock", language, blanks)


def _finding(finding: Finding, knowledge: Knowledge, language: Language) -> Plain:
    named = _named(dict(finding.details), knowledge, language)
    return {
        "criterion": finding.criterion,
        "criterion_label": wording.sentence(f"criterion.{finding.criterion}", language),
        "level": finding.level,
        "points": finding.points,
        "text": wording.sentence(f"finding.{finding.criterion}.{finding.level}", language, named.items()),
    }


def _named(details: dict[str, str], knowledge: Knowledge, language: Language) -> dict[str, str]:
    """The details with labels in place of ids."""
    named = dict(details)
    for blank in ("have", "want", "through"):
        code = details.get(blank, "")
        if code in knowledge.by_id:
            named[blank] = knowledge.label(knowledge.by_id[code], language)
        elif code and not code[-1].isdigit():
            named[blank] = wording.sentence(f"kind.{code}", language)
    return named


def _reason(found: Synergy, findings: Sequence[Plain], knowledge: Knowledge, language: Language) -> list[str]:
    """Why the pair fits: how the resources are related, which treatment, what has to hold, says which source."""
    told = [findings[0]["text"]]
    details = dict(found.findings[0].details)
    for blank in ("treatments", "conditions"):
        names = [knowledge.term(blank, code, language) for code in details.get(blank, "").split(";") if code]
        if names:
            told.append(wording.sentence(f"reason.{blank}", language, [(blank, "; ".join(names))]))
    if details.get("source"):
        told.append(wording.sentence("reason.source", language, [("source", knowledge.source(details["source"]))]))
    return told


def _caution(caution: Caution, knowledge: Knowledge, language: Language) -> Plain:
    return {
        "code": caution.code,
        "text": wording.sentence(f"caution.{caution.code}", language),
        "source": knowledge.source(caution.source),
        "is_forbidding": caution.is_forbidding,
    }


def _gaps(found: Synergy) -> list[str]:
    """What neither side told and would make the synergy clearer."""
    gaps = []
    for side, flow in (("have", found.have), ("want", found.want)):
        if flow.quantity is None:
            gaps.append(f"quantity.{side}")
        if flow.place is None:
            gaps.append(f"place.{side}")
    return gaps
