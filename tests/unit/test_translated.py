"""Confirming a translation through the command, as a translator does it."""

import json
from pathlib import Path

import pytest

from site_builder.cli.main import main
from site_builder.pages.translations import section_hash, section_text
from site_builder.read.project import load_files
from site_builder.read.stamps import confirmed_path, load_confirmed
from site_builder.upkeep.confirm import UnknownPageError, confirm_page
from tests.builders import MEMORY, make_plan
from tests.languages.sample import (
    ID,
    TODAY,
    confirmed,
    encoded,
    read_sample,
    sample_files,
    write_project,
)

DAY = TODAY.isoformat()
STAMPS = "content/translations.yaml"
CONFIRMED = "content/confirmed"
HASHED = "content/.translations"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run a command on the sample project, of which nothing is confirmed at first."""
    write_project(sample_files(), tmp_path)

    def run(command: str, *arguments: str, lang: str = "en") -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(
                ["--lang", lang, "--project", str(tmp_path), command, *arguments, "--date", DAY],
                memory=MEMORY,
            )
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def status(run) -> dict:
    return json.loads(run("status", "--format", "json")[1])


def problems(run) -> list[dict]:
    """What is wrong, but that the made-up language brings no font for pictures."""
    return [found for found in status(run)["problems"] if found["code"] != "TPL006"]


def edit(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def current(run, tmp_path: Path) -> Path:
    """The sample project with every page confirmed, one of them by the command."""
    write_project({STAMPS: confirmed(sample_files(), DAY)[STAMPS]}, tmp_path)
    assert run("translated", "samples")[0] == 0
    return tmp_path


def test_confirming_every_page_leaves_no_warning(run, tmp_path: Path):
    entries = status(run)["translations"]
    assert {entry["state"] for entry in entries} == {"unconfirmed"}
    for key in dict.fromkeys(entry["key"] for entry in entries):
        assert run("translated", key)[0] == 0
    assert (status(run)["translations"], problems(run)) == ([], [])
    original = (tmp_path / confirmed_path("samples", "en")).read_text(encoding="utf-8")
    assert original.startswith("---\n# Written by `site-builder translated`")
    assert "\n## Langkah {#steps}\n\n1. Satu\n" in original
    assert (tmp_path / confirmed_path("samples", "ar")).read_text(encoding="utf-8") == original


def test_a_changed_original_is_listed_with_its_difference_until_it_is_confirmed(run, current: Path):
    edit(current, ID, "1. Satu\n", "1. Satu dahulu\n")
    entries = status(run)["translations"]
    assert [(e["key"], e["lang"], e["section"]) for e in entries] == [
        ("samples", "en", "steps"),
        ("samples", "ar", "steps"),
    ]
    for entry in entries:
        assert entry == {**entry, "state": "stale", "since": DAY}
        assert {"-1. Satu", "+1. Satu dahulu", " 2. Dua"} <= set(entry["diff"].splitlines())
    code, said, _ = run("translated", "samples", "--section", "steps")
    assert (code, "2" in said) == (0, True)
    assert status(run)["translations"] == []
    assert problems(run) == []


def test_one_section_is_confirmed_and_the_others_are_not(run, current: Path):
    edit(current, ID, "1. Satu\n", "1. Satu dahulu\n")
    edit(current, ID, "Pembuka contoh.", "Pembuka lain.")
    run("translated", "samples", "--section", "steps")
    assert {entry["section"] for entry in status(run)["translations"]} == {"lead"}


def test_one_language_is_confirmed_and_the_others_are_not(run, current: Path):
    edit(current, ID, "1. Satu\n", "1. Satu dahulu\n")
    assert run("translated", "samples", "--language", "ar")[0] == 0
    assert {entry["lang"] for entry in status(run)["translations"]} == {"en"}


@pytest.mark.parametrize(
    ("arguments", "unknown"),
    [
        (("sample",), "“sample”"),
        (("samples", "--section", "nowhere"), "(nowhere)"),
        (("samples", "--language", "xx"), "(xx)"),
        (("",), "“”"),
        (("../samples",), "“../samples”"),
    ],
)
def test_an_unknown_page_or_section_changes_nothing(run, tmp_path: Path, arguments, unknown):
    code, _, said = run("translated", *arguments)
    assert code == 1
    assert unknown in said
    assert ("“samples”" in said) is bool(arguments[0]), "the nearest page is named, if there is one"
    assert not (tmp_path / STAMPS).exists()


def test_the_file_of_confirmations_is_sorted_and_reads_back_as_written(run, current: Path):
    text = (current / STAMPS).read_text(encoding="utf-8")
    keys = [line for line in text.splitlines() if line.startswith('"')]
    assert keys == sorted(keys)
    run("translated", "samples")
    assert (current / STAMPS).read_text(encoding="utf-8") == text


def test_confirmations_of_a_page_that_is_gone_are_dropped():
    files = confirmed(sample_files())
    stamps = json.loads(files[STAMPS])
    files[STAMPS] = json.dumps({**stamps, "gone": stamps["samples"]})
    project = read_sample(files)
    plan = make_plan(project)
    orphan = {confirmed_path("gone", "en"): "---\n---\n"}
    confirmation = confirm_page(
        plan, project.stamps, orphan, key="samples", section_id="", today=TODAY
    )
    assert b"gone" not in (confirmation.files[STAMPS] or b"gone")
    assert {name[:2] for name in confirmation.stamped} == {("samples", "en"), ("samples", "ar")}
    written = {path for path, content in confirmation.files.items() if content is not None}
    assert written - {STAMPS} == {confirmed_path("samples", lang) for lang in ("en", "ar")}
    assert confirmation.files.keys() - written == orphan.keys()
    with pytest.raises(UnknownPageError):
        confirm_page(plan, project.stamps, {}, key="gone", section_id="", today=TODAY)


@pytest.fixture
def hashed(tmp_path: Path) -> Path:
    """The sample project as older versions left it: each confirmed section under its hash."""
    files = confirmed(sample_files())
    for page in make_plan(read_sample(files)).pages:
        for section in page.sections if page.lang == "id" else ():
            name = section_hash(page, section)
            files[f"{HASHED}/{name}.md"] = section_text(page, section).strip() + "\n"
    for path, content in encoded(files).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize(
    ("lang", "command"),
    [("id", ("translated", "samples")), ("en", ("translated", "samples")), ("en", ("build",))],
)
def test_originals_under_their_hashes_are_moved_to_where_they_are_readable(
    run, hashed: Path, command: tuple[str, ...], lang: str
):
    code, said, _ = run(*command, lang=lang)
    assert code == 0
    assert f"{CONFIRMED}/" in said
    assert not (hashed / HASHED).exists()
    moved = load_confirmed(hashed)
    assert confirmed_path("samples", "en") in moved
    run("translated", "samples")
    assert load_confirmed(hashed) == moved


def test_confirmed_originals_are_no_pages(run, tmp_path: Path):
    run("translated", "samples")
    assert load_confirmed(tmp_path).keys() == {
        confirmed_path("samples", "en"),
        confirmed_path("samples", "ar"),
    }
    assert not any(path.startswith(CONFIRMED) for path in load_files(tmp_path))
