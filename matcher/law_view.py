"""Screens as a reader sees them: outcomes, questions, articles, authorities and steps in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from matcher import law, tables, wording
from matcher.knowledge import Knowledge
from matcher.law import Answered, Screen
from matcher.model import Caution, Language, Synergy

Plain = dict[str, Any]


def view(screened: Iterable[tuple[Synergy, Screen]], knowledge: Knowledge, language: Language) -> Plain:
    """The screens of synergies, and how many came to which outcome."""
    screens = [_screen(one, knowledge, language) for _, one in screened]
    counts = [
        {
            "code": outcome,
            "label": wording.sentence(f"law.{outcome}", language),
            "count": sum(one["outcome"] == outcome for one in screens),
        }
        for outcome in law.OUTCOMES
    ]
    return {"screens": screens, "outcomes": counts, "note": wording.sentence("law.note", language)}


def _screen(one: Screen, knowledge: Knowledge, language: Language) -> Plain:
    forbidden = [_forbidding(caution, knowledge, language) for caution in one.cautions]
    return {
        "id": one.key,
        "outcome": one.outcome,
        "outcome_label": wording.sentence(f"law.{one.outcome}", language),
        "why": [*forbidden, *(_row("law/outcomes", code)[language] for code in one.why)],
        "questions": [_question(asked, language) for asked in one.questions],
        "open": sum(asked.is_open for asked in one.questions),
        "authorities": [_authority(code, language) for code in one.authorities],
        "steps": [_row("law/steps", code)[language] for code in one.steps],
    }


def _forbidding(caution: Caution, knowledge: Knowledge, language: Language) -> str:
    """The sentence of a forbidding caution with the source of its rule."""
    text = wording.sentence(f"caution.{caution.code}", language)
    return wording.sentence("law.with_source", language, [("text", text), ("source", knowledge.source(caution.source))])


def _question(asked: Answered, language: Language) -> Plain:
    question = asked.question
    row = _row("law/questions", question.code)
    return {
        "code": question.code,
        "group": question.group,
        "group_label": _row("law/groups", question.group)[language],
        "text": row[language],
        "help": row[f"help_{language}"],
        "articles": [_article(code, language) for code in question.articles],
        "answer": asked.answer,
        "good": question.good,
        "is_bad": asked.is_bad,
        "told_by": asked.told_by,
        "is_firm": asked.is_firm,
        "because": _row("law/told", asked.because)[language] if asked.because else "",
    }


@cache
def _article(code: str, language: Language) -> Plain:
    row = _row("law/articles", code)
    return {"label": row[language], "address": row["address"], "country": row["country"], "read": row["read"]}


@cache
def _authority(code: str, language: Language) -> Plain:
    row = _row("law/authorities", code)
    country = next(one[language] for one in tables.rows("countries") if one["code"] == row["country"])
    return {
        "name": row[language],
        "country": country,
        "country_code": row["country"],
        "address": row["address"],
        "for": [_row("law/groups", group)[language] for group in tables.cells(row, "groups")],
    }


def _row(table: str, code: str) -> tables.Row:
    return _by_id(table)[code]


@cache
def _by_id(table: str) -> Mapping[str, tables.Row]:
    return {row["id"]: row for row in tables.rows(table)}
