"""The styles and scripts that only some pages use: each page gets those for which something stands in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_plugins.languages import way_to_root

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

# Each file under assets/, and what it is for, as it stands in a page.
USES = {
    "css/cases.css": re.compile(r'class="case-'),
    "css/course.css": re.compile(r'class="(?:question|course-|lesson-|assessment-|handouts)'),
    "css/explore.css": re.compile(r'id="explorer"'),
    "css/files.css": re.compile(r'id="(?:assessment-desk|assessment-practical|course-progress|survey-taking)"'),
    "css/filters.css": re.compile(r'class="filter'),
    "css/funding.css": re.compile(r'class="funding'),
    "css/glossary.css": re.compile(r'class="(?:term|glossary)"'),
    "css/stakeholders.css": re.compile(r'id="stakeholders"'),
    "css/survey.css": re.compile(r'(?:id|class)="survey-'),
    "css/toolbox.css": re.compile(r'class="(?:scorecard|readiness|print-cards)'),
    "js/cases.js": re.compile(r'class="case-map"'),
    "js/course.js": re.compile(r'class="(?:question|lesson-)|data-lesson-state'),
    "js/course/assessment.js": re.compile(r'id="assessment-paper"'),
    "js/course/desk.js": re.compile(r'id="assessment-desk"'),
    "js/course/progress.js": re.compile(r'id="course-progress"'),
    "js/explore.js": re.compile(r'id="explorer"'),
    "js/filters.js": re.compile(r'class="filtered'),
    "js/glossary.js": re.compile(r'class="term"'),
    "js/stakeholders.js": re.compile(r'id="stakeholders"'),
    "js/survey.js": re.compile(r'id="survey-settings"'),
    "js/survey-taking.js": re.compile(r'id="survey-taking"'),
    "js/toolbox.js": re.compile(r'class="(?:scorecard|readiness)'),
}


def with_assets(html: str, to_root: str) -> str:
    """The page with the files in its head that it has a use for."""
    used = (_tag(f"{to_root}assets/{name}") for name, use in USES.items() if use.search(html))
    return html.replace("</head>", f"{''.join(used)}</head>", 1)


def _tag(address: str) -> str:
    if address.endswith(".css"):
        return f'<link rel="stylesheet" href="{address}">'
    return f'<script type="module" src="{address}"></script>'


# What MkDocs calls.


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the page its own styles and scripts."""
    return with_assets(output, way_to_root(page))
