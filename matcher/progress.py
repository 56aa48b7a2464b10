"""How far long work has come, told every few entries to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

# The stage ("recognising", "matching" …), how many entries are done, and how many there are.
Progress = Callable[[str, int, int], None]
STEP = 25
T = TypeVar("T")


def silent(_stage: str, _done: int, _total: int) -> None:
    """No progress is told."""


def counted(entries: Sequence[T], stage: str, progress: Progress) -> Iterator[T]:
    """The *entries* one by one; before every 25th, and after the last, *progress* is told.

    >>> list(counted("ab", "reading", print))
    reading 0 2
    reading 2 2
    ['a', 'b']
    """
    for done, entry in enumerate(entries):
        if done % STEP == 0:
            progress(stage, done, len(entries))
        yield entry
    progress(stage, len(entries), len(entries))
