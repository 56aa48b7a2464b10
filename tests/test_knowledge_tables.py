"""The knowledge tables hold together, and are as wide as was promised."""

from __future__ import annotations

from matcher import tables
from matcher.knowledge import checking, preparing


def test_nothing_is_wrong_in_the_tables():
    found = checking.faults()
    assert not found, "\n".join(found[:40])


def test_the_tables_have_at_least_their_first_real_size():
    rows = tables.rows("resources")
    assert sum(row["nature"] != "group" for row in rows) >= 900
    assert len(tables.rows("uses")) >= 2500


def test_every_stream_has_a_use_of_its_own_or_of_a_relative_above_or_below():
    rows = tables.rows("resources")
    parents = {row["id"]: row["parent"] for row in rows}
    used = {row["have"] for row in tables.rows("uses")}
    above_used = {name for name in parents if any(ancestor in used for ancestor in _line(name, parents))}
    below_used = {ancestor for name in used for ancestor in _line(name, parents)}
    without = [row["id"] for row in rows if row["nature"] == "stream" and row["id"] not in above_used | below_used]
    assert len(without) <= 0.03 * len(rows), without


def _line(name, parents):
    line = []
    while name:
        line.append(name)
        name = parents[name]
    return line


def test_what_is_prepared_twice_is_the_same():
    assert preparing.prepared() == preparing.prepared()
