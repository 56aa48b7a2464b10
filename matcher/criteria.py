"""What speaks for a pair and what against it: one small function a criterion, each names the level it reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from math import inf
from typing import NamedTuple

from matcher import places, qualities, seasons, tables
from matcher.knowledge import Knowledge
from matcher.model import Caution, Finding
from matcher.pairing import NAMES_A_THING, Candidate
from matcher.recognising import Recognised, are_far
from matcher.remembering import remembered

# How a resource answers a want that has named it: there is nothing to sort.
NAMED = ("same", "special")
LOCAL_KINDS = frozenset({"energy", "water"})
# Equipment is capacity as well, or material; water heats, and may be a liquor. A fuel is a material and energy.
EQUIPMENT = "equipment"
SAID_FOR_ONE_ANOTHER = ({"water", "energy"}, {"water", "material"})
FUEL, FUELS = {"material", "energy"}, "serves-energy"
# Energy that goes by the grid, however far.
BY_GRID = frozenset({"electricity", "power-supply"})
# Up to how many kilometres a level holds: what goes by pipe or wire, and what is carried.
PIPED = (("near", 3.0), ("far", 30.0), ("too_far", inf))
CARRIED = (("near", 33.0), ("middle", 150.0), ("far", inf))
# Up to how many degrees Celsius a want is for cold, not for heat.
COLD = 5.0
LIFT_OF_A_HEAT_PUMP = 40.0
LIFTED = "heat-pump-source"
APPROACH = 5.0
# In the finding on the resource, until what the use of that number rests on takes its place.
USE = "use"


class Pair(NamedTuple):
    """A have and a want with all that the criteria look at; ``likeness`` is that of their words, 0 to 1."""

    have: Recognised
    want: Recognised
    candidate: Candidate
    likeness: float
    knowledge: Knowledge
    cautions: tuple[Caution, ...]


Criterion = Callable[[Pair, float], Finding | None]


@cache
def points() -> dict[tuple[str, str], float]:
    """What each level of each criterion is worth; between -1 and 0 it is a share of the resource points."""
    return {(row["criterion"], row["level"]): float(row["points"]) for row in tables.rows("points")}


def speaking(want: Recognised) -> Mapping[str, Criterion]:
    """The criteria that may have something to say of a pair with *want*; the others wait for what it does not tell."""
    flow = want.flow
    told = {
        "kind": flow.kind,
        "sector": flow.sector,
        "quality": want.qualities,
        "temperature": want.temperature,
        "quantity": flow.quantity,
        "distance": flow.place,
        "season": flow.season,
    }
    return {name: criterion for name, criterion in CRITERIA.items() if told.get(name, True)}


def most_besides(heard: Iterable[str]) -> float:
    """The most points that a pair can gain by the criteria *heard* besides those for its resource and its wording."""
    return sum(_highest()[criterion] for criterion in heard)


@cache
def _highest() -> dict[str, float]:
    """The most points for each criterion; for the wording none, since its points are counted with the resource's."""
    highest = dict.fromkeys(CRITERIA, 0.0)
    for (criterion, _), worth in points().items():
        if criterion != "wording":
            highest[criterion] = max(highest.get(criterion, 0.0), worth)
    return highest


def assess(pair: Pair, heard: Iterable[Criterion] = ()) -> tuple[Finding, ...]:
    """The findings of all criteria that have something to say; of those that are *heard*, where it is told which."""
    resource = _resource(pair)
    others = [found for criterion in heard or CRITERIA.values() if (found := criterion(pair, resource.points))]
    return (resource, *others)


def _finding(criterion: str, level: str, resource_points: float, **details: str) -> Finding:
    worth = points()[criterion, level]
    share = -1.0 < worth < 0.0
    return Finding(criterion, level, round(worth * resource_points if share else worth, 2), tuple(details.items()))


