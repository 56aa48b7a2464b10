"""What a plan needs besides the matcher reaches the page only when a plan is asked for, under the page's policy."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from matcher.bridge import answer
from tests.browser.test_map import opened

pytestmark = pytest.mark.browser

ASK = """async (requests) => {
  const { worker } = window.matcherStart({ type: "boot", id: 0 });
  const answers = [];
  const heard = (id) => new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => {
      if (data.id !== id || data.type === "progress") return;
      data.type === "answer" ? resolve(data.answer) : reject(new Error(data.detail));
    });
  });
  await heard(0);
  for (const [place, request] of requests.entries()) {
    const answered = heard(place + 1);
    worker.postMessage({ type: "ask", id: place + 1, request });
    answers.push(await answered);
  }
  worker.terminate();
  return answers;
}"""


def test_networks_and_the_solver_are_fetched_for_a_plan_and_not_before(page: Page, site_server: str) -> None:
    fetched: list[str] = []
    page.context.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[-1]))
    opened(page, site_server)
    rows = json.loads(answer(json.dumps({"type": "example", "language": "en", "example": "demonstration-cluj"})))[
        "rows"
    ]
    match = {"type": "match", "language": "en", "rows": rows, "options": {}}
    plan = {"type": "allocate", "language": "en", "project": {"flows": rows}, "options": {"least_lots": {"t": 70}}}
    page.evaluate(ASK, [match])
    assert not [name for name in fetched if name.startswith("network-") or name.startswith("highs")]
    told = page.evaluate(ASK, [plan])[0]
    assert [name for name in fetched if name.startswith("network-")]
    assert [name for name in fetched if name == "highs.wasm"]
    assert told == json.loads(answer(json.dumps(plan)))
    assert told["method"]["code"] == "programme"
    assert all(one["amount"] >= 70 for one in told["exchanges"] if one["unit"] == "t")
