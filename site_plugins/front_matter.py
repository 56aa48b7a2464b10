"""The lines between two rows of dashes at the head of a page: read, and what is wrong in them told by file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

# The reader written in C, where PyYAML has it, takes a tenth of the time.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HEAD = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


class FrontMatterError(ValueError):
    """Something at the head of a page is wrong: the message names file, line and cure."""


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand under a name: whether it has to, what makes a value right, and what a writer should put there.

    Where the value is a list, each entry is judged by itself, and told with its own line.
    """

    is_right: Callable[[Any], bool]
    cure: str
    is_needed: bool = True
    is_right_entry: Callable[[Any], bool] = lambda entry: True


def read(text: str, name: str) -> Mapping[str, Any]:
    """What stands at the head of a page; *name* is the page's file, for the message where it cannot be read."""
    head = HEAD.match(text.replace("\r\n", "\n"))
    try:
        return (yaml.load(head[1], LOADER) or {}) if head else {}
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        cure = "put a text that holds a colon or a # between quotation marks"
        raise FrontMatterError(f"{name}{line}: {getattr(fault, 'problem', fault)}. Cure: {cure}.") from None


def faults(text: str, name: str, section: str, fields: Mapping[str, Field]) -> Iterator[str]:
    """What is wrong in the *section* of a page's head, one sentence a fault, with file, line and cure.

    >>> fields = {"since": Field(lambda value: isinstance(value, int), "a year, such as 2010")}
    >>> list(faults("---\\ntitle: Heat\\ncase:\\n  since: long ago\\n---\\n", "heat.md", "case", fields))
    ['heat.md, line 4: “since” cannot be “long ago”. Put a year, such as 2010.']
    """
    told = read(text, name).get(section)
    if not isinstance(told, Mapping):
        yield f"{name}: the head has no section “{section}:”. Copy it from a page that has one."
        return
    lines = _lines(text, section)
    for key, value in told.items():
        if key not in fields:
            yield f"{name}, line {lines[key]}: “{key}” is not known here. Known are {', '.join(fields)}."
        elif not fields[key].is_right(value):
            yield f"{name}, line {lines[key]}: “{key}” cannot be “{value}”. Put {fields[key].cure}."
        elif isinstance(value, list):
            for place, entry in enumerate(value):
                if not fields[key].is_right_entry(entry):
                    yield f"{name}, line {lines[key, place]}: “{key}” cannot hold “{entry}”. Put {fields[key].cure}."
    for key, field in fields.items():
        if field.is_needed and key not in told:
            yield f"{name}, line {lines['']}: “{key}” is missing. Put {field.cure}."


def _lines(text: str, section: str) -> dict[str | tuple[str, int], int]:
    """The line of the page that each name of the *section* stands in; the section's own under the empty name.

    An entry of a list is found by the name and its place.
    """
    head = HEAD.match(text.replace("\r\n", "\n"))
    whole = yaml.compose(head[1], LOADER) if head else None
    found: dict[str | tuple[str, int], int] = {}
    for key, value in whole.value if isinstance(whole, yaml.MappingNode) else ():
        if key.value == section:
            found[""] = key.start_mark.line + 2
            for name, told in value.value:
                found[name.value] = name.start_mark.line + 2
                entries = told.value if isinstance(told, yaml.SequenceNode) else ()
                found |= {(name.value, place): entry.start_mark.line + 2 for place, entry in enumerate(entries)}
    return found
