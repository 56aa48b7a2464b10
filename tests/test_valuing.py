"""What a synergy is worth, on examples worked out by hand, and what is said where something is missing or absurd."""

from __future__ import annotations

import json
from math import inf
from typing import Any

import pytest

from matcher import bridge, factors, matching, valuing
from matcher.factors import Book
from matcher.knowledge import knowledge
from matcher.model import Flow, Quantity, Range, Synergy
from matcher.places import find
from matcher.valuing import Value
from matcher.valuing.ranges import exactly

EUROS = {"price": 20.0, "disposal": 10.0, "treatment": 3.0, "handling": 2.0, "freight": 0.1, "kilometres": 50.0}


def flow(side: Any, text: str, amount: float | None = None, unit: str = "t", **more: Any) -> Flow:
    """A flow of some tonnes a year."""
    quantity = None if amount is None else Quantity(amount, unit, "year", amount, unit)
    return Flow(side, side, text, language="en", **({"quantity": quantity, "country": "RO"} | more))


def pair(have: Flow, want: Flow) -> Synergy:
    """The synergy between two flows that surely fit."""
    return next(iter(matching.match([have, want], knowledge())))


def slag(amount: float | None = 1000.0, wanted: float | None = 400.0, **more: Any) -> Synergy:
    """Granulated slag for cement: a material that has to be ground."""
    return pair(
        flow("have", "granulated blast furnace slag", amount, **more), flow("want", "clinker substitute", wanted)
    )


def value(synergy: Synergy, **figures: float | Range) -> Value:
    """The value with what a user entered."""
    entered = {name: told if isinstance(told, Range) else exactly(told) for name, told in figures.items()}
    return valuing.value(synergy, knowledge(), Book((entered,), {"RON": 5.0, "NOK": 11.0}))


def codes(found: Value) -> set[str]:
    return {note.code for note in found.notes}


# Worked out by hand.


def test_a_material_is_worth_purchase_and_disposal_less_treatment_handling_and_freight() -> None:
    # For a tonne: 20 + 10 - 3 - 2 - 0.1 × 50 = 20 EUR; 400 t are wanted, so 8,000 EUR a year.
    found = value(slag(), **EUROS)
    assert found.per_unit.benefit == exactly(20.0)
    assert found.amount.value == exactly(400.0)
    assert found.net == exactly(8000.0)
    assert found.chance_positive == 1.0


def test_both_sides_gain_alike_at_the_middle_of_the_price_zone() -> None:
    # The supplier saves 10 - 2, so it needs -8 at least; the receiver saves 20 - 3 - 5 = 12 at most.
    zone = value(slag(), **EUROS).price
    assert zone.least == exactly(-8.0)
    assert zone.most == exactly(12.0)
    assert zone.middle == 2.0
    assert zone.supplier_gain == zone.receiver_gain == exactly(4000.0)


def test_it_pays_up_to_the_break_even_distance() -> None:
    # Before freight it brings 25 EUR a tonne; at 0.1 EUR a tonne-kilometre that is 250 km.
    assert value(slag(), **EUROS).break_even_km == exactly(250.0)


def test_an_investment_is_paid_back_and_shortens_the_break_even_distance() -> None:
    # 8,000 EUR a year against 16,000: two years; for five years at no interest the present value is 24,000.
    found = value(slag(), **EUROS, investment=16000.0, years=5.0, interest=0.0)
    assert found.payback == exactly(2.0)
    assert found.npv == exactly(24000.0)
    # 16,000 over 5 years and 400 t is 8 EUR a tonne: (25 - 8) / 0.1 = 170 km.
    assert found.break_even_km is not None
    assert found.break_even_km.mid == pytest.approx(170.0)


def test_what_loses_money_is_never_paid_back() -> None:
    found = value(slag(), **(EUROS | {"price": 0.0, "disposal": 0.0}), investment=1000.0)
    assert found.net is not None
    assert found.net.high < 0
    assert found.payback == exactly(inf)
    assert found.chance_positive == 0.0
    assert not found.price.is_open


def test_ranges_reach_from_the_worst_to_the_best() -> None:
    found = value(slag(), **(EUROS | {"price": Range(0.0, 20.0, 50.0), "disposal": 0.0}))
    # 0 - 3 - 2 - 5 = -10 at worst, 10 in the middle, 40 at best.
    assert found.per_unit.benefit == Range(-10.0, 10.0, 40.0)
    # The price is drawn from a triangle: the share of it above 10 is 1 - 10² / (50 × 20) = 0.9.
    assert found.chance_positive == pytest.approx(0.9, abs=0.002)


