"""What the page *Take answers in* lays on a browser's shelf: this Python, its words, the questions and the tables."""

from __future__ import annotations

import json
from pathlib import Path

from site_plugins.languages import LANGUAGES, words

ROOT = Path(__file__).parent.parent.parent
DOOR = "site_plugins.survey.door"
MODULES = (
    "__init__",
    "edited_tables",
    "languages",
    "tables",
    "survey/__init__",
    "survey/answers",
    "survey/charts",
    "survey/counting",
    "survey/door",
    "survey/findings",
    "survey/instrument",
    "survey/taking_in",
)
TABLES = ("sections", "questions", "options", "units", "answers/answers", "answers/background", "answers/collected")


def shelf() -> str:
    """The files by their path in the repository, as JSON."""
    paths = [f"site_plugins/{name}.py" for name in MODULES] + [f"content/data/survey/{name}.csv" for name in TABLES]
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in paths}
    for language in LANGUAGES:
        own = {key: said for key, said in words(language).items() if key.startswith("survey.")}
        texts[f"site_plugins/wording/{language}.json"] = json.dumps(own, ensure_ascii=False)
    return json.dumps(texts, ensure_ascii=False)
