"""The command that takes in what respondents sent, but not who they are, nor what they wrote freely.

python -m site_plugins.survey.receiving FOLDER          make the tables anew of all files in FOLDER
python -m site_plugins.survey.receiving FOLDER --add    put the respondents of FOLDER to those in the tables

FOLDER stays outside the repository. Answers of a country are taken in five at a time or more: were it one, the
repository's history would tell what this one said. The rules stand in taking_in.py; the page *Take answers in* asks
them too, by way of door.py.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from site_plugins.edited_tables import TableError
from site_plugins.languages import SOURCE
from site_plugins.survey.instrument import DATA, load
from site_plugins.survey.taking_in import Fault, Sent, sentence, taken_in


def sent(folder: Path) -> list[Sent]:
    """The files in *folder* that may be answers."""
    return [Sent(file.name, _text(file)) for file in sorted(folder.glob("*.json"))]


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None


def _line(fault: Fault) -> str:
    said = sentence(fault, SOURCE)
    return f"{fault.file}: {said}" if fault.file else said


def main(arguments: Sequence[str] | None = None) -> int:
    """Take in a folder; returns 1 where something has to be mended first, and then changes nothing."""
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder with the files that were received")
    parser.add_argument("--add", action="store_true", help="keep the respondents that the tables hold already")
    parser.add_argument("--into", type=Path, default=DATA / "answers", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    until = f"{datetime.date.today():%Y-%m}"
    files = sent(given.folder)
    if not files:
        print(f"{given.folder}: no files that end in .json were found there. Nothing was changed.", file=sys.stderr)
        return 1
    try:
        found = taken_in(files, given.into, load(DATA), until, is_added=given.add)
    except TableError as fault:
        print(fault, file=sys.stderr)
        return 1
    for note in found.notes:
        print(_line(note), file=sys.stderr)
    if found.faults:
        print("\n".join((*map(_line, found.faults), "Nothing was changed.")), file=sys.stderr)
        return 1
    for name, text in found.tables.items():
        (given.into / name).write_text(text, encoding="utf-8", newline="")
    print(f"Taken in: {len(found.taken)} respondents. In the tables: {len(found.respondents)}.")
    print("Free words and contact stayed in the files. Read them there, and delete the files when you are done.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
