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
from matcher.documents.telling import Content, Plain, day, end_name, quarter, range_text, rounded
from matcher.project import FIRST_STATUS

MOST_IN_SUMMARY = 5
MOST_LOSSES = 10
MOST_LISTED = 20


def action_plan(content: Content) -> Document:
    """The plan as a document in the language of *content*."""
    sections = (
        summary(content),
        park(content),
        opportunities(content),
        allocation(content),
        network(content),
        missing(content),
        roadmap(content),
        indicators(content),
        sources(content),
        *_left_out(content),
    )
    name = " – ".join(part for part in (content.project.get("name"), content.project.get("park")) if part)
    opening: tuple[Block, ...] = (*([Note(content.note)] if content.note else []), Paragraph(content.say("disclaimer")))
    return Document(
        content.say("title"),
        name or content.say("unnamed"),
        content.language,
        day(content.today, content.language),
        content.today,
        opening,
        sections,
        tuple(figures.sheets(content)),
    )


def _rows(content: Content) -> Sequence[Plain]:
    rows: Sequence[Plain] = content.view["pipeline"]["rows"]
    return rows


def _shown(content: Content) -> frozenset[str]:
    """The opportunities with a page of their own: the first ones, and all that are more than an idea."""
    first = int(planning.threshold("most_pages"))
    return frozenset(
        row["id"] for place, row in enumerate(_rows(content)) if place < first or row["status"] != FIRST_STATUS
    )


def _section(content: Content, name: str, *blocks: Block) -> Section:
    return Section(content.say(name), blocks, is_on_new_page=True)


def summary(content: Content) -> Section:
    """What a manager reads: the figures that count, the quick wins, and what is asked."""
    quick = [row for row in _rows(content) if row["is_quick_win"]][:MOST_IN_SUMMARY]
    asked = ("ask_responsible", "ask_facts", "ask_authority", "ask_follow")
    return _section(
        content,
        "summary",
        Paragraph(content.say("summary_lead")),
        Facts(tuple(_key_figures(content))),
        *([_table_of(content, "quick_wins", quick)] if quick else []),
        Section(content.say("asked"), (Bullets(tuple(content.say(name) for name in asked), is_ordered=True),)),
    )


def _key_figures(content: Content) -> Iterator[tuple[str, str]]:
    counts = content.view["summary"]
    yield content.say("companies"), wording.number(len(content.view["sites"]), content.language)
    offers = content.say("offers_and_needs_text", haves=str(counts["haves"]), wants=str(counts["wants"]))
    yield content.say("offers_and_needs"), offers
    for name in ("synergies", "quick_wins", "agreed", "late", "valued"):
        yield content.say(name), wording.number(counts[name], content.language)
    for name, unit in (("net", "EUR"), ("diverted", "t"), ("co2e", "t")):
        if total := range_text(content.view["totals"].get(name), unit, content.language):
            yield content.say(f"{name}_total"), total


def park(content: Content) -> Section:
    """Who is in the park, and how the plan was made."""
    sites = tuple(
        (site["label"], site["place"], float(site["haves"]), float(site["wants"])) for site in content.view["sites"]
    )
    ease = str(planning.threshold("quick_win_ease"))
    measure = content.view["measure"]["label"]
    method = tuple(Paragraph(content.say(f"method_{name}", ease=ease, measure=measure)) for name in METHODS)
    return _section(
        content,
        "park",
        Table(content.say("sites"), content.headings("company", "place", "haves", "wants"), sites, (4, 3, 1, 1)),
        Section(content.say("method"), (*method, _ease_table(content))),
    )


METHODS = ("match", "value", "law", "ease", "allocation")


def _ease_table(content: Content) -> Table:
    rows = tuple(
        (
            planning.label("criteria", row["criterion"], content.language),
            row[content.language],
            tables.number(row, "points"),
        )
        for row in tables.rows("planning/ease")
    )
    return Table(content.say("ease_table"), content.headings("criterion", "level", "points"), rows, (2, 5, 1))


def opportunities(content: Content) -> Section:
    """All opportunities in a table, and the first ones on a page each."""
    rows, shown = _rows(content), _shown(content)
    if not rows:
        return _section(content, "opportunities", Paragraph(content.say("none_found")))
    pages = tuple(opportunity.page(row, content) for row in rows if row["id"] in shown)
    cut = [Paragraph(content.say("only_first", count=str(len(shown))))] if len(shown) < len(rows) else []
    table = _table_of(content, "overview", rows)
    return _section(content, "opportunities", *cut, table, *pages, *_refused(content))


