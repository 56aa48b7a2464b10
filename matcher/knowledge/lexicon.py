"""The phrases of a language: laid out in few bytes when the tables are prepared, and found by their rarest words.

An owner is what phrases name, a resource or a sector. Its words are the stems of all its phrases, and a phrase is some
of them: its form tells which. So a word is kept once for an owner in however many phrases it stands: of each word, from
the commonest to the rarest, its owners are told (see owners.py).
A form tells how far the rarest word of a phrase is from that of the owner's phrase before, and how far its other words
are from it; few forms recur in many phrases, and they are numbered from the one that recurs most.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate, chain, pairwise, repeat
from typing import NamedTuple

from matcher.knowledge import owners, stems
from matcher.knowledge.owners import Rows, by_word
from matcher.knowledge.shelves import Groups, Kept, Shelves
from matcher.model import LANGUAGES, Language

# A phrase is heard when its words that were found tell at least this share of it.
LEAST_COVERAGE = 0.5
WEIGHT_UNIT = 1000
# What a word tells that names no resource: less than most that do, more than none.
NAMELESS = 4.0

Steps = tuple[int, ...]


class Phrase(NamedTuple):
    """What a phrase names, a resource's number or a sector's code, its stems by place, and how much they tell."""

    owner: int | str
    places: tuple[int, ...]
    weight: float


class Spoken(NamedTuple):
    """What is to be kept of a language: its stems in their order, how much each tells, phrases as owners and stems.

    ``meanings`` are the stems that stand for each row of the general words.
    """

    stems: Sequence[str]
    weights: Mapping[str, int]
    phrases: Iterable[tuple[int, Sequence[str]]]
    meanings: Sequence[Sequence[str]]


class Laid(NamedTuple):
    """The phrases of one language: of each owner how many words it has, and the forms of its phrases."""

    counts: Sequence[int]
    forms: Sequence[Sequence[Steps]]


def columns(spoken: Mapping[Language, Spoken], most: int) -> dict[str, Kept]:
    """All that is kept of the languages by name; *most* is how many owners there are."""
    laid = {language: _laid(told, most) for language, told in spoken.items()}
    counted = Counter(form for one in laid.values() for forms in one.forms for form in forms)
    forms = sorted(counted, key=lambda form: (-counted[form], form))
    numbers = {form: number for number, form in enumerate(forms)}
    found = stems.columns({language: told.stems for language, told in spoken.items()})
    found |= {"forms.lengths": [len(form) for form in forms], "forms": [*chain.from_iterable(forms)]}
    english: Sequence[Sequence[int]] = ()
    for language, told in spoken.items():
        named = _owners_of(told)
        worths = {stem: (told.weights[stem], len(named[stem])) for stem in told.stems}
        ranks = {worth: rank for rank, worth in enumerate(sorted({*worths.values()}, reverse=True))}
        commonest = _rarest_first(told)[::-1]
        commonness = {stem: place for place, stem in enumerate(commonest)}
        rows = [named[stem] for stem in commonest]
        forms_by_owner = [laid[language].forms[owner] for owner in _most_first(laid[language].counts)]
        found |= {
            f"{language}.weights": [weight for weight, _ in ranks],
            f"{language}.named": [count for _, count in ranks],
            f"{language}.ranks": [ranks[worths[stem]] for stem in told.stems],
            **{f"{language}.{name}": kept for name, kept in owners.columns(rows, english, most).items()},
            f"{language}.sizes": [*map(len, forms_by_owner)],
            f"{language}.forms": [numbers[form] for form in chain.from_iterable(forms_by_owner)],
            f"{language}.senses": [*map(len, told.meanings)],
            f"{language}.senses.stems": [commonness[stem] for stem in chain.from_iterable(told.meanings)],
        }
        english = english or rows
    return found


def _laid(spoken: Spoken, owners: int) -> Laid:
    places = {stem: place for place, stem in enumerate(spoken.stems)}
    rarest = _rarest_first(spoken)
    rarity = {stem: place for place, stem in enumerate(rarest)}
    by_owner: list[dict[frozenset[str], None]] = [{} for _ in range(owners)]
    for owner, phrase in spoken.phrases:
        by_owner[owner][frozenset(phrase)] = None
    counts: list[int] = []
    all_forms: list[Sequence[Steps]] = []
    for phrases in by_owner:
        words = sorted({stem for phrase in phrases for stem in phrase}, key=rarity.__getitem__)
        counts.append(len(words))
        all_forms.append([*_forms(phrases, {word: place for place, word in enumerate(words)}, places)])
    return Laid(counts, all_forms)


def _rarest_first(spoken: Spoken) -> list[str]:
    return sorted(spoken.stems, key=lambda stem: (-spoken.weights[stem], stem))


def _owners_of(spoken: Spoken) -> Mapping[str, Sequence[int]]:
    """The owners of each stem, in their order."""
    found: dict[str, set[int]] = {stem: set() for stem in spoken.stems}
    for owner, phrase in spoken.phrases:
        for stem in phrase:
            found[stem].add(owner)
    return {stem: sorted(owners) for stem, owners in found.items()}


def _most_first(counts: Sequence[int]) -> list[int]:
    """The owners from that with most words on; those with equally many in their order."""
    return sorted(range(len(counts)), key=counts.__getitem__, reverse=True)


def _forms(phrases: Iterable[frozenset[str]], words: Mapping[str, int], places: Mapping[str, int]) -> Iterator[Steps]:
    """The forms of an owner's phrases: by their rarest word, and then as their stems are ordered."""
    told = [sorted(phrase, key=words.__getitem__) for phrase in phrases]
    told.sort(key=lambda phrase: (words[phrase[0]], [places[stem] for stem in phrase]))
    before = 0
    for phrase in told:
        first, *others = (words[stem] for stem in phrase)
        yield (first - before, *(other - first for other in others))
        before = first


