"""Every kind of page stands axe's test, light and dark, wide and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import ROOT
from tests.serving import serving

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
KINDS = {
    "front page": "",
    "text": "no/learn/",
    "text with tables": "map/how-it-works/",
    "list of cases": "ro/cases/",
    "application": "no/map/",
    "explorer": "ro/map/explore/#resource=coal-fly-ash",
    "explorer's results": "map/explore/#q=slag",
    "glossary": "no/learn/glossary/",
    "lesson": "ro/learn/module-1/mapping-flows/",
    "assessment": "no/learn/assessment/",
    "trainer's desk": "ro/learn/trainers-desk/",
    "slides": "no/learn/module-1/mapping-flows/slides.html",
    "slides with a picture and notes": "learn/module-1/mapping-flows/slides.html?notes#/levels",
    "slides as a page": "ro/learn/module-1/mapping-flows/slides.html?page",
    "scorecard": "ro/workshop/choose-a-park/",
    "questions of readiness": "no/workshop/readiness/",
    "survey": "no/survey/answer/",
    "findings": "ro/survey/demonstration/",
    "answers taken in": "no/survey/receive/",
    "stakeholder map": "no/workshop/stakeholders/",
    "policy guide": "no/workshop/policy/",
    "funding overview": "ro/workshop/funding/",
    "translation status": "ro/about/translations/",
}
SCREENS = {"wide": (1280, 900), "phone": (390, 844)}


@pytest.fixture(
    scope="module", params=[(screen, colours) for screen in SCREENS for colours in ("light", "dark")], ids="-".join
)
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """One kind of screen, in one set of colours; axe is put in past the policy, which would refuse it."""
    kind, colours = request.param
    width, height = SCREENS[kind]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=colours, bypass_csp=True, reduced_motion="reduce"
    )
    yield context
    context.close()


@pytest.fixture
def visitor(screen: BrowserContext) -> Iterator[Page]:
    """A page on that screen; the tests only read, so that they may share what a visitor has."""
    page = screen.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_axe_finds_nothing(visitor: Page, site_server: str, path: str) -> None:
    visitor.goto(site_server + path)
    visitor.wait_for_load_state("networkidle")
    assert violations(visitor) == []


def test_axe_finds_nothing_where_there_is_no_page(visitor: Page, site: Path) -> None:
    with serving(site, "/") as root:
        visitor.goto(root + "ro/nothing/here/")
        assert violations(visitor) == []


def test_axe_finds_nothing_in_the_open_search(visitor: Page, site_server: str) -> None:
    visitor.goto(site_server)
    visitor.keyboard.press("/")
    visitor.get_by_role("searchbox").fill("symbiosis")
    visitor.locator(".search__results a").first.wait_for()
    assert violations(visitor) == []


def test_axe_finds_nothing_in_the_open_menu(browser: Browser, site_server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(site_server + "ro/about/privacy/")
    opened.locator("[data-drawer]").press("Enter")
    opened.locator("[data-drawer][aria-expanded=true]").wait_for()
    opened.wait_for_timeout(400)
    assert violations(opened) == []
    context.close()


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe finds on the page as it is, or in a part of it: rule, and the elements concerned."""
    page.evaluate("document.fonts.ready")
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    found = page.evaluate("(part) => axe.run(part).then((result) => result.violations)", within)
    return [
        f"{one['id']}: {node['target']} {node['any'][0]['message'] if node['any'] else ''}"
        for one in found
        for node in one["nodes"]
    ]
