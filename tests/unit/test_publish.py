"""`publish` brings the site to where readers get it, whole or not at all, and takes it back."""

import errno
import json
import os
import re
import shutil
import socket
import subprocess
from contextlib import nullcontext
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from site_builder.cli.session import Session
from site_builder.publish.destination import NotOurDestination
from site_builder.publish.folder import Folder
from site_builder.publish.git import Branch
from site_builder.publish.ssh import Machine
from site_builder.publish.withdrawn import tells_more
from site_builder.read.settings import parse_settings
from site_builder.read.syntax.reader import Reader
from tests.builders import codes, edited, replace_samples
from tests.every import every

DATE = ("--date", "2031-01-01")
DAY, LATER, MUCH_LATER = "2031-01-01", "2031-01-20", "2031-03-01"
HOME = "content/home.id.md"
PUBLIC = "../public"
"""The same of every project, so that one test builds little that another has built."""


@pytest.fixture
def site(run, project):
    """A project with an address, and the commands of who publishes it."""
    return Site(run, project)


class Site:
    def __init__(self, run, project: Path) -> None:
        self.run, self.project = run, project
        self.change("site.yaml", "https://contoh.example/situs/", "https://lampu.desa.id/")
        self.change("data/sources.yaml", "https://kantor.example/", "https://kantor.desa.id/")
        replace_samples(project)

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.project / path).read_text("utf-8")
        assert old in text
        (self.project / path).write_text(text.replace(old, new), "utf-8")

    def say(self, text: str) -> None:
        """Let the home page say something else."""
        (self.project / HOME).write_text(edited(HOME, "Peserta:", text)[HOME], "utf-8")

    def send_to(self, kind: str, to: object) -> None:
        with (self.project / "site.yaml").open("a", encoding="utf-8") as settings:
            settings.write(f'publish: {{kind: {kind}, to: "{to}"}}\n')

    def publish(self, day: str = DAY, *, yes: bool = True):
        given = ("--yes",) if yes else ()
        return self.run("--project", self.project, "publish", *given, "--date", day)

    def take_back(self):
        return self.run("--project", self.project, "rollback", "--published")


