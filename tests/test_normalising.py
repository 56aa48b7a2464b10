"""Words of a card are found again however they are inflected, spelled or joined."""

from __future__ import annotations

import pytest

from matcher.knowledge import knowledge
from matcher.normalising import fold, grammar, sentence, stem, words


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ro", ("deșeu", "deșeuri", "deseurilor", "deşeul")),
        ("ro", ("cenușă", "cenușii", "cenusa")),
        ("no", ("slagg", "slagget", "slagg")),
        ("no", ("blåsesand", "blaasesand")),
        ("no", ("støv", "stoev", "stov")),
        ("en", ("ash", "ashes")),
        ("en", ("filtered", "filtering", "filters")),
        ("en", ("concentrate", "concentraate", "concentrates")),
    ],
)
def test_the_forms_of_a_word_meet(language, forms):
    rules = grammar(language)
    assert len({stem(fold(form), rules) for form in forms}) == 1


def test_feed_with_and_without_its_circumflex_is_not_the_small_word_for():
    rules = grammar("no")
    assert [word for word, place, _ in sentence("Fôr til gris", rules)] == ["for", "gris"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("no", "tønner", "toner"),
        ("no", "søt", "sot"),
        ("no", "grøt", "GROT"),
        ("no", "skinner", "skinn"),
        ("no", "tine", "tinn"),
        ("no", "binder", "bind"),
        ("ro", "viță", "vită"),
        ("ro", "pături", "paturi"),
        ("ro", "șapei", "SAP"),
        ("ro", "pomi", "POM"),
        ("ro", "alimentatoare", "alimente"),
        ("en", "bladders", "blades"),
        ("en", "reed", "red"),
        ("en", "coke", "cook"),
        ("en", "bale", "ball"),
        ("en", "containers", "contains"),
        ("en", "batter", "battery"),
        ("en", "PA66", "PA6"),
        ("no", "lakk", "lake"),
        ("no", "2205", "205"),
    ],
)
def test_words_that_only_look_alike_are_kept_apart(language, one, other):
    rules = grammar(language)
    parts = knowledge().lexicons[language]
    assert [word.stem for word in words(one, rules, parts)] != [word.stem for word in words(other, rules, parts)]


def test_tonnes_are_a_unit_and_barrels_are_not():
    rules = grammar("no")
    assert sentence("20 tonner", rules) == []
    assert len(sentence("20 tønner", rules)) == 1


def test_a_norwegian_compound_is_taken_apart_and_its_last_part_names_the_thing():
    rules = grammar("no")
    found = words("masovnsslagg", rules, frozenset({"masovn", "slag"}))
    assert [(word.stem, word.place, word.is_core) for word in found] == [
        ("masovn", "modifier", False),
        ("slag", "head", True),
    ]


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("barkkompost", ("bark", "kompost")),
        ("ullrester", ("ul", "rest")),
        ("eggeskall", ("eg", "skal")),
    ],
)
def test_a_letter_that_two_parts_share_belongs_to_both(compound, parts):
    rules = grammar("no")
    known = frozenset(stem(part, rules) for part in ("bark", "kompost", "rester", "skall"))
    assert tuple(word.stem for word in words(compound, rules, known)) == parts


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("slamaske", ("slam", "ask")),
        ("gipsstein", ("gips", "stein")),
        ("smoltanlegg", ("smolt", "anleg")),
        ("plateavfall", ("plat", "avfal")),
        ("vannkilde", ("van", "kild")),
        ("blåskjell", ("bla", "skjel")),
        ("takbjelker", ("tak", "bjelk")),
        ("lakkslam", ("lakk", "slam")),
    ],
)
def test_a_norwegian_compound_is_cut_where_a_norwegian_would(compound, parts):
    lexicon = knowledge().lexicons["no"]
    assert tuple(word.stem for word in words(compound, grammar("no"), lexicon)) == parts


def test_what_is_denied_is_another_word_than_what_is_there():
    rules = grammar("en")
    for text in ("Roofing felt without asbestos", "Asbestos free roofing felt", "Roofing felt, asbestos-free"):
        found = {word.stem: word.place for word in words(text, rules, frozenset({"asbesto", "roof", "felt"}))}
        assert found["-asbesto"] == "negated"
        assert "asbesto" not in found


def test_a_kitchen_that_is_free_at_night_is_not_denied():
    found = words("Kitchen free at night", grammar("en"), frozenset())
    assert {word.place for word in found if word.written == "kitchen"} == {"head"}


def test_instead_of_leads_to_what_is_replaced_and_for_to_the_purpose():
    places = {word: place for word, place, _ in sentence("ash to replace clinker for concrete", grammar("en"))}
    assert places == {"ash": "head", "clink": "replaced", "concret": "purpose"}


def test_the_romanian_core_comes_first():
    found = words("Nămol de la epurare", grammar("ro"), frozenset())
    assert next(word for word in found if word.is_core).written == "namol"


def test_beside_a_maker_stands_what_is_made_and_beside_a_substitute_what_is_replaced():
    found = words("gypsum board factory", grammar("en"), frozenset())
    assert [(word.stem, word.place) for word in found] == [("gypsum", "made"), ("board", "made"), ("factory", "head")]
    found = words("înlocuitor puzzolanic al cimentului", grammar("ro"), frozenset())
    assert [word.place for word in found] == ["head", "replaced", "replaced"]
    found = words("torverstatning", grammar("no"), frozenset({"torv", "erstatn"}))
    assert [(word.stem, word.place) for word in found] == [("torv", "replaced"), ("erstatn", "head")]
