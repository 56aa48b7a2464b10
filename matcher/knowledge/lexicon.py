"""The phrases of a language: laid out in few bytes when the tables are prepared, and found by their rarest words.

An owner is what words speak of: a resource or a sector by its phrases, or a job. Its words are the stems of all its
phrases, and a phrase is some of them: its form tells which. A job has words alone, for it is heard by any few of them.
So a word is kept once for an owner in however many phrases it stands: of each word, from the commonest to the rarest,
its owners are told by the steps from one to the next: resources that are alike stand near each other in the tables, so
that most steps are small.
Words of an owner are numbered from its rarest on. Its phrases are ordered by the numbers of their words, so that many a
phrase begins as the one before: a form tells how many words they share, and how many of the owner's words are passed
over before each of the others. Few forms recur in many phrases, and they are numbered from the one that recurs most.
Of each owner it is told how many of its words, from the rarest on, may lead to a phrase: a common word mostly leads to
none, and to lay out the phrases of all its owners would take most of the time of a first matching.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import accumulate, chain, pairwise, takewhile
from math import sqrt
from typing import NamedTuple

from matcher.knowledge import stems
from matcher.knowledge.shelves import Groups, Kept, Lists, Shelves, alike, around, gone_around, lists
from matcher.model import Language
from matcher.normalising import grammar
from matcher.remembering import remembered_word

# A phrase is heard when its words that were found tell at least this share of it.
LEAST_COVERAGE = 0.5
WEIGHT_UNIT = 1000
# What a word tells of those of a family that it does not speak of: this, times the square root of the share of the
# family's jobs that it does speak of. Kin may do much the same.
SHARED_WITH_KIN = 0.7
# What a word tells that speaks of nothing in the tables: less than most that do, more than none.
NAMELESS = 4.0

Numbers = tuple[int, ...]
Rows = Sequence[Sequence[int]]


class Job(NamedTuple):
    """What a resource, by its number, may do for somebody who does not name it: *a curtain for our shooting range*."""

    resource: int


# What phrases name: a resource by its number, or a sector by its code.
Named = int | str
# What words speak of.
Owner = Named | Job
# Owners by their numbers, each with stems.
Owned = Iterable[tuple[int, Sequence[str]]]


class Phrase(NamedTuple):
    """What a phrase names, its stems by place, and how much they tell."""

    owner: Named
    places: tuple[int, ...]
    weight: float


class Spoken(NamedTuple):
    """What is to be kept of a language: its stems in their order, how much each tells, phrases, and the words of jobs.

    A word of a job stands for all that share its root: it is the first of them that is known (see stems.py).
    ``meanings`` are the stems that stand for each row of the general words.
    """

    stems: Sequence[str]
    weights: Mapping[str, int]
    phrases: Owned
    jobs: Owned
    meanings: Sequence[Sequence[str]]


class Laid(NamedTuple):
    """The phrases of one language: of each owner how many words it has and how many may lead to one, and the forms."""

    counts: Sequence[int]
    leading: Sequence[int]
    forms: Sequence[Sequence[Numbers]]


def columns(spoken: Spoken, named: int, jobs: int) -> dict[str, Kept]:
    """All that is kept of a language by name; so many owners are *named* by phrases, and after them come *jobs*."""
    found = owners_of(chain(spoken.phrases, spoken.jobs))
    unknown = found.keys() - {*spoken.stems}
    if unknown:
        raise ValueError(f"no stems of the language: {sorted(unknown)}")
    owners = {stem: sorted(found.get(stem, ())) for stem in spoken.stems}
    worths = {stem: (spoken.weights[stem], len(owners[stem])) for stem in spoken.stems}
    ranks = {worth: rank for rank, worth in enumerate(sorted({*worths.values()}, reverse=True))}
    rarest = sorted(spoken.stems, key=lambda stem: (ranks[worths[stem]], stem))
    rarity = {stem: place for place, stem in enumerate(rarest)}
    laid = _laid(spoken, rarity, named)
    commonest = rarest[::-1]
    commonness = {stem: place for place, stem in enumerate(commonest)}
    forms = _commonest_first(chain.from_iterable(laid.forms))
    numbers = {form: number for number, form in enumerate(forms)}
    by_owner = [laid.forms[owner] for owner in _most_first(laid.counts)]
    return {
        **stems.columns(spoken.stems),
        "weights": [weight for weight, _ in ranks],
        "owned": [count for _, count in ranks],
        "ranks": [ranks[worths[stem]] for stem in spoken.stems],
        "owners": around([*chain.from_iterable(owners[stem] for stem in commonest)], named + jobs),
        "leading": laid.leading,
        "forms": [*chain.from_iterable(forms)],
        "forms.lengths": [*map(len, forms)],
        "phrases": [numbers[form] for form in chain.from_iterable(by_owner)],
        "phrases.sizes": [*map(len, by_owner)],
        **lists("senses", ([commonness[stem] for stem in row] for row in spoken.meanings)),
    }


def _commonest_first(forms: Iterable[Numbers]) -> list[Numbers]:
    """Each form once, from the one that recurs most on; of those that recur as often the shortest first."""
    counted = Counter(forms)
    return sorted(counted, key=lambda form: (-counted[form], len(form), form))


def _laid(spoken: Spoken, rarity: Mapping[str, int], owners: int) -> Laid:
    """The phrases of all owners, each once, as forms of the owner's words from the rarest on."""
    by_owner: list[dict[frozenset[str], None]] = [{} for _ in range(owners)]
    for owner, phrase in spoken.phrases:
        by_owner[owner][frozenset(phrase)] = None
    counts: list[int] = []
    leading: list[int] = []
    all_forms: list[Sequence[Numbers]] = []
    for phrases in by_owner:
        words = sorted({stem for phrase in phrases for stem in phrase}, key=rarity.__getitem__)
        counts.append(len(words))
        numbers = {word: number for number, word in enumerate(words)}
        numbered = sorted(tuple(sorted(map(numbers.__getitem__, phrase))) for phrase in phrases)
        tells = [spoken.weights[word] for word in words]
        leading.append(1 + max((_last_to_lead(phrase, tells) for phrase in numbered), default=-1))
        all_forms.append([*_forms(numbered)])
    return Laid(counts, leading, all_forms)


