"""The case library on the site: facts at the head of each case page, and the list of all with its map and filters.

A translation carries its title, its description and its text; the facts stand once, in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from site_plugins.cases import map as case_map
from site_plugins.cases import precedents
from site_plugins.cases.map import Sheet, Wording
from site_plugins.cases.reading import FOLDER, Case, Exchange, Names, head, library, names, when
from site_plugins.filters import Choice, filtered, marks
from site_plugins.languages import (
    LANGUAGES,
    SOURCE,
    current_language,
    is_complete,
    path_in,
    way_to_root,
    without_language,
    words,
)

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

MARKER = "<!-- cases -->"
FILTERS = ("country", "kind", "outcome", "sector", "resource")


def with_facts(markdown: str, one: Case, language: str, to_root: str) -> str:
    """A case page with the way back to all cases above its first heading, and its facts below."""
    heading, _, rest = markdown.lstrip().partition("\n\n")
    back = (
        f'<p class="case-back"><a href="{to_root}{path_in(language, FOLDER)}">{escape(_said("all", language))}</a></p>'
    )
    parts = [back, heading, facts(one, language, to_root), own_site(one, language, to_root), rest]
    return "\n\n".join(part for part in parts if part)


def facts(one: Case, language: str, to_root: str) -> str:
    """What is known of a case, as a list of names and values, with the way to what else a resource may serve as."""
    known = names(language)
    rows = [
        ("kind", escape(_said(f"kind.{one.kind}", language))),
        ("place", escape(f"{one.place}, {known.countries[one.country]}")),
        ("when", escape(when(one, language))),
        ("sectors", "".join(f"<p>{escape(f'{code} {known.sectors[code]}')}</p>" for code in one.sectors)),
        ("exchanges", _exchanges(one, known, language, to_root)),
        ("checked", one.checked.isoformat()),
    ]
    lines = (f"<dt>{escape(_said(name, language))}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f'<dl class="case-facts">{"".join(lines)}</dl>'


def _exchanges(one: Case, known: Names, language: str, to_root: str) -> str:
    explore = f"{to_root}{path_in(language, 'map/explore/')}#resource="

    def line(exchange: Exchange) -> str:
        have, want = (
            f'<a href="{explore}{end}">{escape(known.resources[end])}</a>' for end in (exchange.have, exchange.want)
        )
        state = f" ({escape(_said(f'outcome.{exchange.state}', language))})" if exchange.state else ""
        return f"<p>{have} → {want}{state}</p>"

    return "".join(map(line, one.exchanges))


def own_site(one: Case, language: str, to_root: str) -> str:
    """The way to the matcher with what the case passed on and what it served as, each in a row; none where none is."""
    known = names(language).resources
    sides = [("have", name) for name in one.haves] + [("want", name) for name in one.wants]
    rows = urlencode([pair for side, name in sides for pair in ((side, name), ("text", known[name]))])
    address = escape(f"{to_root}{path_in(language, 'map/')}#{rows}")
    return (
        f'<p class="case-find"><a class="md-button" href="{address}">{_said("find", language)}</a></p>' if rows else ""
    )


def listed_with_map(
    listed: Sequence[Case], sheets: Mapping[str, Sheet], content: Path, language: str, to_root: str
) -> str:
    """The map and the list of all cases with what both can be filtered by; the filters wait for the script."""
    told = by_name(listed, content, language)
    cards = "".join(_card(one, content, language, to_root) for one in told)
    choices = [_choice(name, listed, language) for name in FILTERS]
    counts = {form: _said(f"count.{form}", language) for form in ("one", "few", "other")}
    content_below = f'{_map(told, sheets, content, language, to_root)}<ul class="case-cards">{cards}</ul>'
    return filtered(choices, _said("filter.all", language), counts, content_below)


def by_name(listed: Iterable[Case], content: Path, language: str) -> list[Case]:
    """Norway and Romania first, then the other countries, each by the titles of its cases."""
    first = ("NO", "RO")
    known = names(language).countries
    return sorted(
        listed,
        key=lambda one: (one.country not in first, known[one.country], head(content, language, one.page)["title"]),
    )


def _map(listed: Sequence[Case], sheets: Mapping[str, Sheet], content: Path, language: str, to_root: str) -> str:
    said = Wording(
        to_root + case_map.LAND,
        {name: _said(f"map.{name}", language) for name in sheets},
        {one.name: f"{head(content, language, one.page)['title']} ({when(one, language)})" for one in listed},
        {one.name: _address(one, language, to_root) for one in listed},
    )
    states = "".join(
        f'<li class="case-is-{state}"><svg viewBox="-7 -7 14 14" aria-hidden="true">{sign}</svg>'
        f"{escape(_said(f'map.{state}', language))}</li>"
        for state, sign in case_map.SIGNS.items()
    )
    return (
        f'<details class="case-map" open><summary>{escape(_said("map", language))}</summary>'
        f'<div class="case-sheets">{case_map.drawing(listed, sheets, said)}</div>'
        f'<ul class="case-legend">{states}</ul>'
        f'<p class="case-line">{escape(_said("map.note", language))}'
        f' <span id="{case_map.KEYS}">{escape(_said("map.keys", language))}</span></p></details>'
    )


def _address(one: Case, language: str, to_root: str) -> str:
    return to_root + path_in(language, f"{FOLDER}{one.name}/")


def _card(one: Case, content: Path, language: str, to_root: str) -> str:
    known, told = names(language), head(content, language, one.page)
    title, address = escape(str(told["title"])), _address(one, language, to_root)
    found_by = {
        "entry": [one.name],
        "country": [one.country],
        "kind": [one.kind],
        "outcome": [one.outcome],
        "sector": sorted({code[:2] for code in one.sectors}),
        "resource": one.haves,
    }
    haves = ", ".join(known.resources[name] for name in one.haves)
    return (
        f'<li class="case-card filter-entry"{marks(found_by)}><h3><a href="{address}">{title}</a></h3>'
        f"<p>{escape(str(told['description']))}</p>"
        f'<p class="case-line">{escape(known.countries[one.country])} · '
        f"{escape(_said(f'kind.{one.kind}', language))} · {escape(when(one, language))}</p>"
        f'<p class="case-line">{escape(haves)}</p></li>'
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
        "resource": [(code, known.resources[code]) for code in one.haves],
    }[name]


def _said(key: str, language: str) -> str:
    return words(language)[f"case.{key}"]


# What MkDocs calls.


@cache
def _sheets(listed: tuple[Case, ...]) -> Mapping[str, Sheet]:
    return case_map.sheets(listed)


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: a page may have changed."""
    if current_language(config) == SOURCE:
        library.cache_clear()
        precedents.shipped.cache_clear()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the facts into the page of a case, and the list of all into the page that asks for it."""
    name = without_language(page.file.src_uri)
    if not name.startswith(FOLDER):
        return markdown
    content = Path(config.docs_dir)
    found, language, to_root = library(content), current_language(config), way_to_root(page)
    if name in found:
        return with_facts(markdown, found[name], language, to_root)
    if MARKER not in markdown:
        return markdown
    listed = tuple(found.values())
    return markdown.replace(MARKER, listed_with_map(listed, _sheets(listed), content, language, to_root))


def on_post_build(config: MkDocsConfig) -> None:
    """Put into the site the land of the map and, for the matcher and the explorer, where the like was done."""
    if is_complete(config):
        content, site = Path(config.docs_dir), Path(config.site_dir)
        for language in LANGUAGES:
            precedents.put(precedents.shipped(content, language), site)
        land = case_map.land(_sheets(tuple(library(content).values())))
        (site / case_map.LAND).write_text(land, encoding="utf-8")


on_post_build.mkdocs_priority = -200  # type: ignore[attr-defined]  # After the languages, which are built at -100.
