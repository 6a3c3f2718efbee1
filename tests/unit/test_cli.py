"""The command line: what it says, what it writes, and the status with which it ends."""

import errno
import io
import json
import re
import shlex
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from site_builder import __version__
from site_builder.build import BuildMemory
from site_builder.cli import stages
from site_builder.cli.stages import Stages
from site_builder.messages.explain import GUIDES
from site_builder.messages.wording import load_messages
from tests.every import every

ROOT = Path(__file__).parents[2]
DAY = ("--date", "2031-01-01")


def spoil(project: Path, path: str, old: str, new: str) -> None:
    file = project / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# --- what is said about itself ------------------------------------------------------------------


def test_the_version_is_told(run):
    assert run("--version") == (0, f"{__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["check", "-h"]])
def test_help_is_no_mistake(run, arguments):
    status, said, _ = run(*arguments)
    assert status == 0
    assert "site-builder" in said


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_printed_and_comes_in_the_wheel(run, name):
    status, said, _ = run("explain", name)
    assert status == 0
    assert said.strip() == (ROOT / f"docs/{name}.md").read_text("utf-8").strip()
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = packed["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert wheel[f"docs/{name}.md"] == f"site_builder/guides/{name}.md"


def test_a_code_is_explained_and_an_unknown_one_is_wrong_usage(run):
    status, said, complained = run("explain", "dat010")
    assert (status, complained) == (0, "")
    assert said.startswith("DAT010: ")
    status, said, complained = run("explain", "DAT10")
    assert (status, said) == (2, "")
    assert "DAT10" in complained
    assert "DAT010" in complained


def test_help_speaks_the_language_that_is_asked_for(run):
    assert "usage: " in run("--help")[1]
    assert "cara pakai: " in run("--help", lang="id")[1]
    assert "arguments" not in run("import", "--help", lang="id")[1]


def test_the_project_and_the_language_may_stand_after_the_command(run, project):
    expected = run("--project", project, "check", *DAY)
    assert run("check", "--project", project, "--lang", "en", *DAY, lang="") == expected
    assert run("check", *DAY, f"--project={project}", "--lang=en", lang="id") == expected
    assert "--project" not in run("check", "--help")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="nothing"),
        pytest.param(["biuld"], id="unknown command"),
        pytest.param(["build", "--nothing"], id="unknown option"),
        pytest.param(["build", "extra"], id="one word too many"),
        pytest.param(["build", "--date"], id="no value"),
        pytest.param(["build", "--date", "1 January 2031"], id="date in words"),
        pytest.param(["build", "--date", "2031-02-30"], id="no such day"),
        pytest.param(["build", "--date", "2031-W01-1"], id="day of a week"),
        pytest.param(["build", "--date", "20310101"], id="day without dashes"),
        pytest.param(["build", "--base-url", "nonsense"], id="no address"),
        pytest.param(["build", "--base-url", "https://[x"], id="broken address"),
        pytest.param(["build", "--base-url", "https://pr\u043egram.id/"], id="another alphabet"),
        pytest.param(["build", "--base-url", "https://a:b@program.id/"], id="with an account"),
        pytest.param(["check", "--format", "xml"], id="unknown form"),
        pytest.param(["serve", "--port", "many"], id="port in words"),
        pytest.param(["--lang", "xx", "check"], id="unknown language"),
        pytest.param(["check", "--lang", "xx"], id="unknown language after the command"),
        pytest.param(["--proj", ".", "check"], id="an option cut short"),
    ],
)
def test_wrong_usage_has_a_status_of_its_own_and_names_the_help(run, arguments):
    status, said, complained = run(*arguments)
    assert status == 2
    assert not said
    assert "--help" in complained


