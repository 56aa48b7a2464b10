"""A damaged project file loses nothing that can be read, and each fault is told with its place and its cure."""

from __future__ import annotations

import copy
import json
import random

import jsonschema
import pytest

from matcher import presenting, project, tables
from matcher.model import LANGUAGES
from matcher.reading import schema

WHOLE = {
    "format": "catalyst-project",
    "version": 1,
    "name": "Park",
    "park": "",
    "language": "en",
    "flows": [
        {"id": "a", "side": "have", "text": "Sweet whey", "quantity": "3000", "unit": "t"},
        {"id": "b", "side": "want", "text": "Liquid feed for pigs"},
    ],
    "synergies": {
        "a+b": {
            "status": "agreed",
            "date": "2026-03-31",
            "barriers": ["price"],
            "answers": {"certain-use": "yes"},
            "assumptions": {"freight": {"low": 0.1, "mid": 0.12, "high": 0.2}},
            "history": [{"date": "2026-01-05", "status": "discussed"}],
        }
    },
    "assumptions": {"interest": 0.05},
    "rates": {"RON": 5.09, "date": "2026-01-02"},
    "goal": {"benefit": 1, "diverted": 0, "co2e": 0},
    "exclusions": ["a+b"],
    "coordinates": {"Dairy": [46.77, 23.59]},
}


def changed(path, value):
    found = copy.deepcopy(WHOLE)
    place = found
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return found


FAULTS = {
    "a status that nobody knows": (("synergies", "a+b", "status"), "soon"),
    "a day that does not exist": (("synergies", "a+b", "date"), "2026-02-31"),
    "a date in another order": (("synergies", "a+b", "date"), "31.03.2026"),
    "a text where codes belong": (("synergies", "a+b", "barriers"), "price"),
    "an answer that is none": (("synergies", "a+b", "answers", "certain-use"), "perhaps"),
    "a number as text": (("assumptions", "interest"), "5 %"),
    "a range upside down": (("synergies", "a+b", "assumptions", "freight"), {"low": 3, "mid": 2, "high": 1}),
    "a rate of nothing": (("rates", "RON"), 0),
    "a weight below zero": (("goal", "co2e"), -1),
    "a place outside the world": (("coordinates", "Dairy"), [146.77, 23.59]),
    "three coordinates": (("coordinates", "Dairy"), [46.77, 23.59, 300]),
    "a flow that is a number": (("flows", 1), 7),
    "synergies as a list": (("synergies",), ["a+b"]),
    "a language that is not ours": (("language",), "de"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_used_is_named_by_its_place_and_set_aside(fault, language):
    path, value = FAULTS[fault]
    opened = project.read(json.dumps(changed(path, value)), "park.json")
    told = [presenting.problem(one, None, language) for one in opened.problems if one.severity == "error"]
    assert len(told) == 1
    assert told[0]["file"] == "park.json"
    assert str(path[-1] if isinstance(path[-1], str) else path[-1] + 1) in told[0]["message"]
    assert told[0]["cure"]
    assert [one["value"] for one in opened.project["set_aside"]] == [value]
    again = project.read(project.written(opened.project))
    assert again.project == opened.project


def test_the_rest_of_a_faulty_synergy_is_kept():
    opened = project.read(json.dumps(changed(("synergies", "a+b", "status"), "soon")))
    assert opened.project["synergies"]["a+b"]["date"] == "2026-03-31"


def test_a_file_cut_off_anywhere_is_read_up_to_there():
    text = project.written(WHOLE)
    for length in range(len(text) - 2):
        opened = project.read(text[:length])
        assert opened.problems, length
        flows = [row for row in opened.project["flows"] if row.get("text")]
        assert flows == WHOLE["flows"][: len(flows)] or length < text.index('"synergies"')
        kept = opened.project["synergies"].get("a+b", {})
        assert kept.items() <= WHOLE["synergies"]["a+b"].items() or length < text.index('"rates"')


def test_a_comma_too_many_or_too_few_is_mended_and_told():
    text = project.written(WHOLE)
    for wrong in (
        text.replace('"Park",', '"Park"'),
        text.replace('"price"', '"price",'),
        text.replace('"Park",', '"Park",,'),
    ):
        opened = project.read(wrong)
        assert [one.code for one in opened.problems] == ["json-comma"]
        assert opened.project == WHOLE


def test_a_mistake_in_the_middle_leaves_what_stands_before():
    opened = project.read(
        project.written(WHOLE).replace('"assumptions": {\n    "interest": 0.05', '"assumptions": { interest 0.05')
    )
    assert [one.code for one in opened.problems] == ["json-broken"]
    assert opened.project["synergies"] == WHOLE["synergies"]


def test_of_two_synergies_of_one_key_the_last_counts_and_the_other_is_set_aside():
    text = project.written(WHOLE).replace('"synergies": {', '"synergies": { "a+b": {"status": "idea"},')
    opened = project.read(text)
    assert [one.code for one in opened.problems] == ["project-repeated"]
    assert "a+b" in dict(opened.problems[0].details)["at"]
    assert opened.project["synergies"] == WHOLE["synergies"]
    assert opened.project["set_aside"] == [{"at": "synergies/a+b", "value": {"status": "idea"}}]


def test_a_newer_version_is_told_and_kept_with_all_that_is_not_known():
    newer = WHOLE | {"version": 9, "moods": {"Ana": "good"}}
    opened = project.read(json.dumps(newer))
    assert [(one.code, one.severity) for one in opened.problems] == [("newer-project", "notice")]
    assert opened.project == newer


@pytest.mark.parametrize(
    "text", ["", "hello", "7", '{"recipes": []}', "[" * 5000, '{"a": ' + "9" * 5000 + "}", "\x00\x01"]
)
def test_what_is_no_project_is_told_and_ends_in_an_empty_one(text):
    opened = project.read(text)
    assert any(one.severity == "error" for one in opened.problems)
    assert opened.project["flows"] == []


def test_a_decision_whose_flow_is_gone_is_kept_and_told():
    opened = project.read(json.dumps(WHOLE | {"flows": WHOLE["flows"][:1]}))
    assert [one.code for one in opened.problems] == ["synergy-without-flows"]
    assert opened.project["synergies"] == WHOLE["synergies"]


def test_our_reading_of_the_schema_is_that_of_a_schema_library():
    """Thousands of small damages: both say of each whether it holds."""
    library = jsonschema.Draft202012Validator(project.form(), format_checker=jsonschema.FormatChecker())
    chance = random.Random(1)
    values = ["", "x", "2026-02-31", "2026-03-31", 7, -1, 0, 1.5, True, [], ["x"], [1, 2], {}, {"low": 1}, {"a": []}]
    for _ in range(3000):
        found = copy.deepcopy(WHOLE)
        place = found
        while True:
            names = list(place) if isinstance(place, dict) else list(range(len(place)))
            name = chance.choice(names)
            if isinstance(place[name], dict | list) and place[name] and chance.random() < 0.7:
                place = place[name]
                continue
            place[name] = chance.choice(values)
            break
        if "low" in place:
            continue  # That a range ascends is beyond what a schema can say.
        ours = not schema.check(found, project.form(), project.form()).faults
        assert ours == library.is_valid(found), found


def test_the_schema_knows_the_statuses_of_the_table():
    status = project.form()["$defs"]["synergy"]["properties"]["status"]["enum"]
    assert status == [row["id"] for row in tables.rows("planning/statuses")]
    jsonschema.Draft202012Validator.check_schema(project.form())
