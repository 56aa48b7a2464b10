"""Flows out of the files that a command names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matcher import reading
from matcher.cli.speaking import tell
from matcher.model import Flow, Language


def flows_of(files: Sequence[str], language: Language) -> tuple[list[Flow], bool]:
    """The flows of all files, and whether any row or file was left out."""
    rows: list[Any] = []
    left_out = False
    for name in files:
        found = reading.read_file(Path(name).name, Path(name).read_bytes(), language)
        left_out |= tell(found.problems, language)
        rows += found.rows
    read = reading.read_flows(rows, language)
    left_out |= tell([trouble for _, trouble in read.problems], language)
    return list(read.flows), left_out
