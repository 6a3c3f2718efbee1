"""A project is read as it was at one moment, or not at all, whoever saves meanwhile."""

import os
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from site_builder.adapters import file_memory
from site_builder.adapters.file_memory import FileMemory
from site_builder.adapters.folders import read_bytes
from site_builder.cli import inputs
from site_builder.cli.inputs import Restless, load_inputs

HOME = "content/home.id.md"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_PAUSE_SECONDS", 0)


def reading(change: Callable[[int], None]) -> Callable[[str], bytes]:
    """Return what reads, and lets something happen each time just before it reads a file.

    That is told which time it is.
    """
    times = iter(range(100))

    def read(path: str) -> bytes:
        if Path(path).name == "home.en.md":
            change(next(times))
        return read_bytes(path)

    return read


def test_a_file_that_is_saved_meanwhile_is_read_again_with_all_others(project: Path):
    # A file that was read already, and one that is still to come.
    paths = [project / "site.yaml", project / HOME]
    new = [path.read_bytes() + b"\n" for path in paths]

    def change(time: int) -> None:
        for path, content in zip(paths, new, strict=True) if time == 0 else ():
            path.write_bytes(content)

    files = load_inputs(project, reading(change)).files
    assert [files[path.relative_to(project).as_posix()] for path in paths] == new


def test_a_file_that_goes_before_it_is_read_is_not_there(project: Path):
    read = reading(lambda time: (project / HOME).unlink(missing_ok=True))
    files = load_inputs(project, read).files
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
    read = reading(lambda time: file.write_bytes(b"x" * time))
    monkeypatch.setattr(FileMemory, "read", lambda self, path: read(path))
    with pytest.raises(Restless):
        load_inputs(project, read)
    status, said, complained = run(*build, "--force")
    assert (status, said) == (3, "")
    assert "home.id.md kept changing" in complained
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A clock that goes on by a minute each time somebody looks at it."""
    minutes = count(step=60)
    monkeypatch.setattr(time, "monotonic", lambda: next(minutes))
    return minutes


def test_a_file_is_read_again_once_it_looks_otherwise(clock, tmp_path: Path):
    file, memory = tmp_path / "a.md", FileMemory()
    file.write_text("satu")
    times = file.stat().st_atime, file.stat().st_mtime
    assert [memory.read(str(file)) for _ in range(3)] == [b"satu"] * 3
    file.write_text("dua!")  # of the same size, with the old time put back
    os.utime(file, times)
    assert memory.read(str(file)) == b"dua!"


def test_a_file_that_looks_as_it_has_done_for_a_while_is_not_read_again(
    clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file, memory = tmp_path / "a.md", FileMemory()
    file.write_text("satu")
    memory.read(str(file))
    file.write_text("dua!")
    memory.read(str(file))
    memory.read(str(file))
    monkeypatch.setattr(file_memory, "read_bytes", lambda path: b"anew")
    assert memory.read(str(file)) == b"dua!"


def test_a_file_that_has_just_changed_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file, memory = tmp_path / "a.md", FileMemory()
    file.write_text("satu")
    memory.read(str(file))
    monkeypatch.setattr(file_memory, "read_bytes", lambda path: b"anew")
    assert memory.read(str(file)) == b"anew"
