"""Texts in three languages lead to the same resource; doubt is kept as doubt."""

from __future__ import annotations

import pytest

from matcher import examples, hearing, matching, normalising, pairing, reading, recognising, tables
from matcher.knowledge import Job, Lexicons, knowledge
from matcher.model import LANGUAGES, Flow


def seen(text, language=None, side="have", **more):
    known = knowledge()
    read = recognising.read(Flow("1", side, text, language=language, **more), known)
    return [known.ids[sight.resource] for sight in (*read.about, *read.purpose) if not sight.sector]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Blast furnace slag, granulated"),
        ("en", "GGBS"),
        ("ro", "Zgură de furnal granulată"),
        ("no", "Granulert masovnsslagg"),
    ],
)
def test_one_resource_in_three_languages(language, text):
    assert seen(text, language)[0] in ("granulated-bf-slag", "ggbs")


@pytest.mark.parametrize("text", ["Zer dulce", "Sweet whey", "Søt myse"])
def test_the_language_is_guessed_where_it_is_not_told(text):
    assert seen(text)[0] == "sweet-whey"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_in_one_language_needs_the_words_of_no_other(language, monkeypatch):
    asked = []
    for each in ("need", "at_hand"):
        monkeypatch.setattr(Lexicons, each, lambda self, languages: asked.extend(languages) or ())
    flows = reading.read_flows(examples.rows("kalundborg", language)).flows
    assert len(matching.read_all(flows, knowledge())) == len(flows) == 32
    assert {*asked} == {language}


@pytest.mark.parametrize("text", ["Waste water from a dairy", "Waste-water from a dairy", "Waste  water from a dairy"])
def test_what_english_writes_as_one_word_or_as_two_is_one(text):
    assert seen(text, "en") == seen("Wastewater from a dairy", "en")


def test_waste_that_is_based_on_water_is_no_waste_water():
    assert seen("Waste water-based paint", "en")[0] == "water-based-paint"


@pytest.mark.parametrize("text", ["{} fra avfallsforbrenning", "{} fra tre", "torv{}", "ultrafin {}"])
def test_both_spellings_of_a_word_lead_to_the_same_resource(text):
    assert seen(text.format("flygeaske"), "no") == seen(text.format("flyveaske"), "no")


def test_a_slip_of_the_pen_is_forgiven():
    assert "sulphuric-acid" in seen("Sulhuric acid", "en")


def test_a_longer_phrase_explains_its_shorter_one_away():
    found = seen("Fly ash from waste incineration", "en")
    assert found[0] != "coal-fly-ash"
    assert found[0].startswith("mswi")


def test_a_phrase_said_whole_is_not_explained_away_by_part_of_another():
    known = knowledge()
    read = recognising.read(Flow("1", "want", "Așternut pentru animale", language="ro"), known)
    weights = {known.ids[sight.resource]: sight.weight for sight in read.about}
    assert weights["animal-bedding"] == 1.0 > max(weights[name] for name in weights if name != "animal-bedding")


@pytest.mark.parametrize(
    ("language", "text", "resource"),
    [
        ("no", "Plast som tåler 200 grader", "animal-bedding"),
        ("no", "Måling av utslipp", "waste-paint"),
        ("no", "Styring av prosesser", "styrene-monomer"),
        ("ro", "Soiuri vechi de mere", "feed-protein-source"),
        ("ro", "Se cere apă caldă", "pe-wax-byproduct"),
        ("en", "Training program for welders", "it-support"),
        ("en", "Heat applied to drying", "fresh-apples"),
    ],
)
def test_an_everyday_word_that_only_looks_like_a_name_is_none(language, text, resource):
    assert resource in knowledge().by_id
    assert resource not in seen(text, language)


@pytest.mark.parametrize("text", ["Vanning", "Vanningsanlegg", "Hagevanning", "Vanne hagen"])
def test_watering_is_not_read_as_water(text):
    found = seen(text, "no", side="want")
    assert found[0] == "irrigation-water"
    assert "water" not in found


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Water at 40 degrees"), ("ro", "Apă la 40 de grade"), ("no", "Vann på 40 grader")]
)
def test_water_is_surplus_hot_water_only_where_words_say_so(language, text):
    assert "water" in seen(text, language)
    assert "hot-water-surplus" not in seen(text, language)


def test_a_want_is_heard_by_its_gist_where_no_phrase_tells_it():
    known, text = knowledge(), "granules against the smell of our exhaust duct"
    lexicon = known.lexicons["en"]
    words = normalising.words(text, normalising.grammar("en"), lexicon)
    by_phrase = {sight.resource for sight in hearing.seen(words, lexicon, 1.0)}
    told = hearing.by_gist(words, lexicon)
    by_gist = {known.ids[sight.resource] for sight in told if sight.resource not in by_phrase}
    assert by_gist
    assert by_gist <= {*seen(text, "en", "want")}
    assert by_gist.isdisjoint(seen(text, "en", "have"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a curtain before the deflector of our shooting range"),
        ("ro", "Căutăm o perdea de protecție pentru poligonul de tragere"),
        ("no", "forheng mot splint på skytebanen"),
    ],
)
def test_a_want_that_describes_a_job_is_led_to_what_does_it_and_a_have_is_not(language, text):
    known = knowledge()
    want, have = (recognising.read(Flow("1", side, text, language=language), known) for side in ("want", "have"))
    assert known.ids[want.jobs[0].resource] == "conveyor-belts"
    assert not have.jobs


