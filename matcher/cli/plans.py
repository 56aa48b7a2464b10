"""value, screen, allocate, network, plan: what to make of a project's synergies; merge: one project of many files."""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matcher import bridge, documents, merging, project, reading, redacting, writing
from matcher.cli.speaking import (
    DONE,
    FAILED,
    LEFT_OUT,
    progress,
    put,
    tell,
    tell_worded,
    with_language,
)
from matcher.documents.action_plan import action_plan
from matcher.documents.blocks import Document
from matcher.documents.reports import report
from matcher.model import Language
from matcher.project import Opened

# What each command does, and which parts of the plan it needs besides the flows.
REPORTS = {
    "value": ("say what each synergy is worth", ("value",)),
    "screen": ("ask what law and safety ask of each synergy", ("screen",)),
    "allocate": ("say who supplies whom with how much", ("value", "allocate")),
    "network": ("say who depends on whom", ("value", "allocate", "network")),
    "plan": ("show the pipeline, or write the action plan", ("value", "screen", "allocate", "network")),
}
WHOLE_PLAN = ("markdown", "html", "docx", "xlsx")
FORMS = ("text", "json", "csv", *WHOLE_PLAN)


def add_to(commands: Any) -> None:
    """Make the commands known."""
    for name, (help_, _) in REPORTS.items():
        one = commands.add_parser(name, help=help_)
        _with_files(one)
        one.add_argument("--format", choices=FORMS, default="text", help="text, json (all that is known), or a file")
        one.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="the day of the plan (today)")
        one.set_defaults(command=name)
        with_language(one, _report)
    one = commands.add_parser("merge", help="make one project of several files, and tell what clashes")
    _with_files(one)
    one.add_argument("--redacted", action="store_true", help="without names and notes, amounts in bands")
    with_language(one, _merge)


def _with_files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help="a project, or flows as CSV, XLSX or JSON")
    command.add_argument("--out", type=Path, metavar="FILE", help="write there instead of to the terminal")


def _day(text: str) -> str:
    return datetime.date.fromisoformat(text).isoformat()


def _report(asked: argparse.Namespace) -> int:
    opened, left_out = _project_of(asked.files, asked.language)
    if not opened["flows"]:
        return FAILED
    today = asked.today or datetime.date.today().isoformat()
    request = {"project": opened, "today": today}
    if asked.format == "json":
        told = bridge.ANSWERS[asked.command](request, asked.language, progress(asked.language))
        put((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode(), asked.out)
        return LEFT_OUT if left_out else DONE
    content = bridge.plan_content(request, asked.language, progress(asked.language), REPORTS[asked.command][1])
    left_out |= tell_worded(content.problems, asked.language)
    is_whole = asked.command == "plan" and asked.format in WHOLE_PLAN
    put(_written(action_plan(content) if is_whole else report(content, asked.command), asked), asked.out)
    return LEFT_OUT if left_out else DONE


def _written(document: Document, asked: argparse.Namespace) -> bytes:
    """The document in the form asked for; as CSV its one table of figures."""
    if asked.format != "csv":
        return documents.file(document, asked.format, "").content
    table = document.figures[0]
    rows = tuple(tuple("" if cell is None else cell for cell in row) for row in table.rows)
    return writing.csv_bytes(writing.Table(table.caption, table.headings, rows), asked.language)


def _merge(asked: argparse.Namespace) -> int:
    opened, left_out = _project_of(asked.files, asked.language)
    if not opened["flows"]:
        return FAILED
    found = redacting.redacted(opened, asked.language) if asked.redacted else opened
    put(project.written(found).encode(), asked.out)
    return LEFT_OUT if left_out else DONE


def _project_of(files: Sequence[str], language: Language) -> tuple[project.Project, bool]:
    """The project that all files make together, and whether anything in them was left out."""
    opened = [(Path(name).name, _opened(Path(name), language)) for name in files]
    whole = merging.merged([(name, one.project) for name, one in opened])
    left_out = [tell(found.problems, language) for found in (*(one for _, one in opened), whole)]
    return whole.project, any(left_out)


def _opened(path: Path, language: Language) -> Opened:
    """The project in a file, or one made of the flows in it."""
    content = path.read_bytes()
    if path.suffix.casefold() == ".json":
        return project.read(content.decode("utf-8-sig", errors="replace"), path.name, language)
    found = reading.read_file(path.name, content, language)
    made = project.opened_from(
        {"format": project.FORMAT, "version": 1, "language": language, "flows": list(found.rows)}
    )
    return Opened(made.project, (*found.problems, *made.problems))
