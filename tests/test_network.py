"""The network says what hangs on whom, and its indicators are what their formulas say."""

from __future__ import annotations

import json
import random

import networkx
import numpy
import pytest

from matcher import network, tables
from matcher.bridge import answer
from matcher.model import LANGUAGES
from matcher.network import Link


def ask(**request):
    return json.loads(answer(json.dumps(request)))


def flow(id_: str, site: str, side: str, text: str, amount: int, **more: str) -> dict[str, str]:
    return {"id": id_, "site": site, "side": side, "text": text, "quantity": f"{amount} t", "period": "year", **more}


PARK = [
    flow("h1", "Steelworks", "have", "granulated blast furnace slag", 1000, sector="24.10"),
    flow("h2", "Second steelworks", "have", "granulated blast furnace slag", 300, sector="24.10"),
    flow("w1", "Cement works", "want", "clinker substitute", 900, sector="23.51", place="Turda"),
    flow("h3", "Idle", "have", "office paper for recycling", 5),
]


def test_cyclicity_is_the_largest_eigenvalue_that_numpy_finds():
    chance = random.Random(5)
    for _ in range(60):
        sites = [str(number) for number in range(chance.randint(2, 12))]
        pairs = [(one, other) for one in sites for other in sites if one != other and chance.random() < 0.25]
        web = network.graph(sites, [Link(*pair, "") for pair in pairs])
        values = numpy.linalg.eigvals(networkx.to_numpy_array(web))
        largest = max((value.real for value in values if abs(value.imag) < 1e-6), default=0.0)
        assert network.cyclicity(web) == pytest.approx(max(0.0, largest), abs=1e-4)


def test_a_site_whose_fall_takes_everything_is_named_first_and_who_could_step_in():
    told = ask(type="network", language="en", project={"flows": PARK, "goal": {"diverted": 1}})
    worst = told["losses"][0]
    assert worst["site"] == "Cement works"
    assert worst["lost"]["diverted_t"] == 900
    lost = next(loss for loss in told["losses"] if loss["site"] == "Steelworks")
    assert [one["site"] for one in lost["could"]] == ["Second steelworks"]
    assert 0 < lost["could"][0]["share"] <= 1


def test_what_is_made_already_stands_before_the_plan():
    project = {"flows": PARK, "synergies": {"h1+w1": {"status": "implemented"}}, "goal": {"diverted": 1}}
    told = ask(type="network", language="en", project=project)
    assert told["before"]["links"] == 1
    assert told["after"]["links"] == len(
        {link["key"] for link in told["links"] if link["is_made"] or link["is_planned"]}
    )
    assert next(link for link in told["links"] if link["key"] == "h1+w1")["is_made"]
    without = ask(type="network", language="en", project=project, options={"plan": False})
    assert not any(link["is_planned"] for link in without["links"])
    assert without["before"]["links"] == without["after"]["links"] == 1


def test_a_rejected_synergy_is_not_planned():
    project = {"flows": PARK, "synergies": {"h1+w1": {"status": "rejected"}}}
    told = ask(type="network", language="en", project=project)
    assert not next(link for link in told["links"] if link["key"] == "h1+w1")["is_planned"]


def test_coordinates_that_were_entered_go_before_the_list_of_places():
    told = ask(type="network", language="en", project={"flows": PARK, "coordinates": {"Cement works": [46.5, 23.8]}})
    site = next(site for site in told["sites"] if site["id"] == "Cement works")
    assert (site["latitude"], site["longitude"], site["place"]) == (46.5, 23.8, "Turda")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_a_formula_a_source_and_a_reading(language):
    for rows in (PARK, []):
        told = ask(type="network", language=language, project={"flows": rows})
        assert [one["code"] for one in told["indicators"]] == [row["code"] for row in tables.rows("indicators")]
        assert all(one["formula"] and one["source"] and one["text"] and one["label"] for one in told["indicators"])
