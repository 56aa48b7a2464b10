"""What must not be paired without a check: rules, telltale words, and the pairs of screening-pairs.csv."""

import csv
from pathlib import Path

import pytest

from matcher import pairing, recognising, screening, tables, telltales, wording
from matcher.hearing import Sight
from matcher.knowledge import knowledge
from matcher.model import LANGUAGES, Flow

PAIRS = Path(__file__).parent / "screening-pairs.csv"
MOST_UNWARNED = 0.05
MOST_OVERWARNED = 0.10


def pairs(verdict):
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["verdict"] == verdict]


def cautions(row, have_language, want_language):
    """What is said of a pair, whether it would be shown or not."""
    known = knowledge()
    have, want = (
        recognising.read(
            Flow(side, side, row[f"{side}_{language}"], language=language, kind=row[f"{side}_kind"]), known
        )
        for side, language in (("have", have_language), ("want", want_language))
    )
    asked = pairing.wanted(want, known)
    found = pairing.likeliest(want, asked, pairing.index([have], known), known)
    candidate = pairing.candidate(found[0]) if found else pairing.Candidate(0, 0.0, None)
    carried = screening.carried(screening.traits(have, known), want, candidate.relation, known)
    aims = screening.aimed(screening.aims(want, asked, known), candidate.relation, known)
    return screening.cautions(carried, aims, screening.vouched(candidate, known))


@pytest.mark.parametrize(
    ("have", "want"),
    [
        ("Category 1 rendered animal fat", "Animal fat for feed"),
        ("Mattresses with bed bugs", "Foam for dog beds"),
        ("Creosoted railway sleepers", "Wood shavings for horse bedding"),
    ],
)
def test_what_a_want_says_in_so_many_words_forbids(have, want):
    row = {"have_en": have, "have_kind": "material", "want_en": want, "want_kind": "material"}
    assert cautions(row, "en", "en")[0].is_forbidding


def test_what_only_the_same_words_may_mean_warns_and_does_not_forbid():
    known = knowledge()
    asked = screening.Aims(frozenset({"feed"}), beside=((known.by_id["tallow"], frozenset({"feed"})),))

    def said(want):
        relation = pairing.Relation(1.0, "same", known.by_id["tallow"], known.by_id[want])
        return screening.cautions(had("hazardous"), screening.aimed(asked, relation, known))

    assert "hazardous_feed" in [caution.code for caution in said("tallow")]
    assert not any(caution.is_forbidding for caution in said("tallow"))
    assert said("livestock-feed")[0].is_forbidding


def aims(purpose):
    return screening.Aims(frozenset({purpose}))


def had(trait):
    return screening.Traits(frozenset({trait}))


def share_warned(verdict, have_language, want_language):
    rows = pairs(verdict)
    return sum(bool(cautions(row, have_language, want_language)) for row in rows) / len(rows)


@pytest.mark.parametrize("have_language", LANGUAGES)
@pytest.mark.parametrize("want_language", LANGUAGES)
def test_what_must_not_be_paired_unchecked_carries_a_caution(have_language, want_language):
    assert share_warned("warn", have_language, want_language) >= 1 - MOST_UNWARNED


@pytest.mark.parametrize("have_language", LANGUAGES)
@pytest.mark.parametrize("want_language", LANGUAGES)
def test_harmless_pairs_seldom_carry_a_caution(have_language, want_language):
    assert share_warned("free", have_language, want_language) <= MOST_OVERWARNED


def test_a_telltale_tells_a_trait_or_purpose_that_rules_know():
    known = {name for pair in screening.rules() for name in pair}
    for table, column in (("trait-words", "trait"), ("purpose-words", "purpose")):
        assert {row[column].removeprefix("-") for row in tables.rows(table)} - {""} <= known


def test_a_rule_has_a_trait_and_a_purpose_that_something_can_have():
    known = knowledge()
    resources = [known.resource(number) for number in range(len(known))]
    traits = {trait for resource in resources for trait in resource.traits}
    purposes = {purpose for resource in resources for purpose in resource.purposes}
    traits |= {row["trait"] for row in tables.rows("trait-words")} | {screening.ANYTHING, screening.UNVOUCHED}
    purposes |= {row["purpose"] for row in tables.rows("purpose-words")} | {"any", "unknown"}
    for trait, purpose in screening.rules():
        assert trait in traits, trait
        assert purpose in purposes, purpose


def test_a_rule_cites_a_source_and_has_a_sentence_in_each_language():
    sources = {row["id"] for row in tables.rows("sources")}
    for rule in screening.rules().values():
        assert rule.caution.source in sources
        assert rule.verdict in ("forbid", "insist", "check", "hint")
        assert all(wording.sentence(f"caution.{rule.caution.code}", language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Asbestos-free brake pads", "en"),
        ("Pallets without paint", "en"),
        ("Paleți fără vopsea", "ro"),
        ("Blyfritt glass, uten maling", "no"),
    ],
)
def test_what_is_denied_tells_nothing(text, language):
    assert not telltales.traits(Flow("h", "have", text, language=language, kind="material"))


def test_a_denial_ends_where_the_purpose_begins():
    want = Flow("w", "want", "Talaș fără praf pentru grajduri", language="ro", kind="material")
    assert "near-animals" in telltales.purposes(want)


