"""The views of what was found: opened by tab and by address, kept on the device, and carried in one project file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_map import BRIEF, LANGUAGES, choose, words

pytestmark = pytest.mark.browser

EXAMPLE = "#example=demonstration-cluj"
SAVED = 600  # ms


def found(page: Page, site_server: str, view: str = "", language: str = "en") -> Page:
    """The page with the synergies of the demonstration park, and a view of them open."""
    page.goto(site_server + LANGUAGES[language] + EXAMPLE + (f"&view={view}" if view else ""))
    page.locator(".cx-card").first.wait_for(state="attached", timeout=4 * BRIEF)
    return page


def test_the_keys_lead_along_the_tabs_and_the_address_keeps_the_view(page: Page, site_server: str) -> None:
    found(page, site_server).locator("#cx-tab-synergies").focus()
    page.keyboard.press("End")
    expect(page.locator("#cx-tab-plan")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#cx-panel-plan .cx-board")).to_be_visible(timeout=BRIEF)
    expect(page.locator("#cx-results-title")).to_have_text("Plan")
    assert page.url.endswith(EXAMPLE + "&view=plan")
    page.wait_for_timeout(SAVED)
    page.reload()
    expect(page.locator("#cx-panel-plan .cx-board")).to_be_visible(timeout=2 * BRIEF)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_status_set_on_a_card_stands_in_the_plan_and_after_a_reload(
    page: Page, site_server: str, language: str
) -> None:
    found(page, site_server, language=language)
    status = page.locator(".cx-strip select").first
    status.select_option("negotiation", timeout=BRIEF)
    page.locator("#cx-tab-plan").click()
    card = page.locator(".cx-board-card").filter(has=page.locator("option[value=negotiation]:checked"))
    expect(card).to_have_count(1, timeout=BRIEF)
    page.wait_for_timeout(SAVED)
    page.reload()
    expect(card).to_have_count(1, timeout=2 * BRIEF)


def test_what_is_written_about_a_synergy_is_never_drawn_away(page: Page, site_server: str) -> None:
    found(page, site_server, "plan")
    page.locator("[data-at^=edit-]").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Who takes care of it").press_sequentially("Ana Pop", delay=80)
    dialog.get_by_label("Quality varies or is not known").check()
    dialog.get_by_label("Take samples and have them analysed").check()
    expect(dialog.get_by_label("Who takes care of it")).to_have_value("Ana Pop")
    dialog.get_by_role("button", name="Done").click()
    expect(page.locator(".cx-board-card", has_text="Ana Pop")).to_have_count(1, timeout=BRIEF)


def test_a_project_is_saved_and_opened_again(page: Page, site_server: str) -> None:
    found(page, site_server)
    page.locator(".cx-strip select").first.select_option("rejected", timeout=BRIEF)
    page.locator(".cx-strip select").nth(1).select_option("not-economic")
    with page.expect_download(timeout=BRIEF) as coming:
        page.locator('[data-tool="project"]').click()
    content = Path(coming.value.path()).read_bytes()
    [choice] = json.loads(content)["synergies"].values()
    assert (choice["status"], choice["reason"]) == ("rejected", "not-economic")
    choose(page, "park.json", content.replace(b"not-economic", b"distance"))
    page.get_by_role("dialog").get_by_role("button", name="Open it").click()
    expect(page.locator(".cx-toast")).to_contain_text("park.json", timeout=BRIEF)
    expect(page.locator(".cx-strip select").nth(1)).to_have_value("distance", timeout=BRIEF)
    page.locator(".cx-toast button").click()
    expect(page.locator(".cx-strip select").nth(1)).to_have_value("not-economic")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_project_that_was_cut_off_is_told_and_loses_nothing(page: Page, site_server: str, language: str) -> None:
    found(page, site_server, language=language)
    expect(page.locator(".cx-row")).to_have_count(39)
    choose(page, "cut.json", b'{"format":"catalyst-project","version":1,"flows":[')
    expect(page.locator(".cx-file-problems")).to_contain_text("cut.json", timeout=BRIEF)
    expect(page.locator(".cx-row")).to_have_count(39)
    assert words(language)["problems.unexpected"] not in page.locator(".cx-file-problems").inner_text()
