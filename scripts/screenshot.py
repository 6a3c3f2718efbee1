"""Take the pictures that the README shows: the home page and an answer, on phones and a desktop.

Takes the project as it is, builds it into a temporary folder and leaves PNG files in
`docs/images/`. Needs the test tools (`make screenshot` sets them up). Changes nothing else.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHOTS = (
    ("home-phone.png", "", {"width": 390, "height": 844}, 2, "light"),
    ("answer-phone.png", "jika-meninggal/", {"width": 390, "height": 844}, 2, "dark"),
    ("home-desktop.png", "", {"width": 1280, "height": 860}, 1, "light"),
)
"""By file: the page, the size in CSS pixels, the pixels of the picture for each, the colours."""


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
        take_pictures(f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def take_pictures(address: str) -> None:
    """Open each page in its size and colours and save what a person sees first."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        sys.exit("No browser on this machine; `make screenshot` installs one or says how.")
    is_superuser = hasattr(os, "geteuid") and os.geteuid() == 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox"] if is_superuser else []
        )
        for name, path, viewport, scale, colours in SHOTS:
            page = browser.new_page(
                viewport=viewport, color_scheme=colours, device_scale_factor=scale
            )
            page.goto(address + path)
            page.screenshot(path=PICTURES / name)
            print(PICTURES.relative_to(ROOT) / name)
        browser.close()


if __name__ == "__main__":
    main()
