"""Python's search for values that refer to themselves, put off while many are made that do not."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unsearched() -> Iterator[None]:
    """No search meanwhile: while many values are made and kept, Python would look through all of them again and again.

    Matching 1,500 rows, valuing and screening what was found take 4 to 8 % less time so, and wording
    a thousand values a third (benchmarks/flows.py, CPython); whatever else a request does gains nothing and keeps the
    search.

    >>> with unsearched():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
