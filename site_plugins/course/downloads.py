"""Slides and handbooks: made of the lessons, kept until one of their sources changes, and put beside the pages."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from site_plugins.course.deck import deck
from site_plugins.course.faces import make_faces, sources
from site_plugins.course.lessons import lessons
from site_plugins.course.places import slides_file, slides_page
from site_plugins.course.presentation import Tools, presentation
from site_plugins.course.slides import Told, told
from site_plugins.course.typesetting import as_png
from site_plugins.languages import LANGUAGES, is_complete, words

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
IMAGES = ROOT / "overrides" / "assets" / "images"
LOGOS = (IMAGES / "logo.svg", IMAGES / "logo-light.svg")
VIEWER = "node_modules/reveal.js"
CACHE = ROOT / ".cache" / "course"


@dataclass(frozen=True, slots=True)
class Download:
    """A file that goes with the course: where it belongs in the site, what it is made of, and how."""

    place: str
    made_of: tuple[Path, ...]
    make: Callable[[], bytes]


def downloads(content: Path) -> Iterator[Download]:
    """Everything that goes with the lessons in *content*."""
    for lesson in lessons(content):
        for language in LANGUAGES:
            page = told(lesson, language, content)
            yield _slides(page, slides_file(lesson, language))
            yield _deck(page, language)


def put(wanted: Iterable[Download], site: Path, cache: Path) -> None:
    """Put what is *wanted* into the *site*: from the *cache*, or made anew; what is out of date leaves the cache."""
    cache.mkdir(parents=True, exist_ok=True)
    makers = _makers()
    used = {faces_folder(cache)}
    for one in wanted:
        kept = _kept(one, makers, cache)
        target = site / one.place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)
        used.add(kept)
    for path in set(cache.iterdir()) - used:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def copy_viewer(package: Path, target: Path) -> None:
    """Copy what shows the slides in a browser, with its licence, from its *package* to the folder *target*."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("dist/reveal.mjs", "dist/reveal.css", "LICENSE"):
        shutil.copyfile(package / name, target / Path(name).name)


def fingerprint(files: Iterable[Path], said: str = "") -> str:
    """Twelve digits that change with the name or the content of any of the *files*, and with what is *said* besides."""
    whole = hashlib.sha256(said.encode())
    for file in files:
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:12]


def _slides(lesson: Told, place: str) -> Download:
    pictures = [picture.file for picture in lesson.pictures]
    return Download(place, (lesson.file, *pictures), lambda: presentation(lesson, _tools(pictures)))


def _deck(lesson: Told, language: str) -> Download:
    place = slides_page(lesson.lesson, language)
    return Download(place, (lesson.file,), lambda: deck(lesson, language, faces(CACHE)).encode())


def _tools(pictures: Iterable[Path]) -> Tools:
    fonts = faces(CACHE)
    logo, light_logo = _logos(fonts)
    return Tools(fonts, {file: as_png(file, ROOT, fonts) for file in pictures}, logo, light_logo)


@cache
def _logos(fonts: Path) -> tuple[bytes, ...]:
    return tuple(as_png(logo, ROOT, fonts, width=96) for logo in LOGOS)


def _kept(one: Download, makers: str, cache: Path) -> Path:
    name = Path(one.place)
    path = cache / f"{name.stem}-{fingerprint(one.made_of, makers + one.place)}{name.suffix}"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_bytes(one.make())
        unfinished.rename(path)
    return path


def faces(cache: Path) -> Path:
    """The folder of the fonts, made where it is not there yet."""
    folder = faces_folder(cache)
    if not folder.exists():
        with TemporaryDirectory(dir=cache) as workplace:
            make_faces(ROOT, Path(workplace))
            shutil.copytree(workplace, folder)
    return folder


def faces_folder(cache: Path) -> Path:
    """Where the fonts are kept."""
    return cache / f"faces-{fingerprint([*sources(ROOT), HERE / 'faces.py'])}"


def _makers() -> str:
    """The fingerprint of what makes the files: our code, our words, the look, and the versions of the tools."""
    code = sorted(path for path in HERE.iterdir() if path.is_file())
    said = [{key: text for key, text in words(one).items() if key.startswith("course.")} for one in LANGUAGES]
    return fingerprint([*code, *LOGOS, *sources(ROOT), ROOT / "requirements.txt"], json.dumps(said))


# What MkDocs calls.


def on_post_build(config: MkDocsConfig) -> None:
    """Put the files into the site, once for all languages."""
    if is_complete(config):
        site = Path(config.site_dir)
        put(downloads(Path(config.docs_dir)), site, CACHE)
        copy_viewer(ROOT / VIEWER, site / "assets" / "reveal")


on_post_build.mkdocs_priority = -200  # type: ignore[attr-defined]  # After the languages, which are built at -100.
