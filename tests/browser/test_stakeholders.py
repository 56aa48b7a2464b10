"""The stakeholder map in a real browser: filtered, changed, kept, saved and read again."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

MAP = "workshop/stakeholders/"


def card(page: Page, name: str) -> Locator:
    return page.locator(".stake-card").filter(has=page.get_by_role("heading", name=name, exact=True))


def cell(page: Page, influence: int, interest: int) -> Locator:
    return page.locator(".stake-matrix tbody tr").nth(3 - influence).locator("td").nth(interest - 1)


def add(page: Page, name: str) -> None:
    form = page.locator(".stake-form")
    form.locator("[name=name]").fill(name)
    form.locator("[name=influence]").select_option("3")
    form.locator("[name=interest]").select_option("1")
    form.locator("button").click()


def test_filters_leave_those_that_pass(page: Page, site_server: str) -> None:
    page.goto(site_server + "no/" + MAP)
    country = page.locator("select[name=country]").first
    expect(country).to_have_value("NO")
    country.select_option("")
    expect(page.get_by_text("Den som driver parken deres (RO)")).to_be_visible()
    assert page.locator(".stake-card").count() > 50
    country.select_option("RO")
    page.locator(".stake-filters [name=text]").fill("timisoara")
    expect(page.locator(".stake-card")).to_have_count(1)
    expect(page.locator(".stake-matrix li")).to_have_count(1)
    expect(page.locator(".stake-count")).to_have_text("1 interessent vises")


def test_what_is_changed_and_added_is_kept_and_moves_in_the_matrix(page: Page, site_server: str) -> None:
    page.goto(site_server + MAP)
    name = "Employees and their representatives"
    page.locator("select[name=country]").first.select_option("NO")
    card(page, name).get_by_role("combobox", name=f"Influence: {name}").select_option("3")
    add(page, "Fjord Dairy")
    expect(page.locator(".stake-status")).to_have_text("Fjord Dairy is on the map.")
    page.reload()
    page.locator("select[name=country]").first.select_option("NO")
    expect(cell(page, 3, 2)).to_contain_text(name)
    expect(cell(page, 3, 1)).to_contain_text("Fjord Dairy")
    expect(card(page, "Fjord Dairy")).to_contain_text("added by you")


def test_an_own_row_is_changed_in_the_form_and_another_is_left_out(page: Page, site_server: str) -> None:
    page.goto(site_server + MAP)
    add(page, "Fjord Dairy")
    card(page, "Fjord Dairy").get_by_role("button", name="Change: Fjord Dairy").click()
    page.locator(".stake-form [name=name]").fill("Fjord Dairy and Cheese")
    page.locator(".stake-form button").click()
    expect(card(page, "Fjord Dairy")).to_have_count(0)
    expect(card(page, "Fjord Dairy and Cheese")).to_have_count(1)
    card(page, "Enova").get_by_role("button", name="Leave out: Enova").click()
    expect(card(page, "Enova")).to_have_count(0)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Back to the hub’s list").click()
    expect(card(page, "Enova")).to_have_count(1)
    expect(card(page, "Fjord Dairy and Cheese")).to_have_count(0)


def test_the_table_is_saved_and_read_on_another_device(page: Page, site_server: str, tmp_path: Path) -> None:
    page.goto(site_server + MAP)
    add(page, '=Fjord, "Dairy"')
    with page.expect_download() as offered:
        page.get_by_role("button", name="Save as a table (CSV)").click()
    file = tmp_path / "map.csv"
    offered.value.save_as(file)
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0]["name"] == '\'=Fjord, "Dairy"'
    assert len(rows) == page.locator(".stake-card").count()
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator("input[type=file]").set_input_files(file)
    expect(card(page, '=Fjord, "Dairy"')).to_have_count(1)
    expect(page.locator(".stake-card")).to_have_count(len(rows))


def test_list_and_matrix_are_saved_as_a_workbook(page: Page, site_server: str) -> None:
    page.goto(site_server + "no/" + MAP)
    with page.expect_download() as offered:
        page.get_by_role("button", name="Lagre som regneark (XLSX)").click()
    listed, matrix = openpyxl.load_workbook(io.BytesIO(offered.value.path().read_bytes())).worksheets
    assert [cell.value for cell in listed[1]][:2] == ["Hvem", "Land"]
    assert listed.max_row == 1 + page.locator(".stake-card").count()
    assert {row[1].value for row in listed.iter_rows(min_row=2)} == {"Norge"}
    assert sum(len((cell.value or "").split("; ")) for row in matrix["B2:D4"] for cell in row if cell.value) == (
        listed.max_row - 1
    )


def test_a_wrong_table_is_told_with_its_line(page: Page, site_server: str, tmp_path: Path) -> None:
    page.goto(site_server + MAP)
    file = tmp_path / "wrong.csv"
    file.write_text("name,country,kind,relevance,influence,interest,role,source\nX,NO,firm,2,9,1,,\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".stake-status")).to_contain_text("wrong.csv, line 2: influence cannot be “9”")
    file.write_text("who;what\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".stake-status")).to_contain_text("this is not a table of this page")


def test_the_matrix_is_saved_as_a_picture_that_holds_every_name(page: Page, site_server: str) -> None:
    page.goto(site_server + "ro/" + MAP)
    shown = page.locator(".stake-matrix li").count()
    with page.expect_download() as offered:
        page.get_by_role("button", name="Salvați matricea ca imagine (SVG)").click()
    drawn = ElementTree.fromstring(Path(offered.value.path()).read_text(encoding="utf-8"))
    names = [text for each in drawn.iter("{http://www.w3.org/2000/svg}text") if (text := each.text)]
    assert {"Clustero", "Câștigați-le interesul"} <= set(names)
    assert len(names) > shown
