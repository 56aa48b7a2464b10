"""What a JSON Schema says of a value: the parts that hold are kept, the others are named and set aside."""

from __future__ import annotations

import datetime
import itertools
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from matcher.reading.damaged_json import REPEATED

Schema = Mapping[str, Any]


NOTHING: Any = object()


class Fault(NamedTuple):
    """An entry that does not hold: where it stands, what stands there, and what was expected ("date", "text" …)."""

    at: tuple[str, ...]
    value: Any
    expected: str


class Checked(NamedTuple):
    """What of a value holds, and what does not; ``kept`` is NOTHING where no part of it does."""

    kept: Any
    faults: tuple[Fault, ...] = ()


def check(value: Any, schema: Schema, root: Schema, at: tuple[str, ...] = ()) -> Checked:
    """What of *value* holds under *schema*, whose references lead into *root*.

    Names that the schema does not list are kept; null under one that it lists is passed over, as if it stood not there.
    Of JSON Schema it knows what project.schema.json uses, besides ``x-expected``, what to call the expected value,
    and ``x-ascending``, names whose numbers must not fall.
    """
    schema = _resolved(schema, root)
    if "anyOf" in schema:
        whole = (found for one in schema["anyOf"] if not (found := check(value, one, root, at)).faults)
        return next(whole, _refused(value, schema, at))
    if not all(holds(value, schema[word]) for word, holds in RULES.items() if word in schema):
        return _refused(value, schema, at)
    if isinstance(value, dict):
        return _entry(value, schema, root, at)
    if isinstance(value, list):
        return _list(value, schema, root, at)
    return Checked(value)


def _entry(value: Mapping[str, Any], schema: Schema, root: Schema, at: tuple[str, ...]) -> Checked:
    """The names of an entry whose values hold; those that stood twice are faults."""
    listed, other = schema.get("properties", {}), schema.get("additionalProperties", True)
    kept, faults = {}, [Fault((*at, name), earlier, "once") for name, earlier in value.get(REPEATED, ())]
    for name, one in value.items():
        told = _as_schema(listed.get(name, other))
        if name == REPEATED or (one is None and told):
            continue
        found = check(one, told, root, (*at, name))
        faults += found.faults
        if found.kept is not NOTHING:
            kept[name] = found.kept
    if missing := next((name for name in schema.get("required", ()) if name not in kept), ""):
        faults.append(Fault((*at, missing), None, "present"))
    return Checked(kept, tuple(faults))


def _list(value: list[Any], schema: Schema, root: Schema, at: tuple[str, ...]) -> Checked:
    each = itertools.chain(schema.get("prefixItems", ()), itertools.repeat(schema.get("items", {})))
    found = [
        check(one, one_schema, root, (*at, str(place)))
        for place, (one, one_schema) in enumerate(zip(value, each, strict=False), start=1)
    ]
    faults = tuple(fault for one in found for fault in one.faults)
    if "prefixItems" in schema and faults:
        return _refused(value, schema, at)
    return Checked([one.kept for one in found if one.kept is not NOTHING], faults)


def _refused(value: Any, schema: Schema, at: tuple[str, ...]) -> Checked:
    kind = schema.get("type", "text")
    return Checked(NOTHING, (Fault(at, value, schema.get("x-expected") or EXPECTED.get(str(kind), "text")),))


def _resolved(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        found: Any = root
        for name in schema["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        schema = found
    return schema


def _as_schema(written: Any) -> Schema:
    return {} if written is True else written


EXPECTED = {"string": "text", "number": "number", "array": "list", "object": "entry"}


def _is_of_type(value: Any, kinds: str | list[str]) -> bool:
    return any(TYPES[kind](value) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


TYPES: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "number": _is_number,
    "integer": lambda value: _is_number(value) and value == int(value),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}


def _is_date(value: str, _: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_ascending(value: Mapping[str, float], names: list[str]) -> bool:
    numbers = [value.get(name) for name in names]
    return all(map(_is_number, numbers)) and numbers == sorted(numbers)  # type: ignore[type-var]


# In this order: a later rule is asked only where the earlier ones hold.
RULES: Mapping[str, Callable[[Any, Any], bool]] = {
    "type": _is_of_type,
    "const": lambda value, expected: bool(value == expected),
    "enum": lambda value, allowed: value in allowed,
    "pattern": lambda value, pattern: re.search(pattern, value) is not None,
    "format": _is_date,
    "minimum": lambda value, least: bool(value >= least),
    "exclusiveMinimum": lambda value, least: bool(value > least),
    "maximum": lambda value, most: bool(value <= most),
    "minItems": lambda value, least: len(value) >= least,
    "maxItems": lambda value, most: len(value) <= most,
    "x-ascending": _is_ascending,
}
