"""The assessment in a real browser: a paper is drawn fairly, kept, handed in and marked; the record reveals edits."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from site_plugins.course.assessment import load
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

PAGE = "learn/assessment/"
TASK = load(ROOT / "content" / "data")


def start(page: Page, site_server: str, language: str = "") -> None:
    page.goto(site_server + language + PAGE)
    page.locator("#assessment-before .md-button").wait_for()


def bank(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page.locator("#assessment-bank").text_content() or "")["questions"]
    return found


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("JSON.parse(localStorage['catalyst-course']).assessment")
    return found


def begin(page: Page, part: str) -> None:
    page.locator(f"#assessment-{part} .md-button").click()


def answer_all(page: Page, part: str, is_right: bool = True) -> None:
    """Answer each question of a part that was begun."""
    known = {question["id"]: question for question in bank(page)}
    for name in state(page)[part]["asked"]:
        asked = page.locator(f"#assessment-{part} .question[data-id={name}]")
        question = known[name]
        if question["kind"] == "number":
            asked.get_by_role("textbox").fill(str(question["number"]["value"] if is_right else -1))
        for place, option in enumerate(question["options"]):
            if option["right"] == is_right:
                asked.locator(f"input[value='{place}']").check()


def hand_in(page: Page, part: str) -> None:
    page.locator(f"#assessment-{part} button[type=submit]").click()


def draw(page: Page, paper: str, part: str) -> list[str]:
    script = """async ([paper, part]) => {
      const own = document.querySelector("script[src*='course/assessment.js']").src;
      const { draw } = await import(new URL("paper.js", own).href);
      const bank = JSON.parse(document.getElementById("assessment-bank").textContent).questions;
      return draw(bank, paper, part).map(({ id }) => id);
    }"""
    found: list[str] = page.evaluate(script, [paper, part])
    return found


def test_a_paper_asks_equally_much_of_every_lesson_and_never_the_same_twice(page: Page, site_server: str) -> None:
    start(page, site_server)
    lesson = {question["id"]: question["lesson"] for question in bank(page)}
    drawn = [(draw(page, paper, "before"), draw(page, paper, "after")) for paper in ("ABCDEF", "222222", "K7QDPX")]
    for before, after in drawn:
        assert sorted(lesson[one] for one in before) == sorted(set(lesson.values()))
        assert sorted(lesson[one] for one in after) == sorted([*set(lesson.values())] * 2)
        assert not set(before) & set(after)
    assert len({tuple(after) for _, after in drawn}) == 3


def test_a_group_draws_the_same_paper_by_its_number(page: Page, site_server: str) -> None:
    start(page, site_server, "no/")
    page.locator("#assessment-paper summary").click()
    for written, told in (("K7Q", "seks bokstaver"), ("k7q-dpx", "")):
        page.get_by_role("textbox", name="Nummer").fill(written)
        page.get_by_role("button", name="Slett svarene").click()
        if told:
            expect(page.locator("#assessment-paper").get_by_role("status")).to_contain_text(told)
    begin(page, "after")
    assert state(page)["paper"] == "K7QDPX"
    assert state(page)["after"]["asked"] == draw(page, "K7QDPX", "after")


def test_answers_are_there_when_one_comes_back(page: Page, site_server: str) -> None:
    start(page, site_server)
    begin(page, "before")
    page.locator("#assessment-before input[type=radio]").first.check()
    kept = state(page)
    page.reload()
    expect(page.locator("#assessment-before input[type=radio]").first).to_be_checked()
    assert state(page) == kept


def test_open_questions_are_told_before_a_test_is_handed_in(page: Page, site_server: str) -> None:
    start(page, site_server)
    begin(page, "before")
    hand_in(page, "before")
    expect(page.locator("#assessment-before").get_by_role("status")).to_contain_text("without an answer: ")
    hand_in(page, "before")
    expect(page.locator("#assessment-before .assessment-score")).to_contain_text("Right: 0 of")


@pytest.mark.parametrize(("is_right", "share"), [(True, "100"), (False, "0")])
def test_a_test_is_marked_by_module_and_explained_question_by_question(
    page: Page, site_server: str, is_right: bool, share: str
) -> None:
    start(page, site_server, "ro/")
    begin(page, "after")
    answer_all(page, "after", is_right)
    hand_in(page, "after")
    shares = page.locator("#assessment-after tbody td:last-child")
    assert {text.rstrip("%").strip() for text in shares.all_inner_texts()} == {share}
    page.locator("#assessment-after summary").click()
    asked = state(page)["after"]["asked"]
    expect(page.locator(f"#assessment-after [data-state={'right' if is_right else 'wrong'}] > div")).to_have_count(
        len(asked)
    )
    expect(page.locator("#assessment-after .question-because").first).to_be_visible()
    expect(page.locator("#assessment-after")).not_to_contain_text(re.compile(r"\b(false|undefined|null)\b"))


def project(language: str = "no", **changes: Any) -> dict[str, Any]:
    """A project that reaches every criterion, written as a trainee would."""
    firms = {firm["site"]: firm for firm in TASK["firms"]}
    flows = [
        {
            "id": f"row-{at}",
            "site": flow["site"].upper(),
            "side": {"have": "har", "want": "ønsker"}[flow["side"]],
            "kind": flow["kind"],
            "text": flow["text"][language],
            "quantity": f"{flow['amount'] / 12:.2f}".replace(".", ","),
            "unit": {"m3": "m³", "t": "tonn", "MWh": "MWh"}[flow["unit"]],
            "period": "måned",
            "code": flow.get("codes", [""])[0].replace(" ", ""),
            "hazardous": "ja" if flow.get("is_hazardous") else "nei",
            "place": firms[flow["site"]]["place"],
        }
        for at, flow in enumerate(TASK["flows"])
    ]
    ids = {flow["id"]: row["id"] for flow, row in zip(TASK["flows"], flows, strict=True)}
    chosen = {"status": "discussed", "owner": "Ana Pop", "next_step": "Take samples", "date": "2030-03-01"}
    synergies = {f"{ids[have]}+{ids[want]}": dict(chosen) for have, want in TASK["best"]}
    [[have, want]] = TASK["forbidden"]
    synergies[f"{ids[have]}+{ids[want]}"] = {"status": changes.get("forbidden", "rejected")}
    return {"format": "catalyst-project", "version": 1, "language": language, "flows": flows, "synergies": synergies}


def put_in(page: Page, place: str, *files: tuple[str, str]) -> None:
    page.locator(f"{place} .file-drop input").set_input_files(
        [{"name": name, "mimeType": "application/json", "buffer": text.encode()} for name, text in files]
    )


def points(page: Page) -> dict[str, float]:
    return {one["id"]: one["points"] for one in state(page)["practical"]["criteria"]}


def test_a_whole_project_reaches_every_point(page: Page, site_server: str) -> None:
    start(page, site_server)
    put_in(page, "#assessment-practical", ("park.json", json.dumps(project())))
    expect(page.locator("#assessment-practical").get_by_role("status")).to_contain_text("100 of 100 points")
    assert points(page) == {one["id"]: one["points"] for one in TASK["criteria"]}


def test_what_a_project_lacks_costs_its_own_points_and_is_named(page: Page, site_server: str) -> None:
    start(page, site_server)
    wanting = project(forbidden="agreed")
    wanting["flows"][0]["quantity"] = "12"
    first = next(iter(wanting["synergies"].values()))
    del first["owner"], first["date"]
    put_in(page, "#assessment-practical", ("park.json", json.dumps(wanting)))
    expect(page.locator("#assessment-practical table")).to_contain_text("what Demo Alfa has")
    most = {one["id"]: one["points"] for one in TASK["criteria"]}
    lost = {name: round(most[name] - given, 1) for name, given in points(page).items() if given < most[name]}
    assert lost == {"amounts": 1.4, "forbidden": 10, "owners": 1.2, "dates": 1.2}


def test_an_empty_project_gets_nothing_and_a_damaged_one_is_told(page: Page, site_server: str) -> None:
    start(page, site_server)
    put_in(page, "#assessment-practical", ("empty.json", '{"format": "catalyst-project", "version": 1}'))
    expect(page.locator("#assessment-practical").get_by_role("status")).to_contain_text("0 of 100 points")
    assert set(points(page).values()) == {0}
    put_in(page, "#assessment-practical", ("cut.json", json.dumps(project())[:500]))
    expect(page.locator("#assessment-practical").get_by_role("status")).to_contain_text("damaged or was cut off")


def record(page: Page, name: str = "Ana Pop") -> dict[str, Any]:
    """The record that the page saves under a name."""
    page.get_by_role("textbox", name="Your name").fill(name)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save the record").click()
    found: dict[str, Any] = json.loads(Path(saving.value.path()).read_text(encoding="utf-8"))
    return found


def code_of(page: Page, changed: dict[str, Any]) -> str:
    """The check code that fits a record, made on the page of the trainer's desk."""
    script = """async (record) => {
      const own = document.querySelector("script[src*='course/desk.js']").src;
      return (await import(new URL("record.js", own).href)).codeOf(record);
    }"""
    found: str = page.evaluate(script, changed)
    return found


