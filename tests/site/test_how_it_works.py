"""The page on how the matcher works tells the points and the levels that the tables have, in every language."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from matcher import tables
from site_plugins.languages import LANGUAGES

CONTENT = Path(__file__).parent.parent.parent / "content"
FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
MOST_POINTS = 100.0


def cells(page: str, section: str, language: str) -> list[list[str]]:
    """The cells of the first table in a section of a page, row by row, without its heading."""
    text = (CONTENT / language / page).read_text(encoding="utf-8").split(f"{{ #{section} }}")[1].split("\n#")[0]
    rows = [line.strip("|").split("|") for line in text.split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def figures(cell: str) -> list[float]:
    """The figures of a cell in their order, with whichever decimal mark."""
    return [float(figure.replace(",", ".")) for figure in FIGURE.findall(cell)]


def levels() -> list[float]:
    """The least score of each level, the highest first."""
    return [tables.number(row, "least_score") for row in tables.rows("levels")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_criterion_tells_the_most_points_that_it_gives(language: str) -> None:
    most: dict[str, float] = {}
    for row in tables.rows("points"):
        most[row["criterion"]] = max(most.get(row["criterion"], 0.0), tables.number(row, "points"))
    told = [figures(row[-1])[:1] for row in cells("map/how-it-works.md", "assess", language)]
    assert told == [[points] if points else [] for points in most.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_resource_is_told_as_a_part_of_all_points(language: str) -> None:
    assert figures(cells("map/how-it-works.md", "assess", language)[0][-1])[1:] == [MOST_POINTS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_level_reaches_from_its_least_score_to_that_of_the_level_above(language: str) -> None:
    least = levels()
    told = [figures(row[1]) for row in cells("map/how-it-works.md", "rank", language)]
    assert told == [least[:1], *([low, high] for high, low in pairwise(least))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worked_example_of_the_course_adds_up_and_stays_below_the_highest_level(language: str) -> None:
    *findings, (_, score, level) = cells("learn/module-1/finding-synergies.md", "example", language)
    points = [figures(row[1])[0] * (-1 if "−" in row[1] else 1) for row in findings]
    assert sum(points) == figures(score)[0]
    assert figures(level) == levels()[:1]
    assert levels()[1] <= sum(points) < levels()[0]
