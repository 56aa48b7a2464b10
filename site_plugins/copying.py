"""Templates to copy: each stands in content/data/templates, is shown on a page as it is, and is tested like the rest.

A page names one by a line such as <!-- template: en/case.md -->.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

FOLDER = Path("data") / "templates"
MARKER = re.compile(r"^(?P<indent> *)<!-- template: (?P<file>[\w./-]+) -->$", re.MULTILINE)


class TemplateError(ValueError):
    """A page names a template that is not there: the message names the file."""


def with_templates(markdown: str, folder: Path) -> str:
    """A page with each template of the *folder* that it names, as text to copy."""
    return MARKER.sub(lambda found: _fenced(folder / found["file"], found["indent"]), markdown)


def _fenced(file: Path, indent: str) -> str:
    if not file.is_file():
        raise TemplateError(f"There is no template {file}. Name one that stands in {FOLDER}.")
    lines = ("~~~~ text", *file.read_text(encoding="utf-8").rstrip().splitlines(), "~~~~")
    return "\n".join(f"{indent}{line}".rstrip() for line in lines)


# What MkDocs calls.


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Show the templates that a page names."""
    return with_templates(markdown, Path(config.docs_dir) / FOLDER)
