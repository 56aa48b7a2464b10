"""The words of a language are opened only where a flow asks for them; what is only a help can be done without."""

from __future__ import annotations

import json

import pytest

from matcher import bridge, matching, park, recognising, tables
from matcher.knowledge import Knowledge, preparing
from matcher.model import LANGUAGES, Flow

ROMANIAN = Flow("h", "have", "Cenușă zburătoare", language="ro")
STRANGE = Flow("w", "want", "flyveaske", language="ro")
UNTOLD = Flow("w", "want", "cenușă zburătoare")


def page(fetched):
    """The knowledge of a page that has the words of the languages *fetched*, and the files that it has opened."""
    opened = []

    def ready(name):
        if name.removeprefix("words-") in {*LANGUAGES} - fetched:
            raise tables.NotFetchedError(name)
        opened.append(name)
        return preparing.ready(name)

    return Knowledge(ready), opened


@pytest.fixture
def out_of_reach(monkeypatch):
    """The tables that the page cannot fetch."""
    names = set()
    monkeypatch.setattr(tables, "out_of_reach", names)
    return names


def names_seen(read, known):
    return [known.ids[sight.resource] for sight in (*read.about, *read.purpose)]


def test_flows_in_one_language_open_no_words_but_its_own():
    known, opened = page({*LANGUAGES})
    have, want = matching.read_all([ROMANIAN, Flow("w", "want", "Înlocuitor de clincher", language="ro")], known)
    assert next(iter(matching.rank([have], [want], known, 1)))
    assert opened == ["knowledge", "words-ro"]


def test_a_flow_that_tells_no_language_opens_the_words_of_the_one_that_it_is_in():
    known, opened = page({"ro"})
    assert names_seen(matching.read_all([UNTOLD], known)[0], known)[0] == "fly-ash"
    assert opened == ["knowledge", "words-ro"]


def test_all_languages_that_flows_tell_are_asked_for_before_any_is_read():
    known, _ = page({"ro"})
    told = []
    flows = [ROMANIAN, *(Flow(tag, "have", "slag", language=tag) for tag in ("no", "en"))]
    with pytest.raises(tables.NotFetchedError) as caught:
        matching.read_all(flows, known, lambda *progress: told.append(progress))
    assert (caught.value.names, caught.value.is_only_help) == (("words-en", "words-no"), False)
    assert not told


@pytest.mark.usefixtures("out_of_reach")
def test_other_languages_are_asked_for_together_where_they_may_help():
    known, _ = page({"ro"})
    with pytest.raises(tables.NotFetchedError) as caught:
        recognising.read(STRANGE, known)
    assert (caught.value.names, caught.value.is_only_help) == (("words-en", "words-no"), True)


def test_what_is_out_of_reach_and_only_a_help_is_done_without(out_of_reach):
    known, _ = page({"ro"})
    out_of_reach |= {"words-en", "words-no"}
    assert names_seen(recognising.read(STRANGE, known), known) == []


def test_what_was_out_of_reach_helps_once_it_is_there(out_of_reach):
    fetched = {"ro"}
    known, _ = page(fetched)
    out_of_reach |= {"words-en", "words-no"}
    recognising.read(STRANGE, known)
    fetched |= {*LANGUAGES}
    assert recognising.read(STRANGE, known) == recognising.read(STRANGE, page(fetched)[0])


def test_a_text_that_two_languages_share_is_read_in_the_one_whose_words_can_be_had(out_of_reach):
    known, _ = page({"ro"})
    out_of_reach |= {"words-en", "words-no"}
    assert known.letters.likely("Zer") == [*LANGUAGES]
    assert recognising.language_of(Flow("w", "want", "Zer"), known) == "ro"


def test_letters_that_are_sure_tell_the_usual_language_without_any_words():
    known, opened = page(set())
    flows = [Flow("1", "have", "Zer"), Flow("2", "have", "cenușă zburătoare"), Flow("3", "want", "Mask")]
    assert recognising.usual_language(flows, known) == "ro"
    assert opened == ["knowledge"]


def test_a_park_that_was_read_without_some_words_is_read_anew_once_they_are_there(out_of_reach, monkeypatch):
    monkeypatch.setattr(park, "knowledge", lambda: known)
    known, _ = page(fetched := {"ro"})
    asked = {"language": "ro", "flows": [{"side": "want", "text": "flyveaske", "language": "ro"}]}
    out_of_reach |= {"words-en", "words-no"}
    poorer, *_ = park.of(asked, "ro").understood.values()
    out_of_reach.clear()
    fetched |= {*LANGUAGES}
    fuller, *_ = park.of(asked, "ro").understood.values()
    assert not poorer.about
    assert known.ids[fuller.about[0].resource] == "fly-ash"


def test_the_words_of_a_language_that_is_told_cannot_be_done_without(out_of_reach):
    known, _ = page({"en"})
    out_of_reach |= {"words-ro", "words-no"}
    with pytest.raises(tables.NotFetchedError) as caught:
        recognising.read(ROMANIAN, known)
    assert (caught.value.names, caught.value.is_only_help) == (("words-ro",), False)


@pytest.mark.usefixtures("out_of_reach")
def test_the_door_tells_what_is_needed_and_takes_what_cannot_be_had(monkeypatch):
    known, _ = page({"ro"})
    monkeypatch.setattr(bridge, "knowledge", lambda: known)
    asked = {"type": "recognise", "language": "ro", "rows": [{"side": "want", "text": "flyveaske", "language": "ro"}]}
    told = json.loads(bridge.answer(json.dumps(asked)))
    assert told == {"needs": ["words-en", "words-no"], "can_do_without": True}
    told = json.loads(bridge.answer(json.dumps({**asked, "without": told["needs"]})))
    assert told["rows"]["0"]["recognised"] == []
    assert "needs" in json.loads(bridge.answer(json.dumps(asked)))
