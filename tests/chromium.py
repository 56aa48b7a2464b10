"""Where the browser for the tests is; run as a program, it sees to it that there is one.

The tests take a Chromium without windows, which opens a page in half the time. With ``--whole`` it is a Chromium as
visitors have it, which the benchmarks measure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DENIED = """No Chromium was found, and none could be installed.
Install Chromium or Chrome so that one of these is on the path: {names}; then run the tests again."""


def executable() -> str | None:
    """The path of the Chromium for the tests: one without windows where there is one, else a whole one, else none."""
    return shell() or whole()


def shell() -> str | None:
    """The path of a Chromium without windows: on the system's path, else Playwright's own, else none."""
    return next(filter(None, map(shutil.which, SHELLS)), None) or playwrights_shell(playwrights_own())


def playwrights_own() -> Path:
    """Where ``playwright install chromium`` puts its Chromium, be it there or not."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def whole(playwrights: Callable[[], Path] = playwrights_own) -> str | None:
    """The path of a Chromium with windows: on the system's path, else Playwright's own, else none.

    Who has Playwright running already tells by *playwrights* where that puts its own.
    """
    if found := next(filter(None, map(shutil.which, WHOLE)), None):
        return found
    own = playwrights()
    return str(own) if own.exists() else None


def playwrights_shell(own: Path) -> str | None:
    """The Chromium without windows, of which Playwright tells only that it lies in a folder beside its *own* one."""
    [folder] = [folder for folder in own.parents if folder.name.startswith("chromium-")]
    beside = folder.with_name(folder.name.replace("chromium-", "chromium_headless_shell-"))
    found = sorted(path for path in beside.glob("*/*headless*shell*") if path.suffix in ("", ".exe"))
    return str(found[0]) if found else None


def provide(wanted: Callable[[], str | None], option: str, package: str) -> str | None:
    """The path of the Chromium that is *wanted*, installed if need be; any other where it cannot be had."""
    for attempt in (lambda: None, lambda: install_with_playwright(option), lambda: install_with_apt(package)):
        attempt()
        if found := wanted():
            return found
    return executable()


def install_with_playwright(option: str) -> None:
    """Ask Playwright for its Chromium; it needs a network and no special rights."""
    print("» Asking Playwright for a Chromium", flush=True)
    command = [sys.executable, "-m", "playwright", "install", option, "chromium"]
    subprocess.run(command, check=False, capture_output=True)


def install_with_apt(package: str) -> None:
    """Ask Debian for Chromium, where we are root there."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"» Installing Debian's {package} (a minute or two)", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", package]):
        subprocess.run(["apt-get", "-qq", *command], check=False, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Say which browser there is; 1 when there is none."""
    if sys.argv[1:] == ["--whole"]:
        found = provide(whole, "--no-shell", "chromium")
    else:
        found = provide(shell, "--only-shell", "chromium-headless-shell")
    print(f"» Browser: {found}" if found else DENIED.format(names=", ".join((*SHELLS, *WHOLE))))
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
