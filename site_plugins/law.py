"""The questions of law and safety and the authorities, on the page that explains them: tables made from the matcher's.

The tables are read here as files, since they are the hub's own words, not a part of the matching.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from site_plugins.edited_tables import Row, plain_rows
from site_plugins.languages import current_language, words
from site_plugins.tables import table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

TABLES = Path("matcher/data/law")
NAMES = ("articles", "authorities", "groups", "questions")
MARKER = re.compile(r"<!-- law:(\w+):([\w-]+) -->")
Told = Mapping[str, Sequence[Row]]


def read(folder: Path) -> dict[str, list[Row]]:
    """The tables of law in *folder* by name."""
    return {name: plain_rows(folder / f"{name}.csv") for name in NAMES}


def with_tables(html: str, told: Told, language: str) -> str:
    """*html* with each marker replaced: ``law:questions:<group>``, or ``law:authorities:<country>``."""
    made = {"questions": questions, "authorities": authorities}
    return MARKER.sub(lambda found: made[found[1]](found[2], told, language), html)


def questions(group: str, told: Told, language: str) -> str:
    """The questions of a *group*, each with what helps to answer it and the articles behind it."""
    articles = {row["id"]: row for row in told["articles"]}
    rows = [
        [
            f"<strong>{escape(row[language])}</strong><br>{escape(row[f'help_{language}'])}",
            "<br>".join(_article(articles[code], language) for code in _cells(row["articles"])) or "–",
        ]
        for row in told["questions"]
        if row["group"] == group
    ]
    return table([_said("question", language), _said("articles", language)], rows)


def authorities(country: str, told: Told, language: str) -> str:
    """The authorities of a *country*, with the groups of questions that each can answer."""
    groups = {row["id"]: row[language] for row in told["groups"]}
    rows = [
        [
            f'<a href="{escape(row["address"])}">{escape(row[language])}</a>',
            escape("; ".join(groups[code] for code in _cells(row["groups"]))),
        ]
        for row in told["authorities"]
        if row["country"] == country
    ]
    return table([_said("authority", language), _said("answers", language)], rows)


def _article(row: Row, language: str) -> str:
    """An article with its address, and the day on which its text was looked up."""
    link = f'<a href="{escape(row["address"])}">{escape(row[language])}</a>'
    return f"{link} <small>({row['read']})</small>" if row["read"] else link


def _cells(cell: str) -> Iterable[str]:
    return filter(None, cell.split(";"))


def _said(key: str, language: str) -> str:
    return words(language)[f"law.{key}"]


# What MkDocs calls.


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the tables where a page asks for them."""
    if not MARKER.search(html):
        return html
    return with_tables(html, read(Path(config.config_file_path).parent / TABLES), current_language(config))
