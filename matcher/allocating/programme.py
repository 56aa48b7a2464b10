"""The best amounts as a linear programme in CPLEX LP format, with whole numbers where an exchange has a least lot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from matcher.allocating.parts import Arc, Part

# Takes the text of a programme, gives the values of its variables by name.
Solve = Callable[[str], Mapping[str, float]]
# Amounts are told to the solver in this share of the largest bound, so that its tolerances mean the same everywhere.
LARGEST = 1000.0
NOTHING = 1e-7


def best(part: Part, worths: Mapping[str, float], with_lots: bool, solve: Solve) -> dict[str, float]:
    """The amounts of the haves by key that are worth most, as *solve* finds them."""
    scale = max((*part.supplies, *part.demands), default=0.0) / LARGEST
    if not scale:
        return {}
    found = solve(text(part, worths, with_lots, scale))
    amounts: dict[str, float] = {}
    for place, arc in enumerate(part.arcs):
        value = found.get(f"x{place}", 0.0)
        if value > NOTHING:
            amounts[arc.option.key] = amounts.get(arc.option.key, 0.0) + value * scale
    return amounts


def text(part: Part, worths: Mapping[str, float], with_lots: bool, scale: float) -> str:
    """The programme: x are amounts of haves by arc, y tells whether an option with a least lot is used at all."""
    dearest = max(worths[one.key] for one in part.options)
    worth = _sum((worths[arc.option.key] / dearest, f"x{place}") for place, arc in enumerate(part.arcs))
    rows = [*_bounds(part, scale), *(_lots(part, scale) if with_lots else ())]
    binaries = [f"y{place}" for place, one in enumerate(part.options) if with_lots and one.least]
    lines = ["Maximize", f" worth: {worth}", "Subject To", *(f" c{place}: {row}" for place, row in enumerate(rows))]
    return "\n".join([*lines, *(["Binaries", " " + "\n ".join(binaries)] if binaries else []), "End", ""])


def _bounds(part: Part, scale: float) -> Iterator[str]:
    drawn: dict[int, list[tuple[float, str]]] = {}
    met: dict[int, list[tuple[float, str]]] = {}
    for place, arc in enumerate(part.arcs):
        drawn.setdefault(arc.have_row, []).append((1.0, f"x{place}"))
        met.setdefault(arc.want_row, []).append((arc.option.ratio, f"x{place}"))
    for row, terms in drawn.items():
        yield f"{_sum(terms)} <= {part.supplies[row] / scale!r}"
    for row, terms in met.items():
        yield f"{_sum(terms)} <= {part.demands[row] / scale!r}"


def _lots(part: Part, scale: float) -> Iterator[str]:
    """An option with a least lot is used for at least that much, or not at all."""
    for place, one in enumerate(part.options):
        if one.least:
            arcs = [(number, arc) for number, arc in enumerate(part.arcs) if arc.option == one]
            amount = _sum((1.0, f"x{number}") for number, _ in arcs)
            most = sum(_most(arc, part) for _, arc in arcs) / scale
            yield f"{amount} - {one.least / scale!r} y{place} >= 0"
            yield f"{amount} - {most!r} y{place} <= 0"


def _most(arc: Arc, part: Part) -> float:
    return min(part.supplies[arc.have_row], part.demands[arc.want_row] / arc.option.ratio)


def _sum(terms: Iterator[tuple[float, str]] | list[tuple[float, str]]) -> str:
    """Terms of a row, few to a line, since a solver reads lines of limited length."""
    told = [f"+ {factor!r} {name}" for factor, name in terms]
    return "\n  ".join(" ".join(told[at : at + 8]) for at in range(0, len(told), 8))