def test_emissions_are_what_is_not_made_new_less_grinding_and_freight() -> None:
    # For a tonne: 744 kg of clinker, less 30 for grinding, less 0.10163 × 50 for the lorry.
    found = value(slag(), **EUROS, treatment_co2e=30.0)
    assert found.co2e is not None
    assert found.co2e.mid == pytest.approx(400 * (744 - 30 - 0.10163 * 50) / 1000)


def test_recycled_concrete_avoids_emissions_only_near_by() -> None:
    rubble = pair(flow("have", "crushed concrete", 100.0), flow("want", "aggregate for concrete", 100.0))
    found = value(rubble, kilometres=10.0)
    # 7.79306 for new aggregate less 3.21835 for crushing: 4.57 kg a tonne carry 45 km at 0.10163.
    assert found.co2e_break_even_km is not None
    assert found.co2e_break_even_km.mid == pytest.approx((7.79306 - 3.21835) / 0.10163)


def test_what_goes_to_landfill_saves_its_gate_fee_and_tax_as_they_were_published_in_the_country() -> None:
    # Norway: 340 to 960 NOK a tonne and no tax; at 11 NOK for one euro, 425 / 11 = 38.64 in the middle.
    norwegian = {line.code: line for line in value(slag(country="NO"), landfilled=1.0).lines}
    assert norwegian["disposal"].worth == pytest.approx((340 / 11, 425 / 11, 960 / 11))
    assert norwegian["landfill_tax"].worth == exactly(0.0)
    (fee,) = norwegian["disposal"].inputs
    assert (fee.id, fee.country, fee.year) == ("landfill_fee.NO", "NO", "2024")
    # Romania: 80 lei of contribution at 5 lei for one euro, or none where it does not fall on this kind of waste.
    romanian = {line.code: line for line in value(slag(), landfilled=1.0).lines}
    assert romanian["disposal"].worth == Range(15.0, 17.5, 17.89)
    assert romanian["landfill_tax"].worth == Range(0.0, 16.0, 16.0)


def test_a_published_gate_fee_stands_in_for_nothing_but_landfill_of_all() -> None:
    def disposal(**figures: float) -> Range | None:
        return next(line.worth for line in value(slag(country="NO"), **figures).lines if line.code == "disposal")

    assert disposal() is None
    assert disposal(landfilled=0.5) is None
    assert disposal(landfilled=1.0, disposal=7.0) == exactly(7.0)
    assert disposal(landfilled=1.0, landfill_fee=50.0) == exactly(50.0)


def test_what_recovered_materials_cost_their_makers_was_published_for_some() -> None:
    # Container glass is a kind of cullet, and nobody published a price of its own for it.
    have = flow("have", "container glass cullet", 10.0)
    price = value(pair(have, flow("want", "glass cullet", 10.0))).lines[0].inputs[0]
    assert (price.id, price.country, price.licence) == ("price.glass-cullet", "EU", "CC BY 4.0")
    assert price.value == Range(65.0, 95.0, 154.0)
    # A price for a tonne says nothing of a cubic metre.
    by_volume = value(pair(have, flow("want", "glass cullet", 10.0, "m3"))).lines[0].inputs[0]
    assert (by_volume.value, by_volume.unit) == (None, "EUR/m3")


def test_where_a_material_goes_today_can_be_told_before_anything_rests_on_it() -> None:
    assert [one.id for one in value(slag()).ways_out] == [
        "landfilled.granulated-bf-slag",
        "incinerated.granulated-bf-slag",
    ]
    assert [one.value for one in value(slag(), landfilled=0.5).ways_out] == [exactly(0.5), None]


def test_what_a_material_cost_before_it_leaves_is_told_and_is_no_part_of_the_benefit() -> None:
    # Bought for 200 and worked on for 50, then 10 for disposal: 260 EUR a tonne (ISO 14051).
    found = value(slag(), **EUROS, own_material=200.0, own_processing=50.0)
    assert found.own_cost_per_unit == exactly(260.0)
    assert found.net == value(slag(), **EUROS).net
    assert value(slag(), **EUROS, own_material=200.0).own_cost_per_unit is None


