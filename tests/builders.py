"""Small values for tests: one call each, with only what a test cares about said.

The tiny site of `tests/golden/site` is the project of most of them: made up, in two languages,
with sample numbers that nobody can take for real ones.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

from site_builder.build import BuildMemory, BuildOptions, BuildResult, build_site, read_project
from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, Location
from site_builder.figures.observations import Counts
from site_builder.figures.registry import compute_figures
from site_builder.model import (
    Benefit,
    Confidence,
    Figure,
    Localized,
    Observation,
    OutputFile,
    Project,
    Section,
    Status,
    Table,
    Text,
)
from site_builder.pages.page import Page
from site_builder.pages.plan import plan_site
from site_builder.pages.site_plan import SitePlan
from site_builder.pages.translations import section_hash
from site_builder.read.catalogs import catalog_path, parse_catalog
from site_builder.read.project import load_files
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import parse_yaml
from site_builder.read.templates import load_templates
from site_builder.upkeep.samples import find_samples
from site_builder.views.assets.assets import Assets
from site_builder.views.cards import CARD_TEMPLATE
from site_builder.views.context import PageContext, SiteContext, make_site_context
from site_builder.views.kinds import KINDS
from site_builder.views.render import Renderer
from site_builder.views.rendered import RenderedPage

LANGUAGES = ("id", "en")
TODAY = date(2031, 1, 1)
PLACE = Location(path="a", line=1)
TABLE = Table(path=PLACE.path)
COVERAGE_HEADER = "as_of,funding,area,occupation,participants,status,source,released,quote,note\n"

MEMORY = BuildMemory()
"""Shared by all tests that build: compiling and drawing take longer than most of them."""
REAL_MEMORY = BuildMemory()
"""The same for copies of the real project, whose products are forgotten over those of others."""

_ROOT = Path(__file__).parent.parent
_PLACEHOLDER = re.compile(r"{\w+}")
_TINY_SITE = _ROOT / "tests" / "golden" / "site"


# --- the tiny site ----------------------------------------------------------------------------


@cache
def tiny_files() -> Mapping[str, bytes]:
    """The tiny site's content and data, by path."""
    files = dict(load_files(_TINY_SITE))
    for lang in LANGUAGES:
        path = catalog_path(lang)
        files[path] += _missing_words(files[path].decode(), lang).encode()
    return files


def _missing_words(text: str, lang: str) -> str:
    """What the program asks for since the tiny site was written: each word says its own key.

    The real site only tells which words there are and what is put into them, not how they read.
    """
    path = catalog_path(lang)
    own = parse_catalog(text, lang, Reader(path))
    model = parse_catalog((_ROOT / path).read_text(encoding="utf-8"), lang, Reader(path))
    assert own is not None
    assert model is not None
    return "".join(
        f"{json.dumps(key)}: {json.dumps(_made_up(key, word.forms))}\n"
        for key, word in model.words.items()
        if key not in own.words and not any(key.startswith(f"{other}.") for other in own.words)
    )


def _made_up(key: str, forms: Mapping[str, str]) -> dict[str, str]:
    return {
        category: " ".join([key, *sorted(set(_PLACEHOLDER.findall(form)))])
        for category, form in forms.items()
    }


def write_tiny(folder: Path) -> Path:
    """Write the tiny site, with its templates, into a folder that a test may change."""
    templates = {f"templates/{name}": text.encode() for name, text in tiny_templates().items()}
    card = f"templates/{CARD_TEMPLATE}"
    templates[card] = small_card((_ROOT / card).read_bytes())
    for path, content in {**tiny_files(), **templates}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def replace_samples(project: Path) -> None:
    """Let no text of a project be one with which a new project begins, as many here are."""
    for sample in find_samples(load_files(project), ""):
        path = project / sample.location.path
        path.write_text(path.read_text("utf-8").replace(sample.text, f"{sample.text} X"), "utf-8")


def write_small(folder: Path) -> Path:
    """Write the small project of `tests/problems/base`, with the real site's look and words."""
    shutil.copytree(_ROOT / "tests" / "problems" / "base", folder, dirs_exist_ok=True)
    for part in ("templates", "content/i18n"):
        shutil.copytree(_ROOT / part, folder / part)
    card = folder / "templates" / CARD_TEMPLATE
    card.write_bytes(small_card(card.read_bytes()))
    return folder


