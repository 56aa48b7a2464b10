"""The tools of the toolbox: their tables are complete in three languages, and what they hold is shown as text."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

from site_plugins.languages import LANGUAGES, words
from site_plugins.toolbox import READINESS, SCORECARD, readiness, rows, scorecard

ROOT = Path(__file__).parent.parent.parent
TABLES = ROOT / "content" / "data" / "tools"
CRITERION = {"id": "a", "weight": "3", "en": "Heat <b>", "help_en": "How & much?"}


@pytest.mark.parametrize("name", ["park-criteria", "readiness"])
def test_each_row_is_complete_and_its_id_its_own(name: str) -> None:
    found = rows(TABLES / f"{name}.csv")
    assert [(number, column) for number, row in enumerate(found, 2) for column, cell in row.items() if not cell] == []
    assert len({row["id"] for row in found}) == len(found)


def test_weights_are_small_whole_numbers() -> None:
    assert {int(row["weight"]) for row in rows(TABLES / "park-criteria.csv")} <= set(range(6))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_area_has_a_name(language: str) -> None:
    areas = {row["area"] for row in rows(TABLES / "readiness.csv")}
    assert {area for area in areas if f"tools.area.{area}" not in words(language)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "marker"), [("choose-a-park", SCORECARD), ("readiness", READINESS)])
def test_each_tool_has_its_place_in_each_language(language: str, page: str, marker: str) -> None:
    assert marker in (ROOT / "content" / language / "workshop" / f"{page}.md").read_text(encoding="utf-8")


def test_markup_in_a_table_is_shown_as_text() -> None:
    html = scorecard([CRITERION], "en")
    assert "<b>" not in html
    told = json.loads(unescape(html.partition('data-told="')[2].partition('"')[0]))
    assert told["criteria"] == [{"id": "a", "weight": 3, "name": "Heat <b>", "help": "How & much?"}]


def test_a_gap_knows_what_to_do_next() -> None:
    row = {"area": "flows", "id": "list", "en": "A list?", "next_en": "Begin & go on"}
    assert '<p class="readiness-next" hidden>Begin &amp; go on</p>' in readiness([row], "en")
