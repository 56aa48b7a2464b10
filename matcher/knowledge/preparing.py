"""The tables as texts of lines and rows of numbers, ready to be looked up, and to be kept in frozen.bin."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from matcher import normalising, tables
from matcher.knowledge import LEAST_COVERAGE, STRENGTHS, WEIGHT_UNIT, shelves
from matcher.knowledge.shelves import Kept, Shelves
from matcher.model import LANGUAGES, Language

FROZEN = "frozen.bin"
TERMS = ("treatments", "conditions")
PREPARED = ("resources", "uses", "treatments", "conditions", "sources", "sector-flows", "words")
WEAK_SHARE = 0.35
# What a word tells that names no resource: less than most that do, more than none.
UNNAMED = round(4.0 * WEIGHT_UNIT)


def ready() -> Shelves:
    """The prepared tables: those kept earlier, or prepared now and kept for the next time where that can be done."""
    kept = frozen()
    if kept is None:
        content = shelves.packed(prepared())
        keep(content)
        kept = Shelves(content)
    return kept


def frozen() -> Shelves | None:
    """What an earlier preparation kept, unless the tables have changed since; None where there is nothing to use."""
    content = tables.packaged(FROZEN)
    if content is None:
        return None
    kept = Shelves(content)
    return kept if digest() in ("", kept.text("digest")) else None


def keep(content: bytes) -> None:
    """Write the prepared tables beside their sources, whole or not at all; a folder that cannot be written is left."""
    unfinished = tables.FOLDER / f"{FROZEN}.{os.getpid()}"
    try:
        unfinished.write_bytes(content)
        unfinished.replace(tables.FOLDER / FROZEN)
    except OSError:
        unfinished.unlink(missing_ok=True)


def digest() -> str:
    """A fingerprint of all that is prepared and of how; empty where only the frozen knowledge was shipped."""
    if not (tables.FOLDER / "resources").is_dir():
        return ""
    import hashlib  # The page has no tables, so it need not bring it.

    told = hashlib.sha256()
    for name in (*PREPARED, "waste-resources", "suffixes", "markers"):
        for file in tables.files(name):
            told.update(file.encode() + b"\0" + (tables.packaged(file) or b""))
    for module in (__file__, normalising.__file__, shelves.__file__):
        told.update(Path(module).read_bytes())
    return told.hexdigest()


def prepared() -> dict[str, Kept]:
    """All tables that matching looks up, as texts of lines and rows of numbers."""
    rows = tables.rows("resources")
    numbers = {row["id"]: number for number, row in enumerate(rows)}
    uses = sorted((_number(row, "have", numbers), _number(row, "want", numbers), row) for row in _uses())
    return {
        "digest": digest(),
        "ids": "\n".join(numbers),
        "resources": "\n".join(_resources(rows, numbers)),
        "parents": [numbers[row["parent"]] + 1 if row["parent"] else 0 for row in rows],
        "uses": _sizes(len(rows), (have for have, _, _ in uses)),
        "uses.wants": [want for _, want, _ in uses],
        "uses.strengths": [STRENGTHS.index(row["strength"]) for _, _, row in uses],
        "uses.terms": "\n".join(_terms_of_use(row) for _, _, row in uses),
        "codes": "\n".join(_line(code, named) for code, named in _codes(rows, numbers).items()),
        "sectors": "\n".join(_line(row["code"], *_typical(row, numbers)) for row in tables.rows("sector-flows")),
        "sources": "\n".join(_places("sources")),
        "sources.cited": "\n".join(_cited(row) for row in tables.rows("sources")),
        **{table: "\n".join(_places(table)) for table in TERMS},
        **{
            f"{language}.{table}": "\n".join(row[language] for row in tables.rows(table))
            for language in LANGUAGES
            for table in TERMS
        },
        **{f"{language}.labels": "\n".join(row[language] for row in rows) for language in LANGUAGES},
        **{f"{language}.{name}": kept for language in LANGUAGES for name, kept in _lexicon(language, rows).items()},
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
        traits, purposes = (" ".join(sorted(inherited(row["id"], column))) for column in ("traits", "purposes"))
        yield "\t".join((row["nature"], row["kind"], traits, purposes, _property(row, "temperature_c")))


def _property(row: tables.Row, name: str) -> str:
    """The figure or range of one property, as "low..high"; empty where the table tells none."""
    told = dict(entry.split("=", 1) for entry in tables.cells(row, "properties"))
    return told.get(name, "")


def _terms_of_use(row: tables.Row) -> str:
    """The places of a use's treatments, conditions and source in their tables, and its sectors."""
    told = {
        "treatments": (treatment for treatment in tables.cells(row, "treatment") if treatment != "none"),
        "conditions": tables.cells(row, "conditions"),
        "sources": (row["source"],),
    }
    terms = (" ".join(str(_places(table)[entry]) for entry in entries) for table, entries in told.items())
    return ",".join((*terms, " ".join(tables.cells(row, "sectors"))))


@cache
def _places(table: str) -> Mapping[str, int]:
    """Where each id of a table stands in it."""
    return {row["id"]: place for place, row in enumerate(tables.rows(table))}


def _cited(row: tables.Row) -> str:
    cited = f"{row['title']} ({row['date']})"
    return f"{cited}, {row['address']}" if row["address"] else cited


