"""What is known of a pair as far as law cares: kinds, waste entries, traits, purposes, borders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from matcher import tables, telltales, waste_list
from matcher.knowledge import Knowledge
from matcher.model import Caution, Flow, Synergy
from matcher.remembering import remembered
from matcher.screening import LEFT_BEHIND_BY_HEAT

REFERENCE = re.compile(r"\d\d \d\d \d\d")
# A hazardous entry whose title names the danger has, or may have, a twin without it.
SPEAKS_OF_DANGER = ("hazardous", "dangerous", "contaminated")
CODE_LENGTHS = (2, 4, 6)
SECTOR_LENGTHS = (2, 4, 5)
NOTHING: frozenset[str] = frozenset()
ByAspect = dict[str, Iterable[str]]


def of(synergy: Synergy, knowledge: Knowledge) -> set[str]:
    """All that the flows and the way in which they are related tell, each fact as "aspect=word"."""
    have, want = synergy.have, synergy.want
    related = dict(synergy.findings[0].details) if synergy.findings else {}
    number = knowledge.by_id.get
    had = number(related.get("have", ""))
    kind = have.kind or (knowledge.resource(had).kind if had is not None else "material")
    return set().union(
        _of_have(have, had, "energy" in (kind, want.kind), knowledge),
        _of_want(want, number(related.get("want", "")), number(related.get("through", "")), kind, knowledge),
        _of_use(synergy.findings[0].level if synergy.findings else "unknown", related.get("treatments")),
        _of_places(have.country, want.country),
        _of_cautions(synergy.cautions) if synergy.cautions else NOTHING,
    )


def forget() -> None:
    """Forget what was told of flows."""
    for told in (_of_have, _of_want, _of_use, _of_cautions, _of_places):
        told.cache_clear()


def _told(told: ByAspect) -> frozenset[str]:
    """Words by their aspects, each as a fact."""
    return frozenset(f"{aspect}={word}" for aspect, words in told.items() for word in words)


# What holds for a flow, for a way of using it or for two countries is told once, in however many synergies it stands.


@remembered
def _of_have(have: Flow, had: int | None, is_energy: bool, knowledge: Knowledge) -> frozenset[str]:
    thing = knowledge.resource(had) if had is not None else None
    return _told(
        {
            "kind": [have.kind or (thing.kind if thing else "material")],
            "nature": [thing.nature] if thing and thing.nature else [],
            "have": _line(had, knowledge),
            "trait": _traits(have, had, is_energy, knowledge),
            **_of_waste(have, had, knowledge),
        }
    )


@remembered
def _of_want(want: Flow, wanted: int | None, through: int | None, kind: str, knowledge: Knowledge) -> frozenset[str]:
    return _told(
        {
            "kind": [f"wanted-{want.kind or kind}"],
            "want": _line(wanted, knowledge) | _line(through, knowledge),
            "purpose": _purposes(want, (wanted, through), knowledge),
            "sector": [want.sector[:length] for length in SECTOR_LENGTHS if len(want.sector) >= length],
        }
    )


@remembered
def _of_use(level: str, treatments: str | None) -> frozenset[str]:
    """How the two are related, and what has to be done in between; unknown where no use is known."""
    steps = [step for step in treatments.split(";") if step] if treatments is not None else ["unknown"]
    return _told({"relation": [level], "treatment": steps or ["none"]})


@remembered
def _of_cautions(cautions: tuple[Caution, ...]) -> frozenset[str]:
    forbidding = ["forbidding"] if any(caution.is_forbidding for caution in cautions) else []
    return _told({"caution": [*(caution.code for caution in cautions), *forbidding]})


def _line(number: int | None, knowledge: Knowledge) -> frozenset[str]:
    """A resource and all that it is a kind of."""
    return frozenset(knowledge.line(number)) if number is not None else NOTHING


def _of_waste(have: Flow, had: int | None, knowledge: Knowledge) -> ByAspect:
    """The entries of the List of Waste: the one that was told, else those that the resource may fall under."""
    codes = (have.code,) if have.code else knowledge.codes_of(had) if had is not None else ()
    entries = frozenset(map(entry, codes))
    origins = frozenset(map(_origin, codes))
    told = {True: "hazardous", False: "non-hazardous"}
    return {
        "entry": entries if have.code else [f"maybe-{one}" for one in entries] or ["none"],
        "code": [have.code[:length] for length in CODE_LENGTHS if len(have.code) >= length],
        "origin": origins if len(origins) == 1 else ["open"],
        "declared": [told[have.is_hazardous]] if have.is_hazardous is not None else [],
    }


@cache
def _origin(code: str) -> str:
    """Whether an entry is one for residues of production, for used goods or for what leaves treatment, or is open."""
    known = _origins()
    return next((known[code[:end]] for end in range(len(code), 1, -1) if code[:end] in known), "open")


@cache
def _origins() -> Mapping[str, str]:
    return {row["code"]: row["origin"] for row in tables.rows("law/origins")}


@cache
def entry(code: str) -> str:
    """What an entry of the List of Waste says of danger.

    "hazardous" and "harmless" admit no other answer: a harmless one has no hazardous entry in its whole group.
    "mirror-hazardous" and "mirror-harmless" depend on tests; "open" says nothing for certain.

    >>> entry("130205"), entry("020704"), entry("101115"), entry("101116"), entry("100102"), entry("1001")
    ('hazardous', 'harmless', 'mirror-hazardous', 'mirror-harmless', 'open', 'open')
    """
    listed = waste_list.entries().get(code)
    if listed is None or listed.is_hazardous is None:
        return "open"
    if listed.is_hazardous:
        is_mirror = code in _mirrored() or any(word in listed.titles["en"].lower() for word in SPEAKS_OF_DANGER)
        return "mirror-hazardous" if is_mirror else "hazardous"
    if REFERENCE.search(listed.titles["en"]):
        return "mirror-harmless"
    return "open" if code[:4] in _dangerous_groups() else "harmless"


@cache
def _mirrored() -> frozenset[str]:
    """The hazardous entries that a harmless one names in its title."""
    titles = (one.titles["en"] for one in waste_list.entries().values() if one.is_hazardous is False)
    return frozenset(found.replace(" ", "") for title in titles for found in REFERENCE.findall(title))


@cache
def _dangerous_groups() -> frozenset[str]:
    return frozenset(code[:4] for code, one in waste_list.entries().items() if one.is_hazardous)


def _traits(have: Flow, had: int | None, is_energy: bool, knowledge: Knowledge) -> frozenset[str]:
    found = telltales.traits(have) | (knowledge.resource(had).traits if had is not None else NOTHING)
    if have.is_hazardous is not None:
        found = found - {"hazardous"} | ({"hazardous"} if have.is_hazardous else NOTHING)
    return found - LEFT_BEHIND_BY_HEAT if is_energy else found


def _purposes(want: Flow, wanted: Iterable[int | None], knowledge: Knowledge) -> frozenset[str]:
    things = (knowledge.resource(number) for number in wanted if number is not None)
    return telltales.purposes(want).union(*(thing.purposes for thing in things if thing.nature in ("role", "product")))


@remembered
def _of_places(start: str, end: str) -> frozenset[str]:
    """The countries of both sides, and what lies between them."""
    return _told(
        {
            "from": [start] if start else [],
            "to": [end] if end else [],
            "country": {start, end} - {""},
            "border": _border(start, end),
        }
    )


def _border(start: str, end: str) -> tuple[str, ...]:
    """Whether a border is crossed, and which: within the Union, between it and the EEA's other states, or another."""
    if not start or not end:
        return ("unknown",)
    if start == end:
        return ("none",)
    met = {_areas().get(start, "third"), _areas().get(end, "third")}
    return ("crossed", "third" if "third" in met else "eea" if "eea" in met else "eu")


@cache
def _areas() -> Mapping[str, str]:
    """Which countries are in the Union ("eu"), and which in the European Economic Area besides ("eea")."""
    return {row["code"]: row["area"] for row in tables.rows("countries")}
