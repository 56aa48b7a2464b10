"""The theme's templates, compiled once and kept: not again for each language, nor for each build.

A template is compiled anew where its text has changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

CACHE = Path(__file__).parent.parent / ".cache" / "templates"


def keep_compiled(env: Environment, folder: Path) -> Environment:
    """*env*, which from now on looks for compiled templates in the *folder*, and puts there what it compiles."""
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


# What MkDocs calls.


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let the templates of this build be kept."""
    return keep_compiled(env, CACHE)
