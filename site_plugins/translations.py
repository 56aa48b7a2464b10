"""How each translation stands to its source: a fingerprint of the source is kept with the translation.

python -m site_plugins.translations                     the state of every page
python -m site_plugins.translations --stamp FILE …      these translations match their source as it is now
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from site_plugins.front_matter import HEAD
from site_plugins.languages import (
    LANGUAGES,
    SOURCE,
    current_language,
    in_source_language,
    is_complete,
    notice,
    path_in,
    without_language,
    words,
)
from site_plugins.tables import table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

STATES = ("current", "outdated", "unstamped", "missing", "orphan")
STATUS_PAGE = "about/translations.md"
MARKER = "<!-- translation-status -->"
STAMP = re.compile(r"^source: *[\"']?(\w+)[\"']? *$", re.MULTILINE)
TITLE = re.compile(r"^(?:title: *[\"']?(?P<given>.+?)[\"']?|# (?P<heading>.+?)(?: *\{.*\})?) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Translation:
    """One page in one language, and how it stands to its source (one of STATES)."""

    page: str
    language: str
    state: str


def translations(content: Path) -> list[Translation]:
    """The state of every page below *content* in every language but the source's."""
    languages = [language for language in LANGUAGES if language != SOURCE]
    pages = {
        path.relative_to(content / language).as_posix()
        for language in LANGUAGES
        for path in markdown(content, language)
    }
    return [
        Translation(page, language, state(content / SOURCE / page, content / language / page))
        for page in sorted(pages, key=reading_order)
        for language in languages
    ]


def markdown(content: Path, language: str) -> Iterable[Path]:
    """The pages of one language."""
    return (content / language).rglob("*.md")


def reading_order(page: str) -> tuple[bool, str, bool, str]:
    """The front page first, then folder by folder, the first page of each before the others."""
    folder, _, name = page.rpartition("/")
    return folder != "", folder, name != "index.md", name


