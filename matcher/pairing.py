"""Which haves and wants are worth comparing at all: an index over resources, never all pairs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, TypeVar

from matcher import support, tables
from matcher.hearing import Sight
from matcher.knowledge import Job, Knowledge
from matcher.recognising import Recognised, is_another_kind
from matcher.support import Speaking, Statement

MOST_CANDIDATES = 50
MOST_EVIDENCE = 200
MOST_OF_ONE_RESOURCE = 100
MOST_ASKED = 24
MOST_OFFERED = 7
COMMON_SENSE = 8
PURPOSE_OF_A_HAVE = 0.5
PURPOSE_BESIDE_A_THING = 0.65
PURPOSE_ALONE = 1.3
NAMES_A_THING = 0.5
ROLE_BESIDE_A_THING = 0.7
SURE_OF_A_THING = 0.4
# A want that surely names a product wants that product; what else its words may mean counts less.
SURE_OF_A_PRODUCT = 0.7
BESIDE_A_PRODUCT = 0.6
TYPICAL_WANT = 0.5
TYPICAL_WANT_STEP = 0.97
# A NACE code begins with the two figures of its division.
DIVISION = 2
# What a typical want counts that is only near the kind that is asked for, as fuel is where energy is.
OF_A_NEAR_KIND = 0.4
# What a named thing counts where it is not what is wanted: made of it, made by it, or to be replaced.
NOT_ITSELF = {"purpose": 0.4, "made": 0.35, "replaced": 0.6}
REPLACED = 0.72
SURE_OF_A_ROLE = 0.9
# Beside a role that is named, what is to be replaced only describes it: *a reductant that can replace coal*.
REPLACED_BESIDE_A_ROLE = 0.4
TYPICAL_HAVE = 0.3
# What a plant that a want names has to spare itself, where the words say no more than the plant: *biodiesel plant*.
HAD_BY_THE_PLANT = 0.3
WEAKEST = 0.15
# What else leads to a have is told of before a job, if it is at least this share as strong: a source may vouch for it.
TOLD_BEFORE_A_JOB = 0.5
# What a want that names something surely takes from the jobs that it describes; less where it names that less surely.
NAMED_AND_NOT_DESCRIBED = 0.1
# How much of the doubt about its surest reading is left of a have, and of a want: the power to which that is raised.
DOUBT_LEFT_OF_A_HAVE = 0.1
DOUBT_LEFT_OF_A_WANT = 0.48


class Relation(NamedTuple):
    """How a had resource answers a wanted one: the name of the relation, its weight, and the use where there is one."""

    weight: float
    name: str
    have: int
    want: int
    use: int | None = None


WEIGHT = itemgetter(0)
STRENGTH_AND_HAVE = itemgetter(0, 1)


class Candidate(NamedTuple):
    """A have that may answer a want: how well it fits, from 0 to 1, and the strongest relation that speaks for it."""

    have: int
    fit: float
    relation: Relation | None


@cache
def weights() -> dict[str, float]:
    """What each relation is worth, from relations.csv."""
    return {row["id"]: float(row["weight"]) for row in tables.rows("relations")}


class Service(NamedTuple):
    """That a had resource serves a role: how well, the use that says so, and how well that is known."""

    weight: float
    have: int
    use: int
    strength: str


# What is told of a had resource as an answer: its weight below zero, so that the strongest comes first, the resource,
# the name of the relation, and the use. Of all that are looked at, few are made a Relation.
Told = tuple[float, int, str, int | None]
# What is asked for: a resource, or a job that the want describes.
Asked = int | Job
# Things, or things and jobs.
T = TypeVar("T", int, Asked)
# A step from a want to a had resource: what it is worth below zero, what is asked for, and what is told.
Step = tuple[float, Asked, Told]
# A have by its number as an answer to a want: the doubt that is left about it, and the strongest step that leads to it.
# Of all that are likely, few are made a Candidate.
Likely = tuple[float, int, Step | None]


class Answer(NamedTuple):
    """How had resources answer a wanted one, the strongest first, ties by resource.

    They end where all the evidence that a want may use has been gathered, and then are ``enough``.
    """

    told: Sequence[Told]
    is_enough: bool


class Index(NamedTuple):
    """The haves by the resources they are about, by the roles these serve, and by the meanings of their words.

    Of a meaning it tells how much it counts in each have. ``asked`` remembers, for each resource that was asked for,
    what here answers it; ``alternatives``, for each role, what serves it here beside what is wanted.
    """

    readings: Sequence[Recognised]
    by_resource: Mapping[int, Sequence[tuple[float, int]]]
    by_role: Mapping[int, Sequence[Service]]
    by_sense: Mapping[int | str, Mapping[int, float]]
    lengths: Sequence[float]
    asked: dict[Asked, Answer]
    alternatives: dict[int, Sequence[Told]]

    def answering(self, want: Asked, knowledge: Knowledge) -> Answer:
        """What here answers *want*."""
        if want not in self.asked:
            self.asked[want] = _enough(_told(want, self, knowledge), self.by_resource)
        return self.asked[want]

    def beside(self, role: int) -> Sequence[Told]:
        """What is told of the had resources that serve a role that a wanted resource serves, too."""
        if role not in self.alternatives:
            serving = _serving(self.by_role.get(role, ()), weights()["alternative"], "alternative")
            self.alternatives[role] = _enough(serving, self.by_resource).told
        return self.alternatives[role]


def index(haves: Sequence[Recognised], knowledge: Knowledge) -> Index:
    """An index over *haves*; the surest of a resource come first."""
    by_resource: dict[int, list[tuple[float, int]]] = {}
    by_sense: dict[int | str, dict[int, float]] = {}
    for number, reading in enumerate(haves):
        for resource, weight in _surer(offered(reading, knowledge), DOUBT_LEFT_OF_A_HAVE).items():
            by_resource.setdefault(resource, []).append((-weight, number))
        for sense, weight in reading.senses.items():
            by_sense.setdefault(sense, {})[number] = weight
    for resource, entries in by_resource.items():
        by_resource[resource] = sorted(entries)[:MOST_OF_ONE_RESOURCE]
    by_role: dict[int, list[Service]] = {}
    for have in sorted(by_resource):
        for role, service in _services(have, knowledge):
            by_role.setdefault(role, []).append(service)
    return Index(haves, by_resource, by_role, by_sense, [length(reading.senses) for reading in haves], {}, {})


def _surer(weighed: Mapping[T, float], left: float) -> Mapping[T, float]:
    """What a text may be about with less doubt: the surest to the power that is *left* of it, the others in proportion.

    So doubt about a text does not outweigh how well its resource is known to serve.

    >>> _surer({7: 0.25, 9: 0.125}, 0.5)
    {7: 0.5, 9: 0.25}
    """
    scale = max(weighed.values(), default=1.0) ** (1.0 - left)
    return {meant: weight / scale for meant, weight in weighed.items()}


@cache
def _services(have: int, knowledge: Knowledge) -> Iterable[tuple[int, Service]]:
    """The roles that a resource serves, itself or as a kind of what serves them, each as the nearest of them knows it.

    What is said of the resource itself goes before what is said of all its kind, be it better or worse.
    """
    told = weights()
    best: dict[int, Service] = {}
    for steps, thing in enumerate((have, *knowledge.ancestors(have))):
        for number in knowledge.uses_of(thing):
            role, strength = knowledge.want_and_strength(number)
            if role not in best:
                weight = told[strength] * told["inherited_step"] ** steps
                best[role] = Service(weight, have, number, strength)
    return best.items()


def _enough(told: Iterable[Told], by_resource: Mapping[int, Sequence[object]]) -> Answer:
    """The strongest that is told of each had resource, of equal ones the first, until there is enough evidence."""
    strongest: dict[int, Told] = {}
    gathered = 0
    for one in sorted(told, key=STRENGTH_AND_HAVE):
        have = one[1]
        if have not in strongest:
            strongest[have] = one
            gathered += len(by_resource[have])
            if gathered > MOST_EVIDENCE:
                break
    return Answer([*strongest.values()], gathered > MOST_EVIDENCE)


def _told(want: Asked, among: Index, knowledge: Knowledge) -> Iterable[Told]:
    """How the resources had *among* the haves answer *want*: as kin, in its role, or in the same role as it."""
    if isinstance(want, Job):
        return _doing(want.resource, among, knowledge)
    below, above = knowledge.descendants(want), knowledge.ancestors(want)
    told: list[Told] = [
        (-weight, thing, name, None)
        for weight, name, thing in _kin(want, below, above, knowledge)
        if thing in among.by_resource and weight >= WEAKEST
    ]
    for worth, role in _roles(want, below, above):
        if role in among.by_role:
            worth *= weights()["made_into"] if _is_product(role, knowledge) else 1.0
            told += _serving(among.by_role[role], worth)
    for role in _served_by(want, above, knowledge):
        told += among.beside(role)
    return told


def _doing(thing: int, among: Index, knowledge: Knowledge) -> Iterable[Told]:
    """How the resources had *among* the haves do the job of a *thing*: it does, or what is near it."""
    kin = _kin(thing, knowledge.descendants(thing), knowledge.ancestors(thing), knowledge)
    told = ((weights()["job"] * weight, other) for weight, name, other in kin if name in ("same", "special", "near"))
    return [(-weight, other, "job", None) for weight, other in told if other in among.by_resource]


def _serving(services: Iterable[Service], worth: float, name: str = "") -> Sequence[Told]:
    """What services tell that are *worth* so much here; very weak ones are left out."""
    return [
        (-worth * weight, have, name or strength, use)
        for weight, have, use, strength in services
        if worth * weight >= WEAKEST
    ]


def _kin(
    want: int, below: Iterable[tuple[int, int]], above: Iterable[int], knowledge: Knowledge
) -> Iterable[tuple[float, str, int]]:
    """The wanted resource and its relatives, each with the weight and the name of the relation."""
    told = weights()
    worth = told["group"] if knowledge.resource(want).nature == "group" else 1.0
    yield worth * told["same"], "same", want
    for child, steps in below:
        yield worth * told["special"] * told["special_step"] ** (steps - 1), "special", child
    for steps, ancestor in enumerate(above):
        yield worth * told["general"] * told["general_step"] ** steps, "general", ancestor
    yield from ((worth * told[relation], relation, other) for relation, other in knowledge.near(want))
    parent = knowledge.resource(want).parent
    if parent is not None and knowledge.resource(parent).nature != "group":
        for sibling in knowledge.children(parent):
            if sibling != want:
                yield worth * told["sibling"], "sibling", sibling


def _roles(want: int, below: Iterable[tuple[int, int]], above: Iterable[int]) -> Iterable[tuple[float, int]]:
    """What may be served in place of *want*: itself, its special cases, and what is more general."""
    told = weights()
    yield 1.0, want
    for child, steps in below:
        yield told["role_special"] ** steps, child
    for steps, ancestor in enumerate(above, start=1):
        yield told["role_general"] ** steps, ancestor


def _served_by(want: int, above: Iterable[int], knowledge: Knowledge) -> Iterable[int]:
    """The roles that the wanted resource serves itself, or its nearest relative above that serves any."""
    for thing in (want, *above):
        numbers = knowledge.uses_of(thing)
        if numbers:
            return (knowledge.want_and_strength(number)[0] for number in numbers)
    return ()


def offered(reading: Recognised, knowledge: Knowledge) -> dict[int, float]:
    """What a have offers, resources and roles that it is offered for, each with its weight: the surest MOST_OFFERED."""
    found: dict[int, float] = {}
    surest = max((sight.weight for sight in reading.about if _is_thing(sight, knowledge)), default=0.0)
    for sight in (*reading.about, *reading.purpose):
        for resource, weight in _given(sight, surest, knowledge):
            found[resource] = max(found.get(resource, 0.0), weight)
    return dict(_surest(found)[:MOST_OFFERED])


def _surest(weighed: Mapping[T, float]) -> list[tuple[T, float]]:
    """What may be meant, each with its weight, the surest first; of what is as sure jobs go first."""
    return sorted(weighed.items(), key=lambda pair: (-pair[1], isinstance(pair[0], int), pair[0]))


def _given(sight: Sight, surest: float, knowledge: Knowledge) -> Iterable[tuple[int, float]]:
    """What one sight in a have's text offers: a role or a plant that it names tells little beside a resource."""
    if sight.sector:
        for resource in knowledge.typical(sight.sector, "have") if surest < SURE_OF_A_THING else ():
            yield resource, TYPICAL_HAVE * sight.weight
    elif sight.place == "purpose":
        yield sight.resource, PURPOSE_OF_A_HAVE * sight.weight
    elif _is_thing(sight, knowledge) or surest < SURE_OF_A_THING:
        yield sight.resource, sight.weight
    else:
        yield sight.resource, ROLE_BESIDE_A_THING * sight.weight


