"""What was done in the course goes to another device as a file, and is told where the file is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

COURSE = "learn/course/"


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("localStorage['catalyst-course'] ?? '{}'"))
    return found


def keep(page: Page, done: dict[str, Any]) -> None:
    page.evaluate("(done) => localStorage.setItem('catalyst-course', JSON.stringify(done))", done)
    page.reload()


def put_in(page: Page, name: str, content: str) -> None:
    page.locator(".file-drop input").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content.encode()}
    )


def test_progress_is_saved_and_joined_with_what_was_done_elsewhere(page: Page, site_server: str) -> None:
    page.goto(site_server + COURSE)
    keep(page, {"lessons": {"module-1-1": True}, "questions": {"a": {"tries": 1, "first": False, "right": False}}})
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save my progress").click()
    saved = Path(saving.value.path()).read_text(encoding="utf-8")
    elsewhere = {"tries": 3, "first": True, "right": True}
    keep(page, {"lessons": {"module-1-3": True}, "questions": {"a": elsewhere}})
    put_in(page, "progress.json", saved)
    expect(page.get_by_role("status")).to_contain_text("was read")
    assert kept(page) == {"lessons": {"module-1-1": True, "module-1-3": True}, "questions": {"a": elsewhere}}
    expect(page.locator("[data-lesson-state=module-1-1]")).to_have_text("done")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "er tom"),
        ('{"format": "catalyst-progress", "version": 1, "less', "er skadet"),
        ("Dear trainer, here it is", "er ikke laget av kurset"),
        ('{"format": "catalyst-progress", "version": 2}', "nyere versjon"),
        ('{"format": "catalyst-project", "version": 1}', "er et prosjekt"),
    ],
)
def test_a_file_that_holds_no_progress_is_told_with_its_cure(
    page: Page, site_server: str, content: str, told: str
) -> None:
    page.goto(site_server + "no/" + COURSE)
    put_in(page, "fil.json", content)
    expect(page.get_by_role("status")).to_contain_text(told)
    assert kept(page) == {}
