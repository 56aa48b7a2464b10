"""Values as a reader sees them: every figure with its name, unit and source in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import inf
from typing import Any, NamedTuple

from matcher import factors, tables, valuing, wording
from matcher.cycles import unsearched
from matcher.factors import Factor
from matcher.knowledge import Knowledge
from matcher.model import Language, Range, Synergy
from matcher.remembering import remembered
from matcher.shelving import Shelf
from matcher.valuing import KILOGRAMS, Line, Unknown, Value, ranges

Plain = dict[str, Any]
SUMMED = {"co2e_t": "co2e", "virgin_t": "virgin", "diverted_t": "diverted", "landfill_t": "landfill"}
SUMMED |= {"water_m3": "water", "energy_mwh": "energy"}
LINES = ("lines", "co2e_lines")
UNVERIFIED = (factors.USERS, factors.HUBS, factors.RECKONED)


@unsearched()
def view(
    valued: Sequence[tuple[Synergy, Value]], rates: Mapping[str, Any], knowledge: Knowledge, language: Language
) -> Plain:
    """The values of synergies, what they come to together, the figures they rest on, and the rates of exchange."""
    words = _Words(knowledge, language, {})
    return {
        "values": [worth(synergy, value, words) for synergy, value in valued],
        "totals": totals(valued, language),
        "factors": _factors(valued, words),
        "rates": dict(rates),
        "published_rates": _published_rates(),
    }


def shelved(told: Plain) -> Plain:
    """The same for the door, each figure once: "figures" lists them, and values tell where in the list theirs stand."""
    shelf = Shelf()
    values = [_shelved(value, shelf) for value in told["values"]]
    used = [{**one, "figure": shelf.place(one["figure"])} for one in told["factors"]]
    return {**told, "values": values, "factors": used, "figures": shelf.things}


def _shelved(value: Plain, shelf: Shelf) -> Plain:
    own = value["own_cost"]
    return {
        **value,
        "ratio": shelf.place(value["ratio"]),
        **{name: [{**line, "inputs": shelf.places(line["inputs"])} for line in value[name]] for name in LINES},
        "ways_out": shelf.places(value["ways_out"]),
        "own_cost": own and {**own, "inputs": shelf.places(own["inputs"])},
        "unknown": [{**one, "figure": shelf.place(one["figure"])} for one in value["unknown"]],
    }


def _published_rates() -> dict[str, Plain]:
    """Lei and kroner for one euro as they were published, with year and source."""
    found = ((money, factors.published().get(f"rate.{money}")) for money in factors.LOCAL_MONEY)
    return {
        money: {"rate": one.value.mid, "year": one.year, "source": one.source, "address": one.address}
        for money, one in found
        if one is not None and one.value is not None
    }


def worth(synergy: Synergy, value: Value, words: _Words) -> Plain:
    """One value with its words."""
    teller = _Teller(synergy, words)
    return {
        "id": value.key,
        "kind": value.kind,
        "is_once": value.is_once,
        "amount": _of_range(value.amount.value, unit=teller.unit(value.amount.unit)),
        "ratio": teller.factor(value.ratio),
        "lines": [teller.line(line, "eur", value.amount.value, 1.0) for line in value.lines],
        "net": _of_range(value.net),
        "needed": _of_range(value.needed),
        "per_unit": {
            "unit": teller.unit(value.unit),
            "eur": _of_range(value.per_unit.benefit),
            "co2e_t": _of_range(value.per_unit.co2e),
            "diverted_t": _of_range(value.per_unit.diverted),
        },
        "investment": _of_range(value.investment.value),
        "payback_years": _of_range(value.payback),
        "npv": _of_range(value.npv),
        "lifetime": {
            "years": _of_range(value.lifetime.years),
            "eur": _of_range(value.lifetime.euro),
            "tonnes": _of_range(value.lifetime.tonnes),
            "co2e": _of_range(value.lifetime.co2e),
        },
        "price": _price(value, teller),
        "break_even_km": _of_range(value.break_even_km),
        "co2e_lines": [teller.line(line, "t", value.amount.value, 1.0 / KILOGRAMS) for line in value.emissions],
        "co2e_break_even_km": _of_range(value.co2e_break_even_km),
        **{name: _of_range(getattr(value, field)) for name, field in SUMMED.items()},
        "own_cost": teller.own_cost(value),
        "ways_out": [teller.factor(factor) for factor in value.ways_out],
        "chance_positive": value.chance_positive,
        "unknown": [teller.unknown(one) for one in value.unknown],
        "notes": [teller.note(note) for note in value.notes],
    }


def totals(valued: Sequence[tuple[Synergy, Value]], language: Language) -> Plain:
    """What *valued* come to in a year, each flow counted once, in the best synergy it stands in.

    Lots that come once are left out. A sum is over those synergies whose figure is known; ``counted`` says how many.
    """
    once = _each_flow_once(valued)
    return {
        "synergies": len(valued),
        "counted": len(once),
        "net": _summed([value.net for value in once]),
        **{name: _summed([getattr(value, field) for value in once]) for name, field in SUMMED.items()},
        "text": wording.sentence("value_total.each-once", language),
    }


def _each_flow_once(valued: Iterable[tuple[Synergy, Value]]) -> list[Value]:
    """The values whose have and want are not in a better synergy already; *valued* begins with the best."""
    used: set[str] = set()
    found = []
    for synergy, value in valued:
        if value.is_once or used & {synergy.have.id, synergy.want.id}:
            continue
        used |= {synergy.have.id, synergy.want.id}
        found.append(value)
    return found


def _summed(told: Sequence[Range | None]) -> Plain | None:
    known = [one for one in told if one is not None]
    if not known:
        return None
    return {**_ends(Range(*map(sum, zip(*known, strict=True)))), "counted": len(known)}


def _factors(valued: Sequence[tuple[Synergy, Value]], words: _Words) -> list[Plain]:
    """The figures that *valued* rest on or wait for, each once, those used most often first."""
    found: dict[str, tuple[Plain, int]] = {}
    for synergy, value in valued:
        teller = _Teller(synergy, words)
        for factor in _used(value):
            told, count = found.get(factor.id, (None, 0))
            found[factor.id] = (told or teller.factor(factor), count + 1)
    ordered = sorted(found.values(), key=lambda pair: (-pair[1], pair[0]["factor"]))
    return [{"figure": told, "used": count} for told, count in ordered]


def _used(value: Value) -> list[Factor]:
    """Figures that hold beyond this one synergy: amounts, distances and what follows from others are left out."""
    told = [factor for line in (*value.lines, *value.emissions) for factor in line.inputs]
    shared = {factor.id: factor for factor in told if factor.source != factors.RECKONED}
    return [factor for factor in shared.values() if factor.parameter not in ("amount", "kilometres", "cop")]


def _price(value: Value, teller: _Teller) -> Plain:
    zone = value.price
    return {
        "least": _of_range(zone.least),
        "most": _of_range(zone.most),
        "middle": _figure(zone.middle),
        "supplier_gain": _of_range(zone.supplier_gain),
        "receiver_gain": _of_range(zone.receiver_gain),
        "is_open": zone.is_open,
        "per": teller.unit(value.unit),
    }


class _Words(NamedTuple):
    """What all values of one answer are worded with; ``told`` are the figures that were worded already."""

    knowledge: Knowledge
    language: Language
    told: dict[tuple[int, str], tuple[Factor, Plain]]


class _Teller:
    """Words for the figures of one synergy."""

    def __init__(self, synergy: Synergy, words: _Words) -> None:
        self._synergy = synergy
        self._flows = {flow.id: flow.text for flow in (synergy.have, synergy.want)}
        self._words = words
        self._knowledge = words.knowledge
        self._language: Language = words.language

    def line(self, line: Line, name: str, amount: Range | None, scale: float) -> Plain:
        """One line over the *amount*, under *name*, with what it was reckoned from."""
        per_unit = factors.scaled(line.worth, scale) if line.worth is not None else None
        whole = ranges.times(per_unit, amount) if per_unit is not None and amount is not None else None
        return {
            "code": line.code,
            "label": _line_label(line.code, self._language),
            name: _of_range(whole),
            "per_unit": _of_range(per_unit),
            "inputs": [self.factor(factor) for factor in line.inputs],
        }

    def own_cost(self, value: Value) -> Plain | None:
        """What the supplier has spent on the amount before it leaves, and what that rests on."""
        if not value.own_cost:
            return None
        per_unit, amount = value.own_cost_per_unit, value.amount.value
        whole = ranges.times(per_unit, amount) if per_unit is not None and amount is not None else None
        inputs = [self.factor(factor) for line in value.own_cost for factor in line.inputs]
        return {"eur": _of_range(whole), "per_unit": _of_range(per_unit), "inputs": inputs}

    def factor(self, factor: Factor) -> Plain:
        """A figure with its name, unit and source; the same figure of the same name is the same thing."""
        of = factor.id.partition(".")[2]
        asked = id(factor), "" if of and of not in self._flows else self.label(factor.id)
        if asked not in self._words.told:
            self._words.told[asked] = factor, self._worded(factor)
        return self._words.told[asked][1]

    def _worded(self, factor: Factor) -> Plain:
        return {
            "factor": factor.id,
            "label": self.label(factor.id),
            "value": _of_range(factor.value),
            "unit": self.unit(factor.unit),
            "source": self.source(factor),
            "source_code": _source_code(factor),
            "address": factor.address,
            "licence": factor.licence,
            "year": factor.year,
            "country": factor.country,
            "note": factor.notes.get(self._language, ""),
            "is_users": factor.is_users,
        }

    def unknown(self, one: Unknown) -> Plain:
        """A figure to ask for."""
        return {"figure": self.factor(one.factor), "waiting": one.waiting, "narrows": _figure(one.narrows)}

    def note(self, note: valuing.Note) -> Plain:
        """What has to be said beside the figures."""
        text = wording.sentence(f"value_note.{note.code}", self._language, note.details)
        return {"code": note.code, "text": text}

    def label(self, name: str) -> str:
        """What the figure *name* is called, and what it holds for."""
        parameter, _, of = name.partition(".")
        return _label(parameter, self._of(parameter, of), self._language)

    def source(self, factor: Factor) -> str:
        """Where a figure comes from, or that it is missing."""
        code = _source_code(factor)
        return factor.source if code == "published" else wording.sentence(f"value_source.{code}", self._language)

    def unit(self, unit: str) -> str:
        """A unit in the reader's language: "EUR/m³", "t/år"."""
        return _whole_unit(unit, self._language)

    def _of(self, parameter: str, of: str) -> str:
        if not of:
            return self._synergy.have.text
        if parameter.startswith("treatment"):
            names = of.split("+")
            return "; ".join(self._knowledge.term("treatments", name, self._language) for name in names)
        if of in self._knowledge.by_id:
            return self._knowledge.label(self._knowledge.by_id[of], self._language)
        return self._flows.get(of) or _names(self._language).get(of, of)


