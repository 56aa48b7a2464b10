"""Law and safety of a synergy as questions: which have to be asked, what the flows answer, and what it comes to so far.

Never a verdict: an outcome says what is probable and whom to ask. All rules stand in the tables of data/law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from matcher import tables
from matcher.cycles import unsearched
from matcher.knowledge import Knowledge
from matcher.law import facts
from matcher.law.conditions import Condition, Facts, Ruled, condition, holds, ruled
from matcher.model import Caution, Synergy
from matcher.progress import Progress, counted, silent
from matcher.remembering import remembered

__all__ = ["ANSWERS", "OUTCOMES", "Question", "Screen", "forget", "of_project", "outcomes", "questions", "screen"]

OUTCOMES = ("refused", "no-waste-question", "probably-waste", "ask-authority", "probably-by-product")
ANSWERS = ("yes", "no", "unknown")
FLOW, USER = "flow", "user"
NOWHERE = frozenset({""})


class Question(NamedTuple):
    """A question of law or safety: when it is asked, the articles behind it, and the answer that opens the way."""

    code: str
    group: str
    when: Condition
    articles: tuple[str, ...]
    good: str


class Rule(NamedTuple):
    """A row of a table that holds when its condition does.

    ``says`` is an answer or an outcome, ``about`` the question that is answered.
    """

    code: str
    when: Condition
    says: str = ""
    about: str = ""
    is_firm: bool = False


class Answered(NamedTuple):
    """A question with its answer, who told it, and the rule by which the flow tells it.

    What a flow tells for certain (``is_firm``) is changed in the flow; anything else the user's own answer replaces.
    """

    question: Question
    answer: str
    told_by: str
    because: str = ""
    is_firm: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.answer == "unknown"

    @property
    def is_bad(self) -> bool:
        """Whether the answer speaks against the synergy as it stands."""
        return bool(self.question.good) and not self.is_open and self.answer != self.question.good


class Screen(NamedTuple):
    """What the questions come to so far: the outcome, the rules and cautions that say why, and the steps to take."""

    key: str
    cautions: tuple[Caution, ...]
    outcome: str
    why: tuple[str, ...]
    questions: tuple[Answered, ...]
    authorities: tuple[str, ...]
    steps: tuple[str, ...]


class Found(NamedTuple):
    """What the rules find in a set of facts: a screen without what is a synergy's own."""

    outcome: str
    why: tuple[str, ...]
    questions: tuple[Answered, ...]
    authorities: tuple[str, ...]
    steps: tuple[str, ...]


@unsearched()
def of_project(
    synergies: Iterable[Synergy], knowledge: Knowledge, project: Mapping[str, Any], progress: Progress = silent
) -> list[tuple[Synergy, Screen]]:
    """The screens of *synergies* with the answers that a project holds."""
    entries = project.get("synergies") or {}
    screened = []
    for synergy in counted(list(synergies), "screening", progress):
        entry = entries.get(synergy.key) or {}
        screened.append((synergy, screen(synergy, knowledge, entry.get("answers") or {})))
    return screened


def screen(synergy: Synergy, knowledge: Knowledge, answers: Mapping[str, str]) -> Screen:
    """The questions to ask about a synergy, and what they come to with the user's *answers*, "yes" or "no"."""
    told = frozenset(facts.of(synergy, knowledge) & _asked_for())
    countries = frozenset((synergy.have.country, synergy.want.country)) - NOWHERE
    return Screen(
        synergy.key,
        tuple([caution for caution in synergy.cautions if caution.is_forbidding]),
        *(_finding(told, countries, answers) if answers else _unanswered(told, countries)),
    )


@remembered
def _unanswered(told: frozenset[str], countries: frozenset[str]) -> Found:
    """What the rules find before anybody has answered: the same for all synergies of which the same is told."""
    return _finding(told, countries, {})


def _finding(told: frozenset[str], countries: frozenset[str], answers: Mapping[str, str]) -> Found:
    asked = _asked(told, countries, answers)
    known = {*told, *(f"answer={one.question.code}:{one.answer}" for one in asked)}
    outcome, why = _come_to(known)
    known.add(f"outcome={outcome}")
    authorities = tuple(_authorities(asked, countries))
    return Found(outcome, why, tuple(asked), authorities, tuple(rule.code for rule in _holding(steps, known)))


