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

from site_builder.checks import check_site
from site_builder.diagnostics import Diagnostic, has_errors, in_order
from site_builder.figures.registry import compute_figures
from site_builder.model import OutputFile, Project
from site_builder.outputs import derive_outputs
from site_builder.pages.plan import plan_site
from site_builder.publish.manifest import build_manifest
from site_builder.read.project import parse_project
from site_builder.views.assets import build_assets
from site_builder.views.context import make_site_context
from site_builder.views.render import render_pages

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildOptions:
    """How to run; what the site is stands in `site.yaml`."""

    today: date
    base_url: str = ""
    """Overrides the address of `site.yaml` when given."""
    is_portable: bool = False
    with_drafts: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildResult:
    """What a run made and found."""

    files: tuple[OutputFile, ...]
    """Empty when an error stops the site from being made."""
    diagnostics: tuple[Diagnostic, ...]


def build_site(
    files: Mapping[str, bytes],
    templates: Mapping[str, str],
    options: BuildOptions,
    begin: Callable[[str], None] = lambda stage: None,
) -> BuildResult:
    """Read, compute, plan, render, derive, check; stop only where going on is impossible.

    `begin` is told the name of each stage as it starts.
    """
    found: list[Diagnostic] = []

    def keep(stage: tuple[T, tuple[Diagnostic, ...]]) -> T:
        value, problems = stage
        found.extend(problems)
        return value

    project = keep(parse_project(files, options.today))
    if project is None or not _can_go_on(project):
        return BuildResult(files=(), diagnostics=in_order(found))
    begin("compute")
    registry = keep(compute_figures(project))
    begin("plan")
    address = options.base_url.rstrip("/") + "/" if options.base_url else project.settings.base_url
    plan = keep(plan_site(project, address, options.is_portable, options.with_drafts))
    begin("render")
    assets = build_assets(templates)
    site = make_site_context(project, registry, plan, assets, base_url=address, today=options.today)
    pages = keep(render_pages(site, templates))
    if has_errors(found):
        return BuildResult(files=(), diagnostics=in_order(found))
    begin("derive")
    outputs = (*(page.file for page in pages), *assets.files, *derive_outputs(site, pages))
    begin("check")
    found.extend(check_site(site, pages, outputs))
    manifest = build_manifest(site, pages, outputs)
    return BuildResult(files=(*outputs, manifest), diagnostics=in_order(found))


def _can_go_on(project: Project) -> bool:
    """Tell whether every language has words; without them no page can be made."""
    return len(project.catalogs) == len(project.settings.languages)
