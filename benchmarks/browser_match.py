"""How long the browser takes to match 180 wants with 400 haves, against CPython, and what memory that needs.

    python -m benchmarks.browser_match [ROUNDS]

WebAssembly runs Python slower than the machine itself does. The slow-down is measured in the same run by a loop of
plain Python in both; the bar is 1.5 times CPython's time times that slow-down. Both are given a first, unmeasured
request, so that the knowledge has been read. The flows are drawn, always the same, from the words of the knowledge
tables in three languages.
"""

from __future__ import annotations

import csv
import json
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser_serving import ROOT, Host, hosting, profile, visiting
from matcher.bridge import answer

BAR = 1.5
WANTS, HAVES = 180, 400
PAGE = """<!doctype html><meta charset="utf-8"><title>match</title><script type="module">
  const worker = new Worker("worker.js", { type: "module" });
  window.ask = (message) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(message);
  });
</script>"""
WORKER = """
let python, answer;
onmessage = async ({ data: { boot, request, loop } }) => {
  if (boot) {
    const { core, library, info } = boot;
    const { loadPyodide } = await import(`${core}pyodide.mjs`);
    const lockFileContents = JSON.stringify({ info, packages: {} });
    const env = { PYTHONHASHSEED: "0" };
    python = await loadPyodide({ indexURL: core, stdLibURL: library, packageBaseUrl: core, lockFileContents, env });
    answer = python.pyimport("matcher.bridge").answer;
    return postMessage({});
  }
  const start = performance.now();
  const told = loop ? python.runPython(loop) : answer(request);
  const heap = python._module.HEAPU8.length;
  postMessage({ told, took: performance.now() - start, heap });
};
"""
LOOP = """
def work(rounds):
    words = [f"word{number % 997}" for number in range(5000)]
    total = 0
    for turn in range(rounds):
        seen = {}
        for place, word in enumerate(words):
            seen[word] = seen.get(word, 0) + len(word) * (place % 7)
        total += sum(sorted(seen.values())[:100])
        total += len({word[:-1] for word in words} & {word[1:] for word in words})
    return total

work(60)
"""


def main(rounds: int) -> int:
    """Measure, print, and tell by the exit code whether the bar is kept."""
    request = json.dumps({"type": "match", "language": "en", "rows": flows(), "options": {}}, ensure_ascii=False)
    native = [in_cpython(request) for _ in range(rounds)]
    with profile() as folder, sync_playwright() as playwright:
        host = Host({"site/": ROOT / "site"}, {"match.html": PAGE, "worker.js": WORKER})
        with hosting(host) as address, visiting(playwright, folder) as context:
            page = context.new_page()
            page.goto(address + "match.html")
            started(page, address)
            browser = [in_browser(page, request) for _ in range(rounds)]
            memory = memory_of(page)
    return report(native, browser, memory)


def flows() -> list[dict[str, str]]:
    """The rows of two workshops: haves and wants of all kinds, in three languages, some with amounts and places."""
    chance = random.Random(20261121)
    known = [row for file in sorted((ROOT / "matcher/data/resources").glob("*.csv")) for row in table(file)]
    streams = [row for row in known if row["nature"] in ("stream", "product")]
    wanted = [row for row in known if row["nature"] in ("stream", "role")]
    towns = ("Cluj-Napoca", "Turda", "Trondheim", "Verdal", "Oradea", "Skogn", "")
    sides = [("have", streams, HAVES), ("want", wanted, WANTS)]
    return [row(side, chance, chance.choice(choices), towns) for side, choices, count in sides for _ in range(count)]


def row(side: str, chance: random.Random, resource: dict[str, str], towns: tuple[str, ...]) -> dict[str, str]:
    """One flow as somebody could have written it."""
    language = chance.choice(("en", "ro", "no"))
    words = [resource[language], *filter(None, resource[f"words_{language}"].split(";"))]
    amount = str(chance.randrange(5, 90_000)) if chance.random() < 0.6 else ""
    return {
        "side": side,
        "site": f"Site {chance.randrange(60)}",
        "text": chance.choice(words),
        "quantity": amount,
        "unit": "t" if amount else "",
        "period": "year" if amount else "",
        "place": chance.choice(towns),
    }


def table(file: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def in_cpython(request: str) -> dict[str, float]:
    """Milliseconds of processor time for the request, and for the loop of plain Python."""
    answer(request)
    return {"match": timed(lambda: answer(request)), "loop": timed(lambda: exec(LOOP, {}))}


def timed(work: Any) -> float:
    """Milliseconds that *work* takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def started(page: Page, address: str) -> None:
    """Start the interpreter of the built site in the page's worker, and let it read its knowledge."""
    html = (ROOT / "site/map/index.html").read_text(encoding="utf-8")
    told = json.loads(html.split('id="matcher-settings">')[1].split("</script>")[0])
    base = f"{address}site/"
    boot = {"core": base + told["core"], "library": base + told["library"], "info": told["info"]}
    page.evaluate("(boot) => window.ask({ boot })", boot)


def in_browser(page: Page, request: str) -> dict[str, float]:
    """The same in the page's worker."""
    page.evaluate("(request) => window.ask({ request })", request)
    match = page.evaluate("(request) => window.ask({ request })", request)
    loop = page.evaluate("(loop) => window.ask({ loop })", LOOP)
    synergies = len(json.loads(match["told"])["synergies"])
    return {"match": match["took"], "loop": loop["took"], "heap": match["heap"], "synergies": synergies}


def memory_of(page: Page) -> int:
    """Megabytes that the page's process holds."""
    session = page.context.browser.new_browser_cdp_session() if page.context.browser else None
    if session is None:
        return 0
    found = [one["id"] for one in session.send("SystemInfo.getProcessInfo")["processInfo"] if one["type"] == "renderer"]
    return max(resident_megabytes(number) for number in found)


def resident_megabytes(process: int) -> int:
    """What /proc says of a process, where there is such a thing."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1000 for line in lines if line.startswith("VmRSS")), 0)


def report(native: list[dict[str, float]], browser: list[dict[str, float]], memory: int) -> int:
    """Print the medians; 1 where the bar is missed, else 0."""
    told = {
        f"{name}_{what}_ms": round(statistics.median(one[what] for one in found), 1)
        for name, found in (("cpython", native), ("browser", browser))
        for what in ("match", "loop")
    }
    slowdown = told["browser_loop_ms"] / told["cpython_loop_ms"]
    ratio = told["browser_match_ms"] / told["cpython_match_ms"] / slowdown
    figures = {
        "wants": WANTS,
        "haves": HAVES,
        "synergies": browser[-1]["synergies"],
        **told,
        "slow_down_of_the_interpreter": round(slowdown, 2),
        "ratio": round(ratio, 2),
        "bar": BAR,
        "interpreter_memory_mb": round(browser[-1]["heap"] / 1e6),
        "page_process_mb": memory,
    }
    print(json.dumps(figures, indent=2))
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
