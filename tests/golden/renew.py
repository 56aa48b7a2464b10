"""Writes the golden action plans anew: to be read before they are kept."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

from test_documents import LANGUAGES, golden_plan  # noqa: E402

# Only as a command: pytest imports every module it finds, and must not write what it compares with.
if __name__ == "__main__":
    for language in LANGUAGES:
        (HERE / f"action-plan.{language}.md").write_text(golden_plan(language), encoding="utf-8", newline="\n")
