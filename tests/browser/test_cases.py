"""The case library as visitors use it: the map filtered with the list, the way to the matcher, and the way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_map import BRIEF, LANGUAGES, cell, words

pytestmark = pytest.mark.browser
ARROWS = ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight")


def test_the_filters_hold_for_list_and_map_and_a_point_leads_to_its_case(page: Page, site_server: str) -> None:
    page.goto(site_server + "ro/cases/")
    marks, cards = page.locator(".case-mark"), page.locator(".case-card")
    expect(marks).to_have_count(cards.count())
    page.locator("select[name=country]").select_option("RO")
    page.locator("select[name=outcome]").select_option("running")
    expect(page.locator(".filter-count")).to_have_text(re.compile(r"^\d+ (de )?studi"))
    shown = sorted(str(one.get_attribute("data-of")) for one in marks.all() if one.is_visible())
    assert shown == sorted(str(one.get_attribute("data-entry")) for one in cards.all() if one.is_visible())
    assert "turceni" in shown
    assert "galati" not in shown
    page.locator(".case-mark[data-of=turceni]").press("Enter")
    expect(page).to_have_url(re.compile(r"/ro/cases/turceni/$"))


def test_the_map_is_one_stop_and_the_arrow_keys_reach_every_point(page: Page, site_server: str) -> None:
    page.goto(site_server + "cases/")
    stop = page.locator(".case-mark[tabindex='0']")
    expect(stop).to_have_count(1)
    stop.focus()
    reached = {focused(page)}
    way = [(name, key) for name in reached for key in ARROWS]
    for name, key in way:
        page.locator(f".case-mark[data-of={name}]").focus()
        page.keyboard.press(key)
        if focused(page) not in reached:
            reached.add(focused(page))
            way += [(focused(page), key) for key in ARROWS]
    assert len(reached) == page.locator(".case-mark").count()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.case-map')")
    page.keyboard.press("Shift+Tab")
    expect(stop).to_be_focused()
    page.locator("select[name=country]").select_option("RO")
    expect(stop).to_have_count(1)
    expect(stop).to_be_visible()


def focused(page: Page) -> str:
    """The case that the point with the keyboard leads to."""
    return str(page.evaluate("document.activeElement.dataset.of"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_names_the_cases_of_the_like_and_nothing_of_them_is_fetched_before(
    page: Page, site_server: str, language: str
) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(site_server + LANGUAGES[language])
    expect(page.get_by_role("button", name=words(language)["start.type"])).to_be_visible()
    assert not [address for address in fetched if "/assets/cases/" in address]
    page.goto("about:blank")
    page.goto(site_server + LANGUAGES[language] + "#have=fgd-gypsum&text=FGD&want=gypsum-board-feed&text=GKB")
    page.get_by_role("button", name=words(language)["run.find"]).click()
    told = page.locator(".cx-precedents").first
    expect(told).to_contain_text("Turceni", timeout=4 * BRIEF)
    expect(told.locator("a")).to_have_count(2)
    for link in told.locator("a").all():
        assert str(link.get_attribute("href")).startswith(site_server + LANGUAGES[language].replace("map/", "cases/"))


def test_a_working_exchange_of_a_failed_case_is_not_called_failed(page: Page, site_server: str) -> None:
    page.goto(site_server + "cases/rotterdam/")
    expect(page.locator(".case-facts")).to_contain_text("Space heating and district heating (running)")
    page.locator(".case-find a").click()
    page.get_by_role("button", name=words("en")["run.find"]).click()
    told = page.locator(".cx-precedents li", has_text="Rotterdam").first
    expect(told).to_contain_text(re.compile(r", running$"), timeout=4 * BRIEF)


def test_a_case_becomes_rows_of_ones_own(page: Page, site_server: str) -> None:
    page.goto(site_server + "no/cases/ora/")
    page.locator(".case-find a").click()
    expect(page.locator(".cx-row")).to_have_count(6)
    assert [cell(page, "side", row).input_value() for row in range(6)] == ["have"] * 3 + ["want"] * 3
    expect(page.locator('.cx-is-chosen[data-resource="ferrous-sulphate"]')).to_be_visible()


def test_a_resource_shows_the_cases_in_which_it_was_passed_on(page: Page, site_server: str) -> None:
    page.goto(site_server + "map/explore/#resource=reaction-heat")
    link = page.locator(".ex-view a", has_text="Kokkola")
    expect(link).to_be_visible(timeout=BRIEF)
    link.click()
    expect(page).to_have_url(re.compile(r"/cases/kokkola/$"))
