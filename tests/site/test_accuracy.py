"""The page about accuracy shows the measured figures, in the words and numbers of its language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from site_plugins.accuracy import FIGURES, LEVELS, MARKER, PAIRS, PARTS, STRATA, SYSTEMS, TABLES, pairs, with_figures
from site_plugins.languages import LANGUAGES

ROOT = Path(__file__).parent.parent.parent
GOLDEN = Path(__file__).parent / "golden"
PAGE = "\n".join(f"<!-- accuracy:{name} -->\n" for name in TABLES)
PUBLISHED = json.loads((ROOT / FIGURES).read_text(encoding="utf-8"))


def measured(start: float) -> dict[str, object]:
    """Figures that count upwards from *start*, so that each place in a table tells where it came from."""
    names = ("ndcg", "recall", "forbidden", "overwarned", "no_partner", *STRATA)
    figures = {name: [start + step / 100, start, start + 0.1] for step, name in enumerate(names)}
    return {**figures, "by_stratum": {name: figures[name] for name in STRATA}}


TOLD = {
    "date": "2026-01-31",
    "command": "python -m benchmarks.accuracy",
    "haves": 7,
    "sizes": {part: {"partnered": 3 + size, "wants": 9} for size, part in enumerate(PARTS)},
    # The last system was not measured.
    "figures": {
        part: {
            pair: {system: measured(row / 20 + column / 10 + shift / 100) for column, system in enumerate(SYSTEMS[:-1])}
            for row, pair in enumerate(PAIRS)
        }
        for shift, part in enumerate(PARTS)
    },
    "failures": {
        "all": {
            pair: {
                "direct": 20 + row,
                "want_unknown": row,
                "have_unknown": 1,
                "unrelated": 2,
                "ranked_low": 3,
                "forbidden_shown": 4,
            }
            for row, pair in enumerate(PAIRS)
        }
    },
    "levels": {"all": {pair: {level: (step, 4 * step) for step, level in enumerate(LEVELS)} for pair in PAIRS}},
}


def test_the_tables_are_as_they_were_agreed() -> None:
    assert with_figures(PAGE, TOLD, "no") == (GOLDEN / "accuracy.no.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_each_language_asks_for_every_table_once(language: str) -> None:
    page = (ROOT / "content" / language / "about" / "accuracy.md").read_text(encoding="utf-8")
    assert sorted(MARKER.findall(page)) == sorted(TABLES)
    assert "<!--" not in with_figures(page, PUBLISHED, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_a_table_has_as_many_cells_as_its_heading(language: str) -> None:
    for name in TABLES.keys() - {"run"}:
        rows = re.findall(r"<tr>.*</tr>", TABLES[name](PUBLISHED, language))
        assert len(rows) > 2
        assert len({len(re.findall(r"<t[hd]>", row)) for row in rows}) == 1


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert re.search(r"\d\.\d\d \(", pairs(TOLD, "en"))
    for language in ("ro", "no"):
        assert not re.search(r"\d\.\d", pairs(TOLD, language))
