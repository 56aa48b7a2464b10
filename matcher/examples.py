"""The parks that ship as examples: documented exchanges, and demonstrations marked as such."""

from __future__ import annotations

from collections.abc import Sequence

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
