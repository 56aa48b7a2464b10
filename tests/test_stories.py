"""Stories as files: flows that somebody could have typed, and what the matcher must say of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from matcher.bridge import answer
from matcher.model import LANGUAGES

STORIES = sorted((Path(__file__).parent / "cases").glob("*.json"))
LEVELS = ("faint", "possible", "likely", "strong")
Pair = tuple[str, str]


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_a_story_ends_as_it_should(file: Path) -> None:
    story = json.loads(file.read_text(encoding="utf-8"))
    for park, rows in parks(story).items():
        ranked = told(rows)
        faults = [*missed(story, ranked), *unwarned(story, ranked), *too_high(story, ranked)]
        assert not faults, f"{story['story']} ({park}):\n" + "\n".join(faults)


def parks(story: Any) -> dict[str, Any]:
    """The rows of a story by where they come from; of examples those that readers of each language see."""
    if "rows" in story:
        return {"rows": story["rows"]}
    return {
        f"{example}, {language}": ask(type="example", example=example, language=language)["rows"]
        for example in story["examples"]
        for language in LANGUAGES
    }


def told(rows: Any) -> dict[Pair, Any]:
    """The synergies that the matcher finds among the flows of a story, by their ids, the best first."""
    found = ask(type="match", rows=rows, options={})
    return {(one["have"]["id"], one["want"]["id"]): one for one in found["synergies"]}


def missed(story: Any, ranked: dict[Pair, Any]) -> list[str]:
    """The expected pairs that are not among the first."""
    places = {pair: place for place, pair in enumerate(ranked, start=1)}
    expected = [tuple(pair) for pair in story["expected"]]
    late = [pair for pair in expected if places.get(pair, len(places) + story["within"]) > story["within"]]
    return [
        f"{named(pair)} is not among the first {story['within']}, but {places.get(pair, 'absent')}" for pair in late
    ]


def unwarned(story: Any, ranked: dict[Pair, Any]) -> list[str]:
    """The pairs that are shown without the warning, or the prohibition, that they need."""
    shown = {pair: one["cautions"] for pair, one in ranked.items()}
    bare = [pair for pair in pairs(story, "cautioned") if pair in shown and not shown[pair]]
    allowed = [
        pair
        for pair in pairs(story, "forbidden")
        if pair in shown and not any(caution["is_forbidding"] for caution in shown[pair])
    ]
    return [f"{named(pair)} bears no warning" for pair in bare] + [
        f"{named(pair)} is not forbidden" for pair in allowed
    ]


def too_high(story: Any, ranked: dict[Pair, Any]) -> list[str]:
    """The pairs that reach a higher level than they may."""
    return [
        f"{named(pair)} is {ranked[pair]['level']}, and may be {most} at most"
        for most, listed in story.get("at_most", {}).items()
        for pair in map(tuple, listed)
        if pair in ranked and LEVELS.index(ranked[pair]["level"]) > LEVELS.index(most)
    ]


def pairs(story: Any, rule: str) -> list[Pair]:
    """The pairs that a story names under *rule*."""
    return [(have, want) for have, want in story.get(rule, [])]


def named(pair: Pair) -> str:
    """A pair as a reader of the story finds it there."""
    return " → ".join(pair)


def ask(**request: Any) -> Any:
    """What the bridge answers, without a failure."""
    answered = json.loads(answer(json.dumps({"language": "en", **request})))
    assert "failure" not in answered, answered
    return answered
