"""One style sheet for what every page needs, and in the page itself what it needs besides.

A phone fetches one file before it shows anything, not seven: asking for a small one takes longer than reading it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from site_plugins.languages import is_complete

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

# It lies where the hub's own sheets do, whose pictures and fonts are named from there; the theme's sheets name none.
FILE = "assets/css/all.css"
OF_THE_DECKS = "assets/css/deck.css"  # Slides are no pages, and link to their sheets.
OF_THE_THEME = ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css")
LINK = re.compile(r'<link rel="stylesheet" href="([^"]*?)(assets/[^"]+\.css)">\s*')
OWN = re.compile(r'<link rel="stylesheet" href="[^"]*?(assets/css/[\w-]+\.css)">')


def with_one_sheet(html: str, sheets: Iterable[str]) -> str:
    """A page with one link where the first of the *sheets* stood, and without the others.

    >>> link = '<link rel="stylesheet" href="../assets/{}.css">'
    >>> with_one_sheet(link.format("a") + link.format("b"), ["assets/?.css"])
    '<link rel="stylesheet" href="../assets/css/all.css">\\n'
    """
    patterns, links = tuple(sheets), []

    def replaced(link: re.Match[str]) -> str:
        if not any(fnmatch(link[2], pattern) for pattern in patterns):
            return link[0]
        links.append(link)
        return f'<link rel="stylesheet" href="{link[1]}{FILE}">\n' if len(links) == 1 else ""

    return LINK.sub(replaced, html)


def with_own_sheets(html: str, folder: Path) -> str:
    """A page with the sheets of the hub that it links to besides, read from *folder*, within itself."""
    return OWN.sub(lambda link: link[0] if link[1] == FILE else f"<style>{_text(folder / link[1])}</style>", html)


def join(site: Path, sheets: Iterable[str]) -> None:
    """Write the *sheets* of the built *site* into one, in their order."""
    files = [file for pattern in sheets for file in sorted(site.glob(pattern))]
    (site / FILE).write_text("\n".join(map(_text, files)), encoding="utf-8")


def _text(sheet: Path) -> str:
    return sheet.read_text(encoding="utf-8")


def _sheets(config: MkDocsConfig) -> tuple[str, ...]:
    return (*OF_THE_THEME, *map(str, config.extra_css))


# What MkDocs calls.


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out of the site the sheets that stand in the pages themselves."""
    linked = {OF_THE_DECKS, *map(str, config.extra_css)}
    for file in files.css_files():
        if fnmatch(file.src_uri, "assets/css/*") and file.src_uri not in linked:
            files.remove(file)
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let the page ask for one sheet, and hold its others."""
    return with_own_sheets(with_one_sheet(output, _sheets(config)), Path(str(config.theme.custom_dir)))


def on_post_build(config: MkDocsConfig) -> None:
    """Write the sheet, once for all languages."""
    if is_complete(config):
        join(Path(config.site_dir), _sheets(config))


on_post_build.mkdocs_priority = -200  # type: ignore[attr-defined]  # After the languages, which are built at -100.
