"""How well all the evidence speaks for an answer to a want: by which of its words, and by how many of them.

Evidence that the same words give is hardly independent: *absorbent granules* ask for a sorbent, and for a kind of
granules. An answer for which two words of ten speak is less sure than one for which most of them do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import fsum

from matcher.hearing import Sight
from matcher.recognising import Recognised

# Evidence is joined that is at least this share as strong as the strongest, and no more than so many pieces of it.
BESIDE_THE_STRONGEST, MOST_JOINED = 0.2, 5
# What is left of further evidence that the same words give, and what is left more where all its words are new.
BY_THE_SAME_WORDS, BY_NEW_WORDS = 0.4, 0.45
# What is left of a fit for which next to nothing speaks of all that a want says.
LEAST_SUPPORTED = 0.75

# Some words of a text, one bit each.
Words = int
# What a piece of evidence is worth, 0 to 1, and the words that give it.
Evidence = tuple[float, Words]


class Statement:
    """What a want says, word by word: the words by number, and how much each of them tells.

    ``supported(words)`` is what is left of a fit for which these words speak: all where they tell all that is said.
    """

    def __init__(self, reading: Recognised) -> None:
        self._numbers = {word: number for number, word in enumerate(reading.words)}
        self._told = [*reading.words.values()]
        self._all = (1 << len(self._told)) - 1
        self._tells = cache(self._told_by)
        self.supported = cache(self._supported_by)

    def words(self, sight: Sight) -> Words:
        """The words by which something was seen; all where it was not seen in the text, but in a code or by hand."""
        found = 0
        for word in sight.evidence.split():
            found |= 1 << self._numbers[word] if word in self._numbers else 0
        return found or self._all

    def fit(self, evidence: Sequence[Evidence]) -> float:
        """How well *evidence* speaks for an answer, 0 to 1; the strongest stands first.

        It is joined as 1 - (1 - a)(1 - b x)(1 - c y)…, where x and y are the greater the more new words give b and c,
        and is the less the fewer of all words speak for the answer.
        """
        strongest, speaking = evidence[0]
        doubt = 1.0 - strongest
        for worth, words in evidence[1:MOST_JOINED]:
            if worth < BESIDE_THE_STRONGEST * strongest:
                break
            new = self._share(words & ~speaking, words)
            doubt *= 1.0 - worth * (BY_THE_SAME_WORDS + BY_NEW_WORDS * new)
            speaking |= words
        return (1.0 - doubt) * self.supported(speaking)

    def _supported_by(self, words: Words) -> float:
        return LEAST_SUPPORTED + (1.0 - LEAST_SUPPORTED) * self._share(words, self._all)

    def _share(self, words: Words, whole: Words) -> float:
        """How much of what *whole* tells some of its *words* tell, 0 to 1; 1 where nothing is told."""
        told = self._tells(whole)
        return self._tells(words) / told if told else 1.0

    def _told_by(self, words: Words) -> float:
        return fsum([told for number, told in enumerate(self._told) if words >> number & 1])
