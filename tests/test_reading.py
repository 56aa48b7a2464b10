"""Headings, cells and pastes as people write them."""

from __future__ import annotations

import pytest

from matcher import reading, spelling, tables, wording
from matcher.model import LANGUAGES
from matcher.reading import words
from matcher.reading.headings import meaning
from matcher.reading.quantities import read_measure, read_quantity


@pytest.mark.parametrize(
    ("written", "number", "unit", "period", "per_year"),
    [
        ("1 234,5 t/an", 1234.5, "t", "year", 1234.5),
        ("1 234,5 t", 1234.5, "t", "", None),
        ("approx. 500 kg", 500, "kg", "", None),
        ("300-400 kg/uke", 350, "kg", "week", 18.2),
        ("300 kg – 400 kg pe lună", 350, "kg", "month", 4.2),
        ("între 300 și 400 t/an", 350, "t", "year", 350),
        ("intre 300 si 400 t/an", 350, "t", "year", 350),
        ("2 t/day", 2, "t", "day", 500),
        ("2 t/kalenderdøgn", 2, "t", "calendar-day", 730),
        ("10 t/2 weeks", 5, "t", "week", 260),
        ("1,5 mii de tone pe an", 1500, "t", "year", 1500),
        ("3 mill. m³ i året", 3e6, "m3", "year", 3e6),
        ("10 m.c./zi", 10, "m3", "day", 2500),
        ("36 GJ/an", 36, "GJ", "year", 10),
        ("5 Gcal/lună", 5, "Gcal", "month", 69.78),
        ("500 tpa", 500, "t", "year", 500),
        ("5 Mt/yr", 5, "Mt", "year", 5e6),
        ("5 mt/yr", 5, "t", "year", 5),
        ("2 MW, 8000 h/an", 16000, "MWh", "year", 16000),
        ("120 machine hours a month", 120, "hour", "month", 1440),
        ("15 locuri de palet", 15, "pallet-place", "", None),
        ("3 curse pe săptămână", 3, "trip", "week", 156),
        ("5 tone, o singură dată", 5, "t", "once", None),
        ("20 dagsverk per kvartal", 20, "person-day", "quarter", 640),
    ],
)
def test_an_amount_is_understood(written: str, number: float, unit: str, period: str, per_year: float | None) -> None:
    found, _ = read_quantity(written, "", "", "ro")
    assert found is not None
    assert (found.number, found.unit, found.period) == (number, unit, period)
    assert found.per_year == (None if per_year is None else pytest.approx(per_year))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("2 MW", "", ""), "power-needs-hours"),
        (("500", "", ""), "missing-unit"),
        (("500", "bushels", ""), "unknown-unit"),
        (("500", "t", "fortnight"), "unknown-period"),
        (("a lot", "t", ""), "unreadable-quantity"),
        (("12.05.2024", "t", ""), "malformed-number"),
        (("1.234.56", "t", ""), "malformed-number"),
        (("1,2,3.4.5", "t", ""), "malformed-number"),
        (("between 5.00,0.1 and 7", "t", ""), "malformed-number"),
        (("10,,5", "t", ""), "malformed-number"),
        (("-5", "t", ""), "negative-quantity"),
        ((">500", "t", ""), "bound-taken"),
        (("300-400", "t", ""), "range-midpoint"),
        (("5 t", "kg", ""), "unit-disagrees"),
        (("20 t CO2/yr", "", ""), "quantity-partly-read"),
    ],
)
def test_a_doubt_about_an_amount_is_told(cells: tuple[str, str, str], code: str) -> None:
    _, problems = read_quantity(*cells, "en")
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_a_unit_period_and_choice_can_be_read_back(language: str) -> None:
    for row in tables.rows("units"):
        unit = read_measure(wording.label("unit", row["id"], language)).unit
        assert unit is not None
        assert unit["id"] == row["id"]
    for row in tables.rows("periods"):
        period = read_measure(wording.label("period", row["id"], language), starts_with_unit=False).period
        assert period is not None
        assert period["id"] == row["id"]
    for column, section in words.LABELLED.items():
        for id_ in dict.fromkeys(words.meanings(column).values()):
            assert words.meanings(column)[spelling.plain(wording.label(section, id_, language))] == id_
    for row in tables.rows("columns"):
        found = meaning(wording.label("column", row["id"], language))
        assert found is not None
        assert found.column == row["id"]


def test_no_word_of_a_heading_means_two_columns() -> None:
    owners: dict[str, set[str]] = {}
    for row in tables.rows("columns"):
        for word in tables.cells(row, *words.WORDS):
            owners.setdefault(spelling.plain(word), set()).add(row["id"])
    assert {word: ids for word, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("heading", "column", "unit"),
    [
        ("Cantitate (t/an)", "quantity", "t/an"),
        ("Mengde i tonn/år", "quantity", "tonn/år"),
        ("DESCRIEREA DEȘEULUI", "text", ""),
        ("descrierea deseului", "text", ""),
        ("Avfallskode (EAL)", "code", ""),
        ("Cod CAEN", "sector", ""),
        ("Have / want", "side", ""),
        ("Quantiy", "quantity", ""),
        ("VI HAR / VI TRENGER", "side", ""),
        ("AVEM ☐ CĂUTĂM ☐", "side", ""),
        ("We have / we want", "side", ""),
        ("Hvor mye", "quantity", ""),
        ("Ce anume", "text", ""),
    ],
)
def test_a_heading_is_understood(heading: str, column: str, unit: str) -> None:
    found = meaning(heading)
    assert found is not None
    assert (found.column, found.unit) == (column, unit)


