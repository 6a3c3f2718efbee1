"""A build of which nothing has changed says what it said, and is done."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cli.unchanged import Call, contents_of, remember, said_before

BUILD = ["--project", "p", "build", "--output", "site"]
DONE = ("done", "")
MORNING, EVENING = 1_924_966_800.0, 1_925_053_200.0
"""The first of January 2031 in Jakarta begins and ends."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a project, and what a build has just written and said."""
    for name, text in {
        "p/site.yaml": "a: 1",
        "p/content/a.md": "one",
        "p/data/a.csv": "b",
        "p/templates/base.html": "c",
        "site/index.html": "<p>one",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    write_down(BUILD, tmp_path)
    return tmp_path


def write_down(arguments: list[str], folder: Path) -> Call:
    call = Call(tuple(arguments), str(folder), "")
    remember(
        call,
        output=str(folder / "site"),
        since=MORNING,
        until=EVENING,
        said="done",
        timing="nothing",
        read=contents_of(call.root),
    )
    return call


def say(
    folder: Path, arguments: list[str] = BUILD, environment: str = "", now: float = MORNING
) -> tuple[str, str] | None:
    return said_before(Call(tuple(arguments), str(folder), environment), now)


def test_nothing_changed(folder: Path):
    assert say(folder) == DONE


def test_another_day_another_question_or_another_date_is_another_build(folder: Path):
    assert say(folder, now=EVENING - 1) == DONE
    assert say(folder, now=EVENING) is None
    assert say(folder, now=MORNING - 1) is None
    assert say(folder, environment="1700000000") is None
    assert say(folder, [*BUILD, "--portable"]) is None
    assert say(folder, [*BUILD, "--force"]) is None
    assert say(folder, [*BUILD, "--why", "/"]) is None
    assert say(folder, ["--project", "p", "check"]) is None


@pytest.mark.parametrize("options", [["--timings"], ["--force"], ["--why", "/"], ["--why=/"]])
def test_however_a_build_was_made_another_need_not_be(folder: Path, options: list[str]):
    write_down([*BUILD, *options], folder)
    assert say(folder) == DONE
    assert say(folder, [*BUILD, "--timings"]) == ("done", "nothing")
    assert say(folder, [*BUILD, "--portable"]) is None


def rewrite_with_the_same_time(path: Path) -> None:
    before = path.stat()
    path.write_text(path.read_text().replace("one", "two"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: rewrite_with_the_same_time(folder / "p/content/a.md"),
        lambda folder: (folder / "p/content/new.md").write_text(""),
        lambda folder: (folder / "p/notes.txt").write_text(""),
        lambda folder: (folder / "p/data/a.csv").unlink(),
        lambda folder: (folder / "p/templates/base.html").rename(folder / "p/templates/b.html"),
        lambda folder: (folder / "site/index.html").write_text("<p>two"),
        lambda folder: rewrite_with_the_same_time(folder / "site/index.html"),
        lambda folder: (folder / "site/more.html").write_text(""),
        lambda folder: shutil.rmtree(folder / "site"),
        lambda folder: shutil.rmtree(folder / "p/.site-builder"),
        lambda folder: next((folder / "p/.site-builder").iterdir()).write_text("{"),
        lambda folder: next((folder / "p/.site-builder").iterdir()).write_text("[]"),
    ],
    ids=[
        *(
            "same size and time",
            "added",
            "a note",
            "deleted",
            "renamed",
            "touched output",
            "damaged output",
            "more output",
        ),
        *("no output", "no record", "half a record", "another record"),
    ],
)
def test_whatever_is_touched_is_built_again(folder: Path, change: Callable[[Path], object]):
    change(folder)
    assert say(folder) is None


def test_the_last_build_alone_is_remembered(folder: Path):
    call = write_down([*BUILD, "--date", "2031-01-02"], folder)
    assert len([*(folder / "p/.site-builder").iterdir()]) == 1
    assert said_before(call, MORNING) == DONE
    assert say(folder) is None
