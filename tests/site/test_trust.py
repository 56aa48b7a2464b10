"""The page on trust shows every published synergy with our figures, in the words and numbers of its language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from site_plugins.languages import LANGUAGES
from site_plugins.trust import CASES, MARKER, VALUED, with_cases

ROOT = Path(__file__).parent.parent.parent
TOLD = [json.loads((ROOT / file).read_text(encoding="utf-8")) for file in (CASES, VALUED)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_each_language_shows_every_case_and_the_count(language: str) -> None:
    page = (ROOT / "content" / language / "map" / "trust.md").read_text(encoding="utf-8")
    assert sorted(MARKER.findall(page)) == ["cases", "count"]
    shown = with_cases(page, *TOLD, language)
    assert "<!--" not in shown
    assert [*re.findall(r'<h3 id="([\w-]+)">', shown)] == [case["id"] for case in TOLD[0]]


def test_numbers_are_written_as_the_language_writes_them() -> None:
    shown = {language: with_cases("<!-- trust:cases -->", *TOLD, language) for language in LANGUAGES}
    assert "45,372,465" in shown["en"]
    assert all("45\xa0372\xa0465" in shown[language] for language in ("ro", "no"))
