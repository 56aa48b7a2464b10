"""From synergies to a plan: how far each is, how easy it is, what to win quickly, and what to do in which quarter."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from matcher import tables
from matcher.model import Language, Synergy
from matcher.project import FIRST_STATUS, MADE

Entry = Mapping[str, Any]
# What has left the plan.
ASIDE = ("on-hold", "rejected")
AGREED = ("agreed", *MADE)


class Part(NamedTuple):
    """What one criterion adds to the ease of a synergy: the level reached, its points, and the most there are."""

    criterion: str
    level: str
    points: float
    most: float


class Opportunity(NamedTuple):
    """A synergy as the plan sees it: what was decided, what it brings in a year, and how easy it is.

    ``gain`` is in whatever the plan measures by, the same for all its synergies; None where it is not known.
    """

    key: str
    synergy: Synergy
    entry: Entry
    gain: float | None
    parts: tuple[Part, ...]

    @property
    def status(self) -> str:
        """How far the synergy is; an idea where nobody said."""
        return str(self.entry.get("status") or FIRST_STATUS)

    @property
    def ease(self) -> float:
        """From 0 (hard) to 100 (easy): the sum of its parts."""
        return sum(part.points for part in self.parts)

    @property
    def is_open(self) -> bool:
        """Whether there is something left to do about it."""
        return self.status not in (*MADE, *ASIDE)

    @property
    def is_refused(self) -> bool:
        """Whether the law or safety forbids it as it stands."""
        return any(part.criterion == "law" and part.level == "refused" for part in self.parts)


class Step(NamedTuple):
    """What is to be done about a synergy; ``is_proposed`` where the quarter is the tool's and not the user's."""

    key: str
    is_proposed: bool


class Quarter(NamedTuple):
    """A quarter of a year ("2026-Q3", or "" without a date) and what is to be done in it."""

    name: str
    steps: tuple[Step, ...]


def opportunity(key: str, synergy: Synergy, entry: Entry, gain: float | None = None, outcome: str = "") -> Opportunity:
    """A synergy in the plan; *outcome* is what the questions of law came to, empty where they were not asked."""
    levels = {
        "law": outcome or "unknown",
        "distance": _distance(synergy),
        "treatment": _treatment(synergy),
        "known": _known(synergy),
        "barriers": _barriers(entry),
    }
    return Opportunity(key, synergy, entry, gain, tuple(map(_part, levels.items())))


def quick_wins(opportunities: Iterable[Opportunity]) -> frozenset[str]:
    """The keys of those that are easy, and whose gain is among the upper part of all that are positive."""
    still_open = [one for one in opportunities if one.is_open and not one.is_refused]
    gains = sorted(one.gain for one in still_open if one.gain is not None and one.gain > 0)
    if not gains:
        return frozenset()
    least = gains[math.floor(threshold("quick_win_rank") * (len(gains) - 1) + 0.5)]
    return frozenset(
        one.key
        for one in still_open
        if one.gain is not None and one.gain >= least and one.ease >= threshold("quick_win_ease")
    )


def ranked(opportunities: Iterable[Opportunity]) -> list[Opportunity]:
    """The opportunities in the order of the plan: quick wins first, then by gain and ease; the set aside last."""
    listed = list(opportunities)
    quick = quick_wins(listed)
    return sorted(
        listed,
        key=lambda one: (
            one.status in ASIDE,
            one.is_refused,
            one.key not in quick,
            -(one.gain if one.gain is not None else -math.inf),
            -one.ease,
            -one.synergy.score,
            one.key,
        ),
    )


def roadmap(opportunities: Sequence[Opportunity], today: str = "") -> list[Quarter]:
    """What is to be done in which quarter, the earliest first.

    A step with a date stands in its quarter. The others are proposed from *today* (YYYY-MM-DD) on: quick wins now,
    what is fairly easy in the next quarter, the rest in the one after. Without *today* they stand last, undated.
    """
    quick = quick_wins(opportunities)
    steps: dict[str, list[Step]] = {}
    for one in ranked(opportunities):
        date = str(one.entry.get("date") or "")
        if (one.status in ASIDE or one.is_refused) and not date:
            continue
        name = quarter(date) if date else _proposed(one, one.key in quick, today)
        steps.setdefault(name, []).append(Step(one.key, not date))
    return [Quarter(name, tuple(steps[name])) for name in sorted(steps, key=lambda name: (not name, name))]


def quarter(date: str, later: int = 0) -> str:
    """The quarter of a *date* (YYYY-MM-DD), or one *later*.

    >>> quarter("2026-11-05"), quarter("2026-11-05", 1)
    ('2026-Q4', '2027-Q1')
    """
    count = int(date[:4]) * 4 + (int(date[5:7]) - 1) // 3 + later
    return f"{count // 4}-Q{count % 4 + 1}"


def is_late(one: Opportunity, today: str) -> bool:
    """Whether the date of its next step has passed."""
    date = str(one.entry.get("date") or "")
    return bool(date and today and date < today and one.is_open)


def counts(opportunities: Iterable[Opportunity]) -> dict[str, int]:
    """How many synergies have each status, in the order of the pipeline."""
    found = Counter(one.status for one in opportunities)
    return {row["id"]: found[row["id"]] for row in tables.rows("planning/statuses")}


def measures_for(barriers: Iterable[str]) -> list[str]:
    """The measures that help against *barriers*, each once."""
    rows = {row["id"]: row for row in tables.rows("planning/barriers")}
    found = (code for barrier in barriers if barrier in rows for code in tables.cells(rows[barrier], "measures"))
    return list(dict.fromkeys(found))


def label(table: str, code: str, language: Language, column: str = "") -> str:
    """What a *code* of data/planning/<table>.csv is called; a code that is not listed is the user's own, and stays."""
    row = next((row for row in tables.rows(f"planning/{table}") if row["id"] == code), None)
    return row[f"{column}_{language}" if column else language] if row else code


