"""A translation knows the source it was made from, and says so when that has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_plugins.translations import (
    fingerprint,
    main,
    state,
    status,
    title,
    translations,
    with_notice,
    with_stamp,
)

GOLDEN = Path(__file__).parent / "golden"
CONTENT = GOLDEN / "content"


def test_every_page_has_a_state_in_each_language() -> None:
    states = {(one.language, one.page): one.state for one in translations(CONTENT)}
    assert states == {
        ("ro", "index.md"): "current",
        ("no", "index.md"): "outdated",
        ("ro", "about/translations.md"): "unstamped",
        ("no", "about/translations.md"): "current",
        ("ro", "cases/eyde.md"): "missing",
        ("no", "cases/eyde.md"): "orphan",
        ("ro", "learn/index.md"): "current",
        ("no", "learn/index.md"): "missing",
    }


def test_the_status_table_is_as_it_was_agreed() -> None:
    agreed = (GOLDEN / "status.no.html").read_text(encoding="utf-8")
    assert status(translations(CONTENT), CONTENT, "no") + "\n" == agreed


def test_the_status_table_leads_only_to_pages_that_readers_of_the_language_have() -> None:
    assert "cases/eyde/" in status(translations(CONTENT), CONTENT, "no")
    assert "<td>Eyde</td>" in status(translations(CONTENT), CONTENT, "ro")


def test_a_fingerprint_changes_with_the_body_alone() -> None:
    page = "---\ntitle: Waste\n---\n# Waste\n\nText.\n"
    assert fingerprint(page) == fingerprint(page.replace("title: Waste", "title: Other").replace("\n", "\r\n"))
    assert fingerprint(page) != fingerprint(page.replace("Text", "Texts"))


@pytest.mark.parametrize("front", ["", "---\ntitle: Avfall\n---\n", "---\nsource: 000000000000\ntitle: Avfall\n---\n"])
def test_a_stamp_stands_once_and_the_rest_is_kept(front: str, tmp_path: Path) -> None:
    source, translation = tmp_path / "en.md", tmp_path / "no.md"
    source.write_text("# Waste\n", encoding="utf-8")
    translation.write_text(with_stamp(front + "# Avfall\n", fingerprint("# Waste\n")), encoding="utf-8")
    written = translation.read_text(encoding="utf-8")
    assert state(source, translation) == "current"
    assert written.count("source:") == 1
    assert written.endswith("---\n# Avfall\n")
    assert ("title: Avfall" in written) == ("title" in front)


def test_a_stamp_of_digits_stays_text() -> None:
    assert 'source: "012345678912"' in with_stamp("# Avfall\n", "012345678912")
    assert 'source: "12345678e123"' in with_stamp("# Avfall\n", "12345678e123")


def test_the_command_stamps_and_then_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language, text in (("en", "# Waste\n"), ("ro", "# Deșeuri\n"), ("no", "# Avfall\n")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "waste.md").write_text(text, encoding="utf-8")
    assert main(["--content", str(tmp_path), "--stamp", str(tmp_path / "ro" / "waste.md")]) == 0
    capsys.readouterr()
    assert main(["--content", str(tmp_path)]) == 0
    assert capsys.readouterr().out.split() == ["current", "ro/waste.md", "unstamped", "no/waste.md"]


def test_a_title_is_given_or_the_first_heading() -> None:
    assert title("---\ntitle: Short\n---\n# Long { #top }\n") == "Short"
    assert title("# Long { #top }\n") == "Long"


def test_a_missing_page_shows_the_source_marked_as_english() -> None:
    html = with_notice("<h1>Learn</h1>", "missing", "no", "learn/", "no/learn/")
    assert 'class="notice"' in html
    assert '<a href="../../no/about/translations/">' in html
    assert '<div lang="en" data-pagefind-ignore="all">\n<h1>Learn</h1>' in html


def test_an_outdated_page_leads_to_its_source() -> None:
    html = with_notice("<h1>Lær</h1>", "outdated", "no", "learn/", "no/learn/")
    assert '<a href="../../learn/">' in html
    assert html.endswith("<h1>Lær</h1>")


def test_a_current_page_bears_no_notice() -> None:
    assert with_notice("<h1>Lær</h1>", "current", "no", "learn/", "no/learn/") == "<h1>Lær</h1>"
