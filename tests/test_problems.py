"""Every message that a person can meet, in full, in both languages of the staff.

`tests/problems/base` is the smallest project that builds without a problem. Each case of
`tests/problems/<FAMILY>.yaml` says in which files it differs from it, and what the program then
says. A file's entry is its text (`!!binary` for bytes, `null` for a file that is not there) or:

- `replace`: texts that the base's file holds exactly once, and what stands in their place;
- `prepend`, `append`: lines before and after what the base's file holds;
- `text` with `encoding`: a file that is not saved as UTF-8;
- `noise`: a script with that many characters which cannot be compressed.

Templates and interface words are those of this repository. All that a case with `stops: reading`
says is found as its files are read, and with `stops: data` before anything is made of them, so no
site is made for it but in the full tests.
Where a text has changed the failing test shows the new one; a person reads it and writes it down.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from site_builder.build import (
    BuildOptions,
    BuildResult,
    build_site,
    read_project,
    watch_data,
)
from site_builder.checks.consequences import without_consequences
from site_builder.checks.data import check_data
from site_builder.diagnostics import Diagnostic, in_order
from site_builder.messages.explain import example_of
from site_builder.messages.report import format_text
from site_builder.messages.wording import load_messages
from site_builder.outputs import Purpose
from site_builder.read.project import load_files
from site_builder.read.stamps import STAMPS_PATH
from site_builder.read.templates import TEMPLATES_FOLDER
from tests.builders import MEMORY, confirmations, make_plan, real_templates
from tests.yaml_text import read_yaml

ROOT = Path(__file__).resolve().parent.parent
PROBLEMS = Path(__file__).resolve().parent / "problems"
BASE = PROBLEMS / "base"
GUIDE = ROOT / "docs" / "panduan.md"
WORDS = "content/i18n"
TODAY = date(2026, 11, 23)
LANGUAGES = ("id", "en")
CODES = load_messages("id").codes

NOT_FROM_FILES = {
    "OUT005": "what a page weighs changes with every style; see the test of its own",
    "OUT008": "so does what the pages weigh that are fetched ahead; see the test of its own",
    "OUT009": "what a picture weighs changes with every style; see the test of its own",
    "OUT010": "how many words a page shows changes with every template; see the test of its own",
    "OUT011": "as OUT010",
    "OUT016": "the mistake is met on publishing; see the test of `publish`",
    "OUT015": "the mistake is beside another build; see the test of `diff`",
    "OUT020": "a build before is needed; see the test of moves by hand",
    "OUT021": "a build before is needed; see the test of moves by hand",
    "OUT019": "the mistake is on the web; see the test of external links",
    "OUT022": "the mistake is met on publishing; see the test of samples",
    "OUT023": "as OUT022, on checking",
    "PRV014": "the mistake is more files than a case has; see the test of what lies beside",
    "OUT024": "as OUT005; see the test of images",
    "CFG014": "the mistake is a link; see the test of strangers",
    "CFG017": "as CFG014",
    "OUT006": "the mistake is in the output folder; see the test through the command line",
    **{code: "the mistake is in an imported spreadsheet" for code in CODES if code[:3] == "IMP"},
}
"""Codes without a case, and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What differs from the base, and what the program then says in each language."""

    name: str
    """The code that it shows, with a number after the first."""
    changes: Mapping[str, Any]
    said: Mapping[str, str]
    stops: str
    """The stage after which nothing more is found: reading or data; empty for any later one."""

    @property
    def code(self) -> str:
        return self.name.partition("-")[0]


def read_cases() -> Iterator[Case]:
    for path in sorted(PROBLEMS.glob("*.yaml")):
        for name, given in read_yaml(path.read_text(encoding="utf-8")).items():
            assert name[:3] == path.stem[:3], f"{name} stands in {path.name}"
            yield Case(
                name=name,
                changes=given["files"],
                said={lang: given[lang] for lang in LANGUAGES},
                stops=given.get("stops", ""),
            )


CASES = {case.name: case for case in read_cases()}
EACH_CASE = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@cache
def unconfirmed_base() -> Mapping[str, bytes]:
    words = {f"{WORDS}/{path.name}": path.read_bytes() for path in (ROOT / WORDS).glob("*.yaml")}
    return {**words, **load_files(BASE)}


@cache
def base_files() -> Mapping[str, bytes]:
    """The base project, with every translation confirmed."""
    return confirmed(unconfirmed_base())


def laid_over(base: Mapping[str, bytes], changes: Mapping[str, Any]) -> dict[str, bytes]:
    """The base's files with a case's changes."""
    files = dict(base)
    for path, change in changes.items():
        if change is None:
            del files[path]
        else:
            files[path] = changed(files.get(path), change)
    return files


def changed(content: bytes | None, change: Any) -> bytes:
    match change:
        case bytes():
            return change
        case str():
            return change.encode()
        case {"text": text, "encoding": encoding}:
            return text.encode(encoding)
        case {"noise": size}:
            noise = (sha256(b"%d" % count).hexdigest() for count in range(size // 64))
            return f'"{"".join(noise)}";'.encode()
    assert content is not None, change
    text = content.decode()
    for old, new in change.get("replace", {}).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return (change.get("prepend", "") + text + change.get("append", "")).encode()


@cache
def files_of(name: str) -> Mapping[str, bytes]:
    """The files of a case's project."""
    changes = CASES[name].changes
    own = {path: change for path, change in changes.items() if not is_template(path)}
    if any(path.endswith((".md", STAMPS_PATH)) for path in own):
        return confirmed(laid_over(unconfirmed_base(), own))
    return laid_over(base_files(), own)


