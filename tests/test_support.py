"""Evidence joins the better, the more new words give it, and fits the better, the more of a want speaks for it."""

from __future__ import annotations

import pytest

from matcher import support
from matcher.hearing import Sight
from matcher.model import Flow
from matcher.recognising import Recognised

TOLD = {"absorbent": 6.0, "granules": 3.0, "for": 0.0, "spills": 3.0}


def statement(told=TOLD):
    return support.statement(Recognised(Flow("a", "want", " ".join(told)), (), (), {}, None, words=told))


def fit(evidence, said=None):
    return support.fit(evidence, said or statement())


def words(*written, said=None):
    return support.speaking(Sight(1, 1.0, "head", " ".join(written)), said or statement())


def test_what_all_words_speak_for_fits_as_well_as_its_evidence():
    assert fit([(0.6, words(*TOLD))]) == pytest.approx(0.6)


def test_the_fewer_words_speak_the_worse_it_fits():
    fits = [fit([(0.6, words(*some))]) for some in (TOLD, ("absorbent",), ("granules",))]
    shares = [1.0, 0.5, 0.25]
    least = support.LEAST_SUPPORTED
    assert fits == pytest.approx([0.6 * (least + (1 - least) * share) for share in shares])


def test_evidence_by_new_words_adds_more_than_by_the_same():
    first = (0.6, words("absorbent", "granules"))
    alone, same, new = (fit([first, *more]) for more in ([], [(0.4, words("absorbent"))], [(0.4, words("spills"))]))
    assert alone < same < new


def test_faint_evidence_is_left_out():
    first = (0.6, words("absorbent"))
    faint = support.BESIDE_THE_STRONGEST * 0.6 * 0.99
    assert fit([first, (faint, words("spills"))]) == fit([first])


def test_no_more_is_joined_than_so_many_pieces():
    several = [(0.5, words("absorbent"))] * support.MOST_JOINED
    assert fit([*several, (0.5, words("spills"))]) == fit(several)


@pytest.mark.parametrize("evidence", ["07 02 13", "for"])
def test_what_no_word_or_none_that_tells_anything_gave_speaks_for_the_whole(evidence):
    assert words(evidence) == words(*TOLD)
    assert fit([(0.6, words(evidence))]) == pytest.approx(0.6)


def test_where_nothing_is_known_of_the_words_nothing_is_taken_away_and_none_is_new():
    unknown = statement({"xyzzy": 0.0})
    seen = words("xyzzy", said=unknown)
    assert fit([(0.6, seen)], unknown) == pytest.approx(0.6)
    assert fit([(0.6, seen), (0.4, seen)], unknown) == pytest.approx(1 - 0.4 * (1 - 0.4 * support.BY_THE_SAME_WORDS))
