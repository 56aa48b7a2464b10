"""The tools of the toolbox: their tables are complete in three languages, and what they hold is shown as text."""

from __future__ import annotations

import json
import shutil
from html import unescape
from pathlib import Path

import pytest

from site_plugins.edited_tables import TableError
from site_plugins.languages import LANGUAGES, words
from site_plugins.toolbox import READINESS, SCORECARD, faults, load, readiness, scorecard
from tests.site.spoiling import fault, spoil

ROOT = Path(__file__).parent.parent.parent
TABLES = ROOT / "content" / "data" / "tools"
CRITERION = {"id": "a", "weight": "3", "en": "Heat <b>", "help_en": "How & much?"}


def test_the_tables_are_right_as_they_stand() -> None:
    assert list(faults(TABLES)) == []


@pytest.mark.parametrize(
    ("name", "right", "wrong", "told"),
    [
        ("park-criteria.csv", "flows,5,", "flows,7,", "line 2: “weight” cannot be “7”. Put one of 0, 1, 2, 3, 4, 5."),
        ("park-criteria.csv", "variety,4", "flows,4", "line 3: “flows” stands in line 2 already."),
        ("park-criteria.csv", "help_no", "hjelp", "line 1: the column “help_no” is missing."),
        (
            "readiness.csv",
            "flows,list,",
            "nowhere,list,",
            "line 2: “area” cannot be “nowhere”. Put one of flows,",
        ),
        ("readiness.csv", "flows,list,", "flows,,", "line 2: “id” is empty. Fill it in."),
    ],
)
def test_a_fault_is_told_with_its_line_and_cure(tmp_path: Path, name: str, right: str, wrong: str, told: str) -> None:
    folder = Path(shutil.copytree(TABLES, tmp_path / "tools"))
    spoil(folder / name, right, wrong)
    with pytest.raises(TableError, match=fault(name, told)):
        load(folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_area_has_a_name_in_each_language(language: str) -> None:
    areas = {row["area"] for row in load(TABLES)["readiness.csv"]}
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
