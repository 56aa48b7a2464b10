"""The tools of the toolbox as their users meet them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_parks_are_compared_and_the_choice_is_tested(page: Page, site_server: str) -> None:
    page.goto(f"{site_server}workshop/choose-a-park/")
    result = page.locator(".scorecard-result")
    expect(result).to_contain_text("Nothing has been judged yet.")
    name = page.get_by_label("Name of park 1")
    name.fill("Harbour")
    name.blur()
    for criterion in ("Flows", "Variety", "Will of the firms"):
        page.get_by_label(f"Harbour: points for {criterion}").select_option("5")
    page.get_by_label("Park 2: points for Trust").select_option("5")
    page.get_by_label("Park 2: points for Flows").select_option("0")
    expect(result.locator("ol li").first).to_contain_text("Harbour")
    expect(result.locator("ol li").first).to_contain_text("41–100 %")
    page.reload()
    expect(page.get_by_label("Name of park 1")).to_have_value("Harbour")


def test_what_decides_is_told(page: Page, site_server: str) -> None:
    page.goto(f"{site_server}no/workshop/choose-a-park/")
    for select in page.locator(".scorecard tbody tr:not(:first-child) td:nth-child(2) select").all():
        select.select_option("0")
    second = page.locator(".scorecard tbody tr:nth-child(2) td:nth-child(2) select")
    second.select_option("3")
    page.get_by_label("Park 1: poeng for Strømmer").select_option("5")
    page.get_by_label("Park 2: poeng for Strømmer").select_option("0")
    page.get_by_label("Park 1: poeng for Variasjon").select_option("0")
    page.get_by_label("Park 2: poeng for Variasjon").select_option("5")
    expect(page.locator(".scorecard-result")).to_contain_text("Uten «Strømmer» kommer Park 2 først.")


def test_the_scores_are_a_file_and_a_formula_is_text(page: Page, site_server: str, tmp_path: Path) -> None:
    page.goto(f"{site_server}ro/workshop/choose-a-park/")
    name = page.get_by_label("Numele parcului 1")
    name.fill("=1+1")
    name.blur()
    with page.expect_download() as got:
        page.get_by_role("button", name="Descărcați ca CSV").click()
    file = tmp_path / "parks.csv"
    got.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        heading, *rows = csv.reader(lines)
    assert heading == ["Criteriu", "Pondere", "'=1+1", "Parcul 2"]
    assert len(rows) == 9


def test_a_gap_shows_what_to_do_and_the_answers_stay(page: Page, site_server: str) -> None:
    page.goto(f"{site_server}ro/workshop/readiness/")
    first = page.locator(".readiness fieldset").first
    first.get_by_label("nu", exact=True).check()
    expect(first.locator(".readiness-next")).to_be_visible()
    page.locator(".readiness fieldset").nth(1).get_by_label("da", exact=True).check()
    expect(page.locator(".readiness-result")).to_contain_text("pregătire 50 % (întrebări cu răspuns: 2 din 4)")
    page.reload()
    expect(first.get_by_label("nu", exact=True)).to_be_checked()
    page.get_by_role("button", name="Ștergeți tot").click()
    expect(page.locator(".readiness-result")).to_contain_text("Nu s-a evaluat încă nimic.")
