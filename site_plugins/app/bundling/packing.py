"""Compiles modules for the interpreter that runs this, and stores them in archives of reproducible bytes."""

from __future__ import annotations

import _imp
import importlib
import importlib._bootstrap_external as bootstrap
import json
import marshal
import os
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import CodeType, ModuleType

import pyodide  # type: ignore[import-not-found]
import rehearsal  # type: ignore[import-not-found]  # It stands beside this file, inside Pyodide.

LIBRARY_ARCHIVE = "/lib/python313.zip"
WORKBOOK_PACKAGES = ("openpyxl", "et_xmlfile")
NETWORK_PACKAGE = "networkx"

# Not always read in the rehearsal, but wanted where something goes wrong or a file is unusual.
TOLERANT = {
    "traceback.py",
    "linecache.py",
    "tokenize.py",
    "token.py",
    "textwrap.py",
    "warnings.py",
    "datetime.py",
    "csv.py",
    "string.py",
    "struct.py",
    "base64.py",
    "copy.py",
    "bisect.py",
    "heapq.py",
    "importlib/resources/__init__.py",
    "importlib/resources/_common.py",
    "importlib/resources/abc.py",
    "importlib/resources/_functional.py",
    "importlib/resources/_adapters.py",
    "importlib/resources/readers.py",
    "importlib/readers.py",
    "zipfile/__init__.py",
    "zipfile/_path/__init__.py",
    "zipfile/_path/glob.py",
    *(
        f"encodings/{name}.py"
        for name in (
            "cp1250",
            "cp1252",
            "iso8859_1",
            "iso8859_2",
            "iso8859_16",
            "latin_1",
            "ascii",
            "utf_8_sig",
            "utf_16",
            "utf_16_le",
            "utf_16_be",
            "utf_32",
            "cp437",
            "charmap",
        )
    ),
}
# Pyodide asks these packages for one or two of their names when it starts, and they would bring everything they have.
GATHERING = ("asyncio", "importlib.resources")
# Pyodide imports these when it starts and asks one name of each: what stands in lean brings the rest when it is asked.
SELDOM_ASKED = ("inspect.py", "traceback.py")
# The interpreter carries these within itself.
LEFT_OUT = {"importlib/_bootstrap.py", "importlib/_bootstrap_external.py"}
ON_DEMAND = """
from importlib import import_module as _import_module

__all__ = {public!r}
_HOMES = {homes!r}
_PARTS = {parts!r}


def __getattr__(name):
    if name in _HOMES:
        found = getattr(_import_module(__name__ + "." + _HOMES[name]), name)
    elif name in _PARTS:
        found = _import_module(__name__ + "." + name)
    else:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    globals()[name] = found
    return found
"""
# These are for the terminal, and for whoever edits the tables.
NOT_FOR_THE_PAGE = (
    "matcher/__main__.py",
    "matcher/cli/",
    "matcher/documents/reports.py",
    "matcher/documents/text.py",
    "matcher/knowledge/__main__.py",
    "matcher/knowledge/checking.py",
    "matcher/data/told",  # The page fetches these tables by themselves, and the next.
    "matcher/data/words-",
    "matcher/law/checking.py",
)


def pack(sources: str, out: str) -> None:
    """Write ``library.zip`` (Python and the matcher) and what is fetched later from *sources* into *out*.

    ``workbook.zip`` holds openpyxl, ``network.zip`` what a plan needs of networkx.
    """
    page = rehearsal.modules_of_the_page() | TOLERANT
    networks = rehearsal.modules_of_networks() - page
    packages = rehearsal.files_of(NETWORK_PACKAGE, sources)
    workbooks = rehearsal.modules_of_workbooks() - page
    matcher = {name: content for name, content in _members(sources, "matcher") if not name.startswith(NOT_FOR_THE_PAGE)}
    library = dict(_library_members(page - LEFT_OUT)) | matcher
    library |= {f"whole_{name}": library[name] for name in SELDOM_ASKED}
    library |= dict(_lean_members())
    library |= {f"{package.replace('.', '/')}/__init__.py": bringing_on_demand(package) for package in GATHERING}
    workbook = dict(_library_members(workbooks))
    for package in WORKBOOK_PACKAGES:
        workbook |= dict(_members(sources, package))
    network = dict(_library_members(networks))
    network |= {name: content for name, content in _members(sources, NETWORK_PACKAGE) if name in packages}
    archives = {"library": library, "workbook": workbook, "network": network}
    for name, members in archives.items():
        _store(f"{out}/{name}.zip", members)
    listing = {name: sorted(members) for name, members in archives.items()}
    Path(f"{out}/modules.json").write_text(json.dumps(listing, indent=1), encoding="utf-8")


