"""A list with filters above it, as ``assets/js/filters.js`` finds it; without scripts the whole list is seen alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Choice:
    """A field to choose from: ``options`` are pairs of code and label, shown by their labels."""

    name: str
    label: str
    options: Iterable[tuple[str, str]]


def filtered(choices: Iterable[Choice], everything: str, counts: Mapping[str, str], entries: str) -> str:
    """The list *entries*, whose entries have the class ``filter-entry``, with its fields and the place for the count.

    *counts* has a sentence for each plural form; *everything* is what an open field says.
    """
    fields = "".join(_field(one, everything) for one in choices)
    return (
        f'<div class="filtered" data-words="{escape(json.dumps(counts, ensure_ascii=False))}">'
        f'<div class="filter-bar">{fields}<p class="filter-count" role="status"></p></div>{entries}</div>'
    )


def marks(values: Mapping[str, Iterable[str]]) -> str:
    """What an entry is found by, as attributes.

    >>> marks({"country": ["NO", "RO"]})
    ' data-country="NO RO"'
    """
    return "".join(f' data-{name}="{escape(" ".join(codes))}"' for name, codes in values.items())


def _field(one: Choice, everything: str) -> str:
    options = "".join(
        f'<option value="{escape(code)}">{escape(label)}</option>'
        for code, label in sorted(set(one.options), key=lambda option: option[1])
    )
    return (
        f'<label><span>{escape(one.label)}</span><select name="{one.name}">'
        f'<option value="">{escape(everything)}</option>{options}</select></label>'
    )
