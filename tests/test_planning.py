"""From synergies to a plan: ease, quick wins, the roadmap, and the tables behind them."""

from __future__ import annotations

import pytest

from matcher import law, park, planning, tables
from matcher.model import LANGUAGES, Finding, Flow, Synergy

TABLES = ("statuses", "barriers", "measures", "reasons", "criteria", "ease", "indicators")


def synergy(have="a", want="b", kilometres="5"):
    findings = (
        Finding("resource", "same", 40.0, (("have", "x"), ("want", "x"))),
        *((Finding("distance", "near", 10.0, (("kilometres", kilometres),)),) if kilometres else ()),
    )
    return Synergy(Flow(have, "have", "slag"), Flow(want, "want", "slag"), 70.0, "strong", findings)


def opportunity(key, gain, outcome="probably-by-product", kilometres="5", **entry):
    return planning.opportunity(key, synergy(kilometres=kilometres), entry, gain, outcome)


def test_ease_adds_up_what_law_distance_treatment_knowledge_and_barriers_give():
    one = opportunity("a+b", 1.0)
    assert {part.criterion: part.points for part in one.parts} == {
        "law": 30,
        "distance": 15,
        "treatment": 20,
        "known": 0,
        "barriers": 10,
    }
    assert one.ease == 75


def test_the_easiest_synergy_has_a_hundred_points():
    assert sum(part.most for part in opportunity("a+b", 1.0).parts) == 100


@pytest.mark.parametrize(
    ("barriers", "level"),
    [([], "none"), (["trust"], "small"), (["permit"], "some"), (["permit", "investment"], "great"), (["own"], "small")],
)
def test_barriers_weigh_by_how_great_they_are(barriers, level):
    one = opportunity("a+b", 1.0, status="discussed", barriers=barriers)
    assert next(part.level for part in one.parts if part.criterion == "barriers") == level


def test_a_quick_win_is_easy_and_brings_more_than_half_of_the_others():
    found = [opportunity(str(number), float(number)) for number in range(1, 5)]
    hard = opportunity("hard", 100.0, outcome="ask-authority", barriers=["permit", "hazard"])
    assert planning.quick_wins([*found, hard]) == {"3", "4"}


def test_what_is_refused_rejected_done_or_without_a_known_gain_is_no_quick_win():
    found = [
        opportunity("refused", 9.0, outcome="refused"),
        opportunity("rejected", 9.0, status="rejected"),
        opportunity("done", 9.0, status="verified"),
        opportunity("unknown", None),
        opportunity("loss", -5.0),
    ]
    assert planning.quick_wins(found) == frozenset()


def test_steps_with_a_date_stand_in_their_quarter_and_the_others_are_proposed():
    found = [
        opportunity("dated", 1.0, date="2027-05-01"),
        opportunity("quick", 9.0),
        opportunity("easy", None),
        opportunity("hard", None, "ask-authority", "300", status="discussed", barriers=["permit", "hazard"]),
        opportunity("waits", 1.0, status="on-hold"),
    ]
    roadmap = planning.roadmap(found, "2026-11-29")
    told = {one.name: {(step.key, step.is_proposed) for step in one.steps} for one in roadmap}
    assert told == {
        "2026-Q4": {("quick", True)},
        "2027-Q1": {("easy", True)},
        "2027-Q2": {("dated", False), ("hard", True)},
    }


def test_without_a_day_to_begin_with_undated_steps_stand_last():
    found = [opportunity("dated", 1.0, date="2027-05-01"), opportunity("other", 9.0)]
    assert [one.name for one in planning.roadmap(found)] == ["2027-Q2", ""]


def test_a_step_is_late_once_its_day_has_passed_and_something_is_left_to_do():
    assert planning.is_late(opportunity("a", 1.0, date="2026-11-28"), "2026-11-29")
    assert not planning.is_late(opportunity("a", 1.0, date="2026-11-29"), "2026-11-29")
    assert not planning.is_late(opportunity("a", 1.0, date="2026-11-28", status="verified"), "2026-11-29")


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_the_tables_has_its_words_in_each_language(table):
    for row in tables.rows(f"planning/{table}"):
        assert all(row[language] for language in LANGUAGES), row
        assert all(cell for column, cell in row.items() if column.startswith(("step_", "how_"))), row


def test_every_measure_that_a_barrier_names_is_known_and_each_helps_against_some_barrier():
    named = set(planning.measures_for(row["id"] for row in tables.rows("planning/barriers")))
    assert named == {row["id"] for row in tables.rows("planning/measures")}


def test_a_synergy_that_the_ranking_left_out_is_in_the_plan_once_something_was_decided():
    rows = [
        {"id": f"h{number}", "side": "have", "text": "Sweet whey", "site": f"Dairy {number}"} for number in range(15)
    ]
    rows.append({"id": "w", "side": "want", "text": "Liquid feed for pigs", "site": "Farm"})
    found = park.of({"flows": rows, "language": "en"}, "en")
    left_out = next(f"h{number}+w" for number in range(15) if f"h{number}+w" not in found.synergies)
    told = park.chosen(found, {"synergies": {left_out: {"status": "agreed"}}})
    assert left_out in [one.key for one in told]
    assert park.chosen(found, {}, ["no+such"]) == []


def test_ease_has_points_for_every_outcome_of_the_questions_of_law():
    levels = {row["level"] for row in tables.rows("planning/ease") if row["criterion"] == "law"}
    assert levels == {*law.OUTCOMES, "unknown"}
