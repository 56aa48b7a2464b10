"""What is known of resources: their words, their kin, what may serve as what, and what must not meet.

The tables are read once and turned into plain lists and dictionaries (*prepared*), which a build may write to
frozen.json, so that a browser need not repeat the work.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources as packaged
from typing import Any

from matcher import normalising, tables
from matcher.model import LANGUAGES, Language

FROZEN = "frozen.json"
STRENGTHS = ("established", "practised", "tried")
KEYS_A_PHRASE = 2
WEAK_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource, or a role that resources serve, with its place in the tree."""

    number: int
    id: str
    parent: int | None
    nature: str
    kind: str
    labels: Mapping[str, str]
    traits: frozenset[str]
    purposes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Use:
    """What may serve as what: after which treatment, under which conditions, for which sectors, says which source."""

    have: int
    want: int
    strength: str
    treatments: tuple[str, ...]
    conditions: tuple[str, ...]
    sectors: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The phrases of one language that name resources, found by their rarest words.

    ``weights`` is the information of each stem; ``phrases`` pairs a resource's number with its stems;
    ``keys`` leads from a stem to the phrases of which it is one of the two rarest.
    """

    language: Language
    weights: Mapping[str, float]
    phrases: Sequence[tuple[int, tuple[str, ...]]]
    keys: Mapping[str, Sequence[int]]
    senses: Mapping[str, Sequence[int]]


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything that matching looks up."""

    resources: Sequence[Resource]
    uses: Sequence[Use]
    lexicons: Mapping[Language, Lexicon]
    codes: Mapping[str, Sequence[int]]
    sectors: Mapping[str, Mapping[str, Sequence[int]]]
    labels: Mapping[str, Mapping[str, Sequence[str]]]
    by_id: Mapping[str, int] = field(init=False)
    children: Mapping[int, Sequence[int]] = field(init=False)
    uses_of: Mapping[int, Sequence[int]] = field(init=False)
    uses_for: Mapping[int, Sequence[int]] = field(init=False)

    def __post_init__(self) -> None:
        children, uses_of, uses_for = defaultdict(list), defaultdict(list), defaultdict(list)
        for resource in self.resources:
            if resource.parent is not None:
                children[resource.parent].append(resource.number)
        for number, use in enumerate(self.uses):
            uses_of[use.have].append(number)
            uses_for[use.want].append(number)
        object.__setattr__(self, "by_id", {resource.id: resource.number for resource in self.resources})
        object.__setattr__(self, "children", children)
        object.__setattr__(self, "uses_of", uses_of)
        object.__setattr__(self, "uses_for", uses_for)

    def ancestors(self, number: int) -> list[int]:
        """The resources above *number*, the nearest first."""
        line, parent = [], self.resources[number].parent
        while parent is not None:
            line.append(parent)
            parent = self.resources[parent].parent
        return line

    def descendants(self, number: int) -> list[tuple[int, int]]:
        """The resources below *number*, each with how many steps below."""
        found, queue = [], [(child, 1) for child in self.children.get(number, ())]
        while queue:
            child, steps = queue.pop(0)
            found.append((child, steps))
            queue.extend((grandchild, steps + 1) for grandchild in self.children.get(child, ()))
        return found


    def label(self, table: str, code: str, language: Language) -> str:
        """The label of a treatment or condition."""
        return self.labels[table][code][LANGUAGES.index(language)]

    def source(self, code: str) -> str:
        """A source as it is cited: title, date and address."""
        title, date, address = self.labels["sources"][code]
        return f"{title} ({date}), {address}" if address else f"{title} ({date})"


@cache
def knowledge() -> Knowledge:
    """The knowledge of the packaged tables."""
    return _thawed(_frozen() or prepared())


def _frozen() -> dict[str, Any] | None:
    file = packaged.files("matcher") / "data" / FROZEN
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def prepared() -> dict[str, Any]:
    """The tables as plain lists and dictionaries, ready to be written as JSON."""
    rows = tables.rows("resources")
    numbers = {row["id"]: number for number, row in enumerate(rows)}
    parents = [numbers.get(row["parent"]) for row in rows]
    return {
        "resources": [
            [row["id"], parents[number], row["nature"], row["kind"], row["en"], row["ro"], row["no"]]
            for number, row in enumerate(rows)
        ],
        "traits": _inherited(rows, parents, "traits"),
        "purposes": _inherited(rows, parents, "purposes"),
        "codes": _codes(rows, numbers),
        "uses": [_use(row, numbers) for row in tables.rows("uses")],
        "sectors": _sectors(numbers),
        "lexicons": {language: _lexicon(language, rows, numbers) for language in LANGUAGES},
        "labels": {
            name: {row["id"]: [row["en"], row["ro"], row["no"]] for row in tables.rows(name)}
            for name in ("treatments", "conditions")
        }
        | {"sources": {row["id"]: [row["title"], row["date"], row["address"]] for row in tables.rows("sources")}},
    }


def _inherited(rows: Sequence[Mapping[str, str]], parents: Sequence[int | None], column: str) -> list[list[str]]:
    @cache
    def of(number: int) -> frozenset[str]:
        parent = parents[number]
        found = set(of(parent)) if parent is not None else set()
        for entry in tables.cells(rows[number], column):
            found.discard(entry[1:]) if entry.startswith("-") else found.add(entry)
        return frozenset(found)

    return [sorted(of(number)) for number in range(len(rows))]


