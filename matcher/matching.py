"""The story of matching on one page: recognise, pair, assess, rank."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from operator import attrgetter

from matcher import criteria, pairing, recognising, screening, tables
from matcher.cycles import unsearched
from matcher.knowledge import Knowledge
from matcher.model import Caution, Flow, Synergy
from matcher.pairing import Candidate, Index, Likely
from matcher.progress import Progress, counted, silent
from matcher.recognising import Recognised
from matcher.screening import Aims, Traits

# How many synergies a want is shown where nobody asks for another number.
MOST_PER_WANT = 10
# For so many wants Python's search for what nobody needs any more is put off at a time, and their synergies are held.
RANKED_AT_A_TIME = 200
LOOKED_AT_A_RESULT = 2
LEAST_LOOKED_AT = 20
MOST = 100.0
# Findings are rounded to hundredths.
ROUNDED_AWAY = 0.05
POINTS = attrgetter("points")


def match(
    flows: Iterable[Flow], knowledge: Knowledge, per_want: int = MOST_PER_WANT, progress: Progress = silent
) -> list[Synergy]:
    """The synergies hidden in *flows*, the most promising first, at most *per_want* a want; ties by id."""
    return match_understood(read_all(list(flows), knowledge, progress), knowledge, per_want, progress)


@unsearched()
def match_understood(
    understood: Sequence[Recognised], knowledge: Knowledge, per_want: int = MOST_PER_WANT, progress: Progress = silent
) -> list[Synergy]:
    """The same for flows that have been recognised already."""
    haves = [one for one in understood if one.flow.side == "have"]
    wants = [one for one in understood if one.flow.side == "want"]
    ranked = (synergy for found in rank(haves, wants, knowledge, per_want, progress) for synergy in found)
    return [
        synergy._replace(findings=criteria.with_grounds(synergy.findings, knowledge))
        for synergy in sorted(ranked, key=_order)
    ]


@unsearched()
def read_all(flows: Sequence[Flow], knowledge: Knowledge, progress: Progress = silent) -> list[Recognised]:
    """What each of *flows* is about.

    Raises NotFetchedError where a page has to fetch words: before any is read those of all languages that flows are in,
    and before that those that may decide which language this is.
    """
    usual = recognising.usual_language(flows, knowledge)
    languages = [recognising.language_of(flow, knowledge, usual) for flow in flows]
    knowledge.lexicons.need(sorted({*languages}))
    understood = zip(counted(flows, "recognising", progress), languages, strict=True)
    return [recognising.read(flow, knowledge, language) for flow, language in understood]


def rank(
    haves: Sequence[Recognised],
    wants: Sequence[Recognised],
    knowledge: Knowledge,
    per_want: int,
    progress: Progress = silent,
) -> Iterator[list[Synergy]]:
    """For each of *wants* its best synergies among *haves*, the best first."""
    among = pairing.index(haves, knowledge)
    traits = [screening.traits(have, knowledge) for have in haves]
    left = counted(wants, "matching", progress)
    while some := _best_of_some(left, among, traits, knowledge, per_want):
        yield from some


@unsearched()
def _best_of_some(
    wants: Iterator[Recognised],
    among: Index,
    traits: Sequence[Traits],
    knowledge: Knowledge,
    per_want: int,
) -> list[list[Synergy]]:
    """The best synergies of each of the next RANKED_AT_A_TIME *wants*; empty once none is left."""
    return [_best(want, among, traits, knowledge, per_want) for want in islice(wants, RANKED_AT_A_TIME)]


def _best(
    want: Recognised, among: Index, traits: Sequence[Traits], knowledge: Knowledge, per_want: int
) -> list[Synergy]:
    asked, heard = pairing.wanted(want, knowledge), criteria.speaking(want)
    aims = screening.aims(want, asked, knowledge)
    besides = criteria.most_besides(heard) + ROUNDED_AWAY
    found: list[Synergy] = []
    scores: list[float] = []
    for points, likely, likeness in _likeliest(
        want, asked, among, knowledge, max(LEAST_LOOKED_AT, LOOKED_AT_A_RESULT * per_want)
    ):
        if len(scores) >= per_want and min(MOST, points + besides) < scores[-per_want]:
            break  # Neither this one nor those after it can win any more.
        candidate = pairing.candidate(likely)
        have = among.readings[candidate.have]
        if not _is_same_site(want, have):
            cautions = _cautions(want, candidate, traits[candidate.have], aims, knowledge)
            pair = criteria.Pair(have, want, candidate, likeness, knowledge, cautions)
            synergy = _synergy(pair, heard.values())
            if synergy.level:
                found.append(synergy)
                insort(scores, synergy.score)
    return sorted(found, key=_order)[:per_want]


def _likeliest(
    want: Recognised, asked: Mapping[int, float], among: Index, knowledge: Knowledge, most: int
) -> list[tuple[float, Likely, float]]:
    """The haves that can win once all criteria have spoken, with their points so far and likeness, best first."""
    resource, wording = criteria.points()["resource", "full"], criteria.points()["wording", "full"]
    found = pairing.likeliest(want, asked, among, knowledge)
    alike = pairing.likeness(want, [have for _, have, _ in found], among)
    weighed: list[tuple[float, Likely, float]] = []
    for likely in found:
        doubt, have, _ = likely
        likeness = alike.get(have, 0.0)
        weighed.append((resource * (1.0 - doubt) + wording * likeness, likely, likeness))
    weighed.sort(key=lambda one: (-one[0], one[1][1]))
    return weighed[:most]


def _cautions(
    want: Recognised, candidate: Candidate, traits: Traits, aims: Aims, knowledge: Knowledge
) -> tuple[Caution, ...]:
    carried = screening.carried(traits, want, candidate.relation, knowledge)
    aimed = screening.aimed(aims, candidate.relation, knowledge)
    return screening.cautions(carried, aimed, screening.vouched(candidate, knowledge))


def _is_same_site(want: Recognised, have: Recognised) -> bool:
    return bool(want.flow.site) and want.flow.site == have.flow.site


def _synergy(pair: criteria.Pair, heard: Iterable[criteria.Criterion]) -> Synergy:
    findings = criteria.assess(pair, heard)
    total = sum(map(POINTS, findings))
    if pair.cautions and pair.cautions[0].is_forbidding:
        findings += (criteria.forbidden(total),)
        total += findings[-1].points
    score = round(min(MOST, max(0.0, total)), 2)
    return Synergy(pair.have.flow, pair.want.flow, score, level(score), findings, pair.cautions)


@cache
def levels() -> tuple[tuple[float, str], ...]:
    """The least score of each level and its name, the highest first, from levels.csv."""
    return tuple((float(row["least_score"]), row["level"]) for row in tables.rows("levels"))


def level(score: float) -> str:
    """The name of the highest level that *score* reaches, from levels.csv; empty below the lowest."""
    for least, name in levels():
        if score >= least:
            return name
    return ""


def _order(synergy: Synergy) -> tuple[float, str, str]:
    return (-synergy.score, synergy.want.id, synergy.have.id)
