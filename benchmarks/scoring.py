"""How good a ranking is: nDCG, recall, forbidden pairs without a warning, and telling wants that have no partner."""

from __future__ import annotations

import csv
import hashlib
import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "is-match"
STRATA = {"H": "shares the head noun", "S": "synonym or near term", "F": "function only"}
Row = Mapping[str, str]
# want, have, score, warning
Ranked = tuple[str, str, float, str]


@dataclass(frozen=True)
class Gold:
    """The cards and the judgements; ``family`` tells the resource family of a want with partners."""

    haves: Sequence[Row]
    wants: Sequence[Row]
    grades: Mapping[str, Mapping[str, int]]
    forbidden: Mapping[str, frozenset[str]]
    family: Mapping[str, str]


def gold(aside: bool | None = None) -> Gold:
    """The benchmark; *aside* keeps only the families kept aside (True) or only the others (False)."""
    judged = _rows("qrels")
    family = {row["want_id"]: row["family"] for row in _rows("exchanges")}
    kept = {want for want, name in family.items() if aside is None or is_aside(name) == aside}
    grades: dict[str, dict[str, int]] = {}
    forbidden: dict[str, set[str]] = {}
    for row in judged:
        grade = int(row["grade"])
        if grade < 0:
            forbidden.setdefault(row["want_id"], set()).add(row["have_id"])
        elif grade and row["want_id"] in kept:
            grades.setdefault(row["want_id"], {})[row["have_id"]] = grade
    wants = [row for row in _rows("wants") if row["want_id"] in kept or row["stratum"] == "none"]
    return Gold(_rows("haves"), wants, grades, {want: frozenset(haves) for want, haves in forbidden.items()}, family)


