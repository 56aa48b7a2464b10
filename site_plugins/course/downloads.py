"""Slides and handbooks: made of the lessons, kept until one of their sources changes, and put beside the pages."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any

from site_plugins.course.deck import deck
from site_plugins.course.epub import as_epub
from site_plugins.course.faces import make_faces, sources
from site_plugins.course.handbook import Material, handbook
from site_plugins.course.pages import NAMES_IN_NAV, course
from site_plugins.course.places import handbook_file, slides_file, slides_page
from site_plugins.course.presentation import Tools, presentation
from site_plugins.course.slides import Told, told
from site_plugins.course.typesetting import as_pdf, as_png, cover
from site_plugins.languages import LANGUAGES, is_complete, words

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
IMAGES = ROOT / "overrides" / "assets" / "images"
LOGOS = (IMAGES / "logo.svg", IMAGES / "logo-light.svg")
VIEWER = "node_modules/reveal.js"
CACHE = ROOT / ".cache" / "course"
ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Download:
    """A file that goes with the course: where it belongs in the site, what it is made of, and how.

    ``told`` is what it is made of besides files.
    """

    place: str
    made_of: tuple[Path, ...]
    make: Callable[[], bytes]
    told: str = ""


def downloads(content: Path, names: Mapping[str, Mapping[str, str]], site: str) -> Iterator[Download]:
    """Everything that goes with the lessons in *content*.

    *names* are the modules' names by language, *site* is the address of the site.
    """
    whole = course(content)
    for language in LANGUAGES:
        lessons = [told(one, language, content) for one in whole.lessons.values()]
        for lesson in lessons:
            yield _slides(lesson, slides_file(lesson.lesson, language))
            yield _deck(lesson, language)
        for module in dict.fromkeys(one.lesson.module for one in lessons):
            own = [one for one in lessons if one.lesson.module == module]
            name = names[language][module]
            material = Material(module, name, language, own, whole.questions, whole.exercises, site)
            yield from _handbooks(material, content / "data")


def put(wanted: Iterable[Download], site: Path, cache: Path) -> None:
    """Put what is *wanted* into the *site*: from the *cache*, or made anew; what is out of date leaves the cache."""
    cache.mkdir(parents=True, exist_ok=True)
    makers = _makers()
    listed = list(wanted)
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        kept = list(workers.map(lambda one: _kept(one, makers, cache), listed))
    for one, file in zip(listed, kept, strict=True):
        target = site / one.place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    for path in set(cache.iterdir()) - {*kept, faces_folder(cache)}:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def copy_viewer(package: Path, target: Path) -> None:
    """Copy what shows the slides in a browser, with its licence, from its *package* to the folder *target*."""
    target.mkdir(parents=True, exist_ok=True)
    # Not every server knows that a .mjs is a script.
    for name, copied in {"dist/reveal.mjs": "reveal.js", "dist/reveal.css": "reveal.css", "LICENSE": "LICENSE"}.items():
        shutil.copyfile(package / name, target / copied)


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


def _handbooks(material: Material, data: Path) -> Iterator[Download]:
    """The handbook of a module, to print and for e-readers."""
    asked = [path for folder in ("questions", "exercises") for path in (data / folder).glob(f"{material.module}-*.yml")]
    lessons = [path for one in material.lessons for path in (one.file, *(picture.file for picture in one.pictures))]
    made_of, besides = (*lessons, *sorted(asked)), f"{material.name} {material.site}"

    def pdf() -> bytes:
        return as_pdf(handbook(material), LOGOS[1], faces(CACHE))

    def epub() -> bytes:
        book, fonts = handbook(material), faces(CACHE)
        return as_epub(book, cover(book, LOGOS[1], fonts), fonts)

    for kind, make in (("pdf", pdf), ("epub", epub)):
        yield Download(handbook_file(material.module, material.language, kind), made_of, make, besides)


def _tools(pictures: Iterable[Path]) -> Tools:
    fonts = faces(CACHE)
    logo, light_logo = _logos(fonts)
    return Tools(fonts, {file: as_png(file, fonts) for file in pictures}, logo, light_logo)


@cache
def _logos(fonts: Path) -> tuple[bytes, ...]:
    return tuple(as_png(logo, fonts, width=96) for logo in LOGOS)


def _kept(one: Download, makers: str, cache: Path) -> Path:
    name = Path(one.place)
    path = cache / f"{name.stem}-{fingerprint(one.made_of, makers + one.place + one.told)}{name.suffix}"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_bytes(_made(one))
        unfinished.rename(path)
    return path


def _made(one: Download) -> bytes:
    try:
        return one.make()
    except Exception as fault:
        fault.add_note(f"This happened while {one.place} was made of {', '.join(file.name for file in one.made_of)}.")
        raise


def faces(cache: Path) -> Path:
    """The folder of the fonts, made where it is not there yet."""
    folder = faces_folder(cache)
    with ONE_AT_A_TIME:
        if not folder.exists():
            with TemporaryDirectory(dir=cache) as workplace:
                made = Path(workplace) / "faces"
                made.mkdir()
                make_faces(ROOT, made)
                put_whole(made, folder)
    return folder


def put_whole(made: Path, folder: Path) -> None:
    """Put a folder in its place at once, unless a run beside this one had it there first."""
    try:
        made.rename(folder)
    except OSError:
        if not folder.exists():
            raise


def faces_folder(cache: Path) -> Path:
    """Where the fonts are kept."""
    return cache / f"faces-{fingerprint([*sources(ROOT), HERE / 'faces.py'])}"


def _makers() -> str:
    """The fingerprint of what makes the files: our code, our words, the look, and the versions of the tools."""
    code = sorted(path for path in HERE.iterdir() if path.is_file())
    said = [{key: text for key, text in words(one).items() if key.startswith("course.")} for one in LANGUAGES]
    return fingerprint([*code, *LOGOS, *sources(ROOT), ROOT / "requirements.txt"], json.dumps(said))


# What MkDocs calls.


def module_names(config: MkDocsConfig) -> dict[str, dict[str, str]]:
    """What the navigation calls the modules, by language."""
    languages: Any = config.plugins["i18n"].config
    return {
        one.locale: {module: (one.nav_translations or {}).get(name, name) for module, name in NAMES_IN_NAV.items()}
        for one in languages.languages
    }


def on_post_build(config: MkDocsConfig) -> None:
    """Put the files into the site, once for all languages."""
    if is_complete(config):
        site = Path(config.site_dir)
        put(downloads(Path(config.docs_dir), module_names(config), config.site_url or "/"), site, CACHE)
        copy_viewer(ROOT / VIEWER, site / "assets" / "reveal")


on_post_build.mkdocs_priority = -200  # type: ignore[attr-defined]  # After the languages, which are built at -100.
