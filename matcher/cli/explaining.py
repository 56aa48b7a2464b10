"""explain: say why two flows fit, or do not."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from matcher import matching, presenting, recognising, wording
from matcher.cli.flow_files import flows_of
from matcher.cli.speaking import DONE, with_language
from matcher.knowledge import knowledge
from matcher.model import Flow


def add_to(commands: Any) -> None:
    """Make the command known."""
    one = commands.add_parser("explain", help="say why two flows fit, or do not")
    one.add_argument("files", nargs="*", metavar="FILE", help="files that hold the two flows")
    one.add_argument("--have", required=True, help="the id of the have in FILE, or its text")
    one.add_argument("--want", required=True, help="the id of the want in FILE, or its text")
    with_language(one, _explain)


def _explain(asked: argparse.Namespace) -> int:
    flows, _ = flows_of(asked.files, asked.language)
    have, want = _chosen(asked.have, "have", flows), _chosen(asked.want, "want", flows)
    known = knowledge()
    understood = [recognising.read(flow, known) for flow in (have, want)]
    for side, one in zip(("have", "want"), understood, strict=True):
        print(f"{wording.label('side', side, asked.language)}: {one.flow.text}")
        for seen in presenting.recognition(one, known, asked.language):
            print(f"   {seen['as_job'] or seen['label']}  {seen['weight']:.2f}  [{seen['evidence']}]")
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