def test_pdf_files_without_the_library_for_them_are_refused_in_words(run, project, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    status, said, complained = run("--project", project, "build", "--pdf", *DAY)
    assert status == 3
    assert "site-builder[pdf]" in complained
    assert not said
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "too little memory"),
        (RuntimeError("can't start new thread"), "too many processes"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "too little memory"),
        (OSError(errno.EMFILE, "Too many open files", "font"), "too few files at once"),
        (RuntimeError("a mistake"), "a mistake of its own"),
    ],
)
def test_what_a_machine_has_too_little_of_is_no_mistake_of_the_program(
    run, project, monkeypatch, error, said
):
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("site_builder.cli.making.build_site", fail)
    status, _, complained = run("--project", project, "build", *DAY)
    assert (status, said in complained) == (3, True), complained


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")
@pytest.mark.parametrize(
    ("limit", "said"),
    [("-v 60000", "too little memory"), ("-n 5", "too few")],
)
def test_a_build_under_limits_says_which_and_leaves_the_site(project, limit, said):
    program = shlex.join((sys.executable, "-m", "site_builder", "--lang", "en", "build", *DAY))
    limited = ("sh", "-c", f"ulimit {limit}; {program}")
    ran = subprocess.run(limited, cwd=project, capture_output=True, text=True, check=False)
    assert (ran.returncode, said in ran.stderr) == (3, True), (ran.stdout, ran.stderr)
    assert not (project / "output").exists()


def test_only_a_folder_that_a_build_made_is_rolled_back(run, project):
    run("--project", project, "build", *DAY)
    run("--project", project, "build", *DAY, "--base-url", "https://lampu.desa.id/")
    for path in (project / "output").rglob("build-manifest.json"):
        path.unlink()
    status, said, _ = run("--project", project, "rollback")
    assert status == 1
    assert "OUT006" in said
    assert str(project / "output") in said


# --- checking -----------------------------------------------------------------------------------


def test_a_project_without_errors_passes_and_nothing_is_written(run, project):
    before = {path for path in project.rglob("*") if path.is_file()}
    status, said, _ = run("--project", project, "check", *DAY)
    assert status == 0
    assert "CFG009" in said
    assert {path for path in project.rglob("*") if path.is_file()} == before


def test_strict_makes_a_warning_fail(run, project):
    assert run("--project", project, "check", "--strict", *DAY)[0] == 1


def test_every_error_is_listed_with_place_code_and_hint(run, project):
    spoil(project, "content/home.id.md", "{{ coverage.total | as_of }}", "{{ coverage.totl }}")
    spoil(project, "data/coverage.csv", "1.101", "1.10")
    status, said, _ = run("--project", project, "check", *DAY)
    assert status == 1
    assert "\ncontent/home.id.md:9:" in f"\n{said}"
    assert "FIG003" in said
    assert "data/coverage.csv:2:5: DAT003" in said
    assert said.count("  Hint: ") >= 2


def test_the_status_of_a_site_that_cannot_be_made_is_for_programs_too(run, project):
    (project / "content/i18n/en.yaml").unlink()
    status, said, _ = run("--project", project, "status", "--format", "json", *DAY)
    report = json.loads(said)
    assert status == 1
    assert report["counts"]["errors"] > 0
    assert report["problems"][0].keys() == {"code", "path", "line"}
    assert report["figures"] == []


def test_json_is_for_programs(run, project):
    spoil(project, "data/coverage.csv", "1.101", "1.10")
    status, said, _ = run("--project", project, "check", "--format", "json", *DAY)
    report = json.loads(said)
    assert status == 1
    assert report["counts"]["errors"] >= 1
    (wrong,) = (d for d in report["diagnostics"] if d["code"] == "DAT003")
    assert (wrong["path"], wrong["line"], wrong["cell"]) == ("data/coverage.csv", 2, "E2")


def test_annotations_are_for_github(run, project):
    said = run("--project", project, "check", "--format", "github", *DAY)[1]
    assert all(line.startswith(("::warning ", "::error ")) for line in every(said.splitlines()))


def test_the_staff_language_is_that_of_the_site(run, project):
    spoil(project, "site.yaml", "staff_language: en", "staff_language: id")
    spoil(project, "site.yaml", "dispute_days: 31", "dispute_days: x")
    english = run("--project", project, "check", *DAY)[1]
    indonesian = run("--project", project, "check", *DAY, lang="")[1]
    assert english != indonesian


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"a: b: c", b"a: &x [*x]", b"[" * 100_000, b"languages: []", b"- a"],
    ids=["empty", "no text", "no YAML", "circle", "deep", "no language", "a list"],
)
def test_an_unusable_settings_file_is_a_problem_of_the_project(run, project, content):
    (project / "site.yaml").write_bytes(content)
    status, said, _ = run("--project", project, "build", *DAY)
    assert status == 1
    assert "site.yaml" in said
    assert not (project / "output").exists()


