"""The three trees of pages run parallel: the same pages, the same anchors, each translation tied to its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_plugins.languages import LANGUAGES
from site_plugins.translations import body, fingerprint, translations

CONTENT = Path(__file__).parent.parent.parent / "content"
ENGLISH = sorted(path.relative_to(CONTENT / "en").as_posix() for path in (CONTENT / "en").rglob("*.md"))
HEADING = re.compile(r"^(#+) .*?(?:\{[^}]*#([\w-]+)[^}]*\})? *$", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_the_trees_have_the_same_pages(language: str) -> None:
    assert (
        sorted(path.relative_to(CONTENT / language).as_posix() for path in (CONTENT / language).rglob("*.md"))
        == ENGLISH
    )


def test_every_translation_is_tied_to_its_source() -> None:
    loose = [
        f"{one.language}/{one.page}: {one.state}. Once it says the same as the English page, put "
        f"“source: {fingerprint((CONTENT / 'en' / one.page).read_text(encoding='utf-8'))}” into its head."
        for one in translations(CONTENT)
        if one.state not in ("current", "orphan")
    ]
    assert not loose, "\n".join(loose)


@pytest.mark.parametrize("page", ENGLISH)
def test_headings_have_the_same_anchors_in_every_language(page: str) -> None:
    outlines = [outline(CONTENT / language / page) for language in LANGUAGES]
    assert outlines[0] == outlines[1] == outlines[2]


@pytest.mark.parametrize("page", ENGLISH)
def test_romanian_is_written_with_commas_below(page: str) -> None:
    assert not re.search("[şţŞŢ]", (CONTENT / "ro" / page).read_text(encoding="utf-8"))


def outline(page: Path) -> list[tuple[int, str]]:
    """The level of each heading of a page, and the anchor that it gives itself."""
    return [
        (len(marks), anchor) for marks, anchor in HEADING.findall(FENCE.sub("", body(page.read_text(encoding="utf-8"))))
    ]
