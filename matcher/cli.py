"""The same door from a terminal: match, explain, template, rank.

Exit codes: 0 all well; 1 nothing could be read or written; 2 the command line was wrong; 3 done, but rows left out.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from matcher import matching, presenting, reading, recognising, wording, writing
from matcher.knowledge import Knowledge, knowledge
from matcher.model import LANGUAGES, Flow, Language, Synergy

DONE, FAILED, MISUSED, LEFT_OUT = 0, 1, 2, 3
RUN_COLUMNS = ("want_id", "have_id", "score", "explanation", "warning")
PROGRESS_SECONDS = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    asked = _commands().parse_args(arguments)
    try:
        return int(asked.run(asked))
    except OSError as fault:
        print(
            wording.sentence(
                "cli.no_access", _language(asked), [("file", str(fault.filename)), ("reason", fault.strerror or "")]
            ),
            file=sys.stderr,
        )
        return FAILED
    except BrokenPipeError:
        return DONE


def _commands() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m matcher", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("match", help="rank the synergies among the flows of one or more files")
    one.add_argument("files", nargs="+", metavar="FILE", help="CSV, XLSX or JSON")
    one.add_argument("--format", choices=("text", "csv", "json", "markdown", "xlsx"), default="text")
    one.add_argument("--per-want", type=_count, default=10, metavar="N", help="results a want, at most (10)")
    one.add_argument("--out", type=Path, metavar="FILE", help="write there instead of to the terminal")
    _with_language(one, _match)

    one = commands.add_parser("explain", help="say why two flows fit, or do not")
    one.add_argument("files", nargs="*", metavar="FILE", help="files that hold the two flows")
    one.add_argument("--have", required=True, help="the id of the have in FILE, or its text")
    one.add_argument("--want", required=True, help="the id of the want in FILE, or its text")
    _with_language(one, _explain)

    one = commands.add_parser("template", help="write an empty workbook to fill in")
    one.add_argument("--out", type=Path, metavar="FILE", help="where to (default: its own name, here)")
    _with_language(one, _template)

    one = commands.add_parser("rank", help="rank haves for each want, for benchmarks and batch work")
    one.add_argument("--haves", required=True, type=Path, metavar="H.csv")
    one.add_argument("--wants", required=True, type=Path, metavar="W.csv")
    one.add_argument("--have-language", choices=LANGUAGES)
    one.add_argument("--want-language", choices=LANGUAGES)
    one.add_argument("-k", type=_count, default=20, help="results a want, at most (20)")
    one.add_argument("--out", required=True, type=Path, metavar="RUN.csv")
    _with_language(one, _rank)
    return parser


def _with_language(command: argparse.ArgumentParser, run: Any) -> None:
    command.add_argument("--language", choices=LANGUAGES, default="en", help="language of all messages (en)")
    command.set_defaults(run=run)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _language(asked: argparse.Namespace) -> Language:
    return asked.language  # type: ignore[no-any-return]


def _match(asked: argparse.Namespace) -> int:
    flows, left_out = _flows_of(asked.files, asked.language)
    if not flows:
        return FAILED
    known = knowledge()
    synergies = matching.match(flows, known, asked.per_want, _progress(asked.language))
    places = {flow.id: place for place, flow in enumerate(flows)}
    told = [presenting.synergy(found, places, known, asked.language) for found in synergies]
    if asked.format == "text":
        _put(_as_text(told, presenting.summary(synergies, flows), asked.language).encode(), asked.out)
    else:
        _put(writing.export("synergies", asked.format, told, asked.language).content, asked.out)
    return LEFT_OUT if left_out else DONE


def _flows_of(files: Sequence[str], language: Language) -> tuple[list[Flow], bool]:
    """The flows of all files, and whether any row or file was left out."""
    rows: list[Any] = []
    left_out = False
    for name in files:
        found = reading.read_file(Path(name).name, Path(name).read_bytes(), language)
        left_out |= _tell(found.problems, language)
        rows += found.rows
    read = reading.read_flows(rows, language)
    left_out |= _tell([trouble for _, trouble in read.problems], language)
    return list(read.flows), left_out


def _tell(problems: Sequence[Any], language: Language) -> bool:
    """Print the problems; returns whether any of them left something out."""
    for trouble in problems:
        told = presenting.problem(trouble, None, language)
        where = ", ".join(
            part
            for part in (
                trouble.file,
                trouble.sheet,
                wording.sentence("cli.row", language, [("row", str(trouble.row))]) if trouble.row else "",
                wording.label("column", trouble.column, language) if trouble.column else "",
            )
            if part
        )
        print(
            f"{where}: {told['message']} {told['cure']}" if where else f"{told['message']} {told['cure']}",
            file=sys.stderr,
        )
    return any(trouble.severity == "error" for trouble in problems)


def _as_text(told: Sequence[Any], summary: Any, language: Language) -> str:
    lines = [
        wording.sentence(
            "cli.summary", language, [(key, str(summary[key])) for key in ("haves", "wants", "synergies")]
        ),
        "",
    ]
    for place, one in enumerate(told, start=1):
        have, want = one["have"], one["want"]
        lines.append(f"{place}. {one['score']:.0f} ({one['level_label']})  {_flow_text(have)}  →  {_flow_text(want)}")
        lines.append(f"   {one['reason']}")
        lines += [f"   ! {caution['text']} ({caution['source']})" for caution in one["cautions"]]
        lines += [f"   · {finding['text']}" for finding in one["findings"][1:] if finding["criterion"] != "wording"]
        lines += [f"   ? {gap}" for gap in one["missing"]]
        lines.append("")
    return "\n".join(lines)


def _flow_text(side: Any) -> str:
    return f"{side['text']} [{side['site']}]" if side["site"] else side["text"]


def _explain(asked: argparse.Namespace) -> int:
    flows, _ = _flows_of(asked.files, asked.language)
    have, want = _chosen(asked.have, "have", flows), _chosen(asked.want, "want", flows)
    known = knowledge()
    understood = [recognising.read(flow, known) for flow in (have, want)]
    for side, one in zip(("have", "want"), understood, strict=True):
        print(f"{wording.label('side', side, asked.language)}: {one.flow.text}")
        for seen in presenting.recognition(one, known, asked.language):
            print(f"   {seen['label']}  {seen['weight']:.2f}  [{seen['evidence']}]")
    found = next(iter(matching.match_understood(understood, known, 1)), None)
    if found is None:
        print(wording.sentence("cli.unrelated", asked.language))
        return DONE
    told = presenting.synergy(found, {}, known, asked.language)
    print(f"{told['score']:.1f} ({told['level_label']}): {told['reason']}")
    for finding in told["findings"]:
        print(f"   {finding['points']:+6.1f}  {finding['criterion_label']}: {finding['text']}")
    for caution in told["cautions"]:
        print(f"   ! {caution['text']} ({caution['source']})")
    return DONE


def _chosen(name: str, side: str, flows: Sequence[Flow]) -> Flow:
    """The flow of *side* that is called *name*, or one whose text it is."""
    return next((flow for flow in flows if flow.id == name and flow.side == side), Flow(side, side, name))  # type: ignore[arg-type]


def _template(asked: argparse.Namespace) -> int:
    file = writing.template(asked.language)
    path = asked.out or Path(file.name)
    path.write_bytes(file.content)
    print(path)
    return DONE


def _rank(asked: argparse.Namespace) -> int:
    known = knowledge()
    progress = _progress(asked.language)
    haves, have_faults = _cards(asked.haves, "have", asked.have_language, asked.language)
    wants, want_faults = _cards(asked.wants, "want", asked.want_language, asked.language)
    offered = matching.read_all(haves, known, progress)
    asked_for = matching.read_all(wants, known, progress)
    with asked.out.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(RUN_COLUMNS)
        for found in matching.rank(offered, asked_for, known, asked.k, progress):
            lines.writerows(_run_line(synergy, known, asked.language) for synergy in found)
    return LEFT_OUT if have_faults or want_faults else DONE


def _cards(path: Path, side: str, told: Language | None, language: Language) -> tuple[list[Flow], bool]:
    """The flows of a CSV with the columns id and text, all on one side, in *told* where no row says otherwise."""
    found = reading.read_file(path.name, path.read_bytes(), language, side=side)
    left_out = _tell([trouble for trouble in found.problems if trouble.severity == "error"], language)
    rows = [{**row, "side": side, "language": row.get("language") or told or ""} for row in found.rows]
    read = reading.read_flows(rows, language)
    left_out |= _tell([trouble for _, trouble in read.problems if trouble.severity == "error"], language)
    return list(read.flows), left_out


def _run_line(synergy: Synergy, known: Knowledge, language: Language) -> list[str]:
    told = presenting.synergy(synergy, {}, known, language)
    warning = " ".join(caution["text"] for caution in told["cautions"])
    return [synergy.want.id, synergy.have.id, f"{synergy.score:.2f}", told["reason"], warning]


def _progress(language: Language, stream: TextIO = sys.stderr) -> matching.Progress:
    """A line on *stream* now and then, once the work has taken longer than a moment."""
    last = time.monotonic()

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= PROGRESS_SECONDS:
            last = time.monotonic()
            print(f"{wording.sentence(f'stage.{stage}', language)}: {done} / {total}", file=stream)

    return tell


def _put(content: bytes, out: Path | None) -> None:
    if out:
        out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
