"""What bounds an allocation: options, supplies, demands, and the months in which they meet.

A supply that keeps can be delivered in any month; one that does not (heat, most water, free hours) only in those in
which it arises, evenly. A demand is even over its months. Months that are alike to all flows of a part go together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isclose
from typing import NamedTuple

from matcher.seasons import YEAR

CLOSE = 1e-9


class Option(NamedTuple):
    """A pair that may be planned, with figures per unit of the have.

    ``ratio`` is how many units of the want one unit of the have replaces; ``benefit`` is in euro, ``co2e`` in tonnes
    avoided, ``diverted`` in tonnes that are no longer disposed of, each None where nobody knows.
    ``least`` is the smallest amount of the have that is worth a contract; 0 for any.
    ``fit`` tells how well the two fit, 0 to 1: it counts where nothing but amounts is known.
    ``is_made`` tells that the two exchange already: whatever it is worth, no plan takes its amounts away.
    """

    key: str
    have: str
    want: str
    ratio: float = 1.0
    benefit: float | None = None
    co2e: float | None = None
    diverted: float | None = None
    kilometres: float | None = None
    least: float = 0.0
    fit: float = 1.0
    is_made: bool = False


class Supply(NamedTuple):
    """What a have offers in a year, in which months, and whether it keeps from month to month."""

    amount: float
    months: frozenset[int] = YEAR
    keeps: bool = True


class Demand(NamedTuple):
    """What a want takes in a year (it may be ``inf``), and in which months."""

    amount: float
    months: frozenset[int] = YEAR


class Arc(NamedTuple):
    """An option within one stretch of the year: the rows that it draws on, by their places."""

    option: Option
    have_row: int
    want_row: int


class Part(NamedTuple):
    """Options that share haves and wants; ``supplies`` and ``demands`` are the bounds of the rows of their arcs."""

    options: Sequence[Option]
    arcs: Sequence[Arc]
    supplies: Sequence[float]
    demands: Sequence[float]


class Scales(NamedTuple):
    """Factors by have and by want whose product is the ratio of each option."""

    haves: Mapping[str, float]
    wants: Mapping[str, float]


def parts(options: Iterable[Option], supplies: Mapping[str, Supply], demands: Mapping[str, Demand]) -> Iterator[Part]:
    """The parts of the park that share neither a have nor a want."""
    for together in _together(list(options)):
        yield _part(together, supplies, demands)


def reached(options: Sequence[Option], flow: str) -> list[Option]:
    """The options that hang together with a flow."""
    groups = _together(options)
    return next((group for group in groups if any(flow in (one.have, one.want) for one in group)), [])


def _together(options: Sequence[Option]) -> list[list[Option]]:
    """The options in groups that are joined by their haves and wants, in the order of their first ones."""
    by_flow: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(options):
        for flow in (("have", one.have), ("want", one.want)):
            by_flow.setdefault(flow, []).append(place)
    seen: set[int] = set()
    groups = []
    for first in range(len(options)):
        if first in seen:
            continue
        seen.add(first)
        group, queue = [], [first]
        while queue:
            place = queue.pop()
            group.append(place)
            for flow in (("have", options[place].have), ("want", options[place].want)):
                fresh = [other for other in by_flow.pop(flow, ()) if other not in seen]
                seen.update(fresh)
                queue += fresh
        groups.append([options[place] for place in sorted(group)])
    return groups


def _part(options: Sequence[Option], supplies: Mapping[str, Supply], demands: Mapping[str, Demand]) -> Part:
    rows: dict[tuple[str, str, frozenset[int]], int] = {}
    bounds: dict[str, list[float]] = {"have": [], "want": []}

    def row(side: str, flow: str, amount: float, months: frozenset[int], span: frozenset[int]) -> int:
        name = (side, flow, span)
        if name not in rows:
            rows[name] = len(bounds[side])
            bounds[side].append(amount * len(span) / len(months) if span != months else amount)
        return rows[name]

    stretches = _stretches(options, supplies, demands)
    arcs = []
    for one in options:
        supply, demand = supplies[one.have], demands[one.want]
        given = YEAR if supply.keeps else supply.months
        taken = demand.months if len(stretches) > 1 else YEAR
        for stretch in stretches:
            if stretch <= given and stretch <= taken:
                have_row = row("have", one.have, supply.amount, given, YEAR if supply.keeps else stretch)
                arcs.append(Arc(one, have_row, row("want", one.want, demand.amount, taken, stretch)))
    return _trimmed(Part(options, arcs, bounds["have"], bounds["want"]))


def _stretches(
    options: Sequence[Option], supplies: Mapping[str, Supply], demands: Mapping[str, Demand]
) -> list[frozenset[int]]:
    """The months in groups that are alike to all flows; the whole year where everything keeps."""
    if all(supplies[one.have].keeps for one in options):
        return [YEAR]
    pairs = ((supplies[one.have], demands[one.want]) for one in options)
    seasons = list(dict.fromkeys(flow.months for pair in pairs for flow in pair))
    alike: dict[tuple[bool, ...], set[int]] = {}
    for month in sorted(YEAR):
        alike.setdefault(tuple(month in season for season in seasons), set()).add(month)
    return [frozenset(months) for months in alike.values()]


def _trimmed(part: Part) -> Part:
    """The same with no bound above what its arcs could carry, so that absurd amounts do no harm to exactness."""
    takes, gives = [0.0] * len(part.supplies), [0.0] * len(part.demands)
    for arc in part.arcs:
        takes[arc.have_row] += part.demands[arc.want_row] / arc.option.ratio
    supplies = [min(bound, most) for bound, most in zip(part.supplies, takes, strict=True)]
    for arc in part.arcs:
        gives[arc.want_row] += supplies[arc.have_row] * arc.option.ratio
    demands = [min(bound, most) for bound, most in zip(part.demands, gives, strict=True)]
    return part._replace(supplies=supplies, demands=demands)


def scales(part: Part) -> Scales | None:
    """The factors that make the part a flow, or None where no factors give all its ratios."""
    haves: dict[str, float] = {}
    wants: dict[str, float] = {}
    of: dict[str, list[Option]] = {}
    by: dict[str, list[Option]] = {}
    for one in part.options:
        of.setdefault(one.have, []).append(one)
        by.setdefault(one.want, []).append(one)
    haves[part.options[0].have] = 1.0
    queue: list[tuple[bool, str]] = [(True, part.options[0].have)]
    while queue:
        is_have, flow = queue.pop()
        for one in of[flow] if is_have else by[flow]:
            if one.want not in wants:
                wants[one.want] = one.ratio / haves[one.have]
                queue.append((False, one.want))
            if one.have not in haves:
                haves[one.have] = one.ratio / wants[one.want]
                queue.append((True, one.have))
    fit = all(isclose(haves[one.have] * wants[one.want], one.ratio, rel_tol=CLOSE) for one in part.options)
    return Scales(haves, wants) if fit else None


def made_first(part: Part, worths: Mapping[str, float]) -> dict[str, float]:
    """The *worths* of a part, those of exchanges that are made raised above all that they could stand in the way of.

    A unit of a have given to one want displaces at most a unit of it elsewhere, and of the want what that unit covers.
    """
    ratios = [one.ratio for one in part.options]
    dearest = max([*(worths.get(one.key, 0.0) for one in part.options), 0.0]) or 1.0
    above = dearest * (2 + max(ratios) / min(ratios))
    return {one.key: max(0.0, worths.get(one.key, 0.0)) + above * one.is_made for one in part.options}


def greedy(part: Part, worths: Mapping[str, float]) -> dict[str, float]:
    """The amounts of who always takes the pair that is worth most a unit, as much of it as is left."""
    supplies, demands = list(part.supplies), list(part.demands)
    of: dict[str, list[Arc]] = {}
    for arc in part.arcs:
        of.setdefault(arc.option.key, []).append(arc)
    amounts = {}
    for one in sorted(part.options, key=lambda one: (-worths[one.key], one.key)):
        before = supplies.copy(), demands.copy()
        amount = 0.0
        for arc in of.get(one.key, ()):
            taken = min(supplies[arc.have_row], demands[arc.want_row] / one.ratio)
            supplies[arc.have_row] -= taken
            demands[arc.want_row] -= taken * one.ratio
            amount += taken
        if amount <= 0 or amount < one.least:
            supplies, demands = before
        else:
            amounts[one.key] = amount
    return amounts
