"""Write the prepared tables: ``python -m matcher.knowledge --freeze OUT.json``."""

import argparse
import json
from pathlib import Path

from matcher.knowledge import preparing

parser = argparse.ArgumentParser(prog="python -m matcher.knowledge", description=__doc__)
parser.add_argument("--freeze", required=True, type=Path, metavar="OUT.json")
asked = parser.parse_args()
asked.freeze.write_text(json.dumps(preparing.prepared(), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
