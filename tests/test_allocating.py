"""A plan is the best one there is, keeps to its bounds, and says what it could not do."""

from __future__ import annotations

import json
import random
from math import inf

import pulp
import pytest

from matcher import solving
from matcher.allocating import Allocation, Demand, Goal, Option, Supply, allocate, within
from matcher.bridge import answer
from matcher.model import LANGUAGES

WINTER = frozenset({1, 2, 11, 12})
SUMMER = frozenset({6, 7, 8})
YEAR = frozenset(range(1, 13))
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pulp")


def planned(
    options: list[Option], supplies: dict[str, Supply], demands: dict[str, Demand], **goal: float
) -> Allocation:
    return allocate(options, supplies, demands, Goal(**{"benefit": 0.0, **goal}), solving.solve)


def ask(**request):
    return json.loads(answer(json.dumps(request)))


def drawn(seed: int, ratios: bool = False, lots: bool = False, seasons: bool = False):
    """A park of a few haves and wants with amounts of very different size."""
    chance = random.Random(seed)

    def amount() -> float:
        return round(10 ** chance.uniform(0, 4), 2)

    def months() -> frozenset[int]:
        return frozenset(chance.sample(range(1, 13), chance.randint(1, 12))) if seasons else YEAR

    supplies = {f"h{n}": Supply(amount(), months(), not seasons or chance.random() < 0.4) for n in range(7)}
    demands = {f"w{n}": Demand(inf if chance.random() < 0.1 else amount(), months()) for n in range(6)}
    pairs = [(have, want) for have in supplies for want in demands if chance.random() < 0.5]
    options = [
        Option(
            f"{have}+{want}",
            have,
            want,
            ratio=round(chance.uniform(0.3, 3.0), 3) if ratios else 1.0,
            benefit=round(chance.uniform(-20, 100), 2),
            co2e=round(chance.uniform(-0.2, 2), 3),
            diverted=1.0,
            least=chance.choice((0.0, 20.0, 300.0)) if lots else 0.0,
        )
        for have, want in pairs
    ]
    return options, supplies, demands


def optimum(options, supplies, demands, worth) -> float:
    """What the best plan is worth, month by month, as CBC finds it: another solver, and another way to say it."""
    problem = pulp.LpProblem(sense=pulp.LpMaximize)
    taken: dict[tuple[str, int], pulp.LpVariable] = {}
    for place, one in enumerate(options):
        supply, demand = supplies[one.have], demands[one.want]
        for month in sorted(demand.months if supply.keeps else demand.months & supply.months):
            taken[one.key, month] = pulp.LpVariable(f"x{place}_{month}", 0)
        total = pulp.lpSum(taken.get((one.key, month), 0) for month in YEAR)
        if one.least:
            used = pulp.LpVariable(f"y{place}", cat="Binary")
            problem += total >= one.least * used
            problem += total <= supply.amount * used
    for have, supply in supplies.items():
        of = [one for one in options if one.have == have]
        spans = [YEAR] if supply.keeps else [{month} for month in supply.months]
        for span in spans:
            bound = supply.amount * (1 if supply.keeps else 1 / len(supply.months))
            problem += pulp.lpSum(taken.get((one.key, month), 0) for one in of for month in span) <= bound
    for want, demand in demands.items():
        by = [one for one in options if one.want == want]
        if demand.amount == inf:
            continue
        all_keep = all(supplies[one.have].keeps for one in options)
        spans = [YEAR] if all_keep else [{month} for month in demand.months]
        for span in spans:
            bound = demand.amount * (1 if all_keep else 1 / len(demand.months))
            problem += pulp.lpSum(one.ratio * taken.get((one.key, month), 0) for one in by for month in span) <= bound
    problem.setObjective(pulp.lpSum(worth(one) * taken.get((one.key, month), 0) for one in options for month in YEAR))
    problem.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=1e-7))
    return float(pulp.value(problem.objective) or 0.0)


def assert_keeps_to_bounds(plan: Allocation, options, supplies, demands) -> None:
    by_key = {one.key: one for one in options}
    for have, supply in supplies.items():
        assert sum(x for key, x in plan.amounts.items() if by_key[key].have == have) <= supply.amount * (1 + 1e-6)
    for want, demand in demands.items():
        met = sum(x * by_key[key].ratio for key, x in plan.amounts.items() if by_key[key].want == want)
        assert met <= demand.amount * (1 + 1e-6)
    assert all(x >= by_key[key].least * (1 - 1e-6) for key, x in plan.amounts.items())


