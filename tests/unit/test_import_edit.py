"""People's own files are replaced whole, with what stood there kept, or not at all."""

from pathlib import Path

import pytest

from site_builder.publish.state import STATE_FOLDER, Busy, locked
from site_builder.upkeep.atomic_write import (
    UNDO,
    ChangedSince,
    NothingToUndo,
    take_back,
    write_files,
)


def everything(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_bytes(b"old")
    return tmp_path


def test_a_file_is_replaced_and_what_stood_there_is_kept(root: Path):
    write_files(root, {"data/a.csv": b"new", "content/b.md": b"first"})
    assert (root / "data/a.csv").read_bytes() == b"new"
    assert (root / "content/b.md").read_bytes() == b"first"
    assert take_back(root) == ("data/a.csv", "content/b.md")
    assert everything(root / "data") == {"a.csv": b"old"}
    assert not (root / "content").exists()
    assert not list(root.rglob("*.unfinished"))


def test_every_step_is_undone_newest_first_and_done_again_until_another_is_written(root: Path):
    for content in (b"one", b"two", b"three"):
        write_files(root, {"data/a.csv": content})
    seen = []
    for again in (False, False, True, False, False):
        take_back(root, again=again)
        seen.append((root / "data/a.csv").read_bytes())
    assert seen == [b"two", b"one", b"two", b"one", b"old"]
    with pytest.raises(NothingToUndo):
        take_back(root)
    take_back(root, again=True)
    write_files(root, {"data/a.csv": b"other"})
    with pytest.raises(NothingToUndo):
        take_back(root, again=True)
    take_back(root)
    assert (root / "data/a.csv").read_bytes() == b"one"


def test_a_step_is_kept_until_its_file_is_as_it_was_written(root: Path):
    file = root / "data/a.csv"
    write_files(root, {"data/a.csv": b"one"})
    file.write_bytes(b"by hand")
    with pytest.raises(ChangedSince):
        take_back(root)
    write_files(root, {"data/a.csv": b"two"})
    take_back(root)
    assert file.read_bytes() == b"by hand"
    file.write_bytes(b"one")
    take_back(root)
    assert file.read_bytes() == b"old"


def test_the_oldest_steps_are_forgotten(root: Path):
    for number in range(60):
        write_files(root, {"data/a.csv": b"%d" % number})
    assert len([*(root / STATE_FOLDER / UNDO).iterdir()]) == 50


def test_a_file_without_content_is_deleted_and_kept_and_so_is_its_empty_folder(root: Path):
    write_files(root, {"data/a.csv": None, "data/b.csv": b"new", "gone/never.md": None})
    assert everything(root / "data") == {"b.csv": b"new"}
    write_files(root, {"data/b.csv": None})
    assert not (root / "data").exists()
    for _ in range(2):
        take_back(root)
    assert everything(root / "data") == {"a.csv": b"old"}


def test_a_file_keeps_its_permissions(root: Path):
    (root / "data/a.csv").chmod(0o640)
    write_files(root, {"data/a.csv": b"new"})
    assert (root / "data/a.csv").stat().st_mode & 0o777 == 0o640


def test_a_path_outside_the_project_is_refused_before_anything_is_written(root: Path):
    with pytest.raises(ValueError, match="escaped"):
        write_files(root, {"data/a.csv": b"new", "../escaped.csv": b"x"})
    assert (root / "data/a.csv").read_bytes() == b"old"


def test_nothing_is_written_while_another_command_writes(root: Path):
    with locked(root / STATE_FOLDER), pytest.raises(Busy):
        write_files(root, {"data/a.csv": b"new"})
    assert (root / "data/a.csv").read_bytes() == b"old"


def test_when_one_file_fails_all_are_as_they_were(root: Path, monkeypatch: pytest.MonkeyPatch):
    before = everything(root)
    replace = Path.replace

    def fail_on_second(self: Path, target: Path) -> Path:
        if target.name == "z.csv":
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_on_second)
    with pytest.raises(OSError, match="No space"):
        write_files(root, {"data/a.csv": b"new", "n.csv": b"n", "z.csv": b"z"})
    after = {name: data for name, data in everything(root).items() if STATE_FOLDER not in name}
    assert after == before
