"""What is not the project's own: links out of it, names that are no text, folders of inputs."""

import os
from pathlib import Path

import pytest

DAY = ("--date", "2031-01-01")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "rahasia.id.md").write_text("Rahasia", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("content/rahasia.id.md", "rahasia.id.md"),
        ("content/folder", ""),
        ("data/rahasia.csv", "rahasia.id.md"),
        ("templates/pages/rahasia.html", "rahasia.id.md"),
        ("templates/folder", ""),
    ],
)
def test_a_link_out_of_the_project_is_refused(run, project, outside, path, target):
    (project / path).symlink_to(outside / target)
    status, said, _ = run("--project", project, "build", *DAY)
    assert status == 1
    assert f"{path}: CFG014" in said
    assert str(outside / target) in said
    assert not (project / "output").exists()


def test_a_whole_folder_that_is_elsewhere_is_refused(run, project, outside):
    (project / "data").rename(outside / "data")
    (project / "data").symlink_to(outside / "data")
    status, said, _ = run("--project", project, "check", *DAY)
    assert (status, said.count("CFG014")) == (1, 1)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("site.yaml", ""),
        ("content/pipa.id.md", ""),
        ("data/pipa", ""),
        ("templates/pages/pipa.html", ""),
        ("content/putaran.id.md", "putaran.id.md"),
        ("templates/putaran", "putaran"),
        ("data/hilang.csv", "tidak-ada.csv"),
    ],
)
def test_what_is_no_file_is_refused_by_name(run, project, path, target):
    (project / path).unlink(missing_ok=True)
    if target:
        (project / path).symlink_to(target)
    else:
        os.mkfifo(project / path)
    status, said, _ = run("--project", project, "build", *DAY)
    assert (status, said.count("CFG017")) == (1, 1)
    assert f"{path}: CFG017" in said


def test_a_link_within_the_project_is_followed(run, project):
    (project / "content/home.en.md").rename(project / "beranda.md")
    (project / "content/home.en.md").symlink_to("../beranda.md")
    assert run("--project", project, "check", *DAY)[0] == 0


@pytest.mark.parametrize("name", [b"content/\xff.id.md", b"data/\xe9.csv", b"templates/\xff.html"])
def test_a_name_that_is_no_text_is_refused(run, project, name):
    Path(os.fsdecode(os.fsencode(project) + b"/" + name)).write_text("a", encoding="utf-8")
    status, said, _ = run("--project", project, "check", *DAY)
    assert status == 1
    assert "CFG014" in said
    assert "�" in said


def test_a_project_may_lie_in_a_folder_whose_name_is_no_text(run, project):
    folder = project.rename(Path(os.fsdecode(os.fsencode(project) + b"-\xe9")))
    assert run("--project", folder, "check", *DAY)[0] == 0


@pytest.mark.parametrize(
    "output", ["content/situs", "data", "templates/pages", ".", "..", "content/../data/x"]
)
def test_the_inputs_are_no_place_for_the_site(run, project, output):
    before = sorted(project.rglob("*"))
    status, said, complained = run(
        "--project", project, "build", "--output", project / output, *DAY
    )
    assert (status, said) == (2, "")
    assert output in complained
    assert sorted(project.rglob("*")) == before
