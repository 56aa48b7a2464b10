"""Puts the application and its interpreter into the built site, under names that tell their content."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_plugins.app import runtime

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CACHE = ROOT / ".cache" / "app"
FOLDER = "assets/map"
SERVICE_WORKER = "service-worker.js"
PLACE = re.compile(r'<div id="matcher-app"([^>]*)>')


@dataclass(frozen=True, slots=True)
class Shipment:
    """What the site carries for the application: files by their path in the site, and what the page is told of them."""

    files: Mapping[str, bytes | Path]
    told: Mapping[str, Any]


def shipment(packed: Path, pyodide: Path, interpreter: Mapping[str, str]) -> Shipment:
    """The files of the application, each under a name or in a folder that carries the digest of its content."""
    view = _view(packed)
    core = {name: pyodide / name for name in runtime.PYODIDE_FILES}
    view_folder = f"{FOLDER}/view-{_digest(view)}"
    core_folder = f"{FOLDER}/core-{_digest(core)}"
    library = f"{FOLDER}/library-{_digest({'': packed / 'library.zip'})}.zip"
    workbook = f"{FOLDER}/workbook-{_digest({'': packed / 'workbook.zip'})}.zip"
    files: dict[str, bytes | Path] = {f"{view_folder}/{name}": content for name, content in view.items()}
    files |= {f"{core_folder}/{name}": path for name, path in core.items()}
    files |= {library: packed / "library.zip", workbook: packed / "workbook.zip"}
    files[SERVICE_WORKER] = _service_worker(sorted(files))
    told = {
        "view": f"{view_folder}/",
        "core": f"{core_folder}/",
        "library": library,
        "workbook": workbook,
        "serviceWorker": SERVICE_WORKER,
        "bytes": {
            "wasm": core["pyodide.asm.wasm"].stat().st_size,
            "script": core["pyodide.asm.js"].stat().st_size,
            "library": (packed / "library.zip").stat().st_size,
        },
        "info": dict(interpreter),
    }
    return Shipment(files, told)


def with_app(html: str, to_root: str, language: str, told: Mapping[str, Any]) -> str:
    """A page with the application in the place it keeps for it; any other page as it was."""
    if not PLACE.search(html):
        return html
    settings = escape(json.dumps({**told, "root": to_root, "language": language}), quote=True)
    view = to_root + told["view"]
    modules = "".join(f'<link rel="modulepreload" href="{view}{name}">' for name in _modules() if name != "app.js")
    head = (
        f'<link rel="stylesheet" href="{view}app.css">{modules}'
        f'<link rel="preload" as="fetch" crossorigin href="{view}words.{language}.json">'
        f'<script type="module" src="{view}app.js"></script>'
    )
    placed = PLACE.sub(lambda place: f'<div id="matcher-app"{place[1]} data-settings="{settings}">', html, count=1)
    return placed.replace("</head>", f"{head}</head>", 1)


def put(files: Mapping[str, bytes | Path], site: Path) -> None:
    """Write the *files* into the *site*, and take away what an earlier build had put there."""
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    for name, content in files.items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            target.write_bytes(content)


def _view(packed: Path) -> dict[str, bytes]:
    view = {path.name: path.read_bytes() for path in sorted((HERE / "browser").iterdir()) if path.name != SERVICE_WORKER}
    for language in runtime.LANGUAGES:
        words = json.loads((HERE / "wording" / f"{language}.json").read_text(encoding="utf-8"))
        described = json.loads((packed / f"describe.{language}.json").read_text(encoding="utf-8"))
        whole = json.dumps({"words": words, "described": described}, ensure_ascii=False, separators=(",", ":"))
        view[f"words.{language}.json"] = whole.encode()
    return view


@cache
def _modules() -> tuple[str, ...]:
    workers = ("worker.js", SERVICE_WORKER)
    return tuple(sorted(path.name for path in (HERE / "browser").glob("*.js") if path.name not in workers))


def _service_worker(files: list[str]) -> bytes:
    script = (HERE / "browser" / SERVICE_WORKER).read_text(encoding="utf-8")
    version = hashlib.sha256("\n".join(files).encode()).hexdigest()[:12]
    return script.replace("{{version}}", version).replace("{{files}}", json.dumps(files, indent=2)).encode()


def _digest(files: Mapping[str, bytes | Path]) -> str:
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        bare = content.read_bytes() if isinstance(content, Path) else content
        whole.update(name.encode() + b"\0" + hashlib.sha256(bare).digest())
    return whole.hexdigest()[:12]


# What MkDocs calls.


@cache
def _shipment() -> Shipment:
    return shipment(runtime.packed(ROOT, CACHE), runtime.pyodide_folder(ROOT), runtime.interpreter(ROOT))


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: the matcher or the view may have changed."""
    _shipment.cache_clear()
    _modules.cache_clear()


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the application into the pages that keep a place for it."""
    if 'id="matcher-app"' not in output:
        return output
    to_root = os.path.relpath(".", page.file.url or ".").replace(os.sep, "/") + "/"
    language = page.file.url.split("/")[0]
    return with_app(output, to_root, language if language in runtime.LANGUAGES else "en", _shipment().told)


def on_post_build(config: MkDocsConfig) -> None:
    """Put the files of the application into the site."""
    put(_shipment().files, Path(config.site_dir))
