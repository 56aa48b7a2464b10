"""How the time and memory of matching grow with the number of flows, on CPython.

    python -m benchmarks.growth [--most 20000]

Prints, for each number of flows, seconds of the processor, the ratio to half as many, and the peak memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence

from benchmarks.flows import drawn
from matcher import matching
from matcher.knowledge import knowledge
from matcher.model import Flow

FEWEST = 500
REPEATED = 4_000  # As many flows in all where they are few, and twice where they are many: the quicker run counts.


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=20_000)
    most = parser.parse_args().most
    _measured(drawn(FEWEST, seed=2))
    count, before = FEWEST, 0.0
    print(f"{'flows':>8} {'seconds':>9} {'ratio':>7} {'MiB':>7} {'synergies':>10}")
    while count <= most:
        flows = drawn(count)
        runs = [_measured(flows) for _ in range(max(2, REPEATED // count))]
        seconds, found = min(runs)
        ratio = f"{seconds / before:.2f}" if before else "-"
        mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count:8d} {seconds:9.2f} {ratio:>7} {mebibytes:7.0f} {found:10d}", flush=True)
        count, before = count * 2 if count * 2 <= most or count >= most else most, seconds


def _measured(flows: Sequence[Flow]) -> tuple[float, int]:
    """Seconds of the processor, and the number of synergies."""
    start = time.process_time()
    found = matching.match(flows, knowledge(), 10)
    return time.process_time() - start, len(found)


if __name__ == "__main__":
    main()