def test_water_is_not_for_drinking_unless_told():
    told = {
        text: telltales.traits(Flow("h", "have", text, language="en", kind="water"))
        for text in ("Condensate", "Drinking water from a borehole")
    }
    assert list(told.values()) == [{"non-potable"}, set()]


def test_a_want_for_water_does_not_ask_for_water_that_nobody_may_drink():
    told = [
        telltales.traits(Flow("w", "want", text, language="en", kind="water")) for text in ("Soft water", "Greywater")
    ]
    assert [traits >= {"non-potable"} for traits in told] == [False, True]


def test_a_waste_code_tells_a_trait():
    assert "pathogen" in telltales.traits(Flow("h", "have", "Waste", code="180103"))
    assert "asbestos" in telltales.traits(Flow("h", "have", "Waste", code="170605"))


def test_a_sector_tells_a_purpose():
    assert telltales.purposes(Flow("w", "want", "Salt", kind="material", sector="10.13")) == {"near-food"}
    assert not telltales.purposes(Flow("w", "want", "Vans", kind="logistics", sector="10.13"))


def test_a_source_stands_in_for_a_check_but_not_where_a_rule_insists():
    known = screening.Vouched(frozenset({"manure"}), frozenset({"land"}), frozenset())
    told = screening.cautions(had("manure"), aims("near-children"), known)
    assert not screening.cautions(had("manure"), aims("land"), known)
    assert [caution.code for caution in told] == ["near_people"]


def test_what_a_want_asks_for_in_words_is_no_surprise():
    assert screening.cautions(had("rubber"), aims("burning"))
    assert not screening.cautions(had("rubber"), screening.Aims(frozenset({"burning"}), frozenset({"rubber"})))


def test_a_pair_that_no_source_names_is_asked_about_where_it_is_for_food():
    assert [caution.code for caution in screening.cautions(screening.Traits(), aims("food"))] == ["unvouched"]


def test_a_guessed_trait_warns_and_does_not_forbid():
    known, guessed = had("sewage"), screening.Traits(guessed=frozenset({"sewage"}))
    told = [screening.cautions(traits, aims("food")) for traits in (known, guessed)]
    assert [{one.code: one.is_forbidding for one in found}["sewage_food"] for found in told] == [True, False]


def test_what_forbids_is_not_outdone_by_a_guess_of_the_same_danger():
    both = screening.Traits(frozenset({"contaminated"}), frozenset({"mineral-oil"}))
    assert screening.cautions(both, aims("feed"))[0] == screening.rules()["contaminated", "feed"].caution


@pytest.mark.parametrize(
    ("text", "denial", "language"),
    [
        ("Clear water, not for swimming pools", "not ", "en"),
        ("Apă limpede, nu pentru piscine", "nu ", "ro"),
        ("Klart vann, ikke til svømmebasseng", "ikke ", "no"),
    ],
)
def test_what_a_want_is_not_for_is_no_purpose(text, denial, language):
    told = [
        telltales.purposes(Flow("w", "want", written, language=language, kind="water"))
        for written in (text, text.replace(denial, ""))
    ]
    assert ["bathing" in purposes for purposes in told] == [False, True]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Catering leftovers, cooked or not for pig feed", "en"),
        ("Resturi de la cantină, gătite sau nu pentru hrana porcilor", "ro"),
        ("Matrester fra storkjøkken, kokt eller ikke til grisefôr", "no"),
    ],
)
def test_or_not_leaves_open_what_stands_before_and_denies_no_purpose(text, language):
    assert "near-animals" in telltales.purposes(Flow("w", "want", text, language=language, kind="material"))


def test_a_denial_reaches_no_origin():
    told = telltales.traits(Flow("h", "have", "Bedding straw, soiled or not from hospital", language="en"))
    assert "pathogen" in told


def test_a_fainter_reading_of_a_have_is_a_guess():
    have = Flow("h", "have", "Zeolite fines, screening reject", language="en", kind="material")
    told = screening.traits(recognising.read(have, knowledge()), knowledge())
    assert "sewage" in told.guessed
    assert "sewage" not in told.known


@pytest.mark.parametrize(("weight", "is_guessed"), [(0.5, True), (0.9, False)])
def test_a_fainter_reading_of_what_a_want_names_is_a_guess(weight, is_guessed):
    known = knowledge()
    soil, feed = known.by_id["beet-soil"], known.by_id["livestock-feed"]
    flow = Flow("w", "want", "Beet", language="en", kind="material")
    about = [Sight(soil, 1.0, "head", "beet"), Sight(feed, weight, "head", "beet")]
    want = recognising.Recognised(flow, about, (), {}, None)
    told = screening.aims(want, {soil: 1.0, feed: weight}, known)
    assert ("feed" in told.purposes, "feed" in told.guessed) == (True, is_guessed)


def test_a_guessed_purpose_warns_and_does_not_forbid():
    sure, guessed = aims("food"), screening.Aims(frozenset({"food"}), guessed=frozenset({"food"}))
    found = [{one.code: one.is_forbidding for one in screening.cautions(had("sewage"), aim)} for aim in (sure, guessed)]
    assert [cautions["sewage_food"] for cautions in found] == [True, False]
