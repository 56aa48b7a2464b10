"""The course in a real browser: a wrong answer is explained, a right one is said so, and what was done is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

LESSON = "learn/module-1/mapping-flows/"


def question(page: Page, name: str) -> Locator:
    return page.locator(f"form.question[data-id={name}]")


def check(asked: Locator) -> None:
    asked.locator("button[type=submit]").click()


def kept(page: Page) -> dict[str, dict[str, dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = page.evaluate("JSON.parse(localStorage['catalyst-course'])")
    return found


def test_a_wrong_option_says_why_and_a_right_one_is_kept(page: Page, site_server: str) -> None:
    page.goto(site_server + LESSON)
    asked = question(page, "m1-3-rough-amount")
    check(asked)
    expect(asked.get_by_role("status")).to_have_text("Answer first, then check.")
    for right, state in ((False, "wrong"), (True, "right")):
        option = asked.locator(f".question-option[data-right={str(right).lower()}]").first
        option.locator("input").check()
        check(asked)
        expect(asked).to_have_attribute("data-state", state)
        expect(option.locator(".question-because")).to_be_visible()
        expect(asked.locator(".question-because:visible")).to_have_count(1)
    assert kept(page)["questions"]["m1-3-rough-amount"] == {"tries": 2, "first": False, "right": True}


def test_a_wrong_figure_gets_a_hint_that_goes_when_it_is_right(page: Page, site_server: str) -> None:
    page.goto(site_server + "no/" + LESSON)
    asked = question(page, "m1-3-x-shavings")
    for written, state in (("207", "wrong"), ("103,5", "right")):
        asked.get_by_role("textbox").fill(written)
        check(asked)
        expect(asked).to_have_attribute("data-state", state)
        expect(asked.locator(".question-hint")).to_be_visible(visible=state == "wrong")


@pytest.mark.parametrize("written", ["6000", "6,000", "6.000", "6 000", "6000.0"])
def test_a_figure_may_be_written_as_in_any_of_the_three_countries(page: Page, site_server: str, written: str) -> None:
    page.goto(site_server + LESSON)
    asked = question(page, "m1-3-power-energy")
    asked.get_by_role("textbox").fill(written)
    check(asked)
    expect(asked).to_have_attribute("data-state", "right")


def test_things_are_sorted_and_each_is_judged(page: Page, site_server: str) -> None:
    page.goto(site_server + "ro/" + LESSON)
    asked = question(page, "m1-3-x-levels")
    things = asked.locator(".question-thing")
    for thing in things.all():
        thing.locator("select").select_option("card")
    check(asked)
    expect(asked).to_have_attribute("data-state", "wrong")
    for thing in things.all():
        box = thing.get_attribute("data-box")
        expect(thing).to_have_attribute("data-state", "right" if box == "card" else "wrong")
        thing.locator("select").select_option(box)
    check(asked)
    expect(asked).to_have_attribute("data-state", "right")


def test_a_finished_lesson_is_marked_in_the_table_of_all(page: Page, site_server: str) -> None:
    page.goto(site_server + LESSON)
    page.locator(".lesson-done input").check()
    page.goto(site_server + "learn/course/")
    expect(page.locator("[data-lesson-state=module-1-3]")).to_have_text("done")
