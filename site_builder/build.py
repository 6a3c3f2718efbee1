"""The pipeline: every stage once, in order, each from values to values.

Takes the bytes of a project's files and templates and the options of one run; gives the finished
files and everything that is wrong. Nothing here reads a clock, an environment or a disk, and
nothing is written: `cli.py` publishes what `build_site` returns, if it holds no error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from site_builder.checks import check_pages, check_sources
from site_builder.checks.disclosure import check_counts
from site_builder.checks.privacy import check_personal_data, discreet
from site_builder.diagnostics import Diagnostic, Location, has_errors, in_order, problem
from site_builder.figures.registry import compute_figures
from site_builder.locale import UnknownLocaleError
from site_builder.model import OutputFile
from site_builder.outputs import derive_outputs
from site_builder.outputs.compress import compressed_files
from site_builder.outputs.leaflets import leaflet_files
from site_builder.outputs.search import place_search
from site_builder.pages.plan import plan_site
from site_builder.publish.manifest import build_manifest
from site_builder.raster import UnusableDrawingError
from site_builder.read.catalogs import catalog_path
from site_builder.read.project import parse_project
from site_builder.read.settings import SETTINGS_PATH
from site_builder.read.templates import TEMPLATES_FOLDER, parse_templates
from site_builder.views.assets import build_assets
from site_builder.views.context import SiteContext, make_site_context
from site_builder.views.font import parse_fonts
from site_builder.views.render import render_pages
from site_builder.views.styles import place_styles
from site_builder.words import UnknownWordError

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildOptions:
    """How to run; what the site is stands in `site.yaml`."""

    today: date
    base_url: str = ""
    """Overrides the address of `site.yaml` when given."""
    is_portable: bool = False
    with_drafts: bool = False
    with_pdf: bool = False
    """Draws leaflets and posters as PDF files, which takes a library that is optional."""
    is_compressed: bool = False
    """Adds each text file compressed, for servers that send such files as they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildResult:
    """What a run made and found."""

    files: tuple[OutputFile, ...]
    """Empty when an error stops the site from being made."""
    diagnostics: tuple[Diagnostic, ...]
    site: SiteContext | None = None
    """What is known of the site; None when it could not even be planned."""


def build_site(
    files: Mapping[str, bytes],
    templates: Mapping[str, bytes],
    options: BuildOptions,
    begin: Callable[[str], None] = lambda stage: None,
) -> BuildResult:
    """Read, compute, plan, render, derive, check; stop only where going on is impossible.

    `begin` is told the name of each stage as it starts.
    """
    found: list[Diagnostic] = []
    try:
        made, site = _run(files, templates, options, begin, found)
    except UnknownWordError as error:
        place = Location(path=catalog_path(error.lang))
        found.append(problem("TPL002", place, key=error.key, lang=error.lang))
        made, site = (), None
    except UnknownLocaleError as error:
        place = Location(path=SETTINGS_PATH)
        found.append(problem("CFG007", place, key="locale", value=error.name))
        made, site = (), None
    except UnusableDrawingError as error:
        place = Location(path=f"{TEMPLATES_FOLDER}{error.path}")
        found.append(problem("TPL007", place, reason=error.reason))
        made, site = (), None
    return BuildResult(files=made, diagnostics=in_order(discreet(found)), site=site)


def _run(
    files: Mapping[str, bytes],
    templates: Mapping[str, bytes],
    options: BuildOptions,
    begin: Callable[[str], None],
    found: list[Diagnostic],
) -> tuple[tuple[OutputFile, ...], SiteContext | None]:
    """Run the stages; what each finds wrong is added to `found`."""

    def keep(stage: tuple[T, tuple[Diagnostic, ...]]) -> T:
        value, problems = stage
        found.extend(problems)
        return value

    texts = parse_templates(templates, found)
    project = keep(parse_project(files, options.today))
    if project is None:
        return (), None
    # Before anything is computed: what no page may show is to reach no page, not even in memory.
    found.extend(private := (*check_personal_data(files, project), *check_counts(project)))
    if private or len(project.catalogs) < len(project.settings.languages):
        return (), None
    begin("compute")
    registry = keep(compute_figures(project))
    begin("plan")
    address = options.base_url.rstrip("/") + "/" if options.base_url else project.settings.base_url
    plan = keep(plan_site(project, address, options.is_portable, options.with_drafts))
    begin("render")
    assets = build_assets(texts)
    site = make_site_context(
        project,
        registry,
        plan,
        assets,
        base_url=address,
        today=options.today,
        fonts=keep(parse_fonts(templates)),
        has_pdf=options.with_pdf,
    )
    pages, stylesheet = place_styles(site, keep(render_pages(site, texts)), texts)
    begin("check")
    found.extend(check_sources(site, texts))
    if has_errors(found):
        return (), site
    begin("derive")
    pages, indexes = place_search(site, pages)
    outputs = (
        *(page.file for page in pages),
        *indexes,
        stylesheet,
        *assets.files,
        *derive_outputs(site, pages),
    )
    if options.with_pdf:
        begin("paper")
        outputs = (*outputs, *leaflet_files(site, pages, outputs))
    begin("check pages")
    found.extend(check_pages(site, pages, outputs))
    begin("certify")
    made = (*outputs, build_manifest(site, pages, outputs))
    if not options.is_compressed or has_errors(found):
        return made, site
    begin("compress")
    return (*made, *compressed_files(made)), site
