"""Which resources a flow is about: free text in any of three languages, with codes and corrections before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from matcher import hearing, normalising, plants, qualities, spelling
from matcher.hearing import Sight
from matcher.knowledge import Knowledge, Lexicon
from matcher.model import LANGUAGES, Flow, Language
from matcher.normalising import Word
from matcher.qualities import NONE, Qualities
from matcher.remembering import remembered, remembered_word

OTHER_LANGUAGE = 0.8
# Below this the other languages are asked, too.
UNSURE = 0.4
# Below this the words of a text are weighed together.
GIST_BELOW = {"have": 0.4, "want": 0.83}
TRUST_IN_A_MENDED_WORD = 0.7
OF_ANOTHER_KIND = 0.38
# What a code adds to a resource that the text names too, and how far it is trusted alone, where it stands for one.
SAID_BY_THE_CODE_TOO = 1.3
TRUST_IN_A_CODE = 0.6
SHORTEST_MENDED = 6
NAMES_A_PLANT = 0.5
ENOUGH_TO_GUESS = 30
# What the usual language is ahead by where words decide.
AS_LIKELY = 0.15
NEAR_KINDS = (
    {"equipment", "capacity"},
    {"space", "capacity"},
    {"expertise", "capacity"},
    {"logistics", "capacity"},
    {"equipment", "material"},
    {"logistics", "equipment"},
    {"water", "material"},
    {"energy", "material"},
    {"energy", "water"},
    {"energy", "capacity"},
    {"logistics", "space"},
)
TEMPERATURE = re.compile(
    r"([-+−–]?\d+(?:[.,]\d+)?)\s*(?:(?:-|–|to|la|til)\s*([-−–]?\d+(?:[.,]\d+)?)\s*)?"
    r"(?:[°º]\s*c|deg(?:rees)?(?:\s*c)?|(?:de\s+)?grade(?:\s*c)?|grader(?:\s*c)?|c)\b"
)


class Recognised(NamedTuple):
    """A flow as the matcher understands it: what it is about, what it is for, and what else its words say.

    ``qualities`` are those that a have's words tell and a want's ask for (see qualities.py); ``jobs`` are the
    resources that may do what a want describes without naming them, and ``words`` are those that a want is written in,
    each with how much it tells; none where somebody chose by hand what it is.
    """

    flow: Flow
    about: Sequence[Sight]
    purpose: Sequence[Sight]
    senses: Mapping[int | str, float]
    temperature: tuple[float, float] | None
    qualities: Qualities = NONE
    jobs: Sequence[Sight] = ()
    words: Mapping[str, float] = {}


def read(flow: Flow, knowledge: Knowledge, language: Language | None = None) -> Recognised:
    """What *flow* is about: corrections made by hand go first, then the text, then the code.

    Jobs are heard in wants, and in the language of the text alone. Who confirms what may do the job that a want
    describes, has not named it, unless the text names it as surely.

    *language* is that of its text, where somebody has found it out already.
    Raises NotFetchedError where a page has yet to fetch words of its language, or of others that may help.
    """
    language = language or language_of(flow, knowledge)
    lexicon = knowledge.lexicons[language]
    words = _words(flow.text, lexicon)
    described = hearing.jobs(words, lexicon) if flow.side == "want" else ()
    sights = list(hearing.seen(words, lexicon, 1.0))
    if _sureness((*sights, *described)) < UNSURE:
        sights += _in_other_languages(flow, language, knowledge)
    if _sureness(sights) < GIST_BELOW[flow.side]:
        sights += hearing.by_gist(words, lexicon)
    sights = _with_code(flow, [_of_kind(sight, flow, knowledge) for sight in sights], knowledge)
    sights = _at_its_plant(flow, language, sights, knowledge)
    jobs = surest_of_each(_of_kind(sight, flow, knowledge) for sight in described)
    if flow.resources:
        chosen = {knowledge.by_id[name]: name for name in flow.resources if name in knowledge.by_id}
        named = {sight.resource: sight.weight for sight in reversed(surest_of_each(sights)) if not sight.sector}
        unnamed = (sight for sight in jobs if sight.weight > named.get(sight.resource, 0.0))
        jobs = [sight._replace(weight=1.0) for sight in unnamed if sight.resource in chosen]
        doing = {sight.resource for sight in jobs}
        sights = [Sight(number, 1.0, "head", name) for number, name in chosen.items() if number not in doing]
    about, purpose = _parted(sights)
    temperature = told_temperature(f"{flow.text} {flow.condition}") or _typical(about, knowledge)
    told = qualities.told(words, flow.side, lexicon, knowledge)
    said = {} if flow.side == "have" or flow.resources else hearing.telling(words, lexicon)
    return Recognised(flow, about, purpose, _senses(words, lexicon), temperature, told, jobs, said)


def _sureness(sights: Iterable[Sight]) -> float:
    """How sure the surest of *sights* is; 0 where there is none."""
    return max((sight.weight for sight in sights), default=0.0)


def usual_language(flows: Sequence[Flow], knowledge: Knowledge) -> Language | None:
    """The language of most of *flows*: told, or of the first few sure by its letters; None where all tell it.

    Where none is sure, words decide.
    """
    untold = [flow for flow in flows if not flow.language][:ENOUGH_TO_GUESS]
    if not untold:
        return None
    likely = [knowledge.letters.likely(flow.text) for flow in untold]
    sure = [one[0] for one in likely if len(one) == 1] + [flow.language for flow in flows if flow.language]
    return Counter(sure or [language_of(flow, knowledge) for flow in untold]).most_common(1)[0][0]


def language_of(flow: Flow, knowledge: Knowledge, usual: Language | None = None) -> Language:
    """The language of a flow: told, or guessed by its letters; where these leave it open, by the words that are known.

    The language that is *usual* beside it counts for more.
    Raises NotFetchedError where a page has yet to fetch the words that can decide.
    """
    if flow.language:
        return flow.language
    likely = knowledge.letters.likely(flow.text, usual)
    if len(likely) > 1:
        likely = knowledge.lexicons.at_hand(likely) or likely
    if len(likely) == 1:
        return likely[0]
    known = {language: _known_share(flow.text, knowledge.lexicons[language]) for language in likely}
    return max(likely, key=lambda language: known[language] + (AS_LIKELY if language == usual else 0.0))


def _known_share(text: str, lexicon: Lexicon) -> float:
    """How much of a text a language knows."""
    small = normalising.grammar(lexicon.language).markers
    pieces = normalising.WORD.findall(normalising.fold(text))
    of_the_language = sum((piece,) in small for piece in pieces if piece.isalpha() and len(piece) > 1)
    known = {word.written: word.trust for word in _words(text, lexicon) if word.stem in lexicon}
    return (sum(known.values()) + of_the_language) / (1 + len(pieces))


def _words(text: str, lexicon: Lexicon) -> list[Word]:
    rules = normalising.grammar(lexicon.language)
    found = normalising.words(text, rules, lexicon)
    return [
        better
        for word in found
        for better in ((word,) if word.stem in lexicon or word.place == "negated" else _guessed(word, lexicon))
    ]


@remembered_word
def _guessed(word: Word, lexicon: Lexicon) -> Sequence[Word]:
    """What an unknown word may be: a known one with a slip of the pen, or a compound of which a part is known."""
    mended = _mended(word.stem, lexicon)
    if mended == word.stem:
        rules = normalising.grammar(lexicon.language)
        front, tail = normalising.half_known(word.written, lexicon, rules)
        *inner, tail = normalising.split(tail, tail, lexicon, rules) if tail else ("",)
        if tail and not front:
            misspelt = _mended(word.written.rpartition(tail)[0], lexicon)
            front = misspelt if misspelt in lexicon else ""
        place = "modifier" if word.place == "head" else word.place
        fronts = [part for part in (front, *inner) if part]
        parts = [Word(part, place, False, word.written, TRUST_IN_A_MENDED_WORD) for part in fronts]
        parts += [word._replace(stem=tail, trust=TRUST_IN_A_MENDED_WORD)] if tail else []
        if parts:
            return parts
    return [word._replace(stem=mended, trust=TRUST_IN_A_MENDED_WORD)]


@remembered_word
def _mended(stem: str, lexicon: Lexicon) -> str:
    """The known stem that differs from an unknown one by one slip, the rarest of two; else the stem itself."""
    if len(stem) < SHORTEST_MENDED or any(letter.isdigit() for letter in stem):
        return stem
    first = bisect_left(lexicon.stems, stem[0])
    beyond = bisect_left(lexicon.stems, chr(ord(stem[0]) + 1))
    near = [known for known in lexicon.stems[first:beyond] if spelling.is_one_slip(known, stem)]
    return min(near, key=lambda known: (-lexicon.weight(lexicon.place(known)), known)) if len(near) in (1, 2) else stem


def _in_other_languages(flow: Flow, language: Language, knowledge: Knowledge) -> list[Sight]:
    """What the other languages see in the words that are not small words of the flow's own language."""
    small = normalising.grammar(language).markers
    found: list[Sight] = []
    for other in knowledge.lexicons.at_hand(LANGUAGES):
        if other != language:
            lexicon = knowledge.lexicons[other]
            words = normalising.words(flow.text, normalising.grammar(other), lexicon)
            words = [word for word in words if (word.written,) not in small]
            found += hearing.seen(words, lexicon, OTHER_LANGUAGE)
    return found


