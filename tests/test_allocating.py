"""A plan is the best one there is, keeps to its bounds, and says what it could not do."""

from __future__ import annotations

import json

import pytest

from matcher import solving
from matcher.allocating import Allocation, Demand, Goal, Option, Supply, allocate
from matcher.bridge import answer
from matcher.model import LANGUAGES

WINTER = frozenset({1, 2, 11, 12})
SUMMER = frozenset({6, 7, 8})


def planned(
    options: list[Option], supplies: dict[str, Supply], demands: dict[str, Demand], **goal: float
) -> Allocation:
    return allocate(options, supplies, demands, Goal(**{"benefit": 0.0, **goal}), solving.solve)


def ask(**request):
    return json.loads(answer(json.dumps(request)))


def test_the_best_plan_may_forgo_the_best_pair():
    options = [
        Option("a+x", "a", "x", benefit=10.0),
        Option("a+y", "a", "y", benefit=9.0),
        Option("b+x", "b", "x", benefit=8.0),
    ]
    plan = planned(options, {"a": Supply(5), "b": Supply(5)}, {"x": Demand(5), "y": Demand(5)}, benefit=1)
    assert plan.amounts == {"a+y": 5.0, "b+x": 5.0}
    assert (plan.worth / plan.greedy_worth) == pytest.approx(85 / 50)


def test_heat_of_winter_does_not_serve_summer():
    options = [Option("h+w", "h", "w"), Option("h+v", "h", "v")]
    supplies = {"h": Supply(1200.0, keeps=False)}
    demands = {"w": Demand(1000.0, WINTER), "v": Demand(1000.0, SUMMER)}
    assert planned(options, supplies, demands).amounts == pytest.approx({"h+v": 300.0, "h+w": 400.0})
    kept = planned(options, {"h": Supply(1200.0)}, demands)
    assert sum(kept.amounts.values()) == pytest.approx(1200.0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", ["kalundborg", "demonstration-cluj", "demonstration-trondelag"])
@pytest.mark.parametrize("question", ["allocate", "network"])
def test_examples_are_planned_and_drawn_in_each_language(question, example, language):
    rows = ask(type="example", language=language, example=example)["rows"]
    told = ask(type=question, language=language, project={"flows": rows})
    assert "failure" not in told
    assert told["exchanges" if question == "allocate" else "links"] or example == "kalundborg"
    assert all(problem["message"] and problem["cure"] for problem in told["problems"])
