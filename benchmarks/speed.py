"""What recognising and ranking cost beside BM25 over the same texts, in the same run.

    python -m benchmarks.speed [--runs 5]

Prints medians of seconds and their ratio; stems are told apart anew in each run on both sides.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks import accuracy
from benchmarks.flows import drawn
from matcher.knowledge import knowledge

HAVES, WANTS = 400, 180
Cards = list[dict[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    knowledge()
    haves, wants = _cards("have", HAVES), _cards("want", WANTS)
    accuracy_of: Sequence[tuple[str, Callable[..., Any]]] = (("BM25", accuracy.bm25), ("matcher", accuracy.ours))
    medians = {name: _median(system, wants, haves, runs) for name, system in accuracy_of}
    for name, seconds in medians.items():
        print(f"{name:8} {seconds:.3f} s  {seconds / medians['BM25']:.2f} × BM25")


def _cards(side: str, count: int) -> Cards:
    flows = [flow for flow in drawn(4 * count, seed=7) if flow.side == side][:count]
    return [
        {"id": flow.id, "text": flow.text, "language": flow.language or "en", "kind": flow.kind, "hazardous": ""}
        for flow in flows
    ]


def _median(system: Callable[..., Any], wants: Cards, haves: Cards, runs: int) -> float:
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        list(system(wants, haves))
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


if __name__ == "__main__":
    main()
