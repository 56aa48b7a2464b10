"""The checker of links finds what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.links import broken_links, place


@pytest.mark.parametrize(
    ("path", "page", "file"),
    [
        ("", "ro/learn/index.html", "ro/learn/index.html"),
        ("./", "ro/learn/index.html", "ro/learn/index.html"),
        ("../..", "ro/learn/index.html", "index.html"),
        ("../../", "ro/learn/index.html", "index.html"),
        ("../about/", "ro/learn/index.html", "ro/about/index.html"),
        ("/ro/", "404.html", "ro/index.html"),
        ("../assets/hub.css", "learn/index.html", "assets/hub.css"),
    ],
)
def test_an_address_stands_for_a_file(path: str, page: str, file: str) -> None:
    assert place(path, page) == file


def test_a_missing_page_and_a_missing_anchor_are_found(tmp_path: Path) -> None:
    (tmp_path / "learn").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="learn/">a</a><a href="learn/#what">b</a><a href="learn/#nowhere">c</a><a href="gone/">d</a>'
        '<a href="https://elsewhere.example/">e</a><a href="https://hub.example/gone/">f</a>',
        encoding="utf-8",
    )
    (tmp_path / "learn" / "index.html").write_text('<h1 id="what">What</h1><a href="..">home</a>', encoding="utf-8")
    assert broken_links(tmp_path, "https://hub.example/") == [
        "index.html: learn/#nowhere",
        "index.html: gone/",
        "index.html: https://hub.example/gone/",
    ]