def _is_thing(sight: Sight, knowledge: Knowledge) -> bool:
    return not sight.sector and knowledge.resource(sight.resource).nature != "role"


def _is_sure_role(sight: Sight, knowledge: Knowledge) -> bool:
    sure = not sight.sector and sight.weight > SURE_OF_A_ROLE
    return sure and knowledge.resource(sight.resource).nature == "role"


def wanted(reading: Recognised, knowledge: Knowledge) -> dict[int, float]:
    """The resources and roles that a want asks for, each with its weight."""
    found: dict[int, float] = {}
    names_a_thing = any(not sight.sector and sight.weight > NAMES_A_THING for sight in reading.about)
    names_a_role = any(_is_sure_role(sight, knowledge) for sight in reading.about)
    had_there = _had_by_its_plants(reading, knowledge)
    purpose_worth = PURPOSE_BESIDE_A_THING if names_a_thing else PURPOSE_ALONE
    for sights, worth in ((reading.about, 1.0), (reading.purpose, purpose_worth)):
        for sight in sights:
            less = _less(sight, names_a_role, had_there)
            for resource, weight in _asked(sight, reading.flow.kind, knowledge):
                found[resource] = min(1.0, max(found.get(resource, 0.0), worth * less * weight))
    return _product_first(found, reading, knowledge)