def test_heat_that_is_too_cold_is_lifted_by_a_heat_pump() -> None:
    cold = pair(
        flow("have", "low-temperature waste heat, 30 °C", 1000.0, "MWh", kind="energy", country="NO"),
        flow("want", "heat for the district heating network, 70 °C", 5000.0, "MWh", kind="energy", country="NO"),
    )
    found = value(cold, heat_pump_share=0.5, approach=0.0)
    # COP = 0.5 × 343.15 / 40 = 4.289; each MWh of the source becomes 4.289 / 3.289 = 1.304 MWh.
    assert found.ratio.value is not None
    assert found.energy is not None
    assert found.ratio.value.mid == pytest.approx(4.289375 / 3.289375)
    assert found.energy.mid == pytest.approx(1304.0, abs=0.1)
    assert "heat-pump" in codes(found)
    assert "electricity" in {line.code for line in found.lines}


def test_heat_counts_only_in_the_months_in_which_it_is_wanted() -> None:
    warm = pair(
        flow("have", "waste heat, 90 °C", 1200.0, "MWh", kind="energy", season="whole year"),
        flow("want", "heating of greenhouses, 60 °C", 1200.0, "MWh", kind="energy", season="October–March"),
    )
    found = value(warm)
    # 100 MWh a month are had, 200 wanted, in six months.
    assert found.amount.value == exactly(600.0)
    assert "season" in codes(found)


def test_water_is_mixed_only_up_to_the_limit() -> None:
    rinse = pair(
        flow("have", "treated process water", 1000.0, "m3", kind="water"),
        flow("want", "process water", 1000.0, "m3", kind="water"),
    )
    limits = {"limit.chloride": 20.0, "concentration.chloride": 50.0, "fresh_concentration.chloride": 10.0}
    found = value(rinse, **limits)
    assert found.amount.value == exactly(250.0)
    assert "water-mixing" in codes(found)
    assert "water-unchecked" in codes(value(rinse))
    assert "water-incomplete" in codes(value(rinse, **{"limit.chloride": 20.0}))


def test_hours_of_expertise_are_worth_at_least_what_an_hour_costs() -> None:
    advice = pair(
        flow("have", "energy audit and energy management consulting", 40.0, "hour", kind="expertise"),
        flow("want", "energy audit", 40.0, "hour", kind="expertise"),
    )
    found = value(advice, running=0.0)
    assert found.net == exactly(40.0 * 12.5)
    assert "co2e-not-reckoned" in codes(found)


def test_recovering_from_a_dilute_stream_is_warned_of() -> None:
    dilute = {"sherwood": 0.01, "content": 0.001, "substance_price": 5.0}
    assert "recovery-loses" in codes(value(slag(), **dilute))
    assert "recovery-carries" in codes(value(slag(), **(dilute | {"content": 0.01})))
    assert not {"recovery-loses", "recovery-carries"} & codes(value(slag()))


def test_a_tax_is_saved_only_where_the_user_says_what_happens_today() -> None:
    found = value(slag(country="NO"), **EUROS, incinerated=0.5)
    tax = next(line for line in found.lines if line.code == "incineration_tax")
    assert tax.worth is not None
    assert tax.worth.mid == pytest.approx(0.5 * 502.02 / 11.0)
    assert "incineration_tax" not in {line.code for line in value(slag(country="NO"), **EUROS).lines}


# What is not known.


def test_a_part_of_the_lines_never_looks_like_a_net_benefit() -> None:
    found = value(slag(), price=20.0, freight=0.1, kilometres=50.0)
    assert found.net is None
    assert found.per_unit.benefit is None
    assert found.lifetime.euro is None
    assert "net-unknown" in codes(found)
    # Price less freight is 15, so the rest may cost 15.
    assert found.needed == exactly(-15.0)


def test_what_is_missing_is_asked_for_before_what_is_only_vague() -> None:
    found = value(slag(), **(EUROS | {"price": Range(10.0, 20.0, 40.0)}) | {"disposal": Range(9.0, 10.0, 11.0)})
    asked = [one.factor.parameter for one in found.unknown]
    assert asked[0] == "treatment_co2e"
    assert asked.index("price") < asked.index("disposal")
    # The price swings by 30 EUR for each of 400 t.
    assert next(one.narrows for one in found.unknown if one.factor.parameter == "price") == 12000.0


def test_without_a_place_the_distance_is_asked_for() -> None:
    found = value(slag(), **{name: told for name, told in EUROS.items() if name != "kilometres"})
    assert found.net is None
    assert "kilometres" in {one.factor.id for one in found.unknown}


