"""A table of HTML: the hub's own tables need no Markdown, which would read every cell of them letter by letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table out of cells that are HTML already.

    >>> print(table(["Page"], [["<b>Learn</b>"]]))
    <table>
    <thead>
    <tr><th>Page</th></tr>
    </thead>
    <tbody>
    <tr><td><b>Learn</b></td></tr>
    </tbody>
    </table>
    """
    body = (_row("td", cells) for cells in rows)
    return "\n".join(["<table>", "<thead>", _row("th", heading), "</thead>", "<tbody>", *body, "</tbody>", "</table>"])


def _row(element: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{element}>{cell}</{element}>' for cell in cells)}</tr>"
