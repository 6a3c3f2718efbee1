"""A real browser on the real site, served from this machine: one of each for every worker."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.site.built_site import BuiltPage, BuiltSite

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_OPTIONS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)

PHONE = {"width": 360, "height": 640}
DESKTOP = {"width": 1280, "height": 800}

READING = (Path(__file__).parent / "reading.js").read_text(encoding="utf-8")
"""What a page must be given before it can be asked `reading.…`."""

OpenPage = Callable[..., Page]


class SiteHandler(SimpleHTTPRequestHandler):
    """Serve a folder as a static host does: quietly, with the site's own page for a lost one."""

    def send_error(self, code: int, *rest: object) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, *rest)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests do the talking."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine and give its address, without a last slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, "no browser on this machine; `make test` installs one or says how"
    is_superuser = hasattr(os, "geteuid") and os.geteuid() == 0
    options = [*BROWSER_OPTIONS, *(["--no-sandbox"] if is_superuser else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site_address(built_site: BuiltSite) -> Iterator[str]:
    with serve(built_site.root) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a page in a fresh context; keywords are the context's (viewport, colours, scripts).

    The worker that keeps pages is left out but where a test asks for it: it fetches others
    meanwhile.
    """
    contexts: list[BrowserContext] = []

    def open_(**options: object) -> Page:
        context = browser.new_context(**{"service_workers": "block"} | options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(params=["of each kind", pytest.param("every one", marks=pytest.mark.full)])
def walked_pages(request: pytest.FixtureRequest, built_site: BuiltSite) -> tuple[BuiltPage, ...]:
    """Give pages that show all there is on the site; every page of it in `make test-full`."""
    return built_site.pages if request.param == "every one" else built_site.varied_pages
