"""What is wrong in the knowledge tables, said with file and row, for whoever edits them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from matcher import tables
from matcher.knowledge import NEAR, STRENGTHS
from matcher.model import KINDS, LANGUAGES
from matcher.spelling import plain

NATURES = ("group", "stream", "product", "role")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+){0,3}")
SECTOR = re.compile(r"\d\d(\.\d{1,2})?(:[a-z-]+)?")
PROPERTY = re.compile(r"[a-z0-9_]+=(-?[\d.]+(\.\.-?[\d.]+)?|[a-z-]+)")
FOLDED = re.compile("[a-z0-9]+")
WRITTEN = re.compile(r"\w+")
CEDILLA = re.compile("[şţŞŢ]")
FEWEST_WORDS = 2
# In how many jobs a word may be a whole phrase: what stands alone in more of them tells none from another.
MOST_ALONE = 12
# The columns that say what a row is about, in one table or another.
NAMING = ("id", "have", "had", "resource", "code")
NO_USE = ("destruction", "unspecific", "treatment-first", "radioactive", "explosive")
DANGERS = frozenset(
    (
        *("hazardous", "contaminated", "waste-mixed", "mineral-oil", "asbestos", "pops", "radioactive", "treated-wood"),
        *("manure", "sewage", "catering", "abp1", "abp2", "abp3", "animal-protein", "ruminant", "pathogen"),
        *("mycotoxin", "flue-gas", "non-potable"),
    )
)
AIMS = frozenset(
    (
        *("feed", "ruminant-feed", "pet-food", "food", "bedding", "land", "irrigation", "greenhouse", "aquaculture"),
        *("drinking-water", "potable-use", "construction", "cosmetics"),
    )
)

By = Mapping[str, tables.Row]


def faults() -> list[str]:
    """All that is wrong, each with its place; an empty list where nothing is."""
    rows = tables.rows("resources")
    by_id = {row["id"]: row for row in rows}
    return [
        *_of_resources(rows, by_id),
        *_of_kinship(rows, by_id),
        *_of_phrases(rows, by_id),
        *_of_towns(rows),
        *_of_jobs(by_id),
        *_of_uses(by_id),
        *_of_near(by_id),
        *_of_sectors(by_id),
        *_of_waste(by_id),
        *_of_terms(),
        *_of_suffixes(),
        *_of_own_stems(),
        *_of_derivations(),
    ]


def _at(row: tables.Row, text: str) -> str:
    name = next((row[column] for column in NAMING if row.get(column)), "")
    return f"{tables.where(row)} ({name}): {text}"


def _ids(name: str) -> frozenset[str]:
    return frozenset(row["id"] for row in tables.rows(name))


def _of_resources(rows: Iterable[tables.Row], by_id: By) -> Iterator[str]:
    codes = frozenset(row["code"] for row in tables.rows("waste-list"))
    sources = _ids("sources")
    for row in rows:
        if by_id[row["id"]] is not row:
            yield _at(row, f"the id stands also in {tables.where(by_id[row['id']])}")
        if not ID.fullmatch(row["id"]):
            yield _at(row, "an id is of one to four English words in small letters and figures, parted by hyphens")
        if row["parent"] and row["parent"] not in by_id:
            yield _at(row, f"there is no parent {row['parent']!r}")
        yield from _unknown(row, "nature", NATURES)
        yield from _unknown(row, "kind", KINDS)
        yield from _unknown(row, "codes", codes)
        yield from _unknown(row, "traits", DANGERS | {f"-{danger}" for danger in DANGERS})
        yield from _unknown(row, "purposes", AIMS)
        yield from _unknown(row, "source", sources)
        yield from _unworded(row)
        if not all(PROPERTY.fullmatch(entry) for entry in tables.cells(row, "properties")):
            yield _at(row, f"column properties: {row['properties']!r} is not of the form name=5 or name=5..10")


def _unknown(row: tables.Row, column: str, known: Iterable[str]) -> Iterator[str]:
    allowed = frozenset(known)
    for entry in tables.cells(row, column):
        if entry not in allowed:
            yield _at(row, f"column {column}: {entry!r} is not known")


def _unworded(row: tables.Row) -> Iterator[str]:
    """A label in each language, enough words for what people have or buy, and the right Romanian letters."""
    for language in LANGUAGES:
        words = tables.cells(row, f"words_{language}")
        if not row[language]:
            yield _at(row, f"the label in {language} is missing")
        if row["nature"] in ("stream", "product") and len(words) < FEWEST_WORDS:
            yield _at(row, f"column words_{language}: at least {FEWEST_WORDS} are wanted, found {len(words)}")
    if CEDILLA.search(row["ro"] + row["words_ro"]):
        yield _at(row, "Romanian is written with a comma below (ș, ț), not with a cedilla")
    if row["nature"] in ("stream", "product") and not (row["source"] and row["parent"]):
        yield _at(row, "a stream or product needs a parent and a source")


def _of_kinship(rows: Iterable[tables.Row], by_id: By) -> Iterator[str]:
    for row in rows:
        trail = [row["id"]]
        while (parent := by_id[trail[-1]]["parent"]) in by_id:
            if parent in trail:
                yield _at(row, "kinship runs in a circle")
                break
            trail.append(parent)


def _line(name: str, by_id: By) -> list[str]:
    line: list[str] = []
    while name in by_id and name not in line:
        line.append(name)
        name = by_id[name]["parent"]
    return line


def _of_phrases(rows: Iterable[tables.Row], by_id: By) -> Iterator[str]:
    """A phrase that names two streams or products of which neither is above the other, unless it is known to."""
    shared = {
        (row["language"], plain(row["phrase"])): set(tables.cells(row, "resources"))
        for row in tables.rows("shared-words")
    }
    for language in LANGUAGES:
        owners: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row in rows:
            if row["nature"] in ("stream", "product"):
                for phrase in (row[language], *tables.cells(row, f"words_{language}")):
                    owners[plain(phrase)][row["id"]] = None
        for phrase, named in owners.items():
            apart = [
                name for name in named if not any(name != other and name in _line(other, by_id) for other in named)
            ]
            if set(apart) != shared.pop((language, phrase), set(apart[:1])):
                yield f"{phrase!r} ({language}) names {', '.join(apart)}: which one is meant?"
    yield from (f"shared-words.csv: nothing is called {phrase!r} ({language})" for language, phrase in sorted(shared))


def _of_towns(rows: Iterable[tables.Row]) -> Iterator[str]:
    """Phrases with a town's name: many a card tells where it is from, and would be heard as that resource."""
    towns = frozenset(row["name"] for row in tables.rows("places"))
    for row in rows:
        for language in LANGUAGES:
            column = f"words_{language}" if f"words_{language}" in row else language
            for phrase in tables.cells(row, column):
                for town in towns.intersection(WRITTEN.findall(phrase)):
                    yield _at(row, f"column {column}: {phrase!r} names the town {town}, which many a card does")


