"""The case library: facts at the head of each English case page, shown on the page in every language and in the list.

A translation carries its title, its description and its text; the facts stand once, in English.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from site_plugins.edited_tables import plain_rows
from site_plugins.filters import Choice, filtered, marks
from site_plugins.front_matter import Field, FrontMatterError, faults, read
from site_plugins.languages import LANGUAGES, SOURCE, current_language, path_in, way_to_root, without_language, words

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

FOLDER = "cases/"
MARKER = "<!-- cases -->"
KINDS = ("synergy", "park", "programme")
OUTCOMES = ("running", "ended", "planned", "failed", "unknown")
TABLES = Path(__file__).parent.parent / "matcher" / "data"
FILTERS = ("country", "kind", "outcome", "sector", "resource")


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a case in any language: ``page`` is its file below a language's folder."""

    page: str
    kind: str
    outcome: str
    country: str
    place: str
    position: tuple[float, float]
    checked: datetime.date
    sectors: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What countries, sectors and resources are called in one language, by code."""

    countries: Mapping[str, str]
    sectors: Mapping[str, str]
    resources: Mapping[str, str]


def _is_list_of(known: Iterable[str]) -> Any:
    allowed = frozenset(known)
    return lambda value: isinstance(value, list) and bool(value) and all(str(entry) in allowed for entry in value)


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and 1700 < value < 2100


def _is_position(value: Any) -> bool:
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(one, int | float) for one in value)):
        return False
    latitude, longitude = value
    return bool(-90 <= latitude <= 90 and -180 <= longitude <= 180)


@cache
def fields() -> Mapping[str, Field]:
    """What the section ``case`` of a page's head may hold."""
    known = names(SOURCE)
    return {
        "kind": Field(lambda value: value in KINDS, f"one of {', '.join(KINDS)}"),
        "outcome": Field(lambda value: value in OUTCOMES, f"one of {', '.join(OUTCOMES)}"),
        "country": Field(lambda value: value in known.countries, "a code of matcher/data/countries.csv, such as “NO”"),
        "place": Field(lambda value: isinstance(value, str) and bool(value.strip()), "the town or region"),
        "position": Field(_is_position, "latitude and longitude in degrees, such as [63.31, 9.85]"),
        "since": Field(_is_year, "a year, such as 2010", is_needed=False),
        "until": Field(_is_year, "a year, such as 2018", is_needed=False),
        "sectors": Field(
            _is_list_of(known.sectors), 'NACE Rev. 2.1 codes in quotation marks, such as ["24.10"]', is_needed=False
        ),
        "resources": Field(
            _is_list_of(known.resources), "ids of matcher/data/resources, such as [waste-heat]", is_needed=False
        ),
        "checked": Field(
            lambda value: isinstance(value, datetime.date), "the day on which the sources were read: 2026-11-29"
        ),
    }


@cache
def names(language: str) -> Names:
    """What the tables call countries, sectors and resources."""
    resources = [row for file in sorted((TABLES / "resources").glob("*.csv")) for row in plain_rows(file)]
    return Names(
        {row["code"]: row[language] for row in plain_rows(TABLES / "countries.csv")},
        {row["code"]: row[language] or row[SOURCE] for row in plain_rows(TABLES / "sectors-nace.csv")},
        {row["id"]: row[language] for row in resources},
    )


def cases(content: Path) -> list[Case]:
    """All cases of the library; raises FrontMatterError with every fault of every page."""
    pages = [path for path in sorted((content / SOURCE / FOLDER).glob("*.md")) if path.name != "index.md"]
    found = {path: path.read_text(encoding="utf-8") for path in pages}
    wrong = [fault for path, text in found.items() for fault in faults(text, _told(path, content), "case", fields())]
    if wrong:
        raise FrontMatterError("\n".join(wrong))
    return [case(text, FOLDER + path.name) for path, text in found.items()]


def _told(path: Path, content: Path) -> str:
    return f"{content.name}/{path.relative_to(content).as_posix()}"


def case(text: str, page: str) -> Case:
    """The case of a page whose head is right."""
    told: dict[str, Any] = read(text, page)["case"]
    listed = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return Case(page=page, **{**told, **listed})


def with_facts(markdown: str, one: Case, language: str, to_root: str) -> str:
    """A case page with the way back to all cases above its first heading, and its facts below."""
    heading, _, rest = markdown.lstrip().partition("\n\n")
    back = (
        f'<p class="case-back"><a href="{to_root}{path_in(language, FOLDER)}">{escape(_said("all", language))}</a></p>'
    )
    return f"{back}\n\n{heading}\n\n{facts(one, language, to_root)}\n\n{rest}"


