"""The figures behind the action plan, one table a sheet of its workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from matcher.documents import opportunity
from matcher.documents.blocks import Cell, Table
from matcher.documents.telling import RANGE, Content, Plain, end_name, quarter, rounded

FACTORS = ("factor", "low", "mid", "high", "unit", "source", "year", "country")


PIPELINE = (
    *("number", "supplier", "receiver", "offer", "need", "level", "status", "owner", "due", "next_step"),
    *("net_eur", "low", "high", "co2e_t", "ease", "quick_win", "barriers", "measures", "notes"),
)


def sheets(content: Content) -> Iterator[Table]:
    """The sheets that have rows, in the order of the plan."""
    made = (pipeline, values, questions, exchanges, indicators, _roadmap, _factors)
    return (table for table in (make(content) for make in made) if table.rows)


def factor_row(factor: Plain, content: Content) -> tuple[Cell, ...]:
    """An assumption with its range and where it comes from; what the user entered says so."""
    value = factor.get("value") or {}
    own = content.say("own_value") if factor.get("is_users") else ""
    source = own or factor.get("source") or ""
    figures = tuple(rounded(value.get(name)) for name in RANGE)
    return (
        factor["label"],
        *figures,
        factor["unit"],
        source,
        str(factor.get("year") or ""),
        factor.get("country") or "",
    )


def _table(content: Content, caption: str, names: tuple[str, ...], rows: Iterator[tuple[Cell, ...]]) -> Table:
    return Table(content.say(caption), content.headings(*names), tuple(rows))


def _rows(content: Content) -> Any:
    return enumerate(content.view["pipeline"]["rows"], start=1)


def pipeline(content: Content) -> Table:
    """How far each synergy is, and what it is worth."""
    return _table(
        content, "opportunities", PIPELINE, (_pipeline_row(number, row, content) for number, row in _rows(content))
    )


def _pipeline_row(number: int, row: Plain, content: Content) -> tuple[Cell, ...]:
    net, co2e = row.get("net") or {}, row.get("co2e_t") or {}
    return (
        float(number),
        end_name(row["have"]),
        end_name(row["want"]),
        row["have"]["text"],
        row["want"]["text"],
        row["level_label"],
        row["status_label"],
        row["owner"],
        row["date"],
        row["next_step"] or row["usual_step"],
        net.get("mid"),
        net.get("low"),
        net.get("high"),
        co2e.get("mid"),
        row["ease"],
        content.say("yes") if row["is_quick_win"] else content.say("no"),
        "; ".join(one["label"] for one in row["barriers"]),
        "; ".join(one["label"] for one in row["measures"]),
        row["notes"],
    )


def values(content: Content) -> Table:
    """What is saved and what it costs, line by line."""
    rows = (
        (float(number), opportunity.title(row), line["label"], *((line["eur"] or {}).get(name) for name in RANGE))
        for number, row in _rows(content)
        for line in content.told.values.get(row["id"], {}).get("lines", ())
    )
    return _table(content, "value_lines", ("number", "opportunity", "line", *RANGE), rows)


def questions(content: Content) -> Table:
    """The questions of law and safety with their answers."""
    rows = (
        (
            float(number),
            opportunity.title(row),
            screen["outcome_label"],
            question["text"],
            content.say(answer) if (answer := question.get("answer", "unknown")) != "unknown" else "",
        )
        for number, row in _rows(content)
        if (screen := content.told.screens.get(row["id"]))
        for question in screen.get("questions", ())
    )
    return _table(content, "questions", ("number", "opportunity", "outcome", "question", "answer"), rows)


def exchanges(content: Content) -> Table:
    """Who supplies whom with how much."""
    names = ("opportunity", "amount", "unit", "of_supply", "of_demand", "net_eur", "co2e_t")
    fields = ("label", "amount", "unit", "share_of_supply", "share_of_demand", "benefit", "co2e_t")
    rows = (tuple(one[name] for name in fields) for one in content.told.allocation.get("exchanges", ()))
    return _table(content, "exchanges", names, rows)


def indicators(content: Content) -> Table:
    """The indicators of the network."""
    network = ((one["label"], one["value"], one["text"]) for one in content.network.get("indicators", ()))
    return _table(content, "network_indicators", ("indicator", "figure", "meaning"), network)


def _roadmap(content: Content) -> Table:
    titles = {row["id"]: opportunity.title(row) for _, row in _rows(content)}
    rows = (
        (quarter(one["quarter"], content.language), titles[step["id"]], step["text"], step["owner"], step["date"])
        for one in content.view["roadmap"]
        for step in one["steps"]
    )
    return _table(content, "roadmap", ("quarter", "opportunity", "step", "owner", "due"), rows)


def _factors(content: Content) -> Table:
    return _table(content, "factors", FACTORS, (factor_row(one, content) for one in content.told.factors))
