"""How easily each page reads in each language, by LIX: words a sentence, and how many in a hundred are long.

    python -m benchmarks.reading_ease [--all]

LIX counts sentences and letters and knows nothing of syllables, so that it holds for any language written in letters:
C. H. Björnsson, “Readability of Newspapers in 11 Languages”, Reading Research Quarterly 18 (4), 1983, pages 480 to 497.
What is ordinary differs from language to language, so a page is held to the others of its own language.
That study's figures for newspapers are told beside; it had no Romanian, so Italian stands in.
"""

from __future__ import annotations

import argparse
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from site_plugins.languages import LANGUAGES
from site_plugins.translations import body

CONTENT = Path(__file__).parent.parent / "content"
LONG = 7  # letters
NEWSPAPERS = {"en": 52, "ro": 65, "no": 48}
FEW = 60  # words, below which a page has too little prose to say anything
APART = 1.5  # times the spread between the quarters, above the upper quarter: an outlier, as box plots draw it

# What is no prose: code, comments, tables, headings, addresses of links, and the list of sources.
LEFT_OUT = re.compile(
    r"^[^\n]*\{ #sources \}.*?(?=^#|\Z)|^(```|~~~).*?^\1|<!--.*?-->|^#+ .*?$|^\s*\|.*?$|^\[[^\]]+\]: .*?$",
    re.DOTALL | re.MULTILINE,
)
MARKS = re.compile(
    r"\{[^}]*\}|<[^>]+>|(?<=\])\([^)]*\)|https?://\S+|\[\d+\]|`[^`]*`|^\s*(?:[-*>]|\d+\.)\s", re.MULTILINE
)
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?:](?=[\s”»\"')*]|$)|\n")


@dataclass(frozen=True, slots=True)
class Ease:
    """How a page reads: the two parts of LIX, and how many words it has."""

    page: str
    words: int
    words_a_sentence: float
    long_in_a_hundred: float

    @property
    def lix(self) -> float:
        """The two together: the higher, the harder."""
        return self.words_a_sentence + self.long_in_a_hundred


def main(show_all: bool) -> None:
    """Tell the middle of each language, and the pages that stand apart as hard to read."""
    for language in LANGUAGES:
        pages = list(measured(CONTENT / language))
        bound = outlying([page.lix for page in pages])
        middle = statistics.median(page.lix for page in pages)
        print(f"{language}: {len(pages)} pages, LIX {middle:.0f} in the middle (newspapers {NEWSPAPERS[language]})")
        print(f"    pages above {bound:.0f} stand apart")
        for page in sorted(pages, key=lambda page: -page.lix):
            if show_all or page.lix > bound:
                print(
                    f"    {page.lix:4.0f} = {page.words_a_sentence:4.1f} + {page.long_in_a_hundred:4.1f}  {page.page}"
                )


def measured(folder: Path) -> Iterator[Ease]:
    """How each page of a language reads that has enough prose."""
    for path in sorted(folder.rglob("*.md")):
        found = ease(path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix())
        if found.words >= FEW:
            yield found


def ease(text: str, page: str) -> Ease:
    """How the prose of a page in Markdown reads.

    >>> ease("# Whey { #top }\\n\\nPigs like whey.\\nBiogas plants take it too.\\n", "whey.md").lix
    4.0
    """
    sentences = [words for part in SENTENCE_END.split(prose(text)) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    long = sum(len(word) >= LONG for word in words)
    return Ease(page, len(words), len(words) / max(1, len(sentences)), 100 * long / max(1, len(words)))


def prose(text: str) -> str:
    """The sentences of a page without its marks."""
    return MARKS.sub("", LEFT_OUT.sub("", body(text)))


def outlying(figures: list[float]) -> float:
    """Above which a figure stands apart from the others."""
    lower, _, upper = statistics.quantiles(figures, n=4)
    return upper + APART * (upper - lower)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="all pages, the hardest first")
    main(parser.parse_args().all)
