"""Where the browser for the tests is; run as a program, it sees to it that there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DENIED = """No Chromium was found, and none could be installed.
Install Chromium or Chrome so that one of these is on the path: {names}; then run the tests again."""


def executable() -> str | None:
    """The path of a Chromium: on the system's path, else Playwright's own, else none."""
    return next(filter(None, map(shutil.which, NAMES)), None) or playwrights_own()


def playwrights_own() -> str | None:
    """The Chromium that ``playwright install chromium`` brought, if it is there."""
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def provide() -> str | None:
    """The path of a Chromium, installed if need be."""
    for attempt in (lambda: None, install_with_playwright, install_with_apt):
        attempt()
        if found := executable():
            return found
    return None


def install_with_playwright() -> None:
    """Ask Playwright for its Chromium; it needs a network and no special rights."""
    print("» No Chromium on the path: asking Playwright for one", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)


def install_with_apt() -> None:
    """Ask Debian for Chromium, where we are root there."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("» Installing Debian's chromium (a minute or two)", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *command], check=False, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Say which browser the tests will use; 1 when there is none."""
    found = provide()
    print(f"» Browser for the tests: {found}" if found else DENIED.format(names=", ".join(NAMES)))
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
