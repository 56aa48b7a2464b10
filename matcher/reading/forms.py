"""What kind of file it is, told by its first bytes and not by its name."""

from __future__ import annotations

import io

from matcher.reading.encodings import told_by_bytes

WORKBOOK, JSON, TEXT = "workbook", "json", "text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What a file begins with, and the problem that says how to get a table out of it.
REFUSED = (
    (b"%PDF", "is-pdf"),
    (b"{\\rtf", "is-document"),
    (b"\x89PNG", "is-picture"),
    (b"\xff\xd8\xff", "is-picture"),
    (b"GIF8", "is-picture"),
    (b"Rar!", "is-archive"),
    (b"7z\xbc\xaf", "is-archive"),
    (b"\x1f\x8b", "is-archive"),
)
# A part that tells what a zip archive is.
PARTS = (
    ("xl/workbook.xml", WORKBOOK),
    ("xl/workbook.bin", "is-binary-workbook"),
    ("word/document.xml", "is-document"),
    ("ppt/presentation.xml", "is-document"),
    ("content.xml", "is-open-document"),
    ("Index/Document.iwa", "is-numbers"),
)


def form_of(name: str, content: bytes) -> str:
    """``workbook``, ``json`` or ``text``, or else the code of the problem why it cannot be read."""
    refusal = next((code for beginning, code in REFUSED if content.startswith(beginning)), "")
    if refusal:
        return refusal
    if content.startswith(OLE):
        return "is-protected" if ENCRYPTED in content else "is-old-workbook"
    if content.startswith(b"PK"):
        return _form_of_archive(content)
    return _form_of_text(name, content)


def _form_of_archive(content: bytes) -> str:
    import zipfile  # Only workbooks need it, and it takes a while to bring.

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
            if any(part.flag_bits & 1 for part in archive.infolist()):
                return "is-protected"
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return "damaged-workbook"
    return next((form for part, form in PARTS if part in parts), "is-archive")


def _form_of_text(name: str, content: bytes) -> str:
    beginning = content[:4000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").replace(b"\x00", b"").lower()
    if beginning.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        return "is-web-page"
    if name.lower().endswith(".json") or beginning.startswith((b"[{", b"[\n", b"[\r", b"[ ", b"{")):
        return JSON
    return TEXT if told_by_bytes(content) or not _is_binary(content[:4000]) else "not-a-table"


def _is_binary(sample: bytes) -> bool:
    """Whether *sample* holds bytes that no text has."""
    return sum(byte < 9 or 13 < byte < 32 for byte in sample) * 50 > len(sample)
