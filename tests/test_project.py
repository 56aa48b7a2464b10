"""The project file: what was decided moves between page and terminal without loss, and damage is told, not suffered."""

from __future__ import annotations

import base64
import json

import pytest

from matcher import examples, project
from matcher.bridge import answer
from matcher.model import LANGUAGES

FULL = {
    "format": "catalyst-project",
    "version": 1,
    "name": "Parcul Someș",
    "park": "Cluj",
    "language": "ro",
    "flows": [
        {"id": "a", "side": "have", "text": "Zer dulce", "quantity": "4 200,5", "unit": "t", "period": "an"},
        {"id": "b", "side": "want", "text": "Furaj lichid pentru porci", "quantity": "5 000", "unit": "t"},
    ],
    "synergies": {
        "a+b": {
            "status": "negotiation",
            "owner": "Ana",
            "date": "2026-03-31",
            "barriers": ["price", "our own words"],
            "answers": {"certain-use": "yes"},
            "assumptions": {"freight": {"low": 0.1, "mid": 0.12, "high": 0.2}, "price": 30},
            "history": [{"date": "2026-01-05", "status": "discussed", "note": "ședință"}],
            "colour": "green",
        }
    },
    "assumptions": {"freight": 0.13},
    "rates": {"RON": 5.09, "NOK": 11.8, "date": "2026-01-02", "source": "BNR"},
    "goal": {"benefit": 2, "diverted": 1, "co2e": 0},
    "exclusions": ["a+b"],
    "coordinates": {"Lactate": [46.77, 23.59]},
    "of_a_later_version": {"kept": [1, 2, None]},
}


def ask(**request):
    told = json.loads(answer(json.dumps({"language": "en", **request})))
    assert "failure" not in told, told
    return told


def test_a_project_is_written_and_read_without_loss():
    opened = project.read(project.written(FULL))
    assert not opened.problems
    assert opened.project == FULL
    assert project.written(opened.project) == project.written(FULL)


def test_every_flow_gets_an_id_that_stays():
    rows = [{"side": "have", "text": "slag"}, {"id": "a", "side": "have", "text": "whey"}]
    opened = project.read(json.dumps({"format": "catalyst-project", "version": 1, "flows": rows}))
    ids = [row["id"] for row in opened.project["flows"]]
    assert len(set(ids)) == 2
    opened.project["flows"].reverse()
    again = project.read(project.written(opened.project))
    assert [row["id"] for row in again.project["flows"]] == ids[::-1]


def test_the_door_opens_and_saves_without_loss():
    saved = ask(type="save-project", project=FULL)
    assert saved["name"] == "parcul-somes.catalyst.json"
    text = base64.b64decode(saved["base64"]).decode()
    assert ask(type="open-project", text=text) == {"project": FULL, "problems": []}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mere_list_of_flows_is_a_project(language):
    rows = examples.rows("demonstration-cluj", "en")
    told = ask(type="open-project", language=language, text=json.dumps({"flows": rows}))
    assert len(told["project"]["flows"]) == len(rows)
    view = ask(type="plan", language=language, project=told["project"], today="2026-11-29")
    assert view["pipeline"]["rows"]
    assert [one["quarter"] for one in view["roadmap"]] == sorted(one["quarter"] for one in view["roadmap"])
