"""The page on law shows every question and every authority, in the words of its language."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_plugins.languages import LANGUAGES
from site_plugins.law import MARKER, TABLES, read, with_tables

ROOT = Path(__file__).parent.parent.parent
TOLD = read(ROOT / TABLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_each_language_shows_every_group_of_questions_and_both_countries(language: str) -> None:
    page = (ROOT / "content" / language / "map" / "law.md").read_text(encoding="utf-8")
    asked = MARKER.findall(page)
    assert sorted(group for what, group in asked if what == "questions") == sorted(row["id"] for row in TOLD["groups"])
    assert sorted(country for what, country in asked if what == "authorities") == ["NO", "RO"]
    shown = with_tables(page, TOLD, language)
    assert "<!--" not in shown
    assert shown.count("<br>") >= len(TOLD["questions"])
    assert all(row["address"].replace("&", "&amp;") in shown for row in (*TOLD["articles"], *TOLD["authorities"]))


def test_a_question_stands_with_its_help_and_its_article() -> None:
    told = {
        "groups": [{"id": "water", "en": "Water"}],
        "articles": [{"id": "a", "en": "Act <1>", "address": "https://x.org/?a&b", "read": "2026-01-31"}],
        "questions": [{"group": "water", "en": "Is it clean?", "help_en": "Look.", "articles": "a"}],
        "authorities": [],
    }
    shown = with_tables("<!-- law:questions:water -->", told, "en")
    assert "<strong>Is it clean?</strong><br>Look." in shown
    assert '<a href="https://x.org/?a&amp;b">Act &lt;1&gt;</a> <small>(2026-01-31)</small>' in shown
