"""A project's flows, read and matched once for all the views of it: value, law, allocation, network and plan."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, cast

from matcher import matching, project, reading, tables, valuing
from matcher.knowledge import Knowledge, knowledge
from matcher.model import LANGUAGES, Flow, Language, Problem, Synergy
from matcher.progress import Progress, silent
from matcher.project import Project
from matcher.recognising import Recognised
from matcher.valuing import Value

LEAST_LEVEL = "possible"
Made = TypeVar("Made")


class Park(NamedTuple):
    """The flows of a project, what was understood of them, and the synergies among them by their keys.

    ``places`` tells at which row of the project each flow stands; ``problems`` come with the place of their row.
    """

    flows: tuple[Flow, ...]
    places: Mapping[str, int]
    understood: Mapping[str, Recognised]
    synergies: Mapping[str, Synergy]
    problems: tuple[tuple[int | None, Problem], ...]
    knowledge: Knowledge


class Valued(NamedTuple):
    """Synergies with what each is worth, and what was wrong with the figures that the user entered."""

    values: tuple[tuple[Synergy, Value], ...]
    problems: tuple[Problem, ...]


# The last project by its text, the last park by the text of its rows, and the last values by the text of the project:
# the views of one project check it, match its flows and value its synergies only once.
_last_opened: dict[str, Project] = {}
_last: dict[str, Park] = {}
_last_valued: dict[str, Valued] = {}


def opened(asked: Any, language: Language) -> Project:
    """A project as it came, checked: see project.py."""
    text = language + json.dumps(asked)
    return _once(_last_opened, text, lambda: project.opened_from(asked, language).project)


def of(asked: Mapping[str, Any], language: Language, progress: Progress = silent) -> Park:
    """The park of a project; numbers are read as in the project's own language, or in *language* if it tells none."""
    told = asked.get("language")
    spoken = cast(Language, told) if told in LANGUAGES else language
    rows = asked.get("flows", ())
    text = _key(spoken, rows)
    return _once(_last, text, lambda: _matched(rows, spoken, progress))


def chosen(park: Park, asked: Mapping[str, Any], keys: Iterable[str] | None = None) -> list[Synergy]:
    """The synergies that *keys* name; without keys all of level possible or better, and all with a status.

    A key whose synergy is not among those that were found is looked at for itself.
    """
    if keys is None:
        worthy = {key for key, found in park.synergies.items() if found.level in _worthy_levels()}
        keys = [
            *(key for key in park.synergies if key in worthy),
            *(key for key in decided(asked) if key not in worthy),
        ]
    found = (park.synergies.get(key) or _between(park, key) for key in dict.fromkeys(keys))
    return [synergy for synergy in found if synergy is not None]


def screened(park: Park, asked: Mapping[str, Any], keys: Iterable[str] | None = None) -> list[Synergy]:
    """The same, and without keys also what a rule forbids, however low it ranks: it is shown, not hidden."""
    listed = chosen(park, asked, keys)
    if keys is not None:
        return listed
    among = {synergy.key for synergy in listed}
    forbidden = (found for found in park.synergies.values() if any(one.is_forbidding for one in found.cautions))
    return [*listed, *(found for found in forbidden if found.key not in among)]


def valued(
    park: Park, asked: Mapping[str, Any], keys: Iterable[str] | None = None, progress: Progress = silent
) -> Valued:
    """What the synergies are worth that *keys* name, with the figures of the project."""
    listed = None if keys is None else list(keys)
    text = _key(asked, listed)

    def found() -> Valued:
        values, problems = valuing.of_project(chosen(park, asked, listed), park.knowledge, asked, progress)
        return Valued(tuple(values), tuple(problems))

    return _once(_last_valued, text, found)


def _key(*told: Any) -> str:
    """The text of all that an answer hangs on: what was *told*, and the words that cannot be had."""
    return json.dumps([*told, sorted(tables.out_of_reach)], sort_keys=True)


def _once(last: dict[str, Made], text: str, make: Callable[[], Made]) -> Made:
    """What *make* makes of what *text* tells, unless it was made last; nothing older is kept."""
    if text not in last:
        made = make()
        last.clear()
        last[text] = made
    return last[text]


def decided(asked: Mapping[str, Any]) -> list[str]:
    """The keys of the synergies that are more than an idea."""
    first, entries = project.FIRST_STATUS, asked.get("synergies", {})
    return [key for key, entry in entries.items() if entry.get("status", first) != first]


def _matched(rows: Sequence[Mapping[str, str]], language: Language, progress: Progress) -> Park:
    read = reading.read_flows(rows, language)
    known = knowledge()
    understood = matching.read_all(read.flows, known, progress)
    synergies = matching.match_understood(understood, known, progress=progress)
    return Park(
        read.flows,
        {flow.id: place for flow, place in zip(read.flows, read.places, strict=True)},
        {one.flow.id: one for one in understood},
        {found.key: found for found in synergies},
        read.problems,
        known,
    )


def _between(park: Park, key: str) -> Synergy | None:
    """The synergy between two flows that the ranking left out, or None where there is none."""
    ends = project.ends(key, park.understood)
    if ends is None:
        return None
    return next(iter(matching.match_understood([park.understood[id_] for id_ in ends], park.knowledge, 1)), None)


def _worthy_levels() -> frozenset[str]:
    names = [name for _, name in matching.levels()]
    return frozenset(names[: names.index(LEAST_LEVEL) + 1])
