"""The stakeholder map: its tables are checked with file, line and cure, and read in every language."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from site_plugins.edited_tables import TableError
from site_plugins.languages import LANGUAGES
from site_plugins.stakeholders import COUNTRIES, kinds, list_of, load, told
from tests.site.spoiling import fault, spoil

DATA = Path(__file__).parent.parent.parent / "content" / "data" / "stakeholders"


def test_every_kind_is_worked_out_for_both_countries() -> None:
    known = set(kinds(DATA, "en"))
    of_country = {country: {row["kind"] for row in load(DATA) if row["country"] == country} for country in COUNTRIES}
    assert known - {"civil"} <= of_country["NO"]
    assert known <= of_country["RO"]


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("no-ncce,cluster,3,2,3", "no-ncce,clubs,3,2,3", "“kind” cannot be “clubs”. Put one of operator, firm"),
        ("no-ncce,cluster,3,2,3", "no-ncce,cluster,3,2,5", "“interest” cannot be “5”. Put 1 (low)"),
        ("no-ncce,cluster", "no-eyde,cluster", "“no-eyde” stands in line"),
        (",https://ncce.no/", ",ncce.no", "Begin it with https://"),
        (",https://www.mip.no/", ",", "a named organisation needs a source"),
        ("Parkdriver som selger energi og deler tjenester", "", "“role_no” is empty. Fill it in"),
    ],
)
def test_a_wrong_row_is_told_with_file_line_and_cure(tmp_path: Path, right: str, wrong: str, expected: str) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "stakeholders"))
    spoil(folder / "norway.csv", right, wrong)
    with pytest.raises(TableError, match=fault("norway.csv", expected)):
        load(folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_can_be_read_without_a_script_and_the_script_reads_the_same(language: str) -> None:
    rows = load(DATA)
    html = list_of(rows, kinds(DATA, language), language)
    settings = json.loads(html.split('id="stakeholder-settings">')[1].split("</script>")[0])
    assert settings["rows"] == [told(row, language) for row in rows]
    assert html.count("<tr>") == len(rows) + 1
    assert all(row["name"] and row["role"] for row in settings["rows"])
