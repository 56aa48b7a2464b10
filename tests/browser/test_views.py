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
    page.keyboard.press("ArrowRight")
    expect(page.locator("#cx-tab-value")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#cx-panel-value .cx-bars")).to_be_visible(timeout=BRIEF)
    expect(page.locator("#cx-results-title")).to_have_text("Value")
    assert page.url.endswith(EXAMPLE + "&view=value")
    page.wait_for_timeout(SAVED)
    page.reload()
    expect(page.locator("#cx-panel-value .cx-bars")).to_be_visible(timeout=2 * BRIEF)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_decided_on_a_card_is_there_after_a_reload(page: Page, site_server: str, language: str) -> None:
    found(page, site_server, language=language)
    card = page.locator(".cx-choices").first
    card.locator("select").select_option("negotiation", timeout=BRIEF)
    card.locator("summary", has_text=words(language)["synergy.work-on"]).click()
    owner = card.get_by_label(words(language)["synergy.owner"])
    owner.press_sequentially("Ana Pop", delay=80)
    expect(owner).to_have_value("Ana Pop")
    page.wait_for_timeout(SAVED)
    page.reload()
    page.get_by_role("button", name=words(language)["run.find"]).click()
    expect(card.locator("select")).to_have_value("negotiation", timeout=2 * BRIEF)
    card.locator("summary", has_text=words(language)["synergy.work-on"]).click()
    expect(owner).to_have_value("Ana Pop")


def test_a_figure_that_the_visitor_enters_changes_the_value_and_can_be_given_back(page: Page, site_server: str) -> None:
    found(page, site_server, "value")
    page.get_by_role("button", name="Căldură reziduală de la cogenerare → Demonstrație Sere").click()
    full = page.locator(".cx-worth-place")
    full.get_by_label("Running cost", exact=False).fill("about 3")
    full.get_by_label("Running cost", exact=False).press("Enter")
    expect(page.locator(".cx-toast")).to_contain_text("Running cost")
    full.get_by_label("Running cost", exact=False).fill("1 – 2 – 4.5")
    full.get_by_label("Running cost", exact=False).press("Enter")
    expect(full).to_contain_text("Net benefit a year: €", timeout=BRIEF)
    full.get_by_role("button", name="Back to the source").first.click()
    expect(full).to_contain_text("not known yet", timeout=BRIEF)


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
