"""The trainer's desk in a real browser: whole records become a report, edited and damaged ones are named."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_assessment import answer_all, begin, code_of, hand_in, project, put_in, record, start
from tests.serving import serving

pytestmark = pytest.mark.browser

DESK = "learn/trainers-desk/"


def whole_record(page: Page, site_server: str) -> dict[str, Any]:
    """The record of somebody who knew nothing before, all after, and planned the whole park."""
    start(page, site_server)
    for part, is_right in (("before", False), ("after", True)):
        begin(page, part)
        answer_all(page, part, is_right)
        hand_in(page, part)
    put_in(page, "#assessment-practical", ("park.json", json.dumps(project())))
    expect(page.locator("#assessment-practical").get_by_role("status")).to_contain_text("100 of 100 points")
    return record(page)


def test_a_group_becomes_a_report_and_bad_files_are_named(page: Page, site_server: str) -> None:
    own = whole_record(page, site_server)
    page.goto(site_server + DESK)
    edited = {**own, "name": "Somebody else"}
    better = json.loads(json.dumps(own))
    better["before"]["right"] = better["before"]["asked"]
    better["check"] = code_of(page, better)
    put_in(
        page,
        "#assessment-desk",
        ("whole.json", json.dumps(own)),
        ("edited.json", json.dumps(edited)),
        ("better.json", json.dumps(better)),
        ("cut.json", json.dumps(own)[:300]),
    )
    lines = page.locator(".desk-files li")
    for at, part in enumerate(("whole and unchanged", "was changed after", "do not follow from", "was cut off")):
        expect(lines.nth(at)).to_contain_text(part)
    rows = page.locator("#assessment-desk table").first.locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Ana Pop")
    expect(rows).to_contain_text("0 % → 100 %")
    expect(rows).to_contain_text("100 of 100")
    page.get_by_role("checkbox", name="Hide names").check()
    expect(rows).to_contain_text("Participant 1")
    expect(page.locator("#assessment-desk table").first).not_to_contain_text("Ana Pop")
    for at in range(2):
        expect(page.locator(".desk-files").nth(at)).to_be_hidden()


def test_the_report_is_saved_as_a_workbook(page: Page, site_server: str) -> None:
    own = whole_record(page, site_server)
    page.goto(site_server + DESK)
    put_in(page, "#assessment-desk", ("whole.json", json.dumps(own)))
    with page.expect_download() as saving:
        page.get_by_role("button", name="workbook").click()
    book = openpyxl.load_workbook(io.BytesIO(saving.value.path().read_bytes()))
    assert len(book.sheetnames) == 3
    assert book.worksheets[0]["A2"].value == "Ana Pop"
    assert book.worksheets[2]["B2"].value == 20


def test_whoever_has_made_a_document_can_do_so_without_a_network(browser: Browser, site: Path) -> None:
    visitor = browser.new_context()
    page = visitor.new_page()
    with serving(site) as server:
        own = whole_record(page, server)
        document(page, server, own)
        expect(page.locator("body")).to_have_attribute("data-kept", "yes", timeout=60_000)
    assert document(page, server, own).startswith(b"PK")
    visitor.close()


def document(page: Page, server: str, record: dict[str, Any]) -> bytes:
    """The report on one *record*, as the desk writes it."""
    page.goto(server + DESK)
    put_in(page, "#assessment-desk", ("whole.json", json.dumps(record)))
    with page.expect_download(timeout=60_000) as saving:
        page.get_by_role("button", name="document").click()
    return saving.value.path().read_bytes()