def test_who_confirms_what_may_do_a_job_has_not_named_it():
    known, text = knowledge(), "a curtain before the deflector of our shooting range"
    read = recognising.read(Flow("1", "want", text, language="en", resources=("conveyor-belts", "curtains")), known)
    assert [known.ids[sight.resource] for sight in read.jobs] == ["conveyor-belts"]
    assert [known.ids[sight.resource] for sight in read.about] == ["curtains"]


def test_who_confirms_what_the_text_names_too_has_named_it():
    known, text = knowledge(), "Conveyor belts as a curtain before the deflector of a shooting range"
    read = recognising.read(Flow("1", "want", text, language="en", resources=("conveyor-belts",)), known)
    assert [known.ids[sight.resource] for sight in read.about] == ["conveyor-belts"]
    assert not read.jobs


def test_every_job_is_described_by_words_of_its_own_row():
    known = knowledge()
    lexicon, rules = known.lexicons["en"], normalising.grammar("en")
    for row in tables.rows("jobs"):
        resource = known.by_id[row["resource"]]
        stems = {stem for phrase in tables.cells(row, "en") for stem in normalising.stems(phrase, rules)}
        described = {job for stem in stems & {*lexicon.stems} for job in lexicon.describing(lexicon.place(stem))}
        assert Job(resource) in {lexicon.owner(job) for job in described}, row["resource"]


def test_what_only_two_words_describe_is_less_sure(monkeypatch):
    lexicon = knowledge().lexicons["en"]
    words = normalising.words("bedding for horses and goats", normalising.grammar("en"), lexicon)

    def by_two() -> dict[int, float]:
        sights = hearing.jobs(words, lexicon)
        return {sight.resource: sight.weight for sight in sights if len(sight.evidence.split()) == 2}

    found, share = by_two(), hearing.BY_TWO_WORDS
    monkeypatch.setattr(hearing, "BY_TWO_WORDS", 1.0)
    plain = by_two()
    both = found.keys() & plain.keys()
    assert [job for job in both if plain[job] < 1.0]
    assert all(found[job] == pytest.approx(share * plain[job], abs=1e-5) for job in both if plain[job] < 1.0)


def told_by_word(text, side="want", **more):
    return recognising.read(Flow("1", side, text, language="en", **more), knowledge()).words


def test_a_want_tells_how_much_its_words_say_and_figures_say_nothing():
    told = told_by_word("Sawdust 300 t, no bark")
    assert min(told["sawdust"], told["bark"]) > told["300"] == 0.0
    assert not told_by_word("Sawdust 300 t, no bark", "have")


def test_a_word_that_is_known_by_its_root_says_something():
    lexicon = knowledge().lexicons["en"]
    assert "flammability" not in lexicon
    assert told_by_word("against flammability of our cables")["flammability"] > 0.0


def test_who_chose_by_hand_what_is_wanted_need_not_say_it_in_so_many_words():
    assert not told_by_word("bedding for horses, no sawdust", resources=("sawdust",))


def test_one_word_alone_makes_no_gist():
    lexicon = knowledge().lexicons["en"]
    words = normalising.words("smell", normalising.grammar("en"), lexicon)
    assert not hearing.by_gist(words, lexicon)


def test_what_nobody_knows_is_not_recognised():
    assert seen("Qwxzy blorptang", "en") == []


def test_resources_confirmed_by_hand_go_before_the_text():
    assert seen("something", "en", resources=("sweet-whey",)) == ["sweet-whey"]


def test_a_code_alone_leads_to_its_resources():
    assert seen("", "en", code="100202")


def test_temperatures_are_read_out_of_the_text():
    known = knowledge()
    assert recognising.read(Flow("1", "have", "Kjølevann 35 °C", language="no"), known).temperature == (35.0, 35.0)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Non-ferrous scrap"), ("no", "Ikke-jernholdig skrap"), ("ro", "Solvenți organici fără clor")],
)
def test_a_name_that_denies_something_is_heard_as_it_denies(language, text):
    assert seen(text, language)[0] in ("nonferrous-scrap", "nonhalogenated-spent-solvent")


def test_a_name_that_denies_something_is_not_heard_where_nothing_is_denied():
    assert "nonhalogenated-spent-solvent" not in seen("Organisk avfall", "no")[:1]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Use in brick production"),
        ("ro", "Utilizare la fabricarea cărămizilor"),
        ("no", "Bruk i teglproduksjon"),
    ],
)
def test_a_use_in_a_trade_names_the_trade(language, text):
    read = recognising.read(Flow("1", "want", text, language=language), knowledge())
    assert "23.32" in [sight.sector for sight in read.purpose[:2]]