class Forms:
    """Which of its owner's words a phrase is made of, by the number of its form.

    ``steps`` are how far the rarest word of a phrase is from that of the owner's phrase before, ``seconds`` how far the
    rarest but one is from the rarest, 0 where there is none.
    """

    def __init__(self, shelves: Shelves) -> None:
        self._told = shelves.numbers("forms")
        self._ends = [*accumulate(shelves.numbers("forms.lengths"), initial=0)]
        self.steps = [self._told[start] for start in self._ends[:-1]]
        self.seconds = [self._told[start + 1] if start + 1 < end else 0 for start, end in pairwise(self._ends)]

    def others(self, number: int) -> Sequence[int]:
        """How far each word of a phrase but the rarest is from the rarest."""
        return self._told[self._ends[number] + 1 : self._ends[number + 1]]


class Words:
    """Which words each owner has, and which owners each word has, the words numbered from the commonest on.

    Among those of its owner they are numbered from the rarest on.
    """

    def __init__(self, owners: Rows, most: int) -> None:
        self._owners = owners
        self._words: list[list[int]] = [[] for _ in range(most)]
        words = self._words
        for word, row in enumerate(owners):
            for owner in row:
                words[owner].append(word)
        most_first = _most_first([*map(len, words)])
        self.order = sorted(range(most), key=most_first.__getitem__)

    def of(self, owner: int, number: int) -> int:
        """The word of an owner that has that number."""
        return self._words[owner][~number]

    def found(self, word: int) -> Iterator[tuple[int, int]]:
        """The owners that have a word, in their order, each with the number that it has there."""
        for owner in sorted(self._owners[word]):
            words = self._words[owner]
            yield owner, len(words) + ~words.index(word)


def opened(shelves: Shelves, owners: Sequence[int | str]) -> Mapping[Language, Lexicon]:
    """The phrases of all languages; *owners* are the resources and sectors that they name, as they are told of."""
    forms, spoken = Forms(shelves), stems.by_language(shelves)
    found: dict[Language, Lexicon] = {}
    for language in LANGUAGES:
        found[language] = Lexicon(language, shelves, spoken[language], forms, owners, found.get(LANGUAGES[0]))
    return found


