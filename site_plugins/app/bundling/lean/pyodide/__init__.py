"""Pyodide's package without its event loop: the matcher awaits nothing, and the loop takes long to bring."""

# A memory image is restored only where the same things of the page are held as with the loop, in the same order.
from pyodide_js._api import scheduleCallback  # type: ignore[import-not-found]  # noqa: F401

from . import _state  # type: ignore[attr-defined]  # noqa: F401

__version__ = "{version}"
