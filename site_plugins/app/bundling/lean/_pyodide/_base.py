"""Pyodide's way to run source without what takes source apart: the page and Pyodide run only short lines."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any


def eval_code(source: str, globals: dict[str, Any] | None = None, locals: Mapping[str, Any] | None = None) -> Any:
    """Run the statements of *source*, parted by semicolons; the value of the last where it is an expression."""
    names = {} if globals is None else globals
    *statements, last = (statement.strip() for statement in source.split(";"))
    for statement in statements:
        exec(statement, names, locals)
    try:
        code = compile(last, "<exec>", "eval")
    except SyntaxError:
        code = compile(last, "<exec>", "exec")
    return eval(code, names, locals)


def pyimport_impl(path: str) -> Any:
    """The module of that name, or what a module holds under the last part of it."""
    stem, _, last = path.rpartition(".")
    found = getattr(import_module(stem), last, None) if stem else None
    return import_module(path) if found is None else found
