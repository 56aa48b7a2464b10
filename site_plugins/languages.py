"""The three languages of the site: its words, the address of a page in each, and the map for search engines."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

SOURCE = "en"
LANGUAGES = ("en", "ro", "no")
# A folder says "no" as people do; machines are told which Norwegian it is.
TAGS = {"en": "en", "ro": "ro", "no": "nb"}
# Between thousands, and before decimals.
MARKS = {"en": (",", "."), "ro": ("\u00a0", ","), "no": ("\u00a0", ",")}
WORDING = Path(__file__).parent / "wording"


@dataclass(frozen=True, slots=True)
class Version:
    """One language's version of a page.

    ``tag`` names the language for machines; ``path`` counts from the root of the site; ``address`` is absolute.
    """

    language: str
    tag: str
    path: str
    address: str
    is_translated: bool


@cache
def words(language: str) -> Mapping[str, str]:
    """The site's own phrases in *language*, by key."""
    phrases: Mapping[str, str] = json.loads((WORDING / f"{language}.json").read_text(encoding="utf-8"))
    return phrases


def words_of(section: str, language: str) -> dict[str, str]:
    """The phrases whose keys begin with *section* and a point, by the rest of their keys.

    >>> words_of("accuracy.language", "ro")
    {'en': 'engleză', 'ro': 'română', 'no': 'norvegiană'}
    """
    beginning = f"{section}."
    return {key.removeprefix(beginning): said for key, said in words(language).items() if key.startswith(beginning)}


def written(value: float, language: str) -> str:
    """A figure as the pages of *language* write it, with all its decimals, and with spaces that do not break.

    >>> written(1234567.5, "en"), written(6000, "ro"), written(0.25, "no")
    ('1,234,567.5', '6\\xa0000', '0,25')
    """
    group, point = MARKS[language]
    whole, _, rest = f"{value:,}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", group) + (point + rest if rest else "")


def path_in(language: str, path: str) -> str:
    """Where the page at *path* of the source language stands in *language*, from the root of the site.

    >>> path_in("ro", "learn/"), path_in("en", "learn/"), path_in("no", "")
    ('ro/learn/', 'learn/', 'no/')
    """
    return path if language == SOURCE else f"{language}/{path}"


def without_language(path: str) -> str:
    """The *path* of a page or a file without the folder of its language.

    >>> without_language("ro/learn/"), without_language("learn/"), without_language("no/")
    ('learn/', 'learn/', '')
    """
    head, _, rest = path.partition("/")
    return rest if head in LANGUAGES else path


def versions(page: str, path: str, site: str, content: Path) -> tuple[Version, ...]:
    """The versions of the *page* (its file below a language's folder) that stands at *path* of the *site*."""
    return tuple(
        Version(language, TAGS[language], there, site + there, (content / language / page).exists())
        for language in LANGUAGES
        for there in [path_in(language, path)]
    )


CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
ALTERNATE = re.compile(r'<link rel="alternate ?" hreflang="([^"]+)" href="([^"]+)"')


def sitemap(pages: Iterable[str]) -> str:
    """A sitemap of the *pages* (their HTML), each address once, with its versions in other languages."""
    entries = dict(entry for html in pages if (entry := sitemap_entry(html)))
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
            *(entries[address] for address in sorted(entries)),
            "</urlset>\n",
        ]
    )


def sitemap_entry(html: str) -> tuple[str, str] | None:
    """The address that a page gives for itself, with its lines of the sitemap; None for a page without one."""
    canonical = CANONICAL.search(html)
    if not canonical:
        return None
    links = [
        f'    <xhtml:link rel="alternate" hreflang="{tag}" href="{address}"/>'
        for tag, address in ALTERNATE.findall(html)
    ]
    return unescape(canonical[1]), "\n".join(["  <url>", f"    <loc>{canonical[1]}</loc>", *links, "  </url>"])


def built_pages(site: Path) -> Iterator[str]:
    """The HTML of each page of the built *site*."""
    return (path.read_text(encoding="utf-8") for path in sorted(site.rglob("index.html")))


def in_source_language(html: str) -> str:
    """*html* marked as written in the source language, and left out of the search of the page's own."""
    return f'<div lang="{TAGS[SOURCE]}" data-pagefind-ignore="all">\n{html}\n</div>'


def notice(text: str, links: Iterable[tuple[str, str]]) -> str:
    """A visible note above a page: one sentence, then links (address and label)."""
    anchors = "".join(f' <a href="{escape(address)}">{escape(label)}</a>' for address, label in links)
    return f'<p class="notice" role="note" data-pagefind-ignore="all">{escape(text)}{anchors}</p>\n'


# What MkDocs calls.


def current_language(config: MkDocsConfig) -> str:
    """The language that is being built: MkDocs builds the site once a language."""
    languages: Any = config.plugins["i18n"]
    return str(languages.current_language)


def way_to_root(page: Page) -> str:
    """The relative address of the site's root from a page, ending in a slash."""
    return os.path.relpath(".", page.file.url or ".").replace(os.sep, "/") + "/"


def is_complete(config: MkDocsConfig) -> bool:
    """Whether the site is built in all languages, so that a step over the whole of it may begin."""
    languages: Any = config.plugins["i18n"]
    return not languages.building


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the words of the language, and of all languages for the page for missing pages."""
    language = current_language(config)
    env.globals["words"] = words(language)
    env.globals["search_words"] = {key: phrase for key, phrase in words(language).items() if key.startswith("search.")}
    env.globals["every_language"] = [(one, TAGS[one], words(one)) for one in LANGUAGES]
    # One page says in all languages that there is no page; the sitemap is written when all pages are there.
    config.theme.static_templates = {"404.html"} if language == SOURCE else set()
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Tell the template where the page stands in each language; an untranslated page points to its source."""
    found = versions(
        without_language(page.file.src_uri),
        without_language(page.url),
        config.site_url or "/",
        Path(config.docs_dir),
    )
    language = current_language(config)
    context["versions"] = found
    shown = next(version for version in found if version.language == language)
    page.canonical_url = shown.address if shown.is_translated else found[0].address
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the sitemap over all languages."""
    if is_complete(config):
        site = Path(config.site_dir)
        (site / "sitemap.xml").write_text(sitemap(built_pages(site)), encoding="utf-8")


on_post_build.mkdocs_priority = -200  # type: ignore[attr-defined]  # After the languages, which are built at -100.
