"""A template is compiled once, for all languages and later builds, until its text changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from site_plugins.templates import keep_compiled


class Refusing(Environment):
    """An environment that compiles nothing."""

    def _compile(self, source: str, filename: str) -> object:
        raise AssertionError(f"{filename} is compiled again")


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    first = keep_compiled(Environment(loader=DictLoader({"page": "Hello {{ name }}"})), tmp_path)
    assert first.get_template("page").render(name="Bodø") == "Hello Bodø"
    later = keep_compiled(Refusing(loader=DictLoader({"page": "Hello {{ name }}"})), tmp_path)
    assert later.get_template("page").render(name="Cluj") == "Hello Cluj"


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    keep_compiled(Environment(loader=DictLoader({"page": "Hello"})), tmp_path).get_template("page")
    changed = {"page": "Good day"}
    with pytest.raises(AssertionError):
        keep_compiled(Refusing(loader=DictLoader(changed)), tmp_path).get_template("page")
    assert keep_compiled(Environment(loader=DictLoader(changed)), tmp_path).get_template("page").render() == "Good day"
