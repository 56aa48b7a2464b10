"""Several projects to one, as a facilitator gathers them from companies; whatever clashes is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from matcher.model import Problem
from matcher.project import FIRST_STATUS, Opened, Project, ends
from matcher.reading.sheet import notice

MOST_NAMED = 8
EXTENSION = re.compile(r"(\.catalyst)?\.\w{1,5}$", re.IGNORECASE)
# Of these the first that is told counts.
TOLD_ONCE = ("name", "park", "language")
TABLES = ("assumptions", "rates", "goal", "coordinates")


class Joined(NamedTuple):
    """The flows of two projects as one list, and under which id there each flow of the second one stands."""

    flows: Sequence[Mapping[str, str]]
    ids: Mapping[str, str]
    renamed: tuple[str, ...]
    same: tuple[str, ...]


def merged(projects: Sequence[tuple[str, Project]]) -> Opened:
    """The *projects*, each with the name of its file, as one; the first goes before the others where they clash.

    A flow that tells no site stands under the name of its file. Equal flows are kept once.
    A flow whose id is taken gets another, and what was decided follows it.
    Of two decisions on one synergy the later one counts; their histories are joined.
    """
    problems: list[Problem] = []
    apart: list[tuple[str, Project]] = []
    for name, project in projects:
        rows, unnamed = sites_named(project["flows"], name) if len(projects) > 1 else (project["flows"], ())
        apart.append((name, {**project, "flows": rows}))
        problems += unnamed
    (_, whole), *others = apart
    for name, other in others:
        whole, found = _with(whole, other)
        problems += [problem._replace(file=name) for problem in found]
    return Opened(whole, tuple(problems))


def sites_named(rows: Sequence[Mapping[str, str]], name: str) -> tuple[list[Mapping[str, str]], list[Problem]]:
    """The *rows* of the file *name*, under its name those that tell no site; and how many these were.

    >>> sites_named([{"text": "whey"}, {"site": "Farm"}], "Dairy North.xlsx")[0]
    [{'text': 'whey', 'site': 'Dairy North'}, {'site': 'Farm'}]
    """
    site = EXTENSION.sub("", name)
    bare = [row for row in rows if not row.get("site", "").strip()]
    if not site or not bare:
        return list(rows), []
    found = [row if row.get("site", "").strip() else {**row, "site": site} for row in rows]
    return found, [notice("merge-site-named", count=str(len(bare)), names=site)._replace(file=name)]


def _with(whole: Project, other: Project) -> tuple[Project, list[Problem]]:
    joined = _flows(whole, other)
    keys = {key: _key(key, joined.ids) for key in (*other["synergies"], *other["exclusions"])}
    synergies, clashes = _synergies(whole["synergies"], {keys[key]: told for key, told in other["synergies"].items()})
    tables = {name: {**other[name], **whole[name]} for name in TABLES}
    found = {
        **other,
        **whole,
        **{name: whole[name] or other[name] for name in TOLD_ONCE},
        **tables,
        "flows": joined.flows,
        "synergies": synergies,
        "exclusions": list(dict.fromkeys([*whole["exclusions"], *(keys[key] for key in other["exclusions"])])),
    }
    if aside := [*whole.get("set_aside", ()), *other.get("set_aside", ())]:
        found["set_aside"] = aside
    return found, [*_told(joined), *_shared(whole, other, joined), *clashes, *_figures(whole, other)]


def _flows(whole: Project, other: Project) -> Joined:
    flows = [dict(row) for row in whole["flows"]]
    known = {_content(row): row["id"] for row in flows}
    taken = {row["id"] for row in (*flows, *other["flows"])}
    mine = {row["id"] for row in flows}
    ids: dict[str, str] = {}
    same, renamed = [], []
    for row in other["flows"]:
        own = row["id"]
        if _content(row) in known:
            ids[own] = known[_content(row)]
            same.append(own)
            continue
        ids[own] = _free(own, taken) if own in mine else own
        taken.add(ids[own])
        renamed += [own] if ids[own] != own else []
        flows.append(_as_written(row, whole, other) | {"id": ids[own]})
    return Joined(flows, ids, tuple(renamed), tuple(same))


def _content(row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What a row says, whatever it is called and wherever it came from."""
    return tuple(sorted((name, cell) for name, cell in row.items() if cell and name != "id" and name[0] != "_"))


def _free(id_: str, taken: set[str]) -> str:
    number = 2
    while f"{id_}-{number}" in taken:
        number += 1
    return f"{id_}-{number}"


def _as_written(row: Mapping[str, str], whole: Project, other: Project) -> dict[str, str]:
    """The row; where its number could be read otherwise in the language of the whole, it says which is its own."""
    is_open = whole["language"] != other["language"] and set(row.get("quantity", "")) & set(".,")
    return {**row, "language": row.get("language") or other["language"]} if is_open else dict(row)


def _key(key: str, ids: Mapping[str, str]) -> str:
    found = ends(key, ids)
    return f"{ids[found[0]]}+{ids[found[1]]}" if found else key


def _synergies(
    first: Mapping[str, Any], second: Mapping[str, Any]
) -> tuple[dict[str, Mapping[str, Any]], list[Problem]]:
    found, problems = dict(first), []
    for key, told in second.items():
        before = found.get(key)
        if before is None or before == told:
            found[key] = told
            continue
        earlier, later = sorted((before, told), key=_last_day)
        if earlier is told and _last_day(before) == _last_day(told):
            earlier, later = told, before
        found[key] = _joined(earlier, later)
        if before.get("status", FIRST_STATUS) != told.get("status", FIRST_STATUS):
            problems.append(notice("merge-decision", key=key))
    return found, problems


def _joined(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """Two decisions on one synergy: the later one, with what only the earlier one tells."""
    both = {**earlier, **{name: value for name, value in later.items() if value not in ("", [], {})}}
    for name in ("barriers", "measures"):
        if name in both:
            both[name] = list(dict.fromkeys([*earlier.get(name, ()), *later.get(name, ())]))
    for name in ("answers", "assumptions"):
        if name in both:
            both[name] = {**earlier.get(name, {}), **later.get(name, {})}
    moments = [
        *earlier.get("history", ()),
        *(one for one in later.get("history", ()) if one not in earlier.get("history", ())),
    ]
    return {**both, "history": sorted(moments, key=lambda moment: moment.get("date", ""))} if moments else both


def _last_day(told: Mapping[str, Any]) -> str:
    """The day of the last change of a decision, as far as its history tells."""
    return max((moment.get("date", "") for moment in told.get("history", ())), default="")


def _told(joined: Joined) -> Iterable[Problem]:
    for code, ids in (("merge-renamed", joined.renamed), ("merge-same", joined.same)):
        if ids:
            yield notice(code, count=str(len(ids)), names=_named(ids))


def _shared(whole: Project, other: Project, joined: Joined) -> Iterable[Problem]:
    """The sites of the same name in both, but for those of flows that are equal."""
    mine = {row.get("site", "") for row in whole["flows"]}
    theirs = dict.fromkeys(row.get("site", "") for row in other["flows"] if row["id"] not in joined.same)
    if shared := [site for site in theirs if site and site in mine]:
        yield notice("merge-site-shared", count=str(len(shared)), names=_named(shared))


def _named(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MOST_NAMED]) + (" …" if len(ids) > MOST_NAMED else "")


def _figures(whole: Project, other: Project) -> Iterable[Problem]:
    """What both tell differently besides flows and decisions."""
    for table in TABLES:
        apart = [name for name, value in other[table].items() if whole[table].get(name, value) != value]
        if apart:
            yield notice("merge-figures", at=table, names=_named(apart))
