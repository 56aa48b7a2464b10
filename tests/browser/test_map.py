"""Map your flows, as visitors use it: an example, typing, pasting, files, results, and what is kept."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from matcher.bridge import answer

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = {"en": "map/", "ro": "ro/map/", "no": "no/map/"}
TABLE = "side\ttext\tsite\tquantity\tunit\nhave\tfly ash\tNorth plant\t5000\tt\nwant\tfly ash\tSouth works\t4000\tt\n"
BRIEF = 15_000  # ms: the matcher may have to start first


def words(language: str) -> dict[str, str]:
    """The application's own sentences."""
    folder = ROOT / "site_plugins" / "app" / "wording"
    told: dict[str, str] = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
    return told


def opened(page: Page, site_server: str, language: str = "en") -> Page:
    """The page in *language*, drawn."""
    page.goto(site_server + LANGUAGES[language])
    page.locator(".cx-tile").first.wait_for()
    return page


def all_drawn(page: Page, address: str) -> None:
    """Open a page that finds synergies by itself, and wait until the list is drawn and nothing moves any more."""
    page.goto(address)
    page.locator(".cx-cards > .cx-more").wait_for(timeout=2 * BRIEF)


def cell(page: Page, column: str, row: int = 0) -> Locator:
    """The field of a *column* in the row of that place, counted from 0."""
    return page.locator(f'.cx-row [data-column="{column}"]').nth(row)


def paste(page: Page, field: Locator, text: str) -> None:
    """Paste *text* as a spreadsheet would give it."""
    field.evaluate(
        """(field, text) => {
          const carried = new DataTransfer();
          carried.setData("text/plain", text);
          const given = { clipboardData: carried, bubbles: true, cancelable: true };
          field.dispatchEvent(new ClipboardEvent("paste", given));
        }""",
        text,
    )


def choose(page: Page, name: str, content: bytes) -> None:
    """Choose a file."""
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": "", "buffer": content})


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_shows_its_synergies(page: Page, site_server: str, language: str) -> None:
    opened(page, site_server, language).locator(".cx-tile .cx-primary").first.click()
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)
    page.locator(".cx-row").nth(10).wait_for()
    assert re.search(r"\d", page.locator(".cx-count").inner_text())
    page.locator(".cx-findings summary").first.click()
    expect(page.locator(".cx-findings td").first).not_to_be_empty()


@pytest.mark.parametrize("language", LANGUAGES)
def test_typed_flows_are_matched(page: Page, site_server: str, language: str) -> None:
    said = words(language)
    opened(page, site_server, language).get_by_role("button", name=said["start.type"]).click()
    expect(cell(page, "text")).to_be_focused()
    texts = {"en": "fly ash", "ro": "cenușă zburătoare", "no": "flyveaske"}
    page.keyboard.type(texts[language])
    cell(page, "site").fill("A")
    cell(page, "text", 2).fill(texts[language])
    cell(page, "site", 2).fill("B")
    page.get_by_role("button", name=said["run.find"]).click()
    page.locator(".cx-card").first.wait_for(timeout=BRIEF)
    expect(page.locator(".cx-recognised").first).to_contain_text(said["recognised.as"])


