"""The survey: tables are checked with file, line and cure, files are taken in without persons, few are never told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from site_plugins.edited_tables import TableError
from site_plugins.languages import LANGUAGES, words
from site_plugins.survey import answers, charts, door, forms, instrument, receiving, shelf
from site_plugins.survey.counting import LEAST, cells, to_hide
from site_plugins.survey.instrument import COUNTRY, DATA, SECTIONS, TYPES
from site_plugins.survey.pages import Survey, shipped, survey, with_charts, with_headings
from tests.site.spoiling import fault, spoil

ASKED = instrument.load(DATA)
FEW = ASKED.of("exchanges")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the survey's tables, to spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "survey"))


@pytest.fixture
def empty(folder: Path) -> Path:
    """Tables without answers."""
    answers.write(folder / "answers", ASKED, [], "2026-11")
    return folder / "answers"


def sent(folder: Path, place: int, country: str = "NO", **given: Any) -> Path:
    """A file as the page saves it."""
    folder.mkdir(exist_ok=True)
    told: dict[str, Any] = {"form": "catalyst-survey", "version": 1, "id": f"one-{place}", "consent": True}
    told |= {"answers": {COUNTRY: country, "firms": 12 + place, "surplus": ["heat", "water"]}, "words": {}} | given
    file = folder / f"{place}.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    return file


# The instrument.


def test_the_instrument_has_its_eight_sections_and_every_kind_of_question() -> None:
    assert tuple(ASKED.sections) == SECTIONS
    assert {one.section for one in ASKED.questions} == set(SECTIONS)
    assert {one.type for one in ASKED.questions} == set(TYPES)


@pytest.mark.parametrize(
    ("table", "right", "wrong", "told"),
    [
        ("questions", "role,respondent,one", "role,respondent,many", "line 3: “type” cannot be “many”"),
        (
            "questions",
            "mail,respondent,text,contact",
            "mail,respondent,text,answers",
            "line 8: a text is kept as words",
        ),
        ("questions", "answers,countries", "answers,lands", "line 2: the list “lands” is not in options.csv"),
        ("questions", ",firms,1,5000,10;50;100", ",firms,1,5000,50;10", "line 9: “low”, the “bands” and “high”"),
        ("questions", ",firms,1,5000", ",houses,1,5000", "line 9: the unit “houses” is not in units.csv"),
        ("questions", "country,respondent", "land,respondent", "no question has the id “country”"),
        ("questions", "area,park", "firms,park", "line 10: “firms” stands in line 9 already"),
        ("questions", "Ce suprafață are parcul sau zona?", "", "line 10: “ro” is empty"),
        ("options", "RO,,Romania", "NO,,Romania", "line 3: “countries: NO” stands in line 2 already"),
        ("options", "agreement,3,", "agreement,4,", "line 29: “agreement: 4” stands"),
        ("options", "none,yes,Nothing of these", "none,no,Nothing of these", "“alone” cannot be “no”"),
        ("options", "countries,other,,Another country", "countries,other,Another country", "line 4: 5 cells, but 6"),
        ("sections", "park,Your", "parks,Your", "They have to be respondent, park"),
        ("units", "id,en", "id,english", "line 1: the column “en” is missing"),
    ],
)
def test_a_wrong_table_is_told_with_file_line_and_cure(
    folder: Path, table: str, right: str, wrong: str, told: str
) -> None:
    spoil(folder / f"{table}.csv", right, wrong)
    with pytest.raises(TableError, match=fault(f"{table}.csv", told)):
        instrument.load(folder)


# The answers.


@pytest.mark.parametrize("name", ["answers", "demonstration"])
def test_the_answers_are_right_as_they_stand(name: str) -> None:
    assert list(answers.faults(DATA / name, ASKED)) == []


def test_a_wrong_answer_is_told_with_its_line(folder: Path) -> None:
    file = folder / "demonstration" / "answers.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("NO,", "Norway,", 1)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = list(answers.faults(folder / "demonstration", ASKED))
    assert any("answers.csv, line 4: “country” cannot be “Norway”. Put one of NO, RO" in fault for fault in found)
    assert any("collected.csv, line 2: 26 respondents, but answers.csv has 25 lines" in fault for fault in found)


def test_files_are_taken_in_without_words_persons_and_order(tmp_path: Path, empty: Path) -> None:
    for place in range(5):
        sent(tmp_path / "in", place, words={"example": "Ola has a boiler"}, name="Ola", contact={"mail": "a@b.no"})
    assert receiving.main([str(tmp_path / "in"), "--into", str(empty)]) == 0
    written = {file.name: file.read_text(encoding="utf-8") for file in empty.iterdir()}
    assert not any(word in text for text in written.values() for word in ("Ola", "a@b.no", "boiler", "one-"))
    assert "firms" not in written["answers.csv"]
    assert [line.split(",")[3] for line in written["background.csv"].splitlines()[1:]] == ["12", "13", "14", "15", "16"]
    assert answers.load(empty, ASKED).respondents == {"NO": 5}


def test_a_folder_without_answers_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "answers"
    answers.write(kept, instrument.load(instrument.DATA), [], "2026-11")
    before = {file.name: file.read_bytes() for file in kept.iterdir()}
    assert receiving.main([str(tmp_path / "mistyped"), "--into", str(kept)]) == 1
    assert "mistyped" in capsys.readouterr().err
    assert {file.name: file.read_bytes() for file in kept.iterdir()} == before


def test_background_is_sorted_column_by_column_so_that_no_line_is_somebody() -> None:
    taken = [
        {COUNTRY: "NO", "firms": "9", "role": "park"},
        {COUNTRY: "NO", "firms": "1", "role": "plant"},
        {COUNTRY: "NO", "role": "business"},
    ]
    heading, lines = answers.background(ASKED, taken)
    at = {name: heading.index(name) for name in ("role", "firms")}
    assert [(line[at["role"]], line[at["firms"]]) for line in lines] == [
        ("business", "1"),
        ("park", "9"),
        ("plant", ""),
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"consent": False}, "did not agree"),
        ({"version": 2}, "only 1 can be read"),
        ({"form": "catalyst-survey-contact"}, "contact stays apart"),
        ({"answers": {"role": "park"}}, "the country is missing"),
        ({"answers": {COUNTRY: "NO", "firms": 9999999}}, "“firms” cannot be “9999999”. Put a number from 1 to 5000"),
        ({"answers": {COUNTRY: "NO", "surplus": ["none", "heat"]}}, "“surplus” cannot be"),
        ({"id": "one-1"}, "is in another file too"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_changes_nothing(
    tmp_path: Path, empty: Path, capsys: pytest.CaptureFixture[str], given: Mapping[str, Any], told: str
) -> None:
    for place in range(6):
        sent(tmp_path / "in", place)
    sent(tmp_path / "in", 0, **given)
    assert receiving.main([str(tmp_path / "in"), "--into", str(empty)]) == 1
    assert told in capsys.readouterr().err
    assert answers.load(empty, ASKED).respondents == {}


def test_an_answer_to_what_is_not_asked_is_left_out_and_told(
    tmp_path: Path, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in range(5):
        sent(tmp_path / "in", place, answers={COUNTRY: "NO", "shoe-size": 44})
    assert receiving.main([str(tmp_path / "in"), "--into", str(empty)]) == 0
    assert "0.json: “shoe-size” is no question of this survey" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_door_of_the_browser_tells_what_the_command_tells(language: str) -> None:
    told = {"form": "catalyst-survey", "version": 1, "id": "one", "consent": True, "answers": {COUNTRY: "Norway"}}
    files = [{"name": "a.json", "text": json.dumps(told)}, {"name": "b.json", "text": None}]
    request = {"language": language, "files": files, "is_added": False, "until": "2026-11"}
    found = json.loads(door.answer(json.dumps(request)))
    assert [(one["file"], one["question"]) for one in found["faults"]] == [
        ("a.json", ASKED.of(COUNTRY).text[language]),
        ("b.json", ""),
    ]
    assert "Norway" in found["faults"][0]["text"]
    assert found["tables"] == {}


def test_the_door_answers_from_its_shelf_alone(tmp_path: Path) -> None:
    for name, text in json.loads(shelf.shelf()).items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    request = json.dumps({"language": "no", "files": [], "is_added": True, "until": "2026-11"})
    script = f"import sys; sys.path.insert(0, sys.argv[1]); from {shelf.DOOR} import answer; print(answer(sys.argv[2]))"
    command = [sys.executable, "-I", "-X", "utf8", "-c", script, str(tmp_path), request]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert told.stderr == ""
    assert json.loads(told.stdout) == json.loads(door.answer(request))


def test_fewer_than_five_of_a_country_are_never_taken_in_at_once(
    tmp_path: Path, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in range(6):
        sent(tmp_path / "in", place, country="RO")
    assert receiving.main([str(tmp_path / "in"), "--into", str(empty)]) == 0
    for place, code in ((10, 1), (11, 1), (12, 1), (13, 1), (14, 0)):
        sent(tmp_path / "more", place)
        assert receiving.main([str(tmp_path / "more"), "--add", "--into", str(empty)]) == code
        assert ("NO: fewer than 5" in capsys.readouterr().err) == bool(code)
    assert answers.load(empty, ASKED).respondents == {"NO": 5, "RO": 6}


# What may be told.


def test_fewer_than_five_answers_are_not_told_at_all() -> None:
    assert cells(["no"] * (LEAST - 1), FEW) is None
    assert cells(["no"] * LEAST, FEW) is not None


def test_no_subtraction_leads_to_fewer_than_five() -> None:
    for counts in product(range(8), repeat=4):
        hidden = to_hide(counts)
        assert all(count >= LEAST or count == 0 for place, count in enumerate(counts) if place not in hidden), counts
        assert not hidden or sum(counts) < LEAST or sum(counts[place] for place in hidden) >= LEAST, counts


def test_that_all_said_the_same_is_not_told() -> None:
    assert to_hide([0, 20, 0]) == {0, 1, 2}


def test_numbers_are_told_in_spans_and_scales_in_thirds() -> None:
    firms = cells(["9", "10", "12", "13", "14", "49", "50", "60", "70", "80", "90", "1"] * 5, ASKED.of("firms"))
    assert [cell.count for cell in firms or ()] == [10, 25, 25, 0]
    trust = cells(["1", "2"] * 4 + ["3"] * 6 + ["5"] * 7, ASKED.of("trust"))
    assert [cell.count for cell in trust or ()] == [8, 6, 7]


# What readers see.


@pytest.fixture(scope="module")
def whole() -> Survey:
    return survey(DATA)


def found(given: Mapping[str, list[str]]) -> charts.Finding:
    return charts.Finding(FEW, charts.groups(FEW), {country: cells(told, FEW) for country, told in given.items()})


def test_a_group_too_small_is_neither_drawn_nor_written() -> None:
    told = found({"NO": ["several"] * 9 + ["some"] * 7 + ["no"] * 3 + ["planned"] * 6, "RO": ["no"] * 4})
    drawn, table = charts.chart(told, "en", False), charts.figures(told, "en")
    lines = charts.lines([told], "en", False)
    assert "(3/25)" not in drawn + table
    assert "(9/25)" in drawn
    assert not any(line[5] in {"3", "4", "0"} for line in lines)
    assert {line[4] for line in lines if line[3] == "RO"} == {"too few answers"}


def test_a_chart_is_sound_xml_and_says_when_it_is_a_demonstration() -> None:
    told = found({"NO": ["several"] * 9 + ["some"] * 7, "RO": ["no"] * 9 + ["some"] * 9})
    for language in LANGUAGES:
        mark = words(language)["survey.demonstration.mark"]
        assert [mark in charts.chart(told, language, is_it) for is_it in (True, False)] == [True, False]
        ElementTree.fromstring(charts.chart(told, language, True))


def test_a_share_stands_with_its_count_its_interval_and_the_difference() -> None:
    told = found({"NO": ["several"] * 10 + ["some"] * 10, "RO": ["several"] * 5 + ["some"] * 15})
    table = charts.figures(told, "no")
    for part in ("50\u00a0% (10/20)", "30–70\u00a0%", "+25", "fra −5 til +49"):
        assert part in table, part


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_answers_the_page_says_so_and_the_demonstration_says_what_it_is(
    folder: Path, empty: Path, language: str
) -> None:
    of_none = survey(folder)
    assert with_headings("<!-- survey:answers -->", of_none, language, "../") == f"**{words(language)['survey.none']}**"
    told = with_headings("<!-- survey:demonstration -->", of_none, language, "../")
    assert told.count("\n## ") == len(SECTIONS)
    drawn = with_charts(told, of_none, language, "../")
    assert drawn.count("<svg") == drawn.count(words(language)["survey.demonstration.mark"]) == drawn.count("<table>")


def test_every_file_that_a_page_offers_is_shipped(whole: Survey) -> None:
    names = [name for name, _ in shipped(whole)]
    assert len(names) == len(set(names))
    asked = with_charts(with_headings("<!-- survey:demonstration -->", whole, "ro", ""), whole, "ro", "")
    offered = [part.split('"')[0] for part in asked.split('href="')[1:]]
    assert offered
    assert set(offered) <= set(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_asks_everything_and_keeps_contact_in_a_form_of_its_own(language: str) -> None:
    drawn = forms.form(ASKED, language)
    answers_form, _, contact_form = drawn.partition('id="survey-contact"')
    for question in ASKED.questions:
        where = contact_form if question.kept == "contact" else answers_form
        assert f'data-question="{question.id}"' in where
