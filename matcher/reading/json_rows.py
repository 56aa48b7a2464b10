"""JSON: a list of flows, or an object that holds one, such as our own export."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from matcher.model import Problem
from matcher.reading.headings import are_sides, meaning
from matcher.reading.numbers import plain_text
from matcher.reading.sheet import Reading, Row, clean, error, limits, notice, placed, refused

MARKS = re.compile(r"""[\[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*\"""", re.DOTALL)
LISTS = ("flows", "rows", "fluxuri", "strømmer", "data")


def read_json(text: str, name: str, side: str = "") -> Reading:
    """The rows of a JSON *text*; the first entry of the list is row 1."""
    if is_deeper_than(text, limits()["json_depth"]):
        return refused("no-rows-in-json", name)
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as fault:
        return refused("wrong-json", name, line=str(fault.lineno), character=str(fault.colno))
    except ValueError:
        # A number of thousands of digits.
        return refused("no-rows-in-json", name)
    entries = _entries(found)
    return refused("no-rows-in-json", name) if entries is None else _read(entries, name, side)


def _read(entries: list[Any], name: str, side: str) -> Reading:
    rows: list[Row] = []
    problems: list[Problem] = []
    unread: dict[str, None] = {}
    for number, entry in enumerate(entries[: limits()["rows"]], start=1):
        if not isinstance(entry, dict):
            problems.extend(placed([error("not-a-row")], name, row=number))
            continue
        row = _row(entry, unread)
        if any(row.values()):
            rows.append(row | {"_file": name, "_sheet": "", "_row": str(number)})
    left = len(entries) - limits()["rows"]
    if left > 0:
        problems.append(Problem("too-many-rows", details=(("limit", str(limits()["rows"])), ("left", str(left)))))
    if unread:
        problems.append(notice("columns-left-out", count=str(len(unread)), names=", ".join(list(unread)[:8])))
    if not rows and not problems:
        problems.append(error("no-rows-in-json"))
    return Reading(tuple(_with_sides(rows, side)), tuple(placed(problems, name)))


def _with_sides(rows: list[Row], side: str) -> list[Row]:
    """The rows with their sides, also where they stand under a key for kinds; *side* where nothing tells it."""
    if not any(row.get("side") for row in rows) and are_sides([row.get("kind", "") for row in rows]):
        rows = [{**row, "side": row.get("kind", ""), "kind": ""} for row in rows]
    return [{"side": side} | row for row in rows] if side else rows


def is_deeper_than(text: str, limit: int) -> bool:
    """Whether lists and objects in *text* are nested deeper than *limit*.

    Lists thousands deep end the browser's interpreter at once, so that no exception could be caught.
    """
    depth = 0
    for match in MARKS.finditer(text):
        mark = match[0]
        depth += (mark in "[{") - (mark in "]}")
        if depth > limit:
            return True
    return False


def _entries(found: Any) -> list[Any] | None:
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        return next((found[key] for key in LISTS if isinstance(found.get(key), list)), None)
    return None


def _row(entry: dict[str, Any], unread: dict[str, None]) -> Row:
    row: Row = {}
    for key, value in entry.items():
        if key.startswith("_"):
            continue
        found = meaning(key)
        if found is None:
            unread.setdefault(key)
        else:
            row.setdefault(found.column, clean(as_text(value)))
    return row


def as_text(value: Any) -> str:
    """A cell as the human would have written it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return plain_text(value) if abs(value) < 1e15 else str(value)
    if isinstance(value, list) and _are_plain(value):
        return "; ".join(as_text(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _are_plain(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str | int | float) for value in values)
