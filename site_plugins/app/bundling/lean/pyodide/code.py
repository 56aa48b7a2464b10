"""The one of Pyodide's ways to run source that the page uses."""

from _pyodide._base import eval_code  # type: ignore[import-not-found]

__all__ = ["eval_code"]
