"""rank: rank haves for each want, for benchmarks and batch work."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import Any

from matcher import matching, presenting, reading
from matcher.cli.speaking import DONE, LEFT_OUT, count, progress, tell, with_language
from matcher.knowledge import Knowledge, knowledge
from matcher.model import LANGUAGES, Flow, Language, Synergy

RUN_COLUMNS = ("want_id", "have_id", "score", "explanation", "warning")


def add_to(commands: Any) -> None:
    """Make the command known."""
    one = commands.add_parser("rank", help="rank haves for each want, for benchmarks and batch work")
    one.add_argument("--haves", required=True, type=Path, metavar="H.csv")
    one.add_argument("--wants", required=True, type=Path, metavar="W.csv")
    one.add_argument("--have-language", choices=LANGUAGES)
    one.add_argument("--want-language", choices=LANGUAGES)
    one.add_argument("-k", type=count, default=20, help="results a want, at most (20)")
    one.add_argument("--out", required=True, type=Path, metavar="RUN.csv")
    with_language(one, _rank)


def _rank(asked: argparse.Namespace) -> int:
    known = knowledge()
    told = progress(asked.language)
    haves, have_faults = _cards(asked.haves, "have", asked.have_language, asked.language)
    wants, want_faults = _cards(asked.wants, "want", asked.want_language, asked.language)
    offered = matching.read_all(haves, known, told)
    asked_for = matching.read_all(wants, known, told)
    with asked.out.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(RUN_COLUMNS)
        for found in matching.rank(offered, asked_for, known, asked.k, told):
            lines.writerows(_run_line(synergy, known, asked.language) for synergy in found)
    return LEFT_OUT if have_faults or want_faults else DONE


def _cards(path: Path, side: str, told: Language | None, language: Language) -> tuple[list[Flow], bool]:
    """The flows of a CSV with the columns id and text, all on one side, in *told* where no row says otherwise."""
    found = reading.read_file(path.name, path.read_bytes(), language, side=side)
    left_out = tell([trouble for trouble in found.problems if trouble.severity == "error"], language)
    rows = [{**row, "side": side, "language": row.get("language") or told or ""} for row in found.rows]
    read = reading.read_flows(rows, language)
    left_out |= tell([trouble for _, trouble in read.problems if trouble.severity == "error"], language)
    return list(read.flows), left_out


def _run_line(synergy: Synergy, known: Knowledge, language: Language) -> list[str]:
    told = presenting.synergy(synergy, {}, known, language)
    warning = " ".join(caution["text"] for caution in told["cautions"])
    return [synergy.want.id, synergy.have.id, f"{synergy.score:.2f}", told["reason"], warning]