def _refused(content: Content) -> list[Section]:
    """What must not be made, so that nobody has to find out anew."""
    rows = tuple((opportunity.title(row), " ".join(row["why"])) for row in content.view["refused"][:MOST_LISTED])
    if not rows:
        return []
    table = Table("", content.headings("opportunity", "why_not"), rows, (2, 3))
    return [Section(content.say("refused"), (Paragraph(content.say("refused_lead")), table), is_on_new_page=True)]


def overview(content: Content) -> Section:
    """All opportunities in one table."""
    rows = _rows(content)
    return _section(
        content,
        "opportunities",
        _table_of(content, "overview", rows) if rows else Paragraph(content.say("none_found")),
    )


def _table_of(content: Content, caption: str, rows: Sequence[Plain]) -> Table:
    places = {row["id"]: place for place, row in enumerate(_rows(content), start=1)}
    return Table(
        content.say(caption),
        content.headings("number", "opportunity", "status", "net_eur", "co2e_t", "ease", "quick_win"),
        tuple(opportunity.overview_row(places[row["id"]], row, content) for row in rows),
        (0.9, 4.4, 1.7, 1.8, 1.7, 2.6, 1.2),
    )


def allocation(content: Content) -> Section:
    """Who supplies whom with how much, and what is left over."""
    found = content.told.allocation
    if not found.get("exchanges"):
        return _section(content, "allocation", Paragraph(content.say("no_allocation")))
    texts = (found.get(name, {}).get("text") for name in ("goal", "made", "gain"))
    told_of = [Paragraph(text) for text in texts if text]
    rows = tuple(
        (
            one["label"],
            one["amount"],
            wording.label("unit", one["unit"], content.language),
            *(_percent(one[name], content) for name in ("share_of_supply", "share_of_demand")),
            rounded(one["benefit"]),
            rounded(one["co2e_t"]),
        )
        for one in found["exchanges"]
    )
    names = ("opportunity", "amount", "unit", "of_supply", "of_demand", "net_eur", "co2e_t")
    rest = [_rest(content, name, found[name]) for name in ("left", "unmet") if found.get(name)]
    return _section(
        content,
        "allocation",
        *told_of,
        Table(content.say("exchanges"), content.headings(*names), rows, (4, 1, 1, 1, 1, 1, 1)),
        *rest,
    )


def _percent(share: float | None, content: Content) -> str | None:
    return None if share is None else content.say("percent", number=str(round(100 * share)))


def _rest(content: Content, name: str, flows: Sequence[Plain]) -> Table:
    rows = tuple(
        (end_name(one | {"id": one["flow"]}), one.get("text", ""), rounded(one["amount"]), one["unit_label"])  # type: ignore[operator]
        for one in flows[:MOST_LISTED]
    )
    return Table(content.say(name), content.headings("company", "resource", "amount", "unit"), rows, (2, 4, 1, 1))


def network(content: Content) -> Section:
    """Who depends on whom, and what falls away with a company."""
    indicators = content.network.get("indicators")
    if not indicators:
        return _section(content, "network", Paragraph(content.say("no_network")))
    rows = tuple((one["label"], one.get("value_text") or rounded(one["value"]), one["text"]) for one in indicators)
    losses = tuple(
        (one["label"], float(one["lost"]["links"]), rounded(one["lost"]["benefit"]), one["text"])
        for one in content.network.get("losses", ())[:MOST_LOSSES]
    )
    lost = Table(
        content.say("losses"), content.headings("company", "lost_links", "net_eur", "consequence"), losses, (2, 1, 1, 4)
    )
    return _section(
        content,
        "network",
        Table(content.say("network_indicators"), content.headings("indicator", "figure", "meaning"), rows, (2, 1, 5)),
        *([lost] if losses else []),
    )


def missing(content: Content) -> Section:
    """What the park lacks, and which facts would change the plan most."""
    links = [one["text"] for one in content.told.allocation.get("missing", ())][:MOST_LISTED]
    facts = [one["text"] for one in content.told.allocation.get("facts", ())][:MOST_LISTED]
    found: list[Block] = [Paragraph(content.say("missing_lead")), Bullets(tuple(links))] if links else []
    found = found or [Paragraph(content.say("no_missing"))]
    more = [Section(content.say("facts_first"), (Bullets(tuple(facts)),))] if facts else []
    return _section(content, "missing", *found, *more)


