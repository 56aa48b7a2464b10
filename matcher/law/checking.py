"""What is wrong in the tables of law, said with file and row, for whoever edits them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from matcher import law, screening, tables
from matcher.knowledge import Knowledge
from matcher.knowledge.checking import CEDILLA, NATURES
from matcher.law import conditions
from matcher.model import KINDS, LANGUAGES

ADDRESS = re.compile(r"https?://[^\s/]+\.[a-z]{2,}(/\S*)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d|")
ENTRIES = ("hazardous", "harmless", "mirror-hazardous", "mirror-harmless", "open")
ORIGINS = ("production", "used", "treatment", "open")
TABLES = ("articles", "authorities", "groups", "questions", "told", "outcomes", "steps")
Known = Mapping[str, frozenset[str]]


def faults(knowledge: Knowledge) -> list[str]:
    """All that is wrong, each with its place; an empty list where nothing is."""
    known = _known(knowledge)
    return [fault for table in TABLES for fault in _of_table(f"law/{table}", known)] + list(_of_links())


def _known(knowledge: Knowledge) -> Known:
    """The words that a condition may use, by aspect; an aspect that is not listed is free."""
    resources = [knowledge.resource(number) for number in range(len(knowledge))]
    answers = {f"{question}:{answer}" for question in _ids("law/questions") for answer in law.ANSWERS}
    found: dict[str, Iterable[str]] = {
        "kind": (*KINDS, *(f"wanted-{kind}" for kind in KINDS)),
        "nature": NATURES,
        "relation": (*(row["id"] for row in tables.rows("relations")), "unknown"),
        "have": knowledge.ids,
        "want": knowledge.ids,
        "treatment": (*knowledge.lines("treatments"), "none", "unknown"),
        "entry": (*ENTRIES, *(f"maybe-{entry}" for entry in ENTRIES), "none"),
        "origin": ORIGINS,
        "declared": ("hazardous", "non-hazardous"),
        "trait": {trait for trait, _ in screening.rules()},
        "purpose": {purpose for thing in resources for purpose in thing.purposes}
        | {purpose for _, purpose in screening.rules()},
        "caution": {"forbidding", *(rule.caution.code for rule in screening.rules().values())},
        "border": ("unknown", "none", "crossed", "eu", "eea", "third"),
        **{aspect: [row["code"] for row in tables.rows("countries")] for aspect in ("country", "from", "to")},
        "answer": answers,
        "outcome": law.OUTCOMES,
    }
    return {aspect: frozenset(words) for aspect, words in found.items()}


def _ids(table: str) -> list[str]:
    return [row["id"] for row in tables.rows(table)]


def _of_table(table: str, known: Known) -> Iterator[str]:
    """Faults that any of the tables may have: an id twice, a word missing in a language, a condition that is none."""
    for name, count in Counter(_ids(table)).items():
        if count > 1:
            yield f"{table}: the id {name} stands {count} times"
    for row in tables.rows(table):
        for language in LANGUAGES:
            if not all(row[column] for column in (language, f"help_{language}") if column in row):
                yield f"{tables.where(row)}: a text in {language} is missing"
        if CEDILLA.search(row["ro"] + row.get("help_ro", "")):
            yield f"{tables.where(row)}: Romanian is written with a comma below (ș, ț), not with a cedilla"
        if "address" in row and not ADDRESS.fullmatch(row["address"]):
            yield f"{tables.where(row)}: {row['address']!r} is no address"
        if "read" in row and not DAY.fullmatch(row["read"]):
            yield f"{tables.where(row)}: {row['read']!r} is no day (YYYY-MM-DD)"
        if "when" in row:
            yield from conditions.faults(row, known)


def _of_links() -> Iterator[str]:
    """Rows that name something which does not exist, and articles that nothing cites."""
    groups, articles = _ids("law/groups"), _ids("law/articles")
    cited: set[str] = set()
    for row in tables.rows("law/questions"):
        cited.update(tables.cells(row, "articles"))
        yield from _strange(row, "group", groups)
        yield from _strange(row, "articles", articles)
        yield from _strange(row, "good", ("yes", "no"))
    for row in tables.rows("law/authorities"):
        yield from _strange(row, "groups", groups)
    for row in tables.rows("law/told"):
        yield from _strange(row, "question", _ids("law/questions"))
        yield from _strange(row, "answer", ("yes", "no"))
    for row in tables.rows("law/outcomes"):
        yield from _strange(row, "outcome", law.OUTCOMES)
    for row in tables.rows("law/origins"):
        yield from _strange(row, "origin", ORIGINS)
    yield from (f"law/articles: nothing cites {name}" for name in articles if name not in cited)
    if tables.rows("law/outcomes")[-1]["when"]:
        yield "law/outcomes: the last row has to hold always, so that every pair comes to an outcome"


def _strange(row: tables.Row, column: str, known: Iterable[str]) -> Iterator[str]:
    allowed = frozenset(known)
    for entry in tables.cells(row, column):
        if entry not in allowed:
            yield f"{tables.where(row)}, column {column}: {entry!r} is not known"
