"""The glossary: complete in three languages, one word a concept, and links only where a text uses a term."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from site_plugins.edited_tables import TableError
from site_plugins.glossary import Marker, Term, faults, listed, terms
from site_plugins.languages import LANGUAGES
from tests.site.spoiling import fault, spoil

TABLE = Path(__file__).parent.parent.parent / "content" / "data" / "glossary.csv"


def term(name: str, *forms: str, is_marked: bool = True) -> Term:
    return Term(name.lower(), name, (name, *forms), f"What {name} means.", "", is_marked, ())


def test_there_are_enough_terms_and_each_is_complete() -> None:
    assert list(faults(TABLE)) == []
    assert len(terms(TABLE, "en")) >= 120


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("adr,yes", "adr,perhaps", "line 2: “marked” cannot be “perhaps”. Put yes or no."),
        ("adr,yes,ADR", "adr,yes,", "line 2: “en” is empty. Fill it in."),
        ("means_ro", "sens", "line 1: the column “means_ro” is missing."),
    ],
)
def test_a_fault_is_told_with_its_line_and_cure(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    file = Path(shutil.copy(TABLE, tmp_path))
    spoil(file, right, wrong)
    with pytest.raises(TableError, match=fault("glossary.csv", told)):
        terms(file, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_for_two_concepts(language: str) -> None:
    owners = Counter(form for one in terms(TABLE, language) for form in {form.casefold() for form in one.forms})
    assert [form for form, count in owners.items() if count > 1] == []


def test_the_alphabet_is_the_readers_own() -> None:
    last = [one.name for one in terms(TABLE, "no")][-2:]
    assert [name[0] for name in last] == ["ø", "å"]


def test_only_the_first_place_of_a_term_becomes_a_link() -> None:
    html = Marker([term("slag", "slags")]).marked("<p>Slag here, and slags there.</p>", "../glossary/")
    assert html.count("<a ") == 1
    assert '<a class="term" href="../glossary/#slag" data-says="What slag means.">Slag</a> here' in html


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Slag</h2>",
        '<p><a href="x">slag</a></p>',
        "<p><code>slag</code></p>",
        "<form><p>Is slag a waste?</p></form>",
        "<p>slagging and 2slag</p>",
        "<!-- slag -->",
        '<img alt="slag">',
        '<h2 id="sources">Sources</h2><p>Journal of slag, 2010</p>',
    ],
)
def test_other_places_are_left_as_they_are(html: str) -> None:
    assert Marker([term("slag")]).marked(html, "") == html


def test_the_longest_term_wins_and_a_common_word_is_not_marked() -> None:
    html = Marker([term("waste"), term("waste heat"), term("have", is_marked=False)]).marked(
        "<p>We have waste heat.</p>", ""
    )
    assert ">waste heat</a>" in html
    assert "#have" not in html


def test_an_abbreviation_is_told_by_its_capitals() -> None:
    marker = Marker([term("COD")])
    assert marker.marked("<p>Fresh cod.</p>", "") == "<p>Fresh cod.</p>"
    assert "#cod" in marker.marked("<p>A COD of 400 mg/l.</p>", "")


def test_after_a_link_terms_are_found_again() -> None:
    assert "#slag" in Marker([term("slag")]).marked('<p><a href="x">ash</a> and slag<br></p>', "")


def test_what_a_cell_holds_is_shown_as_text() -> None:
    one = Term("a", "A <b>", ("A <b>",), "<script>", "", is_marked=True, others=(("ro", "<i>"),))
    assert "<b>" not in listed([one], "en")
    assert "<script>" not in listed([one], "en")
