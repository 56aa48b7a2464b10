"""How easily a page reads is reckoned as the formula says, and no page reads harder than a newspaper."""

from __future__ import annotations

import pytest

from benchmarks.reading_ease import CONTENT, NEWSPAPERS, ease, measured, outlying, prose

PAGE = """---
title: Whey
---
# Whey { #top }
<!-- slide: Left out -->

Pigs like [whey](whey.md "Left out"). Biogas plants take it too!

| left | out |
|---|---|

- It is **perishable** ([1]).

[1]: https://example.org/left-out

## Sources { #sources }

1. Left out entirely.
"""


def test_only_sentences_are_read() -> None:
    assert "Left" not in prose(PAGE)
    assert (
        prose(PAGE).split()
        == "Pigs like [whey]. Biogas plants take it too! It is **perishable** ([1]).".replace("[1]", "").split()
    )


def test_words_a_sentence_and_long_words_make_up_the_figure() -> None:
    found = ease(PAGE, "whey.md")
    assert found.words == 11
    assert found.words_a_sentence == pytest.approx(11 / 3)
    assert found.long_in_a_hundred == pytest.approx(100 / 11)
    assert found.lix == pytest.approx(11 / 3 + 100 / 11)


def test_a_page_stands_apart_from_what_is_ordinary() -> None:
    assert outlying([20, 22, 24, 26, 28]) < 45
    assert outlying([20, 22, 24, 26, 28]) > 28


@pytest.mark.parametrize("language", NEWSPAPERS)
def test_no_page_reads_harder_than_a_newspaper(language: str) -> None:
    pages = list(measured(CONTENT / language))
    assert len(pages) > 50
    assert [page for page in pages if page.lix > NEWSPAPERS[language]] == []
