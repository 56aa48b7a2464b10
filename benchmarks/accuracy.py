"""How well the matcher ranks, beside what can be had without knowledge.

    python -m benchmarks.accuracy [--parts tuned,aside,all] [--pairs en-en,ro-no,mix] [--out FILE.json]

Text, kind and whether a have is declared hazardous; List of Waste codes are shown to the baseline "codes" alone.
The parts: "tuned", the families on which the weights were tuned; "aside", the third that is kept aside; "all", both.
Sentence embeddings are measured where their packages are installed (see embeddings.py), else left out with a note.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import embeddings, scoring
from matcher import matching, normalising, pairing, presenting
from matcher.knowledge import Knowledge, knowledge
from matcher.model import LANGUAGES, Flow
from matcher.recognising import Recognised

PAIRS = [f"{want}-{have}" for want in LANGUAGES for have in LANGUAGES] + ["mix"]
PARTS: dict[str, bool | None] = {"tuned": False, "aside": True, "all": None}
FAILURES = ("want_unknown", "have_unknown", "unrelated", "ranked_low", "forbidden_shown")
CUT = 20
SHOWN = 10
SAME_KIND = 1000.0
SAME_CODE = {6: 300.0, 4: 200.0, 2: 100.0}
Cards = Sequence[dict[str, str]]


def ours(wants: Cards, haves: Cards) -> Iterable[scoring.Ranked]:
    """The matcher."""
    known = knowledge()
    for found in matching.rank(*read(wants, haves, known), known, CUT):
        for one in found:
            yield one.want.id, one.have.id, one.score, " ".join(caution.code for caution in one.cautions)


def read(wants: Cards, haves: Cards, known: Knowledge) -> tuple[list[Recognised], list[Recognised]]:
    """The haves and the wants as the matcher understands them."""
    offered, asked = ([_flow(card, side) for card in cards] for cards, side in ((haves, "have"), (wants, "want")))
    return matching.read_all(offered, known), matching.read_all(asked, known)


def _flow(card: dict[str, str], side: str) -> Flow:
    return Flow(
        card["id"],
        side,  # type: ignore[arg-type]
        card["text"],
        language=card["language"],  # type: ignore[arg-type]
        kind=card["kind"],
        is_hazardous={"1": True, "0": False}.get(card["hazardous"]),
    )


# Without knowledge.


def bm25(wants: Cards, haves: Cards) -> Iterable[scoring.Ranked]:
    """BM25 over stems (k1 = 1.2, b = 0.75)."""
    for want, points in zip(wants, _by_terms(wants, haves, _stems), strict=True):
        yield from _best(want, haves, points)


def letters(wants: Cards, haves: Cards) -> Iterable[scoring.Ranked]:
    """BM25 over the groups of three to five letters within words; haves of the same kind first."""
    for want, points in zip(wants, _by_terms(wants, haves, _grams), strict=True):
        yield from _best(want, haves, _same_kind_first(want, haves, points))


def codes(wants: Cards, haves: Cards) -> Iterable[scoring.Ranked]:
    """The same, and within a kind haves whose List of Waste code begins as the want's does: it alone sees codes."""
    for want, points in zip(wants, _by_terms(wants, haves, _grams), strict=True):
        coded = {number: points.get(number, 0.0) + _same_code(want, have) for number, have in enumerate(haves)}
        yield from _best(want, haves, _same_kind_first(want, haves, coded))


def embedded(model: str) -> Callable[[Cards, Cards], Iterable[scoring.Ranked]]:
    """The cosine of sentence embeddings by *model*; haves of the same kind first."""

    def system(wants: Cards, haves: Cards) -> Iterable[scoring.Ranked]:
        rows = embeddings.MODELS[model]([want["text"] for want in wants], [have["text"] for have in haves])
        for want, row in zip(wants, rows, strict=True):
            points = {number: 1 + float(cosine) for number, cosine in enumerate(row)}
            yield from _best(want, haves, _same_kind_first(want, haves, points))

    return system


def _best(want: dict[str, str], haves: Cards, points: Mapping[int, float]) -> Iterable[scoring.Ranked]:
    for number, value in Counter(points).most_common(CUT):
        if value > 0:
            yield want["id"], haves[number]["id"], value, ""


def _same_kind_first(want: dict[str, str], haves: Cards, points: Mapping[int, float]) -> dict[int, float]:
    return {
        number: value + SAME_KIND * (haves[number]["kind"] == want["kind"])
        for number, value in points.items()
        if value > 0
    }


def _same_code(want: dict[str, str], have: dict[str, str]) -> float:
    asked, given = (card["ewc"].replace(" ", "").rstrip("*") for card in (want, have))
    return next((worth for size, worth in SAME_CODE.items() if len(asked) >= size and asked[:size] == given[:size]), 0)


def _stems(card: dict[str, str]) -> list[str]:
    rules = normalising.grammar(card["language"])  # type: ignore[arg-type]
    return normalising.stems(card["text"], rules)


def _grams(card: dict[str, str]) -> list[str]:
    words = normalising.fold(card["text"]).split()
    return [
        f" {word} "[start : start + size]
        for word in words
        for size in (3, 4, 5)
        for start in range(max(1, len(word) + 3 - size))
    ]


def _by_terms(wants: Cards, haves: Cards, terms: Callable[[dict[str, str]], list[str]]) -> Iterable[dict[int, float]]:
    """For each want the points of the haves, by their number, that share a term with it."""
    bags = [Counter(terms(card)) for card in haves]
    lengths = [bag.total() for bag in bags]
    usual = sum(lengths) / len(lengths)
    where: dict[str, list[int]] = {}
    for number, bag in enumerate(bags):
        for term in bag:
            where.setdefault(term, []).append(number)
    for want in wants:
        points: dict[int, float] = {}
        for term in dict.fromkeys(terms(want)):
            holders = where.get(term, ())
            rarity = math.log(1 + (len(bags) - len(holders) + 0.5) / (len(holders) + 0.5))
            for number in holders:
                count = bags[number][term]
                worth = rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[number] / usual))
                points[number] = points.get(number, 0.0) + worth
        yield points


SYSTEMS = {
    "matcher": ours,
    "bm25": bm25,
    "letters": letters,
    "codes": codes,
    **{model: embedded(model) for model in embeddings.MODELS},
}


# Why it fails.


def failures(run: Iterable[scoring.Ranked], wants: Cards, haves: Cards, told: scoring.Gold) -> dict[str, int]:
    """The direct partners that the matcher did not show among its first ten, by the reason why; *run* is its ranking.

    "forbidden_shown" counts besides, pair by pair, what must not be paired and stood among the first five unwarned.
    """
    known = knowledge()
    offered, asked = ({one.flow.id: one for one in readings} for readings in read(wants, haves, known))
    ranked = scoring.by_want(run)
    counts = dict.fromkeys(("direct", *FAILURES), 0)
    for want, grades in told.grades.items():
        direct = {have for have, grade in grades.items() if grade == 2}
        counts["direct"] += len(direct)
        for have in direct - {line[1] for line in ranked.get(want, [])[:SHOWN]}:
            counts[_reason(asked[want], offered[have], known)] += 1
    for row in told.wants:
        bad = told.forbidden.get(row["want_id"], frozenset())
        first = ranked.get(row["want_id"], [])[:5]
        counts["forbidden_shown"] += sum(line[1] in bad and not line[3] for line in first)
    return counts


def _reason(want: Recognised, have: Recognised, known: Knowledge) -> str:
    for reading, name in ((want, "want_unknown"), (have, "have_unknown")):
        if not any(
            sight.weight >= presenting.LEAST_SHOWN for sight in (*reading.about, *reading.purpose, *reading.jobs)
        ):
            return name
    found = pairing.likeliest(want, pairing.wanted(want, known), pairing.index([have], known), known)
    return "ranked_low" if any(step for _, _, step in found) else "unrelated"


# The whole run.


def measure(pairs: Sequence[str], parts: Sequence[str], systems: Iterable[str]) -> dict[str, Any]:
    """The figures by part, pair and system, each with the bounds of its interval; and the failures of the matcher."""
    gold = {part: scoring.gold(PARTS[part]) for part in parts}
    whole = scoring.gold()
    figures: dict[str, Any] = {part: {pair: {} for pair in pairs} for part in parts}
    failed: dict[str, Any] = {part: {} for part in parts}
    levels: dict[str, Any] = {part: {} for part in parts}
    names = [name for _, name in matching.levels()]
    for pair in pairs:
        shown = shown_cards(pair, whole)
        for name in systems:
            run = list(SYSTEMS[name](*shown))
            for part in parts:
                found = scoring.score(run, gold[part])
                figures[part][pair][name] = rounded(asdict(found))
                print(_line(part, pair, name, found), flush=True)
                if name == "matcher":
                    failed[part][pair] = failures(run, *shown, gold[part])
                    levels[part][pair] = dict.fromkeys(names, (0, 0)) | scoring.by_level(
                        run, gold[part], matching.level
                    )
    sizes = {part: {"partnered": len(told.grades), "wants": len(told.wants)} for part, told in gold.items()}
    return {"haves": len(whole.haves), "sizes": sizes, "figures": figures, "failures": failed, "levels": levels}


def shown_cards(pair: str, told: scoring.Gold) -> tuple[Cards, Cards]:
    """The wants and the haves as *pair* shows them."""
    want, have = ("mix", "mix") if pair == "mix" else pair.split("-")
    return scoring.cards(told.wants, "want", want), scoring.cards(told.haves, "have", have)


def rounded(figures: Any) -> Any:
    """The same figures with four digits after the point."""
    if isinstance(figures, Mapping):
        return {name: rounded(figure) for name, figure in figures.items()}
    if isinstance(figures, list | tuple):
        return [rounded(figure) for figure in figures]
    return round(figures, 4) if isinstance(figures, float) else figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default="tuned", help="tuned, aside or all, with commas between")
    parser.add_argument("--aside", dest="parts", action="store_const", const="aside", help="the same as --parts aside")
    parser.add_argument("--pairs", default=",".join(PAIRS), help="want language, hyphen, have language; or mix")
    parser.add_argument("--out", type=Path, help="write the figures there as JSON")
    asked = parser.parse_args()
    missing = {model: lacks for model in embeddings.MODELS if (lacks := embeddings.lacking(model))}
    for model, lacks in missing.items():
        print(f"left out: {model}, since these packages are not installed: {', '.join(lacks)}")
    print(_heading())
    systems = [name for name in SYSTEMS if name not in missing]
    figures = measure(asked.pairs.split(","), asked.parts.split(","), systems)
    if asked.out:
        command = " ".join(["python -m benchmarks.accuracy", *sys.argv[1:]])
        told = {"date": date.today().isoformat(), "command": command, "systems": systems, **figures}
        asked.out.write_text(compact(told), encoding="utf-8")


def compact(told: Mapping[str, Any]) -> str:
    """JSON with one line a list, so that a change of a figure is a change of a line."""
    text = json.dumps(told, indent=1)
    return re.sub(r"\[\s+([^][{}]*?)\s+\]", lambda found: f"[{' '.join(found[1].split())}]", text) + "\n"


def _heading() -> str:
    columns = ("H", "S", "F", "R@10", "forb@5", "over", "AUC")
    return f"{'part':6} {'pair':6} {'system':8} {'nDCG@10':>20} " + " ".join(f"{column:>6}" for column in columns)


def _line(part: str, pair: str, name: str, found: scoring.Score) -> str:
    mean, low, high = found.ndcg
    rest = [
        *(found.by_stratum[stratum] for stratum in scoring.STRATA),
        *(found.recall, found.forbidden, found.overwarned, found.no_partner),
    ]
    return f"{part:6} {pair:6} {name:8} {mean:.3f} [{low:.3f}, {high:.3f}] " + " ".join(
        f"{one[0]:6.3f}" for one in rest
    )


if __name__ == "__main__":
    main()
