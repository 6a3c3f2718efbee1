"""Every message that a person can meet, in full, in both languages of the staff.

Takes the folders of `tests/problems`: `base` is the smallest project that builds, and each other
folder holds only the files in which a case differs from it, with the text that the case must
print. `<file>.delete` takes a file away, `<file>.before` puts lines before it. Templates and the
interface words beside them are those of this repository. A text that has changed is shown by the
failing test; a person reads it and rewrites the expected file by hand.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.diagnostics import CODES
from site_builder.messages.report import format_text, load_messages
from site_builder.pages.plan import plan_site
from site_builder.pages.translations import section_hash
from site_builder.read.project import load_files, parse_project
from site_builder.read.stamps import STAMPS_PATH
from site_builder.read.templates import load_templates

ROOT = Path(__file__).resolve().parent.parent
PROBLEMS = Path(__file__).resolve().parent / "problems"
BASE = PROBLEMS / "base"
GUIDE = ROOT / "docs" / "panduan.md"
WORDS = "content/i18n"
TODAY = date(2026, 11, 23)
LANGUAGES = ("id", "en")

CASES = sorted(folder.name for folder in PROBLEMS.iterdir() if folder.is_dir() and folder != BASE)
MANY = "many"
"""The case of five mistakes in five files."""
NOT_FROM_FILES = {
    "OUT005": "what a page weighs changes with every style; see the test of its own",
    "OUT008": "so does what the pages weigh that are fetched ahead; see the test of its own",
    "OUT009": "what a picture weighs changes with every style; see the test of its own",
    "OUT006": "the mistake is in the output folder; see the test through the command line",
    **{code: "the mistake is in an imported spreadsheet" for code in CODES if code[:3] == "IMP"},
}
"""Codes without a folder, and why."""


def base_files() -> dict[str, bytes]:
    words = {f"{WORDS}/{path.name}": path.read_bytes() for path in (ROOT / WORDS).glob("*.yaml")}
    return {**words, **load_files(BASE)}


def files_of(case: str) -> dict[str, bytes]:
    """Lay a case over the base project."""
    files = base_files()
    for name, content in load_files(PROBLEMS / case).items():
        path, _, change = name.rpartition(".")
        if change == "delete":
            del files[path]
        elif change == "before":
            files[path] = content + files[path]
        else:
            files[name] = content
    if (PROBLEMS / case / "site.yaml.delete").exists():
        del files["site.yaml"]
    return confirmed(files)


def confirmed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Say that every translation is current, but for the pages that the case itself speaks of."""
    project, _ = parse_project(files, TODAY)
    if project is None or len(project.catalogs) < len(project.settings.languages):
        return files
    written = {"schema_version": "1"}
    for (key, lang, section), stamp in project.stamps.items():
        entry = {name: getattr(stamp, name) for name in ("original", "translation", "date")}
        written.setdefault(key, {}).setdefault(lang, {})[section] = entry
    spoken_of = re.findall(rb'^"?([^\s":]+)"?:', files.get(STAMPS_PATH, b""), re.M)
    plan, _ = plan_site(project, project.settings.base_url)
    for page in plan.pages:
        original = plan.original(page)
        if original is None or page.key.encode() in spoken_of:
            continue
        sources = {section.id: section_hash(original, section) for section in original.sections}
        written.setdefault(page.key, {})[page.lang] = {
            section.id: {
                "original": sources.get(section.id, "0"),
                "translation": section_hash(page, section),
                "date": TODAY.isoformat(),
            }
            for section in page.sections
        }
    return {**files, STAMPS_PATH: json.dumps(written).encode()}


@cache
def build(case: str) -> BuildResult:
    templates = load_templates(PROBLEMS / case)
    return build_site(files_of(case), templates, BuildOptions(today=TODAY))


def said(result: BuildResult, lang: str) -> str:
    return format_text(result.diagnostics, load_messages(lang)) + "\n"


def code_of(case: str) -> str:
    return case.partition("-")[0]


def guide_sections() -> Iterator[tuple[str, str]]:
    """Give code and text of each section of the guide that explains a code."""
    parts = re.split(r"^### ([A-Z]{3}\d{3})$", GUIDE.read_text(encoding="utf-8"), flags=re.M)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def test_the_base_project_is_clean():
    result = build(BASE.name)
    assert said(result, "id") == "\n"
    assert {"index.html", "en/index.html", "404.html"} <= {file.path for file in result.files}


