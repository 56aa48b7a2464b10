"""Numbers as people write them: "1 234,5", "1.234", "2,000.00"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from matcher.model import Language

# Groups of three parted by a space or an apostrophe, or digits with points and commas, perhaps with an exponent.
NUMBER = r"(?:\d{1,3}(?:[ '’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:(?:,,|[.,])\d+)*(?:[eE][+-]?\d{1,2})?|[.,]\d+)"
# Of those with several points or commas, what is a number: thousands in threes, and one mark of decimals at most.
SEVERAL_MARKS = re.compile(r"\d+[.,]+\d+[.,]")
THOUSANDS = re.compile(r"\d{1,3}(?:(?:\.\d{3})+(?:,\d+)?|(?:,\d{3})+(?:\.\d+)?)")
PLAIN = re.compile(NUMBER)
NUMBERS = re.compile(rf"(?<![\w.,]){NUMBER}")
DECIMAL_MARKS: dict[Language, str] = {"en": ".", "ro": ",", "no": ","}
OTHER = {".": ",", ",": "."}
# One mark followed by exactly three digits: the mark of decimals in one language, of thousands in another.
AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class Figure(NamedTuple):
    """A number, and whether another reading of what was written would be as good."""

    value: float
    is_ambiguous: bool = False


def is_one(written: str) -> bool:
    """Whether what looks like a NUMBER is one: *12.05.2024* is a date, and *1.234.56* a slip.

    >>> [is_one(written) for written in ("1.234.567,8", "1 234,5", "0.5", "12.05.2024", "1.234.56", "10,,5")]
    [True, True, True, False, False, False]
    """
    return ",," not in written and (not SEVERAL_MARKS.match(written) or bool(THOUSANDS.fullmatch(written)))


def figure(written: str, language: Language, decimal_mark: str = "") -> Figure:
    """The number that *written*, which ``is_one``, means; *decimal_mark* is what other numbers of its column tell.

    Where neither they nor the number itself tell the decimal mark, *language* does, and the figure is ambiguous;
    but three zeros are thousands in any language.

    >>> figure("1 234,5", "en").value, figure("1.234", "ro"), figure("1.234", "ro", decimal_mark=".").value
    (1234.5, Figure(value=1234.0, is_ambiguous=True), 1.234)
    """
    compact = re.sub(r"[ '’]", "", written)
    is_ambiguous = bool(AMBIGUOUS.fullmatch(written))
    mark = certain_mark(written) or decimal_mark or _likely_mark(written, language)
    plain = compact.replace(OTHER[mark], "").replace(mark, ".")
    return Figure(float(plain), is_ambiguous and not decimal_mark)


def certain_mark(written: str) -> str:
    """The decimal mark that *written* leaves no doubt of, or an empty string.

    >>> [certain_mark(written) for written in ("1.234,5", "0,125", "1.234.567", "1.234", "7")]
    [',', ',', ',', '', '']
    """
    marks = [letter for letter in written if letter in ".,"]
    if not marks or AMBIGUOUS.fullmatch(written):
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    return marks[0] if len(marks) == 1 else OTHER[marks[0]]


def _likely_mark(written: str, language: Language) -> str:
    return OTHER[written[-4]] if AMBIGUOUS.fullmatch(written) and written.endswith("000") else DECIMAL_MARKS[language]


def mark_of_column(cells: Iterable[str]) -> str:
    """The decimal mark of most of the numbers in *cells* that leave no doubt, or an empty string where none does."""
    found = (written for cell in cells for written in NUMBERS.findall(cell))
    marks = Counter(certain_mark(written) for written in found if is_one(written))
    points, commas = marks["."], marks[","]
    return "" if points == commas else "." if points > commas else ","


def plain_text(value: float) -> str:
    """A number of a workbook or a JSON file as text that can be read in one way only.

    >>> plain_text(1234.0), plain_text(1.234), plain_text(0.1 + 0.2), plain_text(2.5e-7)
    ('1234', '1.2340', '0.3', '0.00000025')
    """
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.12f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.0f}"
    return text + "0" if AMBIGUOUS.fullmatch(text) else text