def test_the_record_says_what_it_is_and_carries_its_code(page: Page, site_server: str) -> None:
    start(page, site_server)
    expect(page.locator("#assessment-record")).to_contain_text("Nothing has been handed in yet")
    begin(page, "before")
    answer_all(page, "before", is_right=False)
    hand_in(page, "before")
    page.get_by_role("button", name="Save the record").click()
    expect(page.locator("#assessment-record").get_by_role("status")).to_contain_text("Write your name first")
    saved = record(page)
    assert len(saved["check"]) == 64
    shown = page.locator("#course-record")
    expect(shown).to_contain_text("Nobody supervised the tests")
    expect(shown).to_contain_text("proves no identity")
    expect(shown).to_contain_text(saved["check"][:4].upper())
    page.reload()
    expect(page.locator("#assessment-before .assessment-score")).to_contain_text("Right: 0 of")
    record(page)
    page.emulate_media(media="print")
    expect(shown).to_be_visible()
    expect(page.locator("#assessment-before")).to_be_hidden()


def test_where_no_code_can_be_made_the_page_says_so(page: Page, site_server: str) -> None:
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")  # As at http:// elsewhere.
    start(page, site_server)
    begin(page, "before")
    answer_all(page, "before", is_right=False)
    hand_in(page, "before")
    page.get_by_role("textbox", name="Your name").fill("Ana Pop")
    page.get_by_role("button", name="Save the record").click()
    expect(page.locator("#assessment-record").get_by_role("status")).to_contain_text("begin with https://")