def owners_of(owned: Owned) -> dict[str, set[int]]:
    """The owners that each stem speaks of."""
    found: dict[str, set[int]] = {}
    for owner, words in owned:
        for stem in words:
            found.setdefault(stem, set()).add(owner)
    return found


def _last_to_lead(phrase: Numbers, tells: Sequence[int]) -> int:
    """The less rare of the words that lead to a phrase; *tells* is how much each of its owner's words tells."""
    rarest, *others = phrase
    is_heard = others and _is_heard_without(tells[rarest], sum(tells[word] for word in phrase))
    return others[0] if is_heard else rarest


def _is_heard_without(word: int, phrase: int) -> bool:
    """Whether a phrase that tells so much can be heard without a word that tells so much of it."""
    return phrase - word >= LEAST_COVERAGE * phrase


def _most_first(counts: Sequence[int]) -> list[int]:
    """The owners from that with most words on; those with equally many in their order."""
    return sorted(range(len(counts)), key=counts.__getitem__, reverse=True)


def _forms(phrases: Iterable[Numbers]) -> Iterator[Numbers]:
    """The forms of an owner's phrases, in their order."""
    before: Numbers = ()
    for numbers in phrases:
        shared = alike(before, numbers)
        passed = pairwise([_left_off(before, shared), *numbers[shared:]])
        yield shared, *(number - last - 1 for last, number in passed)
        before = numbers


def _left_off(before: Numbers, shared: int) -> int:
    """The word after which a phrase goes on that shares so many words with the one before; -1 at the very beginning.

    >>> [_left_off((2, 5, 7), shared) for shared in range(4)], _left_off((), 0)
    ([2, 5, 7, 7], -1)
    """
    return before[shared] if shared < len(before) else before[-1] if before else -1


