"""One opportunity on a page of its own: partners, amounts, value, law, reasons, risks and steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.documents.blocks import Block, Bullets, Facts, Note, Paragraph, Section, Table
from matcher.documents.telling import RANGE, Content, Plain, day, end_name, end_text, likeliest, range_text, rounded
from matcher.wording import points

BENEFITS = (
    ("co2e", "co2e_t", "t"),
    ("virgin", "virgin_t", "t"),
    ("landfill", "landfill_t", "t"),
    ("water", "water_m3", "m³"),
    ("energy", "energy_mwh", "MWh"),
)


def page(row: Plain, content: Content) -> Section:
    """The opportunity that a *row* of the pipeline stands for."""
    parts: list[Block] = [
        _facts(row, content),
        Section(content.say("why"), _reasons(row)),
        Section(content.say("value"), tuple(value(row, content))),
        Section(content.say("law"), tuple(law(row, content))),
        Section(content.say("risks"), tuple(_risks(row, content))),
        Section(content.say("todo"), (Bullets(tuple(_steps(row, content)), is_ordered=True),)),
        *_history(row, content),
    ]
    return Section(title(row), tuple(parts), is_on_new_page=True)


def title(row: Plain) -> str:
    """The two partners, and what passes from one to the other."""
    resource = row["have"].get("resource_label") or row["have"].get("text") or ""
    return f"{end_name(row['have'])} → {end_name(row['want'])}: {resource}"


def _facts(row: Plain, content: Content) -> Facts:
    reasons = " ".join(part["text"] for part in row["ease_parts"])
    known = {
        "supplier": _partner(row["have"]),
        "offer": end_text(row["have"]),
        "receiver": _partner(row["want"]),
        "need": end_text(row["want"]),
        "level": content.say("level_text", level=row["level"], score=f"{points(row['score']):.0f}"),
        "ease": content.say("ease_text", ease=str(row["ease"]), reasons=reasons),
        "status": row["status_label"],
        "why_rejected": row["why_rejected_label"],
        "owner": row["owner"],
        "due": day(row["date"], content.language),
        "notes": row["notes"],
    }
    return Facts(tuple((content.say(name), text) for name, text in known.items() if text))


def _partner(end: Plain) -> str:
    """Who it is, where, and how much of it there is."""
    return (
        ", ".join(part for part in (end.get("site"), end.get("place"), end.get("quantity_text")) if part) or end["id"]
    )


def _reasons(row: Plain) -> tuple[Block, ...]:
    """Why the two fit, and what each further criterion says."""
    others = tuple(finding["text"] for finding in row["findings"][1:] if finding["criterion"] != "wording")
    return (Paragraph(row["reason"]), *([Bullets(others)] if others else []))


def value(row: Plain, content: Content) -> Iterator[Block]:
    """What the synergy is worth, line by line, and what would make the figures surer."""
    worth = content.told.values.get(row["id"])
    if not worth:
        yield Paragraph(content.say("no_value"))
        return
    for caption, lines, unit in (("value_lines", "lines", "eur"), ("co2e_lines", "co2e_lines", "t")):
        if any(line[unit] for line in worth.get(lines, ())):
            yield _lines(content, caption, worth[lines], unit)
    facts = tuple((name, text) for name, text in _value_facts(worth, content) if text)
    if facts:
        yield Facts(facts)
    notes = [note["text"] for note in worth.get("notes", ())]
    if narrowing := [fact["figure"]["label"] for fact in worth.get("unknown", ())][:3]:
        notes.append(f"{content.say('narrows')}: {'; '.join(narrowing)}.")
    if notes:
        yield Bullets(tuple(notes))


def _lines(content: Content, caption: str, lines: Sequence[Plain], unit: str) -> Table:
    """What is saved and what it costs; a line whose figures are missing has none."""
    rows = tuple((line["label"], *(rounded((line[unit] or {}).get(name)) for name in RANGE)) for line in lines)
    return Table(content.say(caption), content.headings("line", *RANGE), rows, (3, 1, 1, 1))


def _value_facts(value: Plain, content: Content) -> Iterator[tuple[str, str]]:
    amount = value.get("amount")
    if amount:
        yield content.say("amount_a_year"), range_text(amount, amount["unit"], content.language)
    for name, key, unit in (
        ("net", "net", "EUR"),
        ("investment", "investment", "EUR"),
        ("payback", "payback_years", content.say("years")),
        ("npv", "npv", "EUR"),
        ("break_even", "break_even_km", "km"),
        *BENEFITS,
    ):
        yield content.say(name), range_text(_positive(value.get(key)), unit, content.language)
    if (chance := value.get("chance_positive")) is not None:
        yield content.say("chance"), content.say("percent", number=str(round(100 * chance)))
    own = (value.get("own_cost") or {}).get("eur")
    yield content.say("own_cost"), range_text(_positive(own), "EUR", content.language)
    price = value.get("price") or {}
    least, most = (likeliest(price.get(name)) for name in ("least", "most"))
    if least is not None and most is not None:
        phrase = "price_text" if least <= most else "price_none"
        yield content.say("price_zone", unit=price["per"]), content.say(phrase, least=str(least), most=str(most))


def _positive(among: Plain | None) -> Plain | None:
    """A range, or None where it is nothing but zero."""
    return among if among and any(among[name] for name in ("low", "mid", "high")) else None


def law(row: Plain, content: Content) -> Iterator[Block]:
    """What the questions of law and safety came to, and whom to ask."""
    screen = content.told.screens.get(row["id"])
    if not screen:
        yield Paragraph(content.say("no_screen"))
        return
    yield Facts(((content.say("outcome"), screen["outcome_label"]),))
    if screen.get("why"):
        yield Bullets(tuple(screen["why"]))
    asked = screen.get("questions", ())
    for name, answers in (("open_questions", ("unknown",)), ("answered", ("yes", "no"))):
        if found := [question for question in asked if question.get("answer", "unknown") in answers]:
            yield Paragraph(f"{content.say(name)}:")
            yield Bullets(tuple(_question(question, content) for question in found))
    if authorities := screen.get("authorities"):
        names = (f"{one['name']}, {one['country']}: {one['address']}" for one in authorities)
        yield Paragraph(f"{content.say('authorities')}:")
        yield Bullets(tuple(names))


def _question(question: Plain, content: Content) -> str:
    articles = "; ".join(article["label"] for article in question.get("articles", ()))
    answer = question.get("answer", "unknown")
    text = f"{question['text']} ({articles})" if articles else question["text"]
    return text if answer == "unknown" else f"{text}: {content.say(answer)}"


def _risks(row: Plain, content: Content) -> Iterator[Block]:
    for caution in row["cautions"]:
        text = f"{caution['text']} ({caution['source']})" if caution["source"] else caution["text"]
        yield Note(text)
    if row["barriers"]:
        yield Bullets(tuple(barrier["label"] for barrier in row["barriers"]))
        measures = row["measures"] or row["suggested_measures"]
        yield Paragraph(f"{content.say('measures')}: {'; '.join(measure['label'] for measure in measures)}.")
    if not row["cautions"] and not row["barriers"]:
        yield Paragraph(content.say("no_risks"))


def _steps(row: Plain, content: Content) -> Iterator[str]:
    yield row["next_step"] or row["usual_step"]
    yield from content.told.screens.get(row["id"], {}).get("steps", ())
    for gap in row["missing"]:
        yield content.say("find_out", text=gap)
    for measure in row["measures"]:
        yield f"{measure['label']}."


def _history(row: Plain, content: Content) -> Iterator[Section]:
    if not row["history"]:
        return
    moments = tuple(
        content.say(
            "moment_note" if moment.get("note") else "moment",
            date=day(moment.get("date", ""), content.language) or content.say("undated"),
            status=moment["label"],
            note=moment.get("note", ""),
        )
        for moment in row["history"]
    )
    yield Section(content.say("history"), (Bullets(moments),))


def overview_row(number: int, row: Plain, content: Content) -> tuple[str | float | None, ...]:
    """The opportunity as a row of the table of all."""
    return (
        float(number),
        title(row),
        row["status_label"],
        rounded(row["benefit"]),
        likeliest(row.get("co2e_t")),
        row["ease"],
        content.say("yes") if row["is_quick_win"] else "",
    )
