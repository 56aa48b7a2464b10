"""HTML in Typst's language, as far as lessons use it: what it does not know is refused, not left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import lxml.html

SPACE = re.compile(r"[ \t\r\n\f]+")
WITHIN_NUMBER = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
AROUND = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "sub": "sub", "sup": "super"}
THROUGH = {"abbr", "span", "tbody", "figure", "section", "mark", "small"}
BOXES = {"question": "question", "answer": "answer", "sources": "sources", "admonition": "remark"}


def as_typst(html: str, pictures: Mapping[str, Path]) -> str:
    """A text in HTML as the same text for Typst; *pictures* are the drawings by their addresses, before any quoting.

    >>> as_typst('<p>CO₂ is a <strong>"gas"</strong></p>', {})
    '#par[#"CO₂ is a "#strong[#"\\\\"gas\\\\""]]'
    """
    return _blocks(lxml.html.fragment_fromstring(html, create_parent="div"), pictures).strip()


def quoted(text: str) -> str:
    """A text between quotation marks, as Typst reads it.

    >>> print(quoted('a "b" \\\\ c'))
    "a \\"b\\" \\\\ c"
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _inside(element: Any, pictures: Mapping[str, Path]) -> str:
    parts = [_words(element.text)]
    for part in element:
        parts += [_element(part, pictures), _words(part.tail)]
    return "".join(parts)


def _words(text: str | None) -> str:
    """A run of text; between blocks there is nothing but white space, which says nothing."""
    told = WITHIN_NUMBER.sub("\u00a0", SPACE.sub(" ", text or ""))
    return "" if not told else f"#{quoted(told)}"


def _blocks(element: Any, pictures: Mapping[str, Path]) -> str:
    """What stands in an element that holds blocks or words: white space between blocks is left out."""
    if any(part.tag in BLOCKS for part in element):
        for part in element:
            part.tail = part.tail if (part.tail or "").strip() else None
        element.text = element.text if (element.text or "").strip() else None
    return _inside(element, pictures)


def _element(element: Any, pictures: Mapping[str, Path]) -> str:
    tag = element.tag
    if tag in AROUND:
        return f"#{AROUND[tag]}[{_inside(element, pictures)}]"
    if tag in THROUGH and "blank" not in _classes(element):
        return _blocks(element, pictures)
    if tag not in WRITERS:
        raise ValueError(f"<{tag}> cannot be set in a handbook: teach it to site_plugins/course/markup.py")
    return WRITERS[tag](element, pictures)


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _blank(element: Any, pictures: Mapping[str, Path]) -> str:
    return "#blank"


def _paragraph(element: Any, pictures: Mapping[str, Path]) -> str:
    if element.find("img") is not None:
        return _inside(element, pictures)
    kind = next((name for name in ("facts", "note", "admonition-title") if name in _classes(element)), "")
    function = {"facts": "facts", "note": "note", "admonition-title": "strong"}.get(kind, "par")
    return f"#{function}[{_inside(element, pictures)}]"


def _heading(element: Any, pictures: Mapping[str, Path]) -> str:
    label = f" <{element.get('id')}>" if element.get("id") else ""
    return f"\n#heading(level: {element.tag[1]})[{_inside(element, pictures)}]{label}\n"


def _link(element: Any, pictures: Mapping[str, Path]) -> str:
    address = element.get("href", "")
    target = f"<{address[1:]}>" if address.startswith("#") else quoted(address)
    return f"#link({target})[{_inside(element, pictures)}]"


def _list(element: Any, pictures: Mapping[str, Path]) -> str:
    function = "list" if element.tag == "ul" else "enum"
    entries = "".join(f"[{_blocks(one, pictures)}], " for one in element.iterchildren("li"))
    return f"#{function}({entries})\n"


def _definitions(element: Any, pictures: Mapping[str, Path]) -> str:
    return "".join(
        f"#par[#strong[{_inside(one, pictures)}]]" if one.tag == "dt" else f"#pad(left: 1em)[{_blocks(one, pictures)}]"
        for one in element.iterchildren("dt", "dd")
    )


def _table(element: Any, pictures: Mapping[str, Path]) -> str:
    rows = list(element.iter("tr"))
    heads = [row for row in rows if row.getparent().tag == "thead"]
    head = "".join(_cells(row, pictures) for row in heads)
    body = "".join(_cells(row, pictures) for row in rows if row not in heads)
    return f"#table(columns: {len(rows[0])}, table.header({head}), {body})\n"


def _cells(row: Any, pictures: Mapping[str, Path]) -> str:
    return "".join(f"[{_blocks(cell, pictures)}], " for cell in row.iterchildren("th", "td"))


def _picture(element: Any, pictures: Mapping[str, Path]) -> str:
    drawing = pictures[unquote(element.get("src"))].read_text(encoding="utf-8")
    return f"#picture(bytes({quoted(drawing)}), {quoted(element.get('alt', ''))})"


def _box(element: Any, pictures: Mapping[str, Path]) -> str:
    function = next((BOXES[name] for name in _classes(element) if name in BOXES), "block")
    return f"#{function}[{_blocks(element, pictures)}]\n"


def _code(element: Any, pictures: Mapping[str, Path]) -> str:
    is_block = element.tag == "pre"
    return f"#raw({quoted(element.text_content())}, block: {str(is_block).lower()})"


WRITERS: Mapping[str, Callable[[Any, Mapping[str, Path]], str]] = {
    **{f"h{level}": _heading for level in range(1, 5)},
    **{"p": _paragraph, "a": _link, "ul": _list, "ol": _list, "dl": _definitions, "table": _table, "img": _picture},
    **{"div": _box, "blockquote": lambda one, pictures: f"#quote(block: true)[{_blocks(one, pictures)}]\n"},
    **{"details": lambda one, pictures: f"#remark[{_blocks(one, pictures)}]\n"},
    **{"summary": lambda one, pictures: f"#par[#strong[{_inside(one, pictures)}]]", "span": _blank},
    **{"br": lambda one, pictures: "#linebreak()", "hr": lambda one, pictures: "#line(length: 100%)"},
    **{"code": _code, "pre": _code},
}
BLOCKS = {
    "p",
    "ul",
    "ol",
    "dl",
    "table",
    "div",
    "blockquote",
    "pre",
    "details",
    "summary",
    "h1",
    "h2",
    "h3",
    "h4",
    "tr",
}
