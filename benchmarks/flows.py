"""Flows drawn from the words of the knowledge tables, for measuring speed: never for measuring accuracy."""

from __future__ import annotations

import random

from matcher import tables
from matcher.model import LANGUAGES, Flow

QUALITIES = {
    "en": ("clean", "mixed", "dry", "wet, from production", "surplus", "off-spec", "about 20 t a month"),
    "ro": ("curat", "amestecat", "uscat", "umed, din producție", "excedent", "neconform", "circa 20 t pe lună"),
    "no": ("ren", "blandet", "tørr", "våt, fra produksjon", "overskudd", "utenfor spek", "ca. 20 t per måned"),
}


def drawn(count: int, seed: int = 1) -> list[Flow]:
    """*count* flows, half of them haves, each a phrase of the tables with a quality, in one of the three languages."""
    chance = random.Random(seed)
    rows = [row for row in tables.rows("resources") if row["nature"] in ("stream", "role")]
    return [_flow(number, chance.choice(rows), chance) for number in range(count)]


def _flow(number: int, row: tables.Row, chance: random.Random) -> Flow:
    language = chance.choice(LANGUAGES)
    phrase = chance.choice((row[language], *tables.cells(row, f"words_{language}")))
    return Flow(
        id=f"F{number:06d}",
        side="have" if number % 2 else "want",
        text=f"{phrase}, {chance.choice(QUALITIES[language])}",
        site=f"Site {chance.randrange(max(2, number // 3 + 2))}",
        language=language,
        kind=row["kind"],
    )