def _less(sight: Sight, names_a_role: bool, had_there: Mapping[tuple[int, str], float]) -> float:
    """What is left of a sight that only describes the role that is named, or that the named plant has to spare.

    Words that name the thing more surely than the plant mean the thing: *biogas for upgrading*.
    """
    is_beside = names_a_role and sight.place == "replaced" and sight.weight <= SURE_OF_A_ROLE
    surer = had_there.get((sight.resource, sight.evidence), 0.0)
    return (REPLACED_BESIDE_A_ROLE if is_beside else 1.0) * (HAD_BY_THE_PLANT if sight.weight <= surer else 1.0)


def _had_by_its_plants(reading: Recognised, knowledge: Knowledge) -> Mapping[tuple[int, str], float]:
    """How surely a plant is named that has a resource to spare and wants it not, by that and by the plant's words."""
    found: dict[tuple[int, str], float] = {}
    for sight in (*reading.about, *reading.purpose):
        if sight.sector:
            for resource in {*knowledge.typical(sight.sector, "have")} - {*knowledge.typical(sight.sector, "want")}:
                key = (resource, sight.evidence)
                found[key] = max(found.get(key, 0.0), sight.weight)
    return found


def _product_first(found: dict[int, float], reading: Recognised, knowledge: Knowledge) -> dict[int, float]:
    """What is asked for, where a product is surely named the rest less."""
    products = (sight for sight in reading.about if sight.place == "head" and _is_product(sight.resource, knowledge))
    if max((sight.weight for sight in products), default=0.0) < SURE_OF_A_PRODUCT:
        return found
    return {
        resource: weight if _is_product(resource, knowledge) else weight * BESIDE_A_PRODUCT
        for resource, weight in found.items()
    }


