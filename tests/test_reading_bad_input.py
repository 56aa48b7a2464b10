"""Every file that people might send is read as far as it goes, and what is not read is told."""

from __future__ import annotations

import cProfile
import csv
from pathlib import Path

import pytest

from matcher import reading, wording
from matcher.model import LANGUAGES, Problem
from tests.bad_input.make import FILES, many_rows

EXPECTED = list(csv.DictReader((Path(__file__).parent / "bad_input" / "expected.csv").open(encoding="utf-8")))


def of_file(name: str) -> reading.Reading:
    return reading.read_file(name, FILES[name]())


def codes(problems: list[Problem]) -> str:
    return ";".join(dict.fromkeys(problem.code for problem in problems))


@pytest.mark.parametrize("story", EXPECTED, ids=lambda story: story["file"])
def test_a_bad_file_is_read_as_far_as_it_goes(story: dict[str, str]) -> None:
    found = of_file(story["file"])
    read = reading.read_flows(found.rows)
    assert len(found.rows) == int(story["rows"])
    assert len(read.flows) == int(story["flows"])
    assert codes(list(found.problems)) == story["problems_of_file"]
    assert codes([problem for _, problem in read.problems]) == story["problems_of_rows"]


def test_every_bad_file_has_its_story() -> None:
    assert [story["file"] for story in EXPECTED] == list(FILES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_every_problem_has_a_sentence_and_a_cure(name: str, language: str) -> None:
    found = of_file(name)
    problems = [*found.problems, *(problem for _, problem in reading.read_flows(found.rows).problems)]
    for problem in problems:
        for section in ("problem", "cure"):
            sentence = wording.sentence(f"{section}.{problem.code}", language, problem.details)
            assert sentence
            assert "{" not in sentence.replace('{"text"', "")


@pytest.mark.parametrize("name", FILES)
def test_every_problem_names_its_file(name: str) -> None:
    assert all(problem.file == name for problem in of_file(name).problems)


@pytest.mark.parametrize("name", ["windows-1250.csv", "iso-8859-16.csv", "utf-16.csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_romanian_letters_survive_every_encoding(name: str, language: str) -> None:
    first = reading.read_file(name, FILES[name](), language).rows[0]
    assert first["text"] == "Tărâțe de grâu"
    assert first["place"] == "Târgu Mureș"


@pytest.mark.parametrize("name", ["windows-1252.csv", "utf-16-le-no-mark.csv", "utf-16-be-no-mark.csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_norwegian_letters_survive_every_encoding(name: str, language: str) -> None:
    rows = reading.read_file(name, FILES[name](), language).rows
    assert [row["site"] for row in rows] == ["Smelteverket på Øya", "Fôrfabrikken"]


def test_rows_know_where_they_came_from() -> None:
    rows = of_file("sheets.xlsx").rows
    assert [(row["_sheet"], row["_row"]) for row in rows] == [
        ("Haves", "2"),
        ("Haves", "3"),
        ("Behov", "2"),
        ("Draft", "2"),
    ]


def test_a_merged_name_stands_for_all_its_rows() -> None:
    assert [row["site"] for row in of_file("merged.xlsx").rows] == ["Alfa SA", "Alfa SA", "Alfa SA", "Beta SA"]


def test_a_number_of_a_workbook_is_never_ambiguous() -> None:
    gypsum = reading.read_flows(of_file("merged.xlsx").rows, "ro").flows[1]
    assert gypsum.quantity is not None
    assert gypsum.quantity.per_year == 1.234


def test_a_formula_without_a_result_is_named_with_its_cell() -> None:
    first, second = of_file("formulas.xlsx").problems
    assert dict(first.details) == {"cell": "C2", "formula": "=10*2"}
    assert (first.row, first.sheet) == (2, "Flows")
    assert dict(second.details) == {"cell": "C4", "written": "#DIV/0!"}


def test_text_that_looks_like_a_formula_or_markup_stays_text() -> None:
    assert of_file("formulas.xlsx").rows[1]["text"] == "=1+1 is a text"
    assert of_file("formula-text.csv").rows[0]["text"] == "=cmd|calc"
    assert of_file("markup.csv").rows[0]["text"] == "<img src=x onerror=alert(1)> **slag**"


def test_cells_beyond_the_heading_are_kept() -> None:
    assert of_file("too-many-cells.csv").rows[0]["_rest"] == "10"


def test_a_second_flow_of_the_same_id_gets_its_row_number() -> None:
    read = reading.read_flows(of_file("duplicate-ids.csv").rows)
    assert [flow.id for flow in read.flows] == ["A", "A-3", "row-4"]
    (place, problem), *_ = read.problems
    assert (place, problem.code, problem.row, problem.column) == (1, "repeated-id", 3, "id")


def test_other_numbers_of_a_column_tell_the_decimal_mark() -> None:
    amounts = [flow.quantity.number for flow in reading.read_flows(of_file("numbers.csv").rows).flows if flow.quantity]
    assert amounts == [1234, 1234.5, 7.25]


@pytest.mark.parametrize(("language", "number"), [("en", 1.234), ("ro", 1234), ("no", 1234)])
def test_a_number_that_nothing_decides_is_read_as_in_the_language_and_told(language: str, number: float) -> None:
    read = reading.read_flows(of_file("ambiguous.csv").rows, language)
    assert read.flows[0].quantity is not None
    assert read.flows[0].quantity.number == number
    assert [problem.code for _, problem in read.problems] == ["ambiguous-number"]


def test_a_code_with_spaces_or_an_asterisk_is_understood() -> None:
    flows = reading.read_flows(of_file("codes.csv").rows).flows
    assert [(flow.code, flow.is_hazardous) for flow in flows] == [
        ("100207", True),
        ("100101", False),
        ("100199", False),
        ("", None),
        ("", None),
        ("060101", True),
    ]


def test_languages_may_be_mixed_within_a_file() -> None:
    flows = reading.read_flows(of_file("mixed-languages.csv").rows).flows
    assert [(flow.side, flow.language) for flow in flows] == [
        ("have", "ro"),
        ("want", "no"),
        ("have", "en"),
        ("have", None),
    ]


def test_a_hundred_thousand_rows_are_read() -> None:
    found = reading.read_file("many.csv", many_rows())
    read = reading.read_flows(found.rows)
    assert len(read.flows) == 100_000


def test_twice_as_many_rows_ask_for_no_more_than_twice_the_work() -> None:
    calls_of_reading(10)  # What is remembered from row to row is remembered by now.
    assert calls_of_reading(4000) <= 2.1 * calls_of_reading(2000)


def calls_of_reading(rows: int) -> int:
    """How many calls of functions reading a file takes: the same on each machine."""
    counted = cProfile.Profile()
    counted.runcall(lambda: reading.read_flows(reading.read_file("many.csv", many_rows(rows)).rows))
    return sum(entry.callcount for entry in counted.getstats())


def test_rows_beyond_the_limit_are_counted_and_told() -> None:
    found = reading.read_file("many.csv", many_rows(100_007))
    assert len(found.rows) == 100_000
    assert [(problem.code, dict(problem.details)) for problem in found.problems] == [
        ("too-many-rows", {"limit": "100000", "left": "7"})
    ]


def test_a_file_beyond_the_limit_is_not_opened() -> None:
    found = reading.read_file("large.csv", b"a" * (reading.limits()["file_bytes"] + 1))
    assert [problem.code for problem in found.problems] == ["file-too-large"]
