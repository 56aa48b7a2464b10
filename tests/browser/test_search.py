"""The search finds words of the language one reads, however they are written, and nothing in another language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# Page to search from, what is typed, and what must stand marked in an excerpt: with diacritics or without, bent or not.
FOUND = [
    ("", "company", "compan"),
    ("", "companies", "compan"),
    ("ro/", "deseuri", "deșeu"),
    ("ro/", "deșeuri", "deșeu"),
    ("ro/", "intreprinderi", "întreprinder"),
    ("no/", "bedrift", "bedrift"),
    ("no/", "bedriftene", "bedrift"),
    ("no/", "strommer", "strøm"),
]


@pytest.mark.parametrize(
    ("start", "typed", "marked"), FOUND, ids=[f"{start or 'en/'}{typed}" for start, typed, _ in FOUND]
)
def test_a_word_is_found_in_its_language(page: Page, site_server: str, start: str, typed: str, marked: str) -> None:
    search(page, site_server + start, typed)
    expect(page.locator(".search__results mark").first).to_be_visible()
    assert any(marked in text.lower() for text in page.locator(".search__results mark").all_inner_texts())
    assert_in_language(page, site_server + start)


@pytest.mark.parametrize("start", ["", "ro/", "no/"])
def test_a_name_known_in_all_languages_is_found_in_one(page: Page, site_server: str, start: str) -> None:
    search(page, site_server + start, "Kalundborg")
    expect(page.locator(".search__results a").first).to_be_visible()
    assert_in_language(page, site_server + start)


@pytest.mark.parametrize(("start", "typed"), [("", "sinergiile"), ("ro/", "biprodukter"), ("no/", "simbioză")])
def test_a_word_of_another_language_is_not_found(page: Page, site_server: str, start: str, typed: str) -> None:
    search(page, site_server + start, typed)
    expect(page.locator(".search__count")).to_contain_text(typed)
    expect(page.locator(".search__results a")).to_have_count(0)


def test_the_search_needs_no_pointer(page: Page, site_server: str) -> None:
    search(page, site_server + "no/about/translations/", "Kalundborg")
    expect(page.locator(".search__results a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search__results a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    page.keyboard.press("/")
    first = page.locator(".search__results a").first.evaluate("link => link.href")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_markup_that_is_typed_stays_text(page: Page, site_server: str) -> None:
    search(page, site_server, "<img src=x onerror=alert(1)>zzzz")
    expect(page.locator(".search__count")).to_contain_text("<img src=x")
    expect(page.locator("dialog img")).to_have_count(0)


def search(page: Page, address: str, typed: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.insert_text(typed)


def assert_in_language(page: Page, start: str) -> None:
    """Every hit lies in the tree of the language that the search was started from."""
    addresses = page.locator(".search__results a").evaluate_all("links => links.map((link) => link.href)")
    assert addresses
    assert all(address.startswith(start) for address in addresses)
    if not start.endswith(("/ro/", "/no/")):
        assert not [address for address in addresses if address.removeprefix(start).startswith(("ro/", "no/"))]
