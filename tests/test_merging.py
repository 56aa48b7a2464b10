"""Many files become one project, and a project can be shown to others without telling who is who."""

from __future__ import annotations

import base64
import json

import pytest

from matcher import merging, presenting, project, reading, redacting
from matcher.bridge import answer
from matcher.model import LANGUAGES

WHEY = {
    "id": "1",
    "site": "Lactate SRL",
    "side": "have",
    "text": "Zer dulce de la Lactate",
    "quantity": "4 200",
    "unit": "t",
}
FEED = {
    "id": "2",
    "site": "Ferma SRL",
    "side": "want",
    "text": "Furaj lichid pentru porci",
    "quantity": "1,5",
    "unit": "kt",
}
SLAG = {"id": "1", "site": "Metal SRL", "side": "have", "text": "Zgură", "place": "Turda"}


def made(flows, language="ro", **more):
    return project.opened_from(project.empty(language) | {"flows": flows} | more).project


def merged(*projects):
    return merging.merged(list(zip("ab", projects, strict=False)))


def test_a_flow_whose_id_is_taken_gets_another_and_its_decisions_follow():
    first = made([WHEY])
    second = made([SLAG, FEED], synergies={"1+2": {"status": "agreed"}}, exclusions=["1+2"])
    opened = merged(first, second)
    ids = {row["text"]: row["id"] for row in opened.project["flows"]}
    assert len(set(ids.values())) == 3
    key = f"{ids['Zgură']}+{ids[FEED['text']]}"
    assert opened.project["synergies"] == {key: {"status": "agreed"}}
    assert opened.project["exclusions"] == [key]
    assert [(one.code, one.file) for one in opened.problems] == [("merge-renamed", "b")]


def test_what_tells_no_site_stands_under_the_name_of_its_file():
    bare = {name: cell for name, cell in WHEY.items() if name != "site"}
    opened = merging.merged([("Dairy North.xlsx", made([bare])), ("Dairy South.catalyst.json", made([bare]))])
    assert [row["site"] for row in opened.project["flows"]] == ["Dairy North", "Dairy South"]
    assert [one.code for one in opened.problems] == ["merge-site-named", "merge-site-named", "merge-renamed"]


def test_a_site_that_stands_in_two_files_is_told():
    opened = merged(made([WHEY]), made([WHEY | {"text": "Zară"}]))
    assert "merge-site-shared" in [one.code for one in opened.problems]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_of_several_companies_are_told_apart_as_they_are_read(language):
    table = base64.b64encode(b"side,text,quantity,unit\nhave,whey,10,t\n").decode()
    files = [{"name": f"{name}.csv", "base64": table} for name in ("North", "South")]
    told = json.loads(answer(json.dumps({"type": "read", "language": language, "files": files})))
    assert [row["site"] for row in told["rows"]] == ["North", "South"]
    assert {one["code"] for one in told["problems"]} == {"merge-site-named"}
    alone = json.loads(answer(json.dumps({"type": "read", "language": language, "files": files[:1]})))
    assert not alone["rows"][0].get("site")


def test_equal_flows_are_kept_once_even_under_other_ids():
    opened = merged(made([WHEY]), made([WHEY | {"id": "z"}, FEED]))
    assert [row["id"] for row in opened.project["flows"]] == ["1", "2"]
    assert [one.code for one in opened.problems] == ["merge-same"]


def test_of_two_decisions_the_later_counts_and_both_histories_are_kept():
    history = [{"date": "2026-01-01", "status": "discussed"}], [{"date": "2026-02-01", "status": "agreed"}]
    early = {"status": "discussed", "owner": "Ana", "barriers": ["price"], "history": history[0]}
    late = {"status": "agreed", "owner": "", "barriers": ["trust"], "history": history[1]}
    flows = [WHEY, FEED]
    for one, other in ((early, late), (late, early)):
        opened = merged(made(flows, synergies={"1+2": one}), made(flows, synergies={"1+2": other}))
        found = opened.project["synergies"]["1+2"]
        assert (found["status"], found["owner"]) == ("agreed", "Ana")
        assert sorted(found["barriers"]) == ["price", "trust"]
        assert found["history"] == [*history[0], *history[1]]
        assert "merge-decision" in [problem.code for problem in opened.problems]


def test_figures_that_clash_are_told_and_the_first_counts():
    opened = merged(made([WHEY], assumptions={"freight": 1}), made([FEED], assumptions={"freight": 2}))
    assert opened.project["assumptions"] == {"freight": 1}
    assert [one.code for one in opened.problems] == ["merge-figures"]


def test_a_number_of_another_language_is_read_as_it_was_meant():
    opened = merged(made([WHEY | {"id": "9"}], "en"), made([FEED | {"quantity": "1,250"}], "ro"))
    found = reading.read_flows(opened.project["flows"], "en")
    assert found.flows[1].quantity.number == 1.25


def test_one_project_alone_stays_as_it_is():
    alone = made([WHEY, FEED], synergies={"1+2": {"status": "agreed"}})
    assert merging.merged([("a", alone)]) == project.Opened(alone)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clash_is_told_in_the_language_asked_for(language):
    first = made([WHEY, FEED], synergies={"1+2": {"status": "idea", "owner": "x"}}, rates={"RON": 5})
    second = made([SLAG, WHEY | {"id": "w"}, FEED], synergies={"w+2": {"status": "agreed"}}, rates={"RON": 5.1})
    asked = {
        "type": "merge",
        "language": language,
        "projects": [{"name": "a", "project": first}, {"name": "b", "project": second}],
    }
    told = json.loads(answer(json.dumps(asked)))
    assert {one["code"] for one in told["problems"]} == {
        "merge-renamed",
        "merge-same",
        "merge-decision",
        "merge-figures",
    }
    assert all(one["message"] and one["cure"] for one in told["problems"])


def test_a_redacted_project_tells_neither_names_nor_places_nor_figures_nor_notes():
    told = {"status": "agreed", "owner": "Ana", "notes": "secret", "barriers": ["price", "Ana is slow"]}
    told |= {"assumptions": {"price": 12}, "history": [{"date": "2026-01-01", "status": "agreed", "note": "secret"}]}
    whole = made([WHEY, FEED, SLAG | {"id": "3", "condition": "from Lactate SRL"}], name="Lactate", park="Cluj")
    whole |= {"synergies": {"1+2": told}, "coordinates": {"Lactate SRL": [46, 23]}, "assumptions": {"price": 12}}
    shown = redacting.redacted(whole, "en")
    text = project.written(shown)
    for secret in ("Lactate", "Ferma", "Metal", "Ana", "secret", "Turda", "Cluj", "4 200", 'price": 12'):
        assert secret not in text, secret
    assert shown["synergies"]["f1+f2"]["barriers"] == ["price"]
    assert shown["flows"][0]["quantity"] == "3000–10000"


def test_a_redacted_project_opens_without_a_problem_and_matches_as_before():
    shown = redacting.redacted(made([WHEY, FEED], synergies={"1+2": {"status": "agreed"}}), "ro")
    opened = project.read(project.written(shown))
    assert opened.problems == ()
    flows = reading.read_flows(opened.project["flows"], "ro")
    assert [flow.quantity.number for flow in flows.flows] == [6500, 2]
    assert [presenting.problem(one, 0, "ro") for _, one in flows.problems if one.severity == "error"] == []