def test_the_way_is_longer_than_the_crow_flies() -> None:
    cluj, turda = find("Cluj-Napoca"), find("Turda")
    near = pair(flow("have", "sawdust", 10.0, place=cluj), flow("want", "sawdust", 10.0, place=turda))
    freight = next(line for line in value(near).lines if line.code == "freight")
    way = next(factor for factor in freight.figures if factor.id == "kilometres")
    assert way.value is not None
    assert way.value.mid == pytest.approx(1.26 * way.value.low / 1.2)


# Bad input.


@pytest.mark.parametrize(
    ("amount", "wanted", "note", "exchanged"),
    [
        (None, 400.0, "amount-unknown", None),
        (1000.0, None, "want-unlimited", 1000.0),
        (0.0, 400.0, "nothing", 0.0),
        (1e15, 400.0, "absurd", 400.0),
    ],
)
def test_missing_zero_and_absurd_amounts_are_told(
    amount: float | None, wanted: float | None, note: str, exchanged: float | None
) -> None:
    found = value(slag(amount, wanted), **EUROS)
    assert note in codes(found)
    assert (found.amount.value.mid if found.amount.value else None) == exchanged
    assert found.per_unit.benefit == exactly(20.0)


def test_nothing_exchanged_is_worth_nothing() -> None:
    found = value(slag(0.0), **EUROS, investment=100.0)
    assert found.net == exactly(0.0)
    assert found.break_even_km is None


def test_a_lot_that_comes_once_has_no_years() -> None:
    lot = pair(
        flow("have", "granulated blast furnace slag")._replace(quantity=Quantity(500.0, "t", "once", None, "t")),
        flow("want", "clinker substitute", 400.0),
    )
    found = value(lot, **EUROS)
    assert found.is_once
    assert "once" in codes(found)
    assert found.net == found.lifetime.euro == exactly(8000.0)


def test_megawatt_hours_against_tonnes_ask_for_a_ratio() -> None:
    chips = pair(
        flow("have", "wood chips for burning", 100.0),
        flow("want", "biomass fuel for the boiler", 300.0, "MWh", kind="energy"),
    )
    found = value(chips, **EUROS)
    assert found.net is None
    assert found.amount.value is None
    assert "units-differ" in codes(found)
    assert value(chips, **EUROS, ratio=3.0).amount.value == exactly(100.0)


def test_cubic_metres_of_warm_water_are_no_amount_of_heat() -> None:
    warm = pair(
        flow("have", "waste heat, 90 °C", 1200.0, "MWh", kind="energy"),
        flow("want", "hot water for washing, 60 °C", 1000.0, "m3", kind="energy"),
    )
    found = value(warm)
    assert {"not-energy", "want-unlimited"} <= codes(found)
    assert found.amount.value == exactly(1200.0)
    assert found.unit == "MWh"


def test_cubic_metres_become_tonnes_by_their_density() -> None:
    whey = pair(flow("have", "whey", 100.0, "m3"), flow("want", "liquid feed for pigs", 206.0))
    found = value(whey, **EUROS, density=1.03)
    assert found.amount.value == exactly(100.0)
    assert found.diverted == exactly(103.0)
    # 20 × 1.03 + 10 - 2 - 0.1 × 50 × 1.03, and what treatment there is.
    freight = next(line for line in found.lines if line.code == "freight")
    assert freight.worth is not None
    assert freight.worth.mid == pytest.approx(-5.15)


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"freight": -1}, "factor-out-of-bounds"),
        ({"freight": "dear"}, "factor-not-a-number"),
        ({"freight": float("nan")}, "factor-not-a-number"),
        ({"freight": True}, "factor-not-a-number"),
        ({"freight": {"low": 3, "mid": 2, "high": 1}}, "factor-out-of-order"),
        ({"freight": {"low": 3}}, "factor-not-a-number"),
        ({"weather": 1}, "unknown-factor"),
    ],
)
def test_a_figure_that_makes_no_sense_is_a_problem_and_not_used(told: dict[str, Any], problem: str) -> None:
    found, problems = factors.entered(told)
    assert found == {}
    assert [one.code for one in problems] == [problem]


def test_an_empty_figure_is_no_figure() -> None:
    assert factors.entered({"freight": "", "price": None}) == ({}, [])
    assert factors.entered(["freight"]) == ({}, [])


