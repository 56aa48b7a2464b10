"""Puts the application and its interpreter into the built site, under names that tell their content."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_plugins.app import runtime
from site_plugins.cases import precedents
from site_plugins.languages import LANGUAGES, current_language, is_complete, way_to_root
from site_plugins.settings import held

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CACHE = ROOT / ".cache" / "app"
FOLDER = "assets/map"
SERVICE_WORKER = "service-worker.js"
IMPORT = re.compile(r'^import \{ ?([^}]*?) ?\} from "\./([\w-]+\.js)";$', re.MULTILINE)
LOADER = re.compile(r"export\s*\{\s*(\w+) as loadPyodide\b[^}]*\};")
EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)
PLACE = '<div id="matcher-app"'
# A page that asks the matcher now and then: its script takes views/asking.js.
ASKING = "data-asks-matcher"
# Words of these sections are fetched with the first view that opens; all others stand in the page.
LATER = ("synergy", "value", "law", "network", "allocation", "map", "plan", "picture", "project")
# What only other pages than the application fetch.
ELSEWHERE = ("asking.js", "early.js", "worker.js")
NAMED_IN_ALL = ("columns", "sides", "kinds", "periods")  # Rows come in three languages, whatever the page's is.


@dataclass(frozen=True, slots=True)
class Shipment:
    """What the site carries for the application: files by their path, what the page is told of them, and its words.

    ``worker`` is the script of the matcher's own thread, with Pyodide's loader in it.
    """

    files: Mapping[str, bytes | Path]
    told: Mapping[str, Any]
    words: Mapping[str, Any]
    worker: str


def shipment(packed: Path, bundled: Path, pyodide: Path, solvers: Path, interpreter: Mapping[str, str]) -> Shipment:
    """The files of the application, each under a name or in a folder that carries the digest of its content."""
    view = _view()
    worker = loader(pyodide) + joined(_scripts(), "worker.js")
    core = {name: packed / "core" / name for name in runtime.PYODIDE_FILES}
    views = _opened_later(bundled, worker)
    view_folder = f"{FOLDER}/view-{_digest(view)}"
    views_folder = f"{FOLDER}/views-{_digest(views)}"
    core_folder = f"{FOLDER}/core-{_digest(core)}"
    solver = {name: solvers / name for name in runtime.SOLVER_FILES}
    solver_folder = f"{FOLDER}/solver-{_digest(solver)}"
    packs = {**{name: packed / f"{name}.zip" for name in runtime.ARCHIVES}, "image": packed / "image.bin"}
    tables = {name: packed / f"{name}.bin" for name in runtime.TABLES}
    named = {name: f"{FOLDER}/{name}-{_digest({'': path})}{path.suffix}" for name, path in (packs | tables).items()}
    files: dict[str, bytes | Path] = {f"{view_folder}/{name}": content for name, content in view.items()}
    files |= {f"{views_folder}/{name}": content for name, content in views.items()}
    files |= {f"{core_folder}/{name}": path for name, path in core.items()}
    files |= {f"{solver_folder}/{name}": path for name, path in solver.items()}
    files |= {named[name]: path for name, path in (packs | tables).items()}
    solving = [f"{solver_folder}/{name}" for name in solver]
    later = [named["network"], *solving, *(f"{views_folder}/{name}" for name in ELSEWHERE)]
    files[SERVICE_WORKER] = _service_worker(sorted(set(files) - set(later)), later)
    told = {
        "view": f"{view_folder}/",
        "views": f"{views_folder}/",
        "core": f"{core_folder}/",
        **{name: named[name] for name in packs},
        "tables": {name: named[name] for name in tables},
        "solver": f"{solver_folder}/",
        "serviceWorker": SERVICE_WORKER,
        "bytes": {
            "wasm": core["pyodide.asm.wasm"].stat().st_size,
            "library": packs["library"].stat().st_size,
            "image": packs["image"].stat().st_size,
        },
        "info": dict(interpreter),
    }
    words = {language: _words(packed, language) for language in LANGUAGES}
    return Shipment(files, told, words, worker)


def with_app(
    html: str, to_root: str, language: str, shipment: Shipment, area: Sequence[str] = (), cases: str = ""
) -> str:
    """A page with the application in the place it keeps for it; any other page as it was.

    *area* are the pages, from the root of the site, that are kept with it for visits without a network; *cases* is
    the file, from there too, that tells where the like was done before.
    The worker's script stands in the page itself, so that it can start before anything is fetched or drawn.
    """
    if PLACE not in html:
        return html
    view = to_root + shipment.told["view"]
    told = {**shipment.told, "ahead": [f"words-{language}"]}
    settings = {**told, "root": to_root, "language": language, "area": area, "cases": cases}
    first = (
        held("matcher-settings", settings, later=to_root + cases)
        + f'<script type="text/plain" id="matcher-worker">{shipment.worker}</script>'
        + f"<script>{_script('early.js')}</script>"
    )
    last = (
        f'<link rel="stylesheet" href="{view}app.css"><script type="module" src="{view}app.js"></script>'
        f"{held('matcher-words', shipment.words[language])}"
    )
    return html.replace("<link ", f"{first}<link ", 1).replace("</head>", f"{last}</head>", 1)


def with_asking(html: str, to_root: str, language: str, shipment: Shipment) -> str:
    """A page whose script may ask the matcher, told where it is; nothing is fetched before somebody asks."""
    told = {**shipment.told, "root": to_root, "language": language}
    return html.replace("</head>", f"{held('matcher-settings', told)}</head>", 1)


def loader(pyodide: Path) -> str:
    """The constant ``loadPyodide`` as a script can define it without fetching Pyodide's small module first."""
    module = (pyodide / "pyodide.mjs").read_text(encoding="utf-8")
    exported = LOADER.search(module)
    if exported is None:
        raise ValueError("pyodide.mjs does not export loadPyodide as it used to")
    return f"const loadPyodide = (() => {{\n{module[: exported.start()]}\nreturn {exported[1]};\n}})();\n"


