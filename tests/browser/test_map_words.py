"""The page fetches the words of the languages that flows are in, others where they help, and ranks as CPython does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from matcher.bridge import answer
from tests.browser.test_map import BRIEF, LANGUAGES, choose, opened, words
from tests.browser.test_plan_parts import ASK

pytestmark = pytest.mark.browser

ROMANIAN = [("have", "cenușă zburătoare", "ro"), ("want", "înlocuitor de clincher", "ro")]
NORWEGIAN, ENGLISH = ("have", "flyveaske", "no"), ("want", "something to replace clinker", "en")
# The Romanian of this knows no such word.
STRANGE = ("have", "flyveaske", "ro")


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor for whom no service worker fetches beforehand what the next visit may need."""
    context = browser.new_context(service_workers="block")
    yield context
    context.close()


def fetched_by(page: Page) -> list[str]:
    """The languages of the words that the *page* fetches from now on, as they are asked for."""
    fetched: list[str] = []

    def note(address: str) -> None:
        fetched.extend(re.findall(r"/words-(\w\w)-[0-9a-f]+\.bin$", address))

    page.on("request", lambda request: note(request.url))
    return fetched


def matching(flows: list[tuple[str, str, str]]) -> dict[str, object]:
    rows = [{"side": side, "text": text, "language": language} for side, text, language in flows]
    return {"type": "match", "language": "ro", "rows": rows, "options": {}}


@pytest.mark.parametrize("columns", [2, 3])
def test_romanian_flows_on_the_romanian_page_need_romanian_words_alone(
    visitor: BrowserContext, site_server: str, columns: int
) -> None:
    page = visitor.new_page()
    fetched = fetched_by(page)
    opened(page, site_server, "ro")
    told = [("side", "text", "language"), *ROMANIAN]
    table = "\n".join(",".join(row[:columns]) for row in told)
    choose(page, "fluxuri.csv", table.encode())
    page.get_by_role("button", name=words("ro")["run.find"]).click()
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)
    assert {*fetched} == {"ro"}


def test_flows_in_all_languages_bring_the_words_of_all_and_are_ranked_as_on_cpython(
    visitor: BrowserContext, site_server: str
) -> None:
    page = visitor.new_page()
    fetched = fetched_by(page)
    opened(page, site_server, "ro")
    request = matching([*ROMANIAN, NORWEGIAN, ENGLISH])
    assert page.evaluate(ASK, [request]) == [json.loads(answer(json.dumps(request)))]
    assert {*fetched} == {*LANGUAGES}


def test_other_languages_are_fetched_where_the_own_knows_nothing(visitor: BrowserContext, site_server: str) -> None:
    page = visitor.new_page()
    fetched = fetched_by(page)
    opened(page, site_server, "ro")
    request = matching([*ROMANIAN, STRANGE])
    assert page.evaluate(ASK, [request]) == [json.loads(answer(json.dumps(request)))]
    assert {*fetched} == {*LANGUAGES}
