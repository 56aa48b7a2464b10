"""The case library: facts stand once, are checked with file, line and cure, and reach every page, the list, the map."""

from __future__ import annotations

import csv
import datetime
import itertools
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from site_plugins.cases import precedents
from site_plugins.cases.map import Point, Sheet, apart, placed, sheet_of, sheets
from site_plugins.cases.pages import facts, listed_with_map, own_site
from site_plugins.cases.reading import Case, Exchange, case, cases, fields, names, resources, when
from site_plugins.edited_tables import plain_rows
from site_plugins.front_matter import FrontMatterError, faults, read
from site_plugins.languages import LANGUAGES

CONTENT = Path(__file__).parent.parent.parent / "content"
USES = CONTENT.parent / "matcher" / "data" / "uses"
HEAT = Case(
    page="cases/heat.md",
    kind="synergy",
    outcome="running",
    country="NO",
    place="Orkanger <b>",
    position=(63.3, 9.85),
    checked=datetime.date(2026, 11, 21),
    sectors=("24.10",),
    exchanges=(Exchange("reaction-heat", "space-heating"),),
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
  exchanges:
    - reaction-heat: space-heating
    - fgd-gypsum: gypsum-board-feed
  checked: 2026-11-21
---
# Heat
"""


def test_the_library_is_right_as_it_stands() -> None:
    assert {one.page for one in cases(CONTENT)} >= {"cases/kalundborg.md", "cases/orkanger.md"}


def test_every_case_cites_a_source_on_its_page() -> None:
    pages = {one.page: (CONTENT / "en" / one.page).read_text(encoding="utf-8") for one in cases(CONTENT)}
    assert [page for page, text in pages.items() if not re.search(r"https?://", text)] == []


def numbers(page: str, language: str) -> list[str]:
    """The numbers that a reader of the page sees, each as often as it stands there, written as in English."""
    text = read_below((CONTENT / language / page).read_text(encoding="utf-8"))
    text = re.sub(r"\]\([^)]*\)|^\[\d+\]: .*$|\{[^}]*\}", "", text, flags=re.MULTILINE)
    if language == "en":
        return sorted(re.findall(r"(?<![\w.])\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text)))
    text = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", text)
    return sorted(re.findall(r"(?<![\w.])\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d)", ".", text)))


def read_below(text: str) -> str:
    """What stands below the head of a page."""
    return text.partition("\n---\n")[2]


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_the_numbers_of_a_case_are_the_same_in_each_language(language: str) -> None:
    pages = [one.page for one in cases(CONTENT)]
    assert [page for page in pages if numbers(page, language) != numbers(page, "en")] == []


def test_a_page_becomes_a_case() -> None:
    one = case(RIGHT, "cases/heat.md")
    assert (one.name, one.haves, one.wants) == (
        "heat",
        ("reaction-heat", "fgd-gypsum"),
        ("space-heating", "gypsum-board-feed"),
    )
    assert list(faults(RIGHT, "heat.md", "case", fields())) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("kind: synergy", "kind: swap", "line 4: “kind” cannot be “swap”"),
        ('country: "NO"', "country: NO", "line 6: “country” cannot be “False”"),
        ("[63.3, 9.85]", "[633, 9.85]", "line 8: “position”"),
        ("fgd-gypsum:", "fgd-gipsum:", "line 12: “exchanges” cannot hold “{'fgd-gipsum'"),
        (": gypsum-board-feed", ": heat", "line 12: “exchanges”"),
        (": gypsum-board-feed", ": gypsum-board-feed\n      state: broken", "line 12: “exchanges” cannot hold"),
        (
            ": gypsum-board-feed",
            ": gypsum-board-feed\n      state: broken",
            "(running, ended, planned, failed, unknown,",
        ),
        ("fgd-gypsum: gypsum-board-feed", "state: ended", "line 12: “exchanges” cannot hold"),
        ('["24.10"]', '["24.10", "99.99"]', "line 9: “sectors” cannot hold “99.99”"),
        ("checked: 2026-11-21", "checked: lately", "line 13: “checked”"),
        ("  place: Orkanger\n", "", "“place” is missing"),
        ("  position: [63.3, 9.85]\n", "", "heat.md, line 3: “position” is missing. Put latitude and longitude"),
        ("exchanges:", "resources:", "“exchanges” is missing"),
        ("place:", "palce:", "line 7: “palce” is not known here"),
    ],
)
def test_a_wrong_head_is_told_with_its_line(right: str, wrong: str, told: str) -> None:
    assert any(told in fault for fault in faults(RIGHT.replace(right, wrong), "heat.md", "case", fields()))


def test_a_head_that_is_no_yaml_is_told_with_its_line() -> None:
    with pytest.raises(FrontMatterError, match=r"heat\.md, line 2"):
        read("---\ntitle: Orkanger: heat\n---\n", "heat.md")


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_name_things_in_the_readers_language(language: str) -> None:
    told = facts(HEAT, language, "../../")
    assert f"{names(language).resources['reaction-heat']}</a> → <a" in told
    assert "Orkanger &lt;b&gt;" in told


WORKING = Exchange("reaction-heat", "space-heating", "running")
STILLBORN = Exchange("chp-heat", "greenhouse-heating", "never-begun")


def test_an_exchange_may_stand_otherwise_than_its_case() -> None:
    told = RIGHT.replace("outcome: running", "outcome: failed").replace(
        "    - reaction-heat: space-heating\n", "    - reaction-heat: space-heating\n      state: running\n"
    )
    assert list(faults(told, "heat.md", "case", fields())) == []
    one = case(told, "cases/heat.md")
    assert [one.state(exchange) for exchange in one.exchanges] == ["running", "failed"]
    assert one.haves == ("reaction-heat", "fgd-gypsum")


@pytest.mark.parametrize(
    ("language", "running", "stillborn"),
    [
        ("en", "running", "never began"),
        ("ro", "în funcțiune", "nu a început niciodată"),
        ("no", "i drift", "kom aldri i gang"),
    ],
)
def test_facts_tell_how_an_exchange_stands_where_that_is_told_of_it_alone(
    language: str, running: str, stillborn: str
) -> None:
    one = replace(HEAT, outcome="failed", exchanges=(WORKING, STILLBORN, Exchange("fgd-gypsum", "gypsum-board-feed")))
    told = facts(one, language, "../../")
    assert re.findall(r"</a>([^<]*)</p>", told) == [f" ({running})", f" ({stillborn})", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_to_the_matcher_has_a_row_for_each_end(language: str) -> None:
    address = re.search(r'href="([^"]+)"', own_site(case(RIGHT, "cases/heat.md"), language, "../../"))[1]  # type: ignore[index]
    asked = parse_qsl(unescape(address).partition("#")[2])
    assert [pair for pair in asked if pair[0] != "text"] == [
        ("have", "reaction-heat"),
        ("have", "fgd-gypsum"),
        ("want", "space-heating"),
        ("want", "gypsum-board-feed"),
    ]
    assert [text for name, text in asked if name == "text"] == [
        names(language).resources[end] for name, end in asked if name != "text"
    ]
    assert own_site(replace(HEAT, exchanges=()), language, "../../") == ""


def test_a_case_that_has_ended_tells_both_years() -> None:
    assert when(replace(HEAT, until=2018, outcome="ended"), "en") == "2010–2018 (ended)"
    assert when(replace(HEAT, since=None, until=2018, outcome="ended"), "en") == "until 2018 (ended)"


@pytest.fixture(scope="module")
def drawn() -> Mapping[str, Sheet]:
    """The drawings with the places of all cases."""
    return sheets(cases(CONTENT))


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_and_map_hold_every_case_with_what_it_is_filtered_by(language: str, drawn: Mapping[str, Sheet]) -> None:
    listed = cases(CONTENT)
    told = listed_with_map(listed, drawn, CONTENT, language, "../")
    names_of = [one.name for one in listed]
    assert sorted(re.findall(r'class="case-card filter-entry" data-entry="([\w-]+)"', told)) == names_of
    assert sorted(re.findall(r'class="case-mark [\w-]+" data-of="([\w-]+)"', told)) == names_of
    assert all(f'data-country="{one.country}"' in told for one in listed)


def test_every_case_lies_where_its_place_is() -> None:
    with (CONTENT.parent / "matcher" / "data" / "places.csv").open(encoding="utf-8") as lines:
        known = {(row["name"], row["country"]): row for row in csv.DictReader(lines)}
    found = [(one, known[one.place, one.country]) for one in cases(CONTENT) if (one.place, one.country) in known]
    assert len(found) > 10
    assert [
        one.page
        for one, row in found
        if abs(one.position[0] - float(row["latitude"])) > 0.15 or abs(one.position[1] - float(row["longitude"])) > 0.3
    ] == []


def test_points_keep_apart_and_within_their_drawing(drawn: Mapping[str, Sheet]) -> None:
    listed = cases(CONTENT)
    for name, sheet in drawn.items():
        points = [mark.point for mark in placed([one for one in listed if sheet_of(one) == name], sheet)]
        assert points
        assert all(sheet.holds(point) for point in points)
        assert all(math.dist(*pair) > 10 for pair in itertools.combinations(points, 2))


def test_points_that_have_room_stay_where_they_are() -> None:
    assert apart([Point(20, 20), Point(60, 20)], 100, 100) == [Point(20, 20), Point(60, 20)]


@pytest.mark.parametrize(
    ("have", "want", "is_found"),
    [
        ("reaction-heat", "space-heating", True),
        ("reaction-heat", "heat-demand", True),  # More general than what the case served.
        ("reaction-heat", "reaction-heat", True),  # The thing itself; what for is not said.
        ("waste-heat", "space-heating", True),  # One step up.
        ("reaction-heat", "greenhouse-heating", False),
        ("heat", "space-heating", False),  # A heading of the tree.
        ("oven-heat", "space-heating", False),  # Another kind of waste heat.
        ("whey", "space-heating", False),
    ],
)
def test_a_case_is_a_precedent_only_of_the_like(have: str, want: str, is_found: bool) -> None:
    told = precedents.told([HEAT], {"heat": "Heat"}, resources(), "en")
    assert bool({*told["haves"].get(have, ())} & {*told["wants"].get(want, ())}) is is_found


def test_the_nearest_precedents_come_first_and_plans_are_none() -> None:
    kind = replace(HEAT, page="cases/kin.md", exchanges=(Exchange("waste-heat", "space-heating"),))
    plan = replace(HEAT, page="cases/plan.md", outcome="planned")
    told = precedents.told([kind, plan, HEAT], dict.fromkeys(("heat", "kin", "plan"), ""), resources(), "en")
    assert [row[0] for row in told["cases"]] == ["cases/heat/", "cases/kin/"]
    assert told["cases"][0][3] == "since 2010 (running)"
    assert told["haves"]["reaction-heat"] == [0, 1]
    assert told["haves"]["waste-heat"] == [1, 0]


def test_a_working_exchange_of_a_failed_case_is_a_working_precedent() -> None:
    failed = replace(
        HEAT,
        page="cases/failed.md",
        outcome="failed",
        exchanges=(WORKING, STILLBORN, Exchange("fgd-gypsum", "gypsum-board-feed")),
    )
    ended = replace(HEAT, page="cases/ended.md", outcome="ended")
    told = precedents.told([ended, failed], {"failed": "", "ended": ""}, resources(), "en")
    assert [[told["cases"][place][0], have, state] for place, have, *_, state in told["exchanges"]] == [
        ["cases/failed/", "reaction-heat", "running"],
        ["cases/ended/", "reaction-heat", ""],
        ["cases/failed/", "fgd-gypsum", ""],
    ]
    assert told["haves"]["reaction-heat"] == [0, 1]
    assert "greenhouse-heating" not in told["wants"]


def test_the_years_of_a_park_are_not_told_of_each_of_its_exchanges() -> None:
    told = precedents.told([replace(HEAT, kind="park")], {"heat": ""}, resources(), "en")
    assert told["cases"][0][3] == ""


def test_the_matcher_knows_what_the_cases_do() -> None:
    """A running exchange that the tables do not know tells of a use that they lack."""
    table = resources()
    uses = {(row["have"], row["want"]) for file in sorted(USES.glob("*.csv")) for row in plain_rows(file)}

    def is_known(exchange: Exchange) -> bool:
        haves, wants = ({end, *precedents.above(end, table)} for end in (exchange.have, exchange.want))
        narrower = precedents.below(exchange.want, table)
        return any((have, want) in uses for have in haves for want in (*wants, *narrower))

    told = [(one, exchange) for one in cases(CONTENT) for exchange in one.exchanges]
    running = [(one.name, exchange) for one, exchange in told if one.state(exchange) == "running"]
    assert [(name, *exchange) for name, exchange in running if not is_known(exchange)] == []
