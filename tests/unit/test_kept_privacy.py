"""What the program keeps for itself holds no identity number, whatever commands met one."""

import shutil
from pathlib import Path

import pytest

from site_builder.cli import making
from site_builder.cli.main import main
from site_builder.diagnostics import masked
from site_builder.publish.state import STATE_FOLDER
from tests.builders import real_templates, write_small

NIK = "3374012306850001"
"""Of nobody."""
PAGE = "content/updates/first.id.md"
DAY = ("--date", "2026-11-23")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = write_small(tmp_path_factory.mktemp("built") / "project")
    with (project / "site.yaml").open("a") as settings:
        settings.write("publish: {kind: folder, to: ../readers}\n")
    assert "id.nik" in (project / "site.yaml").read_text()
    run(project, "build", *DAY)
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A project that was built, after which somebody typed an identity number into a page."""
    project = shutil.copytree(built, tmp_path / "project")
    with (project / PAGE).open("a") as page:
        page.write(f"\nKartu {NIK[:8]} {NIK[8:]}, {NIK}.\n")
    return project


def run(project: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--project", str(project), *arguments])
    return int(ended.value.code or 0)


def kept(project: Path) -> str:
    state = project / STATE_FOLDER
    return "\n".join(p.read_text("latin-1") for p in state.rglob("*") if p.is_file())


def holds(text: str) -> bool:
    return NIK in text.replace(" ", "")


@pytest.mark.parametrize(
    "command", ["build", "check", "diff", "publish --yes", "status", "translated updates/first"]
)
def test_no_command_keeps_or_says_it(
    command: str, project: Path, capsys: pytest.CaptureFixture[str]
):
    confirmed = {p: p.read_bytes() for p in (project / "content/confirmed").rglob("*")}
    assert run(project, *command.split(), *(() if "translated" in command else DAY)) in {0, 1}
    assert not holds(kept(project))
    assert not holds("".join(capsys.readouterr()))
    assert {p: p.read_bytes() for p in (project / "content/confirmed").rglob("*")} == confirmed


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_number_that_a_template_puts_together_is_in_no_cache(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_shown: bool
):
    project = shutil.copytree(built, tmp_path / "project")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    number = f'<b>{{{{ "{NIK[:8]}" ~ "{NIK[8:]}" }}}}</b>'
    template = project / "templates/pages/page.html"
    template.parent.mkdir(parents=True, exist_ok=True)
    text = real_templates()["pages/page.html"].decode()
    written = number if is_shown else f"{{% if false %}}{number}{{% endif %}}"
    template.write_text(text + written)
    # An error elsewhere ends the build before its pages are looked at.
    with (project / PAGE).open("a") as page:
        page.write("\n[a](missing.md)\n" if is_shown else "\nA word.\n")
    assert run(project, "diff", *DAY) == int(is_shown)
    kept_files = [p for p in (tmp_path / "cache").rglob("*") if p.is_file()]
    assert bool(kept_files) != is_shown
    assert not any(NIK.encode() in p.read_bytes() for p in kept_files)
    assert not holds(kept(project))


@pytest.mark.parametrize("command", ["build", "diff", "status"])
def test_no_packed_page_is_kept_that_holds_one(command: str, built: Path, tmp_path: Path):
    project = shutil.copytree(built, tmp_path / "project")
    results = project / STATE_FOLDER / "results"
    template = project / "templates/base.html"
    number = f'{{{{ "{NIK[:8]}" ~ "{NIK[8:]}" }}}}</main>'
    template.write_text(real_templates()["base.html"].decode().replace("</main>", number, 1))
    kept_before = results.read_bytes()
    assert run(project, command, *DAY) in {0, 1}
    assert results.read_bytes() == kept_before


def test_no_packed_file_is_kept_that_tells_a_count_which_is_withheld_now(
    built: Path, tmp_path: Path
):
    project = shutil.copytree(built, tmp_path / "project")
    packed = (project / "output/data/coverage.csv.gz").read_bytes()
    assert packed.decode("latin-1") in kept(project)
    table = project / "data/coverage.csv"
    rows = table.read_text()
    for number in (888, 223):
        assert f",{number},published," in rows
        rows = rows.replace(f",{number},published,", ",,suppressed,")
    table.write_text(rows)
    assert run(project, "build", *DAY) == 0
    assert packed.decode("latin-1") not in kept(project)


def test_what_can_be_undone_has_it_masked(project: Path):
    assert run(project, "move", "updates/first", "updates/second") == 0
    assert not holds(kept(project))
    assert masked(NIK) in kept(project)
    assert run(project, "undo") == 0
    assert masked(NIK) in (project / PAGE).read_text()


def test_the_log_of_a_failure_has_it_masked(project: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"not a number: {NIK}")

    monkeypatch.setattr(making, "build_site", fail)
    assert run(project, "check", *DAY) == 3
    assert f"not a number: {masked(NIK)}" in kept(project)
    assert not holds(kept(project))
