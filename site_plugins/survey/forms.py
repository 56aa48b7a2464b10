"""The questionnaire as a form: readable and printable as it stands; the script keeps it and saves it as a file."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from site_plugins.languages import words, words_of
from site_plugins.settings import held
from site_plugins.survey.instrument import Instrument, Question


def form(instrument: Instrument, language: str) -> str:
    """The whole questionnaire: answers in one form, contact in another, so that they never meet."""
    sections = "".join(
        _section(place, section, instrument, language) for place, section in enumerate(instrument.sections, start=1)
    )
    return (
        f'<div id="survey" data-pagefind-ignore="all"><p class="survey-kept" role="status"></p>'
        f'<form class="survey-form" id="survey-answers" autocomplete="off">{sections}{_consent(language)}</form>'
        f"{_actions(language)}{_contact(instrument, language)}</div>"
        f"{held('survey-settings', _settings(instrument, language))}"
    )


def _section(place: int, section: str, instrument: Instrument, language: str) -> str:
    asked = [one for one in instrument.questions if one.section == section and one.kept != "contact"]
    title = escape(instrument.sections[section][language])
    return (
        f'<section class="survey-section" aria-labelledby="part-{section}">'
        f'<h2 id="part-{section}">{place}. {title}</h2>{"".join(_question(one, language) for one in asked)}</section>'
    )


def _question(one: Question, language: str) -> str:
    if one.type in ("number", "text"):
        return _FIELDS[one.type](one, language)
    note = f'<p class="survey-note">{escape(_said("several", language))}</p>' if one.type == "several" else ""
    css = " survey-scale" if one.type == "scale" else ""
    return (
        f'<fieldset class="survey-question{css}" data-question="{one.id}" data-type="{one.type}">'
        f"<legend>{escape(one.text[language])}</legend>{note}{''.join(_options(one, language))}</fieldset>"
    )


def _options(one: Question, language: str) -> Iterable[str]:
    box = "checkbox" if one.type == "several" else "radio"
    for option in one.options:
        step = f"{option.id} · " if one.type == "scale" else ""
        alone = " data-alone" if option.is_alone else ""
        yield (
            f'<label><input type="{box}" name="{one.id}" value="{option.id}"{alone}> '
            f"<span>{step}{escape(option.text[language])}</span></label>"
        )


def _number(one: Question, language: str) -> str:
    assert one.unit
    unit = escape(one.unit[language])
    return (
        f'<p class="survey-question" data-question="{one.id}" data-type="number" data-low="{one.low:g}" '
        f'data-high="{one.high:g}"><label for="q-{one.id}">{escape(one.text[language])}</label> '
        f'<input id="q-{one.id}" name="{one.id}" type="text" inputmode="decimal" '
        f'aria-describedby="u-{one.id} e-{one.id}"> <span id="u-{one.id}">{unit}</span>'
        f'<span class="survey-error" id="e-{one.id}" role="alert"></span></p>'
    )


def _text(one: Question, language: str) -> str:
    field = (
        f'<textarea id="q-{one.id}" name="{one.id}" rows="4" maxlength="2000"></textarea>'
        if one.kept == "words"
        else f'<input id="q-{one.id}" name="{one.id}" type="{"email" if one.id == "mail" else "text"}" maxlength="200">'
    )
    note = f'<span class="survey-note">{escape(_said("words", language))}</span>' if one.kept == "words" else ""
    return (
        f'<p class="survey-question" data-question="{one.id}" data-type="text">'
        f'<label for="q-{one.id}">{escape(one.text[language])}</label>{note}{field}</p>'
    )


_FIELDS = {"number": _number, "text": _text}


def _consent(language: str) -> str:
    return (
        f'<div class="survey-consent"><p>{escape(_said("consent.told", language))}</p>'
        f'<label><input type="checkbox" name="consent" id="survey-consent"> '
        f"<span>{escape(_said('consent', language))}</span></label></div>"
    )


def _actions(language: str) -> str:
    buttons = "".join(
        f'<button type="button" class="md-button{css}" id="survey-{name}">{escape(_said(name, language))}</button>'
        for name, css in (("save", " md-button--primary"), ("print", ""), ("clear", ""))
    )
    return (
        f'<p class="survey-actions" hidden>{buttons}</p><p class="survey-verdict" role="status"></p>'
        f"<noscript><p>{escape(_said('noscript', language))}</p></noscript>"
    )


def _contact(instrument: Instrument, language: str) -> str:
    fields = "".join(_question(one, language) for one in instrument.kept("contact"))
    return (
        f'<form class="survey-form survey-contact" id="survey-contact" autocomplete="on">'
        f"<h2>{escape(_said('contact', language))}</h2><p>{escape(_said('contact.told', language))}</p>{fields}"
        f'<p class="survey-actions" hidden><button type="button" class="md-button" id="survey-save-contact">'
        f"{escape(_said('save-contact', language))}</button></p>"
        '<p class="survey-verdict" role="status"></p></form>'
    )


def _settings(instrument: Instrument, language: str) -> dict[str, object]:
    """What the script has to know: its words, and which of the fields are free words."""
    return {
        "words": words_of("survey.js", language),
        "free": [question.id for question in instrument.kept("words")],
    }


def _said(key: str, language: str) -> str:
    return words(language)[f"survey.form.{key}"]
