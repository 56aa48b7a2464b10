"""Synergies and recognitions as a reader sees them: codes beside whole sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from matcher import matching, normalising, recognising, sectors, wording
from matcher.hearing import Sight
from matcher.knowledge import Knowledge
from matcher.model import Caution, Finding, Flow, Language, Problem, Side, Synergy
from matcher.recognising import Recognised

LEAST_SHOWN = 0.25
MOST_SHOWN = 3
NAMED_FIRST = 0.85
SECOND = 0.5
MOST_SUGGESTED = 8
SURE = 0.6
ALIKE = 0.4
Plain = dict[str, Any]


def synergy(found: Synergy, places: Mapping[str, int], knowledge: Knowledge, language: Language) -> Plain:
    """One synergy with its sentences; *places* tells at which place of the request each flow's row stands."""
    findings = [_finding(finding, knowledge, language) for finding in found.findings]
    return {
        "id": found.key,
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
    """What was recognised in a flow, the surest first; empty where nothing was recognised with some confidence.

    What a want names goes before what may do the job that it describes, unless that is clearly surer; the surest of the
    others comes second, since a want may be meant either way. ``as_job`` is how one that may do a job is told of.
    """
    named = recognising.surest_of_each(sight for sight in (*read.about, *read.purpose) if not sight.sector)
    surest_name, surest_job = (max((sight.weight for sight in sights), default=0.0) for sights in (named, read.jobs))
    first, others = (named, read.jobs) if surest_name >= NAMED_FIRST * surest_job else (read.jobs, named)
    second = [sight for sight in others[:1] if sight.weight >= SECOND]
    once: dict[int, Sight] = {}
    for sight in (*first[:1], *second, *first[1:], *others):
        if sight.weight >= LEAST_SHOWN:
            once.setdefault(sight.resource, sight)
    return [_seen(sight, knowledge, language) for sight in list(once.values())[:MOST_SHOWN]]


def _seen(sight: Sight, knowledge: Knowledge, language: Language) -> Plain:
    label = knowledge.label(sight.resource, language)
    return {
        "resource": knowledge.resource(sight.resource).id,
        "label": label,
        "as_job": wording.sentence("recognised.job", language, [("have", label)]) if sight.is_job else "",
        "weight": round(sight.weight, 2),
        "evidence": sight.evidence,
        "place": sight.place,
    }


def chosen(flow: Flow, knowledge: Knowledge, language: Language) -> list[Plain]:
    """What the visitor chose by hand for a flow; ids that are not known are left out."""
    return [
        _named_resource(knowledge.by_id[name], knowledge, language)
        for name in flow.resources
        if name in knowledge.by_id
    ]


def suggestions(text: str, side: Side, told: Language | None, knowledge: Knowledge, language: Language) -> list[Plain]:
    """The nearest resources to what was written in the language *told*, sure or not, for somebody to choose from.

    What is named with some confidence goes first, then what is called so, then whatever else is near, and last what may
    do the job that the words describe.
    """
    read = recognising.read(Flow("", side, text, language=told), knowledge)
    surest = recognising.surest_of_each(sight for sight in (*read.about, *read.purpose, *read.jobs) if not sight.sector)
    heard = {sight.resource: sight for sight in sorted(surest, key=lambda sight: sight.is_job)}
    sure = [sight.resource for sight in surest if sight.weight >= SURE and not sight.is_job]
    called = _called(normalising.fold(text).split(), knowledge, language)
    found = list(dict.fromkeys((*sure, *called, *heard))) or _spelt_alike(text, knowledge, language)
    return [_suggestion(number, heard.get(number), knowledge, language) for number in found[:MOST_SUGGESTED]]


def _suggestion(number: int, heard: Sight | None, knowledge: Knowledge, language: Language) -> Plain:
    return {
        **_named_resource(number, knowledge, language),
        "weight": round(heard.weight, 2) if heard else 0.0,
        "evidence": heard.evidence if heard else "",
    }


def _named_resource(number: int, knowledge: Knowledge, language: Language) -> Plain:
    """A resource with its label, and the label of the kind of thing that it is."""
    resource = knowledge.resource(number)
    kin = "" if resource.parent is None else knowledge.label(resource.parent, language)
    return {"resource": resource.id, "label": knowledge.label(number, language), "kin": kin}


@cache
def _folded_labels(knowledge: Knowledge, language: Language) -> Sequence[str]:
    return [_padded(knowledge.label(number, language)) for number in range(len(knowledge))]


def _padded(text: str) -> str:
    """The text folded, with blanks around it, so that each word begins with one."""
    return f"  {normalising.fold(text)} "


def _called(words: Sequence[str], knowledge: Knowledge, language: Language) -> list[int]:
    """The resources in whose label each of *words* begins a word, the shortest labels first."""
    labels = _folded_labels(knowledge, language)
    found = [number for number, label in enumerate(labels) if words and all(f" {word}" in label for word in words)]
    beginning = "  " + " ".join(words)
    return sorted(found, key=lambda number: (not labels[number].startswith(beginning), len(labels[number]), number))


def _spelt_alike(text: str, knowledge: Knowledge, language: Language) -> list[int]:
    """The resources whose labels share most triples of letters with *text*; none where too few are shared."""
    written = _padded(text)
    triples = {written[at : at + 3] for at in range(len(written) - 2)}
    shares = []
    for number, label in enumerate(_folded_labels(knowledge, language)):
        shared = [triple for triple in triples if triple in label]
        share = 2 * len(shared) / (len(triples) + len(label) - 2)
        if share >= ALIKE:
            shares.append((-share, number))
    return [number for _, number in sorted(shares)]


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
        "number": flow.quantity.number if flow.quantity else None,
        "unit": _unit(flow, language),
    }


