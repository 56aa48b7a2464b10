"""The same door from a terminal: match, explain, template, rank; value, screen, allocate, network, plan, merge.

Exit codes: 0 all well; 1 nothing could be read or written; 2 the command line was wrong; 3 done, but rows left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from matcher import wording
from matcher.cli import explaining, matching, plans, ranking, template
from matcher.cli.speaking import DONE, FAILED, LEFT_OUT, MISUSED

__all__ = ["DONE", "FAILED", "LEFT_OUT", "MISUSED", "main"]


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
                "cli.no_access", asked.language, [("file", str(fault.filename)), ("reason", fault.strerror or "")]
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
    for command in (matching, explaining, template, ranking, plans):
        command.add_to(commands)
    return parser
