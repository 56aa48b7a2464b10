"""The fonts: taken from their packages into the site, so that no page asks another server for them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import subset

from site_plugins.languages import is_complete

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PACKAGES = Path("node_modules/@fontsource-variable")
FACES = {
    "bricolage-grotesque": ("wght-normal",),
    "source-sans-3": ("wght-normal", "wght-italic"),
    "jetbrains-mono": ("wght-normal",),
}
# Romanian needs the extended set for ă, ș and ț; a browser fetches it only for pages that use it.
SCRIPTS = ("latin", "latin-ext")
# What of the extended set is sent: the letters of European languages. hub.css names the same in its ranges.
LETTERS = (*range(0x100, 0x180), *range(0x218, 0x21C))


def copy_fonts(packages: Path, target: Path) -> None:
    """Put each face with its licence from the *packages* into the folder *target*, the extended sets cut to LETTERS."""
    target.mkdir(parents=True, exist_ok=True)
    for family, styles in FACES.items():
        shutil.copyfile(packages / family / "LICENSE", target / f"{family}-LICENSE.txt")
        for style in styles:
            whole, extended = (f"{family}-{script}-{style}.woff2" for script in SCRIPTS)
            shutil.copyfile(packages / family / "files" / whole, target / whole)
            cut(packages / family / "files" / extended, target / extended)


def cut(source: Path, target: Path) -> None:
    """Write the font *source* with LETTERS alone: a fifth of its bytes."""
    options = subset.Options(flavor="woff2", layout_features=["*"])
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    subset.save_font(font, target, options)


# What MkDocs calls.


def on_post_build(config: MkDocsConfig) -> None:
    """Put the fonts beside the style sheets, once for all languages."""
    if is_complete(config):
        root = Path(config.config_file_path).parent
        copy_fonts(root / PACKAGES, Path(config.site_dir) / "assets" / "fonts")


on_post_build.mkdocs_priority = -200  # type: ignore[attr-defined]  # After the languages, which are built at -100.
