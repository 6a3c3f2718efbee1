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
    assert path is not None
    assert (path.parent, path.stat().st_mode & 0o777) == (tmp_path, 0o600)
    assert "ValueError: sesuatu" in path.read_text()
    assert write_log(tmp_path / "file", failure()) != path  # no name that others could know


def test_a_log_is_written_through_no_link(tmp_path):
    victim, log = tmp_path / "victim", tmp_path / "state" / "error.log"
    log.parent.mkdir()
    victim.write_text("years of work")
    for link in (log.symlink_to, log.hardlink_to):
        link(victim)
        assert write_log(log.parent, failure()) == log
        assert victim.read_text() == "years of work"
        assert "ValueError: sesuatu" in log.read_text()
        assert [*log.parent.iterdir()] == [log]
        log.unlink()


def test_where_no_disk_takes_it_there_is_no_path(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    assert write_log(tmp_path / "file", failure()) is None
