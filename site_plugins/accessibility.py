"""What the theme's markup lacks for those who do not see the page: mended after each page is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

NESTED_NAVIGATION = re.compile(r'<nav class="md-nav" data-md-level="(\d)"[^>]*>')


def accessible(html: str) -> str:
    """A page in which only the whole navigation is a landmark: its branches have no names to tell them apart.

    >>> accessible('<nav class="md-nav" data-md-level="1" aria-labelledby="none" aria-expanded="true">')
    '<nav class="md-nav" data-md-level="1" role="presentation">'
    """
    return NESTED_NAVIGATION.sub(r'<nav class="md-nav" data-md-level="\1" role="presentation">', html)


# What MkDocs calls.


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend each page."""
    return accessible(output)
