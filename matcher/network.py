"""The web of exchanges between sites: how dense, how central, how circular it is, and what falls with one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

import networkx

CLOSE = 1e-7
MOST_ROUNDS = 20_000


class Link(NamedTuple):
    """An exchange from one site to another; what is not known is None."""

    giver: str
    taker: str
    key: str
    amount: float | None = None
    unit: str = ""
    benefit: float | None = None
    co2e: float | None = None
    diverted: float | None = None


class Loss(NamedTuple):
    """The exchanges that fall away with a site, and what they came to; amounts are by unit."""

    site: str
    keys: Sequence[str]
    amounts: Mapping[str, float]
    benefit: float | None
    co2e: float | None
    diverted: float | None


def graph(sites: Iterable[str], links: Iterable[Link]) -> networkx.DiGraph:
    """The sites as nodes, and an edge from each giver to each of its takers."""
    drawn = networkx.DiGraph()
    drawn.add_nodes_from(sites)
    drawn.add_edges_from((link.giver, link.taker) for link in links if link.giver != link.taker)
    return drawn


def connectance(web: networkx.DiGraph) -> float | None:
    """The share of all possible directed links that are there: L / (N (N - 1)).

    Hardy and Graedel, Industrial ecosystems as food webs, Journal of Industrial Ecology 6(1), 2002.

    >>> connectance(graph("abc", [Link("a", "b", ""), Link("b", "c", "")]))
    0.3333333333333333
    """
    sites = len(web)
    return web.number_of_edges() / (sites * (sites - 1)) if sites > 1 else None


def link_density(web: networkx.DiGraph) -> float | None:
    """How many directed links there are a site: L / N.

    >>> link_density(graph("abc", [Link("a", "b", ""), Link("b", "c", ""), Link("c", "a", "")]))
    1.0
    """
    return web.number_of_edges() / len(web) if len(web) else None


def centralisation(web: networkx.DiGraph) -> float | None:
    """How much the web hangs on one site: sum of (k_max - k_i) / ((N - 1)(N - 2)), k_i the partners of site i.

    0 where all have equally many, 1 for a star. Freeman, Centrality in social networks, Social Networks 1, 1978.

    >>> centralisation(graph("abcd", [Link("a", other, "") for other in "bcd"]))
    1.0
    """
    sites = len(web)
    if sites < 3:
        return None
    partners = [len({*web.predecessors(site), *web.successors(site)}) for site in web]
    return sum(max(partners) - own for own in partners) / ((sites - 1) * (sites - 2))


def cyclicity(web: networkx.DiGraph) -> float:
    """How strongly resources go round: the largest real eigenvalue of the adjacency matrix.

    0 without any loop, 1 for simple loops, more where loops share sites. Layton, Bras and Weissburg, Journal of
    Manufacturing Science and Engineering 138(10), 2016. It is found for each strongly connected component by power
    iteration on A + I, which has a single largest eigenvalue, until its bounds after Collatz and Wielandt meet.

    >>> cyclicity(graph("abc", [Link("a", "b", ""), Link("b", "c", "")]))
    0.0
    >>> round(cyclicity(graph("abc", [Link(*pair, "") for pair in ("ab", "ba", "bc", "cb")])), 6)
    1.414214
    """
    loops = (sites for sites in networkx.strongly_connected_components(web) if len(sites) > 1)
    return max((_largest_eigenvalue(sorted(sites), web) for sites in loops), default=0.0)


def _largest_eigenvalue(sites: Sequence[str], web: networkx.DiGraph) -> float:
    places = {site: place for place, site in enumerate(sites)}
    takers = [[places[taker] for taker in web.successors(site) if taker in places] for site in sites]
    weights = [1.0] * len(sites)
    for _ in range(MOST_ROUNDS):
        grown = [own + sum(map(weights.__getitem__, taken)) for own, taken in zip(weights, takers, strict=True)]
        ratios = [after / before for after, before in zip(grown, weights, strict=True)]
        low, high = min(ratios), max(ratios)
        if high - low < CLOSE:
            break
        whole = sum(grown)
        weights = [weight / whole for weight in grown]
    return (low + high) / 2 - 1.0


def diversity(kinds: Iterable[str]) -> float | None:
    """How varied the sites are: Shannon's - sum of p ln p over the shares p of each kind; 0 where all are alike.

    >>> diversity(["10", "10", "23", "23"]) == log(2), diversity([])
    (True, None)
    """
    counts = Counter(kind for kind in kinds if kind)
    whole = sum(counts.values())
    return -sum(count / whole * log(count / whole) for count in counts.values()) + 0.0 if whole else None


def share(part: float, whole: float) -> float | None:
    """*part* of *whole*, at most 1; None where there is no whole.

    >>> share(30.0, 120.0), share(1.0, 0.0)
    (0.25, None)
    """
    return min(1.0, part / whole) if whole > 0 else None


def symbiosis_indicator(reused: float, discarded: float) -> float:
    """Inward over outward: EIM_i / (1 + EIM_o), each a sum of amount times degree of impact.

    Felicio et al., Industrial symbiosis indicators to manage eco-industrial parks as dynamic systems, Journal of
    Cleaner Production 118, 2016. The authors weigh each flow by a degree of impact; here each counts 1 a tonne.

    >>> symbiosis_indicator(reused=300.0, discarded=99.0)
    3.0
    """
    return reused / (1.0 + discarded)


def losses(sites: Iterable[str], links: Iterable[Link]) -> list[Loss]:
    """What falls away with each site that has any exchange, the most exchanges first."""
    held: dict[str, list[Link]] = {}
    for link in links:
        for site in dict.fromkeys((link.giver, link.taker)):
            held.setdefault(site, []).append(link)
    return sorted((_loss(site, held[site]) for site in sites if site in held), key=_worst)


def _loss(site: str, links: Sequence[Link]) -> Loss:
    keys = [link.key for link in links]
    return Loss(site, keys, amounts(links), *(total(links, aim) for aim in ("benefit", "co2e", "diverted")))


def amounts(links: Iterable[Link]) -> dict[str, float]:
    """What passes along the *links* in a year, by unit; amounts that are not known count nothing."""
    found: dict[str, float] = {}
    for link in links:
        if link.amount is not None:
            found[link.unit] = found.get(link.unit, 0.0) + link.amount
    return found


def total(links: Iterable[Link], aim: str) -> float | None:
    """What the *links* come to in "benefit" (EUR), "co2e" or "diverted" (t a year); None where it is known of none."""
    known = [getattr(link, aim) for link in links if getattr(link, aim) is not None]
    return sum(known) if known else None


def _worst(loss: Loss) -> tuple[float, float, int, str]:
    return (-(loss.benefit or 0.0), -(loss.diverted or 0.0), -len(loss.keys), loss.site)
