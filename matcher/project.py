"""The project file: the flows of a park and what was decided about its synergies, read, checked, migrated, written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from matcher import spelling, tables
from matcher.model import Problem
from matcher.reading import damaged_json, json_rows, row_ids, schema
from matcher.reading.schema import Fault
from matcher.reading.sheet import error, limits, notice

FORMAT = "catalyst-project"
VERSION = 1
LONGEST_SHOWN = 60
LONGEST_NAME = 60
# Where a synergy stands on which nobody has decided anything yet.
FIRST_STATUS = "idea"
# In these states of a synergy things are exchanged.
MADE = ("implemented", "verified")
Project = dict[str, Any]


class Opened(NamedTuple):
    """A project as far as it could be read, and what was wrong with its file."""

    project: Project
    problems: tuple[Problem, ...] = ()


def read(text: str, name: str = "", language: str = "en") -> Opened:
    """The project in *text*, the content of the file *name*: checked, and migrated to the version of today.

    A list of flows, as the page and the terminal export it, is a project without decisions; *language* is what such
    a list was written in. Whatever cannot be read is set aside within the project, so that nothing is lost.
    """
    if json_rows.is_deeper_than(text, limits()["json_depth"]):
        return _placed(Opened(empty(language), (error("json-unreadable"),)), name)
    found, problems = damaged_json.read(text.removeprefix("\ufeff"))
    opened = opened_from(found, language) if found is not None else Opened(empty(language))
    return _placed(Opened(opened.project, (*problems, *opened.problems)), name)


def opened_from(found: Any, language: str = "en") -> Opened:
    """The project in what a JSON text holds, which may be of any shape."""
    migrated, problems = _migrated(found, language)
    if migrated is None:
        return Opened(empty(language), tuple(problems))
    kept, faults = schema.check(migrated, form(), form())
    project = _with_ids({**empty(language), **kept})
    aside = _set_aside(project.get("set_aside", ()), faults)
    told = (*problems, *map(_problem, faults), *_orphans(project))
    return Opened(project | {"set_aside": aside} if aside else project, told)


def empty(language: str = "en") -> Project:
    """A project in which nothing stands yet."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": "",
        "park": "",
        "language": language,
        "flows": [],
        "synergies": {},
        "assumptions": {},
        "rates": {},
        "goal": {"benefit": 1, "diverted": 0, "co2e": 0},
        "exclusions": [],
        "coordinates": {},
    }


def written(project: Mapping[str, Any]) -> str:
    """The text of a project's file."""
    return json.dumps(project, ensure_ascii=False, indent=2) + "\n"


def file_name(project: Mapping[str, Any]) -> str:
    """A name for the project's file, made of its own name: letters and digits without marks above or below.

    >>> file_name({"name": "Parcul Someș, Cluj"}), file_name({})
    ('parcul-somes-cluj.catalyst.json', 'project.catalyst.json')
    """
    words = re.findall(r"[a-z0-9]+", spelling.plain(str(project.get("name") or project.get("park") or "")))
    return f"{'-'.join(words)[:LONGEST_NAME] or 'project'}.catalyst.json"


@cache
def form() -> schema.Schema:
    """The JSON Schema of the file, from project.schema.json."""
    found: schema.Schema = json.loads(tables.packaged("project.schema.json") or b"")
    return found


def _migrated(found: Any, language: str) -> tuple[Project | None, list[Problem]]:
    """*found* in the shape of today, one version after the other; None where it is no project."""
    if isinstance(found, dict) and found.get("format") == FORMAT:
        version = found.get("version")
        if not isinstance(version, int) or version < 1:
            return found | {"version": VERSION}, []
        newer = notice("newer-project", version=str(version), known=str(VERSION))
        return found, [newer] if version > VERSION else []
    return _from_flows(found, language)


def _from_flows(found: Any, language: str) -> tuple[Project | None, list[Problem]]:
    """A project of a mere list of flows, or of an entry that holds one."""
    rows = json_rows.read_json(json.dumps(found), "")
    if not rows.rows:
        return None, [error("not-a-project")]
    flows = [{name: cell for name, cell in row.items() if not name.startswith("_")} for row in rows.rows]
    others = found if isinstance(found, dict) else {}
    kept = {name: value for name, value in others.items() if name not in json_rows.LISTS}
    return {**kept, "format": FORMAT, "version": VERSION, "language": language, "flows": flows}, list(rows.problems)


def _with_ids(project: Project) -> Project:
    """The project with cells as texts, and an id for every flow, which stays when rows move."""
    rows = [
        {name: cell if name.startswith("_") else json_rows.as_text(cell) for name, cell in row.items()}
        for row in project["flows"]
    ]
    return {**project, "flows": [row | {"id": id_} for row, id_ in zip(rows, row_ids(rows), strict=True)]}


def _set_aside(before: Sequence[Any], faults: Sequence[Fault]) -> list[Any]:
    aside = list(before)
    for fault in faults:
        entry = {"at": "/".join(fault.at), "value": fault.value}
        if fault.value is not None and entry not in aside:
            aside.append(entry)
    return aside


def _problem(fault: Fault) -> Problem:
    at = " › ".join(fault.at) or FORMAT
    if fault.expected == "once":
        return error("project-repeated", at=at)
    if fault.expected == "present":
        return error("project-missing", at=at)
    shown = fault.value if isinstance(fault.value, str) else json.dumps(fault.value, ensure_ascii=False)
    short = shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "…"
    return error("project-entry", at=at, written=short, expected=fault.expected)


def _orphans(project: Project) -> list[Problem]:
    """Decisions on synergies whose have or want is not among the flows (any more)."""
    ids = {row["id"] for row in project["flows"]}
    return [notice("synergy-without-flows", key=key) for key in project["synergies"] if not ends(key, ids)]


def ends(key: str, ids: set[str] | Mapping[str, Any]) -> tuple[str, str] | None:
    """The have and the want that the key of a synergy names, both among *ids*, which may hold a plus themselves.

    >>> ends("a+b+c", {"a+b", "c"})
    ('a+b', 'c')
    """
    parts = key.split("+")
    splits = (("+".join(parts[:at]), "+".join(parts[at:])) for at in range(1, len(parts)))
    return next(((have, want) for have, want in splits if have in ids and want in ids), None)


def _placed(opened: Opened, name: str) -> Opened:
    return Opened(opened.project, tuple(problem._replace(file=name) for problem in opened.problems))
