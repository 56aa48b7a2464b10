"""How smoothly the network of a large park moves while a site is dragged: frames a second in a real browser.

    python -m benchmarks.browser_network [ROUNDS]

A park of 150 sites with 600 links is made up, and answered to the page in the place of the matcher, so that only the
drawing is measured. One site is dragged about for two seconds; what counts is how many frames the browser drew, and how
long it took to draw the slowest of twenty.
"""

from __future__ import annotations

import itertools
import json
import random
import statistics
import sys
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser_serving import ROOT, Host, hosting, profile, visiting
from matcher.bridge import answer

SITES = 150
LINKS = 600
BAR = 30.0  # frames a second
DRAGGED = 2000  # ms
ANSWERED = """
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  const told = message?.type === "ask" && window.answers[message.request.type];
  if (!told) return post.call(this, message, ...rest);
  setTimeout(() => this.onmessage({ data: { id: message.id, type: "answer", answer: told } }));
};
"""
COUNT_FRAMES = """() => {
  const drawn = window.frames_drawn = [];
  const count = (now) => {
    if (drawn !== window.frames_drawn) return;
    drawn.push(now);
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}"""


def main(rounds: int) -> int:
    """Measure, print, and tell by the exit code whether the bar is kept."""
    host = Host({"site/": ROOT / "site"}, {})
    with (
        profile() as folder,
        hosting(host) as address,
        sync_playwright() as playwright,
        visiting(playwright, folder) as context,
    ):
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.add_init_script(f"window.answers = {json.dumps(large_park())};{ANSWERED}")
        page.goto(f"{address}site/map/#example=demonstration-cluj&view=network")
        page.locator(".cx-graph").wait_for(timeout=120_000)
        page.wait_for_timeout(2000)
        found = [dragged(page) for _ in range(rounds)]
    return report(found)


def large_park() -> dict[str, Any]:
    """Answers of the bridge about a made-up park: the shape of a real one, with many sites and links in it."""
    chance = random.Random(20261129)
    rows = json.loads(answer(json.dumps({"type": "example", "language": "en", "example": "demonstration-cluj"})))[
        "rows"
    ]
    project = {"format": "catalyst-project", "version": 1, "language": "en", "flows": rows}
    told = {
        kind: json.loads(answer(json.dumps({"type": kind, "language": "en", "project": project})))
        for kind in ("allocate", "network")
    }
    site, link = told["network"]["sites"][0], told["network"]["links"][0]
    names = [f"Site {number}" for number in range(SITES)]
    pairs = [(chance.choice(names), chance.choice(names[: SITES // 3])) for _ in range(LINKS)]
    told["network"]["sites"] = [{**site, "id": name, "label": name} for name in names]
    told["network"]["links"] = [
        {**link, "id": str(number), "from": giver, "to": taker, "is_planned": number % 3 == 0}
        for number, (giver, taker) in enumerate(pairs)
    ]
    return told


def dragged(page: Page) -> dict[str, float]:
    """Frames a second, and how long nineteen of twenty frames took at most, while a site is dragged in circles."""
    mark = page.locator(".cx-site-mark").nth(7)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 10) / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT_FRAMES)
    for step in range(DRAGGED // 20):
        page.mouse.move(x + 60 * ((step % 20) / 10 - 1), y + 40 * ((step % 14) / 7 - 1))
        page.wait_for_timeout(20)
    frames = page.evaluate("window.frames_drawn")
    page.mouse.up()
    page.wait_for_timeout(800)
    times = [later - sooner for sooner, later in itertools.pairwise(frames)]
    return {
        "frames_a_second": 1000 * len(times) / sum(times),
        "slow_frame_ms": sorted(times)[int(len(times) * 0.95)],
    }


def report(found: list[dict[str, float]]) -> int:
    """Print the medians; 1 where the bar is missed, else 0."""
    told = {name: round(statistics.median(one[name] for one in found), 1) for name in found[0]}
    print(json.dumps({"sites": SITES, "links": LINKS, **told, "bar_frames_a_second": BAR}, indent=2))
    return 0 if told["frames_a_second"] >= BAR else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
