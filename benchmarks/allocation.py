"""How long the best plan takes for 200 haves and 200 wants, on CPython and in the page's interpreter under Node.

    python -m benchmarks.allocation

Prints, for parks drawn at random: seconds of the processor (in the page's interpreter: seconds), how the plan was
found, the gain over greedy, and by how much the best plan may at most be better.
"""

from __future__ import annotations

import random
import time

from matcher import solving
from matcher.allocating import Demand, Goal, Option, Supply, allocate

FLOWS = 200
YEAR = frozenset(range(1, 13))
# What is drawn: a name, how many pairs, whether ratios are general, the least lot, whether flows are seasonal.
PARKS = (
    ("flow", 1_000, False, 0.0, False),
    ("flow", 5_000, False, 0.0, False),
    ("three aims weighed", 5_000, False, 0.0, False),
    ("general ratios", 5_000, True, 0.0, False),
    ("seasons", 1_000, False, 0.0, True),
    ("least lot 10", 1_000, False, 10.0, False),
    ("least lot 10", 5_000, False, 10.0, False),
    ("least lot 100", 5_000, False, 100.0, False),
)


def drawn(
    count: int, ratios: bool, least: float, seasons: bool, seed: int = 1
) -> tuple[list[Option], dict[str, Supply], dict[str, Demand]]:
    """A park of FLOWS haves and wants with *count* pairs between them."""
    chance = random.Random(seed)

    def months() -> frozenset[int]:
        first, length = chance.randrange(12), chance.choice((3, 6, 12))
        return frozenset((first + step) % 12 + 1 for step in range(length)) if seasons else YEAR

    haves, wants = ([f"{side}{number:03d}" for number in range(FLOWS)] for side in "hw")
    supplies = {have: Supply(chance.uniform(1, 5000), months(), not seasons) for have in haves}
    demands = {want: Demand(chance.uniform(1, 5000), months()) for want in wants}
    pairs: dict[tuple[str, str], None] = {}
    while len(pairs) < count:
        pairs[chance.choice(haves), chance.choice(wants)] = None
    options = [
        Option(
            f"{have}+{want}",
            have,
            want,
            chance.uniform(0.3, 1.5) if ratios else 1.0,
            benefit=chance.uniform(-10, 100),
            co2e=chance.uniform(0, 2),
            diverted=1.0,
            least=least,
        )
        for have, want in pairs
    ]
    return options, supplies, demands


def measured(told: bool = True) -> list[str]:
    """A line for each of PARKS."""
    lines = []
    for name, count, ratios, least, seasons in PARKS:
        park = drawn(count, ratios, least, seasons)
        goal = Goal(1.0, 1.0, 1.0) if "aims" in name else Goal(1.0)
        start = time.process_time()
        plan = allocate(*park, goal, solving.solve)
        seconds = time.process_time() - start
        gain, slack = plan.worth / plan.greedy_worth - 1, plan.slack / plan.worth
        lines.append(f"{name:20} {count:6d} {seconds:8.2f} {'+'.join(plan.methods):16} {gain:7.2%} {slack:9.4%}")
        if told:
            print(lines[-1], flush=True)
    return lines


SCRIPT = """
import fs from "node:fs";
import { pathToFileURL } from "node:url";
const { core, library, network, solver, info, source } = JSON.parse(fs.readFileSync(0, "utf8"));
const { loadPyodide } = await import(pathToFileURL(core + "pyodide.mjs").href);
const python = await loadPyodide({
  indexURL: core, stdLibURL: library, packageBaseUrl: core,
  lockFileContents: JSON.stringify({ info, packages: {} }), env: { PYTHONHASHSEED: "0" },
});
python.FS.writeFile("/lib/network.zip", new Uint8Array(fs.readFileSync(network)));
python.runPython("import sys; sys.path.append('/lib/network.zip')");
const { default: start } = await import(pathToFileURL(solver + "/highs.mjs").href);
const highs = await start();
python.pyimport("matcher.bridge").use_solver((programme) => {
  const { Columns } = highs.solve(programme, { output_flag: false, threads: 1, mip_rel_gap: 1e-4, mip_max_nodes: 20 });
  return JSON.stringify(Object.fromEntries(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal])));
});
python.runPython(source);
python.globals.get("measured")();
process.exit(0);
"""


def in_the_page_s_interpreter() -> None:
    """The same in the interpreter that the page loads, with the solver that it fetches."""
    import json
    import subprocess
    from pathlib import Path

    from site_plugins.app import runtime, shipping

    packed = runtime.packed(shipping.ROOT, shipping.CACHE)
    told = {
        "core": f"{runtime.pyodide_folder(shipping.ROOT)}/",
        "library": str(packed / "library.zip"),
        "network": str(packed / "network.zip"),
        "solver": str(runtime.solver_folder(shipping.ROOT)),
        "info": runtime.interpreter(shipping.ROOT),
        "source": Path(__file__).read_text(encoding="utf-8").replace('if __name__ == "__main__"', "if False"),
    }
    subprocess.run(
        [runtime.node(), "--input-type=module", "--eval", SCRIPT], input=json.dumps(told), text=True, check=True
    )


def main() -> None:
    print(f"{'park':20} {'pairs':>6} {'seconds':>8} {'method':16} {'gain':>7} {'at most':>9}")
    print("CPython")
    measured()
    print("The page's interpreter under Node", flush=True)
    in_the_page_s_interpreter()


if __name__ == "__main__":
    main()
