"""A build that is killed at any instant leaves the old site or the new one, whole."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders import edited

ROOT = Path(__file__).resolve().parents[2]
HOME = "content/home.id.md"
SOME = 3
"""Moments in `make test`."""
DATE = ("--date", "2031-01-01")


def build(project: Path, step: int = 0) -> subprocess.CompletedProcess[str]:
    given = ("--project", str(project), "build", *DATE)
    return subprocess.run(
        [sys.executable, "-m", "tests.killed_at", str(step), str(project), *given],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> Mapping[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_home(project: Path, words: str) -> None:
    (project / HOME).write_text(edited(HOME, "Peserta:", words)[HOME], "utf-8")


def clean_build(project: Path) -> Mapping[str, str]:
    """Return what a build without a store and an output makes."""
    shutil.rmtree(project / ".site-builder")
    shutil.rmtree(project / "output")
    assert build(project).returncode == 0
    return tree(project / "output")


def count_of_steps(project: Path) -> int:
    done = build(project)
    assert done.returncode == 0, done.stderr
    return int(done.stderr.split()[-1])


@pytest.mark.parametrize(
    "moments", [pytest.param(SOME, id="some"), pytest.param(200, id="many", marks=pytest.mark.full)]
)
def test_a_killed_build_leaves_one_site_whole_and_the_next_build_is_right(
    moments: int, project: Path, tmp_path: Path
):
    # Twice: a build that finds the one before the one before takes other steps.
    for words in ("Satu", "Dua"):
        write_home(project, words)
        assert build(project).returncode == 0
    old = tree(project / "output")
    write_home(project, "Tiga")
    before = tmp_path / "before"
    shutil.copytree(project, before, symlinks=True)
    steps = count_of_steps(project)
    new = tree(project / "output")
    write_home(project, "Empat")
    newest = clean_build(project)
    assert steps > moments // 2
    assert old != new
    found = []
    for moment in range(moments):
        shutil.rmtree(project)
        shutil.copytree(before, project, symlinks=True)
        step = 1 + moment * steps // moments
        assert build(project, step).returncode == 137, step
        found.append(tree(project / "output"))
        assert found[-1] in (old, new), f"neither old nor new after step {step} of {steps}"
        if moment % 10 < SOME:
            # Another edit at once: with what was kept before, or by the build that was killed.
            write_home(project, "Empat")
            assert build(project).returncode == 0
            assert tree(project / "output") == newest, f"not a clean build's after step {step}"
    assert old in found