def test_a_folder_without_a_project_is_a_problem_and_not_a_crash(run, tmp_path):
    assert run("--project", tmp_path / "nothing", "check")[0] in {1, 2}


# --- building -----------------------------------------------------------------------------------


def test_a_build_writes_every_page(run, project):
    status, said, _ = run("--project", project, "build", *DAY)
    assert status == 0
    assert (project / "output" / "en" / "markup" / "index.html").is_file()
    assert (project / "output" / "build-manifest.json").is_file()
    assert "Pages: " in said


def test_a_build_may_go_elsewhere_under_another_address(run, project, tmp_path):
    output = tmp_path / "elsewhere"
    arguments = ["--output", output, "--base-url", "https://lain.example/a/"]
    assert run("--project", project, "build", *arguments, *DAY)[0] == 0
    html = (output / "index.html").read_text(encoding="utf-8")
    assert "https://lain.example/a/" in html
    assert not (project / "output").exists()


def test_an_error_keeps_the_site_that_was_there(run, project):
    run("--project", project, "build", *DAY)
    before = (project / "output" / "index.html").read_bytes()
    spoil(project, "content/home.id.md", "Peserta:", "{{ nothing }}")
    assert run("--project", project, "build", *DAY)[0] == 1
    assert (project / "output" / "index.html").read_bytes() == before


def test_a_folder_of_somebody_else_is_left_alone(run, project, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("a", encoding="utf-8")
    status, said, _ = run("--project", project, "build", "--output", other, *DAY, lang="id")
    assert (status, f"{other}: OUT006 Folder “{other}” berisi berkas" in said) == (1, True)
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]


def test_the_day_of_the_build_may_come_from_the_environment(run, project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1924992000")  # 2031-01-01
    assert run("--project", project, "build")[0] == 0
    manifest = json.loads((project / "output" / "build-manifest.json").read_text("utf-8"))
    assert manifest["date"] == "2031-01-01"


def test_an_empty_day_of_the_environment_is_asked_of_the_clock(run, project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert run("--project", project, "check")[0] in {0, 1}


@pytest.mark.parametrize("epoch", ["soon", "-1", "²", "9" * 30])
def test_a_day_that_the_environment_does_not_tell_is_refused(run, project, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    status, _, complained = run("--project", project, "check")
    assert (status, f"“{epoch}”" in complained) == (2, True)
    assert run("--project", project, "check", *DAY)[0] in {0, 1}


def test_a_date_before_the_data_makes_its_rows_lie_in_the_future(run, project):
    status, said, _ = run("--project", project, "check", "--date", "2029-01-01")
    assert status == 1
    assert "DAT012" in said


def test_timings_go_where_messages_do_not(run, project):
    _, said, complained = run("--project", project, "check", "--timings", *DAY)
    assert re.search(r"^render +[0-9.]+ s  made \d+, kept \d+$", complained, re.MULTILINE)
    assert ", kept " not in said


def test_timings_of_a_build_that_changes_nothing_say_so_in_one_line(run, project):
    asked = ("--project", project, "build", *DAY)
    reports, times = zip(
        *(run(*asked, *timings, memory=None)[1:] for timings in ((), ("--timings",))), strict=True
    )
    assert times == ("", "Nothing has changed since the last build: nothing was made.\n")
    assert reports[0] == reports[1]


def test_a_copy_to_be_opened_from_disk_holds_nothing_packed(run, project):
    output = project / "output"
    for options, is_packed in (((), True), (("--portable",), False)):
        assert run("--project", project, "build", *options, *DAY)[0] == 0
        assert (output / "index.html.br").is_file() is is_packed
        assert any(output.rglob("*.gz")) is is_packed


def test_timings_count_what_is_compressed_and_drawn(run, project):
    asked = ("--project", project, "build", "--timings", *DAY)
    first = run(*asked, memory=None)[2]
    made = int(re.search(r"^derive .* made (\d+), kept", first, re.MULTILINE)[1])
    files = [*(project / "output").rglob("*.gz"), *(project / "output").rglob("*.br")]
    assert made > len(files)
    spoil(project, "content/home.en.md", "{{ coverage.total }},", "{{ coverage.total }} now,")
    again = re.search(r"^derive .* made (\d+), kept (\d+)$", run(*asked, memory=None)[2], re.M)
    assert 0 < int(again[1]) < int(again[2])


@pytest.fixture
def why(run, project):
    """Ask why the English home page was made, in a process of its own."""

    def ask(*options: str) -> list[str]:
        arguments = ("--project", project, "build", *(options or DAY))
        said = run(*arguments, "--why", "/en/index.html", memory=None)[1]
        lines = said.splitlines()
        return [line for line in lines if line.startswith(("/en/", "  asked", "  file"))]

    return ask


FIRST = (
    "/en/ was made for the first time, or by another version of the program: "
    "nothing was kept of it."
)
AGAIN = "/en/ was made again."


def test_why_names_the_inputs_that_made_a_page_be_made_again(project, why):
    assert why() == [FIRST]
    spoil(project, "content/home.en.md", "{{ coverage.total }},", "{{ coverage.total }} now,")
    assert why() == [
        AGAIN,
        "  file that changed: content/home.en.md",
        "  asked for, and answered otherwise now: page(home, en).sections",
    ]


def test_why_of_a_page_that_was_kept_tells_of_the_build_that_made_it(run, project, why):
    run("--project", project, "build", *DAY, memory=None)
    kept, *first = why()
    assert ("was kept" in kept, first) == (True, [FIRST])
    spoil(project, "content/home.en.md", "{{ coverage.total }},", "{{ coverage.total }} now,")
    run("--project", project, "build", *DAY, memory=None)
    spoil(project, "content/contacts.en.md", "title: ", "title: Our ")
    run("--project", project, "build", *DAY, memory=None)
    kept, *before = why()
    assert "was kept" in kept
    assert before[:2] == [AGAIN, "  file that changed: content/home.en.md"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda path: (path / "templates/base.html").open("a").write("\n"),
            ["templates/base.html"],
        ),
        (
            lambda path: spoil(path, "site.yaml", "https://", "https://new."),
            ["site.yaml", "the settings of the site"],
        ),
    ],
    ids=["a template", "the settings"],
)
def test_why_names_the_one_thing_that_changed_of_what_all_pages_are_made_from(
    project, why, change, told
):
    why()
    change(project)
    again, *reasons = why()
    assert (again, [reason.split(": ")[1] for reason in reasons]) == (AGAIN, told)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--date", "2031-01-02"), "the date of the build"),
        ((*DAY, "--base-url", "https://other.example/"), "the address of the site"),
    ],
)
def test_why_names_the_option_that_changed(why, options, told):
    why()
    assert why(*options) == [AGAIN, f"  asked for, and answered otherwise now: {told}"]


