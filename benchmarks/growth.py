"""How the time and memory of matching grow with the number of flows, on CPython.

    python -m benchmarks.growth [--most 20000] [--rounds 3] [--calls]

Prints, for each number of flows, seconds of the processor, the ratio to half as many, and the peak memory.
The sizes take turns in rounds, and the quickest round of each counts, so that a slow minute of the machine does not
fall on one size alone. Within a round a small size is matched again and again until as many flows have been matched
as a larger one has: a short run would find a quicker moment than a long one ever does.
With --calls, calls of functions are counted in place of seconds: they are the same in each run and on each machine.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import resource
import time
from collections.abc import Sequence

from benchmarks.flows import drawn
from matcher import matching
from matcher.knowledge import knowledge
from matcher.model import Flow

FEWEST = 500
AT_ONCE = 4_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--calls", action="store_true", help="count calls of functions in place of seconds")
    asked = parser.parse_args()
    _seconds(drawn(FEWEST, seed=2))
    listed = {count: drawn(count) for count in _sizes(asked.most)}
    least: dict[int, float] = {}
    peaks: dict[int, float] = {}
    for _ in range(1 if asked.calls else asked.rounds):
        for count, flows in listed.items():
            figure = _calls(flows) if asked.calls else _seconds(flows)
            least[count] = min(least.get(count, figure), figure)
            peaks.setdefault(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    _print(least, peaks, "calls" if asked.calls else "seconds")


def _sizes(most: int) -> list[int]:
    """From the fewest on twice as many each, and the most with its half."""
    doubled = [FEWEST]
    while doubled[-1] * 2 <= most:
        doubled.append(doubled[-1] * 2)
    return sorted({*doubled, most // 2, most})


def _seconds(flows: Sequence[Flow]) -> float:
    """Seconds of the processor for one match; what earlier ones left behind is cleared away first."""
    gc.collect()
    times = max(1, AT_ONCE // len(flows))
    start = time.process_time()
    for _ in range(times):
        matching.match(flows, knowledge(), 10)
    return (time.process_time() - start) / times


def _calls(flows: Sequence[Flow]) -> float:
    profile = cProfile.Profile()
    profile.runcall(matching.match, flows, knowledge(), 10)
    return float(sum(entry.callcount for entry in profile.getstats()))


def _print(least: dict[int, float], peaks: dict[int, float], measured: str) -> None:
    print(f"{'flows':>8} {measured:>12} {'ratio':>7} {'MiB':>7}")
    for count, figure in least.items():
        half = least.get(count // 2)
        ratio = f"{figure / half:.2f}" if half else "-"
        told = f"{figure:12.3f}" if measured == "seconds" else f"{figure:12,.0f}"
        print(f"{count:8d} {told} {ratio:>7} {peaks[count]:7.0f}")


if __name__ == "__main__":
    main()
