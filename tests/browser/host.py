"""A static host as tests need it: it can be deployed to, cut off, slowed down and looked into."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

import brotli

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


@cache
def encoded(content: bytes, encoding: str) -> bytes:
    """Give a file as it is sent; the hosts of many tests send the same ones."""
    match encoding:
        case "br":
            return brotli.compress(content)
        case "gzip":
            return gzip.compress(content, 9)
    return content


@dataclass
class Host:
    """The site of a folder below a path, as its readers meet it; compressed where they take it."""

    root: Path
    prefix: str = "/"
    """The path of the site on this host, with a slash at both ends."""
    delay: float = 0
    """Seconds before any answer."""
    is_broken: bool = False
    """Answer everything with an error of the server."""
    in_place_of_pages: bytes = b""
    """What somebody on the way puts in the place of every page, with the status of a page."""
    sent: list[tuple[str, int]] = field(default_factory=list)
    """Path below the prefix and the bytes of the answer, in the order of asking."""
    _server: ThreadingHTTPServer | None = None
    _port: int = 0

    @property
    def address(self) -> str:
        """Give the address of the site's root, with a slash at the end."""
        return f"http://localhost:{self._port}{self.prefix}"

    def start(self) -> None:
        """Answer; on the port of the time before, if there was one."""
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_port
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Be out of reach, as when the reader has no connection."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def pages_sent(self) -> list[str]:
        """Give the pages that were asked for, in order."""
        return [path for path, _ in self.sent if path.endswith("/") or not path]

    def answer(self, request: Any) -> None:
        """Answer one request."""
        time.sleep(self.delay)
        if self._server is None:
            return  # a connection that the browser had opened to be quick
        path = unquote(urlsplit(request.path).path)
        inside = path.removeprefix(self.prefix)
        file = self.root / inside
        if file.is_dir():
            file = file / "index.html"
        status = 200
        if self.is_broken:
            status, content, kind = 503, b"<h1>Broken</h1>", MEDIA_TYPES[".html"]
        elif not path.startswith(self.prefix) or not file.is_file():
            status, content, kind = 404, b"<h1>Missing</h1>", MEDIA_TYPES[".html"]
        elif self.in_place_of_pages and file.suffix == ".html":
            content, kind = self.in_place_of_pages, MEDIA_TYPES[".html"]
        else:
            content, kind = file.read_bytes(), MEDIA_TYPES.get(file.suffix, "text/plain")
        accepted = request.headers.get("Accept-Encoding", "")
        encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
        content = encoded(content, encoding)
        self.sent.append((inside, len(content)))
        request.send_response(status)
        request.send_header("Content-Type", kind)
        if encoding:
            request.send_header("Content-Encoding", encoding)
            request.send_header("Vary", "Accept-Encoding")
        # As many hosts do: a browser may show a page for a while without asking again.
        request.send_header("Cache-Control", "max-age=600")
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
