"""The views of what was found: opened by tab and by address, kept on the device, and carried in one project file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_map import BRIEF, LANGUAGES, choose, words

pytestmark = pytest.mark.browser

EXAMPLE = "#example=demonstration-cluj"
SAVED = 600  # ms
PICTURES = {"value": ".cx-bars", "network": ".cx-graph", "map": ".cx-outline", "plan": ".cx-board"}


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
    page.get_by_role("dialog").get_by_role("button", name="Open instead").click()
    expect(page.locator(".cx-toast")).to_contain_text("park.json", timeout=BRIEF)
    expect(page.locator(".cx-strip select").nth(1)).to_have_value("distance", timeout=BRIEF)
    page.locator(".cx-toast button").click()
    expect(page.locator(".cx-strip select").nth(1)).to_have_value("not-economic")


def participant(site: str, side: str, **more: object) -> bytes:
    """A project as one company saves it; it forgot to name itself where *site* is empty."""
    flow = {"id": "f1", "side": side, "text": "whey", "quantity": "10", "unit": "t", "site": site}
    return json.dumps({"format": "catalyst-project", "version": 1, "language": "en", "flows": [flow], **more}).encode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_projects_of_several_companies_are_put_together(page: Page, site_server: str, language: str) -> None:
    said = words(language)
    page.goto(site_server + LANGUAGES[language])
    files = {"Dairy North": participant("", "have"), "Farm": participant("Hill Farm", "want")}
    page.set_input_files(
        ".cx-app > input[type=file]",
        [
            {"name": f"{name}.json", "mimeType": "application/json", "buffer": content}
            for name, content in files.items()
        ],
    )
    expect(page.locator(".cx-card")).to_have_count(1, timeout=4 * BRIEF)
    expect(page.locator(".cx-card")).to_contain_text("Dairy North")
    expect(page.locator(".cx-card")).to_contain_text("Hill Farm")
    expect(page.locator(".cx-file-problems")).to_contain_text("Dairy North")
    choose(page, "Plant.json", participant("Plant", "want", synergies={}))
    page.get_by_role("dialog").get_by_role("button", name=said["replace.join"]).click()
    expect(page.locator(".cx-card")).to_have_count(2, timeout=2 * BRIEF)
    page.locator(".cx-toast button").click()
    expect(page.locator(".cx-row")).to_have_count(2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_without_names_names_nobody(page: Page, site_server: str, language: str) -> None:
    found(page, site_server, language=language)
    page.locator('[data-tool="redacted"]').click()
    with page.expect_download(timeout=2 * BRIEF) as coming:
        page.get_by_role("dialog").get_by_role("button", name=words(language)["redacted.act"]).click()
    copy = Path(coming.value.path()).read_text(encoding="utf-8")
    assert coming.value.suggested_filename != "project.catalyst.json"
    assert "SRL" not in copy
    assert "Gherla" not in copy
    assert len(json.loads(copy)["flows"]) == 39


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_project_that_was_cut_off_is_told_and_loses_nothing(page: Page, site_server: str, language: str) -> None:
    found(page, site_server, language=language)
    expect(page.locator(".cx-row")).to_have_count(39)
    choose(page, "cut.json", b'{"format":"catalyst-project","version":1,"flows":[')
    expect(page.locator(".cx-file-problems")).to_contain_text("cut.json", timeout=BRIEF)
    expect(page.locator(".cx-row")).to_have_count(39)
    assert words(language)["problems.unexpected"] not in page.locator(".cx-file-problems").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", PICTURES)
def test_each_picture_is_exported_and_has_a_table_that_says_the_same(
    page: Page, site_server: str, view: str, language: str
) -> None:
    said = words(language)
    panel = found(page, site_server, view, language).locator(f"#cx-panel-{view}")
    expect(panel.locator(PICTURES[view])).to_be_visible(timeout=2 * BRIEF)
    figure = panel.locator(".cx-figure").first
    expect(figure).to_be_visible(timeout=2 * BRIEF)
    figure.get_by_text(said["picture.table"]).click()
    figure.locator("tbody tr").first.wait_for(timeout=BRIEF)
    for button, beginning in {"SVG": b"<svg", "PNG": b"\x89PNG"}.items():
        with page.expect_download(timeout=BRIEF) as coming:
            figure.get_by_text(button, exact=True).click()
        content = Path(coming.value.path()).read_bytes()
        assert content.startswith(beginning)
        assert len(content) > 2_000
    assert "undefined" not in panel.inner_text()
    assert "NaN" not in panel.inner_text()


def test_a_site_of_the_network_is_found_and_chosen_by_keyboard(page: Page, site_server: str) -> None:
    panel = found(page, site_server, "network").locator("#cx-panel-network")
    marks = panel.locator(".cx-graph .cx-site-mark")
    marks.first.wait_for(timeout=2 * BRIEF)
    marks.first.focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(panel.locator(".cx-graph [aria-pressed=true]")).to_have_count(1)
    expect(panel.locator(".cx-chosen-site h4")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel.locator(".cx-graph [aria-pressed=true]")).to_have_count(0)


def test_a_site_is_dragged(page: Page, site_server: str) -> None:
    mark = found(page, site_server, "network").locator(".cx-graph .cx-site-mark").first
    mark.wait_for(timeout=2 * BRIEF)
    mark.scroll_into_view_if_needed()
    before, box = mark.get_attribute("transform"), mark.locator("path").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 40, steps=5)
    expect(page.locator(".cx-moving")).to_be_visible()
    page.mouse.up()
    expect(page.locator(".cx-moving")).to_be_hidden(timeout=BRIEF)
    assert mark.get_attribute("transform") != before


def test_leaving_an_exchange_out_changes_the_plan_and_can_be_undone(page: Page, site_server: str) -> None:
    panel = found(page, site_server, "network").locator("#cx-panel-network")
    rows = panel.locator("table", has_text="Who supplies whom").locator("tbody tr")
    rows.first.wait_for(timeout=2 * BRIEF)
    first = rows.first.inner_text()
    rows.first.get_by_role("button").click()
    expect(panel).to_contain_text("1 exchange was left out by you", timeout=BRIEF)
    assert rows.first.inner_text() != first
    page.locator(".cx-toast button").click()
    expect(rows.first).to_have_text(re.compile(re.escape(first.split("\t")[0])), timeout=BRIEF)
    expect(panel).not_to_contain_text("was left out by you")


@pytest.mark.parametrize("language", LANGUAGES)
def test_coordinates_put_a_site_on_the_map(page: Page, site_server: str, language: str) -> None:
    page.goto(site_server + LANGUAGES[language] + "#example=kalundborg&view=map")
    panel = page.locator("#cx-panel-map")
    expect(panel).to_contain_text(words(language)["map.none"], timeout=4 * BRIEF)
    fields = panel.locator(".cx-entry")
    fields.nth(0).fill("155,6")
    fields.nth(0).press("Tab")
    expect(page.locator(".cx-toast")).to_contain_text("90")
    for place, written in enumerate(("55.6617", "11,0817", "55,65", "11.09")):
        fields.nth(place).fill(written)
        fields.nth(place).press("Tab")
    expect(panel.locator(".cx-outline .cx-site-mark")).to_have_count(2, timeout=BRIEF)
    page.wait_for_timeout(SAVED)
    page.reload()
    expect(panel.locator(".cx-outline .cx-site-mark")).to_have_count(2, timeout=4 * BRIEF)


def test_a_question_of_law_is_answered_on_the_card(page: Page, site_server: str) -> None:
    card = found(page, site_server).locator(".cx-card", has=page.locator(".cx-outcome-ask-authority")).first
    card.wait_for(timeout=2 * BRIEF)
    before = card.locator(".cx-outcome").text_content() or ""
    assert "open" in before
    card.locator("summary", has_text="Law and safety").click()
    expect(card.locator(".cx-question a").first).to_have_attribute("href", re.compile("^https://"))
    question = card.locator('input[value="unknown"]:checked').first.get_attribute("name")
    place = f'input[value="yes"][name="{question}"]'
    card.locator(place).check()
    expect(card.locator(".cx-outcome")).not_to_have_text(before, timeout=BRIEF)
    expect(card.locator(place)).to_be_checked()
    with page.expect_download(timeout=2 * BRIEF) as coming:
        page.locator('[data-tool="project"]').click()
    [choice] = json.loads(Path(coming.value.path()).read_bytes())["synergies"].values()
    assert [*choice["answers"].values()] == ["yes"]


def test_what_must_not_be_made_is_shown_as_refused(page: Page, site_server: str) -> None:
    found(page, site_server)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # All cards are drawn, also of those that rank low.
    expect(page.locator(".cx-is-forbidden .cx-outcome-refused").first).to_be_attached(timeout=2 * BRIEF)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_action_plan_is_downloaded_in_every_form(page: Page, site_server: str, language: str) -> None:
    panel = found(page, site_server, "plan", language).locator("#cx-panel-plan")
    for form, beginning in {"docx": b"PK", "xlsx": b"PK", "html": b"<!", "markdown": b"#"}.items():
        with page.expect_download(timeout=4 * BRIEF) as coming:
            panel.locator(f'[data-at="plan-{form}"]').click(timeout=2 * BRIEF)
        content = Path(coming.value.path()).read_bytes()
        assert content.lstrip(b"\xef\xbb\xbf").lower().startswith(beginning.lower()), form
        assert len(content) > 2_000


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_the_views(browser: Browser, site_server: str, colours: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=colours, bypass_csp=True, reduced_motion="reduce"
    )
    page = found(context.new_page(), site_server, language="no")
    page.locator(".cx-outcome").first.wait_for(timeout=2 * BRIEF)
    for summary in page.locator(".cx-choices").first.locator("summary").all():
        summary.click()
    assert violations(page) == []
    for view, picture in PICTURES.items():
        page.locator(f"#cx-tab-{view}").click()
        page.locator(f"#cx-panel-{view} {picture}").wait_for(timeout=2 * BRIEF)
        page.locator(f"#cx-panel-{view} .cx-figure").first.wait_for(timeout=2 * BRIEF)
        assert violations(page, "#cx-panel-" + view) == [], view  # Around it stands what was looked at already.
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view
    context.close()
