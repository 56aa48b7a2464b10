"""The case library: facts stand once, are checked with file, line and cure, and reach every page and the list."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from site_plugins.cases import Case, case, cases, facts, fields, library, names, when
from site_plugins.front_matter import FrontMatterError, faults, read
from site_plugins.languages import LANGUAGES

CONTENT = Path(__file__).parent.parent.parent / "content"
HEAT = Case(
    page="cases/heat.md",
    kind="synergy",
    outcome="running",
    country="NO",
    place="Orkanger <b>",
    position=(63.3, 9.85),
    checked=datetime.date(2026, 11, 21),
    sectors=("24.10",),
    resources=("waste-heat",),
    since=2010,
)
RIGHT = """---
title: Heat
case:
  kind: synergy
  outcome: running
  country: "NO"
  place: Orkanger
  position: [63.3, 9.85]
  sectors: ["24.10"]
  resources: [waste-heat]
  checked: 2026-11-21
---
# Heat
"""


def test_the_library_is_right_as_it_stands() -> None:
    assert {one.page for one in cases(CONTENT)} >= {"cases/kalundborg.md", "cases/orkanger.md"}


def test_every_case_cites_a_source_on_its_page() -> None:
    pages = {one.page: (CONTENT / "en" / one.page).read_text(encoding="utf-8") for one in cases(CONTENT)}
    assert [page for page, text in pages.items() if not re.search(r"https?://", text)] == []


def test_a_page_becomes_a_case() -> None:
    assert case(RIGHT, "cases/heat.md").resources == ("waste-heat",)
    assert list(faults(RIGHT, "heat.md", "case", fields())) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("kind: synergy", "kind: swap", "line 4: “kind” cannot be “swap”"),
        ('country: "NO"', "country: NO", "line 6: “country” cannot be “False”"),
        ("[63.3, 9.85]", "[633, 9.85]", "line 8: “position”"),
        ("[waste-heat]", "[wast-heat]", "line 10: “resources”"),
        ("checked: 2026-11-21", "checked: lately", "line 11: “checked”"),
        ("  place: Orkanger\n", "", "“place” is missing"),
        ("place:", "palce:", "line 7: “palce” is not known here"),
    ],
)
def test_a_wrong_head_is_told_with_its_line(right: str, wrong: str, told: str) -> None:
    assert any(told in fault for fault in faults(RIGHT.replace(right, wrong), "heat.md", "case", fields()))


def test_a_head_that_is_no_yaml_is_told_with_its_line() -> None:
    with pytest.raises(FrontMatterError, match=r"heat\.md, line 2"):
        read("---\ntitle: Orkanger: heat\n---\n", "heat.md")


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_name_things_in_the_readers_language_and_lead_to_the_matcher(language: str) -> None:
    told = facts(HEAT, language, "../../")
    assert names(language).resources["waste-heat"] in told
    assert "map/#have=waste-heat&amp;text=" in told
    assert "Orkanger &lt;b&gt;" in told


def test_a_case_that_has_ended_tells_both_years() -> None:
    ended = Case(**{**{name: getattr(HEAT, name) for name in Case.__slots__}, "until": 2018, "outcome": "ended"})
    assert when(ended, "en") == "2010–2018 (ended)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_holds_every_case_with_what_it_is_filtered_by(language: str) -> None:
    listed = cases(CONTENT)
    told = library(listed, CONTENT, language, "../")
    assert told.count('class="case-card filter-entry"') == len(listed)
    assert all(f'data-country="{one.country}"' in told for one in listed)