def _is_product(resource: int, knowledge: Knowledge) -> bool:
    return resource >= 0 and knowledge.resource(resource).nature == "product"


def _asked(sight: Sight, kind: str, knowledge: Knowledge) -> Iterable[tuple[int, float]]:
    """What one sight in a want's text asks for; of a plant's typical wants, those that matter most stand first.

    A thing that is to be replaced stands for the roles that it serves.
    """
    if not sight.sector:
        yield sight.resource, sight.weight * (NOT_ITSELF.get(sight.place, 1.0) if _is_thing(sight, knowledge) else 1.0)
    if sight.place == "replaced" and _is_thing(sight, knowledge):
        for role, service in _services(sight.resource, knowledge):
            if knowledge.resource(role).nature == "role":
                yield role, sight.weight * REPLACED * service.weight
    yield from _asked_there(sight, kind, knowledge)


def _asked_there(sight: Sight, kind: str, knowledge: Knowledge) -> Iterable[tuple[int, float]]:
    """What a plant that is named typically wants, of the kind that the want is said to be: what is near it far less.

    A paper mill that wants energy asks for steam first, and only then for what it might burn. A class of which nothing
    of the kind is known asks for what its division does.
    """
    place = 0
    for resource in _typical_wants(sight.sector, kind, knowledge):
        is_of_the_kind = kind in ("", knowledge.resource(resource).kind)
        if is_of_the_kind or not is_another_kind(kind, knowledge.resource(resource).kind):
            share = 1.0 if is_of_the_kind else OF_A_NEAR_KIND
            yield resource, share * TYPICAL_WANT * sight.weight * TYPICAL_WANT_STEP**place
        place += is_of_the_kind


