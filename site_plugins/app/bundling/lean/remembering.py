"""Keeps every table that was read: a memory image is at work before the archive is there that the tables are in."""

from matcher import tables

read: dict[str, bytes] = {}
_packaged = tables.packaged


def _remembered(file: str) -> bytes | None:
    found = read.get(file) or _packaged(file)
    if found is not None:
        read[file] = found
    return found


tables.packaged = _remembered