@pytest.mark.parametrize("case", CASES)
def test_a_case_says_exactly_this(case: str):
    result = build(case)
    for lang in LANGUAGES:
        golden = PROBLEMS / case / f"expected.{lang}.txt"
        expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
        actual = said(result, lang)
        if actual != expected:
            pytest.fail(
                f"{golden.relative_to(ROOT)} differs. If the new text is right, write it there.\n"
                f"--- expected\n{expected}--- actual\n{actual}---",
                pytrace=False,
            )
    assert case == MANY or code_of(case) in {found.code for found in result.diagnostics}
    assert result.files or any(found.is_error for found in result.diagnostics)
    check_places(case, result)


def check_places(case: str, result: BuildResult) -> None:
    """Every place is a file, and a line that it has."""
    files = files_of(case)
    for found in result.diagnostics:
        for place in (found.location, *found.related):
            assert place.path, found.code
            if place.path in files:
                assert place.line <= files[place.path].count(b"\n") + 1, (found.code, place)


def test_every_code_has_an_example():
    shown = {code_of(case) for case in CASES if case != MANY}
    assert shown | NOT_FROM_FILES.keys() == set(CODES)
    assert not shown & NOT_FROM_FILES.keys()


def test_five_mistakes_in_five_files_are_listed_at_once():
    errors = [diagnostic for diagnostic in build(MANY).diagnostics if diagnostic.is_error]
    assert len({error.location.path for error in errors}) == len(errors) == 5


def test_a_page_beyond_its_budget_is_named():
    files = files_of(BASE.name)
    files["site.yaml"] += b"budgets: {page: 100}\n"
    result = build_site(files, load_templates(BASE), BuildOptions(today=TODAY))
    assert "OUT005" in {found.code for found in result.diagnostics}


def test_pages_fetched_ahead_beyond_their_budget_are_named():
    files = files_of(BASE.name)
    home = "content/home.id.md"
    files[home] = files[home].replace(b"\n---\n", b"\noffline: true\n---\n", 1)
    assert not said(
        build_site(files, load_templates(BASE), BuildOptions(today=TODAY)), "id"
    ).strip()
    files["site.yaml"] += b"budgets: {offline: 100}\n"
    result = build_site(files, load_templates(BASE), BuildOptions(today=TODAY))
    assert {found.code for found in result.diagnostics} == {"OUT008"}
    assert {found.params["lang"] for found in result.diagnostics} == set(LANGUAGES)
    assert "content/home.id.md: OUT008" in said(result, "id")


def test_a_picture_beyond_its_budget_is_named_once():
    files = files_of(BASE.name)
    files["site.yaml"] += b"budgets: {card: 10000}\n"
    result = build_site(files, load_templates(BASE), BuildOptions(today=TODAY))
    heavy = [found for found in result.diagnostics if found.code == "OUT009"]
    assert {found.location.path for found in heavy} >= {"content/home.id.md", "content/home.en.md"}
    assert len(heavy) == len({found.params["url"] for found in heavy})
    assert all(found.is_error for found in heavy)


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, run_site_builder):
    for name, content in base_files().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    output = tmp_path / "output"
    output.mkdir()
    (output / "skripsi.docx").write_text("milik orang lain")
    result = run_site_builder("--project", tmp_path, "build", "--date", TODAY)
    assert result.returncode == 1
    assert load_messages("id").say("not_ours", path=output) in result.stdout + result.stderr
    assert [path.name for path in output.iterdir()] == ["skripsi.docx"]


# --- the guide ----------------------------------------------------------------------------------


def test_the_guide_explains_every_code_once():
    codes = [code for code, _ in guide_sections()]
    assert sorted(codes) == sorted(CODES)


def test_a_section_of_the_guide_opens_with_the_title_of_its_code():
    titles = {code: wording.title for code, wording in load_messages("id").codes.items()}
    for code, text in guide_sections():
        assert text.lstrip().startswith(f"**{titles[code]}.**"), code


def test_an_example_of_the_guide_is_what_its_case_says():
    for code, text in guide_sections():
        golden = PROBLEMS / code / "expected.id.txt"
        example = re.search(r"```text\n(.*?)\n```", text, re.S)
        assert example, code
        if golden.exists():
            assert example[1] + "\n" in golden.read_text(encoding="utf-8"), code


def test_every_link_within_the_guide_leads_to_a_heading():
    guide = GUIDE.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", guide, re.M)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", guide)) <= anchors
