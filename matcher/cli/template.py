"""template: write an empty workbook to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from matcher import writing
from matcher.cli.speaking import DONE, with_language


def add_to(commands: Any) -> None:
    """Make the command known."""
    one = commands.add_parser("template", help="write an empty workbook to fill in")
    one.add_argument("--out", type=Path, metavar="FILE", help="where to (default: its own name, here)")
    with_language(one, _template)


def _template(asked: argparse.Namespace) -> int:
    file = writing.template(asked.language)
    path = asked.out or Path(file.name)
    path.write_bytes(file.content)
    print(path)
    return DONE
