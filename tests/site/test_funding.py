"""The funding overview: its table is checked with file, line and cure, and says the same in every language."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from site_plugins.edited_tables import TableError
from site_plugins.funding import CODES, PLACE, TABLE, TOLD, faults, listed, load, overview, told
from site_plugins.languages import LANGUAGES, words
from tests.site.spoiling import fault, spoil

CONTENT = Path(__file__).parent.parent.parent / "content"
PROGRAMMES = CONTENT / TABLE
DEADLINES = re.compile(r"deadline|termen[ -]limită|(?:søknads|inn)frist", re.IGNORECASE)


def test_the_table_is_right_as_it_stands() -> None:
    assert list(faults(PROGRAMMES)) == []


def test_every_step_can_be_paid_in_both_countries() -> None:
    programmes = load(PROGRAMMES)
    for country in CODES["countries"]:
        here = [row for row in programmes if country in listed(row, "countries") and not row["ended"]]
        assert set(CODES["pays"]) <= {code for row in here for code in listed(row, "pays")}, country


def test_no_row_gives_a_deadline_or_was_read_in_the_future() -> None:
    for row in load(PROGRAMMES):
        texts = " ".join(row[f"{part}_{language}"] for part in TOLD for language in LANGUAGES)
        assert not DEADLINES.search(texts), row["id"]
        assert int(row["as_of"] or 0) <= datetime.date.fromisoformat(row["read"]).year, row["id"]


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("no-kbn,NO,", "no-kbn,SE,", "“countries” cannot be “SE”. Put NO, RO."),
        ("no-kbn,NO,authority", "no-kbn,NO,mayor", "“applicants” cannot be “mayor”. Put firm, park,"),
        ("no-kbn,NO", "no-pes,NO", "“no-pes” stands in line"),
        ("Høyst 500 000 kroner", "", "“size” is told in some languages only."),
        ("https://arsrapport23.siva.no/", "arsrapport23.siva.no/", "Begin each address with https://"),
        (",2023,https://arsrapport23", ",last year,https://arsrapport23", "“as_of” cannot be “last year”."),
        ("norsk-katapult/,2026-11-29", "norsk-katapult/,29.11.2026", "“read” cannot be “29.11.2026”."),
        ("Municipalities and county authorities,", ",", "“who_en” is empty. Fill it in."),
    ],
)
def test_a_wrong_row_is_told_with_file_line_and_cure(tmp_path: Path, right: str, wrong: str, expected: str) -> None:
    file = Path(shutil.copy(PROGRAMMES, tmp_path))
    spoil(file, right, wrong)
    with pytest.raises(TableError, match=fault("programmes.csv", expected)):
        load(file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_tells_every_programme_and_what_it_is_found_by(language: str) -> None:
    programmes = load(PROGRAMMES)
    html = overview(programmes, language)
    assert html.count('<tr class="filter-entry"') == len(programmes)
    assert html.count("<a href=") == sum(len(row["sources"].split()) for row in programmes)
    assert html.count("<select ") == len(CODES)
    assert html.count(words(language)["funding.ended"]) == sum(bool(row["ended"]) for row in programmes)
    assert PLACE in (CONTENT / language / "workshop" / "funding.md").read_text(encoding="utf-8")


def test_markup_in_the_table_is_shown_as_text() -> None:
    row = dict(load(PROGRAMMES)[0]) | {"who_en": "Firms <b> & others"}
    assert "Firms &lt;b&gt; &amp; others" in overview([row], "en")


def test_a_name_that_is_the_same_everywhere_stands_once() -> None:
    row = {"name_en": "SkatteFUNN", "name_ro": "", "size_en": "a part", "size_ro": ""}
    assert told(row, "name", "ro") == "SkatteFUNN"
    assert told(row, "size", "ro") == ""
