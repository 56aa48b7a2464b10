"""The parks that ship as examples: documented exchanges, and demonstrations marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matcher import tables


def listed() -> Sequence[tables.Row]:
    """The examples with their names and notes in three languages."""
    return tables.rows("examples")


def rows(example: str) -> list[dict[str, str]]:
    """The flows of *example* as rows, as a visitor would have typed them."""
    return [
        {column: cell for column, cell in row.items() if cell and not column.startswith("_")}
        for row in tables.rows(f"example-{example}")
    ]


def is_demonstration(flows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether some of *flows* stand in an example that is invented, word for word."""
    invented = {
        (row.get("site"), row.get("text"))
        for example in listed()
        if example["id"].startswith("demonstration")
        for row in rows(example["id"])
    }
    return any((flow.get("site"), flow.get("text")) in invented for flow in flows)
