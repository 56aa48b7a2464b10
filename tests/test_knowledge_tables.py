"""The knowledge tables hold together, and are as wide as was promised."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from benchmarks.knowledge_size import MOST_BYTES
from matcher import matching, tables
from matcher.knowledge import (
    KNOWLEDGE,
    TOLD,
    Job,
    Knowledge,
    Lexicon,
    checking,
    knowledge,
    lexicon,
    preparing,
    shelves,
    stems,
)
from matcher.knowledge.lexicons import WORDS
from matcher.model import LANGUAGES, Flow
from matcher.normalising import grammar

FOLDER = Path(preparing.__file__).parent


def test_nothing_is_wrong_in_the_tables():
    found = checking.faults()
    assert not found, "\n".join(found[:40])


def test_a_phrase_with_the_name_of_a_town_is_told():
    slag = {**tables.rows("resources")[0], "words_ro": "zgură de furnal;zgură Galați"}
    (fault,) = checking._of_towns([slag])
    assert "'zgură Galați' names the town Galați" in fault


def test_a_job_of_a_role_of_one_word_or_in_two_languages_only_is_told(monkeypatch):
    by_id = {row["id"]: row for row in tables.rows("resources")}
    row = {"resource": "liming-agent", "en": "silage", "ro": "fixat folia de siloz", "no": ""}
    rows = tables.rows
    monkeypatch.setattr(tables, "rows", lambda name: [row] if name == "jobs" else rows(name))
    monkeypatch.setattr(tables, "where", lambda _: "jobs/food.csv, row 2")
    found = " ".join(checking._of_jobs(by_id))
    assert "(liming-agent): only what a site may have to spare" in found
    assert "'silage' is a single word" in found
    assert "column no is empty" in found


def test_a_word_that_stands_alone_in_many_jobs_is_told(monkeypatch):
    by_id = {row["id"]: row for row in tables.rows("resources")}
    streams = [name for name, row in by_id.items() if row["nature"] == "stream"][: checking.MOST_ALONE + 1]
    jobs = [
        {"resource": name, "en": "compost;roof of reed", "ro": "folia de siloz", "no": "tak av siv"} for name in streams
    ]
    rows = tables.rows
    monkeypatch.setattr(tables, "rows", lambda name: jobs if name == "jobs" else rows(name))
    monkeypatch.setattr(tables, "where", lambda _: "jobs/food.csv, row 2")
    found = " ".join(checking._of_jobs(by_id))
    assert f"'compost' stands alone in {len(streams)} rows" in found
    assert "'roof of reed' stands" not in found


def test_a_phrase_is_kept_by_its_rarest_words_that_tell_it_from_others():
    phrases = [
        (0, ("blast", "furnace", "slag")),
        (1, ("blast", "furnace", "gas")),
        (2, ("slag",)),
    ]
    weights = {"blast": 2, "furnace": 2, "slag": 1, "gas": 3}
    assert list(preparing._told_apart(phrases, weights)) == [
        (0, ("blast", "furnace", "slag")),
        (1, ("blast", "gas")),
        (2, ("slag",)),
    ]


def test_the_tables_have_at_least_their_first_real_size():
    rows = tables.rows("resources")
    assert sum(row["nature"] != "group" for row in rows) >= 900
    assert len(tables.rows("uses")) >= 2500


def test_every_stream_has_a_use_of_its_own_or_of_a_relative_above_or_below():
    rows = tables.rows("resources")
    parents = {row["id"]: row["parent"] for row in rows}
    used = {row["have"] for row in tables.rows("uses")}
    above_used = {name for name in parents if any(ancestor in used for ancestor in _line(name, parents))}
    below_used = {ancestor for name in used for ancestor in _line(name, parents)}
    without = [row["id"] for row in rows if row["nature"] == "stream" and row["id"] not in above_used | below_used]
    assert len(without) <= 0.03 * len(rows), without


def _line(name, parents):
    line = []
    while name:
        line.append(name)
        name = parents[name]
    return line


def test_what_is_prepared_twice_is_the_same():
    assert preparing.up_to_date() == preparing.files()


def test_what_cannot_be_kept_is_prepared_once_a_process(monkeypatch):
    made, contents = [], dict.fromkeys((KNOWLEDGE, TOLD), shelves.packed({"text": "a"}))
    monkeypatch.setattr(preparing, "kept", lambda name: None)
    monkeypatch.setattr(preparing, "keep", lambda contents: None)
    monkeypatch.setattr(preparing, "files", lambda: made.append("once") or contents)
    preparing._made.cache_clear()
    for name in contents:
        preparing.ready.__wrapped__(name)
    preparing._made.cache_clear()
    assert made == ["once"]


def test_the_fingerprint_covers_every_module_that_prepares_the_tables(monkeypatch):
    read = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or b"")
    preparing.digest.__wrapped__()
    assert {path.name for path in read} >= {"normalising.py", *(path.name for path in FOLDER.glob("*.py"))}


def opened_without_what_only_tells(name):
    if name.startswith(TOLD):
        raise tables.NotFetchedError(name)
    return preparing.ready(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_recognising_and_ranking_need_in_a_language_stays_small_on_the_wire(language):
    files = preparing.up_to_date()
    assert sum(len(gzip.compress(files[name])) for name in (KNOWLEDGE, f"{WORDS}-{language}")) <= MOST_BYTES


def test_ranking_needs_nothing_that_only_tells_of_matches():
    known = Knowledge(opened_without_what_only_tells)
    flows = [Flow("h", "have", "Cenușă zburătoare"), Flow("w", "want", "Something to replace clinker")]
    have, want = matching.read_all(flows, known)
    assert next(iter(matching.rank([have], [want], known, 1)))
    with pytest.raises(tables.NotFetchedError, match=TOLD):
        matching.match_understood([have, want], known)


@pytest.mark.parametrize("numbers", [[], [0, 255], [256, 300, 255], [3, 256, 0, 59_999], [228, 227, 7_000, 1]])
def test_numbers_come_back_from_the_shelves_as_they_were_put_there(numbers):
    found = shelves.Shelves(shelves.packed({"text": "a\nb", "numbers": numbers, "others": [7]}))
    assert [*found.numbers("numbers")] == numbers
    assert [*found.lines("text"), *found.numbers("others")] == ["a", "b", 7]


def test_what_sorting_compresses_better_is_kept_so_and_comes_back():
    text = "\n".join(f"{kind}-{what}-{where}" for kind in ("wet", "dry") for what in "abc" for where in range(200))
    assert len(shelves.packed({"text": text})) < len(text) / 2
    rows = {"none": [], "few": [1, 2, 3], "many": [number * 7919 % 40_000 for number in [*range(50)] * 99]}
    found = shelves.Shelves(shelves.packed({"text": text, "nothing": "", **rows}))
    assert [found.text("text"), found.text("nothing")] == [text, ""]
    assert {name: [*found.numbers(name)] for name in rows} == rows


def test_texts_that_recur_come_back_in_their_order():
    entries = ["a", "b", "", "a", "a", "b"]
    found = shelves.Recurring(shelves.Shelves(shelves.packed(shelves.recurring("texts", entries))), "texts")
    assert [found[number] for number in range(len(entries))] == entries


def test_stems_come_back_in_their_order():
    told = ["ash", "ashlar", "co2", "slag"]
    assert stems.opened(shelves.Shelves(shelves.packed(stems.columns(told)))) == told


def test_phrases_come_back_with_their_owners():
    named = {0: ["ash", "ash coal fly", "ash fly", "coal slag"], 1: ["slag"], 2: ["ash", "coal fly"]}
    weights = {"ash": 1, "coal": 3, "fly": 2, "slag": 2}
    phrases = [(owner, phrase.split()) for owner in named for phrase in named[owner]]
    spoken = lexicon.Spoken([*weights], weights, phrases, [], [["slag"], [], ["ash", "slag"]])
    packed = shelves.packed(lexicon.columns(spoken, len(named), 0))
    told = Lexicon("en", shelves.Shelves(packed), [*named], family=lambda resource: [resource])
    found = {phrase for place in range(len(weights)) for phrase in told.keyed_by(place)}
    assert sorted((one.owner, sorted(told.stems[place] for place in one.places)) for one in found) == phrases
    assert [told.senses(stem) for stem in ("ash", "coal", "slag")] == [[2], (), [0, 2]]


def test_the_words_of_a_job_lead_to_no_phrase():
    weights = {"curtain": 2, "range": 1}
    spoken = lexicon.Spoken([*weights], weights, [(0, ("curtain",))], [(1, ("curtain", "range"))], [])
    packed = shelves.packed(lexicon.columns(spoken, 1, 1))
    told = Lexicon("en", shelves.Shelves(packed), [0, Job(0)], family=lambda resource: [resource])
    curtain, others = told.place("curtain"), told.place("range")
    assert [phrase.owner for phrase in told.keyed_by(curtain)] == [0]
    assert [told.owner(number) for number in told.describing(curtain)] == [Job(0)]
    assert told.naming(curtain) == {0: 1.0}
    assert not told.keyed_by(others)
    assert not told.naming(others)
    assert told.breadth(0) == 1


def test_a_word_tells_of_jobs_by_its_root_and_less_of_kin():
    weights = {"-leak": 1, "leak": 3, "leakag": 2, "roof": 1}
    jobs = [(2, ("leak",)), (3, ("leak", "roof"))]
    spoken = lexicon.Spoken([*weights], weights, [(0, ("roof",))], jobs, [])
    packed = shelves.packed(lexicon.columns(spoken, 2, 3))
    resources = [0, 1, 2]
    told = Lexicon("en", shelves.Shelves(packed), [0, 1, *map(Job, resources)], family=lambda resource: resources)

    def shares(stem: str) -> list[float]:
        described = told.describing(told.place(told.first_of_root(stem)))
        by_job = {told.owner(job): share for job, share in described.items()}
        return [by_job[Job(resource)] for resource in resources]

    assert shares("leak") == shares("leakag") == shares("-leak") == shares("leakment")
    *told_of, untold = shares("leak")
    assert told_of == [1.0, 1.0]
    assert untold == pytest.approx(lexicon.SHARED_WITH_KIN * (2 / 3) ** 0.5)
    assert shares("roof") == [pytest.approx(lexicon.SHARED_WITH_KIN * (1 / 3) ** 0.5), 1.0, shares("roof")[0]]


def test_a_word_that_is_no_stem_of_the_language_is_refused():
    spoken = lexicon.Spoken(["ash"], {"ash": 1}, [(0, ("ash",))], [(1, ("slag",))], [])
    with pytest.raises(ValueError, match="slag"):
        lexicon.columns(spoken, 1, 1)


def test_a_job_keeps_words_that_a_name_has_or_several_jobs_by_their_roots():
    rules = grammar("en")
    jobs = [(job, ("absorbent", "curtain", "flutter")) for job in range(preparing.FEWEST_JOBS - 1)]
    jobs += [(9, ("curtain", "commonplac"))]
    weights = dict.fromkeys(("absorbent", "curtain", "flutter"), 5000) | {"commonplac": 1000}
    kept = dict(preparing._told_of_jobs(jobs, weights, ["absorb"], rules))
    assert kept[0] == ("absorbent", "curtain")
    assert kept[9] == ("curtain",)


def test_a_root_that_names_only_deny_is_told_by_a_word_of_the_job():
    rules = grammar("en")
    assert preparing._new_roots(["visibl", "leakag"], ["-visibl", "leak"], rules) == {"visibl"}


def test_the_family_of_a_resource_ends_at_a_heading():
    known = knowledge()
    for number in range(len(known)):
        parent = known.resource(number).parent
        family = known.family(number)
        if parent is None or known.resource(parent).nature == "group":
            assert list(family) == [number]
        else:
            assert number in family
            assert {known.resource(one).parent for one in family} == {parent}


def test_languages_without_endings_and_endings_that_will_not_do_are_told(monkeypatch):
    rows = [{"language": "en", "endings": "ment;t;ér"}]
    monkeypatch.setattr(tables, "rows", lambda name: rows)
    monkeypatch.setattr(checking, "_at", lambda row, text: text)
    assert [*checking._of_derivations()] == [
        "derivations.csv: each language has one row",
        "column endings: 't' is a single letter, and makes one root of strangers",
        "column endings: 'ér' is not in small letters without diacritics",
    ]