def forget() -> None:
    """Forget what was told of flows and found of their facts, as if nothing had been asked yet."""
    _unanswered.cache_clear()
    facts.forget()


@cache
def _asked_for() -> frozenset[str]:
    """The facts that any condition asks for; others change nothing."""
    conditions = (row.when for table in (questions, told_by_flows, outcomes, steps) for row in table())
    return frozenset(fact for asked in conditions for way in asked for term in way for fact in term.facts)


def _asked(pair: Facts, countries: frozenset[str], answers: Mapping[str, str]) -> list[Answered]:
    """The questions in the order of their table, each with its answer; an answer may raise a question further down."""
    told = {rule.about: rule for rule in reversed(_holding(told_by_flows, pair))}
    listed = questions_for(countries)
    asked, known = [], set(pair)
    for place in _ruled(questions).worth_a_look(pair):
        question = listed[place]
        if holds(question.when, known):
            answered = _answered(question, told.get(question.code), answers.get(question.code, ""))
            asked.append(answered)
            known.add(f"answer={question.code}:{answered.answer}")
    return asked


def _answered(question: Question, told: Rule | None, own: str) -> Answered:
    is_own = own in ("yes", "no")
    if told is not None and (told.is_firm or not is_own):
        return Answered(question, told.says, FLOW, told.code, told.is_firm)
    return Answered(question, own if is_own else "unknown", USER if is_own else "")


def _come_to(known: Facts) -> tuple[str, tuple[str, ...]]:
    """The outcome of the first rule that holds, and the rules that say why: it, and others to the same end.

    The last rule, which holds always, speaks only where no other does.
    """
    held = _holding(outcomes, known)
    reasons = held[:-1] or held
    return held[0].says, tuple(rule.code for rule in reasons if rule.says == held[0].says)


def _holding(table: Callable[[], tuple[Rule, ...]], known: Facts) -> list[Rule]:
    """The rules of a table that hold, in its order."""
    rules = table()
    return [rules[place] for place in _ruled(table).holding(known)]


@cache
def _ruled(table: Callable[[], tuple[Rule | Question, ...]]) -> Ruled:
    """The conditions of a table; answers become known only as its questions are asked."""
    return ruled((row.when for row in table()), later=("answer",))


def _authorities(asked: Iterable[Answered], countries: frozenset[str]) -> Iterator[str]:
    """Who can answer what is open, or has to hear of what speaks against it, in the countries of both sides."""
    groups = {one.question.group for one in asked if one.is_open or one.is_bad}
    for code, country, competences in _competences():
        if (country in countries or not countries) and not groups.isdisjoint(competences):
            yield code


@cache
def _competences() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Each authority with its country and the groups of questions that it can answer, from law/authorities.csv."""
    return tuple(
        (row["id"], row["country"], frozenset(tables.cells(row, "groups"))) for row in tables.rows("law/authorities")
    )


@cache
def questions_for(countries: frozenset[str]) -> tuple[Question, ...]:
    """All questions, with the articles of the Union and of *countries* alone; with all where none is known."""
    of = {row["id"]: row["country"] for row in tables.rows("law/articles")}
    return tuple(
        question._replace(
            articles=tuple(code for code in question.articles if not countries or of[code] in {"EU", *countries})
        )
        for question in questions()
    )


@cache
def questions() -> tuple[Question, ...]:
    """All questions, from law/questions.csv."""
    return tuple(
        Question(row["id"], row["group"], condition(row["when"]), tables.cells(row, "articles"), row["good"])
        for row in tables.rows("law/questions")
    )


@cache
def told_by_flows() -> tuple[Rule, ...]:
    """What flows answer by themselves, from law/told.csv; the first row that holds wins."""
    return tuple(
        Rule(row["id"], condition(row["when"]), row["answer"], row["question"], row["firm"] == "yes")
        for row in tables.rows("law/told")
    )


@cache
def outcomes() -> tuple[Rule, ...]:
    """What the answers come to, from law/outcomes.csv; the first row that holds decides, its likes say why besides."""
    return tuple(Rule(row["id"], condition(row["when"]), row["outcome"]) for row in tables.rows("law/outcomes"))


@cache
def steps() -> tuple[Rule, ...]:
    """What to do next, from law/steps.csv."""
    return tuple(Rule(row["id"], condition(row["when"])) for row in tables.rows("law/steps"))
