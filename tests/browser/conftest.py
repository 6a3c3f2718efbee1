"""A real browser on the real site, served from this machine: one of each for every worker."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import BUILD_DATE, PROJECT_ROOT
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

# Folds are opened, so that what is in them is looked at too; the menu would lie over the page.
RUN_AXE = """async () => {
  document.querySelectorAll('main details').forEach(fold => { fold.open = true; });
  const rules = Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }]));
  const { violations } = await axe.run(document, { rules, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map(
    node => `${id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`));
}"""

OpenPage = Callable[..., Page]
StartPreview = Callable[..., "LivePreview"]

PATIENCE_MS = 60_000
"""A build takes seconds; a busy machine takes its time."""
OVERLAY = ".site-builder-overlay--error"


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


@pytest.fixture(scope="session")
def axe(project_root: Path) -> str:
    path = project_root / "node_modules" / "axe-core" / "axe.min.js"
    assert path.is_file(), "axe-core is missing; `make test` installs it"
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def walked_pages(built_site: BuiltSite, is_full_run: bool) -> tuple[BuiltPage, ...]:
    """Give pages that show all there is on the site; every page of it in `make test-full`."""
    return built_site.pages if is_full_run else built_site.varied_pages


def wait_for(page: Page, condition: str, argument: object = None) -> None:
    """Wait until a function says so; Playwright's own way is text as code, which a policy forbids.

    It is asked at times and not for each frame, for 15 seconds.
    """
    page.evaluate(
        f"""async argument => {{
          for (let times = 0; times < 300; times += 1) {{
            if (({condition})(argument)) return;
            await new Promise(next => setTimeout(next, 50));
          }}
          throw new Error("it has not come to be");
        }}""",
        argument,
    )


def address_of(site_address: str, page: BuiltPage) -> str:
    return site_address + ("/" + page.path if page.is_not_found else page.url)


# --- the live preview ---------------------------------------------------------------------------


@dataclass
class LivePreview:
    """`site-builder serve` on a copy of the project, and what it has said."""

    process: subprocess.Popen[str]
    said: list[str]

    @property
    def text(self) -> str:
        return "".join(self.said)

    @property
    def address(self) -> str:
        found = re.search(r"http://\S+/", self.text)
        assert found, self.text
        return found[0]

    def wait_for(self, text: str, times: int = 1) -> None:
        until = time.monotonic() + PATIENCE_MS / 1000
        while self.text.count(text) < times:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < until, self.text
            time.sleep(0.05)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE_MS / 1000)


@pytest.fixture
def start_preview(project: Path) -> Iterator[StartPreview]:
    """Start the preview on a free port; by default it is ready when it is given."""
    started: list[LivePreview] = []
    # A shell lets what it runs in the background ignore Ctrl+C, and all that is started there.
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def start(port: int | str = 0) -> LivePreview:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "site_builder", "--project", str(project)),
                *("serve", "--port", str(port), "--date", BUILD_DATE),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            cwd=PROJECT_ROOT,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        )
        preview = LivePreview(process=process, said=[])
        output = process.stdout
        assert output is not None
        Thread(target=lambda: preview.said.extend(output), daemon=True).start()
        started.append(preview)
        preview.wait_for("Ctrl+C")
        return preview

    yield start
    for preview in started:
        if preview.process.poll() is None:
            preview.process.kill()
            preview.process.wait()


@pytest.fixture
def patient_page(open_page: OpenPage) -> Iterator[Page]:
    """A page that waits for builds, and whose scripts may not fail."""
    page, errors = open_page(), list[str]()
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert not errors
