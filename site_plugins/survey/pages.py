"""The survey on its pages: the form, the findings of what was taken in, and how they look on invented answers."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from site_plugins.languages import LANGUAGES, SOURCE, current_language, is_complete, way_to_root, words, words_of
from site_plugins.settings import held
from site_plugins.survey import answers, charts, findings, forms, instrument, shelf
from site_plugins.survey.charts import Finding

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

FORM = "<!-- survey:form -->"
TAKING = "<!-- survey:taking -->"
FINDINGS = re.compile(r"<!-- survey:(answers|demonstration) -->")
CHARTS = re.compile(r"<!-- survey:charts:(answers|demonstration):(\w+) -->")
FOLDER = "assets/survey"


class Survey(NamedTuple):
    """The instrument, and what it found: of real answers, and of the invented ones that show how it looks."""

    instrument: instrument.Instrument
    told: Mapping[str, answers.Told]
    found: Mapping[str, Sequence[Finding]]


def survey(folder: Path) -> Survey:
    """The survey as it stands in *folder*; raises TableError where a table is wrong."""
    asked = instrument.load(folder)
    told = {name: answers.load(folder / name, asked) for name in ("answers", "demonstration")}
    return Survey(asked, told, {name: charts.findings(asked, one) for name, one in told.items()})


def with_headings(markdown: str, whole: Survey, language: str, to_root: str) -> str:
    """A page with the state of the survey, and a heading for each section that has findings."""
    return FINDINGS.sub(lambda asked: _headings(asked[1], whole, language, to_root), markdown)


def _headings(name: str, whole: Survey, language: str, to_root: str) -> str:
    found = whole.found[name]
    if not found:
        return findings.state(whole.told[name], language)
    sections = [
        f"## {whole.instrument.sections[section][language]} {{ #{section} }}\n\n<!-- survey:charts:{name}:{section} -->"
        for section in findings.ORDER
        if any(one.question.section == section for one in found)
    ]
    return "\n\n".join([findings.state(whole.told[name], language), download(name, language, to_root), *sections])


def download(name: str, language: str, to_root: str) -> str:
    """The way to all figures as a file."""
    return f'<p><a href="{to_root}{_path(name, language)}" download>{escape(_said("csv", language))}</a></p>'


def with_charts(html: str, whole: Survey, language: str, to_root: str) -> str:
    """A page with the charts and the tables of each section in their places."""
    return CHARTS.sub(lambda asked: _charts(asked[1], asked[2], whole, language, to_root), html)


def _charts(name: str, section: str, whole: Survey, language: str, to_root: str) -> str:
    return "\n".join(
        _chart(name, one, language, to_root) for one in whole.found[name] if one.question.section == section
    )


def _chart(name: str, found: Finding, language: str, to_root: str) -> str:
    return findings.shown(found, language, f"{to_root}{_drawing(name, found, language)}", name == "demonstration")


def shipped(whole: Survey) -> Iterable[tuple[str, str]]:
    """The files that readers may download: in each language all figures, and each chart."""
    for name, found in whole.found.items():
        for language in LANGUAGES if found else ():
            yield _path(name, language), _csv(charts.lines(found, language, name == "demonstration"))
            for one in found:
                yield _drawing(name, one, language), charts.chart(one, language, name == "demonstration")


def _csv(lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([charts.CSV_COLUMNS, *lines])
    return "\ufeff" + text.getvalue()


def _path(name: str, language: str) -> str:
    return f"{FOLDER}/{name}-{language}.csv"


def _drawing(name: str, found: Finding, language: str) -> str:
    return f"{FOLDER}/{name}-{found.question.id}-{language}.svg"


def taking(language: str, to_root: str) -> str:
    """The place where files of respondents are taken in, and what its script has to know."""
    phrases = words_of("survey.taking", language)
    told = {"words": phrases, "door": {"shelf": to_root + _shelf_address(), "module": shelf.DOOR}}
    return (
        f'<div id="survey-taking" data-asks-matcher><noscript><p>{escape(phrases["noscript"])}</p></noscript></div>'
        f"{held('survey-taking-settings', told)}"
    )


def _said(key: str, language: str) -> str:
    return words(language)[f"survey.{key}"]


# What MkDocs calls.


@cache
def _survey(folder: Path) -> Survey:
    return survey(folder)


@cache
def _shelf() -> str:
    return shelf.shelf()


def _shelf_address() -> str:
    return f"{FOLDER}/taking-in-{hashlib.sha256(_shelf().encode()).hexdigest()[:12]}.json"


def _of(config: MkDocsConfig) -> Survey:
    return _survey(Path(config.docs_dir) / "data" / "survey")


def on_pre_build(config: MkDocsConfig) -> None:
    """Look anew, while one writes: a table may have changed."""
    if current_language(config) == SOURCE:
        _survey.cache_clear()
        _shelf.cache_clear()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the state of the survey and its headings where a page asks for them."""
    if not FINDINGS.search(markdown):
        return markdown
    return with_headings(markdown, _of(config), current_language(config), way_to_root(page))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the form, or the charts, where a page asks for them."""
    language = current_language(config)
    if FORM in html:
        return html.replace(FORM, forms.form(_of(config).instrument, language))
    if TAKING in html:
        return html.replace(TAKING, taking(language, way_to_root(page)))
    return with_charts(html, _of(config), language, way_to_root(page)) if CHARTS.search(html) else html


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files that readers may download."""
    if is_complete(config):
        for name, text in (*shipped(_of(config)), (_shelf_address(), _shelf())):
            file = Path(config.site_dir) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
