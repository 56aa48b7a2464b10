"""Parts of the action plan that stand for themselves: what a terminal asks for one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from matcher.documents import action_plan as plan
from matcher.documents import figures, opportunity
from matcher.documents.blocks import Block, Document, Paragraph, Section, Table
from matcher.documents.telling import Content, day


class Report(NamedTuple):
    """Which sections of the plan a report has, and which table of figures goes with it."""

    sections: Callable[[Content], tuple[Section, ...]]
    figures: Callable[[Content], Table]


def report(content: Content, what: str) -> Document:
    """The report *what* ("value", "screen", "allocate", "network", "plan") as a document."""
    chosen = REPORTS[what]
    name = content.say(TITLES[what])
    today = day(content.today, content.language)
    return Document(
        name, "", content.language, today, content.today, (), chosen.sections(content), (chosen.figures(content),)
    )


def _each(
    content: Content, blocks: Callable[[Content, Mapping[str, object]], tuple[Block, ...]]
) -> tuple[Section, ...]:
    rows = content.view["pipeline"]["rows"]
    found = tuple(Section(opportunity.title(row), blocks(content, row)) for row in rows)
    return found or (Section(content.say("opportunities"), (Paragraph(content.say("none_found")),)),)


REPORTS: Mapping[str, Report] = {
    "value": Report(
        lambda content: _each(content, lambda told, row: tuple(opportunity.value(row, told))), figures.values
    ),
    "screen": Report(
        lambda content: _each(content, lambda told, row: tuple(opportunity.law(row, told))), figures.questions
    ),
    "allocate": Report(lambda content: (plan.allocation(content), plan.missing(content)), figures.exchanges),
    "network": Report(lambda content: (plan.network(content),), figures.indicators),
    "plan": Report(
        lambda content: (plan.summary(content), plan.overview(content), plan.roadmap(content)), figures.pipeline
    ),
}
TITLES = {
    "value": "value",
    "screen": "law",
    "allocate": "allocation",
    "network": "network",
    "plan": "title",
}
