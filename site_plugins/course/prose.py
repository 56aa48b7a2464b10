"""A section's Markdown for what is not a page of the site: as HTML whose links lead there, and as plain lines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

import lxml.html
from markdown import Markdown

from site_plugins.languages import path_in

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
]
ELSEWHERE = re.compile(r"[a-z]+:|/")
BLOCKS = {"p", "li", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "pre", "summary"}
Way = Callable[[str], str]


def as_html(markdown: str, way: Way) -> str:
    """A text as HTML; *way* gives the address of each link and picture that it names by a path."""
    made = lxml.html.fragment_fromstring(Markdown(extensions=EXTENSIONS).convert(markdown), create_parent="div")
    for element, attribute, address, _ in made.iterlinks():
        if not ELSEWHERE.match(address):
            element.set(attribute, way(address))
    return "".join(lxml.html.tostring(part, encoding="unicode") for part in made).strip()


def place_in_site(link: str, page: str, language: str) -> str:
    """Where a *link* on a *page* (its file below a language's folder) leads, from the root of the site.

    >>> place_in_site("../../map/how-it-works.md#assess", "learn/module-1/heat.md", "ro")
    'ro/map/how-it-works/#assess'
    >>> place_in_site("heat.svg", "learn/module-1/heat.md", "en"), place_in_site("../index.md", "a/b.md", "en")
    ('learn/module-1/heat.svg', '')
    >>> place_in_site("#sources", "learn/module-1/heat.md", "no")
    'no/learn/module-1/heat/#sources'
    """
    path, mark, anchor = link.partition("#")
    there = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if there.endswith(".md"):
        there = there.removesuffix(".md").removesuffix("index").rstrip("/")
        there += "/" if there else ""
    return path_in(language, there) + mark + anchor


def as_lines(markdown: str) -> list[str]:
    """A text as plain lines: a paragraph, an entry of a list or a row of a table each.

    >>> as_lines("Ask *who* knows.\\n\\n1. One\\n2. Two\\n\\n| what | amount |\\n|---|---|\\n| heat | 3 MW |\\n")
    ['Ask who knows.', '1. One', '2. Two', 'what · amount', 'heat · 3 MW']
    """
    html = Markdown(extensions=EXTENSIONS).convert(markdown)
    return list(_lines(lxml.html.fragment_fromstring(html, create_parent="div")))


def plain(markdown: str) -> str:
    """A heading or a statement without its marks.

    >>> plain("What *value* means")
    'What value means'
    """
    return " ".join(as_lines(markdown))


def _lines(element: Any) -> Iterator[str]:
    for part in element.iterchildren("*"):
        inner = [one for one in part.iterdescendants() if one.tag in BLOCKS]
        if part.tag == "tr":
            yield _row([_text(cell) for cell in part])
        elif part.tag in BLOCKS and not inner:
            yield _marker(part) + _text(part)
        else:
            if part.tag == "li" and (part.text or "").strip():
                yield _marker(part) + " ".join(part.text.split())
            yield from _lines(part)


def _row(cells: list[str]) -> str:
    return " · ".join(cell for cell in cells if cell)


def _marker(part: Any) -> str:
    if part.tag != "li":
        return ""
    return f"{1 + len(list(part.itersiblings('li', preceding=True)))}. " if part.getparent().tag == "ol" else "• "


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())
