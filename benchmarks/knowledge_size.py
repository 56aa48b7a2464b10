"""How many bytes the prepared knowledge is as a host sends it, and how soon the page's interpreter has it at hand.

    python -m benchmarks.knowledge_size [ROUNDS]

A visitor loads what all languages share and the words of the languages of their flows: mostly one, at most all three.
Each round starts the packed interpreter anew under Node, with its modules imported as in the image of the site; the
median of all rounds is told of what a visitor of one language opens, of a second opening in the same interpreter, once
its code is warm, and of one more in which a word is looked up, which is when the words of a language are taken up; then
of opening and looking up all three languages.
"""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from matcher.knowledge import preparing, shelves
from matcher.knowledge.lexicons import WORDS
from matcher.knowledge.shelves import Kept
from matcher.model import LANGUAGES
from site_plugins.app import runtime, shipping

# What recognising and ranking need in one language, as a host sends it.
MOST_BYTES = 400_000
MOST_MILLISECONDS = 150
# The names of the rows and texts that make up a part of what all languages share, and of the words of a language.
SHARED_PARTS = {
    "ids and the tree": ("ids", "parents", "resources"),
    "uses": ("uses",),
    "sectors": ("sectors",),
    "what does jobs": ("jobs",),
    "List of Waste": ("codes",),
    "qualities": ("qualities",),
    "what much the same words name": ("near",),
    "letters that tell a language": ("letters",),
}
PARTS_OF_WORDS = {
    "phrases": ("forms", "phrases"),
    "words of what phrases name": ("owners", "leading"),
    "stems and what they tell": ("stems", "weights", "owned", "ranks", "senses"),
}
TIMES = (
    "one language first opened",
    "opened again",
    "opened and heard in",
    "all languages opened",
    "all languages opened and heard in",
)
SCRIPT = """
import fs from "node:fs";
import { pathToFileURL } from "node:url";
const [core, library, info, words] = process.argv.slice(1);
const { loadPyodide } = await import(pathToFileURL(core + "/pyodide.mjs").href);
const python = await loadPyodide({
  indexURL: core, stdLibURL: library, packageBaseUrl: core,
  lockFileContents: JSON.stringify({ info: JSON.parse(info), packages: {} }), env: { PYTHONHASHSEED: "0" },
});
python.runPython("import matcher.bridge, matcher.knowledge.preparing, matcher.tables");
const { take_table } = python.pyimport("matcher.bridge");
for (const [name, path] of Object.entries(JSON.parse(words))) take_table(name, new Uint8Array(fs.readFileSync(path)));
python.runPython(`
def opened(*languages):
    shelves, packaged = matcher.knowledge.shelves.Shelves, matcher.tables.packaged
    known = matcher.knowledge.Knowledge(lambda name: shelves(packaged(f"{name}.bin")))
    return [known.lexicons[language] for language in languages]

def heard(*languages):
    return [lexicon.keyed_by(0) for lexicon in opened(*languages)]
`);
const all = "'en', 'ro', 'no'";
const times = ["opened('en')", "opened('en')", "heard('en')", `opened(${all})`, `heard(${all})`].map((work) => {
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
        shared = _sent(archive.read("matcher/data/knowledge.bin"))
    sizes = {name: _sent((packed / f"{name}.bin").read_bytes()) for name in runtime.TABLES}
    words = [sizes[f"{WORDS}-{language}"] for language in LANGUAGES]
    one_language = shared + max(words)
    took = [_opening(packed) for _ in range(rounds)]
    medians = [round(statistics.median(times)) for times in zip(*took, strict=True)]
    told = {
        "gzip bytes": {
            "what a visitor of one language loads, at most": one_language,
            "what a visitor of all languages loads": shared + sum(words),
            "what all languages share": shared,
            **sizes,
        },
        "of which": _by_part(),
        "ms": dict(zip(TIMES, medians, strict=True)),
    }
    print(json.dumps(told, indent=2))
    return int(one_language > MOST_BYTES or medians[0] > MOST_MILLISECONDS)


def _sent(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def _by_part() -> dict[str, dict[str, int]]:
    """What the parts take by themselves, in what all languages share and in the words of each.

    Raises ValueError where something is kept that is no part of these.
    """
    kept = preparing.prepared()
    words = [f"{WORDS}-{language}" for language in LANGUAGES]
    parts = {"knowledge": SHARED_PARTS, **dict.fromkeys(words, PARTS_OF_WORDS)}
    for file in parts:
        beginnings = tuple(chain.from_iterable(parts[file].values()))
        besides = [name for name in kept[file] if not name.startswith(beginnings)]
        if besides:
            raise ValueError(f"{file} keeps what belongs to no part: {', '.join(besides)}")
    return {file: {part: _part(kept[file], parts[file][part]) for part in parts[file]} for file in parts}


def _part(kept: Mapping[str, Kept], names: Sequence[str]) -> int:
    """What is sent of what is kept under names that begin so."""
    return _sent(shelves.packed({name: kept[name] for name in kept if name.startswith(tuple(names))}))


def _opening(packed: Path) -> list[float]:
    """Milliseconds that each of ``TIMES`` takes, in their order, in one interpreter started anew."""
    with TemporaryDirectory() as folder:  # Within the project Node would take the interpreter's script for a module.
        core = Path(folder) / "core"
        core.symlink_to(packed / "core")
        command = [runtime.node(), "--input-type=module", "--eval", SCRIPT, str(core), str(packed / "library.zip")]
        info = json.dumps(runtime.interpreter(shipping.ROOT))
        words = json.dumps({name: str(packed / f"{name}.bin") for name in runtime.TABLES})
        done = subprocess.run([*command, info, words], capture_output=True, encoding="utf-8", check=True)
    times: list[float] = json.loads(done.stdout)
    return times


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
