"""Screens as a reader sees them: outcomes, questions, articles, authorities and steps in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from matcher import law, tables, wording
from matcher.knowledge import Knowledge
from matcher.law import Screen
from matcher.model import Caution, Language, Synergy
from matcher.remembering import remembered
from matcher.shelving import Shelf

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


def shelved(told: Plain) -> Plain:
    """The same for the door, each question and authority once: screens tell where in their lists theirs stand."""
    questions, authorities = Shelf(), Shelf()
    screens = [
        {
            **screen,
            "questions": questions.places(screen["questions"]),
            "authorities": authorities.places(screen["authorities"]),
        }
        for screen in told["screens"]
    ]
    return {**told, "screens": screens, "questions": questions.things, "authorities": authorities.things}


def _screen(one: Screen, knowledge: Knowledge, language: Language) -> Plain:
    forbidden = [_forbidding(caution, knowledge, language) for caution in one.cautions]
    return {
        "id": one.key,
        "outcome": one.outcome,
        "outcome_label": wording.sentence(f"law.{one.outcome}", language),
        "why": [*forbidden, *(_row("law/outcomes", code)[language] for code in one.why)],
        "questions": [
            _question(asked.question.code, asked.question.articles, asked[1:], asked.is_bad, language)
            for asked in one.questions
        ],
        "open": sum(asked.is_open for asked in one.questions),
        "authorities": [_authority(code, language) for code in one.authorities],
        "steps": [_row("law/steps", code)[language] for code in one.steps],
    }


def _forbidding(caution: Caution, knowledge: Knowledge, language: Language) -> str:
    """The sentence of a forbidding caution with the source of its rule."""
    text = wording.sentence(f"caution.{caution.code}", language)
    return wording.sentence("law.with_source", language, [("text", text), ("source", knowledge.source(caution.source))])


@remembered
def _question(
    code: str, articles: tuple[str, ...], told: tuple[str, str, str, bool], is_bad: bool, language: Language
) -> Plain:
    """A question with its answer, who told it, why, and whether for certain."""
    row = _row("law/questions", code)
    answer, told_by, because, is_firm = told
    return {
        "code": code,
        "group": row["group"],
        "group_label": _row("law/groups", row["group"])[language],
        "text": row[language],
        "help": row[f"help_{language}"],
        "articles": [_article(code, language) for code in articles],
        "answer": answer,
        "good": row["good"],
        "is_bad": is_bad,
        "told_by": told_by,
        "is_firm": is_firm,
        "because": _row("law/told", because)[language] if because else "",
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