def _resource(pair: Pair) -> Finding:
    relation = pair.candidate.relation
    if relation is None:
        return Finding("resource", "unknown", 0.0)
    worth = round(points()["resource", "full"] * pair.candidate.fit, 2)
    ids = pair.knowledge.ids
    told: tuple[tuple[str, str], ...]
    if relation.name == "job":
        told = (("have", ids[relation.have]),)
    elif relation.use is None:
        told = (("have", ids[relation.have]), ("want", ids[relation.want]))
    else:
        role, _ = pair.knowledge.want_and_strength(relation.use)
        had = _kind_of(relation.have, role, pair.have, pair.knowledge)
        told = (("have", ids[had]), ("want", ids[relation.want]), (USE, str(relation.use)), ("through", ids[role]))
    return Finding("resource", relation.name, worth, told)


def _kind_of(serving: int, role: int, have: Recognised, knowledge: Knowledge) -> int:
    """What a have is more surely about than what serves, and is a kind of it: *sweet whey* serves as whey does.

    What has a use of its own in that role does not serve as all its kind.
    """
    named = (sight.resource for sight in have.about if not sight.sector and sight.weight > NAMES_A_THING)
    surest = next((thing for thing in named if serving in (thing, *knowledge.ancestors(thing))), serving)
    has_its_own = any(knowledge.want_and_strength(number)[0] == role for number in knowledge.uses_of(surest))
    return serving if has_its_own else surest


def with_grounds(findings: tuple[Finding, ...], knowledge: Knowledge) -> tuple[Finding, ...]:
    """The findings, that on the resource with what the use rests on; ranking has no need of it."""
    details = dict(findings[0].details)
    if USE not in details:
        return findings
    grounds = _grounds(int(details.pop(USE)), knowledge)
    return (findings[0]._replace(details=(*details.items(), *grounds)), *findings[1:])


