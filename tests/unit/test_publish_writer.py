"""The output folder changes whole or not at all, and only when it is ours."""

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from site_builder.model import OutputFile
from site_builder.publish import writer
from site_builder.publish.state import Busy, locked
from site_builder.publish.writer import (
    NoPreviousBuild,
    NotOurFolder,
    UnsafePath,
    publish,
    rollback,
)

FIRST = {"build-manifest.json": "{1}", "index.html": "satu", "a/b/index.html": "sama"}
SECOND = {"build-manifest.json": "{2}", "a/b/index.html": "sama", "c/index.html": "dua"}


def made(contents: dict[str, str]) -> tuple[OutputFile, ...]:
    return tuple(OutputFile(path=path, content=text.encode()) for path, text in contents.items())


def read(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site" / "output"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "site" / ".site-builder"


def assert_tidy(output: Path, state: Path, *kept: str) -> None:
    """Nothing temporary is left beside the folder or in the program's own."""
    assert {path.name for path in output.parent.iterdir()} <= {"output", ".site-builder"}
    assert {path.name for path in state.iterdir()} == {"lock", *kept}


def test_a_first_build_makes_the_folder(output: Path, state: Path):
    result = publish(made(FIRST), output, state)
    assert result == tuple(sorted(FIRST))
    assert read(output) == FIRST
    assert_tidy(output, state)


def test_a_next_build_replaces_it_and_keeps_the_one_before(output: Path, state: Path):
    publish(made(FIRST), output, state)
    result = publish(made(SECOND), output, state)
    changed = ("build-manifest.json", "c/index.html", "index.html")
    assert result == changed
    assert read(output) == SECOND
    assert read(state / "previous") == FIRST
    assert_tidy(output, state, "previous")


def test_only_the_build_before_is_kept(output: Path, state: Path):
    third = {"build-manifest.json": "{3}"}
    for contents in (FIRST, SECOND, third):
        publish(made(contents), output, state)
    assert read(output) == third
    assert read(state / "previous") == SECOND


def test_a_build_that_changes_nothing_leaves_the_build_before_alone(output: Path, state: Path):
    publish(made(FIRST), output, state)
    publish(made(SECOND), output, state)
    result = publish(made(SECOND), output, state)
    assert result == ()
    assert read(state / "previous") == FIRST


def test_the_gitignore_of_the_folder_stays_and_an_empty_folder_is_no_build_before(
    output: Path, state: Path
):
    output.mkdir(parents=True)
    (output / ".gitignore").write_text("*\n")
    for contents in (FIRST, SECOND):
        publish(made(contents), output, state)
        assert read(output) == {**contents, ".gitignore": "*\n"}
    rollback(output, state)
    assert read(output) == {**FIRST, ".gitignore": "*\n"}


def test_the_folder_keeps_its_permissions(output: Path, state: Path):
    output.mkdir(parents=True, mode=0o751)
    output.chmod(0o751)
    publish(made(FIRST), output, state)
    assert output.stat().st_mode & 0o777 == 0o751


def test_a_folder_that_is_not_ours_is_refused_and_untouched(output: Path, state: Path):
    output.mkdir(parents=True)
    (output / "thesis.doc").write_text("years of work")
    with pytest.raises(NotOurFolder) as caught:
        publish(made(FIRST), output, state)
    assert str(caught.value) == str(output)
    assert read(output) == {"thesis.doc": "years of work"}


def test_a_file_in_the_place_of_the_folder_is_refused(output: Path, state: Path):
    output.parent.mkdir(parents=True)
    output.write_text("a file")
    with pytest.raises(NotOurFolder):
        publish(made(FIRST), output, state)
    assert output.read_text() == "a file"


def test_a_link_to_a_folder_stays_a_link(output: Path, state: Path, tmp_path: Path):
    real = tmp_path / "elsewhere"
    publish(made(FIRST), real, state)
    output.symlink_to(real, target_is_directory=True)
    publish(made(SECOND), output, state)
    assert output.is_symlink()
    assert read(real) == SECOND


@pytest.mark.parametrize(
    "path",
    [
        "../index.html",
        "a/../../b",
        "/etc/passwd",
        "a//b",
        "./a",
        "a\\b",
        "C:a",
        "",
        "a\0b",
        ".gitignore",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused(output: Path, state: Path, path: str):
    publish(made(FIRST), output, state)
    with pytest.raises(UnsafePath):
        publish(made({**SECOND, path: "x"}), output, state)
    assert read(output) == FIRST


@pytest.mark.parametrize("paths", [("a", "a"), ("a", "a/b"), ("a/b/c", "a")])
def test_two_files_in_one_place_are_refused(output: Path, state: Path, paths: Iterable[str]):
    files = tuple(OutputFile(path=path, content=b"x") for path in paths)
    with pytest.raises(UnsafePath):
        publish(files, output, state)
    assert not output.exists()


def test_a_second_build_at_the_same_time_is_told_so(output: Path, state: Path):
    publish(made(FIRST), output, state)
    with locked(state):
        with pytest.raises(Busy):
            publish(made(SECOND), output, state)
        with pytest.raises(Busy):
            rollback(output, state)
    assert read(output) == FIRST
    publish(made(SECOND), output, state)
    assert read(output) == SECOND


def test_a_full_disk_leaves_the_old_site(
    output: Path, state: Path, monkeypatch: pytest.MonkeyPatch
):
    publish(made(FIRST), output, state)
    write_bytes = Path.write_bytes

    def fail_later(path: Path, content: bytes) -> int:
        if path.parent.name == "c":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail_later)
    with pytest.raises(OSError, match="No space"):
        publish(made(SECOND), output, state)
    assert read(output) == FIRST
    assert_tidy(output, state)


RENAMES = [*((True, number) for number in range(1, 4)), *((False, n) for n in range(1, 7))]
"""Which rename fails, on systems that can exchange two folders in one step and on others."""


@pytest.mark.parametrize(("can_exchange", "failing"), RENAMES)
@pytest.mark.parametrize("error", [PermissionError, KeyboardInterrupt])
def test_a_rename_that_fails_is_undone_with_all_before_it(
    output: Path,
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
    can_exchange: bool,
    failing: int,
    error: type[BaseException],
):
    for contents in (FIRST, SECOND):
        publish(made(contents), output, state)
    renames = 0
    rename = Path.rename

    def fail_once(source: Path, target: Path) -> Path:
        nonlocal renames
        renames += 1
        if renames == failing:
            raise error
        return rename(source, target)

    if not can_exchange:
        monkeypatch.setattr(writer, "exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises(error):
        publish(made({"build-manifest.json": "{3}"}), output, state)
    assert read(output) == SECOND
    assert read(state / "previous") == FIRST
    assert_tidy(output, state, "previous")


def test_a_swap_that_was_interrupted_is_put_right_by_the_next_build(output: Path, state: Path):
    publish(made(FIRST), output, state)
    output.rename(output.parent / ".output.site-builder-former")
    (output.parent / ".output.site-builder-new").mkdir()
    publish(made(SECOND), output, state)
    assert read(output) == SECOND
    assert read(state / "previous") == FIRST
    assert_tidy(output, state, "previous")


def test_the_build_before_is_copied_where_it_cannot_be_renamed(
    output: Path, state: Path, monkeypatch: pytest.MonkeyPatch
):
    rename = Path.rename

    def between_disks(source: Path, target: Path) -> Path:
        if (state in source.parents) != (state in target.parents):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", between_disks)
    for contents in (FIRST, SECOND, FIRST):
        publish(made(contents), output, state)
    assert read(state / "previous") == SECOND
    rollback(output, state)
    assert (read(output), read(state / "previous")) == (SECOND, FIRST)
    assert_tidy(output, state, "previous", "spare")


def test_a_build_that_begins_with_the_files_of_an_older_one_holds_only_its_own(
    output: Path, state: Path, tmp_path: Path
):
    older = {"build-manifest.json": "{0}", "gone/deep/index.html": "old", "a": "a file", "b/c": "c"}
    newer = {"build-manifest.json": "{3}", "a/index.html": "a folder", "b": "a file", "new": "new"}
    publish(made(older), output, state)
    os.link(output / "build-manifest.json", tmp_path / "linked elsewhere")
    for contents in (FIRST, SECOND):
        publish(made(contents), output, state)
    assert read(state / "spare") == older
    publish(made(newer), output, state)
    assert read(output) == newer
    assert {path.name for path in output.rglob("*")} == {
        *("build-manifest.json", "a", "index.html", "b", "new")
    }
    assert (tmp_path / "linked elsewhere").read_text() == "{0}"


def test_rollback_swaps_and_swaps_back(output: Path, state: Path):
    for contents in (FIRST, SECOND):
        publish(made(contents), output, state)
    rollback(output, state)
    assert (read(output), read(state / "previous")) == (FIRST, SECOND)
    rollback(output, state)
    assert (read(output), read(state / "previous")) == (SECOND, FIRST)
    assert_tidy(output, state, "previous")


def test_rollback_brings_back_a_site_whose_folder_was_deleted(output: Path, state: Path):
    for contents in (FIRST, SECOND):
        publish(made(contents), output, state)
    shutil.rmtree(output)
    rollback(output, state)
    assert read(output) == FIRST


def test_rollback_without_a_build_before_changes_nothing(output: Path, state: Path):
    publish(made(FIRST), output, state)
    with pytest.raises(NoPreviousBuild):
        rollback(output, state)
    assert read(output) == FIRST


@pytest.mark.parametrize(("can_exchange", "failing"), RENAMES)
def test_a_rollback_that_fails_is_undone(
    output: Path, state: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool, failing: int
):
    for contents in (FIRST, SECOND):
        publish(made(contents), output, state)
    renames = 0
    rename = Path.rename

    def fail_once(source: Path, target: Path) -> Path:
        nonlocal renames
        renames += 1
        if renames == failing:
            raise PermissionError
        return rename(source, target)

    if not can_exchange:
        monkeypatch.setattr(writer, "exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises(PermissionError):
        rollback(output, state)
    assert read(output) == SECOND
    assert read(state / "previous") == FIRST
    assert_tidy(output, state, "previous")
