"""The Action Plan for Resource Efficiency and Industrial Symbiosis: a summary first, then all that stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from matcher import planning, tables, wording
from matcher.documents import figures, opportunity
from matcher.documents.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Note,
    Paragraph,
    Section,
    Source,
    Table,
)
from matcher.documents.telling import Plain, Told, day, end_name, quarter, range_text, rounded

MOST_IN_SUMMARY = 10
MOST_LISTED = 20


def action_plan(told: Told) -> Document:
    """The plan as a document in the language of *told*."""
    sections = (
        _summary(told),
        _park(told),
        _opportunities(told),
        _allocation(told),
        _network(told),
        _missing(told),
        _roadmap(told),
        _indicators(told),
        _sources(told),
        *_left_out(told),
    )
    name = " – ".join(part for part in (told.project.get("name"), told.project.get("park")) if part)
    opening: tuple[Block, ...] = (*([Note(told.note)] if told.note else []), Paragraph(told.say("disclaimer")))
    return Document(
        told.say("title"),
        name or told.say("unnamed"),
        told.language,
        day(told.today, told.language),
        told.today,
        opening,
        sections,
        tuple(figures.sheets(told)),
    )


def _rows(told: Told) -> Sequence[Plain]:
    rows: Sequence[Plain] = told.view["pipeline"]["rows"]
    return rows


def _shown(told: Told) -> frozenset[str]:
    """The opportunities with a page of their own: the first ones, and all that are more than an idea."""
    first = int(planning.threshold("most_pages"))
    return frozenset(
        row["id"] for place, row in enumerate(_rows(told)) if place < first or row["status"] != planning.FIRST_STATUS
    )


def _section(told: Told, name: str, *blocks: Block) -> Section:
    return Section(told.say(name), blocks, is_on_new_page=True)


def _summary(told: Told) -> Section:
    quick = [row for row in _rows(told) if row["is_quick_win"]][:MOST_IN_SUMMARY]
    asked = ("ask_responsible", "ask_facts", "ask_authority", "ask_follow")
    return _section(
        told,
        "summary",
        Paragraph(told.say("summary_lead")),
        Facts(tuple(_key_figures(told))),
        *([_overview(told, "quick_wins", quick)] if quick else []),
        Section(told.say("asked"), (Bullets(tuple(told.say(name) for name in asked), is_ordered=True),)),
    )


def _key_figures(told: Told) -> Iterator[tuple[str, str]]:
    counts = told.view["summary"]
    yield told.say("companies"), wording.number(len(told.view["sites"]), told.language)
    offers = told.say("offers_and_needs_text", haves=str(counts["haves"]), wants=str(counts["wants"]))
    yield told.say("offers_and_needs"), offers
    for name in ("synergies", "quick_wins", "agreed", "late", "valued"):
        yield told.say(name), wording.number(counts[name], told.language)
    for name, unit in (("net", "EUR"), ("diverted", "t"), ("co2e", "t")):
        if total := range_text(told.view["totals"].get(name), unit, told.language):
            yield told.say(f"{name}_total"), total


def _park(told: Told) -> Section:
    sites = tuple(
        (site["label"], site["place"], float(site["haves"]), float(site["wants"])) for site in told.view["sites"]
    )
    ease = str(planning.threshold("quick_win_ease"))
    method = tuple(Paragraph(told.say(f"method_{name}", ease=ease)) for name in METHODS)
    return _section(
        told,
        "park",
        Table(told.say("sites"), told.headings("company", "place", "haves", "wants"), sites, (4, 3, 1, 1)),
        Section(told.say("method"), (*method, _ease_table(told))),
    )


METHODS = ("match", "value", "law", "ease", "allocation")


def _ease_table(told: Told) -> Table:
    rows = tuple(
        (planning.label("criteria", row["criterion"], told.language), row[told.language], tables.number(row, "points"))
        for row in tables.rows("planning/ease")
    )
    return Table(told.say("ease_table"), told.headings("criterion", "level", "points"), rows, (2, 5, 1))


def _opportunities(told: Told) -> Section:
    rows, shown = _rows(told), _shown(told)
    if not rows:
        return _section(told, "opportunities", Paragraph(told.say("none_found")))
    pages = tuple(opportunity.page(row, told) for row in rows if row["id"] in shown)
    cut = [Paragraph(told.say("only_first", count=str(len(shown))))] if len(shown) < len(rows) else []
    return _section(told, "opportunities", *cut, _overview(told, "overview", rows), *pages)


def _overview(told: Told, caption: str, rows: Sequence[Plain]) -> Table:
    places = {row["id"]: place for place, row in enumerate(_rows(told), start=1)}
    return Table(
        told.say(caption),
        told.headings("number", "opportunity", "status", "net_eur", "co2e_t", "ease", "quick_win"),
        tuple(opportunity.overview_row(places[row["id"]], row, told) for row in rows),
        (0.6, 4.6, 1.6, 1.5, 1.5, 2.2, 1),
    )


def _allocation(told: Told) -> Section:
    found = told.allocation
    if not found.get("exchanges"):
        return _section(told, "allocation", Paragraph(told.say("no_allocation")))
    told_of = [
        Paragraph(text) for text in (found.get("goal", {}).get("text"), found.get("gain", {}).get("text")) if text
    ]
    rows = tuple(
        (
            one["label"],
            rounded(one["amount"]),
            one["unit"],
            *(_percent(one[name], told) for name in ("share_of_supply", "share_of_demand")),
            rounded(one["benefit"]),
            rounded(one["co2e_t"]),
        )
        for one in found["exchanges"]
    )
    names = ("opportunity", "amount", "unit", "of_supply", "of_demand", "net_eur", "co2e_t")
    rest = [_rest(told, name, found[name]) for name in ("left", "unmet") if found.get(name)]
    return _section(
        told,
        "allocation",
        *told_of,
        Table(told.say("exchanges"), told.headings(*names), rows, (4, 1, 1, 1, 1, 1, 1)),
        *rest,
    )


def _percent(share: float | None, told: Told) -> str | None:
    return None if share is None else told.say("percent", number=str(round(100 * share)))


def _rest(told: Told, name: str, flows: Sequence[Plain]) -> Table:
    rows = tuple(
        (end_name(one | {"id": one["flow"]}), one.get("text", ""), rounded(one["amount"]), one["unit"])  # type: ignore[operator]
        for one in flows[:MOST_LISTED]
    )
    return Table(told.say(name), told.headings("company", "resource", "amount", "unit"), rows, (2, 4, 1, 1))


def _network(told: Told) -> Section:
    indicators = told.network.get("indicators")
    if not indicators:
        return _section(told, "network", Paragraph(told.say("no_network")))
    rows = tuple((one["label"], one.get("value_text") or rounded(one["value"]), one["text"]) for one in indicators)
    losses = tuple(
        (one["label"], float(one["lost"]["links"]), rounded(one["lost"]["benefit"]), one["text"])
        for one in told.network.get("losses", ())[:MOST_IN_SUMMARY]
    )
    lost = Table(
        told.say("losses"), told.headings("company", "lost_links", "net_eur", "consequence"), losses, (2, 1, 1, 4)
    )
    return _section(
        told,
        "network",
        Table(told.say("network_indicators"), told.headings("indicator", "figure", "meaning"), rows, (2, 1, 5)),
        *([lost] if losses else []),
    )


def _missing(told: Told) -> Section:
    links = [one["text"] for one in told.allocation.get("missing", ())][:MOST_LISTED]
    facts = [one["text"] for one in told.allocation.get("facts", ())][:MOST_LISTED]
    found: list[Block] = [Paragraph(told.say("missing_lead")), Bullets(tuple(links))] if links else []
    found = found or [Paragraph(told.say("no_missing"))]
    more = [Section(told.say("facts_first"), (Bullets(tuple(facts)),))] if facts else []
    return _section(told, "missing", *found, *more)


def _roadmap(told: Told) -> Section:
    quarters = told.view["roadmap"]
    if not quarters:
        return _section(told, "roadmap", Paragraph(told.say("no_roadmap")))
    titles = {row["id"]: opportunity.title(row) for row in _rows(told)}
    parts = [Section(quarter(one["quarter"], told.language), (_quarter_table(told, one, titles),)) for one in quarters]
    return _section(told, "roadmap", Paragraph(told.say("roadmap_note")), *parts)


def _quarter_table(told: Told, one: Plain, titles: Plain) -> Table:
    rows = tuple(
        (
            titles[step["id"]],
            step["text"],
            step["owner"],
            told.say("proposed") if step["is_proposed"] else day(step["date"], told.language),
        )
        for step in one["steps"]
    )
    return Table("", told.headings("opportunity", "step", "owner", "due"), rows, (3, 3.6, 1.6, 1.6))


def _indicators(told: Told) -> Section:
    rows = tuple(
        (one["label"], one["unit"], rounded(one["now"]), rounded(one["planned"]), one["how"])
        for one in told.view["indicators"]
    )
    names = ("indicator", "unit", "now", "planned", "how_measured")
    return _section(told, "indicators", Table("", told.headings(*names), rows, (3, 0.8, 1.1, 1.1, 4)))


def _sources(told: Told) -> Section:
    found: list[Block] = [Paragraph(text) for text in _rates(told)]
    if told.factors:
        rows = tuple(figures.factor_row(one, told) for one in told.factors)
        found.append(Table(told.say("factors"), told.headings(*figures.FACTORS), rows, (3, 1, 1, 1, 1, 3, 1, 1)))
    sources = _cited(told)
    found.append(Section(told.say("documents"), tuple(Source(text, address) for text, address in sources)))
    return _section(told, "sources", *found)


def _rates(told: Told) -> Iterator[str]:
    rates = told.project.get("rates", {})
    phrase = "rate_from" if rates.get("date") and rates.get("source") else "rate"
    for currency in ("RON", "NOK"):
        if currency in rates:
            yield told.say(
                phrase,
                number=str(rates[currency]),
                currency=currency,
                date=day(rates.get("date", ""), told.language),
                source=rates.get("source", ""),
            )


def _cited(told: Told) -> list[tuple[str, str]]:
    """The documents that stand behind what is shown, each once, with its address where it has one."""
    shown = [row for row in _rows(told) if row["id"] in _shown(told)]
    texts = [row["source"] for row in shown] + [caution["source"] for row in shown for caution in row["cautions"]]
    articles = [
        (article["label"], article.get("address", ""))
        for screen in told.screens.values()
        for question in screen.get("questions", ())
        for article in question.get("articles", ())
    ]
    published = [(one["source"], "") for one in told.network.get("indicators", ()) if one.get("source")]
    cited = [_parted(text) for text in texts if text]
    found = dict([*published, *cited, *articles])
    return sorted(found.items(), key=lambda one: one[0].casefold())


def _parted(source: str) -> tuple[str, str]:
    """The text of a source, and the address that ends it, if one does.

    >>> _parted("Guide to Biogas (2012), https://example.org/guide"), _parted("EN 197-1 (2011)")
    (('Guide to Biogas (2012)', 'https://example.org/guide'), ('EN 197-1 (2011)', ''))
    """
    text, mark, address = source.rpartition(", https://")
    return (text, f"https://{address}") if mark else (source, "")


def _left_out(told: Told) -> list[Section]:
    if not told.problems:
        return []
    texts = tuple(_problem(one) for one in told.problems[:MOST_LISTED])
    return [_section(told, "problems", Bullets(texts))]


def _problem(one: Any) -> str:
    where = ", ".join(str(part) for part in (one["file"], one["row"]) if part)
    return f"{where}: {one['message']} {one['cure']}" if where else f"{one['message']} {one['cure']}"