def templates_of(name: str) -> Mapping[str, bytes]:
    changes = CASES[name].changes.items()
    own = {path.removeprefix(TEMPLATES_FOLDER): c for path, c in changes if is_template(path)}
    return laid_over(real_templates(), own)


def is_template(path: str) -> bool:
    return path.startswith(TEMPLATES_FOLDER)


def confirmed(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Say that every translation is current, but for the pages that the case itself speaks of."""
    project, _ = read_project(files, MEMORY)
    if project is None or len(project.catalogs) < len(project.settings.languages):
        return files
    written = {"schema_version": "1"}
    for (key, lang, section), stamp in project.stamps.items():
        entry = {name: getattr(stamp, name) for name in ("original", "translation", "date")}
        written.setdefault(key, {}).setdefault(lang, {})[section] = entry
    spoken_of = re.findall(rb'^"?([^\s":]+)"?:', files.get(STAMPS_PATH, b""), re.M)
    for key, stamps in confirmations(make_plan(project), TODAY.isoformat()).items():
        if key.encode() not in spoken_of:
            written.setdefault(key, {}).update(stamps)
    return {**files, STAMPS_PATH: json.dumps(written).encode()}


@cache
def build(name: str, purpose: Purpose = Purpose.CHECK) -> BuildResult:
    """Make a case's site; a check finds what a build finds, and makes no downloads."""
    options = BuildOptions(today=TODAY, purpose=purpose)
    return build_site(files_of(name), templates_of(name), options, memory=MEMORY)


def found_early(case: Case) -> tuple[Diagnostic, ...]:
    """What is found in a case's files before anything is made of them."""
    files, options = files_of(case.name), BuildOptions(today=TODAY)
    project, found = read_project(files, MEMORY)
    if case.stops == "data":
        assert project is not None
        found = (*found, *check_data(watch_data(project, files, options, MEMORY)))
    return in_order(without_consequences(found))


def build_files(files: Mapping[str, bytes]) -> BuildResult:
    options = BuildOptions(today=TODAY, purpose=Purpose.CHECK)
    return build_site(files, real_templates(), options, memory=MEMORY)


def said(diagnostics: Iterable[Diagnostic], lang: str) -> str:
    return format_text(diagnostics, load_messages(lang)) + "\n"


def expect(case: Case, diagnostics: tuple[Diagnostic, ...]) -> None:
    """Compare what is said with what the case's file says, in each language."""
    for lang in LANGUAGES:
        actual = said(diagnostics, lang)
        if actual != case.said[lang]:
            pytest.fail(
                f"{case.name} says something else. If it is right, write it into its file:\n"
                f"  {lang}: |\n{indent(actual, '    ')}--- and not\n"
                f"{indent(case.said[lang], '    ')}",
                pytrace=False,
            )


def test_the_base_project_is_clean():
    result = build_files(base_files())
    assert result.diagnostics == ()
    assert {"index.html", "en/index.html", "404.html"} <= {file.path for file in result.files}


@EACH_CASE
def test_a_case_says_exactly_this(case: Case, is_full_run: bool):
    if case.stops:
        diagnostics = found_early(case)
    else:
        result = build(case.name, Purpose.PUBLISHING if is_full_run else Purpose.CHECK)
        diagnostics = result.diagnostics
        assert result.files or any(found.is_error for found in diagnostics)
    expect(case, diagnostics)
    assert case.code in {found.code for found in diagnostics}
    check_places(case, diagnostics)


@pytest.mark.full
@pytest.mark.parametrize(
    "case",
    [case for case in CASES.values() if case.stops],
    ids=lambda case: case.name,
)
def test_what_is_found_early_is_all_that_a_build_says(case: Case):
    expect(case, build(case.name, Purpose.PUBLISHING).diagnostics)


def check_places(case: Case, diagnostics: Iterable[Diagnostic]) -> None:
    """Every place is a file, and a line that it has."""
    files = files_of(case.name)
    for found in diagnostics:
        for place in (found.location, *found.related):
            assert place.path, found.code
            if place.path in files:
                assert place.line <= files[place.path].count(b"\n") + 1, (found.code, place)


def test_every_code_has_an_example():
    shown = {case.code for case in CASES.values()}
    assert shown | NOT_FROM_FILES.keys() == set(CODES)
    assert not shown & NOT_FROM_FILES.keys()


def test_pages_fetched_ahead_beyond_their_budget_are_named():
    files = dict(base_files())
    home = "content/home.id.md"
    files[home] = files[home].replace(b"\n---\n", b"\noffline: true\n---\n", 1)
    assert build_files(files).diagnostics == ()
    files["site.yaml"] += b"budgets: {offline: 100}\n"
    result = build_files(files)
    assert {found.code for found in result.diagnostics} == {"OUT008"}
    assert {found.params["lang"] for found in result.diagnostics} == set(LANGUAGES)
    assert "content/home.id.md: OUT008" in said(result.diagnostics, "id")


def test_a_page_beyond_its_budget_is_named_and_a_picture_once():
    files = dict(base_files())
    files["site.yaml"] += b"budgets: {page: 100, card: 100}\n"
    result = build_files(files)
    assert "OUT005" in {found.code for found in result.diagnostics}
    heavy = [found for found in result.diagnostics if found.code == "OUT009"]
    assert {found.location.path for found in heavy} >= {"content/home.id.md", "content/home.en.md"}
    assert len(heavy) == len({found.params["url"] for found in heavy})
    assert all(found.is_error for found in heavy)


# --- the staff guide and explanations ------------------------------------------------------------


def test_an_example_of_an_explanation_is_what_its_case_says():
    messages = load_messages("id")
    shown = [code for code in CODES if code in CASES]
    assert shown
    for code in shown:
        example = format_text([example_of(code, messages)], messages)
        assert example in CASES[code].said["id"], example


def test_every_link_within_the_guide_leads_to_a_heading():
    guide = GUIDE.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", guide, re.M)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", guide)) <= anchors