def as_pyc(source: bytes, name: str) -> bytes:
    """*source* compiled, under a header that carries its hash in place of a date and is never checked."""
    token = getattr(bootstrap, "_RAW_MAGIC_NUMBER", None) or _imp.pyc_magic_number_token  # type: ignore[attr-defined]
    code = compile(source, name, "exec", dont_inherit=True, optimize=2)
    if not name.startswith("matcher/"):
        code = without_lines(code)
    unchecked = (1).to_bytes(4, "little")
    return bootstrap.MAGIC_NUMBER + unchecked + _imp.source_hash(token, source) + marshal.dumps(code)


def without_lines(code: CodeType) -> CodeType:
    """*code* that does not know which line it is from."""
    constants = tuple(without_lines(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=constants)


def bringing_on_demand(package: str) -> bytes:
    """A package like *package*, which imports a part of itself when somebody asks for a name that the part has."""
    whole = importlib.import_module(package)
    parts = {name.removeprefix(f"{package}."): part for name, part in sys.modules.items() if _is_part(name, package)}
    homes = {name: _home(name, value, parts) for name, value in vars(whole).items() if not name.startswith("__")}
    known = {name: home for name, home in sorted(homes.items()) if home}
    return ON_DEMAND.format(homes=known, parts=sorted(parts), public=sorted(getattr(whole, "__all__", known))).encode()


def _is_part(name: str, package: str) -> bool:
    return name.startswith(f"{package}.") and "." not in name.removeprefix(f"{package}.")


def _home(name: str, value: object, parts: Mapping[str, ModuleType]) -> str:
    """The part that *name* comes from: the one that publishes it, else the first that has it; empty for none.

    Pyodide has put its own in the place of some published names, so that their values tell nothing.
    """
    publishing = (part for part, module in sorted(parts.items()) if name in getattr(module, "__all__", ()))
    having = (part for part, module in sorted(parts.items()) if vars(module).get(name) is value)
    return next(publishing, next(having, ""))


def _library_members(wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(LIBRARY_ARCHIVE) as archive:
        for name in sorted(wanted & set(archive.namelist())):
            yield name, archive.read(name)


def _lean_members() -> Iterator[tuple[str, bytes]]:
    """Modules without what the page has no use for, instead of those that Pyodide brings."""
    lean = Path(__file__).parent / "lean"
    for path in sorted(lean.rglob("*.py")):
        if path.is_relative_to(lean / NETWORK_PACKAGE):
            continue  # It goes where the whole package goes.
        yield str(path.relative_to(lean)), path.read_bytes().replace(b"{version}", pyodide.__version__.encode())


def _members(sources: str, package: str) -> Iterator[tuple[str, bytes]]:
    for folder, folders, names in os.walk(f"{sources}/{package}"):
        folders[:] = sorted(set(folders) - {"__pycache__", "tests"})
        for name in sorted(names):
            path = f"{folder}/{name}"
            yield path.removeprefix(f"{sources}/"), Path(path).read_bytes()


def _store(path: str, members: dict[str, bytes]) -> None:
    """An archive without compression: HTTP compresses it better, and the interpreter need not unpack it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(members.items()):
            if name.endswith(".py"):
                name, content = f"{name}c", as_pyc(content, name)
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)


assert sys.platform == "emscripten", "packing runs inside Pyodide: see bundle.mjs"
