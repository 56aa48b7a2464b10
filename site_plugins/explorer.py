"""What the matcher knows, for visitors who browse it: a file in their language, made from the tables it reads.

The file is fetched only when a visitor begins to look, and after it the names that resources have in the other two
languages. The name of each file carries the digest of its content. The tables are read here as files, since they are
the hub's own words, not a part of the matching.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_plugins.cases import precedents
from site_plugins.edited_tables import Row, plain_rows
from site_plugins.languages import LANGUAGES, TAGS, current_language, is_complete, way_to_root, words_of
from site_plugins.settings import held

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

Tables = Mapping[str, Sequence[Row]]

IMPORTED = ("explore-finding.js", "parts.js")  # What explore.js brings with it.
NAMES = (
    "resources",
    "uses",
    "treatments",
    "conditions",
    "sources",
    "screening",
    "sectors-nace",
    "sector-flows",
    "waste-list",
    "waste-resources",
)
NATURES = ("group", "stream", "product", "role")
STRENGTHS = ("established", "practised", "tried")
KNOWLEDGE = Path(__file__).parent.parent / "matcher" / "data"
CACHE = Path(__file__).parent.parent / ".cache" / "explorer"
FOLDER = "assets/explore"
PLACE = '<div id="explorer"'
log = logging.getLogger("mkdocs.plugins.explorer")


def read(folder: Path) -> dict[str, list[Row]]:
    """The tables below *folder* by name; a table may be one file, or a folder of files with the same columns."""
    return {name: [row for file in _files(folder, name) for row in plain_rows(file)] for name in NAMES}


def _files(folder: Path, name: str) -> list[Path]:
    table = folder / f"{name}.csv"
    return [table] if table.is_file() else sorted((folder / name).glob("*.csv"))


def explorable(tables: Tables, sentences: Mapping[str, Any], language: str) -> dict[str, Any]:
    """All that a visitor of *language* may look up; entries name each other by their places in the lists.

    *sentences* are the matcher's own: its kinds, and its cautions by code. What the entries hold, in order:
    a resource its id, parent (-1 for none), nature, kind, names (the label first), waste codes, cautions (-1 for none)
    and source;
    a use its have, want, strength, treatments, conditions, sectors and source; a treatment and a condition its
    sentence; a source its title, publisher, date and address; a sector its code, parent, title, other names, haves
    and wants; a waste code its digits, hazard ("1", "0" or ""), title, language of the title where it is another,
    change, resources and reason; cautions their traits, what these forbid, what they ask to check, and whether more
    depends on where it would end up (1 or 0).
    """
    places = {
        name: {row["id"]: place for place, row in enumerate(tables[name])}
        for name in ("resources", "treatments", "conditions", "sources")
    }
    traits = _traits(tables["resources"])
    kinds_of_traits = sorted({found for found in traits if found})
    purposes = {purpose for row in tables["resources"] for purpose in _cells(row, "purposes")}
    return {
        "language": language,
        "natures": NATURES,
        "strengths": STRENGTHS,
        "kinds": sentences["kind"],
        "resources": _resources(tables["resources"], traits, kinds_of_traits, places, language),
        "uses": [_use(row, places) for row in _once(tables["uses"], places["resources"])],
        "treatments": [row[language] for row in tables["treatments"]],
        "conditions": [row[language] for row in tables["conditions"]],
        "sources": [[row[column] for column in ("title", "publisher", "date", "address")] for row in tables["sources"]],
        "sectors": _sectors(tables, places["resources"], language),
        "codes": _codes(tables, places["resources"], language),
        "cautions": [cautions(found, tables["screening"], purposes, sentences["caution"]) for found in kinds_of_traits],
    }


def _cells(row: Row, column: str) -> list[str]:
    """The entries of a cell, each once."""
    return list(dict.fromkeys(entry for part in row[column].split(";") if (entry := part.strip())))


def _known(entries: Iterable[str], places: Mapping[str, int]) -> list[int]:
    """The places of those *entries* that have one: a name that leads nowhere is told by the checks of the tables."""
    return [places[entry] for entry in entries if entry in places]


def names(rows: Iterable[Row], language: str) -> list[str]:
    """What each resource is called in *language*: the label, then the other words of the trade."""
    return [";".join(dict.fromkeys((row[language], *_cells(row, "words_" + language)))) for row in rows]


def _traits(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The traits of each resource, those of its parents among them unless it takes them away."""
    by_id = {row["id"]: row for row in rows}

    @cache
    def traits(name: str) -> frozenset[str]:
        row = by_id[name]
        found = set(traits(row["parent"])) if row["parent"] in by_id else set()
        for entry in _cells(row, "traits"):
            found.discard(entry[1:]) if entry.startswith("-") else found.add(entry)
        return frozenset(found)

    return [tuple(sorted(traits(row["id"]))) for row in rows]


