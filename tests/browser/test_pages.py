"""Every page in a real browser: nothing from elsewhere, no error, and the language switch stays on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.serving import serving

pytestmark = pytest.mark.browser

TAGS = {"": "en", "ro/": "ro", "no/": "nb"}
HEAVIEST = 300_000  # bytes, compressed
# What a page and all that it fetched weigh, without the interpreter that the matcher runs in and the words it knows.
WEIGHT = """() => ["navigation", "resource"]
  .flatMap((type) => performance.getEntriesByType(type))
  .filter(({ name }) => !/[/]assets[/]map[/](core|library|image|words)-/.test(name))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""


@pytest.mark.parametrize("start", TAGS, ids=TAGS.values())
def test_no_page_asks_another_server_or_fails_or_is_heavy(page: Page, site: Path, site_server: str, start: str) -> None:
    # The fixture "page" does the asserting: it notes every request and every error.
    pages = [path.parent.relative_to(site).as_posix() + "/" for path in sorted(site.rglob("index.html"))]
    addresses = [path for path in pages if (path[:3] if path[:3] in TAGS else "") == start]
    assert len(addresses) >= 70
    tabs = [page, *(page.context.new_page() for _ in range(5))]  # Most of the time a page only waits to be quiet.
    for at in range(0, len(addresses), len(tabs)):
        opened = list(zip(tabs, addresses[at:], strict=False))
        for tab, address in opened:
            tab.goto(f"{site_server}{address}".replace("/./", "/"), wait_until="commit")
        for tab, _ in opened:
            tab.wait_for_load_state("networkidle")
        weights = {address: tab.evaluate(WEIGHT) for tab, address in opened}
        assert all(20_000 < weight < HEAVIEST for weight in weights.values()), weights


@pytest.mark.parametrize("path", ["", "cases/kalundborg/", "about/privacy/"])
@pytest.mark.parametrize("start", TAGS, ids=TAGS.values())
def test_the_language_switch_stays_on_the_page(page: Page, site_server: str, start: str, path: str) -> None:
    page.goto(site_server + start + path)
    for target, tag in TAGS.items():
        page.locator(f".languages a[hreflang={tag}]").click()
        page.wait_for_url(site_server + target + path)
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(page.locator(".languages a[aria-current]")).to_have_attribute("hreflang", tag)


def test_the_policy_refuses_a_stranger(context: BrowserContext, site_server: str) -> None:
    visited = context.new_page()
    visited.goto(site_server)
    refused = visited.evaluate("fetch('https://example.org/').then(() => false, () => true)")
    running = visited.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.ran = true';"
        " document.body.append(script); return Boolean(window.ran); }"
    )
    assert refused
    assert not running


def test_the_five_doors_stand_in_one_phone_screen(page: Page, site_server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for start in TAGS:
        page.goto(site_server + start)
        doors = page.locator(".door").evaluate_all("doors => doors.map((door) => door.getBoundingClientRect().bottom)")
        assert len(doors) == 5
        assert max(doors) <= 844
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_missing_page_says_so_in_three_languages(context: BrowserContext, site: Path) -> None:
    with serving(site, "/") as root:
        own = context.new_page()
        own.goto(root + "no/nothing/here/")
        assert own.locator(".lost section").evaluate_all("all => all.map((one) => one.lang)") == ["en", "ro", "nb"]
        own.locator(".lost section[lang=nb] a").click()
        own.wait_for_url(root + "no/")


def test_the_menu_of_a_phone_opens_by_keyboard(page: Page, site_server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_server + "ro/about/privacy/")
    menu = page.locator("[data-drawer]")
    menu.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


def test_a_term_says_what_it_means_and_leads_to_the_glossary(page: Page, site_server: str) -> None:
    page.goto(f"{site_server}no/learn/module-1/is-it-allowed/")
    term, note = page.locator("a.term").first, page.get_by_role("tooltip")
    term.focus()
    expect(note).to_have_text(term.get_attribute("data-says") or "?")
    expect(term).to_have_attribute("aria-describedby", "term-note")
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    term.click()
    entry = page.url.partition("#")[2]
    expect(page.locator(f"dt[id='{entry}']")).to_be_in_viewport()
