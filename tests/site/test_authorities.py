"""The policy guide: complete in three languages, every figure with its source, law as questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_plugins.languages import LANGUAGES

CONTENT = Path(__file__).parent.parent.parent / "content"
FOR_WHOM = {
    "en": ("For whom", "How long", "How many"),
    "ro": ("Pentru cine", "Cât durează", "Câte persoane"),
    "no": ("For hvem", "Hvor lenge", "Hvor mange"),
}
ASK = {"en": "**Ask", "ro": "**Întrebați", "no": "**Spør"}
INSTRUMENTS = ("facilitation", "permits", "planning", "charges", "heat", "procurement", "data", "measuring")


def guide(language: str) -> str:
    return (CONTENT / language / "workshop" / "policy.md").read_text(encoding="utf-8")


def section(text: str, anchor: str) -> str:
    return re.split(r"^#{2,3} ", text.partition(f"{{ #{anchor} }}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(part: str) -> list[str]:
    return [line for line in part.splitlines() if line.startswith("|")][2:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_tells_for_whom_how_long_and_how_many(language: str) -> None:
    assert [told for told in FOR_WHOM[language] if f"**{told}:**" not in guide(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_anchors_and_addresses(language: str) -> None:
    for pattern in (r"\{ #([a-z0-9-]+) \}", r"\]\((https?://[^)]+)\)"):
        assert sorted(re.findall(pattern, guide(language))) == sorted(re.findall(pattern, guide("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_has_its_source(language: str) -> None:
    figures = rows(section(guide(language), "why"))
    assert figures
    assert [row for row in figures if "](http" not in row] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_each_instrument_ends_in_questions(language: str, instrument: str) -> None:
    asked = [line for line in section(guide(language), instrument).splitlines() if line.startswith("- ")]
    assert asked
    assert [line for line in asked if not (line.startswith(f"- {ASK[language]}") and line.endswith("?"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_office_is_asked_a_question(language: str) -> None:
    assert [row for row in rows(section(guide(language), "questions")) if not row.endswith("? |")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_year_has_twelve_months(language: str) -> None:
    months = {int(month) for row in rows(section(guide(language), "year")) for month in re.findall(r"\d+", row[:8])}
    assert months == set(range(1, 13))
