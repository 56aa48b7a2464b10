"""The search index: Pagefind reads the built pages and writes one index a language into the site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from site_plugins.languages import is_complete

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# What stands in the article but is not its text.
NOT_TEXT = (".headerlink", ".notice", ".md-content__button", ".md-source-file", "nav", "script", "[aria-hidden=true]")


def index_command(site: Path) -> list[str]:
    """The command that indexes the pages of *site* into its folder pagefind; 404 and the like stay out."""
    return [
        *(sys.executable, "-m", "pagefind"),
        *("--site", str(site)),
        *("--glob", "**/index.html"),
        *("--root-selector", "article"),
        *("--exclude-selectors", ", ".join(NOT_TEXT)),
        "--quiet",
    ]


# What MkDocs calls.


def on_post_build(config: MkDocsConfig) -> None:
    """Index the site once all languages are built."""
    if is_complete(config):
        subprocess.run(index_command(Path(config.site_dir)), check=True)


on_post_build.mkdocs_priority = -300  # type: ignore[attr-defined]  # After the languages, which are built at -100.
