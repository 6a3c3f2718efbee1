"""A feature is deleted by deleting its file and its line: the rest still builds.

Each deletion is made in a copy of the package and its templates, and the copy builds a small site
that does not use what was deleted. `make test` deletes all of a sort together, so that no other
code holds on to any; the full tests delete each alone.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from site_builder import outputs
from site_builder.checks import data as checks_of_data
from site_builder.model import FIGURE_NAMESPACES
from site_builder.pages.page import HOME, NOT_FOUND
from site_builder.views import kinds
from site_builder.views.cards import CARD_TEMPLATE
from site_builder.views.kinds.kind import Kind
from site_builder.views.namespaces import NAMESPACES
from tests.builders import small_card, write_small
from tests.test_architecture import MODULES, PACKAGE, own_imports

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "problems" / "base"
LINKS = {"[updates, data]": "[home]", "[sources, glossary]": "[home]"}
"""The pages that the sample links to on every page, and what stands in their place."""
LINK = "{{ page.home }}"
"""An insert in the sample that can be deleted."""


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
    if not (folder / "site.yaml").exists():
        shutil.copytree(ROOT / "templates", folder / "templates")
        card = folder / "templates" / CARD_TEMPLATE
        card.write_bytes(small_card(card.read_bytes()))
        _write_site(folder)
    for name, line in deletion.lines:
        path = folder / name
        before = path.read_text("utf-8").splitlines()
        after = [other for other in before if other.strip() != line]
        assert len(before) - len(after) == 1, f"{name} must hold the line {line!r} once"
        # An import of which nothing is left goes with its last line.
        text = re.sub(r"from \S+ import \(\n\)\n", "", "\n".join(after) + "\n")
        path.write_text(text, "utf-8")
    for name in deletion.files:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    # Out of the project, all of which is searched for what may be about persons.
    with tempfile.TemporaryDirectory(dir=folder.parent) as program:
        (folder / "site_builder").rename(Path(program) / "site_builder")
        return run_program(program, folder)


def run_program(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "site_builder", "--project", str(folder), "build"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": program, "PYTHONDONTWRITEBYTECODE": "1"},
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
            (folder / "content" / path.name).write_text(text.replace(LINK, "…"), "utf-8")


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
        [
            output.__name__
            for output in (*outputs.PLACED_OUTPUTS, *outputs.OUTPUTS, *outputs.FINISHING_OUTPUTS)
        ],
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


CHECKS_MODULE = "site_builder/checks/every_check.py"
CHECKS = r"checks\.((?!data)\w+\.)?{}"
"""What a module of checks is called, but of those of data, which have a list of their own."""
USED_CHECKS = {
    "absence": "an import says which sentences it makes untrue",
    "attention": "an import says which claims of absence it ends",
    "budgets": "`status` weighs pages, and `words` lists parts as it does",
    "typed_numbers": "`status` lists exemptions",
    "unpinned_figures": "an import says which sentences speak of the past",
}
"""The modules of checks that stay when their lines are deleted, and who else uses them."""


def deletions_of_checks() -> Iterator[tuple[str, Deletion]]:
    """Yield the deletion of each module of checks, with its import and the lines of its checks."""
    lines = [line.strip() for line in (ROOT / CHECKS_MODULE).read_text("utf-8").splitlines()]
    listed = dict.fromkeys(line.partition(".")[0] for line in lines if ".check_" in line)
    for name in listed:
        (module,) = (each for each in MODULES if re.fullmatch(CHECKS.format(name), each))
        own = [line for line in lines if line == f"{name}," or line.endswith(f" import {name}")]
        own += (line for line in lines if line.startswith(f"{name}.check_"))
        yield (
            name,
            Deletion(
                files=() if name in USED_CHECKS else (f"{PACKAGE}/{module.replace('.', '/')}.py",),
                lines=tuple((CHECKS_MODULE, line) for line in own),
            ),
        )


DELETED_SITE_CHECKS = dict(deletions_of_checks())


COMMANDS_MODULE = "site_builder/cli/commands/__init__.py"
DELETED_COMMANDS = {
    path.stem: Deletion(
        files=(f"site_builder/cli/commands/{path.name}",),
        lines=((COMMANDS_MODULE, f'"{path.stem}",'),),
    )
    for path in sorted((ROOT / "site_builder/cli/commands").glob("[a-z]*.py"))
    if path.stem != "build"  # these tests build with it
}


INSERTS_MODULE = "site_builder/views/namespaces.py"
NEEDED_INSERTS = {
    "contact": "answer cards, steps of guides and claims of absence name with it whom to ask",
    **dict.fromkeys(FIGURE_NAMESPACES, "tables, charts, cards and records show figures with it"),
}
"""The namespaces of inserts that cannot be deleted, and why."""


def deletions_of_inserts() -> Iterator[tuple[str, Deletion]]:
    """Yield the deletion of each module of inserts, with its line and those of its namespaces."""
    listed = re.findall(r"(?m)^from (\S+) import ([A-Z, ]+)$", (ROOT / INSERTS_MODULE).read_text())
    for module, constants in listed:
        names = constants.lower().split(", ")
        if names[0] in NAMESPACES.keys() - NEEDED_INSERTS:
            entries = (
                f"from {module} import {constants}",
                *(f"{c}," for c in constants.split(", ")),
            )
            yield (
                "-".join(names),
                Deletion(
                    files=(f"{module.replace('.', '/')}.py",),
                    lines=tuple((INSERTS_MODULE, entry) for entry in entries),
                ),
            )


DELETED_INSERTS = dict(deletions_of_inserts())


TEMPLATES = ROOT / "templates"
COMPONENTS = {path.name for path in (TEMPLATES / "components").iterdir()}
NEEDED_COMPONENTS = {
    "figure_record": "is the permanent address of a number",
    "icon": "stands in a line with words",
    "item_list": "is the whole of a step's fact",
    "mark": "stands in a line with the site's name",
    "navigation": "has the languages in it",
    "proof": "is where links to a page's sources lead",
    "source_list": "is where links to a page's sources lead",
    "status": "stands in a line with a date",
    "step": "has a section of a guide in it",
    "task_cards": "is the whole of a part of the page",
    "term_list": "is the whole of a section",
}
"""Components that cannot be deleted by whole lines of templates, and why."""


def is_rendered_by_program(component: str) -> bool:
    """Return whether inserts, Markdown, charts or records are made of a component."""
    views = (ROOT / "site_builder" / "views").rglob("*.py")
    return any(f'"{component}"' in path.read_text("utf-8") for path in views)


def deletions_of_components() -> Iterator[tuple[str, Deletion]]:
    """Yield the deletion of each component: its folder, and its lines in other templates."""
    texts = {path: path.read_text("utf-8") for path in sorted(TEMPLATES.rglob("*.html"))}
    for name in sorted(COMPONENTS - NEEDED_COMPONENTS.keys()):
        if not is_rendered_by_program(name):
            called = re.compile(rf"import {name} %}}$|^{{{{ {name}\(.*}}}}$|^{{% call {name}\(.*")
            yield (
                name,
                Deletion(
                    files=(f"templates/components/{name}",),
                    lines=tuple(
                        (path.relative_to(ROOT).as_posix(), line)
                        for path, text in texts.items()
                        for line in map(str.strip, text.splitlines())
                        if called.search(line)
                    ),
                ),
            )


DELETED_COMPONENTS = dict(deletions_of_components())


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
    """Give a test all deletions at once and, in the full tests, each alone."""
    together = Deletion(
        files=tuple(chain.from_iterable(one.files for one in deletions.values())),
        lines=tuple(chain.from_iterable(one.lines for one in deletions.values())),
    )
    return pytest.mark.parametrize(
        "deletion",
        [
            pytest.param(together, id="all"),
            *(
                pytest.param(one, id=name, marks=pytest.mark.full)
                for name, one in deletions.items()
            ),
        ],
    )


def check_deletion(folder: Path, deletion: Deletion) -> None:
    done = delete_and_build(folder, deletion)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "output" / "index.html").is_file()


@alone_or_all(DELETIONS)
def test_a_kind_of_page_is_deleted_with_its_module_its_template_and_its_line(
    deletion: Deletion, tmp_path: Path
):
    check_deletion(tmp_path, deletion)


@alone_or_all(DELETED_OUTPUTS)
def test_an_output_is_deleted_with_its_module_and_its_line(deletion: Deletion, tmp_path: Path):
    check_deletion(tmp_path, deletion)


@alone_or_all(DELETED_CHECKS)
def test_a_check_of_data_is_deleted_with_its_module_and_its_line(
    deletion: Deletion, tmp_path: Path
):
    check_deletion(tmp_path, deletion)


def test_every_module_of_checks_is_deleted_or_used():
    assert USED_CHECKS.keys() < DELETED_SITE_CHECKS.keys()
    users = {
        name
        for name in DELETED_SITE_CHECKS
        for module in MODULES
        for other, _ in own_imports(module)
        if module != "checks.every_check" and re.fullmatch(CHECKS.format(name), other)
    }
    assert users == USED_CHECKS.keys()


@alone_or_all(DELETED_SITE_CHECKS)
def test_checks_are_deleted_with_their_module_and_their_lines(deletion: Deletion, tmp_path: Path):
    check_deletion(tmp_path, deletion)


@alone_or_all(DELETED_COMMANDS)
def test_a_command_is_deleted_with_its_module_and_its_line(deletion: Deletion, tmp_path: Path):
    check_deletion(tmp_path, deletion)


def test_every_namespace_of_inserts_is_deleted_or_needed():
    deleted = {name for names in DELETED_INSERTS for name in names.split("-")}
    assert deleted | NEEDED_INSERTS.keys() == NAMESPACES.keys()


@alone_or_all(DELETED_INSERTS)
def test_inserts_are_deleted_with_their_module_and_their_lines(deletion: Deletion, tmp_path: Path):
    check_deletion(tmp_path, deletion)


def test_no_component_is_needed_that_can_be_deleted():
    assert NEEDED_COMPONENTS.keys() <= COMPONENTS
    assert len(DELETED_COMPONENTS) > len(NEEDED_COMPONENTS)


@alone_or_all(DELETED_COMPONENTS)
def test_a_component_is_deleted_with_its_folder_and_its_lines(deletion: Deletion, tmp_path: Path):
    write_small(tmp_path)  # a page of every kind, so that every template is read
    check_deletion(tmp_path, deletion)


def test_what_is_needed_cannot_be_deleted_unnoticed(tmp_path: Path):
    found = dict(deletions_of_kinds())["home"]
    assert delete_and_build(tmp_path, found).returncode != 0
