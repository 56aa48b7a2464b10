"""A document as a tree of blocks, and one writer for each form that it can be taken away in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from matcher.documents.blocks import Document
from matcher.writing import XLSX, File

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Each form with its media type, the ending of its files, and the writer's module, which is brought only when asked for.
FORMS: Mapping[str, tuple[str, str, str]] = {
    "text": ("text/plain", "txt", "text"),
    "markdown": ("text/markdown", "md", "markdown"),
    "html": ("text/html", "html", "web_page"),
    "docx": (DOCX, "docx", "word"),
    "xlsx": (XLSX, "xlsx", "workbook"),
}


def file(document: Document, form: str, name: str) -> File:
    """The *document* as a file of the *form* that FORMS lists, called *name* and the ending."""
    mime, ending, module = FORMS[form]
    written: Callable[[Document], bytes] = import_module(f"matcher.documents.{module}").written
    return File(f"{name}.{ending}", mime, written(document))
