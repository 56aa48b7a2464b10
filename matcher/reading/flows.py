"""Rows, as the human wrote them, to flows: each cell understood, or a problem that says what it held."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar, cast

from matcher import places, sectors, spelling, tables, waste_list
from matcher.model import Flow, Language, Place, Problem, Side
from matcher.reading import words
from matcher.reading.numbers import mark_of_column
from matcher.reading.quantities import read_quantity
from matcher.reading.sheet import Row, error, limits, notice

T = TypeVar("T")
Found = tuple[T, tuple[Problem, ...]]


def read_flows(rows: Sequence[Row], language: Language = "en", side: str = "") -> tuple[list[Flow], list[Problem]]:
    """The flows in *rows*, each with an id of its own, and all problems.

    Rows without any text are passed over. The problems of a row carry its place among *rows* in the detail ``index``;
    amounts for a period whose number a year is only assumed are counted together, in one notice a file and period.
    """
    marks = _decimal_marks(rows)
    flows: list[Flow] = []
    problems: list[Problem] = []
    for index, (row, id_) in enumerate(zip(rows, row_ids(rows), strict=True)):
        if _is_blank(row):
            continue
        flow, found = to_flow(row, index, language, marks[_sheet(row)], side)
        written = row.get("id", "").strip()
        if written and written != id_:
            found = (*found, *_at(row, index, (notice("repeated-id", "id", written=written, used=id_),)))
        problems.extend(found)
        if flow:
            flows.append(replace(flow, id=id_) if flow.id != id_ else flow)
    problems.extend(_assumptions(rows, flows))
    return flows, problems


def row_ids(rows: Sequence[Row]) -> list[str]:
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
    row: Row, index: int, language: Language = "en", decimal_mark: str = "", side: str = ""
) -> tuple[Flow | None, tuple[Problem, ...]]:
    """The flow that *row* describes, or None where it lacks what is certain; and its problems.

    *language* is the user's; it tells how "1.234" is meant where neither the row's own language nor *decimal_mark*,
    the mark that other numbers of its column have, does.
    """
    told_side, side_problems = _side(row.get("side", "") or side)
    text, text_problems = _text(row)
    if not told_side or not (text or row.get("code", "") or row.get("resources", "")):
        return None, _at(row, index, (*side_problems, *text_problems))
    flow, problems = _understood(row, cast(Side, told_side), text, language, decimal_mark)
    flow = flow if flow.id else replace(flow, id=f"row-{row.get('_row') or index + 1}")
    return flow, _at(row, index, (*text_problems, *problems)) if text_problems or problems else ()


def _understood(row: Row, side: Side, text: str, language: Language, decimal_mark: str) -> tuple[Flow, list[Problem]]:
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
        id=get("id", "").strip(),
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


def _text(row: Row) -> Found[str]:
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


def _at(row: Row, index: int, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The *problems* with the file, the sheet and the row they stand in, and the detail ``index``."""
    number = row.get("_row", "")
    return tuple(
        replace(
            problem,
            file=row.get("_file", ""),
            sheet=row.get("_sheet", ""),
            row=int(number) if number.isdigit() else None,
            details=(*problem.details, ("index", str(index))),
        )
        for problem in problems
    )


def _decimal_marks(rows: Sequence[Row]) -> Mapping[tuple[str, str], str]:
    """The decimal mark of each sheet's quantities, where some of them leave no doubt."""
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        cells[_sheet(row)].append(row.get("quantity", ""))
    return {sheet: mark_of_column(written) for sheet, written in cells.items()}


def _assumptions(rows: Sequence[Row], flows: Sequence[Flow]) -> list[Problem]:
    """One notice a file, sheet and period for the amounts whose number of times a year is assumed."""
    assumed = {row["id"]: row["times_per_year"] for row in tables.rows("periods") if row["is_assumed"] == "yes"}
    sheets = {id_: _sheet(row) for id_, row in zip(row_ids(rows), rows, strict=True)}
    yearly = ((flow.id, flow.quantity.period) for flow in flows if flow.quantity and flow.quantity.per_year is not None)
    counted = Counter((*sheets[id_], period) for id_, period in yearly if period in assumed)
    return [
        replace(
            notice("period-assumed", "period", count=str(count), period=period, times=assumed[period]),
            file=file,
            sheet=sheet,
        )
        for (file, sheet, period), count in counted.items()
    ]


def _sheet(row: Row) -> tuple[str, str]:
    return row.get("_file", ""), row.get("_sheet", "")


def _is_blank(row: Row) -> bool:
    return not any(value for key, value in row.items() if not key.startswith("_") and key != "side")