def small_card(template: bytes) -> bytes:
    """Return the template of a card that is drawn a hundred times smaller: drawing takes long."""
    size = b'width="{{ width }}" height="{{ height }}" viewBox'
    assert template.count(size) == 1
    return template.replace(size, b'width="12" height="6" viewBox')


@cache
def real_templates() -> Mapping[str, bytes]:
    """The templates of the real site, which draw a small card."""
    templates = load_templates(_ROOT)
    return {**templates, CARD_TEMPLATE: small_card(templates[CARD_TEMPLATE])}


@cache
def tiny_templates() -> Mapping[str, str]:
    """The tiny site's templates, which show each field with as little markup as can be."""
    folder = _TINY_SITE / "templates"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def changed_files(changes: Mapping[str, str | bytes | None]) -> Mapping[str, bytes]:
    """The tiny site's files, some replaced, added, or (None) taken away."""
    given = {
        path: content.encode() if isinstance(content, str) else content
        for path, content in changes.items()
    }
    merged = {**tiny_files(), **given}
    return {path: content for path, content in merged.items() if content is not None}


def edited(path: str, old: str, new: str) -> Mapping[str, str]:
    """One file of the tiny site with one text in it replaced."""
    text = tiny_files()[path].decode()
    assert old in text, f"{path} does not hold {old!r}"
    return {path: text.replace(old, new)}


def build_tiny(
    changes: Mapping[str, str | bytes | None] | None = None,
    templates: Mapping[str, str | bytes] | None = None,
    memory: BuildMemory = MEMORY,
    **options: Any,
) -> BuildResult:
    """Build the tiny site after some changes to its files and templates."""
    texts = {**tiny_templates(), **(templates or {})}
    encoded = {n: text.encode() if isinstance(text, str) else text for n, text in texts.items()}
    chosen = BuildOptions(**{"today": TODAY, **options})
    return build_site(changed_files(changes or {}), encoded, chosen, memory=memory)


def page_of(result: BuildResult, path: str) -> str:
    """A finished file's text."""
    return next(file.content.decode() for file in result.files if file.path == path)


# --- parsed values ----------------------------------------------------------------------------


def make_project(
    files: Mapping[str, str | bytes | None] | None = None, /, **changes: Any
) -> Project:
    """The tiny project, from changed files or with changed fields."""
    return replace(_parsed() if not files else _parse(changed_files(files)), **changes)


@cache
def _parsed() -> Project:
    return _parse(tiny_files())


def _parse(files: Mapping[str, bytes]) -> Project:
    project, _ = read_project(files, MEMORY)
    assert project is not None
    return project


def make_data(
    project: Project, files: Mapping[str, bytes] | None = None, today: date = TODAY
) -> DataInput:
    """What the checks of data look at."""
    return DataInput(project=project, today=today, files=files or {})


def make_figures(project: Project) -> Mapping[str, Figure]:
    """Every figure of a project by name."""
    return compute_figures(project, Counts(project)).figures


def make_context(
    lang: str = "id", key: str = "home", *, is_portable: bool = False, **changes: Any
) -> PageContext:
    """A page of the tiny project about to be rendered."""
    if changes:
        site = make_site(make_project(**changes), is_portable=is_portable)
    else:
        site = _made(is_portable)
    page = site.plan.find(key, lang)
    assert page is not None
    return page_context(site, page)


def page_context(site: SiteContext, page: Page) -> PageContext:
    """A page about to be rendered, with the components of the tiny site."""
    return Renderer(site, tiny_templates(), MEMORY.templates).context(page)


@cache
def _made(is_portable: bool) -> SiteContext:
    return make_site(make_project(), is_portable=is_portable)


def make_plan(project: Project) -> SitePlan:
    """The pages of a project at its own address."""
    return plan_site(project, KINDS, project.settings.base_url)[0]


def confirmations(plan: SitePlan, day: str) -> dict[str, Any]:
    """What the file of confirmations says of each page whose translations are all current."""
    written: dict[str, Any] = {}
    for page in plan.pages:
        original = plan.original(page)
        if original is None:
            continue
        sources = {section.id: section_hash(original, section) for section in original.sections}
        written.setdefault(page.key, {})[page.lang] = {
            section.id: {
                "original": sources[section.id],
                "translation": section_hash(page, section),
                "date": day,
            }
            for section in page.sections
            if section.id in sources
        }
    return written


