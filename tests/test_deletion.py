"""A feature is deleted by deleting its file and its line: the rest still builds.

Each deletion is made in a copy of the package and its templates, and the copy builds a small site
that does not use what was deleted. `make test` deletes one feature of each sort, and then all of a
sort together, so that no other code holds on to any; the full tests delete each alone.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from site_builder import outputs
from site_builder.checks import data as checks_of_data
from site_builder.pages.page import HOME, NOT_FOUND
from site_builder.views import kinds
from site_builder.views.kinds.kind import Kind
from tests.test_architecture import MODULES, own_imports

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "problems" / "base"
LINKS = {"[updates, data]": "[home]", "[sources, glossary]": "[home]"}
"""The pages that the sample links to on every page, and what stands in their place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deletion:
    """What is taken out of the repository to delete one feature."""

    files: tuple[str, ...]
    """Files and folders; each must be there."""
    lines: tuple[tuple[str, str], ...] = ()
    """A file, and a line in it without its indentation, which must stand there once."""


def delete_and_build(folder: Path, deletion: Deletion) -> subprocess.CompletedProcess[str]:
    """Delete something in a copy of the program, and let the copy build a small site."""
    # With what Python compiled of it, which holds as long as a file has its time and its size.
    shutil.copytree(ROOT / "site_builder", folder / "site_builder")
    shutil.copytree(ROOT / "templates", folder / "templates")
    _write_site(folder)
    for name in deletion.files:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, line in deletion.lines:
        path = folder / name
        before = path.read_text("utf-8").splitlines()
        after = [other for other in before if other.strip() != line]
        assert len(before) - len(after) == 1, f"{name} must hold the line {line!r} once"
        path.write_text("\n".join(after) + "\n", "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "site_builder", "--project", str(folder), "build"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def _write_site(folder: Path) -> None:
    """Write a site with the two pages that every site has, and data of every sort."""
    shutil.copytree(SAMPLE / "data", folder / "data")
    shutil.copytree(ROOT / "content" / "i18n", folder / "content" / "i18n")
    settings = (SAMPLE / "site.yaml").read_text("utf-8")
    for old, new in LINKS.items():
        assert old in settings
        settings = settings.replace(old, new)
    (folder / "site.yaml").write_text(settings, "utf-8")
    for key in (HOME, NOT_FOUND):
        for path in (SAMPLE / "content").glob(f"{key}.*.md"):
            text = path.read_text("utf-8").replace("next: [updates, data]\n", "")
            (folder / "content" / path.name).write_text(text, "utf-8")


NEEDED = {
    "page": "what a page is whose template nobody knows",
    "home": "every site has one (CFG001)",
    "not_found": "every site has one (CFG001)",
}
"""The kinds that cannot be deleted, and why."""
KINDS_MODULE = "site_builder/views/kinds/__init__.py"


def deletions_of_kinds() -> Iterator[tuple[str, Deletion]]:
    """Yield every kind of page that can be deleted, or the few that are made together."""
    own: set[str] = set()
    for path in sorted((ROOT / "site_builder" / "views" / "kinds").glob("[a-z]*.py")):
        module = getattr(kinds, path.stem)
        made: tuple[Kind, ...] = getattr(module, "KINDS", None) or (getattr(module, "KIND", None),)
        if made == (None,):
            continue
        own |= {kind.template for kind in made}
        line = f"*{path.stem}.KINDS," if len(made) > 1 else f"{path.stem}.KIND,"
        yield (
            path.stem,
            Deletion(
                files=(
                    f"site_builder/views/kinds/{path.name}",
                    *(f"templates/pages/{kind.template}.html" for kind in made),
                ),
                lines=((KINDS_MODULE, f"{path.stem},"), (KINDS_MODULE, line)),
            ),
        )
    lines = (ROOT / KINDS_MODULE).read_text("utf-8").splitlines()
    for kind in kinds.KINDS:
        if kind.template not in own:
            (line,) = (one.strip() for one in lines if f'template="{kind.template}"' in one)
            template = f"templates/pages/{kind.template}.html"
            yield kind.template, Deletion(files=(template,), lines=((KINDS_MODULE, line),))


OUTPUTS_MODULE = "site_builder/outputs/__init__.py"
DATA_CHECKS_MODULE = "site_builder/checks/data/__init__.py"
NEEDED_CHECKS = {
    "check_integrity": "an import asks it which ids are unknown",
    "check_personal_data": "an import reads sheets with it",
}
"""The checks of data that cannot be deleted, and why."""


def deletions_of_functions(module: str, functions: Iterable[str]) -> Iterator[tuple[str, Deletion]]:
    """Yield the deletion of each function that a room lists, with its module and its line."""
    lines = (ROOT / module).read_text("utf-8").splitlines()
    for name in functions:
        (imported,) = (line for line in lines if re.search(rf" import {name}\b", line))
        path = imported.split()[1].replace(".", "/") + ".py"
        paired = (line.strip() for line in lines if line.strip().startswith(f"{name}: "))
        own = (imported, f"{name},", *paired)
        yield name, Deletion(files=(path,), lines=tuple((module, line) for line in own))


DELETED_OUTPUTS = dict(
    deletions_of_functions(
        OUTPUTS_MODULE,
        [output.__name__ for output in (*outputs.OUTPUTS, *outputs.FINISHING_OUTPUTS)],
    )
)
DELETED_CHECKS = dict(
    deletions_of_functions(
        DATA_CHECKS_MODULE,
        [
            check.__name__
            for check in checks_of_data.DATA_CHECKS
            if check.__name__ not in NEEDED_CHECKS
        ],
    )
)


COMMANDS_MODULE = "site_builder/cli/commands/__init__.py"
DELETED_COMMANDS = {
    path.stem: Deletion(
        files=(f"site_builder/cli/commands/{path.name}",),
        lines=((COMMANDS_MODULE, f"{path.stem},"), (COMMANDS_MODULE, f"{path.stem}.COMMAND,")),
    )
    for path in sorted((ROOT / "site_builder/cli/commands").glob("[a-z]*.py"))
    if path.stem != "build"  # these tests build with it
}


DELETIONS = {name: found for name, found in deletions_of_kinds() if name not in NEEDED}


def test_every_kind_is_deleted_or_needed():
    files = [Path(name) for deletion in DELETIONS.values() for name in deletion.files]
    templates = {path.stem for path in files if path.suffix == ".html"}
    assert templates | NEEDED.keys() == {kind.template for kind in kinds.KINDS}
    assert not templates & NEEDED.keys()


def test_nothing_but_their_list_knows_the_modules_of_kinds():
    users = [
        (module, other)
        for module in MODULES
        for other, _ in own_imports(module)
        if other.startswith("views.kinds.") and other != "views.kinds.kind"
    ]
    assert users
    assert {module for module, _ in users} == {"views.kinds"}


def alone_or_all(deletions: Mapping[str, Deletion]) -> pytest.MarkDecorator:
    """Give a test each deletion alone, all but one in the full tests, and all of them at once."""
    together = Deletion(
        files=tuple(chain.from_iterable(one.files for one in deletions.values())),
        lines=tuple(chain.from_iterable(one.lines for one in deletions.values())),
    )
    sample = next(iter(deletions))
    return pytest.mark.parametrize(
        "deletion",
        [
            pytest.param(together, id="all"),
            *(
                pytest.param(one, id=name, marks=() if name == sample else pytest.mark.full)
                for name, one in deletions.items()
            ),
        ],
    )


@alone_or_all(DELETIONS)
def test_a_kind_of_page_is_deleted_with_its_module_its_template_and_its_line(
    deletion: Deletion, tmp_path: Path
):
    done = delete_and_build(tmp_path, deletion)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "output" / "index.html").is_file()


@alone_or_all(DELETED_OUTPUTS)
def test_an_output_is_deleted_with_its_module_and_its_line(deletion: Deletion, tmp_path: Path):
    done = delete_and_build(tmp_path, deletion)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "output" / "index.html").is_file()


@alone_or_all(DELETED_CHECKS)
def test_a_check_of_data_is_deleted_with_its_module_and_its_line(
    deletion: Deletion, tmp_path: Path
):
    done = delete_and_build(tmp_path, deletion)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "output" / "index.html").is_file()


@alone_or_all(DELETED_COMMANDS)
def test_a_command_is_deleted_with_its_module_and_its_line(deletion: Deletion, tmp_path: Path):
    done = delete_and_build(tmp_path, deletion)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "output" / "index.html").is_file()


def test_what_is_needed_cannot_be_deleted_unnoticed(tmp_path: Path):
    found = dict(deletions_of_kinds())["home"]
    assert delete_and_build(tmp_path, found).returncode != 0
