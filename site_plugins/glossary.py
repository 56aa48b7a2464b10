"""The glossary: one table of terms in three languages, its page, and what a term means wherever a text first uses it.

A term is a link to its entry, so that it works by keyboard, by touch and without a script; a script shows its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from site_plugins.edited_tables import Row, demand, heading_faults, plain_rows, row_faults, rows, twice
from site_plugins.languages import (
    LANGUAGES,
    SOURCE,
    TAGS,
    current_language,
    path_in,
    way_to_root,
    without_language,
    words,
)

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

TABLE = Path("data/glossary.csv")
PAGE = "learn/glossary.md"
MARKER = "<!-- glossary -->"
MEANINGS = tuple(f"means_{language}" for language in LANGUAGES)
NEEDED = ("id", "marked", *LANGUAGES, *MEANINGS)
COLUMNS = (*NEEDED, *(f"forms_{language}" for language in LANGUAGES), "source")
EXPLAINED = ("learn/", "cases/", "workshop/", "survey/", "map/how-it-works", "map/trust", "map/law", "about/project")
SOURCES = '<h2 id="sources"'  # What follows names documents, and the words of a title are no terms.
PIECE = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
WORD = re.compile(r"[^\W_]+")
# In these a term is no link: they are links or buttons themselves, name a thing, or are read by a script.
PLAIN = frozenset(
    ("a", "abbr", "blockquote", "button", "code", "figure", "form", "h1", "h2", "h3", "h4", "label", "legend", "pre")
) | {"script", "style", "summary", "svg", "th"}
LETTERS = {"ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz", "no": "abcdefghijklmnopqrstuvwxyzæøå"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language: what it is called, how else it is written in a text, and what it means.

    ``is_marked`` is false where the word is too common to be a term in each sentence that has it.
    """

    id: str
    name: str
    forms: tuple[str, ...]
    meaning: str
    source: str
    is_marked: bool
    others: tuple[tuple[str, str], ...]


def terms(file: Path, language: str) -> list[Term]:
    """All terms in the alphabetical order of *language*; raises TableError with every fault of the table."""
    demand(faults(file))
    found = [_term(row, language) for row in plain_rows(file)]
    return sorted(found, key=lambda term: alphabetical(term.name, language))


def faults(file: Path) -> Iterator[str]:
    """What is wrong in the table, one sentence a fault, with file, line and cure."""
    headings = list(heading_faults(file, COLUMNS))
    yield from headings
    if headings:
        return
    yield from row_faults(file, COLUMNS, NEEDED)
    told = rows(file)
    yield from twice(file, [(line, row["id"]) for line, row in told])
    for line, row in told:
        if row["marked"] not in ("yes", "no"):
            yield f"{file.name}, line {line}: “marked” cannot be “{row['marked']}”. Put yes or no."


def _term(row: Row, language: str) -> Term:
    forms = (row[language], *filter(None, row[f"forms_{language}"].split(";")))
    others = tuple((other, row[other]) for other in LANGUAGES if other != language)
    return Term(
        row["id"], row[language], forms, row[f"means_{language}"], row["source"], row["marked"] == "yes", others
    )


def alphabetical(name: str, language: str) -> list[int]:
    """The place of a word in a dictionary of *language*.

    >>> sorted(["åpen", "zink", "ærlig"], key=lambda word: alphabetical(word, "no"))
    ['zink', 'ærlig', 'åpen']
    """
    letters = LETTERS.get(language, LETTERS["no"][:26])
    return [letters.index(letter) if letter in letters else -1 for letter in name.casefold()]


def listed(found: Sequence[Term], language: str) -> str:
    """The entries of the glossary page; a search in one language does not find the words of the others."""
    return f'<dl class="glossary">{"".join(_entry(term, language) for term in found)}</dl>'


def _entry(term: Term, language: str) -> str:
    named = " · ".join(f'<span lang="{TAGS[other]}">{escape(name)}</span>' for other, name in term.others)
    said = escape(words(language)["glossary.source"])
    source = f" <small>{said} {escape(term.source)}</small>" if term.source else ""
    name = f'<dt id="{term.id}">{escape(term.name)} <small data-pagefind-ignore>{named}</small></dt>'
    return f"{name}<dd>{escape(term.meaning)}{source}</dd>"


class Marker:
    """Finds the terms of one language in a text by their first words."""

    def __init__(self, found: Sequence[Term]) -> None:
        self._by_first: dict[str, list[tuple[str, Term]]] = {}
        for term in found:
            for form in term.forms if term.is_marked else ():
                first = WORD.search(form)
                if first:
                    self._by_first.setdefault(first[0].casefold(), []).append((form, term))
        for forms in self._by_first.values():
            forms.sort(key=lambda pair: -len(pair[0]))

    def marked(self, html: str, address: str) -> str:
        """*html* with a link to the glossary at *address* at the first place of each term that the page uses."""
        text, start_of_sources, sources = html.partition(SOURCES)
        seen: set[str] = set()
        closed: list[str] = []
        pieces = []
        for piece in PIECE.findall(text):
            tag = TAG.match(piece)
            if tag and tag[2] in PLAIN:
                _enter_or_leave(closed, tag[2], is_end=bool(tag[1]), is_whole=piece.endswith("/>"))
            is_text = not piece.startswith("<") and not closed
            pieces.append(self._with_links(piece, seen, address) if is_text else piece)
        return "".join((*pieces, start_of_sources, sources))

    def _with_links(self, text: str, seen: set[str], address: str) -> str:
        parts, done = [], 0
        for start, end, term in self._found_in(text):
            if term.id in seen or start < done:
                continue
            seen.add(term.id)
            link = (
                f'<a class="term" href="{address}#{term.id}" data-says="{escape(term.meaning)}">{text[start:end]}</a>'
            )
            parts += [text[done:start], link]
            done = end
        return "".join((*parts, text[done:]))

    def _found_in(self, text: str) -> Iterator[tuple[int, int, Term]]:
        for word in WORD.finditer(text):
            for form, term in self._by_first.get(word[0].casefold(), ()):
                end = word.start() + len(form)
                if _is_form(text[word.start() : end], form) and not text[end : end + 1].isalnum():
                    yield word.start(), end, term
                    break


def _enter_or_leave(closed: list[str], name: str, *, is_end: bool, is_whole: bool) -> None:
    if is_end:
        if name in closed:
            closed.remove(name)
    elif not is_whole:
        closed.append(name)


def _is_form(written: str, form: str) -> bool:
    """Abbreviations are told by their capitals: a cod is no COD."""
    is_abbreviation = sum(letter.isupper() for letter in form) > 1
    return written == form if is_abbreviation else written.casefold() == form.casefold()


# What MkDocs calls.


@cache
def _terms(file: Path, language: str) -> list[Term]:
    return terms(file, language)


@cache
def _marker(file: Path, language: str) -> Marker:
    return Marker(_terms(file, language))


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: the table may have changed."""
    if current_language(config) == SOURCE:
        _terms.cache_clear()
        _marker.cache_clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the entries into the glossary's page, and links to it into the pages that explain something."""
    name, language = without_language(page.file.src_uri), current_language(config)
    table = Path(config.docs_dir) / TABLE
    if name == PAGE:
        return html.replace(MARKER, listed(_terms(table, language), language))
    if not name.startswith(EXPLAINED):
        return html
    address = way_to_root(page) + path_in(language, PAGE.removesuffix(".md") + "/")
    return _marker(table, language).marked(html, address)
