"""A small server for the built site, under a sub-path as project pages have it, with text compressed as hosts do."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SUB_PATH = "/catalyst-hub/"


@cache
def compressed(file: Path, changed: int) -> bytes:
    """What stands in *file* as it is sent, compressed once until the file has *changed*."""
    return gzip.compress(file.read_bytes(), compresslevel=1)


class Handler(SimpleHTTPRequestHandler):
    """Answers what stands below *sub_path*; anything else is missing."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 (the base class has it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
    }

    def __init__(self, *arguments: Any, sub_path: str, **options: Any) -> None:
        self.sub_path = sub_path
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Send the file, the folder's index, or the site's own 404 page."""
        path = urlsplit(self.path).path
        file = Path(self.translate_path(path.removeprefix(self.sub_path.rstrip("/")) or "/"))
        if not path.startswith(self.sub_path):
            self.send_missing()
        elif file.is_dir() and not path.endswith("/"):
            self.send_moved(path + "/")
        else:
            self.send_file(file / "index.html" if file.is_dir() else file)

    def send_moved(self, path: str) -> None:
        """Send the visitor to the folder's address."""
        self.send_response(301)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_file(self, file: Path) -> None:
        """Send one file, or say that it is missing."""
        if file.is_file():
            self.send_bytes(200, self.guess_type(str(file)), file)
        else:
            self.send_missing()

    def send_missing(self) -> None:
        """Send the page that says that there is none, as static hosts do."""
        self.send_bytes(404, "text/html", Path(self.directory) / "404.html")

    def send_bytes(self, status: int, kind: str, file: Path) -> None:
        """Send what stands in *file*, compressed where the visitor takes that."""
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if "gzip" in self.headers.get("Accept-Encoding", "") and not kind.startswith(("font/", "image/png")):
            content = compressed(file, file.stat().st_mtime_ns)
            self.send_header("Content-Encoding", "gzip")
        else:
            content = file.read_bytes()
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Stay silent: the tests say what went wrong."""


class Server(ThreadingHTTPServer):
    """Hangs up when it stops: a browser keeps its connections, and would be answered on them for long."""

    daemon_threads = True

    def __init__(self, *arguments: Any) -> None:
        self.connections: list[socket.socket] = []
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer on a connection, and remember it."""
        self.connections.append(request)
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of what went wrong, unless it was the browser that hung up before it had everything."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def shutdown(self) -> None:
        """Stop, and end the connections that are still open."""
        super().shutdown()
        for connection in self.connections:
            with suppress(OSError):  # The browser may have ended it.
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(site: Path, sub_path: str = SUB_PATH) -> Iterator[str]:
    """The address of *site*, ending in a slash, while the block runs."""
    with Server(("127.0.0.1", 0), partial(Handler, directory=str(site), sub_path=sub_path)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{sub_path}"
        server.shutdown()
        thread.join()
