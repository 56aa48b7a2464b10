"""Where Pyodide would install packages: the page's archive has all that the matcher needs, so none is installed."""

from pathlib import PurePosixPath

from pyodide_js import loadedPackages  # type: ignore[import-not-found]  # noqa: F401  # Held for a memory image.

SITE_PACKAGES = PurePosixPath("/lib/python3.13/site-packages")
DSO_DIR = PurePosixPath("/usr/lib")


def init_loaded_packages() -> None:
    """None is loaded."""
