"""The one door answers in three languages, and answers even when it is asked nonsense."""

from __future__ import annotations

import base64
import json

import pytest

from matcher.bridge import answer
from matcher.model import LANGUAGES

ROWS = [
    {"side": "have", "text": "Zer dulce", "site": "Lăptărie", "language": "ro", "quantity": "3000", "unit": "t"},
    {"side": "want", "text": "Våtfôr til slaktegris", "site": "Gård", "language": "no", "quantity": "2500 t"},
    {"side": "have", "text": "<b>slag</b>", "site": "=1+1", "quantity": "many"},
]


def ask(**request):
    return json.loads(answer(json.dumps(request)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_match_is_worded_in_the_language_asked_for(language):
    told = ask(type="match", language=language, rows=ROWS)
    first = told["synergies"][0]
    assert (first["have"]["index"], first["want"]["index"]) == (0, 1)
    assert first["reason"]
    assert first["level_label"]
    assert all(finding["text"] for finding in first["findings"])
    assert told["recognised"]["0"][0]["resource"] == "sweet-whey"


def test_the_same_request_has_the_same_answer_to_the_byte():
    request = json.dumps({"type": "match", "language": "en", "rows": ROWS})
    assert answer(request) == answer(request)


def test_a_problem_names_its_row():
    told = ask(type="match", language="en", rows=ROWS)
    assert any(problem["index"] == 2 and problem["column"] == "quantity" for problem in told["problems"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_page_needs_is_described(language):
    told = ask(type="describe", language=language)
    for part in ("languages", "sides", "kinds", "units", "periods", "columns", "criteria", "levels", "examples"):
        assert told[part], part
        assert all(entry["id"] and entry["label"] for entry in told[part])


def test_files_and_pastes_are_read_and_no_row_is_lost():
    content = b"side,text\nhave,slag\nperhaps,whey\n"
    told = ask(type="read", language="en", files=[{"name": "a.csv", "base64": base64.b64encode(content).decode()}])
    assert [row["text"] for row in told["rows"]] == ["slag", "whey"]
    told = ask(type="read", language="en", paste="side\ttext\nhave\tslag\n")
    assert told["rows"][0]["text"] == "slag"


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "markdown"])
def test_flows_and_synergies_are_exported(form):
    synergies = ask(type="match", language="ro", rows=ROWS)["synergies"]
    for what, rows in (("flows", ROWS), ("synergies", synergies)):
        file = ask(type="export", language="ro", what=what, format=form, rows=rows)
        assert file["name"].endswith({"markdown": ".md"}.get(form, f".{form}"))
        assert base64.b64decode(file["base64"])


def test_progress_is_told_with_a_label():
    told = []
    answer(json.dumps({"type": "match", "language": "no", "rows": ROWS}), told.append)
    stages = [json.loads(one) for one in told]
    assert {one["stage"] for one in stages} == {"recognising", "matching"}
    assert all(one["label"] for one in stages)


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("en", "a curtain before the deflector of our shooting range", "“Used conveyor belts” may do"),
        ("ro", "perdea de protecție la poligonul de tragere", "utilizare posibilă pentru „Benzi transportoare uzate”"),
        ("no", "forheng mot splint på skytebanen", "«Brukte transportbånd» kan kanskje gjøre nytten"),
    ],
)
def test_what_may_do_the_job_is_told_apart_from_what_a_want_names(language, text, label):
    rows = [
        {"side": "want", "text": text, "language": language},
        {"side": "have", "text": "GGBS", "language": language},
    ]
    told = ask(type="recognise", language=language, rows=rows)["rows"]
    assert told["0"]["recognised"][0]["as_job"] == label


def test_words_that_were_not_recognised_get_suggestions():
    assert ask(type="suggest", language="en", text="whey", text_language="en")["resources"]


@pytest.mark.parametrize(
    ("language", "text", "resource"),
    [
        ("en", "fly as", "fly-ash"),
        ("ro", "cenusa zbur", "fly-ash"),
        ("no", "flyveas", "fly-ash"),
        ("en", "gypsm", "gypsum"),
        ("ro", "anvelope tocate", "tyre-shreds"),
    ],
)
def test_a_resource_is_found_while_its_name_is_being_typed(language, text, resource):
    found = ask(type="suggest", language=language, text=text)["resources"]
    assert resource in [one["resource"] for one in found]
    assert all(one["label"] for one in found)


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("en", "firewood", "Firewood"),
        ("ro", "lemne de foc", "Lemne de foc"),
        ("no", "ved", "Ved"),
        ("ro", "Încălzirea serelor", "Încălzirea serelor"),
    ],
)
def test_who_looks_for_a_wanted_resource_by_its_name_finds_it_first(language, text, label):
    found = ask(type="suggest", language=language, text=text, side="want", text_language=language)["resources"]
    assert found[0]["label"] == label


