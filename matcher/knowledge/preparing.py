"""The tables as long texts of short lines, ready to be looked up, and to be kept in frozen.json."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources as packaged
from itertools import pairwise
from pathlib import Path
from typing import Any

from matcher import normalising, tables
from matcher.knowledge import LEAST_COVERAGE, STRENGTHS, WEIGHT_UNIT
from matcher.model import LANGUAGES, Language

FROZEN = "frozen.json"
PREPARED = ("resources", "uses", "treatments", "conditions", "sources", "sector-flows", "words")
WEAK_SHARE = 0.35
# What a word tells that names no resource: less than most that do, more than none.
UNNAMED = 4.0

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
    uses = sorted((_number(row, "have", numbers), _number(row, "want", numbers), row) for row in _uses())
    terms = {name: _terms(name) for name in ("treatments", "conditions")} | {"sources": _sources()}
    places = {name: {identity: place for place, identity in enumerate(told)} for name, told in terms.items()}
    return {
        "digest": digest(),
        "ids": "\n".join(numbers),
        "resources": "\n".join(_resources(rows, numbers)),
        "labels": {language: "\n".join(row[language] for row in rows) for language in LANGUAGES},
        "uses": _grouped(len(rows), ((have, _use(want, row, places)) for have, want, row in uses)),
        "uses_for": _lines(len(rows), ((want, number) for number, (_, want, _) in enumerate(uses))),
        "codes": {code: " ".join(map(str, named)) for code, named in _codes(rows, numbers).items()},
        "sectors": {row["code"]: _typical(row, numbers) for row in tables.rows("sector-flows")},
        "lexicons": {language: _lexicon(language, rows) for language in LANGUAGES},
        "terms": terms,
    }


def _uses() -> Iterable[tables.Row]:
    """The uses, without any that stands twice."""
    return {(row["have"], row["want"]): row for row in tables.rows("uses")}.values()


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


def _use(want: int, row: tables.Row, places: Mapping[str, Mapping[str, int]]) -> str:
    """What a use says of its have: the want, the strength, and the places of its terms in their tables."""
    told = {
        "treatments": (treatment for treatment in tables.cells(row, "treatment") if treatment != "none"),
        "conditions": tables.cells(row, "conditions"),
        "sources": (row["source"],),
    }
    terms = (" ".join(str(places[name][entry]) for entry in entries) for name, entries in told.items())
    return ",".join((str(want), str(STRENGTHS.index(row["strength"])), *terms, " ".join(tables.cells(row, "sectors"))))


def _number(row: tables.Row, column: str, numbers: Mapping[str, int]) -> int:
    if row[column] not in numbers:
        raise tables.TableError(f"{tables.where(row)}, column {column}: there is no resource {row[column]!r}")
    return numbers[row[column]]


def _grouped(most: int, entries: Iterable[tuple[int, str]]) -> str:
    """One line for each number below *most*, with the entries that belong to it, parted by semicolons."""
    found: list[list[str]] = [[] for _ in range(most)]
    for key, entry in entries:
        found[key].append(entry)
    return "\n".join(";".join(line) for line in found)


def _lines(most: int, pairs: Iterable[tuple[int, int]]) -> str:
    """One line for each number below *most*, with the numbers paired with it: the first, then the steps to the next."""
    found: list[list[int]] = [[] for _ in range(most)]
    for key, number in pairs:
        found[key].append(number)
    return "\n".join(
        " ".join(str(number - before) for before, number in pairwise([0, *sorted(line)])) for line in found
    )


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
    unnamed = round(UNNAMED * WEIGHT_UNIT)
    meanings = [(told[0], number) for number, word in general if len(told := taken_apart(word)) == 1]
    stems = sorted({*weights, *parts, *(stem for stem, _ in meanings)})
    places = {stem: place for place, stem in enumerate(stems)}
    by_key = sorted((_by_rarest(owner, told, weights, places) for owner, told in phrases), key=lambda entry: entry[:2])
    return {
        "stems": "\n".join(stems),
        "weights": " ".join(str(weights.get(stem, unnamed)) for stem in stems),
        "phrases": _grouped(len(stems), ((key, told) for key, told, _ in by_key)),
        "seconds": _lines(
            len(stems), ((second, number) for number, (_, _, second) in enumerate(by_key) if second is not None)
        ),
        "senses": _lines(len(stems), ((places[stem], number) for stem, number in meanings)),
    }


def _by_rarest(
    owner: int | str, stems: tuple[str, ...], weights: Mapping[str, int], places: Mapping[str, int]
) -> tuple[int, str, int | None]:
    """The place of a phrase's rarest stem, the phrase without it, and the place of the second rarest.

    The second is told only where the phrase could be heard without its rarest stem.
    """
    first, *others = sorted(stems, key=lambda stem: (-weights[stem], stem))
    told = " ".join((str(owner), *(str(places[stem]) for stem in others)))
    left = sum(weights[stem] for stem in others)
    is_heard_without = left >= LEAST_COVERAGE * (left + weights[first])
    return places[first], told, places[others[0]] if others and is_heard_without else None


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