def _resources(
    rows: Sequence[Row],
    traits: Sequence[tuple[str, ...]],
    kinds_of_traits: Sequence[tuple[str, ...]],
    places: Mapping[str, Mapping[str, int]],
    language: str,
) -> list[list[Any]]:
    return [
        [
            row["id"],
            places["resources"].get(row["parent"], -1),
            NATURES.index(row["nature"]),
            row["kind"],
            called,
            " ".join(_cells(row, "codes")),
            kinds_of_traits.index(found) if found else -1,
            places["sources"].get(row["source"], -1),
        ]
        for row, called, found in zip(rows, names(rows, language), traits, strict=True)
    ]


def _once(uses: Iterable[Row], resources: Mapping[str, int]) -> Iterable[Row]:
    """The uses between known resources, none twice."""
    known = {(row["have"], row["want"]): row for row in uses if {row["have"], row["want"]} <= resources.keys()}
    return sorted(known.values(), key=lambda row: (resources[row["have"]], resources[row["want"]]))


def _use(row: Row, places: Mapping[str, Mapping[str, int]]) -> list[Any]:
    treatments = [entry for entry in _cells(row, "treatment") if entry != "none"]
    return [
        places["resources"][row["have"]],
        places["resources"][row["want"]],
        STRENGTHS.index(row["strength"]),
        _known(treatments, places["treatments"]),
        _known(_cells(row, "conditions"), places["conditions"]),
        _cells(row, "sectors"),
        places["sources"].get(row["source"], -1),
    ]


def _sectors(tables: Tables, resources: Mapping[str, int], language: str) -> list[list[Any]]:
    """The sectors in the order of their table, each followed by the narrower ones that only the flows know."""
    flows: dict[str, Row] = {row["code"]: row for row in tables["sector-flows"]}
    told: list[list[Any]] = []
    section = ""
    for row in tables["sectors-nace"]:
        section = row["code"] if row["level"] == "section" else section
        told.append(_sector(row["code"], _above(row["code"], section), row[language], flows, resources, language))
        for code in (one for one in flows if one.startswith(row["code"] + ":")):
            told.append(_sector(code, row["code"], "", flows, resources, language))
    return told


def _sector(
    code: str, above: str, title: str, flows: Mapping[str, Row], resources: Mapping[str, int], language: str
) -> list[Any]:
    flow = flows.get(code)
    names = _cells(flow, "words_" + language) if flow else []
    haves, wants = ([] if flow is None else _known(_cells(flow, side), resources) for side in ("haves", "wants"))
    title = title or (names.pop(0) if names else code)
    return [code, above, title, ";".join(names), haves, wants]


def _above(code: str, section: str) -> str:
    """The sector that *code* belongs to.

    >>> _above("23.51", "C"), _above("23.5", "C"), _above("23", "C"), _above("C", "C")
    ('23.5', '23', 'C', '')
    """
    division, _, rest = code.partition(".")
    if not division.isdigit():
        return ""
    return section if not rest else division if len(rest) == 1 else code[:-1]


def _codes(tables: Tables, resources: Mapping[str, int], language: str) -> list[list[Any]]:
    named = {row["code"]: row for row in tables["waste-resources"]}
    known: dict[str, list[int]] = {code: _known(_cells(row, "resources"), resources) for code, row in named.items()}
    for row in tables["resources"]:
        for code in _cells(row, "codes"):
            known.setdefault(code, []).append(resources[row["id"]])
    told: list[list[Any]] = []
    for row in tables["waste-list"]:
        spoken = next((one for one in (language, *LANGUAGES) if row[one]), language)
        found = list(dict.fromkeys(known.get(row["code"], [])))
        reason = named[row["code"]]["reason"] if row["code"] in named else ""
        tag = "" if spoken == language else TAGS[spoken]
        told.append([row["code"], row["hazardous"], row[spoken], tag, row["change"], found, reason])
    return told


