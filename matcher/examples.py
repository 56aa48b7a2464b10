"""The parks that ship as examples: documented exchanges, and demonstrations marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matcher import tables
from matcher.model import Language

# What a card says is in its own language.
SAID = ("text", "condition")
# What stands above it is in the reader's.
HEADED = ("site",)


def listed() -> Sequence[tables.Row]:
    """The examples with their names and notes in three languages.

    ``cards`` tells in which language the cards of an example are: in the "reader"'s, or each in its "own".
    """
    return tables.rows("examples")


def rows(example: str, language: Language) -> list[dict[str, str]]:
    """The flows of *example* as rows, as a visitor would have typed them; *language* is that of the reader.

    Raises LookupError where there is no such example.
    """
    told = next((row for row in listed() if row["id"] == example), None)
    if told is None:
        raise LookupError(f"there is no example {example!r}, but {', '.join(row['id'] for row in listed())}")
    return [_typed(row, language, told["cards"]) for row in tables.rows(f"example-{told['table']}")]


def _typed(row: tables.Row, reader: Language, cards: str) -> dict[str, str]:
    """What stands in a row, without empty cells; of what the table has in each language, what this card would say."""
    language: str = reader if cards == "reader" else row["language"]
    told = {"language": language}
    for column, cell in row.items():
        name, _, tag = column.rpartition("_")
        if "_" not in column:
            told.setdefault(column, cell)
        elif (name in SAID and tag == language) or (name in HEADED and tag == reader):
            told[name] = cell
    return {column: cell for column, cell in told.items() if cell}


def is_demonstration(flows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether some of *flows* stand in an example that is invented, word for word."""
    invented = {
        (row.get("site"), row.get("text"))
        for example in listed()
        if example["id"].startswith("demonstration")
        for row in rows(example["id"], "en")
    }
    return any((flow.get("site"), flow.get("text")) in invented for flow in flows)
