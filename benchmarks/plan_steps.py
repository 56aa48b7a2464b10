"""What the steps from a match to a plan cost beside ranking itself: valuing and screening together stay below it.

    python -m benchmarks.plan_steps [--runs 5]

Ranks drawn flows until there are a thousand synergies, then values and screens them; prints medians of seconds of the
processor, and each step's share of the ranking. Amounts, prices and other figures are there for all, so that
nothing is skipped; each run draws other flows, so that nothing is remembered from the run before.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.flows import drawn
from matcher import law, matching, valuing
from matcher.knowledge import Knowledge, knowledge
from matcher.model import Flow, Quantity, Synergy
from matcher.places import find

SYNERGIES = 1000
FIRST_SEED = 11
FLOWS = 1500
FIGURES = {
    **{name: {"low": 0.0, "mid": 10.0, "high": 40.0} for name in ("price", "disposal", "treatment", "handling")},
    "running": {"low": 0.0, "mid": 8.0, "high": 30.0},
    "ratio": {"low": 0.5, "mid": 0.8, "high": 1.0},
    "landfill_tax": 5.0,
    "investment": {"low": 1000.0, "mid": 5000.0, "high": 9000.0},
    "landfilled": 0.5,
}
Step = Callable[[Sequence[Synergy], Knowledge], object]


def valuing_step(synergies: Sequence[Synergy], known: Knowledge) -> object:
    return valuing.of_project(synergies, known, {"assumptions": FIGURES})


def looking(synergies: Sequence[Synergy], known: Knowledge) -> object:
    """Valuing, and what is told only to who looks: how likely a benefit is, and what to ask for."""
    valued, _ = valuing.of_project(synergies, known, {"assumptions": FIGURES})
    return [(value.chance_positive, value.unknown) for _, value in valued]


def both(synergies: Sequence[Synergy], known: Knowledge) -> object:
    return valuing_step(synergies, known), screening_step(synergies, known)


def screening_step(synergies: Sequence[Synergy], known: Knowledge) -> object:
    return law.of_project(synergies, known, {})


STEPS: Mapping[str, Step] = {"valuing": valuing_step, "screening": screening_step, "both": both, "looked at": looking}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    measured = [_measured(seed) for seed in range(FIRST_SEED, FIRST_SEED + runs + 1)][1:]
    medians = {name: statistics.median(run[name] for run in measured) for name in measured[0]}
    print(f"{'step':>10} {'s for 1,000':>12} {'of ranking':>11}")
    for name, taken in medians.items():
        print(f"{name:>10} {taken:12.3f} {taken / medians['ranking']:11.2f}")


def _measured(seed: int) -> dict[str, float]:
    """Seconds for a thousand synergies among flows that no step has seen before."""
    known, flows = knowledge(), _flows(seed)
    ranking, synergies = _timed(lambda: matching.match(flows, known))
    steps = {}
    for name, step in STEPS.items():
        law.forget()
        steps[name], _ = _timed(lambda step=step: step(synergies[:SYNERGIES], known))  # type: ignore[misc]
    return {"ranking": ranking * SYNERGIES / len(synergies), **steps}


def _flows(seed: int) -> list[Flow]:
    """Drawn flows with amounts and places."""
    places = [find(name) for name in ("Cluj-Napoca", "Turda", "Orkanger", "Trondheim", "Timișoara")]
    return [
        flow._replace(quantity=Quantity(amount, "t", "year", amount, "t"), place=places[number % len(places)])
        for number, flow in enumerate(drawn(FLOWS, seed=seed))
        for amount in [float(100 + number % 900)]
    ]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


if __name__ == "__main__":
    main()
