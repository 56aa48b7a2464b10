"""The tables as texts of lines and rows of numbers, ready to be looked up, and to be kept in files."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from pathlib import Path

from matcher import normalising, tables
from matcher.knowledge import KNOWLEDGE, NEAR, STRENGTHS, TERMS, TOLD, letters, lexicon, shelves, uses
from matcher.knowledge.lexicon import NAMELESS, WEIGHT_UNIT, Spoken
from matcher.knowledge.lexicons import WORDS
from matcher.knowledge.shelves import Kept, Shelves
from matcher.knowledge.stems import first_of_its_root
from matcher.model import LANGUAGES, Language

PREPARED = (
    *("resources", "uses", "treatments", "conditions", "sources", "sector-flows", "jobs", "words"),
    *("waste-resources", "suffixes", "own-stems", "derivations", "markers", "qualities", "near"),
)
FILES = (KNOWLEDGE, *(f"{WORDS}-{tag}" for tag in LANGUAGES), TOLD, *(f"{TOLD}-{tag}" for tag in LANGUAGES))
WEAK_SHARE = 0.35
# The fewest words that a long phrase keeps.
FEWEST_TOLD = 2
# What a word has to tell, before those of a root are taken together, to be kept of a job: one that has more than some
# four hundred and fifty owners says little, and takes most room.
LEAST_OF_A_JOB = 2.85
# How many jobs have to have a root that no name has: its word takes as much room as four others, and few will say it.
FEWEST_JOBS = 8

# The stems of a phrase, with the number of what it speaks of.
OwnedPhrase = tuple[int, tuple[str, ...]]


@cache
def ready(name: str) -> Shelves:
    """The prepared tables of one file: those kept earlier, or prepared now and kept for the next time.

    Raises NotFetchedError in a browser that has not fetched the file.
    """
    found = kept(name)
    if found is None:
        if not has_tables():
            raise tables.NotFetchedError(name)
        found = Shelves(_made()[name])
    return found


@cache
def _made() -> Mapping[str, bytes]:
    """The files of the prepared tables, made once a process, be there a place to keep them or not."""
    contents = files()
    keep(contents)
    return contents


def up_to_date() -> dict[str, bytes]:
    """The content of each file: as kept where that is of these very tables, else made now and kept."""
    found = {name: tables.packaged(f"{name}.bin") for name in FILES}
    current = {name: content for name, content in found.items() if content and Shelves(content).digest == digest()}
    return current if len(current) == len(FILES) else dict(_made())


def files() -> dict[str, bytes]:
    """The content of each file that the prepared tables are kept in."""
    return {name: shelves.packed(told, digest()) for name, told in prepared().items()}


def kept(name: str) -> Shelves | None:
    """What an earlier preparation kept, unless the tables have changed since; None where there is nothing to use."""
    content = tables.packaged(f"{name}.bin")
    if content is None:
        return None
    found = Shelves(content)
    return found if digest() in ("", found.digest) else None


def keep(contents: Mapping[str, bytes], folder: Path = tables.FOLDER) -> None:
    """Write the prepared tables beside their sources, each file whole or not at all, where that can be done."""
    for name, content in contents.items():
        unfinished = folder / f"{name}.bin.{os.getpid()}"
        try:
            unfinished.write_bytes(content)
            unfinished.replace(folder / f"{name}.bin")
        except OSError:
            unfinished.unlink(missing_ok=True)


def has_tables() -> bool:
    """Whether the tables are here that all is prepared from: a page has only what was prepared."""
    return (tables.FOLDER / "resources").is_dir()


@cache
def digest() -> str:
    """A fingerprint of all that is prepared and of the modules that do it; empty where only the prepared is here."""
    if not has_tables():
        return ""
    import hashlib  # The page has no tables, so it need not bring it.

    told = hashlib.sha256()
    for name in PREPARED:
        for file in tables.files(name):
            told.update(file.encode() + b"\0" + (tables.packaged(file) or b""))
    for module in (*sorted(Path(__file__).parent.glob("*.py")), Path(normalising.__file__), Path(tables.__file__)):
        told.update(module.read_bytes())
    return told.hexdigest()


def prepared() -> dict[str, dict[str, Kept]]:
    """All that is looked up, as texts of lines and rows of numbers, by the file that it is kept in."""
    rows = tables.rows("resources")
    numbers = {row["id"]: number for number, row in enumerate(rows)}
    served = {(_number(row, "want", numbers), _number(row, "have", numbers)): row for row in tables.rows("uses")}
    by_want = [row for _, row in sorted(served.items())]
    codes, sectors = _codes(rows, numbers), tables.rows("sector-flows")
    doing = sorted({_number(row, "resource", numbers) for row in tables.rows("jobs")})
    spoken = {language: _spoken(language, rows, doing) for language in LANGUAGES}
    matching: dict[str, Kept] = {
        "ids": "\n".join(numbers),
        **shelves.recurring("resources", _resources(rows, numbers)),
        "parents": [numbers[row["parent"]] + 1 if row["parent"] else 0 for row in rows],
        **uses.columns(sorted(served), len(rows)),
        "uses.strengths": [STRENGTHS.index(row["strength"]) for row in by_want],
        **shelves.recurring("uses.sectors", (" ".join(tables.cells(row, "sectors")) for row in by_want)),
        **_near(numbers),
        "codes": "\n".join(codes),
        **shelves.lists("codes.resources", codes.values()),
        "jobs": shelves.around(doing, len(rows)),
        "sectors": "\n".join(row["code"] for row in sectors),
        **shelves.lists("sectors.have", (_typical(row, "haves", numbers) for row in sectors)),
        **shelves.lists("sectors.want", (_typical(row, "wants", numbers) for row in sectors)),
        **_qualities(spoken["en"]),
        **_letters(rows),
    }
    words = {
        f"{WORDS}-{tag}": lexicon.columns(told, len(rows) + len(sectors), len(doing)) for tag, told in spoken.items()
    }
    called = {f"{TOLD}-{tag}": _called(rows, tag) for tag in LANGUAGES}
    return {KNOWLEDGE: matching, **words, TOLD: _told(by_want), **called}


def _told(served: Iterable[tables.Row]) -> dict[str, Kept]:
    """What a match rests on, in whichever language it is told."""
    told: dict[str, Kept] = {table: "\n".join(row["id"] for row in tables.rows(table)) for table in TERMS}
    for table in TERMS:
        told |= shelves.recurring(f"uses.{table}", (_terms(row, table) for row in served))
    return told | {"sources.cited": "\n".join(_cited(row) for row in tables.rows("sources"))}


def _called(rows: Iterable[tables.Row], language: Language) -> dict[str, Kept]:
    """What resources, treatments and conditions are called in a language."""
    called = {"labels": rows, **{table: tables.rows(table) for table in ("treatments", "conditions")}}
    return {name: "\n".join(row[language] for row in listed) for name, listed in called.items()}


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


def _terms(row: tables.Row, table: str) -> str:
    """The treatments, the conditions or the source of a use."""
    column = {"treatments": "treatment", "conditions": "conditions", "sources": "source"}[table]
    return " ".join(entry for entry in tables.cells(row, column) if entry != "none")


def _cited(row: tables.Row) -> str:
    cited = f"{row['title']} ({row['date']})"
    return f"{cited}, {row['address']}" if row["address"] else cited


def _number(row: tables.Row, column: str, numbers: Mapping[str, int]) -> int:
    if row[column] not in numbers:
        raise tables.TableError(f"{tables.where(row)}, column {column}: there is no resource {row[column]!r}")
    return numbers[row[column]]


def _codes(rows: Sequence[tables.Row], numbers: Mapping[str, int]) -> Mapping[str, Sequence[int]]:
    """Resources by List of Waste code: those of waste-resources.csv first, then those that name the code themselves."""
    codes: dict[str, list[int]] = {}
    for row in tables.rows("waste-resources"):
        codes[row["code"]] = [numbers[name] for name in tables.cells(row, "resources") if name in numbers]
    for number, row in enumerate(rows):
        for code in tables.cells(row, "codes"):
            if number not in codes.setdefault(code, []):
                codes[code].append(number)
    return codes


def _near(numbers: Mapping[str, int]) -> dict[str, Kept]:
    """For each resource those that are near it, by how near they are."""
    kept = dict[str, Kept]()
    for relation in NEAR:
        had: list[list[int]] = [[] for _ in numbers]
        for row in tables.rows("near"):
            if row["relation"] == relation:
                had[_number(row, "wanted", numbers)].append(_number(row, "had", numbers))
        kept |= shelves.lists(f"near.{relation}", map(sorted, had))
    return kept


def _typical(row: tables.Row, column: str, numbers: Mapping[str, int]) -> list[int]:
    return [numbers[name] for name in tables.cells(row, column)]


def _letters(rows: Sequence[tables.Row]) -> dict[str, Kept]:
    """What tells a language: the letters of its phrases and of its small words."""
    phrases = {language: [phrase for _, phrase in _named(language, rows)] for language in LANGUAGES}
    small = {language: [" ".join(marker) for marker in normalising.grammar(language).markers] for language in LANGUAGES}
    return letters.columns(phrases, small)


def _qualities(english: Spoken) -> dict[str, Kept]:
    """The rows of the general words in which the words of each quality stand; those are English in qualities.csv.

    So a quality is told in any language without the words of English.
    """
    rules = normalising.grammar("en")
    standing: dict[str, list[int]] = {}
    for place, stems in enumerate(english.meanings):
        for stem in stems:
            standing.setdefault(stem, []).append(place)

    def senses(row: tables.Row, column: str) -> list[int]:
        stems = normalising.stems(" ".join(tables.cells(row, column)), rules)
        return sorted({place for stem in stems for place in standing.get(stem, ())})

    rows, kept = tables.rows("qualities"), dict[str, Kept]()
    for column in ("asked", "had"):
        kept |= shelves.lists(f"qualities.{column}", (senses(row, column) for row in rows))
    return kept


def _spoken(language: Language, rows: Sequence[tables.Row], doing: Sequence[int]) -> Spoken:
    """The phrases and jobs of *language* as stems; the owners beyond the resources are sectors, and then jobs.

    *doing* are the resources that do the jobs, in their order.
    """
    rules = normalising.grammar(language)
    named, described = list(_named(language, rows)), list(_described(language, rows, doing))
    general = [tables.cells(row, language) for row in tables.rows("words")]
    written = [phrase for _, phrase in (*named, *described)]
    parts = normalising.all_parts([*written, *chain.from_iterable(general)], rules)
    taken_apart = cache(lambda phrase: _parts(phrase, rules, parts))
    whole = [pair for pair in dict.fromkeys((owner, taken_apart(phrase)) for owner, phrase in named) if pair[1]]
    undenied = cache(lambda phrase: tuple(stem.removeprefix(normalising.DENIED) for stem in taken_apart(phrase)))
    uncut = [(job, undenied(phrase)) for job, phrase in described]
    tells = _weights([*whole, *uncut], rules.weak)
    phrases = [*dict.fromkeys(_told_apart(whole, tells))]
    meanings = [[told[0] for word in words if len(told := taken_apart(word)) == 1] for words in general]
    named_by = {*lexicon.owners_of(whole), *chain.from_iterable(meanings)}
    jobs = _told_of_jobs(uncut, tells, named_by, rules)
    # What only jobs say is known by its roots.
    names = named_by | (parts - lexicon.owners_of(uncut).keys())
    known = sorted(names | _new_roots(lexicon.owners_of(jobs), names, rules))
    first = cache(lambda stem: first_of_its_root(stem, known, rules))
    by_root = [(job, tuple(map(first, words))) for job, words in jobs]
    weights = _weights([*phrases, *by_root], rules.weak)
    nameless = dict.fromkeys(known, round(NAMELESS * WEIGHT_UNIT))
    return Spoken(known, nameless | weights, phrases, by_root, meanings)


def _named(language: Language, rows: Sequence[tables.Row]) -> Iterator[tuple[int, str]]:
    """The phrases in their order, each with the number of the resource or sector that it names."""
    column = f"words_{language}"
    for number, row in enumerate(rows):
        yield from ((number, phrase) for phrase in (row[language], *tables.cells(row, column)))
    sectors = tables.rows("sector-flows")
    for number, row in enumerate(sectors, start=len(rows)):
        yield from ((number, phrase) for phrase in tables.cells(row, column))


def _described(language: Language, rows: Sequence[tables.Row], doing: Sequence[int]) -> Iterator[tuple[int, str]]:
    """What describes jobs, each with the number of the job."""
    first_job = len(rows) + len(tables.rows("sector-flows"))
    jobs = {rows[resource]["id"]: job for job, resource in enumerate(doing, start=first_job)}
    for row in tables.rows("jobs"):
        yield from ((jobs[row["resource"]], phrase) for phrase in tables.cells(row, language))


def _parts(phrase: str, rules: normalising.Grammar, parts: frozenset[str]) -> tuple[str, ...]:
    words = normalising.words(phrase, rules, parts)
    return tuple(dict.fromkeys(word.stem for word in words))


def _told_apart(phrases: Iterable[OwnedPhrase], weights: Mapping[str, int]) -> Iterator[OwnedPhrase]:
    """The phrases by as few of their words, the rarest, as tell the owner from all others, and FEWEST_TOLD at least.

    So a file of words stays small. One that its words do not tell apart keeps them all.
    """
    phrases = list(phrases)
    owners = lexicon.owners_of(phrases)
    for owner, phrase in phrases:
        rarest = sorted(phrase, key=lambda stem: (-weights[stem], stem))
        sharing = accumulate((owners[stem] for stem in rarest), set[int].intersection)
        enough = next((count for count, sharers in enumerate(sharing, start=1) if len(sharers) == 1), len(phrase))
        told = rarest[: max(FEWEST_TOLD, enough)]
        yield owner, tuple(stem for stem in phrase if stem in told)


def _told_of_jobs(
    jobs: Sequence[OwnedPhrase], weights: Mapping[str, int], named_by: Iterable[str], rules: normalising.Grammar
) -> list[OwnedPhrase]:
    """The phrases of *jobs* by the words that are kept.

    These tell enough of a job, and their root is that of a word that something is *named by*, or FEWEST_JOBS have it.
    """
    root = cache(lambda stem: normalising.root(stem, rules))
    doing = lexicon.owners_of((job, tuple(map(root, phrase))) for job, phrase in jobs)
    usual = {*map(root, named_by), *(shared for shared, found in doing.items() if len(found) >= FEWEST_JOBS)}
    least = LEAST_OF_A_JOB * WEIGHT_UNIT
    return [
        (job, tuple(stem for stem in phrase if weights[stem] >= least and root(stem) in usual)) for job, phrase in jobs
    ]


def _new_roots(words: Iterable[str], known: Iterable[str], rules: normalising.Grammar) -> set[str]:
    """One of those *words*, the first, for each root that no *known* stem has, unless it denies it."""
    by_root = {normalising.root(stem, rules): stem for stem in sorted(words, reverse=True)}
    told = {normalising.root(stem, rules) for stem in known if not stem.startswith(normalising.DENIED)}
    return {*map(by_root.__getitem__, by_root.keys() - told)}


def _weights(owned: Sequence[OwnedPhrase], weak: frozenset[str]) -> dict[str, int]:
    """How much each stem tells, in thousandths: the rarer among owners, the more."""
    total = len({owner for owner, _ in owned})
    return {
        part: round(math.log(1 + total / len(named)) * (WEAK_SHARE if part in weak else 1.0) * WEIGHT_UNIT)
        for part, named in lexicon.owners_of(owned).items()
    }
