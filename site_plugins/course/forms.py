"""Questions as forms: each answer has its explanation at hand, and the script only uncovers it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from site_plugins.course.questions import Question
from site_plugins.languages import path_in, words, written


def form(one: Question, language: str, to_root: str) -> str:
    """A question with its answers; without a script it can be read, and its solution can be opened."""
    parts = [
        f"<legend>{_text(one.text[language])}</legend>",
        _way_to_the_matcher(one, language, to_root),
        *FIELDS[one.kind](one, language),
        _hint(one, language),
        f'<p class="question-actions"><button type="submit" class="md-button">{_said("check", language)}</button></p>',
        '<div class="question-verdict" role="status"></div>',
        _solution(one, language),
    ]
    return (
        f'<form class="question" data-id="{escape(one.id)}" data-kind="{one.kind}" data-pagefind-ignore="all">'
        f"<fieldset>{''.join(parts)}</fieldset></form>"
    )


def told(one: Question, language: str) -> dict[str, object]:
    """A question as the assessment's script reads it."""
    return {
        "id": one.id,
        "lesson": one.lesson,
        "kind": one.kind,
        "text": one.text[language],
        "options": [
            {"text": option.text[language], "right": option.is_right, "because": option.because[language]}
            for option in one.options
        ],
        "number": {"value": one.figure.value, "within": one.figure.within, "unit": one.figure.unit[language]}
        if one.figure
        else None,
        "because": one.because[language] if one.because else "",
    }


def _text(text: str) -> str:
    return escape(text, quote=False)


def _said(key: str, language: str) -> str:
    return escape(words(language)[f"course.{key}"])


def _options(one: Question, language: str) -> Iterable[str]:
    box = "checkbox" if one.kind == "many" else "radio"
    if one.kind == "many":
        yield f'<p class="question-note">{_said("several", language)}</p>'
    for place, option in enumerate(one.options):
        yield (
            f'<div class="question-option" data-right="{json.dumps(option.is_right)}">'
            f'<label><input type="{box}" name="{escape(one.id)}" value="{place}"> '
            f"<span>{_text(option.text[language])}</span></label>"
            f'<p class="question-because" hidden>{_text(option.because[language])}</p></div>'
        )


def _number(one: Question, language: str) -> Iterable[str]:
    assert one.figure is not None
    yield (
        f'<p><label class="question-number" data-value="{one.figure.value}" data-within="{one.figure.within}">'
        f'<span>{_said("number", language)}</span> <input type="text" inputmode="decimal" autocomplete="off"> '
        f"<span>{_text(one.figure.unit[language])}</span></label></p>"
    )


def _sort(one: Question, language: str) -> Iterable[str]:
    choices = "".join(
        f'<option value="{escape(box)}">{_text(text[language])}</option>' for box, text in (one.boxes or {}).items()
    )
    for thing in one.things:
        yield (
            f'<div class="question-thing" data-box="{escape(thing.box)}">'
            f"<label><span>{_text(thing.text[language])}</span> "
            f'<select><option value="">{_said("choose", language)}</option>{choices}</select></label>'
            f'<p class="question-because" hidden>{_text(thing.because[language])}</p></div>'
        )


def _way_to_the_matcher(one: Question, language: str, to_root: str) -> str:
    if not one.example:
        return ""
    address = f"{to_root}{path_in(language, 'map/')}?example={one.example}"
    return f'<p><a class="md-button" href="{escape(address)}" target="_blank">{_said("open", language)}</a></p>'


def _hint(one: Question, language: str) -> str:
    return f'<p class="question-hint" hidden>{_text(one.hint[language])}</p>' if one.hint else ""


def _solution(one: Question, language: str) -> str:
    """What is right and why, to be opened after a try, or at once where there is no script."""
    right = [option.text[language] for option in one.options if option.is_right]
    if one.figure:
        right = [f"{written(one.figure.value, language)} {one.figure.unit[language]}"]
    if one.boxes:
        right = [f"{thing.text[language]} → {one.boxes[thing.box][language]}" for thing in one.things]
    because = f"<p>{_text(one.because[language])}</p>" if one.because else ""
    lines = "".join(f"<li>{_text(line)}</li>" for line in right)
    return (
        f'<details class="question-solution"><summary>{_said("solution", language)}</summary>'
        f"<ul>{lines}</ul>{because}</details>"
    )


FIELDS = {"one": _options, "many": _options, "number": _number, "sort": _sort}
