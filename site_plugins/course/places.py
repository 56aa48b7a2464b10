"""Where the files that go with the course stand, from the root of the site."""

from __future__ import annotations

from site_plugins.course.lessons import Lesson
from site_plugins.languages import path_in


def slides_file(lesson: Lesson, language: str) -> str:
    """A lesson's slides for PowerPoint.

    >>> slides_file(Lesson("learn/module-1/heat.md", "module-1", 3, 60), "ro")
    'ro/learn/module-1/heat/catalyst-module-1-3-ro.pptx'
    """
    return path_in(language, f"{lesson.page.removesuffix('.md')}/catalyst-{lesson.key}-{language}.pptx")


def slides_page(lesson: Lesson, language: str) -> str:
    """The page that shows a lesson's slides.

    >>> slides_page(Lesson("learn/module-1/heat.md", "module-1", 3, 60), "en")
    'learn/module-1/heat/slides.html'
    """
    return path_in(language, f"{lesson.page.removesuffix('.md')}/slides.html")


def handbook_file(module: str, language: str, kind: str) -> str:
    """A module's handbook as a file of a *kind*, which is its suffix.

    >>> handbook_file("module-1", "no", "pdf")
    'no/learn/catalyst-module-1-no.pdf'
    """
    return path_in(language, f"learn/catalyst-{module}-{language}.{kind}")
