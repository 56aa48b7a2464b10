"""A page knows its address in each language, and search engines are told only of real translations."""

from __future__ import annotations

import re
from pathlib import Path

from site_plugins.languages import LANGUAGES, sitemap, versions, words

CONTENT = Path(__file__).parent / "golden" / "content"


def test_a_page_has_an_address_in_each_language_translated_or_not() -> None:
    found = versions("learn/index.md", "learn/", "https://hub.example/is/", CONTENT)
    assert [(one.tag, one.address, one.is_translated) for one in found] == [
        ("en", "https://hub.example/is/learn/", True),
        ("ro", "https://hub.example/is/ro/learn/", True),
        ("nb", "https://hub.example/is/no/learn/", False),
    ]


def test_the_sitemap_names_each_address_once_with_its_versions() -> None:
    head = '<link rel="canonical" href="https://hub.example/{0}"><link rel="alternate " hreflang="ro" href="https://hub.example/ro/">'
    pages = [head.format("b/"), head.format(""), head.format("b/"), "<p>A page without an address</p>"]
    written = sitemap(pages)
    assert re.findall("<loc>(.*?)</loc>", written) == ["https://hub.example/", "https://hub.example/b/"]
    assert written.count('hreflang="ro" href="https://hub.example/ro/"') == 2


def test_the_words_of_the_site_are_the_same_in_every_language() -> None:
    keys = [list(words(language)) for language in LANGUAGES]
    assert keys[0] == keys[1] == keys[2]
    blanks = [{key: re.findall(r"{\w+}", phrase) for key, phrase in words(language).items()} for language in LANGUAGES]
    assert blanks[0] == blanks[1] == blanks[2]
