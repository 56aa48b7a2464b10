"""The course: whole lessons, questions in three languages, and every fault told with its place and its cure."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from matcher.bridge import answer
from site_plugins.course.assessment import bank
from site_plugins.course.forms import form, told
from site_plugins.course.lessons import Lesson, lacking
from site_plugins.course.pages import Course, course, lesson_page, with_lessons
from site_plugins.course.questions import Question, QuestionError, faults, load, question
from site_plugins.languages import LANGUAGES

CONTENT = Path(__file__).parent.parent.parent / "content"
WHOLE = course(CONTENT)
LESSON = Lesson("learn/module-1/heat.md", "module-1", 3, 60)


def three(text: str) -> dict[str, str]:
    return {language: f"{text} {language}" for language in LANGUAGES}


def entry(**changes: Any) -> dict[str, Any]:
    options = [
        {**three("first"), "right": True, "because": three("yes")},
        {**three("second <b>"), "because": three("no")},
    ]
    return {"id": "m1-3-a", "use": "lesson", "question": three("Why?"), "options": options, **changes}


def test_every_lesson_is_whole() -> None:
    wanting = [
        fault
        for page, lesson in WHOLE.lessons.items()
        for language in LANGUAGES
        if (CONTENT / language / page).exists()
        for fault in lacking(
            (CONTENT / language / page).read_text(encoding="utf-8"), lesson, WHOLE.questions, WHOLE.exercises
        )
    ]
    assert wanting == []


def test_every_question_belongs_to_a_lesson() -> None:
    keys = {lesson.key for lesson in WHOLE.lessons.values()}
    assert {one.lesson for one in WHOLE.questions} <= keys
    assert {one.lesson for one in WHOLE.exercises.values()} <= keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matcher_still_gives_the_answers_of_the_exercises(language: str) -> None:
    checks = {one.id: (one.example, one.check) for one in WHOLE.exercises.values() if one.check}
    given = {name: best_have(example, check["want"], language) for name, (example, check) in checks.items()}
    assert given == {name: check["best"] for name, (_, check) in checks.items()}


@cache
def found_in(example: str, language: str) -> list[dict[str, Any]]:
    rows = json.loads(answer(json.dumps({"type": "example", "language": language, "example": example})))["rows"]
    told = json.loads(answer(json.dumps({"type": "match", "language": language, "rows": rows, "options": {}})))
    return list(told["synergies"])


def best_have(example: str, want: str, language: str) -> str:
    return next((pair["have"]["id"] for pair in found_in(example, language) if pair["want"]["id"] == want), "")


def test_a_right_entry_has_no_faults() -> None:
    assert list(faults(entry(), "questions/module-1-3.yml")) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"question": {"en": "Why?", "ro": "De ce?", False: "Hvorfor?"}}, 'write "no" in quotation marks'),
        ({"question": {"en": "Why?", "ro": "De ce?"}}, "lacks the language “no”"),
        ({"options": [{**three("one"), "because": three("so")}] * 2}, "no option is right"),
        ({"options": None, "number": {"value": "much", "within": 1}}, "as figures"),
        ({"use": "exam"}, "“use” is one of"),
        ({"colour": "blue"}, "“colour” is not known"),
        ({"sort": {"boxes": [], "things": []}}, "give it one of"),
    ],
)
def test_a_wrong_entry_is_told_with_its_cure(changes: dict[str, Any], message: str) -> None:
    assert any(message in fault for fault in faults(entry(**changes), "questions/module-1-3.yml"))


def test_an_id_may_not_stand_twice(tmp_path: Path) -> None:
    (tmp_path / "module-1-3.yml").write_text(json.dumps([entry(), entry()]), encoding="utf-8")
    with pytest.raises(QuestionError, match="stands twice"):
        load(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_becomes_a_form_whose_text_is_no_markup(language: str) -> None:
    made = form(question(entry(), "module-1-3"), language, "../../")
    assert 'data-kind="one"' in made
    assert f"second &lt;b&gt; {language}" in made
    assert made.count('class="question-because" hidden') == 2


def test_a_figure_of_the_solution_is_written_as_the_language_does() -> None:
    asked = entry(options=None, number={"value": 1250000.5, "within": 1, "unit": three("t")}, because=three("so"))
    made = {
        language: form(question({**asked, "options": ()}, "module-1-3"), language, "../../") for language in LANGUAGES
    }
    assert "1,250,000.5 t en" in made["en"]
    assert "1\u00a0250\u00a0000,5 t ro" in made["ro"]
    assert 'data-value="1250000.5"' in made["no"]


def test_two_right_options_are_ticked_and_not_chosen() -> None:
    both = [{**option, "right": True} for option in entry()["options"]]
    assert question(entry(options=both), "module-1-3").kind == "many"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_option_cannot_be_guessed_by_its_length(language: str) -> None:
    asked = [one for one in WHOLE.questions if one.kind == "one"]
    guessed = [one.id for one in asked if right_is_longest(one, language)]
    assert 3 * len(guessed) <= len(asked), f"Lengthen wrong options or shorten right ones of: {', '.join(guessed)}"


def right_is_longest(asked: Question, language: str) -> bool:
    right = max(len(option.text[language]) for option in asked.options if option.is_right)
    return all(len(option.text[language]) < right for option in asked.options if not option.is_right)


def test_a_lesson_gets_its_questions_and_exercises() -> None:
    asked = question(entry(), "module-1-3")
    whole = Course({LESSON.page: LESSON}, [asked], {"m1-3-x": question(entry(id="m1-3-x"), "module-1-3")})
    text = "# Heat { #top }\n\nWhy.\n\n<!-- exercise: m1-3-x -->\n\n<!-- quiz -->\n"
    made = lesson_page(text, LESSON, whole, "en", "../../../")
    assert made.index("lesson-facts") < made.index('data-id="m1-3-x"') < made.index('data-id="m1-3-a"')
    assert "<!--" not in made


def test_a_page_that_is_no_whole_lesson_is_told_what_it_lacks() -> None:
    wanting = "\n".join(lacking("# Heat { #top }\n\n<!-- exercise: nowhere -->\n", LESSON, [], {}))
    assert all(part in wanting for part in ("#aims", "no picture", "“nowhere”", "0 questions for “assessment”"))


def test_the_bank_holds_only_what_is_kept_for_the_assessment() -> None:
    kept = question(entry(id="m1-3-b", use="assessment"), "module-1-3")
    made = bank([question(entry(), "module-1-3"), kept], "ro")
    assert "m1-3-b" in made
    assert "m1-3-a" not in made
    assert told(kept, "ro")["text"] == "Why? ro"


def test_lessons_stand_in_the_navigation_once() -> None:
    nav = [{"Home": "index.md"}, {"Learn": ["learn/index.md"]}]
    once = with_lessons(nav, [LESSON])
    assert once[1] == {"Learn": ["learn/index.md", {"Industrial symbiosis": [LESSON.page]}]}
    assert with_lessons(once, [LESSON]) == once
