"""Every template to copy passes the validation that what is made of it has to pass."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
import yaml

from matcher import tables
from matcher.knowledge import checking
from site_plugins.cases.reading import fields
from site_plugins.copying import FOLDER, MARKER, TemplateError, with_templates
from site_plugins.course import questions, slides
from site_plugins.course.lessons import FIELDS, LEAST_QUESTIONS, Lesson, lacking
from site_plugins.front_matter import faults, read
from site_plugins.languages import LANGUAGES
from site_plugins.survey import instrument, receiving, taking_in
from tests.site.test_content import outline

CONTENT = Path(__file__).parent.parent.parent / "content"
TEMPLATES = CONTENT / FOLDER
WORDING = CONTENT.parent / "site_plugins" / "app" / "wording"
PAGES = ("page.md", "case.md", "lesson.md")
LESSON = Lesson("learn/module-1/new-lesson.md", "module-1", 19, 60)


def text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_shown_on_the_page_to_its_end(language: str) -> None:
    page = (CONTENT / language / "about" / "editing.md").read_text(encoding="utf-8")
    files = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    assert {found["file"] for found in MARKER.finditer(page)} == {
        path.relative_to(TEMPLATES).as_posix() for path in files
    }
    shown = with_templates(page, TEMPLATES)
    for path in files:
        last = path.read_text(encoding="utf-8").rstrip().splitlines()[-1]
        assert f"    {last}\n    ~~~~" in shown


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"case\.md"):
        with_templates("<!-- template: case.md -->", tmp_path)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_head_and_the_same_headings_in_every_language(name: str) -> None:
    outlines = [outline(TEMPLATES / language / name) for language in LANGUAGES]
    assert outlines[0] == outlines[1] == outlines[2] != []
    for language in LANGUAGES:
        head = read(text(f"{language}/{name}"), name)
        assert head["title"]
        assert head["description"]
        assert all(anchor for _, anchor in outlines[0])
        assert not re.search("[şţŞŢ]", text(f"{language}/{name}"))


def test_a_case_has_facts_without_faults_and_a_source() -> None:
    assert list(faults(text("en/case.md"), "case.md", "case", fields())) == []
    assert "https://" in text("en/case.md")


def test_a_lesson_is_whole_once_its_questions_are_copied(tmp_path: Path) -> None:
    asked = yaml.safe_load(text("lesson-questions.yml"))
    assert {one["use"] for one in asked} == set(LEAST_QUESTIONS)
    copied = [{**one, "id": f"{one['id']}-{place}"} for one in asked for place in range(LEAST_QUESTIONS[one["use"]])]
    known = {name: tmp_path / name for name in ("questions", "exercises")}
    for name, entries in (("questions", yaml.safe_dump(copied)), ("exercises", text("lesson-exercises.yml"))):
        known[name].mkdir()
        (known[name] / f"{LESSON.key}.yml").write_text(entries, encoding="utf-8")
    page = text("en/lesson.md")
    exercises = {one.id: one for one in questions.load(known["exercises"])}
    assert list(faults(page, "lesson.md", "lesson", FIELDS)) == []
    assert list(lacking(page, LESSON, questions.load(known["questions"]), exercises)) == []


def test_a_lesson_has_the_same_slides_in_every_language(tmp_path: Path) -> None:
    for language in LANGUAGES:
        assert list(slides.faults(text(f"{language}/lesson.md"), f"{language}/lesson.md")) == []
        page = tmp_path / language / LESSON.page
        page.parent.mkdir(parents=True)
        page.write_text(text(f"{language}/lesson.md"), encoding="utf-8")
    assert list(slides.missing_in_translation(LESSON, tmp_path)) == []


def test_an_answer_on_paper_is_taken_in(tmp_path: Path) -> None:
    (tmp_path / "survey-answers-paper-0001.json").write_text(text("survey-answers.json"), encoding="utf-8")
    taken, wrong, _ = taking_in.received(receiving.sent(tmp_path), instrument.load(CONTENT / "data" / "survey"))
    assert wrong == []
    assert taken == [{"country": "NO", "trust": "4", "limitations": "cost;law", "firms": "12"}]


def test_a_resource_holds_together_with_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    heading, *_ = (tables.FOLDER / "resources" / "food.csv").read_text(encoding="utf-8").splitlines()
    given = text("resource.csv").splitlines()
    assert given[0] == heading
    [row] = csv.DictReader(given)
    added = {**row, "_file": "resource.csv", "_row": "2"}
    rows = tables.rows
    monkeypatch.setattr(tables, "rows", lambda name: (*rows(name), added) if name == "resources" else rows(name))
    assert checking.faults() == []
    added["parent"] = "nowhere"
    assert any("nowhere" in fault for fault in checking.faults())


def test_a_label_is_new_and_said_in_every_language() -> None:
    label = json.loads(text("label.json"))
    assert list(label) == list(LANGUAGES)
    assert len({tuple(said) for said in label.values()}) == 1
    for language, said in label.items():
        known = json.loads((WORDING / f"{language}.json").read_text(encoding="utf-8"))
        assert not said.keys() & known.keys()
        assert all(sentence.strip() for sentence in said.values())