@cache
def _line_label(code: str, language: Language) -> str:
    return wording.sentence(f"value_line.{code}", language)


@remembered
def _label(parameter: str, of: str, language: Language) -> str:
    return wording.sentence(f"factor.{parameter}", language, [("of", of)])


def _source_code(factor: Factor) -> str:
    """What kind of source a figure has; "published" where it is a document."""
    code = factor.source or ("missing" if factor.value is None else "")
    return code if code in (*UNVERIFIED, "missing") else "published"


@remembered
def _whole_unit(unit: str, language: Language) -> str:
    whole, *rest = unit.split("/")
    return "/".join([_told_unit("unit", whole, language), *(_per(part, language) for part in rest)])


def _told_unit(section: str, code: str, language: Language) -> str:
    known = wording.phrases(language)
    return str(known[section].get(code) or known["value_unit"].get(code, code))


def _per(code: str, language: Language) -> str:
    """A unit under the stroke, in the singular."""
    known = wording.phrases(language)
    return str(known["value_unit"].get(code) or known["unit"].get(code, code))


@cache
def _names(language: Language) -> Mapping[str, str]:
    """What countries and the materials of the emission tables are called."""
    return {row["code"]: row[language] for row in tables.rows("countries")} | {
        row["id"]: row[language] for row in tables.rows("material-names")
    }


def _of_range(told: Range | None, **more: str) -> Plain | None:
    return {**_ends(told), **more} if told is not None else None


@remembered
def _ends(told: Range) -> Plain:
    return {"low": _figure(told.low), "mid": _figure(told.mid), "high": _figure(told.high)}


def _figure(told: float | None) -> float | None:
    """A figure as JSON can carry it, with six digits that count; what never comes to an end is null."""
    if told is None or told in (inf, -inf):
        return None
    return float(f"{told:.6g}") + 0.0
