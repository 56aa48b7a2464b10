"""The parks that ship as examples: in the reader's language, or each card in its own."""

from __future__ import annotations

import pytest

from matcher import examples, tables
from matcher.model import LANGUAGES


def test_each_example_has_its_table_and_tells_in_which_language_its_cards_are():
    for row in examples.listed():
        assert row["cards"] in ("reader", "own")
        assert tables.rows(f"example-{row['table']}")


@pytest.mark.parametrize("reader", LANGUAGES)
def test_a_mixed_example_has_its_cards_in_all_languages_under_names_that_the_reader_knows(reader):
    own, mixed = (examples.rows(name, reader) for name in ("kalundborg", "kalundborg-mixed"))
    assert {row["language"] for row in own} == {reader}
    assert {row["language"] for row in mixed} == {*LANGUAGES}
    assert [row["site"] for row in own] == [row["site"] for row in mixed]
    assert [one["text"] == other["text"] for one, other in zip(own, mixed, strict=True)] == [
        row["language"] == reader for row in mixed
    ]


def test_an_example_that_is_not_there_is_named():
    with pytest.raises(LookupError, match=r"no example 'calundborg', but kalundborg,"):
        examples.rows("calundborg", "en")
