"""One opportunity on a page of its own: partners, amounts, value, law, reasons, risks and steps."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.documents.blocks import Block, Bullets, Facts, Note, Paragraph, Section, Table
from matcher.documents.telling import Plain, Told, day, end_name, end_text, likeliest, range_text, rounded

BENEFITS = (
    ("co2e", "co2e_t", "t"),
    ("virgin", "virgin_t", "t"),
    ("landfill", "landfill_t", "t"),
    ("water", "water_m3", "m³"),
    ("energy", "energy_mwh", "MWh"),
)


def page(row: Plain, told: Told) -> Section:
    """The opportunity that a *row* of the pipeline stands for."""
    parts: list[Block] = [
        _facts(row, told),
        Section(told.say("why"), _reasons(row)),
        Section(told.say("value"), tuple(_value(row, told))),
        Section(told.say("law"), tuple(_law(row, told))),
        Section(told.say("risks"), tuple(_risks(row, told))),
        Section(told.say("todo"), (Bullets(tuple(_steps(row, told)), is_ordered=True),)),
        *_history(row, told),
    ]
    return Section(title(row), tuple(parts), is_on_new_page=True)


def title(row: Plain) -> str:
    """The two partners, and what passes from one to the other."""
    resource = row["have"].get("resource_label") or row["have"].get("text") or ""
    return f"{end_name(row['have'])} → {end_name(row['want'])}: {resource}"


def _facts(row: Plain, told: Told) -> Facts:
    reasons = " ".join(part["text"] for part in row["ease_parts"])
    known = {
        "supplier": _partner(row["have"]),
        "offer": end_text(row["have"]),
        "receiver": _partner(row["want"]),
        "need": end_text(row["want"]),
        "level": told.say("level_text", level=row["level"], score=str(round(row["score"]))),
        "ease": told.say("ease_text", ease=str(row["ease"]), reasons=reasons),
        "status": row["status_label"],
        "why_rejected": row["why_rejected_label"],
        "owner": row["owner"],
        "due": day(row["date"], told.language),
        "notes": row["notes"],
    }
    return Facts(tuple((told.say(name), text) for name, text in known.items() if text))


def _partner(end: Plain) -> str:
    """Who it is, where, and how much of it there is."""
    return (
        ", ".join(part for part in (end.get("site"), end.get("place"), end.get("quantity_text")) if part) or end["id"]
    )


def _reasons(row: Plain) -> tuple[Block, ...]:
    """Why the two fit, and what each further criterion says."""
    others = tuple(finding["text"] for finding in row["findings"][1:] if finding["criterion"] != "wording")
    return (Paragraph(row["reason"]), *([Bullets(others)] if others else []))


def _value(row: Plain, told: Told) -> Iterator[Block]:
    value = told.values.get(row["id"])
    if not value:
        yield Paragraph(told.say("no_value"))
        return
    if value.get("lines"):
        lines = tuple(
            (line["label"], *(rounded(line["eur"][name]) for name in ("low", "mid", "high"))) for line in value["lines"]
        )
        yield Table(told.say("value_lines"), told.headings("line", "low", "mid", "high"), lines, (3, 1, 1, 1))
    facts = tuple((name, text) for name, text in _value_facts(value, told) if text)
    if facts:
        yield Facts(facts)
    notes = [note["text"] for note in value.get("notes", ())]
    if narrowing := [fact["label"] for fact in value.get("unknown", ())][:3]:
        notes.append(f"{told.say('narrows')}: {'; '.join(narrowing)}.")
    if notes:
        yield Bullets(tuple(notes))


def _value_facts(value: Plain, told: Told) -> Iterator[tuple[str, str]]:
    amount = value.get("amount")
    if amount:
        yield told.say("amount_a_year"), range_text(amount, amount["unit"], told.language)
    for name, key, unit in (
        ("net", "net", "EUR"),
        ("investment", "investment", "EUR"),
        ("payback", "payback_years", told.say("years")),
        ("npv", "npv", "EUR"),
        ("break_even", "break_even_km", "km"),
        *BENEFITS,
    ):
        yield told.say(name), range_text(_positive(value.get(key)), unit, told.language)
    if (chance := value.get("chance_positive")) is not None:
        yield told.say("chance"), told.say("percent", number=str(round(100 * chance)))
    if price := value.get("price"):
        least, most = (rounded(price[name]) for name in ("least", "most"))
        phrase = "price_text" if price["least"] <= price["most"] else "price_none"
        yield told.say("price_zone", unit=price["per"]), told.say(phrase, least=str(least), most=str(most))


def _positive(among: Plain | None) -> Plain | None:
    """A range, or None where it is nothing but zero."""
    return among if among and any(among[name] for name in ("low", "mid", "high")) else None


def _law(row: Plain, told: Told) -> Iterator[Block]:
    screen = told.screens.get(row["id"])
    if not screen:
        yield Paragraph(told.say("no_screen"))
        return
    yield Facts(((told.say("outcome"), screen["outcome_label"]),))
    if screen.get("why"):
        yield Bullets(tuple(screen["why"]))
    asked = screen.get("questions", ())
    for name, answers in (("open_questions", ("unknown",)), ("answered", ("yes", "no"))):
        if found := [question for question in asked if question.get("answer", "unknown") in answers]:
            yield Paragraph(f"{told.say(name)}:")
            yield Bullets(tuple(_question(question, told) for question in found))
    if authorities := screen.get("authorities"):
        names = (f"{one['name']}, {one['country']}: {one['address']}" for one in authorities)
        yield Paragraph(f"{told.say('authorities')}:")
        yield Bullets(tuple(names))


def _question(question: Plain, told: Told) -> str:
    articles = "; ".join(article["label"] for article in question.get("articles", ()))
    answer = question.get("answer", "unknown")
    parts = (question["text"], f"({articles})" if articles else "", "" if answer == "unknown" else told.say(answer))
    return " ".join(part for part in parts if part)


def _risks(row: Plain, told: Told) -> Iterator[Block]:
    for caution in row["cautions"]:
        text = f"{caution['text']} ({caution['source']})" if caution["source"] else caution["text"]
        yield Note(text)
    if row["barriers"]:
        yield Bullets(tuple(barrier["label"] for barrier in row["barriers"]))
        measures = row["measures"] or row["suggested_measures"]
        yield Paragraph(f"{told.say('measures')}: {'; '.join(measure['label'] for measure in measures)}.")
    if not row["cautions"] and not row["barriers"]:
        yield Paragraph(told.say("no_risks"))


def _steps(row: Plain, told: Told) -> Iterator[str]:
    yield row["next_step"] or row["usual_step"]
    yield from told.screens.get(row["id"], {}).get("steps", ())
    for gap in row["missing"]:
        yield told.say("find_out", text=gap)
    for measure in row["measures"]:
        yield f"{measure['label']}."


def _history(row: Plain, told: Told) -> Iterator[Section]:
    if not row["history"]:
        return
    moments = tuple(
        told.say(
            "moment_note" if moment.get("note") else "moment",
            date=day(moment.get("date", ""), told.language) or told.say("undated"),
            status=moment["label"],
            note=moment.get("note", ""),
        )
        for moment in row["history"]
    )
    yield Section(told.say("history"), (Bullets(moments),))


def overview_row(number: int, row: Plain, told: Told) -> tuple[str | float | None, ...]:
    """The opportunity as a row of the table of all."""
    return (
        float(number),
        title(row),
        row["status_label"],
        rounded(row["benefit"]),
        likeliest(row.get("co2e_t")),
        row["ease"],
        told.say("yes") if row["is_quick_win"] else "",
    )