def cautions(
    traits: Sequence[str], screening: Sequence[Row], purposes: Iterable[str], sentences: Mapping[str, str]
) -> list[Any]:
    """The *traits*, what they forbid, what they ask to check, and whether more depends on where it would end up.

    Each sentence stands once, and not where all that it speaks of is forbidden by one before it. *purposes* are those
    that resources have; what is asked for any other is known from the words of a want, and is not told here.
    """
    told_here = {"any", "unknown", *purposes}
    of_words = {row["code"] for row in screening if row["purpose"] not in told_here}
    rules = [row for row in screening if row["trait"] in traits and row["purpose"] != "unknown"]
    met: dict[tuple[bool, str], set[str]] = {}
    for row in sorted(rules, key=lambda row: row["verdict"] != "forbid"):
        if row["code"] not in of_words:
            met.setdefault((row["verdict"] == "forbid", row["code"]), set()).add(row["purpose"])
    told: dict[bool, list[str]] = {True: [], False: []}
    forbidden: set[str] = set()
    for (is_forbidding, code), concerned in met.items():
        if concerned - forbidden:
            told[is_forbidding].append(sentences[code])
            forbidden |= concerned if is_forbidding else set()
    return [list(traits), told[True], told[False], int(any(row["code"] in of_words for row in rules))]


def shipped(folder: Path) -> dict[str, dict[str, tuple[str, bytes]]]:
    """What is put into the site: by language the knowledge, and the names alone for readers of the other languages."""
    tables = read(folder)
    files: dict[str, dict[str, tuple[str, bytes]]] = {}
    for language in LANGUAGES:
        sentences = json.loads((folder / "wording" / f"{language}.json").read_text(encoding="utf-8"))
        files[language] = {
            "knowledge": file_of(language, explorable(tables, sentences, language)),
            "names": file_of(f"names-{language}", names(tables["resources"], language)),
        }
    return files


def kept(folder: Path, cache_folder: Path) -> Mapping[str, Mapping[str, tuple[str, bytes]]]:
    """The same as ``shipped``, made anew only where a table, a sentence or this module has changed."""
    sources = [file for name in NAMES for file in _files(folder, name)]
    sources += [folder / "wording" / f"{language}.json" for language in LANGUAGES]
    told = hashlib.sha256()
    for source in (*sources, Path(__file__)):
        told.update(source.name.encode() + b"\0" + source.read_bytes())
    file = cache_folder / f"{told.hexdigest()[:16]}.json"
    if file.is_file():
        stored = json.loads(file.read_text(encoding="utf-8"))
        return {
            language: {kind: (name, text.encode()) for kind, (name, text) in files.items()}
            for language, files in stored.items()
        }
    made = shipped(folder)
    shutil.rmtree(cache_folder, ignore_errors=True)
    cache_folder.mkdir(parents=True, exist_ok=True)
    as_text = {
        language: {kind: (name, content.decode()) for kind, (name, content) in files.items()}
        for language, files in made.items()
    }
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps(as_text, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(file)
    return made


def file_of(name: str, told: Any) -> tuple[str, bytes]:
    """The path of the file that holds *told*, and its content."""
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{FOLDER}/{name}-{hashlib.sha256(content).hexdigest()[:12]}.json", content


def with_explorer(
    html: str, to_root: str, language: str, files: Mapping[str, Mapping[str, tuple[str, bytes]]], cases: str
) -> str:
    """A page with what its script has to know, where it keeps a place for the explorer; else as it was.

    *cases* is the file, from the root of the site, that tells in which cases a resource was passed on.
    """
    if PLACE not in html:
        return html
    told = {
        "knowledge": to_root + files[language]["knowledge"][0],
        "names": {TAGS[one]: to_root + files[one]["names"][0] for one in LANGUAGES if one != language},
        "cases": to_root + cases,
        "root": to_root,
        "words": words_of("explore", language),
    }
    scripts = " ".join(f"{to_root}assets/js/{name}" for name in IMPORTED)
    later = f"{told['knowledge']} {told['cases']} {scripts}"
    return html.replace("</head>", f"{held('explorer-settings', told, later=later)}</head>", 1)


# What MkDocs calls.


@cache
def _files_of_the_site() -> Mapping[str, Mapping[str, tuple[str, bytes]]]:
    return kept(KNOWLEDGE, CACHE)


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: a table may have changed."""
    if is_complete(config):
        _files_of_the_site.cache_clear()


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the explorer into the page that keeps a place for it."""
    if PLACE not in output:
        return output
    language = current_language(config)
    cases = precedents.shipped(Path(config.docs_dir), language).path
    return with_explorer(output, way_to_root(page), language, _files_of_the_site(), cases)


def on_post_build(config: MkDocsConfig) -> None:
    """Put the files of all languages into the site."""
    if not is_complete(config):
        return
    target = Path(config.site_dir)
    shutil.rmtree(target / FOLDER, ignore_errors=True)
    (target / FOLDER).mkdir(parents=True)
    for name, content in (file for files in _files_of_the_site().values() for file in files.values()):
        (target / name).write_bytes(content)
        log.info("%s: %d kB", name, len(content) // 1000)


on_post_build.mkdocs_priority = -200  # type: ignore[attr-defined]  # After the languages, which are built at -100.
