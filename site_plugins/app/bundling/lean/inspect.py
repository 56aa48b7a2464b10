"""What Pyodide asks of inspect when it starts; the rest comes from the whole module."""

from importlib import import_module
from typing import Any

CO_COROUTINE = 0x80


def iscoroutinefunction(found: object) -> bool:
    """Whether calling it gives something to await."""
    return bool(getattr(getattr(found, "__code__", None), "co_flags", 0) & CO_COROUTINE)


def __getattr__(name: str) -> Any:
    return getattr(import_module("whole_inspect"), name)