def test_what_is_removed_is_not_what_is_asked_for():
    known = knowledge()
    want = Flow("1", "want", "Remove mercury from flue gas", language="en")
    asked = pairing.wanted(recognising.read(want, known), known)
    assert asked[known.by_id["adsorbent"]] > 2 * asked.get(known.by_id["mercury-waste"], 0.0)


def test_half_of_a_compound_may_be_known():
    assert seen("Olabomagrus", "no")[0] == "gravel"


def test_half_of_a_compound_may_be_a_compound_itself():
    assert "biogas" in seen("Råbiogass", "no")


def test_flax_is_no_preposition():
    assert "bast-fibre-dust" not in seen("Praf de ciment", "ro")[:1]
    assert seen("Praf de in", "ro")[0] == "bast-fibre-dust"


def test_one_hydroxide_is_not_another():
    assert seen("Mg(OH)2", "en")[0] == "magnesium-hydroxide"


def test_what_a_thing_is_for_does_not_wholly_explain_what_it_is():
    read = recognising.read(Flow("1", "want", "Wood for pallets", language="en"), knowledge())
    weights = {sight.resource: sight.weight for sight in read.about}
    assert weights[knowledge().by_id["wood"]] > 0.5


@pytest.mark.parametrize("more", [{"sector": "16.11"}, {"site": "Verdal Sagbruk AS"}])
def test_a_sector_or_the_name_of_a_site_sorts_what_words_may_mean(more):
    def weights(**told):
        read = recognising.read(Flow("1", "have", "Flis", language="no", **told), knowledge())
        return {sight.resource: sight.weight for sight in read.about}

    tiles, chips = (knowledge().by_id[name] for name in ("ceramic-tile-waste", "wood-residues"))
    assert weights(**more)[tiles] < weights()[tiles]
    assert weights(**more)[chips] == weights()[chips]


@pytest.mark.parametrize(("sector", "expected"), [("16.11", "wood-residues"), ("25.53", "steel-turnings")])
def test_a_word_that_two_trades_share_is_told_apart_by_the_plant(sector, expected):
    read = recognising.read(Flow("1", "have", "Spon", language="no", sector=sector), knowledge())
    assert knowledge().resource(read.about[0].resource).id == expected


def test_what_is_to_be_replaced_only_describes_the_thing_that_replaces_it():
    known = knowledge()
    want = Flow("1", "want", "Reduksjonsmiddel som kan erstatte kull", language="no")
    asked = pairing.wanted(recognising.read(want, known), known)
    assert asked[known.by_id["reducing-agent"]] > 2 * asked[known.by_id["alternative-fuel"]]


def test_a_word_of_two_languages_is_read_in_that_of_the_flows_beside_it():
    beside = [Flow("1", "have", "Flis fra gran"), Flow("2", "have", "Brukte garn fra oppdrett")]
    grains = Flow("3", "have", "Mask")
    assert recognising.usual_language([*beside, grains], knowledge()) == "no"
    *_, read = matching.read_all([*beside, grains], knowledge())
    assert knowledge().resource(read.about[0].resource).id == "brewers-spent-grain"


def test_a_number_in_a_text_is_no_meaning_of_a_word():
    senses = recognising.read(Flow("1", "have", "EN 450 ash", language="en"), knowledge()).senses
    meanings = [sense for sense in senses if isinstance(sense, int)]
    assert meanings
    assert "450" in senses
    assert 450 not in senses


def test_parts_of_a_compound_do_not_outvote_the_words_of_another_language():
    read = recognising.read(Flow("1", "have", "resturi de PAL melaminat"), knowledge())
    assert knowledge().resource(read.about[0].resource).id == "melamine-chipboard"


def test_a_slip_in_the_front_of_a_compound_is_forgiven():
    assert seen("siliakstøv", "no")[0] == "silica-fume"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Surplus de lapte", "fish-milt"),
        ("Lapți", "raw-milk-surplus"),
        ("Ardei", "brick-clay-additive"),
        ("Hârtie", "posters-maps"),
        ("Becuri", "root-cellar"),
        ("Sare gemă", "jam-making-need"),
    ],
)
def test_romanian_words_of_one_spelling_but_for_the_ending_are_kept_apart(one, other):
    found = seen(one, "ro")
    assert found
    assert other not in found


def test_a_job_is_heard_by_the_roots_of_words_and_a_name_is_not():
    lexicon, rules = knowledge().lexicons["en"], normalising.grammar("en")

    def doing(text: str) -> set[int]:
        return {sight.resource for sight in hearing.jobs(normalising.words(text, rules, lexicon), lexicon)}

    assert doing("something to absorb oil in the workshop")
    assert doing("absorbs workshop oil") == doing("absorbent workshop oil")
    assert not doing("absorb absorbent")
    assert seen("digestate", "en") != seen("digester", "en")
