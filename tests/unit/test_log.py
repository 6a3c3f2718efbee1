"""What went wrong inside the program is written down where a disk takes it."""

import tempfile

from site_builder.publish.state import write_log


def failure() -> Exception:
    try:
        raise ValueError("sesuatu")
    except ValueError as error:
        return error


def test_a_failure_is_written_into_the_folder_of_the_project(tmp_path):
    path = write_log(tmp_path / "state", failure())
    assert path == tmp_path / "state" / "error.log"
    assert "ValueError: sesuatu" in path.read_text()


def test_a_folder_that_takes_nothing_gives_way_to_the_temporary_one(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "file").write_text("")
    path = write_log(tmp_path / "file", failure())
    assert path == tmp_path / "site-builder-error.log"
    assert "ValueError: sesuatu" in path.read_text()


def test_where_no_disk_takes_it_there_is_no_path(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    assert write_log(tmp_path / "file", failure()) is None