@cache
def _typical_wants(sector: str, kind: str, knowledge: Knowledge) -> Sequence[int]:
    """What a plant typically wants; where nothing of that is of the *kind*, what its division wants of it besides."""
    own = knowledge.typical(sector, "want")
    if not kind or any(knowledge.resource(resource).kind == kind for resource in own):
        return own
    division = knowledge.typical(sector[:DIVISION], "want")
    return [*own, *(resource for resource in division if knowledge.resource(resource).kind == kind)]


def candidate(likely: Likely) -> Candidate:
    """A have that is likely, with all that is to be told of it."""
    doubt, have, step = likely
    if step is None:
        return Candidate(have, 1.0 - doubt, None)
    _, want, (less, resource, name, use) = step
    return Candidate(
        have, 1.0 - doubt, Relation(-less, name, resource, want.resource if isinstance(want, Job) else want, use)
    )


def _jobs(want: Recognised) -> Mapping[Asked, float]:
    """The jobs that a want describes, each with its weight: the less, the more surely it names something."""
    named = max((sight.weight for sight in (*want.about, *want.purpose) if not sight.sector), default=0.0)
    return {Job(sight.resource): sight.weight * (1.0 - NAMED_AND_NOT_DESCRIBED * named) for sight in want.jobs}


def likeliest(want: Recognised, asked: Mapping[int, float], among: Index, knowledge: Knowledge) -> list[Likely]:
    """The haves worth a look for *want*, which asks for what is *asked*: at most MOST_CANDIDATES, the likeliest first.

    *asked* is what ``wanted`` tells of it. How the evidence for a have is joined stands in support.py.
    Relations are walked from the strongest down until MOST_EVIDENCE has been gathered, so that the work for a want
    does not grow with the number of haves.
    """
    by_have: dict[int, list[tuple[float, Step]]] = defaultdict(list)
    gathered = 0
    everything: Mapping[Asked, float] = dict(chain(_jobs(want).items(), asked.items()))
    for step in _strongest_first(_surer(everything, DOUBT_LEFT_OF_A_WANT), among, knowledge):
        worth, _, told = step
        entries = among.by_resource[told[1]]
        for less, have in entries:
            by_have[have].append((-worth * less, step))
        gathered += len(entries)
        if gathered > MOST_EVIDENCE:
            break
    said = support.statement(want)
    speaking = _speaking(want, said, knowledge)
    supported = {thing: support.supported(words, said) for thing, words in speaking.items()}
    found: list[Likely] = []
    for have, evidence in by_have.items():
        less, step = evidence[0]
        by_one = (1.0 + less * supported[step[1]], have, step)  # As support.fit has it; most haves have no more.
        found.append(by_one if len(evidence) == 1 else _all_told(have, evidence, said, speaking))
    found += [(1.0, have, None) for have in _alike_in_words(want, among) if have not in by_have]
    return sorted(found)[:MOST_CANDIDATES]