def state(source: Path, translation: Path) -> str:
    """Which of STATES the *translation* is in."""
    if not translation.exists():
        return "missing"
    if not source.exists():
        return "orphan"
    stamp = stamped(translation.read_text(encoding="utf-8"))
    if stamp is None:
        return "unstamped"
    return "current" if stamp == fingerprint(source.read_text(encoding="utf-8")) else "outdated"


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits that change when the body of a page does; its front matter does not count.

    >>> fingerprint("---\\ntitle: Waste\\n---\\n# Waste  \\n") == fingerprint("# Waste\\n")
    True
    """
    lines = (line.rstrip() for line in body(text).strip().splitlines())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def body(text: str) -> str:
    """A page without its front matter."""
    return HEAD.sub("", text.replace("\r\n", "\n"), count=1)


def stamped(text: str) -> str | None:
    """The fingerprint kept in the front matter of a translation, if there is one."""
    front = HEAD.match(text.replace("\r\n", "\n"))
    found = STAMP.search(front[1]) if front else None
    return found[1] if found else None


def with_stamp(text: str, stamp: str) -> str:
    """The translation's *text* with *stamp* as the fingerprint of its source.

    >>> with_stamp("# Avfall\\n", "0123456789ab")
    '---\\nsource: 0123456789ab\\n---\\n# Avfall\\n'
    """
    line = f'source: "{stamp}"' if stamp.isdigit() or re.fullmatch(r"\d+e\d+", stamp) else f"source: {stamp}"
    front = HEAD.match(text)
    if not front:
        return f"---\n{line}\n---\n{text}"
    kept = STAMP.sub("", front[1]).strip("\n")
    return f"---\n{kept}\n{line}\n---\n{text[front.end() :]}" if kept else f"---\n{line}\n---\n{text[front.end() :]}"


def title(text: str) -> str:
    """The title of a page: of its front matter, else its first heading."""
    front = HEAD.match(text)
    found = (TITLE.search(front[1]) if front else None) or TITLE.search(body(text))
    return (found["given"] or found["heading"]) if found else ""


def status(found: Sequence[Translation], content: Path, language: str) -> str:
    """The translations *found*, as HTML in *language* with links as the status page needs them."""
    targets = list(dict.fromkeys(one.language for one in found))
    by_place = {(one.page, one.language): one.state for one in found}
    heading = [words(language)["status.page"], *(words(target)["language.name"] for target in targets)]
    rows = [
        [link(content, language, page), *(badge(by_place[page, target], language) for target in targets)]
        for page in dict.fromkeys(one.page for one in found)
    ]
    return f"<ul>\n{summaries(found, targets, language)}\n</ul>\n{table(heading, rows)}"


def summaries(found: Sequence[Translation], targets: Iterable[str], language: str) -> str:
    """How many pages are up to date: one list item a language."""
    sentence = words(language)["status.summary"]
    counts = {target: [one.state for one in found if one.language == target] for target in targets}
    return "\n".join(
        f"<li><strong>{words(target)['language.name']}</strong>: "
        f"{sentence.format(current=states.count('current'), pages=len(states))}</li>"
        for target, states in counts.items()
    )


def link(content: Path, language: str, page: str) -> str:
    """The title of *page*, leading there from the status page where readers of *language* have the page."""
    said = escape(title_in(content, language, page))
    is_there = any((content / folder / page).exists() for folder in (language, SOURCE))
    return f'<a href="{"../" * (STATUS_PAGE.count("/") + 1)}{address(page)}">{said}</a>' if is_there else said


def address(page: str) -> str:
    """Where the file *page* stands below the root of its language.

    >>> address("index.md"), address("learn/index.md"), address("about/translations.md")
    ('', 'learn/', 'about/translations/')
    """
    return re.sub(r"(^|/)index/$", r"\1", page.removesuffix(".md") + "/")


def title_in(content: Path, language: str, page: str) -> str:
    """The title of *page* in *language*, or in the language it was first written in."""
    candidates = [content / folder / page for folder in dict.fromkeys((language, SOURCE, *LANGUAGES))]
    return next(title(path.read_text(encoding="utf-8")) for path in candidates if path.exists())


def badge(reached: str, language: str) -> str:
    """A state in words, marked so that the style sheet can colour it."""
    return f'<span class="state state-{reached}">{words(language)[f"status.{reached}"]}</span>'


# On the command line.


def stamp_files(files: Iterable[Path], content: Path) -> list[Path]:
    """Write the fingerprint of the source into each translation of *files*; those that have a source."""
    stamped_files = []
    for file in files:
        source = content / SOURCE / without_language(file.resolve().relative_to(content.resolve()).as_posix())
        if source.exists() and source.resolve() != file.resolve():
            text = file.read_text(encoding="utf-8")
            file.write_text(with_stamp(text, fingerprint(source.read_text(encoding="utf-8"))), encoding="utf-8")
            stamped_files.append(file)
    return stamped_files


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the state of the translations, or stamp some; 1 when a translation has no source."""
    parser = argparse.ArgumentParser(prog="python -m site_plugins.translations", description=__doc__.splitlines()[0])
    parser.add_argument("--content", type=Path, default=Path("content"), help="the folder with one folder a language")
    parser.add_argument(
        "--stamp", type=Path, nargs="+", metavar="FILE", help="translations that match their source now"
    )
    given = parser.parse_args(arguments)
    if given.stamp:
        print(*(f"stamped  {file}" for file in stamp_files(given.stamp, given.content)), sep="\n")
        return 0
    found = translations(given.content)
    print(*(f"{one.state:<10} {one.language}/{one.page}" for one in found), sep="\n")
    return int(any(one.state == "orphan" for one in found))


# What MkDocs calls.


@cache
def _translations(content: Path) -> list[Translation]:
    return translations(content)


@cache
def _states(content: Path) -> Mapping[tuple[str, str], str]:
    return {(one.page, one.language): one.state for one in _translations(content)}


@cache
def _status(content: Path, language: str) -> str:
    return status(_translations(content), content, language)


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: a page may have changed."""
    if is_complete(config):
        for kept in (_translations, _states, _status):
            kept.cache_clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the states where the status page asks for them; say above a page that it is not translated or outdated."""
    content, language = Path(config.docs_dir), current_language(config)
    if MARKER in html:
        html = html.replace(MARKER, _status(content, language))
    reached = _states(content).get((without_language(page.file.src_uri), language), "current")
    return with_notice(html, reached, language, without_language(page.url), page.url)


def with_notice(html: str, reached: str, language: str, path: str, url: str) -> str:
    """*html* of the page at *path*, under the notice that its state (one of STATES) asks for.

    ``url`` is where the page stands below the root of the site; the links of the notice are relative to it.
    """
    root = "../" * url.count("/") or "./"
    phrases = words(language)
    status = (root + path_in(language, address(STATUS_PAGE)), phrases["notice.status"])
    original = (root + path, phrases["notice.original"])
    if reached == "missing":
        return notice(phrases["notice.missing"], [status]) + in_source_language(html)
    if reached == "outdated":
        return notice(phrases["notice.outdated"], [original, status]) + html
    return html


if __name__ == "__main__":
    sys.exit(main())
