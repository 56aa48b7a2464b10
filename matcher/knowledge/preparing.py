"""The tables as long texts of short lines, ready to be looked up, and to be kept in frozen.json."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources as packaged
from pathlib import Path
from typing import Any

from matcher import normalising, tables
from matcher.knowledge import STRENGTHS, WEIGHT_UNIT
from matcher.model import LANGUAGES, Language

FROZEN = "frozen.json"
PREPARED = ("resources", "uses", "treatments", "conditions", "sources", "sector-flows", "words")
KEYS_A_PHRASE = 2
WEAK_SHARE = 0.35

Phrase = tuple[int | str, tuple[str, ...]]


def ready() -> dict[str, Any]:
    """The prepared tables: those kept earlier, or prepared now and kept for the next time where that can be done."""
    kept = frozen()
    if kept is None:
        kept = prepared()
        keep(kept)
    return kept


def frozen() -> dict[str, Any] | None:
    """What an earlier preparation kept, unless the tables have changed since; None where there is nothing to use."""
    file = packaged.files("matcher") / "data" / FROZEN
    if not file.is_file():
        return None
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return kept if digest() in ("", kept["digest"]) else None


def keep(plain: Mapping[str, Any]) -> None:
    """Write the prepared tables beside their sources, whole or not at all; a folder that cannot be written is left."""
    folder = Path(str(packaged.files("matcher") / "data"))
    unfinished = folder / f"{FROZEN}.{os.getpid()}"
    try:
        unfinished.write_text(as_json(plain), encoding="utf-8")
        unfinished.replace(folder / FROZEN)
    except OSError:
        unfinished.unlink(missing_ok=True)


def as_json(plain: Mapping[str, Any]) -> str:
    """The prepared tables as short JSON text."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def digest() -> str:
    """A fingerprint of all that is prepared; empty where only the frozen knowledge was shipped."""
    data = packaged.files("matcher") / "data"
    if not (data / "resources").is_dir():
        return ""
    told = hashlib.sha256()
    for name in (*PREPARED, "waste-resources", "suffixes", "markers"):
        for file in tables.files(name):
            told.update(file.name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()


def prepared() -> dict[str, Any]:
    """All tables that matching looks up, as plain texts and dictionaries."""
    rows = tables.rows("resources")
    numbers = {row["id"]: number for number, row in enumerate(rows)}
    uses = [_use(row, numbers) for row in tables.rows("uses")]
    return {
        "digest": digest(),
        "ids": "\n".join(numbers),
        "resources": "\n".join(_resources(rows, numbers)),
        "labels": {language: "\n".join(row[language] for row in rows) for language in LANGUAGES},
        "children": _lines(len(rows), ((numbers[row["parent"]], numbers[row["id"]]) for row in rows if row["parent"])),
        "uses": "\n".join("\t".join(use) for use in uses),
        "uses_of": _lines(len(rows), ((int(use[0]), number) for number, use in enumerate(uses))),
        "uses_for": _lines(len(rows), ((int(use[1]), number) for number, use in enumerate(uses))),
        "codes": {code: " ".join(map(str, named)) for code, named in _codes(rows, numbers).items()},
        "sectors": {row["code"]: _typical(row, numbers) for row in tables.rows("sector-flows")},
        "lexicons": {language: _lexicon(language, rows) for language in LANGUAGES},
        "terms": {name: _terms(name) for name in ("treatments", "conditions")} | {"sources": _sources()},
    }


def _resources(rows: Sequence[tables.Row], numbers: Mapping[str, int]) -> Iterable[str]:
    @cache
    def inherited(name: str, column: str) -> frozenset[str]:
        row = rows[numbers[name]]
        found = set(inherited(row["parent"], column)) if row["parent"] else set()
        for entry in tables.cells(row, column):
            found.discard(entry[1:]) if entry.startswith("-") else found.add(entry)
        return frozenset(found)

    for row in rows:
        parent = str(numbers[row["parent"]]) if row["parent"] else ""
        traits, purposes = (" ".join(sorted(inherited(row["id"], column))) for column in ("traits", "purposes"))
        yield "\t".join((parent, row["nature"], row["kind"], traits, purposes, _property(row, "temperature_c")))


def _property(row: tables.Row, name: str) -> str:
    """The figure or range of one property, as "low..high"; empty where the table tells none."""
    told = dict(entry.split("=", 1) for entry in tables.cells(row, "properties"))
    return told.get(name, "")


def _use(row: tables.Row, numbers: Mapping[str, int]) -> tuple[str, ...]:
    treatments = (treatment for treatment in tables.cells(row, "treatment") if treatment != "none")
    return (
        str(_number(row, "have", numbers)),
        str(_number(row, "want", numbers)),
        str(STRENGTHS.index(row["strength"])),
        " ".join(treatments),
        " ".join(tables.cells(row, "conditions")),
        " ".join(tables.cells(row, "sectors")),
        row["source"],
    )


def _number(row: tables.Row, column: str, numbers: Mapping[str, int]) -> int:
    if row[column] not in numbers:
        raise tables.TableError(f"{tables.where(row)}, column {column}: there is no resource {row[column]!r}")
    return numbers[row[column]]


def _lines(most: int, pairs: Iterable[tuple[int, int]]) -> str:
    """One line for each number below *most*, with the numbers paired with it."""
    found: list[list[str]] = [[] for _ in range(most)]
    for key, number in pairs:
        found[key].append(str(number))
    return "\n".join(" ".join(line) for line in found)


def _codes(rows: Sequence[tables.Row], numbers: Mapping[str, int]) -> dict[str, list[int]]:
    """Resources by List of Waste code: those of waste-resources.csv first, then those that name the code themselves."""
    codes: dict[str, list[int]] = {}
    for row in tables.rows("waste-resources"):
        codes[row["code"]] = [numbers[name] for name in tables.cells(row, "resources") if name in numbers]
    for number, row in enumerate(rows):
        for code in tables.cells(row, "codes"):
            if number not in codes.setdefault(code, []):
                codes[code].append(number)
    return codes


def _typical(row: tables.Row, numbers: Mapping[str, int]) -> list[str]:
    return [" ".join(str(numbers[name]) for name in tables.cells(row, side)) for side in ("haves", "wants")]


def _terms(name: str) -> dict[str, list[str]]:
    return {row["id"]: [row[language] for language in LANGUAGES] for row in tables.rows(name)}


def _sources() -> dict[str, list[str]]:
    return {row["id"]: [row["title"], row["date"], row["address"]] for row in tables.rows("sources")}


def _lexicon(language: Language, rows: Sequence[tables.Row]) -> dict[str, str]:
    """The phrases of *language*, those of a sector with the sector's code in place of a resource's number."""
    rules = normalising.grammar(language)
    column = "words_" + language
    named: list[tuple[int | str, str]] = [
        (number, phrase) for number, row in enumerate(rows) for phrase in (row[language], *tables.cells(row, column))
    ]
    named += [
        ("s" + row["code"], phrase) for row in tables.rows("sector-flows") for phrase in tables.cells(row, column)
    ]
    general = [
        (number, word) for number, row in enumerate(tables.rows("words")) for word in tables.cells(row, language)
    ]
    parts = normalising.all_parts([phrase for _, phrase in (*named, *general)], rules)
    taken_apart = cache(lambda phrase: _parts(phrase, rules, parts))

    phrases = [pair for pair in dict.fromkeys((owner, taken_apart(phrase)) for owner, phrase in named) if pair[1]]
    weights = _weights(phrases, rules.weak)
    unnamed = round(math.log(1 + len(rows)) * WEIGHT_UNIT)
    stems = sorted(weights.keys() | parts)
    places = {stem: place for place, stem in enumerate(stems)}
    meanings = [(taken_apart(word), number) for number, word in general]
    return {
        "stems": "\n".join(stems),
        "weights": " ".join(str(weights.get(stem, unnamed)) for stem in stems),
        "phrases": "\n".join(f"{owner} " + " ".join(str(places[stem]) for stem in told) for owner, told in phrases),
        "keys": _lines(len(stems), _keys(phrases, weights, places)),
        "senses": _lines(len(stems), ((places[told[0]], number) for told, number in meanings if len(told) == 1)),
    }


def _parts(phrase: str, rules: normalising.Grammar, parts: frozenset[str]) -> tuple[str, ...]:
    words = normalising.words(phrase, rules, parts)
    return tuple(dict.fromkeys(word.stem for word in words if word.place != "negated"))


def _weights(phrases: Sequence[Phrase], weak: frozenset[str]) -> dict[str, int]:
    """How much each stem tells, in thousandths: the rarer among resources, the more."""
    owners: dict[str, set[int | str]] = {}
    for owner, found in phrases:
        for part in found:
            owners.setdefault(part, set()).add(owner)
    total = len({owner for owner, _ in phrases})
    return {
        part: round(math.log(1 + total / len(named)) * (WEAK_SHARE if part in weak else 1.0) * WEIGHT_UNIT)
        for part, named in owners.items()
    }


def _keys(
    phrases: Sequence[Phrase], weights: Mapping[str, int], places: Mapping[str, int]
) -> Iterable[tuple[int, int]]:
    """The place of each phrase's rarest stems, paired with the phrase."""
    for number, (_, found) in enumerate(phrases):
        for stem in sorted(found, key=lambda stem: (-weights[stem], stem))[:KEYS_A_PHRASE]:
            yield places[stem], number