def _number(row: tables.Row, column: str, numbers: Mapping[str, int]) -> int:
    if row[column] not in numbers:
        raise tables.TableError(f"{tables.where(row)}, column {column}: there is no resource {row[column]!r}")
    return numbers[row[column]]


def _sizes(most: int, groups: Iterable[int]) -> list[int]:
    """How often each number below *most* is among *groups*."""
    found = Counter(groups)
    return [found[number] for number in range(most)]


def _lines(most: int, pairs: Iterable[tuple[int, int]]) -> str:
    """One line for each number below *most*, with the numbers paired with it: the first, then the steps to the next."""
    found: list[list[int]] = [[] for _ in range(most)]
    for key, number in pairs:
        found[key].append(number)
    return "\n".join(
        " ".join(str(number - before) for before, number in pairwise([0, *sorted(line)])) for line in found
    )


def _line(name: str, *entries: str) -> str:
    return "\t".join((name, *entries))


def _codes(rows: Sequence[tables.Row], numbers: Mapping[str, int]) -> Mapping[str, str]:
    """Resources by List of Waste code: those of waste-resources.csv first, then those that name the code themselves."""
    codes: dict[str, list[int]] = {}
    for row in tables.rows("waste-resources"):
        codes[row["code"]] = [numbers[name] for name in tables.cells(row, "resources") if name in numbers]
    for number, row in enumerate(rows):
        for code in tables.cells(row, "codes"):
            if number not in codes.setdefault(code, []):
                codes[code].append(number)
    return {code: " ".join(map(str, named)) for code, named in codes.items()}


def _typical(row: tables.Row, numbers: Mapping[str, int]) -> list[str]:
    return [" ".join(str(numbers[name]) for name in tables.cells(row, side)) for side in ("haves", "wants")]


def _lexicon(language: Language, rows: Sequence[tables.Row]) -> dict[str, Kept]:
    """The phrases of *language*, by the rarest of their stems; the owners beyond the resources are sectors."""
    rules = normalising.grammar(language)
    named = list(_named(language, rows))
    general = [
        (number, word) for number, row in enumerate(tables.rows("words")) for word in tables.cells(row, language)
    ]
    parts = normalising.all_parts([phrase for _, phrase in (*named, *general)], rules)
    taken_apart = cache(lambda phrase: _parts(phrase, rules, parts))
    phrases = [pair for pair in dict.fromkeys((owner, taken_apart(phrase)) for owner, phrase in named) if pair[1]]
    weights = _weights(phrases, rules.weak)
    meanings = [(told[0], number) for number, word in general if len(told := taken_apart(word)) == 1]
    stems = sorted({*weights, *parts, *(stem for stem, _ in meanings)})
    places = {stem: place for place, stem in enumerate(stems)}
    ordered = sorted(
        ((_rarest_first(told, weights), owner) for owner, told in phrases),
        key=lambda pair: (pair[0][0], pair[1], pair[0]),
    )
    others = [[places[stem] for stem in told[1:]] for told, _ in ordered]
    by_second = sorted(
        (places[told[1]], number) for number, (told, _) in enumerate(ordered) if _is_heard_by_second(told, weights)
    )
    return {
        "stems": "\n".join(stems),
        "weights": [weights.get(stem, UNNAMED) for stem in stems],
        "phrases": _sizes(len(stems), (places[told[0]] for told, _ in ordered)),
        "owners": [owner for _, owner in ordered],
        "lengths": [len(besides) for besides in others],
        "others": [place for besides in others for place in besides],
        "seconds": _sizes(len(stems), (second for second, _ in by_second)),
        "phrases_by_second": [number for _, number in by_second],
        "senses": _lines(len(stems), ((places[stem], number) for stem, number in meanings)),
    }


def _named(language: Language, rows: Sequence[tables.Row]) -> Iterator[tuple[int, str]]:
    """The phrases in their order, each with the number of the resource or sector that it names."""
    column = f"words_{language}"
    for number, row in enumerate(rows):
        yield from ((number, phrase) for phrase in (row[language], *tables.cells(row, column)))
    for number, row in enumerate(tables.rows("sector-flows"), start=len(rows)):
        yield from ((number, phrase) for phrase in tables.cells(row, column))


def _rarest_first(stems: Iterable[str], weights: Mapping[str, int]) -> list[str]:
    return sorted(stems, key=lambda stem: (-weights[stem], stem))


def _is_heard_by_second(stems: Sequence[str], weights: Mapping[str, int]) -> bool:
    """Whether a phrase can be heard without its rarest stem, which stands first."""
    left = sum(weights[stem] for stem in stems[1:])
    return len(stems) > 1 and left >= LEAST_COVERAGE * (left + weights[stems[0]])


def _parts(phrase: str, rules: normalising.Grammar, parts: frozenset[str]) -> tuple[str, ...]:
    words = normalising.words(phrase, rules, parts)
    return tuple(dict.fromkeys(word.stem for word in words))


def _weights(phrases: Sequence[tuple[int, tuple[str, ...]]], weak: frozenset[str]) -> dict[str, int]:
    """How much each stem tells, in thousandths: the rarer among resources, the more."""
    owners: dict[str, set[int]] = {}
    for owner, found in phrases:
        for part in found:
            owners.setdefault(part, set()).add(owner)
    total = len({owner for owner, _ in phrases})
    return {
        part: round(math.log(1 + total / len(named)) * (WEAK_SHARE if part in weak else 1.0) * WEIGHT_UNIT)
        for part, named in owners.items()
    }
