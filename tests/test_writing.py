"""What is taken away can be opened again, and nothing in it runs."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import load_workbook

from matcher import reading, writing
from matcher.model import LANGUAGES

ROWS = [
    {"side": "have", "text": "=1+1", "site": "Șansa SRL", "quantity": "1 234,5", "unit": "t/an", "_row": "7"},
    {"side": "want", "text": "'=quoted", "site": "+47 AS", "condition": "<b>dry</b> | *clean*\nsoon"},
    {"side": "have", "text": 'Slag; granulated, "fine"', "code": "10 02 02"},
]
SYNERGY = {
    "score": 81.25,
    "level_label": "Strong",
    "have": {"site": "A", "text": "=Slag", "quantity_text": "10 t", "place": "Oslo"},
    "want": {"site": "B", "text": "Clinker", "quantity_text": "", "place": "Brașov"},
    "reason": "It fits.",
    "cautions": [{"code": "x", "text": "Check it."}],
    "missing": ["Quantity."],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_flows_come_back_as_they_were_written(form: str, language: str) -> None:
    file = writing.export("flows", form, ROWS, language)
    found = reading.read_file(file.name, file.content, language)
    assert found.problems == ()
    back = [{key: value for key, value in row.items() if not key.startswith("_")} for row in found.rows]
    quantity = {"quantity": "1234.5"} if form == "xlsx" else {}
    first, *others = ROWS
    told = [{**first, **quantity}, *others]
    assert back == [{key: value for key, value in row.items() if key != "_row"} for row in told]


def test_formulas_are_escaped_in_csv() -> None:
    text = writing.export("flows", "csv", ROWS, "en").content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "'+47 AS" in text
    assert "''=quoted" in text


def test_formulas_are_text_in_a_workbook() -> None:
    content = writing.export("flows", "xlsx", ROWS, "en").content
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    types = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert types.pop(1234.5) == "n"
    assert set(types.values()) == {"s"}


def test_a_negative_number_is_no_formula() -> None:
    rows = [{"side": "have", "text": "ice", "quantity": "-5", "condition": "-5+3"}]
    text = writing.export("flows", "csv", rows, "en").content.decode("utf-8-sig")
    assert ",-5," in text
    assert "'-5+3" in text


@pytest.mark.parametrize("written", ["5-10", "1.234", "about 7", "12 t"])
def test_an_amount_that_is_no_certain_number_stays_as_it_was_written(written: str) -> None:
    rows = [{"side": "have", "text": "ice", "quantity": written}]
    sheet = load_workbook(io.BytesIO(writing.export("flows", "xlsx", rows, "ro").content)).worksheets[0]
    assert written in [cell.value for cell in sheet[2]]


def test_scores_and_amounts_of_synergies_are_numbers() -> None:
    have = {**SYNERGY["have"], "number": 1234.5, "unit": "t/an"}
    content = writing.export("synergies", "xlsx", [{**SYNERGY, "have": have}], "ro").content
    values = [cell.value for cell in load_workbook(io.BytesIO(content)).worksheets[0][2]]
    assert values[0] == 81.2
    assert values[values.index(1234.5) + 1] == "t/an"
    assert b";1234,5;t/an;" in writing.export("synergies", "csv", [{**SYNERGY, "have": have}], "ro").content


def test_markup_is_shown_and_not_followed_in_markdown() -> None:
    text = writing.export("flows", "markdown", ROWS, "en").content.decode()
    assert r"\<b\>dry\</b\> \| \*clean\* soon" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "markdown"])
def test_synergies_are_written_in_every_form(form: str, language: str) -> None:
    file = writing.export("synergies", form, [SYNERGY], language)
    assert file.content
    if form == "json":
        assert json.loads(file.content)["synergies"] == [SYNERGY]
    if form == "csv":
        assert "'=Slag" in file.content.decode("utf-8-sig")


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "markdown"])
def test_equal_rows_give_equal_bytes(form: str) -> None:
    assert writing.export("flows", form, ROWS, "ro") == writing.export("flows", form, ROWS, "ro")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_empty_when_read_and_its_examples_are_left_out(language: str) -> None:
    file = writing.template(language)
    found = reading.read_file(file.name, file.content, language)
    assert found.rows == ()
    assert {problem.code for problem in found.problems} == {"no-rows", "examples-left-out"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_the_template_are_flows_without_a_doubt(language: str) -> None:
    book = load_workbook(io.BytesIO(writing.template(language).content))
    example = book.worksheets[1]
    example.title = "Mine"
    book.remove(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)
    found = reading.read_file("mine.xlsx", target.getvalue(), language)
    read = reading.read_flows(found.rows, language)
    assert found.problems == ()
    assert len(read.flows) == 6
    assert {problem.code for _, problem in read.problems} <= {"period-assumed"}
    assert all(flow.quantity and flow.place and flow.kind and flow.language for flow in read.flows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_offers_choices_that_can_be_read(language: str) -> None:
    sheet = load_workbook(io.BytesIO(writing.template(language).content)).worksheets[0]
    assert len(sheet.data_validations.dataValidation) == 6
    for kind in writing.choices("kind", language):
        read = reading.read_flows([{"side": writing.choices("side", language)[0], "text": "x", "kind": kind}])
        assert read.flows[0].kind
        assert read.problems == ()