@pytest.mark.parametrize(
    ("language", "text", "resource"),
    [("en", "clean wood chips and shavings", "wood-residues"), ("ro", "lemn de foc", "firewood")],
)
def test_a_name_is_shown_before_a_job_that_is_as_sure(language, text, resource):
    rows = [{"side": "want", "text": text, "language": language}]
    first = ask(type="recognise", language=language, rows=rows)["rows"]["0"]["recognised"][0]
    assert (first["resource"], first["as_job"]) == (resource, "")


def test_what_was_chosen_by_hand_stands_beside_what_is_recognised():
    rows = [
        {"side": "have", "text": "fly ash", "resources": "gypsum; no-such-thing"},
        {"side": "have"},
        {"side": "want", "text": "gipz"},
    ]
    told = ask(type="recognise", language="no", rows=rows)["rows"]
    assert [one["resource"] for one in told["0"]["chosen"]] == ["gypsum"]
    assert told["0"]["recognised"][0]["resource"] == "fly-ash"
    assert "1" not in told
    assert told["2"]["recognised"] == []
    assert "gips" in told["2"]["nearest"][0]["label"].lower()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_chosen_by_hand_is_written_and_read_again(form, language):
    rows = [{"side": "have", "text": "Stuff", "resources": "gypsum;fly-ash"}]
    file = ask(type="export", language=language, what="flows", format=form, rows=rows)
    back = ask(type="read", language=language, files=[{"name": file["name"], "base64": file["base64"]}])
    assert back["rows"][0]["resources"] == "gypsum;fly-ash"


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "cement", "23.51"),
        ("ro", "ciment", "23.51"),
        ("no", "sement", "23.51"),
        ("en", "C23.51", "23.51"),
        ("en", "farmer", "01"),
        ("ro", "brutarie", "10.71"),
        ("no", "bakeri", "10.71"),
    ],
)
def test_a_sector_is_found_by_its_code_its_title_and_its_plants(language, text, code):
    assert code in [one["code"] for one in ask(type="sectors", language=language, text=text)["sectors"]]


@pytest.mark.parametrize(("letter", "divisions"), [("C", range(10, 34)), ("d", [35]), ("A", range(1, 4))])
def test_the_letter_of_a_section_leads_to_its_divisions(letter, divisions):
    found = [one["code"] for one in ask(type="sectors", language="en", text=letter)["sectors"]]
    assert found[: len(divisions)] == [f"{division:02}" for division in divisions]


def test_all_divisions_are_offered_where_nothing_is_asked():
    found = ask(type="sectors", language="en", text="")["sectors"]
    assert {one["level"] for one in found} == {"division"}
    assert len(found) > 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_without_a_list_has_that_of_its_division(language):
    every = [one["code"] for one in ask(type="sectors", language=language, text="fabri")["sectors"]]
    told = {code: ask(type="typical", language=language, sector=code) for code in ("23.51", "33.1", *every[:20])}
    assert told["23.51"]["from"]["code"] == "23.51"
    assert told["33.1"]["from"]["code"] == "33"
    for one in told.values():
        assert one["haves"] or one["wants"]
        assert all(entry["label"] and entry["resource"] for entry in (*one["haves"], *one["wants"]))


@pytest.mark.parametrize("request_", ["not json", "{}", '{"type": "nonsense"}', '{"type": "match"}'])
def test_nonsense_is_answered_with_a_failure(request_):
    assert set(json.loads(answer(request_))) == {"failure"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["1 piece per day", "25 hours per month", "5 t, once"]),
        ("ro", ["1 bucată pe zi", "25 de ore pe lună", "5 t, o singură dată"]),
        ("no", ["1 stykk per dag", "25 timer per måned", "5 t, én gang"]),
    ],
)
def test_counted_units_stand_in_the_form_that_their_number_asks_for(language: str, said: list[str]) -> None:
    amounts = [("1", "piece", "day"), ("25", "hour", "month"), ("5", "t", "once")]
    shared = {"text": "Whole wooden pallets", "language": "en"}
    haves = [
        {"side": "have", "site": str(place), "quantity": number, "unit": unit, "period": period, **shared}
        for place, (number, unit, period) in enumerate(amounts)
    ]
    found = ask(type="match", language=language, rows=[*haves, {"side": "want", **shared}], options={})
    by_row = {synergy["have"]["index"]: synergy["have"]["quantity_text"] for synergy in found["synergies"]}
    assert [by_row[place] for place in range(3)] == said


def test_a_document_that_a_page_composed_is_written_like_a_plan() -> None:
    table = {
        "kind": "table",
        "caption": "",
        "headings": ["Who", "Points"],
        "rows": [["Åse <b>", 4.5]],
        "widths": [3, 1],
    }
    section = {"kind": "section", "title": "Deltakere", "blocks": [table]}
    composed = {"title": "Rapport", "subtitle": "", "date": "", "made_on": "", "opening": [], "sections": [section]}
    written = ask(type="document", language="no", format="markdown", name="rapport", document=composed)
    assert written["name"] == "rapport.md"
    assert "Åse" in base64.b64decode(written["base64"]).decode()
