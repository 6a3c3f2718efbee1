"""One input, one date and one lock file give the same bytes, whatever else differs.

Each of what a machine may do otherwise is tried by itself on the real project, and all at once with
the leaflets as PDF files. The interpreter of the tests is the one that must be there; others are
tried where `SITE_BUILDER_PYTHONS` names them, each with the packages of `requirements.lock`.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import BUILD_DATE, PROJECT_PARTS, PROJECT_ROOT

pytestmark = pytest.mark.full

NAMES = "SITE_BUILDER_PYTHONS"
OTHER_PYTHONS = tuple(filter(None, os.environ.get(NAMES, "").split(os.pathsep)))
NOON = "1924948800"
"""On the last day of 2030, in seconds."""


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What may differ between two that build."""

    environment: Mapping[str, str] = field(default_factory=dict)
    folder: str = "project"
    umask: int = 0o022
    one_processor: bool = False
    open_files: int = 0
    """At most, where that is limited."""
    python: str = sys.executable
    seed: int = 0
    """Of the order in which the project's files come to be; 0 for that of their names."""
    is_built_twice: bool = False
    """The second build begins with what the first one kept."""
    is_run_inside: bool = False


PLAIN = Machine()
OTHERS = {
    "hash seed": Machine(environment={"PYTHONHASHSEED": "4321"}),
    "time zone": Machine(environment={"TZ": "Pacific/Kiritimati"}),
    "locale": Machine(environment={"LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"}),
    "no home": Machine(environment={"HOME": "/nowhere", "USER": "", "COLUMNS": "20"}),
    "umask": Machine(umask=0o077),
    "folder": Machine(folder="Situs & 'naskah' é/a b/{{ x }}", is_run_inside=True),
    "order of files": Machine(seed=2),
    "processors": Machine(one_processor=True),
    "few files at once": Machine(open_files=10),
    "what is kept": Machine(is_built_twice=True),
    **{f"Python {path}": Machine(python=path) for path in OTHER_PYTHONS},
}
ALL_AT_ONCE = Machine(
    environment={"PYTHONHASHSEED": "99", "TZ": "America/Noronha", "LC_ALL": "C", "PYTHONUTF8": "0"},
    folder="elsewhere/è",
    umask=0o077,
    one_processor=True,
    seed=3,
    is_run_inside=True,
)


def build(
    machine: Machine, place: Path, *options: str, day: Iterable[str] = ("--date", BUILD_DATE)
) -> Mapping[str, bytes]:
    """Build a copy of the real project on such a machine; give all files of the site."""
    project = place / machine.folder
    lay_out(project, machine.seed)
    named = () if machine.is_run_inside else ("--project", str(project))
    search = f"{PROJECT_ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    for _ in range(1 + machine.is_built_twice):
        shutil.rmtree(project / "output", ignore_errors=True)
        ran = subprocess.run(
            [machine.python, "-m", "site_builder", *named, "build", *day, *options],
            cwd=project if machine.is_run_inside else place,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": search, **machine.environment},
            umask=machine.umask,
            preexec_fn=partial(limit, machine),
            capture_output=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout.decode() + ran.stderr.decode()
    output = project / "output"
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }


def lay_out(project: Path, seed: int) -> None:
    """Write the project's files, one after the other, with times of their own."""
    files = [
        path
        for part in PROJECT_PARTS
        for path in (PROJECT_ROOT / part, *sorted((PROJECT_ROOT / part).rglob("*")))
        if path.is_file()
    ]
    if seed:
        random.Random(seed).shuffle(files)
    for number, path in enumerate(files):
        target = project / path.relative_to(PROJECT_ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (number, 1_000_000_000 + number))


def limit(machine: Machine) -> None:
    """Give a process that begins no more than the machine has."""
    if machine.one_processor and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if machine.open_files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (machine.open_files, machine.open_files))


def differing(first: Mapping[str, bytes], second: Mapping[str, bytes]) -> list[str]:
    paths = first.keys() | second.keys()
    return sorted(path for path in paths if first.get(path) != second.get(path))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return build(PLAIN, tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("name", OTHERS)
def test_another_machine_gives_the_same_bytes(
    name: str, plain: Mapping[str, bytes], tmp_path: Path
):
    assert differing(plain, build(OTHERS[name], tmp_path)) == []


def test_leaflets_as_pdf_files_are_the_same_too(tmp_path: Path):
    first = build(PLAIN, tmp_path / "first", "--pdf")
    assert any(path.endswith(".pdf") for path in first)
    assert differing(first, build(ALL_AT_ONCE, tmp_path / "second", "--pdf")) == []


def test_the_date_may_come_from_the_environment(tmp_path: Path):
    first = build(PLAIN, tmp_path / "first", day=("--date", "2030-12-31"))
    clock = {"SOURCE_DATE_EPOCH": NOON, "TZ": "Pacific/Kiritimati"}
    told = replace(PLAIN, environment=clock)
    assert differing(first, build(told, tmp_path / "second", day=())) == []
