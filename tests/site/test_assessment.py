"""The assessment: its practical part holds against the matcher, and every fault in it is told with its cure."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from matcher.bridge import answer
from site_plugins.course.assessment import bank, faults, filled, folded, load, spellings
from site_plugins.course.questions import load as load_questions
from site_plugins.languages import LANGUAGES

DATA = Path(__file__).parent.parent.parent / "content" / "data"
TASK = load(DATA)
GOOD_LEVELS = ("strong", "likely")


def rows(language: str) -> list[dict[str, str]]:
    """The flows of the task as a trainee may write them."""
    places = {firm["site"]: firm for firm in TASK["firms"]}
    return [
        {
            **{name: flow[name] for name in ("id", "site", "side", "kind", "unit")},
            "text": flow["text"][language],
            "quantity": str(flow["amount"]),
            "period": "year",
            "code": flow.get("codes", [""])[0],
            "hazardous": "yes" if flow.get("is_hazardous") else "",
            "place": places[flow["site"]]["place"],
            "country": places[flow["site"]]["country"],
            "language": language,
        }
        for flow in TASK["flows"]
    ]


@cache
def asked(kind: str, language: str) -> dict[str, Any]:
    request: dict[str, Any] = {"type": kind, "language": "en", "rows": rows(language), "options": {}}
    request["project"] = {"format": "catalyst-project", "version": 1, "language": language, "flows": request["rows"]}
    found: dict[str, Any] = json.loads(answer(json.dumps(request)))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matcher_finds_the_best_pairs_in_every_language(language: str) -> None:
    found = asked("match", language)
    assert found["problems"] == []
    for have, want in TASK["best"]:
        ranked = [pair for pair in found["synergies"] if pair["want"]["id"] == want]
        own = next((pair for pair in ranked if pair["have"]["id"] == have), None)
        assert own is not None, (have, want)
        assert own["level"] in GOOD_LEVELS, (have, want, own["level"])
        assert ranked.index(own) < 2, (have, want)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matcher_refuses_what_is_forbidden_and_nothing_of_the_best(language: str) -> None:
    refused = {one["id"] for one in asked("screen", language)["screens"] if one["outcome"] == "refused"}
    assert {"+".join(pair) for pair in TASK["forbidden"]} <= refused
    assert not {"+".join(pair) for pair in TASK["best"]} & refused


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (lambda task: task["firms"][0]["told"].pop("no"), "the language “no” is missing"),
        (lambda task: task["flows"][0].update(site="Nowhere"), "“site” is one of the firms"),
        (lambda task: task["flows"].append({**task["flows"][0], "id": "twice"}), "two haves"),
        (lambda task: task["best"].append(["beta-want", "alfa-have"]), "name the id of a have"),
        (lambda task: task["criteria"][0].update(points=1), "add up to 100"),
    ],
)
def test_a_fault_of_the_practical_part_is_told_with_its_cure(changes: Any, message: str) -> None:
    wrong = copy.deepcopy(dict(TASK))
    changes(wrong)
    assert any(message in fault for fault in faults(wrong))


def test_sides_units_and_periods_are_known_as_people_write_them() -> None:
    known = spellings()
    assert known["side"][folded("Căutăm")] == "want"
    assert known["unit"][folded("m³")] == ["m3", 1.0]
    assert known["unit"][folded("GWh")] == ["MWh", 1000.0]
    assert known["period"][folded("måned")] == 12


def test_the_version_of_the_bank_is_the_same_in_all_languages_and_changes_with_a_question() -> None:
    questions = load_questions(DATA / "questions")
    versions = {bank(questions, language).split('"version":"')[1][:12] for language in LANGUAGES}
    assert len(versions) == 1
    kept = [one for one in questions if one.use == "assessment"]
    assert bank(kept[1:], "en").split('"version":"')[1][:12] not in versions


def test_a_page_gets_what_its_marks_name() -> None:
    made = filled("<!-- assessment: brief -->\n\n<!-- assessment: paper -->", [], DATA, "ro", "../../")
    assert "fabrică de lactate" in made
    assert '<div id="assessment-paper"' in made
    assert "<!--" not in made
