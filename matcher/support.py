"""How well all the evidence speaks for an answer to a want: by which of its words, and by how many of them.

Evidence that the same words give is hardly independent: *absorbent granules* ask for a sorbent, and for a kind of
granules. An answer for which two words of ten speak is less sure than one for which most of them do.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from matcher.hearing import Sight
from matcher.recognising import Recognised

# Evidence is joined that is at least this share as strong as the strongest.
BESIDE_THE_STRONGEST = 0.2
MOST_JOINED = 5
# What is left of further evidence that the same words give, and what is left more where all its words are new.
BY_THE_SAME_WORDS = 0.35
BY_NEW_WORDS = 0.45
# What is left of a fit for which next to nothing speaks of all that a want says.
LEAST_SUPPORTED = 0.75

# The words of a want that speak for something, one bit each.
Speaking = int
# What a piece of evidence is worth, 0 to 1, and the words that give it.
Evidence = tuple[float, Speaking]


class Statement(NamedTuple):
    """What a want says: the numbers of its words, how much each tells, and, remembered, what some tell together."""

    numbers: dict[str, int]
    tells: Sequence[float]
    together: dict[Speaking, float]

    @property
    def whole(self) -> Speaking:
        """All words."""
        return (1 << len(self.tells)) - 1


def statement(want: Recognised) -> Statement:
    """What a want says."""
    return Statement({word: number for number, word in enumerate(want.words)}, [*want.words.values()], {})


def speaking(sight: Sight, said: Statement) -> Speaking:
    """The words by which something was seen; all where these tell nothing: another language knows them, or a code."""
    found = 0
    for word in sight.evidence.split():
        found |= 1 << said.numbers[word] if word in said.numbers else 0
    return found if _told_by(found, said) else said.whole


def supported(words: Speaking, said: Statement) -> float:
    """What is left of a fit for which these *words* speak: all where they tell all that is *said*."""
    return LEAST_SUPPORTED + (1.0 - LEAST_SUPPORTED) * _share(words, said.whole, said)


def fit(evidence: Sequence[Evidence], said: Statement) -> float:
    """How well *evidence* speaks for an answer, 0 to 1; the strongest stands first.

    It is joined as 1 - (1 - a)(1 - b x)(1 - c y)…, where x and y are the greater the more new words give b and c; what
    is faint beside the strongest is left out, and so is what comes after MOST_JOINED. Of that so much is left as is
    supported by all the words that speak for the answer.
    """
    strongest, heard = evidence[0]
    doubt = 1.0 - strongest
    for worth, words in evidence[1:MOST_JOINED]:
        if worth < BESIDE_THE_STRONGEST * strongest:
            break
        new = words & ~heard
        doubt *= 1.0 - worth * (BY_THE_SAME_WORDS + (BY_NEW_WORDS * _share(new, words, said) if new else 0.0))
        heard |= words
    return (1.0 - doubt) * supported(heard, said)


def _share(words: Speaking, of: Speaking, said: Statement) -> float:
    """The share that *words* tell of all that the words *of* something tell; 1 where those tell nothing."""
    told = _told_by(of, said)
    return _told_by(words, said) / told if told else 1.0


def _told_by(words: Speaking, said: Statement) -> float:
    told = said.together.get(words)
    if told is None:
        told = fsum([tells for number, tells in enumerate(said.tells) if words >> number & 1])
        said.together[words] = told
    return told
