"""The assessment's pages: the bank to draw from, the practical part with its criteria, the places for the scripts."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import yaml

from site_plugins.course.forms import told
from site_plugins.course.questions import Question
from site_plugins.edited_tables import Row, plain_rows
from site_plugins.front_matter import LOADER
from site_plugins.languages import LANGUAGES, path_in, words
from site_plugins.settings import held
from site_plugins.tables import table

TABLES = Path(__file__).parent.parent.parent / "matcher" / "data"
TASK = "practical.yml"
PLACE = re.compile(r"<!-- assessment: ([\w-]+) -->")
SIDES = ("have", "want")
# What the script needs of a row that a human wrote, by the column of cell-words.csv.
WORDED = ("side", "kind", "hazardous")
Task = Mapping[str, Any]


class TaskError(ValueError):
    """The practical part is wrong: the message says where, and what to do about each fault."""


def load(data: Path) -> Task:
    """The practical part as it stands in *data*; raises TaskError with every fault."""
    task: Task = yaml.load((data / TASK).read_text(encoding="utf-8"), LOADER)
    wrong = list(faults(task))
    if wrong:
        raise TaskError("\n".join(wrong))
    return task


def faults(task: Task) -> Iterator[str]:
    """What is wrong with the practical part, one sentence a fault."""
    sites = [firm["site"] for firm in task["firms"]]
    flows = {flow["id"]: flow for flow in task["flows"]}
    for where, texts in _texts(task):
        lacking = [language for language in LANGUAGES if not texts.get(language)]
        if lacking:
            yield f"{TASK}, {where}: the language “{lacking[0]}” is missing. Write it, and “no” in quotation marks."
    for flow in task["flows"]:
        if flow["site"] not in sites or flow["side"] not in SIDES:
            yield f"{TASK}, {flow['id']}: “site” is one of the firms, “side” is have or want."
    ends = [(flow["site"], flow["side"]) for flow in task["flows"]]
    if len(ends) > len(set(ends)):
        yield f"{TASK}: a firm has two haves or two wants. Give it one of each at most: by these a flow is known."
    for have, want in (*task["best"], *task["forbidden"]):
        if (flows.get(have, {}).get("side"), flows.get(want, {}).get("side")) != SIDES:
            yield f"{TASK}, [{have}, {want}]: name the id of a have and then that of a want."
    if sum(one["points"] for one in task["criteria"]) != 100:
        yield f"{TASK}: the points of the criteria must add up to 100."


def _texts(task: Task) -> Iterator[tuple[str, Mapping[str, str]]]:
    for firm in task["firms"]:
        yield from ((firm["site"], firm[name]) for name in ("about", "told"))
    yield from ((flow["id"], flow["text"]) for flow in task["flows"])
    for one in task["criteria"]:
        yield from ((one["id"], one[name]) for name in ("label", "how"))


def bank(questions: Sequence[Question], language: str) -> str:
    """The questions of the assessment for a script to draw from, with a version that changes as they do."""
    asked = [told(one, language) for one in questions if one.use == "assessment"]
    judged = json.dumps([told(one, "en") for one in questions if one.use == "assessment"], sort_keys=True)
    version = hashlib.sha256(judged.encode()).hexdigest()[:12]
    return held("assessment-bank", {"version": version, "questions": asked})


def task_for(task: Task, language: str) -> str:
    """What the script needs to score a project file."""
    places = {firm["site"]: firm["place"] for firm in task["firms"]}
    flows = [
        {
            **{name: flow[name] for name in ("id", "site", "side", "kind", "amount", "unit")},
            "place": places[flow["site"]],
            "codes": flow.get("codes", []),
            "is_hazardous": flow.get("is_hazardous", False),
        }
        for flow in task["flows"]
    ]
    criteria = [{"id": one["id"], "points": one["points"], "label": one["label"][language]} for one in task["criteria"]]
    pairs = {name: task[name] for name in ("best", "forbidden")}
    return held("assessment-task", {"flows": flows, "criteria": criteria, **pairs, "spellings": spellings()})


def brief(task: Task, language: str) -> str:
    """What the firms of the demonstration park told, one paragraph a firm."""
    return "\n".join(
        f'<div class="assessment-firm"><p><strong>{escape(firm["site"])}</strong> '
        f"({escape(firm['about'][language])}, {escape(firm['place'])})</p>"
        f"<p>{escape(firm['told'][language], quote=False)}</p></div>"
        for firm in task["firms"]
    )


def criteria(task: Task, language: str) -> str:
    """The criteria with their points, shown before anybody begins."""
    said = words(language)
    heading = [said[f"course.practical.{name}"] for name in ("criterion", "how", "points")]
    rows = [
        [escape(one["label"][language]), escape(one["how"][language], quote=False), str(one["points"])]
        for one in task["criteria"]
    ]
    return f'<div class="course-scroll" tabindex="0">{table(heading, rows)}</div>'


def spellings() -> dict[str, Any]:
    """How people write sides, kinds, units and periods, from the matcher's tables, ready for comparison."""
    worded: dict[str, Any] = {
        column: _by_word((row, row["id"]) for row in _rows("cell-words") if row["column"] == column)
        for column in WORDED
    }
    units = _by_word((row, [row["base_unit"], float(row["factor"])]) for row in _rows("units") if row["factor"])
    periods = _by_word((row, float(row["times_per_year"])) for row in _rows("periods") if row["times_per_year"])
    return {**worded, "unit": units, "period": periods}


def _rows(name: str) -> list[Row]:
    return plain_rows(TABLES / f"{name}.csv")


def _by_word(meanings: Iterator[tuple[Row, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row, meaning in meanings:
        written = [row["id"], *row.get("symbols", "").split(";")]
        written += [word for language in LANGUAGES for word in row[f"words_{language}"].split(";")]
        for word in filter(None, map(folded, written)):
            found.setdefault(word, meaning)
    return found


def folded(written: str) -> str:
    """Words without marks and capitals, as practical.js folds what a trainee wrote.

    >>> folded("Săptămână"), folded("m³"), folded("måned")
    ('saptamana', 'm3', 'maned')
    """
    plain = unicodedata.normalize("NFKD", written.lower().replace("æ", "ae").replace("ø", "o"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip()


def filled(markdown: str, questions: Sequence[Question], data: Path, language: str, to_root: str) -> str:
    """A page with what its marks name in their places: texts that are known, or a place for the script."""
    task = load(data)
    texts = {
        "bank": lambda: bank(questions, language),
        "task": lambda: task_for(task, language),
        "brief": lambda: brief(task, language),
        "criteria": lambda: criteria(task, language),
        "map": lambda: _way_to_the_map(language, to_root),
    }
    return PLACE.sub(lambda mark: texts[mark[1]]() if mark[1] in texts else _place(mark[1]), markdown)


def _place(name: str) -> str:
    asking = " data-asks-matcher" if name == "desk" else ""
    return f'<div id="assessment-{name}" class="course-box"{asking}></div>'


def _way_to_the_map(language: str, to_root: str) -> str:
    label = escape(words(language)["course.practical.open"])
    return f'<p><a class="md-button" href="{to_root}{path_in(language, "map/")}" target="_blank">{label}</a></p>'
