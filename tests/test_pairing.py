"""Haves reach wants through kin and uses, and never cost more than is fixed."""

from __future__ import annotations

from matcher import pairing, recognising, screening, support
from matcher.hearing import Sight
from matcher.knowledge import Job, knowledge
from matcher.model import Flow


def reading(text, side, language="en", **more):
    return recognising.read(Flow(text, side, text, language=language, **more), knowledge())


def test_a_resource_answers_itself_best():
    known = knowledge()
    whey = known.by_id["sweet-whey"]
    among = pairing.index([reading("Sweet whey", "have"), reading("Acid whey", "have")], known)
    _, best, name, _ = among.answering(whey, known).told[0]
    assert (best, name) == (whey, "same")


def test_a_role_is_answered_by_what_serves_it_with_the_use_as_evidence():
    known = knowledge()
    among = pairing.index([reading("Sweet whey", "have")], known)
    uses = {have: use for _, have, _, use in among.answering(known.by_id["pig-feed"], known).told}
    use = uses[known.by_id["sweet-whey"]]
    assert use is not None
    assert known.grounds(use).source


def test_what_much_the_same_words_name_may_stand_for_what_is_wanted():
    known = knowledge()
    offcuts, boxes = known.by_id["corrugated-offcuts"], known.by_id["occ"]
    among = pairing.index([reading("Corrugated offcuts from die cutting", "have")], known)
    found = {had: (-less, name) for less, had, name, _ in among.answering(boxes, known).told}
    assert found[offcuts] == (pairing.weights()["near"], "near")


def answer(have, text):
    """How a have answers the want of that *text*, as the only candidate."""
    known, want = knowledge(), reading(text, "want")
    among = pairing.index([reading(have, "have")], known)
    (likely,) = pairing.likeliest(want, pairing.wanted(want, known), among, known)
    return pairing.candidate(likely)


def test_a_job_is_done_by_what_the_table_names_and_no_source_vouches_for_it():
    known = knowledge()
    found = answer("Worn conveyor belts", "a curtain before the deflector of our shooting range")
    told = (found.relation.name, known.ids[found.relation.want], found.relation.use)
    assert told == ("job", "conveyor-belts", None)
    assert not screening.vouched(found, known).is_known


def test_a_use_that_leads_to_what_does_the_job_is_told_of_first():
    text = "something to weigh down the silage sheet, curtain before the deflector of a shooting range"
    known = knowledge()
    assert "conveyor-belts" in {known.ids[sight.resource] for sight in reading(text, "want").jobs}
    assert known.grounds(answer("Worn conveyor belts", text).relation.use).source


def test_a_want_that_surely_names_something_describes_jobs_less_surely():
    want = reading("a curtain before the deflector of our shooting range", "want")
    belts = Job(knowledge().by_id["conveyor-belts"])
    named = want._replace(about=(Sight(knowledge().by_id["curtains"], 1.0, "head", "curtain"),))
    unnamed = want._replace(about=(), purpose=())
    assert pairing._jobs(named)[belts] < pairing._jobs(unnamed)[belts]


def test_what_most_of_a_want_speaks_for_goes_before_what_one_word_asks_for(monkeypatch):
    known = knowledge()
    haves = [reading("Fresh spruce sawdust", "have"), reading("Cotton cutting room scraps, knitwear", "have")]
    want = reading("Something absorbent and lint-free to wipe greasy shafts", "want")

    def best() -> int:
        return pairing.likeliest(want, pairing.wanted(want, known), pairing.index(haves, known), known)[0][1]

    assert best() == 1
    monkeypatch.setattr(support, "LEAST_SUPPORTED", 1.0)
    assert best() == 0


def test_what_was_chosen_by_hand_is_wanted_however_the_text_is_worded():
    known = knowledge()
    among = pairing.index([reading("Sawdust", "have")], known)
    for text in ("Something dry", "Sawdust for bedding", "bedding for horses, no sawdust"):
        want = reading(text, "want", resources=("sawdust",))
        ((doubt, _, _),) = pairing.likeliest(want, pairing.wanted(want, known), among, known)
        assert doubt < 0.001


def test_a_plant_of_a_class_that_tells_no_energy_asks_for_that_of_its_division():
    known = knowledge()
    steam = known.by_id["process-heat-steam"]
    assert steam not in known.typical("20.30", "want")
    for kind, wants_steam in (("energy", True), ("material", False)):
        want = reading("paint factory", "want", kind=kind)
        assert (steam in pairing.wanted(want, known)) is wants_steam


def test_a_plant_of_a_class_that_tells_energy_asks_for_no_other():
    known = knowledge()
    own = {number for number in known.typical("16.11", "want") if known.resource(number).kind == "energy"}
    asked = pairing.wanted(reading("sawmill", "want", kind="energy"), known)
    others = {*known.typical("16", "want")} - {*known.typical("16.11", "want")}
    assert own <= {*asked}
    assert not [number for number in others & {*asked} if known.resource(number).kind == "energy"]


def test_candidates_are_bounded_however_many_haves_there_are():
    known = knowledge()
    haves = [reading("Sweet whey", "have")] * 3000
    want = reading("Liquid feed for pigs", "want")
    found = pairing.likeliest(want, pairing.wanted(want, known), pairing.index(haves, known), known)
    assert 0 < len(found) <= pairing.MOST_CANDIDATES


def test_a_role_named_beside_a_resource_says_little_of_what_is_had():
    known = knowledge()
    offered = pairing.offered(reading("Sweet whey, fertiliser quality", "have"), known)
    assert offered[known.by_id["sweet-whey"]] > 2 * offered.get(known.by_id["fertiliser"], 0.0)


def test_a_want_to_replace_a_thing_asks_for_what_serves_in_its_place():
    known = knowledge()
    wanted = pairing.wanted(reading("Something instead of soybean meal", "want"), known)
    assert wanted[known.by_id["pig-feed"]] > wanted[known.by_id["soybean-meal"]]


def test_a_factory_does_not_ask_for_what_it_makes():
    known = knowledge()
    wanted = pairing.wanted(reading("Plasterboard factory", "want"), known)
    assert wanted[known.by_id["gypsum-board-feed"]] > wanted.get(known.by_id["plasterboard-new"], 0.0)


def test_a_material_is_not_answered_by_what_else_its_user_needs():
    known = knowledge()
    heat = known.by_id["process-heat-steam"]
    assert heat in pairing.wanted(reading("Slaughterhouse", "want"), known)
    assert heat not in pairing.wanted(reading("Slaughterhouse", "want", kind="material"), known)


def test_who_names_a_product_wants_the_product():
    known = knowledge()
    wanted = pairing.wanted(reading("Electrozi de grafit", "want", "ro"), known)
    best, *others = sorted(wanted.items(), key=lambda pair: -pair[1])
    assert best[0] == known.by_id["graphite-electrodes-new"]
    assert all(weight < 0.7 for _, weight in others)


def test_a_plant_that_is_named_does_not_want_what_it_has_to_spare_itself():
    known = knowledge()
    asked = pairing.wanted(reading("Fabrică de biodiesel", "want", "ro"), known)
    assert asked[known.by_id["crude-glycerine"]] < 0.5 * asked[known.by_id["biodiesel-feed"]]
