"""The built site as a visitor, a search engine and a strict browser find it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.site.links import broken_links, strangers

pytestmark = pytest.mark.site

TAGS = {"en": "en", "ro": "ro", "no": "nb"}
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
HREFLANG = re.compile(r'<link rel="alternate " hreflang="([^"]+)" href="([^"]+)">')
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def language_of(page: Path, site: Path) -> str:
    first = page.relative_to(site).parts[0]
    return first if first in TAGS else "en"


def pages(site: Path) -> Iterator[tuple[Path, str]]:
    """Each page of the site, with its HTML."""
    for path in sorted(site.rglob("index.html")):
        yield path, path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def own(site: Path) -> str:
    """The address that the site was built for."""
    found = CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    assert found
    return found[1]


def test_every_link_and_anchor_leads_somewhere(site: Path, own: str) -> None:
    assert broken_links(site, own) == []


def test_no_page_fetches_anything_from_another_server(site: Path) -> None:
    assert list(strangers(site)) == []


def test_style_sheets_fetch_nothing_from_another_server(site: Path) -> None:
    sheets = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    assert len(sheets) >= 3
    assert not [path for path, text in sheets.items() if re.search(r"url\(['\"]?(https?:)?//|@import", text)]


def test_every_page_names_its_language(site: Path) -> None:
    for path, html in pages(site):
        assert f'<html lang="{TAGS[language_of(path, site)]}"' in html, path


def test_every_page_names_its_versions_absolutely(site: Path, own: str) -> None:
    for path, html in pages(site):
        versions = dict(HREFLANG.findall(html))
        assert {"en", "x-default"} <= versions.keys() <= {"en", "ro", "nb", "x-default"}, path
        assert versions["x-default"] == versions["en"], path
        for address in versions.values():
            assert address.startswith(own), path
            assert (site / address.removeprefix(own) / "index.html").is_file(), path


def test_versions_name_each_other(site: Path, own: str) -> None:
    by_address = {CANONICAL.search(html)[1]: dict(HREFLANG.findall(html)) for _, html in pages(site)}  # type: ignore[index]
    for address, versions in by_address.items():
        assert address in versions.values()
        assert all(by_address[other] == versions for other in versions.values())


def test_the_sitemap_lists_every_translated_page_once(site: Path) -> None:
    tree = ElementTree.parse(site / "sitemap.xml")
    listed = [element.text for element in tree.findall("s:url/s:loc", NAMES)]
    assert sorted(listed) == sorted({CANONICAL.search(html)[1] for _, html in pages(site)})  # type: ignore[index, type-var]
    assert not (site / "sitemap.xml.gz").exists()


def test_the_page_for_missing_pages_speaks_three_languages_and_stands_anywhere(site: Path, own: str) -> None:
    html = (site / "404.html").read_text(encoding="utf-8")
    assert re.findall(r'<section lang="(\w+)">', html) == ["en", "ro", "nb"]
    root = re.sub(r"^https?://[^/]+", "", own)
    addresses = re.findall(r'(?:href|src)="([^"#]+)"', html)
    assert addresses
    assert not [address for address in addresses if not address.startswith(root)]


def test_the_policy_allows_exactly_the_scripts_of_the_page(site: Path) -> None:
    for path in [*site.rglob("index.html"), site / "404.html"]:
        html = path.read_text(encoding="utf-8")
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
        assert policy, path
        assert "default-src 'none'" in policy[1]
        scripts = re.findall(r"<script(?: type=\"module\")?>(.*?)</script>", html, re.DOTALL)
        digests = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
        assert set(re.findall(r"'sha256-([^']+)'", policy[1])) == digests, path


def test_no_page_has_event_handlers_in_its_markup(site: Path) -> None:
    for path, html in pages(site):
        assert not re.search(r"<[^>]+\son\w+=\"", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)), path


def test_each_language_has_an_index_of_its_own(site: Path) -> None:
    entry = (site / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8")
    assert set(re.findall(r'"(\w\w)":\{"hash"', entry.replace(" ", ""))) == {"en", "ro", "nb"}
