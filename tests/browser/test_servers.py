"""The site behind real web servers, set up as `docs/deploy.md` says with the files of the build."""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, PROJECT_ROOT, OpenPage, wait_for
from tests.every import every
from tests.site.built_site import BuildOnce, BuiltPage, BuiltSite
from tests.site.changes import end_offline

pytestmark = pytest.mark.full

RECIPES = PROJECT_ROOT / "docs" / "deploy.md"
BELOW = "https://pemkot.kota-contoh.id/warga/pijar-semar/"
ANYWHERE = {
    "nginx": ("nginx", "/usr/sbin/nginx"),
    "caddy": ("caddy",),
    "apache": ("apache2", "/usr/sbin/apache2"),
}
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
APACHE = """ServerName localhost
PidFile {folder}/pid
ErrorLog {folder}/log
{user}
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
TypesConfig /etc/mime.types
# As Debian does, where a packed file is of a type of its own.
AddType application/x-gzip .gz .tgz
{recipe}
"""
USER = {"nginx": "user root;", "apache": "User www-data\nGroup www-data"}
"""Where the superuser runs the tests."""
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
        coming.symlink_to(readable_copy(root, self.current.parent))
        coming.replace(self.current)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


Start = Callable[..., Server]


def readable_copy(root: Path, folder: Path) -> Path:
    """Copy a build to where the account of any server may read it."""
    place = Path(tempfile.mkdtemp(dir=folder))
    place.chmod(0o755)
    return shutil.copytree(root, place / "site")


def recipe(name: str, port: int, folder: Path) -> str:
    """Give what the page says for a server, for a machine without a name and a certificate."""
    heading = {"nginx": "nginx", "caddy": "Caddy", "apache": "Apache"}[name]
    text = RECIPES.read_text("utf-8").partition(f"\n## {heading}\n")[2]
    told = re.search(r"```\w+\n(.*?)```", text, re.DOTALL)[1]
    names = {
        "nginx": {
            r"listen 443 ssl;": f"listen {port}; listen [::]:{port};",
            r"^  (?:server_name|ssl_\w+) .*\n": "",
        },
        "caddy": {r"^pijar-semar\.example \{": f"http://localhost:{port} {{"},
        "apache": {
            r"<VirtualHost \*:443>": f"Listen {port}\n<VirtualHost *:{port}>",
            r"^  (?:ServerName|SSL\w+) .*\n": "",
        },
    }[name]
    names[r"/srv/site/current"] = str(folder / "current")
    if name != "apache":
        names[r"(?<= )(?:snippets/)?site\.conf"] = str(folder / "site.conf")
    for pattern, new in names.items():
        told, count = re.subn(pattern, new, told, flags=re.MULTILINE)
        assert count, pattern
    return told


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the account of any server may read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Start a server by its name on a build, which lies below the path that it was built for."""
    started: list[Server] = []

    def start(name: str, site: BuiltSite, base: str = "") -> Server:
        program = next(filter(None, map(shutil.which, ANYWHERE[name])), None)
        assert program, f"{name} is missing; `make test-full` installs it or says how"
        with socket.socket() as free:
            free.bind(("", 0))
            port = free.getsockname()[1]
        below = folder / f"current{base}"
        below.parent.mkdir(parents=True, exist_ok=True)
        below.symlink_to(readable_copy(site.root, folder))
        if name != "apache":
            shutil.copy(site.root / ".server" / f"{name}.conf", folder / "site.conf")
        settings = folder / name
        form = {"nginx": NGINX, "caddy": CADDY, "apache": APACHE}[name]
        user = USER.get(name, "") if os.geteuid() == 0 else ""
        text = form.format(recipe=recipe(name, port, folder), folder=folder, user=user)
        settings.write_text(text, "utf-8")
        run = {
            "nginx": [program, "-p", folder, "-e", "stderr", "-c", settings],
            "caddy": [program, "run", "--adapter", "caddyfile", "--config", settings],
            "apache": [program, "-f", settings, "-D", "FOREGROUND"],
        }[name]
        home = {**os.environ, "HOME": str(folder)}
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
    assert (home.status, home.headers.get("Content-Encoding")) == (200, "gzip")
    assert gzip.decompress(home.content) == (site.root / "index.html").read_bytes()
    assert home.headers["Cache-Control"] == "no-cache"
    plain = server.ask("/")
    assert plain.content == (site.root / "index.html").read_bytes()
    best = server.ask("/", **{"Accept-Encoding": "gzip, br"})
    assert best.headers["Content-Encoding"] in {"br", "gzip"}
    for answer in (home, plain, best):
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
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
        for name in ("tidak-ada/", "tidak-ada.csv", "tidak-ada.webmanifest", ".tidak-ada"):
            missing = server.ask(f"{prefix}/{name}")
            assert (missing.status, missing.content) == (404, lost(site, lang))
            assert missing.headers["Content-Type"] == "text/html; charset=utf-8"
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
    asked = server.ask(folder.url.rstrip("/") + "?q=a%20b&c")
    assert asked.headers["Location"].endswith(f"{server.base}{folder.url}?q=a%20b&c")
    elsewhere = server.ask("//lain.example/.." + folder.url.rstrip("/") + "?q=a")
    to = urlsplit(elsewhere.headers["Location"])
    assert (to.hostname or "localhost", to.path) == ("localhost", server.base + folder.url)
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


@pytest.mark.parametrize("name", ANYWHERE)
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


@pytest.mark.parametrize("name", ANYWHERE)
def test_a_path_of_another_site(
    name: str, site_below: BuiltSite, start: Start, open_page: OpenPage
):
    base = "/warga/pijar-semar"
    server = start(name, site_below, base)
    check_answers(server, site_below)
    visit_every_kind(open_page(), server, site_below)