@pytest.mark.parametrize("kind", ["flow", "ratios", "seasons", "ratios and seasons"])
def test_the_plan_is_the_optimum_that_another_solver_finds(kind):
    for seed in range(25):
        options, supplies, demands = drawn(seed, ratios="ratios" in kind, seasons="seasons" in kind)
        plan = planned(options, supplies, demands, benefit=1)
        assert_keeps_to_bounds(plan, options, supplies, demands)
        best = optimum(options, supplies, demands, lambda one: one.benefit)
        assert (plan.totals.benefit or 0.0) == pytest.approx(best, rel=1e-6, abs=1e-6), seed
        assert plan.worth >= plan.greedy_worth * (1 - 1e-6)
        assert plan.slack == 0.0


def test_with_least_lots_the_plan_is_as_good_as_it_says():
    for seed in range(25):
        options, supplies, demands = drawn(seed, ratios=seed % 2 == 0, lots=True)
        plan = planned(options, supplies, demands, benefit=1)
        assert_keeps_to_bounds(plan, options, supplies, demands)
        best = optimum(options, supplies, demands, lambda one: one.benefit)
        assert plan.totals.benefit == pytest.approx(best, rel=2e-4), seed
        assert plan.worth + plan.slack >= best * (1 - 1e-6), seed


def test_a_weighed_goal_weighs_shares_of_the_best():
    for seed in range(10):
        options, supplies, demands = drawn(seed)
        most = [
            optimum(options, supplies, demands, lambda one, aim=aim: getattr(one, aim)) for aim in ("benefit", "co2e")
        ]
        plan = planned(options, supplies, demands, benefit=3, co2e=1)
        shares = {one.key: 0.75 * one.benefit / most[0] + 0.25 * one.co2e / most[1] for one in options}
        best = optimum(options, supplies, demands, lambda one, shares=shares: shares[one.key])
        assert plan.worth == pytest.approx(best, rel=1e-6), seed
        assert plan.used == {"benefit": 0.75, "co2e": 0.25}


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


def test_what_has_no_known_worth_gets_what_is_left_and_displaces_nothing():
    options = [Option("h+a", "h", "a", benefit=2.0), Option("h+b", "h", "b"), Option("h+c", "h", "c", benefit=-1.0)]
    plan = planned(options, {"h": Supply(10.0)}, {name: Demand(6.0) for name in "abc"}, benefit=1)
    assert plan.amounts == pytest.approx({"h+a": 6.0, "h+b": 4.0})
    assert plan.totals.benefit == pytest.approx(12.0)


def test_an_aim_of_which_nothing_is_known_is_dropped_and_said_so():
    plan = planned([Option("h+a", "h", "a", diverted=1.0)], {"h": Supply(2)}, {"a": Demand(1)}, benefit=1, diverted=1)
    assert plan.used == {"diverted": 1.0}
    assert plan.dropped == ["benefit"]


def test_limits_of_distance_and_exclusions_hold():
    options = [Option("a", "h", "x", kilometres=80.0), Option("b", "h", "y", kilometres=20.0), Option("c", "h", "z")]
    assert [one.key for one in within(options, 50.0, {"c"})] == ["b"]


def test_a_demand_without_limit_and_an_absurd_supply_are_planned_exactly():
    options = [Option("h+a", "h", "a", benefit=1.0), Option("g+b", "g", "b", benefit=1.0)]
    plan = planned(options, {"h": Supply(3.0), "g": Supply(1e300)}, {"a": Demand(inf), "b": Demand(0.25)}, benefit=1)
    assert plan.amounts == pytest.approx({"h+a": 3.0, "g+b": 0.25})
    assert plan.unmet["a"] == inf


def test_nothing_to_plan_is_an_empty_plan():
    plan = planned([], {}, {}, benefit=1)
    assert (plan.amounts, plan.worth, plan.totals.benefit) == ({}, 0, None)


