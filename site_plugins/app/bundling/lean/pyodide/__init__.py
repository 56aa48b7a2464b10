"""Pyodide's package without its event loop: the matcher awaits nothing, and the loop takes long to bring."""

from . import _state  # type: ignore[attr-defined]  # noqa: F401  # It has callbacks into this module.

__version__ = "{version}"