def facts(one: Case, language: str, to_root: str) -> str:
    """What is known of a case, as a list of names and values, with the way to the matcher for each resource."""
    known = names(language)
    rows = [
        ("kind", escape(_said(f"kind.{one.kind}", language))),
        ("place", escape(f"{one.place}, {known.countries[one.country]}")),
        ("when", escape(when(one, language))),
        ("sectors", _listed(f"{code} {known.sectors[code]}" for code in one.sectors)),
        ("resources", "".join(_resource(name, known, language, to_root) for name in one.resources)),
        ("checked", one.checked.isoformat()),
    ]
    lines = (f"<dt>{escape(_said(name, language))}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f'<dl class="case-facts">{"".join(lines)}</dl>'


def _listed(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _resource(name: str, known: Names, language: str, to_root: str) -> str:
    """A resource with the way to what can become of it, and to one's own flows with it in the first row."""
    label = known.resources[name]
    explore = f"{to_root}{path_in(language, 'map/explore/')}#resource={name}"
    own = f"{to_root}{path_in(language, 'map/')}#{urlencode({'have': name, 'text': label})}"
    return (
        f'<p><a href="{escape(explore)}">{escape(label)}</a> · '
        f'<a href="{escape(own)}">{escape(_said("find", language))}</a></p>'
    )


def when(one: Case, language: str) -> str:
    """Since when, until when, and what has become of it."""
    outcome = _said(f"outcome.{one.outcome}", language)
    if one.since and one.until:
        return f"{one.since}–{one.until} ({outcome})"
    return _said("since", language).format(year=one.since, outcome=outcome) if one.since else outcome


def library(listed: Sequence[Case], content: Path, language: str, to_root: str) -> str:
    """The list of all cases with what it can be filtered by; the filters wait for the script."""
    cards = "".join(_card(one, content, language, to_root) for one in by_name(listed, content, language))
    choices = [_choice(name, listed, language) for name in FILTERS]
    counts = {form: _said(f"count.{form}", language) for form in ("one", "few", "other")}
    return filtered(choices, _said("filter.all", language), counts, f'<ul class="case-cards">{cards}</ul>')


def by_name(listed: Iterable[Case], content: Path, language: str) -> list[Case]:
    """Norway and Romania first, then the other countries, each by the titles of its cases."""
    first = ("NO", "RO")
    known = names(language).countries
    return sorted(
        listed,
        key=lambda one: (one.country not in first, known[one.country], head(content, language, one.page)["title"]),
    )


def head(content: Path, language: str, page: str) -> Mapping[str, Any]:
    """The title and the description of a page, in English where it is not translated."""
    own = content / language / page
    return read((own if own.exists() else content / SOURCE / page).read_text(encoding="utf-8"), page)


def _card(one: Case, content: Path, language: str, to_root: str) -> str:
    known, told = names(language), head(content, language, one.page)
    address = to_root + path_in(language, one.page.removesuffix(".md") + "/")
    found_by = {
        "country": [one.country],
        "kind": [one.kind],
        "outcome": [one.outcome],
        "sector": sorted({code[:2] for code in one.sectors}),
        "resource": one.resources,
    }
    resources = ", ".join(known.resources[name] for name in one.resources)
    return (
        f'<li class="case-card filter-entry"{marks(found_by)}>'
        f'<h3><a href="{address}">{escape(str(told["title"]))}</a></h3>'
        f"<p>{escape(str(told['description']))}</p>"
        f'<p class="case-line">{escape(known.countries[one.country])} · '
        f"{escape(_said(f'kind.{one.kind}', language))} · {escape(when(one, language))}</p>"
        f'<p class="case-line">{escape(resources)}</p></li>'
    )


def _choice(name: str, listed: Sequence[Case], language: str) -> Choice:
    """A field to choose from what the cases have, each value once."""
    options = (pair for one in listed for pair in _values(name, one, language))
    return Choice(name, _said(f"filter.{name}", language), options)


def _values(name: str, one: Case, language: str) -> Iterable[tuple[str, str]]:
    known = names(language)
    return {
        "country": [(one.country, known.countries[one.country])],
        "kind": [(one.kind, _said(f"kind.{one.kind}", language))],
        "outcome": [(one.outcome, _said(f"outcome.{one.outcome}", language))],
        "sector": [(code[:2], f"{code[:2]} {known.sectors[code[:2]]}") for code in one.sectors],
        "resource": [(code, known.resources[code]) for code in one.resources],
    }[name]


def _said(key: str, language: str) -> str:
    return words(language)[f"case.{key}"]


# What MkDocs calls.


@cache
def _library(content: Path) -> Mapping[str, Case]:
    return {one.page: one for one in cases(content)}


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: a page may have changed."""
    if current_language(config) == LANGUAGES[0]:
        _library.cache_clear()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the facts into the page of a case, and the list of all into the page that asks for it."""
    name = without_language(page.file.src_uri)
    if not name.startswith(FOLDER):
        return markdown
    content = Path(config.docs_dir)
    found, language, to_root = _library(content), current_language(config), way_to_root(page)
    if name in found:
        return with_facts(markdown, found[name], language, to_root)
    return markdown.replace(MARKER, library(list(found.values()), content, language, to_root))