def roadmap(content: Content) -> Section:
    """What is to be done in which quarter."""
    quarters = content.view["roadmap"]
    if not quarters:
        return _section(content, "roadmap", Paragraph(content.say("no_roadmap")))
    titles = {row["id"]: opportunity.title(row) for row in _rows(content)}
    parts = [
        Section(quarter(one["quarter"], content.language), (_quarter_table(content, one, titles),)) for one in quarters
    ]
    return _section(content, "roadmap", Paragraph(content.say("roadmap_note")), *parts)


def _quarter_table(content: Content, one: Plain, titles: Plain) -> Table:
    rows = tuple(
        (
            titles[step["id"]],
            step["text"],
            step["owner"],
            content.say("proposed") if step["is_proposed"] else day(step["date"], content.language),
        )
        for step in one["steps"]
    )
    return Table("", content.headings("opportunity", "step", "owner", "due"), rows, (3, 3.6, 1.6, 1.6))


def indicators(content: Content) -> Section:
    """What to follow while the plan is carried out."""
    rows = tuple(
        (one["label"], one["unit"], rounded(one["now"]), rounded(one["planned"]), one["how"])
        for one in content.view["indicators"]
    )
    names = ("indicator", "unit", "now", "planned", "how_measured")
    return _section(content, "indicators", Table("", content.headings(*names), rows, (3, 0.8, 1.1, 1.1, 4)))


def sources(content: Content) -> Section:
    """The assumptions behind the figures, and the documents that are cited."""
    found: list[Block] = [Paragraph(text) for text in _rates(content)]
    known = [one for one in content.told.factors if one["value"]]
    if known:
        rows = tuple(figures.factor_row(one, content) for one in known)
        found.append(Table(content.say("factors"), content.headings(*figures.FACTORS), rows, (3, 1, 1, 1, 1, 3, 1, 1)))
    sources = _cited(content)
    found.append(Section(content.say("documents"), tuple(Source(text, address) for text, address in sources)))
    return _section(content, "sources", *found)


def _rates(content: Content) -> Iterator[str]:
    rates = content.project.get("rates", {})
    phrase = "rate_from" if rates.get("date") and rates.get("source") else "rate"
    for currency in ("RON", "NOK"):
        if currency in rates:
            yield content.say(
                phrase,
                number=str(rates[currency]),
                currency=currency,
                date=day(rates.get("date", ""), content.language),
                source=rates.get("source", ""),
            )


def _cited(content: Content) -> list[tuple[str, str]]:
    """The documents that stand behind what is shown, each once, with its address where it has one."""
    shown = [row for row in _rows(content) if row["id"] in _shown(content)]
    texts = [row["source"] for row in shown] + [caution["source"] for row in shown for caution in row["cautions"]]
    articles = [
        (article["label"], article.get("address", ""))
        for screen in content.told.screens.values()
        for question in screen.get("questions", ())
        for article in question.get("articles", ())
    ]
    published = [(one["source"], "") for one in content.network.get("indicators", ()) if one.get("source")]
    cited = [_parted(text) for text in texts if text]
    factors = [(one["source"], one["address"]) for one in content.told.factors if one["source_code"] == "published"]
    found = dict([*published, *cited, *factors, *articles])
    return sorted(found.items(), key=lambda one: one[0].casefold())


def _parted(source: str) -> tuple[str, str]:
    """The text of a source, and the address that ends it, if one does.

    >>> _parted("Guide to Biogas (2012), https://example.org/guide"), _parted("EN 197-1 (2011)")
    (('Guide to Biogas (2012)', 'https://example.org/guide'), ('EN 197-1 (2011)', ''))
    """
    text, mark, address = source.rpartition(", https://")
    return (text, f"https://{address}") if mark else (source, "")


def _left_out(content: Content) -> list[Section]:
    if not content.problems:
        return []
    texts = tuple(_problem(one) for one in content.problems[:MOST_LISTED])
    return [_section(content, "problems", Bullets(texts))]


def _problem(one: Any) -> str:
    where = ", ".join(str(part) for part in (one["file"], one["row"]) if part)
    return f"{where}: {one['message']} {one['cure']}" if where else f"{one['message']} {one['cure']}"
