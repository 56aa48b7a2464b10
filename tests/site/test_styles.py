"""A page asks for one style sheet, which holds all of them, and for fonts no larger than the letters it needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from site_plugins.fonts import FACES, PACKAGES, cut
from site_plugins.styles import FILE, join, with_one_sheet, with_own_sheets

ROOT = Path(__file__).parent.parent.parent
LINK = '<link rel="stylesheet" href="../assets/{}.css">\n'


def test_other_sheets_of_a_page_stay_where_they_are() -> None:
    html = LINK.format("css/a") + LINK.format("own") + LINK.format("css/b")
    assert with_one_sheet(html, ["assets/css/?.css"]) == LINK.format("css/all") + LINK.format("own")


def test_a_sheet_that_a_page_has_besides_stands_in_it(tmp_path: Path) -> None:
    (tmp_path / "assets" / "css").mkdir(parents=True)
    (tmp_path / "assets" / "css" / "own.css").write_text(".own {}", encoding="utf-8")
    html = LINK.format("css/all") + LINK.format("css/own") + LINK.format("map/view-1/app")
    assert with_own_sheets(html, tmp_path) == (
        LINK.format("css/all") + "<style>.own {}</style>\n" + LINK.format("map/view-1/app")
    )


def test_sheets_are_joined_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "assets" / "css").mkdir(parents=True)
    for name in "ab":
        (tmp_path / "assets" / "css" / f"{name}.css").write_text(f".{name} {{}}", encoding="utf-8")
    join(tmp_path, ["assets/css/b.css", "assets/css/a*.css"])
    assert (tmp_path / FILE).read_text(encoding="utf-8") == ".b {}\n.a {}"


@pytest.mark.parametrize("family", FACES)
def test_a_cut_font_has_the_romanian_letters_and_little_else(family: str, tmp_path: Path) -> None:
    whole = ROOT / PACKAGES / family / "files" / f"{family}-latin-ext-wght-normal.woff2"
    cut(whole, tmp_path / "cut.woff2")
    assert set("ăĂșȘțȚ") <= {chr(code) for code in TTFont(tmp_path / "cut.woff2").getBestCmap()}
    assert (tmp_path / "cut.woff2").stat().st_size < min(15_000, whole.stat().st_size)


@pytest.mark.site
def test_every_page_asks_for_one_sheet_of_those_that_all_need(site: Path) -> None:
    for path in site.rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        assert html.count(FILE) == 1, path
        assert "assets/css/hub.css" not in html, path
        assert "assets/stylesheets/" not in html, path


@pytest.mark.site
def test_sheets_that_stand_in_the_pages_lie_nowhere_else(site: Path) -> None:
    assert {path.name for path in (site / FILE).parent.glob("*.css")} == {"all.css", "deck.css", "hub.css"}
