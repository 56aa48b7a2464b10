"""What must never be paired, and what must not be paired without a check: rules over traits and purposes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from matcher import tables, telltales
from matcher.hearing import Sight
from matcher.knowledge import Knowledge
from matcher.model import Caution
from matcher.pairing import Candidate, Relation
from matcher.recognising import Recognised
from matcher.remembering import remembered

SURE_ENOUGH = 0.4
SURE = 0.5
# What a reading of a have tells that is less sure than this share of its surest is left out, or else is a guess.
BESIDE_THE_SUREST, AS_GOOD_AS_THE_SUREST = 0.68, 0.92
# What a want is for by a reading that is less sure than this share of the surest there is a guess.
SURE_BESIDE = 0.6
FIT_TO_VOUCH = 0.55
AKIN_ONLY = ("general", "near", "may_do", "job", "sibling", "alternative")
SCREENED_KINDS = ("", "material", "water", "equipment", "energy")
LEFT_BEHIND_BY_HEAT = frozenset({"non-potable", "flue-gas", "sewage"})
# NACE divisions whose process water has to be of drinking quality: food, drink, medicines, restaurants.
FOOD_AND_DRUGS = ("10", "11", "21", "56")
ANYTHING, UNVOUCHED = "anything", "unvouched"
# What a use has to be for, that the rules on a purpose are left to its conditions.
LEFT_TO_CONDITIONS = {
    **{purpose: frozenset({purpose}) for purpose in ("land", "construction", "greenhouse", "irrigation")},
    "near-soil": frozenset({"land", "greenhouse", "irrigation"}),
    "near-animals": frozenset({"feed", "pet-food", "bedding", "aquaculture"}),
}
# What a have has to be known to serve as, that it is no stranger to a purpose.
AT_HOME = LEFT_TO_CONDITIONS | {"near-food": frozenset({"food", "potable-use", "drinking-water", "cosmetics"})}


class Rule(NamedTuple):
    """What to say where a trait meets a purpose, and how firmly.

    ``verdict`` is "forbid", "insist" (said though a source vouches for the use), "check" (said unless a source vouches
    for a have of this trait) or "hint" (said unless a source vouches for the use, be the trait its resource's or not).
    """

    caution: Caution
    verdict: str

    @property
    def is_mild(self) -> bool:
        """Whether it is left out where a want asks for that very trait."""
        return self.verdict in ("check", "hint")


@cache
def rules() -> dict[tuple[str, str], Rule]:
    """The rule for each trait of a have and purpose of a want, from screening.csv.

    The purpose "any" stands for all of them, "unknown" for a use that no source of ours vouches for.
    The trait "anything" is that of any have, "unvouched" that of a have that is only akin to what is wanted.
    """
    return {
        (row["trait"], row["purpose"]): Rule(
            Caution(row["code"], row["source"], row["verdict"] == "forbid"), row["verdict"]
        )
        for row in tables.rows("screening")
    }


@cache
def _by_trait() -> Mapping[str, Mapping[str, Rule]]:
    """The same rules by trait, and then by purpose."""
    found: dict[str, dict[str, Rule]] = {}
    for (trait, purpose), rule in rules().items():
        found.setdefault(trait, {})[purpose] = rule
    return found


class Traits(NamedTuple):
    """What is known of a have that may harm.

    What only a reading of its words tells that is not as good as the surest is guessed: it warns and does not forbid.
    """

    known: frozenset[str] = frozenset()
    guessed: frozenset[str] = frozenset()

    def __sub__(self, others: frozenset[str]) -> Traits:
        """These without *others*."""
        return Traits(self.known - others, self.guessed - others)


def traits(have: Recognised, knowledge: Knowledge) -> Traits:
    """What is known of a have that may harm: from its resources, and from what the sender said of it."""
    surest = max((sight.weight for sight in have.about if not sight.sector), default=0.0)
    known, read = set(telltales.traits(have.flow)), set[str]()
    for sight in have.about:
        if not sight.sector and sight.weight >= max(SURE_ENOUGH, BESIDE_THE_SUREST * surest):
            is_sure = sight.weight >= AS_GOOD_AS_THE_SUREST * surest
            (known if is_sure else read).update(knowledge.resource(sight.resource).traits)
    if have.flow.is_hazardous:
        known.add("hazardous")
    denied = {"hazardous"} if have.flow.is_hazardous is False else set[str]()
    return Traits(frozenset(known - denied), frozenset(read - known - denied))


class Aims(NamedTuple):
    """What a want is for, as far as rules care, and the traits that it asks for in so many words, as *used oil*.

    A want that names only a plant is for whatever the plant would take the have for.
    What is not nearly as sure as what else is named there, be it the thing or what it is for, is a guess: it warns and
    does not forbid.
    ``beside`` tells, for what the want names, what it is for only if the same words mean something else.
    """

    purposes: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    names_only_a_plant: bool = False
    guessed: frozenset[str] = frozenset()
    beside: tuple[tuple[int, frozenset[str]], ...] = ()


def aims(want: Recognised, asked_for: Mapping[int, float], knowledge: Knowledge) -> Aims:
    """What a want is for: its words and its sector tell, and a role or a product, but no wanted by-product.

    *asked_for* are the resources that it asks for with their weights, as pairing tells them.
    """
    if want.flow.kind not in SCREENED_KINDS:
        return Aims(telltales.purposes(want.flow))
    likely = {number for number, weight in asked_for.items() if weight >= SURE_ENOUGH}
    named = likely & {sight.resource for sight in (*want.about, *want.purpose) if not sight.sector}
    is_for_food = want.flow.kind == "water" and want.flow.sector.startswith(FOOD_AND_DRUGS)
    told = telltales.purposes(want.flow) | ({"potable-use"} if is_for_food else frozenset())
    surely = _as_sure(want.about, asked_for, named) | _as_sure(want.purpose, asked_for, named)
    sure = told.union(*(_purposes(number, knowledge) for number in surely))
    purposes = sure.union(*(_purposes(number, knowledge) for number in named))
    surer = max([SURE, *(sight.weight for sight in want.jobs)])  # What is heard less surely than a job is no request.
    asked = (knowledge.resource(sight.resource) for sight in want.about if not sight.sector and sight.weight > surer)
    asked_traits = telltales.traits(want.flow).union(*(thing.traits for thing in asked))
    beside = (
        (thing, purposes - told.union(*(_purposes(number, knowledge) for number in named - others)))
        for thing, others in _by_the_same_words(want, named)
    )
    return Aims(
        purposes,
        asked_traits,
        bool(likely) and not named,
        purposes - sure,
        tuple((thing, doubted) for thing, doubted in beside if doubted),
    )


def _as_sure(sights: Iterable[Sight], asked_for: Mapping[int, float], named: Container[int]) -> set[int]:
    """Those of what a want has *named*, at one kind of place, that are nearly as sure as the surest there."""
    there = [sight.resource for sight in sights if sight.resource in named and not sight.sector]
    least = SURE_BESIDE * max((asked_for[number] for number in there), default=0.0)
    return {number for number in there if asked_for[number] >= least}


def _by_the_same_words(want: Recognised, named: Container[int]) -> Iterable[tuple[int, frozenset[int]]]:
    """What a want has *named*, each with all that is less surely heard by the same words, or by some of them.

    What stands after *for* is no other meaning of the thing before it.
    """
    sights = [
        (sight, frozenset(sight.evidence.split()))
        for sight in (*want.about, *want.purpose)
        if not sight.sector and sight.resource in named
    ]
    for thing, words in sights:
        others = (
            other.resource
            for other, heard in sights
            if other.place != "purpose" and other.weight < thing.weight and heard <= words
        )
        yield thing.resource, frozenset(others)


def aimed(aims: Aims, relation: Relation | None, knowledge: Knowledge) -> Aims:
    """What a want is for where it is served through *relation*.

    What the same words may mean besides what the have serves as, or is, is a guess.
    """
    if relation is None:
        return aims
    if aims.names_only_a_plant:
        return aims._replace(purposes=aims.purposes | _purposes(relation.want, knowledge))
    if not aims.beside:
        return aims
    doubted = (purposes for thing, purposes in aims.beside if thing == relation.want)
    return aims._replace(guessed=aims.guessed.union(*doubted), beside=())


def _purposes(number: int, knowledge: Knowledge) -> frozenset[str]:
    thing = knowledge.resource(number)
    return thing.purposes if thing.nature in ("role", "product") else frozenset()


def carried(had: Traits, want: Recognised, relation: Relation | None, knowledge: Knowledge) -> Traits:
    """The traits that reach the want: heat leaves those of its gas or water behind."""
    is_heat = want.flow.kind == "energy" or (relation and knowledge.resource(relation.want).kind == "energy")
    return had - LEFT_BEHIND_BY_HEAT if is_heat else had


class Vouched(NamedTuple):
    """The traits and the purposes of the use that a source knows, or of the very resource that is wanted.

    ``surprises`` are the traits of the have's resource that the resource of the use has not; None without a use.
    ``suited`` are the purposes that any use of the have's resource is for, as far as the two are related at all.
    """

    traits: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    surprises: frozenset[str] | None = None
    suited: frozenset[str] = frozenset()
    is_known: bool = True


NOTHING_VOUCHED = Vouched(is_known=False)


def vouched(candidate: Candidate, knowledge: Knowledge) -> Vouched:
    """What is no surprise in a pair so related; little where the two are only akin, or that is but a guess."""
    relation = candidate.relation
    if relation is None:
        return NOTHING_VOUCHED
    if candidate.fit < FIT_TO_VOUCH or relation.name in AKIN_ONLY:
        return _only_akin(relation.have, knowledge)
    if relation.use is None:
        wanted_thing = knowledge.resource(relation.want)
        return Vouched(wanted_thing.traits, wanted_thing.purposes, None, _suited(relation.have, knowledge))
    role, _ = knowledge.want_and_strength(relation.use)
    return _in_role(relation.have, role, knowledge)


@cache
def _only_akin(have: int, knowledge: Knowledge) -> Vouched:
    """What is known of a resource that is only akin to what is wanted."""
    return Vouched(suited=_suited(have, knowledge), is_known=False)


@cache
def _in_role(have: int, role: int, knowledge: Knowledge) -> Vouched:
    """What sources vouch for where a resource serves a role; as little as of one only akin where it was only tried."""
    told = _vouched_traits(have, role, knowledge)
    if told is None:
        return _only_akin(have, knowledge)
    surprises = knowledge.resource(have).traits - told
    return Vouched(told, knowledge.resource(role).purposes, surprises, _suited(have, knowledge))


def _vouched_traits(have: int, role: int, knowledge: Knowledge) -> frozenset[str] | None:
    """The traits of all for which sources vouch in a role, from a resource upwards; None where it was only tried."""
    vouching = [
        thing
        for thing in (have, *knowledge.ancestors(have))
        for number in knowledge.uses_of(thing)
        if (found := knowledge.want_and_strength(number))[0] == role and found[1] != "tried"
    ]
    return frozenset[str]().union(*(knowledge.resource(thing).traits for thing in vouching)) if vouching else None


@cache
def _suited(have: int, knowledge: Knowledge) -> frozenset[str]:
    """The purposes of all that a resource, or what is more general, is known to serve as."""
    uses = (number for thing in (have, *knowledge.ancestors(have)) for number in knowledge.uses_of(thing))
    return frozenset(
        purpose for number in uses for purpose in knowledge.resource(knowledge.want_and_strength(number)[0]).purposes
    )


@remembered
def cautions(had: Traits, aims: Aims, known: Vouched = NOTHING_VOUCHED) -> tuple[Caution, ...]:
    """The cautions for such a pair, each sentence once, forbidding ones first.

    Where a source vouches for a trait in this very use, its conditions stand in for mere checks, and for the rules on
    land, construction and the like if that is what the use is for; those on food, feed, water and hazard stay.

    >>> manured = Vouched(frozenset({"manure"}), frozenset({"land"}))
    >>> manure, maybe = Traits(frozenset({"manure"})), Traits(guessed=frozenset({"manure"}))
    >>> feed, land = Aims(frozenset({"feed"})), Aims(frozenset({"land"}))
    >>> cautions(manure, land, manured)
    ()
    >>> [(caution.code, caution.is_forbidding) for had in (manure, maybe) for caution in cautions(had, feed, manured)]
    [('manure_feed', True), ('manure_feed', False)]
    >>> [caution.code for caution in cautions(manure, land)]
    ['unknown_route']
    """
    found = {*had.known, ANYTHING}
    if not known.is_known and aims.asked.isdisjoint(found):
        found.add(UNVOUCHED)
    sure = {caution for trait in found for caution in _of_trait(trait, aims, known)}
    guessed = {caution for trait in had.guessed for caution in _of_trait(trait, aims, known)}
    said = sure | {caution._replace(is_forbidding=False) for caution in guessed}
    once = {caution.code: caution for caution in sorted(said, key=_firmest_first, reverse=True)}
    return tuple(sorted(once.values(), key=_firmest_first))


def _firmest_first(caution: Caution) -> tuple[bool, str, str]:
    return not caution.is_forbidding, caution.code, caution.source


def _of_trait(trait: str, aims: Aims, known: Vouched) -> list[Caution]:
    """The cautions for one trait; where the pair is forbidden, mere checks for the same reason are left out."""
    told = _by_trait().get(trait, {})
    found = {purpose: told[purpose] for purpose in (*aims.purposes, "any", "unknown") if purpose in told}
    cautions = [
        rule.caution._replace(is_forbidding=False) if purpose in aims.guessed else rule.caution
        for purpose, rule in found.items()
        if not (_is_left(trait, purpose, rule, known) or (trait in aims.asked and rule.is_mild))
    ]
    forbidding = [caution for caution in cautions if caution.is_forbidding]
    return forbidding or cautions


def _is_left(trait: str, purpose: str, rule: Rule, known: Vouched) -> bool:
    """Whether the rule is left to the conditions of the use that a source vouches for."""
    if trait == UNVOUCHED:
        return not AT_HOME.get(purpose, frozenset({purpose})).isdisjoint(known.suited)
    if purpose == "any" or rule.verdict == "insist":
        return False
    if rule.verdict == "hint" and known.surprises is not None and trait not in known.surprises:
        return True
    if trait not in known.traits:
        return False
    if purpose in LEFT_TO_CONDITIONS:
        return not LEFT_TO_CONDITIONS[purpose].isdisjoint(known.purposes)
    return not rule.caution.is_forbidding
