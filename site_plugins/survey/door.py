"""The survey's door for a browser: the files of respondents in; tables, faults and findings out, all as JSON text."""

from __future__ import annotations

import json
from typing import Any

from site_plugins.survey import answers, charts, findings, instrument
from site_plugins.survey.instrument import DATA
from site_plugins.survey.taking_in import Fault, Sent, sentence, taken_in


def answer(request: str) -> str:
    """The answer to ``{language, files: [{name, text}], is_added, until}``.

    ``{taken, all, faults, notes, tables: {name: text}, state, findings}``: a fault is ``{file, question, text}``, the
    findings are HTML of the instrument's own texts and of counts, with nothing in it that somebody sent.
    """
    asked = json.loads(request)
    language = asked["language"]
    known = instrument.load(DATA)
    files = [Sent(file["name"], file["text"]) for file in asked["files"]]
    found = taken_in(files, DATA / "answers", known, asked["until"], is_added=asked["is_added"])
    told = answers.told_by(found.respondents, known, asked["until"])
    return json.dumps(
        {
            "taken": len(found.taken),
            "all": len(found.respondents),
            "faults": [_plain(fault, known, language) for fault in found.faults],
            "notes": [_plain(note, known, language) for note in found.notes],
            "tables": dict(found.tables),
            "state": findings.state(told, language) if told.respondents else "",
            "findings": findings.all_shown(known, charts.findings(known, told), language),
        },
        ensure_ascii=False,
    )


def _plain(fault: Fault, known: instrument.Instrument, language: str) -> dict[str, Any]:
    asked = next((one.text[language] for one in known.questions if one.id == fault.question), fault.question)
    return {"file": fault.file, "question": asked, "text": sentence(fault, language)}
