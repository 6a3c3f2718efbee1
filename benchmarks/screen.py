"""From saving a file until a browser shows it: the previews of all generators."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from benchmarks.results import Results
from benchmarks.subjects import OURS, Subject

SHOWN = "text => document.body.innerText.includes(text)"
OVERLAY_SHOWN = "() => !!document.querySelector('.site-builder-overlay--error')"
OVERLAY_GONE = "() => !document.querySelector('.site-builder-overlay--error')"
MISTAKE = "\n{{ coverage.nothing }}\n"
SAVES, FIRST_ROUND = 7, 1001
PATIENCE_SECONDS = 1800
BETWEEN_SECONDS = 1.0
"""Until the next save, as a person takes at least."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def measure_screen(
    sites: Sequence[tuple[object, Subject]], results: Results, say: Callable[[str], None]
) -> None:
    """Save, look, break, mend; of our own preview also how soon a mistake is shown and gone."""
    with _open_page() as page:
        for site, subject in sites:
            if results.count(site, "screen", subject.name) >= SAVES:
                continue
            with _preview(subject) as address:
                page.goto(address)
                for number in range(FIRST_ROUND, FIRST_ROUND + SAVES):
                    for step, seconds in _save(page, subject, number):
                        results.add(site, step, subject.name, {"wall": seconds})
                        say(f"{site:>6}  {step:<10}{subject.name:<10}{seconds:9.3f} s")


def _save(page: Page, subject: Subject, number: int) -> Iterator[tuple[str, float]]:
    change = subject.changes["edit"]
    new = change.apply(number)
    yield "screen", _wait(page, SHOWN, new)
    if subject.name == OURS:
        text = change.path.read_text(encoding="utf-8")
        change.path.write_text(text + MISTAKE, encoding="utf-8")
        yield "mistake", _wait(page, OVERLAY_SHOWN)
        change.path.write_text(text, encoding="utf-8")
        yield "mended", _wait(page, OVERLAY_GONE)


def _wait(page: Page, condition: str, argument: str = "") -> float:
    begun = time.perf_counter()
    page.wait_for_function(condition, arg=argument, timeout=PATIENCE_SECONDS * 1000)
    seconds = time.perf_counter() - begun
    time.sleep(BETWEEN_SECONDS)
    return seconds


@contextmanager
def _open_page() -> Iterator[Page]:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    is_superuser = os.geteuid() == 0
    with sync_playwright() as playwright:
        options = ["--no-sandbox"] if is_superuser else []
        started = playwright.chromium.launch(executable_path=browser, args=options)
        yield started.new_context(service_workers="block").new_page()
        started.close()


@contextmanager
def _preview(subject: Subject) -> Iterator[str]:
    """Start a preview; give the address of the page that is edited, once it is there."""
    port = _free_port()
    log = subject.folder.with_name(f"{subject.folder.name}-preview.log")
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*subject.serve, str(port)], cwd=subject.folder, stdout=said, stderr=said
        )
        try:
            address = f"http://localhost:{port}{subject.address}"
            _wait_for_server(address, process, log)
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE_SECONDS)


def _wait_for_server(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address):
                return
        except HTTPError as error:
            raise ValueError(f"{address}: {error}") from error
        except (OSError, HTTPException):
            time.sleep(BETWEEN_SECONDS)
    raise ValueError(f"{address}: {log.read_text(encoding='utf-8')}")


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
