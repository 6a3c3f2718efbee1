"""What every test may lean on: the project, a copy of it, the command, and the built site."""

import gc
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from site_builder.adapters.compression import Compression
from site_builder.adapters.pdf import draw_pdf
from site_builder.adapters.png import Rasteriser
from site_builder.build import BuildMemory
from site_builder.cli.kept import load_memory, save_memory
from site_builder.cli.main import main
from site_builder.outputs import print_pages
from tests.builders import REAL_MEMORY, write_small
from tests.lightly import compress_lightly
from tests.site.built_site import BuildOnce, BuiltSite, RunSiteBuilder

PROJECT_ROOT = Path(__file__).resolve().parent.parent
PROJECT_PARTS = ("content", "data", "templates", "site.yaml")
BUILD_DATE = os.environ.setdefault("SITE_BUILDER_TEST_DATE", date.today().isoformat())
"""The day on which the tests build the real site: today, and the same for all workers of a run."""
REAL_SITE = "real-site"
"""The name of the copy that is the real project as it is."""
REAL_ADDRESS = "https://pijar-semar.kota-contoh.id/"
"""An address that no standard keeps for examples, so that nothing is left out for want of one."""

BEGUN_WITH = (
    "browser/test_paper.py",
    "property/test_incremental_laws.py",
    "property/test_edit_laws.py",
    "test_problems.py",
    "site/test_cards.py",
    "browser/test_every_page.py",
    "site/test_changed_facts.py",
    "site/test_one_place.py",
    "browser/test_offline.py",
    "browser/test_staff_day.py",
    "browser/test_serve.py",
    "site/test_reproducible.py",
    "site/test_new_counts.py",
)
"""Files to begin with: the longest, and those that make a site which others wait for meanwhile."""

# As the command does: looking for dead values takes a quarter of the time.
gc.set_threshold(100_000)

settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "full",
    max_examples=5000,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    folder = PROJECT_ROOT / "tests"
    turns = {folder / name: turn for turn, name in enumerate(BEGUN_WITH)}
    assert all(path.is_file() for path in turns)
    items.sort(key=lambda item: turns.get(item.path, len(turns)))


def pytest_sessionfinish() -> None:
    # Else all that builds remember is looked through for dead values, twice, before the end.
    gc.freeze()


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder of this project; nothing in it may be written to."""
    return PROJECT_ROOT


@pytest.fixture(scope="session", autouse=True)
def own_cache(shared_folder: Path) -> Iterator[None]:
    """Leave alone what the person's own builds keep outside of projects."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(shared_folder / "cache"))
        yield


@pytest.fixture(scope="session")
def build_date() -> str:
    return BUILD_DATE


