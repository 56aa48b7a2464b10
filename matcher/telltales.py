"""Words, waste codes and sectors that tell of a danger or of a purpose, where no resource or role was recognised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from matcher import normalising, tables
from matcher.model import LANGUAGES, Flow, Language
from matcher.remembering import remembered, remembered_word

TALKATIVE_KINDS = ("", "material", "water", "energy")
NOT_TO_DRINK = "non-potable"
KEY = 3
SMALL = 3
DENIED_AFTER = 3
TURNING = ("negation", "purpose", "origin")
DENYING = frozenset(("free", "fri", "frie", "fritt"))
PAUSES = frozenset(",;:().–")


class Term(NamedTuple):
    """How a word begins; with a dot behind, the whole word; with a hyphen before, also inside of a compound."""

    letters: str
    is_whole: bool
    is_inside: bool

    def is_in(self, word: str) -> bool:
        """Whether it stands in the folded *word*."""
        if self.is_inside:
            return word.endswith(self.letters) if self.is_whole else self.letters in word
        return word == self.letters if self.is_whole else word.startswith(self.letters)


@remembered
def traits(flow: Flow) -> frozenset[str]:
    """The traits that the words and the waste code of a flow tell, from trait-words.csv; a hyphen takes one away.

    Water that somebody has is not for drinking unless it is told to be; a want asks for what it names and no more.
    """
    by_code = _by_beginning(flow.code, "trait", "waste_codes")
    told = _told(flow, "trait").union(by_code)
    if flow.kind == "water" and flow.side == "have":
        told |= {NOT_TO_DRINK}
    elif flow.kind not in ("", "water"):
        told -= {NOT_TO_DRINK}
    return frozenset(trait for trait in told if not trait.startswith("-") and f"-{trait}" not in told)


@remembered
def purposes(flow: Flow) -> frozenset[str]:
    """The purposes that the words and the sector of a want tell, from purpose-words.csv."""
    if flow.kind == "energy":
        return _told(flow, "purpose") & {"burning"}
    by_sector = _by_beginning(flow.sector, "purpose", "sectors")
    return _told(flow, "purpose") | (by_sector if flow.kind in TALKATIVE_KINDS else frozenset())


@remembered
def _by_beginning(code: str, name: str, column: str) -> frozenset[str]:
    """What a table tells by how a code begins."""
    rows = tables.rows(f"{name}-words") if code else ()
    return frozenset(row[name] for row in rows if code.startswith(tables.cells(row, column) or "-"))


def _told(flow: Flow, name: str) -> frozenset[str]:
    """What the words tell; those that a row without a name explains tell nothing else."""
    if flow.kind not in TALKATIVE_KINDS:
        return frozenset()
    languages = (flow.language,) if flow.language else LANGUAGES
    words = _affirmed(flow.text, languages)
    found = [
        (told, place, length)
        for language in languages
        for place in range(len(words))
        for told, length in _at(place, words, name, language)
    ]
    explained = {where for told, place, length in found if not told for where in range(place, place + length)}
    return frozenset(told for told, place, _ in found if told and place not in explained)


def _affirmed(text: str, languages: Sequence[Language]) -> list[str]:
    """The folded words of *text*; those after *without* and before *-free* are left blank."""
    words = normalising.WORD.findall(normalising.fold(text).replace("-", " "))
    functions, written = _functions(languages), tuple(words)
    left = 0
    for place, word in enumerate(written):
        function = functions.get(word)
        if function == "negation":
            left = DENIED_AFTER + 1
        elif word in PAUSES or (function and not (function == "purpose" and normalising.denies(written, place - 1))):
            left = 0
        if left or (len(words) > place + 1 and words[place + 1] in DENYING) or word.endswith(("fri", "fritt", "frie")):
            words[place] = ""
        left = max(0, left - 1)
    return words


@cache
def _functions(languages: Sequence[Language]) -> Mapping[str, str]:
    """What the small words do that deny, or that begin what an item is for or from."""
    markers = (pair for language in languages for pair in normalising.grammar(language).markers.items())
    return {words[0]: function for words, function in markers if len(words) == 1 and function in TURNING}


def _at(place: int, words: Sequence[str], name: str, language: Language) -> Iterator[tuple[str, int]]:
    """What the telltales whose first term stands at *place* tell, with the number of words that each spans."""
    for told, others in _telltales_in(words[place], name, language):
        end = _end(place + 1, others, words)
        if end:
            yield told, end - place


@remembered_word
def _telltales_in(word: str, name: str, language: Language) -> Sequence[tuple[str, Sequence[Term]]]:
    """What the telltales tell whose first term is in a word, with their other terms."""
    known = _by_key(name, language)
    found: list[tuple[str, Sequence[Term]]] = []
    for start in range(max(1, len(word) - KEY + 1)):
        for told, phrase in known.get(word[start : start + KEY], ()):
            first, *others = _terms(phrase)
            if (start == 0 or first.is_inside) and first.is_in(word):
                found.append((told, others))
    return found


def _end(place: int, terms: Sequence[Term], words: Sequence[str]) -> int:
    """Where *terms* end that follow one another from *place* on, small words between; 0 where they do not."""
    for term in terms:
        while place < len(words) and len(words[place]) <= SMALL and not term.is_in(words[place]):
            place += 1
        if place == len(words) or not term.is_in(words[place]):
            return 0
        place += 1
    return place


@cache
def _by_key(name: str, language: Language) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What a table tells by which phrases, by the first letters of their first terms."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in tables.rows(f"{name}-words"):
        for phrase in filter(None, normalising.fold(row[language]).split(";")):
            found.setdefault(phrase.lstrip("-")[:KEY].rstrip(" ."), []).append((row[name], phrase))
    return found


@cache
def _terms(phrase: str) -> tuple[Term, ...]:
    """The terms of a phrase, which follow one another, or nearly."""
    return tuple(_term(part) for part in phrase.split())


def _term(written: str) -> Term:
    """A folded term as the tables write it.

    >>> [_term(written).is_in("dyrkingsjord") for written in ("jord", "-jord.", "-dyrk", "-dyrk.")]
    [False, True, True, False]
    """
    return Term(written.strip("-."), written.endswith("."), written.startswith("-"))
