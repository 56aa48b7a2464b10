"""What recognising and ranking cost beside BM25 over the same texts, in the same run, for several sizes.

    python -m benchmarks.speed [--runs 5]

Prints medians of seconds of the processor, their ratio, and the most memory that the process has held so far; stems are
told apart anew in each run on both sides. The larger sizes are run once.
BM25 looks at every have that shares a word with a want, so its cost grows with the product of both numbers; the matcher
looks at a bounded number of haves for each want.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks import accuracy
from benchmarks.flows import drawn
from matcher.knowledge import knowledge

SIZES = ((180, 400), (1_000, 1_000), (5_000, 5_000), (20_000, 20_000))  # wants, haves
Cards = list[dict[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    knowledge()
    print(f"{'wants':>7} {'haves':>7} {'BM25 s':>8} {'matcher s':>10} {'ratio':>7} {'MiB':>6}")
    for wanted, had in SIZES:
        wants, haves = _cards("want", wanted), _cards("have", had)
        count = runs if wanted < 1_000 else 0
        plain, own = (_median(system, wants, haves, count) for system in (accuracy.bm25, accuracy.ours))
        print(f"{wanted:7d} {had:7d} {plain:8.3f} {own:10.3f} {own / plain:7.2f} {_peak():6.0f}", flush=True)


def _cards(side: str, count: int) -> Cards:
    flows = [flow for flow in drawn(4 * count, seed=7) if flow.side == side][:count]
    return [
        {"id": flow.id, "text": flow.text, "language": flow.language or "en", "kind": flow.kind, "hazardous": ""}
        for flow in flows
    ]


def _median(system: Callable[..., Any], wants: Cards, haves: Cards, runs: int) -> float:
    times = []
    for _ in range(runs + 1):
        start = time.process_time()
        list(system(wants, haves))
        times.append(time.process_time() - start)
    return statistics.median(times[1:] or times)  # The first of several runs warms up.


def _peak() -> float:
    """The most memory so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
