"""The survey in a real browser: it is filled in with keys, kept, saved without a person in it, and sends nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_plugins.survey import answers, instrument, receiving, taking_in
from tests.serving import serving

pytestmark = pytest.mark.browser

FORM = "survey/answer/"


def question(page: Page, name: str) -> Locator:
    return page.locator(f"[data-question={name}]")


def choose(page: Page, name: str, *codes: str) -> None:
    for code in codes:
        question(page, name).locator(f"input[value='{code}']").check()


def fill(page: Page) -> None:
    choose(page, "country", "NO")
    choose(page, "trust", "4")
    choose(page, "limitations", "cost", "law")
    page.locator("#q-firms").fill("1 200")
    page.locator("#q-example").fill("Steam went to the neighbour.")
    page.locator("#q-name").fill("Kari Nordmann")


def saved(page: Page, button: str) -> tuple[str, dict[str, Any]]:
    with page.expect_download() as offered:
        page.locator(button).click()
    told: dict[str, Any] = json.loads(Path(offered.value.path()).read_text(encoding="utf-8"))
    return offered.value.suggested_filename, told


def test_answers_are_kept_over_a_reload_and_in_another_language(page: Page, site_server: str) -> None:
    page.goto(site_server + FORM)
    fill(page)
    expect(page.locator(".survey-kept")).to_have_text("Kept on this device.")
    page.goto(site_server + "ro/" + FORM)
    expect(question(page, "limitations").locator("input:checked")).to_have_count(2)
    expect(page.locator("#q-firms")).to_have_value("1 200")
    expect(page.locator("#q-name")).to_have_value("Kari Nordmann")
    expect(page.locator("#survey-consent")).not_to_be_checked()


def test_the_file_holds_answers_and_no_person_and_can_be_taken_in(page: Page, site_server: str, tmp_path: Path) -> None:
    page.goto(site_server + FORM)
    fill(page)
    page.locator("#survey-consent").check()
    name, told = saved(page, "#survey-save")
    assert told["answers"] == {"country": "NO", "trust": "4", "limitations": ["cost", "law"], "firms": 1200}
    assert told["words"] == {"example": "Steam went to the neighbour."}
    assert "Kari" not in json.dumps(told)
    expect(page.locator(".survey-verdict").first).to_contain_text(name)
    (tmp_path / name).write_text(json.dumps(told), encoding="utf-8")
    taken, faults, notes = taking_in.received(receiving.sent(tmp_path), instrument.load(instrument.DATA))
    assert faults == notes == []
    assert taken == [{"country": "NO", "trust": "4", "limitations": "cost;law", "firms": "1200"}]


def test_contact_is_a_second_file_without_a_tie_to_the_first(page: Page, site_server: str) -> None:
    page.goto(site_server + "no/" + FORM)
    fill(page)
    page.locator("#survey-consent").check()
    _, told = saved(page, "#survey-save")
    name, who = saved(page, "#survey-save-contact")
    assert name == "survey-contact.json"
    assert who["contact"] == {"name": "Kari Nordmann"}
    assert told["id"] not in json.dumps(who)


def test_nothing_is_saved_without_country_and_consent_and_the_focus_goes_there(page: Page, site_server: str) -> None:
    page.goto(site_server + FORM)
    page.locator("#survey-save").click()
    expect(page.locator(".survey-verdict").first).to_contain_text("Choose your country first")
    expect(question(page, "country").locator("input").first).to_be_focused()
    page.keyboard.press("Space")
    page.locator("#survey-save").click()
    expect(page.locator("#survey-consent")).to_be_focused()
    page.keyboard.press("Space")
    assert saved(page, "#survey-save")[1]["answers"] == {"country": "NO"}


def test_a_number_out_of_bounds_is_told_under_its_field(page: Page, site_server: str) -> None:
    page.goto(site_server + FORM)
    choose(page, "country", "RO")
    page.locator("#survey-consent").check()
    page.locator("#q-firms").fill("lots")
    expect(page.locator("#e-firms")).to_have_text("Enter a number from 1 to 5000, or leave it empty.")
    page.locator("#survey-save").click()
    expect(page.locator("#q-firms")).to_be_focused()
    page.locator("#q-firms").fill("12,5")
    expect(page.locator("#e-firms")).to_be_empty()
    assert saved(page, "#survey-save")[1]["answers"]["firms"] == 12.5


def test_none_of_these_stands_alone(page: Page, site_server: str) -> None:
    page.goto(site_server + FORM)
    choose(page, "surplus", "heat", "water", "none")
    expect(question(page, "surplus").locator("input:checked")).to_have_count(1)
    choose(page, "surplus", "metals")
    expect(question(page, "surplus").locator("input:checked")).to_have_value("metals")


def test_everything_is_deleted_when_one_says_so(page: Page, site_server: str) -> None:
    page.goto(site_server + FORM)
    fill(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#survey-clear").click()
    expect(page.locator(".survey-verdict").first).to_have_text("Deleted. Nothing of it is left on this device.")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('catalyst-survey'))") == []
    page.reload()
    expect(page.locator("input:checked")).to_have_count(page.locator(".md-toggle:checked").count())


def test_findings_say_that_there_are_none_and_show_how_they_look(page: Page, site_server: str) -> None:
    told = answers.load(instrument.DATA / "answers", instrument.load(instrument.DATA))
    page.goto(site_server + "survey/findings/")
    if not told.respondents:
        expect(page.get_by_text("No answers have been taken in yet.")).to_be_visible()
    page.goto(site_server + "no/survey/demonstration/")
    charts = page.locator(".survey-finding")
    assert charts.count() == page.locator(".survey-finding table").count() > 20
    expect(charts.first.locator("svg")).to_contain_text("DEMONSTRASJON: oppdiktede svar")
    with page.expect_download() as offered:
        page.get_by_role("link", name="Alle tallene som tabell (CSV)").click()
    lines = Path(offered.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert all(line.endswith(",demonstration") for line in lines[1:])


def sent(place: int, **changed: Any) -> dict[str, Any]:
    """A file that a respondent of Norway saved."""
    given = {"country": "NO", "trust": str(place % 5 + 1), "limitations": ["cost", "law"], "firms": 10 + place}
    told: dict[str, Any] = {"form": "catalyst-survey", "version": 1, "id": f"one-{place}", "consent": True, "words": {}}
    return {**told, "answers": given, **changed}


def put_in(page: Page, *files: tuple[str, dict[str, Any]]) -> None:
    page.locator("#survey-taking .file-drop input").set_input_files(
        [{"name": name, "mimeType": "application/json", "buffer": json.dumps(told).encode()} for name, told in files]
    )


def test_answers_are_taken_in_on_the_page_as_by_the_command(page: Page, site_server: str, tmp_path: Path) -> None:
    page.goto(site_server + "no/survey/receive/")
    right = [(f"{place}.json", sent(place)) for place in range(6)]
    wrong = sent(7, answers={"country": "NO", "firms": 9_999_999})
    put_in(page, *right, ("wrong.json", wrong), ("twice.json", sent(1)))
    faults = page.locator(".survey-faults li")
    expect(faults).to_have_count(2, timeout=60_000)
    expect(faults.filter(has_text="wrong.json · Hvor mange bedrifter")).to_contain_text("fra 1 til 5000")
    expect(faults.filter(has_text="twice.json")).to_contain_text("1.json")
    expect(page.get_by_role("button", name="Lagre answers.csv")).to_have_count(0)
    for name in ("wrong.json", "twice.json"):
        page.get_by_role("button", name=f"Utelat {name}").click()
        expect(page.get_by_role("button", name=f"Utelat {name}")).to_have_count(0)

    folder, tables = tmp_path / "in", tmp_path / "answers"
    folder.mkdir()
    answers.write(tables, instrument.load(instrument.DATA), [], "2026-11")
    for name, told in right:
        (folder / name).write_text(json.dumps(told), encoding="utf-8")
    assert receiving.main([str(folder), "--into", str(tables)]) == 0
    for file in tables.iterdir():
        with page.expect_download() as offered:
            page.get_by_role("button", name=f"Lagre {file.name}").click()
        assert Path(offered.value.path()).read_bytes() == file.read_bytes()
    finding = page.locator("#survey-taking .survey-finding").filter(has_text="Hvor mange bedrifter")
    expect(finding.locator("svg")).to_be_visible()
    expect(finding.locator("table")).to_contain_text("færre enn 5 svar")


def test_whoever_has_taken_answers_in_can_do_so_without_a_network(browser: Browser, site: Path) -> None:
    visitor = browser.new_context()
    files = [(f"{place}.json", sent(place)) for place in range(6)]
    page = visitor.new_page()
    with serving(site) as server:
        page.goto(server + "ro/survey/receive/")
        put_in(page, *files)
        expect(page.locator("body")).to_have_attribute("data-kept", "yes", timeout=60_000)
    page.goto(server + "ro/survey/receive/")
    put_in(page, *files)
    expect(page.get_by_role("button", name="Salvați answers.csv")).to_be_visible(timeout=60_000)
    visitor.close()
