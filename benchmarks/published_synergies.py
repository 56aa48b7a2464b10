"""What the hub values published synergies at, fed with what their sources state, beside what they are said to bring.

    python -m benchmarks.published_synergies

Reads published-synergies.json, writes published-synergies-valued.json, which the page "How far can you trust the
figures?" shows, and prints it. A test reckons it anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from matcher import bridge

CASES = Path(__file__).with_name("published-synergies.json")
VALUED = Path(__file__).with_name("published-synergies-valued.json")
Plain = dict[str, Any]
# The bridge tells six digits that count.
ROUNDING = 1e-5


def main() -> None:
    found = valued(cases())
    VALUED.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for case in found:
        for figure in case["figures"]:
            print(f"{case['id']:18} {figure['figure']:16} {figure['verdict']:9} {figure['ours']} {figure['published']}")


def cases() -> list[Plain]:
    """The published synergies, each with its sources, what is fed and what it is compared with."""
    told: list[Plain] = json.loads(CASES.read_text(encoding="utf-8"))
    return told


def valued(told: list[Plain]) -> list[Plain]:
    """Each case with our figures beside the published ones."""
    return [{"id": case["id"], "figures": _figures(case)} for case in told]


def _figures(case: Plain) -> list[Plain]:
    answered = value(case)
    return [_compared(one["figure"], one["published"], answered) for one in case["compare"]]


def value(case: Plain) -> Plain:
    """The value of a case as the bridge tells it, with the figures that it rests on."""
    flows = [{"id": side, "side": side, "language": "en", **case[side]} for side in ("have", "want")]
    project = {"format": "catalyst-project", "version": 1, "language": "en", "flows": flows}
    asked = {"type": "value", "language": "en", "keys": ["have+want"]}
    told = json.loads(bridge.answer(json.dumps({**asked, "project": {**project, "assumptions": case["assumptions"]}})))
    if told.get("problems") or len(told.get("values", ())) != 1:
        raise ValueError(f"{case['id']}: one value without problems was expected, found {told}")
    return {**told["values"][0], "figures": told["figures"]}


def _compared(figure: str, published: Plain | None, answered: Plain) -> Plain:
    ours = _ours(figure, answered)
    return {"figure": figure, "published": published, "ours": ours, "verdict": verdict(published, ours)}


def _ours(figure: str, answered: Plain) -> Plain | None:
    """Our range for a figure; "cop" stands among the figures that the value rests on."""
    if figure == "cop":
        return next((one["value"] for one in answered["figures"] if one["factor"] == "cop"), None)
    told: Any = answered
    for part in figure.split("."):
        told = told[part]
    return {end: told[end] for end in ("low", "mid", "high")} if told else None


def verdict(published: Plain | None, ours: Plain | None) -> str:
    """Whether our range and the published figure meet: inside, too-high, too-low; or which of the two is missing.

    >>> verdict({"low": 5, "high": 6}, {"low": 1, "mid": 3, "high": 5.5})
    'inside'
    >>> verdict({"low": 5, "high": 6}, {"low": 7, "mid": 8, "high": 9}), verdict({"low": 5, "high": 6}, None)
    ('too-high', 'not-told')
    """
    if ours is None:
        return "not-told"
    if published is None:
        return "nothing-published"
    if ours["low"] > published["high"] * (1.0 + ROUNDING):
        return "too-high"
    return "too-low" if ours["high"] < published["low"] * (1.0 - ROUNDING) else "inside"


if __name__ == "__main__":
    main()
