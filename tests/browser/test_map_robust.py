"""Map your flows where something goes wrong: no network, a lost worker, a long run, an image that does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_map import BRIEF, LANGUAGES, cell, choose, opened, words
from tests.serving import serving

pytestmark = pytest.mark.browser

# In the page: *image* is the file of the memory image that this device made for itself, *replace* puts another there.
STORED_IMAGE = """
  const folder = await navigator.storage.getDirectory();
  const files = await Array.fromAsync(folder.values());
  const image = await files.find(({ name }) => name.startsWith("catalyst-image-"))?.getFile();
  const replace = async (words) => {
    const written = await (await folder.getFileHandle(image.name)).createWritable();
    await written.write(words);
    await written.close();
  };
"""


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor whose console is not watched: here errors are expected."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context
    context.close()


def ready(page: Page) -> None:
    """Wait until the matcher says that it is ready."""
    page.locator(".cx-ready").wait_for(timeout=2 * BRIEF)


def kept(page: Page) -> None:
    """Wait until the visit is kept for later ones."""
    page.locator('#matcher-app[data-kept="yes"]').wait_for(timeout=3 * BRIEF)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_worker_that_dies_is_told_and_started_again(visitor: BrowserContext, site_server: str, language: str) -> None:
    said, page = words(language), visitor.new_page()
    opened(page, site_server, language).get_by_role("button", name=said["start.type"]).click()
    cell(page, "text").fill("fly ash")
    ready(page)
    page.locator(".cx-chip").first.wait_for(timeout=2 * BRIEF)  # An answer still waited for would start it anew.
    page.workers[0].evaluate("self.close()")
    expect(page.locator(".cx-engine")).to_contain_text(said["engine.lost"], timeout=BRIEF)
    expect(cell(page, "text")).to_have_value("fly ash")
    page.get_by_role("button", name=said["engine.retry"]).click()
    ready(page)
    page.get_by_role("button", name=said["run.find"]).click()
    expect(page.locator(".cx-results")).to_be_visible(timeout=BRIEF)


def test_a_long_run_is_cancelled_and_the_rows_stay(page: Page, site_server: str) -> None:
    lines = [f"{'have' if n % 2 else 'want'},steel slag and fly ash no {n},Site {n}" for n in range(6000)]
    opened(page, site_server)
    choose(page, "many.csv", ("side,text,site\n" + "\n".join(lines)).encode())
    expect(page.locator(".cx-pager")).to_contain_text("6,000", timeout=4 * BRIEF)
    page.get_by_role("button", name="Find synergies").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".cx-toast")).to_contain_text("Stopped")
    expect(page.get_by_role("button", name="Find synergies")).to_be_enabled()
    expect(page.locator(".cx-pager")).to_contain_text("6,000")
    ready(page)


def test_a_second_visit_needs_no_network(visitor: BrowserContext, site: Path) -> None:
    with serving(site) as address:
        page = visitor.new_page()
        page.goto(address + "ro/map/#example=kalundborg")
        page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)
        kept(page)
        page.locator('[data-tool="clear"]').click()
        page.wait_for_timeout(600)
        page.close()
    page = visitor.new_page()
    page.goto(address + "ro/map/#example=kalundborg")
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)
    choose(page, "a.csv", b"side,text\nhave,slag\n")
    expect(page.locator(".cx-toast")).to_contain_text("1", timeout=BRIEF)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_beside_the_matcher_open_without_a_network(
    visitor: BrowserContext, site: Path, language: str
) -> None:
    with serving(site) as server:
        address = server + LANGUAGES[language]
        page = visitor.new_page()
        page.goto(address + "#example=kalundborg")
        kept(page)
        page.wait_for_function(
            """async (address) => Boolean(await caches.match(`${address}how-it-works/`))""", arg=address, timeout=BRIEF
        )
        page.wait_for_function(
            """async () => {
              const requests = await (await caches.open("catalyst-pages")).keys();
              return requests.some(({ url }) => /[/]assets[/]explore[/]..-.*json$/.test(url));
            }""",
            timeout=BRIEF,
        )
        page.close()
    page = visitor.new_page()
    page.goto(address + "explore/#resource=whey")
    expect(page.locator("#explorer h2").first).to_be_visible(timeout=BRIEF)
    page.goto(address + "how-it-works/")
    expect(page.locator("h1")).to_be_visible()
    page.goto(address)
    page.locator(".cx-app").wait_for(timeout=BRIEF)


def test_a_download_that_fails_is_told_and_tried_again(visitor: BrowserContext, site_server: str) -> None:
    page = visitor.new_page()
    visitor.route("**/*.wasm", lambda route: route.abort())
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    cell(page, "text").fill("fly ash")
    cell(page, "text").press("Tab")
    expect(page.locator(".cx-engine")).to_contain_text("has stopped", timeout=BRIEF)
    page.wait_for_timeout(2000)  # What was typed is asked by then, in vain.
    visitor.unroute("**/*.wasm")
    page.get_by_role("button", name="Start it again").click()
    ready(page)
    expect(page.locator(".cx-chip").first).to_contain_text("ash", timeout=BRIEF)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_the_matches_that_cannot_be_fetched_are_told_and_asked_for_again(
    visitor: BrowserContext, site_server: str, language: str
) -> None:
    said, page = words(language), visitor.new_page()
    visitor.route("**/told*.bin", lambda route: route.abort())
    opened(page, site_server, language)
    choose(page, "flows.csv", b"side,text\nhave,fly ash\nwant,clinker substitute\n")
    page.get_by_role("button", name=said["run.find"]).click()
    expect(page.get_by_text(said["problems.not-fetched"])).to_be_visible(timeout=2 * BRIEF)
    visitor.unroute("**/told*.bin")
    page.get_by_role("button", name=said["run.find"]).click()
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_other_languages_that_cannot_be_fetched_are_done_without(
    visitor: BrowserContext, site_server: str, language: str
) -> None:
    page, asked = visitor.new_page(), []
    known = {"en": "fly ash", "ro": "cenușă zburătoare", "no": "flyveaske"}
    strange = {"en": "flyveaske", "ro": "flyveaske", "no": "cenușă zburătoare"}
    for other in {*LANGUAGES} - {language}:
        visitor.route(f"**/words-{other}-*.bin", lambda route: (asked.append(route.request.url), route.abort()))
    opened(page, site_server, language)
    own, other = f"{known[language]},{language}", f"{strange[language]},{language}"
    choose(page, "flows.csv", f"side,text,language\nhave,{own}\nwant,{own}\nhave,{other}\n".encode())
    page.get_by_role("button", name=words(language)["run.find"]).click()
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)
    assert asked
    expect(page.get_by_text(words(language)["problems.not-fetched"])).to_have_count(0)


def test_words_of_the_language_that_flows_tell_are_asked_for_again(visitor: BrowserContext, site_server: str) -> None:
    page = visitor.new_page()
    visitor.route("**/words-*.bin", lambda route: route.abort())
    opened(page, site_server)
    choose(page, "flows.csv", b"side,text,language\nhave,flyveaske,no\nwant,flyveaske,no\n")
    page.get_by_role("button", name="Find synergies").click()
    expect(page.get_by_text(words("en")["problems.not-fetched"])).to_be_visible(timeout=2 * BRIEF)
    visitor.unroute("**/words-*.bin")
    page.get_by_role("button", name="Find synergies").click()
    page.locator(".cx-card").first.wait_for(timeout=2 * BRIEF)


@pytest.mark.parametrize(("path", "is_sure_to_tell"), [("map/", False), ("map/#example=kalundborg", True)])
def test_what_only_tells_of_matches_is_fetched_ahead_where_matches_are_sure_to_be_told(
    visitor: BrowserContext, site_server: str, path: str, is_sure_to_tell: bool
) -> None:
    page, fetched = visitor.new_page(), []
    visitor.route("**/told*.bin", lambda route: (fetched.append(route.request.url), route.abort()))
    page.goto(site_server + path)
    page.locator(".cx-app").hover()
    ready(page)
    assert bool(fetched) is is_sure_to_tell


def test_an_image_that_does_not_hold_is_passed_over(visitor: BrowserContext, site_server: str) -> None:
    page = visitor.new_page()
    page.goto(site_server + "map/#example=kalundborg")
    kept(page)
    page.evaluate(
        f"""async () => {{
          {STORED_IMAGE}
          const words = new Uint32Array(await image.arrayBuffer());
          words[words.length - 5] ^= 1;
          await replace(words);
        }}"""
    )
    page.reload()
    ready(page)


@pytest.mark.parametrize("image", [b"", b"damaged!" * 1000])
def test_without_the_image_of_the_site_the_start_is_an_ordinary_one(
    visitor: BrowserContext, site_server: str, image: bytes
) -> None:
    page = visitor.new_page()
    visitor.route("**/image-*.bin", lambda route: route.fulfill(body=image) if image else route.abort())
    page.goto(site_server + "map/#example=kalundborg")
    page.locator(".cx-card").first.wait_for(timeout=4 * BRIEF)


def test_an_image_that_breaks_the_start_is_dropped(visitor: BrowserContext, site_server: str) -> None:
    page = visitor.new_page()
    page.goto(site_server + "map/#example=kalundborg")
    kept(page)
    page.evaluate(
        f"""async () => {{
          {STORED_IMAGE}
          // Memory, heading and stretches as they should be, and a sum that holds; but what is in them means nothing.
          const words = new Uint32Array([20971520, 0, 64, 1, 0, 4096, ...new Array(16 + 1024).fill(7)]);
          let sum = words.length;
          for (const word of words) sum = (Math.imul(sum, 31) + word) | 0;
          await replace(new Uint32Array([sum, ...words]));
        }}"""
    )
    page.reload()
    page.locator(".cx-ready").wait_for(timeout=4 * BRIEF)
    size = f"async () => {{ {STORED_IMAGE} return image?.size ?? 0; }}"
    assert page.evaluate(size) != 4 * (7 + 16 + 1024)


def test_nothing_in_the_worker_reaches_another_origin(visitor: BrowserContext, site_server: str) -> None:
    heard = []

    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as stranger:
        Thread(target=stranger.serve_forever, daemon=True).start()
        elsewhere = f"http://127.0.0.1:{stranger.server_address[1]}/"
        page = visitor.new_page()
        page.goto(site_server + "map/#example=kalundborg")
        ready(page)
        ask = "(address) => fetch(address).then(() => 'reached', () => 'refused')"
        assert page.workers[0].evaluate(ask, elsewhere) == "refused"
        # Python in the worker has no other way out than the browser's own requests.
        request = """(address) => {
          const request = new XMLHttpRequest();
          request.open("GET", address, false);
          try { request.send(); return "reached"; } catch { return "refused"; }
        }"""
        assert page.workers[0].evaluate(request, elsewhere) == "refused"
        stranger.shutdown()
    assert heard == []


def test_a_full_device_is_told(visitor: BrowserContext, site_server: str) -> None:
    page = visitor.new_page()
    page.add_init_script(
        """IDBObjectStore.prototype.put = function () {
          throw new DOMException("full", "QuotaExceededError");
        };"""
    )
    opened(page, site_server).get_by_role("button", name="Start typing").click()
    cell(page, "text").fill("slag")
    expect(page.locator(".cx-saved")).to_contain_text("no room left")
