"""The funding overview in a real browser: filtered, kept in the address, and whole without scripts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

TABLE = Path(__file__).parent.parent.parent / "content" / "data" / "funding" / "programmes.csv"
FUNDING = "workshop/funding/"


def passing(**chosen: str) -> int:
    with TABLE.open(encoding="utf-8-sig", newline="") as table:
        return sum(
            all(code in row[field].split(";") for field, code in chosen.items()) for row in csv.DictReader(table)
        )


@pytest.mark.parametrize("language", ["", "ro/", "no/"])
def test_filters_leave_the_programmes_that_pass(page: Page, site_server: str, language: str) -> None:
    page.goto(site_server + language + FUNDING)
    shown = page.locator(".filter-entry:visible")
    expect(shown).to_have_count(passing())
    page.locator(".filter-bar [name=countries]").select_option("RO")
    page.locator(".filter-bar [name=pays]").select_option("network")
    assert 0 < passing(countries="RO", pays="network") < passing(countries="RO") < passing()
    expect(shown).to_have_count(passing(countries="RO", pays="network"))
    expect(page.locator(".filter-count")).to_contain_text(str(passing(countries="RO", pays="network")))


def test_a_choice_stands_in_the_address_and_can_be_sent(page: Page, site_server: str) -> None:
    page.goto(site_server + FUNDING)
    page.locator(".filter-bar [name=pays]").select_option("facilitation")
    address = page.url
    assert address.endswith("#pays=facilitation")
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".filter-bar [name=pays]")).to_have_value("facilitation")
    expect(page.locator(".filter-entry:visible")).to_have_count(passing(pays="facilitation"))


def test_the_whole_list_is_there_without_scripts(browser: Browser, site_server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(site_server + FUNDING)
        expect(page.locator(".filter-entry:visible")).to_have_count(passing())
        expect(page.locator(".filter-bar")).to_be_hidden()
    finally:
        context.close()
