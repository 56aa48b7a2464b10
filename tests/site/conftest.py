"""What several tests of the site need."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_plugins.course.downloads import CACHE, faces


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The folder of the hub's fonts as slides and handbooks take them."""
    CACHE.mkdir(parents=True, exist_ok=True)
    return faces(CACHE)
