"""Haves reach wants through kin and uses, and never cost more than is fixed."""

from __future__ import annotations

from matcher import pairing, recognising
from matcher.knowledge import knowledge
from matcher.model import Flow


def reading(text, side, language="en", **more):
    return recognising.read(Flow(text, side, text, language=language, **more), knowledge())


def test_a_resource_answers_itself_best():
    known = knowledge()
    whey = known.by_id["sweet-whey"]
    among = pairing.index([reading("Sweet whey", "have"), reading("Acid whey", "have")], known)
    best = among.answering(whey, known)[0]
    assert (best.have, best.name) == (whey, "same")


def test_a_role_is_answered_by_what_serves_it_with_the_use_as_evidence():
    known = knowledge()
    among = pairing.index([reading("Sweet whey", "have")], known)
    relations = {relation.have: relation for relation in among.answering(known.by_id["pig-feed"], known)}
    relation = relations[known.by_id["sweet-whey"]]
    assert relation.use is not None
    assert known.use(relation.use).source


def test_candidates_are_bounded_however_many_haves_there_are():
    known = knowledge()
    haves = [reading("Sweet whey", "have")] * 3000
    found = pairing.candidates(reading("Liquid feed for pigs", "want"), pairing.index(haves, known), known)
    assert 0 < len(found) <= pairing.MOST_CANDIDATES


def test_a_role_named_beside_a_resource_says_little_of_what_is_had():
    known = knowledge()
    offered = pairing.offered(reading("Sweet whey, fertiliser quality", "have"), known)
    assert offered[known.by_id["sweet-whey"]] > 2 * offered.get(known.by_id["fertiliser"], 0.0)
