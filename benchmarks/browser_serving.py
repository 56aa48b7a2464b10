"""What the browser benchmarks share: a host that sends as GitHub Pages does, and a real Chromium with a profile."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import os
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Playwright

from tests.chromium import whole

ROOT = Path(__file__).parent.parent
KINDS = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".woff2": "font/woff2"}
UNCOMPRESSED = {".woff2", ".png"}
SETTLING = 3  # Seconds in which a browser that was just started builds pages of its own, unseen.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


class Host:
    """Folders served from one address: each file compressed once, and its bytes on the wire counted."""

    def __init__(self, folders: Mapping[str, Path], pages: Mapping[str, str]) -> None:
        """*folders* by the path they are served under; *pages* are single texts of HTML or script by their path."""
        self.folders = folders
        self.pages = pages
        self.sent = 0

    @cache  # noqa: B019 (a host lives as long as the benchmark)
    def content(self, path: str) -> tuple[bytes, str, bool] | None:
        """The bytes for *path*, their kind, and whether they are compressed."""
        if path in self.pages:
            return gzip.compress(self.pages[path].encode()), _kind(path or ".html"), True
        for prefix, folder in self.folders.items():
            if path.startswith(prefix):
                file = folder / path.removeprefix(prefix)
                file = file / "index.html" if file.is_dir() else file
                if file.is_file():
                    is_plain = file.suffix in UNCOMPRESSED
                    bare = file.read_bytes()
                    return (bare if is_plain else gzip.compress(bare)), _kind(file.name), not is_plain
        return None


@contextmanager
def hosting(host: Host) -> Iterator[str]:
    """The address of *host*, ending in a slash, while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = host.content(urlsplit(self.path).path.lstrip("/"))
            body, kind, is_compressed = found or (b"", "text/plain", False)
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            is_known = self.headers.get("If-None-Match") == tag
            self.send_response(404 if found is None else 304 if is_known else 200)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", tag)
            self.send_header("Cache-Control", "max-age=600")
            if is_compressed:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", "0" if is_known else str(len(body)))
            self.end_headers()
            if not is_known:
                host.sent += len(body)
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@contextmanager
def profile() -> Iterator[str]:
    """The folder of a visitor's browser profile, empty at first."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield folder


@contextmanager
def visiting(playwright: Playwright, folder: str) -> Iterator[BrowserContext]:
    """A browser started afresh on a profile, as when the visitor comes back another day, and come to rest."""
    path = whole(lambda: Path(playwright.chromium.executable_path))
    if path is None:
        raise SystemExit("There is no Chromium: run “make whole-browser”.")
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    context = playwright.chromium.launch_persistent_context(folder, executable_path=path, args=arguments)
    time.sleep(SETTLING)
    yield context
    context.close()


def _kind(name: str) -> str:
    suffix = Path(name).suffix or name
    return KINDS.get(suffix) or mimetypes.guess_type(f"x{suffix}")[0] or "application/octet-stream"
