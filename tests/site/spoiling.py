"""Tables that are spoilt on purpose, and how their faults are told."""

from __future__ import annotations

import re
from pathlib import Path


def spoil(table: Path, right: str, wrong: str) -> None:
    """Put *wrong* where *right* first stands in a *table*, and save it as a spreadsheet does."""
    text = table.read_text(encoding="utf-8-sig")
    assert right in text
    table.write_text(text.replace(right, wrong, 1), encoding="utf-8-sig")


def fault(table: str, told: str) -> str:
    """A pattern for a message with a line on the *table* that says what is *told*."""
    return rf"(?m)^{re.escape(table)}\b.*{re.escape(told)}"
