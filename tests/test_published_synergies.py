"""Published synergies are valued as the page on trust tells, and their failures stay on it."""

from __future__ import annotations

import json

from benchmarks import published_synergies
from matcher.model import LANGUAGES

CASES = published_synergies.cases()
TOLD = json.loads(published_synergies.VALUED.read_text(encoding="utf-8"))


def test_the_page_shows_what_the_tool_reckons_today() -> None:
    assert published_synergies.valued(CASES) == TOLD


def test_at_least_six_synergies_are_told_in_three_languages_with_address() -> None:
    assert len(CASES) >= 6
    for case in CASES:
        assert all(case["title"][language] and case["remark"][language] for language in LANGUAGES)
        assert all(source["address"].startswith("http") for source in case["sources"])


def test_failures_are_not_hidden() -> None:
    verdicts = [figure["verdict"] for case in TOLD for figure in case["figures"]]
    assert {"inside", "too-high", "too-low", "not-told"} <= set(verdicts)
