"""The practical part from end to end: a park is mapped and planned, scored, recorded, and scored anew at the desk."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_assessment import PAGE, TASK, code_of, put_in, record
from tests.browser.test_map import BRIEF, cell, opened, paste, words
from tests.browser.test_trainers_desk import DESK

pytestmark = pytest.mark.browser

COLUMNS = ("side", "text", "site", "quantity", "unit", "period", "kind", "code", "hazardous", "place")
SAID = words("en")
SITES = {flow["id"]: flow["site"] for flow in TASK["flows"]}


def table() -> str:
    """The flows of the park as a trainee has them in a spreadsheet."""
    places = {firm["site"]: firm["place"] for firm in TASK["firms"]}
    lines = [COLUMNS]
    for flow in TASK["flows"]:
        code, hazardous = flow.get("codes", [""])[0], "yes" if flow.get("is_hazardous") else ""
        amount = (str(flow["amount"]), flow["unit"], "year")
        text, site = flow["text"]["en"], flow["site"]
        lines.append((flow["side"], text, site, *amount, flow["kind"], code, hazardous, places[site]))
    return "".join("\t".join(line) + "\n" for line in lines)


def take_up(page: Page, have: str, want: str, **decided: str) -> None:
    """Decide on the card of a pair what a trainee decides."""
    card = page.locator(
        f".cx-card:has(.cx-end-have:has-text('{SITES[have]}')):has(.cx-end-want:has-text('{SITES[want]}'))"
    )
    card.scroll_into_view_if_needed(timeout=BRIEF)
    card.locator("select").first.select_option("discussed", timeout=BRIEF)
    card.locator("summary", has_text=SAID["synergy.work-on"]).click()
    for name, value in decided.items():
        card.get_by_label(SAID[f"synergy.{name.replace('_', '-')}"], exact=True).fill(value)


def mapped_project(page: Page, site_server: str) -> bytes:
    """The file of a project whose best pairs are all decided but for the owner of the last."""
    opened(page, site_server).get_by_role("button", name=SAID["start.type"]).click()
    paste(page, cell(page, "text"), table())
    expect(page.locator(".cx-row")).to_have_count(len(TASK["flows"]), timeout=BRIEF)
    page.get_by_role("button", name=SAID["run.find"]).click()
    page.locator(".cx-card select").first.wait_for(timeout=2 * BRIEF)
    for have, want in TASK["best"]:
        owner = {} if [have, want] == TASK["best"][-1] else {"owner": "Ana Pop"}
        take_up(page, have, want, next_step="Call, and take samples", date="2030-03-01", **owner)
    with page.expect_download() as saving:
        page.locator('[data-tool="project"]').click()
    return Path(saving.value.path()).read_bytes()


def changed(own: dict[str, Any], page: Page, name: str, points: float) -> dict[str, Any]:
    """The record of somebody else who gave themselves other *points* for the owners, and made a new code."""
    other: dict[str, Any] = {**json.loads(json.dumps(own)), "name": name}
    next(one for one in other["practical"]["criteria"] if one["id"] == "owners")["points"] = points
    return {**other, "check": code_of(page, other)}


def test_a_park_is_mapped_scored_recorded_and_scored_anew_at_the_desk(page: Page, site_server: str) -> None:
    saved = mapped_project(page, site_server)
    page.goto(site_server + PAGE)
    put_in(page, "#assessment-practical", ("park.json", saved.decode()))
    expect(page.locator("#assessment-practical").get_by_role("status")).to_contain_text("98.8 of 100 points")
    expect(page.locator("#assessment-practical table")).to_contain_text("Demo Iota → Demo Kapa")
    own = record(page)

    page.goto(site_server + DESK)
    later = saved.decode().replace("Call, and take samples", "", 1)
    lines = page.locator(".desk-works li")
    put_in(page, "#assessment-desk", ("ana.json", json.dumps(own)), ("park.json", later))
    expect(lines).to_contain_text("record of Ana Pop, but is another version")
    expect(lines).to_contain_text("Differing: Next steps: 8 in the record, 6.4 here")
    ion = changed(own, page, "Ion Rus", 6)
    put_in(page, "#assessment-desk", ("ion.json", json.dumps(ion)), ("renamed.json", saved.decode()))
    expect(lines.nth(0)).to_contain_text("goes with no record")
    expect(lines.nth(1)).to_contain_text("record of Ana Pop: scored anew, it has the same 98.8 of 100")
    expect(lines.nth(2)).to_contain_text("the record tells 100 points, the file has 98.8 of 100")
    expect(lines.nth(2)).to_contain_text("Differing: Owners: 6 in the record, 4.8 here")
    rows = page.locator("#assessment-desk table").first.locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("98.8 of 100, checked")
    expect(rows.nth(1)).to_contain_text("100 of 100; scored here: 98.8")

    with page.expect_download(timeout=4 * BRIEF) as saving:
        page.get_by_role("button", name="document (DOCX)").click()
    report = docx.Document(io.BytesIO(saving.value.path().read_bytes()))
    assert report.core_properties.language == "en-GB"
    headings = [one.text for one in report.paragraphs if one.style and one.style.name.lower() == "heading 1"]
    assert headings[0].endswith("Participants")
    first = report.tables[0]
    assert first._tbl.tr_lst[0].trPr.xpath("w:tblHeader")
    assert [row.cells[0].text for row in first.rows] == ["Participant", "Ana Pop", "Ion Rus"]
