"""Where the like was done before: the cases whose exchange is near enough to a synergy, or touches a resource.

The page fetches one file in its language, once there are results, and looks up the two resources of a synergy in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from site_plugins.cases.reading import Case, Exchange, head, library, names, resources, when
from site_plugins.edited_tables import Row
from site_plugins.languages import path_in, words

TARGET = "assets/cases"
ORDER = ("running", "ended", "unknown", "failed")  # What is only planned, or never began, has not been done before.


class Shipped(NamedTuple):
    """A file of the site: its path from the root, and its content."""

    path: str
    content: bytes


def told(listed: Iterable[Case], titles: Mapping[str, str], table: Mapping[str, Row], language: str) -> dict[str, Any]:
    """The *cases*, their *exchanges*, and which of these answer a had (*haves*) and a wanted resource (*wants*).

    A case is its address from the root of the site, its title, where it is, and since when and how it stands, which
    is left empty for a park or a programme: the exchanges of one began and ended at times of their own;
    an exchange its case, its two resources, their names, and how it stands where that is told of it alone.
    Exchanges are named by their place in the list, the nearest to a had resource first. One that stands under both
    resources of a synergy is a precedent of it.
    """
    done = [(one, exchange) for one in listed for exchange in one.exchanges if one.state(exchange) in ORDER]
    done.sort(key=lambda pair: (ORDER.index(pair[0].state(pair[1])), pair[0].name))
    kept = list(dict.fromkeys(one for one, _ in done))
    exchanges = [exchange for _, exchange in done]
    return {
        "cases": [_case(one, titles[one.name], language) for one in kept],
        "exchanges": [_exchange(kept.index(one), exchange, language) for one, exchange in done],
        "haves": _under(exchanges, lambda exchange: near(exchange.have, table)),
        "wants": _under(exchanges, lambda exchange: answered(exchange, table)),
    }


def _case(one: Case, title: str, language: str) -> list[str]:
    where = f"{one.place}, {names(language).countries[one.country]}"
    return [path_in(language, f"cases/{one.name}/"), title, where, when(one, language) if one.kind == "synergy" else ""]


def _exchange(place: int, exchange: Exchange, language: str) -> list[int | str]:
    called, (have, want, state) = names(language).resources, exchange
    return [place, have, want, called[have], called[want], words(language)[f"case.outcome.{state}"] if state else ""]


def _under(exchanges: Sequence[Exchange], reached: Callable[[Exchange], Mapping[str, int]]) -> dict[str, list[int]]:
    """By resource the places of the exchanges that reach it, the nearest first."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, exchange in enumerate(exchanges):
        for name, steps in reached(exchange).items():
            found.setdefault(name, []).append((steps, place))
    return {name: [place for _, place in sorted(found[name])] for name in sorted(found)}


def near(have: str, table: Mapping[str, Row]) -> dict[str, int]:
    """What is so near to *have* that its case counts: itself, a kind of it, and what it is a kind of, one step up."""
    reached = {have: 0, **dict.fromkeys(below(have, table), 1)}
    parent = table[have]["parent"]
    return {**reached, parent: 2} if parent and _is_thing(parent, table) else reached


def answered(exchange: Exchange, table: Mapping[str, Row]) -> dict[str, int]:
    """What a want may ask for, for the case to count: the same use or a more general one, or the very thing passed on.

    Somebody who asks for the thing itself has not said what for; the case then shows one use of it.
    """
    uses = [name for name in (exchange.want, *above(exchange.want, table)) if _is_thing(name, table)]
    things = [name for name in (exchange.have, *above(exchange.have, table)) if _is_thing(name, table)]
    return dict.fromkeys([*uses, *things], 0)


def _is_thing(name: str, table: Mapping[str, Row]) -> bool:
    return table[name]["nature"] != "group"


def above(name: str, table: Mapping[str, Row]) -> Iterator[str]:
    """What a resource is a kind of, step by step up the tree."""
    while name := table[name]["parent"]:
        yield name


def below(name: str, table: Mapping[str, Row]) -> list[str]:
    """All kinds of a resource."""
    return [one for one in table if name in above(one, table)]


@cache
def shipped(content: Path, language: str) -> Shipped:
    """The file of one language, kept until ``shipped.cache_clear()`` is called."""
    listed = library(content).values()
    titles = {one.name: str(head(content, language, one.page)["title"]) for one in listed}
    whole = json.dumps(told(listed, titles, resources(), language), ensure_ascii=False, separators=(",", ":")).encode()
    return Shipped(f"{TARGET}/{language}-{hashlib.sha256(whole).hexdigest()[:12]}.json", whole)


def put(file: Shipped, site: Path) -> None:
    """Write the *file* into the *site*."""
    target = site / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.content)
