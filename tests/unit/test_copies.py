"""`check --against`: a copy is what was built, file by file, or what is not is named."""

import gzip
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import brotli
import pytest

from site_builder.upkeep import web_answers
from site_builder.upkeep.releases import copies, release
from tests.builders import MEMORY, write_tiny
from tests.conftest import run_here

DAY = ("--date", "2031-01-01")
CERTIFICATE = "build-manifest.json"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with what was built of it."""
    project = write_tiny(tmp_path_factory.mktemp("built") / "project")
    ran = run_here("--project", project, "build", *DAY, memory=MEMORY)
    assert ran.returncode == 0, ran.stdout
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "project")


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A copy of what the project built, beside the build itself."""
    return shutil.copytree(project / "output", tmp_path / "copy")


@pytest.fixture
def check(run, project: Path) -> Callable[[object], tuple[int, str]]:
    def check(place: object) -> tuple[int, str]:
        status, said, complained = run("--project", project, "check", "--against", place, *DAY)
        return status, said + complained

    return check


def write(path: str, content: bytes) -> Callable[[Path], str]:
    def change(folder: Path) -> str:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        return path

    return change


def delete(path: str) -> Callable[[Path], str]:
    def change(folder: Path) -> str:
        (folder / path).unlink()
        return path

    return change


def a_link_out_of_the_site(folder: Path) -> str:
    (folder / "etc").symlink_to("/etc")
    return "etc"


def a_pipe_for_a_page(folder: Path) -> str:
    (folder / "index.html").unlink()
    os.mkfifo(folder / "index.html")
    return "index.html"


def forge(change: Callable[[dict], object]) -> Callable[[Path], str]:
    """Change the certificate that lies in the copy, and its packed files with it."""

    def forged(folder: Path) -> str:
        manifest = json.loads((folder / CERTIFICATE).read_bytes())
        change(manifest)
        content = json.dumps(manifest).encode()
        (folder / CERTIFICATE).write_bytes(content)
        (folder / f"{CERTIFICATE}.br").write_bytes(brotli.compress(content))
        (folder / f"{CERTIFICATE}.gz").write_bytes(gzip.compress(content))
        return CERTIFICATE

    return forged


def a_page_and_its_hash(folder: Path) -> str:
    """Change a page everywhere, as someone does who knows how copies are checked."""
    evil = b"<p>evil"
    write("index.html", evil)(folder)
    write("index.html.br", brotli.compress(evil))(folder)
    write("index.html.gz", gzip.compress(evil))(folder)

    def certify(manifest: dict) -> None:
        home = next(page for page in manifest["pages"] if page["path"] == "index.html")
        home["sha256"] = sha256(evil).hexdigest()

    forge(certify)(folder)
    return "index.html"


def an_asset(folder: Path) -> str:
    path = next((folder / "assets").glob("*.svg")).relative_to(folder).as_posix()
    return write(path, b"<svg>")(folder)


TAMPERED = {
    "a page": write("index.html", b"<p>evil"),
    "a page gone": delete("404.html"),
    "an asset": an_asset,
    "a download": write("data/coverage.csv", b"as_of\n"),
    "a redirect": write("lama/index.html", b"<p>evil"),
    "what hosts send": delete("_headers"),
    "the icon": delete("favicon.ico"),
    "a page more": write("evil.html", b"<p>evil"),
    "a hidden file more": write(".well-known/evil", b""),
    "a packed file more": write("evil.html.br", brotli.compress(b"<p>evil")),
    "garbage as br": write("index.html.br", b"garbage"),
    "garbage as gz": write("index.html.gz", b"garbage"),
    "another page as br": write("index.html.br", brotli.compress(b"<p>evil")),
    "another page as gz": write("index.html.gz", gzip.compress(b"<p>evil")),
    "a link": a_link_out_of_the_site,
    "a pipe": a_pipe_for_a_page,
    "a page and its hash": a_page_and_its_hash,
    "fewer pages": forge(lambda manifest: manifest["pages"].pop()),
    "another figure": forge(
        lambda manifest: manifest["figures"]["coverage.total"].update(value=9_999)
    ),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_what_is_not_as_it_was_built_is_named(check, copy: Path, tamper):
    path = tamper(copy)
    status, said = check(copy)
    assert (status, f"\n{path} " in f"\n{said}") == (1, True), said


def test_a_copy_is_compared_with_the_own_build_or_else_with_what_lies_beside_it(
    check, run, project: Path, copy: Path
):
    (copy / ".gitignore").write_text("*")
    status, said = check(copy)
    assert (status, "the same as your own build" in said) == (0, True), said
    # Other versions of libraries are no other site.
    forge(lambda manifest: manifest["tools"].update(python="3.99"))(copy)
    assert "the same as your own build" in check(copy / CERTIFICATE)[1]
    assert "agrees with its own certificate" in check(project / "output")[1]
    run("--project", project, "build", "--date", "2031-01-02")
    status, said = check(copy)
    assert (status, "came from the same place" in said) == (0, True), said
    shutil.rmtree(project / "output")
    assert "came from the same place" in check(copy)[1]
    write("index.html", b"<p>evil")(copy)
    assert check(copy)[0] == 1


def test_a_forged_copy_that_names_other_files_is_not_verified(check, project: Path, copy: Path):
    a_page_and_its_hash(copy)
    forge(lambda manifest: manifest["inputs"].update({"site.yaml": "0" * 64}))(copy)
    status, said = check(copy)
    assert (status, "is not verified" in said) == (1, True), said
    # Of the own output the certificate is no stranger's, whatever was written since.
    (project / "site.yaml").write_text((project / "site.yaml").read_text() + "# later\n")
    status, said = check(project / "output")
    assert (status, "agrees with its own certificate" in said) == (0, True), said


def test_of_a_folder_to_publish_to_the_served_release_is_compared(check, copy: Path):
    public = copy.with_name("public")
    shutil.copytree(copy, public / "releases" / "0001-2031-01-01")
    (public / "current").symlink_to("releases/0001-2031-01-01")
    status, said = check(public)
    assert (status, "the same as your own build" in said) == (0, True), said
    write("index.html", b"<p>evil")(public / "current")
    assert check(public)[0] == 1


def test_what_publishing_keeps_for_old_pages_is_told_and_not_foreign(check, copy: Path):
    write("assets/old.0123456789.js", b"old")(copy)
    assert check(copy)[0] == 1
    write("kept-assets.json", b'{"assets/old.0123456789.js": "2031-01-01"}')(copy)
    status, said = check(copy)
    assert (status, "1 files of releases before" in said) == (0, True), said


def test_a_packed_file_that_grows_without_end_is_only_read_to_its_bound(
    check, copy: Path, monkeypatch
):
    monkeypatch.setattr(web_answers, "MOST_BYTES", 1)
    write("index.html.br", brotli.compress(bytes(50_000_000)))(copy)
    assert check(copy)[0] == 1


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        web.block_on_close = False
        Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_port}/"
        web.shutdown()