def worded(part: Part, language: Language) -> str:
    """Why a part of the ease has the points that it has."""
    return next(
        row[language]
        for row in tables.rows("planning/ease")
        if (row["criterion"], row["level"]) == (part.criterion, part.level)
    )


def threshold(name: str) -> float:
    """A threshold of planning/thresholds.csv."""
    return next(tables.number(row, "value") for row in tables.rows("planning/thresholds") if row["id"] == name)


def _proposed(one: Opportunity, is_quick: bool, today: str) -> str:
    if not today:
        return ""
    wave = 0 if is_quick or one.status in AGREED else 1 if one.ease >= threshold("second_wave_ease") else 2
    return quarter(today, wave)


def _part(asked: tuple[str, str]) -> Part:
    criterion, level = asked
    rows = [row for row in tables.rows("planning/ease") if row["criterion"] == criterion]
    points = {row["level"]: tables.number(row, "points") for row in rows}
    return Part(criterion, level, points[level], max(points.values()))


def _level_up_to(criterion: str, value: float) -> str:
    """The first level of a criterion whose bound *value* does not exceed."""
    rows = (row for row in tables.rows("planning/ease") if row["criterion"] == criterion)
    return next(row["level"] for row in rows if not row["up_to"] or value <= tables.number(row, "up_to"))


def _distance(synergy: Synergy) -> str:
    found = next((finding for finding in synergy.findings if finding.criterion == "distance"), None)
    kilometres = dict(found.details).get("kilometres") if found else None
    return _level_up_to("distance", float(kilometres)) if kilometres else "unknown"


def _treatment(synergy: Synergy) -> str:
    told = dict(synergy.findings[0].details)
    if synergy.findings[0].level in ("same", "special"):
        return "none"
    if not told.get("source"):
        return "unknown"
    steps = [code for code in told.get("treatments", "").split(";") if code not in ("", "none")]
    return ("none", "one", "several")[min(len(steps), 2)]


def _known(synergy: Synergy) -> str:
    flows = (synergy.have, synergy.want)
    known = sum(flow.quantity is not None for flow in flows) + sum(flow.place is not None for flow in flows)
    return ("little", "little", "half", "most", "all")[known]


def _barriers(entry: Entry) -> str:
    """How much stands in the way; where nobody has looked yet, nobody can say."""
    weights = {row["id"]: tables.number(row, "weight") for row in tables.rows("planning/barriers")}
    named = entry.get("barriers", ())
    if not named and entry.get("status", FIRST_STATUS) == FIRST_STATUS:
        return "unknown"
    return _level_up_to("barriers", sum(weights.get(code, 1.0) for code in named))
