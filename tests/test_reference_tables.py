"""The tables of reference are whole, and their wording is complete in three languages."""

from __future__ import annotations

import re

import pytest

from matcher import places, sectors, spelling, tables, waste_list, wording
from matcher.model import KINDS, LANGUAGES

OURS = (
    "problem",
    "cure",
    "column",
    "side",
    "kind",
    "unit",
    "period",
    "language",
    "answer",
    "template",
    "meaning",
    "export",
)


def blanks(phrase: str | dict[str, str]) -> set[str]:
    texts = phrase.values() if isinstance(phrase, dict) else [phrase]
    return {blank for text in texts for blank in re.findall(r"\{\w+(?::\w+)?\}", text)}


@pytest.mark.parametrize("language", ["ro", "no"])
@pytest.mark.parametrize("section", OURS)
def test_wording_has_equal_keys_and_equal_blanks(section: str, language: str) -> None:
    source, translated = wording.phrases("en")[section], wording.phrases(language)[section]
    assert list(source) == list(translated)
    assert {key: blanks(text) for key, text in source.items()} == {
        key: blanks(text) for key, text in translated.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_phrases_have_every_form_of_their_language(language: str) -> None:
    forms = {form for form, _ in wording.PLURAL_RULES[language]}
    plural = [
        text for section in OURS for text in wording.phrases(language)[section].values() if isinstance(text, dict)
    ]
    assert plural
    assert all(set(text) == forms for text in plural)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_a_cure(language: str) -> None:
    assert list(wording.phrases(language)["problem"]) == list(wording.phrases(language)["cure"])


def test_romanian_is_written_with_commas_below() -> None:
    texts = [str(text) for section in OURS for text in wording.phrases("ro")[section].values()]
    texts += [row["ro"] for table in ("waste-list", "sectors-nace") for row in tables.rows(table)]
    texts += [row["name"] for row in tables.rows("places")]
    assert [text for text in texts if set(text) & set("şţŞŢ")] == []


@pytest.mark.parametrize(
    ("count", "form"), [(0, "few"), (1, "one"), (2, "few"), (19, "few"), (20, "other"), (101, "few")]
)
def test_romanian_counts_in_three_forms(count: int, form: str) -> None:
    assert wording.plural_form(count, "ro") == form


def test_a_phrase_whose_blank_is_not_filled_is_our_fault() -> None:
    with pytest.raises(wording.WordingError, match="written"):
        wording.sentence("problem.unknown-unit", "en")
    with pytest.raises(wording.WordingError, match="no-such"):
        wording.sentence("problem.no-such", "en")


def test_a_number_read_in_doubt_is_told_without_a_mark_of_thousands() -> None:
    details = [("written", "1.234"), ("understood", "1234.0")]
    assert wording.sentence("problem.ambiguous-number", "ro", details) == "„1.234” a fost citit ca 1234."


def test_braces_that_a_user_typed_are_not_blanks() -> None:
    assert "{count}" in wording.sentence("problem.unknown-unit", "en", [("written", "{count}")])


def test_the_list_of_waste_is_whole() -> None:
    entries = waste_list.entries()
    european = [entry for entry in entries.values() if not entry.change or entry.change[:7] in ("renamed", "deleted")]
    assert len([entry for entry in european if len(entry.code) == 6]) == 842
    assert len([entry for entry in european if len(entry.code) == 4]) == 111
    assert len([entry for entry in european if len(entry.code) == 2]) == 20
    assert len([entry for entry in entries.values() if entry.change == "new-2025"]) == 42
    assert len([entry for entry in entries.values() if entry.change == "norway-only"]) == 8


def test_a_title_of_another_language_says_which() -> None:
    assert waste_list.title("160607", "no") == waste_list.Title("deșeuri de baterii pe bază de litiu", "ro")
    assert waste_list.title("165071", "ro").language == "no"
    assert waste_list.title("100202", "no").language == "no"


def test_every_class_of_nace_rev2_leads_to_a_sector() -> None:
    assert all(row["rev2_1"] in sectors.sectors() for row in tables.rows("sectors-rev2"))


def test_units_lead_to_known_base_units() -> None:
    ids = {row["id"] for row in tables.rows("units")}
    assert {row["base_unit"] for row in tables.rows("units")} <= ids
    assert all(row["source"] and tables.number(row, "factor") > 0 for row in tables.rows("units"))
    assert all(row["reason"] for row in tables.rows("periods"))


def test_labels_are_there_for_every_code() -> None:
    for language in LANGUAGES:
        for table, section in (("units", "unit"), ("periods", "period"), ("columns", "column")):
            assert all(wording.label(section, row["id"], language) for row in tables.rows(table))
        assert all(wording.label("kind", kind, language) for kind in KINDS)


def test_places_of_both_countries_are_found_however_they_are_written() -> None:
    assert places.find("bucuresti") == places.find("București") == places.find("Bucharest")
    assert places.find("Municipiul Iași").name == "Iași"
    assert places.find("Trondheim kommune").country == "NO"
    assert places.find("Tønsberg").name == places.find("TONSBERG").name
    assert places.find("Slatina", "NO") is None


def test_distances_are_those_of_the_map() -> None:
    assert places.distance(places.find("Cluj-Napoca"), places.find("Oradea")) == pytest.approx(125, abs=8)
    assert places.distance(places.find("Oslo"), places.find("București")) == pytest.approx(2004, abs=5)


def test_one_slip_is_forgiven_and_two_are_not() -> None:
    slips = spelling.Slips.among(["quantity"])
    assert [slips.of(word) for word in ("quantiy", "quantitty", "qauntity", "quentity")] == [["quantity"]] * 4
    assert slips.of("qantty") == []


def test_a_wrong_table_is_named_with_file_row_and_column() -> None:
    row = {"_file": "units.csv", "_row": "3", "factor": "much"}
    with pytest.raises(tables.TableError, match=r"units\.csv, row 3, column factor"):
        tables.number(row, "factor")
    with pytest.raises(tables.TableError, match="no-such-table"):
        tables.rows("no-such-table")
