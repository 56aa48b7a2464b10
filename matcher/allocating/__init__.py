"""Who supplies whom with how much, so that the plan is worth most under supplies, demands, lots and seasons.

An option says what one unit of a have is worth at a want. The best amounts are found exactly: as a flow of least cost
where each exchange ratio is one of its have times one of its want, and by a linear programme elsewhere.
Parts of the park that share neither a have nor a want are planned each for itself.
What is exchanged already stays, and the plan is made of what is left beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from typing import NamedTuple

from matcher.allocating import parts, programme
from matcher.allocating.parts import Demand, Option, Part, Supply

__all__ = [
    "GOALS",
    "Allocation",
    "Demand",
    "Goal",
    "Option",
    "Supply",
    "Totals",
    "allocate",
    "best",
    "totals",
    "within",
]

GOALS = ("benefit", "diverted", "co2e")
# What a pair of unknown worth counts beside the dearest, that it gets what is left over and displaces next to nothing.
UNKNOWN = 1e-5
# A least lot is kept where it is missed by no more than rounding.
ALMOST = 1 - 1e-6


class Goal(NamedTuple):
    """How much each aim counts; only the proportions matter."""

    benefit: float = 1.0
    diverted: float = 0.0
    co2e: float = 0.0


class Totals(NamedTuple):
    """What a plan yields in a year; an aim of which no exchange has a figure is None."""

    benefit: float | None
    diverted: float | None
    co2e: float | None


class Allocation(NamedTuple):
    """The plan: amounts of the haves by key, and what a greedy planner would have done.

    ``used`` are the weights of the aims that could be used, adding up to 1; it is empty where amounts alone counted.
    ``dropped`` are the aims asked for of which no option has a figure above zero.
    ``methods`` are the ways that were needed: "flow", "programme".
    ``slack`` is how much more the best plan may at most be worth: above 0 only where least lots bind, since a plan
    without them bounds what any plan with them can reach.
    ``worth`` and ``greedy_worth`` are the plan and the greedy plan measured by the goal, in which a unit of an option
    counts the sum of its aims times ``weights``, or its fit where amounts alone count.
    """

    amounts: Mapping[str, float]
    totals: Totals
    greedy: Mapping[str, float]
    greedy_totals: Totals
    worth: float
    greedy_worth: float
    used: Mapping[str, float]
    weights: Mapping[str, float]
    dropped: Sequence[str]
    methods: Sequence[str]
    slack: float
    left: Mapping[str, float]
    unmet: Mapping[str, float]


def within(options: Iterable[Option], most_kilometres: float = inf, exclusions: Iterable[str] = ()) -> list[Option]:
    """The options that no exclusion names, and that are made or not known to be farther than *most_kilometres*."""
    barred = frozenset(exclusions)
    near = [one for one in options if one.is_made or (one.kilometres or 0.0) <= most_kilometres]
    return [one for one in near if one.key not in barred]


def allocate(
    options: Iterable[Option],
    supplies: Mapping[str, Supply],
    demands: Mapping[str, Demand],
    goal: Goal,
    solve: programme.Solve,
) -> Allocation:
    """The plan that is worth most by *goal*.

    Aims are made comparable first: each is divided by the most that a plan for it alone would reach, so that weights
    of one half and one half trade one per cent of the best benefit against one per cent of the most CO2e avoided.
    Pairs of which no aim is known get what is left over, by amount times fit.

    >>> from matcher import solving
    >>> options = [Option("h+a", "h", "a", benefit=3.0), Option("h+b", "h", "b", benefit=5.0)]
    >>> demands = {"a": Demand(20.0), "b": Demand(4.0)}
    >>> plan = allocate(options, {"h": Supply(10.0)}, demands, Goal(benefit=1.0), solving.solve)
    >>> plan.amounts, plan.totals.benefit
    ({'h+a': 6.0, 'h+b': 4.0}, 38.0)
    >>> made = [options[0]._replace(is_made=True), options[1]]
    >>> allocate(made, {"h": Supply(10.0)}, demands, Goal(benefit=1.0), solving.solve).amounts
    {'h+a': 10.0}
    """
    usable = [one for one in sorted(options) if one.have in supplies and one.want in demands]
    world = _World(usable, supplies, demands, solve)
    aims = {aim: weight for aim, weight in zip(GOALS, goal, strict=True) if weight > 0}
    most = {aim: world.most(aim) for aim in aims} if len(aims) > 1 else {aim: world.any_above(aim) for aim in aims}
    counted = {aim: weight for aim, weight in aims.items() if most[aim] > 0}
    used = {aim: weight / sum(counted.values()) for aim, weight in counted.items()}
    weights = {aim: weight / most[aim] for aim, weight in used.items()}
    worths = _worths(usable, weights)
    greedy, amounts = world.planned(worths, greedily=True), world.planned(worths)
    shares = {one.key: (worths[one.key] or 0.0) if used else one.fit for one in usable}
    return Allocation(
        amounts,
        totals(usable, amounts),
        greedy,
        totals(usable, greedy),
        sum(amount * shares[key] for key, amount in amounts.items()),
        sum(amount * shares[key] for key, amount in greedy.items()),
        used,
        weights,
        [aim for aim in aims if aim not in used],
        world.methods,
        world.slack,
        {flow: max(0.0, supply.amount - world.drawn(amounts, flow)) for flow, supply in supplies.items()},
        {flow: max(0.0, demand.amount - world.met(amounts, flow)) for flow, demand in demands.items()},
    )


def best(
    options: Iterable[Option],
    supplies: Mapping[str, Supply],
    demands: Mapping[str, Demand],
    weights: Mapping[str, float],
    solve: programme.Solve,
) -> dict[str, float]:
    """The best amounts by the *weights* of an allocation; without weights amounts count, times fit."""
    usable = [one for one in sorted(options) if one.have in supplies and one.want in demands]
    return _World(usable, supplies, demands, solve).planned(_worths(usable, weights))


def totals(options: Iterable[Option], amounts: Mapping[str, float]) -> Totals:
    """What *amounts* yield; where an aim is known of no exchange it is None, else the unknown ones count nothing."""
    made = [(one, amounts[one.key]) for one in options if one.key in amounts]
    return Totals(*(_sum(made, aim) for aim in GOALS))


def _sum(made: Sequence[tuple[Option, float]], aim: str) -> float | None:
    known = [getattr(one, aim) * amount for one, amount in made if getattr(one, aim) is not None]
    return sum(known) if known else None


def _worths(options: Iterable[Option], weights: Mapping[str, float]) -> dict[str, float | None]:
    """What a unit of each option is worth by *weights*; None where none of their aims is known of it."""
    return {one.key: _worth(one, weights) for one in options}


def _worth(option: Option, weights: Mapping[str, float]) -> float | None:
    known = [getattr(option, aim) * weight for aim, weight in weights.items() if getattr(option, aim) is not None]
    return sum(known) if known else None


Planner = Callable[[Part, Mapping[str, float]], dict[str, float]]


class _World:
    """The options with what bounds them, and the ways that were needed to plan them."""

    def __init__(
        self,
        options: Sequence[Option],
        supplies: Mapping[str, Supply],
        demands: Mapping[str, Demand],
        solve: programme.Solve,
    ) -> None:
        self.options, self.supplies, self.demands, self.solve = options, supplies, demands, solve
        self.by_key = {one.key: one for one in options}
        self.methods: list[str] = []
        self.slack = 0.0

    def any_above(self, aim: str) -> float:
        """1 where some option is known to further *aim*, else 0."""
        return float(any((getattr(one, aim) or 0.0) > 0 for one in self.options))

    def most(self, aim: str) -> float:
        """The most of *aim* that any plan reaches."""
        worths = {one.key: getattr(one, aim) or 0.0 for one in self.options}
        return sum(amount * worths[key] for key, amount in self._by_parts(worths, self._best).items())

    def planned(self, worths: Mapping[str, float | None], greedily: bool = False) -> dict[str, float]:
        """Amounts by key; pairs of unknown worth get what is left over, by amount and fit."""
        known = {key: worth for key, worth in worths.items() if worth is not None and worth > 0}
        little = UNKNOWN * max(known.values(), default=1.0)
        unknown = {key: little * self.by_key[key].fit for key, worth in worths.items() if worth is None}
        self.slack = 0.0
        amounts = self._by_parts(known | unknown, parts.greedy if greedily else self._best)
        return dict(sorted(amounts.items()))

    def drawn(self, amounts: Mapping[str, float], have: str) -> float:
        """How much of *have* the *amounts* use."""
        return sum(amount for key, amount in amounts.items() if self.by_key[key].have == have)

    def met(self, amounts: Mapping[str, float], want: str) -> float:
        """How much of *want* the *amounts* cover, in its own unit."""
        return sum(amount * self.by_key[key].ratio for key, amount in amounts.items() if self.by_key[key].want == want)

    def _by_parts(self, worths: Mapping[str, float], planner: Planner) -> dict[str, float]:
        worthy = [one for one in self.options if one.is_made or worths.get(one.key, 0.0) > 0]
        amounts: dict[str, float] = {}
        for part in parts.parts(worthy, self.supplies, self.demands):
            amounts |= planner(part, parts.made_first(part, worths))
        return amounts

    def _best(self, part: Part, worths: Mapping[str, float]) -> dict[str, float]:
        """The best amounts; least lots are asked for only where a plan without them falls short of some."""
        loose = self._without_lots(part, worths)
        if all(loose.get(one.key, one.least) >= one.least * ALMOST for one in part.options):
            return loose
        self._note("programme")
        amounts = programme.best(part, worths, with_lots=True, solve=self.solve)
        self.slack += sum((loose.get(key, 0.0) - amounts.get(key, 0.0)) * worths[key] for key in loose | amounts)
        return amounts

    def _without_lots(self, part: Part, worths: Mapping[str, float]) -> dict[str, float]:
        scales = parts.scales(part)
        if scales is None:
            self._note("programme")
            return programme.best(part, worths, with_lots=False, solve=self.solve)
        from matcher.allocating import flow

        self._note("flow")
        return flow.best(part, worths, scales)

    def _note(self, method: str) -> None:
        if method not in self.methods:
            self.methods.append(method)
