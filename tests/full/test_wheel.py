"""What somebody has who has the wheel alone: a new project, made, checked and built with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LANGUAGES = ("id", "en", "ar")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program as its wheel installs it; its libraries are those of the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    made = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder / "made", ROOT]
    subprocess.run([*pip, *made], check=True)
    (wheel,) = (folder / "made").glob("*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", folder / "program", wheel], check=True
    )
    return folder / "program"


@pytest.mark.full
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_project_is_begun_and_built_from_the_wheel_alone(installed: Path, tmp_path, count):
    def run(*arguments: object) -> str:
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "site_builder", "--lang", "en", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    run("init", "city", "--languages", ",".join(LANGUAGES[:count]), "--yes")
    assert "Errors: 0, warnings: " in run("--project", "city", "check")
    assert "# Formats" in run("explain", "formats")
    run("--project", "city", "build")
    output = tmp_path / "city" / "output"
    assert (output / "index.html").is_file()
    assert all((output / lang / "index.html").is_file() for lang in LANGUAGES[1:count])