def _amount(flow: Flow, language: Language) -> str:
    """The amount as it was given, in the reader's own number marks; empty where none was told."""
    told = flow.quantity
    if told is None:
        return ""
    amount = stock(str(told.number), told.unit, language)
    if not told.period:
        return amount
    key = "amount.once" if told.period == "once" else "amount.rate"
    return wording.sentence(key, language, [("amount", amount), ("period", told.period)])


def stock(figure: str, unit: str, language: Language) -> str:
    """An amount without its period: what is counted by pieces in its plural form, all else with the sign of its unit.

    >>> stock("3", "trip", "ro"), stock("1234.5", "t", "no")
    ('3 curse', '1\\xa0234,5 t')
    """
    if unit in wording.phrases(language)["counted"]:
        return wording.sentence(f"counted.{unit}", language, [("count", figure)])
    return wording.sentence("amount.stock", language, [("number", figure), ("unit", unit)])


def _unit(flow: Flow, language: Language) -> str:
    """The unit of the amount, over its period where one was told: "t/year"."""
    told = flow.quantity
    if told is None:
        return ""
    unit = wording.label("unit", told.unit, language)
    return f"{unit}/{wording.label('period', told.period, language)}" if told.period else unit


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


def typical(sector: str, knowledge: Knowledge, language: Language) -> Plain:
    """What plants of a *sector* typically have and want, or those of its division where the sector has no list.

    ``from`` names the sector that the list was made for.
    """
    listed = next((code for code in sectors.upwards(sector) if _typical_of(code, knowledge)), "")
    return {
        "sector": sectors.told(sector, language),
        "from": sectors.told(listed, language) if listed else None,
        **{
            f"{side}s": [_named_resource(number, knowledge, language) for number in knowledge.typical(listed, side)]
            for side in ("have", "want")
        },
    }


def _typical_of(code: str, knowledge: Knowledge) -> bool:
    return bool(knowledge.typical(code, "have") or knowledge.typical(code, "want"))


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
