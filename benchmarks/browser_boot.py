"""How soon the page ranks its example, against the bare stock interpreter's start, and how many bytes that takes.

    python -m benchmarks.browser_boot [ROUNDS]

Each round opens both pages in a browser with an empty profile (cold), and again with that profile in a browser started
afresh (second visit). The medians of all rounds are told, with their ratio: times vary with the machine and what else
it does, the ratio much less.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections import defaultdict

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.browser_serving import ROOT, Host, hosting, profile, visiting

BARS = {"cold": 0.55, "second visit": 0.45}
EXAMPLE = "site/map/#example=kalundborg"
STOCK_PAGE = """<!doctype html><meta charset="utf-8"><title>stock</title>
<script type="module">
  const worker = new Worker("stock.js", { type: "module" });
  worker.onmessage = () => { document.title = "ready"; document.body.dataset.ready = performance.now(); };
</script><body></body>"""
STOCK_WORKER = """import { loadPyodide } from "./pyodide/pyodide.mjs";
await loadPyodide({ indexURL: new URL("./pyodide/", location).href });
postMessage("ready");"""
NOTE_FIRST_CARD = """new MutationObserver((_, observer) => {
  if (!document.querySelector(".cx-card")) return;
  observer.disconnect();
  requestAnimationFrame(() => { document.documentElement.dataset.ranked = performance.now(); });
}).observe(document, { childList: true, subtree: true });"""


def main(rounds: int) -> int:
    """Measure, print, and tell by the exit code whether the bars are kept."""
    pages = {"stock.html": STOCK_PAGE, "stock.js": STOCK_WORKER}
    host = Host({"site/": ROOT / "site", "pyodide/": ROOT / "node_modules" / "pyodide"}, pages)
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    sent: dict[str, int] = {}
    with hosting(host) as address, sync_playwright() as playwright:
        for number in range(rounds + 1):
            for name, measure in (("stock", stock_start), ("ours", first_ranking)):
                with profile() as folder:
                    for visit in BARS:
                        with visiting(playwright, folder) as context:
                            took, wire = measure(context, address, host)
                        if number:  # The first round warms the host and the machine.
                            times[name, visit].append(took)
                        if visit == "cold":
                            sent[name] = wire
    return report(times, sent)


def stock_start(context: BrowserContext, address: str, host: Host) -> tuple[float, int]:
    """Milliseconds from opening a page until a worker has started Pyodide as it comes, and the bytes it took."""
    page, before = context.new_page(), host.sent
    page.goto(address + "stock.html")
    page.wait_for_selector("body[data-ready]", state="attached", timeout=120_000)
    page.wait_for_timeout(1500)
    return float(page.evaluate("document.body.dataset.ready")), host.sent - before


def first_ranking(context: BrowserContext, address: str, host: Host) -> tuple[float, int]:
    """Milliseconds from opening the page until the example's first synergy is on the screen, and the bytes it took."""
    page, before = context.new_page(), host.sent
    page.add_init_script(NOTE_FIRST_CARD)
    page.goto(address + EXAMPLE, wait_until="commit")
    page.wait_for_selector("html[data-ranked]", state="attached", timeout=120_000)
    wire = host.sent - before
    page.wait_for_selector("#matcher-app[data-kept]", timeout=120_000)
    took = float(page.evaluate("document.documentElement.dataset.ranked"))
    forget_flows(page)
    return took, wire


def forget_flows(page: Page) -> None:
    """Let the next visit begin with the example again, and not with the flows kept from it."""
    page.get_by_role("button", name="Remove all rows").click()
    page.wait_for_timeout(600)


def report(times: dict[tuple[str, str], list[float]], sent: dict[str, int]) -> int:
    """Print the medians and their ratios; 1 where a bar is missed, else 0."""
    figures, kept = {}, sent["ours"] <= sent["stock"]
    for visit, bar in BARS.items():
        stock, ours = (statistics.median(times[name, visit]) for name in ("stock", "ours"))
        kept = kept and ours / stock <= bar
        figures[visit] = {"stock_ms": round(stock), "ours_ms": round(ours), "ratio": round(ours / stock, 3), "bar": bar}
    figures["gzip bytes until the first ranking"] = sent
    print(json.dumps(figures, indent=2))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
