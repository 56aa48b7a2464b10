"""What a flow is made of, and how that sorts haves of one role."""

from __future__ import annotations

import pytest

from matcher import qualities
from matcher.knowledge import knowledge
from matcher.matching import match, read_all
from matcher.model import Flow


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Liquid feed for fattening pigs"),
        ("ro", "Furaj lichid pentru porci la îngrășat"),
        ("no", "Flytende fôr til slaktegris"),
    ],
)
def test_a_have_in_the_wanted_form_comes_first(language, text):
    haves = [Flow("pulp", "have", "Dried beet pulp", kind="material"), Flow("whey", "have", "Whey", kind="material")]
    found = match([*haves, Flow("w", "want", text, language=language, kind="material")], knowledge())
    assert [synergy.have.id for synergy in found] == ["whey", "pulp"]
    told = [finding.level for synergy in found for finding in synergy.findings if finding.criterion == "quality"]
    assert told == ["agrees", "differs"]


def test_a_resource_has_the_qualities_of_its_name_and_of_the_nearest_above():
    known = knowledge()
    assert ("material", "wool") in qualities.of_resource(known.by_id["raw-wool"], known)
    assert ("polymer", "pet") in qualities.of_resource(known.by_id["pet-flakes"], known)


def test_what_a_thing_is_for_is_no_quality_of_it():
    wants = [Flow("w", "want", text, language="en") for text in ("Wood fibre", "Dye for wood")]
    asked = [{name for _, name in reading.qualities} for reading in read_all(wants, knowledge())]
    assert "wood" in asked[0]
    assert "wood" not in asked[1]
