"""Law and safety are asked as questions; what the flows answer is told by them, and the rest stays open."""

from __future__ import annotations

import base64
import csv
import json
from pathlib import Path

import pytest

from matcher import criteria, law, pairing, recognising, screening, tables, waste_list, wording
from matcher.bridge import answer
from matcher.knowledge import knowledge
from matcher.law import checking, facts
from matcher.law.conditions import condition, faults
from matcher.model import LANGUAGES, Flow, Synergy

CASES = Path(__file__).parent / "law-cases.csv"


def cases():
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def paired(have, want):
    """The synergy of two flows, however low it would rank."""
    known = knowledge()
    had, wanted = (recognising.read(flow, known) for flow in (have, want))
    asked = pairing.wanted(wanted, known)
    found = pairing.likeliest(wanted, asked, pairing.index([had], known), known)
    candidate = pairing.candidate(found[0]) if found else pairing.Candidate(0, 0.0, None)
    carried = screening.carried(screening.traits(had, known), wanted, candidate.relation, known)
    aims = screening.aimed(screening.aims(wanted, asked, known), candidate.relation, known)
    cautions = screening.cautions(carried, aims, screening.vouched(candidate, known))
    pair = criteria.Pair(had, wanted, candidate, 0.0, known, cautions)
    return Synergy(have, want, 0.0, "", criteria.with_grounds(criteria.assess(pair), known), cautions)


def screened(row):
    """The screen of one case."""
    code = "".join(figure for figure in row["code"] if figure.isdigit())
    is_hazardous = {"yes": True, "no": False}.get(row["hazardous"])
    have = Flow("h", "have", "", code=code, is_hazardous=is_hazardous, country=row["from"], resources=(row["have"],))
    want = Flow("w", "want", "", country=row["to"], resources=(row["want"],))
    answers = dict(told.split(":") for told in row["answers"].split(";") if told)
    return law.screen(paired(have, want), knowledge(), answers)


def named(row, column):
    return {entry for entry in row[column].split(";") if entry}


@pytest.mark.parametrize("row", cases(), ids=lambda row: row["case"])
def test_a_case_comes_to_its_outcome_and_its_questions(row):
    assert {row["have"], row["want"]} <= knowledge().by_id.keys()
    told = screened(row)
    asked = {one.question.code: one for one in told.questions}
    assert told.outcome == row["outcome"], told.why
    assert named(row, "asked") <= asked.keys()
    assert not named(row, "not_asked") & asked.keys()
    by_flow = {f"{code}:{one.answer}" for code, one in asked.items() if one.told_by == law.FLOW}
    assert named(row, "told") <= by_flow
    assert told.why
    assert told.steps or told.outcome == "no-waste-question"


def test_nothing_is_wrong_in_the_tables_of_law():
    found = checking.faults(knowledge())
    assert not found, "\n".join(found)


def test_every_outcome_and_every_group_of_questions_is_met_by_some_case():
    told = [screened(row) for row in cases()]
    assert {one.outcome for one in told} == set(law.OUTCOMES)
    groups = {asked.question.group for one in told for asked in one.questions}
    assert groups == {row["id"] for row in tables.rows("law/groups")}


def test_a_wrong_condition_is_found():
    row = {"when": "kind=stone; colour=red", "_file": "law/steps.csv", "_row": "2"}
    assert len(faults(row, {"kind": {"material"}})) == 2


def test_an_empty_condition_always_holds():
    assert law.holds(condition(""), set())


def test_whoever_answers_for_a_country_is_asked_in_that_country_only():
    slag = {"text": "Granulated blast furnace slag", "kind": "material"}
    wanted = {"text": "Clinker substitute", "kind": "material"}
    for countries in (("RO", "RO"), ("NO", "NO"), ("RO", "NO")):
        have, want = ({**one, "country": country} for one, country in zip((slag, wanted), countries, strict=True))
        told = screen(have, want)["authorities"]
        assert {one["country_code"] for one in told} == set(countries)
    assert {one["country_code"] for one in screen(slag, wanted)["authorities"]} == {"RO", "NO"}


def test_what_is_answered_needs_no_authority():
    row = next(row for row in cases() if row["case"] == "Storage space")
    answers = {"permit-covers": "yes", "liability": "yes", "confidential": "yes", "people-safe": "yes"}
    have, want = (Flow(one[0], one, "", country="NO", resources=(row[one],)) for one in ("have", "want"))
    assert law.screen(paired(have, want), knowledge(), {}).authorities
    assert not law.screen(paired(have, want), knowledge(), answers).authorities