def _of_kind(sight: Sight, flow: Flow, knowledge: Knowledge) -> Sight:
    """The sight, less sure where its resource is of quite another kind than the flow is said to be."""
    if sight.sector or not is_another_kind(flow.kind, knowledge.resource(sight.resource).kind):
        return sight
    return sight._replace(weight=sight.weight * OF_ANOTHER_KIND)


def is_another_kind(said: str, kind: str) -> bool:
    """Whether a resource of that *kind* is far from what a flow is said to be; a material is no heat, though a fuel is.

    >>> is_another_kind("energy", "material"), is_another_kind("material", "energy")
    (False, True)
    """
    return bool(said) and (are_far(said, kind) or (said, kind) == ("material", "energy"))


@remembered
def are_far(one: str, other: str) -> bool:
    """Whether two kinds are neither the same nor near, as equipment and capacity are."""
    return one != other and {one, other} not in NEAR_KINDS


def _with_code(flow: Flow, sights: list[Sight], knowledge: Knowledge) -> list[Sight]:
    """The sights, raised where the List of Waste code says the same, and the code's own where the text says nothing."""
    named = knowledge.of_code(flow.code)
    if not named:
        return sights
    raised = [
        sight._replace(weight=min(1.0, sight.weight * SAID_BY_THE_CODE_TOO)) if sight.resource in named else sight
        for sight in sights
    ]
    seen = {sight.resource for sight in raised}
    trust = TRUST_IN_A_CODE / len(named) ** 0.5
    own = [Sight(number, trust, "head", flow.code) for number in named if number not in seen]
    return raised + own if trust >= hearing.LEAST_WEIGHT else raised


