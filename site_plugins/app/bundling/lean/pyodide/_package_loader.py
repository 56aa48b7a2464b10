"""Where Pyodide would install packages: the page's archive has all that the matcher needs, so none is installed."""

from pathlib import PurePosixPath

SITE_PACKAGES = PurePosixPath("/lib/python3.13/site-packages")
DSO_DIR = PurePosixPath("/usr/lib")


def init_loaded_packages() -> None:
    """None is loaded."""
