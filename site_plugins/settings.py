"""What a page tells its scripts: an element that holds values for them and is never run itself."""

from __future__ import annotations

import json
from typing import Any


def held(identity: str, told: Any, *, later: str = "") -> str:
    """The element named *identity* with *told* as JSON; *later* are the addresses that its script fetches by itself.

    Whoever keeps the page for a visit without a network keeps those too.

    >>> held("bank", {"sign": "<"})
    '<script type="application/json" id="bank">{"sign":"\\\\u003c"}</script>'
    """
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    kept = f' data-keep="{later}"' if later else ""
    return f'<script type="application/json"{kept} id="{identity}">{text}</script>'
