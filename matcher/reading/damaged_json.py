"""A JSON text as far as it can be read: also one that was cut off, or mended by hand and broken thereby."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from matcher.model import Problem
from matcher.reading.sheet import error, notice

# Under this key an entry holds the pairs whose names stood in it twice; the last one counts.
REPEATED = "\0repeated"
MARKS = re.compile(r"""[\[\]{},]|"[^"\\]*(?:\\.[^"\\]*)*\"""", re.DOTALL)
CLOSING = {"[": "]", "{": "}"}
MOST_MENDED = 50


class Read(NamedTuple):
    """What a text holds, None where nothing could be read, and what was wrong with it."""

    found: Any
    problems: tuple[Problem, ...] = ()


def read(text: str) -> Read:
    """What *text* holds; a comma too many or too few is mended, and what stands behind a worse fault is left out.

    >>> read('{"name": "Park", "flows": [{"text": "slag", "kind": "mat').found
    {'name': 'Park', 'flows': [{'text': 'slag'}]}
    >>> read('[1, 2,]').found
    [1, 2]
    """
    problems: list[Problem] = []
    for _ in range(MOST_MENDED):
        try:
            return Read(_parsed(text), tuple(problems))
        except json.JSONDecodeError as fault:
            mended = _with_other_comma(text, fault)
            if mended is None:
                return _before(text, fault, problems)
            problems.append(notice("json-comma", line=str(fault.lineno)))
            text = mended
        except ValueError:  # A number of thousands of digits.
            break
    return Read(None, (*problems, error("json-unreadable")))


def _parsed(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_entry, parse_constant=str)


def _entry(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    entry = dict(pairs)
    if len(entry) < len(pairs):
        last = {name: place for place, (name, _) in enumerate(pairs)}
        entry[REPEATED] = [list(pair) for place, pair in enumerate(pairs) if last[pair[0]] != place]
    return entry


def _with_other_comma(text: str, fault: json.JSONDecodeError) -> str | None:
    """The text with the comma that is too many taken out, or the one that lacks put in; None where it is neither."""
    before = text[: fault.pos].rstrip()
    after = text[fault.pos :].lstrip()
    if after.startswith(("]", "}")) and before.endswith(","):
        return before[:-1] + text[fault.pos :]
    if after.startswith(",") and (before.endswith(",") or after[1:].lstrip().startswith(("]", "}"))):
        return before + after[1:]
    if fault.msg.startswith("Expecting ',' delimiter") and after.startswith(('"', "{", "[")):
        return f"{before},{text[fault.pos :]}"
    return None


def _before(text: str, fault: json.JSONDecodeError, problems: Sequence[Problem]) -> Read:
    """What stands before the fault, with everything closed that was open there."""
    whole = _closed(text[: fault.pos])
    if not whole:
        return Read(None, (*problems, error("json-unreadable")))
    is_cut_off = not text[fault.pos :].strip() or fault.msg.startswith("Unterminated string")
    told = error("json-cut-off" if is_cut_off else "json-broken", line=str(fault.lineno), character=str(fault.colno))
    return Read(_parsed(whole), (*problems, told))


def _closed(text: str) -> str:
    """*text* up to the end of its last whole entry, and the brackets that end what is open there."""
    opened: list[str] = []
    end, endings = 0, ""
    for match in MARKS.finditer(text):
        mark = match[0]
        if mark in CLOSING:
            opened.append(CLOSING[mark])
        elif mark in CLOSING.values():
            opened.pop()
        elif mark != ",":
            continue
        end = match.start() if mark == "," else match.end()
        endings = "".join(reversed(opened))
    return text[:end] + endings
