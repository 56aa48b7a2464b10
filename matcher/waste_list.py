"""The European List of Waste: its codes as people write them, and their titles in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from matcher import tables
from matcher.model import LANGUAGES, Language

WRITTEN = re.compile(r"(?<!\d)(\d{2})[ .\-/]{0,2}(?:(\d{2})(?:[ .\-/]{0,2}(\d{2}))?)?(?!\d)\s*(\*?)")
# A spreadsheet that takes a code for a number drops the zero of "01 01 01".
SHORT_OF_A_ZERO = re.compile(r"^\s*(\d|\d{3}|\d{5})\s*(\*?)\s*$")


class Entry(NamedTuple):
    """A chapter (two digits), group (four) or code (six) of the list, with its titles by language.

    ``change`` says where it differs from the edition of 2014: "new-2025", "renamed-2025" and "deleted-2025"
    (Decision (EU) 2025/934 on batteries), or "norway-only".
    """

    code: str
    is_hazardous: bool | None
    titles: Mapping[str, str]
    change: str = ""


class Written(NamedTuple):
    """A code as it was written: its digits, and whether it bore the asterisk of hazardous waste."""

    code: str
    has_asterisk: bool


class Title(NamedTuple):
    """A title with the language it is in, which may be another than the one asked for."""

    text: str
    language: Language


@cache
def entries() -> Mapping[str, Entry]:
    """All entries of the list by their digits."""
    return {row["code"]: _entry(row) for row in tables.rows("waste-list")}


def written(text: str) -> tuple[Written, ...]:
    """The codes in *text*, however they are spaced and whatever stands around them.

    >>> [(found.code, found.has_asterisk) for found in written("EWC 10 02 02*; 19.08.05")]
    [('100202', True), ('190805', False)]
    >>> [found.code for found in written("100202")], [found.code for found in written("1909")]
    (['100202'], ['1909'])
    """
    short = SHORT_OF_A_ZERO.match(text)
    if short:
        return (Written("0" + short[1], bool(short[2])),)
    found = [("".join(part or "" for part in match.groups()[:3]), bool(match[4])) for match in WRITTEN.finditer(text)]
    return tuple(Written(code, has_asterisk) for code, has_asterisk in dict.fromkeys(found))


def is_known(code: str) -> bool:
    """Whether *code* is an entry, or the beginning of one."""
    return code in _beginnings()


def nearest(code: str) -> str:
    """The entry that resembles *code* most: the same group, then the nearest number, else the chapter, else nothing.

    >>> nearest("100204"), nearest("100498"), nearest("109901"), nearest("990101")
    ('100202', '100499', '10', '')
    """
    group = [known for known in entries() if known[:-2] == code[:-2] and len(known) == len(code)]
    if group and len(code) > 2:
        return min(group, key=lambda known: (abs(int(known) - int(code)), known))
    return code[:2] if code[:2] in entries() else ""


def title(code: str, language: Language) -> Title | None:
    """The official title of *code* in *language*, else in the first other language that has one.

    >>> title("160607", "en").language, title("100202", "en").text
    ('ro', 'Unprocessed slag')
    """
    entry = entries().get(code)
    if entry is None:
        return None
    order: tuple[Language, ...] = (language, *(other for other in LANGUAGES if other != language))
    return next((Title(entry.titles[one], one) for one in order if entry.titles[one]), None)


def shown(code: str) -> str:
    """The code as it is printed: its digits in pairs, and an asterisk where it stands for hazardous waste.

    >>> shown("100207"), shown("1002")
    ('10 02 07*', '10 02')
    """
    entry = entries().get(code)
    pairs = " ".join(code[place : place + 2] for place in range(0, len(code), 2))
    return pairs + ("*" if entry and entry.is_hazardous else "")


def _entry(row: tables.Row) -> Entry:
    is_hazardous = {"1": True, "0": False}.get(row["hazardous"])
    return Entry(row["code"], is_hazardous, {language: row[language] for language in LANGUAGES}, row["change"])


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(code[:length] for code in entries() for length in (2, 4, 6) if len(code) >= length)
