"""The questions of the survey, read from tables with three languages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_plugins.edited_tables import Row, demand, heading_faults, row_faults, rows, twice
from site_plugins.languages import LANGUAGES

DATA = Path(__file__).parent.parent.parent / "content" / "data" / "survey"
SECTIONS = (
    "respondent",
    "park",
    "practice",
    "resources",
    "collaboration",
    "limitations",
    "future",
    "feedback",
)
TYPES = ("one", "several", "scale", "number", "text")
# Where an answer goes: with the others of its respondent; apart from them; nowhere (free words, and who one is).
KEPT = ("answers", "background", "words", "contact")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sections": ("id", *LANGUAGES),
    "questions": ("id", "section", "type", "kept", "options", "unit", "low", "high", "bands", *LANGUAGES),
    "options": ("list", "id", "alone", *LANGUAGES),
    "units": ("id", *LANGUAGES),
}
COUNTRY = "country"
STEPS_OF_A_SCALE = 5


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose; one that stands ``alone`` cannot be chosen beside others."""

    id: str
    text: Mapping[str, str]
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and where the answer goes (one of KEPT).

    A number lies between ``low`` and ``high``; ``bands`` are the bounds that findings sort it by.
    """

    id: str
    section: str
    type: str
    kept: str
    text: Mapping[str, str]
    options: tuple[Option, ...] = ()
    unit: Mapping[str, str] | None = None
    low: float = 0
    high: float = 0
    bands: tuple[float, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """What may be chosen."""
        return tuple(option.id for option in self.options)

    def takes(self, answer: str) -> bool:
        """Whether a cell of a table can hold *answer*; the codes of several stand between semicolons."""
        if self.type == "number":
            return _is_number(answer) and self.low <= float(answer) <= self.high
        if self.type == "several":
            chosen = answer.split(";")
            alone = {option.id for option in self.options if option.is_alone}
            are_known = set(chosen) <= set(self.codes) and len(set(chosen)) == len(chosen)
            return are_known and (len(chosen) == 1 or not alone & set(chosen))
        return answer in self.codes

    @property
    def expected(self) -> str:
        """What a writer should put, in words."""
        if self.type == "number":
            return f"a number from {self.low:g} to {self.high:g}"
        choice = f"one of {', '.join(self.codes)}"
        return f"{choice}, or several with “;” between them" if self.type == "several" else choice


@dataclass(frozen=True, slots=True)
class Instrument:
    """The whole questionnaire: the names of its sections, and its questions in their order."""

    sections: Mapping[str, Mapping[str, str]]
    questions: tuple[Question, ...]

    def kept(self, where: str) -> tuple[Question, ...]:
        """The questions whose answers go to one of KEPT."""
        return tuple(question for question in self.questions if question.kept == where)

    def of(self, name: str) -> Question:
        """The question with this id."""
        return next(question for question in self.questions if question.id == name)


def load(folder: Path) -> Instrument:
    """The instrument in *folder*; raises TableError with every fault of its tables."""
    demand(faults(folder))
    lists: dict[str, list[Option]] = {}
    for _, row in rows(folder / "options.csv"):
        lists.setdefault(row["list"], []).append(Option(row["id"], _texts(row), bool(row["alone"])))
    units = {row["id"]: _texts(row) for _, row in rows(folder / "units.csv")}
    questions = tuple(_question(row, lists, units) for _, row in rows(folder / "questions.csv"))
    return Instrument({row["id"]: _texts(row) for _, row in rows(folder / "sections.csv")}, questions)


def _question(row: Row, lists: Mapping[str, list[Option]], units: Mapping[str, Mapping[str, str]]) -> Question:
    return Question(
        id=row["id"],
        section=row["section"],
        type=row["type"],
        kept=row["kept"],
        text=_texts(row),
        options=tuple(lists.get(row["options"], ())),
        unit=units.get(row["unit"]),
        low=float(row["low"] or 0),
        high=float(row["high"] or 0),
        bands=tuple(float(bound) for bound in row["bands"].split(";") if bound),
    )


def _texts(row: Row) -> dict[str, str]:
    return {language: row[language] for language in LANGUAGES}


# What can be wrong.


def faults(folder: Path) -> Iterator[str]:
    """What is wrong in the tables of the instrument, one sentence a fault, with file, line and cure."""
    missing = [name for name in COLUMNS if not (folder / f"{name}.csv").is_file()]
    if missing:
        yield from (f"{name}.csv is missing in {folder.name}. Put it back." for name in missing)
        return
    headings = [fault for name in COLUMNS for fault in heading_faults(folder / f"{name}.csv", COLUMNS[name])]
    yield from headings
    if headings:
        return
    for name, needed in _NEEDED.items():
        yield from row_faults(folder / f"{name}.csv", COLUMNS[name], needed)
    yield from _sections(folder / "sections.csv")
    yield from _options(folder / "options.csv")
    yield from _questions(folder)


_NEEDED = {
    "sections": ("id", *LANGUAGES),
    "questions": ("id", "section", "type", "kept", *LANGUAGES),
    "options": ("list", "id", *LANGUAGES),
    "units": ("id", *LANGUAGES),
}


def _sections(file: Path) -> Iterator[str]:
    found = tuple(row["id"] for _, row in rows(file))
    if found != SECTIONS:
        yield f"{file.name}: the sections are {', '.join(found)}. They have to be {', '.join(SECTIONS)}, in this order."


def _options(file: Path) -> Iterator[str]:
    listed = rows(file)
    yield from twice(file, [(line, f"{row['list']}: {row['id']}") for line, row in listed])
    for line, row in listed:
        if row["alone"] not in ("", "yes"):
            yield f"{file.name}, line {line}: “alone” cannot be “{row['alone']}”. Put yes, or leave it empty."
        if ";" in row["id"]:
            yield f"{file.name}, line {line}: “{row['id']}” holds a semicolon. Write the id with letters and hyphens."


def _questions(folder: Path) -> Iterator[str]:
    file = folder / "questions.csv"
    lists: dict[str, list[str]] = {}
    for _, row in rows(folder / "options.csv"):
        lists.setdefault(row["list"], []).append(row["id"])
    units = {row["id"] for _, row in rows(folder / "units.csv")}
    listed = rows(file)
    yield from twice(file, [(line, row["id"]) for line, row in listed])
    if COUNTRY not in {row["id"] for _, row in listed}:
        yield f"{file.name}: no question has the id “{COUNTRY}”. Findings are told by it; put it back."
    for line, row in listed:
        yield from (f"{file.name}, line {line}: {fault}" for fault in _of_a_question(row, lists, units))
    used = {row["options"] for _, row in listed}
    yield from (f"options.csv: no question asks for the list “{name}”. Take it out." for name in lists.keys() - used)


def _of_a_question(row: Row, lists: Mapping[str, list[str]], units: set[str]) -> Iterator[str]:
    for name, known in (("section", SECTIONS), ("type", TYPES), ("kept", KEPT)):
        if row[name] not in known:
            yield f"“{name}” cannot be “{row[name]}”. Put one of {', '.join(known)}."
    if (row["type"] == "text") != (row["kept"] in ("words", "contact")):
        yield "a text is kept as words or contact, and everything else as answers or background. Change “kept”."
    if row["type"] in ("one", "several", "scale"):
        yield from _of_a_choice(row, lists)
    if row["type"] == "number":
        yield from _of_a_number(row, units)


def _of_a_choice(row: Row, lists: Mapping[str, list[str]]) -> Iterator[str]:
    if row["options"] not in lists:
        yield f"the list “{row['options']}” is not in options.csv. Put one of {', '.join(sorted(lists))}."
    elif row["type"] == "scale" and lists[row["options"]] != [str(step + 1) for step in range(STEPS_OF_A_SCALE)]:
        yield f"“{row['options']}” is no scale: its ids have to be 1 to {STEPS_OF_A_SCALE}. Mend it, or change “type”."


def _of_a_number(row: Row, units: set[str]) -> Iterator[str]:
    if row["unit"] not in units:
        yield f"the unit “{row['unit']}” is not in units.csv. Put one of {', '.join(sorted(units))}."
    bounds = [row["low"], *row["bands"].split(";"), row["high"]]
    if not all(_is_number(bound) for bound in bounds):
        yield "“low”, “high” and “bands” have to be numbers; several bands stand with “;” between them, as in 10;50."
    elif [float(bound) for bound in bounds] != sorted({float(bound) for bound in bounds}):
        yield "“low”, the “bands” and “high” have to grow from one to the next."


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
