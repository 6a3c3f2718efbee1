"""The built site as a good host sends it: compressed, kept by browsers for as long as is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import brotli

TEXT = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest", ".csv"})
FINGERPRINTED = re.compile(r"\.[0-9a-f]{8,}\.[a-z0-9]+$")
KEPT, ASKED_AGAIN = "public, max-age=31536000, immutable", "no-cache"


@cache
def compressed(file: Path, changed: int) -> bytes:
    """Give a file as the build compressed it, else compress it; `changed` tells its versions."""
    ready = file.with_name(f"{file.name}.br")
    return ready.read_bytes() if ready.is_file() else brotli.compress(file.read_bytes())


class HostHandler(SimpleHTTPRequestHandler):
    """Send files with compression, a lifetime and their types, over a connection that stays."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".webmanifest": "application/manifest+json",
    }

    def do_GET(self) -> None:
        """Send a file, or the page for a lost address."""
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        """Send what comes before a file."""
        self._send(with_body=False)

    def _send(self, *, with_body: bool) -> None:
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        status = 200 if file.is_file() else 404
        if status == 404:
            file = Path(self.directory) / "404.html"
        content = file.read_bytes()
        self.send_response(status)
        if file.suffix in TEXT:
            self.send_header("Vary", "Accept-Encoding")
            if "br" in self.headers.get("Accept-Encoding", ""):
                content = compressed(file, file.stat().st_mtime_ns)
                self.send_header("Content-Encoding", "br")
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(content)))
        is_kept = FINGERPRINTED.search(file.name)
        self.send_header("Cache-Control", KEPT if is_kept else ASKED_AGAIN)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests do the talking."""


@contextmanager
def host(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder on this machine and give its address, without a last slash."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(HostHandler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
