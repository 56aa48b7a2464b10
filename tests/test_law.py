"""Law and safety are asked as questions; what the flows answer is told by them, and the rest stays open."""

from __future__ import annotations

import json

import pytest

from matcher import law
from matcher.bridge import answer
from matcher.model import LANGUAGES


def ask(**request):
    told = json.loads(answer(json.dumps(request)))
    assert "failure" not in told, told
    return told


def screen(have, want, answers=None, language="en"):
    """The one screen of a have and a want."""
    flows = [{"id": "h", "side": "have", **have}, {"id": "w", "side": "want", **want}]
    project = {"flows": flows, "synergies": {"h+w": {"answers": answers or {}}}}
    return ask(type="screen", language=language, project=project, keys=["h+w"])["screens"][0]


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