def _at_its_plant(flow: Flow, language: Language, sights: list[Sight], knowledge: Knowledge) -> list[Sight]:
    """The sights in a have, sorted by its sector; where none is told, the site's name may tell it."""
    if flow.side != "have":
        return sights
    sectors = (flow.sector,) if flow.sector else _sectors_named(flow.site, language, knowledge)
    if not sectors:
        return sights
    readings = [(sight.resource, sight.weight, sight.evidence) for sight in sights]
    left = plants.likelihoods(readings, plants.usual(sectors, knowledge))
    return [sight._replace(weight=sight.weight * share) for sight, share in zip(sights, left, strict=True)]


@remembered
def _sectors_named(site: str, language: Language, knowledge: Knowledge) -> tuple[str, ...]:
    """The sectors of which the name of a site says in so many words that it is a plant: *Bergen Brewery Ltd*."""
    lexicon = knowledge.lexicons[language]
    named = [sight for sight in hearing.seen(_words(site, lexicon), lexicon, 1.0) if sight.sector]
    return tuple(sorted(sight.sector for sight in named if sight.weight >= NAMES_A_PLANT))


def _parted(sights: Iterable[Sight]) -> tuple[list[Sight], list[Sight]]:
    """What the text is about and what it is for, each the surest first and each resource or sector once."""
    ordered = surest_of_each(sights)
    return (
        [sight for sight in ordered if sight.place != "purpose"],
        [sight for sight in ordered if sight.place == "purpose"],
    )


def surest_of_each(sights: Iterable[Sight]) -> list[Sight]:
    """The surest sight of each resource and sector, the surest first."""
    best: dict[tuple[int, str], Sight] = {}
    for sight in sights:
        key = (sight.resource, sight.sector)
        if key not in best or sight.weight > best[key].weight:
            best[key] = sight
    return sorted(best.values(), key=lambda sight: (-sight.weight, sight.resource, sight.sector))


def _senses(words: Sequence[Word], lexicon: Lexicon) -> dict[int | str, float]:
    """What the words mean beyond any one language, with their weights; a word without such a sense is its own."""
    told: dict[int | str, float] = {}
    for word in words:
        known = hearing.known(word.stem, lexicon)
        weight = hearing.worth(word) * known.weight
        for sense in known.senses:
            if weight > told.get(sense, 0.0):
                told[sense] = weight
    return told


def _typical(about: Sequence[Sight], knowledge: Knowledge) -> tuple[float, float] | None:
    """The temperature that the surest resource, or one as sure, has by its nature, as steam has."""
    surest = (sight.resource for sight in about if not sight.sector and sight.weight == about[0].weight)
    return next((told for number in surest if (told := knowledge.resource(number).temperature)), None)


def told_temperature(text: str) -> tuple[float, float] | None:
    """The lowest and highest temperature that *text* names, in degrees Celsius.

    >>> told_temperature("hot water, 80-110 °C")
    (80.0, 110.0)
    >>> told_temperature("Fryselager, -25 °C"), told_temperature("peste 900 de grade")
    ((-25.0, -25.0), (900.0, 900.0))
    """
    told = []
    for low, high in TEMPERATURE.findall(text.casefold()):
        first = _number(low)
        told += [first, _number(high)] if high else [first]
    return (min(told), max(told)) if told else None


def _number(written: str) -> float:
    return float(written.replace("−", "-").replace("–", "-").replace(",", "."))
