"""The site behind real web servers, set up as `docs/deploy.md` says with the files of the build."""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, PROJECT_ROOT, OpenPage, wait_for
from tests.every import every
from tests.site.built_site import BuildOnce, BuiltPage, BuiltSite
from tests.site.changes import end_offline

pytestmark = pytest.mark.full

RECIPES = PROJECT_ROOT / "docs" / "deploy.md"
BELOW = "https://pemkot.kota-contoh.id/warga/pijar-semar/"
ANYWHERE = {"nginx": ("nginx", "/usr/sbin/nginx"), "caddy": ("caddy",)}
NGINX = """daemon off; pid {folder}/pid; error_log stderr; {user}
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {recipe}
}}
"""
CADDY = """{{
  admin off
  auto_https off
}}
{recipe}
"""
PROTECTION = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True)
class Server:
    """A running web server, and the link that it serves."""

    process: subprocess.Popen[bytes]
    port: int
    current: Path
    base: str = ""

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}{self.base}"

    def ask(self, path: str, **headers: str) -> Answer:
        connection = HTTPConnection("localhost", self.port, timeout=30)
        connection.request("GET", self.base + path, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def switch(self, root: Path) -> None:
        """Serve another build, as publishing to a folder does."""
        coming = self.current.with_name("coming")
        coming.symlink_to(root)
        coming.replace(self.current)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


Start = Callable[..., Server]


def recipe(name: str, port: int, folder: Path) -> str:
    """Give what the page says for a server, for a machine without a name and a certificate."""
    heading = {"nginx": "nginx", "caddy": "Caddy"}[name]
    text = RECIPES.read_text("utf-8").partition(f"\n## {heading}\n")[2]
    told = re.search(r"```\w+\n(.*?)```", text, re.DOTALL)[1]
    names = {
        "nginx": {
            r"listen 443 ssl;": f"listen {port}; listen [::]:{port};",
            r"^  (?:server_name|ssl_\w+) .*\n": "",
        },
        "caddy": {r"^pijar-semar\.example \{": f"http://localhost:{port} {{"},
    }[name]
    places = {
        r"/srv/site/current": str(folder / "current"),
        r"(?<= )(?:snippets/)?site\.conf": str(folder / "site.conf"),
    }
    for pattern, new in {**names, **places}.items():
        told, count = re.subn(pattern, new, told, flags=re.MULTILINE)
        assert count, pattern
    return told


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a server by its name on a build, which lies below the path that it was built for."""
    started: list[Server] = []

    def start(name: str, site: BuiltSite, base: str = "") -> Server:
        program = next(filter(None, map(shutil.which, ANYWHERE[name])), None)
        assert program, f"{name} is missing; `make test-full` installs it or says how"
        with socket.socket() as free:
            free.bind(("", 0))
            port = free.getsockname()[1]
        below = tmp_path / f"current{base}"
        below.parent.mkdir(parents=True, exist_ok=True)
        below.symlink_to(site.root)
        shutil.copy(site.root / ".server" / f"{name}.conf", tmp_path / "site.conf")
        settings = tmp_path / name
        form = {"nginx": NGINX, "caddy": CADDY}[name]
        user = "user root;" if os.geteuid() == 0 else ""
        text = form.format(recipe=recipe(name, port, tmp_path), folder=tmp_path, user=user)
        settings.write_text(text, "utf-8")
        run = {
            "nginx": [program, "-p", tmp_path, "-e", "stderr", "-c", settings],
            "caddy": [program, "run", "--adapter", "caddyfile", "--config", settings],
        }[name]
        home = {**os.environ, "HOME": str(tmp_path)}
        process = subprocess.Popen(run, env=home, stdout=subprocess.DEVNULL)
        started.append(Server(process, port, below, base))
        until = time.monotonic() + 30
        while not answers(port):
            assert process.poll() is None, f"{name} ended"
            assert time.monotonic() < until, f"{name} does not answer"
            time.sleep(0.1)
        return started[-1]

    yield start
    for server in started:
        server.stop()


def answers(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def site_below(build_once: BuildOnce) -> BuiltSite:
    """The real site, for an address with a path."""
    return build_once("site-below-a-path", "--base-url", BELOW)


@pytest.fixture
def open_page(open_page: OpenPage) -> OpenPage:
    return partial(open_page, service_workers="allow", viewport=PHONE)


def lost(site: BuiltSite, lang: str) -> bytes:
    prefix = "" if lang == site.languages[0] else f"{lang}/"
    return (site.root / f"{prefix}404.html").read_bytes()


def check_answers(server: Server, site: BuiltSite) -> None:
    """Ask for one file of each kind, and for what is not there."""
    home = server.ask("/", **{"Accept-Encoding": "gzip"})
    assert (home.status, home.headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(home.content) == (site.root / "index.html").read_bytes()
    assert home.headers["Cache-Control"] == "no-cache"
    assert "Accept-Encoding" in home.headers["Vary"]
    plain = server.ask("/")
    assert plain.content == (site.root / "index.html").read_bytes()
    assets = [p for p in (site.root / "assets").rglob("*") if p.suffix in {".js", ".svg", ".png"}]
    asset = server.ask(f"/{min(assets).relative_to(site.root).as_posix()}")
    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    manifest = server.ask("/site.webmanifest")
    assert manifest.headers["Content-Type"].startswith("application/manifest+json")
    worker = server.ask("/sw.js")
    assert worker.headers["Cache-Control"] == "no-cache"
    found = [home, asset, manifest, worker]
    for lang in every(site.languages):
        prefix = "" if lang == site.languages[0] else f"/{lang}"
        missing = server.ask(f"{prefix}/tidak-ada/")
        assert (missing.status, missing.content) == (404, lost(site, lang))
        found.append(missing)
    for folder in ("/data/", "/assets/"):
        pageless = server.ask(folder)
        assert (pageless.status, pageless.content) == (404, lost(site, site.languages[0]))
        found.append(pageless)
    for hidden in ("/.server/nginx.conf", "/.htaccess"):
        assert server.ask(hidden).status == 404
    folder = next(page for page in site.pages if page.url.count("/") == 2)
    sent_on = server.ask(folder.url.rstrip("/"))
    assert sent_on.status in {301, 308}
    assert sent_on.headers["Location"].endswith(server.base + folder.url)
    for answer in found:
        assert PROTECTION.items() <= answer.headers.items()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def visit_every_kind(page: Page, server: Server, site: BuiltSite) -> None:
    """Open a page of each kind; the browser has nothing to say against any."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "response",
        lambda got: got.status >= 400 and complaints.append(f"{got.url}: {got.status}"),
    )
    for shown in every(kinds(site)):
        page.goto(server.address + shown.url)
        assert page.locator("main").is_visible()
    assert complaints == []


