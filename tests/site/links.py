"""Where the links of the built pages lead: every address and every anchor within the site must be there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src", "source": "src"}


@dataclass
class Anatomy(HTMLParser):
    """The ids of one page and the addresses that it names, as a parser collects them."""

    ids: set[str] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.update(given[key] for key in ("id", "name") if given.get(key))  # type: ignore[misc]
        if address := given.get(ADDRESSES.get(tag, "")):
            self.addresses.append(address)


def anatomy(page: Path) -> Anatomy:
    """What stands in one built page."""
    parser = Anatomy()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def broken_links(site: Path, own: str) -> list[str]:
    """Each link of the built *site* (whose address is *own*) that leads nowhere: the page, and the link."""
    pages = {path.relative_to(site).as_posix(): anatomy(path) for path in sorted(site.rglob("*.html"))}
    return [
        f"{page}: {address}"
        for page, parts in pages.items()
        for address in dict.fromkeys(parts.addresses)
        if not leads_somewhere(address, page, pages, site, own)
    ]


def leads_somewhere(address: str, page: str, pages: Mapping[str, Anatomy], site: Path, own: str) -> bool:
    """Whether *address*, named on *page*, is elsewhere, or a file here, with its anchor."""
    target = urlsplit("/" + address.removeprefix(own) if address.startswith(own) else address)
    if target.scheme or target.netloc:
        return True
    path = place(unquote(target.path), page)
    if path not in pages:
        return (site / path).is_file()
    anchor = unquote(target.fragment)
    is_told_to_a_script = "=" in anchor  # As in "#resource=whey": no heading has such an anchor.
    return not anchor or is_told_to_a_script or anchor in pages[path].ids


def place(path: str, page: str) -> str:
    """The file of the site that *path*, named on *page*, stands for."""
    whole = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(page), path)
    tidy = posixpath.normpath(whole) if path else page
    is_folder = path.endswith("/") or tidy == "." or posixpath.basename(path) in (".", "..")
    return posixpath.join(tidy, "index.html").removeprefix("./") if is_folder else tidy


def strangers(site: Path) -> Iterator[str]:
    """Each resource (not a link to follow) that a page would fetch from another server."""
    for page in sorted(site.rglob("*.html")):
        for element, address in resources(page):
            if urlsplit(address).netloc:
                yield f"{page.relative_to(site)}: {element} {address}"


@dataclass
class Resources(HTMLParser):
    """What one page fetches by itself."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_fetched = tag != "link" or (given.get("rel") or "").strip() not in ("canonical", "alternate", "prev", "next")
        if tag != "a" and is_fetched and (address := given.get(ADDRESSES.get(tag, ""))):
            self.found.append((tag, address))


def resources(page: Path) -> list[tuple[str, str]]:
    """The elements of *page* that fetch something, each with its address."""
    parser = Resources()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.found
