"""Map your flows where the visitor decides: what a flow is, and which of a sector's typical flows are there."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_map import BRIEF, LANGUAGES, ROOT, cell, opened, words

pytestmark = pytest.mark.browser

NEARLY = {"en": "gyps", "ro": "gipsuri de nu stiu care", "no": "gips eller noe"}
NAMES = {"en": "fgd gypsum", "ro": "gips desulf", "no": "gips fra røyk"}
PLANTS = {"en": "cement", "ro": "ciment", "no": "sement"}

# The labels of chips that the ring of the focused button touches.
RING_MEETS_LETTERS = """(button) => {
  const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(button);
  if (outlineStyle === "none") return ["no ring"];
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const [offset, width] = [parseFloat(outlineOffset), parseFloat(outlineWidth)];
  const within = (by) => ({ left: left - by, right: right + by, top: top - by, bottom: bottom + by });
  const [inner, outer] = [within(offset), within(offset + width)];
  const holds = (box, { left, right, top, bottom }) =>
    box.left <= left && right <= box.right && box.top <= top + 4 && bottom - 4 <= box.bottom;
  const meets = (box, { left, right, top, bottom }) =>
    box.left < right && left < box.right && box.top < bottom && top < box.bottom;
  return [...document.querySelectorAll(".cx-chip > :first-child")]
    .filter((label) => {
      const letters = document.createRange();
      letters.selectNodeContents(label);
      return [...letters.getClientRects()].some((line) => meets(outer, line) && !holds(inner, line));
    })
    .map((label) => label.textContent);
}"""


def faults(page: Page) -> list[Any]:
    """What axe finds on the page as it stands."""
    page.wait_for_timeout(200)
    page.add_script_tag(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
    found: list[Any] = page.evaluate(
        """async () => (await axe.run()).violations.map(({ id, nodes }) =>
             [id, nodes.slice(0, 3).map(({ html }) => html.slice(0, 160))])"""
    )
    return found


def calm(browser: Browser, site_server: str, language: str, width: int = 1280) -> Page:
    """A page in which axe may run."""
    visitor = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce")
    return opened(visitor.new_page(), site_server, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_flow_is_chosen_by_hand_with_the_keyboard_alone(browser: Browser, site_server: str, language: str) -> None:
    said, page = words(language), calm(browser, site_server, language, 390 if language == "ro" else 1280)
    page.get_by_role("button", name=said["start.type"]).click()
    page.keyboard.type("xqztw")
    page.keyboard.press("Tab")
    note = page.locator(".cx-recognised").first
    expect(note).to_contain_text(said["recognised.nothing-near"], timeout=2 * BRIEF)
    note.get_by_role("button", name=said["recognised.choose"]).focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name=said["choose.field"])
    expect(field).to_be_focused()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(said["choose.none"], timeout=BRIEF)
    page.keyboard.insert_text({"en": "fly as", "ro": "cenusa zbur", "no": "flyveas"}[language])
    page.locator(".cx-options li").first.wait_for(timeout=BRIEF)
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".cx-options [aria-selected=true]")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    name = chosen.locator("span").inner_text()
    assert faults(page) == []
    page.keyboard.press("Enter")
    expect(note).to_contain_text(said["recognised.chosen"])
    expect(note).to_contain_text(name)
    # Not on the button that takes the choice away again.
    expect(note).to_be_focused()
    assert faults(page) == []
    page.wait_for_timeout(600)
    page.reload()
    note = page.locator(".cx-recognised").first
    expect(note).to_contain_text(name, timeout=2 * BRIEF)
    expect(note).to_contain_text(said["recognised.chosen"])
    page.get_by_role("button", name=said["recognised.back"]).first.click()
    expect(note).to_contain_text(said["recognised.nothing-near"], timeout=BRIEF)
    page.locator('[data-tool="undo"]').click()
    expect(note).to_contain_text(name)
    page.context.close()


def test_what_is_understood_is_there_again_after_a_reload(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    page.keyboard.type("fly ash")
    page.keyboard.press("Tab")
    expect(page.locator(".cx-recognised").first).to_contain_text("Fly ash", timeout=2 * BRIEF)
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator(".cx-recognised").first).to_contain_text("Understood as", timeout=2 * BRIEF)


def test_what_is_recognised_is_confirmed_or_taken_away(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    page.keyboard.type("fly ash")
    page.keyboard.press("Tab")
    note = page.locator(".cx-recognised").first
    note.locator(".cx-chip").first.wait_for(timeout=2 * BRIEF)
    seen = note.locator(".cx-chip").count()
    assert seen > 1
    note.get_by_role("button", name="Remove: Coal fly ash").click()
    expect(note).to_contain_text("Chosen by hand")
    expect(note.locator(".cx-chip")).to_have_count(seen - 1)
    note.get_by_role("button", name="Undo the choice").click()
    expect(note.locator(".cx-chip")).to_have_count(seen)
    note.get_by_role("button", name="Fly ash: confirm", exact=True).click()
    expect(note.locator(".cx-chip")).to_have_count(1)
    expect(note).to_be_focused()
    note.get_by_role("button", name="Undo the choice").press("Enter")
    expect(note).to_contain_text("Understood as")
    expect(note).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_ring_around_what_has_the_focus_leaves_the_letters_free(
    browser: Browser, site_server: str, width: int, scheme: str
) -> None:
    visitor = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = opened(visitor.new_page(), site_server)
    page.get_by_role("button", name="Start typing").click()
    page.keyboard.type("fly ash")
    page.keyboard.press("Tab")
    buttons = page.locator(".cx-recognised").first.locator(".cx-chip button")
    buttons.first.wait_for(timeout=2 * BRIEF)
    assert buttons.count() > 2
    for button in buttons.all():
        button.press("Shift")
        button.focus()
        assert button.evaluate(RING_MEETS_LETTERS) == []
    visitor.close()


def test_where_nothing_is_recognised_the_nearest_is_offered(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    page.keyboard.type("gypsqumx")
    page.keyboard.press("Tab")
    note = page.locator(".cx-recognised").first
    expect(note).to_contain_text("which did you mean?", timeout=2 * BRIEF)
    note.get_by_role("button", name="Gypsum: confirm", exact=True).click()
    expect(note.locator('.cx-is-chosen[data-resource="gypsum"]')).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sector_gives_its_typical_flows(browser: Browser, site_server: str, language: str) -> None:
    said, page = words(language), calm(browser, site_server, language, 360 if language == "no" else 1280)
    page.get_by_role("button", name=said["start.sector"]).click()
    field = page.get_by_role("combobox", name=said["sector.field"])
    expect(field).to_be_focused()
    page.locator(".cx-options li").first.wait_for(timeout=2 * BRIEF)
    page.keyboard.insert_text(PLANTS[language])
    expect(page.locator(".cx-options li").first).to_have_attribute("data-option", "23.51", timeout=BRIEF)
    expect(page.locator(".cx-options li")).not_to_have_count(87)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    haves = page.get_by_role("group", name=said["sector.haves"])
    wants = page.get_by_role("group", name=said["sector.wants"])
    have = haves.get_by_role("checkbox").first
    have.check()
    wants.get_by_role("button", name=said["sector.all"]).click()
    many = 1 + wants.get_by_role("checkbox").count()
    assert faults(page) == []
    page.get_by_label(said["sector.site"]).fill("Verk")
    page.locator(".cx-dialog .cx-primary").click()
    expect(page.locator(".cx-row")).to_have_count(many)
    expect(cell(page, "side")).to_have_value("have")
    expect(cell(page, "side", 1)).to_have_value("want")
    expect(cell(page, "site")).to_have_value("Verk")
    expect(cell(page, "quantity")).to_be_focused()
    expect(page.locator(".cx-recognised").first).to_contain_text(said["recognised.chosen"])
    page.locator('[data-tool="columns"]').click()
    expect(cell(page, "sector")).to_have_value("23.51")
    assert page.locator("text={").count() == 0
    page.locator(".cx-run button").click()
    expect(page.locator(".cx-results")).to_be_visible(timeout=BRIEF)
    page.context.close()


def test_escape_leaves_everything_as_it_was(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Choose a sector").click()
    page.locator(".cx-options li").first.wait_for(timeout=2 * BRIEF)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Choose a sector")).to_be_focused()
    assert page.locator(".cx-row").count() == 0