def _names(row: tables.Row, language: str) -> tuple[str, ...]:
    """What a resource is called."""
    return (row[language], *tables.cells(row, f"words_{language}")) if row else ()


def _of_jobs(by_id: By) -> Iterator[str]:
    rows = tables.rows("jobs")
    for resource, count in Counter(row["resource"] for row in rows).items():
        if count > 1:
            yield f"jobs: {resource} stands {count} times"
    for row in rows:
        yield from _unknown(row, "resource", by_id)
        if row["resource"] in by_id and by_id[row["resource"]]["nature"] != "stream":
            yield _at(row, "only what a site may have to spare, a stream, does a job")
        for language in LANGUAGES:
            if not row[language]:
                yield _at(row, f"column {language} is empty")
            yield from _of_job_phrases(row, language, _names(by_id.get(row["resource"], {}), language))
        if CEDILLA.search(row["ro"]):
            yield _at(row, "Romanian is written with a comma below (ș, ț), not with a cedilla")
    yield from _of_words_alone(rows)
    yield from _of_towns(rows)


def _of_words_alone(rows: Sequence[tables.Row]) -> Iterator[str]:
    for language in LANGUAGES:
        alone = Counter(plain(phrase) for row in rows for phrase in tables.cells(row, language) if " " not in phrase)
        for word, count in alone.items():
            if count > MOST_ALONE:
                yield f"jobs, column {language}: {word!r} stands alone in {count} rows, and tells none from another"


