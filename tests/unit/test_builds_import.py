"""What each kind of build imports: whoever changes little waits for little.

The small project of `tests/problems/base`, with the templates of the real site.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import TODAY, write_small

IMPORTS = """
import sys
from site_builder.cli.main import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
own = {name.partition(".")[0] for name in sys.modules} - sys.stdlib_module_names
named = [name for name in own if not name.startswith("_")]
print(*named, *(set(%s) & sys.modules.keys()), file=sys.stderr)
"""
OF_PYTHON = {
    *(
        "asyncio",
        "difflib",
        "email.message",
        "http.client",
        "importlib.metadata",
        "multiprocessing",
    ),
    *("pydoc", "socket", "sqlite3", "ssl", "subprocess", "tarfile", "unittest", "urllib.request"),
}
"""What of Python's own takes longest to import, and no edit of a page needs."""
OUR_OWN = {"site_builder"}
READING = {"yaml", "markdown", "nh3", "htmlparser", "babel"}
WRITING = {"jinja2", "markupsafe", "lxml", "rcssmin", "rjsmin", "brotli", "filelock"}
WORKBOOKS_AND_PICTURES = {"xlsxwriter", "PIL", "resvg_py"}
BY_THE_WAY = {"cython_runtime", "pygments"}
"""What libraries import when it is there."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project after a first build."""
    project = write_small(tmp_path_factory.mktemp("small"))
    first = imported_by_a_build(project)
    assert first >= WORKBOOKS_AND_PICTURES | {"fontTools", "stdnum", "importlib.metadata"}
    return project


def imported_by_a_build(project: Path) -> set[str]:
    """Build in a process of its own; return the packages that it took, and what of `OF_PYTHON`."""
    options = ["--project", str(project), "build", "--date", TODAY.isoformat()]
    ran = subprocess.run(
        [sys.executable, "-c", IMPORTS % sorted(OF_PYTHON), *options],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert not ran.returncode, ran.stderr
    return set(ran.stderr.splitlines()[-1].split()) - BY_THE_WAY


@contextmanager
def edited(path: Path, old: str, new: str) -> Iterator[None]:
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")
    yield
    path.write_text(before, encoding="utf-8")


def test_an_unchanged_build_imports_no_library(built: Path):
    imported_by_a_build(built)
    assert imported_by_a_build(built) == OUR_OWN


def test_an_edited_sentence_needs_no_workbook_and_no_picture(built: Path):
    with edited(built / "content" / "updates" / "first.id.md", "Hari itu", "Pada hari itu"):
        assert imported_by_a_build(built) == OUR_OWN | READING | WRITING


def test_an_edited_cell_needs_the_library_for_workbooks_too(built: Path):
    rows = "888,published,S1,,,\n2025-01-31,company,,,223"
    with edited(built / "data" / "coverage.csv", rows, rows.replace("888", "887")[:-1] + "4"):
        imported = imported_by_a_build(built)
    assert imported >= OUR_OWN | READING | WRITING | {"xlsxwriter"}
    assert not imported & {"python_calamine", "openpyxl", "livereload", "tornado", "weasyprint"}


def test_a_time_zone_of_the_machine_that_is_none_stops_nothing(tmp_path):
    write_small(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-m", "site_builder", "--project", tmp_path, "check"],
        env={**os.environ, "TZ": ":/etc/passwd"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