# Where figures come from.


def test_a_synergys_own_figure_goes_before_the_projects_and_that_before_the_tables() -> None:
    own, shared = {"freight": exactly(0.3)}, {"freight": exactly(0.2)}
    assert Book((own, shared)).find("freight").value == exactly(0.3)
    assert Book(({}, shared)).find("freight.RO").value == exactly(0.2)
    published = Book().find("freight")
    assert published.value is not None
    assert published.address
    assert not published.is_users


def test_kroner_become_euro_by_the_rate_and_are_unknown_without_one() -> None:
    told = Book(rates={"NOK": 10.0}).find("electricity_price.NO")
    assert told.unit == "EUR/MWh"
    assert told.value == Range(32.6, 60.0, 67.0)
    assert Book().find("electricity_price.NO").value is None


def test_every_published_figure_names_its_source_address_licence_and_year() -> None:
    for figure in factors.published().values():
        assert figure.year
        assert figure.source
        assert figure.parameter in factors.parameters()
        assert figure.source == factors.HUBS or (figure.address.startswith("http") and figure.licence)


def test_every_resource_of_the_tables_exists() -> None:
    known = knowledge().by_id
    assert set(factors.materials()) <= set(known)
    assert set(factors.replacing()) <= set(known)


# Through the door.


def test_equal_projects_have_equal_values_and_the_language_changes_words_only() -> None:
    rows = [
        {"id": "a", "side": "have", "text": "granulated blast furnace slag", "quantity": "1000", "unit": "t"},
        {"id": "b", "side": "want", "text": "clinker substitute", "quantity": "400", "unit": "t"},
    ]
    for row in rows:
        row |= {"language": "en", "period": "year", "country": "RO"}
    own = {"a+b": {"status": "idea", "assumptions": {"price": {"low": 0, "mid": 20, "high": 50}}}}
    project = {"format": "catalyst-project", "version": 1, "flows": rows, "synergies": own}
    project |= {"assumptions": EUROS | {"disposal": 0, "nonsense": 1}}
    told = [
        json.loads(bridge.answer(json.dumps({"type": "value", "language": language, "project": project})))
        for language in ("en", "en", "ro", "no")
    ]
    assert told[0] == told[1]
    assert {one["values"][0]["net"]["mid"] for one in told} == {4000.0}
    assert {one["values"][0]["chance_positive"] for one in told} == {told[0]["values"][0]["chance_positive"]}
    assert [one["code"] for one in told[0]["problems"]] == ["unknown-factor"]
    purchase = told[0]["values"][0]["lines"][0]
    price = told[0]["figures"][purchase["inputs"][0]]
    assert price["is_users"]
    assert price["factor"] == "price.clinker-substitute"


def test_a_figure_that_recurs_leaves_the_house_once() -> None:
    rows = [{"id": "a", "side": "have", "text": "sawdust", "quantity": "100", "site": "A"}]
    rows += [{"id": one, "side": "want", "text": "sawdust", "quantity": "50", "site": one} for one in "BC"]
    project = {"format": "catalyst-project", "version": 1, "flows": rows, "language": "en"}
    told = json.loads(bridge.answer(json.dumps({"type": "value", "language": "en", "project": project})))
    listed = [figure["factor"] for figure in told["figures"] if figure["factor"] != "amount"]
    assert len(listed) == len(set(listed))
    assert [[listed[at] for at in one["lines"][-1]["inputs"]] for one in told["values"]] == [
        ["freight", "kilometres"]
    ] * 2
    assert told["values"][0]["ratio"] == told["values"][1]["ratio"] == listed.index("ratio.same-unit")


def test_a_flow_in_two_synergies_counts_once_in_the_total() -> None:
    rows = [
        {"id": "a", "side": "have", "text": "sawdust", "quantity": "100"},
        {"id": "b", "side": "want", "text": "sawdust for pellets", "quantity": "100"},
        {"id": "c", "side": "want", "text": "sawdust", "quantity": "100"},
    ]
    for row in rows:
        row |= {"language": "en", "period": "year", "unit": "t", "site": row["id"]}
    project = {"format": "catalyst-project", "version": 1, "flows": rows}
    told = json.loads(bridge.answer(json.dumps({"type": "value", "language": "en", "project": project})))
    assert told["totals"]["synergies"] == 2
    assert told["totals"]["counted"] == 1
    assert told["totals"]["virgin_t"]["mid"] == 100.0
