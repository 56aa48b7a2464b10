"""What Pyodide's built-in functions say of themselves: nobody asks on the page, so it is not worked out."""

from collections.abc import Callable
from typing import Any


def get_cmeth_docstring(function: Callable[..., Any]) -> str:
    """A heading in the form that the interpreter wants."""
    return f"{function.__name__}(*arguments)\n--\n\n"
