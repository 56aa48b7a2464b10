"""The promises of matching: nothing without its reasons, ties by id, the same list for the same input."""

from __future__ import annotations

import math
import random

import pytest

from matcher import criteria, examples, matching, reading
from matcher.knowledge import knowledge
from matcher.model import Flow, Place, Quantity

WANT = Flow("w", "want", "Liquid feed for pigs", site="Farm", language="en")
ROGNAN, BRASOV = Place("Rognan", "NO", 67.1, 15.4), Place("Brașov", "RO", 45.65, 25.6)


def whey(number, **more):
    return Flow(f"h{number}", "have", "Sweet whey", site=f"Dairy {number}", language="en", **more)


def tonnes(number):
    return Quantity(number, "t", "year", number, "t")


def test_a_score_is_the_sum_of_its_findings():
    for synergy in matching.match([whey(1), WANT], knowledge()):
        assert synergy.findings
        assert synergy.score == round(min(100, max(0, sum(finding.points for finding in synergy.findings))), 2)


def test_ties_are_broken_by_id_and_order_of_input_does_not_matter():
    flows = [*(whey(number) for number in range(8)), WANT]
    first = matching.match(flows, knowledge())
    random.Random(3).shuffle(flows)
    assert matching.match(flows, knowledge()) == first
    assert [synergy.have.id for synergy in first] == sorted(synergy.have.id for synergy in first)


def test_a_site_is_not_matched_with_itself():
    assert not matching.match([Flow("h", "have", "Sweet whey", site="Farm", language="en"), WANT], knowledge())


def test_results_are_at_most_as_many_as_asked():
    assert len(matching.match([*(whey(number) for number in range(8)), WANT], knowledge(), per_want=3)) == 3


@pytest.mark.parametrize("example", ["demonstration-cluj", "demonstration-trondelag", "kalundborg", "kalundborg-mixed"])
def test_no_synergy_is_missed_by_stopping_where_none_can_win_any_more(example, monkeypatch):
    flows = reading.read_flows(examples.rows(example, "en")).flows
    early = matching.match(flows, knowledge(), per_want=1)
    monkeypatch.setattr(criteria, "most_besides", lambda heard: math.inf)
    assert matching.match(flows, knowledge(), per_want=1) == early


@pytest.mark.parametrize(
    ("have", "had", "want", "wanted", "level"),
    [
        ("Warm cooling water, 35 °C", "water", "Heat for smolt tanks", "energy", "near"),
        ("CNC milling machine, free at night", "equipment", "CNC milling", "capacity", "near"),
        ("Wood chips", "material", "Fuel for a boiler", "energy", "near"),
        ("Whey permeate", "water", "Feed for pigs", "material", "near"),
        ("Welding engineer", "expertise", "Welding engineer", "capacity", "near"),
        ("Welding engineer", "expertise", "Help with welding procedures", "capacity", "unexplained"),
        ("Sweet whey", "material", "Sweet whey", "expertise", "other"),
    ],
)
def test_kinds_that_differ_cost_more_where_nothing_explains_it(have, had, want, wanted, level):
    flows = [
        Flow("h", "have", have, site="A", language="en", kind=had),
        Flow("w", "want", want, site="B", language="en", kind=wanted),
    ]
    (found,) = matching.match(flows, knowledge())
    assert [finding.level for finding in found.findings if finding.criterion == "kind"] == [level]


def test_heat_that_is_too_cold_falls_behind_heat_that_is_warm_enough():
    want = Flow("w", "want", "Heat for district heating network, 80 °C", language="en", kind="energy")
    haves = [
        Flow("cold", "have", "Waste heat from cooling, 15 °C", site="A", language="en", kind="energy"),
        Flow("hot", "have", "Waste heat from cooling, 95 °C", site="B", language="en", kind="energy"),
    ]
    assert matching.match([*haves, want], knowledge())[0].have.id == "hot"


def test_a_temperature_told_as_a_condition_counts_as_one_in_the_text():
    want = Flow("w", "want", "Varmt vann til rengjøring", language="no", kind="energy", condition="65 °C")
    haves = [
        Flow("cold", "have", "Lavtemperaturvarme fra elektrolysør", language="no", kind="energy", condition="55 °C"),
        Flow("hot", "have", "Spillvarme fra kjøling av smelteovn", language="no", kind="energy", condition="95 °C"),
    ]
    ranked = matching.match([*haves, want], knowledge())
    assert [one.have.id for one in ranked] == ["hot", "cold"]
    levels = [{finding.criterion: finding.level for finding in one.findings}["temperature"] for one in ranked]
    assert levels == ["enough", "lift"]


def test_amounts_and_distance_are_said():
    want = Flow("w", "want", "Liquid feed for pigs", language="en", quantity=tonnes(100), place=ROGNAN)
    (synergy,) = matching.match([whey(1, quantity=tonnes(80), place=BRASOV), want], knowledge())
    levels = {finding.criterion: finding.level for finding in synergy.findings}
    assert levels["quantity"] == "fits"
    assert levels["distance"] == "far"


def test_heat_of_which_only_words_are_told_does_not_cross_the_country():
    haves = [
        Flow("heat", "have", "Surplus hot water 90 °C", site="A", language="en", place=ROGNAN),
        Flow("power", "have", "Surplus electricity", site="B", language="en", place=ROGNAN),
    ]
    wants = [
        Flow("drying", "want", "Heat for drying timber", site="C", language="en", place=BRASOV),
        Flow("mill", "want", "Electricity for a mill", site="D", language="en", place=BRASOV),
    ]
    found = {(one.have.id, one.want.id): one for one in matching.match([*haves, *wants], knowledge())}
    levels = {pair: {each.criterion: each.level for each in one.findings} for pair, one in found.items()}
    assert levels["heat", "drying"]["distance"] == "too_far"
    assert levels["power", "mill"]["distance"] == "far"
    assert found["heat", "drying"].level == "faint"


def test_hazardous_waste_always_carries_a_caution():
    have = Flow("h", "have", "Sweet whey", site="A", language="en", is_hazardous=True)
    (synergy,) = matching.match([have, WANT], knowledge())
    assert any(caution.is_forbidding for caution in synergy.cautions)
    (harmless,) = matching.match([whey(1), WANT], knowledge())
    assert synergy.score < harmless.score
    assert not harmless.cautions


def test_seasons_that_never_meet_cost_points():
    want = Flow("w", "want", "Heat for greenhouse", language="en", kind="energy", season="iarna")
    haves = [
        Flow("summer", "have", "Waste heat from cooling", site="A", language="en", kind="energy", season="summer"),
        Flow("winter", "have", "Waste heat from cooling", site="B", language="en", kind="energy", season="okt–mars"),
    ]
    winter, summer = matching.match([*haves, want], knowledge())
    assert (winter.have.id, summer.have.id) == ("winter", "summer")
    assert {finding.level for finding in summer.findings if finding.criterion == "season"} == {"apart"}


def test_a_use_is_told_of_the_very_kind_that_is_offered():
    offered = Flow("h", "have", "Zer dulce de la fabricarea brânzeturilor", language="ro")
    wanted = Flow("w", "want", "Substrat pentru biogaz", language="ro")
    (synergy,) = matching.match([offered, wanted], knowledge())
    told = dict(synergy.findings[0].details)
    assert (told["have"], told["through"]) == ("sweet-whey", "biogas-substrate")
