"""What can become of it, as visitors use it: searching in three languages, opening entries, going back, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_map import cell, opened, words

pytestmark = pytest.mark.browser

ADDRESSES = {"en": "map/explore/", "ro": "ro/map/explore/", "no": "no/map/explore/"}
# Language of the page, what is typed, and the address of an entry among the first five.
FOUND = [
    ("en", "whey", "#resource=whey"),
    ("en", "fly ash from coal", "#resource=coal-fly-ash"),
    ("en", "myse", "#resource=whey"),
    ("ro", "zer", "#resource=whey"),
    ("ro", "cenușă zburătoare de cărbune", "#resource=coal-fly-ash"),
    ("ro", "cenusa zburatoare de carbune", "#resource=coal-fly-ash"),
    ("ro", "căldura reziduală", "#resource=waste-heat"),
    ("no", "spillvarme", "#resource=waste-heat"),
    ("no", "flyveaske kull", "#resource=coal-fly-ash"),
    ("no", "produksjon av brød", "#sector=10.71"),
    ("no", "produksjon av brod", "#sector=10.71"),
    ("en", "10 02 02", "#code=100202"),
    ("en", "100202", "#code=100202"),
    ("ro", "23.51", "#sector=23.51"),
    ("no", "C2351", "#sector=23.51"),
]


@pytest.mark.parametrize(("language", "typed", "wanted"), FOUND, ids=[f"{one}-{typed}" for one, typed, _ in FOUND])
def test_what_is_typed_leads_to_its_entry(page: Page, site_server: str, language: str, typed: str, wanted: str) -> None:
    search(page, site_server + ADDRESSES[language], typed)
    expect(page.locator(f'.ex-results li:nth-child(-n+5) a[href="{wanted}"]')).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d"))).to_be_visible()


def test_nothing_is_fetched_before_a_visitor_begins(page: Page, site_server: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(site_server + ADDRESSES["en"])
    expect(page.locator(".ex-chips a").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not [address for address in fetched if address.endswith(".json")]
    with page.expect_response(re.compile(r"/assets/explore/names-no-\w+\.json$")):
        field(page).focus()
    assert len([address for address in fetched if re.search(r"/assets/explore/.*\.json$", address)]) == 3


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["What it may serve as", "industrial routine", "Treatment:", "Source:", "Also called", "Zer", "Myse"]),
        ("ro", ["La ce poate servi", "practică industrială consacrată", "Tratare:", "Sursa:", "Whey", "Myse"]),
        ("no", ["Hva det kan brukes som", "vanlig industriell praksis", "Behandling:", "Kilde:", "Whey", "Zer"]),
    ],
)
def test_a_resource_tells_its_uses(page: Page, site_server: str, language: str, said: list[str]) -> None:
    page.goto(site_server + ADDRESSES[language] + "#resource=whey")
    for text in said:
        expect(page.locator(".ex-view")).to_contain_text(text)
    expect(page.locator(".ex-source a").first).to_have_attribute("href", re.compile("^https://"))


def test_a_role_tells_what_may_fill_it_and_a_hazard_its_cautions(page: Page, site_server: str) -> None:
    page.goto(site_server + ADDRESSES["en"] + "#resource=clinker-substitute")
    expect(page.get_by_role("heading", name="What may fill this role")).to_be_visible()
    expect(page.locator('.ex-uses a[href="#resource=coal-fly-ash"]').first).to_be_attached()
    page.goto(site_server + ADDRESSES["en"] + "#resource=cyanide-waste")
    told = page.locator(".ex-cautions")
    expect(told.locator("h4")).to_have_text(["Never as it stands", "To check first"])
    expect(told.locator("ul").first).to_contain_text("Hazardous material must not enter feed.")
    expect(told.locator("ul").last).to_contain_text("which permit")


def test_a_code_and_a_sector_lead_to_resources(page: Page, site_server: str) -> None:
    page.goto(site_server + ADDRESSES["ro"] + "#code=10 02 02")
    expect(page.locator(".ex-view h2")).to_have_text("10 02 02 zgură neprocesată")
    expect(page.locator(".ex-view")).to_contain_text("Deșeu nepericulos")
    page.locator('.ex-view .ex-list a[href^="#resource="]').first.click()
    expect(page.locator(".ex-view h2")).to_be_focused()
    page.goto(site_server + ADDRESSES["no"] + "#sector=10.71")
    expect(page.get_by_role("heading", name="Har gjerne til overs")).to_be_visible()


@pytest.mark.parametrize("language", ADDRESSES)
def test_a_resource_becomes_a_row_beside_those_that_are_there(page: Page, site_server: str, language: str) -> None:
    opened(page, site_server, language)
    page.get_by_role("button", name=words(language)["start.type"]).click()
    page.keyboard.type("xqztw")
    page.wait_for_timeout(600)
    page.goto(site_server + ADDRESSES[language] + "#resource=whey")
    label = page.locator(".ex-view h2").inner_text()
    page.locator(".ex-row a").click()
    expect(page.locator(".cx-row")).to_have_count(2)
    assert [cell(page, "text", row).input_value() for row in (0, 1)] == ["xqztw", label]
    expect(cell(page, "side", 1)).to_have_value("have")
    expect(cell(page, "site", 1)).to_be_focused()
    expect(page.locator('.cx-is-chosen[data-resource="whey"]')).to_have_text(label)
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator('.cx-is-chosen[data-resource="whey"]')).to_have_text(label)
    expect(page.locator(".cx-row")).to_have_count(2)


def test_a_role_becomes_a_want(page: Page, site_server: str) -> None:
    page.goto(site_server + ADDRESSES["en"] + "#resource=clinker-substitute")
    page.locator(".ex-row a").click()
    expect(cell(page, "side")).to_have_value("want")
    expect(page.locator('.cx-is-chosen[data-resource="clinker-substitute"]')).to_be_visible()
    expect(page.locator(".cx-row")).to_have_count(1)


def test_back_leads_to_the_results_again(page: Page, site_server: str) -> None:
    search(page, site_server + ADDRESSES["en"], "whey")
    page.locator('.ex-results a[href="#resource=whey"]').click()
    expect(page.locator(".ex-view h2")).to_have_text("Whey")
    expect(page).to_have_title(re.compile("^Whey – "))
    page.go_back()
    expect(page.locator('.ex-results a[href="#resource=whey"]')).to_be_focused()
    expect(field(page)).to_have_value("whey")


def test_the_language_switch_keeps_the_entry(page: Page, site_server: str) -> None:
    page.goto(site_server + ADDRESSES["en"] + "#resource=whey")
    expect(page.locator(".ex-view h2")).to_have_text("Whey")
    page.locator(".languages a[lang=nb]").click()
    expect(page.locator(".ex-view h2")).to_have_text("Myse")


def test_the_search_needs_no_pointer(page: Page, site_server: str) -> None:
    search(page, site_server + ADDRESSES["no"], "myse")
    expect(page.locator(".ex-results a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".ex-results a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".ex-view h2")).to_be_focused()


def test_more_results_and_more_uses_take_the_focus_along(page: Page, site_server: str) -> None:
    search(page, site_server + ADDRESSES["en"], "ash")
    page.get_by_role("button", name="Show more").press("Enter")
    expect(page.locator(".ex-results li:nth-child(21) a")).to_be_focused()
    page.goto(site_server + ADDRESSES["en"] + "#resource=waste-heat")
    page.get_by_role("button", name="Show all").first.press("Enter")
    expect(page.locator(".ex-uses").first.locator("li").nth(10).locator("a").first).to_be_focused()


def test_what_is_not_found_or_not_there_is_said(page: Page, site_server: str) -> None:
    search(page, site_server + ADDRESSES["en"], "<img src=x onerror=alert(1)>zzzzqq")
    expect(page.get_by_role("status").filter(has_text="<img src=x")).to_be_visible()
    expect(page.locator(".explorer img")).to_have_count(0)
    page.goto(site_server + ADDRESSES["en"] + "#resource=no-such-thing")
    expect(page.locator(".ex-view h2")).to_contain_text("no entry")


def test_tables_that_do_not_arrive_are_told_and_tried_again(page: Page, site_server: str) -> None:
    page.expected_errors = ["Failed to load resource", "Failed to fetch"]  # type: ignore[attr-defined]
    page.route("**/assets/explore/*.json", lambda route: route.abort())
    search(page, site_server + ADDRESSES["en"], "whey")
    expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_be_visible()
    page.unroute("**/assets/explore/*.json")
    field(page).fill("wheys")
    expect(page.locator('.ex-results a[href="#resource=whey"]')).to_be_visible()


@pytest.mark.parametrize("language", ADDRESSES)
def test_a_phone_shows_every_view_without_scrolling_sideways(browser: Browser, site_server: str, language: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    phone = context.new_page()
    for view in ("", "#q=ash", "#resource=waste-heat", "#sector=10.71", "#code=100202", "#browse=codes"):
        phone.goto("about:blank")
        phone.goto(site_server + ADDRESSES[language] + view)
        phone.locator(".ex-view a").first.wait_for()
        assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, view
    context.close()


def field(page: Page) -> Locator:
    return page.locator("#explore-words")


def search(page: Page, address: str, typed: str) -> None:
    page.goto(address)
    field(page).focus()
    page.keyboard.insert_text(typed)