class Forms:
    """Which of its owner's words a phrase is made of, by the number of its form."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    @cached_property
    def _ways(self) -> Sequence[tuple[int, Sequence[int]]]:
        """Of each form how many words are shared, and how far the others are from where the phrase goes on."""
        told = self._shelves.numbers("forms")
        ends = accumulate(self._shelves.numbers("forms.lengths"), initial=0)
        return [(told[start], _steps(told[start + 1 : end])) for start, end in pairwise(ends)]

    def phrases(self, numbers: Iterable[int]) -> Iterator[Numbers]:
        """The phrases of an owner as the numbers of its words, by the numbers of their forms."""
        phrase: Numbers = (-1,)
        for shared, steps in map(self._ways.__getitem__, numbers):
            last = phrase[shared] if shared < len(phrase) else phrase[-1]  # As _left_off has it.
            phrase = (*phrase[:shared], *[last + step for step in steps])
            yield phrase


def _steps(passed: Iterable[int]) -> Sequence[int]:
    """How far it is to each of the words before which so many are passed over.

    >>> _steps([0, 2, 0])
    [1, 4, 5]
    """
    return [*accumulate(number + 1 for number in passed)]


class Words:
    """Which words each resource and each sector has, the words numbered from the commonest on.

    Among those of its owner they are numbered from the rarest on.
    """

    def __init__(self, owners: Rows, named: int) -> None:
        """Take up the *owners* of each word, but for jobs: only so many, the first, are *named* by phrases."""
        self._words: list[list[int]] = [[] for _ in range(named)]
        words = self._words
        for word, row in enumerate(owners):
            for owner in takewhile(named.__gt__, row):
                words[owner].append(word)
        most_first = _most_first([*map(len, words)])
        self.order = sorted(range(named), key=most_first.__getitem__)

    def of(self, owner: int) -> Sequence[int]:
        """The words of an owner, from the commonest on: the number of each is its place from the end."""
        return self._words[owner]

    def number(self, owner: int, word: int) -> int:
        """The number that a word has among those of its owner."""
        words = self._words[owner]
        return len(words) + ~bisect_left(words, word)


class Lexicon:
    """The phrases of one language that name resources and sectors, found by their rarest words, and the words of jobs.

    Each known stem has a place. ``weight(place)`` is how much it tells, the natural logarithm of one more than the
    inverse share of owners that it speaks of; ``keyed_by(place)`` are the phrases of which it is one of the two rarest,
    unless they cannot be heard without the rarest; ``naming(place)`` are the resources, as owners by number, of which
    any phrase has it, each with 1; ``describing(place)`` are the jobs that it speaks of, each with 1, and their kin
    with less, the more of a family it speaks of the more. Jobs are told by one word for each root:
    ``first_of_root(stem)`` is the known stem that stands for a stem, be that known or not; itself where there is none.
    """

    def __init__(
        self, language: Language, shelves: Shelves, owners: Sequence[Owner], family: Callable[[int], Sequence[int]]
    ) -> None:
        """Open what was kept of a language; *owners* are all that words speak of, as they are told of, jobs last.

        *family* tells the resources that are a kind of the same as one is.
        """
        self.language = language
        self.stems = stems.opened(shelves)
        self._shelves = shelves
        self._owners = owners
        self._family = family
        self._named = [one for one in owners if not isinstance(one, Job)]
        self._doing = [one.resource for one in owners if isinstance(one, Job)]
        self._jobs = {resource: job for job, resource in enumerate(self._doing, start=len(self._named))}
        self._forms = Forms(shelves)
        self._places = {stem: place for place, stem in enumerate(self.stems)}
        weights, owned, ranks = (shelves.numbers(name) for name in ("weights", "owned", "ranks"))
        self._weights = array("H", [weights[rank] for rank in ranks])
        self._commonest = sorted(range(len(self.stems)), key=ranks.__getitem__)[::-1]
        self._phrases = Lists(shelves, "phrases")
        self._rows = Groups(owned[ranks[place]] for place in self._commonest)
        self._leading = shelves.numbers("leading")
        self._of_owner = cache(self._phrases_of)
        self.naming = cache(self._naming)
        self.describing = cache(self._describing)
        self.first_of_root = remembered_word(
            partial(stems.first_of_its_root, stems=self.stems, rules=grammar(language))
        )
        self._kin = cache(self._kin_of)

    def __contains__(self, stem: object) -> bool:
        return stem in self._places

    def place(self, stem: str) -> int:
        """Where a known stem stands; raises KeyError for another."""
        return self._places[stem]

    def weight(self, place: int) -> float:
        """How much the stem at a place tells."""
        return self._weights[place] / WEIGHT_UNIT

    def keyed_by(self, place: int) -> Sequence[Phrase]:
        """The phrases that the stem at a place leads to."""
        led_to = self._led_to(self._ranks[place])
        return [phrase for owner, number in led_to for phrase in self._with(number, owner)]

    def owner(self, number: int) -> Owner:
        """What an owner is told of as."""
        return self._owners[number]

    def _with(self, number: int, owner: int) -> Sequence[Phrase]:
        """The phrases of an owner that its word of that number leads to."""
        told, words, commonest, weights = self._named[owner], self._words.of(owner), self._commonest, self._weights
        found: list[Phrase] = []
        for numbers in self._of_owner(owner).get(number, ()):
            places = tuple([commonest[words[~other]] for other in numbers])
            weight = sum([weights[place] for place in places])
            if numbers[0] == number or _is_heard_without(weights[places[0]], weight):
                found.append(Phrase(told, places, weight / WEIGHT_UNIT))
        return found

    def breadth(self, owner: int) -> int:
        """How many stems speak of a resource or a sector."""
        return len(self._words.of(owner))

    def _naming(self, place: int) -> Mapping[int, float]:
        return dict.fromkeys(self._spoken_of(int, place), 1.0)

    def _describing(self, place: int) -> Mapping[int, float]:
        own = self._spoken_of(Job, place)
        families = Counter(map(self._kin, own)).items()
        kin = {job: SHARED_WITH_KIN * sqrt(count / len(family)) for family, count in families for job in family}
        return kin | dict.fromkeys(own, 1.0)

    def _spoken_of(self, kind: type[int] | type[Job], place: int) -> Sequence[int]:
        return [owner for owner in self._by_word[self._ranks[place]] if isinstance(self._owners[owner], kind)]

    def _kin_of(self, job: int) -> Numbers:
        """The jobs of the family of a resource that does one, by their numbers, that one among them."""
        family = self._family(self._doing[job - len(self._named)])
        return tuple(self._jobs[resource] for resource in family if resource in self._jobs)

    def _phrases_of(self, owner: int) -> Mapping[int, Sequence[Numbers]]:
        """The phrases of an owner by either of their two rarest words, all as the numbers of their words."""
        found: dict[int, list[Numbers]] = {}
        for numbers in self._forms.phrases(self._phrases[self._words.order[owner]]):
            for number in numbers[:2]:
                found.setdefault(number, []).append(numbers)
        return found

    def _led_to(self, rank: int) -> Iterator[tuple[int, int]]:
        """The owners of which a word may lead to some phrase, each with the number of the word there."""
        number, leading = self._words.number, self._leading
        for owner in takewhile(len(self._named).__gt__, self._by_word[rank]):
            own = number(owner, rank)
            if own < leading[owner]:
                yield owner, own

    def senses(self, stem: str) -> Sequence[int]:
        """The rows of the general words that *stem* stands in, the same for all languages."""
        return self._senses.get(self._places.get(stem, -1), ())

    @cached_property
    def _words(self) -> Words:
        return Words(self._by_word, len(self._named))

    @cached_property
    def _by_word(self) -> Rows:
        """The owners of each word, in their order."""
        owners = gone_around(self._shelves.numbers("owners"), len(self._owners))
        return [owners[row.start : row.stop] for row in self._rows]

    @cached_property
    def _ranks(self) -> Sequence[int]:
        """Where the stem at a place stands from the commonest on."""
        return sorted(range(len(self.stems)), key=self._commonest.__getitem__)

    @cached_property
    def _senses(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = {}
        for row, ranks in enumerate(Lists(self._shelves, "senses")):
            for rank in ranks:
                found.setdefault(self._commonest[rank], []).append(row)
        return found
