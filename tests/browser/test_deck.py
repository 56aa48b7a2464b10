"""A lesson's slides in a real browser: shown by keyboard, with notes, in two windows, and as a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from site_plugins.course.downloads import ROOT
from site_plugins.course.lessons import lessons
from site_plugins.course.slides import told
from site_plugins.languages import LANGUAGES, path_in

pytestmark = pytest.mark.browser

LESSON = next(one for one in lessons(ROOT / "content") if one.page.endswith("mapping-flows.md"))
PLACE = "learn/module-1/mapping-flows/slides.html"


def shown(page: Page) -> Locator:
    return page.locator(".slides > section.present h2")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_arrows_lead_through_all_slides_and_the_notes_go_along(page: Page, site_server: str, language: str) -> None:
    lesson = told(LESSON, language, ROOT / "content")
    page.goto(site_server + path_in(language, PLACE))
    page.locator(".deck-runs").wait_for()
    page.keyboard.press("n")
    expect(page.locator("#deck-notes")).to_be_visible()
    for slide in lesson.slides:
        page.keyboard.press("ArrowRight")
        expect(shown(page)).to_have_text(slide.title)
        expect(page.locator(".slides > section.present li:visible")).to_have_text(list(slide.points))
        expect(page.locator("#deck-notes")).not_to_be_empty()
    page.keyboard.press("ArrowRight")
    expect(shown(page)).to_have_text(lesson.slides[-1].title)
    page.keyboard.press("n")
    expect(page.locator("#deck-notes")).to_be_hidden()


def test_keys_belong_to_the_button_and_the_notes_that_have_the_focus(page: Page, site_server: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 420})
    page.goto(site_server + PLACE)
    page.locator(".deck-runs").wait_for()
    notes, first = page.locator("#deck-notes"), told(LESSON, "en", ROOT / "content").title
    page.get_by_role("button", name="Notes", exact=True).press(" ")
    expect(notes).to_be_visible()
    notes.press("ArrowDown")
    page.wait_for_function("() => document.querySelector('#deck-notes').scrollTop > 0")
    expect(shown(page)).to_have_text(first)
    notes.press("ArrowRight")
    expect(shown(page)).to_have_text("Why this lesson")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_over_the_edge_of_a_slide(page: Page, site_server: str, language: str) -> None:
    for lesson in lessons(ROOT / "content"):
        page.goto(site_server + path_in(language, lesson.page.removesuffix(".md") + "/slides.html"))
        page.locator(".deck-runs .slides > section.present").wait_for()
        page.evaluate("document.fonts.ready")
        for _ in told(lesson, language, ROOT / "content").slides:
            page.keyboard.press("ArrowRight")
            over = page.locator(".slides > section.present :is(h2, ul, img)").evaluate_all(
                "(parts) => parts.filter((part) => part.scrollHeight > part.clientHeight + 1 || "
                "part.scrollWidth > part.clientWidth + 1 || part.getBoundingClientRect().bottom > "
                "part.closest('section').getBoundingClientRect().bottom).map((part) => part.textContent)"
            )
            assert over == [], lesson.page


def test_a_second_window_shows_the_notes_of_the_same_slide(
    context: BrowserContext, page: Page, site_server: str
) -> None:
    page.goto(site_server + PLACE)
    with context.expect_page() as opened:
        page.get_by_role("button", name="Notes in a window of their own").click()
    second = opened.value
    expect(second.locator("#deck-notes")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(shown(second)).to_have_text("Why this lesson")
    second.keyboard.press("ArrowRight")
    expect(shown(page)).to_have_text("Four levels of data")


def test_as_a_page_all_slides_and_notes_can_be_read_at_once(page: Page, site_server: str) -> None:
    page.goto(site_server + PLACE)
    page.get_by_role("link", name="Slides and notes as one page").click()
    expect(page.locator("aside.notes")).to_have_count(1 + len(told(LESSON, "en", ROOT / "content").slides))
    for note in page.locator("aside.notes").all():
        expect(note).to_be_visible()
    page.get_by_role("link", name="Slides one by one").click()
    expect(page.locator("aside.notes:visible")).to_have_count(0)


def test_without_a_script_the_slides_are_a_page(browser: object, site_server: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(site_server + PLACE)
    expect(page.locator("aside.notes").last).to_be_visible()
    context.close()
