"""Check the knowledge tables, or write them prepared.

python -m matcher.knowledge --check
python -m matcher.knowledge --freeze FOLDER
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from matcher.knowledge import checking, preparing


def main() -> int:
    """Run what was asked for; returns 1 where a check found faults."""
    parser = argparse.ArgumentParser(prog="python -m matcher.knowledge", description=__doc__.split("\n")[0])
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--check", action="store_true", help="say what is wrong in the tables")
    asked.add_argument("--freeze", type=Path, metavar="FOLDER", help="write the prepared tables there")
    told = parser.parse_args()
    if told.check:
        found = checking.faults()
        print("\n".join([*found, f"{len(found)} faults"]))
        return bool(found)
    preparing.keep(preparing.up_to_date(), told.freeze)
    return 0


if __name__ == "__main__":
    sys.exit(main())