def _speaking(want: Recognised, said: Statement, knowledge: Knowledge) -> Mapping[Asked, Speaking]:
    """The words of a want that ask for each thing, or describe each job."""
    found: dict[Asked, Speaking] = {Job(sight.resource): support.speaking(sight, said) for sight in want.jobs}
    for sight in (*want.about, *want.purpose):
        mine = support.speaking(sight, said)
        for thing, _ in _asked(sight, want.flow.kind, knowledge):
            found[thing] = found.get(thing, 0) | mine
    return found


def _all_told(
    have: int, evidence: list[tuple[float, Step]], said: Statement, speaking: Mapping[Asked, Speaking]
) -> Likely:
    """What all the evidence for a have leaves in doubt, the strongest first, and what is told of it.

    What evidence is worth is below zero.
    """
    evidence.sort(key=WEIGHT)
    less, step = evidence[0]
    fit = support.fit([(-worth, speaking[thing]) for worth, (_, thing, _) in evidence], said)
    if _is_job(step):
        named = (other for share, other in evidence if share <= TOLD_BEFORE_A_JOB * less and not _is_job(other))
        step = next(named, step)
    return 1.0 - fit, have, step


def _is_job(step: Step) -> bool:
    return isinstance(step[1], Job)


def _strongest_first(asked: Mapping[Asked, float], among: Index, knowledge: Knowledge) -> Iterable[Step]:
    """The steps that lead from what is *asked* for to some had resource, the strongest first."""
    surest = _surest(asked)[:MOST_ASKED]
    answers = [(weight, thing, *among.answering(thing, knowledge)) for thing, weight in surest]
    # Where one of them gathers enough by itself, nothing beyond its last is reached.
    beyond = min((weight * told[-1][0] for weight, _, told, is_enough in answers if is_enough), default=0.0)
    found: list[Step] = []
    for weight, thing, told, _ in answers:
        for one in told:
            worth = weight * one[0]
            if worth > beyond:
                break
            found.append((worth, thing, one))
    return sorted(found, key=WEIGHT)


def _alike_in_words(want: Recognised, among: Index) -> dict[int, None]:
    """The haves that share a meaning with *want* which few haves have."""
    shared = (among.by_sense.get(sense, {}) for sense in want.senses)
    return dict.fromkeys(have for haves in shared if len(haves) <= COMMON_SENSE for have in haves)


def likeness(want: Recognised, haves: Iterable[int], among: Index) -> Mapping[int, float]:
    """How much the texts of *haves* say the same as that of *want*, 0 to 1; those that share no meaning are left out.

    It is the square root of the cosine of their weighted meanings: so one shared word of several may speak up.
    """
    looked_at = frozenset(haves)
    shared: dict[int, list[float]] = defaultdict(list)
    for sense, weight in want.senses.items():
        said = among.by_sense.get(sense, {})
        for have in looked_at & said.keys():
            shared[have].append(weight * said[have])
    mine = length(want.senses)
    return {have: math.sqrt(math.fsum(told) / (mine * among.lengths[have])) for have, told in shared.items()}


def length(senses: Mapping[int | str, float]) -> float:
    """The length of weighted meanings as a vector."""
    return math.sqrt(math.fsum(weight * weight for weight in senses.values()))
