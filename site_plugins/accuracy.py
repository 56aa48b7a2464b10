"""The measured figures on the page about accuracy: tables made from benchmarks/accuracy.json while building."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_plugins.languages import LANGUAGES, current_language, words
from site_plugins.tables import table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

FIGURES = Path("benchmarks/accuracy.json")
MARKER = re.compile(r"<!-- accuracy:(\w+) -->")
SYSTEMS = ("matcher", "bm25", "letters", "codes", "minilm", "e5")
PAIRS = (*(f"{want}-{have}" for want in LANGUAGES for have in LANGUAGES), "mix")
SHOWN_IN_SHORT = ("en-en", "ro-ro", "no-no", "ro-no", "no-ro", "mix")
STRATA = ("H", "S", "F")
SAFETY = (("forbidden", "matcher"), ("forbidden", "letters"), ("overwarned", "matcher"))
ALONE = (("no_partner", "matcher"), ("no_partner", "letters"))
PARTS = ("tuned", "aside", "all")
FAILURES = ("want_unknown", "have_unknown", "unrelated", "ranked_low")
LEVELS = ("strong", "likely", "possible", "faint")
Told = Mapping[str, Any]


def with_figures(html: str, told: Told, language: str) -> str:
    """*html* with each marker replaced by its table of the figures *told*, in *language*."""
    return MARKER.sub(lambda found: TABLES[found[1]](told, language), html)


def pairs(told: Told, language: str) -> str:
    """How well each system ranks, pair by pair of languages."""
    return _by_pair(told, language, [("ndcg", system) for system in SYSTEMS], [f"system.{one}" for one in SYSTEMS])


def strata(told: Told, language: str) -> str:
    """How well the matcher ranks, by how much a want shares with its partners."""
    return _by_pair(told, language, [(one, "matcher") for one in STRATA], [f"stratum.{one}" for one in STRATA])


def systems(told: Told, language: str) -> str:
    """The same for every system, where each card is in a language of its own."""
    rows = [
        [_said(f"system.{system}", language), *(_shown(told, "all", "mix", system, one, language) for one in STRATA)]
        for system in SYSTEMS
    ]
    return table([_said("system", language), *(_said(f"stratum.{one}", language) for one in STRATA)], rows)


def safety(told: Told, language: str) -> str:
    """Forbidden pairs without a warning, and warnings where none is due."""
    return _by_pair(told, language, SAFETY, [f"{figure}.{system}" for figure, system in SAFETY])


def alone(told: Told, language: str) -> str:
    """How well wants without a partner are told from those that have one."""
    return _by_pair(told, language, ALONE, [f"{figure}.{system}" for figure, system in ALONE])


def parts(told: Told, language: str) -> str:
    """How well the matcher ranks the families it was tuned on, those kept aside, and both."""
    rows = [
        [
            _said(f"part.{part}", language),
            str(told["sizes"][part]["partnered"]),
            *(_shown(told, part, pair, "matcher", "ndcg", language) for pair in SHOWN_IN_SHORT),
        ]
        for part in PARTS
    ]
    heading = [_said("part", language), _said("wants", language), *(_pair(one, language) for one in SHOWN_IN_SHORT)]
    return table(heading, rows)


def failures(told: Told, language: str) -> str:
    """What went wrong, counted by kind; the last row counts what was looked for."""
    found = told["failures"]["all"]
    rows = [
        [_said(f"failure.{kind}", language), *(str(found[pair][kind]) for pair in SHOWN_IN_SHORT)]
        for kind in (*FAILURES, "direct", "forbidden_shown")
    ]
    return table([_said("failure", language), *(_pair(one, language) for one in SHOWN_IN_SHORT)], rows)


def levels(told: Told, language: str) -> str:
    """Of the pairs that are marked with a level, the share that is right."""
    counts = told["levels"]["all"]
    rows = [
        [_said(f"level.{level}", language), *(_share(counts[pair][level], language) for pair in SHOWN_IN_SHORT)]
        for level in LEVELS
    ]
    return table([_said("level", language), *(_pair(one, language) for one in SHOWN_IN_SHORT)], rows)


def _share(right_of_shown: Sequence[int], language: str) -> str:
    right, shown = right_of_shown
    return _said("of", language).format(share=round(100 * right / shown), count=shown) if shown else "–"


def run(told: Told, language: str) -> str:
    """When, on what and with which command the figures were measured."""
    sizes = told["sizes"]["all"]
    said = words(language)["accuracy.run"].format(
        date=told["date"],
        command=told["command"],
        haves=told["haves"],
        wants=sizes["wants"],
        partnered=sizes["partnered"],
        alone=sizes["wants"] - sizes["partnered"],
    )
    return f"<p>{said}</p>"


TABLES: dict[str, Callable[[Told, str], str]] = {
    "pairs": pairs,
    "strata": strata,
    "systems": systems,
    "safety": safety,
    "alone": alone,
    "parts": parts,
    "failures": failures,
    "levels": levels,
    "run": run,
}


def _by_pair(told: Told, language: str, columns: Iterable[tuple[str, str]], names: Iterable[str]) -> str:
    """A table with one row a pair; each of *columns* is a figure and the system it belongs to."""
    wanted = list(columns)
    rows = [
        [_pair(pair, language), *(_shown(told, "all", pair, system, figure, language) for figure, system in wanted)]
        for pair in PAIRS
    ]
    return table([_said("pair", language), *(_said(name, language) for name in names)], rows)


def _shown(told: Told, part: str, pair: str, system: str, figure: str, language: str) -> str:
    """One figure with its interval; a dash where the system was not measured."""
    measured = told["figures"][part][pair].get(system)
    if measured is None:
        return "–"
    found = measured["by_stratum"][figure] if figure in STRATA else measured[figure]
    return with_interval(found, language)


def with_interval(figure: Sequence[float], language: str) -> str:
    """A figure and the bounds of its interval, as *language* writes numbers.

    >>> with_interval([0.7551, 0.7018, 0.8025], "en"), with_interval([0.7551, 0.7018, 0.8025], "ro")
    ('0.76 (0.70–0.80)', '0,76 (0,70–0,80)')
    """
    mean, low, high = (f"{number:.2f}" for number in figure)
    text = f"{mean} ({low}–{high})"
    return text if language == "en" else text.replace(".", ",")


def _pair(pair: str, language: str) -> str:
    if pair == "mix":
        return _said("mix", language)
    want, have = pair.split("-")
    return f"{_said(f'language.{want}', language)} → {_said(f'language.{have}', language)}"


def _said(key: str, language: str) -> str:
    return words(language)[f"accuracy.{key}"]


# What MkDocs calls.


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the figures where a page asks for them."""
    if not MARKER.search(html):
        return html
    figures = Path(config.config_file_path).parent / FIGURES
    return with_figures(html, json.loads(figures.read_text(encoding="utf-8")), current_language(config))
