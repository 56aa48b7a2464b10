"""Brings the whole module when something has gone wrong, and not whenever Pyodide starts."""

from importlib import import_module
from typing import Any


def print_exception(*arguments: Any, **named: Any) -> None:
    """What Pyodide hangs in place of sys.excepthook."""
    __getattr__("print_exception")(*arguments, **named)


def __getattr__(name: str) -> Any:
    return getattr(import_module("whole_traceback"), name)