def kinds(site: BuiltSite) -> list[BuiltPage]:
    return [page for page in site.varied_pages if not page.is_not_found]


def kept(page: Page) -> int:
    return page.evaluate(
        """async () => {
          let count = 0;
          for (const name of await caches.keys())
            count += (await (await caches.open(name)).keys()).length;
          return count + (await navigator.serviceWorker.getRegistrations()).length;
        }"""
    )


def wait_until(what: str, is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until, what
        time.sleep(0.2)


def worker_of(root: Path) -> dict:
    line = (root / "sw.js").read_text("utf-8").partition("\n")[0]
    return json.loads(line.removeprefix("const SITE=").removesuffix(";"))


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_a_day_behind_a_real_server(
    name: str, addressed_site: BuiltSite, build_once: BuildOnce, start: Start, open_page: OpenPage
):
    server = start(name, addressed_site)
    check_answers(server, addressed_site)
    page = open_page()
    visit_every_kind(page, server, addressed_site)
    wait_for(page, "() => navigator.serviceWorker.controller !== null")
    ahead = len(worker_of(addressed_site.root)["languages"][0]["ahead"])
    wait_until("the worker keeps nothing", lambda: kept(page) > ahead)

    # Without a connection the pages are there; with the kill switch none is any more.
    port, contacts = server.port, addressed_site.page(addressed_site.key("contacts"), "id").url
    page.context.set_offline(True)
    page.goto(server.address + contacts)
    assert page.locator(".ps-offline").is_visible()
    page.context.set_offline(False)
    server.switch(build_once("ended-site", change=end_offline).root)
    page.goto(f"http://localhost:{port}/")
    wait_until("the device still keeps something", lambda: kept(page) == 0)


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_a_path_of_another_site(
    name: str, site_below: BuiltSite, start: Start, open_page: OpenPage
):
    base = "/warga/pijar-semar"
    server = start(name, site_below, base)
    check_answers(server, site_below)
    visit_every_kind(open_page(), server, site_below)