def test_the_keys_lead_through_the_table(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    page.keyboard.type("slag")
    page.keyboard.press("ArrowDown")
    expect(cell(page, "text", 1)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(cell(page, "text", 3)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(cell(page, "site", 2)).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell(page, "quantity", 2)).to_be_focused()


def test_cells_are_pasted_where_the_cursor_stands(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    paste(page, cell(page, "text", 1), 'steel slag\tMill\t12\n"two\nlines"\tYard\t\nsawdust\tSaw\t1 200,5\n')
    expect(cell(page, "text", 1)).to_have_value("steel slag")
    expect(cell(page, "quantity", 3)).to_have_value("1 200,5")
    assert page.locator(".cx-row").count() == 4
    page.locator('[data-tool="undo"]').click()
    assert page.locator(".cx-row").count() == 3
    expect(cell(page, "text", 1)).to_have_value("")


def test_a_pasted_table_with_headings_is_read(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    paste(page, cell(page, "text"), TABLE)
    expect(cell(page, "site", 1)).to_have_value("South works", timeout=BRIEF)
    assert page.locator(".cx-row").count() == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_file_is_dropped(page: Page, site_server: str, language: str) -> None:
    opened(page, site_server, language)
    page.locator("#matcher-app").evaluate(
        """(place, text) => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], "flows.csv"));
          place.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        TABLE.replace("\t", ";"),
    )
    expect(cell(page, "text", 1)).to_have_value("fly ash", timeout=BRIEF)


def test_a_workbook_and_a_table_are_put_together(page: Page, site_server: str) -> None:
    book = openpyxl.Workbook()
    for line in TABLE.strip().split("\n"):
        book.active.append(line.split("\t"))
    content = io.BytesIO()
    book.save(content)
    opened(page, site_server)
    files = [("a.xlsx", content.getvalue()), ("b.csv", TABLE.replace("\t", ",").encode())]
    page.locator('input[type="file"]').set_input_files(
        [{"name": name, "mimeType": "", "buffer": content} for name, content in files]
    )
    expect(page.locator(".cx-row")).to_have_count(4, timeout=BRIEF)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_no_table_is_told_with_its_cure(page: Page, site_server: str, language: str) -> None:
    choose(opened(page, site_server, language), "report.pdf", b"%PDF-1.7\x00\x01\x02")
    problem = page.locator(".cx-file-problems .cx-problem")
    problem.wait_for(timeout=BRIEF)
    assert "report.pdf" in problem.inner_text()


def test_a_file_above_the_limit_is_not_even_read(page: Page, site_server: str) -> None:
    opened(page, site_server)
    limit = json.loads(page.locator("#matcher-words").text_content() or "")["described"]["limits"]["file_bytes"]
    page.locator('input[type="file"]').evaluate(
        """(field, size) => {
          const carried = new DataTransfer();
          carried.items.add(new File([new Uint8Array(size)], "huge.csv"));
          field.files = carried.files;
          field.dispatchEvent(new Event("change"));
        }""",
        limit + 1,
    )
    assert "huge.csv" in page.locator(".cx-file-problems").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_is_understood_when_the_typing_pauses(page: Page, site_server: str, language: str) -> None:
    opened(page, site_server, language).get_by_role("button", name=words(language)["start.type"]).click()
    page.locator(".cx-ready").wait_for(timeout=2 * BRIEF)
    page.wait_for_timeout(600)  # What the new rows say has been asked by now.
    page.keyboard.type("fly ash")
    page.locator(".cx-chip").first.wait_for(timeout=BRIEF)
    expect(cell(page, "text")).to_be_focused()
    page.keyboard.type(" from coal")
    expect(cell(page, "text")).to_have_value("fly ash from coal")


def test_a_problem_stands_at_its_row_and_cell(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    cell(page, "text").fill("fly ash")
    cell(page, "quantity").fill("5")
    cell(page, "unit").fill("bushels")
    page.get_by_role("button", name="Find synergies").click()
    expect(page.locator(".cx-notes .cx-problem").first).to_contain_text("bushels", timeout=BRIEF)
    expect(cell(page, "unit")).to_have_attribute("aria-invalid", "true")


def test_markup_in_a_cell_is_shown_as_text(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    hostile = "fly ash <img src=x onerror=alert(1)>"
    for row, site in ((0, "<b>A</b>"), (2, "B")):
        cell(page, "text", row).fill(hostile)
        cell(page, "site", row).fill(site)
    page.get_by_role("button", name="Find synergies").click()
    card = page.locator(".cx-card").first
    expect(card).to_contain_text(hostile, timeout=BRIEF)
    assert card.locator("img, b").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_flows_are_there_after_a_reload(page: Page, site_server: str, language: str) -> None:
    opened(page, site_server, language).get_by_role("button", name=words(language)["start.type"]).click()
    cell(page, "text").fill("zgură de oțelărie")
    page.wait_for_timeout(600)
    page.reload()
    expect(cell(page, "text")).to_have_value("zgură de oțelărie")


def test_a_deleted_row_comes_back(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    cell(page, "text").fill("slag")
    page.get_by_role("button", name="Duplicate row 1").click()
    expect(cell(page, "text", 1)).to_have_value("slag")
    page.get_by_role("button", name="Delete row 1").click()
    assert page.locator(".cx-row").count() == 3
    page.locator(".cx-toast button").click()
    assert page.locator(".cx-row").count() == 4


def test_everything_on_the_device_is_deleted(page: Page, site_server: str) -> None:
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    cell(page, "text").fill("slag")
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Delete everything on this device").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(page.locator(".cx-toast")).to_contain_text("deleted")
    page.reload()
    page.locator(".cx-tile").first.wait_for()
    assert page.evaluate("caches.keys()") == []
    kept = "navigator.storage.getDirectory().then((folder) => Array.fromAsync(folder.keys()))"
    assert page.evaluate(kept) == []


def test_the_list_is_filtered(page: Page, site_server: str) -> None:
    page.goto(site_server + "map/#example=kalundborg")
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)
    whole = page.locator(".cx-count").inner_text()
    page.get_by_label("Search", exact=True).fill("gypsum")
    expect(page.locator(".cx-count")).not_to_have_text(whole)
    for card in page.locator(".cx-card").all():
        assert "gyps" in (card.text_content() or "").lower()
    page.get_by_label("Search", exact=True).fill("")
    page.get_by_label("Only without warnings").check()
    expect(page.locator(".cx-cautions")).to_have_count(0)
    page.get_by_label("Group by pair of sites").check()
    assert page.locator(".cx-pair h3").count() > 1


def test_faint_matches_wait_until_they_are_asked_for(page: Page, site_server: str) -> None:
    page.goto(site_server + "map/#example=kalundborg")
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)
    more, faint = (page.get_by_role("button", name=re.compile(name)) for name in (r"^Show \d+ more$", "faint match"))
    expect(more.or_(faint)).to_have_count(1)
    while more.count():
        more.click()
        expect(more.or_(faint)).to_have_count(1)
    listed = page.locator(".cx-card").count()
    assert "faint" not in page.locator(".cx-card:not(.cx-is-forbidden) .cx-level").all_text_contents()
    faint.click()
    expect(page.locator(".cx-card").nth(listed)).to_be_focused()
    assert set(page.locator(".cx-card .cx-level").all_text_contents()[listed:]) == {"faint"}


def test_all_rows_and_synergies_are_printed(page: Page, site_server: str) -> None:
    page.goto(site_server + "map/#example=kalundborg")
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)
    drawn = page.evaluate(
        """() => {
          dispatchEvent(new Event("beforeprint"));
          return [".cx-card", ".cx-row"].map((each) => document.querySelectorAll(each).length);
        }"""
    )
    rows = json.loads(answer(json.dumps({"type": "example", "language": "en", "example": "kalundborg"})))["rows"]
    found = re.search(r"\d+", page.locator(".cx-count").inner_text())
    assert found
    assert drawn == [int(found[0]), len(rows)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_flows_and_synergies_are_downloaded(page: Page, site_server: str, language: str) -> None:
    all_drawn(page, site_server + LANGUAGES[language] + "#example=kalundborg")
    for what in ("flows", "synergies"):
        for form, beginning in {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "json": b"{", "markdown": b"#"}.items():
            with page.expect_download(timeout=BRIEF) as coming:
                page.locator(f'[data-tool="{what}-{form}"]').click()
            content = Path(coming.value.path()).read_bytes()
            assert content.startswith(beginning) or form == "json", (what, form)
            assert len(content) > 500


def test_the_template_comes_back_as_it_went(page: Page, site_server: str) -> None:
    opened(page, site_server)
    with page.expect_download(timeout=BRIEF) as coming:
        page.get_by_role("button", name="Empty template").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes()))
    assert len(book.sheetnames) >= 2


@pytest.mark.parametrize("example", ["kalundborg", "kalundborg-mixed", "demonstration-cluj"])
def test_the_page_finds_what_cpython_finds(page: Page, site_server: str, example: str) -> None:
    def ask(**request: object) -> dict[str, list[dict[str, str]]]:
        told: dict[str, list[dict[str, str]]] = json.loads(answer(json.dumps({"language": "ro", **request})))
        return told

    rows = ask(type="example", example=example)["rows"]
    synergies = ask(type="match", rows=rows, options={})["synergies"]
    expected = ask(type="export", format="json", what="synergies", rows=synergies)["base64"]
    all_drawn(page, site_server + LANGUAGES["ro"] + f"#example={example}")
    with page.expect_download(timeout=2 * BRIEF) as coming:
        page.locator('[data-tool="synergies-json"]').click()
    assert json.loads(Path(coming.value.path()).read_bytes()) == json.loads(base64.b64decode(str(expected)))


def test_without_javascript_the_page_says_what_to_do(browser: Browser, site_server: str) -> None:
    visitor = browser.new_context(java_script_enabled=False)
    page = visitor.new_page()
    page.goto(site_server + "no/map/")
    assert "python -m matcher match" in page.locator("#matcher-app").inner_text()
    visitor.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_among_flows_and_synergies(
    browser: Browser, site_server: str, colours: str, width: int
) -> None:
    visitor = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=colours, bypass_csp=True, reduced_motion="reduce"
    )
    page = visitor.new_page()
    page.goto(site_server + "ro/map/#example=kalundborg")
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)
    page.locator(".cx-findings summary").first.click()
    page.wait_for_timeout(300)
    page.add_script_tag(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
    found = page.evaluate(
        """async () => (await axe.run()).violations.map(({ id, nodes }) =>
             [id, nodes.slice(0, 3).map(({ html }) => html.slice(0, 160))])"""
    )
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_results_stay_in_sight_while_the_table_above_them_grows(page: Page, site_server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 760})
    page.goto(f"{site_server}map/#example=kalundborg")
    expect(page.locator(".cx-card").first).to_be_visible(timeout=60_000)
    expect(page.locator(".cx-row")).to_have_count(32)
    expect(page.locator("#cx-results-title")).to_be_in_viewport(ratio=1)
    page.wait_for_timeout(1_000)
    expect(page.locator("#cx-results-title")).to_be_in_viewport(ratio=1)
