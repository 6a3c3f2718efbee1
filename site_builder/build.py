"""The pipeline: every stage once, in order, each from values to values.

Takes the bytes of a project's files and templates and the options of one run; gives the finished
files and everything that is wrong. Nothing here reads a clock or an environment, and
nothing is written: `commands.py` publishes what `build_site` returns, if it holds no error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from site_builder.adapters.png import UnusableDrawingError
from site_builder.checks import check_pages, check_sources
from site_builder.checks.data import check_data, is_private
from site_builder.checks.data.data_input import DataInput
from site_builder.checks.data.privacy import redact
from site_builder.diagnostics import Diagnostic, Location, has_errors, in_order, problem
from site_builder.figures.observations import Counts
from site_builder.figures.registry import compute_figures
from site_builder.model import OutputFile
from site_builder.model.words import UnknownWordError
from site_builder.outputs import derive_outputs
from site_builder.outputs.search import place_search
from site_builder.pages.plan import plan_site
from site_builder.read.catalogs import catalog_path
from site_builder.read.project import parse_project
from site_builder.read.templates import TEMPLATES_FOLDER, parse_templates
from site_builder.views.assets.assets import build_assets
from site_builder.views.assets.fonts import parse_fonts
from site_builder.views.assets.styles import place_styles
from site_builder.views.context import SiteContext, make_site_context
from site_builder.views.kinds import KINDS
from site_builder.views.render import CompiledTemplates, render_pages

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
    compiled: CompiledTemplates | None = None,
) -> BuildResult:
    """Read, compute, plan, render, check, derive; stop only where going on is impossible.

    `begin` is told the name of each stage as it starts; `compiled` is for those who build often.
    """
    run = _Run(templates, options, begin, compiled)
    made: tuple[OutputFile, ...] = ()
    site: SiteContext | None = None
    try:
        site = run.understand(files)
        made = run.make(site) if site is not None else ()
    except (UnknownWordError, UnusableDrawingError) as error:
        run.found.append(_as_problem(error))
        site = None
    return BuildResult(files=made, diagnostics=in_order(redact(run.found)), site=site)


class _Run:
    """One run of the stages; what each finds wrong is added to `found`."""

    def __init__(
        self,
        templates: Mapping[str, bytes],
        options: BuildOptions,
        begin: Callable[[str], None],
        compiled: CompiledTemplates | None,
    ) -> None:
        self._compiled = compiled
        self.found: list[Diagnostic] = []
        self._templates = templates
        self._texts = self._keep(parse_templates(templates))
        self._options = options
        self._begin = begin

    def understand(self, files: Mapping[str, bytes]) -> SiteContext | None:
        """Read the project, compute its figures and plan its pages."""
        options = self._options
        project = self._keep(parse_project(files, options.today))
        if project is None:
            return None
        self._begin("check data")
        # What no page may show reaches no page, not even in memory.
        data = DataInput(project=project, counts=Counts(project), files=files)
        self.found.extend(check_data(data))
        lacks_words = len(project.catalogs) < len(project.settings.languages)
        if lacks_words or any(map(is_private, self.found)):
            return None
        self._begin("compute")
        registry = compute_figures(project, data.counts)
        self._begin("plan")
        own = project.settings.base_url
        address = options.base_url.rstrip("/") + "/" if options.base_url else own
        planned = plan_site(
            project,
            KINDS,
            address,
            is_portable=options.is_portable,
            with_drafts=options.with_drafts,
        )
        return make_site_context(
            project,
            registry,
            self._keep(planned),
            build_assets(self._texts),
            base_url=address,
            today=options.today,
            fonts=self._keep(parse_fonts(self._templates)),
            has_pdf=options.with_pdf,
            is_compressed=options.is_compressed,
        )

    def make(self, site: SiteContext) -> tuple[OutputFile, ...]:
        """Render the pages, check them and derive the other files; none if a source is wrong."""
        self._begin("render")
        rendered = self._keep(render_pages(site, self._texts, self._compiled))
        pages, stylesheet = place_styles(site, rendered, self._texts)
        self._begin("check")
        self.found.extend(check_sources(site, self._texts))
        if has_errors(self.found):
            return ()
        self._begin("derive")
        pages, indexes = place_search(site, pages)
        files = (*(page.file for page in pages), *indexes, stylesheet, *site.shared_files)
        files = derive_outputs(site, pages, files)
        self._begin("check pages")
        self.found.extend(check_pages(site, pages, files))
        return files

    def _keep(self, stage: tuple[T, tuple[Diagnostic, ...]]) -> T:
        value, problems = stage
        self.found.extend(problems)
        return value


def _as_problem(error: UnknownWordError | UnusableDrawingError) -> Diagnostic:
    """Give the diagnostic of what a stage can only raise."""
    if isinstance(error, UnknownWordError):
        place = Location(path=catalog_path(error.lang))
        return problem("TPL002", place, key=error.key, lang=error.lang)
    place = Location(path=f"{TEMPLATES_FOLDER}{error.path}")
    return problem("TPL007", place, reason=error.reason)