def make_site(
    project: Project, base_url: str = "", *, is_portable: bool = False, today: date = TODAY
) -> SiteContext:
    """A project with its figures and its plan."""
    registry = compute_figures(project, Counts(project))
    address = base_url or project.settings.base_url
    plan, _ = plan_site(project, KINDS, address, today=today, is_portable=is_portable)
    assets = Assets(files=(), mark_url="/mark.svg")
    return make_site_context(project, registry, plan, assets, base_url=address, today=today)


def make_rendered(page: Page, content: str, **changes: Any) -> RenderedPage:
    """A page as if it had been rendered."""
    plain = RenderedPage(
        page=page,
        file=OutputFile(path=page.path, content=content.encode()),
        figures=(),
        title="",
        description="",
        is_indexed=True,
    )
    return replace(plain, **changes)


def rendered_pages(site: SiteContext, contents: Mapping[str, str]) -> tuple[RenderedPage, ...]:
    """Every page of a site as if it had been rendered: empty, but for the contents by path."""
    return tuple(make_rendered(page, contents.get(page.path, "<p>")) for page in site.plan.pages)


def fields_of(text: str, reader: Reader | None = None) -> Fields:
    """The fields of a YAML text, which know their reader."""
    reader = reader or Reader("a.yaml", LANGUAGES)
    return Fields(parse_yaml(dedent(text), reader), reader)


def codes(found: list[Diagnostic] | tuple[Diagnostic, ...]) -> list[str]:
    """The codes of problems, in order."""
    return [diagnostic.code for diagnostic in found]


def both(text: str, other: str = "") -> Localized:
    """A text in both languages."""
    values = dict(zip(LANGUAGES, (text, other or text), strict=True))
    return Localized(
        texts={lang: Text(value=value, location=PLACE) for lang, value in values.items()}
    )


# --- single records ---------------------------------------------------------------------------


def make_section(
    body: str,
    *,
    id: str = "lead",
    heading: str = "",
    path: str = "content/home.id.md",
    line: int = 10,
) -> Section:
    """A section that begins on a line: with its heading, if it has one."""
    first = Location(path=path, line=line)
    begins = replace(first, column=len("## ") + 1) if heading else first
    below = replace(first, line=line + 1) if heading else first
    return Section(
        id=id,
        heading=Text(value=heading, location=begins),
        body=Text(value=body, location=below),
    )


def make_observation(**changes: Any) -> Observation:
    """A published count of everybody."""
    plain = Observation(
        as_of=date(2030, 1, 31),
        funding="",
        area="",
        occupation="",
        participants=1111,
        status=Status.PUBLISHED,
        sources=("P1",),
        released=None,
        quote=False,
        note=None,
        line=PLACE.line,
        table=TABLE,
    )
    return replace(plain, **changes)


def make_observations(*rows: str) -> tuple[Observation, ...]:
    """Rows as `as_of funding participants status`, where `-` is an empty cell."""
    found = []
    for line, row in enumerate(rows, 2):
        as_of, funding, participants, *status = row.split()
        found.append(
            make_observation(
                as_of=date.fromisoformat(as_of),
                funding=funding.strip("-"),
                participants=None if participants == "-" else int(participants),
                status=Status(*status) if status else Status.PUBLISHED,
                line=line,
                table=Table(path="data/coverage.csv"),
            )
        )
    return tuple(found)


def make_benefit(**changes: Any) -> Benefit:
    """An amount with its source and nothing else."""
    plain = Benefit(
        id="grant",
        kind="benefit",
        programme="both",
        name=both("Santunan", "Grant"),
        amount=Decimal(1000),
        formula="",
        parts=(),
        amount_text=None,
        unit="rupiah",
        is_ceiling=False,
        minimum=None,
        maximum=None,
        conditions=(),
        legal=(),
        sources=("P1",),
        confidence=Confidence.OFFICIAL_PRIMARY,
        valid_from="",
        valid_to="",
        conflict=None,
        note=None,
        history=(),
        location=PLACE,
    )
    return replace(plain, **changes)


def make_figure(**changes: Any) -> Figure:
    """A published number."""
    plain = Figure(
        name="indicator.sample",
        value=Decimal(1111),
        unit="people",
        as_of="2030-01-31",
        status=Status.PUBLISHED,
        confidence=Confidence.OFFICIAL_PRIMARY,
        sources=("P1",),
        location=Location(path="data/indicators.csv", line=2, column=3),
    )
    return replace(plain, **changes)
