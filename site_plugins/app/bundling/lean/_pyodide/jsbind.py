"""How functions of JavaScript are called: all in the same way, since the page gives none a signature of its own."""

from typing import Any

from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default  # type: ignore[import-not-found]


class no_default:  # noqa: N801 (the interpreter looks for this name)
    """Stands where a parameter has no default."""


def _any(*arguments: Any, **named: Any) -> None:
    pass


default_signature = JsFuncSignature(
    _any, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)
