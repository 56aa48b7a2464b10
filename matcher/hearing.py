"""Which resources and sectors the phrases of a language name in a text, which jobs its words describe, how surely."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from math import fsum, sqrt
from operator import attrgetter
from typing import NamedTuple

from matcher import normalising
from matcher.knowledge import LEAST_COVERAGE, NAMELESS, Job, Lexicon, Named, Owner, Phrase
from matcher.normalising import Word
from matcher.remembering import remembered_word

WORTH = {
    "head": 1.0,
    "made": 1.0,
    "modifier": 0.8,
    "attribute": 0.6,
    "origin": 0.55,
    "purpose": 0.8,
    "replaced": 1.0,
    "negated": 0.6,
}
CORE_WORTH = 1.35
# What words have to tell to count in full: beside others at such places, and where nothing else is said there.
ENOUGH_SAID = 4.5
ENOUGH_ALONE = 3.0
LEAST_WEIGHT = 0.14
# What is left of what a word says alone where a longer phrase with it was heard: it may still be what was meant.
LEFT_WHEN_EXPLAINED = 0.65
WHOLLY, PARTLY = 0.8, 0.64
BESIDE_A_WHOLE = 0.8
# What words are worth that say next to nothing of all that is said at such places.
LEAST_CENTRAL = 0.45
PURPOSES = ("purpose", "replaced")
WEAK_ALONE = 0.5
SCATTERED = 0.5
FAINTER_IN_PART = 1.75
MOST_BY_GIST = 10
# What several words tell of a job counts for more than of a resource: who has a need says little else.
SURER_OF_JOBS = 1.4
# What is left where only two words describe a job: they may stand together by chance.
BY_TWO_WORDS = 0.87
# Of a resource of more words than these, several tell the less.
MANY_WORDS = 40
# Rounding does not lift what is fainter than this.
BARELY_SEEN = LEAST_WEIGHT - 1e-5


class Sight(NamedTuple):
    """One resource seen in a text: how surely, at which place, by which words.

    ``sector`` is the NACE code where the words named a kind of plant and not a resource; ``is_job`` tells that they
    describe a job which the resource does, and do not name it.
    """

    resource: int
    weight: float
    place: str
    evidence: str
    sector: str = ""
    is_job: bool = False


class Ways(NamedTuple):
    """How a word leads to phrases: to which, to which of them even alone, and to which by each word beside it.

    Those that are heard alone stand with the places of their other words; ``named`` are their owners. ``beside`` holds
    places in ``phrases``.
    """

    phrases: Sequence[Phrase]
    alone: Sequence[tuple[Phrase, Sequence[int]]]
    named: frozenset[Named]
    beside: Mapping[int, Sequence[int]]


class Known(NamedTuple):
    """What a lexicon knows of a stem: its place, how much it tells, to which phrases it leads, and what it means.

    Figures are weak, as words are that tell little alone. ``senses`` are meanings beyond any one language, by their
    numbers. A stem that names nothing in the tables has no place and tells something too, and one without a meaning is
    its own.
    """

    place: int | None
    weight: float
    is_weak: bool
    ways: Ways
    senses: Sequence[int | str]


class Said(NamedTuple):
    """A known word of a text: its worth where it stands, its weight, and how much it tells at its worth and plainly.

    Of two such the greater is the core of a phrase: the worthier one, of equal ones the rarer.
    """

    worth: float
    weight: float
    before: int
    word: Word
    mine: float
    told: float
    ways: Ways


class Heard(NamedTuple):
    """What some words of a text are worth to phrases of which they are all that was found.

    ``least`` is the share of a phrase that they have to tell; ``clearness`` is how central they are, less where they
    tell too little at all; ``doubt`` is what is left of a phrase that is heard by such words.
    """

    told: float
    least: float
    clearness: float
    doubt: float


class Text(NamedTuple):
    """The known words of a text by their places in the lexicon.

    ``whole`` is what all words on the thing tell, and all on its purpose. ``aims`` are the words on the purpose;
    ``weak`` those that tell little alone; ``compounds`` are, for a part of a compound, all known parts of it.
    ``heard`` remembers what some of the words are worth together.
    """

    said: Mapping[int, Said]
    whole: Mapping[bool, float]
    aims: frozenset[int]
    weak: frozenset[int]
    compounds: Mapping[int, frozenset[int]]
    heard: dict[frozenset[int], Heard]


class Sound(NamedTuple):
    """How strongly an owner of phrases was heard, by which words, and how much of its phrase they tell."""

    strength: float
    places: frozenset[int]
    coverage: float


NO_WAYS = Ways((), (), frozenset(), {})
WORTH_OF_SAID = attrgetter("worth")
# A phrase, and those of its words that are in a text.
Found = tuple[frozenset[int], Phrase]
# Whom the stem at a place speaks of, as owners by number, and how much it tells of each, 1 at most; and what is left of
# what so many words tell of one of them.
SpokenOf = Callable[[int], Mapping[int, float]]
Left = Callable[[int, int], float]


def seen(words: Sequence[Word], lexicon: Lexicon, trust: float) -> Iterable[Sight]:
    """The resources and sectors that phrases of *lexicon* find among *words*, one sight each, unsure ones left out.

    What several words say together is heard first: it explains away a part of what each of them would say alone.
    """
    text = _text(words, lexicon)
    best = _strongest(_by_several(text), text)
    longer = [sound for sound in best.values() if sound.coverage > PARTLY and len(sound.places) > 1]
    best |= _strongest(_by_one(text, best, longer), text)
    whole = {sound.places for sound in best.values() if sound.coverage > WHOLLY}
    for owner, (strength, places, coverage) in best.items():
        if strength * trust < LEAST_WEIGHT:
            continue  # What else was heard only makes it fainter.
        is_beside_a_whole = coverage < PARTLY and places in whole
        sure = strength * _left(places, longer, text.aims) * (BESIDE_A_WHOLE if is_beside_a_whole else 1.0) * trust
        if sure >= LEAST_WEIGHT:
            yield _sight(owner, sure, *_evidence(places, text, words))


def _sight(owner: Owner, weight: float, place: str, evidence: str) -> Sight:
    if isinstance(owner, Job):
        return Sight(owner.resource, weight, place, evidence, is_job=True)
    number, sector = (-1, owner) if isinstance(owner, str) else (owner, "")
    return Sight(number, weight, place, evidence, sector)


def by_gist(words: Sequence[Word], lexicon: Lexicon) -> Sequence[Sight]:
    """The resources of which several of *words* stand in phrases, be it in no phrase together, the surest first.

    They tell less of a resource that has very many words: some of a text may stand there by chance.
    """

    def left(owner: int, _: int) -> float:
        return min(1.0, sqrt(MANY_WORDS / lexicon.breadth(owner)))

    return _by_gist(words, lexicon, lexicon.naming, left)


def jobs(words: Sequence[Word], lexicon: Lexicon) -> Sequence[Sight]:
    """The jobs that several of *words* describe, the surest first.

    A word counts as the known one that its root has, and none as the core: what is needed is told by all of them.
    """

    def left(_: int, several: int) -> float:
        return SURER_OF_JOBS * (BY_TWO_WORDS if several == 2 else 1.0)

    by_root = [word._replace(stem=lexicon.first_of_root(word.stem), is_core=False) for word in words]
    return _by_gist(by_root, lexicon, lexicon.describing, left)


def _by_gist(words: Sequence[Word], lexicon: Lexicon, spoken_of: SpokenOf, left: Left) -> Sequence[Sight]:
    """Whom several of *words* speak of, the surest first.

    How surely is the share that these words tell of all that is said, times what is *left* of it for that owner and so
    many words, and 1 at most. Of many owners only MOST_BY_GIST are told.
    """
    text = _text(words, lexicon)
    written: dict[str, list[int]] = {}
    for place in sorted(text.said.keys() - text.weak):
        written.setdefault(text.said[place].word.written, []).append(place)
    told: dict[int, float] = {}
    several: dict[int, int] = {}
    for places in written.values():
        for owner, mine in _told_by(places, text, spoken_of).items():
            if owner in told:
                several[owner] = several.get(owner, 1) + 1
            told[owner] = told.get(owner, 0.0) + mine
    whole = sum(text.whole.values())
    surest = sorted((-round(told[owner] / whole * left(owner, count), 6), owner) for owner, count in several.items())
    return [
        _sight(lexicon.owner(owner), min(1.0, -doubt), *_evidence(_telling(owner, written, spoken_of), text, words))
        for doubt, owner in surest[:MOST_BY_GIST]
        if -doubt >= LEAST_WEIGHT
    ]


def _told_by(places: Iterable[int], text: Text, spoken_of: SpokenOf) -> Mapping[int, float]:
    """Whom the parts of one written word speak of, as owners by number, each with what these parts tell."""
    told: dict[int, float] = {}
    for place in places:
        mine = text.said[place].mine
        for owner, share in spoken_of(place).items():
            told[owner] = told.get(owner, 0.0) + mine * share
    return told


def _telling(owner: int, written: Mapping[str, Sequence[int]], spoken_of: SpokenOf) -> frozenset[int]:
    """The places of the words that speak of an owner."""
    places = (place for places in written.values() for place in places)
    return frozenset(place for place in places if owner in spoken_of(place))


def telling(words: Sequence[Word], lexicon: Lexicon) -> dict[str, float]:
    """How much each written word of a text tells, all its parts together; a figure, or what is not known, nothing.

    A word is known where one of the same root is, since jobs are heard by roots. Each part counts once.
    """
    found: dict[str, float] = {}
    for word in dict.fromkeys(words):
        here = known(word.stem, lexicon)
        if here.place is None:
            here = known(lexicon.first_of_root(word.stem), lexicon)
        tells = 0.0 if here.place is None or here.is_weak else worth(word) * here.weight
        found[word.written] = found.get(word.written, 0.0) + tells
    return found


def worth(word: Word) -> float:
    """What a word is worth where it stands."""
    return word.trust * (CORE_WORTH if word.is_core else WORTH[word.place])


@remembered_word
def known(stem: str, lexicon: Lexicon) -> Known:
    """What *lexicon* knows of a stem."""
    senses = tuple(lexicon.senses(stem)) or (stem,)
    if stem not in lexicon:
        return Known(None, NAMELESS, False, NO_WAYS, senses)
    place, is_weak = lexicon.place(stem), stem.isdigit() or stem in normalising.grammar(lexicon.language).weak
    return Known(place, lexicon.weight(place), is_weak, _ways(place, lexicon), senses)


def _text(words: Sequence[Word], lexicon: Lexicon) -> Text:
    said: dict[int, Said] = {}
    whole: dict[bool, list[float]] = {False: [], True: []}
    aims: list[int] = []
    weak: list[int] = []
    for word, worth_here, (place, tells, is_weak, ways, _) in _present(words, lexicon):
        mine = worth_here * tells
        is_purpose = word.place in PURPOSES
        whole[is_purpose].append(mine)
        if place is not None:
            said[place] = Said(worth_here, tells, -place, word, mine, word.trust * tells, ways)
            aims += (place,) if is_purpose else ()
            weak += (place,) if is_weak else ()
    told = {is_purpose: fsum(listed) for is_purpose, listed in whole.items()}
    return Text(said, told, frozenset(aims), frozenset(weak), _compounds(said), {})


def _present(words: Sequence[Word], lexicon: Lexicon) -> Iterable[tuple[Word, float, Known]]:
    """Each stem once, where it is worth most; what is denied is left out unless a phrase may speak of it."""
    present: dict[str, tuple[Word, float, Known]] = {}
    for word in words:
        told, here = known(word.stem, lexicon), worth(word)
        if word.place != "negated" or told.place is not None:
            before = present.get(word.stem)
            if before is None or here > before[1]:
                present[word.stem] = word, here, told
    return present.values()


def _compounds(said: Mapping[int, Said]) -> Mapping[int, frozenset[int]]:
    """For each stem that is a part of a compound all known parts of it; empty where there are no two compounds."""
    found: dict[str, list[int]] = {}
    for place, one in said.items():
        found.setdefault(one.word.written, []).append(place)
    taken_apart = [frozenset(places) for places in found.values() if len(places) > 1]
    return {place: parts for parts in taken_apart for place in parts} if len(taken_apart) > 1 else {}


def _by_several(text: Text) -> Iterable[Found]:
    """The phrases of all owners that several words of the text name, be it together or each alone."""
    here = frozenset(text.said)
    owners: set[Named] = set()
    named: set[Named] = set()
    for one in text.said.values():
        ways = one.ways
        owners |= named & ways.named
        named |= ways.named
        for number in sorted({number for other in here & ways.beside.keys() for number in ways.beside[other]}):
            phrase = ways.phrases[number]
            owners.add(phrase.owner)
            yield here.intersection(phrase.places), phrase
    for place, one in text.said.items():
        if not owners.isdisjoint(one.ways.named):
            alone = frozenset((place,))
            for phrase, others in one.ways.alone:
                if phrase.owner in owners and here.isdisjoint(others):
                    yield alone, phrase


def _by_one(text: Text, besides: Container[Named], longer: Sequence[Sound]) -> Iterable[Found]:
    """The phrases of other owners than those *besides*: a single word names them. Those too faint are left out."""
    here = frozenset(text.said)
    for place, one in text.said.items():
        phrases = [
            phrase for phrase, others in one.ways.alone if phrase.owner not in besides and here.isdisjoint(others)
        ]
        if phrases:
            alone = frozenset((place,))
            heaviest = _heaviest(alone, text, longer)
            yield from ((alone, phrase) for phrase in phrases if phrase.weight <= heaviest)


def _heaviest(alone: frozenset[int], text: Text, longer: Sequence[Sound]) -> float:
    """How much a phrase may tell at most that is heard by one word."""
    words = text.heard.get(alone) or _heard(alone, text)
    plain = words.clearness * words.doubt * _left(alone, longer, text.aims)
    faintest: float = (BARELY_SEEN / plain) ** (1 / FAINTER_IN_PART)
    return words.told / max(words.least, faintest)


def _strongest(found: Iterable[Found], text: Text) -> dict[Named, Sound]:
    """The strongest sound of each owner, of equal ones the first."""
    best: dict[Named, Sound] = {}
    for places, phrase in found:
        words = text.heard.get(places) or _heard(places, text)
        coverage = words.told / phrase.weight
        if coverage >= words.least:
            strength = round(coverage**FAINTER_IN_PART * words.clearness, 6) * words.doubt
            before = best.get(phrase.owner)
            if before is None or (strength, len(places)) > (before.strength, len(before.places)):
                best[phrase.owner] = Sound(strength, places, coverage)
    return best


def _ways(place: int, lexicon: Lexicon) -> Ways:
    phrases = lexicon.keyed_by(place)
    others = [tuple(other for other in phrase.places if other != place) for phrase in phrases]
    beside: dict[int, list[int]] = {}
    for number, listed in enumerate(others):
        for other in listed:
            beside.setdefault(other, []).append(number)
    told = lexicon.weight(place)
    alone = [pair for pair in zip(phrases, others, strict=True) if told >= LEAST_COVERAGE * pair[0].weight]
    named = frozenset(phrase.owner for phrase, _ in alone)
    return Ways(phrases, alone, named, beside)


def _heard(places: frozenset[int], text: Text) -> Heard:
    """What the words at *places* are worth to any phrase of which they are all that was found."""
    said = [text.said[place] for place in places]
    told = fsum([one.told for one in said])
    core = max(said).word.place
    is_weak = places <= text.weak
    mine, whole = fsum([one.mine for one in said]), text.whole[core in PURPOSES]
    there = fsum([one.mine for one in said if (one.word.place in PURPOSES) == (core in PURPOSES)])
    enough = ENOUGH_SAID if there < whole else ENOUGH_ALONE
    text.heard[places] = heard = Heard(
        told,
        WHOLLY if is_weak else LEAST_COVERAGE,
        min(1.0, told / enough) * _centrality(core, mine, whole),
        (WEAK_ALONE if is_weak else 1.0) * (_scattered(places, text.compounds) if text.compounds else 1.0),
    )
    return heard


def _centrality(place: str, mine: float, told: float) -> float:
    """How central words are: what their place is worth, and how much they say of all that is *told* at such places."""
    return WORTH[place] * (LEAST_CENTRAL + (1.0 - LEAST_CENTRAL) * min(1.0, mine / told if told else 0.0))


def _scattered(found: frozenset[int], compounds: Mapping[int, frozenset[int]]) -> float:
    """Less where a phrase was put together of parts of several compounds: *kalkstein* of *teglstein, kalkpuss*."""
    taken = {compounds.get(place, frozenset((place,))) for place in found}
    return SCATTERED if len(taken) > 1 and not any(parts.issubset(found) for parts in taken) else 1.0


def _left(places: frozenset[int], longer: Sequence[Sound], aims: frozenset[int]) -> float:
    """What is left of a sound where a longer phrase has been heard.

    What the thing is for explains what it is only where that was wholly heard: *wood for pallets* is still wood.
    """
    is_explained = any(
        places < other and (coverage > WHOLLY or other.isdisjoint(aims) or not places.isdisjoint(aims))
        for _, other, coverage in longer
    )
    return LEFT_WHEN_EXPLAINED if is_explained else 1.0


def _evidence(places: frozenset[int], text: Text, words: Iterable[Word]) -> tuple[str, str]:
    """Where the worthiest of the words at *places* stands, and how all of them were written."""
    said = [text.said[place] for place in sorted(places)]
    stems = {one.word.stem for one in said}
    written = dict.fromkeys(word.written for word in words if word.stem in stems)
    return max(said, key=WORTH_OF_SAID).word.place, " ".join(written)
