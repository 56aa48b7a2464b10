"""What recognising and ranking cost beside BM25 over the same texts, in the same run, for several sizes.

    python -m benchmarks.speed [--runs 5]

Both begin with the bare texts, fold and stem the same words by the same rules, and give the best 20 haves for each
want. BM25 does no more than that, so a small size measures what recognising takes beside telling stems apart.
Prints medians of seconds of the processor, how many times as long as BM25 recognising and ranking take, each and
together, and the most memory that the process has held so far.
A small size is matched again and again; the first time, when the tables have hardly been looked at yet, is told by
itself ("first"). After that the matcher remembers words that it has met, and BM25 stems all anew. The larger sizes are
run once.
BM25 looks at every have that shares a word with a want, so its cost grows with the product of both numbers; the matcher
looks at a bounded number of haves for each want.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from typing import TypeVar

from benchmarks import accuracy
from benchmarks.flows import drawn
from matcher import matching
from matcher.knowledge import knowledge
from matcher.model import Flow

SIZES = ((180, 400), (1_000, 1_000), (5_000, 5_000), (20_000, 20_000))  # wants, haves
Cards = list[dict[str, str]]
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    knowledge()
    columns = ("wants", "haves", "BM25 s", "recognising", "ranking", "both", "first", "MiB")
    print(" ".join(f"{column:>11}" for column in columns))
    for wanted, had in SIZES:
        cards = _cards(wanted, had)
        first, *again = (_seconds(*cards) for _ in range(1 + (runs if wanted < 1_000 else 0)))
        plain, read, ranked = (statistics.median(figures) for figures in zip(*again or [first], strict=True))
        ratios = (read / plain, ranked / plain, (read + ranked) / plain, (first[1] + first[2]) / first[0])
        told = " ".join(f"{ratio:11.2f}" for ratio in ratios)
        print(f"{wanted:11d} {had:11d} {plain:11.3f} {told} {_peak():11.0f}", flush=True)


def _cards(wanted: int, had: int) -> tuple[Cards, Cards]:
    """As many wants, and as many haves."""
    flows = drawn(2 * max(wanted, had), seed=7)
    wants, haves = ([_card(flow) for flow in flows if flow.side == side] for side in ("want", "have"))
    return wants[:wanted], haves[:had]


def _card(flow: Flow) -> dict[str, str]:
    return {"id": flow.id, "text": flow.text, "language": flow.language or "en", "kind": flow.kind, "hazardous": ""}


def _seconds(wants: Cards, haves: Cards) -> tuple[float, float, float]:
    """What BM25 takes, and what recognising and ranking take."""
    plain, _ = _timed(lambda: list(accuracy.bm25(wants, haves)))
    read, (offered, asked) = _timed(lambda: accuracy.read(wants, haves, knowledge()))
    ranked, _ = _timed(lambda: list(matching.rank(offered, asked, knowledge(), accuracy.CUT)))
    return plain, read, ranked


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def _peak() -> float:
    """The most memory so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