ROWS = [
    {
        "id": "h1",
        "site": "A",
        "side": "have",
        "text": "blast furnace slag",
        "quantity": "1000",
        "unit": "t",
        "period": "year",
    },
    {
        "id": "h2",
        "site": "B",
        "side": "have",
        "text": "fly ash from coal",
        "quantity": "0",
        "unit": "t",
        "period": "year",
    },
    {
        "id": "h3",
        "site": "C",
        "side": "have",
        "text": "blast furnace slag",
        "quantity": "9e14",
        "unit": "t",
        "period": "year",
    },
    {
        "id": "h4",
        "site": "D",
        "side": "have",
        "text": "blast furnace slag",
        "quantity": "40",
        "unit": "MWh",
        "period": "year",
    },
    {
        "id": "h5",
        "site": "E",
        "side": "have",
        "text": "blast furnace slag",
        "quantity": "-4",
        "unit": "t",
        "period": "year",
    },
    {"id": "h6", "site": "F", "side": "have", "text": "blast furnace slag", "quantity": "7", "unit": "t"},
    {
        "id": "w1",
        "site": "G",
        "side": "want",
        "text": "something to replace clinker in cement",
        "quantity": "600 t/year",
    },
    {"id": "w2", "site": "H", "side": "want", "text": "clinker substitute", "quantity": "unlimited"},
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_amounts_are_given_the_rest_is_planned(language):
    told = ask(type="allocate", language=language, project={"flows": ROWS, "goal": {"diverted": 1}})
    assert {one["id"]: one["amount"] for one in told["exchanges"]} == {"h1+w1": 600.0}
    codes = {problem["code"] for problem in told["problems"]}
    assert codes >= {"plan-nothing", "plan-absurd", "plan-units-apart", "plan-no-amount-have", "plan-no-year"}
    assert codes >= {"plan-no-amount-want", "negative-quantity"}
    assert next(fact for fact in told["facts"] if fact["flow"] == "w2")["changes"]["high"] == 400.0
    limitless = ask(type="allocate", language=language, project={"flows": ROWS}, options={"unlimited": True})
    assert sum(one["amount"] for one in limitless["exchanges"]) == 1000.0


def test_options_that_make_no_sense_count_as_not_told():
    options = {"goal": {"benefit": "x"}, "most_kilometres": "far", "least_lots": {"t": None}}
    told = ask(type="allocate", language="en", project={"flows": ROWS}, options=options)
    assert told["exchanges"]


def test_what_is_made_stays_and_the_rest_is_planned_around_it():
    for seed in range(20):
        options, supplies, demands = drawn(seed, ratios=True, lots=True, seasons=seed % 2 == 1)
        kept = options[seed % len(options)]._replace(is_made=True, least=0.0, benefit=-5.0)
        alone = planned([kept], supplies, demands, benefit=1.0).amounts
        plan = planned([kept, *(one for one in options if one.key != kept.key)], supplies, demands, benefit=1.0)
        assert plan.amounts.get(kept.key, 0.0) == pytest.approx(alone.get(kept.key, 0.0), rel=1e-5)
        for have, supply in supplies.items():
            drawn_of = sum(amount for key, amount in plan.amounts.items() if key.startswith(f"{have}+"))
            assert drawn_of <= supply.amount * (1 + 1e-9)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ["implemented", "verified"])
def test_an_exchange_that_is_in_place_stays_in_the_plan_of_a_project(status, language):
    flow = {"text": "whey", "unit": "t", "period": "year", "language": "en"}
    flows = [
        flow | {"id": "h", "site": "Dairy", "side": "have", "quantity": "10"},
        flow | {"id": "near", "site": "Farm", "side": "want", "quantity": "10"},
        flow | {"id": "far", "site": "Plant", "side": "want", "quantity": "8"},
    ]
    project = {"flows": flows, "synergies": {"h+far": {"status": status}}}
    told = ask(type="allocate", language=language, project=project)
    amounts = {one["id"]: (one["amount"], one["is_made"]) for one in told["exchanges"]}
    assert amounts == {"h+far": (8.0, True), "h+near": (2.0, False)}
    assert told["made"]["count"] == 1
    assert told["made"]["text"]


def test_a_least_lot_keeps_small_exchanges_out():
    told = ask(type="allocate", language="en", project={"flows": ROWS}, options={"least_lots": {"t": 601}})
    assert told["exchanges"] == []
    assert told["method"]["code"] == "none"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", ["kalundborg", "demonstration-cluj", "demonstration-trondelag"])
@pytest.mark.parametrize("question", ["allocate", "network"])
def test_examples_are_planned_and_drawn_in_each_language(question, example, language):
    rows = ask(type="example", language=language, example=example)["rows"]
    told = ask(type=question, language=language, project={"flows": rows})
    assert "failure" not in told
    assert told["links" if question == "network" else "unmet" if example == "kalundborg" else "exchanges"] is not None
    assert all(problem["message"] and problem["cure"] for problem in told["problems"])


def test_what_a_park_lacks_names_who_usually_has_it():
    rows = ask(type="example", language="en", example="demonstration-cluj")["rows"]
    lacks = ask(type="allocate", language="en", project={"flows": rows})["missing"]
    assert {lack["code"] for lack in lacks} == {"taker", "giver", "treatment"}
    digestate = next(lack for lack in lacks if "c11" in lack["flows"])
    assert digestate["code"] == "taker"
    assert digestate["firms"][0]["code"].startswith("01")
    assert all(lack["text"] and lack["measure_text"] for lack in lacks)
    assert all(lack["co2e_t"] for lack in lacks if lack["measure"] == "co2e")


def test_equal_questions_have_equal_answers():
    rows = ask(type="example", language="en", example="demonstration-trondelag")["rows"]
    request = json.dumps({"type": "allocate", "language": "ro", "project": {"flows": rows}})
    assert answer(request) == answer(request)
