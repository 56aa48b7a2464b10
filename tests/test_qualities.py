"""What a flow is made of, and how that sorts haves of one role."""

from __future__ import annotations

import pytest

from matcher import normalising, qualities, tables
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


def test_every_word_of_a_quality_can_ask_or_tell():
    known, rules = knowledge(), normalising.grammar("en")
    in_ids = {normalising.stem(part, rules) for name in known.ids for part in name.split("-")}
    heard = {"asked": frozenset(), "had": in_ids}
    deaf = [
        (row["axis"], column, word)
        for row in tables.rows("qualities")
        for column, besides in heard.items()
        for word in tables.cells(row, column)
        for stem in normalising.stems(word, rules)
        if stem not in besides and not known.lexicons["en"].senses(stem)
    ]
    assert deaf == []


def test_what_a_thing_is_for_is_no_quality_of_it():
    wants = [Flow("w", "want", text, language="en") for text in ("Wood fibre", "Dye for wood")]
    asked = [{name for _, name in reading.qualities} for reading in read_all(wants, knowledge())]
    assert "wood" in asked[0]
    assert "wood" not in asked[1]
