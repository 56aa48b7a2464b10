"""What the hub values published synergies at, beside what they are said to bring: the tables of the page on trust."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_plugins.languages import current_language, words, written
from site_plugins.tables import table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

CASES = Path("benchmarks/published-synergies.json")
VALUED = Path("benchmarks/published-synergies-valued.json")
MARKER = re.compile(r"<!-- trust:(\w+) -->")
VERDICTS = {"inside": "inside", "high": "too-high", "low": "too-low"}
VERDICTS |= {"untold": "not-told", "unpublished": "nothing-published"}
Told = Mapping[str, Any]


def with_cases(html: str, cases: Sequence[Told], valued: Sequence[Told], language: str) -> str:
    """*html* with each marker replaced by the table or the count of the *cases* as they were *valued*."""
    figures = {one["id"]: one["figures"] for one in valued}
    made = {
        "cases": lambda: _cases(cases, figures, language),
        "count": lambda: count([figure for case in cases for figure in figures[case["id"]]], language),
    }
    return MARKER.sub(lambda found: made[found[1]](), html)


def count(figures: Sequence[Told], language: str) -> str:
    """How many figures came out right, and how many did not."""
    counts = {name: sum(one["verdict"] == code for one in figures) for name, code in VERDICTS.items()}
    return _said("count", language).format(count=len(figures), **counts)


def _cases(cases: Iterable[Told], figures: Mapping[str, Sequence[Told]], language: str) -> str:
    return "\n".join(_case(case, figures[case["id"]], language) for case in cases)


def _case(case: Told, figures: Iterable[Told], language: str) -> str:
    """What was exchanged, who says so, the figures of both sides, and why they differ."""
    sources = "; ".join(f'<a href="{escape(one["address"])}">{escape(one["title"])}</a>' for one in case["sources"])
    rows = [
        [
            _said(f"of.{figure['figure']}", language),
            _span(figure["published"], language),
            _span(figure["ours"], language),
            _said(f"verdict.{figure['verdict']}", language),
        ]
        for figure in figures
    ]
    heading = [_said(name, language) for name in ("figure", "published", "ours", "verdict")]
    return "\n".join(
        [
            f'<h3 id="{case["id"]}">{escape(case["title"][language])}</h3>',
            table(heading, rows),
            f"<p>{escape(case['remark'][language])} {_said('source', language)} {sources}.</p>",
        ]
    )


def _span(told: Told | None, language: str) -> str:
    """A range with its middle, where it has one, or one figure."""
    if told is None:
        return "–"
    if told["low"] == told["high"]:
        return rounded(told["low"], language)
    ends = f"{rounded(told['low'], language)}–{rounded(told['high'], language)}"
    return f"{rounded(told['mid'], language)} ({ends})" if "mid" in told else ends


def rounded(told: float, language: str) -> str:
    """A figure whole from a hundred on, and with one decimal below.

    >>> rounded(7384.34, "en"), rounded(3.70372, "ro"), rounded(45372465, "no")
    ('7,384', '3,7', '45\\xa0372\\xa0465')
    """
    return written(round(told, 0 if abs(told) >= 100 else 1), language)


def _said(key: str, language: str) -> str:
    return words(language)[f"trust.{key}"]


# What MkDocs calls.


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the tables where a page asks for them."""
    if not MARKER.search(html):
        return html
    folder = Path(config.config_file_path).parent
    told = [json.loads((folder / file).read_text(encoding="utf-8")) for file in (CASES, VALUED)]
    return with_cases(html, told[0], told[1], current_language(config))
