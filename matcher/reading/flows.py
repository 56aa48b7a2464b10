"""Rows, as the human wrote them, to flows: each cell understood, or a problem that says what it held."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar, cast

from matcher import places, sectors, spelling, tables, waste_list
from matcher.model import Flow, Language, Place, Problem, Side
from matcher.reading import words
from matcher.reading.numbers import mark_of_column
from matcher.reading.quantities import read_quantity
from matcher.reading.sheet import error, limits, notice

T = TypeVar("T")
Found = tuple[T, tuple[Problem, ...]]


class Flows(NamedTuple):
    """The flows of some rows; the place of each one's row among them; and the problems with their rows' places.

    A problem that concerns many rows at once has no place.
    """

    flows: tuple[Flow, ...]
    places: tuple[int, ...]
    problems: tuple[tuple[int | None, Problem], ...]


def read_flows(rows: Sequence[Mapping[str, str]], language: Language = "en", side: str = "") -> Flows:
    """The flows in *rows*, each with an id of its own, and all problems.

    Rows without any text are passed over. Amounts for a period whose number a year is only assumed are counted
    together, in one notice a file and period.
    """
    marks = _decimal_marks(rows)
    flows: list[tuple[int, Flow]] = []
    problems: list[tuple[int | None, Problem]] = []
    for index, (row, id_) in enumerate(zip(rows, row_ids(rows), strict=True)):
        if _is_blank(row):
            continue
        flow, found = _flow(row, id_, language, marks[_sheet(row)], side)
        written = row.get("id", "").strip()
        if written and written != id_:
            found = (*found, *_at(row, (notice("repeated-id", "id", written=written, used=id_),)))
        problems.extend((index, problem) for problem in found)
        if flow:
            flows.append((index, flow))
    problems.extend((None, problem) for problem in _assumptions(rows, flows))
    return Flows(tuple(flow for _, flow in flows), tuple(index for index, _ in flows), tuple(problems))


def row_ids(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """An id for every row: the one written, else its number in the file; one that was taken gets the number appended.

    >>> row_ids([{"id": "A"}, {"id": "A"}, {"text": "slag"}])
    ['A', 'A-2', 'row-3']
    """
    reserved = {row["id"].strip() for row in rows if row.get("id", "").strip()}
    taken: set[str] = set()
    ids = []
    for index, row in enumerate(rows):
        number = row.get("_row") or str(index + 1)
        written = row.get("id", "").strip()
        id_ = written if written and written not in taken else f"{written or 'row'}-{number}"
        while id_ in taken or (id_ != written and id_ in reserved):
            id_ += f"-{index + 1}"
        taken.add(id_)
        ids.append(id_)
    return ids


def to_flow(
    row: Mapping[str, str], index: int, language: Language = "en", decimal_mark: str = "", side: str = ""
) -> tuple[Flow | None, tuple[Problem, ...]]:
    """The flow that *row* describes, or None where it lacks what is certain; and its problems.

    *language* is the user's; it tells how "1.234" is meant where neither the row's own language nor *decimal_mark*,
    the mark that other numbers of its column have, does.
    """
    id_ = row.get("id", "").strip() or f"row-{row.get('_row') or index + 1}"
    return _flow(row, id_, language, decimal_mark, side)


def _flow(
    row: Mapping[str, str], id_: str, language: Language, decimal_mark: str, side: str
) -> tuple[Flow | None, tuple[Problem, ...]]:
    told_side, side_problems = _side(row.get("side", "") or side)
    text, text_problems = _text(row)
    if not told_side or not (text or row.get("code", "") or row.get("resources", "")):
        return None, _at(row, (*side_problems, *text_problems))
    flow, problems = _understood(row, id_, cast(Side, told_side), text, language, decimal_mark)
    return flow, _at(row, (*text_problems, *problems)) if text_problems or problems else ()


def _understood(
    row: Mapping[str, str], id_: str, side: Side, text: str, language: Language, decimal_mark: str
) -> tuple[Flow, list[Problem]]:
    get = row.get
    text_language, language_problems = _meaning("language", get("language", ""))
    kind, kind_problems = _meaning("kind", get("kind", ""))
    code, is_hazardous, code_problems = _code(get("code", ""), get("hazardous", ""), language)
    sector, sector_problems = _sector(get("sector", ""), language)
    numbers = cast(Language, text_language or language)
    quantity, quantity_problems = read_quantity(
        get("quantity", ""), get("unit", ""), get("period", ""), numbers, decimal_mark
    )
    place, country, place_problems = _place(get("place", ""), get("country", ""))
    flow = Flow(
        id=id_,
        side=side,
        text=text,
        site=get("site", ""),
        language=cast("Language | None", text_language or None),
        kind=kind,
        code=code,
        is_hazardous=is_hazardous,
        sector=sector,
        quantity=quantity,
        place=place,
        country=country,
        season=get("season", ""),
        condition=get("condition", ""),
        resources=tuple(one.strip() for one in get("resources", "").split(";") if one.strip()),
    )
    found = (language_problems, kind_problems, code_problems, sector_problems, quantity_problems, place_problems)
    return flow, [problem for problems in found for problem in problems]


def _side(written: str) -> Found[str]:
    if not written.strip():
        return "", (error("missing-side", "side"),)
    side = words.meanings("side").get(spelling.plain(written), "")
    return side, () if side else (error("unknown-side", "side", written=written),)


def _text(row: Mapping[str, str]) -> Found[str]:
    text, limit = row.get("text", "").strip(), limits()["cell_characters"]
    if len(text) > limit:
        return text[:limit], (notice("long-text", "text", found=str(len(text)), limit=str(limit)),)
    if not text and not row.get("code", "").strip() and not row.get("resources", "").strip():
        return "", (error("missing-text", "text"),)
    return text, ()


@lru_cache(maxsize=1_000)
def _meaning(column: str, written: str) -> Found[str]:
    """The id that a cell of *column* stands for, such as a kind; an unknown word is passed over with a notice."""
    if not written.strip():
        return "", ()
    found = words.meanings(column).get(spelling.plain(written), "")
    return found, () if found else (notice(f"unknown-{column}", column, written=written),)


@lru_cache(maxsize=5_000)
def _code(written: str, hazardous: str, language: Language) -> tuple[str, bool | None, tuple[Problem, ...]]:
    """The List of Waste code, whether the flow is hazardous, and what was wrong; in doubt it is hazardous."""
    answer, problems = _meaning("hazardous", hazardous)
    told = {"yes": True, "no": False}.get(answer)
    if not written.strip():
        return "", told, problems
    codes = waste_list.written(written)
    if not codes:
        return "", told, (*problems, notice("unreadable-code", "code", written=written))
    first = codes[0]
    if not waste_list.is_known(first.code):
        return "", told or first.has_asterisk or None, (*problems, _unknown_code(first.code, language))
    if len(codes) > 1:
        others = ", ".join(waste_list.shown(one.code) for one in codes[1:])
        problems = (*problems, notice("several-codes", "code", used=waste_list.shown(first.code), others=others))
    is_hazardous, more = _hazard(first, told)
    return first.code, is_hazardous, (*problems, *more)


def _hazard(code: waste_list.Written, told: bool | None) -> Found[bool | None]:
    entry = waste_list.entries().get(code.code)
    listed = entry.is_hazardous if entry else None
    shown = waste_list.shown(code.code)
    if listed and told is False:
        return True, (notice("hazard-disagrees", "hazardous", code=shown),)
    if code.has_asterisk and listed is False:
        return True, (notice("asterisk-disagrees", "code", code=shown),)
    return (True if code.has_asterisk or listed else listed if told is None else told), ()


def _unknown_code(code: str, language: Language) -> Problem:
    nearest = waste_list.nearest(code)
    title = waste_list.title(nearest, language)
    if not title:
        return notice("unknown-code", "code", code=waste_list.shown(code))
    return notice(
        "unknown-code-near", "code", code=waste_list.shown(code), nearest=waste_list.shown(nearest), title=title.text
    )


@lru_cache(maxsize=5_000)
def _sector(written: str, language: Language) -> Found[str]:
    if not written.strip():
        return "", ()
    found = sectors.written(written)
    if found is None:
        return "", (notice("unknown-sector", "sector", written=written),)
    if not found.translated_from:
        return found.code, ()
    title = sectors.title(found.code, language)
    return found.code, (notice("sector-translated", "sector", written=written, used=found.code, title=title),)


@lru_cache(maxsize=5_000)
def _place(written: str, country: str) -> tuple[Place | None, str, tuple[Problem, ...]]:
    """The place, the code of its country, and what was wrong; where only the place is told, the country is its."""
    code = places.country_code(country)
    problems = (notice("unknown-country", "country", written=country),) if country.strip() and not code else ()
    if not written.strip():
        return None, code, problems
    found = places.find(written, code)
    if found:
        return found, code or found.country, problems
    if code and not places.is_covered(code):
        return None, code, (*problems, notice("place-not-covered", "place", written=written))
    resembling = places.resembling(written, code)
    if resembling:
        guess = notice("place-guessed", "place", written=written, used=resembling.name)
        return resembling, code or resembling.country, (*problems, guess)
    return None, code, (*problems, notice("unknown-place", "place", written=written))


def _at(row: Mapping[str, str], problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The *problems* with the file, the sheet and the row they stand in."""
    number = row.get("_row", "")
    return tuple(
        problem._replace(
            file=row.get("_file", ""),
            sheet=row.get("_sheet", ""),
            row=int(number) if number.isdigit() else None,
        )
        for problem in problems
    )