def joined(modules: Mapping[str, str], last: str) -> str:
    """One script out of *modules* that import each other by name, the module *last* at the end.

    Each module becomes a function that is run once and gives what the module exports. One file takes one request.
    """
    order: list[str] = []

    def visit(name: str) -> None:
        for needed in IMPORT.findall(modules[name]):
            if needed[1] not in order:
                visit(needed[1])
        order.append(name)

    visit(last)
    return "\n".join(_as_function(name, modules[name]) for name in order)


def _as_function(name: str, script: str) -> str:
    bare = IMPORT.sub(lambda found: f"const {{{found[1]}}} = {_variable(found[2])};", script)
    exported = ", ".join(EXPORT.findall(bare))
    body = EXPORT.sub(lambda found: found[0].removeprefix("export "), bare)
    return f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def _variable(module: str) -> str:
    return "module_" + module.removesuffix(".js").replace("-", "_")


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


def _view() -> dict[str, bytes]:
    return {"app.css": (HERE / "browser" / "app.css").read_bytes(), "app.js": joined(_scripts(), "app.js").encode()}


def _scripts() -> dict[str, str]:
    return {path.name: _script(path.name) for path in (HERE / "browser").glob("*.js")}


def _opened_later(bundled: Path, worker: str) -> dict[str, bytes | Path]:
    """What is fetched when a view opens or another page asks: the bundled scripts, their style, and their words."""
    files: dict[str, bytes | Path] = {path.name: path for path in sorted(bundled.iterdir())}
    files |= {"worker.js": worker.encode(), "early.js": _script("early.js").encode()}
    files["views.css"] = HERE / "browser" / "views.css"
    for language in LANGUAGES:
        words = {key: text for key, text in _wording(language).items() if key.split(".")[0] in LATER}
        files[f"words.{language}.json"] = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    return files


def _wording(language: str) -> dict[str, Any]:
    words: dict[str, Any] = json.loads((HERE / "wording" / f"{language}.json").read_text(encoding="utf-8"))
    return words


def _words(packed: Path, language: str) -> dict[str, Any]:
    words = {key: text for key, text in _wording(language).items() if key.split(".")[0] not in LATER}
    read = {tag: json.loads((packed / f"describe.{tag}.json").read_text(encoding="utf-8")) for tag in LANGUAGES}
    described = read[language]
    for kind in NAMED_IN_ALL:
        for item in described[kind]:
            alike = (other for tag in read if tag != language for other in read[tag][kind] if other["id"] == item["id"])
            item["also"] = [other["label"] for other in alike]
    return {"words": words, "described": described}


def _script(name: str) -> str:
    script = (HERE / "browser" / name).read_text(encoding="utf-8")
    if "</script" in script:
        raise ValueError(f"{name} holds the end tag of a script, so it cannot stand within a page")
    return script


def _service_worker(files: list[str], later: list[str]) -> bytes:
    """The script that keeps the *files*, and those for *later* once they were needed."""
    script = (HERE / "browser" / SERVICE_WORKER).read_text(encoding="utf-8")
    version = hashlib.sha256("\n".join([*files, *later]).encode()).hexdigest()[:12]
    told = {"version": version, "files": json.dumps(files, indent=2), "later": json.dumps(later, indent=2)}
    for name, value in told.items():
        script = script.replace("{{" + name + "}}", value)
    return script.encode()


def _digest(files: Mapping[str, bytes | Path]) -> str:
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        bare = content.read_bytes() if isinstance(content, Path) else content
        whole.update(name.encode() + b"\0" + hashlib.sha256(bare).digest())
    return whole.hexdigest()[:12]


# What MkDocs calls.


@cache
def _shipment() -> Shipment:
    return shipment(
        runtime.packed(ROOT, CACHE),
        runtime.bundled(ROOT, CACHE),
        runtime.pyodide_folder(ROOT),
        runtime.solver_folder(ROOT),
        runtime.interpreter(ROOT),
    )


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: the matcher or the view may have changed."""
    if is_complete(config):
        _shipment.cache_clear()


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the application into the pages that keep a place for it, and tell those that ask it where it is."""
    if ASKING in output:
        return with_asking(output, way_to_root(page), current_language(config), _shipment())
    if PLACE not in output:
        return output
    language = current_language(config)
    cases = precedents.shipped(Path(config.docs_dir), language).path
    return with_app(output, way_to_root(page), language, _shipment(), _area(page), cases)


def _area(page: Page) -> list[str]:
    """The pages of the section that *page* belongs to."""
    beside = page.parent.children if page.parent else []
    return [one.url for one in beside if isinstance(one, type(page))]


def on_post_build(config: MkDocsConfig) -> None:
    """Put the files of the application into the site."""
    if is_complete(config):
        put(_shipment().files, Path(config.site_dir))
