"""Where other libraries could take work over from networkx: here there are none, and a function stays itself."""

from typing import Any

__all__ = ["_dispatchable"]


def _dispatchable(function: Any = None, **_: Any) -> Any:
    return function or (lambda function: function)
