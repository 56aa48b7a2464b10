"""Pyodide's way to run source without what takes source apart."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

PLACE = "<exec>"


def eval_code(source: str, globals: dict[str, Any] | None = None, locals: Mapping[str, Any] | None = None) -> Any:
    """Run *source*; the value of an expression that stands alone or behind its last semicolon, else None."""
    names = {} if globals is None else globals
    statements, _, last = source.rpartition(";")
    try:
        parts = [compile(statements.strip(), PLACE, "exec"), compile(last.strip(), PLACE, "eval")]
    except SyntaxError:
        parts = [compile(source, PLACE, "exec")]
    return [eval(part, names, locals) for part in parts][-1]


def pyimport_impl(path: str) -> Any:
    """The module of that name, or what a module holds under the last part of it."""
    stem, _, last = path.rpartition(".")
    found = getattr(import_module(stem), last, None) if stem else None
    return import_module(path) if found is None else found
