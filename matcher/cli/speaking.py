"""What every command shares: its exit codes, its language, how it tells problems and progress, where it writes."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from matcher import presenting, wording
from matcher.model import LANGUAGES, Language, Problem
from matcher.progress import Progress

DONE, FAILED, MISUSED, LEFT_OUT = 0, 1, 2, 3
PROGRESS_SECONDS = 1.0


def with_language(command: argparse.ArgumentParser, run: Any) -> None:
    """Let the *command* take a language, and *run* when it is asked for."""
    command.add_argument("--language", choices=LANGUAGES, default="en", help="language of all messages (en)")
    command.set_defaults(run=run)


def count(text: str) -> int:
    """A number of results on the command line: one at least."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def tell(problems: Sequence[Problem], language: Language) -> bool:
    """Print the problems; returns whether any of them left something out."""
    return tell_worded([presenting.problem(trouble, None, language) for trouble in problems], language)


def tell_worded(problems: Sequence[Mapping[str, Any]], language: Language) -> bool:
    """The same for problems that have their words already."""
    for told in problems:
        where = ", ".join(
            part
            for part in (
                told["file"],
                told["sheet"],
                wording.sentence("cli.row", language, [("row", str(told["row"]))]) if told["row"] else "",
                _column(told["column"], language),
            )
            if part
        )
        print(
            f"{where}: {told['message']} {told['cure']}" if where else f"{told['message']} {told['cure']}",
            file=sys.stderr,
        )
    return any(told["severity"] == "error" for told in problems)


def _column(code: str, language: Language) -> str:
    """What a column is called; a problem with an entered figure names that figure instead."""
    return wording.label("column", code, language) if code in wording.phrases(language)["column"] else code


def progress(language: Language, stream: TextIO = sys.stderr) -> Progress:
    """A line on *stream* now and then, once the work has taken longer than a moment."""
    last = time.monotonic()

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= PROGRESS_SECONDS:
            last = time.monotonic()
            print(f"{wording.sentence(f'stage.{stage}', language)}: {done} / {total}", file=stream)

    return tell


def put(content: bytes, out: Path | None) -> None:
    """Write *content* to the file *out*, or to the terminal."""
    if out:
        out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
