"""What the page asks of the matcher, played once, so that the modules it needs are known."""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

Asked = dict[str, Any]

LIBRARY = "/lib/python313.zip/"
LANGUAGES = ("en", "ro", "no")


def modules_of_the_page() -> set[str]:
    """The files of the library that are read until the page has done everything but workbooks."""
    for language in LANGUAGES:
        for request in _requests(language):
            _ask({"language": language, **request})
    return _library_files()


def modules_of_networks() -> set[str]:
    """The files of the library that are read until a plan has been made and its network drawn as well.

    The solver is the page's business: here one stands in that plans nothing.
    """
    from matcher.bridge import use_solver

    use_solver(lambda _: "{}")
    project = {"flows": _example_rows("en")}
    for question in ("allocate", "network"):
        _ask({"language": "en", "type": question, "project": project})
    for form in ("view", "markdown", "html"):
        _ask({"language": "en", "type": "plan", "format": form, "project": project})
    return _library_files()


def files_of(package: str, sources: str) -> set[str]:
    """The files of a *package* among the *sources* that have been read so far."""
    paths = (getattr(sys.modules[name], "__file__", None) or "" for name in list(sys.modules))
    return {path.removeprefix(f"{sources}/") for path in paths if path.startswith(f"{sources}/{package}/")}


def modules_of_workbooks() -> set[str]:
    """The files of the library that are read until workbooks have been written and read as well."""
    plans = [{"type": "plan", "format": form, "project": {"flows": _example_rows("en")}} for form in ("docx", "xlsx")]
    for plan in plans:
        _ask({"language": "en", **plan})
    for request in [*_exports("en", "xlsx"), {"type": "template"}]:
        workbook = _ask({"language": "en", **request})
        files = [{"name": workbook["name"], "base64": workbook["base64"]}]
        _ask({"language": "en", "type": "read", "files": files})
    return _library_files()


def _requests(language: str) -> list[Asked]:
    rows = _example_rows(language)
    table = "side,text,quantity,unit\nhave,Cenușă de țeastă,1 234,t\nwant,Flyveaske,x,???\n"
    encodings = ("utf-8-sig", "cp1250", "cp1252", "utf-16", "iso8859-16")
    files = [_file("flows.csv", table.encode(encoding, "replace")) for encoding in encodings]
    files += [_file("flows.json", json.dumps(rows).encode()), _file("flows.pdf", b"%PDF-1.4\x00")]
    return [
        {"type": "describe"},
        {"type": "match", "rows": rows, "options": {}},
        {"type": "match", "rows": [{"side": "have"}, {"text": "?", "quantity": "1.234", "unit": "x"}]},
        {"type": "read", "files": files},
        {"type": "read", "paste": table.replace(",", "\t")},
        {"type": "suggest", "text": "cenusa zburatoare", "text_language": "ro"},
        *(export for form in ("csv", "json", "markdown") for export in _exports(language, form)),
        *_projects(rows),
    ]


def _projects(rows: list[Asked]) -> list[Asked]:
    """What is asked of a project before anybody plans: it is opened, also damaged, saved, merged and valued."""
    project = {"format": "catalyst-project", "version": 1, "flows": rows, "assumptions": {"wrong": "date"}}
    text = json.dumps(project)
    return [
        {"type": "open-project", "text": text},
        {"type": "open-project", "text": text[:-50]},
        {"type": "save-project", "project": project, "redacted": True},
        {"type": "merge", "projects": [{"name": name, "project": project} for name in "ab"]},
        {"type": "value", "project": project},
    ]


def _exports(language: str, form: str) -> list[Asked]:
    flows = _example_rows(language)
    synergies = _ask({"type": "match", "language": language, "rows": flows})["synergies"]
    taken = {"flows": flows, "synergies": synergies}
    return [{"type": "export", "format": form, "what": what, "rows": rows} for what, rows in taken.items()]


def _example_rows(language: str) -> list[Asked]:
    examples = _ask({"type": "describe", "language": language})["examples"]
    return [
        row
        for example in examples
        for row in _ask({"type": "example", "language": language, "example": example["id"]})["rows"]
    ]


def _file(name: str, content: bytes) -> Asked:
    return {"name": name, "base64": base64.b64encode(content).decode()}


def _ask(request: Asked) -> Asked:
    from matcher.bridge import answer

    given: Asked = json.loads(answer(json.dumps(request)))
    if "failure" in given or "needs" in given:
        raise RuntimeError(f"the bridge failed on {request['type']}: {given}")
    return given


def _library_files() -> set[str]:
    paths = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
    return {path.removeprefix(LIBRARY) for path in paths if path.startswith(LIBRARY)}
