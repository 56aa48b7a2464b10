"""match: rank the synergies among the flows of one or more files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matcher import matching, presenting, wording, writing
from matcher.cli.flow_files import flows_of
from matcher.cli.speaking import DONE, FAILED, LEFT_OUT, count, progress, put, with_language
from matcher.knowledge import Knowledge, knowledge
from matcher.model import Language
from matcher.recognising import Recognised


def add_to(commands: Any) -> None:
    """Make the command known."""
    one = commands.add_parser("match", help="rank the synergies among the flows of one or more files")
    one.add_argument("files", nargs="+", metavar="FILE", help="CSV, XLSX or JSON")
    one.add_argument("--format", choices=("text", "csv", "json", "markdown", "xlsx"), default="text")
    one.add_argument("--per-want", type=count, default=10, metavar="N", help="results a want, at most (10)")
    one.add_argument("--out", type=Path, metavar="FILE", help="write there instead of to the terminal")
    with_language(one, _match)


def _match(asked: argparse.Namespace) -> int:
    flows, left_out = flows_of(asked.files, asked.language)
    if not flows:
        return FAILED
    known = knowledge()
    progressed = progress(asked.language)
    understood = matching.read_all(flows, known, progressed)
    _tell_unrecognised(understood, known, asked.language)
    synergies = matching.match_understood(understood, known, asked.per_want, progressed)
    places = {flow.id: place for place, flow in enumerate(flows)}
    told = [presenting.synergy(found, places, known, asked.language) for found in synergies]
    if asked.format == "text":
        put(_as_text(told, presenting.summary(synergies, flows), asked.language).encode(), asked.out)
    else:
        put(writing.export("synergies", asked.format, told, asked.language).content, asked.out)
    return LEFT_OUT if left_out else DONE


def _tell_unrecognised(understood: Sequence[Recognised], known: Knowledge, language: Language) -> None:
    """Print which flows say nothing that the tables know: they find a partner by their very words, or none."""
    for one in understood:
        if not presenting.recognition(one, known, language):
            told = [("text", one.flow.text or one.flow.id)]
            print(wording.sentence("cli.unrecognised", language, told), file=sys.stderr)


def _as_text(told: Sequence[Any], summary: Any, language: Language) -> str:
    lines = [
        wording.sentence(
            "cli.summary", language, [(key, str(summary[key])) for key in ("haves", "wants", "synergies")]
        ),
        "",
    ]
    for place, one in enumerate(told, start=1):
        have, want = one["have"], one["want"]
        score = f"{wording.points(one['score']):.0f} ({one['level_label']})"
        lines.append(f"{place}. {score}  {_flow_text(have)}  →  {_flow_text(want)}")
        lines.append(f"   {one['reason']}")
        lines += [f"   ! {caution['text']} ({caution['source']})" for caution in one["cautions"]]
        lines += [f"   · {finding['text']}" for finding in one["findings"][1:] if finding["criterion"] != "wording"]
        lines += [f"   ? {gap}" for gap in one["missing"]]
        lines.append("")
    return "\n".join(lines)


def _flow_text(side: Any) -> str:
    return f"{side['text']} [{side['site']}]" if side["site"] else side["text"]
