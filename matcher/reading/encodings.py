"""Bytes to text: which character encoding a file was written in, where nobody says so."""

from __future__ import annotations

import codecs

from matcher.model import Language, Problem
from matcher.reading.sheet import notice

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Names as a spreadsheet program shows them when it opens or saves a text file.
EIGHT_BIT = {"cp1250": "Windows-1250", "cp1252": "Windows-1252", "iso8859-16": "ISO 8859-16"}
LETTERS = {"ro": frozenset("ăâîșțşţĂÂÎȘȚŞŢ"), "no": frozenset("æøåÆØÅéèôòüöäÉÖÄÜ")}
SIGNS = frozenset("„“”‘’–—…°²³×½±µ€§«»·•\xa0")
TO_COMMA_BELOW = str.maketrans("şţŞŢ", "șțȘȚ")
SAMPLE = 200_000


def decoded(content: bytes, language: Language) -> tuple[str, tuple[Problem, ...]]:
    """The text of *content*, and a notice where its encoding was a guess.

    *language* decides between encodings that explain the bytes equally well.
    """
    wide = told_by_bytes(content)
    if wide:
        return _with_losses(content, wide)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guessed(content, language)


def told_by_bytes(content: bytes) -> str:
    """The encoding that a byte-order mark or the zero bytes of *content* tell for certain, or an empty string."""
    return next((name for mark, name in MARKS if content.startswith(mark)), "") or _wide(content)


def _guessed(content: bytes, language: Language) -> tuple[str, tuple[Problem, ...]]:
    if _is_mostly_utf8(content):
        return _with_losses(content, "utf-8")
    order = ("cp1250", "iso8859-16", "cp1252") if language == "ro" else ("cp1252", "cp1250", "iso8859-16")
    encoding = max(order, key=lambda name: _likelihood(content[:SAMPLE], name))
    text = content.decode(encoding, errors="replace")
    text = text.translate(TO_COMMA_BELOW) if encoding == "cp1250" else text
    return text, (notice("encoding-guessed", encoding=EIGHT_BIT[encoding]),)


def _wide(content: bytes) -> str:
    """The UTF-16 without a mark that the zero bytes of *content* tell of, if they do."""
    sample = content[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _with_losses(content: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = content.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return text, (notice("broken-characters", count=str(lost)),) if lost else ()


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether far more letters are whole in UTF-8 than broken: then a few bytes were damaged on the way."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in text) - broken
    return whole >= 3 * broken


def _likelihood(content: bytes, encoding: str) -> float:
    """How much of the letters beyond ASCII are ones that Romanians, Norwegians or typesetters use."""
    beyond = [letter for letter in content.decode(encoding, errors="replace") if letter > "\x7f"]
    romanian = sum(letter in LETTERS["ro"] for letter in beyond)
    norwegian = sum(letter in LETTERS["no"] for letter in beyond)
    signs = sum(letter in SIGNS for letter in beyond)
    strange = len(beyond) - signs - max(romanian, norwegian)
    return max(romanian, norwegian) + 0.5 * signs - 2 * strange
