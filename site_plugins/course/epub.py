"""A handbook as an EPUB, made by Pandoc, with the fonts, the look and the cover of the one on paper."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc

from site_plugins.course.faces import FACES
from site_plugins.course.handbook import Handbook
from site_plugins.languages import TAGS

STYLE = Path(__file__).parent / "handbook.css"
HUB = uuid.UUID("6f2b3c1e-5a0d-5c57-9b1e-0c4a7d1f52aa")  # The names of our books are made from it.


def as_epub(book: Handbook, cover: bytes, faces: Path) -> bytes:
    """A handbook as the bytes of an .epub file; *cover* is a PNG, *faces* the folder of the fonts."""
    with TemporaryDirectory() as workplace:
        picture, target = Path(workplace) / "cover.png", Path(workplace) / "book.epub"
        picture.write_bytes(cover)
        command = [pypandoc.get_pandoc_path(), *_options(book, picture, faces), "--output", str(target)]
        subprocess.run(command, input=book.html.encode(), check=True)
        return target.read_bytes()


def _options(book: Handbook, cover: Path, faces: Path) -> Iterator[str]:
    yield from (
        "--fail-if-warnings",
        "--from",
        "html",
        "--to",
        "epub3",
        "--split-level",
        "1",
        "--toc",
        "--toc-depth",
        "2",
    )
    yield from ("--css", str(STYLE), "--epub-cover-image", str(cover), "--epub-title-page=false")
    for face in FACES:
        yield from ("--epub-embed-font", str(faces / face.file))
    told = {
        "title": book.title,
        "pagetitle": book.title,
        "lang": TAGS[book.language],
        "author": "CATALYST Hub",
        "description": book.said["course.handbook.below"],
        "rights": book.said["course.licence"],
        "toc-title": book.said["course.handbook.contents"],
        "identifier": f"urn:uuid:{uuid.uuid5(HUB, f'{book.language} {book.title}')}",
    }
    for name, text in told.items():
        yield from ("--metadata", f"{name}={text}")