class Lexicon:
    """The phrases of one language that name resources and sectors, found by their rarest words.

    Each known stem has a place. ``weight(place)`` is how much it tells, the natural logarithm of the inverse share of
    resources that it names; ``keyed_by(place)`` are the phrases of which it is one of the two rarest, unless they
    cannot be heard without the rarest; ``naming(place)`` are the resources of which any phrase has it.
    """

    def __init__(
        self,
        language: Language,
        shelves: Shelves,
        stems: Sequence[str],
        forms: Forms,
        owners: Sequence[int | str],
        english: Lexicon | None,
    ) -> None:
        def numbers(name: str) -> Sequence[int]:
            return shelves.numbers(f"{language}.{name}")

        self.language = language
        self.stems = stems
        self._shelves = shelves
        self._forms = forms
        self._owners = owners
        self._english = english
        self._places = {stem: place for place, stem in enumerate(self.stems)}
        weights = numbers("weights")
        ranks, named = numbers("ranks"), numbers("named")
        self._weights = array("H", [weights[rank] for rank in ranks])
        self._commonest = sorted(range(len(self.stems)), key=ranks.__getitem__)[::-1]
        self._phrases = Groups(numbers("sizes"))
        self._form = numbers("forms")
        self._sizes = [named[ranks[place]] for place in self._commonest]
        self._of_owner = cache(self._phrases_of)
        self._phrase = cache(self._told)
        self.keyed_by = cache(self._keyed_by)
        self.naming = cache(self._naming)

    def __contains__(self, stem: object) -> bool:
        return stem in self._places

    def place(self, stem: str) -> int:
        """Where a known stem stands; raises KeyError for another."""
        return self._places[stem]

    def weight(self, place: int) -> float:
        """How much the stem at a place tells."""
        return self._weights[place] / WEIGHT_UNIT

    def _keyed_by(self, place: int) -> Sequence[Phrase]:
        firsts: list[Phrase] = []
        seconds: list[Phrase] = []
        for owner, word in self._words.found(self._ranks[place]):
            for first, second, form in self._of_owner(owner):
                if first == word:
                    firsts.append(self._phrase(owner, first, form))
                elif second == word and self._is_heard_by_second(phrase := self._phrase(owner, first, form)):
                    seconds.append(phrase)
        return [*firsts, *sorted(seconds, key=lambda phrase: phrase.places[0])]

    def _naming(self, place: int) -> Sequence[int]:
        return [owner for owner in self._by_word[self._ranks[place]] if isinstance(self._owners[owner], int)]

    def _phrases_of(self, owner: int) -> Sequence[tuple[int, int, int]]:
        """Of each phrase of an owner its rarest word, its rarest but one, and its form."""
        phrases = self._phrases.of(self._words.order[owner])
        forms = self._form[phrases.start : phrases.stop]
        firsts = accumulate([self._forms.steps[form] for form in forms])
        return [(first, first + self._forms.seconds[form], form) for first, form in zip(firsts, forms, strict=True)]

    def _is_heard_by_second(self, phrase: Phrase) -> bool:
        """Whether a phrase of several words can be heard without its rarest."""
        rarest, *others = map(self._weights.__getitem__, phrase.places)
        return sum(others) >= LEAST_COVERAGE * (sum(others) + rarest)

    def _told(self, owner: int, first: int, form: int) -> Phrase:
        words = (first, *(first + other for other in self._forms.others(form)))
        places = tuple([self._commonest[self._words.of(owner, word)] for word in words])
        return Phrase(self._owners[owner], places, sum([self._weights[place] for place in places]) / WEIGHT_UNIT)

    def senses(self, stem: str) -> Sequence[int]:
        """The rows of the general words that *stem* stands in, the same for all languages."""
        return self._senses.get(self._places.get(stem, -1), ())

    @cached_property
    def _words(self) -> Words:
        return Words(self._by_word, len(self._owners))

    @cached_property
    def _by_word(self) -> Rows:
        told = {name: self._shelves.numbers(f"{self.language}.{name}") for name in ("owners", "like", "like.owners")}
        english = self._english._by_word if self._english else ()
        return by_word(told, self._sizes, english, len(self._owners))

    @cached_property
    def _ranks(self) -> Sequence[int]:
        """Where the stem at a place stands from the commonest on."""
        return sorted(range(len(self.stems)), key=self._commonest.__getitem__)

    @cached_property
    def _senses(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = {}
        counts, ranks = (self._shelves.numbers(f"{self.language}.{name}") for name in ("senses", "senses.stems"))
        for row, rank in zip(_for_each(range(len(counts)), counts), ranks, strict=True):
            found.setdefault(self._commonest[rank], []).append(row)
        return found


def _for_each(of_group: Iterable[int], sizes: Iterable[int]) -> Iterator[int]:
    """What is told of a group, for each of its entries."""
    return chain.from_iterable(map(repeat, of_group, sizes))
