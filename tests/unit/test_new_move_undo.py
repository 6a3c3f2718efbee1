"""Pages that are begun, moved and taken back: as staff do it, and what stays as it was."""

import codecs
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from site_builder.cli.main import main
from tests.builders import MEMORY, write_small

DAY = ("--date", "2026-11-23")
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project of `tests/problems/base`, which a test may change."""
    return write_small(tmp_path / "project")


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives the exit status and all that was said."""

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--project", str(project), "--lang", "en", *arguments], memory=MEMORY)
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return run


def problems(run: Run) -> list[tuple[str, str]]:
    found = json.loads(run("check", "--format", "json", *DAY)[1])
    return [(each["code"], each["path"]) for each in found["diagnostics"]]


def files_of(project: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for folder in ("content", "data")
        for path in (project / folder).rglob("*")
        if path.is_file()
    } | {"site.yaml": (project / "site.yaml").read_bytes()}


# --- undo ---------------------------------------------------------------------------------------


def test_undo_takes_back_command_by_command_and_does_the_last_again(run: Run, project: Path):
    states = [files_of(project)]
    for command in (("translated", "updates/first"), ("new", "update", "second")):
        run(*command, *DAY)
        states.append(files_of(project))
    assert states[0] != states[1] != states[2]
    for state in (states[1], states[0]):
        assert run("undo")[0] == 0
        assert files_of(project) == state
    assert run("undo")[0] == 1
    assert run("undo", "--again")[0] == 0
    assert files_of(project) == states[1]


def test_undo_leaves_what_somebody_has_changed_since(run: Run, project: Path):
    run("new", "update", "second", *DAY)
    page = project / "content" / "updates" / "second.id.md"
    page.write_text(page.read_text() + "More.\n")
    written = files_of(project)
    status, said = run("undo")
    assert status == 1
    assert "content/updates/second.id.md" in said
    assert files_of(project) == written


def test_there_is_nothing_to_undo_at_first(run: Run):
    status, said = run("undo")
    assert status == 1
    assert "nothing to undo" in said


# --- new ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "key", "paths"),
    [
        ("page", "more", ["content/more.en.md", "content/more.id.md"]),
        ("page", "data/more", ["content/data/more.en.md", "content/data/more.id.md"]),
        ("update", "more", ["content/updates/more.en.md", "content/updates/more.id.md"]),
        ("answer", "more", ["data/answers.yaml"]),
    ],
)
def test_what_is_begun_stands_in_every_language_and_breaks_nothing(
    run: Run, project: Path, what: str, key: str, paths: list[str]
):
    before, found = files_of(project), problems(run)
    assert run("new", what, key, *DAY)[0] == 0
    after = files_of(project)
    assert sorted(path for path in after if after[path] != before.get(path)) == paths
    assert problems(run) == found
    assert all(b"# " in after[path] for path in paths)


@pytest.mark.parametrize("key", ["updates/first", "Kabar Baru", "../out"])
def test_what_is_there_or_no_key_is_not_begun(run: Run, project: Path, key: str):
    before = files_of(project)
    assert run("new", "page", key, *DAY)[0] in {1, 2}
    assert files_of(project) == before


# --- move ---------------------------------------------------------------------------------------


def addresses(run: Run, project: Path) -> Mapping[str, str]:
    assert run("build", *DAY)[0] == 0
    manifest = json.loads((project / "output" / "build-manifest.json").read_text())
    return {page["url"]: page["key"] for page in manifest["pages"]}


def test_another_key_keeps_addresses_links_and_what_was_confirmed(run: Run, project: Path):
    home = project / "content" / "home.id.md"
    for lang in ("id", "en"):
        page = project / "content" / f"home.{lang}.md"
        page.write_text(page.read_text() + "\n{{ page.data }}\n")
    for key in ("data", "home"):
        run("translated", key, *DAY)
    found, before = problems(run), addresses(run, project)
    assert run("move", "data", "about-data", *DAY)[0] == 0
    assert "{{ page.about_data }}" in home.read_text()
    assert not (project / "content" / "data.id.md").exists()
    assert {(code, path.replace("about-data.", "data.")) for code, path in problems(run)} == {
        *found
    }
    assert addresses(run, project) == {
        url: "about-data" + key[len("data") :] if f"{key}/".startswith("data/") else key
        for url, key in before.items()
    }


def test_another_address_leads_on_from_the_old_one_and_from_all_below(run: Run, project: Path):
    before = addresses(run, project)
    assert run("move", "data", "--slug", "id=lain", *DAY)[0] == 0
    text = (project / "content" / "data.id.md").read_text()
    old = next(url for url, key in before.items() if key == "data" and "/en/" not in url)
    assert "\nslug: lain\n" in text
    assert f"\nredirect_from: [{old}]\n" in text
    gone = before.keys() - addresses(run, project).keys()
    assert gone > {old}
    for url in gone:
        assert "lain/" in (project / "output" / url.lstrip("/") / "index.html").read_text()
    # And back: the address that it has again is no old one.
    assert run("move", "data", "--slug", f"id={old.strip('/')}", *DAY)[0] == 0
    text = (project / "content" / "data.id.md").read_text()
    assert f"\nslug: {old.strip('/')}\n" in text
    assert "\nredirect_from: [/lain/]\n" in text


def test_a_move_keeps_line_ends_byte_order_marks_and_comments(run: Run, project: Path):
    redirects = "redirect_from:\n- /a/ # satu\n- /b/\n"
    for name, more in (("data.id.md", redirects), ("updates.id.md", "")):
        path = project / "content" / name
        text = path.read_text().replace("slug: ", f"{more}slug: ") + "\n{{ page.data }}\n"
        path.write_bytes(codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode())
    assert run("move", "data", "about-data", *DAY)[0] == 0
    assert run("move", "about-data", "--slug", "id=lain", *DAY)[0] == 0
    for name in ("about-data.id.md", "updates.id.md"):
        content = (project / "content" / name).read_bytes()
        assert content.startswith(codecs.BOM_UTF8 + b"---\r\n")
        assert content.endswith(b"\r\n{{ page.about_data }}\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")
    moved = (project / "content" / "about-data.id.md").read_bytes()
    assert b"\r\nredirect_from:\r\n- /a/ # satu\r\n- /b/\r\n- /tentang-data/\r\n" in moved
    assert b"\r\nslug: lain\r\n" in moved


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("nowhere", "else"), 1),
        (("home", "start"), 1),
        (("data", "glossary"), 1),
        (("data", "Data Baru"), 1),
        (("data", "--slug", "id=Ka bar"), 1),
        (("data", "--slug", "xx=data"), 1),
        (("data", "--slug", "kabar"), 2),
        (("data",), 2),
    ],
)
def test_a_move_that_cannot_be_made_changes_nothing(
    run: Run, project: Path, arguments: tuple[str, ...], status: int
):
    before = files_of(project)
    assert run("move", *arguments, *DAY)[0] == status
    assert files_of(project) == before


# --- a new page ---------------------------------------------------------------------------------


def test_a_new_page_has_the_same_marks_in_every_language(run: Run, project: Path):
    assert run("new", "page", "guide", *DAY)[0] == 0
    for lang in ("id", "en"):
        assert "{#section-1}" in (project / f"content/guide.{lang}.md").read_text()
