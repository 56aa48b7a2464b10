"""What the survey found, as a page shows it: how many answered, and each question as a chart with its table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from site_plugins.languages import words
from site_plugins.survey import answers, charts, counting, instrument
from site_plugins.survey.charts import Finding

# What readers compare comes first.
ORDER = ("limitations", "practice", "resources", "collaboration", "future", "park", "respondent", "feedback")


def state(told: answers.Told, language: str) -> str:
    """How many have answered, country by country; or that nobody has."""
    if not told.respondents:
        return f"**{_said('none', language)}**"
    counts = {
        country: told.respondents.get(country, 0) if told.respondents.get(country, 0) >= counting.LEAST else None
        for country in charts.COUNTRIES
    }
    listed = ", ".join(
        _said("count", language).format(
            country=_said(f"country.{country}", language),
            count=_said("cell.nobody", language).format(least=counting.LEAST) if count is None else count,
        )
        for country, count in counts.items()
    )
    return _said("state", language).format(listed=listed, until=told.until)


def shown(found: Finding, language: str, address: str = "", is_demonstration: bool = False) -> str:
    """A finding as chart and table, and the way to its chart as a file where it has an *address*."""
    drawn = charts.chart(found, language, is_demonstration)
    if address:
        way = f'<a href="{address}" download>{escape(_said("svg", language))}</a>'
        drawn += f'<p class="survey-download">{way}</p>'
    is_several = found.question.type == "several"
    note = f'<p class="survey-note">{escape(_said("several.note", language))}</p>' if is_several else ""
    return (
        f'<section class="survey-finding" aria-labelledby="f-{found.question.id}">'
        f'<h3 id="f-{found.question.id}">{escape(found.question.text[language])}</h3>{note}'
        f'<div class="survey-pair"><div>{drawn}</div><div>{charts.figures(found, language)}</div></div></section>'
    )


def all_shown(asked: instrument.Instrument, found: Sequence[Finding], language: str) -> str:
    """All findings, section by section, as a page shows them."""
    return "".join(
        f"<h2>{escape(asked.sections[section][language])}</h2>"
        + "".join(shown(one, language) for one in found if one.question.section == section)
        for section in ORDER
        if any(one.question.section == section for one in found)
    )


def _said(key: str, language: str) -> str:
    return words(language)[f"survey.{key}"]