class Precompressed(SimpleHTTPRequestHandler):
    """Sends what lies packed, and nothing hidden, as nginx and Caddy are told to."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if "/." in self.path:
            self.send_error(404)
            return
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        coding = self.headers["Accept-Encoding"]
        packed = path.with_name(f"{path.name}.{ {'gzip': 'gz', 'br': 'br'}.get(coding, '') }")
        if not packed.is_file():
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Encoding", coding)
        self.end_headers()
        self.wfile.write(packed.read_bytes())


def test_a_copy_that_a_server_sends_is_the_own_build(check, copy: Path):
    with serving(partial(Precompressed, directory=str(copy))) as place:
        status, said = check(place)
    assert (status, "the same as your own build" in said) == (0, True), said


@pytest.mark.parametrize(
    ("tamper", "address"),
    [
        (write("index.html", b"<p>evil"), ""),
        (write("index.html.br", brotli.compress(b"<p>evil")), ""),
        (write("index.html.gz", b"garbage"), ""),
        (write("data/coverage.csv", b"as_of\n"), "data/coverage.csv"),
        (delete("sitemap.xml"), "sitemap.xml"),
    ],
)
def test_a_server_is_asked_for_each_file_as_every_browser_asks(check, copy: Path, tamper, address):
    tamper(copy)
    for packed in copy.glob("sitemap.xml.*"):
        packed.unlink()
    with serving(partial(Precompressed, directory=str(copy))) as place:
        status, said = check(place)
    assert (status, f"{place}{address} " in said) == (1, True), said


class Endless(BaseHTTPRequestHandler):
    """Sends without end: at once, or a byte after another."""

    pause = 0.0
    piece = bytes(1 << 16)

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(self.piece)
                time.sleep(self.pause)
        except OSError:
            return


class Dripping(Endless):
    pause, piece = 0.1, b" "


class DrippingHeaders(Dripping):
    def send_response(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")


@pytest.mark.parametrize("kind", [Endless, Dripping, DrippingHeaders])
@pytest.mark.parametrize("command", ["check", "diff"])
def test_a_certificate_without_end_is_not_waited_for(
    run, project: Path, monkeypatch, kind, command
):
    monkeypatch.setattr(release, "_MOST_BYTES", 1_000_000)
    monkeypatch.setattr(release, "_MOST_SECONDS", 0.5)
    with serving(kind) as place:
        status, _, complained = run("--project", project, command, "--against", place, *DAY)
    assert (status, "has no end, or comes too slowly" in complained) == (3, True), complained


def test_pages_without_end_are_named_once_the_time_is_up(check, copy: Path, monkeypatch):
    monkeypatch.setattr(copies, "MOST_MINUTES", 1 / 60)

    class DrippingPages(Dripping):
        def do_GET(self) -> None:
            if self.path.endswith(CERTIFICATE):
                self.send_response(200)
                self.end_headers()
                self.wfile.write((copy / CERTIFICATE).read_bytes())
            else:
                super().do_GET()

    with serving(DrippingPages) as place:
        status, said = check(place)
    assert (status, f"{place} had not sent everything" in said) == (1, True), said


def test_a_certificate_leads_nowhere_else(check, copy: Path, tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("secret")

    def lead_away(manifest: dict) -> None:
        digest = sha256(b"secret").hexdigest()
        manifest["date"] = "2031-02-01"
        manifest["pages"][0].update(url=secret.as_uri(), path="../secret", sha256=digest)

    forge(lead_away)(copy)
    assert "../secret is missing" in check(copy)[1]
    with serving(partial(Precompressed, directory=str(copy))) as place:
        status, said = check(place)
    assert (status, f"{place}file%3A///" in said) == (1, True), said