def _decimal_marks(rows: Sequence[Mapping[str, str]]) -> Mapping[tuple[str, str], str]:
    """The decimal mark of each sheet's quantities, where some of them leave no doubt."""
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        cells[_sheet(row)].append(row.get("quantity", ""))
    return {sheet: mark_of_column(written) for sheet, written in cells.items()}


def _assumptions(rows: Sequence[Mapping[str, str]], flows: Sequence[tuple[int, Flow]]) -> list[Problem]:
    """One notice a file, sheet and period for the amounts whose number of times a year is assumed."""
    assumed = {row["id"]: row["times_per_year"] for row in tables.rows("periods") if row["is_assumed"] == "yes"}
    amounts = ((index, flow.quantity) for index, flow in flows if flow.quantity and flow.quantity.per_year is not None)
    counted = Counter((*_sheet(rows[index]), amount.period) for index, amount in amounts if amount.period in assumed)
    return [
        notice("period-assumed", "period", count=str(count), period=period, times=assumed[period])._replace(
            file=file, sheet=sheet
        )
        for (file, sheet, period), count in counted.items()
    ]


def _sheet(row: Mapping[str, str]) -> tuple[str, str]:
    return row.get("_file", ""), row.get("_sheet", "")


def _is_blank(row: Mapping[str, str]) -> bool:
    return not any(value for key, value in row.items() if not key.startswith("_") and key != "side")
