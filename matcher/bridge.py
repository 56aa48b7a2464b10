"""The one door: a request as JSON text in, an answer as JSON text out, for the page and the terminal alike."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matcher import __version__, examples, matching, presenting, reading, recognising, sectors, tables, wording, writing
from matcher.knowledge import knowledge
from matcher.model import KINDS, LANGUAGES, Flow, Language, Problem, Side
from matcher.progress import Progress

if TYPE_CHECKING:
    from matcher.documents.telling import Content

Plain = dict[str, Any]
Tell = Callable[[str], None]

MOST_NEAREST = 3
MOST_SECTORS = 100
# What a browser fetches only when it is needed, by the module that is then missing.
FETCHED_LATER = {"networkx": "network", "highspy": "solver"}


def silent(_progress: str) -> None:
    """No progress is told."""


def answer(request: str, progress: Tell = silent) -> str:
    """The answer to *request*, both as docs/bridge.md describes; a failure of ours is an answer too."""
    try:
        asked = json.loads(request)
        tables.out_of_reach = {*asked.get("without", ())}
        language = asked.get("language", "en")
        told = ANSWERS[asked["type"]](asked, language, _teller(progress, language))
        told = _shelved(asked["type"], told)
    except tables.NotFetchedError as missing:
        told = {"needs": list(missing.names), **({"can_do_without": True} if missing.is_only_help else {})}
    except ModuleNotFoundError as fault:
        told = {"needs": [FETCHED_LATER[fault.name]]} if fault.name in FETCHED_LATER else _failure(fault)
    except Exception as fault:  # noqa: BLE001 - the door must answer, whatever went wrong behind it
        told = _failure(fault)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _shelved(kind: str, told: Plain) -> Plain:
    """The answer as it leaves the house: what recurs from synergy to synergy is told once."""
    if kind == "value":
        from matcher import value_view

        return value_view.shelved(told)
    if kind == "screen":
        from matcher import law_view

        return law_view.shelved(told)
    return told


def _failure(fault: Exception) -> Plain:
    return {"failure": {"message": type(fault).__name__, "detail": str(fault)}}


def _teller(progress: Tell, language: Language) -> Progress:
    def tell(stage: str, done: int, total: int) -> None:
        label = wording.sentence(f"stage.{stage}", language)
        progress(json.dumps({"stage": stage, "done": done, "total": total, "label": label}, ensure_ascii=False))

    return tell


def _describe(_: Plain, language: Language, __: Progress) -> Plain:
    """What a page needs to draw its grid and menus."""
    return {
        "version": __version__,
        "languages": _labelled("language", LANGUAGES, language),
        "sides": _labelled("side", ("have", "want"), language),
        "kinds": _labelled("kind", KINDS, language),
        "units": _labelled("unit", [row["id"] for row in tables.rows("units")], language),
        "periods": _labelled("period", [row["id"] for row in tables.rows("periods")], language),
        "columns": _labelled("column", [row["id"] for row in tables.rows("columns")], language),
        "criteria": _labelled("criterion", list(wording.phrases(language)["criterion"]), language),
        "levels": [
            {"id": name, "label": wording.label("level", name, language), "least": least}
            for least, name in matching.levels()
        ],
        "limits": reading.limits(),
        "examples": [
            {"id": row["id"], "label": row[language], "note": row["note_" + language]} for row in examples.listed()
        ],
    }


def _labelled(section: str, codes: Sequence[str], language: Language) -> list[Plain]:
    return [{"id": code, "label": wording.label(section, code, language)} for code in codes]


def _example(asked: Plain, language: Language, _: Progress) -> Plain:
    listed = {row["id"]: row for row in examples.listed()}
    return {"rows": examples.rows(asked["example"], language), "note": listed[asked["example"]]["note_" + language]}


def _read(asked: Plain, language: Language, _: Progress) -> Plain:
    """The rows of the files or of the pasted text, all of them, and what was wrong.

    Of several files each comes from somebody else: rows that tell no site get the name of theirs.
    """
    rows: list[Mapping[str, str]] = []
    problems: list[Plain] = []
    names = [file["name"] for file in asked.get("files", ())]
    for place, found in enumerate(_readings(asked, language)):
        problems += [presenting.problem(trouble, None, language) for trouble in found.problems]
        if len(names) < 2:
            rows += found.rows
            continue
        from matcher import merging

        told, unnamed = merging.sites_named(found.rows, names[place])
        rows += told
        problems += _problems(unnamed, language)
    return {"rows": rows, "problems": problems}


def _readings(asked: Plain, language: Language) -> list[reading.Reading]:
    if "paste" in asked:
        return [reading.read_paste(asked["paste"], language)]
    return [reading.read_file(file["name"], base64.b64decode(file["base64"]), language) for file in asked["files"]]


def _match(asked: Plain, language: Language, progress: Progress) -> Plain:
    """The synergies among the rows, what was recognised in each row, and what was wrong with any."""
    rows = asked["rows"]
    read = reading.read_flows(rows, language)
    known = knowledge()
    understood = matching.read_all(read.flows, known, progress)
    per_want = int(asked.get("options", {}).get("per_want", matching.MOST_PER_WANT))
    synergies = matching.match_understood(understood, known, per_want, progress)
    places = {flow.id: place for flow, place in zip(read.flows, read.places, strict=True)}
    return {
        "synergies": [presenting.synergy(found, places, known, language) for found in synergies],
        "recognised": _recognised(understood, places, known, language),
        "problems": [presenting.problem(trouble, place, language) for place, trouble in read.problems],
        "summary": presenting.summary(synergies, read.flows),
    }


def _recognised(
    understood: Sequence[recognising.Recognised], places: Mapping[str, int], known: Any, language: Language
) -> Plain:
    return {str(places[one.flow.id]): presenting.recognition(one, known, language) for one in understood}


def _recognise(asked: Plain, language: Language, progress: Progress) -> Plain:
    """What the text and the code of each row say, what was chosen by hand, and what is nearest where nothing was said.

    A row that is no flow yet gets no entry.
    """
    known = knowledge()
    read = reading.read_flows(asked["rows"], language)
    bare = [flow._replace(resources=()) for flow in read.flows]
    told = {}
    for place, flow, understood in zip(read.places, read.flows, matching.read_all(bare, known, progress), strict=True):
        seen = presenting.recognition(understood, known, language)
        near = [] if seen else presenting.suggestions(flow.text, flow.side, flow.language, known, language)
        told[str(place)] = {
            "recognised": seen,
            "chosen": presenting.chosen(flow, known, language),
            "nearest": near[:MOST_NEAREST],
        }
    return {"rows": told}


def _suggest(asked: Plain, language: Language, _: Progress) -> Plain:
    """What a text might mean, for somebody to choose from."""
    told = asked.get("text_language") or None
    side: Side = "want" if asked.get("side") == "want" else "have"
    return {"resources": presenting.suggestions(asked["text"], side, told, knowledge(), language)}


def _sectors(asked: Plain, language: Language, _: Progress) -> Plain:
    """The sectors that a code, words of a title or a kind of plant stand for; all divisions where nothing is asked."""
    text = asked.get("text", "").strip()
    found = dict.fromkeys((*sectors.search(text, language), *_plants(text, language))) if text else sectors.divisions()
    return {"sectors": [sectors.told(code, language) for code in list(found)[:MOST_SECTORS]]}


def _plants(text: str, language: Language) -> list[str]:
    """The sectors of the plants that a text names, which is likeliest in that language."""
    read = recognising.read(Flow("", "have", text, language=language), knowledge())
    return [sight.sector for sight in (*read.about, *read.purpose) if sight.sector]


def _typical(asked: Plain, language: Language, _: Progress) -> Plain:
    """What plants of a sector typically have and want."""
    return presenting.typical(asked["sector"], knowledge(), language)


def _export(asked: Plain, language: Language, _: Progress) -> Plain:
    file = writing.export(asked["what"], asked["format"], asked["rows"], language)
    return _packed(file)


def _template(_: Plain, language: Language, __: Progress) -> Plain:
    return _packed(writing.template(language))


# What follows takes modules of its own, and the first ranking does not wait for them.


def _open_project(asked: Plain, language: Language, _: Progress) -> Plain:
    """The project in a text, as far as it can be read, and what was wrong with it."""
    from matcher import project

    opened = project.read(asked["text"], asked.get("name", ""), language)
    return {"project": opened.project, "problems": _problems(opened.problems, language)}


def _save_project(asked: Plain, language: Language, _: Progress) -> Plain:
    """The project as a file; redacted where it is to be shown to others, with a word on what that leaves."""
    from matcher import project, redacting

    found = project.opened_from(asked["project"], language).project
    if not asked.get("redacted"):
        return _packed(_project_file(found))
    shown = redacting.redacted(found, language)
    return {**_packed(_project_file(shown)), "note": wording.sentence("plan.redacted_note", language)}


def _project_file(found: Plain) -> writing.File:
    from matcher import project

    return writing.File(project.file_name(found), writing.MIME["json"], project.written(found).encode())


def _merge(asked: Plain, language: Language, _: Progress) -> Plain:
    """Several projects as one, and what clashed."""
    from matcher import merging, project

    projects = [
        (one.get("name", ""), project.opened_from(one["project"], language).project) for one in asked["projects"]
    ]
    opened = merging.merged(projects)
    return {"project": opened.project, "problems": _problems(opened.problems, language)}


def _value(asked: Plain, language: Language, progress: Progress) -> Plain:
    """What synergies are worth, with the figures that it rests on and those that are missing."""
    from matcher import park, value_view, valuing

    opened, among = _park(asked, language, progress)
    valued = park.valued(among, opened, asked.get("keys"), progress)
    told = value_view.view(valued.values, valuing.rates_of(opened), among.knowledge, language)
    return {**told, "problems": _problems(valued.problems, language)}


def _screen(asked: Plain, language: Language, progress: Progress) -> Plain:
    """The questions of law and safety with their answers, and what they come to so far."""
    from matcher import law, law_view, park

    opened, among = _park(asked, language, progress)
    listed = park.screened(among, opened, asked.get("keys"))
    return law_view.view(law.of_project(listed, among.knowledge, opened, progress), among.knowledge, language)


def take_table(name: str, content: Any) -> None:
    """Take the prepared table that a browser has fetched, as bytes of its own."""
    tables.fetched[f"{name}.bin"] = content.to_bytes()


def use_solver(solve: Callable[[str], str]) -> None:
    """Take the solver that a browser has fetched: text in CPLEX LP format in, values of the variables as JSON out."""
    from matcher import solving

    solving.use(lambda programme: json.loads(solve(programme)))


def _allocate(asked: Plain, language: Language, progress: Progress) -> Plain:
    """Who supplies whom with how much, what the park lacks, and which fact would change the plan most."""
    from matcher import account

    return _allocated(asked, language, progress, account.told)


def _network(asked: Plain, language: Language, progress: Progress) -> Plain:
    """Who depends on whom, before and after the plan, and what falls away with a site."""
    from matcher import portrait

    return _allocated(asked, language, progress, portrait.told)


def _allocated(asked: Plain, language: Language, progress: Progress, told: Callable[..., Plain]) -> Plain:
    """The best plan for a project as *told*."""
    from matcher import offering, park

    opened, among = _park(asked, language, progress)
    valued = park.valued(among, opened, asked.get("keys"), progress)
    terms = offering.terms(opened, asked.get("options") or {})
    plan = offering.planned([synergy for synergy, _ in valued.values], terms, offering.by_value(valued.values))
    return told(plan, among, opened, language)


def _plan(asked: Plain, language: Language, progress: Progress) -> Plain:
    """The pipeline, the grid, the roadmap and what to follow; or the action plan as a file."""
    form = asked.get("format", "view")
    parts = ("value", "screen", "allocate") if form == "view" else ("value", "screen", "allocate", "network")
    content = plan_content(asked, language, progress, parts)
    if form == "view":
        return dict(content.view)
    from matcher import documents
    from matcher.documents.action_plan import action_plan

    return _packed(documents.file(action_plan(content), form, content.say("file")))


def _document(asked: Plain, language: Language, _: Progress) -> Plain:
    """A document that the page composed, as a file of any form that a plan has."""
    from matcher import documents
    from matcher.documents.blocks import from_plain

    composed = from_plain({"kind": "document", **asked["document"], "language": language})
    return _packed(documents.file(composed, asked["format"], asked["name"]))


def _choices(_: Plain, language: Language, __: Progress) -> Plain:
    """The statuses, barriers, measures and reasons that a page offers."""
    from matcher import plan_view

    return plan_view.choices(language)


def plan_content(asked: Plain, language: Language, progress: Progress, parts: Sequence[str]) -> Content:
    """All that a plan or a report on it is made of; of value, screen, allocate and network only the *parts* named."""
    from matcher import park, plan_view
    from matcher.documents.telling import Content

    opened, among = _park(asked, language, progress)
    found = {part: ANSWERS[part](asked, language, progress) for part in parts}
    worth, screened = found.get("value", {}), found.get("screen", {})
    told = plan_view.Told(
        {one["id"]: one for one in worth.get("values", ())},
        {one["id"]: one for one in screened.get("screens", ())},
        found.get("allocate", {}),
        [one["figure"] for one in worth.get("factors", ())],
    )
    today = asked.get("today", "")
    view = plan_view.view(among, park.chosen(among, opened, asked.get("keys")), opened, told, today, language)
    problems = [presenting.problem(trouble, place, language) for place, trouble in among.problems]
    problems += worth.get("problems", ())
    note = wording.sentence("plan.demonstration", language) if examples.is_demonstration(opened["flows"]) else ""
    return Content(opened, view, told, found.get("network", {}), problems, note, today, language)


def _park(asked: Plain, language: Language, progress: Progress) -> tuple[Plain, Any]:
    """The project asked about, checked, and its flows and synergies: the first step of all that is told of it."""
    from matcher import park

    opened = park.opened(asked["project"], language)
    return opened, park.of(opened, language, progress)


def _problems(troubles: Sequence[Problem], language: Language) -> list[Plain]:
    return [presenting.problem(trouble, None, language) for trouble in troubles]


def _packed(file: writing.File) -> Plain:
    return {"name": file.name, "mime": file.mime, "base64": base64.b64encode(file.content).decode("ascii")}


ANSWERS: Mapping[str, Callable[[Plain, Language, Progress], Plain]] = {
    "describe": _describe,
    "example": _example,
    "read": _read,
    "match": _match,
    "recognise": _recognise,
    "suggest": _suggest,
    "sectors": _sectors,
    "typical": _typical,
    "allocate": _allocate,
    "network": _network,
    "export": _export,
    "template": _template,
    "open-project": _open_project,
    "save-project": _save_project,
    "merge": _merge,
    "plan": _plan,
    "document": _document,
    "choices": _choices,
    "value": _value,
    "screen": _screen,
}