def _rows(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def is_aside(family: str) -> bool:
    """Whether a resource family is kept aside as a test of one's own."""
    return int(hashlib.md5(family.encode()).hexdigest(), 16) % 3 == 2


def cards(rows: Iterable[Row], side: str, language: str) -> list[dict[str, str]]:
    """The cards as they are shown to a matcher: one language, or each its own ("mix"); no codes, no sectors."""
    shown = []
    for row in rows:
        written = row["card_lang"] if language == "mix" else language
        shown.append(
            {
                "id": row[f"{side}_id"],
                "text": row[f"text_{written}"],
                "language": written,
                "kind": row["kind"],
                "ewc": row["ewc"],
                "hazardous": row.get("hazardous", ""),
            }
        )
    return shown


@dataclass(frozen=True)
class Score:
    """The figures of one run, each with the bounds of its 95 % confidence interval."""

    ndcg: tuple[float, float, float]
    recall: tuple[float, float, float]
    by_stratum: Mapping[str, tuple[float, float, float]]
    forbidden: tuple[float, float, float]
    overwarned: tuple[float, float, float]
    no_partner: tuple[float, float, float]
    wants: int


def score(run: Iterable[Ranked], told: Gold) -> Score:
    """All figures of *run*; ties in it are broken by a hash, so that the order of a file cannot help."""
    ranked = by_want(run)
    ndcg = {want: _ndcg(ranked.get(want, []), grades) for want, grades in told.grades.items()}
    recall = {want: _recall(ranked.get(want, []), grades) for want, grades in told.grades.items()}
    stratum = {row["want_id"]: row["stratum"] for row in told.wants}
    bad = {
        row["want_id"]: float(_shows_forbidden(ranked.get(row["want_id"], []), told.forbidden[row["want_id"]]))
        for row in told.wants
        if row["want_id"] in told.forbidden
    }
    return Score(
        _interval(ndcg, told.family),
        _interval(recall, told.family),
        {
            name: _interval({want: value for want, value in ndcg.items() if stratum[want] == name}, told.family)
            for name in STRATA
        },
        _interval(bad, told.family),
        _overwarned(ranked, told),
        _no_partner(ranked, told),
        len(ndcg),
    )


def by_level(run: Iterable[Ranked], told: Gold, level: Callable[[float], str]) -> dict[str, tuple[int, int]]:
    """Of the pairs among the first ten, level by level: how many were judged right, and how many there are."""
    counts: dict[str, tuple[int, int]] = {}
    ranked = by_want(run)
    for row in told.wants:
        grades = told.grades.get(row["want_id"], {})
        for line in ranked.get(row["want_id"], [])[:10]:
            right, shown = counts.get(level(line[2]), (0, 0))
            counts[level(line[2])] = (right + (line[1] in grades), shown + 1)
    return counts


def by_want(run: Iterable[Ranked]) -> dict[str, list[Ranked]]:
    """The lines of *run* by want, the best first; ties are broken by a hash."""
    ranked: dict[str, list[Ranked]] = {}
    for line in run:
        ranked.setdefault(line[0], []).append(line)
    for lines in ranked.values():
        lines.sort(key=lambda line: (-line[2], hashlib.md5((line[0] + line[1]).encode()).hexdigest()))
    return ranked


def _ndcg(lines: Sequence[Ranked], grades: Mapping[str, int], cut: int = 10) -> float:
    gained = [2 ** grades.get(line[1], 0) - 1 for line in lines[:cut]]
    ideal = [2**grade - 1 for grade in sorted(grades.values(), reverse=True)[:cut]]
    return _discounted(gained) / _discounted(ideal)


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _recall(lines: Sequence[Ranked], grades: Mapping[str, int], cut: int = 10) -> float:
    direct = {have for have, grade in grades.items() if grade == 2} or set(grades)
    return len(direct & {line[1] for line in lines[:cut]}) / min(cut, len(direct))


def _shows_forbidden(lines: Sequence[Ranked], forbidden: frozenset[str]) -> bool:
    return any(line[1] in forbidden and not line[3] for line in lines[:5])


def _overwarned(ranked: Mapping[str, Sequence[Ranked]], told: Gold) -> tuple[float, float, float]:
    """The share of right, harmless haves among the first five that carry a warning."""
    hazardous = {row["have_id"] for row in told.haves if row["hazardous"] == "1"}
    warned: dict[str, list[float]] = {}
    for want, grades in told.grades.items():
        for line in ranked.get(want, [])[:5]:
            if line[1] in grades and line[1] not in hazardous:
                warned.setdefault(told.family.get(want, want), []).append(float(bool(line[3])))
    return _drawn(warned)


def _no_partner(ranked: Mapping[str, Sequence[Ranked]], told: Gold, draws: int = 1000) -> tuple[float, float, float]:
    """How often a want with partners has a better best score than one without: area under the ROC curve."""
    best = {row["want_id"]: next((line[2] for line in ranked.get(row["want_id"], [])), 0.0) for row in told.wants}
    families: dict[str, list[float]] = {}
    for want in told.grades:
        families.setdefault(told.family.get(want, want), []).append(best[want])
    partnered = list(families.values())
    alone = [best[row["want_id"]] for row in told.wants if row["stratum"] == "none"]
    chance = random.Random(1)
    areas = sorted(
        _area(chance.choices(partnered, k=len(partnered)), chance.choices(alone, k=len(alone))) for _ in range(draws)
    )
    return _area(partnered, alone), areas[int(0.025 * draws)], areas[int(0.975 * draws) - 1]


def _area(partnered: Sequence[Sequence[float]], alone: Sequence[float]) -> float:
    order = sorted(alone)
    wins = [bisect_left(order, value) + bisect_right(order, value) for group in partnered for value in group]
    return sum(wins) / (2 * len(wins) * len(order))


def _interval(values: Mapping[str, float], family: Mapping[str, str]) -> tuple[float, float, float]:
    """The mean and its 95 % interval by drawing whole resource families, since wants of one are not independent."""
    groups: dict[str, list[float]] = {}
    for want, value in values.items():
        groups.setdefault(family.get(want, want), []).append(value)
    return _drawn(groups)


def _drawn(groups: Mapping[str, Sequence[float]], draws: int = 1000) -> tuple[float, float, float]:
    clusters = [(sum(group), len(group)) for group in groups.values()]
    if not clusters:
        return 0.0, 0.0, 0.0
    chance = random.Random(1)
    means = []
    for _ in range(draws):
        drawn = chance.choices(clusters, k=len(clusters))
        means.append(sum(total for total, _ in drawn) / sum(count for _, count in drawn))
    means.sort()
    mean = sum(total for total, _ in clusters) / sum(count for _, count in clusters)
    return mean, means[int(0.025 * draws)], means[int(0.975 * draws) - 1]
