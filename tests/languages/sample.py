"""A made-up site in three languages, one of them written from right to left.

It is the small project of `tests/problems/base` with a third language: its pages stand in `site/`,
and its words in data, settings and interface are made from those of the others, so that they never
lag behind. The interface words of two languages are this repository's own. Its catalog has no
`reading`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from site_builder.build import BuildOptions, BuildResult, build_site, read_project
from site_builder.checks.language.parity import check_parity
from site_builder.diagnostics import Diagnostic
from site_builder.model import Project
from site_builder.read.project import load_files
from site_builder.read.stamps import STAMPS_PATH
from site_builder.views.context import SiteContext
from tests.builders import MEMORY, confirmations, make_plan, make_site, real_templates

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "problems" / "base"
SITE = Path(__file__).resolve().parent / "site"
LEFT_OUT = ("content/checker.", "data/eligibility.")
"""What of the small project has no third language."""
WORDS = "content/i18n"
LANGUAGES = ("id", "en", "ar")
PLURALS = ("zero", "one", "two", "few", "many", "other")
CONFIRMED = "2026-11-01"
TODAY = date(2026, 11, 23)
ID, EN, AR = (f"content/samples.{lang}.md" for lang in LANGUAGES)

Files = Mapping[str, str]


@cache
def sample_files() -> Files:
    """Everything of the project, the third language's words included; nothing is confirmed."""
    files = {
        path: with_third_language(path, content.decode())
        for path, content in load_files(BASE).items()
        if not path.startswith(LEFT_OUT)
    }
    files |= {path: content.decode() for path, content in load_files(SITE).items()}
    for lang in LANGUAGES[:2]:
        files[f"{WORDS}/{lang}.yaml"] = (ROOT / WORDS / f"{lang}.yaml").read_text(encoding="utf-8")
    files[f"{WORDS}/ar.yaml"] = sample_catalog(files[f"{WORDS}/en.yaml"])
    return files


def with_third_language(path: str, text: str) -> str:
    """Give every text of a YAML file that stands in two languages a third, and what it needs."""
    if not path.endswith(".yaml"):
        return text
    text = re.sub(r"(\{id: [^{}]+, en: [^{}]+)\}", r"\1, ar: مثال}", text)
    text = re.sub(r"(?m)^( +)(id: .*\n)\1(en: .*)$", r"\1\2\1\3\n\1ar: مثال", text)
    return text.replace(*SETTINGS) + ADDED.get(path, "")


SETTINGS = (
    "    locale: en_GB\n",
    "    locale: en_GB\n  - code: ar\n    name: العربية\n    locale: ar_EG\n",
)
ADDED = {
    "data/glossary.yaml": """
  - id: office
    term: {id: kantor, en: office, ar: مكتب}
    definition: {id: Tempat bekerja., en: A place of work., ar: مثال}
""",
    "data/sources.yaml": """
  - id: S2
    title: {id: Dokumen lain, en: Another document, ar: مثال}
    publisher: Kantor Contoh
    date: "2025-01-31"
    kind: press
    read: {id: utuh, en: whole, ar: مثال}
    url: https://kantor.example/report?a=1&b=2
    lang: en
""",
}


def sample_catalog(model: str) -> str:
    """Make a catalog from another: each word marked, each plural in all six categories."""
    read = yaml.load(model, Loader=yaml.BaseLoader)
    del read["reading"]
    marked = {
        name: _marked(words, name) for name, words in read.items() if name != "schema_version"
    }
    return json.dumps({"schema_version": "1", **marked}, ensure_ascii=False)


def _marked(words: Any, name: str = "") -> Any:
    if isinstance(words, str):
        return words if "slug" in name else f"مثال {words}"
    if "other" in words and set(words) <= set(PLURALS):
        return {category: f"{category} {words['other']}" for category in PLURALS}
    return {key: _marked(value, f"{name}.{key}") for key, value in words.items()}


def with_page(**changes: str) -> dict[str, str]:
    """The project with the text of the sample page replaced, by language; fields stay."""
    files = dict(sample_files())
    for lang, body in changes.items():
        path = f"content/samples.{lang}.md"
        fields = files[path].split("---\n", 2)[1]
        files[path] = f"---\n{fields}---\n{body}\n"
    return files


def confirmed(files: Files, day: str = CONFIRMED) -> dict[str, str]:
    """Say that every translation is current."""
    stamps = confirmations(make_plan(read_sample(files)), day)
    return {**files, STAMPS_PATH: json.dumps({"schema_version": "1", **stamps})}


def read_sample(files: Files) -> Project:
    """The project of some files, of which none is parsed again that was parsed before."""
    project, _ = read_project(encoded(files), MEMORY)
    assert project is not None
    return project


def site_of(files: Files) -> SiteContext:
    """A project with its figures and its plan."""
    return make_site(read_sample(files), today=TODAY)


def differences(files: Files) -> tuple[Diagnostic, ...]:
    """Compare the languages of a project, and nothing else."""
    site = site_of(files)
    return tuple(found for page in site.plan.written for found in check_parity(site, page))


def build(files: Files, **options: Any) -> BuildResult:
    """Build a project with this repository's own templates."""
    return _build(tuple(sorted(files.items())), tuple(sorted(options.items())))


@cache
def _build(files: tuple[tuple[str, str], ...], options: tuple[tuple[str, Any], ...]) -> BuildResult:
    chosen = BuildOptions(today=TODAY, **dict(options))
    result = build_site(encoded(dict(files)), real_templates(), chosen, memory=MEMORY)
    # The made-up language brings no font for the pictures of its pages, which says nothing of them.
    told = tuple(found for found in result.diagnostics if found.code != "TPL006")
    return replace(result, diagnostics=told)


def places(found: tuple[Diagnostic, ...]) -> list[tuple[str, str, int | None, str, int | None]]:
    """Code, place in the translation, place in the original."""
    return [
        (d.code, d.location.path, d.location.line, d.related[0].path, d.related[0].line)
        for d in found
    ]


def encoded(files: Files) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


def page_text(result: BuildResult, path: str) -> str:
    return next(file.content.decode() for file in result.files if file.path == path)


def write_project(files: Files, folder: Path) -> Path:
    """Lay a project into a folder; its templates are the program's."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder
