"""How well the matcher ranks, beside what can be had without knowledge.

    python -m benchmarks.accuracy [--aside] [--pairs en-en,ro-no,mix] [--out FILE.json]

Text and kind only, no codes. ``--aside`` shows the third of the families that is kept aside.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import scoring
from matcher import matching, normalising
from matcher.knowledge import knowledge
from matcher.model import LANGUAGES, Flow

PAIRS = [f"{want}-{have}" for want in LANGUAGES for have in LANGUAGES] + ["mix"]
CUT = 20
Cards = Sequence[dict[str, str]]


def ours(wants: Cards, haves: Cards) -> Iterable[scoring.Ranked]:
    """The matcher."""
    known = knowledge()
    offered, asked = ([_flow(card, side) for card in cards] for cards, side in ((haves, "have"), (wants, "want")))
    read = matching.read_all(offered, known), matching.read_all(asked, known)
    for found in matching.rank(*read, known, CUT):
        for one in found:
            yield one.want.id, one.have.id, one.score, " ".join(caution.code for caution in one.cautions)


def _flow(card: dict[str, str], side: str) -> Flow:
    return Flow(
        card["id"],
        side,  # type: ignore[arg-type]
        card["text"],
        language=card["language"],  # type: ignore[arg-type]
        kind=card["kind"],
        is_hazardous={"1": True, "0": False}.get(card["hazardous"]),
    )


def bm25(wants: Cards, haves: Cards) -> Iterable[scoring.Ranked]:
    """BM25 over stems (k1 = 1.2, b = 0.75)."""
    return _by_terms(wants, haves, _stems)


def grams(wants: Cards, haves: Cards) -> Iterable[scoring.Ranked]:
    """BM25 over the groups of three to five letters within words."""
    return _by_terms(wants, haves, _grams)


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


def _by_terms(wants: Cards, haves: Cards, terms: Callable[[dict[str, str]], list[str]]) -> Iterable[scoring.Ranked]:
    bags = [Counter(terms(card)) for card in haves]
    lengths = [bag.total() for bag in bags]
    usual = sum(lengths) / len(lengths)
    where: dict[str, list[int]] = {}
    for number, bag in enumerate(bags):
        for term in bag:
            where.setdefault(term, []).append(number)
    for want in wants:
        points: Counter[int] = Counter()
        for term in dict.fromkeys(terms(want)):
            holders = where.get(term, ())
            rarity = math.log(1 + (len(bags) - len(holders) + 0.5) / (len(holders) + 0.5))
            for number in holders:
                count = bags[number][term]
                points[number] += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[number] / usual))
        for number, value in points.most_common(CUT):
            yield want["id"], haves[number]["id"], value, ""


SYSTEMS = {"matcher": ours, "BM25, stems": bm25, "BM25, groups of letters": grams}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--aside", action="store_true", help="only the families kept aside")
    parser.add_argument("--pairs", default=",".join(PAIRS), help="want language, hyphen, have language; or mix")
    parser.add_argument("--out", type=Path, help="write the figures there as JSON")
    asked = parser.parse_args()
    told = scoring.gold(asked.aside)
    kept = {}
    columns = ("nDCG@10", "H", "S", "F", "R@10", "forb@5", "over", "AUC")
    print(f"{'pair':6} {'system':24} {columns[0]:>20} " + " ".join(f"{column:>6}" for column in columns[1:]))
    for pair in asked.pairs.split(","):
        want, have = ("mix", "mix") if pair == "mix" else pair.split("-")
        shown = scoring.cards(told.wants, "want", want), scoring.cards(told.haves, "have", have)
        for name, system in SYSTEMS.items():
            found = scoring.score(system(*shown), told)
            kept[f"{pair} {name}"] = asdict(found)
            print(_line(pair, name, found), flush=True)
    if asked.out:
        asked.out.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def _line(pair: str, name: str, found: scoring.Score) -> str:
    mean, low, high = found.ndcg
    strata = " ".join(f"{found.by_stratum[stratum][0]:6.3f}" for stratum in scoring.STRATA)
    return (
        f"{pair:6} {name:24} {mean:.3f} [{low:.3f}, {high:.3f}] {strata} {found.recall[0]:6.3f} "
        f"{found.forbidden[0]:7.3f} {found.overwarned:6.3f} {found.no_partner:6.3f}"
    )


if __name__ == "__main__":
    main()
