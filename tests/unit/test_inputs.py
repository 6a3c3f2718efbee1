"""A project is read as it was at one moment, or not at all, whoever saves meanwhile."""

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.adapters.folders import read_bytes
from site_builder.cli import inputs
from site_builder.cli.inputs import Restless, load_inputs
from site_builder.read import project as reading

HOME = "content/home.id.md"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_PAUSE_SECONDS", 0)


def on_reading(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[int], None], name: str = "home.en.md"
) -> None:
    """Let something happen each time just before a file is read; it is told which time it is."""
    times = iter(range(100))

    def read(path: str) -> bytes:
        if Path(path).name == name:
            change(next(times))
        return read_bytes(path)

    monkeypatch.setattr(reading, "read_bytes", read)


def test_a_file_that_is_saved_meanwhile_is_read_again_with_all_others(
    project: Path, monkeypatch: pytest.MonkeyPatch
):
    # A file that was read already, and one that is still to come.
    paths = [project / "site.yaml", project / HOME]
    new = [path.read_bytes() + b"\n" for path in paths]

    def change(time: int) -> None:
        for path, content in zip(paths, new, strict=True) if time == 0 else ():
            path.write_bytes(content)

    on_reading(monkeypatch, change)
    files = load_inputs(project).files
    assert [files[path.relative_to(project).as_posix()] for path in paths] == new


def test_a_file_that_goes_before_it_is_read_is_not_there(
    project: Path, monkeypatch: pytest.MonkeyPatch
):
    on_reading(monkeypatch, lambda time: (project / HOME).unlink(missing_ok=True))
    files = load_inputs(project).files
    assert HOME not in files
    assert "content/home.en.md" in files


def test_texts_and_pictures_beside_the_settings_are_read_and_of_others_the_names(
    project: Path, tmp_path: Path
):
    notes = ["README.md", "CATATAN", "peserta.CSV", "site.yaml~", ".peserta.csv.swp", ".gitignore"]
    read = [*notes, "photo.jpg"]  # a program may have written into a picture who is on it
    others = ["plan.pdf", "elsewhere.txt"]
    for name in (*read, "plan.pdf"):
        (project / name).write_text("Uji")
    (tmp_path / "elsewhere.txt").write_text("Uji")
    (project / "elsewhere.txt").symlink_to(tmp_path / "elsewhere.txt")
    kept = load_inputs(project).kept
    beside = {name: content for name, content in kept.items() if "/" not in name}
    assert beside == {**dict.fromkeys(read, b"Uji"), **dict.fromkeys(others, b"")}


def test_a_file_that_never_rests_ends_the_build_in_words(
    run, project: Path, monkeypatch: pytest.MonkeyPatch
):
    output = project / "output"
    build = ("--project", project, "build", "--date", "2031-01-01")
    assert run(*build)[0] == 0
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    file = project / HOME
    on_reading(monkeypatch, lambda time: file.write_bytes(b"x" * time))
    with pytest.raises(Restless):
        load_inputs(project)
    status, said, complained = run(*build, "--force")
    assert (status, said) == (3, "")
    assert "home.id.md kept changing" in complained
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before
