"""Map your flows keeps what the visitor typed: in two tabs, where the store fails, and what was told of files."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_map import BRIEF, LANGUAGES, cell, choose, opened, words

pytestmark = pytest.mark.browser

KEPT = """() => new Promise((resolve) => {
  const opening = indexedDB.open("catalyst-map", 1);
  opening.onsuccess = () => {
    const request = opening.result.transaction("drafts").objectStore("drafts").get("draft");
    request.onsuccess = () => resolve(request.result.rows.map(({ text }) => text).filter(Boolean));
  };
})"""
CHANGE_ELSEWHERE = """(text) => new Promise((resolve) => {
  const opening = indexedDB.open("catalyst-map", 1);
  opening.onsuccess = () => {
    const transaction = opening.result.transaction("drafts", "readwrite");
    transaction.objectStore("drafts").put({ rows: [{ side: "have", text }], saved: "elsewhere" }, "draft");
    transaction.oncomplete = resolve;
  };
})"""
SAVED = 600  # ms


def typed(page: Page, text: str) -> None:
    """Start typing, and wait until it is kept."""
    page.get_by_role("button", name="Start typing").click()
    cell(page, "text").fill(text)
    page.wait_for_timeout(SAVED)


def test_what_is_typed_in_one_tab_shows_in_the_other(context: BrowserContext, page: Page, site_server: str) -> None:
    other = opened(context.new_page(), site_server)
    typed(opened(page, site_server), "slag")
    expect(cell(other, "text")).to_have_value("slag", timeout=BRIEF)
    expect(other.locator(".cx-saved")).to_contain_text("another tab")
    cell(other, "site").fill("Mill")
    expect(cell(page, "site")).to_have_value("Mill", timeout=BRIEF)


def test_deleting_everything_empties_the_other_tab_too(context: BrowserContext, page: Page, site_server: str) -> None:
    typed(opened(page, site_server), "slag")
    other = context.new_page()
    other.goto(site_server + "map/")
    expect(cell(other, "text")).to_have_value("slag")
    page.get_by_role("button", name="Delete everything on this device").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(other.locator(".cx-row")).to_have_count(0, timeout=BRIEF)
    assert page.locator(".cx-row").count() == 0


def test_two_tabs_that_change_at_once_lose_no_row(page: Page, site_server: str) -> None:
    typed(opened(page, site_server), "slag")
    page.evaluate(CHANGE_ELSEWHERE, "whey")
    cell(page, "text", 1).fill("sawdust")
    expect(page.locator(".cx-saved")).to_contain_text("put together", timeout=BRIEF)
    page.wait_for_timeout(SAVED)
    assert page.evaluate(KEPT) == ["whey", "slag", "sawdust"]
    expect(cell(page, "text")).to_have_value("whey")


def test_a_draft_that_could_not_be_opened_is_never_overwritten(context: BrowserContext, site_server: str) -> None:
    first = context.new_page()
    typed(opened(first, site_server), "slag")
    first.close()
    page = context.new_page()
    page.add_init_script(
        """{
          const get = IDBObjectStore.prototype.get;
          let fails = 1;
          IDBObjectStore.prototype.get = function (...given) {
            if (fails-- > 0) throw new DOMException("broken", "UnknownError");
            return get.apply(this, given);
          };
        }"""
    )
    opened(page, site_server)
    expect(page.locator(".cx-saved")).to_contain_text("could not be opened")
    page.get_by_role("button", name="Start typing").click()
    expect(cell(page, "text")).to_have_value("slag", timeout=BRIEF)
    expect(page.locator(".cx-saved")).to_contain_text("after all")
    cell(page, "text", 1).fill("whey")
    page.wait_for_timeout(SAVED)
    assert page.evaluate(KEPT) == ["slag", "whey"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_on_files_stay_until_they_are_closed(page: Page, site_server: str, language: str) -> None:
    said = words(language)
    opened(page, site_server, language)
    choose(page, "report.pdf", b"%PDF-1.7")
    told = page.locator(".cx-file-problems")
    expect(told).to_contain_text("report.pdf", timeout=2 * BRIEF)
    page.get_by_role("button", name=said["start.type"]).click()
    cell(page, "text").fill("fly ash")
    page.get_by_role("button", name=said["run.find"]).click()
    expect(page.locator(".cx-results")).to_be_visible(timeout=BRIEF)
    expect(told).to_contain_text("report.pdf")
    told.get_by_role("button", name=said["problems.dismiss"]).click()
    expect(told).to_be_empty()


@pytest.mark.parametrize("path", [*LANGUAGES.values(), "", "ro/", "no/"])
def test_the_page_fits_a_narrow_phone(page: Page, site_server: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(site_server + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