def _of_job_phrases(row: tables.Row, language: str, names: Iterable[str]) -> Iterator[str]:
    own = [set(plain(name).split()) for name in names]
    if len(set(plain(row[language].replace(";", " ")).split())) < FEWEST_WORDS:
        yield _at(row, f"column {language}: {row[language]!r} is a single word, and tells no job")
    for phrase in tables.cells(row, language):
        words = set(plain(phrase).split())
        if any(name <= words for name in own):
            yield _at(row, f"column {language}: {phrase!r} names the resource, and tells no job")


def _of_uses(by_id: By) -> Iterator[str]:
    rows = tables.rows("uses")
    known = {"treatment": _ids("treatments"), "conditions": _ids("conditions"), "source": _ids("sources")}
    for row in rows:
        for column in ("have", "want"):
            yield from _unknown(row, column, by_id)
        for column, ids in known.items():
            yield from _unknown(row, column, ids)
        yield from _unknown(row, "strength", STRENGTHS)
        if not row["source"]:
            yield _at(row, "a use needs a source")
        if not all(SECTOR.fullmatch(sector) for sector in tables.cells(row, "sectors")):
            yield _at(row, f"column sectors: {row['sectors']!r} are not NACE codes")
    for (have, want), count in Counter((row["have"], row["want"]) for row in rows).items():
        if count > 1:
            yield f"uses: {have} for {want} stands {count} times"


def _of_sectors(by_id: By) -> Iterator[str]:
    for row in tables.rows("sector-flows"):
        yield from _unknown(row, "haves", by_id)
        yield from _unknown(row, "wants", by_id)
        yield from _unknown(row, "source", _ids("sources"))
        if not SECTOR.fullmatch(row["code"]):
            yield _at(row, f"column code: {row['code']!r} is no NACE code")


def _of_waste(by_id: By) -> Iterator[str]:
    for row in tables.rows("waste-resources"):
        yield from _unknown(row, "resources", by_id)
        yield from _unknown(row, "reason", NO_USE)


def _of_near(by_id: By) -> Iterator[str]:
    rows = tables.rows("near")
    for pair, count in Counter((row["wanted"], row["had"]) for row in rows).items():
        if count > 1:
            yield f"near.csv: {','.join(pair)} stands {count} times"
    for row in rows:
        yield from _unknown(row, "relation", NEAR)
        for column in ("wanted", "had"):
            yield from _unknown(row, column, by_id)
        if row["wanted"] in _line(row["had"], by_id):
            yield _at(row, f"{row['had']} is a kind of {row['wanted']}, which is nearer")
        elif row["relation"] == "may_do" and by_id[row["wanted"]]["parent"] == row["had"]:
            yield _at(row, f"{row['had']} is what {row['wanted']} is a kind of, which is nearer")


def _of_terms() -> Iterator[str]:
    for name in ("treatments", "conditions", "sources"):
        rows = tables.rows(name)
        for identity, count in Counter(row["id"] for row in rows).items():
            if count > 1:
                yield f"{name}: the id {identity} stands {count} times"
        for row in rows:
            if not all(row[column] for column in (LANGUAGES if name != "sources" else ("title", "publisher"))):
                yield _at(row, "a cell is empty")


def _of_suffixes() -> Iterator[str]:
    for ending, count in Counter((row["language"], row["suffix"]) for row in tables.rows("suffixes")).items():
        if count > 1:
            yield f"suffixes.csv: {','.join(ending)} stands {count} times"


def _of_own_stems() -> Iterator[str]:
    rows = tables.rows("own-stems")
    stems = Counter((row["language"], row["stem"]) for row in rows)
    words = Counter((row["language"], word) for row in rows for word in tables.cells(row, "words"))
    for pair, count in (stems + words).items():
        if stems[pair] > 1 or words[pair] > 1:
            yield f"own-stems.csv: {','.join(pair)} stands {count} times"
    for row in rows:
        for word in tables.cells(row, "words"):
            if not FOLDED.fullmatch(word):
                yield _at(row, f"column words: {word!r} is not in small letters without diacritics")


def _of_derivations() -> Iterator[str]:
    rows = tables.rows("derivations")
    if sorted(row["language"] for row in rows) != sorted(LANGUAGES):
        yield "derivations.csv: each language has one row"
    for row in rows:
        for ending in tables.cells(row, "endings"):
            if len(ending) == 1:
                yield _at(row, f"column endings: {ending!r} is a single letter, and makes one root of strangers")
            if not FOLDED.fullmatch(ending):
                yield _at(row, f"column endings: {ending!r} is not in small letters without diacritics")