class Server:
    """What readers get, whatever the kind of destination."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        repository = folder / "site.git"
        machine = f"machine:{folder / 'public'}"
        self.to = {"folder": PUBLIC, "ssh": machine, "git": f"{repository}#pages"}[kind]
        if kind == "git":
            git("init", "--quiet", "--bare", str(repository))

    def serves(self, path: str) -> str:
        if self.kind != "git":
            return (self.folder / "public/current" / path).read_text("utf-8")
        return git("-C", str(self.folder / "site.git"), "show", f"pages:{path}")

    def told(self) -> str:
        """The counts of every release that can be got."""
        if self.kind != "git":
            tables = (self.folder / "public").rglob("data/coverage.csv")
            return "\n".join(table.read_text("utf-8") for table in tables)
        site = ("-C", str(self.folder / "site.git"))
        commits = git(*site, "rev-list", "--all").split()
        return "\n".join(git(*site, "show", f"{each}:data/coverage.csv") for each in commits)

    def assets(self) -> set[str]:
        if self.kind != "git":
            return {path.name for path in (self.folder / "public/current/assets").iterdir()}
        listed = git("-C", str(self.folder / "site.git"), "ls-tree", "--name-only", "pages:assets")
        return set(listed.split())


def git(*arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True)
    return ran.stdout


@pytest.fixture
def machine(tmp_path: Path, monkeypatch):
    """This machine as another one that SSH leads to, with keys of this test alone."""
    daemon = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    assert daemon and shutil.which("rsync"), "`apt-get install openssh-server rsync` installs both"
    for name in ("key", "host"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(key, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server, client, program = (tmp_path / name for name in ("sshd_config", "ssh_config", "ssh"))
    server.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path / 'host'}\nStrictModes no\n"
        f"AuthorizedKeysFile {tmp_path / 'key.pub'}\nPermitRootLogin yes\nUsePAM no\nPidFile none\n"
    )
    client.write_text(
        f"Host machine\nHostName 127.0.0.1\nPort {port}\nIdentityFile {tmp_path / 'key'}\n"
        f"StrictHostKeyChecking no\nUserKnownHostsFile {tmp_path / 'known'}\nLogLevel ERROR\n"
    )
    program.write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {client} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    running = subprocess.Popen([daemon, "-D", "-f", str(server)])
    while subprocess.run([program, "machine", "true"], capture_output=True, check=False).returncode:
        assert running.poll() is None, "sshd ended"
    yield
    running.terminate()
    running.wait()


@pytest.fixture(
    scope="module", params=["folder", "git", pytest.param("ssh", marks=pytest.mark.full)]
)
def kind(request) -> str:
    """A kind of destination: all tests of one run before those of the next."""
    return request.param


@pytest.fixture
def server(request, kind, site, tmp_path, monkeypatch) -> Server:
    if kind == "ssh":
        request.getfixturevalue("machine")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Contoh")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "contoh@lampu.desa.id")
    made = Server(kind, tmp_path)
    site.send_to(made.kind, made.to)
    return made


def test_the_site_is_published_and_taken_back_and_swapped_again(site, server):
    site.say("Pertama:")
    status, said, _ = site.publish()
    assert status == 0, said
    assert "Pertama:" in server.serves("index.html")
    site.say("Kedua:")
    status, said, _ = site.publish()
    assert status == 0, said
    assert "- Pertama: 3.333" in said
    assert "+ Kedua: 3.333" in said
    assert "Kedua:" in server.serves("index.html")
    assert site.take_back()[0] == 0
    assert "Pertama:" in server.serves("index.html")
    # What readers do not get is a change again.
    status, said, _ = site.run("--project", site.project, "diff", *DATE)
    assert status == 0, said
    assert f"Compared with {server.to}" in said
    assert "+ Kedua: 3.333" in said
    assert site.take_back()[0] == 0
    assert "Kedua:" in server.serves("index.html")


def test_what_is_served_is_what_the_certificate_says(site, server):
    site.publish()
    manifest = (site.project / "output/build-manifest.json").read_text("utf-8")
    assert server.serves("build-manifest.json") == manifest
    status, said, _ = site.publish()
    assert (status, "exactly this site" in said) == (0, True)


def test_assets_of_releases_before_stay_for_thirty_days_and_never_in_the_output(site, server):
    site.publish()
    (old,) = (name for name in server.assets() if name.startswith("mark.") and name.endswith("svg"))
    site.change("templates/assets/images/mark.svg", "<svg ", '<svg id="new" ')
    assert site.publish(LATER)[0] == 0
    assert len({name for name in server.assets() if name.endswith(".svg")}) > 1
    assert json.loads(server.serves("kept-assets.json"))[f"assets/{old}"] == LATER
    assert server.serves(f"assets/{old}")
    assert not (site.project / "output/kept-assets.json").exists()
    assert not (site.project / "output/assets" / old).exists()
    served = {name for name in server.assets() if not name.startswith("pages.")}
    site.take_back()
    assert served <= server.assets()
    site.take_back()
    site.say("Ketiga:")
    assert site.publish(MUCH_LATER)[0] == 0
    assert old not in server.assets()


def test_what_tells_of_a_count_goes_with_its_release(site, server):
    site.publish()
    told = {name for name in server.assets() if name.startswith(("pages.", "search.id"))}
    site.change("templates/assets/images/mark.svg", "<svg ", '<svg id="new" ')
    site.change(HOME, "Peserta:", "Kedua:")
    assert site.publish(LATER)[0] == 0
    assert told
    assert told & server.assets() == set()
    newest = {name for name in server.assets() if name.startswith(("pages.", "search.id"))}
    site.take_back()
    assert newest & server.assets() == set()
    assert told <= server.assets()


TOLD, WITHHELD = "2030-02-28,,north,,222,published", "2030-02-28,,north,,,suppressed"


def test_releases_that_tell_a_withdrawn_count_go_and_others_stay(site, server, monkeypatch):
    site.change("data/coverage.csv", TOLD, WITHHELD)
    site.say("Pertama:")
    assert site.publish()[0] == 0
    site.change("data/coverage.csv", WITHHELD, TOLD)
    site.say("Kedua:")
    status, said, _ = site.publish()
    assert (status, "deleted" in said) == (0, False)
    assert (",north,,222," in server.told()) is True
    site.change("data/coverage.csv", TOLD, WITHHELD)
    site.say("Ketiga:")
    with monkeypatch.context() as ended:
        # A run that ends just before they are deleted.
        for destination in (Folder, Machine, Branch):
            ended.setattr(destination, "drop", lambda *_: None)
        status, said, _ = site.publish()
    assert (status, said.count("this one withholds: 1. They are deleted")) == (0, 1)
    assert ",north,,222," in server.told()
    status, said, _ = site.publish()
    assert (status, "exactly this site" in said, "this one withholds: 1." in said) == (
        0,
        True,
        True,
    )
    assert ",north,,222," not in server.told()
    assert "Ketiga:" in server.serves("index.html")
    assert "deleted" not in site.publish()[1]
    assert site.take_back()[0] == 1
    site.say("Keempat:")
    assert site.publish()[0] == 0
    assert site.take_back()[0] == 0
    assert "Ketiga:" in server.serves("index.html")


def test_no_kept_build_tells_a_withdrawn_count(site, tmp_path):
    def build(*given: object):
        return site.run("--project", site.project, "build", "--date", DAY, *given)

    def told() -> bool:
        kept = (site.project / ".site-builder").rglob("coverage.csv")
        return any(",north,,222," in file.read_text() for file in kept)

    other = ("--output", tmp_path / "other")
    for text in ("Pertama:", "Kedua:"):
        site.say(text)
        for given in ((), other):
            build(*given)
    assert told()
    site.change("data/coverage.csv", TOLD, WITHHELD)
    status, _, complained = build()
    assert (status, complained.count("told numbers that are withheld now")) == (0, 1)
    assert not told()
    status, _, complained = site.run("--project", site.project, "rollback")
    assert (status, "numbers withheld since" in complained) == (1, True)
    # A build that tells more than the one before is swapped with it, to and fro.
    site.change("data/coverage.csv", WITHHELD, TOLD)
    build()
    assert [site.run("--project", site.project, "rollback")[0] for _ in range(2)] == [0, 0]
    assert ",north,,222," in (site.project / "output/data/coverage.csv").read_text()


def test_a_row_that_somebody_lost_is_no_count_that_is_withheld(tmp_path: Path):
    head, path = "as_of,funding,area,occupation,participants,status", "data/coverage.csv"
    (tmp_path / "data").mkdir()
    (tmp_path / path).write_text(f"{head}\n{TOLD}\n", "utf-8")
    assert tells_more(tmp_path, {path: f"{head}\n{WITHHELD}\n".encode()})
    assert not tells_more(tmp_path, {path: f"{head}\n".encode()})
    assert not tells_more(tmp_path, {path: f"{head}\n{WITHHELD}\n{TOLD}\n".encode()})


def test_another_site_is_left_alone_unless_this_one_has_moved(site, server):
    site.say("Pertama:")
    assert site.publish()[0] == 0
    site.say("Kedua:")
    assert site.publish()[0] == 0
    site.change("site.yaml", "https://lampu.desa.id/", "https://senter.desa.id/")
    command = ("--project", site.project, "publish", "--yes", "--date", DAY)
    for given in ((), ("--moved-from", "https://obor.desa.id/")):
        status, _, complained = site.run(*command, *given)
        assert (status, "https://lampu.desa.id/" in complained) == (1, True)
    assert site.take_back()[0] == 1
    assert "Kedua:" in server.serves("index.html")
    assert "lampu.desa.id" in server.serves("build-manifest.json")
    status, said, _ = site.run(*command, "--moved-from", "https://lampu.desa.id")
    assert status == 0, said
    assert "senter.desa.id" in server.serves("build-manifest.json")
    assert site.publish()[0] == 0


def test_nothing_is_built_over_a_release_or_over_another_site(site, tmp_path):
    site.send_to("folder", tmp_path / "public")
    site.publish()
    current = tmp_path / "public/current"
    before = {path: path.read_bytes() for path in current.rglob("*") if path.is_file()}
    other = tmp_path / "other"
    shutil.copytree(current, other)
    (other / "kept-assets.json").unlink()
    site.change("site.yaml", "https://lampu.desa.id/", "https://senter.desa.id/")
    for place in (current, current.resolve(), other):
        status, said, _ = site.run("--project", site.project, "build", *DATE, "--output", place)
        assert (status, "OUT006" in said) == (1, True)
    assert {path: path.read_bytes() for path in current.rglob("*") if path.is_file()} == before
    again = ("--output", other, "--base-url", "https://lampu.desa.id/")
    assert site.run("--project", site.project, "build", *DATE, *again)[0] == 0


def test_a_web_server_may_read_what_somebody_publishes_who_shows_nobody_anything(
    site, server, tmp_path
):
    if server.kind == "git":
        return  # it keeps no such thing
    former = os.umask(0o077)
    try:
        site.publish()
        site.say("Kedua:")
        site.publish()
    finally:
        os.umask(former)
    public = tmp_path / "public"
    for path in every((public, *public.rglob("*"))):
        needed = 0o555 if path.is_dir() else 0o444
        assert path.stat().st_mode & needed == needed, path


def test_a_full_disk_at_the_destination_is_said_of_the_destination(site, monkeypatch):
    site.send_to("folder", PUBLIC)

    def fail(source, target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(source))

    monkeypatch.setattr(shutil, "copy2", fail)
    status, _, complained = site.publish()
    assert status == 3
    assert "there is no space left" in complained
    assert f"{PUBLIC}/releases/.coming" in complained


def test_what_a_release_shares_with_the_one_before_takes_room_once(site, tmp_path):
    site.send_to("folder", PUBLIC)
    site.publish()
    site.say("Kedua:")
    site.publish()
    first, second = sorted((tmp_path / "public/releases").iterdir())
    assert (first / "en/markup/index.html").samefile(second / "en/markup/index.html")
    assert not (first / "index.html").samefile(second / "index.html")


def test_nothing_is_published_with_a_mistake_or_an_address_gone(site, server):
    site.publish()
    site.say("{{ nothing }}")
    assert site.publish()[0] == 1
    site.say("Peserta:")
    site.change("content/markup.id.md", "slug: markah", "slug: bentuk")
    status, said, _ = site.publish()
    assert (status, "OUT015" in said) == (1, True)
    assert "Peserta:" in server.serves("index.html")
    assert server.serves("markah/index.html")


def test_who_takes_back_a_first_release_is_told_that_there_is_none_before(site, server):
    site.publish()
    status, _, complained = site.take_back()
    assert (status, "no earlier site" in complained) == (1, True)


def test_nobody_is_asked_without_a_terminal(site, server):
    status, said, complained = site.publish(yes=False)
    assert (status, said) == (2, "")
    assert "--yes" in complained


@pytest.mark.parametrize(("answer", "is_published"), [("y", True), ("n", False), ("", False)])
def test_a_person_is_asked_once(site, tmp_path, monkeypatch, answer, is_published):
    site.send_to("folder", PUBLIC)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    questions = []
    monkeypatch.setattr("builtins.input", lambda question: questions.append(question) or answer)
    assert site.publish(yes=False)[0] == 0
    assert len(questions) == 1
    assert (tmp_path / "public/current").exists() is is_published
    assert (site.project / "output").exists() is is_published


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(site, tmp_path):
    """The folder that is published to, as a web server shows it; gives its address."""
    site.send_to("folder", PUBLIC)
    handler = partial(QuietHandler, directory=str(tmp_path / "public/current"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        Thread(target=web.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{web.server_port}/"
        with (site.project / "site.yaml").open("a", encoding="utf-8") as settings:
            settings.write(f"published: {address}\n")
        yield address
        web.shutdown()


def test_what_readers_get_is_compared_with_the_certificate(site, served, tmp_path):
    status, said, _ = site.publish()
    assert (status, f"{served} serves exactly what was built" in said) == (0, True)
    assert f"Compared with {served}" in site.run("--project", site.project, "diff", *DATE)[1]
    other = f"{served}statistics/"
    site.change("site.yaml", f"published: {served}", f"published: {other}")
    site.say("Kedua:")
    status, _, complained = site.publish()
    assert (status, other in complained) == (3, True)


# --- what goes wrong on the way -----------------------------------------------------------------


@pytest.mark.parametrize("step", ["_copy", "hashes", "switch", "_link"])
def test_a_run_that_is_killed_on_the_way_leaves_the_old_site_served(
    site, tmp_path, monkeypatch, step
):
    site.send_to("folder", PUBLIC)
    site.say("Pertama:")
    site.publish()
    site.say("Kedua:")
    with monkeypatch.context() as killed:
        killed.setattr(Folder, step, kill)
        assert site.publish()[0] == 3
    current = tmp_path / "public/current"
    assert "Pertama:" in (current / "index.html").read_text("utf-8")
    assert site.publish()[0] == 0
    assert "Kedua:" in (current / "index.html").read_text("utf-8")
    assert site.take_back()[0] == 0
    assert "Pertama:" in (current / "index.html").read_text("utf-8")


def kill(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_arrives_otherwise_than_it_was_sent_is_never_served(site, tmp_path, monkeypatch):
    site.send_to("folder", PUBLIC)
    site.publish()
    site.say("Kedua:")
    bring = Folder.bring

    def damage(folder, parcel):
        release = bring(folder, parcel)
        (tmp_path / "public/releases" / release / "index.html").write_text("half")
        return release

    monkeypatch.setattr(Folder, "bring", damage)
    status, _, complained = site.publish()
    assert (status, "index.html" in complained) == (3, True)
    assert "Peserta:" in (tmp_path / "public/current/index.html").read_text("utf-8")


def test_a_place_with_something_else_is_left_alone(site, tmp_path):
    (tmp_path / "public/current").mkdir(parents=True)
    site.send_to("folder", PUBLIC)
    status, _, complained = site.publish()
    assert (status, f"{PUBLIC}/current" in complained) == (1, True)
    assert list((tmp_path / "public").iterdir()) == [tmp_path / "public/current"]


@pytest.mark.parametrize(
    "to",
    [
        "/",
        "..",
        "content/x",
        "data",
        "templates/x",
        ".site-builder/x",
        "output",
        "output/x",
        "link/x",
    ],
)
def test_nothing_is_published_into_the_project_or_around_it(site, to):
    (site.project / "link").symlink_to("content", target_is_directory=True)
    site.send_to("folder", to)
    status, _, complained = site.publish()
    assert (status, f"published to {to}:" in complained) == (1, True)
    assert not (site.project / "output").exists()
    assert not [*site.project.rglob("releases"), *site.project.rglob("current")]


@pytest.mark.parametrize(
    "to", ["full", "public/releases/9-x", "public/current/x", "file", "built/x"]
)
def test_a_folder_with_something_else_is_left_alone(site, tmp_path, to):
    site.send_to("folder", PUBLIC)
    site.publish()
    for name in ("full", "built"):
        (tmp_path / name).mkdir()
    (tmp_path / "full/letter.txt").touch()
    (tmp_path / "file").touch()
    (tmp_path / "built/build-manifest.json").touch()
    before = sorted(tmp_path.rglob("*"))
    site.change("site.yaml", f'"{PUBLIC}"', f'"{tmp_path}/{to}"')
    status, _, complained = site.publish()
    assert (status, str(tmp_path / to.split("/")[0]) in complained) == (1, True)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("to", ["content/x", "output", "../full", "../file/x", "../closed/x"])
def test_a_place_that_is_refused_is_refused_before_anything_is_built(
    site, tmp_path, monkeypatch, to
):
    for name in ("full", "closed"):
        (tmp_path / name).mkdir()
    (tmp_path / "full/letter.txt").touch()
    (tmp_path / "file").touch()
    access = os.access
    closed = tmp_path / "closed"
    monkeypatch.setattr(os, "access", lambda path, mode: path != closed and access(path, mode))

    def make(*_: object, **__: object) -> None:
        pytest.fail("a build was made")

    monkeypatch.setattr(Session, "make", make)
    site.send_to("folder", to)
    status, _, complained = site.publish()
    assert status == (3 if to == "../closed/x" else 1)
    assert to.split("/")[1 if to.startswith("..") else 0] in complained


def test_a_folder_with_more_beside_what_was_published_is_ours(site, tmp_path):
    site.send_to("folder", PUBLIC)
    site.publish()
    (tmp_path / "public/robots.txt").touch()
    site.say("Kedua:")
    assert site.publish()[0] == 0


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [("letter.txt", False), (".profile", False), ("current", False), ("releases", True)],
)
def test_a_folder_of_another_machine_with_something_else_is_refused(
    tmp_path, monkeypatch, name, is_ours
):
    # Runs here what SSH would run there.
    program = tmp_path / "ssh"
    program.write_text('#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    machine = Machine(f"machine:{tmp_path / 'public'}")
    assert machine.read("index.html") is None  # no folder yet
    (tmp_path / "public").mkdir()
    assert machine.read("index.html") is None
    (tmp_path / "public" / name).touch()
    with nullcontext() if is_ours else pytest.raises(NotOurDestination):
        assert machine.read("index.html") is None
    (tmp_path / "public/current").unlink(missing_ok=True)
    (tmp_path / "public/current").symlink_to("releases/0001-2031-01-01")
    assert machine.read("index.html") is None


def test_a_branch_with_something_else_is_left_alone(site, tmp_path):
    repository = tmp_path / "source"
    git("init", "--quiet", "--initial-branch=main", str(repository))
    who = ("-c", "user.name=Contoh", "-c", "user.email=contoh@lampu.desa.id")
    git("-C", str(repository), *who, "commit", "--quiet", "--allow-empty", "-m", "Begin")
    head = git("-C", str(repository), "rev-parse", "main")
    site.send_to("git", f"{repository}#main")
    assert site.publish()[0] == 1
    assert git("-C", str(repository), "rev-parse", "main") == head


def test_a_missing_program_and_one_that_refuses_are_told(site, tmp_path, monkeypatch):
    site.send_to("git", f"{tmp_path / 'nowhere.git'}#pages")
    status, _, complained = site.publish()
    assert (status, "“git” refused" in complained) == (3, True)
    monkeypatch.setenv("PATH", str(tmp_path))
    status, _, complained = site.publish()
    assert (status, "“git” is not on this computer" in complained) == (3, True)


def test_a_placeholder_is_no_place_to_publish_to(site, tmp_path):
    site.send_to("ssh", "desa@host.example:/srv/www")
    status, said, _ = site.publish()
    assert (status, "OUT016" in said) == (1, True)
    site.change("site.yaml", "https://lampu.desa.id/", "https://lampu.example/")
    site.change("data/sources.yaml", "https://kantor.desa.id/laporan?", "https://kantor.example/")
    assert site.publish()[1].count("OUT016") == 1  # before anything is built
    site.change(
        "site.yaml", 'kind: ssh, to: "desa@host.example:/srv/www"', f"kind: folder, to: {PUBLIC}"
    )
    assert site.publish()[1].count("OUT016") == 2
    assert not (site.project / "output").exists()


def test_sample_texts_are_warned_of_and_never_published(site, tmp_path):
    site.send_to("folder", PUBLIC)
    site.change("data/benefits.yaml", "Sample grant", "Death payment (sample)")
    status, said, _ = site.publish()
    assert (status, said.count("OUT022")) == (1, 1)
    assert not (tmp_path / "public").exists()
    status, said, _ = site.run("--project", site.project, "check", *DATE)
    assert (status, said.count("OUT023")) == (0, 1)


def test_a_page_is_not_published_as_it_was_begun(site, tmp_path):
    site.send_to("folder", PUBLIC)
    site.run("--project", site.project, "new", "page", "more")
    # A draft is nothing that readers get.
    assert site.publish()[0] == 0
    site.change("content/more.id.md", "draft: true\n", "")
    site.change("content/more.id.md", "sources: []", "sources: [S1]")
    status, said, _ = site.publish()
    assert status == 1
    # The title, the description, the lead, and a section's heading and text.
    for lang in ("id", "en"):
        place = rf"content/more\.{lang}\.md:\d+"
        assert re.findall(rf"{place}: OUT022 .*published: (\d+),", said) == ["5"]
        assert len(re.findall(rf"See also: {place}", said)) == 4


def test_who_names_no_place_is_told_how(site):
    status, _, complained = site.publish()
    assert (status, "publish: {kind: folder" in complained) == (1, True)


def test_a_place_that_is_written_wrong_is_told_as_check_tells_it(site):
    site.send_to("ftp", "desa.id")
    status, said, complained = site.publish()
    assert (status, "CFG007" in said, complained) == (1, True, "")


# --- the settings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "to", "expected"),
    [
        ("folder", "../public", []),
        ("ssh", "desa@host:/srv/www/site", []),
        ("ssh", "host:site", []),
        ("ssh", "-oProxyCommand=x:/srv", ["CFG006"]),
        ("ssh", "host:/srv/$(x)", ["CFG006"]),
        ("ssh", "/srv/www", ["CFG006"]),
        ("git", "git@host:site.git#pages", []),
        ("git", "https://host.id/site.git#pages", []),
        ("git", "https://host.id/site.git", ["CFG006"]),
        ("git", "--upload-pack=x#pages", ["CFG006"]),
        ("git", "https://desa:secret@host.id/site.git#pages", ["CFG012"]),
        ("git", "https://token@host.id/site.git#pages", ["CFG012"]),
        ("git", "ssh://desa:secret@host.id/site.git#pages", ["CFG012"]),
        ("ssh", "desa:secret@host:/srv", ["CFG012"]),
        ("ftp", "host", ["CFG007"]),
    ],
)
def test_a_destination_is_written_in_one_way_and_without_a_password(
    kind: str, to: str, expected: list[str]
):
    reader = Reader("site.yaml")
    parse_settings(f"languages: [{{code: id}}]\npublish: {{kind: {kind}, to: '{to}'}}", reader)
    found = [d for d in reader.finish() if d.code not in {"CFG005", "CFG016"}]
    assert codes(found) == expected
    assert not [d for d in found if "secret" in str(d.params) or "token" in str(d.params)]
