"""How many bytes the prepared knowledge is as a host sends it, and how soon the page's interpreter has it at hand.

    python -m benchmarks.knowledge_size [ROUNDS]

Each round starts the packed interpreter anew under Node, with its modules imported as in the image of the site; the
median of all rounds is told, that of a second opening in the same interpreter, once its code is warm, and that of one
more in which a word is looked up in each language, which is when the words of a language are taken up.
"""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from matcher.knowledge import preparing, shelves
from site_plugins.app import runtime, shipping

# What recognising and ranking need, as a host sends it.
MOST_BYTES = 400_000
MOST_MILLISECONDS = 150
# The names of the rows and texts that make up a part of what recognising and ranking need.
PARTS = {
    "phrases": ("forms", ".sizes", ".forms"),
    "words of resources and sectors": (".owners", ".like"),
    "stems and what they tell": ("stems", ".weights", ".named", ".ranks", ".senses"),
    "ids and the tree": ("ids", "parents", "resources"),
    "uses": ("uses",),
    "sectors": ("sectors",),
    "List of Waste": ("codes",),
}
SCRIPT = """
import { pathToFileURL } from "node:url";
const [core, library, info] = process.argv.slice(1);
const { loadPyodide } = await import(pathToFileURL(core + "/pyodide.mjs").href);
const python = await loadPyodide({
  indexURL: core, stdLibURL: library, packageBaseUrl: core,
  lockFileContents: JSON.stringify({ info: JSON.parse(info), packages: {} }), env: { PYTHONHASHSEED: "0" },
});
python.runPython("import matcher.bridge, matcher.knowledge.preparing, matcher.tables");
python.runPython("content = matcher.tables.packaged('knowledge.bin')");
python.runPython(`
def opened():
    known = matcher.knowledge.Knowledge(lambda name: matcher.knowledge.shelves.Shelves(content))
    return [known.lexicons[language] for language in ("en", "ro", "no")]
`);
const times = ["opened()", "opened()", "[lexicon.keyed_by(0) for lexicon in opened()]"].map((work) => {
  const start = performance.now();
  python.runPython(work);
  return performance.now() - start;
});
process.stdout.write(JSON.stringify(times), () => process.exit(0));
"""


def main(rounds: int) -> int:
    """Measure, print, and tell by the exit code whether the goals are met."""
    packed = runtime.packed(shipping.ROOT, shipping.CACHE)
    with zipfile.ZipFile(packed / "library.zip") as archive:
        needed = archive.read("matcher/data/knowledge.bin")
    sizes = {"recognising and ranking": _sent(needed)}
    sizes |= {name: _sent((packed / f"{name}.bin").read_bytes()) for name in runtime.TABLES}
    took = [_opening(packed) for _ in range(rounds)]
    first, again, heard = (round(statistics.median(times)) for times in zip(*took, strict=True))
    told = {"gzip bytes": sizes, "of which": _by_part(), "first opened, ms": first, "opened again, ms": again}
    told["opened and heard in each language, ms"] = heard
    print(json.dumps(told, indent=2))
    return int(sizes["recognising and ranking"] > MOST_BYTES or first > MOST_MILLISECONDS)


def _sent(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def _by_part() -> dict[str, int]:
    """What the parts take by themselves; a row belongs to the first part that names it."""
    left = preparing.prepared()["knowledge"]
    sizes = {}
    for part, names in PARTS.items():
        mine = {name: left.pop(name) for name in list(left) if any(one in name for one in names)}
        sizes[part] = _sent(shelves.packed(mine))
    return sizes


def _opening(packed: Path) -> list[float]:
    """Milliseconds until all three languages are at hand, in an interpreter started anew, and twice more in it."""
    with TemporaryDirectory() as folder:  # Within the project Node would take the interpreter's script for a module.
        core = Path(folder) / "core"
        core.symlink_to(packed / "core")
        command = [runtime.node(), "--input-type=module", "--eval", SCRIPT, str(core), str(packed / "library.zip")]
        info = json.dumps(runtime.interpreter(shipping.ROOT))
        done = subprocess.run([*command, info], capture_output=True, encoding="utf-8", check=True)
    times: list[float] = json.loads(done.stdout)
    return times


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
