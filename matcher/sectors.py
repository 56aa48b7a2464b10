"""Economic sectors (NACE Rev. 2.1, which is CAEN Rev. 3 and SN2025): codes as people write them, and titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from matcher import normalising, tables
from matcher.model import LANGUAGES, Language

WRITTEN = re.compile(
    r"^\s*(?:nace|caen|sn\s?20\d\d|isic)?\s*(?:rev\.?\s*(?P<edition>2\.1|2|3|1\.1|1))?\s*[:\-]?\s*"
    r"(?P<section>[a-v])?\s*\.?\s*(?P<digits>\d{1,2}[. ]\d(?:\.?\d)?|\d{1,4})?(?![\d.]\d|\d)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)


class Sector(NamedTuple):
    """A section, division, group or class with its titles by language."""

    code: str
    level: str
    titles: Mapping[str, str]


class Written(NamedTuple):
    """A sector's code of Rev. 2.1, and the code of Rev. 2 that it was translated from, if it was."""

    code: str
    translated_from: str = ""


@cache
def sectors() -> Mapping[str, Sector]:
    """All sectors of NACE Rev. 2.1 by code: "C", "23", "23.5", "23.51"."""
    return {
        row["code"]: Sector(row["code"], row["level"], {language: row[language] for language in LANGUAGES})
        for row in tables.rows("sectors-nace")
    }


@lru_cache(maxsize=5_000)
def written(text: str) -> Written | None:
    """The sector that *text* names by its code, or None.

    A code of Rev. 2 that Rev. 2.1 no longer has is translated.

    >>> written("C23.51").code, written("2351").code, written("CAEN 1.1").code, written("D").code
    ('23.51', '23.51', '01.1', 'D')
    >>> written("45.11"), written("cement")
    (Written(code='46.18', translated_from='45.11'), None)
    """
    code = _normal(text)
    if code in sectors():
        return Written(code)
    successor = from_rev2(code)
    return Written(successor, code) if successor else None


def from_rev2(code: str) -> str:
    """The sector of Rev. 2.1 that follows the class *code* of Rev. 2, or an empty string.

    Where a class was split: of those that took over more than the intermediaries' part the one whose code is nearest;
    what holds them all where several are as near, and the first in the table where these have nothing in common.

    >>> from_rev2("63.11"), from_rev2("16.29")
    ('63.10', '16.2')
    """
    followers = _followers().get(code, ())
    whole = [follower for follower, is_part in followers if not is_part] or [follower for follower, _ in followers]
    if not whole:
        return ""
    shared = {follower: len({*upwards(follower)} & {*upwards(code)}) for follower in whole}
    nearest = [follower for follower in whole if shared[follower] == max(shared.values())]
    return next((one for one in upwards(nearest[0]) if all(one in upwards(other) for other in nearest)), nearest[0])


def title(code: str, language: Language) -> str:
    """The official title of the sector in *language*, or an empty string.

    >>> title("23.51", "no")
    'Produksjon av sement'
    """
    sector = sectors().get(code)
    return sector.titles[language] if sector else ""


def told(code: str, language: Language) -> dict[str, str]:
    """A sector as a page shows it: its code, its level and its title."""
    return {"code": code, "level": sectors()[code].level, "title": title(code, language)}


def upwards(code: str) -> list[str]:
    """The sector and those that hold it, up to its division.

    >>> upwards("23.51")
    ['23.51', '23.5', '23']
    """
    return [code[:length] for length in (5, 4, 2) if len(code) >= length]


def search(text: str, language: Language) -> list[str]:
    """The divisions and classes whose code or title *text* begins, the codes first; divisions before classes.

    The letter of a section stands for its divisions.

    >>> search("23.5", "en"), search("sement", "no")[0], search("D", "en")[:1]
    (['23.51', '23.52'], '23.51', ['35'])
    """
    code = _normal(text)
    by_code = [one for one in _offered() if one.startswith(code)] if code in sectors() else []
    by_code = by_code or list(_divisions_by_section().get(code, ()))
    words = normalising.fold(text).split()
    by_title = [one for one in _offered() if words and all(f" {word}" in _folded(one, language) for word in words)]
    return list(dict.fromkeys((*by_code, *by_title)))


def divisions() -> list[str]:
    """All divisions, in the order of their codes."""
    return [code for code in _offered() if len(code) == len("23")]


@cache
def _offered() -> tuple[str, ...]:
    found = [sector for sector in sectors().values() if sector.level in ("division", "class")]
    return tuple(sector.code for sector in sorted(found, key=lambda one: (len(one.code), one.code)))


@cache
def _divisions_by_section() -> Mapping[str, tuple[str, ...]]:
    """A section stands in the table before its divisions."""
    found: dict[str, tuple[str, ...]] = {}
    section = ""
    for sector in sectors().values():
        section = sector.code if sector.level == "section" else section
        if sector.level == "division":
            found[section] = (*found.get(section, ()), sector.code)
    return found


@cache
def _folded(code: str, language: Language) -> str:
    return " " + normalising.fold(title(code, language))


def _normal(text: str) -> str:
    match = WRITTEN.match(text)
    if not match or not (match["digits"] or match["section"]):
        return ""
    if not match["digits"]:
        return "" if match["rest"].strip() else match["section"].upper()
    figures = re.sub(r"\D", " ", match["digits"], count=1).replace(".", "")
    division, _, below = figures.partition(" ") if " " in figures else (figures[:2], "", figures[2:])
    return f"{division:0>2}" + (f".{below}" if below else "")


@cache
def _followers() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    followers: dict[str, list[tuple[str, bool]]] = {}
    for row in tables.rows("sectors-rev2"):
        followers.setdefault(row["rev2"], []).append((row["rev2_1"], row["intermediary_part"] == "1"))
    return {code: tuple(found) for code, found in followers.items()}