def test_columns_that_mean_nothing_are_told_once() -> None:
    content = b"side,text,colour,smell\n" + b"have,Slag,grey,none\n" * 5
    found = reading.read_file("a.csv", content)
    assert [(problem.code, dict(problem.details)["names"]) for problem in found.problems] == [
        ("columns-left-out", "colour, smell")
    ]


def test_a_paste_without_heading_is_told_by_what_it_holds() -> None:
    found = reading.read_paste("have\tGranulated slag\t20 t/yr\tIași\nwant\tClinker substitute\t5 t/yr\tBergen")
    assert [problem.code for problem in found.problems] == ["columns-guessed"]
    flows = reading.read_flows(found.rows).flows
    assert [(flow.side, flow.text, flow.country) for flow in flows] == [
        ("have", "Granulated slag", "RO"),
        ("want", "Clinker substitute", "NO"),
    ]


@pytest.mark.parametrize(("heading", "have", "want"), [("Type", "Offer", "Need"), ("Tip", "ofertă", "cerere")])
def test_a_column_of_types_that_holds_sides_is_the_side(heading: str, have: str, want: str) -> None:
    table = f"{heading},Material,Category\n{have},slag,material\n{want},sand,\n"
    found = reading.read_file("flows.csv", table.encode())
    assert [(row["side"], row["text"], row.get("kind", "")) for row in found.rows] == [
        (have, "slag", "material"),
        (want, "sand", ""),
    ]
    assert found.problems == ()
    assert [flow.side for flow in reading.read_flows(found.rows).flows] == ["have", "want"]


def test_a_column_of_types_that_holds_kinds_stays_the_kind() -> None:
    found = reading.read_file("haves.csv", b"Type,Material\nmaterial,slag\nenergy,steam\n")
    assert [(row["side"], row["kind"]) for row in found.rows] == [("have", "material"), ("have", "energy")]


def test_a_key_of_types_that_holds_sides_is_the_side() -> None:
    content = b'[{"type": "have", "text": "slag"}, {"type": "want", "text": "sand"}]'
    assert [row["side"] for row in reading.read_file("a.json", content).rows] == ["have", "want"]


def test_a_paste_of_lines_is_a_paste_of_texts() -> None:
    rows = reading.read_paste("Slag, granulated\nWhey; cooled\n", side="have").rows
    assert [(row["side"], row["text"]) for row in rows] == [("have", "Slag, granulated"), ("have", "Whey; cooled")]


def test_a_row_without_side_or_text_is_told_and_not_made_a_flow() -> None:
    read = reading.read_flows(
        [{"text": "Slag"}, {"side": "have", "site": "Alfa"}, {"side": "perhaps", "text": "Tar"}, {}]
    )
    assert read.flows == ()
    assert [(place, problem.code) for place, problem in read.problems] == [
        (0, "missing-side"),
        (1, "missing-text"),
        (2, "unknown-side"),
    ]


def test_flows_know_their_rows() -> None:
    read = reading.read_flows([{"text": "no side"}, {"side": "have", "text": "Slag", "id": "S"}])
    assert [(flow.id, place) for flow, place in zip(read.flows, read.places, strict=True)] == [("S", 1)]


def test_assumed_working_time_is_told_once_a_period() -> None:
    rows = [{"side": "have", "text": f"Slag {number}", "quantity": "2 t/day"} for number in range(5)]
    problems = reading.read_flows(rows).problems
    assert [(place, problem.code, dict(problem.details)["count"]) for place, problem in problems] == [
        (None, "period-assumed", "5")
    ]


@pytest.mark.parametrize(
    ("place", "country", "name", "code"),
    [
        ("Timisoara", "", "Timișoara", None),
        ("Bucharest", "", "București", None),
        ("Stavnger", "NO", "Stavanger", "place-guessed"),
        ("Leoben", "AT", None, "place-not-covered"),
        ("Atlantis", "", None, "unknown-place"),
        ("", "Narnia", None, "unknown-country"),
    ],
)
def test_a_place_is_found_or_told(place: str, country: str, name: str | None, code: str | None) -> None:
    read = reading.read_flows([{"side": "have", "text": "Slag", "place": place, "country": country}])
    found = read.flows[0].place
    assert (found.name if found else None) == name
    assert [problem.code for _, problem in read.problems] == ([code] if code else [])


def test_a_sector_of_the_earlier_edition_is_translated_and_told() -> None:
    read = reading.read_flows([{"side": "have", "text": "Scrap", "sector": "46.77"}])
    assert read.flows[0].sector == "46.87"
    assert [problem.code for _, problem in read.problems] == ["sector-translated"]


def test_brackets_within_a_json_text_are_not_nesting() -> None:
    content = b'[{"side": "have", "text": "' + b"[" * 50 + b' \\" slag"}]'
    assert reading.read_file("a.json", content).rows[0]["text"] == "[" * 50 + ' " slag'
