"""The JSON Schema of the project file, put into the site for whoever writes a program that reads such files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from site_plugins.languages import is_complete

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

FORM = Path("matcher/data/project.schema.json")


def publish(root: Path, site: Path) -> None:
    """Copy the schema from the project at *root* to the top of the *site*, under its own name."""
    shutil.copyfile(root / FORM, site / FORM.name)


def on_post_build(config: MkDocsConfig) -> None:
    """Put the schema into the finished site."""
    if is_complete(config):
        publish(Path(config.config_file_path).parent, Path(config.site_dir))
