"""Map your flows on a phone: what one needs is in reach, and nothing lies over it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_map import BRIEF, LANGUAGES, cell, opened, words

pytestmark = pytest.mark.browser

NARROW = {"width": 360, "height": 740}


def on_phone(browser: Browser, site_server: str, language: str) -> Page:
    """The page as a narrow phone shows it."""
    visitor = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True, reduced_motion="reduce")
    return opened(visitor.new_page(), site_server, language)


def box(page: Page, selector: str) -> tuple[float, float]:
    """Where the element begins and ends in the window, from its top."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return found["y"], found["y"] + found["height"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_never_lies_over_what_finds_synergies(browser: Browser, site_server: str, language: str) -> None:
    said, page = words(language), on_phone(browser, site_server, language)
    page.get_by_role("button", name=said["start.type"]).click()
    page.locator(".cx-row .cx-tools button").last.click()
    toast = page.locator(".cx-toast > *").first
    expect(toast).to_be_visible()
    met = 0
    for step in range(12):
        page.evaluate(
            """(step) => {
              const find = document.querySelector(".cx-run").getBoundingClientRect();
              scrollBy(0, find.top - innerHeight + 30 * step);
            }""",
            step,
        )
        page.wait_for_timeout(50)
        (top, bottom), (begin, end) = box(page, ".cx-run button"), box(page, ".cx-toast > *")
        met += bottom > NARROW["height"] - 100 and top < NARROW["height"]
        assert end <= top or begin >= bottom
        assert 0 <= begin < end <= NARROW["height"]
    assert met > 2
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_gives_way_while_the_page_comes(browser: Browser, site_server: str, language: str) -> None:
    page = browser.new_page(viewport=NARROW, has_touch=True, is_mobile=True)
    page.goto(site_server + LANGUAGES[language])
    page.get_by_role("button", name=words(language)["start.type"]).hover()  # Who means to begin makes the matcher load.
    expect(page.locator(".cx-ready")).to_be_visible(timeout=4 * BRIEF)
    shifted = page.evaluate(
        """() => new Promise((resolve) => {
          const sum = (seen) => resolve(seen.getEntries().reduce((total, { value }) => total + value, 0));
          new PerformanceObserver(sum).observe({ type: "layout-shift", buffered: true });
          setTimeout(resolve, 500, 0); // Where there is none, it is not called.
        })"""
    )
    assert shifted < 0.05  # Letters that change with their font alone.
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tools_take_two_lines_and_show_their_names(browser: Browser, site_server: str, language: str) -> None:
    said, page = words(language), on_phone(browser, site_server, language)
    page.get_by_role("button", name=said["start.type"]).click()
    tools = page.get_by_role("toolbar", name=said["tools.name"])
    expect(tools).to_be_visible()
    boxes = [found for tool in tools.locator("button, select").all() if (found := tool.bounding_box())]
    assert len(boxes) == 7
    assert min(one["height"] for one in boxes) >= 44
    tops = sorted(one["y"] for one in boxes)
    assert sum(below - above > 20 for above, below in pairwise(tops)) == 1
    cut = "(tool) => tool.scrollWidth > tool.clientWidth"
    assert [tool.inner_text() for tool in tools.locator("button").all() if tool.evaluate(cut)] == []
    expect(tools.get_by_text(said["tools.add-row"])).to_be_visible()
    page.context.close()


def test_the_field_that_is_typed_in_is_not_under_the_message(browser: Browser, site_server: str) -> None:
    page = on_phone(browser, site_server, "en")
    page.goto(f"{site_server}map/explore/")
    page.goto(f"{site_server}map/#have=fly-ash&text=fly%20ash")
    expect(cell(page, "site")).to_be_focused(timeout=BRIEF)
    expect(page.locator(".cx-toast > *").first).to_be_visible()
    (top, bottom), (begin, end) = box(page, '[data-column="site"]'), box(page, ".cx-toast > *")
    assert bottom <= begin or top >= end
    page.context.close()
