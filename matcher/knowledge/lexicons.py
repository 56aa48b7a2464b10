"""The lexicon of each language, opened when somebody first asks for it: a visitor mostly needs one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from matcher import tables
from matcher.knowledge.lexicon import Lexicon, Owner
from matcher.knowledge.shelves import Shelves
from matcher.model import Language

# The words of a language are in a file of that name with the language behind it.
WORDS = "words"


class Lexicons:
    """The words of each language; *owners* and *family* are as for one lexicon."""

    def __init__(
        self, opened: Callable[[str], Shelves], owners: Sequence[Owner], family: Callable[[int], Sequence[int]]
    ) -> None:
        self._opened = opened
        self._owners = owners
        self._family = family
        self._lexicon = cache(self._open)

    def __getitem__(self, language: Language) -> Lexicon:
        """The phrases of a language; raises NotFetchedError in a browser that has not fetched its words."""
        return self._lexicon(language)

    def need(self, languages: Iterable[Language]) -> None:
        """Open these languages; raises NotFetchedError that names all whose words have not been fetched."""
        missing = self._missing(languages)
        if missing:
            raise tables.NotFetchedError(*missing.values())

    def at_hand(self, languages: Sequence[Language]) -> Sequence[Language]:
        """Those of *languages* whose words can be had: all, but for those that a page has tried to fetch in vain.

        Raises NotFetchedError that names all that it has not tried: they are only of help.
        """
        missing = self._missing(languages)
        untried = [name for name in missing.values() if name not in tables.out_of_reach]
        if untried:
            raise tables.NotFetchedError(*untried, is_only_help=True)
        return [language for language in languages if language not in missing]

    def _open(self, language: Language) -> Lexicon:
        return Lexicon(language, self._opened(_file(language)), self._owners, self._family)

    def _missing(self, languages: Iterable[Language]) -> dict[Language, str]:
        """Those of the languages whose words have not been fetched, each with the name of its file."""
        missing: dict[Language, str] = {}
        for language in languages:
            try:
                self._lexicon(language)
            except tables.NotFetchedError:
                missing[language] = _file(language)
        return missing


def _file(language: Language) -> str:
    return f"{WORDS}-{language}"
