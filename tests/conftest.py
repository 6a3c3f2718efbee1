"""What every test may lean on: the project, a copy of it, the command, and the built site."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.site.built_site import BuiltSite, RunSiteBuilder

PROJECT_ROOT = Path(__file__).resolve().parent.parent
PROJECT_PARTS = ("content", "data", "templates", "site.yaml")
BUILD_DATE = "2026-11-01"
"""The day on which the tests build: later than anything in `data/`, and the same for ever."""
REAL_ADDRESS = "https://pijar-semar.kota-contoh.id/"
"""An address that no standard keeps for examples, so that nothing is left out for want of one."""

settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "full",
    max_examples=5000,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("quick")


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder of this project; nothing in it may be written to."""
    return PROJECT_ROOT


@pytest.fixture(scope="session")
def build_date() -> str:
    return BUILD_DATE


@pytest.fixture(scope="session")
def run_site_builder() -> RunSiteBuilder:
    """Run `site-builder` as a person would; keyword arguments are added to its environment."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "site_builder", *map(str, arguments)],
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
def built_site(shared_folder: Path, run_site_builder: RunSiteBuilder) -> BuiltSite:
    """The real site, built once for all workers, from a copy of the project."""
    return build_real_site(shared_folder / "real-site", run_site_builder)


@pytest.fixture(scope="session")
def addressed_site(shared_folder: Path, run_site_builder: RunSiteBuilder) -> BuiltSite:
    """The real site as it will be once it has an address, leaflets as PDF files included."""
    folder = shared_folder / "addressed-site"
    return build_real_site(folder, run_site_builder, "--base-url", REAL_ADDRESS, "--pdf")


def build_real_site(
    folder: Path, run_site_builder: RunSiteBuilder, *arguments: object
) -> BuiltSite:
    """Build the real site into a folder, unless another worker has done so."""
    report = folder / "build.txt"
    output = folder / "output"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not report.exists():
            project = copy_project(folder / "project")
            result = run_site_builder(
                *("--project", project, "build", "--output", output, "--date", BUILD_DATE),
                *arguments,
            )
            report.write_text(
                f"{result.returncode}\n{result.stdout}{result.stderr}", encoding="utf-8"
            )
    status, _, said = report.read_text(encoding="utf-8").partition("\n")
    if status != "0":
        pytest.fail(f"the real site does not build (exit status {status}):\n{said}", pytrace=False)
    return BuiltSite(project=folder / "project", root=output)


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