@pytest.fixture(scope="session")
def run_site_builder(is_full_run: bool) -> RunSiteBuilder:
    """Run `site-builder` as a person would; keyword arguments are added to its environment.

    In `make test` it compresses lightly.
    """
    program = "site_builder" if is_full_run else "tests.lightly"

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", program, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            cwd=PROJECT_ROOT,
            env={**os.environ, "PYTHONUTF8": "1", **environment},
            check=False,
            timeout=1200,
        )

    return run


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """A copy of the real project that a test may change."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One temporary folder for all workers of this run."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def is_full_run(request: pytest.FixtureRequest) -> bool:
    return request.config.option.markexpr != "not full"


@pytest.fixture(scope="session", autouse=True)
def light_compression(is_full_run: bool) -> Iterator[None]:
    """Compress lightly in this process."""
    with pytest.MonkeyPatch.context() as patch:
        if not is_full_run:
            patch.setattr(Compression, "compressed", compress_lightly)
        yield


@pytest.fixture(scope="session")
def build_once(shared_folder: Path) -> BuildOnce:
    """Build a copy of the real project under a name: once for all workers of a run.

    A copy may be changed before it is built; arguments are added to the command's. What copies
    have in common is made once; that this changes nothing is a test of its own. A worker reads the
    pages of a site once, whichever file asks for them.
    """

    built: dict[str, BuiltSite] = {}

    def build(
        name: str,
        *arguments: object,
        change: Callable[[Path], object] | None = None,
        day: str = BUILD_DATE,
    ) -> BuiltSite:
        if name in built:
            return built[name]
        folder = shared_folder / name
        project, output, report = folder / "project", folder / "output", folder / "build.txt"
        with FileLock(folder.with_suffix(".lock")):
            if not report.exists():
                copy_project(project)
                if change is not None:
                    change(project)
                given = ["--project", project, "build", "--output", output, "--date", day]
                with remembered(shared_folder, (day, *arguments)) as memory:
                    ran = run_here(*given, *arguments, memory=memory)
                said = f"{ran.returncode}\n{ran.stdout}{ran.stderr}"
                report.write_text(said, encoding="utf-8")
        status, _, said = report.read_text(encoding="utf-8").partition("\n")
        if status != "0":
            pytest.fail(f"{name} does not build (exit status {status}):\n{said}", pytrace=False)
        built[name] = BuiltSite(project=project, root=output)
        return built[name]

    return build


@pytest.fixture(scope="session")
def built_site(build_once: BuildOnce) -> BuiltSite:
    """The real site as it is."""
    return build_once(REAL_SITE)


@pytest.fixture(scope="session")
def addressed_site(build_once: BuildOnce, is_full_run: bool) -> BuiltSite:
    """The real site as it will be once it has an address, leaflets as PDF files included.

    In `make test` most of what is drawn is left empty: all leaflets but the first of each kind in
    each language, and all pictures but those that say more than any before. A leaflet takes two
    seconds, and all the pictures take a quarter of a minute.
    """
    drawn: set[tuple[bytes, bool]] = set()
    longest, draw_card = 0, Rasteriser.card

    def draw_first(html: bytes, *given: Any) -> bytes:
        lang = html.partition(b'<html lang="')[2].partition(b'"')[0]
        kind = (lang, b"ps-sheet ps-sheet--poster" in html)
        if kind in drawn:
            return b""
        drawn.add(kind)
        return draw_pdf(html, *given)

    def draw_longer(rasteriser: Rasteriser, svg: str, *given: Any) -> bytes:
        nonlocal longest
        if len(svg) <= longest:
            return b""
        longest = len(svg)
        return draw_card(rasteriser, svg, *given)

    with pytest.MonkeyPatch.context() as patch:
        if not is_full_run:
            patch.setattr(print_pages, "draw_pdf", draw_first)
            patch.setattr(Rasteriser, "card", draw_longer)
        return build_once("addressed-site", "--base-url", REAL_ADDRESS, "--pdf")


@pytest.fixture(scope="session")
def small_project(shared_folder: Path, run_site_builder: RunSiteBuilder) -> Path:
    """A small project to copy, with what a build keeps: the next one begins in a moment."""
    folder = shared_folder / "small-project"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            made = write_small(shared_folder / "small-project-being-built")
            ran = run_site_builder("--project", made, "build", "--date", BUILD_DATE)
            assert ran.returncode == 0, ran.stdout + ran.stderr
            shutil.rmtree(made / "output")
            made.rename(folder)
    return folder


AS_IT_IS: tuple[object, ...] = (BUILD_DATE,)
MEMORIES: dict[tuple[object, ...], BuildMemory] = {}
"""Sites of one day and one set of options are nearly the same; of others little is."""


@contextmanager
def remembered(shared_folder: Path, options: tuple[object, ...]) -> Iterator[BuildMemory]:
    """Give what this process, or the other worker, knows of a site with the same options."""
    state = shared_folder / "kept"
    if options not in MEMORIES:
        known = load_memory(state, is_anew=options != AS_IT_IS)
        MEMORIES[options] = replace(known, templates=REAL_MEMORY.templates)
    yield MEMORIES[options]
    if options == AS_IT_IS and not (state / "kept").exists():
        save_memory(MEMORIES[options], state)


def run_here(
    *arguments: object, memory: BuildMemory = REAL_MEMORY
) -> subprocess.CompletedProcess[str]:
    """Run `site-builder` on a copy of the real project in this process."""
    said, complained = io.StringIO(), io.StringIO()
    given = [*map(str, arguments)]
    with redirect_stdout(said), redirect_stderr(complained), pytest.raises(SystemExit) as ended:
        main(given, memory=memory)
    code = int(ended.value.code or 0)
    return subprocess.CompletedProcess(given, code, said.getvalue(), complained.getvalue())


def copy_project(target: Path) -> Path:
    """Copy what a project consists of, and nothing that a build left behind."""
    target.mkdir(parents=True)
    for part in PROJECT_PARTS:
        source = PROJECT_ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part)
        elif source.exists():
            shutil.copy2(source, target / part)
    return target