def test_every_hazardous_entry_is_hazardous_or_a_mirror_and_no_other_is_certain():
    listed = [one for code, one in waste_list.entries().items() if len(code) == 6]
    hazardous = {facts.entry(one.code) for one in listed if one.is_hazardous}
    harmless = {facts.entry(one.code) for one in listed if one.is_hazardous is False}
    assert hazardous == {"hazardous", "mirror-hazardous"}
    assert harmless == {"harmless", "mirror-harmless", "open"}


def test_the_same_question_has_the_same_answer():
    assert [screened(row) for row in cases()] == [screened(row) for row in cases()]


def ask(**request):
    told = json.loads(answer(json.dumps(request)))
    assert "failure" not in told, told
    return told


def whole(told):
    """The first screen of an answer, with the questions and authorities that it tells the places of."""
    first = told["screens"][0]
    return first | {name: [told[name][at] for at in first[name]] for name in ("questions", "authorities")}


def screen(have, want, answers=None, language="en"):
    """The one screen of a have and a want."""
    flows = [{"id": "h", "side": "have", **have}, {"id": "w", "side": "want", **want}]
    project = {"flows": flows, "synergies": {"h+w": {"answers": answers or {}}}}
    return whole(ask(type="screen", language=language, project=project, keys=["h+w"]))


ASH = {"text": "Coal fly ash", "kind": "material", "code": "10 01 02", "country": "RO"}
CONCRETE = {"text": "Pozzolan as addition for concrete", "kind": "material", "country": "RO"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_is_worded_in_the_language_asked_for(language):
    told = screen(ASH, CONCRETE, language=language)
    assert told["outcome"] in law.OUTCOMES
    assert told["why"]
    assert all(one["text"] and one["help"] and one["articles"] for one in told["questions"])
    assert all(one["name"] and one["address"] for one in told["authorities"])
    assert told["open"] == sum(one["answer"] == "unknown" for one in told["questions"])


def test_an_answer_of_the_user_is_told_by_the_user():
    told = {one["code"]: one for one in screen(ASH, CONCRETE, {"hazardous": "no"})["questions"]}
    assert (told["hazardous"]["answer"], told["hazardous"]["told_by"]) == ("no", "user")


def test_what_an_entry_says_for_certain_is_not_overruled_by_an_answer():
    oil = {"text": "Used engine oil", "kind": "material", "code": "13 02 05*"}
    told = screen(oil, {"text": "Base oil for re-refining", "kind": "material"}, {"hazardous": "no"})
    hazardous = next(one for one in told["questions"] if one["code"] == "hazardous")
    assert (hazardous["answer"], hazardous["told_by"], hazardous["is_firm"]) == ("yes", "flow", True)
    assert hazardous["because"]


def test_what_must_not_be_made_is_shown_as_refused_though_it_ranks_low():
    flows = [
        {"id": "h", "side": "have", "text": "Creosoted railway sleepers", "kind": "material"},
        {"id": "w", "side": "want", "text": "Wood for animal bedding", "kind": "material"},
    ]
    (told,) = ask(type="screen", language="en", project={"flows": flows})["screens"]
    assert told["outcome"] == "refused"
    assert "http" in told["why"][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_stays_with_the_project_and_counts_in_the_screen_and_in_the_plan(language):
    flow = {"quantity": "10", "unit": "t", "period": "year", "country": "RO", "language": "en"}
    flows = [
        flow | {"id": "h", "site": "Dairy", "side": "have", "text": "sweet whey"},
        flow | {"id": "w", "site": "Farm", "side": "want", "text": "liquid feed for pigs"},
    ]

    def ask(**request):
        return json.loads(answer(json.dumps({"language": language, **request})))

    bare = {"format": "catalyst-project", "version": 1, "language": language, "flows": flows}
    [open_one, *_] = [
        one
        for one in whole(ask(type="screen", project=bare))["questions"]
        if one["answer"] == "unknown" and one["good"]
    ]
    told = bare | {"synergies": {"h+w": {"answers": {open_one["code"]: open_one["good"]}}}}
    saved = base64.b64decode(ask(type="save-project", project=told)["base64"]).decode()
    project = ask(type="open-project", text=saved)["project"]
    assert project["synergies"] == told["synergies"]
    screened = whole(ask(type="screen", project=project))
    [asked] = [one for one in screened["questions"] if one["code"] == open_one["code"]]
    assert (asked["answer"], asked["told_by"]) == (open_one["good"], "user")
    plan = ask(type="plan", project=project, format="markdown", today="2026-11-29")
    said = wording.sentence(f"plan.{open_one['good']}", language)
    assert f"): {said}" in next(
        line for line in base64.b64decode(plan["base64"]).decode().splitlines() if open_one["text"] in line
    )