@remembered
def _grounds(number: int, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """What a use rests on, as the details of a finding."""
    treatments, conditions, source = knowledge.grounds(number)
    return (("source", source), ("treatments", ";".join(treatments)), ("conditions", ";".join(conditions)))


def _wording(pair: Pair, _: float) -> Finding | None:
    if not pair.likeness:
        return None
    worth = round(points()["wording", "full"] * pair.likeness, 2)
    return Finding("wording", "alike", worth) if worth else None


def _kind(pair: Pair, resource_points: float) -> Finding | None:
    """Whether the kinds that were told agree; those that are near differ little where something explains it."""
    have, want = pair.have.flow.kind, pair.want.flow.kind
    if not have or not want or have == want:
        return None
    level = "other" if are_far(have, want) else "near" if _is_explained(pair, have, want) else "unexplained"
    return _finding("kind", level, resource_points, have=have, want=want)


def _is_explained(pair: Pair, have: str, want: str) -> bool:
    """Whether kinds that are near differ as people's words for one thing do, or because the two resources do.

    What both name as the same is one thing, whatever they call its kind.
    """
    if EQUIPMENT in (have, want) or {have, want} in SAID_FOR_ONE_ANOTHER:
        return True
    relation = pair.candidate.relation
    if relation is None:
        return False
    kinds = tuple(pair.knowledge.resource(number).kind for number in (relation.have, relation.want))
    is_fuel = {have, want} == FUEL and FUELS in pair.knowledge.line(relation.want)
    is_the_same = relation.name == "same" and _names(pair.have, relation.have)
    return (have, want) == kinds or ((is_fuel or is_the_same) and _names(pair.want, relation.want))


def _sector(pair: Pair, resource_points: float) -> Finding | None:
    relation, sector = pair.candidate.relation, pair.want.flow.sector
    if relation is None or relation.use is None or not sector:
        return None
    if any(sector.startswith(taker) for taker in pair.knowledge.use(relation.use).sectors):
        return _finding("sector", "receiver", resource_points, sector=sector)
    return None


def _quality(pair: Pair, resource_points: float) -> Finding | None:
    """Whether a have that serves the role is of the material and the form that the want names."""
    relation = pair.candidate.relation
    if not pair.want.qualities or relation is None or relation.name in NAMED:
        return None
    had = pair.have.qualities | qualities.of_resource(relation.have, pair.knowledge)
    agree, differ = qualities.agreeing(pair.want.qualities, had)
    return _finding("quality", "agrees" if agree >= differ else "differs", resource_points) if agree or differ else None


def _temperature(pair: Pair, resource_points: float) -> Finding | None:
    """Whether heat is warm enough: as it comes, after a heat pump, or not. Cold is judged the other way round.

    Where the want has a heat pump, the temperature that it tells is what the pump delivers.
    """
    have, want = pair.have.temperature, pair.want.temperature
    if have is None or want is None or not _is_thermal(pair) or _is_lifted(pair):
        return None
    is_cold = want[1] <= COLD
    short = have[0] - want[0] if is_cold else want[0] - (have[1] - APPROACH)
    level = "enough" if short <= 0 else "lift" if short <= LIFT_OF_A_HEAT_PUMP and not is_cold else "short"
    return _finding("temperature", level, resource_points, have=f"{have[1]:g}", want=f"{want[0]:g}")


def _is_lifted(pair: Pair) -> bool:
    """Whether the want has a heat pump of its own."""
    return _names(pair.want, pair.knowledge.by_id[LIFTED])


def _names(flow: Recognised, resource: int) -> bool:
    """Whether a flow surely names a resource."""
    sights = (*flow.about, *flow.purpose)
    return any(sight.resource == resource and sight.weight > NAMES_A_THING for sight in sights)


def _is_thermal(pair: Pair) -> bool:
    """Whether energy changes hands, as far as kinds tell."""
    relation = pair.candidate.relation
    if relation is None:
        return False
    kinds = (pair.knowledge.resource(number).kind for number in (relation.have, relation.want))
    return "energy" in (pair.have.flow.kind, pair.want.flow.kind, *kinds)


def _quantity(pair: Pair, resource_points: float) -> Finding | None:
    have, want = pair.have.flow.quantity, pair.want.flow.quantity
    if not have or not want or have.base_unit != want.base_unit or not have.per_year or not want.per_year:
        return None
    share = min(have.per_year, want.per_year) / max(have.per_year, want.per_year)
    level = "fits" if share >= 0.5 else "part" if share >= 0.01 else "crumb"
    covered = min(1.0, have.per_year / want.per_year)
    return _finding("quantity", level, resource_points, covered=f"{covered * 100:.0f}")


def _distance(pair: Pair, resource_points: float) -> Finding | None:
    have, want = pair.have.flow.place, pair.want.flow.place
    if not have or not want:
        return None
    kilometres = places.distance(have, want)
    level = next(level for level, most in (PIPED if _is_piped(pair) else CARRIED) if kilometres <= most)
    return _finding("distance", level, resource_points, kilometres=f"{kilometres:.0f}")


def _is_piped(pair: Pair) -> bool:
    """Whether heat, cold or water would have to travel; where no resource is known, the kinds that were told decide."""
    if pair.candidate.relation is None:
        return not LOCAL_KINDS.isdisjoint((pair.have.flow.kind, pair.want.flow.kind))
    had = pair.candidate.relation.have
    return pair.knowledge.resource(had).kind in LOCAL_KINDS and BY_GRID.isdisjoint(pair.knowledge.line(had))


def forbidden(total: float) -> Finding:
    """What a pair loses of its *total* where a rule forbids it as it stands."""
    return _finding("screening", "forbidden", total)


def _season(pair: Pair, resource_points: float) -> Finding | None:
    """Whether the offer and the need fall into the same months."""
    if not (pair.have.flow.season and pair.want.flow.season):
        return None
    have, want = seasons.months(pair.have.flow.season), seasons.months(pair.want.flow.season)
    if not have or not want:
        return None
    shared = have & want
    return _finding("season", "together" if shared else "apart", resource_points, count=str(len(shared)))


CRITERIA: Mapping[str, Criterion] = {
    "wording": _wording,
    "kind": _kind,
    "sector": _sector,
    "quality": _quality,
    "temperature": _temperature,
    "quantity": _quantity,
    "distance": _distance,
    "season": _season,
}