def test_why_of_an_address_without_a_page_writes_nothing(run, project):
    status, _, complained = run("--project", project, "build", "--why", "/nowhere/", *DAY)
    assert status == 2
    assert "no page at “/nowhere/”" in complained
    assert not (project / "output").exists()


def test_a_terminal_that_has_not_all_characters_is_told_what_it_can_show(run, monkeypatch):
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii"))
    assert run("explain", "DAT010")[0] == 0
    assert b"DAT010: " in shown.getvalue()
    assert b"?" in shown.getvalue()


def test_a_person_who_waits_is_told_what_is_being_done(monkeypatch):
    monkeypatch.setattr(stages, "_PATIENCE_SECONDS", 0.0)
    shown: list[str] = []
    memory = BuildMemory()
    told = Stages(memory, load_messages("en"), print)
    with told.shown(shown.append):
        told.begin("render")
        memory.products.keep(("page", "home", "en"), lambda: None)
        while not any("made: 1" in line for line in shown):
            time.sleep(0.01)
        memory.results.recall([b"before"], bytes)
        told.begin("derive")
        memory.results.recall([b"now"], bytes)
        while not any("drawn: 1" in line for line in shown):
            time.sleep(0.01)
    assert "Making the pages … pages made: 1" in shown
    last = "Making downloads, pictures and compressed files … compressed or drawn: 1"
    assert shown[-2:] == [last, ""]


def test_a_drive_that_cannot_be_written_is_no_mistake_of_the_project(run, project, tmp_path):
    (tmp_path / "file").write_text("a", encoding="utf-8")
    output = tmp_path / "file" / "output"
    status, _, complained = run("--project", project, "build", "--output", output, *DAY)
    assert status == 3
    assert str(tmp_path) in complained
