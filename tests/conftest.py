"""What the tests share: the built site, a server for it, and a browser that notes what goes wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.chromium import executable
from tests.serving import serving

ROOT = Path(__file__).parent.parent
# A browser of its own would call home at every start; these keep it to the pages under test.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site."""
    folder = ROOT / "site"
    if not (folder / "index.html").exists():
        pytest.fail("The site is not built: run “make build” first.")
    return folder


@pytest.fixture(scope="session")
def site_server(site: Path) -> Iterator[str]:
    """The address of the built site, served under a sub-path; it ends in a slash."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, without windows where there is such a one; "make browser" sees to it that there is one."""
    path = executable()
    if path is None:
        pytest.fail("There is no Chromium: run “make browser”.")
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor who has never been here, with a wide screen."""
    visitor = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", accept_downloads=True
    )
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext, site_server: str) -> Iterator[Page]:
    """An empty page; the test fails when a request of any tab leaves the site, or an error reaches the console."""
    opened = context.new_page()
    strangers, errors = [], []
    context.on("request", lambda request: is_ours(request.url, site_server) or strangers.append(request.url))
    context.on("console", lambda message: message.type == "error" and errors.append(message.text))
    context.on("weberror", lambda error: errors.append(str(error.error)))
    opened.expected_errors = []  # type: ignore[attr-defined]
    yield opened
    assert not strangers, f"requests to other origins: {strangers}"
    expected = opened.expected_errors  # type: ignore[attr-defined]
    unexpected = [error for error in errors if not any(part in error for part in expected)]
    assert not unexpected, f"errors on the page: {unexpected}"


def is_ours(address: str, site: str) -> bool:
    """Whether a request stays on the origin of the site, or on no server at all."""
    origin = "/".join(site.split("/")[:3])
    return address.startswith((origin + "/", "data:", "blob:" + origin, "about:"))
