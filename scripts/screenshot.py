"""Take the pictures of the README and of the staff guide, from the project as it is.

The site is built into a temporary folder; the desk, the editor and a mistake are shown by the
preview of a copy. Leaves PNG files in `docs/images/` and changes nothing else. Needs the test
tools (`make screenshot` sets them up).
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
ADDRESS = re.compile(r"http://\S+/")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHOTS = (
    ("home-phone.png", "", {"width": 390, "height": 844}, 2, "light"),
    ("answer-phone.png", "jika-meninggal/", {"width": 390, "height": 844}, 2, "dark"),
    ("home-desktop.png", "", {"width": 1280, "height": 860}, 1, "light"),
)
"""By file: the page, the size in CSS pixels, the pixels of the picture for each, the colours."""

STAFF = {"width": 1280, "height": 720}
COPIED = ("site.yaml", "content", "data")
MISTYPED = ("{{ coverage.total", "{{ coverage.totl")
"""What somebody means, and types."""


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a line for each."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Build the site, serve it and take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "site_builder", "--project", str(ROOT)]
        subprocess.run([*command, "build", "--output", folder], check=True)
        handler = partial(QuietHandler, directory=folder)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        with open_browser() as browser:
            take_pictures(browser, address)
            take_staff_pictures(browser)
        server.shutdown()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the first browser that this machine has."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        sys.exit("No browser on this machine; `make screenshot` installs one or says how.")
    is_superuser = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox"] if is_superuser else []
        )
        yield browser
        browser.close()


def take_pictures(browser: Browser, address: str) -> None:
    """Open each page in its size and colours and save what a person sees first."""
    for name, path, viewport, scale, colours in SHOTS:
        page = browser.new_page(viewport=viewport, color_scheme=colours, device_scale_factor=scale)
        page.goto(address + path)
        save(page, name)


def take_staff_pictures(browser: Browser) -> None:
    """Save what staff see of the preview: the desk, a page being edited, and a mistake."""
    with tempfile.TemporaryDirectory() as folder, preview(Path(folder)) as address:
        page = browser.new_page(viewport=STAFF, color_scheme="light")
        page.goto(f"{address}__desk/")
        save(page, "staff-desk.png")
        page.goto(f"{address}__desk/pages/")
        page.locator("a[href$='/edit/page/home']").click()
        page.wait_for_load_state("networkidle")
        save(page, "staff-edit.png")
        page.goto(address)
        home = Path(folder) / "content" / "home.id.md"
        home.write_text(home.read_text("utf-8").replace(*MISTYPED, 1), "utf-8")
        page.locator(".site-builder-overlay--error").wait_for()
        save(page, "staff-mistake.png")


@contextmanager
def preview(folder: Path) -> Iterator[str]:
    """Show a copy of the project, and give the address once it is ready."""
    for name in COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, folder / name)
    command = [sys.executable, "-m", "site_builder", "--project", folder, "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    yield next(found[0] for line in process.stdout if (found := ADDRESS.search(line)))
    process.terminate()


def save(page: Page, name: str) -> None:
    """Write what the page shows now."""
    page.screenshot(path=PICTURES / name)
    print(PICTURES.relative_to(ROOT) / name)


if __name__ == "__main__":
    main()
