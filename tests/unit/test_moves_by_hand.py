"""A page that somebody renames or gives another address by hand is offered as a move."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cli.main import main
from tests.builders import MEMORY, write_small

DAY = ("--date", "2026-11-23")
OF_THE_SAMPLE = {"LNG007", "CFG009", "CFG016", "OUT023"}
"""What is said of the small project whatever a test does to it."""
PAGE = "content/updates/first"
Run = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project of `tests/problems/base`, which a test may change."""
    return write_small(tmp_path / "project")


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives all that was said."""

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit):
            main(["--project", str(project), "--lang", "en", *arguments], memory=MEMORY)
        said = capsys.readouterr()
        return said.out + said.err

    return run


def codes(run: Run) -> list[str]:
    found = json.loads(run("check", "--format", "json", *DAY))["diagnostics"]
    return [each["code"] for each in found if each["code"] not in OF_THE_SAMPLE]


def rename(project: Path, *languages: str, back: bool = False) -> None:
    for lang in languages:
        ends = project / f"{PAGE}.{lang}.md", project / f"{PAGE}-ever.{lang}.md"
        old, new = reversed(ends) if back else ends
        old.rename(new)


@pytest.mark.parametrize("languages", [("id",), ("en",), ("id", "en")])
def test_a_renamed_file_is_one_cause_whose_remedy_works(
    run: Run, project: Path, languages: tuple[str, ...]
):
    home = project / "content" / "home.id.md"
    home.write_text(home.read_text().replace("next: [", "next: [updates/first, "))
    run("build", *DAY)
    assert codes(run) == []
    rename(project, *languages)
    assert codes(run) == ["OUT020"]
    assert "site-builder move updates/first updates/first-ever" in run("check", *DAY)
    run("move", "updates/first", "updates/first-ever")
    assert codes(run) == []
    assert "next: [updates/first-ever, " in home.read_text()
    # And the other way, from the names that the files had.
    run("undo")
    rename(project, *languages, back=True)
    assert codes(run) == []


def test_a_renamed_folder_is_one_move(run: Run, project: Path):
    home, content = project / "content" / "home.id.md", project / "content"
    home.write_text(home.read_text().replace("next: [", "next: [more/second, "))
    for name, slug in (("second", "kedua"), ("third", "ketiga")):
        for lang in ("id", "en"):
            text = (content / f"glossary.{lang}.md").read_text()
            text = re.sub("slug: .*", f"slug: {slug}", text)
            (content / "more").mkdir(exist_ok=True)
            (content / "more" / f"{name}.{lang}.md").write_text(text)
    run("build", *DAY)
    before = codes(run)
    (content / "more").rename(content / "other")
    assert codes(run) == ["OUT020"]
    assert "site-builder move more other" in run("check", *DAY)
    run("move", "more", "other")
    assert codes(run) == before
    assert "next: [other/second, " in home.read_text()


def test_a_file_renamed_to_what_is_no_name_is_not_offered_as_a_move(run: Run, project: Path):
    run("build", *DAY)
    for lang in ("id", "en"):
        (project / f"{PAGE}.{lang}.md").rename(project / f"content/updates/First One.{lang}.md")
    assert codes(run) == ["OUT020"]
    assert "site-builder move" not in run("check", *DAY)


def test_a_renamed_file_that_is_missed_nowhere_is_nobodys_business(run: Run, project: Path):
    run("build", *DAY)
    rename(project, "id", "en")
    assert codes(run) == []


def test_a_slug_that_changes_by_hand_is_offered_as_a_move(run: Run, project: Path):
    run("build", *DAY)
    page = project / f"{PAGE}.id.md"
    text = page.read_text()
    page.write_text(text.replace("slug: pertama", "slug: awal"))
    assert codes(run) == ["OUT021"]
    told = run("check", *DAY)
    assert f"{PAGE}.id.md:4" in told
    assert "move updates/first --slug id=awal" in told
    run("move", "updates/first", "--slug", "id=awal")
    assert codes(run) == []
    assert "redirect_from: [/kabar/pertama/]" in page.read_text()


def test_only_the_uppermost_address_is_said_and_only_until_the_next_build(run: Run, project: Path):
    run("build", *DAY)
    above = project / "content" / "updates.id.md"
    above.write_text(above.read_text().replace("slug: kabar", "slug: berita"))
    assert codes(run) == ["OUT021"]
    assert "OUT021" in run("build", *DAY)
    assert "OUT021" not in run("build", *DAY)


def test_an_address_that_is_redirected_is_not_lost(run: Run, project: Path):
    run("build", *DAY)
    page = project / f"{PAGE}.id.md"
    page.write_text(
        page.read_text().replace("slug: pertama", "slug: awal\nredirect_from: [/kabar/pertama/]")
    )
    assert codes(run) == []