def _codes(rows: Sequence[Mapping[str, str]], numbers: Mapping[str, int]) -> dict[str, list[int]]:
    codes: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for code in tables.cells(row, "codes"):
            codes.setdefault(code, []).append(number)
    for row in tables.rows("waste-resources"):
        for resource in tables.cells(row, "resources"):
            if numbers[resource] not in codes.setdefault(row["code"], []):
                codes[row["code"]].append(numbers[resource])
    return codes


def _use(row: Mapping[str, str], numbers: Mapping[str, int]) -> list[Any]:
    return [
        numbers[row["have"]],
        numbers[row["want"]],
        STRENGTHS.index(row["strength"]),
        [treatment for treatment in tables.cells(row, "treatment") if treatment != "none"],
        tables.cells(row, "conditions"),
        tables.cells(row, "sectors"),
        row["source"],
    ]


def _sectors(numbers: Mapping[str, int]) -> dict[str, list[list[int]]]:
    return {
        row["code"]: [[numbers[name] for name in tables.cells(row, side)] for side in ("haves", "wants")]
        for row in tables.rows("sector-flows")
    }


def _lexicon(language: Language, rows: Sequence[Mapping[str, str]], numbers: Mapping[str, int]) -> dict[str, Any]:
    """Phrases of *language* by resource; those of a sector carry the sector's code in place of a number."""
    rules = normalising.grammar(language)
    named: list[tuple[int | str, str]] = []
    for number, row in enumerate(rows):
        named += [(number, phrase) for phrase in (row[language], *tables.cells(row, "words_" + language))]
    for row in tables.rows("sector-flows"):
        named += [(row["code"], phrase) for phrase in tables.cells(row, "words_" + language)]
    general = [(number, word) for number, row in enumerate(tables.rows("words")) for word in tables.cells(row, language)]
    parts = normalising.all_parts([phrase for _, phrase in named] + [word for _, word in general], rules)

    phrases = list(dict.fromkeys((owner, _parts(phrase, rules, parts)) for owner, phrase in named))
    phrases = [(owner, found) for owner, found in phrases if found]
    weights = _weights(phrases, rules.weak)
    keys: dict[str, list[int]] = {}
    for place, (_, found) in enumerate(phrases):
        for key in sorted(found, key=lambda part: (-weights[part], part))[:KEYS_A_PHRASE]:
            keys.setdefault(key, []).append(place)
    senses: dict[str, list[int]] = {}
    for number, word in general:
        found = _parts(word, rules, parts)
        if len(found) == 1 and number not in senses.setdefault(found[0], []):
            senses[found[0]].append(number)
    alone = {part: round(math.log(1 + len(phrases)), 3) for part in sorted(parts) if part not in weights}
    return {"weights": weights | alone, "phrases": phrases, "keys": keys, "senses": senses}


def _parts(phrase: str, rules: normalising.Grammar, parts: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.stem for word in normalising.words(phrase, rules, parts) if word.place != "negated"))


def _weights(phrases: Sequence[tuple[int | str, tuple[str, ...]]], weak: frozenset[str]) -> dict[str, float]:
    """How much each stem tells: the rarer among resources, the more (natural logarithm of the inverse share)."""
    owners: dict[str, set[int | str]] = {}
    for owner, found in phrases:
        for part in found:
            owners.setdefault(part, set()).add(owner)
    total = len({owner for owner, _ in phrases})
    return {
        part: round(math.log(1 + total / len(named)) * (WEAK_SHARE if part in weak else 1.0), 3)
        for part, named in owners.items()
    }


def _thawed(plain: Mapping[str, Any]) -> Knowledge:
    resources = [
        Resource(number, name, parent, nature, kind, {"en": en, "ro": ro, "no": no}, frozenset(traits), frozenset(purposes))
        for number, ((name, parent, nature, kind, en, ro, no), traits, purposes) in enumerate(
            zip(plain["resources"], plain["traits"], plain["purposes"], strict=True)
        )
    ]
    uses = [
        Use(have, want, STRENGTHS[strength], tuple(treatments), tuple(conditions), tuple(sectors), source)
        for have, want, strength, treatments, conditions, sectors, source in plain["uses"]
    ]
    lexicons = {
        language: Lexicon(language, words["weights"], words["phrases"], words["keys"], words["senses"])
        for language, words in plain["lexicons"].items()
    }
    sectors = {code: {"haves": haves, "wants": wants} for code, (haves, wants) in plain["sectors"].items()}
    return Knowledge(resources, uses, lexicons, plain["codes"], sectors, plain["labels"])


def main(arguments: Sequence[str]) -> int:
    """Write the prepared tables: ``python -m matcher.knowledge --freeze OUT.json``."""
    if len(arguments) != 2 or arguments[0] != "--freeze":
        print("usage: python -m matcher.knowledge --freeze OUT.json", file=sys.stderr)
        return 2
    with open(arguments[1], "w", encoding="utf-8") as out:
        json.dump(prepared(), out, ensure_ascii=False, separators=(",", ":"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
