"""The search index: Pagefind reads the built pages and writes one index a language into the site."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from pagefind_bin import get_executable

from site_plugins.languages import is_complete

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# Ready-made dialogs that come along; ours takes their place.
UNUSED = ("pagefind-*ui*", "pagefind-highlight.js")
# What stands in the article but is not its text.
NOT_TEXT = (".headerlink", ".notice", ".md-content__button", ".md-source-file", "nav", "script", "[aria-hidden=true]")


def index_command(site: Path) -> list[str]:
    """The command that indexes the pages of *site* into its folder pagefind; 404 and the like stay out."""
    return [
        str(get_executable()),
        *("--site", str(site)),
        *("--glob", "**/index.html"),
        *("--root-selector", "article"),
        *("--exclude-selectors", ", ".join(NOT_TEXT)),
        "--quiet",
    ]


def write_index(site: Path) -> None:
    """Write the index of the built *site* into its folder pagefind."""
    subprocess.run(index_command(site), check=True)
    for pattern in UNUSED:
        for file in (site / "pagefind").glob(pattern):
            file.unlink()


# What MkDocs calls.


def on_post_build(config: MkDocsConfig) -> None:
    """Index the site once all languages are built."""
    if is_complete(config):
        write_index(Path(config.site_dir))


on_post_build.mkdocs_priority = -300  # type: ignore[attr-defined]  # After the languages, which are built at -100.
